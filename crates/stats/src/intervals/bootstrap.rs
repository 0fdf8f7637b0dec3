//! Bootstrap intervals, from resampling with replacement.

use standoff_num::Draws;
use standoff_num::distributions::normal_quantile;
use standoff_num::quantile::quantiles;
use standoff_num::sums::variance;

use crate::error::{StatsError, at_least};

/// Keeps the random blocks of resampling apart from those of paths and designs.
const BOOTSTRAP_SEED: u64 = 0x4546_5241_1979_0001;
const PURPOSE: u16 = 0xB007;

/// Resamples worked on at a time, and columns: 8 x 2 running sums stay in vector registers.
pub(crate) const LANES: usize = 8;
const WIDTH: usize = 2;

/// The number of times each unit (a block of rows, a trajectory, a row) is drawn, in [`LANES`] resamples.
pub(crate) type ResampleCounts = Vec<[f64; LANES]>;

/// The plan of a bootstrap interval: seed, number of resamples, level.
///
/// 1. Which units are drawn depends on the seed, the number of the resample and the number of units, and on nothing
///    else: all inputs, outputs and measures share the resamples, and may be compared.
/// 2. More resamples leave the earlier ones as they are.
///
/// Efron (1979), Ann. Stat. 7:1.
///
/// ```
/// use standoff_stats::Bootstrap;
/// assert_eq!(Bootstrap::default(), Bootstrap { seed: 0, resamples: 1000, level: 0.95 });
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bootstrap {
    /// The seed of the resamples.
    pub seed: u64,
    /// The number of resamples, at least 2.
    pub resamples: u32,
    /// The coverage of the interval, such as 0.95.
    pub level: f64,
}

impl Default for Bootstrap {
    fn default() -> Self {
        Self { seed: 0, resamples: 1000, level: 0.95 }
    }
}

/// A figure with its bootstrap interval.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Estimate {
    /// The figure, from all observations.
    pub value: f64,
    /// The lower end of the percentile interval: a type 7 quantile of the resampled figures.
    pub low: f64,
    /// The upper end.
    pub high: f64,
    /// Half the width of the normal interval, z times the standard deviation (n - 1) of the resampled figures.
    pub half_width: f64,
}

impl Estimate {
    /// The estimate from the figure and the resampled figures, of which those that are not finite are left out.
    pub(crate) fn new(value: f64, resampled: &[f64], level: f64) -> Self {
        let resampled: Vec<f64> = resampled.iter().copied().filter(|figure| figure.is_finite()).collect();
        let outside = 0.5 * (1.0 - level);
        let ends = quantiles(&resampled, &[outside, 1.0 - outside]);
        let half_width = normal_quantile(1.0 - outside) * variance(&resampled).sqrt();
        Self { value, low: ends[0], high: ends[1], half_width }
    }
}

impl Bootstrap {
    /// Fails unless the plan can make intervals.
    pub(crate) fn check_plan(&self) -> Result<(), StatsError> {
        at_least(2, self.resamples as usize)?;
        let sound = self.level > 0.0 && self.level < 1.0;
        if sound { Ok(()) } else { Err(StatsError::BadValue { index: 0, value: self.level }) }
    }

    /// The number of times each unit is drawn, `[resample][unit]`: for figures that are not functions of sums, such as
    /// extremes.
    ///
    /// ```
    /// let drawn = standoff_stats::Bootstrap::default().draw_counts(5);
    /// assert!(drawn.len() == 1000 && drawn.iter().all(|counts| counts.iter().sum::<u32>() == 5));
    /// ```
    pub fn draw_counts(&self, units: usize) -> Vec<Vec<u32>> {
        self.map_resamples(units, |counts| {
            std::array::from_fn(|lane| counts.iter().map(|unit| unit[lane] as u32).collect())
        })
    }

    /// The sums of the columns over the units that each resample draws, `[resample, column]`.
    pub(crate) fn resample_sums(&self, columns: &[Vec<f64>]) -> Vec<Vec<f64>> {
        let units = columns.first().map_or(0, Vec::len);
        let tiles: Vec<Vec<[f64; WIDTH]>> = columns.chunks(WIDTH).map(|columns| tile_columns(columns, units)).collect();
        self.map_resamples(units, |counts| {
            let sums: Vec<_> = tiles.iter().map(|tile| multiply_tile(counts, tile)).collect();
            let column = |lane: usize, column: usize| sums[column / WIDTH][column % WIDTH][lane];
            std::array::from_fn(|lane| (0..columns.len()).map(|index| column(lane, index)).collect())
        })
    }

    /// Applies `figures` to every resample of `units` units, [`LANES`] at a time, and returns the results in order.
    pub(crate) fn map_resamples<T>(
        &self,
        units: usize,
        mut figures: impl FnMut(&ResampleCounts) -> [T; LANES],
    ) -> Vec<T> {
        let resamples = self.resamples as usize;
        let mut found = Vec::with_capacity(resamples + LANES);
        let mut counts = vec![[0.0; LANES]; units];
        for first in (0..self.resamples).step_by(LANES) {
            counts.fill([0.0; LANES]);
            (0..LANES).for_each(|lane| self.add_resample(first.wrapping_add(lane as u32), lane, &mut counts));
            found.extend(figures(&counts));
        }
        found.truncate(resamples);
        found
    }

    /// Adds one resample to a lane of the counts: as many draws as there are units, four from each random block. Blocks
    /// are made 256 at a time, which the compiler turns into vector instructions.
    fn add_resample(&self, resample: u32, lane: usize, counts: &mut ResampleCounts) {
        const AT_ONCE: usize = 256;
        let draws = Draws::new(self.seed ^ BOOTSTRAP_SEED, resample, 0);
        let units = counts.len();
        let mut words = [[0; 4]; AT_ONCE];
        for first in (0..units).step_by(4 * AT_ONCE) {
            let places: [u32; AT_ONCE] = std::array::from_fn(|place| (first / 4 + place) as u32);
            draws.fill_blocks(PURPOSE, 0, &places, &mut words);
            for &word in words.as_flattened().iter().take(units - first) {
                counts[((u64::from(word) * units as u64) >> 32) as usize][lane] += 1.0;
            }
        }
    }
}

/// Columns interleaved by unit, so that the product reads memory in order.
fn tile_columns(columns: &[Vec<f64>], units: usize) -> Vec<[f64; WIDTH]> {
    let value = |unit: usize, column: usize| columns.get(column).map_or(0.0, |column| column[unit]);
    (0..units).map(|unit| std::array::from_fn(|column| value(unit, column))).collect()
}

/// Multiplies counts with columns and sums over the units in order: a piece of a matrix product that stays in the
/// registers.
fn multiply_tile(counts: &[[f64; LANES]], tile: &[[f64; WIDTH]]) -> [[f64; LANES]; WIDTH] {
    let mut sums = [[0.0; LANES]; WIDTH];
    for (counts, values) in counts.iter().zip(tile) {
        for (sums, value) in sums.iter_mut().zip(values) {
            for (sum, count) in sums.iter_mut().zip(counts) {
                *sum += count * value;
            }
        }
    }
    sums
}

#[cfg(test)]
mod tests {
    use super::*;

    fn example_columns(count: usize, units: usize) -> Vec<Vec<f64>> {
        (0..count).map(|column| (0..units).map(|unit| ((unit * 7 + column * 3) % 11) as f64).collect()).collect()
    }

    #[test]
    fn a_resample_draws_as_many_units_as_there_are() {
        for units in [1, 3, 4, 5, 1023, 1024, 1025, 2500] {
            let sums = Bootstrap { resamples: 19, ..Bootstrap::default() }.resample_sums(&[vec![1.0; units]]);
            assert!(sums.len() == 19 && sums.iter().all(|sums| sums[..] == [units as f64]), "{units}");
        }
    }

    #[test]
    fn resamples_depend_on_seed_and_number_only() {
        let sums = |seed, resamples, count| {
            Bootstrap { seed, resamples, level: 0.9 }.resample_sums(&example_columns(count, 57))
        };
        let (few, many) = (sums(4, 10, 2), sums(4, 30, 7));
        assert!(few.iter().zip(&many).all(|(few, many)| few[..] == many[..2]));
        assert_ne!(sums(4, 10, 2), sums(5, 10, 2));
        assert_ne!(many[0], many[1]);
    }

    /// The mean of 50 numbers over 20,000 resamples: its standard deviation is that of the numbers over sqrt(50), known
    /// to sqrt(1 / 40,000) = 0.5 %, within 3.29 of which it lies with chance 0.999.
    #[test]
    fn resampled_means_have_the_right_spread() {
        let column = &example_columns(1, 50)[0];
        let plan = Bootstrap { seed: 1, resamples: 20_000, level: 0.95 };
        let means: Vec<f64> = plan.resample_sums(&example_columns(1, 50)).iter().map(|sums| sums[0] / 50.0).collect();
        let expected = (variance(column) * 49.0 / 50.0 / 50.0).sqrt();
        assert!((variance(&means).sqrt() / expected - 1.0).abs() < 3.29 * 0.005);
        let estimate = Estimate::new(5.0, &means, 0.95);
        assert!((estimate.half_width / (1.96 * expected) - 1.0).abs() < 0.02);
        assert!(((estimate.high - estimate.low) / (2.0 * estimate.half_width) - 1.0).abs() < 0.03);
    }

    #[test]
    fn each_fault_has_its_error() {
        let plan = Bootstrap { resamples: 1, ..Bootstrap::default() };
        assert_eq!(plan.check_plan().unwrap_err(), StatsError::TooFew { found: 1, needed: 2 });
        assert!(Bootstrap { level: 1.0, ..Bootstrap::default() }.check_plan().is_err());
        assert!(Bootstrap { level: f64::NAN, ..Bootstrap::default() }.check_plan().is_err());
    }

    /// Among more units than one piece of random numbers serves, a unit is drawn an odd number of times with chance
    /// `(1 - e^-2) / 2`: 885 of 2,048 with a deviation of about 22. Were the pieces the same, none would be.
    #[test]
    fn draws_of_many_units_are_independent() {
        let plan = Bootstrap { resamples: 19, ..Bootstrap::default() };
        let odd = plan.map_resamples(2048, |counts| {
            std::array::from_fn(|lane| counts.iter().filter(|count| count[lane] % 2.0 == 1.0).count())
        });
        assert!(odd.len() == 19 && odd.iter().all(|odd| odd.abs_diff(885) < 110), "{odd:?}");
    }
}
