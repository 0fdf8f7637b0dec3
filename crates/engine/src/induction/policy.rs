//! The stored policy of a solved game: what each actor does in the first planning step (decision 3).

use crate::negotiation::round::NegotiationRound;
use crate::precision::Planned;
use crate::state_space::{DEFENDER, Grid, INVADER, Layout, Regime};

/// Numbers stored for each package before the owners' pulls: both sides' acceptance and form of a no, as log-odds.
const ANSWER_COLUMNS: usize = 4;

/// A number of the policy. All are logarithms, so that between two positions of the front they can be interpolated
/// (decision 22).
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
    /// Pull of the package to an owner, before its weight in the menu and its proximity.
    Pull(usize),
}

impl Column {
    fn index(self) -> usize {
        match self {
            Self::InvaderAccepts => 0,
            Self::InvaderRefuses => 1,
            Self::DefenderAccepts => 2,
            Self::DefenderRefuses => 3,
            Self::Pull(owner) => ANSWER_COLUMNS + owner,
        }
    }
}

/// Policy at one position of the front.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct FrontPolicy {
    layout: Layout,
    columns: usize,
    /// `[regime][place][column][menu]`.
    stored: Vec<Planned>,
}

impl FrontPolicy {
    /// Stores a round that was played, and the pulls of packages, `[owner][menu]`.
    pub fn record(&mut self, regime: Regime, place: usize, round: &NegotiationRound<Planned>, pulls: &[Planned]) {
        let span = self.layout.policy_span(self.columns, regime, place);
        let owners = self.columns - ANSWER_COLUMNS;
        let (answers, owned) = self.stored[span].split_at_mut(ANSWER_COLUMNS * self.layout.menu);
        let columns = [INVADER, DEFENDER].map(|side| &round.answers[side]);
        let columns = columns.into_iter().flat_map(|side| [&side.accept_odds, &side.refuse_odds]);
        answers.chunks_exact_mut(self.layout.menu).zip(columns).for_each(|(stored, own)| stored.copy_from_slice(own));
        owned.copy_from_slice(&pulls[..owners * self.layout.menu]);
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
    pub fn fronts_mut(&mut self) -> &mut [FrontPolicy] {
        &mut self.fronts
    }

    /// A stored number at a position of the front.
    pub fn value(&self, front: usize, regime: Regime, place: usize, column: Column, package: usize) -> Planned {
        let FrontPolicy { layout, columns, stored } = &self.fronts[front - 1];
        stored[layout.policy_row(*columns, regime, place, column.index())][package]
    }
}
