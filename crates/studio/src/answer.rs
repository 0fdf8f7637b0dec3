//! The answer to a question about a world: a forecast with its brief, and what is sent of it before and after it is complete.

use crate::change::{Change, Side};
use serde::Serialize;
use standoff_breakdown::progressive::ProgressiveForecast;
use standoff_breakdown::week::Breakdown;
use standoff_breakdown::week::swings::Swing;
use standoff_brief::document::{Document, Section};
use standoff_brief::weekly::{self, HoldChance};
use standoff_lab::error::LabError;
use standoff_lab::forecast::findings::{EndShare, Findings, ProbabilityAt};
use standoff_lab::forecast::request::ForecastRequest;
use standoff_lab::forecast::run_forecast::Forecast;
use standoff_scenario::evidence::Log;
use std::sync::Arc;

/// A complete answer.
#[derive(Debug)]
pub struct Answer {
    /// Request from which it was made.
    pub request: ForecastRequest,
    /// Forecast.
    pub forecast: Arc<Forecast>,
    /// Figures of the brief.
    pub breakdown: Breakdown,
    /// Brief.
    pub document: Document,
    /// Number of sections with games of their own that the brief holds.
    pub own_games: usize,
}

/// The answer so far.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct PartialAnswer {
    /// Whether it is a single draw at the central values.
    central: bool,
    /// Whether it is a first look, with actors who plan on a short front.
    first_look: bool,
    /// Draws so far.
    draws: usize,
    /// Draws of the complete answer.
    of: usize,
    /// Futures so far.
    runs: usize,
    /// How long the line holds, in words.
    strip: Vec<HoldChance>,
    /// How long the line holds.
    hold: Vec<ProbabilityAt>,
    /// How the war ends.
    ends: Vec<EndShare>,
    /// What the world changes; null where it is the scenario as it stands, or where that has not been answered yet.
    #[schema(required)]
    change: Option<Change>,
    /// The answer in words and pictures.
    section: Section,
}

/// A complete answer, as it is sent.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct WholeAnswer<'a> {
    /// Command that gives the same answer.
    command: &'a str,
    /// Day from which it is forecast.
    as_of: &'a str,
    /// How long the line holds, in words.
    strip: Vec<HoldChance>,
    /// What the world changes; null where it is the scenario as it stands, or where that has not been answered yet.
    #[schema(required)]
    change: Option<Change>,
    /// Findings, with the keys of `standoff forecast --json`.
    #[schema(value_type = Counts)]
    findings: &'a Findings,
    /// Parameters with which the answer varies most.
    #[schema(value_type = Vec<Swing>)]
    swings: &'a [Swing],
    /// Brief.
    document: &'a Document,
}

/// The size of a sample. The full set of keys of what holds it is in `docs/src/json-keys.md`.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct Counts {
    /// Draws.
    draws: usize,
    /// Futures.
    runs: usize,
}

impl Answer {
    /// An answer put together from a forecast and the log of events behind it, without sections that take games of their own.
    ///
    /// # Errors
    ///
    /// Those of [`Breakdown::of`].
    pub fn new(request: ForecastRequest, forecast: Forecast, log: &Log) -> Result<Self, LabError> {
        let breakdown = Breakdown::of_forecast(&forecast, &request, log, request.scenario.start)?;
        let document = weekly::compose_brief(&breakdown);
        Ok(Self { request, forecast: Arc::new(forecast), breakdown, document, own_games: 0 })
    }

    /// What its world changes against the answer of the scenario as it stands.
    pub fn change_from(&self, scenario: &Self) -> Option<Change> {
        Change::between([scenario.into(), self.into()], hold_months(&self.forecast.findings))
    }

    /// The answer as it is sent.
    pub fn to_whole(&self, change: Option<Change>) -> WholeAnswer<'_> {
        WholeAnswer {
            command: &self.breakdown.command,
            as_of: &self.breakdown.as_of,
            strip: weekly::hold_chances(&self.forecast.findings),
            change,
            findings: &self.forecast.findings,
            swings: &self.breakdown.swings,
            document: &self.document,
        }
    }
}

impl<'a> From<&'a Answer> for Side<'a> {
    fn from(answer: &'a Answer) -> Self {
        Self { request: &answer.request, draws: &answer.forecast.draws }
    }
}

/// Months for which an answer says how long the line holds.
pub fn hold_months(findings: &Findings) -> impl Iterator<Item = usize> {
    findings.hold.survival.iter().map(|at| at.months)
}

impl PartialAnswer {
    /// The answer so far, as it is sent.
    pub fn new(glance: ProgressiveForecast, first_look: bool, change: Option<Change>) -> Self {
        let section = weekly::compose_answer(&glance.answer);
        let findings = glance.answer.forecast;
        Self {
            central: glance.at_central_values,
            first_look,
            draws: findings.draws,
            of: glance.total_draws,
            runs: findings.runs,
            strip: weekly::hold_chances(&findings),
            hold: findings.hold.survival,
            ends: findings.ends,
            change,
            section,
        }
    }
}
