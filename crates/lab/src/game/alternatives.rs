//! What else could have been decided in a month, and how what followed would have differed.
//!
//! Both decisions are played on the same fresh futures from the state before the month; from the month after it the engine
//! plays the chair in both. So a difference is what the one decision did, on average over what chance could have brought.

use super::chair::Seated;
use super::choice::Choice;
use super::debrief::{Effort, Measures};
use super::decision::{Decision, Form};
use super::options::Options;
use super::room::{Month, Room};
use crate::run::Run;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use standoff_num::sums::{mean, variance};
use std::sync::atomic::{AtomicBool, Ordering};

/// A month that was looked at again.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Looked {
    /// The month, counted from one.
    pub month: usize,
    /// What was decided.
    pub decided: Decision,
    /// What else could have been decided, in no order of worth.
    pub alternatives: Vec<Alternative>,
}

/// Something else that could have been decided.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Alternative {
    /// The decision; an empty one leaves the month to the engine, a posture that was kept included.
    pub decision: Decision,
    /// What would have differed.
    pub differences: Vec<Difference>,
}

/// A paired difference: with the alternative less as it was decided.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
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
    /// Whether the difference is more than two standard errors.
    pub clear: bool,
}

/// A month and its other decisions, as they are looked at.
pub(super) struct Look<'a> {
    pub room: &'a Room<'a>,
    pub seated: Seated,
    pub measures: &'a Measures,
    pub effort: Effort,
    pub stop: &'a AtomicBool,
}

impl Look<'_> {
    /// Looks at a month; none once it was stopped.
    pub(super) fn at(&self, month: &Month<'_>, decided: &Decision) -> Option<Looked> {
        let as_decided = self.futures(month, &month.choice)?;
        let alternative = |(decision, choice): (Decision, Choice)| {
            let runs = self.futures(month, &choice)?;
            Some(Alternative { decision, differences: self.differences(&as_decided, &runs) })
        };
        let others = others(decided, &month.choice, &month.options, self.effort.alternatives);
        let alternatives = others.into_iter().map(alternative).collect::<Option<Vec<Alternative>>>()?;
        Some(Looked { month: month.options.month, decided: decided.clone(), alternatives })
    }

    /// The futures that follow a choice.
    fn futures(&self, month: &Month<'_>, choice: &Choice) -> Option<Vec<Run>> {
        let future = |path: usize| {
            if self.stop.load(Ordering::Relaxed) {
                return None;
            }
            let mut going = month.before.clone();
            going.course.state.coalition.renumber();
            let draws = self.room.draws(path);
            going.play(self.room, self.seated, choice, &draws, &mut |_, _| ());
            Some(going.finish(self.room, &draws))
        };
        (1..=self.effort.paths).into_par_iter().map(future).collect()
    }

    fn differences(&self, decided: &[Run], others: &[Run]) -> Vec<Difference> {
        let difference = |place: usize| {
            let outcome = &self.measures.compared[place];
            let values = |runs: &[Run]| -> Vec<f64> { runs.iter().map(|run| self.measures.of(outcome, run)).collect() };
            let [decided, others] = [values(decided), values(others)];
            let apart: Vec<f64> = decided.iter().zip(&others).map(|(decided, other)| other - decided).collect();
            let error = (variance(&apart) / apart.len() as f64).sqrt();
            let by = mean(&apart);
            Difference {
                outcome: outcome.name.clone(),
                title: outcome.title.clone(),
                unit: outcome.unit.clone(),
                decided: mean(&decided),
                alternative: mean(&others),
                difference: by,
                error,
                clear: by.abs() > 2.0 * error,
            }
        };
        (0..self.measures.compared.len()).map(difference).collect()
    }
}

/// At most `most` other decisions, each with one thing changed, the kinds of change in turn; the first leaves the month to
/// the engine.
fn others(decided: &Decision, choice: &Choice, options: &Options, most: usize) -> Vec<(Decision, Choice)> {
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
    let mut found: Vec<(Decision, Choice)> = Vec::new();
    for decision in in_turn {
        let other = if decision.is_empty() { Ok(Choice::engine()) } else { Choice::read(decision, options) };
        let Ok(other) = other else { continue };
        if found.len() < most && !(other == *choice || found.iter().any(|(_, known)| *known == other)) {
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
    let changed = |one: &super::InstrumentOption| {
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
