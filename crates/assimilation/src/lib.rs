//! Evidence brought to bear on an ensemble: which parameters and which states could have led to what was reported.
//!
//! A forecast begins with uncertain parameters. An event log holds what has been reported since: area held, rounds of
//! talks, aid, elections. Assimilation runs a [particle filter](standoff_filter) over the log and returns an ensemble
//! whose parameters and states agree with it, from which a forecast goes on.
//!
//! # A first example
//!
//! A report that the invader holds 1,400 km², where the scenario starts with 1,000, shifts the states towards it:
//!
//! ```
//! use standoff_assimilation::{AssimilationRequest, FilterSize, assimilate};
//! use standoff_lab::ensemble::design::Resolution;
//! use standoff_lab::progress::ProgressMonitor;
//! use standoff_scenario::evidence::Log;
//! use standoff_scenario::{Source, builtin, date};
//! use std::sync::atomic::AtomicBool;
//!
//! let scenario = builtin::load("two-sided").unwrap();
//! let columns = "id,kind,date,until,party,subject,answer,value,unit,source,confidence,known,replaces,distinct,note";
//! let area = "a1,area-held,2025-09-30,,invader,,,1400,km2,press,0.95,,,,";
//! let log = Log::read(&[Source::new("log.csv", format!("{columns}\n{area}\n"))], &scenario).unwrap().0;
//!
//! // Far fewer states than for a real forecast, which takes `FilterSize::default()`.
//! let size = FilterSize { draws: 64, paths: 4, games: 2, kept: 16 };
//! let as_of = date(2025, 9, 30);
//! let request = AssimilationRequest { scenario, log, as_of, size, seed: 1, resolution: Resolution::Coarse };
//! let stop = AtomicBool::new(false);
//! let found = assimilate(&request, ProgressMonitor::new(&stop, &|_| ()))?;
//!
//! // The last step had a report, which left fewer effective states than there are.
//! let last = found.updates.last().unwrap();
//! assert!(last.log_density < 0.0 && last.effective < 256.0);
//! // Sixteen posterior draws, of four states each, are ready for a forecast from the last day.
//! assert_eq!((found.posterior.draws.len(), found.posterior.draws[0].states.len()), (16, 4));
//! assert_eq!(found.scenario.start, as_of);
//! # Ok::<(), standoff_lab::error::LabError>(())
//! ```
//!
//! # In the order in which they are needed
//!
//! 1. [`AssimilationRequest`]: scenario, log, day and [`FilterSize`].
//! 2. [`Calendar`]: the log laid out by step. Some events are readings that weigh states, some are taken as given, and
//!    some have no place in the model.
//! 3. [`WarModel`]: the model of four functions that the filter needs. Its transition is the step of the world itself,
//!    with the decisions that the actors of a draw take; there is no second model (decision 79). Reports are weighed by
//!    [`standoff_world::record`].
//! 4. [`assimilate`] runs the filter to the end of the log; [`resume_assimilation`] goes on from a [`Checkpoint`].
//! 5. [`Assimilation`]: posterior draws, the effect of each step, [`Conflict`]s of prior and data, and
//!    [`ParameterLearning`], judged against dummy scores (decision 80).
//! 6. [`measure_shift`] compares the forecast with an event and without it; [`chain_shifts`] does so over several
//!    stages of a log.
//! 7. [`history::run_history`] says how the answers stood at each date of the record, and which events moved them.
//! 8. [`hindcast`] brings the ensemble up to date at many past days and scores the forecasts from them.
//!
//! # Guarantees
//!
//! 1. An event counts from the day on which it became known: an assimilation as of a day uses nothing that
//!    became known later (decision 78).
//! 2. The order of events and of files, a second import of the same log, and an event that was superseded change
//!    nothing.
//! 3. A run that goes on from a [`Checkpoint`] gives the same bytes as one without a stop.
//! 4. An event that no state can explain stops the assimilation with an error that names it; an event that hardly any can is reported
//!    as a [`Conflict`].
//!
//! # What it does not do
//!
//! It does not read news: people enter events (decision 91). It does not look ahead at the next report, and it does not
//! revise earlier states in the light of later reports.

mod apart_readings;
mod area_readings;
mod assimilated;
mod calendar;
mod chain;
mod checkpoint;
mod conflict;
mod driver;
mod event_uses;
mod findings;
mod forecast_days;
mod game_weights;
mod given_backers;
mod given_events;
mod given_truces;
mod givers;
pub mod hindcast;
pub mod history;
mod kept_posterior;
mod known_start;
mod learning;
mod on_record;
mod paired_answers;
mod posterior_draws;
mod prior;
mod record_summary;
mod request;
mod shift;
mod shrinkage;
mod standing_reports;
mod war_model;

pub use assimilated::{Assimilation, StepUpdate};
pub use calendar::Calendar;
pub use chain::{ChainedShifts, chain_shifts};
pub use checkpoint::Checkpoint;
pub use conflict::Conflict;
pub use driver::{RESAMPLED_BELOW, ResumedAssimilation, assimilate, resume_assimilation, scenario_onward};
pub use event_uses::EventUses;
pub use findings::{AssimilationFindings, KindUsed, LearnedParameter, MovedAnswer, WarStatus, summarise_assimilation};
pub use forecast_days::{forecast_days, last_known_day, resolve_day};
pub use given_events::{Given, GivenChange, MemberChange};
pub use learning::{IdleNoise, ParameterLearning};
pub use on_record::{RecordStart, RecordTaken, start_on_record, take_record};
pub use paired_answers::ShiftedAnswer;
pub use request::{AssimilationRequest, FilterSize};
pub use shift::{ImpossibleStep, Shift, ShiftSide, ShiftedDriver, UnusedEvidence, measure_shift};
pub use standing_reports::{Change, StandingSubject};
pub use war_model::{Particle, PlayableDraw, WarModel};
