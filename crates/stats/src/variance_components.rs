//! Variance components of a nested design: parameter draws, and paths within each draw.

use standoff_num::quantile::quantiles;
use standoff_num::sums::{mean, sum_of};

use crate::error::{StatsError, at_least};

/// The sufficient statistics of the outcomes of one parameter draw.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DrawSummary {
    /// The number of paths, n_d.
    pub paths: u64,
    /// The mean outcome over the paths.
    pub mean: f64,
    /// The sum of squared deviations from that mean.
    pub squares: f64,
}

impl DrawSummary {
    /// Summarises the outcomes of the paths.
    ///
    /// ```
    /// let summary = standoff_stats::DrawSummary::of_outcomes(&[1.0, 3.0]);
    /// assert_eq!((summary.paths, summary.mean, summary.squares), (2, 2.0, 2.0));
    /// ```
    pub fn of_outcomes(outcomes: &[f64]) -> Self {
        let mean = mean(outcomes);
        let squares = sum_of(outcomes.iter().map(|outcome| (outcome - mean) * (outcome - mean)));
        Self { paths: outcomes.len() as u64, mean, squares }
    }

    /// Summarises outcomes of 0 and 1, from the number of paths on which something happened.
    ///
    /// ```
    /// let summary = standoff_stats::DrawSummary::of_count(1, 4);
    /// assert_eq!((summary.mean, summary.squares), (0.25, 0.75));
    /// ```
    pub fn of_count(happened: u64, paths: u64) -> Self {
        let mean = happened as f64 / paths as f64;
        Self { paths, mean, squares: paths as f64 * mean * (1.0 - mean) }
    }
}

/// The variance of an outcome, split into chance within draws and difference between draws.
///
/// One-way random-effects analysis of variance with unequal counts (Searle, Casella and McCulloch 1992, 3.6):
/// with D draws, N paths, n_0 = (N - sum n_d^2 / N) / (D - 1),
///
/// * aleatory = sum of squares within / (N - D),
/// * parametric = (mean square between - aleatory) / n_0, at least 0.
///
/// With n paths in every draw the second is the variance of the draw means less aleatory / n.
#[derive(Debug, Clone, PartialEq)]
pub struct VarianceComponents {
    /// The mean of the draw means: every draw counts the same, however many paths it has.
    pub mean: f64,
    /// The variance within draws, which would remain if the parameters were known.
    pub aleatory: f64,
    /// The variance between the true means of the draws, which not knowing the parameters adds.
    pub parametric: f64,
    /// The standard error of `mean` with draws as clusters, sqrt(sum (m_d - m)^2 / (D (D - 1))).
    ///
    /// Exact for independent draws, conservative for a Latin hypercube.
    pub standard_error: f64,
    draws: Vec<DrawSummary>,
}

impl VarianceComponents {
    /// Estimates the components from the draws.
    ///
    /// # Errors
    ///
    /// Fewer than two draws, a draw without paths or with a figure that is not finite, or no draw with two paths.
    ///
    /// # Examples
    ///
    /// ```
    /// use standoff_stats::{DrawSummary, VarianceComponents};
    /// let draws = [DrawSummary::of_count(10, 100), DrawSummary::of_count(50, 100)];
    /// let spread = VarianceComponents::estimate(&draws)?;
    /// assert_eq!(spread.mean, 0.3);
    /// assert!((spread.standard_error - 0.2).abs() < 1e-15);
    /// let [aleatory, parametric] = spread.shares();
    /// assert!(aleatory > 0.6 && (aleatory + parametric - 1.0).abs() < 1e-15);
    /// # Ok::<(), standoff_stats::StatsError>(())
    /// ```
    pub fn estimate(draws: &[DrawSummary]) -> Result<Self, StatsError> {
        check_draws(draws)?;
        let means: Vec<f64> = draws.iter().map(|draw| draw.mean).collect();
        let aleatory = variance_within(draws);
        Ok(Self {
            mean: mean(&means),
            aleatory,
            parametric: variance_between(draws, aleatory),
            standard_error: (standoff_num::sums::variance(&means) / draws.len() as f64).sqrt(),
            draws: draws.to_vec(),
        })
    }

    /// The shares of the aleatory and of the parametric variance in their sum; both 0 if nothing varies.
    pub fn shares(&self) -> [f64; 2] {
        let total = self.aleatory + self.parametric;
        if total > 0.0 { [self.aleatory / total, self.parametric / total] } else { [0.0, 0.0] }
    }

    /// Quantiles (type 7) of the draw means, freed of the noise of finitely many paths.
    ///
    /// Each draw mean is shrunk to m + (m_d - m) sqrt(w_d), w_d = parametric / (parametric + aleatory / n_d). The
    /// empirical-Bayes factor w_d is best for each single draw but leaves the set of means too narrow (variance w times
    /// the true one). Its square root gives the set the right variance (Louis 1984, JASA 79:393). Without parametric
    /// variance the band shrinks to the point m.
    pub fn quantile_band(&self, levels: &[f64]) -> Vec<f64> {
        let shrunk: Vec<f64> = self.draws.iter().map(|draw| self.shrink_mean(draw)).collect();
        quantiles(&shrunk, levels)
    }

    fn shrink_mean(&self, draw: &DrawSummary) -> f64 {
        let noise = self.aleatory / draw.paths as f64;
        let weight = if self.parametric > 0.0 { self.parametric / (self.parametric + noise) } else { 0.0 };
        self.mean + (draw.mean - self.mean) * weight.sqrt()
    }
}

fn check_draws(draws: &[DrawSummary]) -> Result<(), StatsError> {
    at_least(2, draws.len())?;
    for (index, draw) in draws.iter().enumerate() {
        let sound = draw.paths > 0 && draw.mean.is_finite() && draw.squares.is_finite();
        if !sound {
            return Err(StatsError::BadValue { index, value: draw.mean });
        }
    }
    let most = draws.iter().map(|draw| draw.paths).max().unwrap_or(0);
    at_least(2, most as usize)
}

/// The number of paths over all draws.
fn total_paths(draws: &[DrawSummary]) -> f64 {
    sum_of(draws.iter().map(|draw| draw.paths as f64))
}

/// The mean square within draws.
fn variance_within(draws: &[DrawSummary]) -> f64 {
    sum_of(draws.iter().map(|draw| draw.squares)) / (total_paths(draws) - draws.len() as f64)
}

/// The variance between draws, by equating the mean square between them to its expectation; never negative, though the
/// estimate can be.
fn variance_between(draws: &[DrawSummary], aleatory: f64) -> f64 {
    let (total, free) = (total_paths(draws), (draws.len() - 1) as f64);
    let weighted = |f: fn(&DrawSummary) -> f64| sum_of(draws.iter().map(|draw| draw.paths as f64 * f(draw)));
    let pooled = weighted(|draw| draw.mean) / total;
    let effective = (total - weighted(|draw| draw.paths as f64) / total) / free;
    let square = |draw: &DrawSummary| draw.paths as f64 * (draw.mean - pooled) * (draw.mean - pooled);
    let mean_square = sum_of(draws.iter().map(square)) / free;
    ((mean_square - aleatory) / effective).max(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::oracle::read_table;
    use standoff_num::Draws;
    use standoff_num::distributions::normal_quantile;

    #[test]
    fn agrees_with_the_oracle_for_unequal_counts() {
        let text = include_str!("../../../fixtures/oracle/estimators.json");
        let rows = read_table::<2>(text, "spread_data");
        let group = |draw: usize| rows.iter().filter(|row| row[0] == draw as f64).map(|row| row[1]).collect();
        let groups: Vec<Vec<f64>> = (0..4).map(group).collect();
        let spread =
            VarianceComponents::estimate(&groups.iter().map(|g| DrawSummary::of_outcomes(g)).collect::<Vec<_>>())
                .unwrap();
        let [expected] = read_table::<4>(text, "spread")[..] else { panic!("one row") };
        let found = [spread.mean, spread.aleatory, spread.parametric, spread.standard_error];
        assert!(found.iter().zip(expected).all(|(value, wanted)| (value - wanted).abs() < 1e-12), "{found:?}");
    }

    /// Seed 77: true draw means N(0, 1), 8 paths with standard deviation 3 each, 20,000 draws.
    fn noisy_components() -> VarianceComponents {
        let normal = |draw, path| normal_quantile(Draws::new(77, draw, path).uniform(0, 0, 0));
        let outcomes = |draw| (1..=8).map(|path| normal(draw, 0) + 3.0 * normal(draw, path)).collect::<Vec<f64>>();
        let draws: Vec<DrawSummary> = (0..20_000).map(|d| DrawSummary::of_outcomes(&outcomes(d))).collect();
        VarianceComponents::estimate(&draws).unwrap()
    }

    /// Standard errors: aleatory 9 sqrt(2 / 140,000) = 0.034; parametric 2.125 sqrt(2 / 20,000) = 0.0213; within 3.29
    /// of them with chance 0.999 each.
    #[test]
    fn known_components_are_recovered() {
        let spread = noisy_components();
        assert!((spread.aleatory - 9.0).abs() < 3.29 * 0.034, "{}", spread.aleatory);
        assert!((spread.parametric - 1.0).abs() < 3.29 * 0.0217, "{}", spread.parametric);
        assert!((spread.standard_error / (2.125_f64 / 20_000.0).sqrt() - 1.0).abs() < 0.02);
    }

    /// The band is that of the true means, N(0, 1): 5 % point -1.645, within 3.29 standard errors of about 0.02.
    #[test]
    fn band_is_free_of_path_noise() {
        let band = noisy_components().quantile_band(&[0.05, 0.5, 0.95]);
        for (value, expected) in band.iter().zip([-1.6449, 0.0, 1.6449]) {
            assert!((value - expected).abs() < 0.066, "{band:?}");
        }
    }

    #[test]
    fn certainty_and_pure_chance() {
        let certain = VarianceComponents::estimate(&[DrawSummary::of_count(5, 5); 3]).unwrap();
        assert_eq!((certain.shares(), certain.quantile_band(&[0.0, 1.0])), ([0.0, 0.0], vec![1.0, 1.0]));
        let chance = VarianceComponents::estimate(&[DrawSummary::of_count(5, 10); 3]).unwrap();
        assert_eq!((chance.parametric, chance.shares(), chance.quantile_band(&[0.1])), (0.0, [1.0, 0.0], vec![0.5]));
    }

    #[test]
    fn each_fault_has_its_error() {
        let one = DrawSummary::of_count(1, 1);
        assert_eq!(VarianceComponents::estimate(&[one]).unwrap_err(), StatsError::TooFew { found: 1, needed: 2 });
        assert_eq!(VarianceComponents::estimate(&[one, one]).unwrap_err(), StatsError::TooFew { found: 1, needed: 2 });
        let many = DrawSummary::of_count(3, 9);
        for bad in [
            DrawSummary { paths: 0, ..many },
            DrawSummary { mean: f64::NAN, ..many },
            DrawSummary { squares: f64::INFINITY, ..many },
        ] {
            assert!(matches!(VarianceComponents::estimate(&[many, bad]), Err(StatsError::BadValue { index: 1, .. })));
        }
    }
}
