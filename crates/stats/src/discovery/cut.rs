//! The value at which a peel or a paste cuts a column.
//!
//! The convention is that of the sdtoolkit (Bryant and Lempert 2010) and of the EMA workbench: midway between two
//! neighbouring *different* values about the quantile at rank (n - 1) p, so that equal values stay together.

use crate::discovery::places;
use crate::discovery::table::SortedColumn;

/// The cut below the top `share` of the members, which are `count`.
pub(super) fn cut_below_top(column: &SortedColumn, members: &[u64], count: usize, share: f64) -> Option<f64> {
    let rank = (count - 1) as f64 * (1.0 - share);
    let at = |rank: f64| places::nth_highest(members, count - 1 - rank as usize);
    let (low, high) = (at(rank.floor())?, at(rank.ceil())?);
    let low = if column.sorted[low] == column.sorted[high] {
        places::last_below(members, column.first_at_or_above(column.sorted[high])).unwrap_or(low)
    } else {
        low
    };
    Some(f64::midpoint(column.sorted[low], column.sorted[high]))
}

/// The cut above the bottom `share` of the members, which are `count`.
pub(super) fn cut_above_bottom(column: &SortedColumn, members: &[u64], count: usize, share: f64) -> Option<f64> {
    let rank = (count - 1) as f64 * share;
    let at = |rank: f64| places::nth_lowest(members, rank as usize);
    let (low, high) = (at(rank.floor())?, at(rank.ceil())?);
    let high = if column.sorted[low] == column.sorted[high] {
        places::first_at_or_above(members, column.first_above(column.sorted[low])).unwrap_or(high)
    } else {
        high
    };
    Some(f64::midpoint(column.sorted[low], column.sorted[high]))
}
