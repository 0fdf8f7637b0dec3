//! Forecasters two by two, on the questions that both forecast.

use super::choose::{ChanceCase, Chosen};
use super::scores::{Interval, Paired};
use rayon::prelude::*;
use standoff_num::sums::mean;
use standoff_scenario::Date;
use standoff_stats::score::brier_score;
use standoff_stats::score::{Skill, estimate_skill_and_gain};
use standoff_stats::{Bootstrap, StatsError};
use std::collections::{BTreeMap, BTreeSet};

/// Forecasters compared with each other: the first so many.
const MOST: usize = 30;

/// All pairs that share a question, in the order in which the forecasters first appear.
pub(super) fn pairs(chosen: &Chosen<'_>, plan: &Bootstrap) -> Result<Vec<Paired>, StatsError> {
    let first = first(&chosen.chances);
    let all: Vec<_> = (0..first.len()).flat_map(|one| (one + 1..first.len()).map(move |other| (one, other))).collect();
    let found: Result<Vec<Option<Paired>>, StatsError> =
        all.into_par_iter().map(|(one, other)| pair(&first[one], &first[other], plan)).collect();
    Ok(found?.into_iter().flatten().collect())
}

/// The forecasts of a forecaster by question and day.
type ByQuestion<'a> = BTreeMap<&'a str, BTreeMap<Date, &'a ChanceCase<'a>>>;
/// A forecaster's name and forecasts.
type Forecaster<'a> = (&'a str, ByQuestion<'a>);

/// The first forecasters, each with its forecasts by question and day.
fn first<'a>(cases: &'a [ChanceCase<'a>]) -> Vec<Forecaster<'a>> {
    let mut first: Vec<Forecaster<'a>> = Vec::new();
    let mut places: BTreeMap<&str, usize> = BTreeMap::new();
    for case in cases {
        let name = case.stated.forecaster.as_str();
        if !places.contains_key(name) && first.len() < MOST {
            places.insert(name, first.len());
            first.push((name, ByQuestion::new()));
        }
        if let Some(&place) = places.get(name) {
            first[place].1.entry(&case.stated.question).or_default().insert(case.stated.made, case);
        }
    }
    first
}

fn pair(one: &Forecaster<'_>, other: &Forecaster<'_>, plan: &Bootstrap) -> Result<Option<Paired>, StatsError> {
    let meetings = meetings(&one.1, &other.1);
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
    Ok(Some(Paired {
        one: one.0.to_owned(),
        other: other.0.to_owned(),
        questions,
        forecasts: meetings.len(),
        brier_one: mean(&ours),
        brier_other: mean(&theirs),
        skill: skill.as_ref().and_then(interval),
        left_out: skill.map_or(0, |found| found.without),
        no_skill: no_skill(several, skill.as_ref()),
        gain: gain.map(|found| Interval { value: found.value, low: found.low, high: found.high }),
    }))
}

fn interval(found: &Skill) -> Option<Interval> {
    let (low, high) = found.low.zip(found.high)?;
    Some(Interval { value: found.value, low, high })
}

/// Why there is no skill, if there is none.
fn no_skill(several: bool, found: Option<&Skill>) -> Option<String> {
    match found {
        _ if !several => Some("both forecast one question only".to_owned()),
        None => Some("the other made no loss".to_owned()),
        Some(found) if interval(found).is_none() => {
            Some(format!("the other made no loss in {} of {} resamples", found.without, found.resamples))
        }
        Some(_) => None,
    }
}

/// Where both stand: on each common question, on every day on which either spoke and both had spoken, their last words.
/// With one forecast each, that is one meeting, whoever spoke last.
fn meetings<'a>(
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
