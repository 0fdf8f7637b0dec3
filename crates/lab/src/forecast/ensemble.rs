//! Ensemble of runs, with the estimates that every part of the findings is made of.

use crate::ensemble::clusters::Clusters;
use crate::ensemble::design::Design;
use crate::ensemble::draw_runs::DrawRuns;
use crate::error::LabError;
use crate::forecast::findings::{Band, MedianBand, ProbabilityAt};
use crate::future::run::Run;
use crate::report_months::table_months;
use standoff_num::distributions::normal_quantile;
use standoff_num::quantile::quantiles;
use standoff_scenario::Values;
use standoff_stats::{DrawSummary, VarianceComponents};
use standoff_world::war::{War, World};

/// Levels of the ends of a band: the central 90 %.
const BAND: [f64; 2] = [0.05, 0.95];

/// Standard errors from the mean to the ends of a normal band of 90 %.
const NORMAL_BAND: f64 = 1.6448536269514722;

/// Runs of an ensemble with the design and the world needed to read them.
pub struct Ensemble<'a> {
    /// Design that the runs were made by.
    pub design: &'a Design<'a>,
    /// Runs, in the order of the draws.
    pub draws: Vec<DrawRuns>,
    /// True if the work was cancelled early.
    pub interrupted: bool,
    /// World at the central values.
    pub world: World,
}

/// Probability with its band between draws and its standard error.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Probability {
    /// Probability.
    pub p: f64,
    /// Lower end of the band between draws.
    pub low: f64,
    /// Upper end.
    pub high: f64,
    /// Standard error from the finite number of runs.
    pub mc_error: f64,
}

impl Probability {
    /// Probability at a month, as the findings list it.
    pub fn at_month(self, months: usize) -> ProbabilityAt {
        ProbabilityAt { months, p: self.p, low: self.low, high: self.high, mc_error: self.mc_error }
    }
}

impl<'a> Ensemble<'a> {
    /// Ensemble from the runs of a design.
    ///
    /// # Errors
    ///
    /// [`LabError::AllFailed`] where no run can be read.
    pub fn new(design: &'a Design<'a>, mut draws: Vec<DrawRuns>, interrupted: bool) -> Result<Self, LabError> {
        draws.sort_by_key(|draw| draw.draw);
        let ensemble =
            Self { design, draws, interrupted, world: design.plain_world(&design.scenario.central_values())? };
        if ensemble.valid_runs().next().is_none() {
            let failures = ensemble.draws.iter().flat_map(|draw| &draw.runs);
            let reason = failures.filter_map(|run| run.failure.clone()).next().unwrap_or_default();
            return Err(LabError::AllFailed(reason));
        }
        Ok(ensemble)
    }

    /// War at the central values.
    pub fn central_war(&self) -> &War {
        &self.world.war
    }

    /// Months to the horizon.
    pub fn horizon_months(&self) -> usize {
        self.design.scenario.horizon_months as usize
    }

    /// Months of the tables, of which the horizon is the last.
    pub fn table_months(&self) -> Vec<usize> {
        table_months(self.horizon_months())
    }

    /// Runs that did not fail.
    pub fn valid_runs(&self) -> impl Iterator<Item = &Run> {
        self.draws.iter().flat_map(|draw| &draw.runs).filter(|run| run.failure.is_none())
    }

    /// Draws with at least one run that did not fail, each with those runs.
    pub fn valid_runs_by_draw(&self) -> impl Iterator<Item = (&Values, Vec<&Run>)> {
        let draws = self.draws.iter();
        let sound = draws.map(|draw| (&draw.values, draw.runs.iter().filter(|run| run.failure.is_none()).collect()));
        sound.filter(|(_, runs): &(&Values, Vec<&Run>)| !runs.is_empty())
    }

    /// Share of all futures in which something happened.
    pub fn share_of_runs(&self, happened: impl Fn(&Run) -> bool) -> f64 {
        let (mut of, mut came) = (0usize, 0usize);
        self.valid_runs().for_each(|run| (of, came) = (of + 1, came + usize::from(happened(run))));
        came as f64 / of as f64
    }

    /// Probability of something, and its quantiles between draws with the noise of their few paths taken out. Where the
    /// noise cannot be told from the spread, the quantiles are those of the sampling error.
    pub fn probability_with_quantiles(&self, happened: impl Fn(&Run) -> bool, levels: &[f64]) -> (f64, Vec<f64>) {
        let summary = |(_, runs): (&Values, Vec<&Run>)| {
            DrawSummary::of_count(runs.iter().filter(|run| happened(run)).count() as u64, runs.len() as u64)
        };
        let summaries: Vec<DrawSummary> = self.valid_runs_by_draw().map(summary).collect();
        let raw = estimate_probability(&summaries, &self.clusters());
        let ends = match VarianceComponents::estimate(&summaries) {
            Ok(spread) => spread.quantile_band(levels),
            Err(_) => levels.iter().map(|&level| raw.p + normal_quantile(level) * raw.mc_error).collect(),
        };
        (raw.p, ends.into_iter().map(|end| end.clamp(0.0, 1.0)).collect())
    }

    /// Probability of something, with its band between draws and its Monte Carlo error.
    pub fn probability(&self, happened: impl Fn(&Run) -> bool) -> Probability {
        self.probability_with_values(|_, run| happened(run))
    }

    /// Probability of something that depends on the parameters too.
    pub fn probability_with_values(&self, happened: impl Fn(&Values, &Run) -> bool) -> Probability {
        let summary = |(values, runs): (&Values, Vec<&Run>)| {
            let count = runs.iter().filter(|run| happened(values, run)).count() as u64;
            DrawSummary::of_count(count, runs.len() as u64)
        };
        let summaries: Vec<DrawSummary> = self.valid_runs_by_draw().map(summary).collect();
        estimate_probability(&summaries, &self.clusters())
    }

    /// Clusters of the draws with at least one run that did not fail, between which errors are taken.
    pub fn clusters(&self) -> Clusters {
        let draws = self.draws.iter().filter(|draw| draw.runs.iter().any(|run| run.failure.is_none()));
        Clusters::of_draws(self.design, draws.map(|draw| draw.draw))
    }

    /// Mean of a number that may be below zero, such as a difference, with its band between draws and its Monte Carlo
    /// error.
    pub fn mean_with_values(&self, number: impl Fn(&Values, &Run) -> f64) -> Probability {
        let summary = |(values, runs): (&Values, Vec<&Run>)| {
            DrawSummary::of_outcomes(&runs.iter().map(|run| number(values, run)).collect::<Vec<f64>>())
        };
        let summaries: Vec<DrawSummary> = self.valid_runs_by_draw().map(summary).collect();
        estimate_mean(&summaries, &self.clusters())
    }

    /// Mean of a number over runs, with its band between the draws' means.
    pub fn mean_between_draws(&self, number: impl Fn(&Run) -> f64) -> Band {
        let summary = |(_, runs): (&Values, Vec<&Run>)| {
            DrawSummary::of_outcomes(&runs.iter().map(|run| number(run)).collect::<Vec<f64>>())
        };
        let summaries: Vec<DrawSummary> = self.valid_runs_by_draw().map(summary).collect();
        let estimate = estimate_mean(&summaries, &self.clusters());
        Band { mean: estimate.p, low: estimate.low, high: estimate.high }
    }

    /// Mean of a number over runs, with the band that holds 90 % of the runs.
    pub fn band_over_runs(&self, number: impl Fn(&Values, &Run) -> f64) -> Band {
        let all: Vec<f64> = self
            .valid_runs_by_draw()
            .flat_map(|(values, runs)| runs.into_iter().map(|run| number(values, run)).collect::<Vec<_>>())
            .collect();
        band_of_values(&all)
    }

    /// Share of each draw's runs in which something happened, with the draw's parameters.
    pub fn shares_by_draw(&self, happened: impl Fn(&Run) -> bool) -> Vec<(&Values, f64)> {
        let mean = |(values, runs): (_, Vec<&Run>)| {
            (values, runs.iter().filter(|run| happened(run)).count() as f64 / runs.len() as f64)
        };
        self.valid_runs_by_draw().map(mean).collect()
    }

    /// Shares of the variance of a yes-or-no answer that come from chance and from the parameters.
    pub fn variance_shares(&self, happened: impl Fn(&Run) -> bool) -> [f64; 2] {
        let summary = |(_, runs): (_, Vec<&Run>)| {
            DrawSummary::of_count(runs.iter().filter(|run| happened(run)).count() as u64, runs.len() as u64)
        };
        let summaries: Vec<DrawSummary> = self.valid_runs_by_draw().map(summary).collect();
        VarianceComponents::estimate(&summaries).map_or([1.0, 0.0], |spread| spread.shares())
    }
}

/// Median of some numbers and the band that holds the central 90 % of them.
pub fn median_of_values(numbers: &[f64]) -> MedianBand {
    if numbers.is_empty() {
        return MedianBand::default();
    }
    let ends = quantiles(numbers, &[0.5, BAND[0], BAND[1]]);
    MedianBand { median: ends[0], low: ends[1], high: ends[2] }
}

/// Mean of some numbers and the band that holds the central 90 % of them.
pub fn band_of_values(numbers: &[f64]) -> Band {
    if numbers.is_empty() {
        return Band { mean: 0.0, low: 0.0, high: 0.0 };
    }
    let ends = quantiles(numbers, &BAND);
    Band { mean: standoff_num::sums::mean(numbers), low: ends[0], high: ends[1] }
}

fn estimate_probability(summaries: &[DrawSummary], clusters: &Clusters) -> Probability {
    let raw = estimate_mean(summaries, clusters);
    Probability { low: raw.low.clamp(0.0, 1.0), high: raw.high.clamp(0.0, 1.0), ..raw }
}

/// Mean with its band between draws and its standard error, which is taken between clusters.
fn estimate_mean(summaries: &[DrawSummary], clusters: &Clusters) -> Probability {
    let plain = estimate_mean_over_draws(summaries);
    if clusters.are_single_draws() {
        return plain;
    }
    let means: Vec<f64> = summaries.iter().map(|one| one.mean).collect();
    Probability { mc_error: clusters.mean_error(&means), ..plain }
}

/// Mean with its band between draws and its standard error, as if draws were independent.
///
/// With one draw, or one path in each draw, chance and parameters cannot be told apart; the band is then that of the sampling
/// error alone.
fn estimate_mean_over_draws(summaries: &[DrawSummary]) -> Probability {
    if let Ok(spread) = VarianceComponents::estimate(summaries) {
        let ends = spread.quantile_band(&BAND);
        return Probability { p: spread.mean, low: ends[0], high: ends[1], mc_error: spread.standard_error };
    }
    let paths: u64 = summaries.iter().map(|summary| summary.paths).sum();
    let mean = summaries.iter().map(|summary| summary.mean * summary.paths as f64).sum::<f64>() / paths as f64;
    let squares: f64 =
        summaries.iter().map(|one| one.squares + one.paths as f64 * (one.mean - mean) * (one.mean - mean)).sum();
    let error = (squares / (paths as f64 * (paths.max(2) - 1) as f64)).sqrt();
    Probability { p: mean, low: mean - NORMAL_BAND * error, high: mean + NORMAL_BAND * error, mc_error: error }
}
