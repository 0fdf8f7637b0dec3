//! Memory of one thread for a planning step.

use crate::negotiation::round::NegotiationRound;
use crate::precision::Planned;
use crate::state_space::{Grid, Layout};
use crate::transition::expectation::Scratch;

/// Arrays that a planning step fills at one position of the front. Axes are those of [`Layout`].
pub(crate) struct Workspace {
    /// Between two expectations over factors of the state.
    pub scratch: Scratch<Planned>,
    /// Values of a truce that may break, of one actor.
    pub breaking: Vec<Planned>,
    /// Expectation at each posture of the step, before the posture moves.
    pub moved: Vec<Planned>,
    /// The same after the posture has moved, discounted.
    pub base: Vec<Planned>,
    /// The same after blame has turned the posture, of one actor and side, `[place within a posture][lane]`.
    pub turned: Vec<Planned>,
    /// Places and weights of a sum over postures.
    pub parts: Vec<(usize, Planned)>,
    /// The same for every package of the menu, of all actors and both sides.
    pub blamed: Vec<Planned>,
    /// The round played last.
    pub round: NegotiationRound<Planned>,
    /// Pulls of packages to the owners of drafts, `[owner][menu]`.
    pub pulls: Vec<Planned>,
    /// Their weights in the menu, before proximity to the draft on the table, `[owner][menu]`.
    pub weights: Vec<Planned>,
    /// Value of a round from each draft on the table, `[actor][lane]`.
    pub menu_values: Vec<Planned>,
}

impl Workspace {
    /// Memory for a grid.
    pub fn new(grid: &Grid) -> Self {
        let layout: Layout = grid.layout();
        Self {
            scratch: Scratch::new(grid, layout.lanes),
            breaking: vec![0.0; layout.actor_len()],
            moved: vec![0.0; layout.front_len()],
            base: vec![0.0; layout.front_len()],
            turned: vec![0.0; layout.posture_len()],
            parts: Vec::new(),
            blamed: vec![0.0; layout.all_blame_len()],
            round: NegotiationRound::new(layout),
            pulls: vec![0.0; layout.menu_len()],
            weights: vec![0.0; layout.menu_len()],
            menu_values: vec![0.0; layout.draft_len()],
        }
    }
}
