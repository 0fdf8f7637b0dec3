//! Values over the menu from values of the drafts on the table: a mixture on the table is worth the mean of its drafts on
//! the table (decision 19).

use crate::precision::{Number, Planned};
use crate::state_space::{Grid, LANE};
use standoff_world::talks::packages::Mixture;
use std::array::from_fn;

/// Weights of the drafts in all packages of the menu. A dense product is several times as fast as looking up two drafts
/// for each mixture.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct MenuSpread {
    /// `[vector of packages][draft]`, with as many drafts as a row of values has lanes; the weights of a package sum to one,
    /// those of a padded lane are zero.
    weights: Vec<[Planned; LANE]>,
    lanes: usize,
    /// Vectors of packages that are drafts alone, and the same in both rows.
    copied: usize,
}

impl MenuSpread {
    /// Weights of the drafts and of the mixtures after them.
    pub fn new(grid: &Grid, mixtures: impl Iterator<Item = Mixture>) -> Self {
        let lanes = grid.lanes();
        let mut weights = vec![[0.0; LANE]; grid.menu_lanes() / LANE * lanes];
        let mut add = |draft: usize, package: usize, weight: f64| {
            weights[package / LANE * lanes + draft][package % LANE] += Planned::of(weight);
        };
        (0..grid.drafts).for_each(|draft| add(draft, draft, 1.0));
        for (package, Mixture { first, second, weight }) in (grid.drafts..).zip(mixtures) {
            add(first, package, 1.0 - weight);
            add(second, package, weight);
        }
        Self { weights, lanes, copied: grid.drafts / LANE }
    }

    /// Spreads a row of drafts on the table over the menu.
    #[inline(always)]
    pub fn over_menu(&self, on_table: &[Planned], menu: &mut [Planned]) {
        let drafts = on_table.as_chunks::<LANE>().0;
        let (same, mixed) = menu.as_chunks_mut::<LANE>().0.split_at_mut(self.copied);
        same.copy_from_slice(&drafts[..self.copied]);
        let rest = self.weights[self.copied * self.lanes..].chunks_exact(self.lanes);
        for (target, weights) in mixed.iter_mut().zip(rest) {
            let mut sums = [0.0; LANE];
            for (values, weights) in drafts.iter().zip(weights.as_chunks::<LANE>().0) {
                for (value, weights) in values.iter().zip(weights) {
                    sums = from_fn(|k| sums[k] + value * weights[k]);
                }
            }
            *target = sums;
        }
    }
}
