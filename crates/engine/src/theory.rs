//! The classic models as runnable checks, each with its closed form (theory 4).
//!
//! A check computes its outputs with the same code that the forecast uses, wherever theory 3.14 says that the full
//! model contains the classic one, and lays a separate textbook calculation beside them. For the inputs it lists the
//! expected outputs are the listed figures; for any others the textbook calculation is run again.
//!
//! Formulas hold as they are written: a time until a threshold already passed is negative, a share that costs push
//! below nothing is negative. What is infinite or does not exist is `null`.
//!
//! ```
//! use standoff_engine::theory;
//! let report = theory::run_check("V06", &["p=0.6", "n=4"]).unwrap();
//! assert_eq!(report.ok, Some(true));
//! assert!((report.computed["prob_top"].as_f64().unwrap() - 0.816632).abs() < 1e-5);
//! ```

mod cases;
mod check;
mod compare;
mod error;
mod input;
mod nearest;
mod registry;
mod run;

pub use check::{Check, CheckReport, checks};
pub use error::{SettingFault, TheoryError};
pub use run::{find_check, run_check};

#[cfg(test)]
mod tests;
