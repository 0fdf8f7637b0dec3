//! What every draw of an ensemble had in its parameters and what came of it: the table that measures of given data and
//! the discovery of scenarios read, from runs just made or from a bundle.

use crate::bundle::OUTCOME;
use crate::columns::Column;
use crate::ensemble::DrawRuns;
use crate::forecast::LabError;
use crate::outcome::Outcome;
use crate::read_bundle::Bundle;
use standoff_scenario::{Diagnostic, Diagnostics, Scenario, Source, Values};
use standoff_stats::DrawSummary;
use standoff_world::war::War;

/// One uncertain parameter over draws.
#[derive(Debug, Clone, PartialEq)]
pub struct Input {
    /// Its path.
    pub path: String,
    /// What it is.
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
    pub inputs: Vec<Input>,
    /// For each outcome asked for, what came of each draw.
    pub outcomes: Vec<Vec<DrawSummary>>,
}

impl DrawTable {
    /// From runs. Draws without a sound run are left out.
    pub fn of_runs(scenario: &Scenario, draws: &[DrawRuns], outcomes: &[Outcome]) -> Self {
        let war = scenario.war(&scenario.central_values());
        let sound = |draw: &&DrawRuns| draw.runs.iter().any(|run| run.failure.is_none());
        let draws: Vec<&DrawRuns> = draws.iter().filter(sound).collect();
        let values: Vec<&Values> = draws.iter().map(|draw| &draw.values).collect();
        let summaries = |outcome: &Outcome| draws.iter().map(|draw| summary(outcome, &war, draw)).collect();
        Self { inputs: inputs(scenario, &values), outcomes: outcomes.iter().map(summaries).collect() }
    }

    /// From a bundle that was made from a scenario. Failed runs are left out, and draws without a sound run.
    ///
    /// # Errors
    ///
    /// [`LabError::Input`] where the bundle was made from another scenario, lacks a column or holds what it should not.
    pub fn of_bundle(bundle: &Bundle, scenario: &Scenario, outcomes: &[Outcome]) -> Result<Self, LabError> {
        let digest = scenario.digest();
        if bundle.manifest.digest != digest {
            return Err(LabError::Input(foreign(bundle, scenario)));
        }
        let (parameters, of) = (bundle.parameters()?, bundle.draws()?);
        let columns = outcomes.iter().map(|outcome| bundle.outcome(&format!("{OUTCOME}{}", outcome.name)));
        let columns = columns.collect::<Result<Vec<&Column>, LabError>>()?;
        let mut rows: Vec<Vec<usize>> = vec![Vec::new(); parameters.draws.len()];
        for (row, draw) in of.iter().enumerate() {
            let sound = columns.iter().all(|column| column.number(row).is_some());
            if let (true, Ok(place)) = (sound, parameters.draws.binary_search(draw)) {
                rows[place].push(row);
            }
        }
        let kept: Vec<usize> = (0..rows.len()).filter(|&draw| !rows[draw].is_empty()).collect();
        let summaries = |column: &&Column| -> Vec<DrawSummary> {
            let numbers = |&draw: &usize| rows[draw].iter().filter_map(|&row| column.number(row)).collect::<Vec<f64>>();
            kept.iter().map(|draw| DrawSummary::of_outcomes(&numbers(draw))).collect()
        };
        let input = |(place, path): (usize, &String)| {
            let definition = scenario.parameter_place(path).map(|place| scenario.parameters[place].definition);
            Input {
                path: path.clone(),
                meaning: definition.map_or_else(String::new, |definition| definition.meaning.to_owned()),
                unit: definition.map_or_else(String::new, |definition| definition.unit.base().to_owned()),
                values: kept.iter().map(|&draw| parameters.values[draw][place]).collect(),
            }
        };
        let mut inputs: Vec<Input> = parameters.names.iter().enumerate().map(input).collect();
        inputs.sort_by(|one, other| one.path.cmp(&other.path));
        Ok(Self { inputs, outcomes: columns.iter().map(summaries).collect() })
    }

    /// How many draws.
    pub fn draws(&self) -> usize {
        self.outcomes.first().map_or(0, Vec::len)
    }
}

fn foreign(bundle: &Bundle, scenario: &Scenario) -> Diagnostics {
    let made = &bundle.manifest;
    let message = format!("the bundle was made from `{}` with digest {}", made.scenario, &made.digest);
    let diagnostic = Diagnostic::error("foreign-bundle", message);
    let diagnostic = diagnostic.allowed(format!("`{}` with digest {}", scenario.name, scenario.digest()));
    let hint = format!("name its scenario and what was set by hand, as in `{}`", made.command);
    Diagnostics::one(Source::new("--bundle", String::new()), diagnostic.hint(hint))
}

fn summary(outcome: &Outcome, war: &War, draw: &DrawRuns) -> DrawSummary {
    let sound = draw.runs.iter().filter(|run| run.failure.is_none());
    DrawSummary::of_outcomes(&sound.map(|run| outcome.of(war, &draw.values, run)).collect::<Vec<f64>>())
}

fn inputs(scenario: &Scenario, values: &[&Values]) -> Vec<Input> {
    let varies = |place: &usize| values.iter().any(|one| one.as_slice()[*place] != values[0].as_slice()[*place]);
    let input = |place: usize| {
        let parameter = &scenario.parameters[place];
        Input {
            path: parameter.path.clone(),
            meaning: parameter.definition.meaning.to_owned(),
            unit: parameter.definition.unit.base().to_owned(),
            values: values.iter().map(|one| one.as_slice()[place]).collect(),
        }
    };
    let mut inputs: Vec<Input> = (0..scenario.parameters.len()).filter(varies).map(input).collect();
    inputs.sort_by(|one, other| one.path.cmp(&other.path));
    inputs
}
