//! Sobol indices: the share of an output's variance that comes from each input, from rows in Saltelli's order.

use super::origin::Origin;
use super::resampling::{Resampled, Resampling};
use super::selection::refuse_estimate;
use crate::table::Table;
use serde::Serialize;
use standoff_scenario::{Diagnostic, Diagnostics};
use standoff_stats::{Saltelli, SobolEstimator, StatsError, sobol_intervals};

/// Columns, estimator and resampling of an estimate.
#[derive(Debug, Clone, PartialEq)]
pub struct SobolRequest {
    /// Columns of inputs.
    pub inputs: Vec<String>,
    /// Column of the output.
    pub output: String,
    /// `true` if first and total indices are read from paired differences, which needs the rows of second order.
    pub paired: bool,
    /// Resampling from which the intervals are read.
    pub resampling: Resampling,
}

/// Shares of the variance of an output.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Sobol {
    /// The table and the version of the keys.
    #[serde(flatten)]
    pub origin: Origin,
    /// Column of the output.
    pub output: String,
    /// Blocks of rows, N.
    pub blocks: usize,
    /// `true` if the rows hold pairs of inputs: blocks of 2D+2 rows, not D+2.
    pub second_order: bool,
    /// `saltelli` (Saltelli and others 2010, Jansen 1999) or `paired` (Azzini and others 2021).
    pub estimator: String,
    /// Resampling from which the intervals were read.
    pub resampling: Resampling,
    /// The indices of each input, in the order of the design.
    pub inputs: Vec<SobolIndex>,
    /// The indices of pairs; empty without second order.
    pub pairs: Vec<SobolPair>,
}

/// The indices of one input.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SobolIndex {
    /// The input.
    pub input: String,
    /// Share of the variance that goes if this input alone becomes known.
    pub first: Resampled,
    /// Share that remains if all others become known.
    pub total: Resampled,
}

/// The index of two inputs.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SobolPair {
    /// The two inputs.
    pub inputs: [String; 2],
    /// Share of the variance from their interplay.
    pub second: Resampled,
}

/// Estimates Sobol indices from a table.
///
/// The rows form blocks A, AB_1 ... AB_D, (BA_1 ... BA_D,) B, as SALib writes them. Both the presence of the rows BA
/// and the order in which the inputs were changed are found from the rows.
///
/// # Errors
///
/// Diagnostics where a column is missing or has a value that is no finite number, and where a row does not fit the
/// design.
///
/// # Examples
///
/// ```
/// use standoff_table::table::Table;
/// use standoff_table::estimates::Resampling;
/// use standoff_table::estimates::SobolRequest;
/// use standoff_table::estimates::estimate_sobol_indices;
/// let table = "x,y,z\n.1,.2,.3\n.9,.2,1.1\n.1,.7,.8\n.9,.7,1.6\n.6,.4,1\n.3,.4,.7\n.6,.5,1.1\n.3,.5,.8\n";
/// let table = Table::parse("t.csv", table).unwrap();
/// let resampling = Resampling { seed: 1, resamples: 100, level: 0.95 };
/// let inputs = vec!["x".to_owned(), "y".to_owned()];
/// let request = SobolRequest { inputs, output: "z".to_owned(), paired: false, resampling };
/// let found = estimate_sobol_indices(&table, &request).unwrap();
/// assert_eq!((found.blocks, found.second_order), (2, false));
/// ```
pub fn estimate_sobol_indices(table: &Table, request: &SobolRequest) -> Result<Sobol, Diagnostics> {
    let output = table.numbers(&request.output)?;
    let matrix = table.matrix(&request.inputs)?;
    let order = order_of_moves(&matrix);
    let names: Vec<String> = order.iter().map(|&input| request.inputs[input].clone()).collect();
    let matrix: Vec<&[f64]> = order.iter().map(|&input| matrix[input].as_slice()).collect();
    let (design, blocks) = match_design(table, &names, &matrix)?;
    let estimator = if request.paired { SobolEstimator::Paired } else { SobolEstimator::Saltelli };
    let found = sobol_intervals(&output, &design, estimator, &request.resampling.bootstrap());
    let found = found.map_err(|error| refuse_indices(table, request, &error))?;
    let indices = found.first.iter().zip(&found.total).zip(&names);
    let pair = |left: usize, right: usize| [names[left].clone(), names[right].clone()];
    Ok(Sobol {
        origin: Origin::new("sobol", table),
        output: request.output.clone(),
        blocks,
        second_order: design.second_order(),
        estimator: if request.paired { "paired" } else { "saltelli" }.to_owned(),
        resampling: request.resampling,
        inputs: indices
            .map(|((&first, &total), input)| SobolIndex {
                input: input.clone(),
                first: first.into(),
                total: total.into(),
            })
            .collect(),
        pairs: (found.pairs.iter())
            .map(|one| SobolPair { inputs: pair(one.left, one.right), second: one.index.into() })
            .collect(),
    })
}

/// Finds the order in which the first block changes the inputs; keeps the order given where the rows do not show one.
fn order_of_moves(matrix: &[Vec<f64>]) -> Vec<usize> {
    let as_given: Vec<usize> = (0..matrix.len()).collect();
    let order: Option<Vec<usize>> = (1..=matrix.len()).map(|row| only_changed_input(matrix, row)).collect();
    let Some(order) = order else { return as_given };
    let mut sorted = order.clone();
    sorted.sort_unstable();
    if sorted == as_given { order } else { as_given }
}

/// The one input in which a row differs from the first.
fn only_changed_input(matrix: &[Vec<f64>], row: usize) -> Option<usize> {
    let changes = |input: &usize| matrix[*input].get(row).is_some_and(|value| *value != matrix[*input][0]);
    let mut changed = (0..matrix.len()).filter(changes);
    changed.next().filter(|_| changed.next().is_none())
}

/// The design that the rows have, and its blocks.
fn match_design(table: &Table, names: &[String], matrix: &[&[f64]]) -> Result<(Saltelli, usize), Diagnostics> {
    let mut furthest: Option<(usize, usize)> = None;
    for second_order in [true, false] {
        let design = Saltelli::of_inputs(names.len(), second_order).map_err(|error| refuse_estimate(table, &error))?;
        match design.check_rows(matrix) {
            Ok(blocks) if blocks > 0 => return Ok((design, blocks)),
            Err(StatsError::OffDesign { row, input }) => furthest = furthest.max(Some((row, input))),
            Err(StatsError::BrokenBlock { .. }) | Ok(_) => (),
            Err(error) => return Err(refuse_estimate(table, &error)),
        }
    }
    let inputs = names.len();
    let layout = format!(
        "blocks of {} rows (A, then A with each input from B, then B), or of {} with B with each input from A before B",
        inputs + 2,
        2 * inputs + 2
    );
    let hint = format!("the inputs were taken to be {}; name them with --inputs", names.join(", "));
    Err(match furthest {
        Some((row, input)) => {
            let message = "this value is not where the design of Saltelli has it".to_owned();
            let diagnostic = Diagnostic::error("off-design", message).allowed(layout).hint(hint);
            table.refuse_at(row, &names[input], diagnostic)
        }
        None => {
            let message = format!("{} rows of {inputs} inputs are no whole number of blocks", table.rows());
            table.refuse(Diagnostic::error("broken-block", message).allowed(layout).hint(hint))
        }
    })
}

fn refuse_indices(table: &Table, request: &SobolRequest, error: &StatsError) -> Diagnostics {
    let output = &request.output;
    match error {
        StatsError::NoSpread => {
            let message =
                format!("the output `{output}` is the same in all rows of A and B: there is no variance to share");
            table.refuse(
                Diagnostic::error("no-spread", message)
                    .allowed("an output that differs between rows")
                    .hint("choose another --output"),
            )
        }
        StatsError::NeedsSecondOrder => {
            let message = "paired differences need rows in which B has each input from A";
            let diagnostic = Diagnostic::error("needs-second-order", message).allowed("blocks of 2D+2 rows");
            table.refuse(diagnostic.hint("leave --paired out"))
        }
        other => refuse_estimate(table, other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RESAMPLING: Resampling = Resampling { seed: 1, resamples: 50, level: 0.9 };

    /// Rows of z = 2 x + y, two blocks with second order, in which y is moved before x.
    fn sample_rows() -> Vec<[f64; 3]> {
        let block = |[ax, ay, bx, by]: [f64; 4]| [[ax, ay], [ax, by], [bx, ay], [bx, ay], [ax, by], [bx, by]];
        let points = [[0.1, 0.4, 0.7, 0.9], [0.8, 0.3, 0.2, 0.6], [0.5, 0.1, 0.4, 0.2]];
        points.into_iter().flat_map(block).map(|[x, y]| [x, y, 2.0 * x + y]).collect()
    }

    fn table_of_rows(rows: &[[f64; 3]]) -> Table {
        let rows: String = rows.iter().map(|[x, y, z]| format!("{x},{y},{z}\n")).collect();
        Table::parse("t.csv", &format!("x,y,z\n{rows}")).unwrap()
    }

    fn sample_request() -> SobolRequest {
        let inputs = vec!["x".to_owned(), "y".to_owned()];
        SobolRequest { inputs, output: "z".to_owned(), paired: false, resampling: RESAMPLING }
    }

    #[test]
    fn layout_and_order_are_read_from_the_rows() {
        let found = estimate_sobol_indices(&table_of_rows(&sample_rows()), &sample_request()).unwrap();
        let names: Vec<&str> = found.inputs.iter().map(|index| index.input.as_str()).collect();
        assert_eq!((found.blocks, found.second_order, names), (3, true, vec!["y", "x"]));
        assert_eq!(found.pairs[0].inputs, ["y", "x"]);
        let paired =
            estimate_sobol_indices(&table_of_rows(&sample_rows()), &SobolRequest { paired: true, ..sample_request() })
                .unwrap();
        assert!(paired.inputs.iter().all(|index| (index.first.value - index.total.value).abs() < 1e-12));
    }

    #[test]
    fn rows_off_the_design_are_pointed_at() {
        let mut broken = sample_rows();
        broken[8][1] = 0.77;
        let page = estimate_sobol_indices(&table_of_rows(&broken), &sample_request()).unwrap_err().to_string();
        assert!(page.contains("t.csv:10:") && page.contains("--inputs"), "{page}");
        let page =
            estimate_sobol_indices(&table_of_rows(&sample_rows()[..17]), &sample_request()).unwrap_err().to_string();
        assert!(page.contains("17 rows of 2 inputs") && page.contains("blocks of 4 rows"), "{page}");
        let flat: Vec<[f64; 3]> = sample_rows().into_iter().map(|[x, y, _]| [x, y, 1.0]).collect();
        assert!(
            estimate_sobol_indices(&table_of_rows(&flat), &sample_request())
                .unwrap_err()
                .to_string()
                .contains("no variance to share")
        );
    }
}
