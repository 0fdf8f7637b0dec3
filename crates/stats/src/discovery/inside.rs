//! The rows inside a box, kept as one set of places for each column.

use std::ops::Range;

use crate::discovery::places;
use crate::discovery::table::Table;

#[derive(Debug, Clone)]
pub(super) struct Inside<'a> {
    pub table: &'a Table,
    pub rows: usize,
    pub cases: usize,
    /// The rows inside, as [column, word].
    present: Vec<u64>,
    /// The cases of interest, inside or not, as [column, word].
    cases_at: Vec<u64>,
}

impl<'a> Inside<'a> {
    /// A box that holds `rows`, of which `cases` are of interest.
    pub(super) fn new(table: &'a Table, rows: &[u32], cases: &[u32]) -> Self {
        let words = places::empty(table.rows).len() * table.columns.len();
        let mut inside = Self { table, rows: rows.len(), cases: 0, present: vec![0; words], cases_at: vec![0; words] };
        mark(table, &mut inside.present, rows, places::insert);
        inside.label(cases);
        inside
    }

    /// Makes these, and no others, the cases of interest; all of them must be inside.
    pub(super) fn label(&mut self, cases: &[u32]) {
        self.cases_at.fill(0);
        mark(self.table, &mut self.cases_at, cases, places::insert);
        self.cases = cases.len();
    }

    /// The places of the rows inside, in one column.
    pub(super) fn present(&self, column: usize) -> &[u64] {
        slice(self.table, &self.present, column)
    }

    /// The places of the cases of interest, inside or not, in one column.
    pub(super) fn cases_at(&self, column: usize) -> &[u64] {
        slice(self.table, &self.cases_at, column)
    }

    /// How many rows and cases of interest lie inside and in a range of places of a column.
    pub(super) fn count(&self, column: usize, range: Range<usize>) -> (usize, usize) {
        let present = self.present(column);
        (places::count(present, range.clone()), places::count_both(present, self.cases_at(column), range))
    }

    /// Takes the rows at these places of a column out.
    pub(super) fn remove(&mut self, column: usize, range: Range<usize>) {
        let (rows, cases) = self.count(column, range.clone());
        let at = &self.table.columns[column].rows;
        let leaving: Vec<u32> = places::members(self.present(column), range).map(|place| at[place]).collect();
        mark(self.table, &mut self.present, &leaving, places::remove);
        self.rows -= rows;
        self.cases -= cases;
    }
}

fn slice<'a>(table: &Table, sets: &'a [u64], column: usize) -> &'a [u64] {
    let words = sets.len() / table.columns.len();
    &sets[column * words..][..words]
}

fn mark(table: &Table, sets: &mut [u64], rows: &[u32], change: fn(&mut [u64], usize)) {
    let room = sets.len() / table.columns.len() * u64::BITS as usize;
    for &row in rows {
        for (column, &place) in table.places(row).iter().enumerate() {
            change(sets, column * room + place as usize);
        }
    }
}
