//! What else could have been decided in a month, and how what followed would have differed.
//!
//! Both decisions are played on the same fresh futures from the state before the month; from the month after it the engine
//! plays the chair in both. So a difference is what the one decision did, on average over what chance could have brought.
//!
//! A debrief makes hundreds of comparisons, of which some would look large by chance. A difference is called clear where it
//! is among those that the rule of Benjamini and Hochberg (1995) keeps at a false discovery rate of one in twenty, over all of
//! the debrief, and rests on more than a handful of futures.

use crate::decision::{Decision, Form};
use crate::game_match::Match;
use crate::measures::{Effort, MOST, Measures};
use crate::options::{InstrumentOption, Options};
use crate::player::Player;
use crate::replay::Month;
use crate::resolved_decision::ResolvedDecision;
use rayon::prelude::*;
use serde::Serialize;
use standoff_lab::future::run::Run;
use standoff_num::distributions::normal_cdf;
use standoff_num::sums::{mean, variance};
use std::sync::atomic::{AtomicBool, Ordering};

/// A month that was looked at again.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct ReviewedMonth {
    /// The month, counted from one.
    pub month: usize,
    /// What was decided.
    pub decided: Decision,
    /// What else could have been decided, in no order of worth.
    pub alternatives: Vec<Alternative>,
    /// Other decisions with one thing changed that were not looked at.
    pub left_out: usize,
}

/// Something else that could have been decided.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Alternative {
    /// The decision; an empty one leaves the month to the engine.
    pub decision: Decision,
    /// What would have differed.
    pub differences: Vec<Difference>,
}

/// A paired difference: with the alternative less as it was decided.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Difference {
    /// Stable name of the outcome.
    pub outcome: String,
    /// What it is.
    pub title: String,
    /// Unit.
    pub unit: String,
    /// Mean as it was decided.
    pub decided: f64,
    /// Mean with the alternative.
    pub alternative: f64,
    /// The alternative less what was decided.
    pub difference: f64,
    /// Standard error of the difference.
    pub error: f64,
    /// Futures in which it differs at all.
    pub differ: usize,
    /// Whether it is kept at the false discovery rate, and enough futures differ.
    pub clear: bool,
}

/// Share of false ones among the differences that are called clear.
const FALSE_DISCOVERIES: f64 = 0.05;
/// Fewest futures that differ in a difference that is called clear: with fewer no sign test could tell it from chance.
const FEWEST: usize = 8;

impl Difference {
    /// How often chance alone would bring a difference as large, by the normal approximation.
    fn by_chance(&self) -> f64 {
        if self.difference == 0.0 {
            return 1.0;
        }
        2.0 * normal_cdf(-(self.difference / self.error).abs())
    }
}

/// Marks the clear differences of a debrief: of all `m` comparisons in order of their p-values `p(1) <= ... <= p(m)`, those up to the
/// largest `k` with `p(k) <= k/m` times the rate, if enough futures differ.
pub(super) fn mark_clear(months: &mut [ReviewedMonth]) {
    let all = || months.iter().flat_map(|month| &month.alternatives).flat_map(|one| &one.differences);
    let mut chances: Vec<f64> = all().map(Difference::by_chance).collect();
    chances.sort_by(f64::total_cmp);
    let many = chances.len() as f64;
    let kept = chances.iter().zip(1..).filter(|(chance, rank)| **chance <= f64::from(*rank) / many * FALSE_DISCOVERIES);
    let Some(limit) = kept.last().map(|(chance, _)| *chance) else { return };
    let differences = months.iter_mut().flat_map(|month| &mut month.alternatives).flat_map(|one| &mut one.differences);
    for one in differences {
        one.clear = one.by_chance() <= limit && one.differ >= FEWEST;
    }
}

/// A month and its other decisions, as they are looked at.
pub(super) struct Review<'a> {
    pub game_match: &'a Match<'a>,
    pub player: Player,
    pub measures: &'a Measures,
    pub effort: Effort,
    pub stop: &'a AtomicBool,
    /// Hears of every future that is done.
    pub done: &'a (dyn Fn() + Sync),
}

impl Review<'_> {
    /// Looks at a month; none once it was stopped.
    pub(super) fn at(&self, month: &Month<'_>, decided: &Decision) -> Option<ReviewedMonth> {
        let as_decided = self.futures(month, &month.choice)?;
        let alternative = |(decision, choice): (Decision, ResolvedDecision)| {
            let runs = self.futures(month, &choice)?;
            Some(Alternative { decision, differences: self.differences(&as_decided, &runs) })
        };
        let mut others = others(decided, &month.choice, &month.options);
        let left_out = others.len().saturating_sub(self.effort.alternatives);
        others.truncate(self.effort.alternatives);
        let alternatives = others.into_iter().map(alternative).collect::<Option<Vec<Alternative>>>()?;
        Some(ReviewedMonth { month: month.options.month, decided: decided.clone(), alternatives, left_out })
    }

    /// The futures that follow a choice: paths of the month's own, which no other month and no future of the debrief has.
    fn futures(&self, month: &Month<'_>, choice: &ResolvedDecision) -> Option<Vec<Run>> {
        let future = |path: usize| {
            if self.stop.load(Ordering::Relaxed) {
                return None;
            }
            let mut state = month.before.clone();
            state.course.state.coalition.renumber();
            let draws = self.game_match.draws(path);
            state.play(self.game_match, self.player, choice, &draws, &mut |_, _| ());
            let run = state.finish(self.game_match, self.player, &draws);
            (self.done)();
            Some(run)
        };
        let first = 1 + MOST + month.options.month * MOST;
        (first..first + self.effort.paths).into_par_iter().map(future).collect()
    }

    fn differences(&self, decided: &[Run], others: &[Run]) -> Vec<Difference> {
        let difference = |place: usize| {
            let outcome = &self.measures.compared[place];
            let values = |runs: &[Run]| -> Vec<f64> { runs.iter().map(|run| self.measures.of(outcome, run)).collect() };
            let [decided, others] = [values(decided), values(others)];
            let apart: Vec<f64> = decided.iter().zip(&others).map(|(decided, other)| other - decided).collect();
            let error = (variance(&apart) / apart.len() as f64).sqrt();
            let differ = apart.iter().filter(|by| **by != 0.0).count();
            Difference {
                outcome: outcome.name.clone(),
                title: outcome.title.clone(),
                unit: outcome.unit.clone(),
                decided: mean(&decided),
                alternative: mean(&others),
                difference: mean(&apart),
                error,
                differ,
                clear: false,
            }
        };
        (0..self.measures.compared.len()).map(difference).collect()
    }
}

/// Other decisions, each with one thing changed, the kinds of change in turn; the first leaves the month to the engine.
fn others(decided: &Decision, choice: &ResolvedDecision, options: &Options) -> Vec<(Decision, ResolvedDecision)> {
    let mut kinds = vec![vec![Decision::default()]];
    kinds.extend([
        postures(decided, options),
        proposals(decided, options),
        answers(decided, options),
        consents(decided, options),
        aid(decided, options),
        instruments(decided, options),
    ]);
    let longest = kinds.iter().map(Vec::len).max().unwrap_or(0);
    let in_turn = (0..longest).flat_map(|place| kinds.iter().filter_map(move |kind| kind.get(place)));
    let mut found: Vec<(Decision, ResolvedDecision)> = Vec::new();
    for decision in in_turn {
        let Ok(other) = ResolvedDecision::read(decision, options) else { continue };
        if !(other == *choice || found.iter().any(|(_, known)| *known == other)) {
            found.push((decision.clone(), other));
        }
    }
    found
}

fn postures(decided: &Decision, options: &Options) -> Vec<Decision> {
    let postures = options.postures.iter().filter(|_| options.posture);
    postures.map(|one| Decision { posture: Some(one.name.clone()), ..decided.clone() }).collect()
}

fn proposals(decided: &Decision, options: &Options) -> Vec<Decision> {
    let packages = options.packages.iter().filter(|_| options.propose);
    packages.map(|one| Decision { propose: Some(one.name.clone()), ..decided.clone() }).collect()
}

/// Yes to whatever comes, no to whatever comes.
fn answers(decided: &Decision, options: &Options) -> Vec<Decision> {
    if !options.accept {
        return Vec::new();
    }
    let answer = |accept: Vec<String>, no| Decision { accept: Some(accept), no, ..decided.clone() };
    vec![answer(all(options), None), answer(Vec::new(), Some(Form::Evade)), answer(Vec::new(), Some(Form::Refuse))]
}

fn consents(decided: &Decision, options: &Options) -> Vec<Decision> {
    if !options.consent {
        return Vec::new();
    }
    [all(options), Vec::new()].map(|consent| Decision { consent: Some(consent), ..decided.clone() }).to_vec()
}

/// Nothing, and twice as much.
fn aid(decided: &Decision, options: &Options) -> Vec<Decision> {
    if !options.aid {
        return Vec::new();
    }
    [0.0, 2.0].map(|factor| Decision { aid: Some(factor), ..decided.clone() }).to_vec()
}

/// Each instrument that can be opened or closed, opened or closed.
fn instruments(decided: &Decision, options: &Options) -> Vec<Decision> {
    let changed = |one: &InstrumentOption| {
        let (mut open, mut close) = (decided.open.clone(), decided.close.clone());
        let list = if one.open { &mut open } else { &mut close };
        match list.iter().position(|name| *name == one.name) {
            Some(place) => drop(list.remove(place)),
            None => list.push(one.name.clone()),
        }
        Decision { open, close, ..decided.clone() }
    };
    options.instruments.iter().filter(|one| one.open || one.close).map(changed).collect()
}

fn all(options: &Options) -> Vec<String> {
    options.packages.iter().map(|one| one.name.clone()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A difference of so many standard errors.
    fn one(score: f64, differ: usize) -> Difference {
        let (outcome, title, unit) = (String::new(), String::new(), String::new());
        Difference {
            outcome,
            title,
            unit,
            decided: 0.0,
            alternative: score,
            difference: score,
            error: 1.0,
            differ,
            clear: false,
        }
    }

    fn marked(differences: Vec<Difference>) -> Vec<bool> {
        let alternative = Alternative { decision: Decision::default(), differences };
        let looked =
            ReviewedMonth { month: 1, decided: Decision::default(), alternatives: vec![alternative], left_out: 0 };
        let mut months = vec![looked];
        mark_clear(&mut months);
        months[0].alternatives[0].differences.iter().map(|one| one.clear).collect()
    }

    /// The p-values of Benjamini and Hochberg (1995), section 4, of which their rule keeps the first four at .05.
    #[test]
    fn clear_differences_are_those_of_the_published_example() {
        let chances = [
            0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528,
            0.7590, 1.0,
        ];
        let scores = chances.map(|chance| standoff_num::distributions::normal_quantile(1.0 - chance / 2.0));
        let clear = marked(scores.iter().map(|&score| one(score, 60)).collect());
        assert_eq!(clear, (0..15).map(|place| place < 4).collect::<Vec<bool>>());
    }

    #[test]
    fn a_handful_of_futures_makes_nothing_clear() {
        assert_eq!(marked(vec![one(5.0, 7), one(5.0, 8), one(0.0, 0)]), [false, true, false]);
        let sure = Difference { error: 0.0, ..one(1.0, 64) };
        assert_eq!(marked(vec![sure, Difference { error: 0.0, ..one(0.0, 0) }]), [true, false]);
    }
}
