//! Scenario discovery: boxes in the space of the uncertain parameters in which an outcome comes (PRIM, Bryant and Lempert 2010).
//!
//! Rows are draws: the parameters of a draw are the inputs, and a draw is a case where the outcome is likelier in it than
//! a stated share. Single futures are not rows: those of one draw have the same parameters, and counting them one by one
//! would make chance look like evidence.

use crate::explanation::draw_table::DrawTable;
use schemars::JsonSchema;
use serde::Serialize;
use standoff_lab::error::LabError;
use standoff_lab::outcome::named::Outcome;
use standoff_lab::random_stream::RandomStream;
use standoff_num::Draws;
use standoff_stats::discovery::{
    BoxChoice, BoxSearch, BoxVerdict, CandidateBox, Input, Limit, PrimSettings, discover_boxes,
};
use standoff_stats::{DrawSummary, StatsError};

/// Least share of all draws that a box holds: a smaller box describes a few draws rather than a region.
const LEAST_BOX_MASS: f64 = 0.1;
/// Density that a box must reach to be chosen from its trajectory.
const LEAST_BOX_DENSITY: f64 = 0.8;

/// The boxes in which an outcome comes.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Discovery {
    /// The outcome.
    pub outcome: String,
    /// Title for readers.
    pub title: String,
    /// A draw is a case where the outcome's mean in it is above this.
    pub above: f64,
    /// Draws.
    pub draws: usize,
    /// Draws that are cases.
    pub cases: usize,
    /// Boxes worth reporting, in the order found.
    pub boxes: Vec<DiscoveredBox>,
    /// Reason why the search ended: `chance`, `thin`, `whole`, `enough`, or `no-spread` where all draws or none are cases.
    pub ended: String,
    /// Peeling trajectory of the first search.
    pub trajectory: Vec<TrajectoryStep>,
}

/// One box.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct DiscoveredBox {
    /// Parameters that it restricts.
    pub limits: Vec<BoxLimit>,
    /// Share of all cases in it.
    pub coverage: f64,
    /// Share of cases among its draws.
    pub density: f64,
    /// Share of all draws in it.
    pub mass: f64,
    /// Chance that a search does as well where there is nothing to find.
    pub chance: f64,
}

/// One restricted parameter.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct BoxLimit {
    /// Its path.
    pub parameter: String,
    /// Meaning of the parameter.
    pub meaning: String,
    /// Its unit.
    pub unit: String,
    /// Lowest value in the box; null where it is not restricted from below.
    pub low: Option<f64>,
    /// Highest value in the box; null where it is not restricted from above.
    pub high: Option<f64>,
    /// Quasi-p-values of the lower and the upper limit.
    pub quasi_p: [Option<f64>; 2],
}

/// One step of a peeling trajectory.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, JsonSchema)]
pub struct TrajectoryStep {
    /// Share of all cases in the box.
    pub coverage: f64,
    /// Share of cases among its draws.
    pub density: f64,
    /// Share of all draws in it.
    pub mass: f64,
    /// Parameters restricted.
    pub restricted: usize,
}

/// Searches for boxes in which an outcome's mean over a draw is above a level.
///
/// # Errors
///
/// [`LabError::Estimate`] where there are too few draws or nothing varies.
pub fn find_boxes(
    table: &DrawTable,
    place: usize,
    outcome: &Outcome,
    above: f64,
    seed: u64,
) -> Result<Discovery, LabError> {
    let summaries: &[DrawSummary] = table.outcomes.get(place).map(Vec::as_slice).unwrap_or_default();
    let marks: Vec<bool> = summaries.iter().map(|summary| summary.mean > above).collect();
    let inputs: Vec<Input<'_>> = table.inputs.iter().map(|input| Input::real(&input.path, &input.values)).collect();
    let settings = PrimSettings {
        least_mass: LEAST_BOX_MASS,
        choice: BoxChoice::Density(LEAST_BOX_DENSITY),
        ..PrimSettings::default()
    };
    let found = match discover_boxes(&inputs, &marks, &settings, Draws::new(RandomStream::BoxShuffles.seed(seed), 0, 0))
    {
        Ok(found) => found,
        Err(StatsError::NoSpread) => Vec::new(),
        Err(error) => return Err(LabError::Estimate(error.to_string())),
    };
    Ok(Discovery {
        outcome: outcome.name.clone(),
        title: outcome.title.clone(),
        above,
        draws: marks.len(),
        cases: marks.iter().filter(|&&mark| mark).count(),
        boxes: found
            .iter()
            .filter_map(|found| found.rule.as_ref().map(|rule| reported_box(table, rule, found)))
            .collect(),
        ended: end_reason(&found).to_owned(),
        trajectory: found
            .first()
            .map_or_else(Vec::new, |first| first.trajectory.steps.iter().map(trajectory_step).collect()),
    })
}

fn end_reason(found: &[BoxSearch]) -> &'static str {
    match found.last().map(|last| last.verdict) {
        None => "no-spread",
        Some(BoxVerdict::Worth) => "enough",
        Some(BoxVerdict::Chance) => "chance",
        Some(BoxVerdict::Thin) => "thin",
        Some(BoxVerdict::Whole) => "whole",
    }
}

fn trajectory_step(step: &CandidateBox) -> TrajectoryStep {
    TrajectoryStep { coverage: step.coverage, density: step.density, mass: step.mass, restricted: step.restricted }
}

fn reported_box(table: &DrawTable, rule: &CandidateBox, found: &BoxSearch) -> DiscoveredBox {
    let limits = rule.limits.iter().zip(&rule.quasi_p).zip(&table.inputs);
    let restricted = limits.filter(|((_, quasi_p), _)| quasi_p.iter().any(Option::is_some));
    let limit =
        |((limit, quasi_p), input): ((&Limit, &[Option<f64>; 2]), &crate::explanation::draw_table::ParameterColumn)| {
            let (low, high) = match limit {
                Limit::Range { low, high } => (Some(*low), Some(*high)),
                Limit::Among(_) => (None, None),
            };
            BoxLimit {
                parameter: input.path.clone(),
                meaning: input.meaning.clone(),
                unit: input.unit.clone(),
                low: low.filter(|_| quasi_p[0].is_some()),
                high: high.filter(|_| quasi_p[1].is_some()),
                quasi_p: *quasi_p,
            }
        };
    DiscoveredBox {
        limits: restricted.map(limit).collect(),
        coverage: rule.coverage,
        density: rule.density,
        mass: rule.mass,
        chance: found.chance,
    }
}
