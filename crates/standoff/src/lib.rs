//! Standoff for Rust users: a scenario, its forecast, and the classic models.
//!
//! The program `standoff` is a thin shell over this library; everything it prints can be had here.
//!
//! ```
//! use standoff::lab::{Request, Resolution, forecast};
//! use standoff::scenario::builtin;
//! use standoff::world::switches::Mechanisms;
//! use std::sync::atomic::AtomicBool;
//!
//! let request = Request {
//!     scenario: builtin::load("two-sided").unwrap(),
//!     runs: 16,
//!     draws: 2,
//!     seed: 1,
//!     mechanisms: Mechanisms::default(),
//!     pulls: Vec::new(),
//!     resolution: Resolution::Coarse,
//!     command: String::new(),
//!     posterior: None,
//!     shard: None,
//! };
//! let forecast = forecast(&request, &AtomicBool::new(false), &|_| ()).unwrap();
//! assert_eq!(forecast.findings.runs, 16);
//! let page = standoff::terminal::render_forecast(&forecast.findings, standoff::prose::Style::plain());
//! assert!(page.contains("How long can the line hold?"));
//! ```

pub use standoff_analysis as analysis;
pub use standoff_assimilation as assimilation;
pub use standoff_breakdown as breakdown;
pub use standoff_brief as brief;
pub use standoff_engine::theory;
pub use standoff_filter as filter;
pub use standoff_game as game;
pub use standoff_lab as lab;
pub use standoff_prose as prose;
pub use standoff_scenario as scenario;
pub use standoff_studio as studio;
pub use standoff_table as table;
pub use standoff_terminal as terminal;
pub use standoff_verify as verify;
pub use standoff_world as world;
