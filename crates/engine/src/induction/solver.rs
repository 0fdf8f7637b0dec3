//! Planning steps towards the present until the values no longer move.

use super::anderson::AndersonAcceleration;
use super::deviation::Deviation;
use super::policy::Policy;
use super::problem::Problem;
use super::step::PlanningStep;
use super::sweep::sweep_front;
use super::values::Values;
use super::workspace::Workspace;
use crate::planning::PlanningStage;
use standoff_world::war::World;

/// Steps before acceleration begins. The game may have several fixed points; plain steps from the fight to the finish
/// select the one that a long finite horizon selects, and the acceleration keeps to it.
const PLAIN_STEPS: usize = 6;
/// Steps after which acceleration is given up. Where it settles it needs 10 to 45; where choices are nearly sure, or deals
/// quick, it wanders, while plain steps may still settle. Plain steps alone need some 300.
const ACCELERATED_STEPS: usize = 30;

/// A stage that was solved.
pub(crate) struct SolvedStage {
    /// Values at the near end.
    pub values: Values,
    /// Policy of the last step taken.
    pub policy: Policy,
    /// Largest change of a value in that step.
    pub last_change: f64,
    /// Steps taken.
    pub steps: usize,
}

/// Steps from the values at the far end until the fixed point or the last step of the stage. Only the last step stores
/// its policy.
pub(crate) fn solve_stage(
    problem: &Problem,
    world: &World,
    start: Values,
    stage: &PlanningStage,
    deviation: Option<Deviation<'_>>,
) -> SolvedStage {
    let kernel = problem.kernel(world, stage.step_months);
    let hope = problem.hope_flow(&kernel);
    let step = PlanningStep { problem, world, kernel: &kernel, deviation, hope: hope.as_ref() };
    let mut solver = Solver::new(step, start);
    let (last_change, steps) = solver.run(stage);
    SolvedStage { values: solver.values, policy: solver.policy, last_change, steps }
}

struct Solver<'a> {
    step: PlanningStep<'a>,
    values: Values,
    inner: Values,
    policy: Policy,
    work: Workspace,
}

impl<'a> Solver<'a> {
    fn new(step: PlanningStep<'a>, values: Values) -> Self {
        let problem = step.problem;
        let policy = Policy::new(problem.layout, &problem.grid, problem.owners.len());
        Self { step, inner: values.clone(), values, policy, work: Workspace::new(&problem.grid) }
    }

    /// Returns the last change and the steps.
    fn run(&mut self, stage: &PlanningStage) -> (f64, usize) {
        let mut acceleration = AndersonAcceleration::default();
        let mut before = Values::new();
        for taken in 1..stage.most_steps {
            let accelerated = stage.tolerance > 0.0 && (PLAIN_STEPS..ACCELERATED_STEPS).contains(&taken);
            if accelerated {
                before.clone_from(&self.values);
            }
            let change = self.take_step(false);
            if change < stage.tolerance_after(taken) {
                return (self.take_step(true), taken + 1);
            }
            if accelerated {
                acceleration.extrapolate(&before, &mut self.values);
            }
        }
        (self.take_step(true), stage.most_steps)
    }

    fn take_step(&mut self, record: bool) -> f64 {
        let Self { step, values, inner, policy, work } = self;
        f64::from(sweep_front(*step, values, inner, policy, work, record))
    }
}
