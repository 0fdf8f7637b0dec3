//! Systematic resampling, of draws first and then of the states within each.

use standoff_num::Draws;
use standoff_num::sums::sum_of;

/// Purpose of the random numbers of resampling, far from those of models, which count from 1.
pub const RESAMPLING_PURPOSE: u16 = 0xF117;

/// Path number of random numbers that belong to no path, and draw number of those that belong to no draw. A population
/// is too small to number a member like this.
const UNNUMBERED: u32 = u32::MAX;

/// Random numbers of a draw that belong to none of its states.
pub(super) fn numbers_of_draw(seed: u64, draw: usize) -> Draws {
    Draws::new(seed, draw as u32, UNNUMBERED)
}

/// Uniform number at which the donors of a local reading are picked.
pub(super) fn transport_uniform(seed: u64, time: u32, reading: usize) -> f64 {
    let place = 1 + reading.min(usize::from(u16::MAX) - 1) as u16;
    Draws::new(seed, UNNUMBERED, UNNUMBERED).uniform(RESAMPLING_PURPOSE, place, time)
}

/// Systematic resampling: the member of which each of `copies` is a copy, in ascending order.
///
/// With `n` copies, member `i` of weight `w_i` is picked `floor(n w_i)` or `ceil(n w_i)` times, and `n w_i` times on
/// average over `uniform` in (0, 1). One uniform number serves all: copies are taken at the points `(uniform + k) / n`
/// of the running sum of the weights (Carpenter, Clifford and Fearnhead 1999, IEE Proc. Radar Sonar Navig. 146:2). That
/// leaves less to chance than one number a copy would.
///
/// Weights need not sum to 1. A weight that is not positive, or not a number, is never picked; where none is positive
/// every member picked is 0.
///
/// # Examples
///
/// ```
/// use standoff_filter::systematic_resample;
/// assert_eq!(systematic_resample(&[0.5, 0.0, 0.25, 0.25], 4, 0.5), [0, 0, 2, 3]);
/// ```
pub fn systematic_resample(weights: &[f64], copies: usize, uniform: f64) -> Vec<usize> {
    let positive = || weights.iter().enumerate().filter(|&(_, &weight)| weight > 0.0);
    let step = sum_of(positive().map(|(_, &weight)| weight)) / copies as f64;
    let mut picked = Vec::with_capacity(copies);
    let (mut running, mut last) = (0.0, 0);
    for (index, weight) in positive() {
        (running, last) = (running + weight, index);
        while picked.len() < copies && (uniform + picked.len() as f64) * step < running {
            picked.push(index);
        }
    }
    // Rounding may leave the running sum short of the total.
    picked.resize(copies, last);
    picked
}

/// Parents of all slots: those of the draws by their summed weights, then those of the states within the parent draw.
pub(super) struct Parents {
    /// Parent of each draw.
    pub draws: Vec<usize>,
    /// Slot of the parent of each state, `[draw, path]`.
    pub states: Vec<usize>,
}

impl Parents {
    /// Picks parents in two stages, with one uniform number for the draws and one for each draw.
    ///
    /// A state of weight `w` has `N w` copies on average, `N` the number of states: `D W` copies of its draw, `W` the
    /// weight of the draw, each with `P w / W` copies of the state. Draws come first because all states of a slot's
    /// draw share its parameters.
    pub(super) fn pick_by_weight(weights: &[f64], of_draws: &[f64], seed: u64, resampling: u32) -> Self {
        let paths = weights.len() / of_draws.len().max(1);
        let uniform = |draws: Draws| draws.uniform(RESAMPLING_PURPOSE, 0, resampling);
        let draws = systematic_resample(of_draws, of_draws.len(), uniform(Draws::new(seed, UNNUMBERED, UNNUMBERED)));
        let within = |(slot, &parent): (usize, &usize)| {
            let first = parent * paths;
            let own = weights.get(first..first + paths).unwrap_or_default();
            let picked = systematic_resample(own, paths, uniform(numbers_of_draw(seed, slot)));
            picked.into_iter().map(move |path| first + path)
        };
        let states = draws.iter().enumerate().flat_map(within).collect();
        Self { draws, states }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WEIGHTS: [f64; 7] = [0.11, 0.0, 0.31, 0.02, 0.29, f64::NAN, 0.27];

    fn copies_of_each(uniform: f64, count: usize) -> [f64; 7] {
        let mut found = [0.0; 7];
        systematic_resample(&WEIGHTS, count, uniform).into_iter().for_each(|index| found[index] += 1.0);
        found
    }

    /// The mean over an even grid of uniforms is exact up to one grid cell at either end of a weight.
    #[test]
    fn copies_are_fair_on_average_and_whole_numbers_next_to_it() {
        const GRID: u32 = 20_000;
        for count in [1, 5, 10, 64] {
            let mut means = [0.0; 7];
            for cell in 0..GRID {
                let found = copies_of_each((f64::from(cell) + 0.5) / f64::from(GRID), count);
                for ((mean, found), weight) in means.iter_mut().zip(found).zip(WEIGHTS) {
                    let due = count as f64 * if weight.is_nan() { 0.0 } else { weight };
                    assert!((found - due).abs() < 1.0 + 1e-9, "{found} copies where {due} are due");
                    *mean += found / f64::from(GRID);
                }
            }
            for (mean, weight) in means.iter().zip(WEIGHTS).filter(|(_, weight)| !weight.is_nan()) {
                assert!((mean - count as f64 * weight).abs() < 3.0 / f64::from(GRID), "{mean} {weight} {count}");
            }
        }
    }

    /// Readings have numbers of their own, which resampling at the same count does not use; those beyond the last address
    /// share it.
    #[test]
    fn uniform_numbers_of_readings_are_apart() {
        const LAST: usize = u16::MAX as usize - 1;
        let resampling = Draws::new(9, UNNUMBERED, UNNUMBERED).uniform(RESAMPLING_PURPOSE, 0, 4);
        let mut found: Vec<f64> = [0, 1, 2, 3, LAST - 1, LAST].map(|reading| transport_uniform(9, 4, reading)).to_vec();
        assert_eq!([LAST + 1, LAST + 2, usize::MAX].map(|reading| transport_uniform(9, 4, reading)), [found[5]; 3]);
        found.push(resampling);
        found.sort_by(f64::total_cmp);
        found.dedup();
        assert_eq!(found.len(), 7);
    }

    #[test]
    fn edges() {
        assert_eq!(systematic_resample(&[0.0, 0.0], 3, 0.5), [0, 0, 0]);
        assert_eq!(systematic_resample(&[1.0, 2.0], 0, 0.5), [0_usize; 0]);
        assert_eq!(systematic_resample(&[0.0, 1.0, 0.0], 3, 1.0 - 1e-16), [1, 1, 1]);
        assert_eq!(systematic_resample(&[0.1; 10], 10, 0.5), [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    }

    /// Seeds 0 to 39,999. The copies of a state differ from their mean by at most the number of states, so the mean
    /// over seeds has a standard error below that of the copies counted; 4.5 of these are passed with chance 1e-5.
    #[test]
    fn two_stages_are_fair_together() {
        const SEEDS: u64 = 40_000;
        let weights: Vec<f64> = [1.0, 5.0, 2.0, 0.0, 3.0, 3.0, 9.0, 0.5, 0.1, 0.2, 0.2, 1.0].map(|w| w / 25.0).to_vec();
        let of_draws: Vec<f64> = weights.chunks(4).map(|own| own.iter().sum()).collect();
        let (mut sums, mut squares) = ([0.0; 12], [0.0; 12]);
        for seed in 0..SEEDS {
            let mut found = [0.0; 12];
            Parents::pick_by_weight(&weights, &of_draws, seed, 3)
                .states
                .into_iter()
                .for_each(|slot| found[slot] += 1.0);
            (0..12).for_each(|slot| {
                (sums[slot], squares[slot]) = (sums[slot] + found[slot], squares[slot] + found[slot] * found[slot])
            });
        }
        for slot in 0..12 {
            let mean = sums[slot] / SEEDS as f64;
            let error = ((squares[slot] / SEEDS as f64 - mean * mean) / SEEDS as f64).sqrt();
            assert!((mean - 12.0 * weights[slot]).abs() <= 4.5 * error, "slot {slot}: {mean} +- {error}");
        }
    }
}
