//! Events: the kinds that a scenario knows, and those that were known by a day.

use crate::failure::Failure;
use crate::scenarios::{OpenScenario, rows_to_csv};
use crate::world_query::WorldQuery;
use serde::Serialize;
use standoff_scenario::Scenario;
use standoff_scenario::evidence::{COLUMNS, Event, KINDS, Log, describe_allowed};
use utoipa::ToSchema;

/// The kinds of events, and the columns of their rows.
#[derive(Debug, Serialize, ToSchema)]
pub struct EventKinds {
    /// Columns of a row, in order.
    #[schema(value_type = Vec<String>)]
    columns: &'static [&'static str],
    /// Kinds.
    kinds: Vec<EventKind>,
}

/// A kind of event.
#[derive(Debug, Serialize, ToSchema)]
struct EventKind {
    /// Name.
    kind: &'static str,
    /// Description.
    description: &'static str,
    /// Columns that its row uses.
    columns: Vec<EventColumn>,
}

/// A column of a row.
#[derive(Debug, Serialize, ToSchema)]
struct EventColumn {
    /// Name.
    column: &'static str,
    /// Description of what it may hold.
    allowed: String,
}

/// A row of the log, as it is listed.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReportedEvent {
    /// Identifier.
    id: String,
    /// Name of its kind.
    kind: &'static str,
    /// Day on which it happened.
    date: String,
    /// Day on which it became known.
    known: String,
    /// Source.
    source: String,
    /// Remaining cells that are not empty.
    words: String,
}

/// The kinds of events of a scenario.
pub fn list_kinds(scenario: &Scenario) -> EventKinds {
    let columns = |kind| {
        let column =
            |column: &&'static str| Some(EventColumn { column, allowed: describe_allowed(column, kind, scenario)? });
        COLUMNS.iter().filter_map(column).collect()
    };
    let kinds =
        KINDS.iter().map(|one| EventKind { kind: one.name, description: one.description, columns: columns(one.kind) });
    EventKinds { columns: &COLUMNS, kinds: kinds.collect() }
}

/// The events that were known by the day of a query, the latest last.
///
/// # Errors
///
/// What is wrong with the day or the events.
pub fn list_events(opened: &OpenScenario, query: &WorldQuery) -> Result<Vec<ReportedEvent>, Failure> {
    let log = opened.log(&opened.scenario, &query.event)?;
    let day = query.last_day(&opened.scenario, &log)?;
    Ok(log.known_by(day).into_iter().map(|event| report_event(&log, event)).collect())
}

fn report_event(log: &Log, event: &Event) -> ReportedEvent {
    let cells = log.row_cells(event);
    let cell = |name: &str| COLUMNS.iter().position(|one| *one == name).map_or(String::new(), |at| cells[at].clone());
    let parts = ["party", "subject", "answer", "value", "unit"].map(cell);
    ReportedEvent {
        id: cell("id"),
        kind: event.kind.definition().name,
        date: cell("date"),
        known: event.known.to_string(),
        source: cell("source"),
        words: parts.iter().filter(|part| !part.is_empty()).cloned().collect::<Vec<String>>().join(" "),
    }
}

/// The events of a query as a file for `--evidence`.
///
/// # Errors
///
/// What is wrong with the events.
pub fn write_events(opened: &OpenScenario, query: &WorldQuery) -> Result<String, Failure> {
    opened.log(&opened.scenario, &query.event)?;
    Ok(rows_to_csv(&query.event))
}
