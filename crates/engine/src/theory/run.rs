//! Running a check: inputs replaced, outputs computed twice and compared.

use super::check::{Check, CheckReport, checks};
use super::compare;
use super::error::TheoryError;
use super::input::{Inputs, decode_setting};
use super::registry::find_runner;
use serde_json::{Map, Value};

/// The check with the number `id`, in upper or lower case.
///
/// # Errors
///
/// [`TheoryError::UnknownCheck`] with the nearest number and all that exist.
pub fn find_check(id: &str) -> Result<&'static Check, TheoryError> {
    checks().iter().find(|check| check.id.eq_ignore_ascii_case(id.trim())).ok_or_else(|| TheoryError::unknown_check(id))
}

/// Runs the check with the number `id`, with inputs replaced by `settings` of the form `name=value`, values in JSON.
///
/// # Errors
///
/// [`TheoryError`] if there is no such check or input, or if a value is not of the type, shape and range allowed.
pub fn run_check<S: AsRef<str>>(id: &str, settings: &[S]) -> Result<CheckReport, TheoryError> {
    let check = find_check(id)?;
    let pairs: Result<Vec<_>, _> = settings.iter().map(|setting| decode_setting(check, setting.as_ref())).collect();
    check.run(&pairs?)
}

impl Check {
    /// Runs the check with some inputs replaced; a nested input is replaced whole.
    ///
    /// # Errors
    ///
    /// [`TheoryError`] if there is no such input, or if a value is not of the type, shape and range allowed.
    pub fn run(&self, settings: &[(String, Value)]) -> Result<CheckReport, TheoryError> {
        let inputs = self.replace_inputs(settings)?;
        let runner = find_runner(&self.id).ok_or_else(|| TheoryError::unknown_check(&self.id))?;
        let (computed, textbook) = runner(&Inputs::new(self, &inputs))?;
        let listed = compare::same_value(&Value::Object(inputs.clone()), &Value::Object(self.inputs.clone()));
        let expected = if listed { Value::Object(self.expected.clone()) } else { textbook };
        let ok = (!expected.is_null()).then(|| compare::values_agree(&computed, &expected, self.abs_tol));
        Ok(CheckReport { id: self.id.clone(), inputs, computed, expected, ok })
    }

    fn replace_inputs(&self, settings: &[(String, Value)]) -> Result<Map<String, Value>, TheoryError> {
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
