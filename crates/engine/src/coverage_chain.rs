//! The coverage that planners foresee: a Markov chain over coverage cells for each posture, induced by simulating
//! the members (theory 3.6, decision 10).

use crate::grid::Grid;
use rayon::prelude::*;
use standoff_num::Draws;
use standoff_world::state::CoalitionState;
use standoff_world::step::{CoalitionPace, Surroundings};
use standoff_world::war::World;

/// Futures of the coalition simulated for each posture.
const PATHS: u32 = 48;
/// Months of each.
const MONTHS: u32 = 60;
/// Prior weight, in months, of staying in a cell: keeps rows of cells that were hardly visited honest.
const PRIOR: f64 = 2.0;

/// Transition matrix a month between coverage cells, `[posture][from][to]`.
pub type CoverageChain = Vec<Vec<Vec<f64>>>;

/// Simulates the members under each posture held fixed and counts the moves between coverage cells.
///
/// `draws` must not be shared with the futures of the war: planners foresee with numbers of their own.
pub fn induced_chain(world: &World, grid: &Grid, draws: Draws) -> CoverageChain {
    if grid.coverage == 1 {
        return vec![vec![vec![1.0]]; grid.postures];
    }
    let pace = CoalitionPace::new(&world.war, 1.0);
    (0..grid.postures).into_par_iter().map(|posture| rows(&count(world, grid, &pace, posture, draws))).collect()
}

fn count(world: &World, grid: &Grid, pace: &CoalitionPace, posture: usize, draws: Draws) -> Vec<Vec<f64>> {
    let mut counts = vec![vec![0.0; grid.coverage]; grid.coverage];
    for path in 0..PATHS {
        // The same numbers for every posture, so that postures differ by what they do.
        let draws = Draws::new(draws.seed(), draws.draw(), path);
        let mut state = CoalitionState::start(&world.war);
        let mut from = grid.coverage_cell(state.coverage, state.pooled(&world.war));
        for month in 0..MONTHS {
            let around = Surroundings { posture, ..Surroundings::default() };
            state.step(&world.war, pace, month, around, &draws);
            let to = grid.coverage_cell(state.coverage, state.pooled(&world.war));
            counts[from][to] += 1.0;
            from = to;
        }
    }
    counts
}

fn rows(counts: &[Vec<f64>]) -> Vec<Vec<f64>> {
    let row = |(from, row): (usize, &Vec<f64>)| {
        let total: f64 = row.iter().sum::<f64>() + PRIOR;
        let stay = |to: usize| if to == from { PRIOR } else { 0.0 };
        row.iter().enumerate().map(|(to, count)| (count + stay(to)) / total).collect()
    };
    counts.iter().enumerate().map(row).collect()
}

/// The chain as an actor believes it: moves to lower coverage `factor` times as likely, within what a row allows.
pub fn believed(row: &[f64], from: usize, factor: f64) -> Vec<f64> {
    let falls: f64 = (0..row.len()).filter(|&to| to / 2 < from / 2).map(|to| row[to]).sum();
    let factor = if falls * factor > 0.95 { 0.95 / falls } else { factor };
    let rest = if falls < 1.0 { (1.0 - falls * factor) / (1.0 - falls) } else { 0.0 };
    row.iter().enumerate().map(|(to, p)| if to / 2 < from / 2 { p * factor } else { p * rest }).collect()
}

/// The chain over another length of step: the matrix power where the step is a whole number of months, else the
/// first-order share of a month.
pub fn over(chain: &[Vec<f64>], months: f64) -> Vec<Vec<f64>> {
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
        power = product(&power, chain);
    }
    power
}

fn product(left: &[Vec<f64>], right: &[Vec<f64>]) -> Vec<Vec<f64>> {
    let cells = left.len();
    let entry = |row: &Vec<f64>, to: usize| (0..cells).map(|m| row[m] * right[m][to]).sum();
    left.iter().map(|row| (0..cells).map(|to| entry(row, to)).collect()).collect()
}
