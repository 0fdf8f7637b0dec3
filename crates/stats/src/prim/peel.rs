//! Peeling: the box loses a thin slice at a time, always the one whose loss raises the density most for its size.

use std::ops::Range;

use super::cut::{above_bottom, below_top};
use super::inside::Inside;
use super::{Face, Kind, Limit, Settings, places};

/// Which limits of each column may move: lower and upper, or the first alone for a category.
pub(super) type Open = Vec<[bool; 2]>;

/// One slice that could be taken off.
#[derive(Debug, Clone)]
pub(super) struct Slice {
    pub column: usize,
    pub face: Face,
    /// The new limit, or the category left out.
    pub value: f64,
    /// The places that leave.
    leaving: Range<usize>,
    rows: usize,
    cases: usize,
}

/// Peels until nothing more raises the density or the box would be too small; `each` sees the box after every slice.
pub(super) fn peel(inside: &mut Inside, settings: &Settings, open: &Open, mut each: impl FnMut(&Slice, &Inside)) {
    let mut restricted = vec![false; open.len()];
    while let Some(slice) = best(inside, settings, open, &restricted) {
        let mass = (inside.rows - slice.rows) as f64 / inside.table.rows as f64;
        if mass < settings.least_mass {
            return;
        }
        inside.remove(slice.column, slice.leaving.clone());
        restricted[slice.column] = true;
        each(&slice, inside);
    }
}

/// The slice of the greatest gain, among equals one that restricts no further input, among these the first.
fn best(inside: &Inside, settings: &Settings, open: &Open, restricted: &[bool]) -> Option<Slice> {
    let mut best: Option<((f64, bool), Slice)> = None;
    if inside.rows == 0 {
        return None;
    }
    for column in 0..open.len() {
        for slice in slices(inside, settings.peel, column, open[column]) {
            let old = (inside.rows, inside.cases);
            let score = (gain(old, (old.0 - slice.rows, old.1 - slice.cases)), restricted[column]);
            if score.0 > 0.0 && best.as_ref().is_none_or(|(so_far, _)| score > *so_far) {
                best = Some((score, slice));
            }
        }
    }
    best.map(|(_, slice)| slice)
}

/// The change of density per row lost or won: the objective "lenient 1" of Kwakkel and Jaxa-Rozen (2016).
pub(super) fn gain(old: (usize, usize), new: (usize, usize)) -> f64 {
    let (before, after) = (old.1 as f64 / old.0 as f64, new.1 as f64 / new.0 as f64);
    if before == after { 0.0 } else { (after - before) / old.0.abs_diff(new.0) as f64 }
}

fn slices(inside: &Inside, share: f64, column: usize, open: [bool; 2]) -> Vec<Slice> {
    let kind = inside.table.columns[column].kind;
    let upper = if open[1] && kind != Kind::Category { top(inside, column, share) } else { None };
    let lower = if open[0] && kind != Kind::Category { bottom(inside, column, share) } else { None };
    let category = if open[0] && kind == Kind::Category { categories(inside, column) } else { Vec::new() };
    upper.into_iter().chain(lower).chain(category).collect()
}

fn top(inside: &Inside, column: usize, share: f64) -> Option<Slice> {
    let (table, present) = (&inside.table.columns[column], inside.present(column));
    let cut = below_top(table, present, inside.rows, share)?;
    if table.kind == Kind::Real {
        return slice(inside, column, Face::Upper, cut, table.after(cut)..table.sorted.len());
    }
    let highest = table.sorted[places::highest(present, 0)?];
    let from = if cut.floor() >= highest { table.from(highest) } else { table.after(cut.floor()) };
    let limit = table.sorted[places::below(present, from)?];
    slice(inside, column, Face::Upper, limit, from..table.sorted.len())
}

fn bottom(inside: &Inside, column: usize, share: f64) -> Option<Slice> {
    let (table, present) = (&inside.table.columns[column], inside.present(column));
    let cut = above_bottom(table, present, inside.rows, share)?;
    if table.kind == Kind::Real {
        return slice(inside, column, Face::Lower, cut, 0..table.from(cut));
    }
    let lowest = table.sorted[places::lowest(present, 0)?];
    let end = if cut.floor() <= lowest { table.after(lowest) } else { table.from(cut.floor()) };
    let limit = table.sorted[places::at_or_above(present, end)?];
    slice(inside, column, Face::Lower, limit, 0..end)
}

fn categories(inside: &Inside, column: usize) -> Vec<Slice> {
    let table = &inside.table.columns[column];
    let one = |group: &Range<usize>| slice(inside, column, Face::Category, table.sorted[group.start], group.clone());
    table.groups.iter().filter_map(one).collect()
}

/// A slice, unless it takes nothing or everything.
fn slice(inside: &Inside, column: usize, face: Face, value: f64, leaving: Range<usize>) -> Option<Slice> {
    let (rows, cases) = inside.count(column, leaving.clone());
    (rows > 0 && rows < inside.rows).then_some(Slice { column, face, value, leaving, rows, cases })
}

impl Slice {
    /// Narrows the limits of a box by this slice.
    pub(super) fn narrow(&self, limits: &mut [Limit]) {
        match (&mut limits[self.column], self.face) {
            (Limit::Range { low, .. }, Face::Lower) => *low = self.value,
            (Limit::Range { high, .. }, _) => *high = self.value,
            (Limit::Among(values), _) => values.retain(|&value| value != self.value),
        }
    }
}
