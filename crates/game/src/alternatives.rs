//! Alternatives to the decision of a month, and the differences they would have made.
//!
//! Both decisions are played on the same fresh futures from the state before the month (decision 72); from the month
//! after it the engine plays the role in both. A difference is therefore the effect of that one decision, on average
//! over chance. Its error is over futures also where the game comes from a record: the draw of the record that is played is
//! taken for the truth, so its populations have no part in it (decision 93).
//!
//! A debrief makes hundreds of comparisons, of which some would look large by chance. A difference is called clear if
//! the rule of Benjamini and Hochberg (1995) keeps it at a false discovery rate of one in twenty over the whole
//! debrief, and enough futures differ.

use crate::decision::{Decision, FormOfNo};
use crate::game_match::Match;
use crate::measures::{DebriefEffort, MOST_FUTURES, Measures};
use crate::options::{DecisionOptions, InstrumentOption};
use crate::player::Player;
use crate::replay::ReplayedMonth;
use crate::resolved_decision::ResolvedDecision;
use rayon::prelude::*;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use standoff_lab::future::run::Run;
use standoff_num::distributions::normal_cdf;
use standoff_num::sums::{mean, variance};
use standoff_stats::false_discovery::{FALSE_DISCOVERY_RATE, largest_kept_p_value};
use std::sync::atomic::{AtomicBool, Ordering};

/// A month that was reviewed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ReviewedMonth {
    /// Month, counted from one.
    pub month: usize,
    /// Decision of the game.
    pub decided: Decision,
    /// Alternatives to it; their order is no ranking.
    pub alternatives: Vec<Alternative>,
    /// Number of other decisions with one thing changed that were not reviewed.
    #[serde(alias = "left-out")]
    pub left_out: usize,
}

/// An alternative to the decision of a month.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Alternative {
    /// Alternative decision; an empty one leaves the month to the engine.
    pub decision: Decision,
    /// Differences that it would have made.
    pub differences: Vec<Difference>,
}

/// A paired difference of an outcome: with the alternative, less as it was decided.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Difference {
    /// Stable name of the outcome.
    pub outcome: String,
    /// Outcome in words.
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
    /// Number of futures in which it differs at all.
    pub differ: usize,
    /// True where it is kept at the false discovery rate and enough futures differ.
    pub clear: bool,
}

/// Fewest futures that must differ in a clear difference: with fewer even a sign test in which all agree would have a
/// p-value above .01.
const FEWEST_DIFFERING: usize = 8;

impl Difference {
    /// Two-sided p-value of the difference, by the normal approximation.
    fn p_value(&self) -> f64 {
        if self.difference == 0.0 {
            return 1.0;
        }
        2.0 * normal_cdf(-(self.difference / self.error).abs())
    }
}

/// Marks the clear differences of a debrief: those that are kept at the false discovery rate, if enough futures differ.
pub(super) fn mark_clear_differences(months: &mut [ReviewedMonth]) {
    let all = months.iter().flat_map(|month| &month.alternatives).flat_map(|one| &one.differences);
    let p_values: Vec<f64> = all.map(Difference::p_value).collect();
    let Some(limit) = largest_kept_p_value(&p_values, FALSE_DISCOVERY_RATE) else { return };
    let differences = months.iter_mut().flat_map(|month| &mut month.alternatives).flat_map(|one| &mut one.differences);
    for one in differences {
        one.clear = one.p_value() <= limit && one.differ >= FEWEST_DIFFERING;
    }
}

/// A review of months and the alternatives to their decisions.
pub(super) struct Review<'a> {
    pub game_match: &'a Match<'a>,
    pub player: Player,
    pub measures: &'a Measures,
    pub effort: DebriefEffort,
    pub stop: &'a AtomicBool,
    /// Called after every future.
    pub done: &'a (dyn Fn() + Sync),
}

impl Review<'_> {
    /// Reviews a month; none once it was stopped.
    pub(super) fn review_month(&self, month: &ReplayedMonth<'_>, decided: &Decision) -> Option<ReviewedMonth> {
        let as_decided = self.simulate_futures(month, &month.choice)?;
        let alternative = |(decision, choice): (Decision, ResolvedDecision)| {
            let runs = self.simulate_futures(month, &choice)?;
            Some(Alternative { decision, differences: self.compare_outcomes(&as_decided, &runs) })
        };
        let mut others = alternative_decisions(decided, &month.choice, &month.options);
        let left_out = others.len().saturating_sub(self.effort.alternatives);
        others.truncate(self.effort.alternatives);
        let alternatives = others.into_iter().map(alternative).collect::<Option<Vec<Alternative>>>()?;
        Some(ReviewedMonth { month: month.options.month, decided: decided.clone(), alternatives, left_out })
    }

    /// Plays the futures that follow a choice. They take paths of the month's own, which no other month and no future
    /// of the debrief has, so that every comparison has independent luck.
    fn simulate_futures(&self, month: &ReplayedMonth<'_>, choice: &ResolvedDecision) -> Option<Vec<Run>> {
        let future = |path: usize| {
            if self.stop.load(Ordering::Relaxed) {
                return None;
            }
            let mut state = month.before.clone();
            state.course.state.coalition.renumber();
            let draws = self.game_match.draws_of_path(path);
            state.play_month(self.game_match, self.player, choice, &draws, &mut |_, _| ());
            let run = state.finish_with_engine(self.game_match, self.player, &draws);
            (self.done)();
            Some(run)
        };
        let first = 1 + MOST_FUTURES + month.options.month * MOST_FUTURES;
        (first..first + self.effort.paths).into_par_iter().map(future).collect()
    }

    fn compare_outcomes(&self, decided: &[Run], others: &[Run]) -> Vec<Difference> {
        let difference = |place: usize| {
            let outcome = &self.measures.compared[place];
            let values = |runs: &[Run]| -> Vec<f64> {
                runs.iter().map(|run| self.measures.outcome_value(outcome, run)).collect()
            };
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

/// Alternative decisions, each with one thing changed. The first leaves the month to the engine; the kinds of change
/// then come in turn, so that a limit on their number keeps some of each kind.
fn alternative_decisions(
    decided: &Decision,
    choice: &ResolvedDecision,
    options: &DecisionOptions,
) -> Vec<(Decision, ResolvedDecision)> {
    let mut kinds = vec![vec![Decision::default()]];
    kinds.extend([
        posture_alternatives(decided, options),
        proposal_alternatives(decided, options),
        answer_alternatives(decided, options),
        consent_alternatives(decided, options),
        aid_alternatives(decided, options),
        instrument_alternatives(decided, options),
    ]);
    let longest = kinds.iter().map(Vec::len).max().unwrap_or(0);
    let in_turn = (0..longest).flat_map(|place| kinds.iter().filter_map(move |kind| kind.get(place)));
    let mut found: Vec<(Decision, ResolvedDecision)> = Vec::new();
    for decision in in_turn {
        let Ok(other) = ResolvedDecision::resolve(decision, options) else { continue };
        if !(other == *choice || found.iter().any(|(_, known)| *known == other)) {
            found.push((decision.clone(), other));
        }
    }
    found
}

fn posture_alternatives(decided: &Decision, options: &DecisionOptions) -> Vec<Decision> {
    let postures = options.postures.iter().filter(|_| options.posture);
    postures.map(|one| Decision { posture: Some(one.name.clone()), ..decided.clone() }).collect()
}

fn proposal_alternatives(decided: &Decision, options: &DecisionOptions) -> Vec<Decision> {
    let packages = options.packages.iter().filter(|_| options.propose);
    packages.map(|one| Decision { propose: Some(one.name.clone()), ..decided.clone() }).collect()
}

/// Yes to every draft, and no to every draft in either form.
fn answer_alternatives(decided: &Decision, options: &DecisionOptions) -> Vec<Decision> {
    if !options.accept {
        return Vec::new();
    }
    let answer = |accept: Vec<String>, no| Decision { accept: Some(accept), no, ..decided.clone() };
    vec![
        answer(package_names(options), None),
        answer(Vec::new(), Some(FormOfNo::Evade)),
        answer(Vec::new(), Some(FormOfNo::Refuse)),
    ]
}

fn consent_alternatives(decided: &Decision, options: &DecisionOptions) -> Vec<Decision> {
    if !options.consent {
        return Vec::new();
    }
    [package_names(options), Vec::new()].map(|consent| Decision { consent: Some(consent), ..decided.clone() }).to_vec()
}

/// No aid, and twice as much: the ends of what may be decided.
fn aid_alternatives(decided: &Decision, options: &DecisionOptions) -> Vec<Decision> {
    if !options.aid {
        return Vec::new();
    }
    [0.0, 2.0].map(|factor| Decision { aid: Some(factor), ..decided.clone() }).to_vec()
}

/// Each instrument that may be opened or closed, changed.
fn instrument_alternatives(decided: &Decision, options: &DecisionOptions) -> Vec<Decision> {
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

fn package_names(options: &DecisionOptions) -> Vec<String> {
    options.packages.iter().map(|one| one.name.clone()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A difference of `score` standard errors.
    fn scored_difference(score: f64, differ: usize) -> Difference {
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

    fn clear_flags(differences: Vec<Difference>) -> Vec<bool> {
        let alternative = Alternative { decision: Decision::default(), differences };
        let looked =
            ReviewedMonth { month: 1, decided: Decision::default(), alternatives: vec![alternative], left_out: 0 };
        let mut months = vec![looked];
        mark_clear_differences(&mut months);
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
        let clear = clear_flags(scores.iter().map(|&score| scored_difference(score, 60)).collect());
        assert_eq!(clear, (0..15).map(|place| place < 4).collect::<Vec<bool>>());
    }

    #[test]
    fn a_handful_of_futures_makes_nothing_clear() {
        assert_eq!(
            clear_flags(vec![scored_difference(5.0, 7), scored_difference(5.0, 8), scored_difference(0.0, 0)]),
            [false, true, false]
        );
        let sure = Difference { error: 0.0, ..scored_difference(1.0, 64) };
        assert_eq!(clear_flags(vec![sure, Difference { error: 0.0, ..scored_difference(0.0, 0) }]), [true, false]);
    }
}
