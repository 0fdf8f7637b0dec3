//! Hindcasts with a rolling origin: bring the ensemble up to date on what was known by a day, forecast the weeks after it,
//! and score against what the record says happened, beside plain benchmarks.
//!
//! At every origin the filter is run anew on what was known by that day. The scenario's ranges, though, were written with
//! the whole record in view: the hindcast tests the filter and the world's dynamics, and is not blind to the past.

mod ahead;
mod benchmarks;
mod scoring;
mod series;

pub use scoring::{Row, Versus};
pub use series::{Series, Target};

use crate::assimilation::{Calendar, Request as Assimilating, Size, WarModel, games, taken_through};
use crate::ensemble::Resolution;
use crate::experiment::{Step, Watch};
use crate::findings::ScenarioName;
use crate::forecast::LabError;
use crate::measure::scenario_name;
use serde::{Deserialize, Serialize};
use standoff_scenario::evidence::Log;
use standoff_scenario::{Date, Scenario};

/// Version of the keys.
pub const FORMAT: u32 = 1;

/// How far ahead hindcasts look, in weeks.
pub const HORIZONS: [usize; 4] = [4, 13, 26, 52];

/// Months of record before the first origin.
const FIRST: i32 = 12;

/// A hindcast to be made.
#[derive(Debug, Clone)]
pub struct Request {
    /// The scenario.
    pub scenario: Scenario,
    /// The record.
    pub log: Log,
    /// The last day of the record that is scored.
    pub until: Date,
    /// Months between origins.
    pub every: u32,
    /// How large the population is.
    pub size: Size,
    /// Seed.
    pub seed: u64,
    /// How finely actors plan.
    pub resolution: Resolution,
    /// Command that reproduces it.
    pub command: String,
}

/// What hindcasts found.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
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

/// A forecast of one target made by one forecaster at one origin, with what came of it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Forecasted {
    pub origin: usize,
    pub target: Target,
    pub weeks: usize,
    pub forecaster: &'static str,
    pub forecast: Shape,
    pub outcome: f64,
}

/// What a forecast says.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Shape {
    /// Values that are all alike likely.
    Sample(Vec<f64>),
    /// The chance of a yes.
    Chance(f64),
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
    let whole = assimilating(request, request.until);
    let design = whole.design();
    let calendar = Calendar::new(scenario, &request.log, request.until);
    let games = games(&WarModel::new(&design, &calendar), request.size, watch)?;
    let (mut made, mut done, mut left_out) = (Vec::new(), Vec::new(), Vec::new());
    for (place, &origin) in origins.iter().enumerate() {
        let at = assimilating(request, origin);
        let calendar = Calendar::new(scenario, &request.log, origin);
        let model = WarModel::new(&design, &calendar);
        let quiet = Watch { progress: &|_| (), ..watch };
        match taken_through(&model, &calendar, &games, &at, quiet)
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
        scenario: scenario_name(scenario, &scenario.war(&scenario.central_values())),
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

fn assimilating(request: &Request, as_of: Date) -> Assimilating {
    Assimilating {
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
