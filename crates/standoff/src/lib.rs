//! Standoff for Rust users: a scenario, its forecast, and the classic models.
//!
//! The program `standoff` is a thin shell over this library: it reads arguments, shows progress and chooses exit statuses.
//! Everything it prints can be had here, and [`program`] is itself a part that can be called. The crates of the workspace are re-exported under short names, in the order in
//! which a reader meets them:
//!
//! 1. [`scenario`]: a war as data. Quantities with ranges and sources, levers, questions, and the log of evidence.
//! 2. [`world`]: the state of the war, and the step that takes it through a week.
//! 3. [`lab`]: ensembles of futures and the forecast that they give. The example below needs nothing more.
//! 4. [`analysis`]: comparisons of levers and policies, and the reasons behind a forecast.
//! 5. [`filter`] and [`assimilation`]: a forecast brought up to date with dated events, its history along them, and hindcasts.
//!    [`assimilation::start_on_record`] returns what every command starts from where a scenario has a record; a forecast request
//!    without a posterior is that of the scenario alone.
//! 6. [`game`]: one chair of the war for a person, and a debrief.
//! 7. [`breakdown`], [`terminal`], [`brief`] and [`studio`]: the same answers as data, as text, as a document and as a page
//!    in the browser. [`prose`] is what their text is made of.
//! 8. [`verify`]: seals and scores of forecasts. [`table`]: the estimators on a table of the user's own. [`theory`]: the
//!    classic models, each checked against its closed form.
//!
//! Three guarantees hold for every answer:
//!
//! 1. The same request gives the same bytes, on every machine and with any number of threads (decisions 60 to 62).
//! 2. An answer is not a recommendation: consequences are compared under stated assumptions.
//! 3. A number comes with a band for what is uncertain and an error for the finite number of futures, and is not printed more
//!    finely than its error (decision 89).
//!
//! A forecast from Rust:
//!
//! ```
//! use standoff::lab::{ForecastRequest, run_forecast};
//! use standoff::scenario::builtin;
//! use std::sync::atomic::AtomicBool;
//!
//! let scenario = builtin::load("two-sided").unwrap();
//! let request = ForecastRequest { runs: 16, draws: 2, ..ForecastRequest::new(scenario) };
//! let mut made = run_forecast(&request, &AtomicBool::new(false), &|_| ()).unwrap();
//! assert_eq!(made.findings.runs, 16);
//! let signs = standoff::breakdown::week::signs::Signs::of_forecast(&mut made, &request).unwrap();
//! let screen = standoff::terminal::render_first_screen(&made.findings, &signs, standoff::prose::Style::plain());
//! assert!(screen.contains("The line holds 12 months"));
//! ```
//!
//! Longer examples are in the folder `examples` of this crate: a first forecast, a scenario of one's own, a decision rule of
//! one's own; and in `standoff-filter`, the filter on a model of one's own.

// The verbs name the crates as a user of the library does.
extern crate self as standoff;

pub mod program;

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
pub use standoff_wars as wars;
pub use standoff_world as world;
