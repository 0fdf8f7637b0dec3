//! Table of draws: the parameters of every draw of an ensemble and its outcomes. Given-data sensitivities and scenario discovery
//! read it, from runs just made or from a bundle.

use standoff_lab::ensemble::draw_runs::DrawRuns;
use standoff_lab::outcome::named::Outcome;
use standoff_scenario::{Scenario, Values};
use standoff_stats::DrawSummary;
use standoff_world::war::War;

/// One uncertain parameter over draws.
#[derive(Debug, Clone, PartialEq)]
pub struct ParameterColumn {
    /// Its path.
    pub path: String,
    /// Meaning of the parameter.
    pub meaning: String,
    /// Its unit.
    pub unit: String,
    /// Its value in each draw.
    pub values: Vec<f64>,
}

/// One row a draw.
#[derive(Debug, Clone, PartialEq)]
pub struct DrawTable {
    /// The parameters that vary, in order of their paths.
    pub inputs: Vec<ParameterColumn>,
    /// Summaries of the outcomes asked for, `[outcome][draw]`.
    pub outcomes: Vec<Vec<DrawSummary>>,
}

impl DrawTable {
    /// Table from runs. Draws in which every run failed are left out.
    pub fn from_runs(scenario: &Scenario, draws: &[DrawRuns], outcomes: &[Outcome]) -> Self {
        let war = scenario.war(&scenario.central_values());
        let sound = |draw: &&DrawRuns| draw.runs.iter().any(|run| run.failure.is_none());
        let draws: Vec<&DrawRuns> = draws.iter().filter(sound).collect();
        let values: Vec<&Values> = draws.iter().map(|draw| &draw.values).collect();
        let summaries = |outcome: &Outcome| draws.iter().map(|draw| outcome_summary(outcome, &war, draw)).collect();
        Self { inputs: parameter_columns(scenario, &values), outcomes: outcomes.iter().map(summaries).collect() }
    }

    /// Number of draws.
    pub fn draw_count(&self) -> usize {
        self.outcomes.first().map_or(0, Vec::len)
    }
}

fn outcome_summary(outcome: &Outcome, war: &War, draw: &DrawRuns) -> DrawSummary {
    let sound = draw.runs.iter().filter(|run| run.failure.is_none());
    DrawSummary::of_outcomes(&sound.map(|run| outcome.read_from(war, &draw.values, run)).collect::<Vec<f64>>())
}

fn parameter_columns(scenario: &Scenario, values: &[&Values]) -> Vec<ParameterColumn> {
    let varies = |place: &usize| values.iter().any(|one| one.as_slice()[*place] != values[0].as_slice()[*place]);
    let input = |place: usize| {
        let parameter = &scenario.parameters[place];
        ParameterColumn {
            path: parameter.path.clone(),
            meaning: parameter.definition.meaning.to_owned(),
            unit: parameter.definition.unit.base().to_owned(),
            values: values.iter().map(|one| one.as_slice()[place]).collect(),
        }
    };
    let mut inputs: Vec<ParameterColumn> = (0..scenario.parameters.len()).filter(varies).map(input).collect();
    inputs.sort_by(|one, other| one.path.cmp(&other.path));
    inputs
}
