//! Hope: what actors expect from a turn of the tide (decision 51a).
//!
//! A side that expects the tide to turn its way with a chance `h` in a step, to a game worth `V+`, has
//!
//! ```text
//! going on  =  f + d P [(1-h) V + h V+]  =  f + d P V + d h P [V+ - V]
//! ```
//!
//! The last term is its hope. A turn is taken to be worth what it is worth to whoever fights to the finish,
//! `V+ - V = F+ - F`: the value of a war in which talks go on lies close to that of fighting on, and both rise by much the
//! same. So hope is a flow that depends on the state and not on the values, and costs a solution nothing. In a truce, where
//! the front stands, a turn is worth something once the truce has broken: `G = d P [(1-b) G + b (F+ - F)]`, `b` the chance
//! that it breaks.

use super::bicgstab::solve_linear;
use super::fight_to_finish::{FightHopes, FightValues, WarMonth};
use crate::precision::{Number, Planned};
use crate::state_space::{Grid, REGIMES, Regime, SIDES};
use crate::transition::coverage_chain::CoverageChain;
use crate::transition::expectation::{Scratch, add_scaled};
use crate::transition::kernel::Kernel;
use standoff_world::actors::roles::Side;
use standoff_world::war::World;

/// The sides that the tide can turn to, in the order of all arrays by side.
pub(crate) const BOTH: [Side; SIDES] = [Side::Invader, Side::Defender];

/// What actors expect from a turn of the tide when they fight to the finish; none where nobody expects one. They foresee one
/// turn, wherever the tide stands.
pub(crate) fn fight_hopes(world: &World, grid: &Grid, chain: &CoverageChain, waiting: bool) -> Option<FightHopes> {
    let after = |side| {
        let turned = world.clone().with_tide(side);
        FightValues::new(&turned, grid, &Kernel::new(&turned, grid, chain, 1.0, waiting), None)
    };
    world.war.beliefs.expect_turns().then(|| BOTH.map(after))
}

/// What hope is worth in one planning step.
#[derive(Debug, Clone)]
pub(crate) struct HopeFlow {
    actors: usize,
    places: usize,
    /// `[front - 1]` of `[regime][actor][place]`.
    flows: Vec<Vec<Planned>>,
}

impl HopeFlow {
    /// Hope of what turns add to fighting to the finish, `d h P [F+ - F]` in war and `h G` in a truce, in a step of the
    /// kernel's length. No turn ends a war, so at both ends of the front there is nothing to hope for.
    pub fn new(grid: &Grid, kernel: &Kernel, fight: &FightValues, after: &FightHopes) -> Self {
        let (actors, places) = (grid.roles.len(), grid.places());
        let mut scratch = Scratch::new(grid, 1);
        let flows_of_actor = |actor: usize| -> [Vec<f64>; REGIMES] {
            let mut gains = vec![0.0; places * grid.interior_fronts()];
            for (chance, after) in kernel.actors[actor].turns.into_iter().zip(after) {
                add_scaled(&mut gains, chance, &after.gains_over(fight, actor));
            }
            let month = WarMonth::new(grid, kernel, actor);
            let discount = kernel.actors[actor].discount;
            let breaks = kernel.truce_breaks;
            let (mut war, mut broken) = (gains.clone(), gains.clone());
            month.apply(discount, &gains, [0.0, 0.0], &mut scratch, &mut war);
            month.apply_in_truce(breaks * discount, &gains, &mut scratch, &mut broken);
            let truce = solve_linear(&broken, |hoped, result| {
                month.apply_in_truce((1.0 - breaks) * discount, hoped, &mut scratch, result);
                result.iter_mut().zip(hoped).for_each(|(result, hoped)| *result = hoped - *result);
            });
            [war, truce]
        };
        let by_actor: Vec<[Vec<f64>; REGIMES]> = (0..actors).map(flows_of_actor).collect();
        let at_front = |front: usize| {
            let rows =
                Regime::ALL.into_iter().flat_map(|regime| by_actor.iter().map(move |flows| &flows[regime.index()]));
            rows.flat_map(|flows| &flows[front * places..(front + 1) * places]).map(|&flow| Planned::of(flow)).collect()
        };
        Self { actors, places, flows: (0..grid.interior_fronts()).map(at_front).collect() }
    }

    /// Hope of an actor at a place of the front with this index.
    #[inline(always)]
    pub fn at(&self, index: usize, regime: Regime, actor: usize, place: usize) -> Planned {
        self.flows[index][(regime.index() * self.actors + actor) * self.places + place]
    }
}
