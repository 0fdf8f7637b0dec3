//! Estimators from columns of numbers to small results.
//!
//! # A first example
//!
//! Six machines were watched. Four failed, after 3, 5, 8 and 13 months; two were still running when the watch ended,
//! after 6 and 13 months. Leaving these two out would make machines look worse than they are, and so would counting
//! them as failed: a censored duration is a lower bound. The Kaplan-Meier estimate uses them as such.
//!
//! ```
//! use standoff_stats::{DurationFamily, LogRankWeight, fit_duration, kaplan_meier, log_rank_test};
//!
//! let months = [3.0, 5.0, 6.0, 8.0, 13.0, 13.0];
//! let failed = [true, true, false, true, true, false];
//!
//! // 1. The probability of lasting beyond ten months, with its 90 % interval.
//! let curve = kaplan_meier(&months, &failed)?;
//! assert!((curve.survival.at(10.0) - 5.0 / 6.0 * 4.0 / 5.0 * 2.0 / 3.0).abs() < 1e-15);
//! let (low, high) = curve.interval(10.0, 0.9);
//! assert!(low < 0.2 && high > 0.6, "six machines tell little: {low} to {high}");
//!
//! // 2. A parametric family looks beyond the data: half of the machines that last 13 months fail within 3 more.
//! let fit = fit_duration(DurationFamily::Weibull, &months, Some(&failed))?;
//! assert!((fit.median_remaining(13.0) - 2.96).abs() < 0.01);
//!
//! // 3. The first three machines came from one maker, the others from another. Do they fail at different rates?
//! let test = log_rank_test(&months, &failed, &[0, 0, 0, 1, 1, 1], 2, LogRankWeight::Equal)?;
//! assert!(test.p > 0.05, "a difference that six machines could show by chance");
//! # Ok::<(), standoff_stats::StatsError>(())
//! ```
//!
//! # Where to find what
//!
//! | module | question |
//! |---|---|
//! | [`survival`] | How long does it last, if some were not watched to the end? Which of several ends comes first? |
//! | [`durations`] | Which parametric family fits, and how long will what has lasted so far go on? |
//! | [`comparison`] | Do groups end at different rates, or by different causes? What raises the rate, and always alike? |
//! | [`intervals`] | How uncertain is a proportion, a rate of rare events, or any figure (bootstrap)? |
//! | [`variance_components`] | How much of the spread is chance, and how much comes from parameters not known? |
//! | [`rank_correlation`] | Do two columns rise together? |
//! | [`sensitivity`] | Which input does an output depend on? How is a joint effect shared out? |
//! | [`discovery`] | Within which limits of few inputs do the cases of interest lie? |
//! | [`false_discovery`] | Which of many tests pass by more than chance? |
//! | [`crossing`] | Where does a noisy curve cross a level? |
//! | [`concentration`] | How unequal are amounts? |
//! | [`score`] | How good were forecasts? |
//!
//! # Determinism
//!
//! 1. Every function gives the same bytes on every machine, on the terms of `standoff-num`.
//! 2. A result depends on the arguments alone; resampling and shuffling use addressed random numbers, so that the seed
//!    is an argument and more resamples leave the earlier ones as they are.
//! 3. Sums run in a fixed order. Where a function promises that the order of rows or columns does not matter, it holds
//!    to the last bit, because the function sorts them first.
//! 4. Nothing runs in parallel here. Callers may call from several threads.
//! 5. No function panics on its arguments. Faults are values of [`StatsError`]; functions too small to fail say what
//!    they return instead.
//!
//! # What it does not do
//!
//! It reads no files and knows no column names: tables of anyone's making are read elsewhere. It chooses no method for
//! the caller and tests no assumptions silently. It has no regression but Cox's, no Bayesian models beyond conjugate
//! ones, and nothing for missing values: rows that lack one are for the caller to leave out.
#![forbid(unsafe_code)]

pub mod comparison;
pub mod concentration;
pub mod crossing;
pub mod discovery;
pub mod durations;
mod error;
pub mod false_discovery;
pub mod intervals;
#[cfg(test)]
mod late_entry_tests;
#[cfg(test)]
mod oracle;
pub mod rank_correlation;
mod running_sum;
pub mod score;
pub mod sensitivity;
pub mod survival;
pub mod variance_components;

pub use comparison::{CoxCoefficient, CoxModel, LogRankTest, LogRankWeight, concordance_index, fit_cox, log_rank_test};
pub use durations::{DurationFamily, DurationFit, fit_duration};
pub use error::StatsError;
pub use intervals::{Bootstrap, Estimate, RateRecord};
pub use sensitivity::{
    ElementaryEffects, FirstOrderShare, GivenData, Saltelli, SecondOrderIndex, SobolEstimator, SobolIndices,
    elementary_effects, first_order_share, sobol_indices, sobol_intervals,
};
pub use survival::{
    CumulativeIncidence, KaplanMeier, LifeTableRow, NelsonAalen, Observations, StepFunction, Ties,
    cumulative_incidence, kaplan_meier, life_table, nelson_aalen,
};
pub use variance_components::{DrawSummary, VarianceComponents};
