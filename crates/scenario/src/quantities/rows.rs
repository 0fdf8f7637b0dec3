//! Every number of a scenario as rows for a table.

use schemars::JsonSchema;
use serde::Serialize;

use super::distribution::distribution_word;
use super::parameter::Parameter;
use super::unit::convert_to_unit;
use crate::scenario::Scenario;

/// One number, with what is known about it. Figures are in `unit`, the unit in which it was written.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct ParameterRow {
    /// Path.
    pub path: String,
    /// Symbol in the equations.
    pub symbol: &'static str,
    /// Central value.
    pub value: f64,
    /// Unit.
    pub unit: &'static str,
    /// Lowest and highest value in a draw; none for a fixed number.
    pub range: Option<(f64, f64)>,
    /// Distribution over the range: `fixed`, `triangular`, ..., or `dirichlet` with others.
    pub distribution: &'static str,
    /// Whether the scenario states it; otherwise it is the default.
    pub stated: bool,
    /// Grade of the evidence.
    pub grade: &'static str,
    /// Key of the source.
    pub source: Option<String>,
    /// Title of the source; without one, `judgement` or the origin of the number.
    pub title: String,
    /// Day that the number describes.
    pub date: Option<String>,
    /// A remark for readers.
    pub note: Option<String>,
    /// What it belongs to: `war`, this war alone, or `class`, all wars like it.
    pub scope: &'static str,
    /// Its meaning.
    pub meaning: &'static str,
}

/// One row for each parameter, in the order of a scenario.
pub fn parameter_rows(scenario: &Scenario) -> Vec<ParameterRow> {
    let joint = |place: usize| {
        scenario
            .groups
            .iter()
            .any(|group| group.concentration.is_some() && group.places.contains(&place) && !group.held.contains(&place))
    };
    let parameters = scenario.parameters.iter().enumerate();
    parameters.map(|(place, parameter)| parameter_row(parameter, joint(place))).collect()
}

/// Smallest and largest value that a parameter may have, in the unit in which it was written; infinite where there is no end.
pub fn written_bounds(parameter: &Parameter) -> [f64; 2] {
    let (low, high) = parameter.definition.bounds;
    [low, high].map(|value| convert_to_unit(parameter.definition, parameter.unit, value))
}

fn parameter_row(parameter: &Parameter, joint: bool) -> ParameterRow {
    let shown = |value: f64| convert_to_unit(parameter.definition, parameter.unit, value);
    let range = parameter.varies().then(|| parameter.range());
    let provenance = &parameter.provenance;
    ParameterRow {
        path: parameter.path.clone(),
        symbol: parameter.definition.symbol,
        value: shown(parameter.value),
        unit: parameter.unit,
        range: range.map(|(low, high)| (shown(low), shown(high))),
        distribution: if joint { "dirichlet" } else { distribution_word(&parameter.distribution) },
        stated: parameter.stated,
        grade: provenance.grade.name(),
        source: provenance.source.clone(),
        title: provenance.title.clone(),
        date: provenance.date.map(|date| date.to_string()),
        note: provenance.note.clone(),
        scope: parameter.definition.scope.name(),
        meaning: parameter.definition.meaning,
    }
}
