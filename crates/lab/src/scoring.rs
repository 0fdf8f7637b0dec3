//! Forecasts against what came: scores, whether chances mean what they say, and who does better.
//!
//! Forecasts are sealed files ([`crate::seal`]) and tables entered by hand ([`hand`]); outcomes are a table
//! ([`outcomes`]). All scores are losses. Nobody may know the outcome: a forecast made after its question was resolved
//! is refused, or left out where it stands in a sealed file.

mod binary;
mod cells;
mod choose;
pub mod forecast;
pub mod hand;
mod numeric;
pub mod outcomes;
mod pairs;
pub mod scores;
mod sealed;

pub use forecast::{Belief, Stated};
pub use outcomes::{Outcome, Outcomes, Resolution};
pub use scores::Scores;

use crate::scoring::choose::Chosen;
use crate::seal::Found;
use scores::{FORMAT, Scored, Unmatched};
use standoff_scenario::{Diagnostic, Diagnostics, Source};
use standoff_stats::Bootstrap;
use std::collections::{BTreeMap, BTreeSet};

/// Chance inside every interval.
const LEVEL: f64 = 0.9;
/// Bins of a reliability diagram unless said otherwise.
pub const BINS: usize = 10;

/// How forecasts are scored.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Settings {
    /// Whether every forecast of a forecaster counts, or the last one on each question.
    pub every: bool,
    /// Bins of the reliability diagram, of equal width.
    pub bins: usize,
    /// Seed of the resamples behind the intervals of skill.
    pub seed: u64,
}

impl Default for Settings {
    fn default() -> Self {
        Self { every: false, bins: BINS, seed: 1 }
    }
}

/// Forecasts gathered from files, none twice.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Gathered {
    stated: Vec<Stated>,
    late: BTreeMap<String, usize>,
}

impl Gathered {
    /// Adds forecasts entered by hand.
    ///
    /// # Errors
    ///
    /// A diagnostic where another file has the same forecast.
    pub fn add(&mut self, file: &str, stated: Vec<Stated>) -> Result<(), Diagnostics> {
        let known: BTreeSet<_> = self.stated.iter().map(Stated::key).collect();
        let twice = stated.iter().find(|next| known.contains(&next.key()));
        if let Some(twice) = twice {
            let (forecaster, question, made) = twice.key();
            let message = format!("another file has the forecast of {forecaster} on `{question}` made on {made} too");
            let diagnostic = Diagnostic::error("forecast-twice", message).allowed("each forecast once");
            return Err(Diagnostics::one(Source::new(file, ""), diagnostic.hint("leave one of the files out")));
        }
        self.stated.extend(stated);
        Ok(())
    }

    /// Adds a sealed forecast: those of its answers that have an outcome, and its questions.
    ///
    /// # Errors
    ///
    /// A diagnostic where the seal is broken, or where another file has the same forecast.
    pub fn add_sealed(&mut self, found: &Found, outcomes: &Outcomes) -> Result<(), Diagnostics> {
        let stated = sealed::stated(found, outcomes)?;
        let (sound, late): (Vec<Stated>, Vec<Stated>) = stated.into_iter().partition(|one| !outcomes.known_before(one));
        for one in late {
            *self.late.entry(one.forecaster).or_default() += 1;
        }
        self.add(&found.file, sound)
    }
}

/// Scores forecasts against outcomes.
///
/// # Errors
///
/// A diagnostic where an estimator refuses what it is given.
///
/// # Examples
///
/// ```
/// use standoff_lab::Table;
/// use standoff_lab::scoring::{Gathered, Outcomes, Settings, hand, score};
/// let outcomes = Table::parse("o.csv", "question,outcome,resolved\nrain,yes,2001-03-02\n").unwrap();
/// let outcomes = Outcomes::of(&outcomes).unwrap();
/// let table = Table::parse("f.csv", "forecaster,question,made,probability\nann,rain,2001-03-01,0.75\n").unwrap();
/// let mut gathered = Gathered::default();
/// gathered.add("f.csv", hand::stated(&table, &outcomes).unwrap()).unwrap();
/// let found = score(&gathered, &outcomes, &Settings::default()).unwrap();
/// assert_eq!(found.forecasters[0].chances.as_ref().unwrap().brier, 0.0625);
/// ```
pub fn score(gathered: &Gathered, outcomes: &Outcomes, settings: &Settings) -> Result<Scores, Diagnostics> {
    let refused = |error: standoff_stats::StatsError| {
        let diagnostic = Diagnostic::error("not-scored", format!("a score could not be made: {error}"));
        Diagnostics::one(Source::new(outcomes.file.as_str(), ""), diagnostic)
    };
    let chosen = Chosen::new(&gathered.stated, outcomes, settings.every);
    let plan = Bootstrap { seed: settings.seed, level: LEVEL, ..Bootstrap::default() };
    let forecasters: Result<Vec<Scored>, _> =
        names(gathered).into_iter().map(|name| scored(&name, gathered, &chosen, settings)).collect();
    let forecasters = forecasters.map_err(refused)?;
    let unmatched = unmatched(gathered, outcomes);
    Ok(Scores {
        format: FORMAT,
        version: env!("CARGO_PKG_VERSION").to_owned(),
        every: settings.every,
        seed: settings.seed,
        level: LEVEL,
        outcomes: outcomes.list.len(),
        annulled: outcomes.list.iter().filter(|one| one.resolution == Resolution::Annulled).count(),
        nothing: nothing(gathered, &chosen),
        unmatched,
        pairs: pairs::pairs(&chosen, &plan).map_err(refused)?,
        forecasters,
    })
}

/// Names of the forecasters in the order in which they were gathered.
fn names(gathered: &Gathered) -> Vec<String> {
    let all = gathered.stated.iter().map(|one| &one.forecaster).chain(gathered.late.keys());
    all.fold(Vec::new(), |mut names, name| {
        if !names.contains(name) {
            names.push(name.clone());
        }
        names
    })
}

fn scored(
    name: &str,
    gathered: &Gathered,
    chosen: &Chosen<'_>,
    settings: &Settings,
) -> Result<Scored, standoff_stats::StatsError> {
    let of = |one: &&Stated| one.forecaster == name;
    Ok(Scored {
        forecaster: name.to_owned(),
        given: gathered.stated.iter().filter(of).count(),
        open: chosen.open.iter().filter(|one| of(one)).count(),
        annulled: chosen.annulled.iter().filter(|one| of(one)).count(),
        replaced: chosen.replaced.iter().filter(|one| of(one)).count(),
        late: gathered.late.get(name).copied().unwrap_or(0),
        chances: binary::chances(name, &chosen.chances, settings.bins, LEVEL)?,
        numbers: numeric::numbers(name, &chosen.quantiles, LEVEL)?,
    })
}

/// Outcomes for which there is no forecast, with the nearest question that was forecast.
fn unmatched(gathered: &Gathered, outcomes: &Outcomes) -> Vec<Unmatched> {
    let asked: BTreeSet<&str> = gathered.stated.iter().map(|one| one.question.as_str()).collect();
    let without = outcomes.list.iter().filter(|one| !asked.contains(one.question.as_str()));
    let nearest = |question: &str| Diagnostic::error("", "").nearest(question, asked.iter().copied()).hint;
    without.map(|one| Unmatched { question: one.question.clone(), hint: nearest(&one.question) }).collect()
}

/// Why there is nothing to score.
fn nothing(gathered: &Gathered, chosen: &Chosen<'_>) -> Option<String> {
    if !chosen.chances.is_empty() || !chosen.quantiles.is_empty() {
        return None;
    }
    let (given, late) = (gathered.stated.len(), gathered.late.values().sum::<usize>());
    Some(if given == 0 && late == 0 {
        "the files hold no forecast that the model resolves".to_owned()
    } else if given == 0 {
        "every forecast was made after its question was resolved".to_owned()
    } else if chosen.annulled.len() + chosen.replaced.len() >= given {
        "every question with a forecast was annulled".to_owned()
    } else {
        "there is no outcome of any question that was forecast: all forecasts are open".to_owned()
    })
}

#[cfg(test)]
mod tests;
