//! The point at which a noisy curve crosses a level: isotonic regression over a grid, with an interval from resampled
//! curves.

use standoff_num::quantile::quantiles;

use crate::error::{StatsError, all_finite, at_least, same_length};
use crate::intervals::bootstrap::Bootstrap;

/// The position of a crossing relative to the grid.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum CrossingPosition {
    /// Below the grid: the curve has passed the level at its first point.
    Below,
    /// At this value.
    At(f64),
    /// Above the grid: the curve does not reach the level.
    Above,
}

impl CrossingPosition {
    fn to_number(self) -> f64 {
        match self {
            Self::Below => f64::NEG_INFINITY,
            Self::At(value) => value,
            Self::Above => f64::INFINITY,
        }
    }

    fn from_number(number: f64) -> Self {
        if number == f64::NEG_INFINITY {
            Self::Below
        } else if number.is_finite() {
            Self::At(number)
        } else {
            Self::Above
        }
    }
}

/// A crossing with its interval.
#[derive(Debug, Clone, PartialEq)]
pub struct Crossing {
    /// The position at which the mean curve crosses.
    pub position: CrossingPosition,
    /// Ends of the interval.
    pub interval: [CrossingPosition; 2],
    /// True if the curve rises with the grid, false if it falls; `None` if resamples disagree more often than the level
    /// of the interval allows, so that the direction is unknown.
    pub rises: Option<bool>,
    /// The mean curve.
    pub mean: Vec<f64>,
    /// The mean curve made monotone.
    pub monotone: Vec<f64>,
}

/// A curve that moves by no more than this has no direction: rounding alone could move it.
const FLAT: f64 = 1e-9;

/// Finds where the mean of several curves crosses `level` on an ascending grid.
///
/// 1. Isotonic regression (Barlow, Bartholomew, Bremner and Brunk 1972) makes the mean curve monotone, so that noise
///    adds no crossings of its own. The direction is that of its trend, or `direction` if given (true: rising).
/// 2. The crossing is interpolated linearly between grid points.
/// 3. The interval comes from resampling whole curves, `curves[draw][point]`, with the direction kept. It assumes
///    nothing about the shape, or about the errors, which may depend on each other along a curve.
///
/// # Errors
///
/// Fewer than two points or two curves, a grid that does not ascend, curves of another length, a figure that is not
/// finite; as [`Bootstrap`].
///
/// ```
/// use standoff_stats::crossing::{CrossingPosition, find_crossing};
/// use standoff_stats::Bootstrap;
/// let curves = [vec![0.0, 0.2, 0.9, 1.0], vec![0.0, 0.4, 0.7, 1.0]];
/// let found = find_crossing(&[1.0, 2.0, 3.0, 4.0], &curves, 0.55, None, &Bootstrap::default())?;
/// assert_eq!((found.position, found.rises), (CrossingPosition::At(2.5), Some(true)));
/// # Ok::<(), standoff_stats::StatsError>(())
/// ```
pub fn find_crossing(
    grid: &[f64],
    curves: &[Vec<f64>],
    level: f64,
    direction: Option<bool>,
    bootstrap: &Bootstrap,
) -> Result<Crossing, StatsError> {
    let each_alone: Vec<usize> = (0..curves.len()).collect();
    find_crossing_of_units(grid, curves, &each_alone, level, direction, bootstrap)
}

/// As [`find_crossing`], for curves that are not independent: `units` has the unit of each curve, counted from zero, and a
/// unit is resampled as a whole, with all its curves.
///
/// # Errors
///
/// As [`find_crossing`], and where there are fewer than two units or not one for each curve.
///
/// ```
/// use standoff_stats::Bootstrap;
/// use standoff_stats::crossing::find_crossing_of_units;
/// let curves = [vec![0.0, 1.0], vec![0.0, 1.0], vec![0.4, 0.8], vec![0.4, 0.8]];
/// let find = |units: &[usize]| find_crossing_of_units(&[1.0, 2.0], &curves, units, 0.7, None, &Bootstrap::default());
/// assert_eq!(find(&[0, 0, 1, 1])?.position, find(&[0, 1, 2, 3])?.position);
/// assert!(find(&[0, 0, 0, 0]).is_err());
/// # Ok::<(), standoff_stats::StatsError>(())
/// ```
pub fn find_crossing_of_units(
    grid: &[f64],
    curves: &[Vec<f64>],
    units: &[usize],
    level: f64,
    direction: Option<bool>,
    bootstrap: &Bootstrap,
) -> Result<Crossing, StatsError> {
    bootstrap.check_plan()?;
    at_least(2, grid.len())?;
    at_least(2, curves.len())?;
    same_length(curves.len(), units.len())?;
    let unit_count = units.iter().max().map_or(0, |last| last + 1);
    at_least(2, unit_count)?;
    all_finite(grid, |_| true)?;
    if let Some(place) = grid.windows(2).position(|pair| pair[0] >= pair[1]) {
        return Err(StatsError::BadValue { index: place + 1, value: grid[place + 1] });
    }
    for curve in curves {
        same_length(grid.len(), curve.len())?;
        all_finite(curve, |_| true)?;
    }
    let mean = weighted_mean(curves, &vec![1.0; curves.len()]);
    let rises = direction.unwrap_or(trend_slope(grid, &mean) >= 0.0);
    let flat = direction.is_none() && mean.iter().all(|value| (value - mean[0]).abs() <= FLAT);
    let monotone = isotonic_regression(&mean, rises);
    let resampled = bootstrap.map_resamples(unit_count, |counts| {
        std::array::from_fn(|lane| {
            let weights: Vec<f64> = units.iter().map(|&unit| counts[unit][lane]).collect();
            let curve = weighted_mean(curves, &weights);
            let same = direction.is_some() || (trend_slope(grid, &curve) >= 0.0) == rises;
            (same, crossing_position(grid, &isotonic_regression(&curve, rises), level, rises).to_number())
        })
    });
    let positions: Vec<f64> = resampled.iter().map(|&(_, position)| position).collect();
    let same = resampled.iter().filter(|(same, _)| *same).count();
    let sure = same as f64 >= bootstrap.level * positions.len() as f64;
    let outside = 0.5 * (1.0 - bootstrap.level);
    Ok(Crossing {
        position: crossing_position(grid, &monotone, level, rises),
        interval: percentile_ends(&positions, outside).map(CrossingPosition::from_number),
        rises: (sure && !flat).then_some(rises),
        mean,
        monotone,
    })
}

/// The percentile interval of numbers that may be infinite. Quantiles are taken of the ranks and rounded outwards, so
/// that no infinity is averaged with a number.
fn percentile_ends(positions: &[f64], outside: f64) -> [f64; 2] {
    let mut sorted = positions.to_vec();
    sorted.sort_by(f64::total_cmp);
    let places: Vec<f64> = (0..sorted.len()).map(|place| place as f64).collect();
    let found = quantiles(&places, &[outside, 1.0 - outside]);
    [sorted[found[0].floor() as usize], sorted[found[1].ceil() as usize]]
}

/// The mean curve, each curve counted as often as its weight says.
fn weighted_mean(curves: &[Vec<f64>], weights: &[f64]) -> Vec<f64> {
    let total: f64 = weights.iter().sum();
    let at =
        |point: usize| curves.iter().zip(weights).map(|(curve, weight)| weight * curve[point]).sum::<f64>() / total;
    (0..curves[0].len()).map(at).collect()
}

/// Slope of the least-squares line, up to a positive factor.
fn trend_slope(grid: &[f64], curve: &[f64]) -> f64 {
    let centre = standoff_num::sums::mean(grid);
    grid.iter().zip(curve).map(|(x, y)| (x - centre) * y).sum()
}

/// The monotone curve nearest in least squares, by pooling adjacent violators.
fn isotonic_regression(curve: &[f64], rises: bool) -> Vec<f64> {
    let sign = if rises { 1.0 } else { -1.0 };
    let mut pools: Vec<(f64, usize)> = Vec::new();
    for &value in curve {
        let mut pool = (sign * value, 1);
        while let Some(&(before, size)) = pools.last().filter(|(before, _)| *before > pool.0) {
            pools.pop();
            pool = ((before * size as f64 + pool.0 * pool.1 as f64) / (size + pool.1) as f64, size + pool.1);
        }
        pools.push(pool);
    }
    pools.into_iter().flat_map(|(value, size)| std::iter::repeat_n(sign * value, size)).collect()
}

/// The first crossing of a monotone curve, interpolated between grid points.
fn crossing_position(grid: &[f64], curve: &[f64], level: f64, rises: bool) -> CrossingPosition {
    let beyond = |value: f64| if rises { value >= level } else { value <= level };
    let Some(place) = curve.iter().position(|&value| beyond(value)) else { return CrossingPosition::Above };
    if place == 0 {
        return CrossingPosition::Below;
    }
    let (before, after) = (curve[place - 1], curve[place]);
    let part = (level - before) / (after - before);
    CrossingPosition::At(grid[place - 1] + part * (grid[place] - grid[place - 1]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use standoff_num::Draws;

    #[test]
    fn adjacent_violators_are_pooled() {
        assert_eq!(isotonic_regression(&[1.0, 3.0, 2.0, 4.0], true), [1.0, 2.5, 2.5, 4.0]);
        assert_eq!(isotonic_regression(&[4.0, 2.0, 3.0, 1.0], false), [4.0, 2.5, 2.5, 1.0]);
        assert_eq!(isotonic_regression(&[1.0, 2.0, 3.0], false), [2.0, 2.0, 2.0]);
        assert_eq!(isotonic_regression(&[5.0, 6.0, 1.0], true), [4.0, 4.0, 4.0]);
    }

    #[test]
    fn crossings_outside_the_grid() {
        let curves = vec![vec![0.6, 0.7, 0.8]; 2];
        let at =
            |level: f64| find_crossing(&[0.0, 1.0, 2.0], &curves, level, None, &Bootstrap::default()).unwrap().position;
        assert_eq!([at(0.5), at(0.9)], [CrossingPosition::Below, CrossingPosition::Above]);
        let flat = vec![vec![1.0; 3]; 2];
        let flat =
            |falls: Option<bool>| find_crossing(&[0.1, 0.2, 0.5], &flat, 0.5, falls, &Bootstrap::default()).unwrap();
        assert_eq!(
            (flat(None).rises, flat(Some(false)).position),
            (None, CrossingPosition::Above),
            "it never falls to a half"
        );
    }

    /// Curves `x + e` with `e` of standard deviation 0.2 cross 0.5 at 0.5; the interval holds that in about 95 of 100
    /// samples of 40 curves: fewer than 89 has a chance below 0.01 if it is calibrated.
    #[test]
    fn interval_covers_the_true_crossing() {
        let grid: Vec<f64> = (0..=10).map(|point| f64::from(point) / 10.0).collect();
        let curve = |draws: &Draws| {
            let shift = standoff_num::distributions::normal_quantile(draws.uniform(0, 0, 0)) * 0.2;
            let noise = |point: u32| 0.1 * standoff_num::distributions::normal_quantile(draws.uniform(0, 1, point));
            grid.iter().zip(0..).map(|(x, point)| x + shift + noise(point)).collect::<Vec<f64>>()
        };
        let holds = |sample: u32| {
            let curves: Vec<Vec<f64>> = (0..40).map(|draw| curve(&Draws::new(5, sample, draw))).collect();
            let found = find_crossing(&grid, &curves, 0.5, None, &Bootstrap { resamples: 400, ..Bootstrap::default() })
                .unwrap();
            let [low, high] = found.interval.map(CrossingPosition::to_number);
            low <= 0.5 && 0.5 <= high && found.rises == Some(true)
        };
        let held = (0..100).filter(|&sample| holds(sample)).count();
        assert!(held >= 88, "{held} of 100");
    }

    /// Of flat curves one in ten seems to have a direction, in either sense; 15 or more of 60 has a chance below 0.001.
    #[test]
    fn a_flat_curve_has_no_direction() {
        let curve = |sample: u32, draw: u32| -> Vec<f64> {
            (0..5).map(|point| Draws::new(3, sample, draw).uniform(0, 0, point)).collect()
        };
        let directed = |sample: u32| {
            let curves: Vec<Vec<f64>> = (0..20).map(|draw| curve(sample, draw)).collect();
            let grid = [0.0, 1.0, 2.0, 3.0, 4.0];
            find_crossing(&grid, &curves, 0.5, None, &Bootstrap::default()).unwrap().rises.is_some()
        };
        let directed = (0..60).filter(|&sample| directed(sample)).count();
        assert!(directed < 15, "{directed} of 60");
    }

    #[test]
    fn each_fault_has_its_error() {
        let good = vec![vec![0.0, 1.0]; 2];
        let cross = |grid: &[f64], curves: &[Vec<f64>]| find_crossing(grid, curves, 0.5, None, &Bootstrap::default());
        assert!(cross(&[1.0, 1.0], &good).is_err() && cross(&[0.0], &good).is_err());
        let fault = cross(&[1.0, 2.0, 1.5], &vec![vec![0.0; 3]; 2]).unwrap_err();
        assert_eq!(fault, StatsError::BadValue { index: 2, value: 1.5 });
        assert!(cross(&[0.0, 1.0], &good[..1]).is_err() && cross(&[0.0, 1.0, 2.0], &good).is_err());
    }

    /// A line is crossed where it says, between grid points that are not a unit apart, and its direction is found.
    #[test]
    fn lines_are_crossed_where_they_say() {
        let grid = [10.0, 14.0, 22.0];
        for slope in [0.5, -0.5] {
            let curves = vec![grid.map(|x| 20.0 + slope * (x - 16.0)).to_vec(); 2];
            let found = find_crossing(&grid, &curves, 20.0, None, &Bootstrap::default()).unwrap();
            assert_eq!((found.position, found.rises), (CrossingPosition::At(16.0), Some(slope > 0.0)));
        }
    }

    /// Of two curves, of which one rises by more than the other falls, a quarter of the resamples hold the second alone.
    #[test]
    fn curves_that_disagree_have_no_direction() {
        let curves = [vec![0.0, 1.0], vec![0.9, 0.0]];
        let found =
            |level| find_crossing(&[0.0, 1.0], &curves, 0.5, None, &Bootstrap { level, ..Bootstrap::default() });
        assert_eq!(found(0.95).unwrap().rises, None);
        assert_eq!(found(0.5).unwrap().rises, Some(true));
    }

    /// A tenth of the numbers from 0 to 100 lies below 10, a tenth above 90.
    #[test]
    fn percentile_ends_leave_the_same_share_outside() {
        let numbers: Vec<f64> = (0..=100).rev().map(f64::from).collect();
        assert_eq!(percentile_ends(&numbers, 0.1), [10.0, 90.0]);
        assert_eq!(
            percentile_ends(&[f64::INFINITY, 1.0, 2.0, f64::NEG_INFINITY], 0.1),
            [f64::NEG_INFINITY, f64::INFINITY]
        );
    }
}
