//! Every rate of a war brought to one length of step.

use crate::actors::great_power::transition;
use crate::actors::roles::Side;
use crate::battlefield::stamina::{Stamina, falling};
use crate::quantity::hazard_over;
use crate::step::coalition::CoalitionPace;
use crate::talks::outcome::Outcome;
use crate::war::blame::{blamed_posture, tilt};
use crate::war::figures::War;

/// Every rate of a war brought to one length of step, once and exactly (decision 1).
#[derive(Debug, Clone, PartialEq)]
pub struct Pace {
    /// Length of a step in months.
    pub months: f64,
    pub(super) rounds: Vec<f64>,
    pub(super) posture: Vec<Vec<f64>>,
    pub(super) blamed: [Vec<f64>; 2],
    pub(super) tilts: [(f64, Side); 5],
    /// Moments in a step in each of which the front moves once at most, and the chance that it does.
    pub(super) moments: u32,
    pub(super) moves: f64,
    pub(super) momentum: f64,
    pub(super) collapse: f64,
    pub(super) invader_stamina: Vec<StaminaPace>,
    pub(super) defender_stamina: StaminaPace,
    pub(super) truce_breaks: f64,
    pub(super) credibility: f64,
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
        let down = falling(stamina, sanctions);
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
        let moments = (war.front.moves * months).ceil().max(1.0);
        Self {
            months,
            rounds: war.postures.iter().map(|posture| posture.effects.rounds * months).collect(),
            posture: transition(&war.posture_rates, months),
            blamed: [blamed_posture(war, Side::Invader), blamed_posture(war, Side::Defender)],
            tilts: Outcome::ALL.map(|outcome| tilt(war, outcome)),
            moments: moments as u32,
            moves: war.front.moves * months / moments,
            momentum: (war.front.momentum_change * months).min(1.0),
            collapse: hazard_over(war.front.collapse, months),
            invader_stamina: war
                .postures
                .iter()
                .map(|posture| StaminaPace::new(&war.stamina.invader, sanctions(posture), months))
                .collect(),
            defender_stamina: StaminaPace::new(&war.stamina.defender, 0.0, months),
            truce_breaks: hazard_over(war.truce.breaks, months),
            credibility: hazard_over(war.order.adjustment, months),
            coalition: CoalitionPace::new(war, months),
            track_shares: war.tracks.iter().map(|track| track.share).collect(),
        }
    }

    /// The coalition's part.
    pub fn coalition(&self) -> &CoalitionPace {
        &self.coalition
    }
}
