//! Games played and debriefed from their files; each call solves the war anew.

use crate::debrief::Debrief;
use crate::game_file::Game;
use crate::game_match::Match;
use crate::measures::DebriefEffort;
use crate::report::PlayedGame;
use standoff_lab::ensemble::posterior::Posterior;
use standoff_lab::error::LabError;
use standoff_scenario::Scenario;
use std::sync::atomic::AtomicBool;

/// Plays the months of a game and reports on each. A caller that plays on keeps a [`Match`], which solves the war once.
///
/// ```
/// use standoff_game::PlayerRole;
/// use standoff_game::Decision;
/// use standoff_game::Game;
/// use standoff_game::play_game;
/// let scenario = standoff_scenario::builtin::load("two-sided").unwrap();
/// let mut game = Game::new(&scenario, Vec::new(), 2026, PlayerRole::Defender);
/// game.months.push(Decision { accept: Some(Vec::new()), ..Decision::default() });
/// let played = play_game(&scenario, &game).unwrap();
/// assert_eq!((played.months.len(), played.position.month, played.options.month), (1, 1, 2));
/// ```
///
/// # Errors
///
/// [`LabError::Input`] where the game is not one of this scenario or decides something that its role may not;
/// [`LabError::AllFailed`] where the war cannot be solved.
pub fn play_game(scenario: &Scenario, game: &Game) -> Result<PlayedGame, LabError> {
    play_game_on_record(scenario, game, None)
}

/// Plays a game from the record that it names: `scenario` is the one onward from the last day of it, and `posterior` what it
/// left. Without one it is [`play_game`].
///
/// # Errors
///
/// As [`play_game`]; [`LabError::Input`] where the game starts from another record.
pub fn play_game_on_record(
    scenario: &Scenario,
    game: &Game,
    posterior: Option<&Posterior>,
) -> Result<PlayedGame, LabError> {
    Match::for_game(scenario, game, posterior)?.play_game(game)
}

/// Plays a game to the horizon, with the engine from the last month on, and compares it with `futures` other futures
/// and with the alternatives to its decisions. `progress` is called with the number of futures done and the most there
/// can be, in no set order.
///
/// The scenario comes with the posterior of the record that the game starts from, if it starts from one.
///
/// Once `stop` is set no new month is reviewed, and the debrief says that it was interrupted.
///
/// # Errors
///
/// As [`play_game`]; [`LabError::NothingDone`] where it was stopped before the futures were made, and
/// [`LabError::Counts`] for a number of futures that cannot be made.
pub fn debrief_game(
    (scenario, posterior): (&Scenario, Option<&Posterior>),
    game: &Game,
    futures: usize,
    stop: &AtomicBool,
    progress: &(dyn Fn(usize, usize) + Sync),
) -> Result<Debrief, LabError> {
    let effort = DebriefEffort { futures, ..DebriefEffort::default() };
    Match::for_game(scenario, game, posterior)?.debrief_game(game, effort, stop, progress)
}
