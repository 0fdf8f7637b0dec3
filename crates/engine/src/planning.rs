//! Stages of planning, from the far horizon to the present: their grids, their steps and when each is done.

use standoff_world::war::World;

/// Stages of planning, the farthest from the present first. Each starts from the values of the one before, interpolated
/// along the front.
#[derive(Debug, Clone, PartialEq)]
pub struct Planning {
    /// The stages.
    pub stages: Vec<PlanningStage>,
}

/// One stage of planning.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PlanningStage {
    /// Steps of the front on the planner's grid.
    pub front_steps: usize,
    /// Length of a planning step in months.
    pub step_months: f64,
    /// Most steps.
    pub most_steps: usize,
    /// Change of a value in a step at which the fixed point is reached; zero takes every step, plainly.
    pub tolerance: f64,
}

// Numbers that were measured are those of the default scenario on its first day, at central values, and on a front of six
// steps unless another is named: the monthly chance of a deal, and the values of going on.

/// Most monthly steps of a stage, thirty years (decision 3). Horizons of 5, 10, 20 and 30 years gave median wars
/// of 23, 28, 30 and 29 months: from twenty years on the end of the horizon no longer reaches the present.
const LONG_HORIZON_STEPS: usize = 360;
/// Most steps of the front that actors tell apart. It bounds the work of full planning, which is in proportion. From 16
/// to 24 steps the chance of a deal moves by .0004 and no value by more than .005.
const FINEST_FRONT_STEPS: usize = 24;
/// Steps of the front in the far future and in interactive answers (decision 67). Against 24 steps
/// the chance of a deal is .109 in place of .112, the defender's value off by .03, and the others' by .004 at most.
const COARSE_FRONT_STEPS: usize = 6;
/// Steps of the front of a sketch: the fewest that leave a position next to neither end of the war. With three the
/// chance of a deal falls from .107 to .060.
const SKETCH_FRONT_STEPS: usize = 4;
/// Tolerance of interactive answers. It is reached after 18 steps, with values within .004 of the fixed point.
const COARSE_TOLERANCE: f64 = 4e-3;
/// Tolerance of full planning, on the way to the present. It is reached after 24 steps, with values within .0015.
const FULL_TOLERANCE: f64 = 1e-3;
/// Tolerance of a sketch, for an answer while a slider is dragged. It is reached after 10 steps, with values up to .08
/// from the fixed point.
const SKETCH_TOLERANCE: f64 = 2e-2;

impl Planning {
    /// Full resolution, for worlds whose steps are `step_months` long: the far future on a short front, then the
    /// scenario's front, then the nearest month in the scenario's own step, since the policy of that step is the one
    /// that is kept.
    pub fn full(world: &World, step_months: f64) -> Self {
        let fine = world.war.front_steps.min(FINEST_FRONT_STEPS);
        let far = PlanningStage::monthly(fine.min(COARSE_FRONT_STEPS), COARSE_TOLERANCE);
        let middle = PlanningStage::monthly(fine, FULL_TOLERANCE);
        let near = PlanningStage {
            front_steps: fine,
            step_months,
            most_steps: (1.0 / step_months).round() as usize,
            tolerance: 0.0,
        };
        Self { stages: vec![far, middle, near] }
    }

    /// An interactive answer: a short front with drift and variance matched, monthly steps, to a fixed point.
    pub fn coarse(world: &World) -> Self {
        let front_steps = world.war.front_steps.min(COARSE_FRONT_STEPS);
        Self { stages: vec![PlanningStage::monthly(front_steps, COARSE_TOLERANCE)] }
    }

    /// A first answer: a front of four steps, stopped well before the fixed point.
    pub fn sketch(world: &World) -> Self {
        let front_steps = world.war.front_steps.min(SKETCH_FRONT_STEPS);
        Self { stages: vec![PlanningStage::monthly(front_steps, SKETCH_TOLERANCE)] }
    }

    /// Plain backward induction over a finite horizon, with no acceleration.
    pub fn plain(front_steps: usize, step_months: f64, steps: usize) -> Self {
        Self { stages: vec![PlanningStage { front_steps, step_months, most_steps: steps, tolerance: 0.0 }] }
    }
}

impl PlanningStage {
    /// Monthly steps until values change by less than the tolerance.
    fn monthly(front_steps: usize, tolerance: f64) -> Self {
        Self { front_steps, step_months: 1.0, most_steps: LONG_HORIZON_STEPS, tolerance }
    }
}
