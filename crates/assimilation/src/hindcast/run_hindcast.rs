//! Hindcasts from rolling origins, made and scored.

use crate::calendar::Calendar;
use crate::driver::{assimilate_with_games, solve_games};
use crate::hindcast::request::{HORIZON_WEEKS, HindcastRequest};
use crate::hindcast::scoring::{BenchmarkComparison, ForecasterScore};
use crate::hindcast::{benchmarks, model_forecasts, scoring};
use crate::request::AssimilationRequest;
use crate::war_model::WarModel;
use schemars::JsonSchema;
use serde::Serialize;
use standoff_lab::error::LabError;
use standoff_lab::forecast::provenance::{ScenarioName, scenario_name};
use standoff_lab::progress::{ProgressMonitor, ProgressStep};
use standoff_lab::record::series::RecordSeries;
use standoff_scenario::Date;

/// Version of the keys.
pub const FORMAT: u32 = 1;

/// Months of record before the first origin: benchmarks look back a year.
const MONTHS_BEFORE_FIRST_ORIGIN: i32 = 12;

/// Scores of hindcasts.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Hindcast {
    /// Version of the keys.
    pub format: u32,
    /// Scenario.
    pub scenario: ScenarioName,
    /// SHA-256 of the record.
    pub evidence: String,
    /// Seed.
    pub seed: u64,
    /// Version of the program.
    pub version: String,
    /// Command that reproduces it.
    pub command: String,
    /// Number of states in the filter.
    pub states: usize,
    /// Origins from which forecasts were made.
    pub origins: Vec<String>,
    /// Origins that were left out, with the reason: no state could explain the reports, or the run was stopped.
    pub left_out: Vec<String>,
    /// Scores by target, horizon and forecaster.
    pub rows: Vec<ForecasterScore>,
    /// Skill of the model against each benchmark, on the same questions.
    pub versus: Vec<BenchmarkComparison>,
}

/// Makes and scores hindcasts from every origin of a request.
///
/// # Errors
///
/// [`LabError::NothingDone`] where it was stopped before the first origin, [`LabError::Counts`] where the record is too short
/// to score anything, and any error by which the prior cannot be played.
pub fn run_hindcast(request: &HindcastRequest, watch: ProgressMonitor<'_>) -> Result<Hindcast, LabError> {
    let scenario = &request.scenario;
    let series = RecordSeries::new(scenario, &request.log, request.until);
    let origins = hindcast_origins(request);
    if origins.is_empty() {
        let message = "the record is too short: it must begin a year and four weeks before its last day".to_owned();
        return Err(LabError::Counts(message));
    }
    let whole = assimilation_request(request, request.until);
    let design = whole.design();
    let calendar = Calendar::new(scenario, &request.log, request.until);
    let games = solve_games(&WarModel::new(&design, &calendar), request.size, watch)?;
    let (mut made, mut done, mut left_out) = (Vec::new(), Vec::new(), Vec::new());
    for (place, &origin) in origins.iter().enumerate() {
        let at = assimilation_request(request, origin);
        let calendar = Calendar::new(scenario, &request.log, origin);
        let model = WarModel::new(&design, &calendar);
        let quiet = ProgressMonitor { listener: &|_| (), ..watch };
        match assimilate_with_games(&model, &calendar, &games, &at, quiet).and_then(|made| {
            model_forecasts::forecast_from_origin(&made, &at, &series, (place, origin), (request.until, watch))
        }) {
            Ok(forecasts) => {
                made.extend(forecasts);
                done.push(origin.to_string());
            }
            Err(error) => left_out.push(format!("{origin}: {error}")),
        }
        made.extend(benchmarks::forecast_by_benchmarks(&series, (place, origin), request));
        let of = origins.len();
        (watch.listener)(&ProgressStep { what: "origins".to_owned(), done: place + 1, of });
    }
    if done.is_empty() {
        return Err(LabError::NothingDone);
    }
    // At an origin that the model could not forecast from, benchmarks would have nothing to be compared with.
    let kept: Vec<usize> =
        made.iter().filter(|one| one.forecaster == model_forecasts::MODEL_NAME).map(|one| one.origin).collect();
    made.retain(|one| kept.contains(&one.origin));
    Ok(Hindcast {
        format: FORMAT,
        scenario: scenario_name(scenario, &scenario.war(&scenario.central_values())),
        evidence: request.log.digest(request.until),
        seed: request.seed,
        version: env!("CARGO_PKG_VERSION").to_owned(),
        command: request.command.clone(),
        states: request.size.draws * request.size.paths,
        origins: done,
        left_out,
        rows: scoring::score_forecasters(&made)?,
        versus: scoring::compare_with_benchmarks(&made, request.months_between_origins, request.seed)?,
    })
}

fn assimilation_request(request: &HindcastRequest, as_of: Date) -> AssimilationRequest {
    AssimilationRequest {
        scenario: request.scenario.clone(),
        log: request.log.clone(),
        as_of,
        size: request.size,
        seed: request.seed,
        resolution: request.resolution,
    }
}

/// Origins: first days of months, from a year after the record began to four weeks before its last day.
fn hindcast_origins(request: &HindcastRequest) -> Vec<Date> {
    let start = request.scenario.record_start();
    let span = |months: i32| jiff::Span::new().months(months);
    let first = start.saturating_add(span(MONTHS_BEFORE_FIRST_ORIGIN + 1)).first_of_month();
    let last = request.until.saturating_sub(jiff::Span::new().days(7 * HORIZON_WEEKS[0] as i32));
    (0..)
        .map(|count| first.saturating_add(span(count * request.months_between_origins.max(1) as i32)))
        .take_while(|origin| *origin <= last)
        .collect()
}
