//! Values over the menu from values of the drafts on the table: a mixture on the table is worth the mean of its drafts on
//! the table (decision 19).

use crate::precision::{Number, Planned};
use crate::state_space::{Grid, LANE};
use standoff_world::talks::packages::Mixture;
use std::array::from_fn;

/// Weights of the drafts in all packages of the menu, in vectors of packages. A product with whole vectors is several times as
/// fast as looking up two drafts for each mixture.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct MenuSpread {
    /// Vectors of packages that are drafts alone, and the same in both rows.
    copied: usize,
    /// Drafts with a weight in each vector of packages after them. The weights of a package sum to one, those of a padded lane
    /// are zero.
    mixed: Vec<Vec<DraftWeights>>,
}

/// Weights of a draft in the packages of a vector.
#[derive(Debug, Clone, Copy, PartialEq)]
struct DraftWeights {
    draft: usize,
    weights: [Planned; LANE],
}

impl MenuSpread {
    /// Weights of the drafts and of the mixtures after them.
    pub fn new(grid: &Grid, mixtures: impl Iterator<Item = Mixture>) -> Self {
        let copied = grid.drafts / LANE;
        let mut dense = vec![vec![[0.0; LANE]; grid.drafts]; grid.menu_lanes() / LANE];
        let mut add = |draft: usize, package: usize, weight: f64| {
            dense[package / LANE][draft][package % LANE] += Planned::of(weight);
        };
        (0..grid.drafts).for_each(|draft| add(draft, draft, 1.0));
        for (package, Mixture { first, second, weight }) in (grid.drafts..).zip(mixtures) {
            add(first, package, 1.0 - weight);
            add(second, package, weight);
        }
        let weighed = |drafts: Vec<[Planned; LANE]>| {
            let all = drafts.into_iter().enumerate().map(|(draft, weights)| DraftWeights { draft, weights });
            all.filter(|one| one.weights != [0.0; LANE]).collect()
        };
        Self { copied, mixed: dense.into_iter().skip(copied).map(weighed).collect() }
    }

    /// Spreads a row of drafts on the table over the menu.
    #[inline(always)]
    pub fn over_menu(&self, on_table: &[Planned], menu: &mut [Planned]) {
        let (same, mixed) = menu.as_chunks_mut::<LANE>().0.split_at_mut(self.copied);
        same.copy_from_slice(&on_table.as_chunks::<LANE>().0[..self.copied]);
        for (target, drafts) in mixed.iter_mut().zip(&self.mixed) {
            let mut sums = [0.0; LANE];
            for &DraftWeights { draft, weights } in drafts {
                let value = on_table[draft];
                sums = from_fn(|k| sums[k] + value * weights[k]);
            }
            *target = sums;
        }
    }
}
