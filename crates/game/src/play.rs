//! A game played from its file, and its debrief: the war is solved anew for each.

use crate::debrief::Debrief;
use crate::game_file::Game;
use crate::game_match::Match;
use crate::measures::Effort;
use crate::report::Played;
use standoff_lab::error::LabError;
use standoff_scenario::Scenario;
use std::sync::atomic::AtomicBool;

/// Plays the months of a game and says where it stands. Who plays on keeps a [`Match`]: it solves the war once.
///
/// ```
/// use standoff_game::Chair;
/// use standoff_game::Decision;
/// use standoff_game::Game;
/// use standoff_game::play;
/// let scenario = standoff_scenario::builtin::load("two-sided").unwrap();
/// let mut game = Game::new(&scenario, Vec::new(), 2026, Chair::Defender);
/// game.months.push(Decision { accept: Some(Vec::new()), ..Decision::default() });
/// let played = play(&scenario, &game).unwrap();
/// assert_eq!((played.months.len(), played.position.month, played.options.month), (1, 1, 2));
/// ```
///
/// # Errors
///
/// [`LabError::Input`] where the game is not one of this scenario or decides what its chair may not;
/// [`LabError::AllFailed`] where the war cannot be solved.
pub fn play(scenario: &Scenario, game: &Game) -> Result<Played, LabError> {
    Match::of(scenario, game)?.play(game)
}

/// Plays a game to the horizon, the engine from the last month on, and holds it against `futures` other futures and
/// against what else could have been decided. `progress` hears how many futures are done of how many at most, in no set
/// order.
///
/// Once `stop` is set no new month is looked at; the debrief says that it was interrupted.
///
/// # Errors
///
/// As [`play`]; [`LabError::NothingDone`] where it was stopped before the futures were made, and
/// [`LabError::Counts`] for a number of futures that cannot be made.
pub fn debrief(
    scenario: &Scenario,
    game: &Game,
    futures: usize,
    stop: &AtomicBool,
    progress: &(dyn Fn(usize, usize) + Sync),
) -> Result<Debrief, LabError> {
    let effort = Effort { futures, ..Effort::default() };
    Match::of(scenario, game)?.debrief(game, effort, stop, progress)
}
