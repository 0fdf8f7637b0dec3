//! A chair: a game that a person plays against the engine. The whole game is in its file, which the client keeps; here nothing
//! of it is.

use crate::api::{Studio, pretty, read};
use crate::desk::{Weight, telling};
use crate::failure::Failure;
use crate::world::Asked;
use axum::extract::{RawQuery, State};
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use standoff_brief::document::Section;
use standoff_brief::weekly;
use standoff_game::{Debrief, Game, PlayerRole};
use standoff_lab::command::quoted;
use standoff_lab::progress::Step;
use standoff_scenario::{Scenario, builtin};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// Futures that a debrief sets a game against.
const FUTURES: usize = 1000;
/// How often a client is told how far a debrief is.
const STEPS: usize = 200;

/// A game that begins.
#[derive(Debug, Clone, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Begins {
    /// Name of an open scenario; the first one if none.
    #[param(required = false, nullable = false)]
    scenario: Option<String>,
    /// Numbers set by hand, each `path=value`.
    #[serde(default)]
    #[param(max_items = 200)]
    set: Vec<String>,
    /// `great-power`, `invader`, `defender`, `lead` or `member:NAME`.
    chair: String,
    /// Seed of chance.
    #[param(required = false, nullable = false, minimum = 0, maximum = 9_007_199_254_740_991i64)]
    seed: Option<u64>,
}

/// What a game came to.
#[derive(Debug, Serialize)]
struct Debriefed {
    debrief: Debrief,
    /// The same in words and pictures.
    section: Section,
    /// What makes the same again from the game's file.
    command: String,
}

/// The routes of games.
pub fn routes() -> OpenApiRouter<Studio> {
    OpenApiRouter::new().routes(routes!(begin, play)).routes(routes!(debrief))
}

/// A game in which nothing is decided yet: the file that `POST` takes.
#[utoipa::path(get, path = "/api/v1/game", params(Begins), responses(
    (status = 200, description = "format, version, scenario, digest, set, seed, chair, months", body = Object),
    (status = 400, description = "what is wrong", body = Failure)))]
async fn begin(State(studio): State<Studio>, RawQuery(query): RawQuery) -> Result<Response, Failure> {
    let Begins { scenario, set, chair, seed } = read(query.as_deref())?;
    let asked = Asked { scenario, set, seed, ..Asked::default() };
    asked.check_sizes()?;
    let scenario = asked.set(&studio.shelf.find(asked.scenario.as_deref())?.scenario)?;
    let chair = PlayerRole::find_in_scenario(&chair, &scenario)?;
    let game = Game::new(&scenario, asked.set.clone(), asked.seed(), chair);
    game.check(&scenario)?;
    Ok(pretty(&game))
}

/// Plays the months of a game: what happened, where it stands, what may be decided now.
#[utoipa::path(post, path = "/api/v1/game", request_body(content = Object, content_type = "application/json"), responses(
    (status = 200, description = "months, position, options, over", body = Object),
    (status = 400, description = "what is wrong", body = Failure)))]
async fn play(State(studio): State<Studio>, text: String) -> Result<Response, Failure> {
    let game = Game::read(&text)?;
    let scenario = scenario_of(&studio, &game)?;
    let played = studio.desk.work(Weight::Sketch, move || standoff_game::play_game(&scenario, &game)).await??;
    Ok(pretty(&played))
}

/// Sets a game against 1,000 futures, and against what else could have been decided.
#[utoipa::path(post, path = "/api/v1/debrief", request_body(content = Object, content_type = "application/json"), responses(
    (status = 200, description = "events progress, then answer or failed", body = String, content_type = "text/event-stream"),
    (status = 400, description = "what is wrong", body = Failure)))]
async fn debrief(State(studio): State<Studio>, text: String) -> Result<Response, Failure> {
    let game = Game::read(&text)?;
    let scenario = scenario_of(&studio, &game)?;
    let command = command(&studio.shelf.find(Some(&game.scenario))?.word);
    let told = telling(|teller| async move {
        let hears = teller.clone();
        let work = move || {
            let progress = |done: usize, of: usize| {
                if done.is_multiple_of((of / STEPS).max(1)) {
                    hears.progress(&Step { what: "futures".to_owned(), done, of });
                }
            };
            let debrief = standoff_game::debrief_game(&scenario, &game, FUTURES, hears.stop(), &progress)?;
            hears.say_from_work("answer", &Debriefed { section: weekly::debrief(&debrief), debrief, command });
            Ok(())
        };
        studio.desk.work(Weight::Whole, work).await?
    });
    Ok(told.into_response())
}

fn command(word: &str) -> String {
    let debrief = "standoff game game.json --debrief";
    let built_in = builtin::source(word).is_some();
    if built_in { debrief.to_owned() } else { format!("{debrief} --scenario {}", quoted(word)) }
}

/// The scenario of a game, with the numbers that were set.
fn scenario_of(studio: &Studio, game: &Game) -> Result<Scenario, Failure> {
    let asked = Asked { scenario: Some(game.scenario.clone()), set: game.set.clone(), ..Asked::default() };
    asked.check_sizes()?;
    asked.set(&studio.shelf.find(asked.scenario.as_deref())?.scenario)
}
