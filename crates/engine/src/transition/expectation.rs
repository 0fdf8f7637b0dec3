//! Expectations over the next state of the war, factor by factor, for one actor and all drafts at once.
//!
//! `lanes` is the number of values that ride along with each planning state: one for each draft on the table.

#![allow(clippy::needless_range_loop, reason = "counted loops over lanes become vectors")]

use super::kernel::{ActorKernel, SparseRow};
use crate::state_space::{Grid, LANE, Regime};
use standoff_world::battlefield::stamina::LEVELS;

/// `target += weight * source`.
#[inline(always)]
pub fn add_scaled(target: &mut [f64], weight: f64, source: &[f64]) {
    let (target, target_rest) = target.as_chunks_mut::<LANE>();
    let (source, source_rest) = source.as_chunks::<LANE>();
    for (t, s) in target.iter_mut().zip(source) {
        for k in 0..LANE {
            t[k] += weight * s[k];
        }
    }
    for (t, s) in target_rest.iter_mut().zip(source_rest) {
        *t += weight * s;
    }
}

/// `target = weight * source`.
#[inline(always)]
pub fn set_scaled(target: &mut [f64], weight: f64, source: &[f64]) {
    let (target, target_rest) = target.as_chunks_mut::<LANE>();
    let (source, source_rest) = source.as_chunks::<LANE>();
    for (t, s) in target.iter_mut().zip(source) {
        for k in 0..LANE {
            t[k] = weight * s[k];
        }
    }
    for (t, s) in target_rest.iter_mut().zip(source_rest) {
        *t = weight * s;
    }
}

/// `target = a x + b y + c z`.
#[inline(always)]
fn set_mixed(target: &mut [f64], weights: [f64; 3], parts: [&[f64]; 3]) {
    let [a, b, c] = weights;
    let [(x, x_rest), (y, y_rest), (z, z_rest)] = parts.map(|part| part.as_chunks::<LANE>());
    let (target, rest) = target.as_chunks_mut::<LANE>();
    for (((t, x), y), z) in target.iter_mut().zip(x).zip(y).zip(z) {
        for k in 0..LANE {
            t[k] = a * x[k] + (b * y[k] + c * z[k]);
        }
    }
    for (((t, x), y), z) in rest.iter_mut().zip(x_rest).zip(y_rest).zip(z_rest) {
        *t = a * x + (b * y + c * z);
    }
}

/// Memory for an expectation between one factor of the state and the next.
#[derive(Debug, Clone, Default)]
pub struct Scratch {
    first: Vec<f64>,
    second: Vec<f64>,
}

impl Scratch {
    /// Memory for one position of the front.
    pub fn new(grid: &Grid, lanes: usize) -> Self {
        let size = grid.places() * lanes;
        Self { first: vec![0.0; size], second: vec![0.0; size] }
    }
}

/// Expectation over coverage and both staminas at one position of the front, given the posture that holds during
/// the step: `[place][lane]` to `[place][lane]`.
#[inline(always)]
pub fn expect_over_slice(
    grid: &Grid,
    actor: &ActorKernel,
    regime: Regime,
    lanes: usize,
    values: &[f64],
    scratch: &mut Scratch,
    result: &mut [f64],
) {
    let regime = regime.index();
    expect_over_coverage(grid, &actor.coverage[regime], lanes, values, &mut scratch.first);
    expect_over_defender(grid, &actor.defender[regime], lanes, &scratch.first, &mut scratch.second);
    expect_over_invader(grid, &actor.invader[regime], lanes, &scratch.second, result);
}

#[inline(always)]
fn expect_over_coverage(grid: &Grid, rows: &[Vec<SparseRow>], lanes: usize, values: &[f64], result: &mut [f64]) {
    let block = LEVELS * LEVELS * lanes;
    let size = grid.coverage_cells * block;
    for (posture, (values, result)) in values.chunks_exact(size).zip(result.chunks_exact_mut(size)).enumerate() {
        for (from, target) in result.chunks_exact_mut(block).enumerate() {
            for (index, &(to, weight)) in rows[posture][from].iter().enumerate() {
                let source = &values[to * block..(to + 1) * block];
                if index == 0 {
                    set_scaled(target, weight, source);
                } else {
                    add_scaled(target, weight, source);
                }
            }
        }
    }
}

#[inline(always)]
fn expect_over_defender(grid: &Grid, rows: &[[f64; 3]; LEVELS], lanes: usize, values: &[f64], result: &mut [f64]) {
    let block = LEVELS * lanes;
    debug_assert_eq!(values.len(), grid.places() * lanes);
    for (values, result) in values.chunks_exact(LEVELS * block).zip(result.chunks_exact_mut(LEVELS * block)) {
        expect_over_levels(rows, block, values, result);
    }
}

#[inline(always)]
fn expect_over_invader(grid: &Grid, rows: &[[[f64; 3]; LEVELS]], lanes: usize, values: &[f64], result: &mut [f64]) {
    let group = LEVELS * lanes;
    let size = grid.coverage_cells * LEVELS * group;
    for (posture, (values, result)) in values.chunks_exact(size).zip(result.chunks_exact_mut(size)).enumerate() {
        for (values, result) in values.chunks_exact(group).zip(result.chunks_exact_mut(group)) {
            expect_over_levels(&rows[posture], lanes, values, result);
        }
    }
}

#[inline(always)]
fn expect_over_levels(rows: &[[f64; 3]; LEVELS], block: usize, values: &[f64], result: &mut [f64]) {
    for (level, target) in result.chunks_exact_mut(block).enumerate() {
        let level_values = |level: usize| &values[level * block..(level + 1) * block];
        // At the edge the weight of the level that is not there is zero.
        let (below, above) = (level.saturating_sub(1), (level + 1).min(LEVELS - 1));
        set_mixed(target, rows[level], [level_values(below), level_values(level), level_values(above)]);
    }
}

/// Neighbour of a position of the front: another position, or the end of the war with one value.
#[derive(Debug, Clone, Copy)]
pub enum Neighbour<'a> {
    /// Values at the next position, `[place][lane]`.
    Position(&'a [f64]),
    /// Value of a military end.
    End(f64),
}

/// Expectation over the move of the front: `[place][lane]` from the position and its two neighbours.
#[inline(always)]
pub fn expect_over_front(
    rows: &[[f64; 3]],
    lanes: usize,
    below: Neighbour<'_>,
    here: &[f64],
    above: Neighbour<'_>,
    result: &mut [f64],
) {
    for (place, (row, target)) in rows.iter().zip(result.chunks_exact_mut(lanes)).enumerate() {
        let span = place * lanes..(place + 1) * lanes;
        let here = &here[span.clone()];
        match (below, above) {
            (Neighbour::Position(below), Neighbour::Position(above)) => {
                set_mixed(target, *row, [&below[span.clone()], here, &above[span]]);
            }
            _ => expect_at_edge(row, span, below, here, above, target),
        }
    }
}

fn expect_at_edge(
    row: &[f64; 3],
    span: std::ops::Range<usize>,
    below: Neighbour<'_>,
    here: &[f64],
    above: Neighbour<'_>,
    target: &mut [f64],
) {
    let [down, stay, up] = *row;
    for (index, (target, here)) in span.zip(target.iter_mut().zip(here)) {
        *target = down * below.value(index) + (stay * here + up * above.value(index));
    }
}

impl Neighbour<'_> {
    fn value(self, index: usize) -> f64 {
        match self {
            Self::Position(values) => values[index],
            Self::End(value) => value,
        }
    }
}
