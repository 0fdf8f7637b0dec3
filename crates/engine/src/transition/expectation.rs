//! Expectations over the next state of the war, factor by factor, for one actor and all drafts at once.
//!
//! `lanes` is the number of values that ride along with each planning state: one for each draft on the table.

use super::kernel::ActorKernel;
use super::support::SparseRow;
use crate::precision::Number;
use crate::state_space::{Grid, LANE, Regime};
use standoff_world::battlefield::stamina::LEVELS;
use std::array::from_fn;

/// `target += weight * source`.
#[inline(always)]
pub fn add_scaled<T: Number>(target: &mut [T], weight: T, source: &[T]) {
    let (target, target_rest) = target.as_chunks_mut::<LANE>();
    let (source, source_rest) = source.as_chunks::<LANE>();
    for (t, s) in target.iter_mut().zip(source) {
        *t = from_fn(|k| t[k] + weight * s[k]);
    }
    for (t, s) in target_rest.iter_mut().zip(source_rest) {
        *t += weight * *s;
    }
}

/// Vectors that [`combine`] sums at a time: as many as keep their sums in registers.
const VECTORS: usize = 4;

/// `target = sum of weight · source[start..]` over the parts, which are pairs of a start and a weight.
#[inline(always)]
pub fn combine<T: Number>(target: &mut [T], parts: &[(usize, T)], source: &[T]) {
    let (chunks, rest) = target.as_chunks_mut::<LANE>();
    let (blocks, chunks) = chunks.as_chunks_mut::<VECTORS>();
    let mut place = 0;
    for block in blocks {
        let mut sums = [[T::default(); LANE]; VECTORS];
        for &(start, weight) in parts {
            let source: &[[T; LANE]] = source[start + place..][..VECTORS * LANE].as_chunks().0;
            sums = from_fn(|vector| from_fn(|k| sums[vector][k] + weight * source[vector][k]));
        }
        *block = sums;
        place += VECTORS * LANE;
    }
    for chunk in chunks {
        let mut sums = [T::default(); LANE];
        for &(start, weight) in parts {
            let source = &source[start + place..][..LANE];
            sums = from_fn(|k| sums[k] + weight * source[k]);
        }
        *chunk = sums;
        place += LANE;
    }
    for target in rest {
        let add = |sum: T, &(start, weight): &(usize, T)| sum + weight * source[start + place];
        *target = parts.iter().fold(T::default(), add);
        place += 1;
    }
}

/// `target = a x + b y + c z`.
#[inline(always)]
fn set_mixed<T: Number>(target: &mut [T], weights: [f64; 3], parts: [&[T]; 3]) {
    let [a, b, c] = weights.map(T::of);
    let [(x, x_rest), (y, y_rest), (z, z_rest)] = parts.map(|part| part.as_chunks::<LANE>());
    let (target, rest) = target.as_chunks_mut::<LANE>();
    for (((t, x), y), z) in target.iter_mut().zip(x).zip(y).zip(z) {
        *t = from_fn(|k| a * x[k] + (b * y[k] + c * z[k]));
    }
    for (((t, x), y), z) in rest.iter_mut().zip(x_rest).zip(y_rest).zip(z_rest) {
        *t = a * *x + (b * *y + c * *z);
    }
}

/// Memory for an expectation between one factor of the state and the next.
#[derive(Debug, Clone, Default)]
pub struct Scratch<T> {
    first: Vec<T>,
    second: Vec<T>,
    /// Places and weights of a sum.
    parts: Vec<(usize, T)>,
}

impl<T: Number> Scratch<T> {
    /// Memory for one position of the front.
    pub fn new(grid: &Grid, lanes: usize) -> Self {
        let size = grid.places() * lanes;
        Self { first: vec![T::default(); size], second: vec![T::default(); size], parts: Vec::new() }
    }
}

/// Expectation over coverage, backers and both staminas at one position of the front, counted from 0, given the posture that
/// holds during the step: `[place][lane]` to `[place][lane]`.
#[inline(always)]
pub fn expect_over_slice<T: Number>(
    grid: &Grid,
    actor: &ActorKernel,
    (regime, position): (Regime, usize),
    lanes: usize,
    values: &[T],
    scratch: &mut Scratch<T>,
    result: &mut [T],
) {
    let regime = regime.index();
    expect_over_support(grid, actor.support[regime].at(position), lanes, values, scratch);
    expect_over_defender(grid, &actor.defender[regime], lanes, &scratch.first, &mut scratch.second);
    expect_over_invader(grid, &actor.invader[regime], lanes, &scratch.second, result);
}

#[inline(always)]
fn expect_over_support<T: Number>(
    grid: &Grid,
    rows: &[Vec<SparseRow>],
    lanes: usize,
    values: &[T],
    Scratch { first: result, parts, .. }: &mut Scratch<T>,
) {
    let block = LEVELS * LEVELS * lanes;
    let size = grid.support_cells() * block;
    for (posture, (values, result)) in values.chunks_exact(size).zip(result.chunks_exact_mut(size)).enumerate() {
        for (from, target) in result.chunks_exact_mut(block).enumerate() {
            let row = &rows[posture][from];
            parts.clear();
            parts.extend(row.iter().map(|&(to, weight)| (to * block, T::of(weight))));
            combine(target, parts, values);
        }
    }
}

#[inline(always)]
fn expect_over_defender<T: Number>(
    grid: &Grid,
    rows: &[[f64; 3]; LEVELS],
    lanes: usize,
    values: &[T],
    result: &mut [T],
) {
    let block = LEVELS * lanes;
    debug_assert_eq!(values.len(), grid.places() * lanes);
    for (values, result) in values.chunks_exact(LEVELS * block).zip(result.chunks_exact_mut(LEVELS * block)) {
        expect_over_levels(rows, block, values, result);
    }
}

#[inline(always)]
fn expect_over_invader<T: Number>(
    grid: &Grid,
    rows: &[[[f64; 3]; LEVELS]],
    lanes: usize,
    values: &[T],
    result: &mut [T],
) {
    let group = LEVELS * lanes;
    let size = grid.support_cells() * LEVELS * group;
    for (posture, (values, result)) in values.chunks_exact(size).zip(result.chunks_exact_mut(size)).enumerate() {
        for (values, result) in values.chunks_exact(group).zip(result.chunks_exact_mut(group)) {
            expect_over_levels(&rows[posture], lanes, values, result);
        }
    }
}

#[inline(always)]
fn expect_over_levels<T: Number>(rows: &[[f64; 3]; LEVELS], block: usize, values: &[T], result: &mut [T]) {
    for (level, target) in result.chunks_exact_mut(block).enumerate() {
        let level_values = |level: usize| &values[level * block..(level + 1) * block];
        // At the edge the weight of the level that is not there is zero.
        let (below, above) = (level.saturating_sub(1), (level + 1).min(LEVELS - 1));
        set_mixed(target, rows[level], [level_values(below), level_values(level), level_values(above)]);
    }
}

/// Neighbour of a position of the front: another position, or the end of the war with one value.
#[derive(Debug, Clone, Copy)]
pub enum Neighbour<'a, T> {
    /// Values at the next position, `[place][lane]`.
    Position(&'a [T]),
    /// Value of a military end, `[lane]`.
    End(&'a [T]),
}

/// Expectation over the move of the front: `[place][lane]` from the position and its two neighbours.
#[inline(always)]
pub fn expect_over_front<T: Number>(
    rows: &[[f64; 3]],
    lanes: usize,
    below: Neighbour<'_, T>,
    here: &[T],
    above: Neighbour<'_, T>,
    result: &mut [T],
) {
    for (place, (row, target)) in rows.iter().zip(result.chunks_exact_mut(lanes)).enumerate() {
        let span = place * lanes..(place + 1) * lanes;
        set_mixed(target, *row, [below.values_at(&span), &here[span.clone()], above.values_at(&span)]);
    }
}

impl<'a, T> Neighbour<'a, T> {
    #[inline(always)]
    fn values_at(self, span: &std::ops::Range<usize>) -> &'a [T] {
        match self {
            Self::Position(values) => &values[span.clone()],
            Self::End(value) => value,
        }
    }
}
