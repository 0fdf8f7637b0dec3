//! One planning step: what its kernels read.

use super::deviation::Deviation;
use super::problem::Problem;
use crate::payoff::hope::HopeFlow;
use crate::transition::kernel::Kernel;
use standoff_world::war::World;

/// One planning step of a problem. Its methods, each of them one pass over a position of the front, stand in `expect`,
/// `update` and `menu`; they write to a workspace, so that threads share the step.
///
/// Every pass is inlined into the vector code that calls it: a function of its own would be compiled for the oldest
/// processor.
#[derive(Clone, Copy)]
pub(crate) struct PlanningStep<'a> {
    pub problem: &'a Problem,
    pub world: &'a World,
    pub kernel: &'a Kernel,
    /// A belligerent that refuses everything; none where all play the game.
    pub deviation: Option<Deviation<'a>>,
    /// What hope of a turn of the tide is worth; none where nobody expects one.
    pub hope: Option<&'a HopeFlow>,
}
