//! The planner's grid: the finite set of war states on which actors plan ahead (theory 3.1, 3.12).
//!
//! A planning state is (front, posture, backers, coverage level and whether pooled money flows, stamina of the defender,
//! stamina of the invader), and the draft on the table. Arrays run in that order, the draft fastest, so that each
//! transition has the same weights over the longest possible run of numbers.

use super::layout::{LANE, Layout};
use super::regime::Regime;
use standoff_world::actors::roles::Role;
use standoff_world::battlefield::stamina::LEVELS;
use standoff_world::state::{Backing, COVERAGE_LEVELS};
use standoff_world::war::{Position, World};

/// Index of the invader among the actors. The belligerents come first among the roles, and both must take part.
pub const INVADER: usize = 0;
/// Index of the defender among the actors.
pub const DEFENDER: usize = 1;

/// Size of the planning problem.
#[derive(Debug, Clone, PartialEq)]
pub struct Grid {
    /// Steps of the front; positions `1..steps` are interior, both ends absorbing.
    pub front_steps: usize,
    /// Coverage cells: level times whether pooled money flows; one where there is no coalition.
    pub coverage_cells: usize,
    /// Combinations of backers; one where there are none.
    pub backings: usize,
    /// Postures.
    pub postures: usize,
    /// Packages that can lie on the table: drafts, and settlements that follow a truce. They are states; a mixture on the
    /// table is worth the mean of its drafts on the table (decision 19).
    pub drafts: usize,
    /// Packages that can be tabled: those, and the mixtures after them.
    pub packages: usize,
    /// Roles that take part, in the order R, U, A, C.
    pub roles: Vec<Role>,
}

/// One planning state, without the draft.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cell {
    /// Front, `1..steps`.
    pub front: usize,
    /// Backers that stand behind their side.
    pub backing: Backing,
    /// Coverage cell.
    pub coverage: usize,
    /// Stamina of the defender.
    pub defender: usize,
    /// Stamina of the invader.
    pub invader: usize,
    /// Posture.
    pub posture: usize,
}

/// Two neighbouring positions of the front, to interpolate between.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FrontBracket {
    /// The lower one.
    pub low: usize,
    /// The upper one; the same at the upper edge.
    pub high: usize,
    /// Weight of the upper one.
    pub weight: f64,
}

impl Grid {
    /// The grid of a world with the front cut in `front_steps`.
    pub fn new(world: &World, front_steps: usize) -> Self {
        let war = &world.war;
        Self {
            front_steps,
            coverage_cells: if war.has(Role::Coalition) { COVERAGE_LEVELS * 2 } else { 1 },
            backings: 1 << war.backers.len(),
            postures: war.postures.len(),
            drafts: world.tabled_count(),
            packages: war.packages.len(),
            roles: Role::ALL.into_iter().filter(|&role| war.has(role)).collect(),
        }
    }

    /// Numbers that ride along with a planning state: one for each draft on the table, padded to a whole number of
    /// vectors of [`LANE`]. Padded lanes are worked on like the others and have no weight in any menu.
    pub fn lanes(&self) -> usize {
        self.drafts.next_multiple_of(LANE)
    }

    /// Numbers that a round works on: one for each package of the menu, padded like [`Grid::lanes`].
    pub fn menu_lanes(&self) -> usize {
        self.packages.next_multiple_of(LANE)
    }

    /// Planning states at one position of the front, without the draft.
    pub fn places(&self) -> usize {
        self.support_cells() * LEVELS * LEVELS * self.postures
    }

    /// Cells of what others give: a combination of backers times a coverage cell.
    pub fn support_cells(&self) -> usize {
        self.backings * self.coverage_cells
    }

    /// Support cell of a cell, the coverage fastest.
    pub fn support_of(&self, cell: &Cell) -> usize {
        cell.backing.index() * self.coverage_cells + cell.coverage
    }

    /// Interior positions of the front.
    pub fn interior_fronts(&self) -> usize {
        self.front_steps - 1
    }

    /// Strides of the arrays at one position of the front.
    pub fn layout(&self) -> Layout {
        Layout {
            actors: self.roles.len(),
            places: self.places(),
            posture_places: self.places() / self.postures,
            lanes: self.lanes(),
            menu: self.menu_lanes(),
        }
    }

    /// All planning states, with the draft: the size of the problem as users count it.
    pub fn states(&self) -> usize {
        self.interior_fronts() * self.places() * self.drafts
    }

    /// Place of a cell at its position of the front.
    pub fn place_of(&self, cell: &Cell) -> usize {
        ((cell.posture * self.support_cells() + self.support_of(cell)) * LEVELS + cell.defender) * LEVELS + cell.invader
    }

    /// The cell at a place of a position of the front.
    pub fn cell_at(&self, front: usize, place: usize) -> Cell {
        let (rest, invader) = (place / LEVELS, place % LEVELS);
        let (rest, defender) = (rest / LEVELS, rest % LEVELS);
        let (posture, support) = (rest / self.support_cells(), rest % self.support_cells());
        let (backing, coverage) = (support / self.coverage_cells, support % self.coverage_cells);
        Cell { front, backing: Backing::from_index(backing), coverage, defender, invader, posture }
    }

    /// The invader's share of the stake at a position of the front.
    pub fn held_share(&self, front: usize) -> f64 {
        front as f64 / self.front_steps as f64
    }

    /// Index of a role among those that take part.
    pub fn actor_index(&self, role: Role) -> Option<usize> {
        self.roles.iter().position(|&present| present == role)
    }

    /// Coverage that a coverage cell stands for.
    pub fn coverage_level(&self, cell: usize) -> f64 {
        if self.coverage_cells == 1 { 1.0 } else { (cell / 2 + 1) as f64 / COVERAGE_LEVELS as f64 }
    }

    /// The coverage cell of a coverage and of whether pooled money flows: the nearest level, a quarter at least.
    pub fn coverage_cell(&self, coverage: f64, pooled: bool) -> usize {
        if self.coverage_cells == 1 {
            return 0;
        }
        let level = (coverage * COVERAGE_LEVELS as f64 + 0.5).floor() as usize;
        (level.clamp(1, COVERAGE_LEVELS) - 1) * 2 + usize::from(pooled)
    }

    /// The cell of a position of the war, at one of the grid's fronts.
    pub fn cell_of(&self, position: &Position, front: usize) -> Cell {
        Cell {
            front,
            backing: position.backing,
            coverage: self.coverage_cell(position.coverage, position.pooled),
            defender: position.defender_stamina,
            invader: position.invader_stamina,
            posture: position.posture,
        }
    }

    /// The position that a cell stands for, with a draft on the table.
    pub fn position_of(&self, cell: &Cell, regime: Regime, draft: usize) -> Position {
        Position {
            truce: regime.is_truce(),
            held: self.held_share(cell.front),
            coverage: self.coverage_level(cell.coverage),
            pooled: self.coverage_cells > 1 && cell.coverage % 2 == 1,
            posture: cell.posture,
            backing: cell.backing,
            invader_stamina: cell.invader,
            defender_stamina: cell.defender,
            draft,
            tide: None,
            gap_left: 1.0,
        }
    }

    /// The two positions of the front around a position of the war. Positions outside the interior are drawn in to its
    /// edge, since the ends of the front have no values of their own.
    pub fn bracket(&self, held: f64) -> FrontBracket {
        let last = self.front_steps - 1;
        let place = (held * self.front_steps as f64).clamp(1.0, last as f64);
        let low = (place.floor() as usize).clamp(1, last);
        let high = (low + 1).min(last);
        FrontBracket { low, high, weight: (place - low as f64).clamp(0.0, 1.0) }
    }
}
