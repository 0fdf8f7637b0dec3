//! Changes of the answers between two days of evidence, and their causes. The answers are computed as known on the
//! first day, then after the time between the days without news, then with each day's news in turn, so the parts add up
//! to the whole exactly.

use super::pattern::{TalksEvent, describe_event};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use standoff_assimilation::{AssimilationRequest, ChainedShifts, ShiftedAnswer, chain_shifts};
use standoff_lab::error::LabError;
use standoff_lab::progress::ProgressMonitor;
use standoff_scenario::Date;
use standoff_scenario::evidence::{Event, Log};
use std::collections::BTreeMap;

/// Most days of news that are shown separately; the earliest are merged. Each needs an assimilation of its own, and a
/// waterfall with more bars is hard to read.
const MOST_NEWS_DAYS: usize = 6;

/// Changes of the answers between two days.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Changes {
    /// The first day.
    pub from: String,
    /// The last day.
    pub to: String,
    /// Draws behind either forecast.
    pub draws: usize,
    /// Futures of each draw.
    pub paths: usize,
    /// Futures of either forecast.
    pub runs: usize,
    /// The answers on both days.
    pub answers: Vec<ChangedAnswer>,
}

/// One answer on both days, and what changed it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ChangedAnswer {
    /// The answer on both days, and the difference.
    pub whole: ShiftedAnswer,
    /// Causes in order of time, the passing of time without news first.
    pub parts: Vec<ChangePart>,
}

/// A part of a change.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ChangePart {
    /// Day on which it became known; none for the time without news.
    pub known: Option<String>,
    /// The events, as ids of the log.
    pub events: Vec<String>,
    /// The same events in words; empty in breakdowns made before they were kept.
    #[serde(default)]
    pub news: Vec<TalksEvent>,
    /// Difference that it adds to the answer.
    pub adds: f64,
    /// Standard error.
    pub error: f64,
}

/// Compares the answers of `request` with those known on the earlier day `from`. For each stage `runs` futures are
/// simulated, rounded up to whole draws.
///
/// # Errors
///
/// Those of [`standoff_assimilation::assimilate`].
pub fn attribute_changes(
    request: &AssimilationRequest,
    from: Date,
    runs: usize,
    watch: ProgressMonitor<'_>,
) -> Result<Changes, LabError> {
    let news = news_by_day(&request.log, from, request.as_of);
    let mut stages = vec![(log_without(&request.log, &|event| event.known > from), from)];
    stages.push((stages[0].0.clone(), request.as_of));
    for place in 0..news.len() {
        let later: Vec<&str> = news[place + 1..].iter().flat_map(|(_, ids)| ids).map(String::as_str).collect();
        stages.push((log_without(&request.log, &|event| later.contains(&event.id.as_str())), request.as_of));
    }
    let ChainedShifts { draws, runs, stage_shifts: steps, whole_shift: whole } =
        chain_shifts(request, &stages, runs, watch)?;
    let changed = |(place, whole): (usize, ShiftedAnswer)| ChangedAnswer {
        parts: steps
            .iter()
            .enumerate()
            .map(|(step, answers)| describe_part(request, &news, step, &answers[place]))
            .collect(),
        whole,
    };
    Ok(Changes {
        from: from.to_string(),
        to: request.as_of.to_string(),
        draws,
        paths: runs / draws.max(1),
        runs,
        answers: whole.into_iter().enumerate().map(changed).collect(),
    })
}

fn describe_part(
    request: &AssimilationRequest,
    news: &[(Date, Vec<String>)],
    step: usize,
    answer: &ShiftedAnswer,
) -> ChangePart {
    let told = step.checked_sub(1).map(|place| &news[place]);
    let by_id = |id: &String| request.log.events.iter().find(|event| event.id == *id);
    let named = told.into_iter().flat_map(|(_, ids)| ids).filter_map(by_id);
    ChangePart {
        known: told.map(|(known, _)| known.to_string()),
        events: told.map_or_else(Vec::new, |(_, ids)| ids.clone()),
        news: named.map(|event| describe_event(&request.scenario, &request.log, event)).collect(),
        adds: answer.difference,
        error: answer.error,
    }
}

/// Ids of the events that became known after a day, by day.
fn news_by_day(log: &Log, from: Date, to: Date) -> Vec<(Date, Vec<String>)> {
    let mut days: BTreeMap<Date, Vec<String>> = BTreeMap::new();
    for event in log.events.iter().filter(|event| event.known > from && event.known <= to) {
        days.entry(event.known).or_default().push(event.id.clone());
    }
    let mut days: Vec<(Date, Vec<String>)> = days.into_iter().collect();
    while days.len() > MOST_NEWS_DAYS {
        let (_, first) = days.remove(0);
        days[0].1.splice(0..0, first);
    }
    days
}

fn log_without(log: &Log, left_out: &dyn Fn(&Event) -> bool) -> Log {
    let mut log = log.clone();
    log.events.retain(|event| !left_out(event));
    log
}
