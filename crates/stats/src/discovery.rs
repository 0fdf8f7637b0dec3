//! Scenario discovery: which inputs lead to the cases of interest, by the patient rule induction method (PRIM).
//!
//! Friedman and Fisher (1999), Stat. Comput. 9:123; for the discovery of scenarios Bryant and Lempert (2010), Technol.
//! Forecast. Soc. Change 77:34. Given runs with their inputs, and a mark on those of interest, PRIM finds a box: limits
//! of few inputs within which cases of interest are dense. It peels thin slices off the box one at a time, and then
//! pastes back what was cut too far. Each step is a trade-off between
//!
//! * coverage, the share of all cases of interest that are in the box,
//! * density, the share of the rows in the box that are of interest,
//! * and the number of inputs that are restricted.
//!
//! # Guarantees
//!
//! 1. Limits, rows and cases of every step agree with those of the EMA workbench (2.5 and 3.0) with its objective
//!    "lenient 1", for inputs sorted by name. Where the workbench depends on the order of columns, equal slices are
//!    taken here in this order: real inputs, then integers, then categories; by name, with numbers in names as numbers;
//!    upper limit first.
//! 2. The order of rows and columns does not affect the result, to the last bit.
//! 3. A search through noise always finds something. [`discover_boxes`] therefore repeats the whole search on shuffled
//!    marks, and reports a box only if few of these searches do as well ([`BoxSearch::chance`]).
//! 4. A rule that is reported has no limit that may be due to chance: limits whose quasi-p-value is above the level are
//!    given up, and the box is searched again without them.
//!
//! # Differences from the workbench
//!
//! Three habits of the workbench look like accidents. It cannot peel the lowest value of an integer input once another
//! input's limit has emptied the one below; it rounds negative integers towards 0; and it does not paste integers and
//! categories unless a real input is restricted. Here they are peeled and pasted, and rounded down.
//!
//! # What it does not do
//!
//! It does not rotate inputs, fit outcomes that are not yes or no, or weigh rows. Restrictions describe the rows; they
//! are no evidence of causes.

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
