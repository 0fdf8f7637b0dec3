//! The interface, version 1: its routes and its OpenAPI description.
//!
//! Answers have the keys of the command line's `--json`. Answers that take time are streams of server-sent events: any number of
//! `progress` and `glance`, then one `answer` or one `failed`.

use crate::answer::{Answer, PartialAnswer, WholeAnswer};
use crate::bundle::pack_bundle;
use crate::change::Change;
use crate::comparisons::{Comparison, ComparisonQuery, compare_worlds};
use crate::describe::{ScenarioDescription, ScenarioSummary, describe_scenario, list_scenarios};
use crate::evidence::{EventKinds, ReportedEvent, list_events, list_kinds, write_events};
use crate::failure::{Failure, Fault};
use crate::forecasts::{forecast_world, known_change};
use crate::games::{self, DebriefAnswer, GameQuery, GameWorld, debrief_command, debrief_game};
use crate::history::{HistoryAnswer, find_record, follow_answers};
use crate::jobs::JobLength;
use crate::listener::Listener;
use crate::requests::{StopOnDrop, Studio, file_response, json_response, read_query};
use crate::requirements::{RequirementAnswer, TargetQuery, search_requirements};
use crate::sections::forecast_with_sections;
use crate::shift::{ShiftAnswer, preview_event};
use crate::stream::stream_events;
use crate::world_query::WorldQuery;
use axum::Router;
use axum::extract::{RawQuery, State};
use axum::response::{IntoResponse, Response};
use standoff_breakdown::bundle::inputs::BundleInputs;
use standoff_game::{Game, PlayedGame};
use standoff_lab::progress::ProgressStep;
use std::sync::Arc;
use utoipa::OpenApi;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Standoff studio",
        version = "1",
        description = "How long can the line hold, what ends it, at whose cost, and what would change it. Worlds are written in \
                       the words of the command line; answers have the keys of its --json (docs/src/json-keys.md). It listens on \
                       the loopback address only. The data of events in a text/event-stream are the schemas that the response names.",
        license(name = "MIT OR Apache-2.0")
    ),
    components(schemas(
        Failure,
        Fault,
        ProgressStep,
        PartialAnswer,
        WholeAnswer,
        Comparison,
        RequirementAnswer,
        ShiftAnswer,
        HistoryAnswer,
        DebriefAnswer
    ))
)]
struct Description;

/// All routes, which answer with their own description too.
pub fn routes(studio: Studio) -> Router {
    let (router, description) = describe_routes();
    let describe = move || async move { json_response(&description) };
    router.route("/api/v1/openapi.json", axum::routing::get(describe)).with_state(studio)
}

/// The OpenAPI description of the interface, as JSON.
///
/// ```
/// assert!(standoff_studio::description().contains("\"/api/v1/forecast\""));
/// ```
pub fn description() -> String {
    let text = describe_routes().1.to_pretty_json();
    text.unwrap_or_default() + "\n"
}

fn describe_routes() -> (Router<Studio>, utoipa::openapi::OpenApi) {
    OpenApiRouter::with_openapi(Description::openapi())
        .routes(routes!(get_scenarios))
        .routes(routes!(get_scenario))
        .routes(routes!(get_forecast))
        .routes(routes!(get_change))
        .routes(routes!(get_findings))
        .routes(routes!(get_brief))
        .routes(routes!(get_comparison))
        .routes(routes!(get_requirements))
        .routes(routes!(get_shift))
        .routes(routes!(get_history))
        .routes(routes!(get_events))
        .routes(routes!(get_kinds))
        .routes(routes!(get_events_file))
        .routes(routes!(get_brief_page))
        .routes(routes!(get_whole_brief_page))
        .routes(routes!(get_bundle))
        .routes(routes!(get_whole_bundle))
        .routes(routes!(begin_game, play_game))
        .routes(routes!(get_debrief))
        .split_for_parts()
}

/// The open scenarios. A request that names none is about the first.
#[utoipa::path(get, path = "/api/v1/scenarios", responses((status = 200, description = "all open scenarios", body = Vec<ScenarioSummary>)))]
async fn get_scenarios(State(studio): State<Studio>) -> Response {
    json_response(&list_scenarios(&studio.scenarios))
}

/// A scenario: parameters with sources, mechanisms, levers, outcomes, record, chairs.
#[utoipa::path(get, path = "/api/v1/scenario", params(WorldQuery), responses(
    (status = 200, description = "the scenario as its file has it; only `scenario` of the query counts", body = ScenarioDescription),
    (status = 400, description = "faults of the query", body = Failure)))]
async fn get_scenario(State(studio): State<Studio>, RawQuery(query): RawQuery) -> Result<Response, Failure> {
    let query: WorldQuery = read_query(query.as_deref())?;
    Ok(json_response(&describe_scenario(studio.scenarios.find(query.scenario.as_deref())?)))
}

/// A forecast while it is computed: from one draw, from some, from all.
#[utoipa::path(get, path = "/api/v1/forecast", params(WorldQuery), responses(
    (status = 200, description = "events glance (PartialAnswer) and progress (Progress), then answer (WholeAnswer) or failed (Failure)",
        body = String, content_type = "text/event-stream"),
    (status = 400, description = "faults of the query", body = Failure)))]
async fn get_forecast(State(studio): State<Studio>, RawQuery(query): RawQuery) -> Result<Response, Failure> {
    let query: WorldQuery = read_query(query.as_deref())?;
    let world = query.to_world(&studio.scenarios)?;
    let events = stream_events(|sender| async move {
        let listener = Listener::streaming(&sender);
        let answer = forecast_world(&studio.jobs, query.to_text(), world.clone(), listener.clone()).await?;
        let change = known_change(&studio.jobs, &world, &answer);
        Ok(studio.jobs.run(JobLength::Short, move || listener.send_answer("answer", &answer, change)).await?)
    });
    Ok(events.into_response())
}

/// What a world changes in how long the line holds, against the scenario as it stands on the same evidence; null where it is
/// that scenario.
#[utoipa::path(get, path = "/api/v1/change", params(WorldQuery), responses(
    (status = 200, description = "paired differences, once both worlds are answered", body = Option<Change>),
    (status = 400, description = "faults of the query", body = Failure)))]
async fn get_change(State(studio): State<Studio>, RawQuery(query): RawQuery) -> Result<Response, Failure> {
    let query: WorldQuery = read_query(query.as_deref())?;
    query.to_world(&studio.scenarios)?;
    let Some(plain) = query.as_scenario() else { return Ok(json_response(&None::<Change>)) };
    let answer = answer_query(&studio, &query).await?;
    let scenario = answer_query(&studio, &plain).await?;
    Ok(json_response(&answer.change_from(&scenario)))
}

/// The findings of a forecast, byte for byte those of the command line.
#[utoipa::path(get, path = "/api/v1/findings", params(WorldQuery), responses(
    (status = 200, description = "as `standoff forecast --json`; with evidence, those of the forecast from its day", body = Object),
    (status = 400, description = "faults of the query", body = Failure)))]
async fn get_findings(State(studio): State<Studio>, RawQuery(query): RawQuery) -> Result<Response, Failure> {
    let answer = wait_for_answer(&studio, query.as_deref()).await?;
    Ok(studio.jobs.run(JobLength::Short, move || json_response(&answer.forecast.findings)).await?)
}

/// The forecast with the sections of the brief that take games of their own: who pays what, the answer without the great power,
/// terms against durability, the delay by mechanism and, with evidence, what changed within a week and how the answer moved
/// along the record.
#[utoipa::path(get, path = "/api/v1/brief", params(WorldQuery), responses(
    (status = 200, description = "events progress (Progress) and glance (WholeAnswer), then answer (WholeAnswer) or failed (Failure)",
        body = String, content_type = "text/event-stream"),
    (status = 400, description = "faults of the query", body = Failure)))]
async fn get_brief(State(studio): State<Studio>, RawQuery(query): RawQuery) -> Result<Response, Failure> {
    let query: WorldQuery = read_query(query.as_deref())?;
    let world = query.to_world(&studio.scenarios)?;
    let events = stream_events(|sender| async move {
        let listener = Listener::streaming(&sender);
        let answer = forecast_with_sections(&studio.jobs, &query, world.clone(), listener.clone()).await?;
        let change = known_change(&studio.jobs, &world, &answer);
        Ok(studio.jobs.run(JobLength::Short, move || listener.send_answer("answer", &answer, change)).await?)
    });
    Ok(events.into_response())
}

/// Two worlds on the same futures, and what differs.
#[utoipa::path(get, path = "/api/v1/compare", params(ComparisonQuery), responses(
    (status = 200, description = "events glance (Comparison), then answer (Comparison) or failed (Failure)",
        body = String, content_type = "text/event-stream"),
    (status = 400, description = "faults of the query", body = Failure)))]
async fn get_comparison(State(studio): State<Studio>, RawQuery(query): RawQuery) -> Result<Response, Failure> {
    let queries = read_query::<ComparisonQuery>(query.as_deref())?.read_worlds()?;
    let worlds = [queries[0].to_world(&studio.scenarios)?, queries[1].to_world(&studio.scenarios)?];
    let events = stream_events(|sender| async move { compare_worlds(&studio.jobs, queries, worlds, sender).await });
    Ok(events.into_response())
}

/// What would have to be true for an outcome to reach a target.
#[utoipa::path(get, path = "/api/v1/truth", params(TargetQuery), responses(
    (status = 200, description = "events progress (Progress), then answer (RequirementAnswer) or failed (Failure)",
        body = String, content_type = "text/event-stream"),
    (status = 400, description = "faults of the query", body = Failure)))]
async fn get_requirements(State(studio): State<Studio>, RawQuery(query): RawQuery) -> Result<Response, Failure> {
    let target: TargetQuery = read_query(query.as_deref())?;
    let query = WorldQuery::read(&target.a)?;
    let world = query.to_world(&studio.scenarios)?;
    let events =
        stream_events(|sender| async move { search_requirements(&studio.jobs, query, world, target, sender).await });
    Ok(events.into_response())
}

/// What the last event of the query would change in the answers.
#[utoipa::path(get, path = "/api/v1/shift", params(WorldQuery), responses(
    (status = 200, description = "events progress (Progress), then answer (ShiftAnswer) or failed (Failure)",
        body = String, content_type = "text/event-stream"),
    (status = 400, description = "faults of the query", body = Failure)))]
async fn get_shift(State(studio): State<Studio>, RawQuery(query): RawQuery) -> Result<Response, Failure> {
    let query: WorldQuery = read_query(query.as_deref())?;
    let opened = studio.scenarios.find(query.scenario.as_deref())?.clone();
    let events = stream_events(|sender| async move { preview_event(&studio.jobs, &opened, query, sender).await });
    Ok(events.into_response())
}

/// The answers at the end of each month of the record, and the events that moved them.
#[utoipa::path(get, path = "/api/v1/history", params(WorldQuery), responses(
    (status = 200, description = "events progress (Progress), then answer (HistoryAnswer) or failed (Failure)",
        body = String, content_type = "text/event-stream"),
    (status = 400, description = "faults of the query", body = Failure)))]
async fn get_history(State(studio): State<Studio>, RawQuery(query): RawQuery) -> Result<Response, Failure> {
    let query: WorldQuery = read_query(query.as_deref())?;
    let world = query.to_world(&studio.scenarios)?;
    find_record(&query, &world)?;
    let events = stream_events(|sender| async move { follow_answers(&studio.jobs, query, world, sender).await });
    Ok(events.into_response())
}

/// What was known by the day of the query, the latest last.
#[utoipa::path(get, path = "/api/v1/events", params(WorldQuery), responses(
    (status = 200, description = "the record and the events of the query", body = Vec<ReportedEvent>),
    (status = 400, description = "faults of the query", body = Failure)))]
async fn get_events(State(studio): State<Studio>, RawQuery(query): RawQuery) -> Result<Response, Failure> {
    let query: WorldQuery = read_query(query.as_deref())?;
    Ok(json_response(&list_events(studio.scenarios.find(query.scenario.as_deref())?, &query)?))
}

/// The kinds of events, with what each column of a row may hold.
#[utoipa::path(get, path = "/api/v1/kinds", params(WorldQuery), responses(
    (status = 200, description = "columns of a row and kinds of events", body = EventKinds),
    (status = 400, description = "faults of the query", body = Failure)))]
async fn get_kinds(State(studio): State<Studio>, RawQuery(query): RawQuery) -> Result<Response, Failure> {
    let query: WorldQuery = read_query(query.as_deref())?;
    Ok(json_response(&list_kinds(&studio.scenarios.find(query.scenario.as_deref())?.scenario)))
}

/// The events of the query as a file for `--evidence`.
#[utoipa::path(get, path = "/api/v1/events.csv", params(WorldQuery), responses(
    (status = 200, description = "the rows with their header", body = String, content_type = "text/csv"),
    (status = 400, description = "faults of the query", body = Failure)))]
async fn get_events_file(State(studio): State<Studio>, RawQuery(query): RawQuery) -> Result<Response, Failure> {
    let query: WorldQuery = read_query(query.as_deref())?;
    let text = write_events(studio.scenarios.find(query.scenario.as_deref())?, &query)?;
    Ok(file_response("text/csv; charset=utf-8", "events.csv", text))
}

/// The brief of a forecast, one page.
#[utoipa::path(get, path = "/api/v1/brief.html", params(WorldQuery), responses(
    (status = 200, description = "one page that loads nothing", body = String, content_type = "text/html"),
    (status = 400, description = "faults of the query", body = Failure)))]
async fn get_brief_page(State(studio): State<Studio>, RawQuery(query): RawQuery) -> Result<Response, Failure> {
    brief_response(&studio, wait_for_answer(&studio, query.as_deref()).await?).await
}

/// The brief of a forecast with the sections that take games of their own, one page.
#[utoipa::path(get, path = "/api/v1/brief/brief.html", params(WorldQuery), responses(
    (status = 200, description = "one page that loads nothing", body = String, content_type = "text/html"),
    (status = 400, description = "faults of the query", body = Failure)))]
async fn get_whole_brief_page(State(studio): State<Studio>, RawQuery(query): RawQuery) -> Result<Response, Failure> {
    brief_response(&studio, wait_for_sections(&studio, query.as_deref()).await?).await
}

/// The bundle of a forecast with its brief, a ZIP archive.
#[utoipa::path(get, path = "/api/v1/bundle.zip", params(WorldQuery), responses(
    (status = 200, description = "manifest, findings, runs and paths, breakdown, brief and charts", body = Vec<u8>, content_type = "application/zip"),
    (status = 400, description = "faults of the query", body = Failure)))]
async fn get_bundle(State(studio): State<Studio>, RawQuery(query): RawQuery) -> Result<Response, Failure> {
    let inputs = read_bundle_inputs(&studio, query.as_deref())?;
    bundle_response(&studio, wait_for_answer(&studio, query.as_deref()).await?, inputs).await
}

/// The bundle of a forecast with the sections that take games of their own, a ZIP archive.
#[utoipa::path(get, path = "/api/v1/brief/bundle.zip", params(WorldQuery), responses(
    (status = 200, description = "manifest, findings, runs and paths, breakdown, brief and charts", body = Vec<u8>, content_type = "application/zip"),
    (status = 400, description = "faults of the query", body = Failure)))]
async fn get_whole_bundle(State(studio): State<Studio>, RawQuery(query): RawQuery) -> Result<Response, Failure> {
    let inputs = read_bundle_inputs(&studio, query.as_deref())?;
    bundle_response(&studio, wait_for_sections(&studio, query.as_deref()).await?, inputs).await
}

/// A game in which nothing is decided yet: the file that `POST` takes.
#[utoipa::path(get, path = "/api/v1/game", params(GameQuery), responses(
    (status = 200, description = "the new game", body = Game),
    (status = 400, description = "faults of the query", body = Failure)))]
async fn begin_game(State(studio): State<Studio>, RawQuery(query): RawQuery) -> Result<Response, Failure> {
    let query: GameQuery = read_query(query.as_deref())?;
    Ok(json_response(&query.begin(&studio.scenarios)?))
}

/// The months of a game: what happened, the position, and what may be decided next.
#[utoipa::path(post, path = "/api/v1/game", request_body(content = Game, content_type = "application/json"), responses(
    (status = 200, description = "the game as far as it was played", body = PlayedGame),
    (status = 400, description = "faults of the game", body = Failure)))]
async fn play_game(State(studio): State<Studio>, text: String) -> Result<Response, Failure> {
    let game = Game::read(&text)?;
    let game = GameWorld::of_game(game, &studio.scenarios)?;
    Ok(json_response(&games::play_game(&studio.jobs, game).await?))
}

/// A game beside 1,000 futures, and beside what else could have been decided.
#[utoipa::path(post, path = "/api/v1/debrief", request_body(content = Game, content_type = "application/json"), responses(
    (status = 200, description = "events progress (Progress), then answer (DebriefAnswer) or failed (Failure)",
        body = String, content_type = "text/event-stream"),
    (status = 400, description = "faults of the game", body = Failure)))]
async fn get_debrief(State(studio): State<Studio>, text: String) -> Result<Response, Failure> {
    let game = Game::read(&text)?;
    let command = debrief_command(&studio.scenarios.find(Some(&game.scenario))?.word);
    let game = GameWorld::of_game(game, &studio.scenarios)?;
    let events = stream_events(|sender| async move { debrief_game(&studio.jobs, game, command, sender).await });
    Ok(events.into_response())
}

async fn wait_for_answer(studio: &Studio, query: Option<&str>) -> Result<Arc<Answer>, Failure> {
    answer_query(studio, &read_query(query)?).await
}

async fn answer_query(studio: &Studio, query: &WorldQuery) -> Result<Arc<Answer>, Failure> {
    let world = query.to_world(&studio.scenarios)?;
    let stop = StopOnDrop(Arc::default());
    forecast_world(&studio.jobs, query.to_text(), world, Listener::silent(&stop.0)).await
}

async fn wait_for_sections(studio: &Studio, query: Option<&str>) -> Result<Arc<Answer>, Failure> {
    let query: WorldQuery = read_query(query)?;
    let world = query.to_world(&studio.scenarios)?;
    let stop = StopOnDrop(Arc::default());
    forecast_with_sections(&studio.jobs, &query, world, Listener::silent(&stop.0)).await
}

async fn brief_response(studio: &Studio, answer: Arc<Answer>) -> Result<Response, Failure> {
    let page = studio.jobs.run(JobLength::Short, move || answer.document.html()).await?;
    Ok(file_response("text/html; charset=utf-8", "brief.html", page))
}

fn read_bundle_inputs(studio: &Studio, query: Option<&str>) -> Result<BundleInputs, Failure> {
    let query: WorldQuery = read_query(query)?;
    query.bundle_inputs(&studio.scenarios, &query.to_world(&studio.scenarios)?)
}

async fn bundle_response(studio: &Studio, answer: Arc<Answer>, inputs: BundleInputs) -> Result<Response, Failure> {
    let bytes = studio.jobs.run(JobLength::Short, move || pack_bundle(&answer, &inputs)).await??;
    Ok(file_response("application/zip", "bundle.zip", bytes))
}
