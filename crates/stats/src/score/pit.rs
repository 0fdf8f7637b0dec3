//! Probability integral transforms (PIT): the places of outcomes in the distributions forecast for them.

use standoff_num::distributions::chi_squared_tail;
use standoff_num::sums::{mean, variance};

use crate::error::{StatsError, all_finite, at_least};
use crate::score::binary::check_chances;

/// The probability integral transform of an outcome in a sample, randomised: (b + u (t + 1)) / (n + 1), with b members
/// below the outcome, t equal to it and `uniform` u in (0, 1).
///
/// The outcome is counted as one more member. If it was drawn as the others were, the value is exactly uniform on (0,
/// 1), for any size of the sample and any number of ties: the rank among n + 1 is uniform, and `uniform` spreads it
/// over its cell (Czado, Gneiting and Held 2009, Biometrics 65:1254, for counts). Take `uniform` from a separate
/// address for each outcome.
///
/// # Errors
///
/// No sample, a number that is not finite, or a `uniform` outside [0, 1].
///
/// # Examples
///
/// ```
/// use standoff_stats::score::sample_pit;
/// assert_eq!(sample_pit(&[4.0, 1.0, 2.0], 3.0, 0.5)?, 2.5 / 4.0);
/// assert_eq!(sample_pit(&[1.0, 1.0, 1.0], 1.0, 0.25)?, 0.25);
/// # Ok::<(), standoff_stats::StatsError>(())
/// ```
pub fn sample_pit(sample: &[f64], outcome: f64, uniform: f64) -> Result<f64, StatsError> {
    at_least(1, sample.len())?;
    all_finite(sample, |_| true)?;
    if !outcome.is_finite() {
        return Err(StatsError::BadValue { index: sample.len(), value: outcome });
    }
    check_uniform(uniform)?;
    let below = sample.iter().filter(|&&value| value < outcome).count() as f64;
    let equal = sample.iter().filter(|&&value| value == outcome).count() as f64;
    Ok((below + uniform * (equal + 1.0)) / (sample.len() as f64 + 1.0))
}

/// The randomised transform of an outcome in a known distribution: F(y-) + u (F(y) - F(y-)), with `before` the
/// probability of a lower outcome and `up_to` that of a lower one or this.
///
/// # Errors
///
/// A number outside [0, 1], or chances in the wrong order.
///
/// # Examples
///
/// ```
/// assert_eq!(standoff_stats::score::randomised_pit(0.5, 0.75, 0.5)?, 0.625);
/// # Ok::<(), standoff_stats::StatsError>(())
/// ```
pub fn randomised_pit(before: f64, up_to: f64, uniform: f64) -> Result<f64, StatsError> {
    check_chances(&[before, up_to])?;
    check_uniform(uniform)?;
    let fault = StatsError::BadValue { index: 0, value: before };
    if before <= up_to { Ok(before + uniform * (up_to - before)) } else { Err(fault) }
}

/// The histogram of the transforms of many outcomes.
///
/// Even bins: the forecasts have the right spread. Full at both ends: the forecasts are too narrow. Full in the middle:
/// too wide. A slope: too high or too low (Gneiting, Balabdaoui and Raftery 2007, J. R. Stat. Soc. B 69:243).
#[derive(Debug, Clone, PartialEq)]
pub struct PitHistogram {
    /// The number of transforms in each bin of equal width; a value on an edge counts in the bin above it.
    pub counts: Vec<u64>,
    /// The mean of the transforms; 1/2 if they are uniform.
    pub mean: f64,
    /// Their variance (n - 1); 1/12 if they are uniform. NaN for a single outcome.
    pub variance: f64,
    /// Pearson's statistic, the sum of (count - n / K)^2 / (n / K) over the K bins.
    pub chi_squared: f64,
    /// The probability of a greater statistic if transforms are uniform and independent, by the chi-squared
    /// distribution with K - 1 degrees of freedom: an approximation for n / K of five or more. Outcomes that overlap
    /// are not independent.
    pub p_value: f64,
}

/// Counts transforms in `bins` bins of equal width.
///
/// # Errors
///
/// No values, a value outside [0, 1], or fewer than two bins.
///
/// # Examples
///
/// ```
/// let histogram = standoff_stats::score::pit_histogram(&[0.1, 0.3, 0.6, 1.0], 2)?;
/// assert_eq!((histogram.counts, histogram.p_value), (vec![2, 2], 1.0));
/// # Ok::<(), standoff_stats::StatsError>(())
/// ```
pub fn pit_histogram(values: &[f64], bins: usize) -> Result<PitHistogram, StatsError> {
    at_least(1, values.len())?;
    check_chances(values)?;
    if bins < 2 {
        return Err(StatsError::BadSetting { name: "bins", value: bins as f64 });
    }
    let mut counts = vec![0; bins];
    for value in values {
        counts[((value * bins as f64) as usize).min(bins - 1)] += 1;
    }
    let due = values.len() as f64 / bins as f64;
    let chi_squared = counts.iter().map(|&count: &u64| (count as f64 - due) * (count as f64 - due) / due).sum();
    let p_value = chi_squared_tail(bins - 1, chi_squared);
    Ok(PitHistogram { counts, mean: mean(values), variance: variance(values), chi_squared, p_value })
}

fn check_uniform(uniform: f64) -> Result<(), StatsError> {
    let fault = StatsError::BadSetting { name: "uniform", value: uniform };
    if (0.0..=1.0).contains(&uniform) { Ok(()) } else { Err(fault) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::oracle::read_table;
    use standoff_num::Draws;
    use standoff_num::distributions::normal_quantile;

    const ORACLE: &str = include_str!("../../../../fixtures/oracle/scores/scores.json");

    #[test]
    fn p_values_agree_with_scipy() {
        for [p_value, statistic, counts @ ..] in read_table::<7>(ORACLE, "pit_histogram") {
            let cell = |(bin, &count): (usize, &f64)| vec![(bin as f64 + 0.5) / 5.0; count as usize];
            let values: Vec<f64> = counts.iter().enumerate().flat_map(cell).collect();
            let found = pit_histogram(&values, 5).unwrap();
            assert!((found.chi_squared - statistic).abs() < 1e-12 && (found.p_value - p_value).abs() < 1e-12);
            assert!(found.counts.iter().zip(counts).all(|(found, count)| *found == count as u64));
        }
    }

    /// Transforms of 20,000 outcomes in samples of four drawn alike: continuous, and in three values with many ties.
    fn own_sample_transforms(figure: fn(f64) -> f64) -> Vec<f64> {
        let one = |draw: u32| {
            let number = |path| figure(Draws::new(12, draw, path).uniform(1, 0, 0));
            let sample: Vec<f64> = (1..5).map(number).collect();
            sample_pit(&sample, number(0), Draws::new(12, draw, 0).uniform(2, 0, 0)).unwrap()
        };
        (0..20_000).map(one).collect()
    }

    /// Seed 12: the mean of n even numbers lies within 3.29 sqrt(1 / (12 n)) of one half with chance 0.999.
    #[test]
    fn transforms_of_own_samples_are_uniform() {
        let figures: [fn(f64) -> f64; 3] = [normal_quantile, |u| (3.0 * u).floor(), |_| 7.0];
        for figure in figures {
            let values = own_sample_transforms(figure);
            let histogram = pit_histogram(&values, 20).unwrap();
            assert!((histogram.mean - 0.5).abs() < 3.29 * (1.0 / (12.0 * 20_000.0_f64)).sqrt(), "{}", histogram.mean);
            assert!((histogram.variance - 1.0 / 12.0).abs() < 0.002 && histogram.p_value > 0.001);
        }
    }

    /// The check bites: outcomes spread twice as wide as the samples fill both ends.
    #[test]
    fn narrow_forecasts_are_detected() {
        let value = |draw: u32| {
            let number = |path| normal_quantile(Draws::new(13, draw, path).uniform(1, 0, 0));
            let sample: Vec<f64> = (1..20).map(number).collect();
            sample_pit(&sample, 2.0 * number(0), 0.5).unwrap()
        };
        let histogram = pit_histogram(&(0..500).map(value).collect::<Vec<f64>>(), 5).unwrap();
        assert!(histogram.p_value < 1e-6 && histogram.variance > 0.1);
        assert!(histogram.counts[0] > 2 * histogram.counts[2] && histogram.counts[4] > 2 * histogram.counts[2]);
    }

    #[test]
    fn edge_cases_are_defined() {
        assert_eq!(sample_pit(&[1.0], 0.0, 0.0), Ok(0.0));
        assert_eq!(sample_pit(&[1.0], 2.0, 1.0), Ok(1.0));
        assert!(sample_pit(&[], 0.0, 0.5).is_err() && sample_pit(&[0.0], f64::NAN, 0.5).is_err());
        assert_eq!(sample_pit(&[1.0], 0.0, 1.5), Err(StatsError::BadSetting { name: "uniform", value: 1.5 }));
        assert!(randomised_pit(0.5, 0.25, 0.5).is_err() && randomised_pit(0.0, 1.5, 0.5).is_err());
        assert!(pit_histogram(&[], 4).is_err() && pit_histogram(&[0.5], 1).is_err());
        assert!(pit_histogram(&[1.5], 4).is_err());
        assert!(pit_histogram(&[0.5], 2).unwrap().variance.is_nan());
    }
}
