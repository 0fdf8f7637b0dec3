//! A planning step over the whole front, in two parallel passes of vector code.

use super::policy::{FrontPolicy, Policy};
use super::step::PlanningStep;
use super::values::Values;
use super::workspace::Workspace;
use crate::precision::{Number, Planned};
use rayon::prelude::*;

/// Positions of the front from which on a step is shared among threads. A coarse game is solved by one thread: many are
/// solved at once, and one alone is quick.
const LEAST_SHARED_POSITIONS: usize = 12;

/// One planning step towards the present. `inner` is memory of the size of the values. Returns the largest change of a
/// value; the policy is stored if it is given.
///
/// The first pass must end before the second begins: a position of the front reads the expectations of its neighbours.
/// Positions share nothing else, and the largest of several numbers does not depend on their order, so the result does
/// not depend on threads.
pub(crate) fn sweep_front(
    step: PlanningStep<'_>,
    values: &mut Values,
    inner: &mut Values,
    policy: &mut Policy,
    work: &mut Workspace,
    record: bool,
) -> Planned {
    if values.len() >= LEAST_SHARED_POSITIONS {
        return sweep_front_in_parallel(step, values, inner, policy, record);
    }
    // The widest vectors that the machine has; without contraction the results are the same on all.
    let vectors = pulp::Arch::new();
    for (index, (inner, values)) in inner.iter_mut().zip(&*values).enumerate() {
        vectors.dispatch(InnerPass { step, values, index, work, inner });
    }
    let mut change = 0.0;
    for (index, (values, policy)) in values.iter_mut().zip(policy.fronts_mut()).enumerate() {
        let policy = record.then_some(policy);
        change = Planned::larger(change, vectors.dispatch(FrontPass { step, inner, index, work, values, policy }));
    }
    change
}

/// The same with positions of the front shared among threads.
fn sweep_front_in_parallel(
    step: PlanningStep<'_>,
    values: &mut Values,
    inner: &mut Values,
    policy: &mut Policy,
    record: bool,
) -> Planned {
    let grid = &step.problem.grid;
    let vectors = pulp::Arch::new();
    inner.par_iter_mut().zip(&*values).enumerate().for_each_init(
        || Workspace::new(grid),
        |work, (index, (inner, values))| vectors.dispatch(InnerPass { step, values, index, work, inner }),
    );
    let inner = &*inner;
    let fronts = values.par_iter_mut().zip(policy.fronts_mut());
    fronts
        .enumerate()
        .map_init(
            || Workspace::new(grid),
            |work, (index, (values, policy))| {
                let policy = record.then_some(policy);
                vectors.dispatch(FrontPass { step, inner, index, work, values, policy })
            },
        )
        .reduce(|| 0.0, Planned::larger)
}

/// The first pass at one position of the front.
struct InnerPass<'a> {
    step: PlanningStep<'a>,
    values: &'a [Planned],
    index: usize,
    work: &'a mut Workspace,
    inner: &'a mut [Planned],
}

impl pulp::NullaryFnOnce for InnerPass<'_> {
    type Output = ();

    #[inline(always)]
    fn call(self) {
        self.step.expect_inner(self.values, self.index, self.work, self.inner);
    }
}

/// The second pass at one position of the front.
struct FrontPass<'a> {
    step: PlanningStep<'a>,
    inner: &'a [Vec<Planned>],
    index: usize,
    work: &'a mut Workspace,
    values: &'a mut [Planned],
    policy: Option<&'a mut FrontPolicy>,
}

impl pulp::NullaryFnOnce for FrontPass<'_> {
    type Output = Planned;

    #[inline(always)]
    fn call(self) -> Planned {
        self.step.expect_front(self.inner, self.index, self.work);
        self.step.update_front(self.index + 1, self.work, self.values, self.policy)
    }
}
