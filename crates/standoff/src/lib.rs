//! Standoff for Rust users: a scenario, its forecast, and the classic models.
//!
//! The program `standoff` is a thin shell over this library; everything it prints can be had here.
//!
//! ```
//! use standoff::lab::{ForecastRequest, run_forecast};
//! use standoff::scenario::builtin;
//! use std::sync::atomic::AtomicBool;
//!
//! let scenario = builtin::load("two-sided").unwrap();
//! let request = ForecastRequest { runs: 16, draws: 2, ..ForecastRequest::new(scenario) };
//! let made = run_forecast(&request, &AtomicBool::new(false), &|_| ()).unwrap();
//! assert_eq!(made.findings.runs, 16);
//! let page = standoff::terminal::render_forecast(&made.findings, standoff::prose::Style::plain());
//! assert!(page.contains("How long can the line hold?"));
//! ```
//!
//! Longer examples are in the folder `examples` of this crate: a first forecast, a scenario of one's own, a decision rule of
//! one's own; and in `standoff-filter`, the filter on a model of one's own.

pub use standoff_analysis as analysis;
pub use standoff_assimilation as assimilation;
pub use standoff_breakdown as breakdown;
pub use standoff_brief as brief;
pub use standoff_engine::theory;
pub use standoff_filter as filter;
pub use standoff_game as game;
pub use standoff_lab as lab;
pub use standoff_num as num;
pub use standoff_prose as prose;
pub use standoff_scenario as scenario;
pub use standoff_studio as studio;
pub use standoff_table as table;
pub use standoff_terminal as terminal;
pub use standoff_verify as verify;
pub use standoff_world as world;
