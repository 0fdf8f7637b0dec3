//! A person takes a chair: each month the person decides what the chair decides, the engine plays all others.
//!
//! ```text
//! file of the game  ->  the months played  ->  where it stands, what may be decided now  ->  one more month in the file
//! ```
//!
//! The world has the scenario's central values. All others play the equilibrium solved at the start; in it the chair
//! too plays as the engine would, so they expect of the person what they would expect of the engine: they see what the
//! person has done, and do not know what the person plans. They do not learn that a posture is held. What the lead decides
//! on an instrument stands for the coalition's vote, and what it decides on aid for what every member gives.
//!
//! What a report of a month says, all actors could see; it holds no chance and no value. Those come in the debrief.
//!
//! Guarantees:
//! 1. The game is its file: the same file and scenario give the same bytes, on any number of threads.
//! 2. A decision is one of its month alone. A month without one the engine plays in the chair, whatever was decided
//!    before; a game of such months is path 0 of draw 0 of an ensemble at the central values with the same seed.
//! 3. What a chair may not decide is refused, with the month, the field and what is allowed; nothing is mended.
//!
//! The module does not advise and does not rank: a debrief says what other decisions would have led to.

mod alternatives;
mod chair;
mod choice;
mod debrief;
mod decision;
mod going;
mod options;
mod refusal;
mod report;
mod room;
mod seat;
#[cfg(test)]
mod tests;

pub use alternatives::{Alternative, Difference, Looked};
pub use chair::{Chair, ChairOption, chairs};
pub use debrief::{Debrief, Effort, EndShare, Line, Trace};
pub use decision::{Decision, Form};
pub use options::{InstrumentOption, Options, PackageOption, PostureOption, TermsOption};
pub use report::{Aid, Event, MonthReport, Over, Played, RoundReport, Stamina, Standing};
pub use room::Room;

use crate::forecast::LabError;
use serde::{Deserialize, Serialize};
use standoff_scenario::Scenario;
use std::sync::atomic::AtomicBool;

/// Version of the keys of [`Game`].
pub const FORMAT: u32 = 1;
/// Version of the program: another one may play a game otherwise.
const VERSION: &str = env!("CARGO_PKG_VERSION");
/// Largest seed of a game: every reader of JSON has it exactly.
pub const LARGEST_SEED: u64 = (1 << 53) - 1;

/// A game: everything that decides how it went.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Game {
    /// Version of the keys.
    pub format: u32,
    /// Version of the program with which it is played.
    pub version: String,
    /// Name of the scenario.
    pub scenario: String,
    /// [`Scenario::digest`] of the scenario with the numbers below set.
    pub digest: String,
    /// Numbers set by hand, as the command line takes them. Whoever loads the scenario applies them.
    #[serde(default)]
    #[schema(required)]
    pub set: Vec<String>,
    /// Seed of chance.
    pub seed: u64,
    /// The chair that the person takes.
    #[schema(value_type = String)]
    pub chair: Chair,
    /// What was decided, month by month.
    #[serde(default)]
    #[schema(required)]
    pub months: Vec<Decision>,
}

impl Game {
    /// A game in which nothing is decided yet; `set` are the numbers that the scenario already has.
    pub fn new(scenario: &Scenario, set: Vec<String>, seed: u64, chair: Chair) -> Self {
        let (name, digest) = (scenario.name.clone(), scenario.digest());
        Self {
            format: FORMAT,
            version: VERSION.to_owned(),
            scenario: name,
            digest,
            set,
            seed,
            chair,
            months: Vec::new(),
        }
    }

    /// Checks that it can be played here: its keys, the program, the seed, the scenario as set.
    ///
    /// # Errors
    ///
    /// [`LabError::Input`] with the first of these that is another.
    pub fn check(&self, scenario: &Scenario) -> Result<(), LabError> {
        room::check_scenario(self, scenario, &scenario.digest())
    }

    /// Reads a game from its file.
    ///
    /// # Errors
    ///
    /// `bad-game` where it is not one: keys, types, a chair that no war has.
    ///
    /// ```
    /// use standoff_lab::game::Game;
    /// let text = r#"{"format":1,"version":"","scenario":"x","digest":"","seed":1,"chair":"lead","months":[{"ade":1}]}"#;
    /// assert!(Game::read(text).unwrap_err().to_string().contains("unknown field `ade`"));
    /// ```
    pub fn read(text: &str) -> Result<Self, LabError> {
        serde_json::from_str(text).map_err(|fault| {
            let message = format!("the file is not a game: {fault}");
            refusal::refused(vec![standoff_scenario::Diagnostic::error("bad-game", message)])
        })
    }
}

/// Plays the months of a game and says where it stands. Who plays on keeps a [`Room`]: it solves the war once.
///
/// ```
/// use standoff_lab::game::{Chair, Decision, Game, play};
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
    Room::of(scenario, game)?.play(game)
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
    Room::of(scenario, game)?.debrief(game, effort, stop, progress)
}
