//! Several logs, each with more than the one before, and how the answers pass from one to the next.

use super::calendar::Calendar;
use super::paired_answers::{Pairs, Shifted};
use super::shift::{Sides, answers};
use super::war_model::WarModel;
use crate::assimilated::Assimilation;
use crate::driver::solve_games;
use crate::request::Request;
use standoff_lab::ensemble::draw_runs::DrawRuns;
use standoff_lab::error::LabError;
use standoff_lab::progress::ProgressMonitor;
use standoff_scenario::Date;
use standoff_scenario::evidence::Log;

/// How the answers pass from one stage to the next.
#[derive(Debug, Clone)]
pub struct Chained {
    /// Draws of each stage that could be played in all of them.
    pub draws: usize,
    /// Futures of each stage.
    pub runs: usize,
    /// The answers from each stage to the next, in the same order as `whole`.
    pub steps: Vec<Vec<Shifted>>,
    /// The answers from the first stage to the last.
    pub whole: Vec<Shifted>,
}

/// Forecasts after each of some stages, a log and the day as of which it is known, on the same games, draws and random
/// numbers. A stage that says to the model what the one before said is not played again.
///
/// # Errors
///
/// As [`super::assimilate`].
pub fn chained(
    request: &Request,
    stages: &[(Log, Date)],
    runs: usize,
    watch: ProgressMonitor<'_>,
) -> Result<Chained, LabError> {
    let calendars: Vec<Calendar> =
        stages.iter().map(|(log, as_of)| Calendar::new(&request.scenario, log, *as_of)).collect();
    let Some(last) = calendars.last() else { return Err(LabError::NothingDone) };
    let design = request.design();
    let games = solve_games(&WarModel::new(&design, last), request.size, watch)?;
    let sides = Sides { request, games: &games, watch };
    let (draws, paths) = sides.size(runs);
    let mut played: Vec<(Assimilation, Vec<DrawRuns>)> = Vec::new();
    for (place, calendar) in calendars.iter().enumerate() {
        if place > 0 && calendar.says_the_same(&calendars[place - 1]) {
            played.extend(played.last().cloned());
            continue;
        }
        let known = sides.up_to_date(calendar)?;
        let what = format!("futures as known at stage {} of {}", place + 1, calendars.len());
        let futures = sides.futures(&sides.ahead(&known, draws, paths), &what)?;
        played.push((known, futures));
    }
    let sound = all_sound(&played);
    let kept: Vec<Vec<DrawRuns>> = played.iter().map(|(_, futures)| keep(futures, &sound)).collect();
    let scenario = &played[played.len() - 1].0.scenario;
    let outcomes = answers(scenario);
    let between = |one: usize, other: usize| -> Result<Vec<Shifted>, LabError> {
        let pairs = Pairs::new(scenario, [&kept[one], &kept[other]])?;
        Ok(outcomes.iter().map(|outcome| pairs.shifted(outcome)).collect())
    };
    let steps = (1..kept.len()).map(|place| between(place - 1, place)).collect::<Result<_, _>>()?;
    Ok(Chained { draws: sound.len(), runs: sound.len() * paths, steps, whole: between(0, kept.len() - 1)? })
}

/// Draws that could be played at every stage: only with the same ones do the parts add up to the whole.
fn all_sound(played: &[(Assimilation, Vec<DrawRuns>)]) -> Vec<usize> {
    let sound = |draw: &DrawRuns| !draw.runs.is_empty() && draw.runs.iter().all(|run| run.failure.is_none());
    let count = played.iter().map(|(_, futures)| futures.len()).min().unwrap_or(0);
    (0..count).filter(|&place| played.iter().all(|(_, futures)| sound(&futures[place]))).collect()
}

fn keep(futures: &[DrawRuns], places: &[usize]) -> Vec<DrawRuns> {
    places.iter().map(|&place| futures[place].clone()).collect()
}
