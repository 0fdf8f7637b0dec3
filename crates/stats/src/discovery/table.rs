//! The inputs, sorted once.

use std::cmp::Ordering;
use std::ops::Range;

use crate::discovery::input::{Input, InputKind};
use crate::discovery::limit::Limit;
use crate::discovery::natural::compare_naturally;
use crate::discovery::places;
use crate::error::{StatsError, all_finite, at_least, same_length};

/// Columns in an order that depends on their kinds and names, rows in an order that depends on their values.
///
/// So nothing computed from it can depend on the order in which columns and rows were given.
#[derive(Debug, Clone)]
pub(super) struct SortedTable {
    pub columns: Vec<SortedColumn>,
    pub rows: usize,
    /// The rows of interest, as a set.
    pub interest: Vec<u64>,
    /// The number of rows of interest.
    pub cases: usize,
    /// The limits of a box that holds everything.
    pub whole: Vec<Limit>,
    /// The place of each row in each sorted column, as [row, column].
    places: Vec<u32>,
}

/// One input.
#[derive(Debug, Clone)]
pub(super) struct SortedColumn {
    /// Its number among the inputs as they were given.
    pub given: usize,
    pub kind: InputKind,
    /// Its values, ascending.
    pub sorted: Vec<f64>,
    /// The row at each place.
    pub rows: Vec<u32>,
    /// The places of each category; empty for a number.
    pub groups: Vec<Range<usize>>,
}

impl SortedTable {
    pub(super) fn new(inputs: &[Input<'_>], interest: &[bool]) -> Result<Self, StatsError> {
        check_inputs(inputs, interest)?;
        let mut order: Vec<usize> = (0..inputs.len()).collect();
        order.sort_by(|&left, &right| compare_inputs(&inputs[left], &inputs[right]));
        let rows = sort_rows(inputs, &order);
        let columns: Vec<SortedColumn> =
            order.iter().map(|&given| SortedColumn::new(given, &inputs[given], &rows)).collect();
        let marked: Vec<usize> = (0..rows.len()).filter(|&row| interest[rows[row] as usize]).collect();
        let mut interest = places::empty_set(rows.len());
        marked.iter().for_each(|&row| places::insert_place(&mut interest, row));
        let (whole, places) =
            (columns.iter().map(SortedColumn::whole_range).collect(), places_of_rows(&columns, rows.len()));
        Ok(Self { columns, rows: rows.len(), interest, cases: marked.len(), whole, places })
    }

    /// The places of a row in all columns.
    pub(super) fn row_places(&self, row: u32) -> &[u32] {
        let width = self.columns.len();
        &self.places[row as usize * width..][..width]
    }

    /// Values that belong to the columns, in the order in which the inputs were given.
    pub(super) fn in_given_order<T: Clone>(&self, of_columns: &[T]) -> Vec<T> {
        let mut order: Vec<usize> = (0..self.columns.len()).collect();
        order.sort_unstable_by_key(|&column| self.columns[column].given);
        order.into_iter().map(|column| of_columns[column].clone()).collect()
    }
}

impl SortedColumn {
    fn new(given: usize, input: &Input<'_>, rows: &[u32]) -> Self {
        // Adding 0 turns -0 into 0, so that equal values sort together.
        let value = |row: u32| input.values[row as usize] + 0.0;
        let key = |(&row, new): (&u32, u32)| u128::from(sortable_bits(value(row))) << u32::BITS | u128::from(new);
        let mut keys: Vec<u128> = rows.iter().zip(0..).map(key).collect();
        keys.sort_unstable();
        let values = |key: u128| (value(rows[(key as u32) as usize]), key as u32);
        let (sorted, rows): (Vec<f64>, Vec<u32>) = keys.into_iter().map(values).unzip();
        let groups = if input.kind == InputKind::Category { category_groups(&sorted) } else { Vec::new() };
        Self { given, kind: input.kind, sorted, rows, groups }
    }

    fn whole_range(&self) -> Limit {
        match self.kind {
            InputKind::Category => Limit::Among(self.groups.iter().map(|group| self.sorted[group.start]).collect()),
            _ => Limit::Range { low: self.sorted[0], high: self.sorted[self.sorted.len() - 1] },
        }
    }

    /// The first place with a value of at least `value`.
    pub(super) fn first_at_or_above(&self, value: f64) -> usize {
        self.sorted.partition_point(|&other| other < value)
    }

    /// The first place with a value above `value`.
    pub(super) fn first_above(&self, value: f64) -> usize {
        self.sorted.partition_point(|&other| other <= value)
    }
}

/// Bits that sort as the finite values do.
fn sortable_bits(value: f64) -> u64 {
    let bits = value.to_bits();
    if value < 0.0 { !bits } else { bits | 1 << 63 }
}

fn check_inputs(inputs: &[Input<'_>], interest: &[bool]) -> Result<(), StatsError> {
    at_least(1, inputs.len())?;
    at_least(2, interest.len())?;
    for (second, input) in inputs.iter().enumerate() {
        same_length(input.values.len(), interest.len())?;
        all_finite(input.values, |value| input.kind != InputKind::Integer || value == value.floor())?;
        if let Some(first) = inputs[..second].iter().position(|other| other.name == input.name) {
            return Err(StatsError::RepeatedName { first, second });
        }
    }
    let cases = interest.iter().filter(|&&case| case).count();
    if cases == 0 || cases == interest.len() { Err(StatsError::NoSpread) } else { Ok(()) }
}

fn compare_inputs(left: &Input<'_>, right: &Input<'_>) -> Ordering {
    left.kind.cmp(&right.kind).then_with(|| compare_naturally(left.name, right.name))
}

/// The rows as given, in the order of their values: by the first column, equal ones by the second, and so on.
fn sort_rows(inputs: &[Input<'_>], order: &[usize]) -> Vec<u32> {
    let compare = |left: u32, right: u32| {
        let value = |row: u32, column: usize| inputs[column].values[row as usize] + 0.0;
        let orders = order.iter().map(|&column| value(left, column).total_cmp(&value(right, column)));
        orders.into_iter().find(|order| order.is_ne()).unwrap_or(Ordering::Equal)
    };
    let mut rows: Vec<u32> = (0..).take(inputs[0].values.len()).collect();
    rows.sort_unstable_by(|&left, &right| compare(left, right).then(left.cmp(&right)));
    rows
}

fn category_groups(sorted: &[f64]) -> Vec<Range<usize>> {
    let mut end = 0;
    let mut next = |length: usize| {
        end += length;
        end - length..end
    };
    sorted.chunk_by(|left, right| left == right).map(|group| next(group.len())).collect()
}

fn places_of_rows(columns: &[SortedColumn], rows: usize) -> Vec<u32> {
    let mut places = vec![0; rows * columns.len()];
    for (number, column) in columns.iter().enumerate() {
        for (&row, place) in column.rows.iter().zip(0..) {
            places[row as usize * columns.len() + number] = place;
        }
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bits_sort_as_values_do() {
        let values = [f64::MIN, -2.0, -1.0, -f64::MIN_POSITIVE, 0.0, f64::MIN_POSITIVE, 0.5, 1.0, 1e300];
        assert!(values.map(sortable_bits).is_sorted_by(|left, right| left < right));
    }

    /// The first column puts row 2 first; to it the two zeros are equal, and the second column decides.
    #[test]
    fn zeros_of_either_sign_are_equal() {
        let inputs = [Input::real("x", &[0.0, -0.0, -1.0]), Input::real("y", &[1.0, 2.0, 3.0])];
        assert_eq!(sort_rows(&inputs, &[0, 1]), [2, 0, 1]);
        assert_eq!(sort_rows(&inputs, &[1, 0]), [0, 1, 2]);
    }
}
