//! Paired comparison of two worlds on the same futures.

use crate::answer::{Answer, Counts};
use crate::failure::Failure;
use crate::first_look::FirstLooks;
use crate::forecasts::{forecast_world, take_record};
use crate::jobs::{JobLength, Jobs};
use crate::listener::Listener;
use crate::stream::EventSender;
use crate::world::World;
use crate::world_query::WorldQuery;
use serde::{Deserialize, Serialize};
use standoff_analysis::options::paired::{self, PairedComparison, PairedWorld};
use standoff_assimilation::RecordStart;
use standoff_breakdown::progressive::forecast_progressively;
use standoff_breakdown::week::swings::Swing;
use standoff_brief::comparison;
use standoff_brief::document::Section;
use standoff_lab::ensemble::design::{Design, Resolution};
use standoff_lab::ensemble::draw_runs::DrawRuns;
use standoff_lab::ensemble::sample_future::{SampleFuture, sample_futures};
use standoff_lab::forecast::request::ForecastRequest;
use standoff_scenario::Diagnostic;
use std::sync::Arc;

/// Draws of the first look, which with actors who plan on a short front takes a moment.
const FIRST_LOOK_DRAWS: usize = 4;
/// Futures of each of these draws.
const FIRST_LOOK_PATHS: usize = 20;
/// Futures that the page plays month by month: more lines than that cannot be told apart.
const PLAYED_FUTURES: usize = 20;

/// Two worlds, each written as the query of a forecast.
#[derive(Debug, Clone, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ComparisonQuery {
    /// World A.
    pub a: String,
    /// World B. Differences are B less A.
    pub b: String,
}

/// What differs between two worlds.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct Comparison {
    /// Commands that make either forecast.
    #[schema(min_items = 2, max_items = 2)]
    commands: [String; 2],
    /// Paired differences, with the keys of `standoff compare --json`.
    #[schema(value_type = Counts)]
    beside: PairedComparison,
    /// Whether actors plan on a short front, as in a first look.
    sketch: bool,
    /// Parameters with which the answer of world A varies most; empty in a first look.
    swings: Vec<Swing>,
    /// The differences in words and pictures.
    section: Section,
    /// The same futures in both worlds.
    #[schema(min_items = 2, max_items = 2)]
    futures: [WorldFutures; 2],
    /// Titles of the great power's postures.
    postures: Vec<String>,
    /// Months to the horizon.
    horizon_months: u32,
}

/// Futures of one world.
#[derive(Debug, Serialize, utoipa::ToSchema)]
struct WorldFutures(Vec<SampleFuture>);

impl ComparisonQuery {
    /// Reads both worlds, which must share their scenario, counts, seed and evidence.
    ///
    /// # Errors
    ///
    /// What is wrong with either, or `not-the-same-futures`.
    pub fn read_worlds(&self) -> Result<[WorldQuery; 2], Failure> {
        let [a, b] = [WorldQuery::read(&self.a)?, WorldQuery::read(&self.b)?];
        let shared = |query: &WorldQuery| {
            let evidence = (query.as_of.clone(), query.no_record, query.event.clone());
            (query.scenario.clone(), query.runs, query.draws, query.seed, evidence)
        };
        if shared(&a) == shared(&b) {
            return Ok([a, b]);
        }
        let diagnostic = Diagnostic::error("not-the-same-futures", "the two worlds have no futures in common")
            .allowed("the same scenario, runs, draws, seed and evidence")
            .hint("what an event changes is told by `shift`");
        Err(Failure::of_input("b", &self.b, diagnostic))
    }
}

/// Sends what differs, first from a few draws, then from all.
///
/// # Errors
///
/// What is wrong with either world, or that the client has gone.
pub async fn compare_worlds(
    jobs: &Jobs,
    queries: [WorldQuery; 2],
    worlds: [World; 2],
    sender: EventSender,
) -> Result<(), Failure> {
    let commands = worlds.each_ref().map(|world| world.request.command.clone());
    let listener = Listener::silent(sender.stop());
    let (looks, own_worlds) = (Arc::clone(&jobs.first_looks), worlds.clone());
    let (own_commands, own_sender) = (commands.clone(), sender.clone());
    jobs.run(JobLength::Short, move || send_first_look(&looks, &own_worlds, own_commands, &own_sender)).await??;
    // Both worlds start from one record, or they would have no futures in common: that of the scenario as it was opened.
    let (records, opened, own) = (Arc::clone(&jobs.records), worlds[0].as_opened(), listener.clone());
    let record = move || take_record(&opened, opened.request.draws, &records, &own);
    let start = if worlds[0].evidence.is_some() { jobs.run(JobLength::Long, record).await?? } else { None };
    let requests = requests_from(start.as_ref(), &worlds)?;
    let [query_a, query_b] = queries.map(|query| query.to_text());
    let [world_a, world_b] = worlds;
    let [request_a, request_b] = requests;
    let a = forecast_beside(jobs, query_a, (world_a, request_a), listener.clone()).await?;
    let b = forecast_beside(jobs, query_b, (world_b, request_b), listener).await?;
    jobs.run(JobLength::Short, move || {
        sender.send_blocking("answer", &compare_answers([&a, &b], commands)?);
        Ok(())
    })
    .await?
}

/// The forecast of a world in a comparison. From a record it is not that of a changed world by itself, which takes the record
/// under its own numbers, so it is kept apart.
async fn forecast_beside(
    jobs: &Jobs,
    question: String,
    (world, request): (World, ForecastRequest),
    listener: Listener,
) -> Result<Arc<Answer>, Failure> {
    let (Some((log, _)), Some(_)) = (world.evidence.clone(), &world.scenario_question) else {
        return forecast_world(jobs, question, world, listener).await;
    };
    let beside = format!("beside another: {question}");
    if let Some(cached) = jobs.cache.get(&beside) {
        return Ok(cached);
    }
    let compute = move || -> Result<Answer, Failure> {
        let forecast = forecast_progressively(&request, &listener.stop, &[], &mut |_| ())?;
        Ok(Answer::new(request, forecast, &log)?)
    };
    let answer = Arc::new(jobs.run(JobLength::Long, compute).await??);
    jobs.cache.insert(beside, &answer);
    Ok(answer)
}

/// The forecasts of both worlds from one start; as they are where there is none.
fn requests_from(start: Option<&RecordStart>, worlds: &[World; 2]) -> Result<[ForecastRequest; 2], Failure> {
    let from_start = |world: &World| match start {
        Some(start) => world.request_over_opened(start, world.request.draws),
        None => Ok(world.request.clone()),
    };
    Ok([from_start(&worlds[0])?, from_start(&worlds[1])?])
}

fn send_first_look(
    looks: &FirstLooks,
    worlds: &[World; 2],
    commands: [String; 2],
    sender: &EventSender,
) -> Result<(), Failure> {
    let start = looks.record(&worlds[0], &Listener::silent(sender.stop()))?;
    let requests = requests_from(start.as_ref(), worlds)?;
    let simulate = |request: &ForecastRequest| -> Vec<DrawRuns> {
        let design = request.design();
        let paths = design.paths.min(FIRST_LOOK_PATHS);
        let design = Design { paths, resolution: Resolution::Sketch, ..design };
        design.simulate_runs(0..FIRST_LOOK_DRAWS.min(design.draws) * design.paths, sender.stop(), &|_| ())
    };
    let draws = requests.each_ref().map(simulate);
    let side = |place: usize| {
        let request = &requests[place];
        PairedWorld { scenario: &request.scenario, draws: &draws[place], posterior: request.posterior.as_deref() }
    };
    sender.send_blocking("glance", &Comparison { sketch: true, ..compare_sides([side(0), side(1)], commands)? });
    Ok(())
}

fn compare_answers(answers: [&Answer; 2], commands: [String; 2]) -> Result<Comparison, Failure> {
    let sides = answers.map(|one| PairedWorld {
        scenario: &one.request.scenario,
        draws: &one.forecast.draws,
        posterior: one.request.posterior.as_deref(),
    });
    Ok(Comparison { swings: answers[0].breakdown.swings.clone(), ..compare_sides(sides, commands)? })
}

fn compare_sides(sides: [PairedWorld<'_>; 2], commands: [String; 2]) -> Result<Comparison, Failure> {
    let (beside, scenario) = (paired::compare_worlds(sides)?, sides[0].scenario);
    Ok(Comparison {
        commands,
        section: comparison::compose_comparison(&beside),
        beside,
        sketch: false,
        swings: Vec::new(),
        futures: common_futures(sides.map(|side| sample_futures(side.scenario, side.draws, PLAYED_FUTURES))),
        postures: scenario.structure.postures.iter().map(|posture| posture.title.clone()).collect(),
        horizon_months: scenario.horizon_months,
    })
}

/// The futures that could be simulated in both worlds.
fn common_futures([a, b]: [Vec<SampleFuture>; 2]) -> [WorldFutures; 2] {
    let place = |single: &SampleFuture| (single.draw, single.path);
    let common = |all: &[SampleFuture], others: &[SampleFuture]| {
        let in_both = all.iter().filter(|single| others.iter().any(|other| place(other) == place(single)));
        WorldFutures(in_both.cloned().collect())
    };
    [common(&a, &b), common(&b, &a)]
}
