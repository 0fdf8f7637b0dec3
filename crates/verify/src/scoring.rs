//! Forecasts against what came: scores, whether chances mean what they say, and who does better.
//!
//! Forecasts are sealed files ([`crate::seal`]) and tables entered by hand ([`hand`]); outcomes are a table
//! ([`outcomes`]). All scores are losses. Nobody may know the outcome: a forecast made after its question was resolved
//! is refused, or left out where it stands in a sealed file.

mod asked;
mod binary;
mod cells;
mod choose;
mod figures;
pub mod forecast;
mod gathered;
pub mod hand;
mod numeric;
pub mod outcomes;
mod pairs;
pub mod scores;
mod sealed;

pub use forecast::{Belief, Stated};
pub use gathered::Gathered;
pub use outcomes::{Outcome, Outcomes, Resolution};
pub use scores::Scores;

use crate::scoring::choose::{Chosen, Own};
use figures::FROM;
use scores::{FORMAT, Scored, Unmatched};
use standoff_scenario::{Diagnostic, Diagnostics, Source};
use standoff_stats::Bootstrap;
use std::collections::BTreeSet;

/// Chance inside every interval.
const LEVEL: f64 = 0.9;
/// Bins of a reliability diagram unless said otherwise.
pub const BINS: usize = 10;
/// Outcomes without a forecast for which the nearest question is looked for: the first so many.
const HINTED: usize = 40;
/// Names that are looked at for each, before and after it in the order of letters: of very many not all.
const NEIGHBOURS: usize = 1000;

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

/// Scores forecasts against outcomes.
///
/// # Errors
///
/// A diagnostic where an estimator refuses what it is given.
///
/// # Examples
///
/// ```
/// use standoff_table::table::Table;
/// use standoff_verify::scoring::Gathered;
/// use standoff_verify::scoring::Outcomes;
/// use standoff_verify::scoring::Settings;
/// use standoff_verify::scoring::hand;
/// use standoff_verify::scoring::score;
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
    let mut own = chosen.by_forecaster();
    let forecasters: Result<Vec<Scored>, _> = names(gathered)
        .into_iter()
        .map(|name| scored(name, &own.remove(name).unwrap_or_default(), gathered, settings))
        .collect();
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
fn names(gathered: &Gathered) -> Vec<&str> {
    let mut known = BTreeSet::new();
    let all = gathered.stated.iter().map(|one| one.forecaster.as_str()).chain(gathered.late.keys().map(String::as_str));
    all.filter(|name| known.insert(*name)).collect()
}

fn scored(
    name: &str,
    own: &Own<'_>,
    gathered: &Gathered,
    settings: &Settings,
) -> Result<Scored, standoff_stats::StatsError> {
    Ok(Scored {
        forecaster: name.to_owned(),
        given: own.given(),
        open: own.open,
        annulled: own.annulled,
        replaced: own.replaced,
        late: gathered.late.get(name).copied().unwrap_or(0),
        chances: binary::chances(&own.chances, settings.bins, LEVEL)?,
        numbers: numeric::numbers(&own.quantiles, LEVEL)?,
    })
}

/// Outcomes for which there is no forecast, the first of them with the nearest question that was forecast.
fn unmatched(gathered: &Gathered, outcomes: &Outcomes) -> Vec<Unmatched> {
    let stated: BTreeSet<&str> = gathered.stated.iter().map(|one| one.question.as_str()).collect();
    let without = outcomes.list.iter().filter(|one| !stated.contains(one.question.as_str())).enumerate();
    let known: BTreeSet<&str> = stated.iter().copied().chain(gathered.asked.keys().map(String::as_str)).collect();
    let unmatched = without.map(|(at, one)| Unmatched {
        question: one.question.clone(),
        hint: (at < HINTED).then(|| nearest(&one.question, &known)).flatten(),
    });
    unmatched.collect()
}

/// The question that is probably meant: a headline figure without its day, or one of nearly this name.
fn nearest(question: &str, known: &BTreeSet<&str>) -> Option<String> {
    let dated = format!("{question}{FROM}");
    let figure = known.range(dated.as_str()..).next().filter(|name| name.starts_with(&dated));
    let hint = figure.map(|name| format!("did you mean `{name}`?"));
    hint.or_else(|| {
        let neighbours = known.range(..question).rev().take(NEIGHBOURS).chain(known.range(question..).take(NEIGHBOURS));
        Diagnostic::error("", "").nearest(question, neighbours.copied()).hint
    })
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
