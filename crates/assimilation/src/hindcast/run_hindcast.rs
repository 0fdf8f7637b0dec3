//! Hindcasts made and scored.

use crate::calendar::Calendar;
use crate::driver::{assimilate_with_games, solve_games};
use crate::hindcast::request::{HORIZONS, Request};
use crate::hindcast::scoring::{Row, Versus};
use crate::hindcast::series::Series;
use crate::hindcast::{ahead, benchmarks, scoring};
use crate::request::Request as AssimilationRequest;
use crate::war_model::WarModel;
use serde::Serialize;
use standoff_lab::error::LabError;
use standoff_lab::forecast::provenance::{ScenarioName, scenario_name};
use standoff_lab::progress::{Step, Watch};
use standoff_scenario::Date;

/// Version of the keys.
pub const FORMAT: u32 = 1;

/// Months of record before the first origin.
const FIRST: i32 = 12;

/// What hindcasts found.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Hindcast {
    /// Version of the keys.
    pub format: u32,
    /// Which scenario.
    pub scenario: ScenarioName,
    /// SHA-256 of the record.
    pub evidence: String,
    /// Seed.
    pub seed: u64,
    /// Version of the program.
    pub version: String,
    /// Command that reproduces it.
    pub command: String,
    /// States in the filter.
    pub states: usize,
    /// Origins, from which forecasts were made.
    pub origins: Vec<String>,
    /// Origins at which no state could explain what was reported, or that were left out because it was stopped.
    pub left_out: Vec<String>,
    /// Scores by target, horizon and forecaster.
    pub rows: Vec<Row>,
    /// The model against each benchmark, on the same questions.
    pub versus: Vec<Versus>,
}

/// Makes the hindcasts.
///
/// # Errors
///
/// [`LabError::NothingDone`] where it was stopped before the first origin, [`LabError::Counts`] where the record is too short
/// to score anything, and why the prior cannot be played.
pub fn hindcast(request: &Request, watch: Watch<'_>) -> Result<Hindcast, LabError> {
    let scenario = &request.scenario;
    let series = Series::new(scenario, &request.log, request.until);
    let origins = origins(request);
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
        let quiet = Watch { progress: &|_| (), ..watch };
        match assimilate_with_games(&model, &calendar, &games, &at, quiet)
            .and_then(|made| ahead::forecasts(&made, &at, &series, (place, origin), (request.until, watch)))
        {
            Ok(forecasts) => {
                made.extend(forecasts);
                done.push(origin.to_string());
            }
            Err(error) => left_out.push(format!("{origin}: {error}")),
        }
        made.extend(benchmarks::forecasts(scenario, &series, (place, origin), request));
        let of = origins.len();
        (watch.progress)(&Step { what: "origins".to_owned(), done: place + 1, of });
    }
    if done.is_empty() {
        return Err(LabError::NothingDone);
    }
    // Benchmarks of origins that the model could not forecast from would not be compared with anything.
    let kept: Vec<usize> = made.iter().filter(|one| one.forecaster == ahead::MODEL).map(|one| one.origin).collect();
    made.retain(|one| kept.contains(&one.origin));
    Ok(Hindcast {
        format: FORMAT,
        scenario: scenario_name(scenario, &scenario.war(&scenario.central())),
        evidence: request.log.digest(request.until),
        seed: request.seed,
        version: env!("CARGO_PKG_VERSION").to_owned(),
        command: request.command.clone(),
        states: request.size.draws * request.size.paths,
        origins: done,
        left_out,
        rows: scoring::rows(&made)?,
        versus: scoring::versus(&made, request.every, request.seed)?,
    })
}

fn assimilation_request(request: &Request, as_of: Date) -> AssimilationRequest {
    AssimilationRequest {
        scenario: request.scenario.clone(),
        log: request.log.clone(),
        as_of,
        size: request.size,
        seed: request.seed,
        resolution: request.resolution,
    }
}

/// First days of months, a year after the record began and until four weeks before its last day.
fn origins(request: &Request) -> Vec<Date> {
    let start = request.scenario.record_start();
    let span = |months: i32| jiff::Span::new().months(months);
    let first = start.saturating_add(span(FIRST + 1)).first_of_month();
    let last = request.until.saturating_sub(jiff::Span::new().days(7 * HORIZONS[0] as i32));
    (0..)
        .map(|count| first.saturating_add(span(count * request.every.max(1) as i32)))
        .take_while(|origin| *origin <= last)
        .collect()
}
