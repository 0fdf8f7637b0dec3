//! The state of one future at one moment.

use crate::actors::roles::Side;
use crate::battlefield::losses::Costs;
use crate::battlefield::stamina::LEVELS;
use crate::state::backing::Backing;
use crate::state::coalition::CoalitionState;
use crate::state::limited_truces::LimitedTruces;
use crate::state::underway::Underway;
use crate::talks::bursts::usual_excitement;
use crate::war::calibration::World;
use crate::war::position::Position;
use serde::{Deserialize, Serialize};

/// War, truce, peace or neither.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub enum Regime {
    /// Fighting.
    War,
    /// A truce, with the months it has lasted.
    Truce {
        /// Months of quiet so far.
        #[serde(rename = "quiet")]
        quiet_months: f64,
    },
    /// A signed settlement, and the war that would follow it.
    Settled {
        /// Hazard a month that the invader attacks again.
        hazard: f64,
        /// Position of the front from which a renewed war would start, in steps.
        front: usize,
        /// Share of the full cap that the settlement puts on the defender's army.
        cap: f64,
    },
    /// A truce that has lasted: a frozen conflict.
    Frozen,
    /// One side has won, and nothing more happens.
    Over,
}

/// One future at one moment.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
pub struct State {
    /// Steps since the start.
    pub time: u32,
    /// War, truce, peace or neither.
    pub regime: Regime,
    /// Position of the front, in steps.
    pub front: usize,
    /// Pace of the front: its logarithm in standard deviations from the mean of the long run. None before the first step,
    /// in which it is drawn, and where the pace has no memory.
    #[serde(default)]
    pub pace_score: Option<f64>,
    /// Moves of the front in the last months, both ways, against their mean; one where losses do not follow them.
    #[serde(default = "usual_fighting")]
    pub fighting: f64,
    /// Losses of these months beside what follows the fighting: their logarithm in standard deviations from the mean. None
    /// before the first step, in which it is drawn, and where no month differs.
    #[serde(default)]
    pub loss_score: Option<f64>,
    /// Side that has the momentum: -1 the defender, 1 the invader.
    pub momentum: i8,
    /// Side that the tide is with.
    #[serde(default)]
    pub tide: Option<Side>,
    /// What the moves of the front since the start have told about the odds, in moves that each count `p(1-p)`; zero where
    /// nobody learns from them.
    #[serde(default)]
    pub seen: f64,
    /// Stamina of the invader.
    pub invader_stamina: usize,
    /// Stamina of the defender.
    pub defender_stamina: usize,
    /// Posture of the great power.
    pub posture: usize,
    /// Draft on the table.
    pub draft: usize,
    /// Excitement that past rounds have left, in rounds a month; zero where talks do not come in bursts.
    #[serde(default)]
    pub excitement: f64,
    /// Limited truces under way, and the trust that past ones have left.
    #[serde(default)]
    pub limited_truces: LimitedTruces,
    /// Backers that stand behind their side.
    #[serde(default)]
    pub backing: Backing,
    /// Settlement under way: agreed, and not in effect yet.
    pub underway: Option<Underway>,
    /// Credibility of guarantees.
    pub credibility: f64,
    /// Share of the full cap on the defender's army with which a renewed war was begun; none in the war of the start.
    pub army_cap: f64,
    /// The coalition.
    pub coalition: CoalitionState,
}

pub(crate) fn usual_fighting() -> f64 {
    1.0
}

impl Clone for State {
    fn clone(&self) -> Self {
        Self { coalition: self.coalition.clone(), ..*self }
    }

    /// In the memory of the state that it replaces, as [`CoalitionState`] does.
    fn clone_from(&mut self, source: &Self) {
        let mut coalition = std::mem::take(&mut self.coalition);
        coalition.clone_from(&source.coalition);
        *self = Self { coalition, ..*source };
    }
}

impl State {
    /// The state at the start.
    pub fn start(world: &World) -> Self {
        let war = &world.war;
        Self {
            time: 0,
            regime: Regime::War,
            front: war.front_start,
            pace_score: None,
            fighting: usual_fighting(),
            loss_score: None,
            momentum: 0,
            tide: None,
            seen: 0.0,
            invader_stamina: war.stamina_start.invader,
            defender_stamina: war.stamina_start.defender,
            posture: war.posture_start,
            draft: war.draft_start,
            excitement: usual_excitement(&war.talks, war.postures[war.posture_start].effects.rounds),
            limited_truces: LimitedTruces::default(),
            backing: Backing::at_start(&war.backers),
            credibility: war.order.credibility,
            underway: None,
            army_cap: 0.0,
            coalition: CoalitionState::start(war),
        }
    }

    /// Whether it is a state of this world: everything it names exists there, and every number is finite.
    pub fn belongs_to(&self, world: &World) -> bool {
        let war = &world.war;
        let (number, front) = match self.regime {
            Regime::Truce { quiet_months } => (quiet_months, 0),
            Regime::Settled { hazard, front, cap } => (hazard + cap, front),
            Regime::War | Regime::Frozen | Regime::Over => (0.0, 0),
        };
        self.front.max(front) <= war.front_steps
            && (-1..=1).contains(&self.momentum)
            && self.invader_stamina.max(self.defender_stamina) < LEVELS
            && self.posture < war.postures.len()
            && self.draft < war.packages.len()
            && self.backing.index() < 1 << war.backers.len()
            && [number, self.credibility, self.army_cap].into_iter().all(f64::is_finite)
            && self.pace_score.is_none_or(f64::is_finite)
            && self.fighting.is_finite()
            && self.seen.is_finite()
            && self.loss_score.is_none_or(f64::is_finite)
            && self.excitement.is_finite()
            && self.limited_truces.is_finite()
            && self.underway.is_none_or(|underway| underway.belongs_to(war))
            && self.coalition.belongs_to(war)
    }

    /// Losses of a day against those of a day of war in the long run: what the fighting and the months make of them in war, the
    /// share of a truce without it. Futures, ledgers and readings of losses all take it from here (decision 45).
    pub fn loss_factor(&self, costs: &Costs) -> f64 {
        match self.regime {
            Regime::War => costs.war_factor(self.fighting, self.loss_score),
            _ => costs.truce_share,
        }
    }

    /// Whether there is fighting or a truce: the line can still break.
    pub fn is_contested(&self) -> bool {
        matches!(self.regime, Regime::War | Regime::Truce { .. })
    }

    /// Position of the war, as actors see it.
    pub fn position(&self, world: &World) -> Position {
        Position {
            truce: matches!(self.regime, Regime::Truce { .. } | Regime::Frozen),
            held: world.held_share(self.front),
            coverage: self.coalition.war_coverage,
            pooled: self.coalition.pooled(&world.war),
            posture: self.posture,
            backing: self.backing,
            invader_stamina: self.invader_stamina,
            defender_stamina: self.defender_stamina,
            draft: self.draft,
            tide: self.tide,
            gap_left: world.gap_left(self.seen),
        }
    }
}
