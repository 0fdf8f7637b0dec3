//! Games that a person plays from a chair. The client keeps the file of the game, which is the whole game; the server keeps nothing.

use crate::failure::Failure;
use crate::forecasts::take_record;
use crate::jobs::{JobLength, Jobs};
use crate::listener::Listener;
use crate::requests::StopOnDrop;
use crate::scenarios::Scenarios;
use crate::stream::EventSender;
use crate::world::World;
use crate::world_query::WorldQuery;
use serde::{Deserialize, Serialize};
use standoff_brief::debrief;
use standoff_brief::document::Section;
use standoff_game::{Debrief, Game, GameRecord, PlayedGame, PlayerRole};
use standoff_lab::command::quote_for_shell;
use standoff_lab::ensemble::posterior::Posterior;
use standoff_lab::ensemble::record_summary::RecordSummary;
use standoff_lab::progress::ProgressStep;
use standoff_scenario::builtin;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

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
    /// Start from the scenario's own first day, without the record.
    #[serde(default, rename = "no-record")]
    no_record: bool,
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
        let query = WorldQuery {
            scenario: self.scenario,
            set: self.set,
            no_record: self.no_record,
            seed: self.seed,
            ..WorldQuery::default()
        };
        let world = query.to_world(scenarios)?;
        let scenario = world.scenario_onward();
        let chair = PlayerRole::find_in_scenario(&self.chair, &scenario)?;
        let game = Game::new(&scenario, query.set.clone(), query.seed(), chair);
        game.check(&scenario)?;
        Ok(match &world.evidence {
            Some((log, as_of)) => game.on_record(GameRecord { evidence: log.digest(*as_of), as_of: as_of.to_string() }),
            None => game,
        })
    }
}

/// A game with the world in which it is played.
#[derive(Debug)]
pub struct GameWorld {
    game: Game,
    world: World,
}

impl GameWorld {
    /// Finds the world of a game: its scenario with the numbers that the game sets, and the record that it starts from.
    ///
    /// # Errors
    ///
    /// What is wrong with them, or that the scenario is not open.
    pub fn of_game(game: Game, scenarios: &Scenarios) -> Result<Self, Failure> {
        let query = WorldQuery {
            scenario: Some(game.scenario.clone()),
            set: game.set.clone(),
            as_of: game.record.as_ref().map(|record| record.as_of.clone()),
            no_record: game.record.is_none(),
            ..WorldQuery::default()
        };
        let world = query.to_world(scenarios)?;
        let known = world.evidence.as_ref().map(|(log, as_of)| RecordSummary {
            evidence: log.digest(*as_of),
            until: as_of.to_string(),
            ..RecordSummary::default()
        });
        game.check_record(known.as_ref())?;
        Ok(Self { game, world })
    }

    /// Takes the record that the game starts from, that of the scenario as it was opened, unless it is kept.
    async fn start(&self, jobs: &Jobs, stop: &Arc<AtomicBool>) -> Result<Option<Posterior>, Failure> {
        let opened = self.world.as_opened();
        let Some(question) = opened.record_question(opened.request.draws) else { return Ok(None) };
        let start = match jobs.records.get(&question) {
            Some(kept) => Some(kept),
            None => {
                let (records, listener) = (Arc::clone(&jobs.records), Listener::silent(stop));
                let take = move || take_record(&opened, opened.request.draws, &records, &listener);
                jobs.run(JobLength::Long, take).await??
            }
        };
        Ok(start.map(|start| start.posterior.with_values(&self.world.set)))
    }
}

/// Plays the months of a game.
///
/// # Errors
///
/// What is wrong with the game, or that the client has gone.
pub async fn play_game(jobs: &Jobs, game: GameWorld) -> Result<PlayedGame, Failure> {
    let stop = StopOnDrop(Arc::default());
    let posterior = game.start(jobs, &stop.0).await?;
    let job = move || standoff_game::play_game_on_record(&game.world.scenario_onward(), &game.game, posterior.as_ref());
    Ok(jobs.run(JobLength::Short, job).await??)
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
pub async fn debrief_game(jobs: &Jobs, game: GameWorld, command: String, sender: EventSender) -> Result<(), Failure> {
    let posterior = game.start(jobs, sender.stop()).await?;
    let job = move || {
        let progress = |done: usize, of: usize| {
            if done.is_multiple_of((of / PROGRESS_EVENTS).max(1)) {
                sender.send_progress(&ProgressStep { what: "futures".to_owned(), done, of });
            }
        };
        let debrief = standoff_game::debrief_game(
            (&game.world.scenario_onward(), posterior.as_ref()),
            &game.game,
            FUTURES,
            sender.stop(),
            &progress,
        )?;
        sender
            .send_blocking("answer", &DebriefAnswer { section: debrief::compose_debrief(&debrief), debrief, command });
        Ok(())
    };
    jobs.run(JobLength::Long, job).await?
}
