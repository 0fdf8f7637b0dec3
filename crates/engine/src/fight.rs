//! The value of fighting to the finish, with no talks: what an actor falls back on (theory 1.5, 3.12).
//!
//! `F = f + d P F` is linear. It is solved by the stabilised bi-conjugate gradient method (van der Vorst 1992,
//! SIAM J. Sci. Stat. Comput. 13), with ordered sums, so that the result does not depend on threads.

use crate::expectation::{Between, Neighbour, add_scaled, over_front, over_slice};
use crate::flows::war_flow;
use crate::grid::Grid;
use crate::kernel::{Kernel, front_rows};
use rayon::prelude::*;
use standoff_world::actors::roles::{Role, Side};
use standoff_world::war::World;

/// Relative size of the residual at which the solution stands.
const TOLERANCE: f64 = 1e-9;
/// Most steps of the method; 20 to 40 are usual.
const MOST_STEPS: usize = 400;

/// Values of fighting to the finish, for an uncapped and for a fully capped army of the defender.
#[derive(Debug, Clone, PartialEq)]
pub struct FightValues {
    slice: usize,
    /// `[actor][cap][front position - 1][place]`.
    values: Vec<[Vec<f64>; 2]>,
}

impl FightValues {
    /// Solves for every role that takes part. `kernel` must be of one month.
    pub fn new(world: &World, grid: &Grid, kernel: &Kernel) -> Self {
        let solve = |(actor, cap): (usize, usize)| solve(world, grid, kernel, actor, cap as f64);
        let cases: Vec<(usize, usize)> = (0..grid.roles.len()).flat_map(|actor| [(actor, 0), (actor, 1)]).collect();
        let mut solved: Vec<Vec<f64>> = cases.into_par_iter().map(solve).collect();
        let mut values = Vec::new();
        while !solved.is_empty() {
            let rest = solved.split_off(2);
            let [open, capped] = <[Vec<f64>; 2]>::try_from(solved).unwrap_or_default();
            values.push([open, capped]);
            solved = rest;
        }
        Self { slice: grid.slice(), values }
    }

    /// Values of an actor with an uncapped army at an interior position of the front, `[place]`.
    pub fn at_front(&self, actor: usize, front: usize) -> &[f64] {
        &self.values[actor][0][(front - 1) * self.slice..front * self.slice]
    }

    /// Value of an actor at a place between two positions of the front, with the defender's army capped by `cap`;
    /// linear in both.
    pub fn value(&self, actor: usize, bracket: (usize, usize, f64), place: usize, cap: f64) -> f64 {
        let (low, high, weight) = bracket;
        let at = |army: usize, front: usize| self.values[actor][army][(front - 1) * self.slice + place];
        let between = |army: usize| at(army, low) + weight * (at(army, high) - at(army, low));
        between(0) + cap * (between(1) - between(0))
    }
}

struct Operator<'a> {
    grid: &'a Grid,
    kernel: &'a Kernel,
    actor: usize,
    front: Vec<[f64; 3]>,
}

impl Operator<'_> {
    /// `d P v`, with the given values at the two ends of the front.
    fn apply(&self, values: &[f64], ends: [f64; 2], between: &mut Between, result: &mut [f64]) {
        let size = self.grid.slice();
        let kernel = &self.kernel.actors[self.actor];
        let mut inner = vec![0.0; values.len()];
        for (values, inner) in values.chunks_exact(size).zip(inner.chunks_exact_mut(size)) {
            over_slice(self.grid, kernel, false, 1, values, between, inner);
        }
        let mut moved = vec![0.0; size];
        let last = self.grid.interior();
        for (position, result) in result.chunks_exact_mut(size).enumerate() {
            let neighbour = |at: usize| Neighbour::Position(&inner[at * size..(at + 1) * size]);
            let below = if position == 0 { Neighbour::End(ends[0]) } else { neighbour(position - 1) };
            let above = if position + 1 == last { Neighbour::End(ends[1]) } else { neighbour(position + 1) };
            over_front(&self.front, 1, below, &inner[position * size..(position + 1) * size], above, &mut moved);
            self.over_posture(kernel.discount, &moved, result);
        }
    }

    fn over_posture(&self, discount: f64, moved: &[f64], result: &mut [f64]) {
        let block = self.grid.slice() / self.grid.postures;
        result.fill(0.0);
        for (from, target) in result.chunks_exact_mut(block).enumerate() {
            for (to, source) in moved.chunks_exact(block).enumerate() {
                add_scaled(target, discount * self.kernel.posture[from][to], source);
            }
        }
    }

    /// `v - d P v`.
    fn residual_of(&self, values: &[f64], between: &mut Between, result: &mut [f64]) {
        self.apply(values, [0.0, 0.0], between, result);
        result.iter_mut().zip(values).for_each(|(r, v)| *r = v - *r);
    }
}

fn solve(world: &World, grid: &Grid, kernel: &Kernel, actor: usize, cap: f64) -> Vec<f64> {
    let role = grid.roles[actor];
    let view = &world.war.beliefs.views()[role];
    let front = front_rows(world, grid, kernel.months, view, cap);
    let operator = Operator { grid, kernel, actor, front };
    let size = grid.slice() * grid.interior();
    let mut between = Between::new(grid, 1);
    let mut right = vec![0.0; size];
    let ends = [world.end_value(role, Side::Defender), world.end_value(role, Side::Invader)];
    operator.apply(&vec![0.0; size], ends, &mut between, &mut right);
    add_flows(world, grid, kernel.months, role, &mut right);
    bicgstab(&right, |values, result| operator.residual_of(values, &mut between, result))
}

fn add_flows(world: &World, grid: &Grid, months: f64, role: Role, right: &mut [f64]) {
    for (position, row) in right.chunks_exact_mut(grid.slice()).enumerate() {
        for (place, value) in row.iter_mut().enumerate() {
            let position = grid.position(&grid.cell(position + 1, place), false, 0);
            *value += war_flow(world, role, &position, months);
        }
    }
}

fn dot(left: &[f64], right: &[f64]) -> f64 {
    left.iter().zip(right).map(|(a, b)| a * b).sum()
}

/// Solves `A x = b` given `A` as a function, from `x = b`.
fn bicgstab(right: &[f64], mut matrix: impl FnMut(&[f64], &mut [f64])) -> Vec<f64> {
    let size = right.len();
    let mut solution = right.to_vec();
    let mut image = vec![0.0; size];
    matrix(&solution, &mut image);
    let mut residual: Vec<f64> = right.iter().zip(&image).map(|(b, a)| b - a).collect();
    let shadow = residual.clone();
    let goal = TOLERANCE * dot(right, right).sqrt().max(1e-30);
    let (mut direction, mut moved, mut turned) = (residual.clone(), vec![0.0; size], vec![0.0; size]);
    let mut along = dot(&shadow, &residual);
    for _ in 0..MOST_STEPS {
        if dot(&residual, &residual).sqrt() <= goal || along == 0.0 {
            break;
        }
        matrix(&direction, &mut moved);
        let step = along / dot(&shadow, &moved);
        add_scaled(&mut residual, -step, &moved);
        matrix(&residual, &mut turned);
        let length = dot(&turned, &turned);
        let smooth = if length > 0.0 { dot(&turned, &residual) / length } else { 0.0 };
        add_scaled(&mut solution, step, &direction);
        add_scaled(&mut solution, smooth, &residual);
        add_scaled(&mut residual, -smooth, &turned);
        let next = dot(&shadow, &residual);
        let ratio = if smooth == 0.0 { 0.0 } else { next / along * step / smooth };
        for ((d, r), m) in direction.iter_mut().zip(&residual).zip(&moved) {
            *d = r + ratio * (*d - smooth * m);
        }
        along = next;
    }
    solution
}
