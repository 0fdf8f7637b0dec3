//! The stored policy of a solved game: what each actor does in the first planning step (decision 3).

use crate::negotiation::round::NegotiationRound;
use crate::state_space::{DEFENDER, Grid, INVADER, Layout, Regime};
use rayon::prelude::*;

/// Numbers stored for each package before the owners' weights: both sides' acceptance and form of a no.
const ANSWER_COLUMNS: usize = 4;

/// A number of the policy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Column {
    /// The invader accepts.
    InvaderAccepts,
    /// An invader that does not accept refuses openly.
    InvaderRefuses,
    /// The defender accepts, if the invader has.
    DefenderAccepts,
    /// A defender that does not accept refuses openly.
    DefenderRefuses,
    /// Weight of the package in the menu of an owner.
    LogitWeight(usize),
}

impl Column {
    fn index(self) -> usize {
        match self {
            Self::InvaderAccepts => 0,
            Self::InvaderRefuses => 1,
            Self::DefenderAccepts => 2,
            Self::DefenderRefuses => 3,
            Self::LogitWeight(owner) => ANSWER_COLUMNS + owner,
        }
    }
}

/// Policy at one position of the front. Single precision halves its memory, and seven digits are more than any
/// probability of the model has.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct FrontPolicy {
    layout: Layout,
    columns: usize,
    /// `[regime][place][column][lane]`.
    stored: Vec<f32>,
}

impl FrontPolicy {
    /// Stores a round that was played, and the weights of drafts, `[owner][lane]`.
    pub fn record(&mut self, regime: Regime, place: usize, round: &NegotiationRound, logit_weights: &[f64]) {
        let span = self.layout.policy_span(self.columns, regime, place);
        let owners = self.columns - ANSWER_COLUMNS;
        let answers = [INVADER, DEFENDER].map(|side| [&round.accepts[side], &round.refuses[side]]);
        let all = answers.into_iter().flatten().flatten().chain(&logit_weights[..owners * self.layout.lanes]);
        for (stored, &value) in self.stored[span].iter_mut().zip(all) {
            *stored = value as f32;
        }
    }
}

/// Policy at every position of the front.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Policy {
    fronts: Vec<FrontPolicy>,
}

impl Policy {
    /// Memory for a policy.
    pub fn new(layout: Layout, grid: &Grid, owners: usize) -> Self {
        let columns = ANSWER_COLUMNS + owners;
        let front = FrontPolicy { layout, columns, stored: vec![0.0; layout.policy_len(columns)] };
        Self { fronts: vec![front; grid.interior_fronts()] }
    }

    /// Policies at the positions of the front, in order.
    pub fn fronts_mut(&mut self) -> rayon::slice::IterMut<'_, FrontPolicy> {
        self.fronts.par_iter_mut()
    }

    /// A stored number at a position of the front.
    pub fn value(&self, front: usize, regime: Regime, place: usize, column: Column, package: usize) -> f64 {
        let FrontPolicy { layout, columns, stored } = &self.fronts[front - 1];
        f64::from(stored[layout.policy_row(*columns, regime, place, column.index())][package])
    }
}
