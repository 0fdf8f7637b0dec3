//! Saltelli's design, the rows from which Sobol indices are estimated.

use crate::error::{StatsError, at_least, same_length};

/// Rows in blocks, one block from each pair of points A and B: A, AB_1 ... AB_D, then BA_1 ... BA_D if pairs of
/// columns are asked for, then B. AB_j is A with column j from B, BA_j is B with column j from A.
///
/// A column is an input, or a group of inputs that are moved together. Saltelli (2002), Comput. Phys. Commun.
/// 145:280; the order of the rows is that of SALib.
///
/// # Examples
///
/// ```
/// use standoff_stats::Saltelli;
/// let rows = Saltelli::of_inputs(2, false)?.rows(&[[0.1, 0.2, 0.3, 0.4]])?;
/// assert_eq!(rows, [[0.1, 0.2], [0.3, 0.2], [0.1, 0.4], [0.3, 0.4]]);
/// # Ok::<(), standoff_stats::StatsError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Saltelli {
    /// The column of each input.
    column_of: Vec<usize>,
    columns: usize,
    second_order: bool,
}

impl Saltelli {
    /// Each input is a column of its own; `second_order` adds the rows that pairs of columns need.
    ///
    /// # Errors
    ///
    /// No inputs.
    pub fn of_inputs(inputs: usize, second_order: bool) -> Result<Self, StatsError> {
        at_least(1, inputs)?;
        Ok(Self { column_of: (0..inputs).collect(), columns: inputs, second_order })
    }

    /// Columns of several inputs: `groups[column]` lists the numbers of its inputs.
    ///
    /// # Errors
    ///
    /// No groups, or inputs that are not numbered 0, 1, ... with each in exactly one group.
    ///
    /// ```
    /// use standoff_stats::Saltelli;
    /// let rows = Saltelli::of_groups(&[vec![0, 2], vec![1]], false)?.rows(&[[0.1, 0.2, 0.3, 0.4, 0.5, 0.6]])?;
    /// assert_eq!(rows[1], [0.4, 0.2, 0.6]);
    /// # Ok::<(), standoff_stats::StatsError>(())
    /// ```
    pub fn of_groups(groups: &[Vec<usize>], second_order: bool) -> Result<Self, StatsError> {
        at_least(1, groups.len())?;
        let inputs = groups.iter().map(Vec::len).sum();
        let mut column_of = vec![None; inputs];
        for (column, group) in groups.iter().enumerate() {
            at_least(1, group.len())?;
            for &input in group {
                let place = column_of.get_mut(input).filter(|place| place.is_none());
                *place.ok_or(StatsError::BadGroup { group: column, input })? = Some(column);
            }
        }
        Ok(Self { column_of: column_of.into_iter().flatten().collect(), columns: groups.len(), second_order })
    }

    /// The number of inputs.
    pub fn inputs(&self) -> usize {
        self.column_of.len()
    }

    /// The number of columns, D.
    pub fn columns(&self) -> usize {
        self.columns
    }

    /// True if the design has the rows BA_1 ... BA_D.
    pub fn second_order(&self) -> bool {
        self.second_order
    }

    /// The number of rows in a block: 2 D + 2 with the second order and D + 2 without.
    pub fn rows_per_block(&self) -> usize {
        if self.second_order { 2 * self.columns + 2 } else { self.columns + 2 }
    }

    /// The number of blocks, N, in `rows` rows.
    ///
    /// # Errors
    ///
    /// A number of rows that is not a multiple of [`Saltelli::rows_per_block`].
    pub fn count_blocks(&self, rows: usize) -> Result<usize, StatsError> {
        let block = self.rows_per_block();
        if rows.is_multiple_of(block) { Ok(rows / block) } else { Err(StatsError::BrokenBlock { found: rows, block }) }
    }

    /// The rows of all blocks, `[row, input]`: a point holds the coordinates of A and then those of B.
    ///
    /// # Errors
    ///
    /// A point whose number of coordinates is not twice the number of inputs.
    pub fn rows<P: AsRef<[f64]>>(&self, points: &[P]) -> Result<Vec<Vec<f64>>, StatsError> {
        let mut rows = Vec::with_capacity(points.len() * self.rows_per_block());
        for point in points {
            same_length(2 * self.inputs(), point.as_ref().len())?;
            let (a, b) = point.as_ref().split_at(self.inputs());
            rows.extend((0..self.rows_per_block()).map(|place| self.design_row(place, a, b)));
        }
        Ok(rows)
    }

    /// Checks that the rows have this design, and returns the number of blocks; `inputs[input][row]`.
    ///
    /// Indices computed from rows of another design would look plausible and be wrong.
    ///
    /// # Errors
    ///
    /// Another number of inputs or lengths that differ, an incomplete block, or the first row in which an input is
    /// neither in its place from A nor from B as the design has it.
    ///
    /// ```
    /// use standoff_stats::{Saltelli, StatsError};
    /// let design = Saltelli::of_inputs(2, false)?;
    /// assert_eq!(design.check_rows(&[[0.1, 0.3, 0.1, 0.3], [0.2, 0.2, 0.4, 0.4]])?, 1);
    /// let broken = design.check_rows(&[[0.1, 0.3, 0.1, 0.3], [0.2, 0.9, 0.4, 0.4]]);
    /// assert_eq!(broken, Err(StatsError::OffDesign { row: 1, input: 1 }));
    /// # Ok::<(), StatsError>(())
    /// ```
    pub fn check_rows<C: AsRef<[f64]>>(&self, inputs: &[C]) -> Result<usize, StatsError> {
        same_length(self.inputs(), inputs.len())?;
        let rows = inputs[0].as_ref().len();
        inputs.iter().try_for_each(|input| same_length(rows, input.as_ref().len()))?;
        let blocks = self.count_blocks(rows)?;
        (0..rows).try_for_each(|row| self.check_row(inputs, row))?;
        Ok(blocks)
    }

    fn check_row<C: AsRef<[f64]>>(&self, inputs: &[C], row: usize) -> Result<(), StatsError> {
        let place = row % self.rows_per_block();
        let (a, b) = (row - place, row - place + self.rows_per_block() - 1);
        let off = |&input: &usize| {
            let values = inputs[input].as_ref();
            values[row] != values[if self.comes_from_b(place, input) { b } else { a }]
        };
        match (0..self.inputs()).find(off) {
            Some(input) => Err(StatsError::OffDesign { row, input }),
            None => Ok(()),
        }
    }

    fn design_row(&self, place: usize, a: &[f64], b: &[f64]) -> Vec<f64> {
        let value = |input: usize| if self.comes_from_b(place, input) { b[input] } else { a[input] };
        (0..self.inputs()).map(value).collect()
    }

    /// True if an input comes from B in the row at this place of a block.
    fn comes_from_b(&self, place: usize, input: usize) -> bool {
        let own = self.column_of[input];
        match place {
            0 => false,
            last if last == self.rows_per_block() - 1 => true,
            place if place <= self.columns => own == place - 1,
            place => own != place - 1 - self.columns,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::oracle::read_table;
    use proptest::prelude::*;
    use standoff_num::LowDiscrepancy;

    const ORACLE: &str = include_str!("../../../../fixtures/oracle/sensitivity.json");

    fn transpose(rows: &[Vec<f64>]) -> Vec<Vec<f64>> {
        (0..rows[0].len()).map(|input| rows.iter().map(|row| row[input]).collect()).collect()
    }

    #[test]
    fn rows_have_the_order_of_salib() {
        let rows = read_table::<4>(ORACLE, "saltelli_rows");
        let points: Vec<Vec<f64>> = rows.chunks(8).map(|block| [&block[0][..3], &block[7][..3]].concat()).collect();
        let design = Saltelli::of_inputs(3, true).unwrap();
        let made = design.rows(&points).unwrap();
        assert!(made.iter().zip(&rows).all(|(made, row)| made[..] == row[..3]));
        assert_eq!(design.check_rows(&transpose(&made)), Ok(16));
    }

    #[test]
    fn each_fault_has_its_error() {
        let groups = |groups: &[Vec<usize>]| Saltelli::of_groups(groups, false).unwrap_err();
        assert_eq!(groups(&[vec![0], vec![0]]), StatsError::BadGroup { group: 1, input: 0 });
        assert_eq!(groups(&[vec![0], vec![5]]), StatsError::BadGroup { group: 1, input: 5 });
        assert!(matches!(groups(&[vec![0], vec![]]), StatsError::TooFew { .. }));
        assert!(Saltelli::of_inputs(0, true).is_err() && Saltelli::of_groups(&[], true).is_err());
        let design = Saltelli::of_inputs(2, true).unwrap();
        assert_eq!(design.count_blocks(13), Err(StatsError::BrokenBlock { found: 13, block: 6 }));
        assert!(design.rows(&[[0.0; 3]]).is_err() && design.check_rows(&[[0.0; 6]]).is_err());
        assert!(design.check_rows(&[vec![0.0; 6], vec![0.0; 5]]).is_err());
        assert!(design.check_rows(&[[f64::NAN; 6], [0.0; 6]]).is_err());
    }

    proptest! {
        /// Whatever the groups (two at least: one alone leaves A free), the rows pass their own check, and a change
        /// anywhere is found in its block.
        #[test]
        fn check_accepts_the_design_and_nothing_else(
            sizes in prop::collection::vec(1_usize..4, 2..5), second_order: bool, seed: u64, hit in 0_usize..1000,
        ) {
            let mut next = 0..;
            let groups: Vec<Vec<usize>> = sizes.iter().map(|&size| next.by_ref().take(size).collect()).collect();
            let design = Saltelli::of_groups(&groups, second_order).unwrap();
            let source = LowDiscrepancy::new(seed, 2 * design.inputs() as u32);
            let points: Vec<Vec<f64>> = (0..3).map(|index| source.point(index)).collect();
            let mut inputs = transpose(&design.rows(&points).unwrap());
            prop_assert_eq!(design.check_rows(&inputs), Ok(3));
            let (input, row) = (hit % inputs.len(), hit / inputs.len() % inputs[0].len());
            inputs[input][row] += 1.0;
            let Err(StatsError::OffDesign { row: found, input: at }) = design.check_rows(&inputs) else {
                return Err(TestCaseError::fail("accepted"));
            };
            prop_assert!(at == input && found / design.rows_per_block() == row / design.rows_per_block());
        }
    }
}
