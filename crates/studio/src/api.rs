//! The interface behind the page, version 1: what a program may ask, with its description.
//!
//! Every answer has the keys of the command line's `--json`. What takes time is told as it is found, as events of a stream:
//! `progress` and `glance` come any number of times, then one `answer` or one `failed`.

use crate::answer::{Answer, Listener, answer};
use crate::compare::{self, Two};
use crate::desk::{Desk, Weight, telling};
use crate::failure::{Failure, Fault};
use crate::opened::Shelf;
use crate::truth::{self, Target};
use crate::world::Asked;
use crate::{bundle, deeper, play, sheet, week};
use axum::extract::{RawQuery, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use axum::{Json, Router};
use serde::Serialize;
use serde::de::DeserializeOwned;
use standoff_scenario::Diagnostic;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use utoipa::OpenApi;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// What every request may use.
#[derive(Debug, Clone)]
pub struct Studio {
    /// The open scenarios.
    pub shelf: Arc<Shelf>,
    /// Where answers are worked out.
    pub desk: Arc<Desk>,
}

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Standoff studio",
        description = "How long can the line hold, what ends it, at whose cost, and what would change it. Worlds are written in \
                       the words of the command line; answers have the keys of its --json (docs/json-keys.md). It listens on \
                       the loopback address only.",
        license(name = "MIT OR Apache-2.0")
    ),
    components(schemas(Failure, Fault))
)]
struct Description;

/// The routes, and their description.
pub fn routes(studio: Studio) -> Router {
    let (router, mut description) = OpenApiRouter::with_openapi(Description::openapi())
        .routes(routes!(scenarios))
        .routes(routes!(scenario))
        .routes(routes!(forecast))
        .routes(routes!(findings))
        .routes(routes!(brief_parts))
        .routes(routes!(two_worlds))
        .routes(routes!(would_have_to_be_true))
        .routes(routes!(shift))
        .routes(routes!(events))
        .routes(routes!(kinds))
        .routes(routes!(events_file))
        .routes(routes!(brief))
        .routes(routes!(whole_brief))
        .routes(routes!(bundle_file))
        .routes(routes!(whole_bundle))
        .merge(play::routes())
        .split_for_parts();
    description.info.version = "1".to_owned();
    let description = Arc::new(description);
    let told = move || async move { Json(description.as_ref().clone()) };
    router.route("/api/v1/openapi.json", axum::routing::get(told)).with_state(studio)
}

/// A query as a structure.
pub(crate) fn read<T: DeserializeOwned>(query: Option<&str>) -> Result<T, Failure> {
    let query = query.unwrap_or_default();
    serde_html_form::from_str(query).map_err(|error| {
        let diagnostic = Diagnostic::error("bad-query", error.to_string());
        Failure::of("query", query, diagnostic.hint("the description is at /api/v1/openapi.json"))
    })
}

/// Sets its flag when the request is given up.
pub(crate) struct Waiting(pub Arc<AtomicBool>);

impl Drop for Waiting {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

pub(crate) fn pretty(value: &impl Serialize) -> Response {
    match serde_json::to_string_pretty(value) {
        Ok(text) => ([(header::CONTENT_TYPE, "application/json")], format!("{text}\n")).into_response(),
        Err(error) => Failure::with(axum::http::StatusCode::INTERNAL_SERVER_ERROR, error.to_string()).into_response(),
    }
}

fn download(kind: &'static str, name: &str, bytes: impl Into<axum::body::Body>) -> Response {
    let disposition = format!("attachment; filename=\"{name}\"");
    ([(header::CONTENT_TYPE, kind.to_owned()), (header::CONTENT_DISPOSITION, disposition)], bytes.into())
        .into_response()
}

/// The open scenarios; the first is meant where none is named.
#[utoipa::path(get, path = "/api/v1/scenarios", responses((status = 200, description = "name, title, summary and start of each", body = Vec<Object>)))]
async fn scenarios(State(studio): State<Studio>) -> Response {
    pretty(&sheet::list(&studio.shelf))
}

/// A scenario: parameters with sources, mechanisms, levers, outcomes, record, chairs.
#[utoipa::path(get, path = "/api/v1/scenario", params(Asked), responses(
    (status = 200, description = "the scenario as it stands in its file; only `scenario` of the query counts", body = Object),
    (status = 400, description = "what is wrong", body = Failure)))]
async fn scenario(State(studio): State<Studio>, RawQuery(query): RawQuery) -> Result<Response, Failure> {
    let asked: Asked = read(query.as_deref())?;
    Ok(pretty(&sheet::sheet(studio.shelf.find(asked.scenario.as_deref())?)))
}

/// A forecast as it is worked out: from one draw, from some, from all.
#[utoipa::path(get, path = "/api/v1/forecast", params(Asked), responses(
    (status = 200, description = "events glance, progress, then answer or failed", body = String, content_type = "text/event-stream"),
    (status = 400, description = "what is wrong", body = Failure)))]
async fn forecast(State(studio): State<Studio>, RawQuery(query): RawQuery) -> Result<Response, Failure> {
    let asked: Asked = read(query.as_deref())?;
    let world = asked.world(&studio.shelf)?;
    let told = telling(|teller| async move {
        let listener = Listener::telling(&teller);
        let made = answer(&studio.desk, asked.query(), world, listener.clone()).await?;
        studio.desk.work(Weight::Sketch, move || listener.whole("answer", &made)).await
    });
    Ok(told.into_response())
}

/// The findings of a forecast, to the byte those of the command line.
#[utoipa::path(get, path = "/api/v1/findings", params(Asked), responses(
    (status = 200, description = "as `standoff forecast --json`; with evidence, those of the forecast from its day", body = Object),
    (status = 400, description = "what is wrong", body = Failure)))]
async fn findings(State(studio): State<Studio>, RawQuery(query): RawQuery) -> Result<Response, Failure> {
    let made = whole(&studio, query.as_deref()).await?;
    studio.desk.work(Weight::Sketch, move || pretty(&made.forecast.findings)).await
}

async fn whole(studio: &Studio, query: Option<&str>) -> Result<Arc<Answer>, Failure> {
    let asked: Asked = read(query)?;
    let world = asked.world(&studio.shelf)?;
    let waiting = Waiting(Arc::default());
    answer(&studio.desk, asked.query(), world, Listener::silent(&waiting.0)).await
}

/// The forecast with the parts of the brief that take games of their own: who pays what, the answer without the great power,
/// terms against durability, the delay by mechanism and, with evidence, what changed within a week.
#[utoipa::path(get, path = "/api/v1/brief", params(Asked), responses(
    (status = 200, description = "events progress and glance, then answer or failed", body = String, content_type = "text/event-stream"),
    (status = 400, description = "what is wrong", body = Failure)))]
async fn brief_parts(State(studio): State<Studio>, RawQuery(query): RawQuery) -> Result<Response, Failure> {
    let asked: Asked = read(query.as_deref())?;
    let world = asked.world(&studio.shelf)?;
    let told = telling(|teller| async move {
        let listener = Listener::telling(&teller);
        let made = deeper::deeper(&studio.desk, &asked, world, listener.clone()).await?;
        studio.desk.work(Weight::Sketch, move || listener.whole("answer", &made)).await
    });
    Ok(told.into_response())
}

/// Two worlds on the same futures, and what differs.
#[utoipa::path(get, path = "/api/v1/compare", params(Two), responses(
    (status = 200, description = "events glance, then answer or failed", body = String, content_type = "text/event-stream"),
    (status = 400, description = "what is wrong", body = Failure)))]
async fn two_worlds(State(studio): State<Studio>, RawQuery(query): RawQuery) -> Result<Response, Failure> {
    let asked = compare::read(&read::<Two>(query.as_deref())?)?;
    let [one, other] = &asked;
    let worlds = [one.world(&studio.shelf)?, other.world(&studio.shelf)?];
    Ok(telling(|teller| async move { compare::compare(&studio.desk, asked, worlds, teller).await }).into_response())
}

/// What would have to be true for an outcome to reach a target.
#[utoipa::path(get, path = "/api/v1/truth", params(Target), responses(
    (status = 200, description = "events progress, then answer or failed", body = String, content_type = "text/event-stream"),
    (status = 400, description = "what is wrong", body = Failure)))]
async fn would_have_to_be_true(State(studio): State<Studio>, RawQuery(query): RawQuery) -> Result<Response, Failure> {
    let target: Target = read(query.as_deref())?;
    let asked = Asked::read(&target.a)?;
    let world = asked.world(&studio.shelf)?;
    Ok(telling(|teller| async move { truth::truth(&studio.desk, asked, world, target, teller).await }).into_response())
}

/// What the last event of the query would change in the answers.
#[utoipa::path(get, path = "/api/v1/shift", params(Asked), responses(
    (status = 200, description = "events progress, then answer or failed", body = String, content_type = "text/event-stream"),
    (status = 400, description = "what is wrong", body = Failure)))]
async fn shift(State(studio): State<Studio>, RawQuery(query): RawQuery) -> Result<Response, Failure> {
    let asked: Asked = read(query.as_deref())?;
    let opened = studio.shelf.find(asked.scenario.as_deref())?.clone();
    let told = telling(|teller| async move { week::preview(&studio.desk, &opened, asked, teller).await });
    Ok(told.into_response())
}

/// What was known by the day of the query, the latest last.
#[utoipa::path(get, path = "/api/v1/events", params(Asked), responses(
    (status = 200, description = "the record and the events of the query", body = Vec<Object>),
    (status = 400, description = "what is wrong", body = Failure)))]
async fn events(State(studio): State<Studio>, RawQuery(query): RawQuery) -> Result<Response, Failure> {
    let asked: Asked = read(query.as_deref())?;
    Ok(pretty(&week::reported(studio.shelf.find(asked.scenario.as_deref())?, &asked)?))
}

/// The kinds of events, with what may stand in each column of a row.
#[utoipa::path(get, path = "/api/v1/kinds", params(Asked), responses(
    (status = 200, description = "columns of a row and kinds of events", body = Object),
    (status = 400, description = "what is wrong", body = Failure)))]
async fn kinds(State(studio): State<Studio>, RawQuery(query): RawQuery) -> Result<Response, Failure> {
    let asked: Asked = read(query.as_deref())?;
    Ok(pretty(&week::kinds(&studio.shelf.find(asked.scenario.as_deref())?.scenario)))
}

/// The events of the query as a file for `--evidence`.
#[utoipa::path(get, path = "/api/v1/events.csv", params(Asked), responses(
    (status = 200, description = "the rows with their header", body = String, content_type = "text/csv"),
    (status = 400, description = "what is wrong", body = Failure)))]
async fn events_file(State(studio): State<Studio>, RawQuery(query): RawQuery) -> Result<Response, Failure> {
    let asked: Asked = read(query.as_deref())?;
    let text = week::file(studio.shelf.find(asked.scenario.as_deref())?, &asked)?;
    Ok(download("text/csv; charset=utf-8", "events.csv", text))
}

/// The brief of a forecast, one page.
#[utoipa::path(get, path = "/api/v1/brief.html", params(Asked), responses(
    (status = 200, description = "one page that loads nothing", body = String, content_type = "text/html"),
    (status = 400, description = "what is wrong", body = Failure)))]
async fn brief(State(studio): State<Studio>, RawQuery(query): RawQuery) -> Result<Response, Failure> {
    page_of(&studio, whole(&studio, query.as_deref()).await?).await
}

/// The same with the parts that take games of their own.
#[utoipa::path(get, path = "/api/v1/brief/brief.html", params(Asked), responses(
    (status = 200, description = "one page that loads nothing", body = String, content_type = "text/html"),
    (status = 400, description = "what is wrong", body = Failure)))]
async fn whole_brief(State(studio): State<Studio>, RawQuery(query): RawQuery) -> Result<Response, Failure> {
    page_of(&studio, with_parts(&studio, query.as_deref()).await?).await
}

/// The bundle of a forecast with its brief, a ZIP archive.
#[utoipa::path(get, path = "/api/v1/bundle.zip", params(Asked), responses(
    (status = 200, description = "manifest, findings, runs and paths, breakdown, brief and charts", body = Vec<u8>, content_type = "application/zip"),
    (status = 400, description = "what is wrong", body = Failure)))]
async fn bundle_file(State(studio): State<Studio>, RawQuery(query): RawQuery) -> Result<Response, Failure> {
    zip_of(&studio, whole(&studio, query.as_deref()).await?).await
}

/// The same with the parts that take games of their own.
#[utoipa::path(get, path = "/api/v1/brief/bundle.zip", params(Asked), responses(
    (status = 200, description = "manifest, findings, runs and paths, breakdown, brief and charts", body = Vec<u8>, content_type = "application/zip"),
    (status = 400, description = "what is wrong", body = Failure)))]
async fn whole_bundle(State(studio): State<Studio>, RawQuery(query): RawQuery) -> Result<Response, Failure> {
    zip_of(&studio, with_parts(&studio, query.as_deref()).await?).await
}

async fn with_parts(studio: &Studio, query: Option<&str>) -> Result<Arc<Answer>, Failure> {
    let asked: Asked = read(query)?;
    let world = asked.world(&studio.shelf)?;
    let waiting = Waiting(Arc::default());
    deeper::deeper(&studio.desk, &asked, world, Listener::silent(&waiting.0)).await
}

async fn page_of(studio: &Studio, made: Arc<Answer>) -> Result<Response, Failure> {
    let page = studio.desk.work(Weight::Sketch, move || made.document.html()).await?;
    Ok(download("text/html; charset=utf-8", "brief.html", page))
}

async fn zip_of(studio: &Studio, made: Arc<Answer>) -> Result<Response, Failure> {
    let bytes = studio.desk.work(Weight::Sketch, move || bundle::zip(&made)).await??;
    Ok(download("application/zip", "bundle.zip", bytes))
}
