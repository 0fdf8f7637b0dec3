//! Forecasts of a world: a first look, then larger and larger parts, then the complete answer.

use crate::answer::Answer;
use crate::failure::Failure;
use crate::jobs::{JobLength, Jobs};
use crate::listener::Listener;
use crate::world::World;
use standoff_assimilation::assimilate;
use standoff_breakdown::progressive::{ProgressiveForecast, forecast_at_central_values, forecast_progressively};
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
    if listener.is_streaming() {
        let (world, listener) = (world.clone(), listener.clone());
        jobs.run(JobLength::Short, move || send_first_look(&world, &listener)).await??;
    }
    let answer = Arc::new(jobs.run(JobLength::Long, move || compute_answer(&world, &listener)).await??);
    jobs.cache.insert(question, &answer);
    Ok(answer)
}

/// Sends a first look, unless the world has evidence.
fn send_first_look(world: &World, listener: &Listener) -> Result<(), Failure> {
    if listener.has_gone() {
        return Err(LabError::NothingDone.into());
    }
    if world.evidence.is_none()
        && let Some(glance) = forecast_at_central_values(&world.request)?
    {
        listener.send_partial(glance);
    }
    Ok(())
}

fn compute_answer(world: &World, listener: &Listener) -> Result<Answer, Failure> {
    let mut send = |glance: ProgressiveForecast| listener.send_partial(glance);
    let Some((log, _)) = &world.evidence else {
        let forecast = forecast_progressively(&world.request, &listener.stop, &PARTS, &mut send)?;
        let log = Log::empty(&world.request.scenario);
        return Ok(Answer::new(world.request.clone(), forecast, &log)?);
    };
    let draws = world.request.draws;
    if listener.is_streaming() && draws > FIRST_LOOK_DRAWS {
        let few = weigh_evidence(world, FIRST_LOOK_DRAWS, listener)?;
        let forecast = forecast_progressively(&few, &listener.stop, &[], &mut |_| ())?;
        send(ProgressiveForecast::from_forecast(&few, &forecast, draws)?);
    }
    let request = weigh_evidence(world, draws, listener)?;
    let forecast = forecast_progressively(&request, &listener.stop, &PARTS, &mut send)?;
    Ok(Answer::new(request, forecast, log)?)
}

/// The forecast from the day of the evidence, with `draws` draws from the posterior and as many futures of each as in the request.
fn weigh_evidence(world: &World, draws: usize, listener: &Listener) -> Result<ForecastRequest, Failure> {
    let Some(wanted) = world.assimilation(draws) else { return Ok(world.request.clone()) };
    let watch = ProgressMonitor { cancelled: &listener.stop, listener: &|step| listener.send_progress(step) };
    let weighed = assimilate(&wanted, watch)?;
    let paths = world.request.runs.div_ceil(world.request.draws);
    Ok(ForecastRequest {
        scenario: weighed.scenario.clone(),
        posterior: Some(Arc::new(weighed.posterior)),
        runs: if draws == world.request.draws { world.request.runs } else { draws * paths },
        draws,
        ..world.request.clone()
    })
}
