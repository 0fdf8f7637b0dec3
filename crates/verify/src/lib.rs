//! Sealed forecasts, and scores of forecasts against outcomes.
//!
//! A forecast can be judged only if it was written down before the outcome was known, and in words that leave no choice
//! afterwards. [`seal`] writes a forecast to a file that shows any later change. [`scoring`] compares such files, and
//! tables of other people's forecasts, with outcomes.
//!
//! ```
//! use standoff_table::Table;
//! use standoff_verify::scoring::{ForecastSet, Outcomes, ScoringSettings, forecast_table, score_forecasts};
//!
//! let outcomes = Table::parse("o.csv", "question,outcome,resolved\nrain,yes,2001-03-02\n").unwrap();
//! let outcomes = Outcomes::read(&outcomes).unwrap();
//! let table = "forecaster,question,made,probability\nann,rain,2001-03-01,0.75\nbob,rain,2001-03-01,0.5\n";
//! let forecasts = forecast_table::read_forecasts(&Table::parse("f.csv", table).unwrap(), &outcomes).unwrap();
//! let mut set = ForecastSet::default();
//! set.add_forecasts("f.csv", forecasts).unwrap();
//!
//! let scores = score_forecasts(&set, &outcomes, &ScoringSettings::default()).unwrap();
//! let brier: Vec<f64> = scores.forecasters.iter().map(|one| one.chances.as_ref().unwrap().brier).collect();
//! assert_eq!(brier, [0.0625, 0.25]);
//! ```
//!
//! # Concepts, in reading order
//!
//! 1. A *sealed forecast* ([`seal::SealedForecast`]) holds questions, their wording and their answers. Its seal is the
//!    digest of the file's canonical JSON, so anybody can check it without this program (decision 83).
//! 2. An *outcome* ([`scoring::Outcome`]) resolves a question as yes, no, annulled or a number.
//! 3. A *stated forecast* ([`scoring::StatedForecast`]) is a chance or quantiles, by one forecaster on one day.
//! 4. A *forecast set* ([`scoring::ForecastSet`]) collects forecasts from several files, each once.
//! 5. *Scores* ([`scoring::Scores`]) are losses: lower is better.
//!
//! # Guarantees
//!
//! 1. Any change to a sealed file breaks its seal, except white space and the order of keys.
//! 2. No forecast made after its question was resolved is scored.
//! 3. One name means one question: a file that asks something else under a name is refused.
//!
//! The crate does not prove the day on which a file was made. For that the file, or its seal, has to be published.

pub mod scoring;
pub mod seal;
