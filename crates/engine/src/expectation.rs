//! Expectations over the next state of the war, factor by factor, for one actor and all drafts at once.
//!
//! `lanes` is the number of values that ride along with each planning state: one for each draft on the table.

use crate::grid::Grid;
use crate::kernel::{ActorKernel, SparseRow};
use standoff_world::stamina::LEVELS;

/// `target += weight * source`.
#[inline]
pub fn add_scaled(target: &mut [f64], weight: f64, source: &[f64]) {
    for (t, s) in target.iter_mut().zip(source) {
        *t += weight * s;
    }
}

/// `target = weight * source`.
#[inline]
pub fn set_scaled(target: &mut [f64], weight: f64, source: &[f64]) {
    for (t, s) in target.iter_mut().zip(source) {
        *t = weight * s;
    }
}

/// Two slices of memory for the steps in between.
#[derive(Debug, Clone, Default)]
pub struct Between {
    first: Vec<f64>,
    second: Vec<f64>,
}

impl Between {
    /// Memory for slices of a grid.
    pub fn new(grid: &Grid, lanes: usize) -> Self {
        let size = grid.slice() * lanes;
        Self { first: vec![0.0; size], second: vec![0.0; size] }
    }
}

/// Expectation over coverage and both staminas at one position of the front, given the posture that holds during
/// the step: `[slice, lane]` to `[slice, lane]`.
pub fn over_slice(
    grid: &Grid,
    actor: &ActorKernel,
    truce: bool,
    lanes: usize,
    values: &[f64],
    between: &mut Between,
    result: &mut [f64],
) {
    let coverage = if truce { &actor.coverage_truce } else { &actor.coverage };
    over_coverage(grid, coverage, lanes, values, &mut between.first);
    over_defender(grid, &actor.defender[usize::from(truce)], lanes, &between.first, &mut between.second);
    over_invader(grid, &actor.invader[usize::from(truce)], lanes, &between.second, result);
}

fn over_coverage(grid: &Grid, rows: &[Vec<SparseRow>], lanes: usize, values: &[f64], result: &mut [f64]) {
    let block = LEVELS * LEVELS * lanes;
    let size = grid.coverage * block;
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

fn over_defender(grid: &Grid, rows: &[[f64; 3]; LEVELS], lanes: usize, values: &[f64], result: &mut [f64]) {
    let block = LEVELS * lanes;
    debug_assert_eq!(values.len(), grid.slice() * lanes);
    for (values, result) in values.chunks_exact(LEVELS * block).zip(result.chunks_exact_mut(LEVELS * block)) {
        over_levels(rows, block, values, result);
    }
}

fn over_invader(grid: &Grid, rows: &[[[f64; 3]; LEVELS]], lanes: usize, values: &[f64], result: &mut [f64]) {
    let group = LEVELS * lanes;
    let size = grid.coverage * LEVELS * group;
    for (posture, (values, result)) in values.chunks_exact(size).zip(result.chunks_exact_mut(size)).enumerate() {
        for (values, result) in values.chunks_exact(group).zip(result.chunks_exact_mut(group)) {
            over_levels(&rows[posture], lanes, values, result);
        }
    }
}

fn over_levels(rows: &[[f64; 3]; LEVELS], block: usize, values: &[f64], result: &mut [f64]) {
    for (level, target) in result.chunks_exact_mut(block).enumerate() {
        let [down, stay, up] = rows[level];
        set_scaled(target, stay, &values[level * block..(level + 1) * block]);
        if level > 0 {
            add_scaled(target, down, &values[(level - 1) * block..level * block]);
        }
        if level + 1 < LEVELS {
            add_scaled(target, up, &values[(level + 1) * block..(level + 2) * block]);
        }
    }
}

/// What lies next to a position of the front: another position, or the end of the war with one value.
#[derive(Debug, Clone, Copy)]
pub enum Neighbour<'a> {
    /// Values at the next position, `[slice, lane]`.
    Position(&'a [f64]),
    /// Value of a military end.
    End(f64),
}

/// Expectation over the move of the front: `[slice, lane]` from the position and its two neighbours.
pub fn over_front(
    rows: &[[f64; 3]],
    lanes: usize,
    below: Neighbour<'_>,
    here: &[f64],
    above: Neighbour<'_>,
    result: &mut [f64],
) {
    for (place, (row, target)) in rows.iter().zip(result.chunks_exact_mut(lanes)).enumerate() {
        let [down, stay, up] = *row;
        let span = place * lanes..(place + 1) * lanes;
        set_scaled(target, stay, &here[span.clone()]);
        add_neighbour(target, down, below, span.clone());
        add_neighbour(target, up, above, span);
    }
}

#[inline]
fn add_neighbour(target: &mut [f64], weight: f64, neighbour: Neighbour<'_>, span: std::ops::Range<usize>) {
    match neighbour {
        Neighbour::Position(values) => add_scaled(target, weight, &values[span]),
        Neighbour::End(value) => target.iter_mut().for_each(|t| *t += weight * value),
    }
}
