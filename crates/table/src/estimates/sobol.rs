//! Sobol indices: the share of an output's variance that comes from each input, from rows in Saltelli's order.

use super::design_blocks::{LeftOut, WholeBlocks, advise_dropping, choose_blocks, read_with_gaps};
use super::origin::Origin;
use super::resampling::{Resampled, Resampling};
use super::selection::{refuse_estimate, select_rows};
use crate::table::Table;
use schemars::JsonSchema;
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
    /// `true` to leave out blocks in which a row is missing, or a value is missing or not finite.
    pub drop_incomplete: bool,
    /// Resampling from which the intervals are read.
    pub resampling: Resampling,
}

/// Shares of the variance of an output.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Sobol {
    /// The table and the version of the keys.
    #[serde(flatten)]
    pub origin: Origin,
    /// Column of the output.
    pub output: String,
    /// Blocks of rows, N.
    pub blocks: usize,
    /// The rows and blocks that were left out because they are not whole.
    #[serde(flatten)]
    pub left_out: LeftOut,
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
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct SobolIndex {
    /// The input.
    pub input: String,
    /// Share of the variance that goes if this input alone becomes known.
    pub first: Resampled,
    /// Share that remains if all others become known.
    pub total: Resampled,
}

/// The index of two inputs.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
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
/// let request = SobolRequest { inputs, output: "z".to_owned(), paired: false, drop_incomplete: false, resampling };
/// let found = estimate_sobol_indices(&table, &request).unwrap();
/// assert_eq!((found.blocks, found.second_order), (2, false));
/// ```
pub fn estimate_sobol_indices(table: &Table, request: &SobolRequest) -> Result<Sobol, Diagnostics> {
    let rows = if request.drop_incomplete { whole_rows(table, request)? } else { all_rows(table, request)? };
    let DesignRows { names, design, blocks, output, left_out } = rows;
    let estimator = if request.paired { SobolEstimator::Paired } else { SobolEstimator::Saltelli };
    let found = sobol_intervals(&output, &design, estimator, &request.resampling.bootstrap());
    let found = found.map_err(|error| refuse_indices(table, request, &design, &error))?;
    let indices = found.first.iter().zip(&found.total).zip(&names);
    let pair = |left: usize, right: usize| [names[left].clone(), names[right].clone()];
    Ok(Sobol {
        origin: Origin::new("sobol", table),
        output: request.output.clone(),
        blocks,
        left_out,
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

/// The output of the rows of a design.
struct DesignRows {
    /// The inputs in the order in which they are moved.
    names: Vec<String>,
    design: Saltelli,
    blocks: usize,
    output: Vec<f64>,
    left_out: LeftOut,
}

/// All rows, which must be whole blocks.
fn all_rows(table: &Table, request: &SobolRequest) -> Result<DesignRows, Diagnostics> {
    let read = || {
        let (output, matrix) = (table.numbers(&request.output)?, table.matrix(&request.inputs)?);
        let order = order_of_moves(&matrix, 0).unwrap_or_else(|| (0..matrix.len()).collect());
        let names: Vec<String> = order.iter().map(|&input| request.inputs[input].clone()).collect();
        let matrix: Vec<&[f64]> = order.iter().map(|&input| matrix[input].as_slice()).collect();
        let (design, blocks) = match_design(table, &names, &matrix)?;
        Ok(DesignRows { names, design, blocks, output, left_out: LeftOut::default() })
    };
    read().map_err(|refused: Diagnostics| {
        let dropped = whole_rows(table, request).and_then(|rows| check_use(table, request, rows));
        advise_dropping(&refused, dropped, ["block", "blocks"])
    })
}

/// The rows of the blocks that are whole, in the layout that keeps most of them.
fn whole_rows(table: &Table, request: &SobolRequest) -> Result<DesignRows, Diagnostics> {
    let output = read_with_gaps(table, std::slice::from_ref(&request.output))?.swap_remove(0);
    let matrix = read_with_gaps(table, &request.inputs)?;
    let order = (0..table.rows()).find_map(|first| order_of_moves(&matrix, first));
    let order = order.unwrap_or_else(|| (0..matrix.len()).collect());
    let names: Vec<String> = order.iter().map(|&input| request.inputs[input].clone()).collect();
    let matrix: Vec<&[f64]> = order.iter().map(|&input| matrix[input].as_slice()).collect();
    let choose = |second_order| {
        let design = Saltelli::of_inputs(names.len(), second_order).map_err(|error| refuse_estimate(table, &error))?;
        let length = design.rows_per_block();
        Ok((choose_blocks(table.rows(), length, |first| is_block(&design, &matrix, &output, first)), design))
    };
    let (pairs, plain): ((WholeBlocks, Saltelli), (WholeBlocks, Saltelli)) = (choose(true)?, choose(false)?);
    let (kept, design) = if pairs.0.rows.len() >= plain.0.rows.len() { pairs } else { plain };
    if kept.rows.is_empty() {
        return Err(no_whole_block(table, &names));
    }
    let blocks = kept.rows.len() / design.rows_per_block();
    Ok(DesignRows { names, design, blocks, output: select_rows(&output, &kept.rows), left_out: kept.left_out })
}

/// `true` if the rows from the first on are a whole block; a value that is missing is NaN, which equals nothing.
fn is_block(design: &Saltelli, matrix: &[&[f64]], output: &[f64], first: usize) -> bool {
    let rows = first..first + design.rows_per_block();
    let inputs: Vec<&[f64]> = matrix.iter().map(|values| &values[rows.clone()]).collect();
    output[rows].iter().all(|value| value.is_finite()) && design.check_rows(&inputs) == Ok(1)
}

/// What was left out, if an estimate can be made from the rest.
fn check_use(table: &Table, request: &SobolRequest, rows: DesignRows) -> Result<LeftOut, Diagnostics> {
    let few = Resampling { resamples: 2, ..request.resampling };
    let estimator = if request.paired { SobolEstimator::Paired } else { SobolEstimator::Saltelli };
    sobol_intervals(&rows.output, &rows.design, estimator, &few.bootstrap())
        .map(|_| rows.left_out)
        .map_err(|error| refuse_indices(table, request, &rows.design, &error))
}

/// Finds the order in which the block that begins at a row changes the inputs; none where the rows do not show one.
fn order_of_moves(matrix: &[Vec<f64>], first: usize) -> Option<Vec<usize>> {
    let moved = (1..=matrix.len()).map(|place| only_changed_input(matrix, first, first + place));
    let order: Vec<usize> = moved.collect::<Option<_>>()?;
    let mut sorted = order.clone();
    sorted.sort_unstable();
    (sorted.into_iter().eq(0..matrix.len())).then_some(order)
}

/// The one input in which a row differs from the first of its block.
fn only_changed_input(matrix: &[Vec<f64>], first: usize, row: usize) -> Option<usize> {
    let changes = |input: &usize| matrix[*input].get(row).is_some_and(|value| *value != matrix[*input][first]);
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
    let (layout, hint) = (describe_layout(inputs), name_inputs(names));
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

fn describe_layout(inputs: usize) -> String {
    format!(
        "blocks of {} rows (A, then A with each input from B, then B), or of {} with B with each input from A before B",
        inputs + 2,
        2 * inputs + 2
    )
}

fn name_inputs(names: &[String]) -> String {
    format!("the inputs were taken to be {}; name them with --inputs", names.join(", "))
}

fn no_whole_block(table: &Table, names: &[String]) -> Diagnostics {
    let diagnostic = Diagnostic::error("broken-block", format!("no block of {} inputs is whole", names.len()));
    table.refuse(diagnostic.allowed(describe_layout(names.len())).hint(name_inputs(names)))
}

fn refuse_indices(table: &Table, request: &SobolRequest, design: &Saltelli, error: &StatsError) -> Diagnostics {
    let output = &request.output;
    match error {
        StatsError::TooFew { .. } => {
            let message =
                format!("there is one block of {} rows, and intervals come from several", design.rows_per_block());
            let diagnostic = Diagnostic::error("one-block", message).allowed("two blocks or more");
            table.refuse(diagnostic.hint("run a larger design, such as `standoff stats sobol sample --size 64` writes"))
        }
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

    /// Rows of z = 2 x + y, three blocks with second order, in which y is moved before x.
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
        SobolRequest { inputs, output: "z".to_owned(), paired: false, drop_incomplete: false, resampling: RESAMPLING }
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

    /// The hint of a refusal, followed, gives an answer without the block.
    #[test]
    fn incomplete_blocks_are_left_out_if_asked() {
        let gap = |row: usize, column: usize, value: f64| {
            let mut rows = sample_rows();
            rows[row][column] = value;
            rows
        };
        let mut without = sample_rows();
        without.remove(7);
        for (rows, code) in [
            (gap(8, 2, f64::NAN), "not-finite"),
            (gap(1, 2, f64::INFINITY), "not-finite"),
            (gap(6, 0, f64::NAN), "not-finite"),
            (without, "broken-block"),
            (gap(8, 1, 0.77), "off-design"),
        ] {
            let table = table_of_rows(&rows);
            let refused = estimate_sobol_indices(&table, &sample_request()).unwrap_err();
            assert!(refused.iter().next().is_some_and(|one| one.code == code), "{refused}");
            assert!(refused.to_string().contains("--drop-incomplete"), "{refused}");
            let found = estimate_sobol_indices(&table, &SobolRequest { drop_incomplete: true, ..sample_request() });
            let found = found.unwrap();
            let lost = LeftOut { rows_left_out: rows.len() - 12, blocks_left_out: 1 };
            assert_eq!((found.blocks, found.left_out, found.second_order), (2, lost, true));
        }
    }

    /// Where too little is left, the option is not offered.
    #[test]
    fn dropping_is_offered_only_if_it_helps() {
        let mut rows = sample_rows();
        (rows[1][2], rows[8][2]) = (f64::NAN, f64::NAN);
        let refused = estimate_sobol_indices(&table_of_rows(&rows), &sample_request()).unwrap_err().to_string();
        assert!(!refused.contains("--drop-incomplete") && refused.contains("compute the value"), "{refused}");
        let one =
            estimate_sobol_indices(&table_of_rows(&sample_rows()[..6]), &sample_request()).unwrap_err().to_string();
        assert!(one.contains("one block of 6 rows") && one.contains("sobol sample"), "{one}");
    }

    #[test]
    fn rows_off_the_design_are_pointed_at() {
        let mut broken = sample_rows();
        broken[8][1] = 0.77;
        let page = estimate_sobol_indices(&table_of_rows(&broken), &sample_request()).unwrap_err().to_string();
        assert!(page.contains("t.csv:10:") && page.contains("--drop-incomplete"), "{page}");
        let page =
            estimate_sobol_indices(&table_of_rows(&sample_rows()[..5]), &sample_request()).unwrap_err().to_string();
        assert!(
            page.contains("5 rows of 2 inputs") && page.contains("blocks of 4 rows") && page.contains("--inputs"),
            "{page}"
        );
        let flat: Vec<[f64; 3]> = sample_rows().into_iter().map(|[x, y, _]| [x, y, 1.0]).collect();
        assert!(
            estimate_sobol_indices(&table_of_rows(&flat), &sample_request())
                .unwrap_err()
                .to_string()
                .contains("no variance to share")
        );
    }
}
