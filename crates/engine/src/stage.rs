//! One round of talks as a game: a draft is tabled, the invader answers, the defender answers, it is ratified or
//! not, the coalition delivers its parts or not (theory 3.8, 3.12; decisions 4 to 6).
//!
//! Every node is a logit on the values that follow, so the round has one equilibrium, found from its last node
//! back. All drafts are worked through at once, as columns of numbers.

use standoff_num::elementary::{exp, ln};
use standoff_world::talks::outcome::Outcome;

/// Logarithm of the least pull of a draft against the best.
const LEAST_PULL: f64 = -400.0;

/// How choices are made.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Choice {
    /// Sharpness of choices, `lam`.
    pub sharpness: f64,
    /// Sharpness of the choice between an evasive and an open no.
    pub form_sharpness: f64,
    /// Direct cost of an open refusal.
    pub refusal_cost: f64,
}

/// A round at one state: what each way out is worth, and once played, how it goes. The invader is actor 0 and the
/// defender actor 1.
#[derive(Debug, Clone, PartialEq)]
pub struct Stage {
    actors: usize,
    packages: usize,
    /// Value of signing, `[actor][package]`, expected over the coalition's answer.
    pub signed: Vec<f64>,
    /// Chance that a package is ratified, `[package]`.
    pub ratified: Vec<f64>,
    /// Value of going on after each outcome that is not a deal, with the draft left on the table:
    /// `[outcome][actor][package]`, outcomes as in [`Outcome::ALL`]. A round does not need the first, the value of
    /// going on when none is held.
    pub going_on: Vec<f64>,
    /// Probability that each side accepts, `[side][package]`; the defender's given that the invader has.
    pub accepts: [Vec<f64>; 2],
    /// Probability that a no is open, `[side][package]`.
    pub refuses: [Vec<f64>; 2],
    /// Value of tabling a draft, `[actor][package]`.
    pub tabled: Vec<f64>,
}

impl Stage {
    /// Memory for a round with this many actors and packages.
    pub fn new(actors: usize, packages: usize) -> Self {
        let column = || vec![0.0; packages];
        Self {
            actors,
            packages,
            signed: vec![0.0; actors * packages],
            ratified: vec![1.0; packages],
            going_on: vec![0.0; Outcome::ALL.len() * actors * packages],
            accepts: [column(), column()],
            refuses: [column(), column()],
            tabled: vec![0.0; actors * packages],
        }
    }

    /// Values of going on after an outcome, for one actor, `[package]`.
    pub fn going_on(&self, outcome: Outcome, actor: usize) -> &[f64] {
        &self.going_on[(outcome.index() * self.actors + actor) * self.packages..][..self.packages]
    }

    /// The same, to be filled in.
    pub fn going_on_mut(&mut self, outcome: Outcome, actor: usize) -> &mut [f64] {
        &mut self.going_on[(outcome.index() * self.actors + actor) * self.packages..][..self.packages]
    }

    /// Values of tabling each draft to one actor.
    pub fn tabled(&self, actor: usize) -> &[f64] {
        &self.tabled[actor * self.packages..][..self.packages]
    }

    /// Plays the round from its last node back.
    #[inline(always)]
    pub fn play(&mut self, choice: &Choice) {
        self.defender_answers(choice);
        self.invader_answers(choice);
    }

    #[inline(always)]
    fn defender_answers(&mut self, choice: &Choice) {
        let packages = self.packages;
        let evades = offset(Outcome::DefenderEvades, self.actors, packages);
        let refuses = offset(Outcome::DefenderRefuses, self.actors, packages);
        // A draft that fails ratification leaves the defender with the blame of a yes, but.
        let own = packages..2 * packages;
        let evade = &self.going_on[evades + packages..][..packages];
        let refuse = &self.going_on[refuses + packages..][..packages];
        let yes = &mut self.tabled[own.clone()];
        for (((yes, signed), ratified), evade) in yes.iter_mut().zip(&self.signed[own]).zip(&self.ratified).zip(evade) {
            *yes = ratified * signed + (1.0 - ratified) * evade;
        }
        answer(choice, yes, evade, refuse, &mut self.accepts[1], &mut self.refuses[1]);
        for actor in 0..self.actors {
            let span = actor * packages..(actor + 1) * packages;
            let cost = if actor == 1 { choice.refusal_cost } else { 0.0 };
            let evade = &self.going_on[evades + actor * packages..][..packages];
            let refuse = &self.going_on[refuses + actor * packages..][..packages];
            let (accepts, opens) = (&self.accepts[1][..packages], &self.refuses[1][..packages]);
            let (signed, ratified) = (&self.signed[span.clone()], &self.ratified[..packages]);
            let tabled = &mut self.tabled[span];
            for k in 0..packages {
                let no = evade[k] + opens[k] * (refuse[k] - cost - evade[k]);
                let yes = evade[k] + ratified[k] * (signed[k] - evade[k]);
                tabled[k] = no + accepts[k] * (yes - no);
            }
        }
    }

    #[inline(always)]
    fn invader_answers(&mut self, choice: &Choice) {
        let packages = self.packages;
        let evades = offset(Outcome::InvaderEvades, self.actors, packages);
        let refuses = offset(Outcome::InvaderRefuses, self.actors, packages);
        let evade = &self.going_on[evades..][..packages];
        let refuse = &self.going_on[refuses..][..packages];
        answer(choice, &self.tabled[..packages], evade, refuse, &mut self.accepts[0], &mut self.refuses[0]);
        for actor in 0..self.actors {
            let cost = if actor == 0 { choice.refusal_cost } else { 0.0 };
            let evade = &self.going_on[evades + actor * packages..][..packages];
            let refuse = &self.going_on[refuses + actor * packages..][..packages];
            let (accepts, opens) = (&self.accepts[0][..packages], &self.refuses[0][..packages]);
            let tabled = &mut self.tabled[actor * packages..][..packages];
            for k in 0..packages {
                let no = evade[k] + opens[k] * (refuse[k] - cost - evade[k]);
                tabled[k] = no + accepts[k] * (tabled[k] - no);
            }
        }
    }
}

fn offset(outcome: Outcome, actors: usize, packages: usize) -> usize {
    outcome.index() * actors * packages
}

/// One side's answers to all drafts: accept against *no*, and *no* a nest of an evasive and an open form whose
/// inclusive value is normalised, `(1/s) ln((e^{s evade} + e^{s refuse})/2)`, so that two ways to say no do not
/// make no likelier (decision 5).
#[inline(always)]
pub fn answer(choice: &Choice, yes: &[f64], evade: &[f64], refuse: &[f64], accepts: &mut [f64], opens: &mut [f64]) {
    let count = yes.len();
    let (evade, refuse) = (&evade[..count], &refuse[..count]);
    let (accepts, opens) = (&mut accepts[..count], &mut opens[..count]);
    for k in 0..count {
        let open = refuse[k] - choice.refusal_cost;
        let gap = open - evade[k];
        let fall = exp(-choice.form_sharpness * gap.abs());
        let likelier = 1.0 / (1.0 + fall);
        opens[k] = if gap > 0.0 { likelier } else { 1.0 - likelier };
        let best = if gap > 0.0 { open } else { evade[k] };
        let no = best + ln(0.5 + 0.5 * fall) / choice.form_sharpness;
        accepts[k] = 1.0 / (1.0 + exp(choice.sharpness * (no - yes[k])));
    }
}

/// The owner's pull towards each draft: `weight · exp(lam (U - max U))`, to be multiplied by proximity to the
/// draft on the table and normalised (decision 4).
#[inline(always)]
pub fn pull(sharpness: f64, weights: &[f64], values: &[f64], result: &mut [f64]) {
    let best = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    for ((pull, weight), value) in result.iter_mut().zip(weights).zip(values) {
        // Far below the best, a floor keeps sums over a menu away from the smallest numbers there are.
        *pull = weight * exp((sharpness * (value - best)).max(LEAST_PULL));
    }
}
