//! The score of the model over the library of wars, beside plain methods.

use crate::blend::{Blend, learn_blend};
use crate::calibration::{Calibration, measure_calibration};
use crate::durability::{PeaceSurvival, Slope, peace_survival, slopes};
use crate::keep::Keeper;
use crate::library::{Ending, chosen_wars, library};
use crate::rows::{ForecastWar, OtherWars, ScoreRow, forecast_wars, score_rows};
use crate::score_request::ScoreRequest;
use schemars::JsonSchema;
use serde::Serialize;
use standoff_lab::error::LabError;
use standoff_lab::progress::ProgressMonitor;
use standoff_num::sums::mean;
use standoff_stats::Bootstrap;
use standoff_stats::score::estimate_gain;
use std::collections::BTreeMap;

/// Version of the keys.
pub const FORMAT: u32 = 1;

/// Level of the intervals of gains.
const LEVEL: f64 = 0.9;

/// Fewest wars of which resamples tell an interval.
const FEWEST_WARS: usize = 8;

/// Targets as they are registered, in order.
pub const TARGETS: [&str; 9] =
    ["hazard", "over-6", "over-12", "over-24", "months", "end", "fought-again", "front-3", "front-12"];

/// Eras in which wars are scored.
pub const ERAS: [&str; 3] = ["all", "before-1945", "since-1945"];

/// Scores over the library of wars.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct WarsScore {
    /// Version of the keys.
    pub format: u32,
    /// Version of the program.
    pub version: String,
    /// Command that reproduces it.
    pub command: String,
    /// Seed.
    pub seed: u64,
    /// Draws and futures of each forecast.
    pub size: [usize; 2],
    /// Scores by target, over all wars.
    pub targets: Vec<TargetScore>,
    /// The same by era.
    pub eras: BTreeMap<String, Vec<TargetScore>>,
    /// Scores by war.
    pub wars: Vec<WarScore>,
    /// Calibration of the forecasts of an end.
    pub calibration: Calibration,
    /// Slopes of ends and of rounds of talks in the simulated wars and in past ones.
    pub slopes: Vec<Slope>,
    /// PeaceSurvival of what is signed.
    pub durability: Vec<PeaceSurvival>,
    /// Weights of model and outside view in a pooled forecast; none of fewer than ten wars.
    pub blend: Option<Blend>,
    /// Origins without a forecast, with the reason.
    pub left_out: Vec<String>,
}

/// Score of a target.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct TargetScore {
    /// Target, as it is registered.
    pub target: String,
    /// Origins that are scored.
    pub origins: usize,
    /// Wars that they are of.
    pub wars: usize,
    /// Mean score of the model: over the origins of a war, then over wars. The lower the better.
    pub model: f64,
    /// Benchmarks.
    pub benchmarks: Vec<BenchmarkScore>,
}

/// Score of a benchmark on the origins for which it has a forecast.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct BenchmarkScore {
    /// Its name.
    pub name: String,
    /// Its mean score, averaged like that of the model.
    pub score: f64,
    /// Its score less that of the model on the same origins: above zero the model is better.
    pub gain: f64,
    /// Lower end of the interval of the gain: nine of ten resamples of whole wars. None of fewer than eight wars.
    pub low: Option<f64>,
    /// Upper end.
    pub high: Option<f64>,
    /// Origins for which it has a forecast.
    pub origins: usize,
}

/// One war: what was forecast from each origin, and what came.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct WarScore {
    /// Name.
    pub war: String,
    /// Title for people.
    pub title: String,
    /// Last day of fighting.
    pub ended: String,
    /// How it ended.
    pub ending: Ending,
    /// First day of renewed large fighting of the same sides within five years; none where there was none.
    pub fought_again: Option<String>,
    /// Forecasts by origin.
    pub origins: Vec<OriginForecast>,
    /// Mean score of the model by target.
    pub scores: BTreeMap<String, f64>,
}

/// Forecast from one origin.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct OriginForecast {
    /// Day.
    pub day: String,
    /// Months from it to the end.
    pub months_to_end: f64,
    /// Chance in the model that the war is over within 6, 12 and 24 months.
    pub over: [f64; 3],
    /// The same from outside: the mean of Weibull, log-normal and log-logistic; none where too few wars are known.
    pub outside: Option<[f64; 3]>,
    /// Chances of an end on terms, of the invader's and of the defender's victory, given an end.
    pub endings: [f64; 3],
    /// Chance that it is fought again within five years of the end.
    pub fought_again: f64,
}

/// Forecasts the wars of a request from all their origins and scores them.
///
/// # Errors
///
/// [`LabError::Counts`] for a war that the library does not have, [`LabError::NothingDone`] where it was stopped, and
/// [`LabError::Estimate`] where an estimator refuses its input.
pub fn score_wars(request: &ScoreRequest, watch: ProgressMonitor<'_>) -> Result<WarsScore, LabError> {
    let all = library()?;
    let others = OtherWars::new(&all);
    let wars = chosen_wars(all, &request.wars)?;
    let keeper = Keeper::new(request)?;
    score_forecast_wars(request, &forecast_wars(wars, &keeper, watch)?, &others)
}

fn score_forecast_wars(
    request: &ScoreRequest,
    wars: &[ForecastWar],
    others: &OtherWars,
) -> Result<WarsScore, LabError> {
    let rows = score_rows(wars, others)?;
    let of_era = |era: &str| -> Result<Vec<TargetScore>, LabError> {
        let belongs = |row: &&ScoreRow| match era {
            "before-1945" => !wars[row.war].war.is_later(),
            "since-1945" => wars[row.war].war.is_later(),
            _ => true,
        };
        let rows: Vec<&ScoreRow> = rows.iter().filter(belongs).collect();
        TARGETS.iter().filter_map(|target| score_target(target, &rows, request.seed).transpose()).collect()
    };
    let eras: Result<BTreeMap<String, Vec<TargetScore>>, LabError> =
        ERAS[1..].iter().map(|&era| Ok((era.to_owned(), of_era(era)?))).collect::<Result<_, LabError>>();
    let first = |war: &'_ ForecastWar| war.forecasts.first().map(|(_, forecast)| forecast.simulated.clone());
    let simulated: Vec<_> = wars.iter().filter_map(|war| Some((first(war)?, war.war.is_later()))).collect();
    let pairs: Vec<_> = simulated.iter().map(|(one, later)| (one, *later)).collect();
    Ok(WarsScore {
        format: FORMAT,
        version: env!("CARGO_PKG_VERSION").to_owned(),
        command: request.command.clone(),
        seed: request.seed,
        size: [request.draws, request.runs],
        targets: of_era(ERAS[0])?,
        eras: eras?,
        wars: wars.iter().enumerate().map(|(place, war)| war_score(place, war, &rows)).collect(),
        calibration: measure_calibration(wars)?,
        slopes: slopes(&pairs),
        durability: peace_survival(&pairs.iter().map(|(one, _)| *one).collect::<Vec<_>>()),
        blend: learn_blend(wars),
        left_out: wars.iter().flat_map(|war| war.left_out.clone()).collect(),
    })
}

/// The score of a target over some rows; none where no row is of it.
fn score_target(target: &str, rows: &[&ScoreRow], seed: u64) -> Result<Option<TargetScore>, LabError> {
    let rows: Vec<&ScoreRow> = rows.iter().copied().filter(|row| row.target == target).collect();
    let Some(first) = rows.first() else { return Ok(None) };
    let model = means_by_war(rows.iter().map(|row| (row.war, row.model)));
    let benchmarks: Result<Vec<Option<BenchmarkScore>>, LabError> =
        (0..first.benchmarks.len()).map(|place| score_benchmark(place, &rows, seed)).collect();
    Ok(Some(TargetScore {
        target: target.to_owned(),
        origins: rows.len(),
        wars: model.len(),
        model: mean(&model),
        benchmarks: benchmarks?.into_iter().flatten().collect(),
    }))
}

fn score_benchmark(place: usize, rows: &[&ScoreRow], seed: u64) -> Result<Option<BenchmarkScore>, LabError> {
    let paired = || rows.iter().filter_map(|row| Some((row.war, row.model, row.benchmarks[place].1?)));
    let model = means_by_war(paired().map(|(war, model, _)| (war, model)));
    let benchmark = means_by_war(paired().map(|(war, _, benchmark)| (war, benchmark)));
    if benchmark.is_empty() {
        return Ok(None);
    }
    let plan = Bootstrap { level: LEVEL, seed, ..Bootstrap::default() };
    let interval = (benchmark.len() >= FEWEST_WARS)
        .then(|| estimate_gain(&model, &benchmark, None, &plan))
        .transpose()
        .map_err(|error| LabError::Estimate(error.to_string()))?;
    Ok(Some(BenchmarkScore {
        name: rows[0].benchmarks[place].0.to_owned(),
        score: mean(&benchmark),
        gain: mean(&benchmark) - mean(&model),
        low: interval.map(|interval| interval.low),
        high: interval.map(|interval| interval.high),
        origins: paired().count(),
    }))
}

/// Means of the scores of each war, in the order of the wars.
fn means_by_war(scores: impl Iterator<Item = (usize, f64)>) -> Vec<f64> {
    let mut by_war: BTreeMap<usize, Vec<f64>> = BTreeMap::new();
    for (war, score) in scores {
        by_war.entry(war).or_default().push(score);
    }
    by_war.values().map(|scores| mean(scores)).collect()
}

fn war_score(place: usize, war: &ForecastWar, rows: &[ScoreRow]) -> WarScore {
    let of_target = |target: &&str| {
        let scores = rows.iter().filter(|row| row.war == place && row.target == *target).map(|row| (place, row.model));
        means_by_war(scores).first().map(|score| ((*target).to_owned(), *score))
    };
    let outcome = &war.war.outcome;
    WarScore {
        war: war.war.name.clone(),
        title: war.war.scenario.title.clone(),
        ended: outcome.ended.to_string(),
        ending: outcome.ending,
        fought_again: outcome.fought_again.map(|day| day.to_string()),
        origins: (0..war.forecasts.len()).map(|at| origin_forecast(war, at)).collect(),
        scores: TARGETS.iter().filter_map(of_target).collect(),
    }
}

fn origin_forecast(war: &ForecastWar, at: usize) -> OriginForecast {
    let (day, forecast) = &war.forecasts[at];
    let months = crate::rows::OVER_MONTHS;
    let outside: Option<Vec<f64>> = months.into_iter().map(|months| war.outside(at, months)).collect();
    OriginForecast {
        day: day.to_string(),
        months_to_end: war.war.months_to_end(*day),
        over: months.map(|months| forecast.curve.over_within(months)),
        outside: outside.and_then(|chances| chances.try_into().ok()),
        endings: forecast.endings,
        fought_again: forecast.fought_again,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(war: usize, model: f64, benchmark: Option<f64>) -> ScoreRow {
        ScoreRow { war, target: "months", model, benchmarks: vec![("plain", benchmark)] }
    }

    /// Two origins of one war and one of another: wars count the same, and a benchmark is compared where it has a forecast.
    #[test]
    fn wars_count_the_same_and_gains_are_paired() {
        let rows = [row(0, 1.0, None), row(0, 3.0, Some(5.0)), row(1, 4.0, Some(5.0))];
        let score = score_target("months", &rows.iter().collect::<Vec<_>>(), 1).unwrap().unwrap();
        assert_eq!((score.origins, score.wars, score.model), (3, 2, 3.0));
        let plain = &score.benchmarks[0];
        assert_eq!((plain.origins, plain.score, plain.gain), (2, 5.0, 1.5));
        assert_eq!((plain.low, plain.high), (None, None));
        let many: Vec<ScoreRow> = (0..8).map(|war| row(war, 1.0, Some(if war < 4 { 1.0 } else { 3.0 }))).collect();
        let score = score_target("months", &many.iter().collect::<Vec<_>>(), 1).unwrap().unwrap();
        let (plain, close) =
            (&score.benchmarks[0], |one: Option<f64>, other: f64| one.is_some_and(|one| (one - other).abs() < 0.3));
        assert!(plain.gain == 1.0 && close(plain.low, 0.5) && close(plain.high, 1.5), "{plain:?}");
        assert_eq!(score_target("end", &rows.iter().collect::<Vec<_>>(), 1).unwrap(), None);
    }

    /// What is scored is what was registered.
    #[test]
    fn the_score_keeps_to_what_was_registered() {
        let text = include_str!("../../../scenarios/wars/comparisons.toml");
        let registered: toml::Table = toml::from_str(text).unwrap();
        let names = |value: &toml::Value| -> Vec<String> {
            value.as_array().unwrap().iter().map(|one| one.as_str().unwrap().to_owned()).collect()
        };
        let targets = registered["target"].as_array().unwrap();
        let listed: Vec<&str> = targets.iter().map(|target| target["name"].as_str().unwrap()).collect();
        assert_eq!(listed, TARGETS);
        assert_eq!(names(&registered["eras"]), ERAS);
        for target in targets {
            let expected: &[&str] = match target["name"].as_str().unwrap() {
                "end" | "fought-again" => &[crate::rows::OTHER_WARS],
                "front-3" | "front-12" => &crate::fronts::NAMES,
                _ => &crate::durations::NAMES,
            };
            assert_eq!(names(&target["benchmarks"]), expected, "{target}");
        }
    }
}
