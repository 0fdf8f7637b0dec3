//! The rows inside a box, as one set of places for each column: counting a slice of any column is then counting bits.

use std::ops::Range;

use crate::discovery::places;
use crate::discovery::table::SortedTable;

/// The rows inside a box and the cases of interest among them.
#[derive(Debug, Clone)]
pub(super) struct InsideRows<'a> {
    pub table: &'a SortedTable,
    pub rows: usize,
    pub cases: usize,
    /// The rows inside, as [column, word].
    present: Vec<u64>,
    /// The cases of interest, inside or not, as [column, word].
    cases_at: Vec<u64>,
}

impl<'a> InsideRows<'a> {
    /// A box that holds `rows`, of which `cases` are of interest.
    pub(super) fn new(table: &'a SortedTable, rows: &[u32], cases: &[u32]) -> Self {
        let words = places::empty_set(table.rows).len() * table.columns.len();
        let mut inside = Self { table, rows: rows.len(), cases: 0, present: vec![0; words], cases_at: vec![0; words] };
        change_rows(table, &mut inside.present, rows, places::insert_place);
        inside.mark_cases(cases);
        inside
    }

    /// Makes exactly these rows the cases of interest; all of them must be inside.
    pub(super) fn mark_cases(&mut self, cases: &[u32]) {
        self.cases_at.fill(0);
        change_rows(self.table, &mut self.cases_at, cases, places::insert_place);
        self.cases = cases.len();
    }

    /// The places of the rows inside, in one column.
    pub(super) fn present_places(&self, column: usize) -> &[u64] {
        column_words(self.table, &self.present, column)
    }

    /// The places of the cases of interest, inside or not, in one column.
    pub(super) fn case_places(&self, column: usize) -> &[u64] {
        column_words(self.table, &self.cases_at, column)
    }

    /// The numbers of rows and of cases of interest inside, in a range of places of a column.
    pub(super) fn count_inside(&self, column: usize, range: Range<usize>) -> (usize, usize) {
        let present = self.present_places(column);
        (places::count_members(present, range.clone()), places::count_both(present, self.case_places(column), range))
    }

    /// Removes the rows at these places of a column.
    pub(super) fn remove_places(&mut self, column: usize, range: Range<usize>) {
        let (rows, cases) = self.count_inside(column, range.clone());
        let at = &self.table.columns[column].rows;
        let leaving: Vec<u32> =
            places::members_within(self.present_places(column), range).map(|place| at[place]).collect();
        change_rows(self.table, &mut self.present, &leaving, places::remove_place);
        self.rows -= rows;
        self.cases -= cases;
    }
}

fn column_words<'a>(table: &SortedTable, sets: &'a [u64], column: usize) -> &'a [u64] {
    let words = sets.len() / table.columns.len();
    &sets[column * words..][..words]
}

fn change_rows(table: &SortedTable, sets: &mut [u64], rows: &[u32], change: fn(&mut [u64], usize)) {
    let room = sets.len() / table.columns.len() * u64::BITS as usize;
    for &row in rows {
        for (column, &place) in table.row_places(row).iter().enumerate() {
            change(sets, column * room + place as usize);
        }
    }
}
