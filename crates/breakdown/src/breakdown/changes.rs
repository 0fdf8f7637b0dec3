//! What changed between two days of evidence, and why: the answers as known on the first day, after the time between
//! them without news, and with each day's news in turn. The parts add up to the whole exactly.

use serde::{Deserialize, Serialize};
use standoff_assimilation::{AssimilationRequest, ChainedShifts, ShiftedAnswer, chain_shifts};
use standoff_lab::error::LabError;
use standoff_lab::progress::ProgressMonitor;
use standoff_scenario::Date;
use standoff_scenario::evidence::{Event, Log};
use std::collections::BTreeMap;

/// Most days of news that are told apart; the earliest are taken together.
const MOST: usize = 6;

/// What changed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
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
    pub answers: Vec<Changed>,
}

/// One answer on both days, and what changed it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Changed {
    /// The answer on both days, and the difference.
    pub whole: ShiftedAnswer,
    /// What changed it, in order of time: the time without news first.
    pub parts: Vec<Part>,
}

/// A part of a change.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Part {
    /// Day on which it became known; none for the time without news.
    pub known: Option<String>,
    /// The events, as ids of the log.
    pub events: Vec<String>,
    /// What it adds.
    pub adds: f64,
    /// Standard error.
    pub error: f64,
}

/// Compares what `request` knows with what was known on an earlier day. As many futures as `runs` are played for each
/// stage, rounded up to whole draws.
///
/// # Errors
///
/// As [`standoff_assimilation::assimilate`].
pub fn changes(
    request: &AssimilationRequest,
    from: Date,
    runs: usize,
    watch: ProgressMonitor<'_>,
) -> Result<Changes, LabError> {
    let news = news(&request.log, from, request.as_of);
    let mut stages = vec![(without(&request.log, &|event| event.known > from), from)];
    stages.push((stages[0].0.clone(), request.as_of));
    for place in 0..news.len() {
        let later: Vec<&str> = news[place + 1..].iter().flat_map(|(_, ids)| ids).map(String::as_str).collect();
        stages.push((without(&request.log, &|event| later.contains(&event.id.as_str())), request.as_of));
    }
    let ChainedShifts { draws, runs, stage_shifts: steps, whole_shift: whole } =
        chain_shifts(request, &stages, runs, watch)?;
    let changed = |(place, whole): (usize, ShiftedAnswer)| Changed {
        parts: steps.iter().enumerate().map(|(step, answers)| part(&news, step, &answers[place])).collect(),
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

fn part(news: &[(Date, Vec<String>)], step: usize, answer: &ShiftedAnswer) -> Part {
    let told = step.checked_sub(1).map(|place| &news[place]);
    Part {
        known: told.map(|(known, _)| known.to_string()),
        events: told.map_or_else(Vec::new, |(_, ids)| ids.clone()),
        adds: answer.difference,
        error: answer.error,
    }
}

/// What became known after a day, by day.
fn news(log: &Log, from: Date, to: Date) -> Vec<(Date, Vec<String>)> {
    let mut days: BTreeMap<Date, Vec<String>> = BTreeMap::new();
    for event in log.events.iter().filter(|event| event.known > from && event.known <= to) {
        days.entry(event.known).or_default().push(event.id.clone());
    }
    let mut days: Vec<(Date, Vec<String>)> = days.into_iter().collect();
    while days.len() > MOST {
        let (_, first) = days.remove(0);
        days[0].1.splice(0..0, first);
    }
    days
}

fn without(log: &Log, left_out: &dyn Fn(&Event) -> bool) -> Log {
    let mut log = log.clone();
    log.events.retain(|event| !left_out(event));
    log
}
