//! The stored policy of a solved game: what each actor does in the first planning step (decision 3).

use crate::equilibrium::{Equilibrium, REGIMES};
use crate::grid::{Cell, Grid};
use crate::settlement::{keeping, renewal_value};
use crate::stage::Stage;
use rayon::prelude::*;
use standoff_world::actors::decisions::{Answers, Decisions};
use standoff_world::actors::roles::Role;
use standoff_world::war::Position;

/// Numbers stored for each package: both sides' acceptance and form of a no.
const ANSWERS: usize = 4;

/// Policy at one position of the front.
#[derive(Debug, Clone, PartialEq)]
pub struct FrontPolicy {
    owners: usize,
    /// `[regime][place][answer or owner][package]`.
    columns: Vec<f32>,
}

impl FrontPolicy {
    fn width(&self) -> usize {
        ANSWERS + self.owners
    }

    /// Stores a round that was played.
    pub(crate) fn record(&mut self, grid: &Grid, truce: bool, place: usize, stage: &Stage, pulls: &[f64]) {
        let packages = grid.lanes();
        let width = self.width() * packages;
        let columns = &mut self.columns[(usize::from(truce) * grid.slice() + place) * width..][..width];
        let answers = [&stage.accepts[0], &stage.refuses[0], &stage.accepts[1], &stage.refuses[1]];
        let all = answers.into_iter().flatten().chain(&pulls[..self.owners * packages]);
        for (stored, &value) in columns.iter_mut().zip(all) {
            *stored = value as f32;
        }
    }

    fn column(&self, grid: &Grid, truce: bool, place: usize, column: usize) -> &[f32] {
        let width = self.width() * grid.lanes();
        let start = (usize::from(truce) * grid.slice() + place) * width + column * grid.lanes();
        &self.columns[start..start + grid.lanes()]
    }
}

/// Policy at every position of the front.
#[derive(Debug, Clone, PartialEq)]
pub struct Policy {
    fronts: Vec<FrontPolicy>,
}

impl Policy {
    pub(crate) fn new(grid: &Grid, owners: usize) -> Self {
        let size = REGIMES * grid.slice() * (ANSWERS + owners) * grid.lanes();
        let front = FrontPolicy { owners, columns: vec![0.0; size] };
        Self { fronts: vec![front; grid.interior()] }
    }

    pub(crate) fn fronts_mut(&mut self) -> rayon::slice::IterMut<'_, FrontPolicy> {
        self.fronts.par_iter_mut()
    }
}

impl Equilibrium {
    /// The cell of a position on the planner's grid, at one of its fronts.
    pub(crate) fn cell(&self, position: &Position, front: usize) -> Cell {
        Cell {
            front,
            coverage: self.problem.grid.coverage_cell(position.coverage, position.pooled),
            defender: position.defender_stamina,
            invader: position.invader_stamina,
            posture: position.posture,
        }
    }

    /// A stored number at a position between two fronts of the grid.
    fn stored(&self, position: &Position, column: usize, package: usize) -> f64 {
        let grid = &self.problem.grid;
        let (low, high, weight) = grid.bracket(position.held);
        let place = grid.place(&self.cell(position, low));
        let at = |front: usize| {
            f64::from(self.policy.fronts[front - 1].column(grid, position.truce, place, column)[package])
        };
        let below = at(low);
        if weight == 0.0 { below } else { below + weight * (at(high) - below) }
    }
}

impl Decisions for Equilibrium {
    fn propose(&self, position: &Position, owner: Role, lottery: &mut [f64]) {
        let problem = &self.problem;
        let lanes = problem.grid.lanes();
        let actor = problem.grid.actor(owner).unwrap_or(1);
        let owner = problem.owners.iter().position(|&(own, _)| own == actor).unwrap_or(0);
        let near = &problem.proximity[position.draft * lanes..][..lanes];
        for (package, (chance, near)) in lottery.iter_mut().zip(near).enumerate() {
            *chance = near * self.stored(position, ANSWERS + owner, package);
        }
        let total: f64 = lottery.iter().sum();
        if total > 0.0 {
            lottery.iter_mut().for_each(|chance| *chance /= total);
        } else {
            // Every other draft is out of reach in stored precision: the one on the table stays.
            lottery[position.draft] = 1.0;
        }
    }

    fn answer(&self, position: &Position, draft: usize) -> Answers {
        Answers {
            invader_accepts: self.stored(position, 0, draft),
            invader_refuses: self.stored(position, 1, draft),
            defender_accepts: self.stored(position, 2, draft),
            defender_refuses: self.stored(position, 3, draft),
        }
    }

    fn consent(&self, position: &Position, draft: usize) -> f64 {
        let (low, high, weight) = self.problem.grid.bracket(position.held);
        let at = |front: usize| self.problem.settlement.consent(&self.cell(position, front))[draft];
        at(low) + weight * (at(high) - at(low))
    }

    fn attack_hazard(&self, position: &Position, draft: usize, consent: bool, credibility: f64) -> f64 {
        let world = &self.world;
        let terms = world.signed_terms(draft, consent);
        let (low, _, _) = self.problem.grid.bracket(position.held);
        let cell = self.cell(position, low);
        let held = position.held;
        let renewal = renewal_value(world, &self.problem.grid, &self.problem.fight, &cell, held, &terms, credibility);
        let [_, attack] = keeping(world, &terms, held, renewal);
        attack
    }
}
