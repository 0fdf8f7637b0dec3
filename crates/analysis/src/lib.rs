//! Comparisons of options and explanations of forecasts.
//!
//! A forecast says how often something happens. This crate simulates the same futures in several variants to say what a
//! lever would change, and why the forecast says what it says:
//!
//! ```
//! use standoff_analysis::options::compare::{ComparisonRequest, compare_levers};
//! use standoff_lab::ensemble::lever_setting::LeverSetting;
//! use standoff_lab::progress::ProgressMonitor;
//! use std::sync::atomic::AtomicBool;
//!
//! let scenario = standoff_scenario::builtin::load("two-sided")?;
//! let stalemate = LeverSetting::find_named(&["stalemate".to_owned()], &scenario)?;
//! let request = ComparisonRequest {
//!     scenario,
//!     lever_settings: stalemate,
//!     sweep: None,
//!     outcomes: Vec::new(),
//!     runs: 16,
//!     draws: 4,
//!     seed: 1,
//!     resolution: Default::default(),
//!     posterior: None,
//!     command: String::new(),
//! };
//! let stop = AtomicBool::new(false);
//! let monitor = ProgressMonitor::new(&stop, &|_| ());
//! let comparison = compare_levers(&request, monitor)?;
//! let outcome = &comparison.options[0].outcomes[0];
//! assert_eq!((outcome.outcome.as_str(), comparison.draws), ("holds-12", 4));
//! assert!((outcome.counterfactual - outcome.baseline - outcome.difference.value).abs() < 1e-12);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Contents
//!
//! Options, in [`options`]: [`compare`](options::compare) shows what each lever changes, [`policy`](options::policy) how
//! sets of levers hold up over the draws (with the scores of [`robustness`](options::robustness)),
//! [`frontier`](options::frontier) which packages offer which terms for how long a peace, and
//! [`paired`](options::paired) how two versions of one scenario differ.
//!
//! Explanations, in [`explanation`]: [`sensitivity`](explanation::sensitivity) and
//! [`discovery`](explanation::discovery) name the parameters an answer depends on,
//! [`attribution`](explanation::attribution) shares out the delay of a deal among mechanisms,
//! [`threshold`](explanation::threshold) finds the value at which an answer changes kind,
//! [`requirement`](explanation::requirement) what would have to be true for a target to be reached, and
//! [`difference`](explanation::difference) why two forecasts differ. [`explain`](explanation::explain) makes all but the
//! last for one forecast.
//!
//! Diagnosis, in [`diagnosis`]: findings that tell the author of a war whether its numbers can be trusted.
//!
//! # Guarantees
//!
//! 1. Variants of a future use the same random numbers, so luck largely cancels from a difference (decision 72).
//! 2. Intervals take draws as clusters (decision 89).
//! 3. The same request gives the same bytes on any number of threads.
//! 4. No option is recommended and no score adds one actor's gains to another's losses (decision 90).

pub mod diagnosis;
pub mod explanation;
pub mod options;
