//! Proximity of drafts on the table to the packages that may be tabled, as plans need it (decision 4).

use crate::precision::{Number, Planned};
use crate::state_space::{Grid, LANE};
use std::array::from_fn;

/// Logarithm of the least proximity relative to the nearest package. With the least weight of a package it is still a
/// normal number of single precision.
const LEAST_LOG_PROXIMITY: f64 = -40.0;

/// Proximity of drafts on the table to the packages that may be tabled. Only ratios for one draft on the table count, so
/// that the nearest package has a proximity of one.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct DraftProximity {
    menu: usize,
    /// `[vector of drafts][menu]`. A padded draft is near to every package, so that no sum over a menu is zero; a padded
    /// package has no weight in any menu.
    vectors: Vec<[Planned; LANE]>,
}

impl DraftProximity {
    /// Proximity from that of every package on the table (rows) to every package.
    pub fn new(grid: &Grid, menu_proximity: &[Vec<f64>]) -> Self {
        let relative: Vec<Vec<f64>> = menu_proximity[..grid.drafts].iter().map(|row| relative_proximity(row)).collect();
        let of = |draft: usize, package: usize| {
            Planned::of(relative.get(draft).and_then(|row| row.get(package)).copied().unwrap_or(1.0))
        };
        let menu = grid.menu_lanes();
        let vector = |place: usize| from_fn(|k| of(place / menu * LANE + k, place % menu));
        Self { menu, vectors: (0..grid.lanes() / LANE * menu).map(vector).collect() }
    }

    /// Proximity of a vector of drafts on the table to every package, `[menu]` in blocks of as many.
    #[inline(always)]
    pub fn of_vector(&self, place: usize) -> &[[[Planned; LANE]; LANE]] {
        self.vectors[place * self.menu..][..self.menu].as_chunks::<LANE>().0
    }
}

/// Proximities against the largest, not below the least.
fn relative_proximity(row: &[f64]) -> Vec<f64> {
    let nearest = row.iter().copied().fold(f64::MIN_POSITIVE, f64::max);
    row.iter().map(|proximity| (proximity / nearest).max(libm::exp(LEAST_LOG_PROXIMITY))).collect()
}
