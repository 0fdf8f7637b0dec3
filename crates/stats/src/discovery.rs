//! Which inputs lead to the cases of interest: the patient rule induction method (PRIM).
//!
//! Friedman and Fisher (1999), Stat. Comput. 9:123; for the discovery of scenarios Bryant and Lempert (2010), Technol.
//! Forecast. Soc. Change 77:34. From runs with their inputs, and a mark on those of interest, comes a box: limits of
//! few inputs within which cases of interest are dense. The search peels the box, a thin slice at a time, and pastes
//! what was cut too far; each step on the way is a trade between
//!
//! * coverage, the share of all cases of interest that are in the box,
//! * density, the share of the rows in the box that are of interest,
//! * and the number of inputs that are restricted.
//!
//! # What holds
//!
//! 1. Limits, rows and cases of every step are those of the EMA workbench (2.5 and 3.0) with its objective "lenient 1",
//!    for inputs sorted by name. Where it depends on the order of columns, here equal slices are taken in the order:
//!    real inputs, then integers, then categories; by name, with numbers in names as numbers; upper limit first.
//! 2. The order of rows and columns changes nothing, down to the last bit.
//! 3. A search through noise always finds something. [`discover_boxes`] therefore repeats the whole search on shuffled marks,
//!    and reports a box only if few of these do as well ([`BoxSearch::chance`]).
//! 4. A rule that is reported has no limit that may be chance: those whose quasi-p-value is above the level are given up,
//!    and the box is searched again without them.
//!
//! # What differs from the workbench
//!
//! Three of its habits look like accidents. It cannot peel the lowest value of an integer input once another input's
//! limit has emptied the one below; it rounds negative integers towards 0; and it does not paste integers and categories
//! unless a real input is restricted. Here they peel and paste, and round down.
//!
//! # What it does not do
//!
//! Rotate inputs, fit outcomes that are not yes or no, or weigh rows. Restrictions are found for what the rows show: it
//! says nothing about causes.

mod chance;
mod cut;
mod discover;
mod input;
mod inside;
mod limit;
mod natural;
mod outside;
mod paste;
mod peel;
mod places;
mod quasi;
mod search;
mod settings;
mod table;
#[cfg(test)]
mod tests;
mod trajectory;

pub use discover::{BoxSearch, BoxVerdict, discover_boxes};
pub use input::{Input, InputKind};
pub use limit::Limit;
pub use search::Search;
pub use settings::{BoxChoice, PrimSettings};
pub use trajectory::{CandidateBox, PeelingTrajectory};
