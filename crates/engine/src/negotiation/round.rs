//! One round of talks as a game: a draft is tabled, the invader answers, the defender answers, it is ratified or
//! not, the coalition delivers its parts or not (theory 3.8, 3.12; decisions 4 to 6).
//!
//! Every node is a logit on the values that follow, so the round has one equilibrium, found from its last node
//! back. All drafts are worked through at once, as columns of numbers.

use super::choice::{LogitChoice, SideAnswers};
use crate::precision::Number;
use crate::state_space::{DEFENDER, INVADER, LANE, Layout, SIDES};
use standoff_world::talks::outcome::Outcome;
use std::array::from_fn;

/// A round at one state: what each way out is worth, and once played, how it goes. The invader is actor 0 and the
/// defender actor 1. Every column holds one number for each draft, and padded lanes after them.
///
/// After a round that fails the actors go on, with the draft left on the table and the posture tilted against the side
/// that is blamed: going on is then worth `going_on + tilt blame`.
#[derive(Debug, Clone, PartialEq)]
pub struct NegotiationRound<T> {
    layout: Layout,
    /// Value of signing, `[actor][menu]`, expected over the coalition's answer.
    pub signed: Vec<T>,
    /// Chance that a package is ratified, `[menu]`.
    pub ratified: Vec<T>,
    /// Value of going on where nobody is blamed, `[actor][menu]`.
    pub going_on: Vec<T>,
    /// Change of it where a side is blamed and the posture turns for certain, `[side][actor][menu]`.
    pub blame: Vec<T>,
    /// Share of that change after each outcome, in the order of [`Outcome::ALL`].
    pub tilts: [T; 5],
    /// Answers of each side.
    pub answers: [SideAnswers<T>; SIDES],
    /// Value of tabling a draft, `[actor][menu]`.
    pub tabled: Vec<T>,
}

/// A vector of packages.
type Lanes<T> = [T; LANE];

/// What going on is worth to one actor after one side's no, in vectors of packages.
struct GoingOn<'a, T> {
    unblamed: &'a [Lanes<T>],
    blame: &'a [Lanes<T>],
    /// Tilts after an evasive and after an open no.
    tilts: [T; 2],
}

impl<T: Number> GoingOn<'_, T> {
    #[inline(always)]
    fn evaded(&self, place: usize) -> Lanes<T> {
        let (unblamed, blame) = (&self.unblamed[place], &self.blame[place]);
        from_fn(|k| unblamed[k] + self.tilts[0] * blame[k])
    }

    #[inline(always)]
    fn refused(&self, place: usize) -> Lanes<T> {
        let (unblamed, blame) = (&self.unblamed[place], &self.blame[place]);
        from_fn(|k| unblamed[k] + self.tilts[1] * blame[k])
    }

    /// Expected over the two forms, an open no having a cost of its own.
    #[inline(always)]
    fn declined(&self, place: usize, opens: &Lanes<T>, cost: T) -> Lanes<T> {
        let [evasive, open] = self.tilts;
        let (unblamed, blame) = (&self.unblamed[place], &self.blame[place]);
        from_fn(|k| unblamed[k] + (evasive + opens[k] * (open - evasive)) * blame[k] - opens[k] * cost)
    }
}

impl<T: Number> NegotiationRound<T> {
    /// Memory for a round of this layout.
    pub fn new(layout: Layout) -> Self {
        let column = |count: usize| vec![T::default(); count];
        Self {
            layout,
            signed: column(layout.menu_len()),
            ratified: vec![T::of(1.0); layout.menu],
            going_on: column(layout.menu_len()),
            blame: column(SIDES * layout.menu_len()),
            tilts: [T::default(); 5],
            answers: [SideAnswers::new(layout.menu), SideAnswers::new(layout.menu)],
            tabled: column(layout.menu_len()),
        }
    }

    /// Values of going on where nobody is blamed, for one actor, `[menu]`.
    pub fn going_on(&self, actor: usize) -> &[T] {
        &self.going_on[self.layout.menu_row(actor)]
    }

    /// Values of signing each draft to one actor.
    pub fn signed_values(&self, actor: usize) -> &[T] {
        &self.signed[self.layout.menu_row(actor)]
    }

    /// Values of tabling each draft to one actor.
    pub fn tabled_values(&self, actor: usize) -> &[T] {
        &self.tabled[self.layout.menu_row(actor)]
    }

    /// Plays the round from its last node back: the defender's answer is known when the invader's is worked out.
    #[inline(always)]
    pub fn play(&mut self, choice: &LogitChoice<T>) {
        self.answer_for_defender(choice);
        self.answer_for_invader(choice);
        self.value_answers(choice);
    }

    /// Values of tabling by the answers as they stand, whoever gave them.
    #[inline(always)]
    pub fn value_answers(&mut self, choice: &LogitChoice<T>) {
        for actor in 0..self.layout.actors {
            self.value_acceptance(choice, actor);
            self.value_tabling(choice, actor);
        }
    }

    #[inline(always)]
    fn answer_for_defender(&mut self, choice: &LogitChoice<T>) {
        let row = self.layout.menu_row(DEFENDER);
        let (signed, ratified) = (lanes(&self.signed[row]), lanes(&self.ratified));
        let going_on = going_on_after(self.layout, (&self.going_on, &self.blame, &self.tilts), DEFENDER, DEFENDER);
        // A draft that fails ratification leaves the defender with the blame of a yes, but.
        let yes = |place: usize| {
            let (evaded, signed, ratified) = (going_on.evaded(place), &signed[place], &ratified[place]);
            from_fn(|k| evaded[k] + ratified[k] * (signed[k] - evaded[k]))
        };
        set_answers(choice, yes, &going_on, &mut self.answers[DEFENDER]);
    }

    #[inline(always)]
    fn answer_for_invader(&mut self, choice: &LogitChoice<T>) {
        // What acceptance is worth to the invader, by the defender's answers.
        self.value_acceptance(choice, INVADER);
        let accepted = lanes(&self.tabled[self.layout.menu_row(INVADER)]);
        let going_on = going_on_after(self.layout, (&self.going_on, &self.blame, &self.tilts), INVADER, INVADER);
        set_answers(choice, |place| accepted[place], &going_on, &mut self.answers[INVADER]);
    }

    /// Values to an actor of the invader's acceptance, by the defender's answers.
    #[inline(always)]
    fn value_acceptance(&mut self, choice: &LogitChoice<T>, actor: usize) {
        let row = self.layout.menu_row(actor);
        let going_on = going_on_after(self.layout, (&self.going_on, &self.blame, &self.tilts), DEFENDER, actor);
        let (signed, ratified) = (lanes(&self.signed[row.clone()]), lanes(&self.ratified));
        let (accepts, refuses) = (lanes(&self.answers[DEFENDER].accepts), lanes(&self.answers[DEFENDER].refuses));
        let cost = if actor == DEFENDER { choice.refusal_cost } else { T::of(0.0) };
        for (place, target) in self.tabled[row].as_chunks_mut::<LANE>().0.iter_mut().enumerate() {
            let (evaded, no) = (going_on.evaded(place), going_on.declined(place, &refuses[place], cost));
            let (signed, ratified, accepts) = (&signed[place], &ratified[place], &accepts[place]);
            *target = from_fn(|k| {
                let yes = evaded[k] + ratified[k] * (signed[k] - evaded[k]);
                no[k] + accepts[k] * (yes - no[k])
            });
        }
    }

    /// Values to an actor of tabling, by the invader's answers, from those of its acceptance.
    #[inline(always)]
    fn value_tabling(&mut self, choice: &LogitChoice<T>, actor: usize) {
        let row = self.layout.menu_row(actor);
        let going_on = going_on_after(self.layout, (&self.going_on, &self.blame, &self.tilts), INVADER, actor);
        let (accepts, refuses) = (lanes(&self.answers[INVADER].accepts), lanes(&self.answers[INVADER].refuses));
        let cost = if actor == INVADER { choice.refusal_cost } else { T::of(0.0) };
        for (place, target) in self.tabled[row].as_chunks_mut::<LANE>().0.iter_mut().enumerate() {
            let (no, accepts, yes) = (going_on.declined(place, &refuses[place], cost), &accepts[place], *target);
            *target = from_fn(|k| no[k] + accepts[k] * (yes[k] - no[k]));
        }
    }
}

/// A row in vectors of packages.
#[inline(always)]
fn lanes<T>(row: &[T]) -> &[Lanes<T>] {
    row.as_chunks().0
}

/// What going on is worth to an actor after a side's no.
#[inline(always)]
fn going_on_after<'a, T: Number>(
    layout: Layout,
    (unblamed, blame, tilts): (&'a [T], &'a [T], &[T; 5]),
    side: usize,
    actor: usize,
) -> GoingOn<'a, T> {
    let (evades, refuses) = if side == INVADER {
        (Outcome::InvaderEvades, Outcome::InvaderRefuses)
    } else {
        (Outcome::DefenderEvades, Outcome::DefenderRefuses)
    };
    GoingOn {
        unblamed: lanes(&unblamed[layout.menu_row(actor)]),
        blame: lanes(&blame[layout.round_blame_row(side, actor)]),
        tilts: [tilts[evades.index()], tilts[refuses.index()]],
    }
}

#[inline(always)]
fn set_answers<T: Number>(
    choice: &LogitChoice<T>,
    yes: impl Fn(usize) -> Lanes<T>,
    going_on: &GoingOn<'_, T>,
    answers: &mut SideAnswers<T>,
) {
    let SideAnswers { accepts, refuses, accept_odds, refuse_odds } = answers;
    let mut columns = [accepts, refuses, accept_odds, refuse_odds].map(|column| column.as_chunks_mut::<LANE>().0);
    for place in 0..going_on.unblamed.len() {
        // Local arrays overlap with nothing, so that the loop over them becomes vectors without a check.
        let (yes, evaded, refused) = (yes(place), going_on.evaded(place), going_on.refused(place));
        let mut own = [[T::default(); LANE]; 4];
        for k in 0..LANE {
            let answer = choice.answer(yes[k], evaded[k], refused[k]);
            own[0][k] = answer.accepts;
            own[1][k] = answer.refuses;
            own[2][k] = answer.accept_odds;
            own[3][k] = answer.refuse_odds;
        }
        for (column, own) in columns.iter_mut().zip(own) {
            column[place] = own;
        }
    }
}
