//! The rows outside a box, and those that a single limit excludes.

use std::ops::Range;

use crate::discovery::limit::Limit;
use crate::discovery::places;
use crate::discovery::table::SortedTable;

/// The remaining rows against the limits of one box, as sets of rows.
///
/// From box to box, only what a changed limit excludes is computed anew.
#[derive(Debug, Clone)]
pub(super) struct OutsideRows<'a> {
    table: &'a SortedTable,
    limits: Vec<Limit>,
    remaining: Vec<u64>,
    /// The rows that the limits of each column exclude: lower and upper, or the first alone for a category.
    faults: Vec<[Vec<u64>; 2]>,
    /// Rows excluded by at least one limit.
    once: Vec<u64>,
    /// Rows excluded by at least two limits.
    twice: Vec<u64>,
}

impl<'a> OutsideRows<'a> {
    /// The box that holds everything.
    pub(super) fn new(table: &'a SortedTable, rows: &[u32]) -> Self {
        let none = places::empty_set(table.rows);
        let mut remaining = none.clone();
        rows.iter().for_each(|&row| places::insert_place(&mut remaining, row as usize));
        let faults = vec![[none.clone(), none.clone()]; table.columns.len()];
        Self { table, limits: table.whole.clone(), remaining, faults, once: none.clone(), twice: none }
    }

    /// Moves on to a box with these limits.
    pub(super) fn move_to(&mut self, limits: &[Limit]) {
        for (column, limit) in limits.iter().enumerate() {
            if self.limits[column] != *limit {
                self.limits[column] = limit.clone();
                self.faults[column] = excluded_rows(self.table, column, limit);
            }
        }
        self.once.fill(0);
        self.twice.fill(0);
        for column in (0..limits.len()).filter(|&column| limits[column] != self.table.whole[column]) {
            for fault in &self.faults[column] {
                for (word, &bits) in fault.iter().enumerate() {
                    self.twice[word] |= self.once[word] & bits;
                    self.once[word] |= bits;
                }
            }
        }
    }

    /// The limits of the box.
    pub(super) fn current_limits(&self) -> &[Limit] {
        &self.limits
    }

    /// The remaining rows that the box holds.
    pub(super) fn inside_rows(&self) -> Vec<u64> {
        let words = self.remaining.iter().zip(&self.once);
        words.map(|(remaining, once)| remaining & !once).collect()
    }

    /// The remaining rows that one limit alone excludes.
    pub(super) fn excluded_by_one(&self, column: usize, side: usize) -> Vec<u64> {
        let words = self.remaining.iter().zip(&self.twice).zip(&self.faults[column][side]);
        words.map(|((remaining, twice), fault)| remaining & !twice & fault).collect()
    }

    /// For each side of a column, true if its limit differs from that of the whole range.
    pub(super) fn restricted_sides(&self, column: usize) -> [bool; 2] {
        match (&self.limits[column], &self.table.whole[column]) {
            (Limit::Range { low, high }, Limit::Range { low: least, high: most }) => [low != least, high != most],
            (now, whole) => [now != whole, false],
        }
    }
}

fn excluded_rows(table: &SortedTable, column: usize, limit: &Limit) -> [Vec<u64>; 2] {
    let sorted = &table.columns[column];
    let rows_at = |rows: &mut Vec<u64>, range: Range<usize>| {
        sorted.rows[range].iter().for_each(|&row| places::insert_place(rows, row as usize));
    };
    let (mut lower, mut upper) = (places::empty_set(table.rows), places::empty_set(table.rows));
    match limit {
        Limit::Among(values) => {
            let unknown = |group: &&Range<usize>| !values.contains(&sorted.sorted[group.start]);
            sorted.groups.iter().filter(unknown).for_each(|group| rows_at(&mut lower, group.clone()));
        }
        Limit::Range { low, high } => {
            rows_at(&mut lower, 0..sorted.first_at_or_above(*low));
            rows_at(&mut upper, sorted.first_above(*high)..sorted.sorted.len());
        }
    }
    [lower, upper]
}
