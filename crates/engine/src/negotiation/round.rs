//! One round of talks as a game: a draft is tabled, the invader answers, the defender answers, it is ratified or
//! not, the coalition delivers its parts or not (theory 3.8, 3.12; decisions 4 to 6).
//!
//! Every node is a logit on the values that follow, so the round has one equilibrium, found from its last node
//! back. All drafts are worked through at once, as columns of numbers.

use super::choice::{LogitChoice, SideAnswers, answer_drafts};
use crate::state_space::{DEFENDER, INVADER, Layout};
use standoff_world::talks::outcome::Outcome;

/// A round at one state: what each way out is worth, and once played, how it goes. The invader is actor 0 and the
/// defender actor 1. Every column holds one number for each draft, and padded lanes after them.
#[derive(Debug, Clone, PartialEq)]
pub struct NegotiationRound {
    layout: Layout,
    /// Value of signing, `[actor][menu]`, expected over the coalition's answer.
    pub signed: Vec<f64>,
    /// Chance that a package is ratified, `[menu]`.
    pub ratified: Vec<f64>,
    /// Value of going on after each outcome that is not a deal, with the draft left on the table:
    /// `[outcome][actor][menu]`, outcomes as in [`Outcome::ALL`]. A round does not need the first, the value of
    /// going on when none is held.
    pub going_on: Vec<f64>,
    /// Answers of each side.
    pub answers: [SideAnswers; 2],
    /// Value of tabling a draft, `[actor][menu]`.
    pub tabled: Vec<f64>,
}

impl NegotiationRound {
    /// Memory for a round of this layout.
    pub fn new(layout: Layout) -> Self {
        Self {
            layout,
            signed: vec![0.0; layout.menu_len()],
            ratified: vec![1.0; layout.menu],
            going_on: vec![0.0; layout.outcome_len()],
            answers: [SideAnswers::new(layout.menu), SideAnswers::new(layout.menu)],
            tabled: vec![0.0; layout.menu_len()],
        }
    }

    /// Values of going on after an outcome, for one actor, `[menu]`.
    pub fn going_on(&self, outcome: Outcome, actor: usize) -> &[f64] {
        &self.going_on[self.layout.outcome_row(outcome, actor)]
    }

    /// The same, to be filled in.
    pub fn going_on_mut(&mut self, outcome: Outcome, actor: usize) -> &mut [f64] {
        &mut self.going_on[self.layout.outcome_row(outcome, actor)]
    }

    /// Values of signing each draft to one actor.
    pub fn signed_values(&self, actor: usize) -> &[f64] {
        &self.signed[self.layout.menu_row(actor)]
    }

    /// Values of tabling each draft to one actor.
    pub fn tabled_values(&self, actor: usize) -> &[f64] {
        &self.tabled[self.layout.menu_row(actor)]
    }

    /// Plays the round from its last node back: the defender's answer is known when the invader's is worked out.
    #[inline(always)]
    pub fn play(&mut self, choice: &LogitChoice) {
        self.answer_for_defender(choice);
        self.value_defender_answers(choice);
        self.answer_for_invader(choice);
        self.value_invader_answers(choice);
    }

    /// Values of tabling by the answers as they stand, whoever gave them.
    #[inline(always)]
    pub fn value_answers(&mut self, choice: &LogitChoice) {
        self.value_defender_answers(choice);
        self.value_invader_answers(choice);
    }

    #[inline(always)]
    fn answer_for_defender(&mut self, choice: &LogitChoice) {
        let layout = self.layout;
        let own = layout.menu_row(DEFENDER);
        // A draft that fails ratification leaves the defender with the blame of a yes, but.
        let evade = &self.going_on[layout.outcome_row(Outcome::DefenderEvades, DEFENDER)];
        let refuse = &self.going_on[layout.outcome_row(Outcome::DefenderRefuses, DEFENDER)];
        let yes = &mut self.tabled[own.clone()];
        for (((yes, signed), ratified), evade) in yes.iter_mut().zip(&self.signed[own]).zip(&self.ratified).zip(evade) {
            *yes = ratified * signed + (1.0 - ratified) * evade;
        }
        answer_drafts(choice, yes, evade, refuse, &mut self.answers[DEFENDER]);
    }

    /// Values to all actors of the invader's acceptance, by the defender's answers.
    #[inline(always)]
    fn value_defender_answers(&mut self, choice: &LogitChoice) {
        let layout = self.layout;
        for actor in 0..layout.actors {
            let cost = if actor == DEFENDER { choice.refusal_cost } else { 0.0 };
            let evade = &self.going_on[layout.outcome_row(Outcome::DefenderEvades, actor)];
            let refuse = &self.going_on[layout.outcome_row(Outcome::DefenderRefuses, actor)];
            let SideAnswers { accepts, refuses, .. } = &self.answers[DEFENDER];
            let (accepts, opens) = (&accepts[..layout.menu], &refuses[..layout.menu]);
            let (signed, ratified) = (&self.signed[layout.menu_row(actor)], &self.ratified[..layout.menu]);
            let tabled = &mut self.tabled[layout.menu_row(actor)];
            for k in 0..layout.menu {
                let no = evade[k] + opens[k] * (refuse[k] - cost - evade[k]);
                let yes = evade[k] + ratified[k] * (signed[k] - evade[k]);
                tabled[k] = no + accepts[k] * (yes - no);
            }
        }
    }

    #[inline(always)]
    fn answer_for_invader(&mut self, choice: &LogitChoice) {
        let layout = self.layout;
        let evade = &self.going_on[layout.outcome_row(Outcome::InvaderEvades, INVADER)];
        let refuse = &self.going_on[layout.outcome_row(Outcome::InvaderRefuses, INVADER)];
        let yes = &self.tabled[layout.menu_row(INVADER)];
        answer_drafts(choice, yes, evade, refuse, &mut self.answers[INVADER]);
    }

    /// Values to all actors of tabling, by the invader's answers.
    #[inline(always)]
    fn value_invader_answers(&mut self, choice: &LogitChoice) {
        let layout = self.layout;
        for actor in 0..layout.actors {
            let cost = if actor == INVADER { choice.refusal_cost } else { 0.0 };
            let evade = &self.going_on[layout.outcome_row(Outcome::InvaderEvades, actor)];
            let refuse = &self.going_on[layout.outcome_row(Outcome::InvaderRefuses, actor)];
            let SideAnswers { accepts, refuses, .. } = &self.answers[INVADER];
            let (accepts, opens) = (&accepts[..layout.menu], &refuses[..layout.menu]);
            let tabled = &mut self.tabled[layout.menu_row(actor)];
            for k in 0..layout.menu {
                let no = evade[k] + opens[k] * (refuse[k] - cost - evade[k]);
                tabled[k] = no + accepts[k] * (tabled[k] - no);
            }
        }
    }
}
