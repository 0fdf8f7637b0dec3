//! Comparison of each two forecasters on the questions that both forecast.

use super::counted_forecasts::{ChanceCase, CountedForecasts};
use super::scores::{BootstrapInterval, ForecasterPair};
use rayon::prelude::*;
use standoff_num::sums::mean;
use standoff_scenario::Date;
use standoff_stats::score::{Skill, brier_score, estimate_skill_and_gain};
use standoff_stats::{Bootstrap, StatsError};
use std::collections::{BTreeMap, BTreeSet};

/// Most forecasters compared with each other: the pairs grow with the square, and each pair is resampled.
const MOST_FORECASTERS: usize = 30;

/// Compares all pairs that share a question, in the order in which the forecasters first appear.
pub(super) fn compare_pairs(
    chosen: &CountedForecasts<'_>,
    plan: &Bootstrap,
) -> Result<Vec<ForecasterPair>, StatsError> {
    let first = first_forecasters(&chosen.chances);
    let all: Vec<_> = (0..first.len()).flat_map(|one| (one + 1..first.len()).map(move |other| (one, other))).collect();
    let found: Result<Vec<Option<ForecasterPair>>, StatsError> =
        all.into_par_iter().map(|(one, other)| compare_pair(&first[one], &first[other], plan)).collect();
    Ok(found?.into_iter().flatten().collect())
}

/// The forecasts of a forecaster by question and day.
type ByQuestion<'a> = BTreeMap<&'a str, BTreeMap<Date, &'a ChanceCase<'a>>>;
/// A forecaster's name and forecasts.
type Forecaster<'a> = (&'a str, ByQuestion<'a>);

/// The first forecasters, each with its forecasts by question and day.
fn first_forecasters<'a>(cases: &'a [ChanceCase<'a>]) -> Vec<Forecaster<'a>> {
    let mut first: Vec<Forecaster<'a>> = Vec::new();
    let mut places: BTreeMap<&str, usize> = BTreeMap::new();
    for case in cases {
        let name = case.stated.forecaster.as_str();
        if !places.contains_key(name) && first.len() < MOST_FORECASTERS {
            places.insert(name, first.len());
            first.push((name, ByQuestion::new()));
        }
        if let Some(&place) = places.get(name) {
            first[place].1.entry(&case.stated.question).or_default().insert(case.stated.made, case);
        }
    }
    first
}

fn compare_pair(
    one: &Forecaster<'_>,
    other: &Forecaster<'_>,
    plan: &Bootstrap,
) -> Result<Option<ForecasterPair>, StatsError> {
    let meetings = list_meetings(&one.1, &other.1);
    if meetings.is_empty() {
        return Ok(None);
    }
    let score = |case: &ChanceCase<'_>| brier_score(case.chance, case.happened);
    let ours: Vec<f64> = meetings.iter().map(|(_, one, _)| score(one)).collect::<Result<_, _>>()?;
    let theirs: Vec<f64> = meetings.iter().map(|(_, _, other)| score(other)).collect::<Result<_, _>>()?;
    let clusters: Vec<usize> = meetings.iter().map(|(question, _, _)| *question).collect();
    let questions = clusters.iter().collect::<BTreeSet<_>>().len();
    let several = questions > 1;
    let found = several.then(|| estimate_skill_and_gain(&ours, &theirs, Some(&clusters), plan)).transpose()?;
    let (skill, gain) = found.map_or((None, None), |(skill, gain)| (skill, Some(gain)));
    Ok(Some(ForecasterPair {
        one: one.0.to_owned(),
        other: other.0.to_owned(),
        questions,
        forecasts: meetings.len(),
        brier_one: mean(&ours),
        brier_other: mean(&theirs),
        skill: skill.as_ref().and_then(skill_interval),
        left_out: skill.map_or(0, |found| found.without),
        no_skill: no_skill_reason(several, skill.as_ref()),
        gain: gain.map(|found| BootstrapInterval { value: found.value, low: found.low, high: found.high }),
    }))
}

fn skill_interval(found: &Skill) -> Option<BootstrapInterval> {
    let (low, high) = found.low.zip(found.high)?;
    Some(BootstrapInterval { value: found.value, low, high })
}

/// The reason why a skill cannot be given; none where there is one.
fn no_skill_reason(several: bool, found: Option<&Skill>) -> Option<String> {
    match found {
        _ if !several => Some("both forecast one question only".to_owned()),
        None => Some("the other made no loss".to_owned()),
        Some(found) if skill_interval(found).is_none() => {
            Some(format!("the other made no loss in {} of {} resamples", found.without, found.resamples))
        }
        Some(_) => None,
    }
}

/// Lists the comparable forecasts of two forecasters: on each common question, their latest forecasts on every day on
/// which either made one and both had made one. With one forecast each, that is one comparison, whoever forecast last.
fn list_meetings<'a>(
    ours: &ByQuestion<'a>,
    theirs: &ByQuestion<'a>,
) -> Vec<(usize, &'a ChanceCase<'a>, &'a ChanceCase<'a>)> {
    let mut all = Vec::new();
    for (place, (question, ours)) in ours.iter().enumerate() {
        let Some(theirs) = theirs.get(question) else { continue };
        let days: BTreeSet<&Date> = ours.keys().chain(theirs.keys()).collect();
        for day in days {
            let last = |of: &BTreeMap<Date, &'a ChanceCase<'a>>| of.range(..=day).next_back().map(|(_, case)| *case);
            if let Some((one, other)) = last(ours).zip(last(theirs)) {
                all.push((place, one, other));
            }
        }
    }
    all
}
