//! First-order shares of variance from any rows: no design is needed.

use super::origin::Origin;
use super::resampling::{Resampled, Resampling};
use super::selection::refuse_estimate;
use crate::table::Table;
use schemars::JsonSchema;
use serde::Serialize;
use standoff_scenario::{Diagnostic, Diagnostics};
use standoff_stats::{FirstOrderShare, GivenData, StatsError, first_order_share};

/// Chance with which an input that does not matter exceeds the noise floor.
const FLOOR_CHANCE: f64 = 0.05;

/// Columns and resampling of an estimate.
#[derive(Debug, Clone, PartialEq)]
pub struct SharesRequest {
    /// Columns of inputs.
    pub inputs: Vec<String>,
    /// Column of the output.
    pub output: String,
    /// Classes into which each input is cut; chosen from the number of rows if none.
    pub classes: Option<usize>,
    /// Resampling from which the intervals are read.
    pub resampling: Resampling,
}

/// First-order shares of the variance of an output.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Shares {
    /// The table and the version of the keys.
    #[serde(flatten)]
    pub origin: Origin,
    /// Column of the output.
    pub output: String,
    /// Chance with which an input that does not matter exceeds its noise floor.
    pub floor_chance: f64,
    /// Resampling from which the intervals were read.
    pub resampling: Resampling,
    /// The share of each input.
    pub inputs: Vec<InputShare>,
}

/// The share of one input.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct InputShare {
    /// The input.
    pub input: String,
    /// Share of the variance that goes if this input alone becomes known.
    pub first: Resampled,
    /// Share that an input that does not matter exceeds only with `floor_chance`.
    pub noise_floor: f64,
    /// Classes that were formed: ties can leave fewer than asked for.
    pub classes: usize,
}

/// Estimates first-order shares from a table of any rows that were drawn independently.
///
/// # Errors
///
/// Diagnostics where a column is missing or has a value that is no finite number, where there are too few rows for the
/// classes, and where an input or the output is the same in all rows.
///
/// # Examples
///
/// ```
/// use standoff_table::table::Table;
/// use standoff_table::estimates::{Resampling, SharesRequest, estimate_shares};
/// let rows: String = (0..400).map(|row| format!("{},{},{}\n", row, row * 37 % 400, 3 * row)).collect();
/// let table = Table::parse("t.csv", &format!("x,y,z\n{rows}")).unwrap();
/// let resampling = Resampling { seed: 1, resamples: 100, level: 0.95 };
/// let (inputs, output) = (vec!["x".to_owned(), "y".to_owned()], "z".to_owned());
/// let found = estimate_shares(&table, &SharesRequest { inputs, output, classes: None, resampling }).unwrap();
/// assert!(found.inputs[0].first.value > 0.99 && found.inputs[1].first.value < found.inputs[1].noise_floor);
/// ```
pub fn estimate_shares(table: &Table, request: &SharesRequest) -> Result<Shares, Diagnostics> {
    let output = table.numbers(&request.output)?;
    let plan = GivenData { classes: request.classes, chance: FLOOR_CHANCE, bootstrap: request.resampling.bootstrap() };
    let share = |name: &String| {
        let input = table.numbers(name)?;
        let found = first_order_share(&input, &output, None, &plan);
        found
            .map(|found| describe_share(name, found))
            .map_err(|error| refuse_share(table, request, (name, &input), &error))
    };
    Ok(Shares {
        origin: Origin::new("shares", table),
        output: request.output.clone(),
        floor_chance: FLOOR_CHANCE,
        resampling: request.resampling,
        inputs: request.inputs.iter().map(share).collect::<Result<_, _>>()?,
    })
}

fn describe_share(name: &str, found: FirstOrderShare) -> InputShare {
    InputShare {
        input: name.to_owned(),
        first: found.share.into(),
        noise_floor: found.noise_floor,
        classes: found.classes,
    }
}

fn refuse_share(
    table: &Table,
    request: &SharesRequest,
    (name, input): (&str, &[f64]),
    error: &StatsError,
) -> Diagnostics {
    let rows = table.rows();
    match error {
        StatsError::NoSpread => {
            let constant = input.iter().all(|value| *value == input[0]);
            let (what, name) = if constant { ("input", name) } else { ("output", request.output.as_str()) };
            let message = format!("the {what} `{name}` does not differ enough between rows to form classes");
            let hint = if constant { "leave the input out" } else { "choose another output, or more classes" };
            table.refuse(Diagnostic::error("no-spread", message).allowed("values that differ between rows").hint(hint))
        }
        StatsError::TooFew { .. } => {
            let classes = request.classes.unwrap_or(2);
            let message = format!("{rows} rows are too few for {classes} classes");
            let diagnostic = Diagnostic::error("too-few", message).allowed("four rows or more, and two for each class");
            table.refuse(diagnostic.hint(if rows >= 4 { "take fewer --classes" } else { "add rows" }))
        }
        other => refuse_estimate(table, other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(rows: &str, classes: Option<usize>) -> String {
        let table = Table::parse("t.csv", &format!("x,z\n{rows}")).unwrap();
        let resampling = Resampling { seed: 1, resamples: 2, level: 0.95 };
        let (inputs, output) = (vec!["x".to_owned()], "z".to_owned());
        estimate_shares(&table, &SharesRequest { inputs, output, classes, resampling }).unwrap_err().to_string()
    }

    #[test]
    fn what_has_no_share_is_refused_with_the_reason() {
        assert!(refusal("1,1\n2,2\n3,3\n", None).contains("3 rows are too few"));
        assert!(refusal("1,1\n2,2\n3,3\n4,4\n", Some(3)).contains("take fewer --classes"));
        assert!(refusal("1,1\n1,2\n1,3\n1,4\n", None).contains("the input `x` does not differ"));
        assert!(refusal("1,1\n2,1\n3,1\n4,1\n", None).contains("the output `z` does not differ"));
    }
}
