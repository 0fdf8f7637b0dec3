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
//! let report = theory::run("V06", &["p=0.6", "n=4"]).unwrap();
//! assert_eq!(report.ok, Some(true));
//! assert!((report.computed["prob_top"].as_f64().unwrap() - 0.816632).abs() < 1e-5);
//! ```

mod battlefield;
mod coalition;
mod compare;
mod division;
mod error;
mod fighting;
mod input;
mod line;
mod nearest;
mod peace;
mod power;
mod round;

pub use error::TheoryError;

use input::{Inputs, decode};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::sync::OnceLock;

/// The listed checks: inputs, expected outputs, tolerances and sources.
const LISTED: &str = include_str!("theory/checks.json");

/// A classic model with inputs and the outputs expected for them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Check {
    /// Its number, such as `V06`.
    pub id: String,
    /// What it is about.
    pub title: String,
    /// The setting of the full model that contains it.
    pub nests_to: String,
    /// Inputs and their listed values.
    pub inputs: Map<String, Value>,
    /// Outputs expected for the listed inputs.
    pub expected: Map<String, Value>,
    /// How far an output may lie from what is expected; for figures above one, in proportion.
    pub abs_tol: f64,
    /// The closed form.
    pub formula: String,
    /// Where it comes from.
    pub source: String,
}

/// A check that was run.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Report {
    /// Number of the check.
    pub id: String,
    /// Inputs it was run with.
    pub inputs: Map<String, Value>,
    /// Outputs computed by the code of the forecast.
    pub computed: Value,
    /// Outputs expected: listed for the listed inputs, by the textbook for others, `null` if the textbook has none.
    pub expected: Value,
    /// Whether the two agree within the tolerance; `null` if there is nothing to compare with.
    pub ok: Option<bool>,
}

/// A model of the registry: reads its inputs, computes its outputs twice.
trait Case: Sized {
    fn read(inputs: &Inputs) -> Result<Self, TheoryError>;
    /// By the code of the forecast.
    fn compute(&self) -> Value;
    /// By a separate calculation.
    fn textbook(&self) -> Value;
}

type Runner = fn(&Inputs) -> Result<(Value, Value), TheoryError>;

fn both<C: Case>(inputs: &Inputs) -> Result<(Value, Value), TheoryError> {
    let case = C::read(inputs)?;
    Ok((case.compute(), case.textbook()))
}

fn runner(id: &str) -> Option<Runner> {
    Some(match id {
        "V01" => both::<power::Range>,
        "V03" => both::<power::Commitment>,
        "V04" => both::<fighting::Collapse>,
        "V05" => both::<fighting::Common>,
        "V06" => both::<fighting::Walk>,
        "V11" => both::<fighting::Disagreement>,
        "V12" => both::<power::Veto>,
        "V14" => both::<division::Players>,
        "V15" => both::<coalition::Contributions>,
        "V16" => both::<coalition::Fragile>,
        "V17" => both::<coalition::Fatigue>,
        "V18" => both::<battlefield::Lanchester>,
        "V19" => both::<battlefield::Stochastic>,
        "V20" => both::<battlefield::Line>,
        "V21" => both::<peace::Durability>,
        "V22" => both::<round::TwoMonths>,
        "V23" => both::<line::Holding>,
        "V24" => both::<division::Logrolling>,
        _ => return None,
    })
}

/// All checks, in the order of their numbers.
pub fn checks() -> &'static [Check] {
    static CHECKS: OnceLock<Vec<Check>> = OnceLock::new();
    CHECKS.get_or_init(|| serde_json::from_str(LISTED).unwrap_or_default())
}

/// The check with the number `id`, in upper or lower case.
///
/// # Errors
///
/// [`TheoryError::UnknownCheck`] with the nearest number and all that exist.
pub fn find(id: &str) -> Result<&'static Check, TheoryError> {
    checks().iter().find(|check| check.id.eq_ignore_ascii_case(id.trim())).ok_or_else(|| TheoryError::unknown_check(id))
}

/// Runs the check with the number `id`, with inputs replaced by `settings` of the form `name=value`, values in JSON.
///
/// # Errors
///
/// [`TheoryError`] if there is no such check or input, or if a value is not of the type, shape and range allowed.
pub fn run<S: AsRef<str>>(id: &str, settings: &[S]) -> Result<Report, TheoryError> {
    let check = find(id)?;
    let pairs: Result<Vec<_>, _> = settings.iter().map(|setting| decode(check, setting.as_ref())).collect();
    check.run(&pairs?)
}

impl Check {
    /// Runs the check with some inputs replaced; a nested input is replaced whole.
    ///
    /// # Errors
    ///
    /// [`TheoryError`] if there is no such input, or if a value is not of the type, shape and range allowed.
    pub fn run(&self, settings: &[(String, Value)]) -> Result<Report, TheoryError> {
        let inputs = self.with(settings)?;
        let runner = runner(&self.id).ok_or_else(|| TheoryError::unknown_check(&self.id))?;
        let (computed, textbook) = runner(&Inputs::new(self, &inputs))?;
        let listed = compare::same(&Value::Object(inputs.clone()), &Value::Object(self.inputs.clone()));
        let expected = if listed { Value::Object(self.expected.clone()) } else { textbook };
        let ok = (!expected.is_null()).then(|| compare::agree(&computed, &expected, self.abs_tol));
        Ok(Report { id: self.id.clone(), inputs, computed, expected, ok })
    }

    fn with(&self, settings: &[(String, Value)]) -> Result<Map<String, Value>, TheoryError> {
        let mut inputs = self.inputs.clone();
        for (name, value) in settings {
            match inputs.get_mut(name) {
                Some(place) => *place = value.clone(),
                None => return Err(TheoryError::unknown_input(&self.id, name, self.inputs.keys())),
            }
        }
        Ok(inputs)
    }
}

#[cfg(test)]
mod tests;
