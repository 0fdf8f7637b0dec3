//! Forecasts of a world: a first look, then larger and larger parts, then the complete answer.

use crate::answer::Answer;
use crate::change::Change;
use crate::failure::Failure;
use crate::in_parts::forecast_in_parts;
use crate::jobs::{JobLength, Jobs};
use crate::listener::Listener;
use crate::records::Records;
use crate::world::World;
use standoff_assimilation::{RecordStart, start_on_record};
use standoff_lab::error::LabError;
use standoff_lab::forecast::request::ForecastRequest;
use standoff_lab::progress::{ProgressMonitor, ProgressStep};
use standoff_scenario::evidence::Log;
use std::sync::Arc;

/// Answers a question about a world, from the cache or by computing it.
///
/// # Errors
///
/// What is wrong with the world, or that the client has gone.
pub async fn forecast_world(
    jobs: &Jobs,
    question: String,
    world: World,
    listener: Listener,
) -> Result<Arc<Answer>, Failure> {
    if let Some(cached) = jobs.cache.get(&question) {
        return Ok(cached);
    }
    let records = Arc::clone(&jobs.records);
    if listener.is_streaming() {
        let (looks, world, listener) = (Arc::clone(&jobs.first_looks), world.clone(), listener.clone());
        jobs.run(JobLength::Short, move || looks.send(&world, &listener)).await??;
    }
    let scenario = scenario_answer(jobs, &world);
    let compute = move || compute_answer(&world, &records, scenario.as_deref(), &listener);
    let answer = Arc::new(jobs.run(JobLength::Long, compute).await??);
    jobs.cache.insert(question, &answer);
    Ok(answer)
}

/// The answer of the scenario as it stands, on the evidence of a world; none where that is the world itself, or where it is not
/// in the cache.
fn scenario_answer(jobs: &Jobs, world: &World) -> Option<Arc<Answer>> {
    jobs.cache.get(world.scenario_question.as_ref()?)
}

/// What a world changes, where the scenario as it stands has been answered too.
pub fn known_change(jobs: &Jobs, world: &World, answer: &Answer) -> Option<Change> {
    answer.change_from(&*scenario_answer(jobs, world)?)
}

fn compute_answer(
    world: &World,
    records: &Records,
    scenario: Option<&Answer>,
    listener: &Listener,
) -> Result<Answer, Failure> {
    let request = request_on_record(world, records, listener)?;
    let forecast = forecast_in_parts(&request, scenario, listener)?;
    let log = match &world.evidence {
        Some((log, _)) => log.clone(),
        None => Log::empty(&world.request.scenario),
    };
    Ok(Answer::new(request, forecast, &log)?)
}

/// The forecast of a world from its record; as it is where it has no evidence.
fn request_on_record(world: &World, records: &Records, listener: &Listener) -> Result<ForecastRequest, Failure> {
    let draws = world.request.draws;
    match take_record(world, draws, records, listener)? {
        Some(start) => world.request_on_record(&start, draws),
        None => Ok(world.request.clone()),
    }
}

/// Takes the record of a world, unless it is kept; none where the world has no evidence.
///
/// # Errors
///
/// What is wrong with the evidence, or that the client has gone.
pub fn take_record(
    world: &World,
    draws: usize,
    records: &Records,
    listener: &Listener,
) -> Result<Option<RecordStart>, Failure> {
    let (Some(question), Some(wanted)) = (world.record_question(draws), world.assimilation(draws)) else {
        return Ok(None);
    };
    let take = || {
        let progress = |step: &ProgressStep| listener.send_progress(step);
        let watch = ProgressMonitor::new(&listener.stop, &progress);
        let started = start_on_record(&wanted, Some(&world.request_without_record(draws)), watch)?;
        started.ok_or_else(|| LabError::NothingDone.into())
    };
    records.get_or_take(&question, &listener.stop, take).map(Some)
}
