//! Floor of the recursion: the exponentials and logarithms that its nodes cannot do without, and nothing else.

use standoff_engine::state_space::{DEFENDER, Grid, REGIMES};
use standoff_num::elementary::single::{exp, ln_mean_with_one};
use standoff_world::war::World;
use std::hint::black_box;

/// Exponentials for the answers of the two sides: for each the odds between the two forms of a no, and the chance of a
/// yes.
const EXPONENTIALS_OF_ANSWERS: usize = 4;
/// Logarithms for them: for each the value of a no, a mean of two exponentials.
const LOGARITHMS_OF_ANSWERS: usize = 2;
/// Numbers worked on in one go. They fit in the first cache, as the columns of a round do.
const BLOCK: usize = 4096;

/// Exponentials and logarithms of a planning step, in blocks of a fixed size.
#[derive(Debug, Clone, Copy)]
pub struct ExponentialFloor {
    /// Blocks of exponentials.
    pub exponential_blocks: usize,
    /// Blocks of logarithms.
    pub logarithm_blocks: usize,
}

impl ExponentialFloor {
    /// What the nodes of one planning step on a grid need. A node is a package of the menu at a place, in war or truce; the
    /// packages that pad a vector are not counted, since no node needs them. Each owner of drafts adds an exponential,
    /// the weight of the package in its menu.
    pub fn of_step(world: &World, grid: &Grid) -> Self {
        let nodes = REGIMES * grid.interior_fronts() * grid.places() * grid.packages;
        // As the planner counts owners: the defender writes the drafts of those that take no part.
        let writes = |actor: usize| {
            let tracks = world.war.tracks.iter().filter(|track| track.share > 0.0);
            tracks.map(|track| grid.actor_index(track.owner).unwrap_or(DEFENDER)).any(|owner| owner == actor)
        };
        let owners = (0..grid.roles.len()).filter(|&actor| writes(actor)).count();
        Self {
            exponential_blocks: (nodes * (EXPONENTIALS_OF_ANSWERS + owners)).div_ceil(BLOCK),
            logarithm_blocks: (nodes * LOGARITHMS_OF_ANSWERS).div_ceil(BLOCK),
        }
    }

    /// A number of blocks of exponentials alone.
    pub fn of_exponentials(blocks: usize) -> Self {
        Self { exponential_blocks: blocks, logarithm_blocks: 0 }
    }

    /// Works them out, in the widest vectors that the machine has, as a planning step does.
    pub fn run(self) {
        pulp::Arch::new().dispatch(self);
    }
}

impl pulp::NullaryFnOnce for ExponentialFloor {
    type Output = ();

    #[inline(always)]
    fn call(self) {
        let mut values: [f32; BLOCK] = std::array::from_fn(|index| index as f32 * 1e-3 - 2.0);
        for _ in 0..self.exponential_blocks {
            values.iter_mut().for_each(|value| *value = exp(-value.abs()));
            black_box(&mut values);
        }
        for _ in 0..self.logarithm_blocks {
            values.iter_mut().for_each(|value| *value = ln_mean_with_one(value.abs()));
            black_box(&mut values);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_finer_grid_needs_more_in_proportion() {
        let world = crate::default_world();
        let [coarse, full] = [6, 24].map(|fronts| ExponentialFloor::of_step(&world, &Grid::new(&world, fronts)));
        let ratio = full.exponential_blocks as f64 / coarse.exponential_blocks as f64;
        assert!((ratio / (23.0 / 5.0) - 1.0).abs() < 0.01, "{ratio}");
        assert!(coarse.logarithm_blocks > 0 && coarse.exponential_blocks > 2 * coarse.logarithm_blocks);
    }
}
