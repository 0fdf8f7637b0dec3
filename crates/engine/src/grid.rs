//! The planner's grid: the finite set of war states on which actors plan ahead (theory 3.1, 3.12).
//!
//! A planning state is (front, posture, coverage level and whether pooled money flows, stamina of the defender,
//! stamina of the invader), and the draft on the table. Arrays run in that order, the draft fastest, so that each
//! transition has the same weights over the longest possible run of numbers.

use standoff_world::actors::roles::Role;
use standoff_world::battlefield::stamina::LEVELS;
use standoff_world::war::{Position, World};

/// Levels of coverage that planners tell apart: a quarter, a half, three quarters, all of the need.
pub const COVERAGE_LEVELS: usize = 4;

/// Numbers worked on at once: four doubles are one vector on most machines.
pub const LANE: usize = 4;

/// Size of the planning problem.
#[derive(Debug, Clone, PartialEq)]
pub struct Grid {
    /// Steps of the front; positions `1..steps` are interior, both ends absorbing.
    pub front_steps: usize,
    /// Coverage cells: level times whether pooled money flows; one where there is no coalition.
    pub coverage: usize,
    /// Postures.
    pub postures: usize,
    /// Packages.
    pub packages: usize,
    /// Roles that take part, in the order R, U, A, C.
    pub roles: Vec<Role>,
}

/// One planning state, without the draft.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cell {
    /// Front, `1..steps`.
    pub front: usize,
    /// Coverage cell.
    pub coverage: usize,
    /// Stamina of the defender.
    pub defender: usize,
    /// Stamina of the invader.
    pub invader: usize,
    /// Posture.
    pub posture: usize,
}

impl Grid {
    /// The grid of a world with the front cut in `front_steps`.
    pub fn new(world: &World, front_steps: usize) -> Self {
        let war = &world.war;
        Self {
            front_steps,
            coverage: if war.has(Role::Coalition) { COVERAGE_LEVELS * 2 } else { 1 },
            postures: war.postures.len(),
            packages: war.packages.len(),
            roles: Role::ALL.into_iter().filter(|&role| war.has(role)).collect(),
        }
    }

    /// Numbers that ride along with a planning state: one a package, filled up to a whole number of vectors of
    /// [`LANE`]. The fill has no weight in any menu.
    pub fn lanes(&self) -> usize {
        self.packages.next_multiple_of(LANE)
    }

    /// Planning states at one position of the front, without the draft.
    pub fn slice(&self) -> usize {
        self.coverage * LEVELS * LEVELS * self.postures
    }

    /// Interior positions of the front.
    pub fn interior(&self) -> usize {
        self.front_steps - 1
    }

    /// All planning states, with the draft: the size of the problem as users count it.
    pub fn states(&self) -> usize {
        self.interior() * self.slice() * self.packages
    }

    /// Place of a cell within its slice of the front.
    pub fn place(&self, cell: &Cell) -> usize {
        ((cell.posture * self.coverage + cell.coverage) * LEVELS + cell.defender) * LEVELS + cell.invader
    }

    /// The cell at a place of a slice.
    pub fn cell(&self, front: usize, place: usize) -> Cell {
        let (rest, invader) = (place / LEVELS, place % LEVELS);
        let (rest, defender) = (rest / LEVELS, rest % LEVELS);
        Cell { front, coverage: rest % self.coverage, defender, invader, posture: rest / self.coverage }
    }

    /// The invader's share of the stake at a position of the front.
    pub fn held(&self, front: usize) -> f64 {
        front as f64 / self.front_steps as f64
    }

    /// Place of a role among those that take part.
    pub fn actor(&self, role: Role) -> Option<usize> {
        self.roles.iter().position(|&present| present == role)
    }

    /// Coverage that a coverage cell stands for.
    pub fn coverage_of(&self, cell: usize) -> f64 {
        if self.coverage == 1 { 1.0 } else { (cell / 2 + 1) as f64 / COVERAGE_LEVELS as f64 }
    }

    /// The coverage cell of a coverage and of whether pooled money flows.
    pub fn coverage_cell(&self, coverage: f64, pooled: bool) -> usize {
        if self.coverage == 1 {
            return 0;
        }
        let level = (coverage * COVERAGE_LEVELS as f64 + 0.5).floor() as usize;
        (level.clamp(1, COVERAGE_LEVELS) - 1) * 2 + usize::from(pooled)
    }

    /// The position that a cell stands for, with a draft on the table.
    pub fn position(&self, cell: &Cell, truce: bool, draft: usize) -> Position {
        Position {
            truce,
            held: self.held(cell.front),
            coverage: self.coverage_of(cell.coverage),
            pooled: self.coverage > 1 && cell.coverage % 2 == 1,
            posture: cell.posture,
            invader_stamina: cell.invader,
            defender_stamina: cell.defender,
            draft,
        }
    }

    /// The two positions of the front around a position of the war and the weight of the upper one. Positions
    /// outside the interior are drawn in to its edge.
    pub fn bracket(&self, held: f64) -> (usize, usize, f64) {
        let last = self.front_steps - 1;
        let place = (held * self.front_steps as f64).clamp(1.0, last as f64);
        let low = (place.floor() as usize).clamp(1, last);
        let high = (low + 1).min(last);
        (low, high, (place - low as f64).clamp(0.0, 1.0))
    }
}
