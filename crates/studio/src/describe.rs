//! Descriptions of a scenario before anything is simulated: its parameters with their sources, its mechanisms, levers and
//! outcomes, and the dates of its record.

use crate::scenarios::{OpenScenario, Scenarios};
use serde::Serialize;
use standoff_assimilation::{forecast_days, last_known_day};
use standoff_game::{PlayerRoleOption, player_roles};
use standoff_lab::outcome::named::Outcome;
use standoff_scenario::evidence::Log;
use standoff_scenario::{Scenario, builtin, quantities};
use standoff_world::switches::MECHANISMS;
use utoipa::ToSchema;

/// A scenario in a list.
#[derive(Debug, Serialize, ToSchema)]
pub struct ScenarioSummary {
    /// Name.
    name: String,
    /// Title.
    title: String,
    /// Summary.
    summary: String,
    /// First day.
    start: String,
    /// True of a war of the library, which is over.
    over: bool,
}

/// A scenario.
#[derive(Debug, Serialize, ToSchema)]
pub struct ScenarioDescription {
    /// Name.
    name: String,
    /// Title.
    title: String,
    /// Summary.
    summary: String,
    /// First day.
    start: String,
    /// Months from the first day to the horizon.
    horizon_months: u32,
    /// Digest of all that the scenario says.
    digest: String,
    /// Parameters, in the order of the scenario.
    parameters: Vec<Parameter>,
    /// Mechanisms that can be switched off.
    mechanisms: Vec<Named>,
    /// Levers that can be pulled.
    levers: Vec<LeverDescription>,
    /// Outcomes that can be asked about.
    outcomes: Vec<Named>,
    /// Record of events; null where the scenario has none.
    #[schema(required)]
    record: Option<RecordSpan>,
    /// Chairs that a person can take.
    chairs: Vec<PlayerRoleOption>,
}

/// A parameter. Figures are in `unit`, the unit in which the scenario gives it.
#[derive(Debug, Serialize, ToSchema)]
struct Parameter {
    /// Path.
    path: String,
    /// Symbol in the equations.
    symbol: &'static str,
    /// Central value.
    value: f64,
    /// Unit.
    unit: &'static str,
    /// Lowest and highest value in a draw; null for a fixed number.
    #[schema(required, min_items = 2, max_items = 2)]
    range: Option<[f64; 2]>,
    /// Distribution over the range: `fixed`, `triangular`, ..., or `dirichlet` where it is drawn with others.
    distribution: &'static str,
    /// Whether the scenario gives it; otherwise it is the default.
    stated: bool,
    /// Grade of the evidence.
    grade: &'static str,
    /// Key of the source.
    #[schema(required)]
    source: Option<String>,
    /// Title of the source.
    title: String,
    /// Day that the number describes.
    #[schema(required)]
    date: Option<String>,
    /// Remark.
    #[schema(required)]
    note: Option<String>,
    /// Meaning.
    meaning: &'static str,
    /// Smallest and largest value allowed; null where there is no limit.
    #[schema(min_items = 2, max_items = 2)]
    bounds: [Option<f64>; 2],
}

/// Something that the scenario names.
#[derive(Debug, Serialize, ToSchema)]
struct Named {
    /// Name in requests.
    name: String,
    /// Title.
    title: String,
}

/// A lever.
#[derive(Debug, Serialize, ToSchema)]
struct LeverDescription {
    /// Name in requests.
    name: String,
    /// Title.
    title: String,
    /// Day on which it is pulled.
    date: String,
    /// Whether the actors see it coming.
    foreseen: bool,
    /// Remark.
    #[schema(required)]
    note: Option<String>,
}

/// The dates of a record.
#[derive(Debug, Serialize, ToSchema)]
struct RecordSpan {
    /// Events.
    events: usize,
    /// First day from which a forecast can be made.
    first: String,
    /// Last day on which anything became known.
    known: String,
    /// Last day from which a forecast can be made.
    last: String,
}

/// The summaries of all open scenarios, in order.
pub fn list_scenarios(scenarios: &Scenarios) -> Vec<ScenarioSummary> {
    let summarise = |opened: &OpenScenario| ScenarioSummary {
        name: opened.scenario.name.clone(),
        title: opened.scenario.title.clone(),
        summary: opened.scenario.summary.clone(),
        start: opened.scenario.start.to_string(),
        over: builtin::WARS.iter().any(|war| war.name == opened.scenario.name),
    };
    scenarios.all().iter().map(summarise).collect()
}

/// The description of a scenario.
pub fn describe_scenario(opened: &OpenScenario) -> ScenarioDescription {
    let scenario = &opened.scenario;
    let named = |name: &str, title: &str| Named { name: name.to_owned(), title: title.to_owned() };
    ScenarioDescription {
        name: scenario.name.clone(),
        title: scenario.title.clone(),
        summary: scenario.summary.clone(),
        start: scenario.start.to_string(),
        horizon_months: scenario.horizon_months,
        digest: scenario.digest(),
        parameters: describe_parameters(scenario),
        mechanisms: MECHANISMS.iter().map(|(name, title, _)| named(name, mechanism_title(scenario, title))).collect(),
        levers: scenario.levers.iter().map(describe_lever).collect(),
        outcomes: Outcome::list(scenario).iter().map(|one| named(&one.name, &one.title)).collect(),
        chairs: player_roles(scenario),
        record: opened.log(scenario, &[]).ok().and_then(|log| record_span(scenario, &log)),
    }
}

/// What a mechanism is, without the part of a title that speaks of a coalition where none takes part.
fn mechanism_title<'t>(scenario: &Scenario, title: &'t str) -> &'t str {
    match title.split_once("; ") {
        Some((first, rest)) if first.contains("coalition") && scenario.structure.roles.coalition.is_none() => rest,
        _ => title,
    }
}

fn describe_parameters(scenario: &Scenario) -> Vec<Parameter> {
    let bounds = scenario.parameters.iter().map(quantities::written_bounds);
    quantities::parameter_rows(scenario)
        .into_iter()
        .zip(bounds)
        .map(|(row, bounds)| describe_parameter(row, bounds))
        .collect()
}

fn describe_parameter(row: quantities::ParameterRow, bounds: [f64; 2]) -> Parameter {
    Parameter {
        path: row.path,
        symbol: row.symbol,
        value: row.value,
        unit: row.unit,
        range: row.range.map(|(low, high)| [low, high]),
        distribution: row.distribution,
        stated: row.stated,
        grade: row.grade,
        source: row.source,
        title: row.title,
        date: row.date,
        note: row.note,
        meaning: row.meaning,
        // JSON has no infinity.
        bounds: bounds.map(|bound| bound.is_finite().then_some(bound)),
    }
}

fn describe_lever(lever: &standoff_scenario::Lever) -> LeverDescription {
    LeverDescription {
        name: lever.name.clone(),
        title: lever.title.clone(),
        date: lever.date.to_string(),
        foreseen: lever.foreseen,
        note: lever.note.clone(),
    }
}

fn record_span(scenario: &Scenario, log: &Log) -> Option<RecordSpan> {
    scenario.structure.record.as_ref()?;
    let (first, last) = forecast_days(scenario);
    Some(RecordSpan {
        events: log.events.len(),
        first: first.to_string(),
        known: last_known_day(scenario, log).to_string(),
        last: last.to_string(),
    })
}
