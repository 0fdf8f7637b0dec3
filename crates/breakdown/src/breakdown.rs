//! The weekly breakdown: all that the brief says and shows, as data.
//!
//! [`Breakdown::new`] reads what an ensemble and an event log hold at once: curves for pictures, the talks so far, the
//! drafts and the tweaks between them, what to watch, and which parameters swing the answer. The parts that take games of
//! their own ([`OwnGames`]) are added by whoever asks for them: who pays what, the answer without the great power, terms
//! against durability, the delay by mechanism, and what changed since last week.

mod changes;
mod futures;
mod means;
mod members;
mod notes;
mod own_games;
mod pattern;
mod swings;
mod upcoming;
mod watch;
mod week;
mod without_great_power;

pub use changes::{Changed, Changes, Part, changes};
pub use futures::{Course, Futures};
pub use means::{Means, means};
pub use members::{Member, Pays, RunsOut};
pub use own_games::{OwnGames, Since};
pub use pattern::{Draft, Held, Pattern, Stop};
pub use standoff_lab::forecast::measure::today::Today;
pub use standoff_lab::forecast::ribbon::Ribbon;
pub use swings::{ByChance, Swing};
pub use upcoming::{Turn, Upcoming};
pub use watch::Watched;
pub use week::{Breakdown, FORMAT, Grades, Land};
pub use without_great_power::{HoldsWithout, WithoutGreatPower, without_great_power};
