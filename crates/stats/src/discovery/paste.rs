//! Pasting: the box regains thin slices as long as that raises its density.

use std::ops::Range;

use crate::discovery::cut::{cut_above_bottom, cut_below_top};
use crate::discovery::input::InputKind;
use crate::discovery::limit::{Limit, SearchBox};
use crate::discovery::outside::OutsideRows;
use crate::discovery::peel::density_gain;
use crate::discovery::places;
use crate::discovery::table::{SortedColumn, SortedTable};

/// The rows that one limit alone excludes, as places in its column; for a real input also those inside that lie on the
/// limit, as in the EMA workbench.
struct OuterStrip {
    column: usize,
    side: usize,
    rows: usize,
    members: Vec<u64>,
}

/// A slice that could be added back.
struct PasteSlice {
    column: usize,
    limit: Limit,
    rows: usize,
    cases: usize,
}

/// The boxes that follow `last` as slices of the rows outside are added back, in order; each slice is this share of the rows
/// that one limit alone excludes.
pub(super) fn paste_slices(table: &SortedTable, rows: &[u32], share: f64, last: &SearchBox) -> Vec<SearchBox> {
    let (mut found, mut now, mut outside) = (Vec::new(), last.clone(), OutsideRows::new(table, rows));
    outside.move_to(&now.limits);
    while let Some(next) = best_paste(table, &outside, share, &now) {
        outside.move_to(&next.limits);
        found.push(next.clone());
        now = next;
    }
    found
}

/// The box after the slice of the greatest gain; among equals the one that restores the whole range, else the first.
fn best_paste(table: &SortedTable, outside: &OutsideRows, share: f64, now: &SearchBox) -> Option<SearchBox> {
    let mut best: Option<((f64, bool), PasteSlice)> = None;
    for slice in outer_strips(table, outside).iter().flat_map(|strip| candidate_slices(table, share, now, strip)) {
        let new = (now.rows + slice.rows, now.cases + slice.cases);
        let score = (density_gain((now.rows, now.cases), new), slice.limit == table.whole[slice.column]);
        if score.0 > 0.0 && best.as_ref().is_none_or(|(so_far, _)| score > *so_far) {
            best = Some((score, slice));
        }
    }
    let (_, slice) = best?;
    let mut limits = now.limits.clone();
    limits[slice.column] = slice.limit;
    Some(SearchBox { limits, rows: now.rows + slice.rows, cases: now.cases + slice.cases })
}

fn outer_strips(table: &SortedTable, outside: &OutsideRows) -> Vec<OuterStrip> {
    let inside = outside.inside_rows();
    let faces = (0..table.columns.len()).flat_map(|column| [(column, 0), (column, 1)]);
    let restricted = faces.filter(|&(column, side)| outside.restricted_sides(column)[side]);
    restricted.map(|(column, side)| outer_strip(table, outside, &inside, column, side)).collect()
}

fn outer_strip(table: &SortedTable, outside: &OutsideRows, inside: &[u64], column: usize, side: usize) -> OuterStrip {
    let sorted = &table.columns[column];
    let mut strip = OuterStrip { column, side, rows: 0, members: places::empty_set(table.rows) };
    let mut add = |place: usize| {
        places::insert_place(&mut strip.members, place);
        strip.rows += 1;
    };
    let beyond = outside.excluded_by_one(column, side);
    places::members_within(&beyond, 0..table.rows).for_each(|row| add(table.row_places(row as u32)[column] as usize));
    if let (InputKind::Real, &Limit::Range { low, high }) = (sorted.kind, &outside.current_limits()[column]) {
        let limit = [low, high][side];
        let held = |&place: &usize| places::contains_place(inside, sorted.rows[place] as usize);
        (sorted.first_at_or_above(limit)..sorted.first_above(limit)).filter(held).for_each(add);
    }
    strip
}

fn candidate_slices(table: &SortedTable, share: f64, now: &SearchBox, strip: &OuterStrip) -> Vec<PasteSlice> {
    let column = &table.columns[strip.column];
    match &now.limits[strip.column] {
        &Limit::Range { low, high } => number_slice(table, column, share, strip, low, high).into_iter().collect(),
        Limit::Among(values) => column.groups.iter().map(|group| category_slice(table, strip, values, group)).collect(),
    }
}

fn number_slice(
    table: &SortedTable,
    column: &SortedColumn,
    share: f64,
    strip: &OuterStrip,
    low: f64,
    high: f64,
) -> Option<PasteSlice> {
    if strip.rows == 0 {
        return None;
    }
    if strip.side == 0 {
        let cut = cut_below_top(column, &strip.members, strip.rows, share)?;
        let first = column.sorted[places::first_at_or_above(&strip.members, column.first_at_or_above(cut))?];
        let limit = Limit::Range { low: if column.kind == InputKind::Integer { first } else { cut }, high };
        return Some(make_slice(table, strip, column.first_at_or_above(cut)..column.first_at_or_above(low), limit));
    }
    let cut = cut_above_bottom(column, &strip.members, strip.rows, share)?;
    let last = column.sorted[places::last_below(&strip.members, column.first_above(cut))?];
    let limit = Limit::Range { low, high: if column.kind == InputKind::Integer { last } else { cut } };
    Some(make_slice(table, strip, column.first_above(high)..column.first_above(cut), limit))
}

fn category_slice(table: &SortedTable, strip: &OuterStrip, values: &[f64], group: &Range<usize>) -> PasteSlice {
    let mut values = values.to_vec();
    values.push(table.columns[strip.column].sorted[group.start]);
    values.sort_unstable_by(f64::total_cmp);
    make_slice(table, strip, group.clone(), Limit::Among(values))
}

fn make_slice(table: &SortedTable, strip: &OuterStrip, joining: Range<usize>, limit: Limit) -> PasteSlice {
    let at = &table.columns[strip.column].rows;
    let rows = places::count_members(&strip.members, joining.clone());
    let joins = places::members_within(&strip.members, joining);
    let cases = joins.filter(|&place| places::contains_place(&table.interest, at[place] as usize)).count();
    PasteSlice { column: strip.column, limit, rows, cases }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::discovery::input::Input;

    /// The limits after the best paste at a share of .4, of a box with these limits, where these rows are cases.
    fn limits_after(inputs: &[Input<'_>], cases: &[usize], limits: &[Limit]) -> Vec<Limit> {
        let count = inputs[0].values.len();
        let interest: Vec<bool> = (0..count).map(|row| cases.contains(&row)).collect();
        let table = SortedTable::new(inputs, &interest).unwrap();
        let mut outside = OutsideRows::new(&table, &(0..).take(count).collect::<Vec<u32>>());
        outside.move_to(limits);
        let inside = |row: &usize| inputs.iter().zip(limits).all(|(input, limit)| limit.allows(input.values[*row]));
        let held: Vec<usize> = (0..count).filter(inside).collect();
        let hits = held.iter().filter(|&&row| interest[row]).count();
        let now = SearchBox { limits: limits.to_vec(), rows: held.len(), cases: hits };
        best_paste(&table, &outside, 0.4, &now).unwrap().limits
    }

    /// Of 11 rows from 5 to 15, 5 are cases. Below, rows 3 and 4 could join, above 16 and 17: two cases make a denser box than one,
    /// and of equals the first is taken.
    #[test]
    fn the_denser_slice_joins() {
        let values: Vec<f64> = (0..20).map(f64::from).collect();
        let range = |low, high| Limit::Range { low, high };
        for (joining, kind, after) in [
            (vec![3, 4, 16], InputKind::Real, range(2.5, 15.5)),
            (vec![3, 16, 17], InputKind::Real, range(4.5, 17.5)),
            (vec![3, 4, 16, 17], InputKind::Real, range(2.5, 15.5)),
            (vec![3, 4, 16], InputKind::Integer, range(3.0, 15.5)),
            (vec![3, 16, 17], InputKind::Integer, range(4.5, 17.0)),
        ] {
            let cases: Vec<usize> = [6, 8, 10, 12, 14].into_iter().chain(joining.clone()).collect();
            let input = Input { name: "x", values: &values, kind };
            assert_eq!(limits_after(&[input], &cases, &[range(4.5, 15.5)]), [after], "{joining:?} {kind:?}");
        }
    }

    /// One case could join by either input: that which is free of its limit afterwards is chosen.
    #[test]
    fn of_equal_slices_one_that_restores_the_range_joins() {
        let x: Vec<f64> = (1..=11).map(f64::from).collect();
        let y = [1.0, 2.0, 9.0, 3.0, 4.0, 5.0, 6.0, 7.0, 1.0, 1.0, 1.0];
        let range = |low, high| Limit::Range { low, high };
        let limits = [range(1.0, 8.5), range(1.0, 8.5)];
        // The third row lies outside by its y alone, rows from the ninth on by their x alone; of these one could join.
        let after = limits_after(&[Input::real("x", &x), Input::real("y", &y)], &[0, 1, 2, 8], &limits);
        assert_eq!(after, [range(1.0, 8.5), range(1.0, 9.0)]);
    }
}
