//! A scenario file to a checked war, or to diagnostics that point into the file.
//!
//! A scenario is a TOML file. Its numbers are those that [`standoff_world`] declares; its other keys are those of
//! [`keys::TABLES`]. Reading it gives a [`Scenario`]: the structure of a war, every number with unit, range and
//! source, levers and questions. From it come draws of the numbers and a [`standoff_world::war::War`] for each.
//!
//! ```
//! use standoff_scenario::{Scenario, builtin};
//!
//! let source = builtin::source("two-sided").unwrap();
//! let (scenario, warnings) = Scenario::parse(&source).unwrap();
//! assert!(warnings.is_empty());
//!
//! let draws = scenario.draws(2026, 8);
//! let war = scenario.war(&draws.values(3));
//! assert_eq!(war.packages.len(), 6);
//! ```
//!
//! Everything that is wrong with a file is told at once, each with its place, what is allowed and a hint:
//!
//! ```
//! use standoff_scenario::{Scenario, Source};
//!
//! let text = standoff_scenario::template::text("mine").replace("\nodds =", "\nods =");
//! let found = Scenario::parse(&Source::new("mine.toml", text)).unwrap_err();
//! let page = found.render(false);
//! assert!(page.contains("error[unknown-key]: unknown key `ods` in [front]"));
//! assert!(page.contains("did you mean `odds`?"));
//! ```
//!
//! The crate does not run a war, print, or write files; no input makes it panic.

pub mod benchmark;
pub mod builtin;
pub mod calendar;
pub mod diagnostic;
mod digest;
mod document;
pub mod draws;
pub mod evidence;
pub mod groups;
mod instruments;
pub mod keys;
pub mod lever;
pub mod limits;
pub mod parameter;
mod places;
pub mod provenance;
pub mod quantity;
pub mod question;
pub mod reference;
pub mod region;
mod resolve;
pub mod scenario;
pub mod schema;
pub mod set;
pub mod show;
pub mod source;
mod structure;
pub mod template;
pub mod time;
mod words;

pub use benchmark::Benchmark;
pub use calendar::{ElectionDate, Precision};
pub use diagnostic::{Diagnostic, Diagnostics, Severity};
pub use draws::{Draws, Values};
pub use groups::Group;
pub use jiff::civil::{Date, date};
pub use lever::{Change, Lever};
pub use parameter::Parameter;
pub use provenance::{Provenance, Reference};
pub use quantity::Grade;
pub use question::{Event, PRESETS, Preset, Question, Scope, Stage, Wording};
pub use region::Region;
pub use scenario::Scenario;
pub use set::Override;
pub use source::Source;
pub use time::{Step, months_between};
