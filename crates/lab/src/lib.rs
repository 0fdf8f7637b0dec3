//! Forecasts from ensembles of futures.
//!
//! A scenario describes a war with uncertain numbers. This crate draws those numbers, solves the actors' game for each
//! draw, simulates many futures of it, and reads the findings of a forecast off them:
//!
//! ```
//! use standoff_lab::{ForecastRequest, run_forecast};
//! use std::sync::atomic::AtomicBool;
//!
//! let scenario = standoff_scenario::builtin::load("two-sided")?;
//! let request = ForecastRequest { runs: 32, draws: 4, ..ForecastRequest::new(scenario) };
//! let forecast = run_forecast(&request, &AtomicBool::new(false), &|_| ())?;
//! let shares: f64 = forecast.findings.ends.iter().map(|end| end.p).sum();
//! assert!((shares - 1.0).abs() < 1e-12, "every future has one of the five ends");
//! assert_eq!(forecast.draws.iter().map(|draw| draw.runs.len()).sum::<usize>(), 32);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Concepts, in reading order
//!
//! 1. **Future** ([`future`]). One path of the war from the start to the horizon. [`future::simulation::Simulation`] moves it
//!    step by step; [`future::run::Run`] is the row that it leaves behind.
//! 2. **Draw** ([`ensemble::solved_draw::SolvedDraw`]). One set of values for the uncertain numbers, with the world they
//!    make and the solved game. Its paths differ by chance alone.
//! 3. **Design** ([`ensemble::design::Design`]). The draws and paths to simulate, with the levers and mechanisms that apply to
//!    all of them. [`ensemble::experiment`] simulates a design in many variants for comparisons and searches.
//! 4. **Outcome** ([`outcome`]). Anything that can be read off a future as a number: a named outcome, an item of an actor's
//!    ledger, the answer to a dated question.
//! 5. **Forecast** ([`forecast`]). A request becomes an ensemble, and the ensemble becomes
//!    [`forecast::findings::Findings`], which `--json` prints as they are.
//!
//! # Guarantees
//!
//! 1. The same scenario, seed and counts give the same findings on any number of threads. Run `i` belongs to draw
//!    `i / paths` and is its path `i % paths`; no run depends on another (decision 60).
//! 2. Futures with and without a lever use the same random numbers, path by path (decision 72).
//! 3. A run that cannot be made stays in the results as a row with its reason (decision 76).
//! 4. Errors of shares and means take draws as clusters: futures of one draw share its parameters (decision 89).
//! 5. A forecast that is cancelled returns the draws that were finished, and says that it was interrupted.
//!
//! # Limits
//!
//! The crate prints nothing and reads no scenario files. It does not rank options or weigh one actor's gains against
//! another's (decision 90). Comparisons and explanations are in `standoff-analysis`, updating on evidence in
//! `standoff-assimilation`.

pub mod atomic_write;
pub mod command;
pub mod ensemble;
pub mod error;
pub mod forecast;
pub mod future;
pub mod mechanisms;
pub mod outcome;
pub mod progress;
pub mod random_stream;
pub mod record;
pub mod report_months;

pub use ensemble::design::Resolution;
pub use error::LabError;
pub use forecast::findings::Findings;
pub use forecast::request::{DEFAULT_DRAWS, DEFAULT_RUNS, ForecastRequest};
pub use forecast::run_forecast::{Forecast, ForecastProgress, run_forecast};
