//! The Latin hypercube.

use crate::random::philox::philox;
use crate::random::uniform::uniform_from_words;

/// Keeps the random blocks of designs apart from those of paths; the first word spells LHS1.
const DESIGN_KEY: [u32; 2] = [0x4C48_5331, 0xD05C_0DE5];

/// A Latin hypercube: in each dimension, one value in each of `draws` equal strata of (0, 1).
///
/// 1. The column of a dimension depends only on the seed, the number of draws and the dimension's key, so that adding,
///    removing or reordering dimensions changes no other column.
/// 2. Within a column the order of the strata and the place within each stratum are uniform and independent.
///
/// McKay, Beckman and Conover (1979), Technometrics 21:239.
///
/// # Examples
///
/// ```
/// use standoff_num::{LatinHypercube, random::entity_address};
/// let column = LatinHypercube::new(2026, 4).column(entity_address("morale"));
/// let mut strata: Vec<u32> = column.iter().map(|value| (value * 4.0) as u32).collect();
/// strata.sort();
/// assert_eq!(strata, [0, 1, 2, 3]);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LatinHypercube {
    seed: u64,
    draws: u32,
}

impl LatinHypercube {
    /// A design of `draws` points.
    pub const fn new(seed: u64, draws: u32) -> Self {
        Self { seed, draws }
    }

    /// The number of points.
    pub const fn draws(&self) -> u32 {
        self.draws
    }

    /// The `draws` values in (0, 1) of the dimension with this key, such as [`crate::random::entity_address`] of its
    /// name.
    pub fn column(&self, key: u32) -> Vec<f64> {
        // Sorting the draws by 64 random bits is a random permutation; the number of the draw settles ties, so that the
        // order never depends on the sort.
        let blocks: Vec<[u32; 4]> = (0..self.draws).map(|draw| self.random_block(draw, key)).collect();
        let mut order: Vec<u32> = (0..self.draws).collect();
        order.sort_unstable_by_key(|&draw| (blocks[draw as usize][0], blocks[draw as usize][1], draw));
        let mut column = vec![0.0; blocks.len()];
        for (stratum, &draw) in order.iter().enumerate() {
            let [_, _, jitter, _] = blocks[draw as usize];
            column[draw as usize] = place_in_stratum(stratum, jitter, self.draws);
        }
        column
    }

    /// One value in (0, 1) that ignores the strata: the design of plain independent draws.
    ///
    /// ```
    /// let value = standoff_num::LatinHypercube::new(1, 8).independent(3, 99);
    /// assert!(value > 0.0 && value < 1.0);
    /// ```
    pub fn independent(&self, draw: u32, key: u32) -> f64 {
        let [high, low, _, _] = self.random_block(draw, key);
        uniform_from_words(high, low)
    }

    fn random_block(&self, draw: u32, key: u32) -> [u32; 4] {
        let halves = [self.seed as u32 ^ DESIGN_KEY[0], (self.seed >> 32) as u32 ^ DESIGN_KEY[1]];
        philox([draw, self.draws, key, 0], halves)
    }
}

/// A point in stratum number `stratum`. Half a unit is added to the 32 bits of jitter, which keeps the point strictly
/// inside for up to 2^20 strata.
fn place_in_stratum(stratum: usize, jitter: u32, strata: u32) -> f64 {
    let place = (f64::from(jitter) + 0.5) / 4_294_967_296.0;
    (stratum as f64 + place) / f64::from(strata)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_stratum_holds_one_value() {
        for draws in [1, 2, 7, 1000] {
            for key in [0, 1, u32::MAX] {
                let mut column = LatinHypercube::new(5, draws).column(key);
                column.sort_by(f64::total_cmp);
                let inside = |(index, value): (usize, &f64)| (value * f64::from(draws)) as usize == index;
                assert!(column.iter().enumerate().all(inside));
            }
        }
        assert!(LatinHypercube::new(5, 0).column(1).is_empty());
        assert_eq!(LatinHypercube::new(5, 7).draws(), 7);
    }

    #[test]
    fn columns_depend_on_seed_count_and_key() {
        let column = |seed, draws, key| LatinHypercube::new(seed, draws).column(key);
        assert_eq!(column(1, 50, 2), column(1, 50, 2));
        assert_ne!(column(1, 50, 2), column(2, 50, 2));
        assert_ne!(column(1, 50, 2), column(1, 50, 3));
        assert_ne!(column(1, 50, 2), column(1, 51, 2)[..50]);
    }

    #[test]
    fn every_bit_of_the_seed_matters() {
        let column = |seed| LatinHypercube::new(seed, 20).column(3);
        for bit in 0..64 {
            assert_ne!(column(0), column(1 << bit), "bit {bit}");
            assert_ne!(column(u64::MAX), column(u64::MAX ^ 1 << bit), "bit {bit}");
        }
    }

    /// Seed 2, 4,000 draws: a mean of uniform numbers is within 3.29 / sqrt(12 n) of one half with chance 0.999, and that of
    /// their squares within 3.29 sqrt(4 / (45 n)) of one third.
    #[test]
    fn independent_values_are_uniform() {
        let design = LatinHypercube::new(2, 4_000);
        let values: Vec<f64> = (0..4_000).map(|draw| design.independent(draw, 7)).collect();
        let squares: Vec<f64> = values.iter().map(|value| value * value).collect();
        assert!(values.iter().all(|&value| value > 0.0 && value < 1.0));
        assert!((crate::sums::mean(&values) - 0.5).abs() < 3.29 / 48_000.0_f64.sqrt());
        assert!((crate::sums::mean(&squares) - 1.0 / 3.0).abs() < 3.29 * (4.0 / 180_000.0_f64).sqrt());
    }

    /// Seed 9, 4,000 points: the correlation of two columns is below 3.29 / sqrt(n) with chance 0.999.
    #[test]
    fn columns_are_uncorrelated() {
        let design = LatinHypercube::new(9, 4_000);
        let (left, right) = (design.column(1), design.column(2));
        let products = left.iter().zip(&right).map(|(x, y)| (x - 0.5) * (y - 0.5));
        let correlation = crate::sums::sum_of(products) * 12.0 / 4_000.0;
        assert!(correlation.abs() < 3.29 / 4_000.0_f64.sqrt(), "{correlation}");
    }

    /// Seed 4, keys 0..2000, 8 points: the stratum of the first point is uniform; chi-squared with 7 degrees
    /// of freedom is below 24.32 with chance 0.999.
    #[test]
    fn the_first_point_is_equally_likely_in_each_stratum() {
        let mut counts = [0.0_f64; 8];
        for key in 0..2_000 {
            counts[(LatinHypercube::new(4, 8).column(key)[0] * 8.0) as usize] += 1.0;
        }
        let statistic: f64 = counts.iter().map(|count| (count - 250.0) * (count - 250.0) / 250.0).sum();
        assert!(statistic < 24.32, "{statistic}");
    }
}
