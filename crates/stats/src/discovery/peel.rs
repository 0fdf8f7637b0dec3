//! Peeling: the box loses a thin slice at a time, always the one whose loss raises the density most for its size.

use std::ops::Range;

use crate::discovery::cut::{cut_above_bottom, cut_below_top};
use crate::discovery::input::InputKind;
use crate::discovery::inside::InsideRows;
use crate::discovery::limit::{Limit, LimitSide};
use crate::discovery::places;
use crate::discovery::settings::PrimSettings;

/// The limits of each column that may move: lower and upper, or the first alone for a category.
pub(super) type OpenLimits = Vec<[bool; 2]>;

/// A slice that could be removed.
#[derive(Debug, Clone)]
pub(super) struct PeelSlice {
    pub column: usize,
    pub face: LimitSide,
    /// The new limit, or the category excluded.
    pub value: f64,
    /// The places that leave.
    leaving: Range<usize>,
    rows: usize,
    cases: usize,
}

/// Peels until nothing more raises the density or the box would be too small; `each` sees the box after every slice.
pub(super) fn peel_box(
    inside: &mut InsideRows,
    settings: &PrimSettings,
    open: &OpenLimits,
    mut each: impl FnMut(&PeelSlice, &InsideRows),
) {
    let mut restricted = vec![false; open.len()];
    while let Some(slice) = best_slice(inside, settings, open, &restricted) {
        let mass = (inside.rows - slice.rows) as f64 / inside.table.rows as f64;
        if mass < settings.least_mass {
            return;
        }
        inside.remove_places(slice.column, slice.leaving.clone());
        restricted[slice.column] = true;
        each(&slice, inside);
    }
}

/// The slice of the greatest gain; among equals one that restricts no further input, and among these the first. The
/// order of the columns is fixed by the table, so that ties never depend on how inputs were given.
fn best_slice(
    inside: &InsideRows,
    settings: &PrimSettings,
    open: &OpenLimits,
    restricted: &[bool],
) -> Option<PeelSlice> {
    let mut best: Option<((f64, bool), PeelSlice)> = None;
    if inside.rows == 0 {
        return None;
    }
    for column in 0..open.len() {
        for slice in candidate_slices(inside, settings.peel, column, open[column]) {
            let old = (inside.rows, inside.cases);
            let score = (density_gain(old, (old.0 - slice.rows, old.1 - slice.cases)), restricted[column]);
            if score.0 > 0.0 && best.as_ref().is_none_or(|(so_far, _)| score > *so_far) {
                best = Some((score, slice));
            }
        }
    }
    best.map(|(_, slice)| slice)
}

/// The change of density per row removed or added: the objective "lenient 1" of Kwakkel and Jaxa-Rozen (2016).
pub(super) fn density_gain(old: (usize, usize), new: (usize, usize)) -> f64 {
    let (before, after) = (old.1 as f64 / old.0 as f64, new.1 as f64 / new.0 as f64);
    if before == after { 0.0 } else { (after - before) / old.0.abs_diff(new.0) as f64 }
}

fn candidate_slices(inside: &InsideRows, share: f64, column: usize, open: [bool; 2]) -> Vec<PeelSlice> {
    let kind = inside.table.columns[column].kind;
    let upper = if open[1] && kind != InputKind::Category { top_slice(inside, column, share) } else { None };
    let lower = if open[0] && kind != InputKind::Category { bottom_slice(inside, column, share) } else { None };
    let category = if open[0] && kind == InputKind::Category { category_slices(inside, column) } else { Vec::new() };
    upper.into_iter().chain(lower).chain(category).collect()
}

fn top_slice(inside: &InsideRows, column: usize, share: f64) -> Option<PeelSlice> {
    let (table, present) = (&inside.table.columns[column], inside.present_places(column));
    let cut = cut_below_top(table, present, inside.rows, share)?;
    if table.kind == InputKind::Real {
        return make_slice(inside, column, LimitSide::Upper, cut, table.first_above(cut)..table.sorted.len());
    }
    let highest = table.sorted[places::nth_highest(present, 0)?];
    let from = if cut.floor() >= highest { table.first_at_or_above(highest) } else { table.first_above(cut.floor()) };
    let limit = table.sorted[places::last_below(present, from)?];
    make_slice(inside, column, LimitSide::Upper, limit, from..table.sorted.len())
}

fn bottom_slice(inside: &InsideRows, column: usize, share: f64) -> Option<PeelSlice> {
    let (table, present) = (&inside.table.columns[column], inside.present_places(column));
    let cut = cut_above_bottom(table, present, inside.rows, share)?;
    if table.kind == InputKind::Real {
        return make_slice(inside, column, LimitSide::Lower, cut, 0..table.first_at_or_above(cut));
    }
    let lowest = table.sorted[places::nth_lowest(present, 0)?];
    let end = if cut.floor() <= lowest { table.first_above(lowest) } else { table.first_at_or_above(cut.floor()) };
    let limit = table.sorted[places::first_at_or_above(present, end)?];
    make_slice(inside, column, LimitSide::Lower, limit, 0..end)
}

fn category_slices(inside: &InsideRows, column: usize) -> Vec<PeelSlice> {
    let table = &inside.table.columns[column];
    let one = |group: &Range<usize>| {
        make_slice(inside, column, LimitSide::Category, table.sorted[group.start], group.clone())
    };
    table.groups.iter().filter_map(one).collect()
}

/// A slice, unless it removes nothing or everything.
fn make_slice(
    inside: &InsideRows,
    column: usize,
    face: LimitSide,
    value: f64,
    leaving: Range<usize>,
) -> Option<PeelSlice> {
    let (rows, cases) = inside.count_inside(column, leaving.clone());
    (rows > 0 && rows < inside.rows).then_some(PeelSlice { column, face, value, leaving, rows, cases })
}

impl PeelSlice {
    /// Narrows the limits of a box by this slice.
    pub(super) fn narrow_limits(&self, limits: &mut [Limit]) {
        match (&mut limits[self.column], self.face) {
            (Limit::Range { low, .. }, LimitSide::Lower) => *low = self.value,
            (Limit::Range { high, .. }, _) => *high = self.value,
            (Limit::Among(values), _) => values.retain(|&value| value != self.value),
        }
    }
}
