//! The parameters and outcomes of every draw of a bundle.

use crate::bundle::read::Bundle;
use standoff_analysis::explanation::draw_table::{DrawTable, ParameterColumn};
use standoff_lab::error::LabError;
use standoff_lab::outcome::named::Outcome;
use standoff_scenario::{Diagnostic, Diagnostics, Scenario, Source};
use standoff_stats::DrawSummary;
use standoff_table::column_names::OUTCOME;
use standoff_table::columns::Column;

/// Reads the table of draws from a bundle made from `scenario`. Failed runs are left out, and so are draws in which all
/// runs failed (decision 76).
///
/// # Errors
///
/// [`LabError::Input`] where the bundle was made from another scenario, lacks a column or has an invalid value.
pub fn read_draw_table(bundle: &Bundle, scenario: &Scenario, outcomes: &[Outcome]) -> Result<DrawTable, LabError> {
    let digest = scenario.digest();
    if bundle.manifest.digest != digest {
        return Err(LabError::Input(refuse_foreign(bundle, scenario)));
    }
    let (parameters, of) = (bundle.parameters()?, bundle.draw_numbers()?);
    let columns = outcomes.iter().map(|outcome| bundle.outcome_column(&format!("{OUTCOME}{}", outcome.name)));
    let columns = columns.collect::<Result<Vec<&Column>, LabError>>()?;
    let mut rows: Vec<Vec<usize>> = vec![Vec::new(); parameters.draws.len()];
    for (row, draw) in of.iter().enumerate() {
        let sound = columns.iter().all(|column| column.number_at(row).is_some());
        if let (true, Ok(place)) = (sound, parameters.draws.binary_search(draw)) {
            rows[place].push(row);
        }
    }
    let kept: Vec<usize> = (0..rows.len()).filter(|&draw| !rows[draw].is_empty()).collect();
    let summaries = |column: &&Column| -> Vec<DrawSummary> {
        let numbers = |&draw: &usize| rows[draw].iter().filter_map(|&row| column.number_at(row)).collect::<Vec<f64>>();
        kept.iter().map(|draw| DrawSummary::of_outcomes(&numbers(draw))).collect()
    };
    let input = |(place, path): (usize, &String)| {
        let definition = scenario.parameter_place(path).map(|place| scenario.parameters[place].definition);
        ParameterColumn {
            path: path.clone(),
            meaning: definition.map_or_else(String::new, |definition| definition.meaning.to_owned()),
            unit: definition.map_or_else(String::new, |definition| definition.unit.base().to_owned()),
            values: kept.iter().map(|&draw| parameters.values[draw][place]).collect(),
        }
    };
    let mut inputs: Vec<ParameterColumn> = parameters.names.iter().enumerate().map(input).collect();
    inputs.sort_by(|one, other| one.path.cmp(&other.path));
    Ok(DrawTable { inputs, outcomes: columns.iter().map(summaries).collect() })
}

fn refuse_foreign(bundle: &Bundle, scenario: &Scenario) -> Diagnostics {
    let made = &bundle.manifest;
    let message = format!("the bundle was made from `{}` with digest {}", made.scenario, &made.digest);
    let diagnostic = Diagnostic::error("foreign-bundle", message);
    let diagnostic = diagnostic.allowed(format!("`{}` with digest {}", scenario.name, scenario.digest()));
    let hint = format!("name its scenario and what was set by hand, as in `{}`", made.command);
    Diagnostics::one(Source::new("--bundle", String::new()), diagnostic.hint(hint))
}
