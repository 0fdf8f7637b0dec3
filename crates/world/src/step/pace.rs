//! Every rate of a war brought to one length of step.

use crate::actors::great_power::transition_chances;
use crate::actors::roles::Side;
use crate::battlefield::stamina::{Stamina, fall_chance};
use crate::quantity::hazard_over;
use crate::step::coalition::pace::CoalitionPace;
use crate::step::front_rate::FrontRate;
use crate::step::limited_truce_rates::LimitedTruceRates;
use crate::step::memory::Memory;
use crate::step::purpose::Purpose;
use crate::step::round_rates::RoundRates;
use crate::talks::outcome::Outcome;
use crate::war::blame::{blamed_posture, posture_tilt};
use crate::war::figures::War;

/// Every rate of a war brought to one length of step, once and exactly (decision 1).
#[derive(Debug, Clone, PartialEq)]
pub struct Pace {
    /// Length of a step in months.
    pub months: f64,
    pub(super) round_rates: RoundRates,
    pub(super) posture_chances: Vec<Vec<f64>>,
    pub(super) blamed_postures: [Vec<f64>; 2],
    pub(super) tilts: [(f64, Side); 5],
    pub(super) front: FrontRate,
    pub(super) loss_memory: Option<Memory>,
    pub(super) momentum_chance: f64,
    pub(super) tide_chance: f64,
    pub(super) collapse_chance: f64,
    pub(super) invader_stamina: Vec<StaminaPace>,
    pub(super) defender_stamina: StaminaPace,
    pub(super) truce_break_chance: f64,
    pub(super) limited_truces: LimitedTruceRates,
    pub(super) backers_drawn: bool,
    pub(super) credibility_share: f64,
    pub(super) coalition: CoalitionPace,
    pub(super) track_shares: Vec<f64>,
}

/// Chances that stamina falls or rises in a step, in war and in a truce.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct StaminaPace {
    pub(super) war: [f64; 2],
    pub(super) truce: [f64; 2],
}

impl StaminaPace {
    fn new(stamina: &Stamina, sanctions: f64, months: f64) -> Self {
        let down = fall_chance(stamina, sanctions);
        Self {
            war: [hazard_over(down, months), hazard_over(stamina.up, months)],
            truce: [0.0, hazard_over(stamina.rest, months)],
        }
    }
}

impl Pace {
    /// Brings every rate to steps of `months`.
    pub fn new(war: &War, months: f64) -> Self {
        let sanctions = |posture: &crate::actors::great_power::Posture| posture.effects.sanctions;
        Self {
            months,
            round_rates: RoundRates::new(war, months),
            posture_chances: transition_chances(&war.posture_rates, months),
            blamed_postures: [blamed_posture(war, Side::Invader), blamed_posture(war, Side::Defender)],
            tilts: Outcome::ALL.map(|outcome| posture_tilt(war, outcome)),
            front: FrontRate::new(war, months),
            loss_memory: Memory::new(Purpose::Losses, war.costs.month_spread, war.costs.month_half_life, months),
            tide_chance: hazard_over(war.tide.hazard, months),
            momentum_chance: (war.front.momentum_change * months).min(1.0),
            collapse_chance: hazard_over(war.front.collapse, months),
            invader_stamina: war
                .postures
                .iter()
                .map(|posture| StaminaPace::new(&war.stamina.invader, sanctions(posture), months))
                .collect(),
            defender_stamina: StaminaPace::new(&war.stamina.defender, 0.0, months),
            truce_break_chance: hazard_over(war.truce.breaks, months),
            limited_truces: LimitedTruceRates::new(war, months),
            backers_drawn: true,
            credibility_share: hazard_over(war.order.adjustment, months),
            coalition: CoalitionPace::new(war, months),
            track_shares: war.tracks.iter().map(|track| track.share).collect(),
        }
    }

    /// The same rates for a record, in which limited truces and backers are reported and not drawn: one that a filter waits for
    /// would leave few of its states.
    pub fn for_record(self) -> Self {
        Self { limited_truces: self.limited_truces.into_reported(), backers_drawn: false, ..self }
    }

    /// The coalition's part.
    pub fn coalition(&self) -> &CoalitionPace {
        &self.coalition
    }
}
