//! What there is to know of a scenario before anything is simulated: its parameters with their sources, its mechanisms,
//! levers and questions, and the days of its record.

use crate::opened::{Opened, Shelf};
use serde::Serialize;
use standoff_assimilation::{forecast_days, last_known_day};
use standoff_game::{PlayerRoleOption, player_roles};
use standoff_lab::outcome::named::Outcome;
use standoff_scenario::evidence::Log;
use standoff_scenario::{Scenario, show};
use standoff_world::switches::MECHANISMS;

/// A scenario that is open.
#[derive(Debug, Serialize)]
pub struct Listed {
    name: String,
    title: String,
    summary: String,
    start: String,
}

/// All that are open; the first is meant where none is named.
pub fn list(shelf: &Shelf) -> Vec<Listed> {
    let one = |opened: &Opened| Listed {
        name: opened.scenario.name.clone(),
        title: opened.scenario.title.clone(),
        summary: opened.scenario.summary.clone(),
        start: opened.scenario.start.to_string(),
    };
    shelf.all().iter().map(one).collect()
}

/// A scenario.
#[derive(Debug, Serialize)]
pub struct Sheet {
    name: String,
    title: String,
    summary: String,
    start: String,
    horizon_months: u32,
    digest: String,
    parameters: Vec<Parameter>,
    mechanisms: Vec<Named>,
    levers: Vec<LeverSheet>,
    outcomes: Vec<Named>,
    record: Option<Record>,
    chairs: Vec<PlayerRoleOption>,
}

/// A parameter, in the unit in which it was written.
#[derive(Debug, Serialize)]
struct Parameter {
    #[serde(flatten)]
    row: show::Row,
    /// Smallest and largest value allowed, in the same unit; null where there is no end.
    bounds: [Option<f64>; 2],
}

#[derive(Debug, Serialize)]
struct Named {
    name: String,
    title: String,
}

#[derive(Debug, Serialize)]
struct LeverSheet {
    name: String,
    title: String,
    date: String,
    foreseen: bool,
    note: Option<String>,
}

/// The record: its first day and the last on which anything became known; the days from which a forecast can be made.
#[derive(Debug, Serialize)]
struct Record {
    events: usize,
    first: String,
    known: String,
    last: String,
}

/// The sheet of a scenario.
pub fn sheet(opened: &Opened) -> Sheet {
    let scenario = &opened.scenario;
    let named = |name: &str, title: &str| Named { name: name.to_owned(), title: title.to_owned() };
    Sheet {
        name: scenario.name.clone(),
        title: scenario.title.clone(),
        summary: scenario.summary.clone(),
        start: scenario.start.to_string(),
        horizon_months: scenario.horizon_months,
        digest: scenario.digest(),
        parameters: parameters(scenario),
        mechanisms: MECHANISMS.iter().map(|(name, title, _)| named(name, title)).collect(),
        levers: scenario.levers.iter().map(lever).collect(),
        outcomes: Outcome::list(scenario).iter().map(|one| named(&one.name, &one.title)).collect(),
        chairs: player_roles(scenario),
        record: opened.log(scenario, &[]).ok().and_then(|log| record(scenario, &log)),
    }
}

fn parameters(scenario: &Scenario) -> Vec<Parameter> {
    let finite = |value: f64| value.is_finite().then_some(value);
    let one = |(row, parameter): (show::Row, &standoff_scenario::Parameter)| {
        let [low, high] = show::bounds(parameter).map(finite);
        Parameter { row, bounds: [low, high] }
    };
    show::rows(scenario).into_iter().zip(&scenario.parameters).map(one).collect()
}

fn lever(lever: &standoff_scenario::Lever) -> LeverSheet {
    LeverSheet {
        name: lever.name.clone(),
        title: lever.title.clone(),
        date: lever.date.to_string(),
        foreseen: lever.foreseen,
        note: lever.note.clone(),
    }
}

fn record(scenario: &Scenario, log: &Log) -> Option<Record> {
    scenario.structure.record.as_ref()?;
    let (first, last) = forecast_days(scenario);
    Some(Record {
        events: log.events.len(),
        first: first.to_string(),
        known: last_known_day(scenario, log).to_string(),
        last: last.to_string(),
    })
}
