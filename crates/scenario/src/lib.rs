//! Turns a scenario file into a checked war, or into diagnostics that point into the file.
//!
//! A scenario is a TOML file. Its numbers are those that [`standoff_world`] declares; its other keys are those of
//! [`keys::TABLES`]. Reading it gives a [`Scenario`]: the structure of a war, every number with its unit, range and
//! source, the levers and the questions. A scenario gives draws of its numbers, and a [`standoff_world::war::War`] for
//! each draw.
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
//! // Six drafts, and what may be tabled between them.
//! assert_eq!((scenario.structure.drafts().count(), war.packages.len()), (6, 33));
//! ```
//!
//! Reading does not stop at the first fault. Every fault is reported with its place, what is allowed there, and a hint:
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
//! Where to look:
//!
//! - [`document`]: the text of a file, its TOML tree, diagnostics;
//! - [`keys`]: the declared keys, their limits, the JSON Schema;
//! - [`quantities`]: numbers as written, the list of all parameters, draws from their ranges;
//! - [`evidence`]: the event log of a war;
//! - [`WarClass`]: usual figures of wars of one kind, for what a scenario leaves out;
//! - [`outside_view`]: past wars to compare a forecast with;
//! - [`builtin`] and [`template`]: the scenarios that come with the program, and the file that a new one starts from.
//!
//! The crate does not run a war, print, or write files, and no input makes it panic.

pub mod builtin;
mod class;
mod digest;
pub mod document;
pub mod evidence;
pub mod keys;
mod levers;
pub mod outside_view;
mod path;
pub mod quantities;
mod questions;
mod reading;
mod scenario;
mod structure;
pub mod template;
mod time;
mod words;

pub use class::WarClass;
pub use digest::sha256;
pub use document::{Diagnostic, Diagnostics, Severity, Source};
pub use jiff::civil::{Date, date};
pub use levers::{Change, Lever};
pub use outside_view::Benchmark;
pub use quantities::{Draws, Grade, Group, Override, Parameter, Provenance, Reference, Values};
pub use questions::{PRESETS, Preset, Question, QuestionEvent, Scope, Stage, Wording};
pub use scenario::Scenario;
pub use structure::Region;
pub use time::{DAYS_A_MONTH, ElectionDate, Precision, StepLength, months_between};
