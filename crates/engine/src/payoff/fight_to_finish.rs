//! The value of fighting to the finish, with no talks: what an actor falls back on (theory 1.5, 3.12).
//!
//! `F = f + d P F` is linear, with hopes `F = f + d P [(1-h) F + h F+]` (decision 51a), and solved to a small residual rather than by repeating the step: an actor that hardly
//! discounts would need thousands of steps.

use super::bicgstab::solve_linear;
use super::war_flow::war_flow;
use crate::state_space::{FrontBracket, Grid, Regime, SIDES};
use crate::transition::expectation::{Neighbour, Scratch, add_scaled, combine, expect_over_front, expect_over_slice};
use crate::transition::kernel::{ActorKernel, FrontRows, Kernel, front_rows};
use rayon::prelude::*;
use standoff_world::actors::roles::{Role, Side};
use standoff_world::war::World;
use std::borrow::Cow;

/// Values of fighting to the finish, for an uncapped and for a fully capped army of the defender.
#[derive(Debug, Clone, PartialEq)]
pub struct FightValues {
    places: usize,
    /// `[actor][cap]` of `[front - 1][place]`.
    values: Vec<[Vec<f64>; 2]>,
}

/// Values of fighting to the finish after a turn of the tide and without another, by the side that it turns to.
pub(crate) type FightHopes = [FightValues; SIDES];

impl FightValues {
    /// Solves for every role that takes part, each hoping as `hopes` say. `kernel` must be of one month.
    pub(crate) fn new(world: &World, grid: &Grid, kernel: &Kernel, hopes: Option<&FightHopes>) -> Self {
        let solve = |actor: usize| {
            let capped = |cap: usize| move || solve_fight(world, grid, kernel, (actor, cap), hopes);
            <[Vec<f64>; 2]>::from(rayon::join(capped(0), capped(1)))
        };
        let values = (0..grid.roles.len()).into_par_iter().map(solve).collect();
        Self { places: grid.places(), values }
    }

    /// Values of an actor with an uncapped army at an interior position of the front, `[place]`.
    pub fn values_at_front(&self, actor: usize, front: usize) -> &[f64] {
        &self.values[actor][0][(front - 1) * self.places..front * self.places]
    }

    /// What these values are worth to an actor above others of the same grid, with an uncapped army, `[front - 1][place]`.
    pub(super) fn gains_over(&self, others: &Self, actor: usize) -> Vec<f64> {
        let [own, others] = [self, others].map(|fight| &fight.values[actor][0]);
        own.iter().zip(others).map(|(own, other)| own - other).collect()
    }

    /// Value to an actor at a place of the grid, with the front within `bracket` and the defender's army capped by `cap`,
    /// from 0 (uncapped) to 1 (fully capped). Linear in the weight of the bracket and in `cap`.
    pub fn value(&self, actor: usize, bracket: FrontBracket, place: usize, cap: f64) -> f64 {
        let FrontBracket { low, high, weight } = bracket;
        let solved = |army: usize, front: usize| self.values[actor][army][(front - 1) * self.places + place];
        let between = |army: usize| solved(army, low) + weight * (solved(army, high) - solved(army, low));
        between(0) + cap * (between(1) - between(0))
    }
}

/// One step of war as a linear map of values, under one actor's beliefs.
pub(super) struct WarMonth<'a> {
    grid: &'a Grid,
    kernel: &'a Kernel,
    actor: usize,
    front: Cow<'a, FrontRows>,
    /// Share of the value of the next state that counts on, whatever the actor hopes.
    kept: f64,
}

impl<'a> WarMonth<'a> {
    /// The step of an actor with an uncapped army that hopes for nothing.
    pub fn new(grid: &'a Grid, kernel: &'a Kernel, actor: usize) -> Self {
        Self { grid, kernel, actor, front: Cow::Borrowed(&kernel.actors[actor].front), kept: 1.0 }
    }

    /// `discount P v` in a truce, in which the front does not move.
    pub fn apply_in_truce(&self, discount: f64, values: &[f64], scratch: &mut Scratch<f64>, result: &mut [f64]) {
        let size = self.grid.places();
        let kernel = &self.kernel.actors[self.actor];
        let mut moved = vec![0.0; size];
        for (position, (values, result)) in values.chunks_exact(size).zip(result.chunks_exact_mut(size)).enumerate() {
            expect_over_slice(self.grid, kernel, (Regime::Truce, position), 1, values, scratch, &mut moved);
            self.expect_over_posture(discount, &moved, result);
        }
    }

    /// `discount P v`, with the given values at the two ends of the front.
    pub fn apply(&self, discount: f64, values: &[f64], ends: [f64; 2], scratch: &mut Scratch<f64>, result: &mut [f64]) {
        let size = self.grid.places();
        let kernel = &self.kernel.actors[self.actor];
        let mut inner = vec![0.0; values.len()];
        for (position, (values, inner)) in values.chunks_exact(size).zip(inner.chunks_exact_mut(size)).enumerate() {
            expect_over_slice(self.grid, kernel, (Regime::War, position), 1, values, scratch, inner);
        }
        let mut moved = vec![0.0; size];
        let last = self.grid.interior_fronts();
        for (position, result) in result.chunks_exact_mut(size).enumerate() {
            let neighbour = |index: usize| Neighbour::Position(&inner[index * size..(index + 1) * size]);
            let below = if position == 0 { Neighbour::End(&ends[..1]) } else { neighbour(position - 1) };
            let above = if position + 1 == last { Neighbour::End(&ends[1..]) } else { neighbour(position + 1) };
            expect_over_front(
                self.front.at(position),
                1,
                below,
                &inner[position * size..(position + 1) * size],
                above,
                &mut moved,
            );
            self.expect_over_posture(discount, &moved, result);
        }
    }

    fn expect_over_posture(&self, discount: f64, moved: &[f64], result: &mut [f64]) {
        let block = self.grid.places() / self.grid.postures;
        for (from, target) in result.chunks_exact_mut(block).enumerate() {
            let chances = self.kernel.posture[from].iter().enumerate();
            let parts: Vec<(usize, f64)> = chances.map(|(to, chance)| (to * block, discount * chance)).collect();
            combine(target, &parts, moved);
        }
    }

    /// `v - d k P v`, `k` the share that counts on.
    fn apply_difference(&self, values: &[f64], scratch: &mut Scratch<f64>, result: &mut [f64]) {
        self.apply(self.kept * self.kernel.actors[self.actor].discount, values, [0.0, 0.0], scratch, result);
        result.iter_mut().zip(values).for_each(|(r, v)| *r = v - *r);
    }
}

fn solve_fight(
    world: &World,
    grid: &Grid,
    kernel: &Kernel,
    (actor, cap): (usize, usize),
    hopes: Option<&FightHopes>,
) -> Vec<f64> {
    let role = grid.roles[actor];
    let view = &world.views()[role];
    let front = front_rows(world, grid, kernel.step_months, view, cap as f64);
    let ActorKernel { discount, turns, .. } = kernel.actors[actor];
    let kept = hopes.map_or(1.0, |_| 1.0 - turns[0] - turns[1]);
    let month = WarMonth { front: Cow::Owned(front), kept, ..WarMonth::new(grid, kernel, actor) };
    let size = grid.places() * grid.interior_fronts();
    let mut scratch = Scratch::new(grid, 1);
    let mut right = vec![0.0; size];
    let ends = [world.end_value(role, Side::Defender), world.end_value(role, Side::Invader)];
    let mut after = vec![0.0; size];
    if let Some(hopes) = hopes {
        for (chance, hoped) in turns.into_iter().zip(hopes) {
            add_scaled(&mut after, chance, &hoped.values[actor][cap]);
        }
    }
    month.apply(discount, &after, ends, &mut scratch, &mut right);
    add_flows(world, grid, kernel.step_months, role, &mut right);
    solve_linear(&right, |values, result| month.apply_difference(values, &mut scratch, result))
}

fn add_flows(world: &World, grid: &Grid, step_months: f64, role: Role, right: &mut [f64]) {
    for (position, row) in right.chunks_exact_mut(grid.places()).enumerate() {
        for (place, value) in row.iter_mut().enumerate() {
            let position = grid.position_of(&grid.cell_at(position + 1, place), Regime::War, 0);
            *value += war_flow(world, role, &position, step_months);
        }
    }
}
