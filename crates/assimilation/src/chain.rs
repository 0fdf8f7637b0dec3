//! Several logs, each with more than the one before, and how the answers shift from one to the next.

use super::calendar::Calendar;
use super::paired_answers::{PairedDraws, ShiftedAnswer};
use super::shift::{PairedForecasts, shift_outcomes};
use super::war_model::WarModel;
use crate::assimilated::Assimilation;
use crate::driver::solve_games;
use crate::request::AssimilationRequest;
use standoff_lab::ensemble::draw_runs::DrawRuns;
use standoff_lab::error::LabError;
use standoff_lab::progress::ProgressMonitor;
use standoff_scenario::Date;
use standoff_scenario::evidence::Log;

/// Shifts of the answers from each stage of the evidence to the next.
#[derive(Debug, Clone)]
pub struct ChainedShifts {
    /// Number of draws of each stage that could be played in all of them.
    pub draws: usize,
    /// Number of futures of each stage.
    pub runs: usize,
    /// Answers at each stage and the next, in the same order as `whole`.
    pub stage_shifts: Vec<Vec<ShiftedAnswer>>,
    /// Answers at the first stage and the last.
    pub whole_shift: Vec<ShiftedAnswer>,
}

/// Measures how the answers shift over stages, each a log and the day as of which it is known, on the same games, draws
/// and random numbers (decision 72). A stage that is the same evidence to the model as the one before is not played
/// again.
///
/// # Errors
///
/// As [`super::assimilate`].
pub fn chain_shifts(
    request: &AssimilationRequest,
    stages: &[(Log, Date)],
    runs: usize,
    watch: ProgressMonitor<'_>,
) -> Result<ChainedShifts, LabError> {
    let calendars: Vec<Calendar> =
        stages.iter().map(|(log, as_of)| Calendar::new(&request.scenario, log, *as_of)).collect();
    let Some(last) = calendars.last() else { return Err(LabError::NothingDone) };
    let design = request.design();
    let games = solve_games(&WarModel::new(&design, last), request.size, watch)?;
    let sides = PairedForecasts { request, games: &games, watch };
    let (draws, paths) = sides.draws_and_paths(runs);
    let mut played: Vec<(Assimilation, Vec<DrawRuns>)> = Vec::new();
    for (place, calendar) in calendars.iter().enumerate() {
        if place > 0 && calendar.is_same_evidence(&calendars[place - 1]) {
            played.extend(played.last().cloned());
            continue;
        }
        let known = sides.assimilate_calendar(calendar)?;
        let what = format!("futures as known at stage {} of {}", place + 1, calendars.len());
        let futures = sides.simulate_futures(&sides.design_onward(&known, draws, paths), &what)?;
        played.push((known, futures));
    }
    let sound = draws_played_at_every_stage(&played);
    let kept: Vec<Vec<DrawRuns>> = played.iter().map(|(_, futures)| select_draws(futures, &sound)).collect();
    let scenario = &played[played.len() - 1].0.scenario;
    let outcomes = shift_outcomes(scenario);
    let between = |one: usize, other: usize| -> Result<Vec<ShiftedAnswer>, LabError> {
        let designs = [one, other].map(|stage| sides.design_onward(&played[stage].0, draws, paths));
        let pairs = PairedDraws::new(designs.each_ref(), [&kept[one], &kept[other]])?;
        Ok(outcomes.iter().map(|outcome| pairs.compare_answer(outcome)).collect())
    };
    let steps = (1..kept.len()).map(|place| between(place - 1, place)).collect::<Result<_, _>>()?;
    Ok(ChainedShifts {
        draws: sound.len(),
        runs: sound.len() * paths,
        stage_shifts: steps,
        whole_shift: between(0, kept.len() - 1)?,
    })
}

/// Places of the draws that could be played at every stage: only with the same draws do the shifts of the stages add up
/// to the whole.
fn draws_played_at_every_stage(played: &[(Assimilation, Vec<DrawRuns>)]) -> Vec<usize> {
    let sound = |draw: &DrawRuns| !draw.runs.is_empty() && draw.runs.iter().all(|run| run.failure.is_none());
    let count = played.iter().map(|(_, futures)| futures.len()).min().unwrap_or(0);
    (0..count).filter(|&place| played.iter().all(|(_, futures)| sound(&futures[place]))).collect()
}

fn select_draws(futures: &[DrawRuns], places: &[usize]) -> Vec<DrawRuns> {
    places.iter().map(|&place| futures[place].clone()).collect()
}
