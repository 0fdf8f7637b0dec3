//! Stages of planning, from the far horizon to the present: their grids, their steps and when each is done.

use standoff_world::war::World;

/// Stages of planning, the farthest from the present first. Each starts from the values of the one before, interpolated
/// along the front.
#[derive(Debug, Clone, PartialEq)]
pub struct Planning {
    /// The stages.
    pub stages: Vec<PlanningStage>,
    /// The plan of the games after a turn of the tide. Without one a single game is solved, and played whatever the tide does
    /// and actors learn.
    pub turned: Option<PlanningStage>,
}

/// One stage of planning.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PlanningStage {
    /// Steps of the front on the planner's grid.
    pub front_steps: usize,
    /// Length of a planning step in months.
    pub step_months: f64,
    /// Steps after which values that hardly move are good enough.
    pub enough_steps: usize,
    /// Most steps.
    pub most_steps: usize,
    /// Change of a value in a step at which the fixed point is reached; zero takes every step, plainly.
    pub tolerance: f64,
}

// Numbers that were measured are those of the default scenario, over 24 draws of its parameters with 64 futures each, on
// a front of six steps unless another is named: the chance of a settlement or lasting quiet within 24 months.

/// Monthly steps of an answer over many draws after which a game that hardly moves is left as it is. Accelerated steps are
/// worth many plain ones: after 720 plain steps the chance is .311, after at most 60 it is .311 to .318, with a root mean
/// square of .02 in a single draw. Over 128 draws no chance of an end or of the line moves by more than .004 between 120
/// steps and 36, by .006 with 32 and by .009 with 24.
const ENOUGH_STEPS: usize = 36;
/// Change of a value in a step below which a game hardly moves. In a game that still moved by .023 a belligerent could do
/// better by .010 of its stake if it refused everything; in those below .02 nobody could by more than .0003.
const HARDLY_MOVES: f64 = 2e-2;
/// Most monthly steps, for those that move more. At a sharpness of 480 some go round in a small cycle for ever; their policy
/// is that of the last step.
const MOST_STEPS: usize = 90;
/// Monthly steps of full planning after which a game that hardly moves is left as it is.
const ENOUGH_FULL_STEPS: usize = 48;
/// Most steps of the front that actors tell apart. It bounds the work of full planning, which is in proportion.
const FINEST_FRONT_STEPS: usize = 24;
/// Steps of the front in interactive answers (decision 67).
const COARSE_FRONT_STEPS: usize = 6;
/// Steps of the front of a sketch: the fewest that leave a position next to neither end of the war.
const SKETCH_FRONT_STEPS: usize = 4;
/// Tolerance of answers. Where it is reached, values are within .005 of the fixed point (decision 29).
const TOLERANCE: f64 = 1e-3;
/// Most monthly steps of a game after a turn of the tide. It is played after a turn alone, and no other game needs its values.
/// When the game before the turn still took its values, twice as many steps moved no chance of an agreement by more than
/// .001 and none of an end by more than .006; it was not measured again.
const TURNED_STEPS: usize = 15;
/// Tolerance of a sketch, for an answer while a slider is dragged. It is reached after some 15 steps.
const SKETCH_TOLERANCE: f64 = 2e-2;

impl Planning {
    /// Full resolution, for worlds whose steps are `step_months` long: the scenario's front, then the nearest month in the
    /// scenario's own step, since the policy of that step is the one that is kept.
    ///
    /// The induction begins from the fight to the finish on that front: of several fixed points it is the one to which
    /// this leads that counts, and the values of a shorter front might lead to another (decision 29).
    pub fn full(world: &World, step_months: f64) -> Self {
        let fine = world.war.front_steps.min(FINEST_FRONT_STEPS);
        let far = PlanningStage { enough_steps: ENOUGH_FULL_STEPS, ..PlanningStage::monthly(fine, TOLERANCE) };
        let near = PlanningStage { step_months, ..PlanningStage::plain(fine, (1.0 / step_months).round() as usize) };
        let turned = PlanningStage::after_turn(fine.min(COARSE_FRONT_STEPS));
        Self { stages: vec![far, near], turned: Some(turned) }
    }

    /// An interactive answer: a short front with drift and variance matched, monthly steps, to a fixed point.
    pub fn coarse(world: &World) -> Self {
        let front_steps = world.war.front_steps.min(COARSE_FRONT_STEPS);
        let turned = PlanningStage::after_turn(front_steps.min(SKETCH_FRONT_STEPS));
        Self { stages: vec![PlanningStage::monthly(front_steps, TOLERANCE)], turned: Some(turned) }
    }

    /// A first answer: a front of four steps, stopped well before the fixed point: one game, whatever the
    /// tide does and actors learn.
    pub fn sketch(world: &World) -> Self {
        let front_steps = world.war.front_steps.min(SKETCH_FRONT_STEPS);
        let stage = PlanningStage::monthly(front_steps, SKETCH_TOLERANCE);
        Self { stages: vec![PlanningStage { most_steps: ENOUGH_STEPS, ..stage }], turned: None }
    }

    /// Plain backward induction over a finite horizon, with no acceleration.
    pub fn plain(front_steps: usize, step_months: f64, steps: usize) -> Self {
        let stage = PlanningStage { step_months, ..PlanningStage::plain(front_steps, steps) };
        Self { stages: vec![stage], turned: Some(stage) }
    }
}

impl PlanningStage {
    /// Monthly steps until values change by less than the tolerance.
    fn monthly(front_steps: usize, tolerance: f64) -> Self {
        Self { front_steps, step_months: 1.0, enough_steps: ENOUGH_STEPS, most_steps: MOST_STEPS, tolerance }
    }

    /// Monthly steps of a game after a turn of the tide: a sketch that ends after a fixed number of steps at most.
    fn after_turn(front_steps: usize) -> Self {
        let (enough_steps, most_steps) = (TURNED_STEPS, TURNED_STEPS);
        Self { enough_steps, most_steps, ..Self::monthly(front_steps, SKETCH_TOLERANCE) }
    }

    /// So many steps of a month, with no acceleration.
    pub(crate) fn plain(front_steps: usize, steps: usize) -> Self {
        Self { front_steps, step_months: 1.0, enough_steps: steps, most_steps: steps, tolerance: 0.0 }
    }

    /// Change of a value at which the solution ends once so many steps are taken.
    pub(crate) fn tolerance_after(&self, taken: usize) -> f64 {
        if self.tolerance > 0.0 && taken + 1 >= self.enough_steps {
            self.tolerance.max(HARDLY_MOVES)
        } else {
            self.tolerance
        }
    }
}
