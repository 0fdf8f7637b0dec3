//! Forecasters two by two, on the questions that both forecast.

use super::choose::{ChanceCase, Chosen};
use super::scores::{Interval, Paired};
use standoff_num::sums::mean;
use standoff_scenario::Date;
use standoff_stats::score::binary::brier;
use standoff_stats::score::skill::{gain, skill};
use standoff_stats::{Bootstrap, Estimate, StatsError};
use std::collections::{BTreeMap, BTreeSet};

/// Forecasters compared with each other: the first so many.
const MOST: usize = 30;

/// All pairs that share a question, in the order in which the forecasters first appear.
pub(super) fn pairs(chosen: &Chosen<'_>, plan: &Bootstrap) -> Result<Vec<Paired>, StatsError> {
    let mut names: Vec<&str> = Vec::new();
    for case in &chosen.chances {
        if !names.contains(&case.stated.forecaster.as_str()) {
            names.push(&case.stated.forecaster);
        }
        if names.len() == MOST {
            break;
        }
    }
    let all = names.iter().enumerate().flat_map(|(at, one)| names[at + 1..].iter().map(move |other| (*one, *other)));
    all.filter_map(|(one, other)| pair(one, other, &chosen.chances, plan).transpose()).collect()
}

/// An estimate from scores, those of a baseline, and the clusters of both.
type Compares = fn(&[f64], &[f64], Option<&[usize]>, &Bootstrap) -> Result<Estimate, StatsError>;

fn pair(one: &str, other: &str, cases: &[ChanceCase<'_>], plan: &Bootstrap) -> Result<Option<Paired>, StatsError> {
    let meetings = meetings(&by_question(one, cases), &by_question(other, cases));
    if meetings.is_empty() {
        return Ok(None);
    }
    let score = |case: &ChanceCase<'_>| brier(case.chance, case.happened);
    let ours: Vec<f64> = meetings.iter().map(|(_, one, _)| score(one)).collect::<Result<_, _>>()?;
    let theirs: Vec<f64> = meetings.iter().map(|(_, _, other)| score(other)).collect::<Result<_, _>>()?;
    let clusters: Vec<usize> = meetings.iter().map(|(question, _, _)| *question).collect();
    let questions = clusters.iter().collect::<BTreeSet<_>>().len();
    let several = questions > 1;
    let lossy = theirs.iter().sum::<f64>() > 0.0;
    let found = |estimate: Compares| {
        estimate(&ours, &theirs, Some(&clusters), plan).map(|found| Interval {
            value: found.value,
            low: found.low,
            high: found.high,
        })
    };
    Ok(Some(Paired {
        one: one.to_owned(),
        other: other.to_owned(),
        questions,
        forecasts: meetings.len(),
        brier_one: mean(&ours),
        brier_other: mean(&theirs),
        skill: (several && lossy).then(|| found(skill)).transpose()?.filter(|skill| skill.low.is_finite()),
        gain: several.then(|| found(gain)).transpose()?,
    }))
}

type ByQuestion<'a> = BTreeMap<&'a str, BTreeMap<Date, &'a ChanceCase<'a>>>;

/// The forecasts of one forecaster by question and day.
fn by_question<'a>(name: &str, cases: &'a [ChanceCase<'a>]) -> ByQuestion<'a> {
    let mut all = ByQuestion::new();
    for case in cases.iter().filter(|case| case.stated.forecaster == name) {
        all.entry(&case.stated.question).or_default().insert(case.stated.made, case);
    }
    all
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
