//! The scoring of a set of forecasts.

use super::counted_forecasts::{CountedForecasts, ForecasterCases};
use super::forecast_set::ForecastSet;
use super::headline_figures::START_MARK;
use super::outcomes::{Outcomes, QuestionResolution};
use super::scores::{FORMAT, ForecasterScores, Scores, UnmatchedOutcome};
use super::{category_scores, chance_scores, ensemble_scores, forecaster_pairs, number_scores};
use standoff_scenario::{Diagnostic, Diagnostics, Source};
use standoff_stats::Bootstrap;
use std::collections::BTreeSet;

/// Chance inside every interval.
const INTERVAL_LEVEL: f64 = 0.9;
/// Bins of a reliability diagram unless said otherwise.
pub const DEFAULT_BINS: usize = 10;
/// Outcomes without a forecast for which the nearest question is searched. Each search compares up to two thousand
/// names, so a long list gets hints for its beginning only.
const MOST_HINTED: usize = 40;
/// Names compared with each, before and after it in alphabetical order.
const MOST_NEIGHBOURS: usize = 1000;

/// Settings of scoring.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ScoringSettings {
    /// `true` if every forecast of a forecaster counts, and not only the last one on each question.
    pub every: bool,
    /// Bins of the reliability diagram, of equal width.
    pub bins: usize,
    /// Seed of the resamples behind the intervals of skill, and of the draws that place outcomes within ties.
    pub seed: u64,
}

impl Default for ScoringSettings {
    fn default() -> Self {
        Self { every: false, bins: DEFAULT_BINS, seed: 1 }
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
/// use standoff_verify::scoring::ForecastSet;
/// use standoff_verify::scoring::Outcomes;
/// use standoff_verify::scoring::ScoringSettings;
/// use standoff_verify::scoring::forecast_table;
/// use standoff_verify::scoring::score_forecasts;
/// let outcomes = Table::parse("o.csv", "question,outcome,resolved\nrain,yes,2001-03-02\n").unwrap();
/// let outcomes = Outcomes::read(&outcomes).unwrap();
/// let table = Table::parse("f.csv", "forecaster,question,made,probability\nann,rain,2001-03-01,0.75\n").unwrap();
/// let mut gathered = ForecastSet::default();
/// gathered.add_forecasts("f.csv", forecast_table::read_forecasts(&table, &outcomes).unwrap()).unwrap();
/// let found = score_forecasts(&gathered, &outcomes, &ScoringSettings::default()).unwrap();
/// assert_eq!(found.forecasters[0].chances.as_ref().unwrap().brier, 0.0625);
/// ```
pub fn score_forecasts(
    gathered: &ForecastSet,
    outcomes: &Outcomes,
    settings: &ScoringSettings,
) -> Result<Scores, Diagnostics> {
    let refused = |error: standoff_stats::StatsError| {
        let diagnostic = Diagnostic::error("not-scored", format!("a score could not be made: {error}"));
        Diagnostics::one(Source::new(outcomes.file.as_str(), ""), diagnostic)
    };
    let chosen = CountedForecasts::new(&gathered.forecasts, outcomes, settings.every);
    let plan = Bootstrap { seed: settings.seed, level: INTERVAL_LEVEL, ..Bootstrap::default() };
    let mut own = chosen.by_forecaster();
    let forecasters: Result<Vec<ForecasterScores>, _> = forecaster_names(gathered)
        .into_iter()
        .map(|name| score_forecaster(name, &own.remove(name).unwrap_or_default(), gathered, settings))
        .collect();
    let forecasters = forecasters.map_err(refused)?;
    let unmatched = find_unmatched(gathered, outcomes);
    Ok(Scores {
        format: FORMAT,
        version: env!("CARGO_PKG_VERSION").to_owned(),
        every: settings.every,
        seed: settings.seed,
        level: INTERVAL_LEVEL,
        outcomes: outcomes.list.len(),
        annulled: outcomes.list.iter().filter(|one| one.resolution == QuestionResolution::Annulled).count(),
        nothing: nothing_reason(gathered, &chosen),
        unmatched,
        pairs: forecaster_pairs::compare_pairs(&chosen, &plan).map_err(refused)?,
        forecasters,
    })
}

/// Names of the forecasters in the order of their files.
fn forecaster_names(gathered: &ForecastSet) -> Vec<&str> {
    let mut known = BTreeSet::new();
    let all = gathered
        .forecasts
        .iter()
        .map(|one| one.forecaster.as_str())
        .chain(gathered.late_by_forecaster.keys().map(String::as_str));
    all.filter(|name| known.insert(*name)).collect()
}

fn score_forecaster(
    name: &str,
    own: &ForecasterCases<'_>,
    gathered: &ForecastSet,
    settings: &ScoringSettings,
) -> Result<ForecasterScores, standoff_stats::StatsError> {
    Ok(ForecasterScores {
        forecaster: name.to_owned(),
        given: own.given_count(),
        open: own.open,
        annulled: own.annulled,
        replaced: own.replaced,
        late: gathered.late_by_forecaster.get(name).copied().unwrap_or(0),
        chances: chance_scores::score_chances(&own.chances, settings.bins, INTERVAL_LEVEL)?,
        numbers: number_scores::score_numbers(&own.quantiles, INTERVAL_LEVEL)?,
        ensembles: ensemble_scores::score_ensembles(&own.ensembles, settings.seed)?,
        categories: category_scores::score_categories(&own.categories, settings.seed)?,
    })
}

/// Finds the outcomes for which there is no forecast, the first of them with the nearest question that was forecast.
fn find_unmatched(gathered: &ForecastSet, outcomes: &Outcomes) -> Vec<UnmatchedOutcome> {
    let stated: BTreeSet<&str> = gathered.forecasts.iter().map(|one| one.question.as_str()).collect();
    let without = outcomes.list.iter().filter(|one| !stated.contains(one.question.as_str())).enumerate();
    let known: BTreeSet<&str> = stated.iter().copied().chain(gathered.wordings.keys().map(String::as_str)).collect();
    let unmatched = without.map(|(at, one)| UnmatchedOutcome {
        question: one.question.clone(),
        hint: (at < MOST_HINTED).then(|| nearest_question(&one.question, &known)).flatten(),
    });
    unmatched.collect()
}

/// Finds the question that is probably meant: a headline figure without its day, or one of nearly this name.
fn nearest_question(question: &str, known: &BTreeSet<&str>) -> Option<String> {
    let dated = format!("{question}{START_MARK}");
    let figure = known.range(dated.as_str()..).next().filter(|name| name.starts_with(&dated));
    let hint = figure.map(|name| format!("did you mean `{name}`?"));
    hint.or_else(|| {
        let neighbours =
            known.range(..question).rev().take(MOST_NEIGHBOURS).chain(known.range(question..).take(MOST_NEIGHBOURS));
        Diagnostic::error("", "").nearest(question, neighbours.copied()).hint
    })
}

/// The reason why there is nothing to score; none where there is something.
fn nothing_reason(gathered: &ForecastSet, chosen: &CountedForecasts<'_>) -> Option<String> {
    if !chosen.is_empty() {
        return None;
    }
    let (given, late) = (gathered.forecasts.len(), gathered.late_by_forecaster.values().sum::<usize>());
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
