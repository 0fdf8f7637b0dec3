//! What a belligerent would have if it refused everything while all others went on as the game is solved: the test of
//! individual rationality (decision 32).

use super::policy::{Column, Policy};
use crate::negotiation::choice::LogitChoice;
use crate::negotiation::round::NegotiationRound;
use crate::precision::{Number, Planned};
use crate::state_space::{DEFENDER, INVADER, Regime};

/// A belligerent that refuses everything, and what the others do all the same.
#[derive(Clone, Copy)]
pub(crate) struct Deviation<'a> {
    /// The belligerent: [`INVADER`] or [`DEFENDER`].
    pub refuser: usize,
    /// Policy of the solved game.
    pub policy: &'a Policy,
}

impl Deviation<'_> {
    /// Plays a round in which the refuser says no, in the form that it likes better, and the invader, where it is not the
    /// refuser, answers as in the solved game.
    pub fn play(
        &self,
        round: &mut NegotiationRound<Planned>,
        choice: &LogitChoice<Planned>,
        (front, regime, place): (usize, Regime, usize),
    ) {
        round.play(choice);
        round.answers[self.refuser].accepts.fill(0.0);
        if self.refuser == DEFENDER {
            let policy = self.policy.at_front(front, regime, place);
            for package in 0..self.policy.packages() {
                let stored = |column: Column| Planned::of(policy.value(column, package));
                round.answers[INVADER].set_odds(
                    package,
                    stored(Column::InvaderAccepts),
                    stored(Column::InvaderRefuses),
                );
            }
        }
        round.value_answers(choice);
    }

    /// Pulls of packages to an owner as in the solved game.
    pub fn stored_pulls(&self, (front, regime, place): (usize, Regime, usize), owner: usize, pulls: &mut [Planned]) {
        let policy = self.policy.at_front(front, regime, place);
        for (package, pull) in pulls.iter_mut().enumerate().take(self.policy.packages()) {
            *pull = Planned::of(policy.value(Column::Pull(owner), package));
        }
    }
}
