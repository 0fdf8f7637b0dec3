//! Pasting: the box wins back thin slices as long as that raises its density.

use std::ops::Range;

use super::cut::{above_bottom, below_top};
use super::outside::Outside;
use super::peel::gain;
use super::table::{Column, Table};
use super::{Boxed, Kind, Limit, Settings, places};

/// The rows that one limit alone keeps out, as places in its column; for a real input also those inside that lie on the
/// limit, as in the EMA workbench.
struct Strip {
    column: usize,
    side: usize,
    rows: usize,
    members: Vec<u64>,
}

/// A slice that could be won back.
struct Slice {
    column: usize,
    limit: Limit,
    rows: usize,
    cases: usize,
}

/// The boxes that follow `last` when slices of the rows outside are won back, in their order.
pub(super) fn paste(table: &Table, rows: &[u32], settings: &Settings, last: &Boxed) -> Vec<Boxed> {
    let (mut found, mut now, mut outside) = (Vec::new(), last.clone(), Outside::new(table, rows));
    outside.set(&now.limits);
    while let Some(next) = next(table, &outside, settings.paste, &now) {
        if (next.rows as f64 / table.rows as f64) < settings.least_mass {
            break;
        }
        outside.set(&next.limits);
        found.push(next.clone());
        now = next;
    }
    found
}

fn next(table: &Table, outside: &Outside, share: f64, now: &Boxed) -> Option<Boxed> {
    let mut best: Option<((f64, bool), Slice)> = None;
    for slice in strips(table, outside).iter().flat_map(|strip| slices(table, share, now, strip)) {
        let new = (now.rows + slice.rows, now.cases + slice.cases);
        let score = (gain((now.rows, now.cases), new), slice.limit == table.whole[slice.column]);
        if score.0 > 0.0 && best.as_ref().is_none_or(|(so_far, _)| score > *so_far) {
            best = Some((score, slice));
        }
    }
    let (_, slice) = best?;
    let mut limits = now.limits.clone();
    limits[slice.column] = slice.limit;
    Some(Boxed { limits, rows: now.rows + slice.rows, cases: now.cases + slice.cases })
}

fn strips(table: &Table, outside: &Outside) -> Vec<Strip> {
    let inside = outside.inside();
    let faces = (0..table.columns.len()).flat_map(|column| [(column, 0), (column, 1)]);
    let restricted = faces.filter(|&(column, side)| outside.restricted(column)[side]);
    restricted.map(|(column, side)| strip(table, outside, &inside, column, side)).collect()
}

fn strip(table: &Table, outside: &Outside, inside: &[u64], column: usize, side: usize) -> Strip {
    let sorted = &table.columns[column];
    let mut strip = Strip { column, side, rows: 0, members: places::empty(table.rows) };
    let mut add = |place: usize| {
        places::insert(&mut strip.members, place);
        strip.rows += 1;
    };
    let beyond = outside.beyond(column, side);
    places::members(&beyond, 0..table.rows).for_each(|row| add(table.places(row as u32)[column] as usize));
    if let (Kind::Real, &Limit::Range { low, high }) = (sorted.kind, &outside.limits()[column]) {
        let limit = [low, high][side];
        let held = |&place: &usize| places::contains(inside, sorted.rows[place] as usize);
        (sorted.from(limit)..sorted.after(limit)).filter(held).for_each(add);
    }
    strip
}

fn slices(table: &Table, share: f64, now: &Boxed, strip: &Strip) -> Vec<Slice> {
    let column = &table.columns[strip.column];
    match &now.limits[strip.column] {
        &Limit::Range { low, high } => numbers(table, column, share, strip, low, high).into_iter().collect(),
        Limit::Among(values) => column.groups.iter().map(|group| category(table, strip, values, group)).collect(),
    }
}

fn numbers(table: &Table, column: &Column, share: f64, strip: &Strip, low: f64, high: f64) -> Option<Slice> {
    if strip.rows == 0 {
        return None;
    }
    if strip.side == 0 {
        let cut = below_top(column, &strip.members, strip.rows, share)?;
        let first = column.sorted[places::at_or_above(&strip.members, column.from(cut))?];
        let limit = Limit::Range { low: if column.kind == Kind::Integer { first } else { cut }, high };
        return Some(slice(table, strip, column.from(cut)..column.from(low), limit));
    }
    let cut = above_bottom(column, &strip.members, strip.rows, share)?;
    let last = column.sorted[places::below(&strip.members, column.after(cut))?];
    let limit = Limit::Range { low, high: if column.kind == Kind::Integer { last } else { cut } };
    Some(slice(table, strip, column.after(high)..column.after(cut), limit))
}

fn category(table: &Table, strip: &Strip, values: &[f64], group: &Range<usize>) -> Slice {
    let mut values = values.to_vec();
    values.push(table.columns[strip.column].sorted[group.start]);
    values.sort_unstable_by(f64::total_cmp);
    slice(table, strip, group.clone(), Limit::Among(values))
}

fn slice(table: &Table, strip: &Strip, joining: Range<usize>, limit: Limit) -> Slice {
    let at = &table.columns[strip.column].rows;
    let rows = places::count(&strip.members, joining.clone());
    let joins = places::members(&strip.members, joining);
    let cases = joins.filter(|&place| places::contains(&table.interest, at[place] as usize)).count();
    Slice { column: strip.column, limit, rows, cases }
}
