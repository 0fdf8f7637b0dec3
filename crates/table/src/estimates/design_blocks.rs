//! Rows of a design in whole blocks: those that can be used although a row is missing or has no number.
//!
//! A design is a sequence of blocks of equal length. A block is of use only as a whole, so that leaving out a single
//! row breaks the design, and its block must go with it.

use crate::table::Table;
use schemars::JsonSchema;
use serde::Serialize;
use standoff_scenario::{Diagnostic, Diagnostics};

/// The number of rows and blocks that an estimate left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, JsonSchema)]
pub struct LeftOut {
    /// Rows of blocks that are not whole.
    pub rows_left_out: usize,
    /// Those blocks, counted from the rows: a block of which nothing is left is not among them.
    pub blocks_left_out: usize,
}

/// The rows of the blocks that are whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct WholeBlocks {
    /// The rows, in order.
    pub rows: Vec<usize>,
    /// The rows and blocks that are not among them.
    pub left_out: LeftOut,
}

/// A choice from a row on: blocks, gaps (negative, so that fewer are better), and blocks that begin where they would with
/// no row missing. The first figure that differs decides.
type Merit = (usize, isize, usize);

/// Chooses blocks of `length` neighbouring rows that `is_block` accepts by their first row: as many as possible; of
/// equally many those between which least often something is left out; of these those that begin where they would with
/// no row missing.
///
/// A row that is lost takes one block with it. That rows of two blocks happen to form one is possible, if inputs have few
/// values, but then rows are left out in more places.
pub(super) fn choose_blocks(rows: usize, length: usize, is_block: impl Fn(usize) -> bool) -> WholeBlocks {
    // The best from each row on, by whether the row before is left out; a block begins there if it is part of the best.
    let mut best: [Vec<Merit>; 2] = [vec![(0, 0, 0); rows + 1], vec![(0, 0, 0); rows + 1]];
    let mut begins: [Vec<bool>; 2] = [vec![false; rows], vec![false; rows]];
    for first in (0..rows).rev() {
        let block = (first + length <= rows && is_block(first)).then(|| {
            let (blocks, gaps, aligned) = best[0][first + length];
            (blocks + 1, gaps, aligned + usize::from(first.is_multiple_of(length)))
        });
        for in_gap in [0, 1] {
            let (blocks, gaps, aligned) = best[1][first + 1];
            let without = (blocks, if in_gap == 1 { gaps } else { gaps - 1 }, aligned);
            begins[in_gap][first] = block.is_some_and(|with| with >= without);
            best[in_gap][first] = block.map_or(without, |with| with.max(without));
        }
    }
    collect_blocks(length, &begins)
}

fn collect_blocks(length: usize, begins: &[Vec<bool>; 2]) -> WholeBlocks {
    let (mut kept, mut left_out) = (Vec::new(), LeftOut::default());
    let (mut row, mut run) = (0, 0);
    while row < begins[0].len() {
        if begins[usize::from(run > 0)][row] {
            kept.extend(row..row + length);
            left_out.blocks_left_out += usize::div_ceil(run, length);
            (row, run) = (row + length, 0);
        } else {
            left_out.rows_left_out += 1;
            (row, run) = (row + 1, run + 1);
        }
    }
    left_out.blocks_left_out += usize::div_ceil(run, length);
    WholeBlocks { rows: kept, left_out }
}

/// Columns of numbers in which a value that is missing or not finite is NaN.
pub(super) fn read_with_gaps(table: &Table, names: &[String]) -> Result<Vec<Vec<f64>>, Diagnostics> {
    let gap = |value: Option<f64>| value.unwrap_or(f64::NAN);
    names.iter().map(|name| table.numbers_with_gaps(name).map(|values| values.into_iter().map(gap).collect())).collect()
}

/// A refusal of incomplete rows, with a hint that is true: the option if it helps, otherwise what must be mended.
///
/// `blocks` says what a block of the design is called, one and many.
pub(super) fn advise_dropping(
    refused: &Diagnostics,
    dropped: Result<LeftOut, Diagnostics>,
    blocks: [&str; 2],
) -> Diagnostics {
    const GAPS: [&str; 2] = ["missing-value", "not-finite"];
    let Some(first) = refused.iter().next().cloned() else { return refused.clone() };
    let hint = match dropped {
        Ok(LeftOut { rows_left_out, blocks_left_out }) => {
            let [rows, blocks] = [count_of(rows_left_out, ["row", "rows"]), count_of(blocks_left_out, blocks)];
            format!("add --drop-incomplete to leave out what is not whole: {blocks}, {rows}")
        }
        Err(_) if GAPS.contains(&first.code) => "compute the value; without it the block of the row is lost".to_owned(),
        Err(_) => return refused.clone(),
    };
    Diagnostics::one(refused.source().clone(), Diagnostic { hint: Some(hint), ..first })
}

/// "1 row", "2 rows".
fn count_of(number: usize, [one, many]: [&str; 2]) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn left_out(rows: usize, blocks: usize) -> LeftOut {
        LeftOut { rows_left_out: rows, blocks_left_out: blocks }
    }

    #[test]
    fn as_many_blocks_as_possible_are_kept() {
        let aligned = |first: usize| first.is_multiple_of(3) && first != 3;
        let found = choose_blocks(9, 3, aligned);
        assert_eq!((found.rows, found.left_out), (vec![0, 1, 2, 6, 7, 8], left_out(3, 1)));
        // A row is missing in the second block: the third begins at row 5.
        let found = choose_blocks(8, 3, |first| first == 0 || first == 5);
        assert_eq!((found.rows, found.left_out), (vec![0, 1, 2, 5, 6, 7], left_out(2, 1)));
        // Rows 2 to 4 are a block by chance; taking it would leave out rows in two places.
        let found = choose_blocks(11, 3, |first| [2, 5, 8].contains(&first) || first == 3);
        assert_eq!((found.rows, found.left_out), ((2..11).collect(), left_out(2, 1)));
        let found = choose_blocks(8, 3, |first| [1, 2, 5].contains(&first));
        assert_eq!((found.rows, found.left_out), (vec![2, 3, 4, 5, 6, 7], left_out(2, 1)));
        // If everything could be a block, blocks begin where they should.
        assert_eq!(choose_blocks(7, 3, |_| true).rows, [0, 1, 2, 3, 4, 5]);
        assert_eq!(choose_blocks(7, 3, |first| first > 0).rows, [1, 2, 3, 4, 5, 6]);
        assert_eq!(choose_blocks(8, 3, |first| first > 1).rows, [2, 3, 4, 5, 6, 7]);
        assert_eq!(choose_blocks(7, 3, |first| first > 1).rows, [4, 5, 6]);
        assert_eq!(choose_blocks(7, 3, |_| false).left_out, left_out(7, 3));
        assert_eq!(choose_blocks(0, 3, |_| true).left_out, left_out(0, 0));
    }
}
