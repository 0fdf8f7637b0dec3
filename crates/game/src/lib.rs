//! A game: a person takes the role of one actor and decides for it month by month, and the engine plays all others.
//!
//! # A first example
//!
//! The defender says no to every draft for a month, and leaves the next month to the engine:
//!
//! ```
//! use standoff_game::{Decision, Game, PlayerRole, play_game};
//!
//! let scenario = standoff_scenario::builtin::load("two-sided").unwrap();
//! let mut game = Game::new(&scenario, Vec::new(), 2026, PlayerRole::Defender);
//! game.months.push(Decision { accept: Some(Vec::new()), ..Decision::default() });
//! game.months.push(Decision::default());
//!
//! let played = play_game(&scenario, &game)?;
//! assert_eq!((played.months.len(), played.position.month, played.options.month), (2, 2, 3));
//! assert!(played.months[0].rounds.iter().all(|round| round.result != "deal"));
//! // The defender answers drafts, and has no posture to take.
//! assert!(played.options.accept && !played.options.posture);
//!
//! // The game is its file: months are added to it, and it is played again from the start.
//! let text = serde_json::to_string(&game).unwrap();
//! assert_eq!(play_game(&scenario, &Game::read(&text)?)?, played);
//! # Ok::<(), standoff_lab::error::LabError>(())
//! ```
//!
//! # In the order in which they are needed
//!
//! 1. [`PlayerRole`]: the actor that the person plays (the key `chair` of a game's file); [`player_roles`] lists those
//!    of a scenario.
//! 2. [`Game`]: the file of a game, with a [`Decision`] for every month.
//! 3. [`play_game`] plays the months and returns a [`PlayedGame`]: a [`MonthReport`] of each, and [`DecisionOptions`]
//!    for the next.
//! 4. [`debrief_game`] plays on to the horizon and returns a [`Debrief`]: the game among other futures, and the
//!    [`Alternative`]s to every decision.
//! 5. [`Match`] is a scenario solved for a seed. Keep one to play on without solving again.
//!
//! # What the others expect
//!
//! The world has the scenario's central values; a game that starts from a record has the values and the state of one draw of
//! it instead, chosen by the seed. All others play the equilibrium solved at the start, in which this role
//! too plays as the engine would. They see what the person has done and do not know what the person plans, and they do
//! not learn that a posture is held. If the person plays the coalition's lead, the role that decides for the whole
//! coalition, a decision on an instrument replaces the vote, and one on aid applies to every member.
//!
//! # Guarantees
//!
//! 1. The game is its file: the same file and scenario give the same bytes, on any number of threads (decision 84).
//! 2. A decision holds for its month alone. A month without one is played by the engine, whatever was decided before; a
//!    game of such months is path 0 of draw 0 of an ensemble at the central values with the same seed.
//! 3. A decision that the role may not take is refused, with the month, the field and what is allowed. Nothing is
//!    corrected silently.
//! 4. A report of a month says only what all actors could see: no chances and no values. Those come in the debrief.
//!
//! # What it does not do
//!
//! It does not advise and does not rank: a debrief says what other decisions would have led to (decision 90).

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
pub use debrief::{Debrief, EndShare, MonthlyTrace, OutcomeLine};
pub use decision::{Decision, FormOfNo};
pub use game_file::{FORMAT, Game, GameRecord, LARGEST_SEED};
pub use game_match::Match;
pub use measures::DebriefEffort;
pub use options::{DecisionOptions, InstrumentOption, PackageOption, PostureOption, TermsOption};
pub use play::{debrief_game, play_game, play_game_on_record};
pub use player::{PlayerRole, PlayerRoleOption, player_roles};
pub use report::{GameOver, MonthAid, MonthEvent, MonthReport, MonthStanding, PlayedGame, RoundReport, Stamina};
