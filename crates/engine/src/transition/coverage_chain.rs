//! The coverage that planners foresee: a Markov chain over coverage cells for each posture, induced by simulating
//! the members (theory 3.6, decisions 10 and 28).

use crate::state_space::Grid;
use rayon::prelude::*;
use standoff_num::Draws;
use standoff_world::state::CoalitionState;
use standoff_world::step::{CoalitionPace, Surroundings};
use standoff_world::war::World;

/// Futures of the coalition simulated for each posture. Over twelve sets of 48, on the default scenario, the monthly
/// chance of a deal had a mean of .110 and a standard deviation of .006, and the defender's value varied by .006, the
/// others' by less than .001. Draws of an ensemble have sets of their own, so this error averages out over them.
const PATHS: u32 = 48;
/// Months of each: five years, so that elections, votes on money and cascades are among the moves that are counted.
const PATH_MONTHS: u32 = 60;
/// Most chance a month that an actor believes coverage falls with: a belief is a factor, and must leave a probability.
const MOST_FALL: f64 = 0.95;

/// Transition matrix a month between coverage cells, `[posture][from][to]`.
pub type CoverageChain = Vec<Vec<Vec<f64>>>;

/// Simulates the members under each posture held fixed and counts the moves between coverage cells.
///
/// `draws` must not be shared with the futures of the war: planners foresee with numbers of their own.
pub fn induce_coverage_chain(world: &World, grid: &Grid, draws: Draws) -> CoverageChain {
    if grid.coverage_cells == 1 {
        return vec![vec![vec![1.0]]; grid.postures];
    }
    let pace = CoalitionPace::new(&world.war, 1.0);
    (0..grid.postures)
        .into_par_iter()
        .map(|posture| chance_rows(&count_moves(world, grid, &pace, posture, draws), world.war.numerics.chain_prior))
        .collect()
}

fn count_moves(world: &World, grid: &Grid, pace: &CoalitionPace, posture: usize, draws: Draws) -> Vec<Vec<f64>> {
    let mut counts = vec![vec![0.0; grid.coverage_cells]; grid.coverage_cells];
    for path in 0..PATHS {
        // The same numbers for every posture, so that postures differ by what they do.
        let draws = Draws::new(draws.seed(), draws.draw(), path);
        let mut state = CoalitionState::start(&world.war);
        let mut from = grid.coverage_cell(state.coverage, state.pooled(&world.war));
        for month in 0..PATH_MONTHS {
            let around = Surroundings { posture, ..Surroundings::default() };
            state.step(&world.war, pace, month, around, &draws);
            let to = grid.coverage_cell(state.coverage, state.pooled(&world.war));
            counts[from][to] += 1.0;
            from = to;
        }
    }
    counts
}

/// Rows of chances from counts, each drawn towards the mean move of the cells that were visited with the same pooled
/// status (decision 28): `P(k,k') = (n(k,k') + m G(k'-k)) / (n(k) + m)`, `m` the prior in months. So no cell absorbs for
/// want of visits.
fn chance_rows(counts: &[Vec<f64>], prior_months: f64) -> Vec<Vec<f64>> {
    let mean_moves = [0, 1].map(|pooled| mean_move(counts, pooled));
    let row = |(from, row): (usize, &Vec<f64>)| {
        let visits: f64 = row.iter().sum();
        let mut expected: Vec<f64> = row.clone();
        for &(levels, pooled, chance) in &mean_moves[from % 2] {
            expected[moved_cell(from, levels, pooled, counts.len())] += prior_months * chance;
        }
        expected.iter().map(|count| count / (visits + prior_months)).collect()
    };
    counts.iter().enumerate().map(row).collect()
}

/// Mean move of the visited cells with a pooled status: change of level, pooled status after it, and chance. Cells count
/// by the root of their visits, so that the cell of the start does not speak for all. Where no cell with the status was
/// visited, levels move as in the others and money goes on as it is; where none was at all, nothing moves.
fn mean_move(counts: &[Vec<f64>], pooled: usize) -> Vec<(isize, usize, f64)> {
    let own: Vec<(isize, usize, f64)> = weighted_moves(counts, pooled);
    let others = || weighted_moves(counts, 1 - pooled).into_iter().map(|(levels, _, weight)| (levels, pooled, weight));
    let mut moves = if own.is_empty() { others().collect() } else { own };
    let total: f64 = moves.iter().map(|(.., weight)| weight).sum();
    if total == 0.0 {
        return vec![(0, pooled, 1.0)];
    }
    moves.iter_mut().for_each(|(.., weight)| *weight /= total);
    moves
}

fn weighted_moves(counts: &[Vec<f64>], pooled: usize) -> Vec<(isize, usize, f64)> {
    let mut moves = Vec::new();
    for (from, row) in counts.iter().enumerate().filter(|(from, _)| from % 2 == pooled) {
        let visits: f64 = row.iter().sum();
        for (to, &count) in row.iter().enumerate().filter(|(_, count)| **count > 0.0) {
            moves.push(((to / 2) as isize - (from / 2) as isize, to % 2, count / visits.sqrt()));
        }
    }
    moves
}

/// The cell that a move leads to, within the levels there are.
fn moved_cell(from: usize, levels: isize, pooled: usize, cells: usize) -> usize {
    let most = cells as isize / 2 - 1;
    ((from as isize / 2 + levels).clamp(0, most) * 2) as usize + pooled
}

/// The chain as an actor believes it: moves to lower coverage `factor` times as likely, within what a row allows.
pub fn believed_row(row: &[f64], from: usize, factor: f64) -> Vec<f64> {
    let falls: f64 = (0..row.len()).filter(|&to| to / 2 < from / 2).map(|to| row[to]).sum();
    let factor = if falls * factor > MOST_FALL { MOST_FALL / falls } else { factor };
    let rest = if falls < 1.0 { (1.0 - falls * factor) / (1.0 - falls) } else { 0.0 };
    row.iter().enumerate().map(|(to, p)| if to / 2 < from / 2 { p * factor } else { p * rest }).collect()
}

/// The chain over another length of step: the matrix power where the step is a whole number of months, and below a
/// month its first-order share, as the root of a counted matrix need not hold probabilities.
pub fn chain_over_months(chain: &[Vec<f64>], months: f64) -> Vec<Vec<f64>> {
    let cells = chain.len();
    if months < 1.0 {
        let entry = |from: usize, to: usize| {
            let stay = if from == to { 1.0 - months } else { 0.0 };
            stay + months * chain[from][to]
        };
        return (0..cells).map(|from| (0..cells).map(|to| entry(from, to)).collect()).collect();
    }
    let mut power = chain.to_vec();
    for _ in 1..months.round() as usize {
        power = matrix_product(&power, chain);
    }
    power
}

fn matrix_product(left: &[Vec<f64>], right: &[Vec<f64>]) -> Vec<Vec<f64>> {
    let cells = left.len();
    let entry = |row: &Vec<f64>, to: usize| (0..cells).map(|m| row[m] * right[m][to]).sum();
    left.iter().map(|row| (0..cells).map(|to| entry(row, to)).collect()).collect()
}
