//! The weekly breakdown as a document: the answer, the pattern of talks, the resistance, the order, the dilemma, what
//! changed and what to watch; whole, or on one page.
//!
//! Three rules. Every number comes from the breakdown and names its key. No number is finer than its error, and a
//! difference within two standard errors is reported as none. All actors have the same room and the same words.
//!
//! A sentence has one number, with its band where it has one, and names actors, not roles. A part that was not made, or does
//! not apply to the war, is not there.

mod answer;
mod backers;
mod brief;
mod changes;
mod credibility;
mod dilemma;
mod event_words;
mod history;
mod history_dates;
mod hold_chance;
mod lead;
mod method;
mod order;
mod pattern;
mod resistance;
mod short;
mod upcoming_day;
mod watch;

pub use brief::{compose_answer, compose_brief};
pub use credibility::{FACTORS, Factor, pedigree_score};
pub use history::compose_section as compose_history;
pub use history_dates::{HistoryChance, HistoryDate, history_dates};
pub use hold_chance::{HoldChance, hold_chances};
pub use short::compose_short_brief;
