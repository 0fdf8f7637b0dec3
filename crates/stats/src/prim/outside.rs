//! Which rows a box keeps out, and which of them by a single limit.

use std::ops::Range;

use super::table::Table;
use super::{Limit, places};

/// The remaining rows against the limits of one box, as sets of rows.
///
/// From box to box only what a changed limit keeps out is found anew.
#[derive(Debug, Clone)]
pub(super) struct Outside<'a> {
    table: &'a Table,
    limits: Vec<Limit>,
    remaining: Vec<u64>,
    /// What the limits of each column keep out: lower and upper, or the first alone for a category.
    faults: Vec<[Vec<u64>; 2]>,
    /// Rows kept out at least once.
    once: Vec<u64>,
    /// Rows kept out at least twice.
    twice: Vec<u64>,
}

impl<'a> Outside<'a> {
    /// The box that holds everything.
    pub(super) fn new(table: &'a Table, rows: &[u32]) -> Self {
        let none = places::empty(table.rows);
        let mut remaining = none.clone();
        rows.iter().for_each(|&row| places::insert(&mut remaining, row as usize));
        let faults = vec![[none.clone(), none.clone()]; table.columns.len()];
        Self { table, limits: table.whole.clone(), remaining, faults, once: none.clone(), twice: none }
    }

    /// Goes over to a box with these limits.
    pub(super) fn set(&mut self, limits: &[Limit]) {
        for (column, limit) in limits.iter().enumerate() {
            if self.limits[column] != *limit {
                self.limits[column] = limit.clone();
                self.faults[column] = faults(self.table, column, limit);
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
    pub(super) fn limits(&self) -> &[Limit] {
        &self.limits
    }

    /// The remaining rows that the box holds.
    pub(super) fn inside(&self) -> Vec<u64> {
        let words = self.remaining.iter().zip(&self.once);
        words.map(|(remaining, once)| remaining & !once).collect()
    }

    /// The remaining rows that one limit alone keeps out.
    pub(super) fn beyond(&self, column: usize, side: usize) -> Vec<u64> {
        let words = self.remaining.iter().zip(&self.twice).zip(&self.faults[column][side]);
        words.map(|((remaining, twice), fault)| remaining & !twice & fault).collect()
    }

    /// Which limits of a column are not those of everything.
    pub(super) fn restricted(&self, column: usize) -> [bool; 2] {
        match (&self.limits[column], &self.table.whole[column]) {
            (Limit::Range { low, high }, Limit::Range { low: least, high: most }) => [low != least, high != most],
            (now, whole) => [now != whole, false],
        }
    }
}

fn faults(table: &Table, column: usize, limit: &Limit) -> [Vec<u64>; 2] {
    let sorted = &table.columns[column];
    let rows_at = |rows: &mut Vec<u64>, range: Range<usize>| {
        sorted.rows[range].iter().for_each(|&row| places::insert(rows, row as usize));
    };
    let (mut lower, mut upper) = (places::empty(table.rows), places::empty(table.rows));
    match limit {
        Limit::Among(values) => {
            let unknown = |group: &&Range<usize>| !values.contains(&sorted.sorted[group.start]);
            sorted.groups.iter().filter(unknown).for_each(|group| rows_at(&mut lower, group.clone()));
        }
        Limit::Range { low, high } => {
            rows_at(&mut lower, 0..sorted.from(*low));
            rows_at(&mut upper, sorted.after(*high)..sorted.sorted.len());
        }
    }
    [lower, upper]
}
