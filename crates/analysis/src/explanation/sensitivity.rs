//! Sensitivity of an answer to the uncertain parameters: from the draws of an ensemble as they are, by screening, and by variance
//! (Saltelli et al. 2008, Global Sensitivity Analysis).
//!
//! Screening and variance take new runs: the chance of every parameter within its range is moved, and every
//! evaluation plays the same paths with the same random numbers, so that the answer is a fixed function of the
//! parameters. That function is jagged by the chance of finitely many paths, which counts as interaction: totals are too
//! high by its share of the variance, which more paths reduce. Parameters go by their paths, never by their order.

use crate::explanation::draw_table::{DrawTable, ParameterColumn};
use schemars::JsonSchema;
use serde::Serialize;
use standoff_lab::ensemble::design::{Design, Resolution};
use standoff_lab::ensemble::experiment::evaluate_value_sets;
use standoff_lab::ensemble::posterior::Posterior;
use standoff_lab::error::LabError;
use standoff_lab::outcome::named::Outcome;
use standoff_lab::progress::ProgressMonitor;
use standoff_num::random::entity_address;
use standoff_num::sums::mean;
use standoff_num::{LowDiscrepancy, Trajectories};
use standoff_scenario::{Scenario, Values};
use standoff_stats::rank_correlation::{spearman_correlation, spearman_interval};
use standoff_stats::{
    Bootstrap, DrawSummary, GivenData, Saltelli, SobolEstimator, StatsError, VarianceComponents, elementary_effects,
    first_order_share, sobol_intervals,
};
use std::sync::Arc;

/// Default number of paths of each evaluation.
pub const DEFAULT_PATHS: usize = 200;
/// Default number of trajectories of the screening: enough for a ranking; the interval is then just the range of the two.
pub const DEFAULT_TRAJECTORIES: u32 = 2;
/// Fewest trajectories: a single one says nothing about how much effects differ.
const LEAST_TRAJECTORIES: u32 = 2;
/// Levels on which the screening moves.
const LEVELS: u32 = 4;
/// Chance of an irrelevant parameter to be called clear, over all of them together.
const FALSE_ALARM: f64 = 0.05;
/// Level of the intervals.
const LEVEL: f64 = 0.95;

/// A figure with its interval.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, JsonSchema)]
pub struct Interval {
    /// The figure.
    pub value: f64,
    /// Lower end of its 95 % interval.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

impl From<standoff_stats::Estimate> for Interval {
    fn from(found: standoff_stats::Estimate) -> Self {
        Self { value: found.value, low: found.low, high: found.high }
    }
}

/// Sensitivities of one outcome from the draws of an ensemble.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct GivenDraws {
    /// The outcome.
    pub outcome: String,
    /// Title for readers.
    pub title: String,
    /// Its unit.
    pub unit: String,
    /// Its mean over draws.
    pub mean: f64,
    /// Draws.
    pub draws: usize,
    /// Share of the variance of single futures that comes from not knowing the parameters.
    pub parametric: f64,
    /// Parameters looked at.
    pub parameters: usize,
    /// Parameters, strongest first.
    pub inputs: Vec<GivenInput>,
}

/// One parameter in the draws of an ensemble.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct GivenInput {
    /// Its path.
    pub parameter: String,
    /// Meaning of the parameter.
    pub meaning: String,
    /// Rank correlation with the outcome.
    pub rank: Interval,
    /// Share of the variance between draws that it explains alone; null where it cannot be told.
    pub share: Option<Interval>,
    /// Level that the share of an irrelevant parameter exceeds with a chance of 5 %.
    pub noise_floor: Option<f64>,
    /// True if the rank correlation is beyond what the strongest of as many irrelevant parameters would show with a chance of
    /// 5 %.
    pub clear: bool,
}

/// Measures rank correlations and variance shares of one outcome, without new runs.
///
/// # Errors
///
/// [`LabError::Estimate`] with fewer than eight draws, or where no parameter varies.
pub fn measure_given_draws(table: &DrawTable, place: usize, outcome: &Outcome) -> Result<GivenDraws, LabError> {
    const LEAST: usize = 8;
    let summaries = table.outcomes.get(place).map(Vec::as_slice).unwrap_or_default();
    if summaries.len() < LEAST || table.inputs.is_empty() {
        let reason = format!(
            "{} draws of {} uncertain parameters: at least {LEAST} draws of one are needed",
            summaries.len(),
            table.inputs.len()
        );
        return Err(LabError::Estimate(reason));
    }
    let means: Vec<f64> = summaries.iter().map(|summary| summary.mean).collect();
    let noise: Vec<f64> = summaries.iter().map(path_noise_variance).collect();
    let limit = least_clear_correlation(summaries.len(), table.inputs.len());
    let mut inputs: Vec<GivenInput> =
        table.inputs.iter().map(|input| given_input(input, &means, &noise, limit)).collect();
    inputs.sort_by(|one, other| {
        other.rank.value.abs().total_cmp(&one.rank.value.abs()).then(one.parameter.cmp(&other.parameter))
    });
    Ok(GivenDraws {
        outcome: outcome.name.clone(),
        title: outcome.title.clone(),
        unit: outcome.unit.clone(),
        mean: mean(&means),
        draws: means.len(),
        parametric: VarianceComponents::estimate(summaries).map_or(0.0, |spread| spread.shares()[1]),
        parameters: inputs.len(),
        inputs,
    })
}

/// Variance of the error of a draw's mean from its finitely many paths.
fn path_noise_variance(summary: &DrawSummary) -> f64 {
    let paths = summary.paths as f64;
    if summary.paths > 1 { summary.squares / (paths * (paths - 1.0)) } else { 0.0 }
}

/// The rank correlation beyond which one of `parameters` irrelevant ones comes with a chance of 5 % (Bonferroni).
fn least_clear_correlation(draws: usize, parameters: usize) -> f64 {
    let level = 1.0 - FALSE_ALARM / parameters as f64;
    spearman_interval(0.0, draws, level).map_or(1.0, |(_, high)| high)
}

fn given_input(input: &ParameterColumn, means: &[f64], noise: &[f64], limit: f64) -> GivenInput {
    let rank = spearman_correlation(&input.values, means).unwrap_or(0.0);
    let (low, high) = spearman_interval(rank, means.len(), LEVEL).unwrap_or((rank, rank));
    let found = first_order_share(&input.values, means, Some(noise), &GivenData::default()).ok();
    GivenInput {
        parameter: input.path.clone(),
        meaning: input.meaning.clone(),
        rank: Interval { value: rank, low, high },
        share: found.map(|found| found.share.into()),
        noise_floor: found.map(|found| found.noise_floor),
        clear: rank.abs() > limit,
    }
}

/// A design of new runs.
#[derive(Debug, Clone)]
pub struct SensitivityRequest {
    /// Scenario, with the numbers that were set by hand.
    pub scenario: Scenario,
    /// The outcomes.
    pub outcomes: Vec<Outcome>,
    /// Paths of each evaluation.
    pub paths: usize,
    /// Seed of the random numbers.
    pub seed: u64,
    /// Resolution of the actors' planning.
    pub resolution: Resolution,
    /// Draws and states after an update on evidence; none where the scenario's own ranges apply. The points are those of the
    /// scenario's ranges all the same, since they set every uncertain parameter; the states in which their futures begin are
    /// those of the posterior, a share of the paths for each draw.
    pub posterior: Option<Arc<Posterior>>,
}

impl SensitivityRequest {
    fn design<'a>(&'a self, pooled: Option<&'a Posterior>) -> Design<'a> {
        Design {
            draws: 1,
            paths: self.paths.max(1),
            seed: self.seed,
            resolution: self.resolution,
            posterior: pooled,
            ..Design::new(&self.scenario)
        }
    }

    /// The uncertain parameters as `(path, place)`, in order of their paths.
    fn uncertain_parameters(&self) -> Vec<(String, usize)> {
        let path = |place: usize| (self.scenario.parameters[place].path.clone(), place);
        let mut uncertain: Vec<(String, usize)> = self.scenario.uncertain_places().into_iter().map(path).collect();
        uncertain.sort();
        uncertain
    }

    /// The values at one point of the unit cube, whose coordinates go with [`SensitivityRequest::uncertain_parameters`].
    fn values_at_point(&self, uncertain: &[(String, usize)], point: &[f64]) -> Values {
        let chance = |path: &str| match uncertain.binary_search_by(|(other, _)| other.as_str().cmp(path)) {
            // Weights that vary together have no ends of their own to go to.
            Ok(at) if !self.scenario.parameters[uncertain[at].1].varies() => point[at].clamp(0.01, 0.99),
            Ok(at) => point[at],
            Err(_) => 0.5,
        };
        self.scenario.values_at(&chance)
    }

    /// Plays every point; `[outcome][point]`.
    fn play_points(
        &self,
        what: &str,
        uncertain: &[(String, usize)],
        points: &[Vec<f64>],
        monitor: ProgressMonitor<'_>,
    ) -> Result<Vec<Vec<f64>>, LabError> {
        let pooled = self.posterior.as_ref().map(|posterior| posterior.pooled(self.paths.max(1)));
        let design = self.design(pooled.as_ref());
        let values = |at: usize| self.values_at_point(uncertain, &points[at]);
        let rows = evaluate_value_sets(&design, what, points.len(), &values, &self.outcomes, monitor)?;
        Ok((0..self.outcomes.len()).map(|outcome| rows.iter().map(|row| row[outcome]).collect()).collect())
    }
}

/// Screening by elementary effects (Morris 1991, Technometrics 33:161; Campolongo, Cariboni and Saltelli 2007).
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Screening {
    /// The outcome.
    pub outcome: String,
    /// Title for readers.
    pub title: String,
    /// Its unit.
    pub unit: String,
    /// Trajectories.
    pub trajectories: u32,
    /// Evaluations.
    pub evaluations: usize,
    /// Parameters, strongest first.
    pub inputs: Vec<ScreenedInput>,
}

/// One parameter in a screening. Effects are of a step over the whole range of the parameter.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct ScreenedInput {
    /// Its path.
    pub parameter: String,
    /// Meaning of the parameter.
    pub meaning: String,
    /// Mean effect.
    pub mean: f64,
    /// Mean of the absolute effects.
    pub absolute: Interval,
    /// Standard deviation of the effects: large where it works through others or bends.
    pub deviation: f64,
}

/// Screens every uncertain parameter, for every outcome asked for, from at least two starting points.
///
/// # Errors
///
/// [`LabError`] where an evaluation cannot be made, or nothing is uncertain.
pub fn screen_parameters(
    request: &SensitivityRequest,
    trajectories: u32,
    monitor: ProgressMonitor<'_>,
) -> Result<Vec<Screening>, LabError> {
    let trajectories = trajectories.max(LEAST_TRAJECTORIES);
    let uncertain = request.uncertain_parameters();
    let keys: Vec<u32> = uncertain.iter().map(|(path, _)| entity_address(path)).collect();
    let moves = Trajectories::new(request.seed, LEVELS).ok_or_else(|| LabError::Estimate("no levels".to_owned()))?;
    let points: Vec<Vec<f64>> = (0..trajectories).flat_map(|number| moves.rows(number, &keys)).collect();
    let outputs = request.play_points("screening all parameters", &uncertain, &points, monitor)?;
    let columns: Vec<Vec<f64>> =
        (0..uncertain.len()).map(|input| points.iter().map(|point| point[input]).collect()).collect();
    let screening = |(outcome, outputs): (&Outcome, &Vec<f64>)| {
        let effects = elementary_effects(&columns, outputs, None, &Bootstrap::default()).map_err(estimate_error)?;
        let input = |((path, place), effects): (&(String, usize), standoff_stats::ElementaryEffects)| ScreenedInput {
            parameter: path.clone(),
            meaning: request.scenario.parameters[*place].definition.meaning.to_owned(),
            mean: effects.mean,
            absolute: effects.absolute.into(),
            deviation: effects.deviation,
        };
        let mut inputs: Vec<ScreenedInput> = uncertain.iter().zip(effects).map(input).collect();
        inputs.sort_by(|one, other| {
            other.absolute.value.total_cmp(&one.absolute.value).then(one.parameter.cmp(&other.parameter))
        });
        Ok(Screening {
            outcome: outcome.name.clone(),
            title: outcome.title.clone(),
            unit: outcome.unit.clone(),
            trajectories,
            evaluations: points.len(),
            inputs,
        })
    };
    request.outcomes.iter().zip(&outputs).map(screening).collect()
}

/// Variance by parameter: first-order and total Sobol indices.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Variance {
    /// The outcome.
    pub outcome: String,
    /// Title for readers.
    pub title: String,
    /// Points: each is played once for every column and twice more.
    pub points: usize,
    /// Evaluations.
    pub evaluations: usize,
    /// Columns: parameters by themselves, and all others together as `the rest`.
    pub inputs: Vec<VarianceInput>,
}

/// One parameter, or all others together.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct VarianceInput {
    /// Its path; `the rest` for all others together.
    pub parameter: String,
    /// Meaning of the parameter.
    pub meaning: String,
    /// Share of the variance that it explains alone.
    pub first: Interval,
    /// Share of the variance that it has part in.
    pub total: Interval,
}

/// Name of the column of all parameters that are not looked at one by one.
pub const REST: &str = "the rest";

/// Sobol indices of some parameters one by one and of all others together, for every outcome asked for.
///
/// # Errors
///
/// [`LabError`] where an evaluation cannot be made, where a parameter is not uncertain, or an outcome does not vary.
pub fn measure_variance(
    request: &SensitivityRequest,
    parameters: &[String],
    points: u16,
    monitor: ProgressMonitor<'_>,
) -> Result<Vec<Variance>, LabError> {
    let uncertain = request.uncertain_parameters();
    let groups = parameter_groups(&uncertain, parameters)?;
    let design = Saltelli::of_groups(&groups, false).map_err(estimate_error)?;
    let source = LowDiscrepancy::new(request.seed, 2 * uncertain.len() as u32);
    let cube: Vec<Vec<f64>> = (0..points.max(2)).map(|index| source.point(index)).collect();
    let rows = design.rows(&cube).map_err(estimate_error)?;
    let outputs = request.play_points("variance by parameter", &uncertain, &rows, monitor)?;
    let of = |(outcome, outputs): (&Outcome, &Vec<f64>)| {
        let found = sobol_intervals(outputs, &design, SobolEstimator::Saltelli, &Bootstrap::default())
            .map_err(estimate_error)?;
        let input = |(column, (first, total)): (usize, (&standoff_stats::Estimate, &standoff_stats::Estimate))| {
            let (parameter, meaning) = column_name(request, &uncertain, &groups[column], parameters.get(column));
            VarianceInput { parameter, meaning, first: (*first).into(), total: (*total).into() }
        };
        Ok(Variance {
            outcome: outcome.name.clone(),
            title: outcome.title.clone(),
            points: cube.len(),
            evaluations: rows.len(),
            inputs: found.first.iter().zip(&found.total).enumerate().map(input).collect(),
        })
    };
    request.outcomes.iter().zip(&outputs).map(of).collect()
}

/// One group for each parameter asked for, and one for all others.
fn parameter_groups(uncertain: &[(String, usize)], parameters: &[String]) -> Result<Vec<Vec<usize>>, LabError> {
    let place = |path: &String| {
        let found = uncertain.iter().position(|(other, _)| other == path);
        found.ok_or_else(|| LabError::Estimate(format!("`{path}` is not uncertain")))
    };
    let alone = parameters.iter().map(place).collect::<Result<Vec<usize>, LabError>>()?;
    let rest: Vec<usize> = (0..uncertain.len()).filter(|input| !alone.contains(input)).collect();
    let mut groups: Vec<Vec<usize>> = alone.into_iter().map(|input| vec![input]).collect();
    if !rest.is_empty() {
        groups.push(rest);
    }
    Ok(groups)
}

fn column_name(
    request: &SensitivityRequest,
    uncertain: &[(String, usize)],
    group: &[usize],
    parameter: Option<&String>,
) -> (String, String) {
    match (parameter, group) {
        (Some(path), [input]) => {
            (path.clone(), request.scenario.parameters[uncertain[*input].1].definition.meaning.to_owned())
        }
        _ => (REST.to_owned(), format!("{} other parameters together", group.len())),
    }
}

fn estimate_error(error: StatsError) -> LabError {
    LabError::Estimate(error.to_string())
}
