//! Games that a person plays from a chair. The client keeps the file of the game, which is the whole game; the server keeps nothing.

use crate::failure::Failure;
use crate::jobs::{JobLength, Jobs};
use crate::scenarios::Scenarios;
use crate::stream::EventSender;
use crate::world_query::WorldQuery;
use serde::{Deserialize, Serialize};
use standoff_brief::debrief;
use standoff_brief::document::Section;
use standoff_game::{Debrief, Game, PlayerRole};
use standoff_lab::command::quote_for_shell;
use standoff_lab::progress::ProgressStep;
use standoff_scenario::{Scenario, builtin};

/// Futures against which a debrief sets a game.
const FUTURES: usize = 1000;
/// Progress events of a debrief: a step of half a percent is finer than its bar.
const PROGRESS_EVENTS: usize = 200;

/// A new game.
#[derive(Debug, Clone, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct GameQuery {
    /// Name of an open scenario; the first one if none.
    #[param(required = false, nullable = false)]
    scenario: Option<String>,
    /// Numbers set by hand, each `path=value`.
    #[serde(default)]
    #[param(max_items = 200)]
    set: Vec<String>,
    /// `great-power`, `invader`, `defender`, `lead` or `member:NAME`.
    chair: String,
    /// Seed of the random numbers.
    #[param(required = false, nullable = false, minimum = 0, maximum = 9_007_199_254_740_991i64)]
    seed: Option<u64>,
}

/// The debrief of a game.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct DebriefAnswer {
    /// Debrief, with the keys of `standoff game FILE --debrief --json`.
    #[schema(value_type = Object)]
    debrief: Debrief,
    /// The same in words and pictures.
    section: Section,
    /// Command that makes the same from the file of the game.
    command: String,
}

impl GameQuery {
    /// A game in which nothing is decided yet.
    ///
    /// # Errors
    ///
    /// What is wrong with the query.
    pub fn begin(self, scenarios: &Scenarios) -> Result<Game, Failure> {
        let query = WorldQuery { scenario: self.scenario, set: self.set, seed: self.seed, ..WorldQuery::default() };
        query.check_sizes()?;
        let scenario = query.set_numbers(&scenarios.find(query.scenario.as_deref())?.scenario)?;
        let chair = PlayerRole::find_in_scenario(&self.chair, &scenario)?;
        let game = Game::new(&scenario, query.set.clone(), query.seed(), chair);
        game.check(&scenario)?;
        Ok(game)
    }
}

/// The scenario of a game, with the numbers that the game sets.
///
/// # Errors
///
/// What is wrong with them, or that the scenario is not open.
pub fn scenario_of(game: &Game, scenarios: &Scenarios) -> Result<Scenario, Failure> {
    let query = WorldQuery { scenario: Some(game.scenario.clone()), set: game.set.clone(), ..WorldQuery::default() };
    query.check_sizes()?;
    query.set_numbers(&scenarios.find(query.scenario.as_deref())?.scenario)
}

/// The command that debriefs a saved game of the scenario that the command line opens by `word`.
pub fn debrief_command(word: &str) -> String {
    let debrief = "standoff game game.json --debrief";
    let built_in = builtin::source(word).is_some();
    if built_in { debrief.to_owned() } else { format!("{debrief} --scenario {}", quote_for_shell(word)) }
}

/// Debriefs a game, and sends what it led to.
///
/// # Errors
///
/// What is wrong with the game, or that the client has gone.
pub async fn debrief_game(
    jobs: &Jobs,
    scenario: Scenario,
    game: Game,
    command: String,
    sender: EventSender,
) -> Result<(), Failure> {
    let job = move || {
        let progress = |done: usize, of: usize| {
            if done.is_multiple_of((of / PROGRESS_EVENTS).max(1)) {
                sender.send_progress(&ProgressStep { what: "futures".to_owned(), done, of });
            }
        };
        let debrief = standoff_game::debrief_game(&scenario, &game, FUTURES, sender.stop(), &progress)?;
        sender
            .send_blocking("answer", &DebriefAnswer { section: debrief::compose_debrief(&debrief), debrief, command });
        Ok(())
    };
    jobs.run(JobLength::Long, job).await?
}
