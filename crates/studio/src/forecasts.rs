//! Forecasts of a world: a first look, then larger and larger parts, then the complete answer.

use crate::answer::Answer;
use crate::failure::Failure;
use crate::jobs::{JobLength, Jobs};
use crate::listener::Listener;
use crate::records::Records;
use crate::world::World;
use standoff_assimilation::{RecordStart, start_on_record};
use standoff_breakdown::progressive::{ProgressiveForecast, forecast_at_central_values, forecast_progressively};
use standoff_lab::ensemble::design::Resolution;
use standoff_lab::error::LabError;
use standoff_lab::forecast::request::ForecastRequest;
use standoff_lab::progress::ProgressMonitor;
use standoff_scenario::evidence::Log;
use std::sync::Arc;

/// Numbers of draws after which the answer so far is sent. Errors fall with the root of the draws, so each is a visible step.
const PARTS: [usize; 3] = [6, 24, 64];
/// Draws of the first look from evidence. Every draw has to go through the whole record, so one at the central values would not do.
const FIRST_LOOK_DRAWS: usize = 8;

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
        let (world, records, listener) = (world.clone(), Arc::clone(&records), listener.clone());
        jobs.run(JobLength::Short, move || send_first_look(&world, &records, &listener)).await??;
    }
    let answer = Arc::new(jobs.run(JobLength::Long, move || compute_answer(&world, &records, &listener)).await??);
    jobs.cache.insert(question, &answer);
    Ok(answer)
}

/// Sends a first look: one draw at the central values or, from a record, a few draws of the record of the scenario as it was
/// opened, with the numbers of the world put over theirs. Until that record has been taken there is none.
fn send_first_look(world: &World, records: &Records, listener: &Listener) -> Result<(), Failure> {
    if listener.has_gone() {
        return Err(LabError::NothingDone.into());
    }
    if world.evidence.is_none() {
        if let Some(glance) = forecast_at_central_values(&world.request)? {
            listener.send_partial(glance);
        }
    } else if let Some(opened) = opened_record(world, records) {
        let draws = FIRST_LOOK_DRAWS.min(world.request.draws);
        let request = ForecastRequest { resolution: Resolution::Sketch, ..world.request_over_opened(&opened, draws)? };
        let forecast = forecast_progressively(&request, &listener.stop, &[], &mut |_| ())?;
        listener.send_partial(ProgressiveForecast::from_forecast(&request, &forecast, world.request.draws)?);
    }
    Ok(())
}

/// The record of the scenario as it was opened, if it has been taken.
fn opened_record(world: &World, records: &Records) -> Option<RecordStart> {
    records.get(&world.as_opened().record_question(world.request.draws)?)
}

fn compute_answer(world: &World, records: &Records, listener: &Listener) -> Result<Answer, Failure> {
    let mut send = |glance: ProgressiveForecast| listener.send_partial(glance);
    let Some((log, _)) = &world.evidence else {
        let forecast = forecast_progressively(&world.request, &listener.stop, &PARTS, &mut send)?;
        let log = Log::empty(&world.request.scenario);
        return Ok(Answer::new(world.request.clone(), forecast, &log)?);
    };
    let draws = world.request.draws;
    if listener.is_streaming() && draws > FIRST_LOOK_DRAWS && opened_record(world, records).is_none() {
        let few = request_on_record(world, FIRST_LOOK_DRAWS, records, listener)?;
        let forecast = forecast_progressively(&few, &listener.stop, &[], &mut |_| ())?;
        send(ProgressiveForecast::from_forecast(&few, &forecast, draws)?);
    }
    let request = request_on_record(world, draws, records, listener)?;
    let forecast = forecast_progressively(&request, &listener.stop, &PARTS, &mut send)?;
    Ok(Answer::new(request, forecast, log)?)
}

/// The forecast of a world from its record, with `draws` draws and as many futures of each as in its request; as it is where it
/// has no evidence.
fn request_on_record(
    world: &World,
    draws: usize,
    records: &Records,
    listener: &Listener,
) -> Result<ForecastRequest, Failure> {
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
        let watch = ProgressMonitor { cancelled: &listener.stop, listener: &|step| listener.send_progress(step) };
        let started = start_on_record(&wanted, Some(&world.request_without_record(draws)), watch)?;
        started.ok_or_else(|| LabError::NothingDone.into())
    };
    records.get_or_take(&question, &listener.stop, take).map(Some)
}
