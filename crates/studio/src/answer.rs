//! Answers: a forecast of a world, first at a glance, then whole.

use crate::desk::{Desk, Teller, Weight};
use crate::failure::Failure;
use crate::world::World;
use serde::Serialize;
use standoff_assimilation::assimilate;
use standoff_breakdown::progressive::{ProgressiveForecast, forecast_at_central_values, forecast_progressively};
use standoff_breakdown::week::Breakdown;
use standoff_breakdown::week::swings::Swing;
use standoff_brief::document::{Document, Section};
use standoff_brief::weekly::{self, Hold};
use standoff_lab::error::LabError;
use standoff_lab::forecast::findings::{At, EndShare, Findings};
use standoff_lab::forecast::request::Request;
use standoff_lab::forecast::run_forecast::Forecast;
use standoff_lab::progress::{Step, Watch};
use standoff_scenario::evidence::Log;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Draws after which the answer so far is told.
const PARTS: [usize; 3] = [6, 24, 64];
/// Draws of a first answer from evidence, for which every draw has to go through the record.
const SKETCHED: usize = 8;

/// A whole answer.
#[derive(Debug)]
pub struct Answer {
    /// How it was made.
    pub request: Request,
    /// The forecast.
    pub forecast: Arc<Forecast>,
    /// All that the brief says of it.
    pub breakdown: Breakdown,
    /// The brief.
    pub document: Document,
    /// How many of the parts that take games of their own it holds.
    pub parts: usize,
}

/// The answer so far.
#[derive(Debug, Serialize)]
pub struct SoFar {
    /// Whether it is one draw at the central values, with actors who plan on a short front.
    central: bool,
    /// Draws so far, and of the whole.
    draws: usize,
    of: usize,
    /// Futures so far.
    runs: usize,
    /// How long the line holds, as it is written.
    strip: Vec<Hold>,
    hold: Vec<At>,
    ends: Vec<EndShare>,
    /// The answer in words and pictures.
    section: Section,
}

/// All of it, as it is told.
#[derive(Debug, Serialize)]
pub struct Whole<'a> {
    command: &'a str,
    as_of: &'a str,
    strip: Vec<Hold>,
    findings: &'a Findings,
    swings: &'a [Swing],
    document: &'a Document,
}

impl Answer {
    /// As it is told.
    pub fn whole(&self) -> Whole<'_> {
        Whole {
            command: &self.breakdown.command,
            as_of: &self.breakdown.as_of,
            strip: weekly::strip(&self.forecast.findings),
            findings: &self.forecast.findings,
            swings: &self.breakdown.swings,
            document: &self.document,
        }
    }
}

impl From<ProgressiveForecast> for SoFar {
    fn from(glance: ProgressiveForecast) -> Self {
        let section = weekly::answer(&glance.answer);
        let findings = glance.answer.forecast;
        Self {
            central: glance.at_central_values,
            draws: findings.draws,
            of: glance.total_draws,
            runs: findings.runs,
            strip: weekly::strip(&findings),
            hold: findings.hold.survival,
            ends: findings.ends,
            section,
        }
    }
}

/// Who hears of the answer before it is whole.
#[derive(Clone)]
pub struct Listener {
    /// Once set, nobody waits any more.
    pub stop: Arc<AtomicBool>,
    teller: Option<Teller>,
}

impl Listener {
    /// A client that is told.
    pub fn telling(teller: &Teller) -> Self {
        Self { stop: Arc::clone(teller.stop()), teller: Some(teller.clone()) }
    }

    /// One that wants the whole answer only, for as long as the request is there.
    pub fn silent(stop: &Arc<AtomicBool>) -> Self {
        Self { stop: Arc::clone(stop), teller: None }
    }

    /// Tells all that there is by now, as a message of a name.
    pub fn whole(&self, name: &str, answer: &Answer) {
        if let Some(teller) = &self.teller {
            teller.say_from_work(name, &answer.whole());
        }
    }

    fn so_far(&self, glance: ProgressiveForecast) {
        if let Some(teller) = &self.teller {
            teller.say_from_work("glance", &SoFar::from(glance));
        }
    }

    /// Tells how far the work is.
    pub fn step(&self, step: &Step) {
        if let Some(teller) = &self.teller {
            teller.progress(step);
        }
    }
}

/// The whole answer to a question, kept or worked out.
///
/// # Errors
///
/// What is wrong with the world, or that nobody waits any more.
pub async fn answer(desk: &Desk, question: String, world: World, listener: Listener) -> Result<Arc<Answer>, Failure> {
    if let Some(kept) = desk.kept(&question) {
        return Ok(kept);
    }
    if listener.teller.is_some() {
        let (sketched, hears) = (world.clone(), listener.clone());
        desk.work(Weight::Sketch, move || sketch(&sketched, &hears)).await??;
    }
    let made = Arc::new(desk.work(Weight::Whole, move || whole(&world, &listener)).await??);
    desk.keep(question, &made);
    Ok(made)
}

/// The first glance.
fn sketch(world: &World, listener: &Listener) -> Result<(), Failure> {
    if listener.stop.load(Ordering::Relaxed) {
        return Err(LabError::NothingDone.into());
    }
    if world.evidence.is_none()
        && let Some(glance) = forecast_at_central_values(&world.request)?
    {
        listener.so_far(glance);
    }
    Ok(())
}

fn whole(world: &World, listener: &Listener) -> Result<Answer, Failure> {
    let mut heard = |glance: ProgressiveForecast| listener.so_far(glance);
    if world.evidence.is_none() {
        let forecast = forecast_progressively(&world.request, &listener.stop, &PARTS, &mut heard)?;
        let log = Log::empty(&world.request.scenario);
        return put_together(world.request.clone(), forecast, &log);
    }
    let all = world.request.draws;
    if listener.teller.is_some() && all > SKETCHED {
        let few = from_evidence(world, SKETCHED, listener)?;
        forecast_progressively(&few, &listener.stop, &[], &mut |_| ())
            .and_then(|made| ProgressiveForecast::from_forecast(&few, &made, all))
            .map(&mut heard)?;
    }
    let request = from_evidence(world, all, listener)?;
    let forecast = forecast_progressively(&request, &listener.stop, &PARTS, &mut heard)?;
    let log = world.evidence.as_ref().map_or_else(|| Log::empty(&request.scenario), |(log, _)| log.clone());
    put_together(request, forecast, &log)
}

/// The forecast from the day of the evidence, with what it has made of so many draws.
fn from_evidence(world: &World, draws: usize, listener: &Listener) -> Result<Request, Failure> {
    let Some(wanted) = world.assimilation(draws) else { return Ok(world.request.clone()) };
    let watch = Watch { stop: &listener.stop, progress: &|step| listener.step(step) };
    let made = assimilate(&wanted, watch)?;
    let paths = world.request.runs.div_ceil(world.request.draws);
    Ok(Request {
        scenario: made.scenario.clone(),
        posterior: Some(Arc::new(made.posterior)),
        runs: if draws == world.request.draws { world.request.runs } else { draws * paths },
        draws,
        ..world.request.clone()
    })
}

fn put_together(request: Request, forecast: Forecast, log: &Log) -> Result<Answer, Failure> {
    let breakdown = Breakdown::of_forecast(&forecast, &request, log, request.scenario.start)?;
    let document = weekly::document(&breakdown);
    Ok(Answer { request, forecast: Arc::new(forecast), breakdown, document, parts: 0 })
}
