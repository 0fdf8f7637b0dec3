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
mod controller;
mod debrief;
mod decision;
mod game_file;
mod game_match;
mod match_state;
mod measures;
mod options;
mod play;
mod player;
mod refusal;
mod replay;
mod report;
mod resolved_decision;
#[cfg(test)]
mod tests;

pub use alternatives::{Alternative, Difference, ReviewedMonth};
pub use debrief::{Debrief, EndShare, Line, Trace};
pub use decision::{Decision, Form};
pub use game_file::{FORMAT, Game, LARGEST_SEED};
pub use game_match::Match;
pub use measures::Effort;
pub use options::{InstrumentOption, Options, PackageOption, PostureOption, TermsOption};
pub use play::{debrief, play};
pub use player::{Chair, ChairOption, chairs};
pub use report::{Aid, Event, MonthReport, Over, Played, RoundReport, Stamina, Standing};
