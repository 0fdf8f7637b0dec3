//! Memory of one thread for a planning step.

use crate::negotiation::round::NegotiationRound;
use crate::state_space::{Grid, Layout};
use crate::transition::expectation::Scratch;

/// Arrays that a planning step fills at one position of the front. Axes are those of [`Layout`].
pub(crate) struct Workspace {
    /// Between two expectations over factors of the state.
    pub scratch: Scratch,
    /// Values of a truce that may break, of one actor.
    pub breaking: Vec<f64>,
    /// Expectation at each posture of the step, before the posture moves.
    pub moved: Vec<f64>,
    /// The same after the posture has moved, discounted.
    pub base: Vec<f64>,
    /// The same after blame, discounted.
    pub blamed: Vec<f64>,
    /// The round played last.
    pub round: NegotiationRound,
    /// Pulls of packages to the owners of drafts, `[owner][menu]`.
    pub pulls: Vec<f64>,
    /// Their weights in the menu, before proximity to the draft on the table, `[owner][menu]`.
    pub weights: Vec<f64>,
    /// Value of a round from each draft on the table, `[actor][lane]`.
    pub menu_values: Vec<f64>,
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
            blamed: vec![0.0; layout.blame_len()],
            round: NegotiationRound::new(layout),
            pulls: vec![0.0; layout.menu_len()],
            weights: vec![0.0; layout.menu_len()],
            menu_values: vec![0.0; layout.draft_len()],
        }
    }
}
