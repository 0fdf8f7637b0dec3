//! Elementary effects (Morris 1991): a screening that finds the inputs that matter at all, from rows in trajectories.

use super::origin::Origin;
use super::resampling::{Resampled, Resampling};
use super::selection::refuse_estimate;
use crate::table::Table;
use serde::Serialize;
use standoff_scenario::{Diagnostic, Diagnostics};
use standoff_stats::{StatsError, elementary_effects};

/// Columns, ranges and resampling of an estimate.
#[derive(Debug, Clone, PartialEq)]
pub struct MorrisRequest {
    /// Columns of inputs.
    pub inputs: Vec<String>,
    /// Column of the output.
    pub output: String,
    /// Range of each input, low and high, in the order of `inputs`; effects are then per whole range.
    pub bounds: Option<Vec<(f64, f64)>>,
    /// Resampling from which the intervals are read.
    pub resampling: Resampling,
}

/// Elementary effects of all inputs.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Morris {
    /// The table and the version of the keys.
    #[serde(flatten)]
    pub origin: Origin,
    /// Column of the output.
    pub output: String,
    /// Trajectories.
    pub trajectories: usize,
    /// `unit` if effects are per unit of an input, `range` if per whole range.
    pub per: String,
    /// Resampling from which the intervals were read.
    pub resampling: Resampling,
    /// The effects of each input.
    pub inputs: Vec<MorrisEffect>,
}

/// The elementary effects of one input.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MorrisEffect {
    /// The input.
    pub input: String,
    /// Mean effect.
    pub mu: f64,
    /// Mean absolute effect (Campolongo and others 2007): effects of opposite signs do not cancel.
    pub mu_star: Resampled,
    /// Standard deviation of the effects: large where the input interacts with others or acts nonlinearly.
    pub sigma: f64,
}

/// Estimates elementary effects from a table whose rows form trajectories of k + 1 rows for k inputs.
///
/// # Errors
///
/// Diagnostics where a column is missing or has a value that is no finite number, and where two rows of a trajectory do
/// not differ in exactly one input.
///
/// # Examples
///
/// ```
/// use standoff_table::table::Table;
/// use standoff_table::estimates::MorrisRequest;
/// use standoff_table::estimates::Resampling;
/// use standoff_table::estimates::estimate_elementary_effects;
/// let table = Table::parse("t.csv", "x,y,z\n0,0,0\n1,0,2\n1,1,1\n1,1,1\n0,1,-1\n0,0,0\n").unwrap();
/// let (inputs, output) = (vec!["x".to_owned(), "y".to_owned()], "z".to_owned());
/// let resampling = Resampling { seed: 1, resamples: 100, level: 0.95 };
/// let found = estimate_elementary_effects(&table, &MorrisRequest { inputs, output, bounds: None, resampling }).unwrap();
/// assert_eq!((found.inputs[0].mu, found.inputs[1].mu, found.inputs[1].mu_star.value), (2.0, -1.0, 1.0));
/// ```
pub fn estimate_elementary_effects(table: &Table, request: &MorrisRequest) -> Result<Morris, Diagnostics> {
    let (inputs, output) = (table.matrix(&request.inputs)?, table.numbers(&request.output)?);
    let bootstrap = request.resampling.bootstrap();
    let effects = elementary_effects(&inputs, &output, request.bounds.as_deref(), &bootstrap);
    let effects = effects.map_err(|error| refuse_rows(table, request, &error))?;
    let effects = effects.iter().zip(&request.inputs).map(|(effects, input)| MorrisEffect {
        input: input.clone(),
        mu: effects.mean,
        mu_star: effects.absolute.into(),
        sigma: effects.deviation,
    });
    Ok(Morris {
        origin: Origin::new("morris", table),
        output: request.output.clone(),
        trajectories: output.len() / (inputs.len() + 1),
        per: if request.bounds.is_some() { "range" } else { "unit" }.to_owned(),
        resampling: request.resampling,
        inputs: effects.collect(),
    })
}

fn refuse_rows(table: &Table, request: &MorrisRequest, error: &StatsError) -> Diagnostics {
    let inputs = request.inputs.len();
    let allowed = format!("trajectories of {} rows: from row to row one input changes, each once", inputs + 1);
    let hint = format!("the inputs were taken to be {}; name them with --inputs", request.inputs.join(", "));
    let diagnostic =
        |message: String| Diagnostic::error("off-design", message).allowed(allowed.clone()).hint(hint.clone());
    match error {
        StatsError::BrokenBlock { found, block } => {
            table.refuse(diagnostic(format!("{found} rows are no whole number of trajectories of {block} rows")))
        }
        StatsError::TooFew { .. } => table.refuse(diagnostic("there are fewer than two trajectories".to_owned())),
        StatsError::NotOneChange { row, changed } => {
            table.refuse_row(*row, diagnostic(format!("{changed} inputs change from the row before to this one")))
        }
        StatsError::ChangesAgain { row, input } => {
            let message = "this input changes for a second time in its trajectory".to_owned();
            table.refuse_at(*row, &request.inputs[*input], diagnostic(message))
        }
        other => refuse_estimate(table, other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal_text(rows: &str) -> String {
        let table = Table::parse("t.csv", &format!("x,y,z\n{rows}")).unwrap();
        let (inputs, output) = (vec!["x".to_owned(), "y".to_owned()], "z".to_owned());
        let resampling = Resampling { seed: 1, resamples: 10, level: 0.95 };
        estimate_elementary_effects(&table, &MorrisRequest { inputs, output, bounds: None, resampling })
            .unwrap_err()
            .to_string()
    }

    #[test]
    fn rows_off_the_design_are_pointed_at() {
        for (rows, words) in [
            ("0,0,0\n1,0,2\n", ["2 rows are no whole number", "trajectories of 3 rows"]),
            ("0,0,0\n1,0,2\n1,1,1\n", ["fewer than two trajectories", "--inputs"]),
            ("0,0,0\n1,0,2\n1,1,1\n1,1,1\n0,0,-1\n0,1,0\n", ["t.csv:6:1", "2 inputs change"]),
            ("0,0,0\n1,0,2\n1,1,1\n1,1,1\n0,1,-1\n1,1,0\n", ["t.csv:7:1", "second time"]),
        ] {
            let page = refusal_text(rows);
            assert!(words.iter().all(|word| page.contains(word)), "{words:?} in\n{page}");
        }
    }
}
