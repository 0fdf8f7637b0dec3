//! Reading the inputs of a check: by name, with type, shape and range checked and faults named.

use super::check::Check;
use super::error::{SettingFault, TheoryError};
use serde_json::{Map, Value};
use standoff_world::battlefield::chain::Chain;
use std::ops::RangeInclusive;

/// Longest list, longest front, most levels. It bounds the work of a check, which may grow with the cube of it.
pub(super) const MANY: usize = 1000;

/// Numbers from here on are not read as whole: near 2^53 not every whole number is a double.
const MOST_WHOLE: f64 = 1e15;

/// A range of numbers.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Allowed {
    /// Any number.
    Any,
    /// Zero or more.
    NotNegative,
    /// More than zero.
    Positive,
    /// From zero to one.
    Share,
}

impl Allowed {
    fn admits(self, number: f64) -> bool {
        match self {
            Self::Any => number.is_finite(),
            Self::NotNegative => number.is_finite() && number >= 0.0,
            Self::Positive => number.is_finite() && number > 0.0,
            Self::Share => (0.0..=1.0).contains(&number),
        }
    }

    fn describe(self) -> &'static str {
        match self {
            Self::Any => "number",
            Self::NotNegative => "number not below 0",
            Self::Positive => "number above 0",
            Self::Share => "number from 0 to 1",
        }
    }
}

/// The inputs of a check, or of one nested input in it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Inputs<'a> {
    check: &'a Check,
    within: Option<&'a str>,
    values: &'a Map<String, Value>,
}

impl<'a> Inputs<'a> {
    pub(super) fn new(check: &'a Check, values: &'a Map<String, Value>) -> Self {
        Self { check, within: None, values }
    }

    /// A number.
    pub(super) fn read_number(&self, name: &str, allowed: Allowed) -> Result<f64, TheoryError> {
        let value = self.given_value(name);
        as_number(value, allowed).ok_or_else(|| self.fault_of(name, value, &format!("a {}", allowed.describe())))
    }

    /// A whole number.
    pub(super) fn read_whole(&self, name: &str, range: RangeInclusive<usize>) -> Result<usize, TheoryError> {
        let value = self.given_value(name);
        as_whole(value, &range).ok_or_else(|| {
            self.fault_of(name, value, &format!("a whole number from {} to {}", range.start(), range.end()))
        })
    }

    /// A list of numbers.
    pub(super) fn read_list(
        &self,
        name: &str,
        allowed: Allowed,
        lengths: RangeInclusive<usize>,
    ) -> Result<Vec<f64>, TheoryError> {
        let value = self.given_value(name);
        let fault = |name: &str, value: &Value| {
            self.fault_of(name, value, &format!("a list of {}, each a {}", count_words(&lengths), allowed.describe()))
        };
        let entries = value.as_array().filter(|entries| lengths.contains(&entries.len()));
        let entries = entries.ok_or_else(|| fault(name, value))?;
        let number =
            |(index, entry)| as_number(entry, allowed).ok_or_else(|| fault(&format!("{name}[{index}]"), entry));
        entries.iter().enumerate().map(number).collect()
    }

    /// A list of whole numbers.
    pub(super) fn read_wholes(&self, name: &str, range: RangeInclusive<usize>) -> Result<Vec<usize>, TheoryError> {
        let value = self.given_value(name);
        let fault = |name: &str, value: &Value| {
            let words = format!("a list of whole numbers from {} to {}", range.start(), range.end());
            self.fault_of(name, value, &words)
        };
        let entries = value.as_array().filter(|entries| !entries.is_empty() && entries.len() <= MANY);
        let entries = entries.ok_or_else(|| fault(name, value))?;
        let whole = |(index, entry)| as_whole(entry, &range).ok_or_else(|| fault(&format!("{name}[{index}]"), entry));
        entries.iter().enumerate().map(whole).collect()
    }

    /// A list of `N` numbers.
    pub(super) fn read_array<const N: usize>(&self, name: &str, allowed: Allowed) -> Result<[f64; N], TheoryError> {
        let list = self.read_list(name, allowed, N..=N)?;
        Ok(std::array::from_fn(|index| list[index]))
    }

    /// Rows of numbers, each of `width`.
    pub(super) fn read_rows(&self, name: &str, width: RangeInclusive<usize>) -> Result<Vec<Vec<f64>>, TheoryError> {
        let value = self.given_value(name);
        let fault = |name: &str, value: &Value| {
            self.fault_of(name, value, &format!("a list of 1 to {MANY} lists of {}", count_words(&width)))
        };
        let rows = value.as_array().filter(|rows| !rows.is_empty() && rows.len() <= MANY);
        let rows = rows.ok_or_else(|| fault(name, value))?;
        let read = |(index, row): (usize, &Value)| {
            let numbers = row.as_array().filter(|entries| width.contains(&entries.len()));
            let numbers =
                numbers.and_then(|entries| entries.iter().map(|entry| as_number(entry, Allowed::Any)).collect());
            numbers.ok_or_else(|| fault(&format!("{name}[{index}]"), row))
        };
        rows.iter().enumerate().map(read).collect()
    }

    /// A matrix of transition probabilities.
    pub(super) fn read_chain(&self, name: &str, states: RangeInclusive<usize>) -> Result<Chain, TheoryError> {
        let rows = self.read_rows(name, states.clone())?;
        let chain = Chain::from_rows(&rows)
            .map_err(|error| self.refuse_input(name, &format!("a matrix whose {error}"), SQUARE))?;
        if states.contains(&chain.states()) {
            Ok(chain)
        } else {
            Err(self.fault_of(name, self.given_value(name), SQUARE))
        }
    }

    /// A list of texts.
    pub(super) fn read_texts(&self, name: &str) -> Result<Vec<&'a str>, TheoryError> {
        let value = self.given_value(name);
        let texts = value.as_array().and_then(|entries| entries.iter().map(Value::as_str).collect());
        texts.ok_or_else(|| self.fault_of(name, value, "a list of texts"))
    }

    /// A text; the listed one if a nested input leaves it out.
    pub(super) fn read_text(&self, name: &str) -> Result<&'a str, TheoryError> {
        let value = self.values.get(name).or_else(|| self.listed_value(name)).unwrap_or(&Value::Null);
        value.as_str().ok_or_else(|| self.fault_of(name, value, "a text"))
    }

    /// A text that only describes the case and cannot be changed.
    pub(super) fn check_description(&self, name: &str) -> Result<(), TheoryError> {
        let listed = self.listed_value(name).and_then(Value::as_str).unwrap_or_default();
        let text = self.read_text(name)?;
        let same = text.trim() == listed.trim();
        let allowed = format!("only \"{listed}\", which describes the case and cannot be changed");
        if same { Ok(()) } else { Err(self.refuse_input(name, &format!("\"{text}\""), &allowed)) }
    }

    /// A nested input.
    pub(super) fn read_nested(&self, name: &'a str) -> Result<Inputs<'a>, TheoryError> {
        let value = self.given_value(name);
        let listed = self.listed_value(name).and_then(Value::as_object);
        let names: Vec<&String> = listed.into_iter().flat_map(Map::keys).collect();
        let allowed = || {
            let names: Vec<&str> = names.iter().map(|name| name.as_str()).collect();
            format!("an object with {}", names.join(", "))
        };
        let values = value.as_object().ok_or_else(|| self.fault_of(name, value, &allowed()))?;
        if let Some(unknown) = values.keys().find(|key| !names.contains(key)) {
            let place = format!("{}, input `{name}`,", self.check.id);
            return Err(TheoryError::unknown_input(&place, unknown, names.into_iter()));
        }
        Ok(Inputs { check: self.check, within: Some(name), values })
    }

    /// A nested input whose names are free, with a list of numbers under each.
    pub(super) fn read_cases(&self, name: &'a str) -> Result<(Inputs<'a>, Vec<&'a str>), TheoryError> {
        let value = self.given_value(name);
        let values = value.as_object().filter(|values| !values.is_empty() && values.len() <= MANY);
        let values = values.ok_or_else(|| self.fault_of(name, value, "an object with a name for each case"))?;
        let names = values.keys().map(String::as_str).collect();
        Ok((Inputs { check: self.check, within: Some(name), values }, names))
    }

    /// The fault that an input was found to be one thing where another is allowed.
    pub(super) fn refuse_input(&self, name: &str, found: &str, allowed: &str) -> TheoryError {
        let input = self.within.map_or_else(|| name.to_string(), |within| format!("{within}.{name}"));
        TheoryError::Input { check: self.check.id.clone(), input, found: found.into(), allowed: allowed.into() }
    }

    fn fault_of(&self, name: &str, value: &Value, allowed: &str) -> TheoryError {
        self.refuse_input(name, &show_value(value), allowed)
    }

    fn given_value(&self, name: &str) -> &'a Value {
        self.values.get(name).unwrap_or(&Value::Null)
    }

    fn listed_value(&self, name: &str) -> Option<&'a Value> {
        let inputs = &self.check.inputs;
        match self.within {
            None => inputs.get(name),
            Some(within) => inputs.get(within).and_then(|nested| nested.get(name)),
        }
    }
}

const SQUARE: &str = "a square list of rows, each row of probabilities that sum to 1";

/// Takes `name=value` apart; a text may stand without its quotation marks.
pub(super) fn decode_setting(check: &Check, setting: &str) -> Result<(String, Value), TheoryError> {
    let fault = |reason: SettingFault| TheoryError::Setting { setting: setting.into(), reason };
    let (name, text) = setting.split_once('=').ok_or_else(|| fault(SettingFault::NoEquals))?;
    let (name, text) = (name.trim(), text.trim());
    let textual = check.inputs.get(name).is_some_and(Value::is_string);
    match serde_json::from_str(text) {
        Ok(value) => Ok((name.into(), value)),
        Err(_) if textual => Ok((name.into(), Value::String(text.into()))),
        Err(error) => Err(fault(SettingFault::NotJson { text: text.into(), error: error.to_string() })),
    }
}

fn as_number(value: &Value, allowed: Allowed) -> Option<f64> {
    value.as_f64().filter(|&number| allowed.admits(number))
}

fn as_whole(value: &Value, range: &RangeInclusive<usize>) -> Option<usize> {
    let number = value.as_f64().filter(|number| number.fract() == 0.0 && (0.0..MOST_WHOLE).contains(number))?;
    Some(number as usize).filter(|whole| range.contains(whole))
}

fn count_words(lengths: &RangeInclusive<usize>) -> String {
    let (low, high) = (lengths.start(), lengths.end());
    if low == high { format!("{low} numbers") } else { format!("{low} to {high} numbers") }
}

/// A value as a reader would recognise it, cut short.
fn show_value(value: &Value) -> String {
    let text = match value {
        Value::Null => return "missing or null".into(),
        Value::Array(entries) => format!("the list {value} of {}", entries.len()),
        _ => value.to_string(),
    };
    let cut: String = text.chars().take(80).collect();
    if cut == text { cut } else { format!("{cut}…") }
}
