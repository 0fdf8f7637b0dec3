//! Scores of hindcasts by target, horizon and forecaster, and the skill of the model against each benchmark.

use super::model_forecasts::MODEL_NAME;
use super::request::{ForecastWithOutcome, Prediction};
use schemars::JsonSchema;
use serde::Serialize;
use standoff_lab::error::LabError;
use standoff_lab::record::series::Target;
use standoff_num::Draws;
use standoff_num::quantile::quantile;
use standoff_num::sums::mean;
use standoff_stats::intervals::Bootstrap;
use standoff_stats::score::{brier_score, estimate_skill, interval_score, log_score, sample_crps, sample_pit};
use std::collections::{BTreeMap, BTreeSet};

/// Levels of the intervals that are scored.
pub const INTERVAL_LEVELS: [f64; 3] = [0.5, 0.8, 0.9];
/// Fewest blocks of origins that are given an interval: a bootstrap of fewer would be far too narrow.
const FEWEST_STRETCHES: usize = 4;
/// Purpose of the random numbers that break ties in the PIT.
const TIE_PURPOSE: u16 = 0x0917;

/// Scores of one forecaster on one target and horizon. All are losses: smaller is better.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct ForecasterScore {
    /// Target that was forecast.
    pub target: Target,
    /// Horizon in weeks.
    pub weeks: usize,
    /// Name of the forecaster.
    pub forecaster: String,
    /// Number of forecasts that were scored.
    pub forecasts: usize,
    /// Mean outcome.
    pub outcome: f64,
    /// Mean forecast: of the sample means, or of the chances.
    pub forecast: f64,
    /// Mean continuous ranked probability score, in the unit of the target; for yes or no the Brier score.
    pub score: f64,
    /// Mean interval score of the central 90 % interval; null for yes or no.
    pub interval_90: Option<f64>,
    /// Shares of outcomes in the central 50, 80 and 90 % intervals; null for yes or no.
    pub inside: Option<[f64; 3]>,
    /// Mean of the probability integral transform: one half where forecasts are neither high nor low; null for yes or
    /// no.
    pub pit: Option<f64>,
    /// Mean logarithmic score, in nats; null but for yes or no.
    pub log_score: Option<f64>,
}

/// Skill of the model against a benchmark.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct BenchmarkComparison {
    /// Target that was forecast.
    pub target: Target,
    /// Horizon in weeks.
    pub weeks: usize,
    /// The benchmark.
    pub benchmark: String,
    /// Number of questions that both forecast.
    pub questions: usize,
    /// Number of blocks of consecutive origins in which they lie, each block as long as a forecast: forecasts within a
    /// block share most of what happened, and those of neighbouring blocks still share some.
    pub stretches: usize,
    /// Skill of the model: 1 perfect, 0 as good as the benchmark, below 0 worse. Null where it cannot be estimated.
    pub skill: Option<f64>,
    /// Lower end of its 90 % bootstrap interval, which resamples blocks and is somewhat too narrow, as neighbouring
    /// blocks are not independent; null where there are fewer than four.
    pub low: Option<f64>,
    /// Upper end.
    pub high: Option<f64>,
}

type ScoreKey = (Target, usize, &'static str);

fn group_by_score_key(made: &[ForecastWithOutcome]) -> BTreeMap<ScoreKey, Vec<&ForecastWithOutcome>> {
    let mut groups: BTreeMap<ScoreKey, Vec<&ForecastWithOutcome>> = BTreeMap::new();
    for one in made {
        groups.entry((one.target.clone(), one.weeks, one.forecaster)).or_default().push(one);
    }
    groups
}

/// Score of a forecast: CRPS of a sample, Brier score of a chance.
fn score_forecast(one: &ForecastWithOutcome) -> Result<f64, LabError> {
    let score = match &one.prediction {
        Prediction::Sample(sample) => sample_crps(sample, one.outcome),
        Prediction::Chance(chance) => brier_score(*chance, one.outcome > 0.5),
    };
    score.map_err(estimate_error)
}

fn estimate_error(error: standoff_stats::StatsError) -> LabError {
    LabError::Estimate(error.to_string())
}

/// Scores every forecaster, by target and horizon.
pub(super) fn score_forecasters(made: &[ForecastWithOutcome]) -> Result<Vec<ForecasterScore>, LabError> {
    group_by_score_key(made).into_iter().map(|(key, all)| score_forecaster(key, &all)).collect()
}

fn score_forecaster(
    (target, weeks, forecaster): ScoreKey,
    all: &[&ForecastWithOutcome],
) -> Result<ForecasterScore, LabError> {
    let each =
        |figure: &dyn Fn(&ForecastWithOutcome) -> f64| mean(&all.iter().map(|one| figure(one)).collect::<Vec<f64>>());
    let scores: Result<Vec<f64>, LabError> = all.iter().map(|one| score_forecast(one)).collect();
    let samples: Option<Vec<SortedSample>> = all.iter().map(|one| SortedSample::from_forecast(one)).collect();
    let logs: Result<Vec<f64>, LabError> = all.iter().filter_map(|one| log_score_of(one)).collect();
    let logs = logs?;
    let (mut interval_90, mut inside, mut transform) = (None, None, None);
    if let Some(samples) = samples.filter(|samples| samples.iter().all(|sample| sample.sorted.len() > 1)) {
        interval_90 = Some(mean_interval_score(&samples)?);
        inside = Some(INTERVAL_LEVELS.map(|level| share_inside(&samples, level)));
        transform = Some(mean_pit(&samples)?);
    }
    Ok(ForecasterScore {
        target,
        weeks,
        forecaster: forecaster.to_owned(),
        forecasts: all.len(),
        outcome: each(&|one| one.outcome),
        forecast: each(&|one| one.prediction.mean()),
        score: mean(&scores?),
        interval_90,
        inside,
        pit: transform,
        log_score: (!logs.is_empty()).then(|| mean(&logs)),
    })
}

fn log_score_of(one: &ForecastWithOutcome) -> Option<Result<f64, LabError>> {
    match one.prediction {
        Prediction::Chance(chance) => Some(log_score(chance, one.outcome > 0.5).map_err(estimate_error)),
        Prediction::Sample(_) => None,
    }
}

struct SortedSample {
    sorted: Vec<f64>,
    outcome: f64,
    uniform: f64,
}

impl SortedSample {
    fn from_forecast(one: &ForecastWithOutcome) -> Option<Self> {
        let Prediction::Sample(values) = &one.prediction else { return None };
        let mut sorted = values.clone();
        sorted.sort_by(f64::total_cmp);
        let uniform = Draws::new(1, one.origin as u32, one.weeks as u32).uniform(TIE_PURPOSE, 0, 0);
        Some(Self { sorted, outcome: one.outcome, uniform })
    }

    fn interval_ends(&self, level: f64) -> (f64, f64) {
        let tail = 0.5 * (1.0 - level);
        (quantile(&self.sorted, tail), quantile(&self.sorted, 1.0 - tail))
    }
}

impl Prediction {
    fn mean(&self) -> f64 {
        match self {
            Self::Sample(sample) => mean(sample),
            Self::Chance(chance) => *chance,
        }
    }
}

fn mean_interval_score(samples: &[SortedSample]) -> Result<f64, LabError> {
    let scores: Result<Vec<f64>, LabError> = samples
        .iter()
        .map(|sample| {
            interval_score(sample.interval_ends(INTERVAL_LEVELS[2]), INTERVAL_LEVELS[2], sample.outcome)
                .map_err(estimate_error)
        })
        .collect();
    Ok(mean(&scores?))
}

fn share_inside(samples: &[SortedSample], level: f64) -> f64 {
    let inside = |sample: &&SortedSample| {
        let (low, high) = sample.interval_ends(level);
        (low..=high).contains(&sample.outcome)
    };
    samples.iter().filter(inside).count() as f64 / samples.len().max(1) as f64
}

fn mean_pit(samples: &[SortedSample]) -> Result<f64, LabError> {
    let values: Result<Vec<f64>, LabError> = samples
        .iter()
        .map(|sample| sample_pit(&sample.sorted, sample.outcome, sample.uniform).map_err(estimate_error))
        .collect();
    Ok(mean(&values?))
}

/// Number of consecutive origins whose forecasts over a horizon overlap.
fn overlapping_origins(weeks: usize, every: u32) -> usize {
    (weeks as f64 * 12.0 / 52.0 / f64::from(every.max(1)) - 1e-9).ceil().max(1.0) as usize
}

/// Compares the model with each benchmark on the questions that both forecast.
pub(super) fn compare_with_benchmarks(
    made: &[ForecastWithOutcome],
    every: u32,
    seed: u64,
) -> Result<Vec<BenchmarkComparison>, LabError> {
    let groups = group_by_score_key(made);
    let mut all = Vec::new();
    for ((target, weeks, forecaster), theirs) in &groups {
        let ours = groups.get(&(target.clone(), *weeks, MODEL_NAME));
        let (Some(ours), true) = (ours, *forecaster != MODEL_NAME) else { continue };
        let pairs: Vec<(&ForecastWithOutcome, &ForecastWithOutcome)> = theirs
            .iter()
            .filter_map(|their| Some((*ours.iter().find(|our| our.origin == their.origin)?, *their)))
            .collect();
        let model: Vec<f64> = pairs.iter().map(|(our, _)| score_forecast(our)).collect::<Result<_, _>>()?;
        let benchmark: Vec<f64> = pairs.iter().map(|(_, their)| score_forecast(their)).collect::<Result<_, _>>()?;
        let stretch: Vec<usize> =
            pairs.iter().map(|(our, _)| our.origin / overlapping_origins(*weeks, every)).collect();
        let stretches = BTreeSet::from_iter(&stretch).len();
        let plan = Bootstrap { seed, resamples: 2000, level: 0.9 };
        let found = estimate_skill(&model, &benchmark, None, &plan).ok();
        let spread =
            estimate_skill(&model, &benchmark, Some(&stretch), &plan).ok().filter(|_| stretches >= FEWEST_STRETCHES);
        all.push(BenchmarkComparison {
            target: target.clone(),
            weeks: *weeks,
            benchmark: (*forecaster).to_owned(),
            questions: pairs.len(),
            stretches,
            skill: found.as_ref().map(|found| found.value),
            low: spread.as_ref().and_then(|found| found.low),
            high: spread.as_ref().and_then(|found| found.high),
        });
    }
    Ok(all)
}
