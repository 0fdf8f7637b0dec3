//! Elementary effects (Morris 1991): a screening that finds the inputs that matter at all, from rows in trajectories.

use super::design_blocks::{LeftOut, advise_dropping, choose_blocks, read_with_gaps};
use super::origin::Origin;
use super::resampling::{Resampled, Resampling};
use super::selection::{refuse_estimate, select_rows};
use crate::table::Table;
use schemars::JsonSchema;
use serde::Serialize;
use standoff_scenario::{Diagnostic, Diagnostics};
use standoff_stats::{ElementaryEffects, StatsError, elementary_effects};

/// Code of a value outside the range given for its input.
const OUTSIDE: &str = "outside-bounds";

/// Columns, ranges and resampling of an estimate.
#[derive(Debug, Clone, PartialEq)]
pub struct MorrisRequest {
    /// Columns of inputs.
    pub inputs: Vec<String>,
    /// Column of the output.
    pub output: String,
    /// Range of each input, low and high, in the order of `inputs`; effects are then per whole range.
    pub bounds: Option<Vec<(f64, f64)>>,
    /// `true` to leave out trajectories in which a row is missing, or a value is missing or not finite.
    pub drop_incomplete: bool,
    /// Resampling from which the intervals are read.
    pub resampling: Resampling,
}

/// Elementary effects of all inputs.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Morris {
    /// The table and the version of the keys.
    #[serde(flatten)]
    pub origin: Origin,
    /// Column of the output.
    pub output: String,
    /// Trajectories.
    pub trajectories: usize,
    /// The rows and trajectories that were left out because they are not whole.
    #[serde(flatten)]
    pub left_out: LeftOut,
    /// `unit` if effects are per unit of an input, `range` if per whole range.
    pub per: String,
    /// Resampling from which the intervals were read.
    pub resampling: Resampling,
    /// The effects of each input.
    pub inputs: Vec<MorrisEffect>,
}

/// The elementary effects of one input.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
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
/// let request = MorrisRequest { inputs, output, bounds: None, drop_incomplete: false, resampling };
/// let found = estimate_elementary_effects(&table, &request).unwrap();
/// assert_eq!((found.inputs[0].mu, found.inputs[1].mu, found.inputs[1].mu_star.value), (2.0, -1.0, 1.0));
/// ```
pub fn estimate_elementary_effects(table: &Table, request: &MorrisRequest) -> Result<Morris, Diagnostics> {
    let (rows, effects) = if request.drop_incomplete {
        let rows = whole_rows(table, request)?;
        let effects = effects_of(table, request, &rows, request.resampling)?;
        (rows, effects)
    } else {
        effects_of_all(table, request)?
    };
    let effects = effects.iter().zip(&request.inputs).map(|(effects, input)| MorrisEffect {
        input: input.clone(),
        mu: effects.mean,
        mu_star: effects.absolute.into(),
        sigma: effects.deviation,
    });
    Ok(Morris {
        origin: Origin::new("morris", table),
        output: request.output.clone(),
        trajectories: rows.output.len() / (rows.inputs.len() + 1),
        left_out: rows.left_out,
        per: if request.bounds.is_some() { "range" } else { "unit" }.to_owned(),
        resampling: request.resampling,
        inputs: effects.collect(),
    })
}

/// The rows of trajectories.
struct TrajectoryRows {
    inputs: Vec<Vec<f64>>,
    output: Vec<f64>,
    left_out: LeftOut,
}

/// All rows, which must be whole trajectories, with their effects.
fn effects_of_all(
    table: &Table,
    request: &MorrisRequest,
) -> Result<(TrajectoryRows, Vec<ElementaryEffects>), Diagnostics> {
    let read = || {
        let (inputs, output) = (table.matrix(&request.inputs)?, table.numbers(&request.output)?);
        let rows = TrajectoryRows { inputs, output, left_out: LeftOut::default() };
        let effects = effects_of(table, request, &rows, request.resampling)?;
        Ok((rows, effects))
    };
    let few = Resampling { resamples: 2, ..request.resampling };
    read().map_err(|refused: Diagnostics| {
        let dropped =
            whole_rows(table, request).and_then(|rows| effects_of(table, request, &rows, few).map(|_| rows.left_out));
        // A value outside its range is in its row whatever is left out.
        if refused.iter().any(|one| one.code == OUTSIDE) {
            refused
        } else {
            advise_dropping(&refused, dropped, ["trajectory", "trajectories"])
        }
    })
}

/// The rows of the trajectories that are whole.
fn whole_rows(table: &Table, request: &MorrisRequest) -> Result<TrajectoryRows, Diagnostics> {
    let output = read_with_gaps(table, std::slice::from_ref(&request.output))?.swap_remove(0);
    let inputs = read_with_gaps(table, &request.inputs)?;
    let kept = choose_blocks(table.rows(), inputs.len() + 1, |first| is_trajectory(&inputs, &output, first));
    Ok(TrajectoryRows {
        inputs: inputs.iter().map(|values| select_rows(values, &kept.rows)).collect(),
        output: select_rows(&output, &kept.rows),
        left_out: kept.left_out,
    })
}

/// `true` if from the first row on one input changes from row to row, each once, and every value is finite.
fn is_trajectory(inputs: &[Vec<f64>], output: &[f64], first: usize) -> bool {
    let rows = first..=first + inputs.len();
    let finite = |values: &[f64]| values[rows.clone()].iter().all(|value| value.is_finite());
    let changes = |input: &Vec<f64>| rows.clone().skip(1).filter(|&row| input[row] != input[row - 1]).count();
    let one_changes = |row: usize| inputs.iter().filter(|input| input[row] != input[row - 1]).count() == 1;
    finite(output)
        && inputs.iter().all(|input| finite(input) && changes(input) == 1)
        && rows.clone().skip(1).all(one_changes)
}

fn effects_of(
    table: &Table,
    request: &MorrisRequest,
    rows: &TrajectoryRows,
    resampling: Resampling,
) -> Result<Vec<ElementaryEffects>, Diagnostics> {
    check_bounds(table, request)?;
    let bounds = request.bounds.as_deref();
    elementary_effects(&rows.inputs, &rows.output, bounds, &resampling.bootstrap())
        .map_err(|error| refuse_rows(table, request, &error))
}

/// Refuses the first value that lies outside the range of its input: effects would be per a range that the design did
/// not have.
fn check_bounds(table: &Table, request: &MorrisRequest) -> Result<(), Diagnostics> {
    let Some(bounds) = &request.bounds else { return Ok(()) };
    for (name, &(low, high)) in request.inputs.iter().zip(bounds) {
        // A design scaled to a range may miss its ends by the rounding of a product and a sum.
        let slack = 1e-9 * (high - low);
        let values = table.numbers_with_gaps(name)?;
        let outside = |value: &f64| *value < low - slack || *value > high + slack;
        let Some(row) = values.iter().position(|value| value.is_some_and(|value| outside(&value))) else { continue };
        let present = || values.iter().copied().flatten();
        let [least, most] = [present().fold(f64::INFINITY, f64::min), present().fold(f64::NEG_INFINITY, f64::max)];
        let message = format!("`{}` in column `{name}` lies outside its range", values[row].unwrap_or(f64::NAN));
        let diagnostic = Diagnostic::error(OUTSIDE, message).allowed(format!("{low} to {high}"));
        let hint = format!("give the range of the design; the column holds --bounds {name}={least}..{most}");
        return Err(table.refuse_at(row, name, diagnostic.hint(hint)));
    }
    Ok(())
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
        estimate_elementary_effects(
            &table,
            &MorrisRequest { inputs, output, bounds: None, drop_incomplete: false, resampling },
        )
        .unwrap_err()
        .to_string()
    }

    fn request_with(bounds: Option<Vec<(f64, f64)>>, drop_incomplete: bool) -> MorrisRequest {
        let (inputs, output) = (vec!["x".to_owned(), "y".to_owned()], "z".to_owned());
        let resampling = Resampling { seed: 1, resamples: 10, level: 0.95 };
        MorrisRequest { inputs, output, bounds, drop_incomplete, resampling }
    }

    /// Three trajectories of z = 2 x - y.
    const ROWS: [&str; 9] = ["0,0,0", "1,0,2", "1,1,1", "1,1,1", "0,1,-1", "0,0,0", "0,1,-1", "0,0,0", "1,0,2"];

    fn table_without(change: impl Fn(&mut Vec<String>)) -> Table {
        let mut rows = ROWS.map(str::to_owned).to_vec();
        change(&mut rows);
        Table::parse("t.csv", &format!("x,y,z\n{}\n", rows.join("\n"))).unwrap()
    }

    /// The hint of a refusal, followed, gives an answer without the trajectory.
    #[test]
    fn incomplete_trajectories_are_left_out_if_asked() {
        let tables = [
            table_without(|rows| rows[4] = "0,1,".to_owned()),
            table_without(|rows| rows[0] = "0,0,inf".to_owned()),
            table_without(|rows| rows[8] = ",0,2".to_owned()),
            table_without(|rows| drop(rows.remove(4))),
        ];
        for table in tables {
            let refused = estimate_elementary_effects(&table, &request_with(None, false)).unwrap_err().to_string();
            assert!(refused.contains("--drop-incomplete to leave out what is not whole: 1 trajectory"), "{refused}");
            let found = estimate_elementary_effects(&table, &request_with(None, true)).unwrap();
            assert_eq!((found.trajectories, found.left_out.blocks_left_out), (2, 1));
            assert_eq!((found.inputs[0].mu, found.inputs[1].mu), (2.0, -1.0));
        }
        let two = table_without(|rows| (rows[4], rows[8]) = ("0,1,".to_owned(), "1,0,".to_owned()));
        let refused = estimate_elementary_effects(&two, &request_with(None, false)).unwrap_err().to_string();
        assert!(refused.contains("compute the value"), "{refused}");
    }

    #[test]
    fn bounds_hold_the_data() {
        let found = |low: f64, high: f64, drop| {
            let bounds = Some(vec![(low, high), (0.0, 1.0)]);
            estimate_elementary_effects(&table_without(|_| ()), &request_with(bounds, drop))
        };
        assert!(found(0.0, 1.0, false).is_ok() && found(-1.0, 1.0 - 1e-12, true).is_ok());
        for (low, high, words) in [
            (0.0, 0.5, ["`1` in column `x` lies outside", "t.csv:3:1", "allowed: 0 to 0.5", "x=0..1"]),
            (0.5, 1.0, ["`0` in column `x` lies outside", "t.csv:2:1", "allowed: 0.5 to 1", "x=0..1"]),
        ] {
            for drop in [false, true] {
                let refused = found(low, high, drop).unwrap_err().to_string();
                assert!(words.iter().all(|word| refused.contains(word)), "{refused}");
            }
        }
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
