//! Names of the parameters that swing an answer.

use super::edit::edit_text;
use standoff_breakdown::week::swings::Swing;
use standoff_lab::forecast::provenance::ScenarioName;
use standoff_prose::words::capitalize;

/// The meaning of each parameter, in the names of the scenario; of those that mean the same of different things, with the path.
pub(crate) fn name_swings(scenario: &ScenarioName, swings: &[Swing]) -> Vec<String> {
    let name = |one: &Swing| {
        let meaning = capitalize(&edit_text(scenario, &one.meaning));
        match swings.iter().filter(|other| other.meaning == one.meaning).count() {
            1 => meaning,
            _ => format!("{meaning} ({})", one.parameter),
        }
    };
    swings.iter().map(name).collect()
}
