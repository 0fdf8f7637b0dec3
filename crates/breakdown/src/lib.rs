//! The weekly breakdown as data, bundles on disk, and progressive forecasts.
//!
//! A brief, the studio and the files of a forecast show the same figures. This crate computes them once, as the fields
//! of a [`week::Breakdown`].
//!
//! ```
//! use standoff_breakdown::progressive::forecast_at_central_values;
//! use standoff_lab::{ForecastRequest, Resolution};
//! use standoff_scenario::builtin;
//!
//! let scenario = builtin::load("two-sided").unwrap();
//! let resolution = Resolution::Coarse;
//! let request = ForecastRequest { runs: 40, draws: 4, resolution, ..ForecastRequest::new(scenario) };
//! let first = forecast_at_central_values(&request).unwrap().unwrap();
//! assert!(first.at_central_values && first.total_draws == 4);
//! assert_eq!(first.answer.forecast.draws, 1);
//! ```
//!
//! # Concepts, in reading order
//!
//! 1. [`progressive`]: a forecast that gives a first answer from one draw, better ones from a few, and the final one
//!    from all draws.
//! 2. [`week`]: the breakdown of a week. Most parts are read from the runs of one ensemble and from the event log;
//!    [`week::simulated_parts`] lists those that need simulations of their own.
//! 3. [`bundle`]: a forecast on disk, as JSON and Parquet, and its way back into memory.
//!
//! # Guarantees
//!
//! 1. The last step of a progressive forecast equals the forecast made in one go, to the byte.
//! 2. A bundle is written whole or not at all (decision 77), and checked before it is used.
//! 3. The parts of a change add up to the change exactly.
//!
//! The crate writes no text and no pictures; those are made in `standoff-brief`.

pub mod bundle;
pub mod progressive;
pub mod week;
