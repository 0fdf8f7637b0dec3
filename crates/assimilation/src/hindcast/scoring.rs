//! Scores of hindcasts: by target, horizon and forecaster, and the model against each benchmark on the same questions.

use super::ahead::MODEL;
use super::request::{Forecasted, Shape};
use super::series::Target;
use serde::Serialize;
use standoff_lab::error::LabError;
use standoff_num::Draws;
use standoff_num::quantile::quantile;
use standoff_num::sums::mean;
use standoff_stats::intervals::Bootstrap;
use standoff_stats::score::estimate_skill;
use standoff_stats::score::interval_score;
use standoff_stats::score::sample_crps;
use standoff_stats::score::sample_pit;
use standoff_stats::score::{brier_score, log_score};
use std::collections::{BTreeMap, BTreeSet};

/// Levels of the intervals that are scored.
pub const LEVELS: [f64; 3] = [0.5, 0.8, 0.9];
/// Fewer stretches than this have no interval: it would be far too narrow.
const FEWEST_STRETCHES: usize = 4;
/// Purpose of the random numbers that break ties in the PIT.
const PURPOSE: u16 = 0x0917;

/// Scores of one forecaster on one target and horizon. All are losses: smaller is better.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Row {
    /// What was forecast.
    pub target: Target,
    /// Weeks ahead.
    pub weeks: usize,
    /// Who forecast.
    pub forecaster: String,
    /// Forecasts that were scored.
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
    /// Mean of the probability integral transform: one half where forecasts are neither high nor low; null for yes or no.
    pub pit: Option<f64>,
    /// Mean logarithmic score, in nats; null but for yes or no.
    pub log_score: Option<f64>,
}

/// The model against a benchmark.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Versus {
    /// What was forecast.
    pub target: Target,
    /// Weeks ahead.
    pub weeks: usize,
    /// The benchmark.
    pub benchmark: String,
    /// Questions that both forecast.
    pub questions: usize,
    /// Blocks of origins in a row, each as long as a forecast, in which they lie: forecasts within one share what came, and
    /// those of neighbouring blocks still share some.
    pub stretches: usize,
    /// Skill of the model: 1 perfect, 0 as good as the benchmark, below 0 worse. Null where it cannot be estimated.
    pub skill: Option<f64>,
    /// Lower end of its 90 % bootstrap interval, which resamples blocks, and is somewhat too narrow for what neighbours share; null where there are fewer than four.
    pub low: Option<f64>,
    /// Upper end.
    pub high: Option<f64>,
}

type Key = (Target, usize, &'static str);

fn grouped(made: &[Forecasted]) -> BTreeMap<Key, Vec<&Forecasted>> {
    let mut groups: BTreeMap<Key, Vec<&Forecasted>> = BTreeMap::new();
    for one in made {
        groups.entry((one.target.clone(), one.weeks, one.forecaster)).or_default().push(one);
    }
    groups
}

/// The score of a forecast: CRPS, or Brier.
fn score(one: &Forecasted) -> Result<f64, LabError> {
    let score = match &one.forecast {
        Shape::Sample(sample) => sample_crps(sample, one.outcome),
        Shape::Chance(chance) => brier_score(*chance, one.outcome > 0.5),
    };
    score.map_err(refused)
}

fn refused(error: standoff_stats::StatsError) -> LabError {
    LabError::Estimate(error.to_string())
}

/// Scores by target, horizon and forecaster.
pub(super) fn rows(made: &[Forecasted]) -> Result<Vec<Row>, LabError> {
    grouped(made).into_iter().map(|(key, all)| row(key, &all)).collect()
}

fn row((target, weeks, forecaster): Key, all: &[&Forecasted]) -> Result<Row, LabError> {
    let each = |figure: &dyn Fn(&Forecasted) -> f64| mean(&all.iter().map(|one| figure(one)).collect::<Vec<f64>>());
    let scores: Result<Vec<f64>, LabError> = all.iter().map(|one| score(one)).collect();
    let samples: Option<Vec<Sample>> = all.iter().map(|one| Sample::of(one)).collect();
    let logs: Result<Vec<f64>, LabError> = all.iter().filter_map(|one| log_of(one)).collect();
    let logs = logs?;
    let (mut interval_90, mut inside, mut transform) = (None, None, None);
    if let Some(samples) = samples.filter(|samples| samples.iter().all(|sample| sample.sorted.len() > 1)) {
        interval_90 = Some(interval(&samples)?);
        inside = Some(LEVELS.map(|level| share_inside(&samples, level)));
        transform = Some(transformed(&samples)?);
    }
    Ok(Row {
        target,
        weeks,
        forecaster: forecaster.to_owned(),
        forecasts: all.len(),
        outcome: each(&|one| one.outcome),
        forecast: each(&|one| one.forecast.mean()),
        score: mean(&scores?),
        interval_90,
        inside,
        pit: transform,
        log_score: (!logs.is_empty()).then(|| mean(&logs)),
    })
}

fn log_of(one: &Forecasted) -> Option<Result<f64, LabError>> {
    match one.forecast {
        Shape::Chance(chance) => Some(log_score(chance, one.outcome > 0.5).map_err(refused)),
        Shape::Sample(_) => None,
    }
}

struct Sample {
    sorted: Vec<f64>,
    outcome: f64,
    uniform: f64,
}

impl Sample {
    fn of(one: &Forecasted) -> Option<Self> {
        let Shape::Sample(values) = &one.forecast else { return None };
        let mut sorted = values.clone();
        sorted.sort_by(f64::total_cmp);
        let uniform = Draws::new(1, one.origin as u32, one.weeks as u32).uniform(PURPOSE, 0, 0);
        Some(Self { sorted, outcome: one.outcome, uniform })
    }

    fn ends(&self, level: f64) -> (f64, f64) {
        let tail = 0.5 * (1.0 - level);
        (quantile(&self.sorted, tail), quantile(&self.sorted, 1.0 - tail))
    }
}

impl Shape {
    fn mean(&self) -> f64 {
        match self {
            Self::Sample(sample) => mean(sample),
            Self::Chance(chance) => *chance,
        }
    }
}

fn interval(samples: &[Sample]) -> Result<f64, LabError> {
    let scores: Result<Vec<f64>, LabError> = samples
        .iter()
        .map(|sample| interval_score(sample.ends(LEVELS[2]), LEVELS[2], sample.outcome).map_err(refused))
        .collect();
    Ok(mean(&scores?))
}

fn share_inside(samples: &[Sample], level: f64) -> f64 {
    let inside = |sample: &&Sample| {
        let (low, high) = sample.ends(level);
        (low..=high).contains(&sample.outcome)
    };
    samples.iter().filter(inside).count() as f64 / samples.len().max(1) as f64
}

fn transformed(samples: &[Sample]) -> Result<f64, LabError> {
    let values: Result<Vec<f64>, LabError> = samples
        .iter()
        .map(|sample| sample_pit(&sample.sorted, sample.outcome, sample.uniform).map_err(refused))
        .collect();
    Ok(mean(&values?))
}

/// Origins in a row whose forecasts of so many weeks overlap.
fn overlapping(weeks: usize, every: u32) -> usize {
    (weeks as f64 * 12.0 / 52.0 / f64::from(every.max(1)) - 1e-9).ceil().max(1.0) as usize
}

/// The model against each benchmark, on the questions that both forecast.
pub(super) fn versus(made: &[Forecasted], every: u32, seed: u64) -> Result<Vec<Versus>, LabError> {
    let groups = grouped(made);
    let mut all = Vec::new();
    for ((target, weeks, forecaster), theirs) in &groups {
        let ours = groups.get(&(target.clone(), *weeks, MODEL));
        let (Some(ours), true) = (ours, *forecaster != MODEL) else { continue };
        let pairs: Vec<(&Forecasted, &Forecasted)> = theirs
            .iter()
            .filter_map(|their| Some((*ours.iter().find(|our| our.origin == their.origin)?, *their)))
            .collect();
        let model: Vec<f64> = pairs.iter().map(|(our, _)| score(our)).collect::<Result<_, _>>()?;
        let benchmark: Vec<f64> = pairs.iter().map(|(_, their)| score(their)).collect::<Result<_, _>>()?;
        let stretch: Vec<usize> = pairs.iter().map(|(our, _)| our.origin / overlapping(*weeks, every)).collect();
        let stretches = BTreeSet::from_iter(&stretch).len();
        let plan = Bootstrap { seed, resamples: 2000, level: 0.9 };
        let found = estimate_skill(&model, &benchmark, None, &plan).ok();
        let spread =
            estimate_skill(&model, &benchmark, Some(&stretch), &plan).ok().filter(|_| stretches >= FEWEST_STRETCHES);
        all.push(Versus {
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
