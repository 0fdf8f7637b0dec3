//! Errors of a request for a check.

use super::check::checks;
use super::nearest::nearest_name;

/// Why a check could not be run. In every case the request is wrong, not the program.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum TheoryError {
    /// There is no check with this number.
    #[error("there is no check `{id}`; did you mean `{nearest}`? the checks are {allowed}")]
    UnknownCheck {
        /// The number asked for.
        id: String,
        /// The number most like it.
        nearest: String,
        /// All numbers.
        allowed: String,
    },
    /// A check has no input of this name.
    #[error("{check} has no input `{name}`; did you mean `{nearest}`? its inputs are {allowed}")]
    UnknownInput {
        /// The check, and the nested input if the name is inside one.
        check: String,
        /// The name given.
        name: String,
        /// The name most like it.
        nearest: String,
        /// All names.
        allowed: String,
    },
    /// An input has the wrong type, shape or range.
    #[error("{check}: input `{input}` is {found}; allowed: {allowed}")]
    Input {
        /// The check.
        check: String,
        /// Name of the input, with its place inside a list or a nested input.
        input: String,
        /// The value found.
        found: String,
        /// The values allowed.
        allowed: String,
    },
    /// A setting is not of the form `name=value` with a value in JSON.
    #[error(
        "`{setting}` is not a setting: {reason}; write name=value with the value in JSON, such as p=0.6 or n=[2, 3]"
    )]
    Setting {
        /// The text given.
        setting: String,
        /// The fault in it.
        reason: SettingFault,
    },
}

/// Faults in the text of a setting.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SettingFault {
    /// Nothing divides the name from the value.
    #[error("it has no `=`")]
    NoEquals,
    /// The value is not JSON.
    #[error("`{text}` is not JSON ({error})")]
    NotJson {
        /// The value as it was given.
        text: String,
        /// The message of the JSON reader.
        error: String,
    },
}

impl TheoryError {
    pub(super) fn unknown_check(id: &str) -> Self {
        let ids: Vec<&str> = checks().iter().map(|check| check.id.as_str()).collect();
        Self::UnknownCheck { id: id.into(), nearest: nearest_name(id, ids.iter().copied()), allowed: ids.join(", ") }
    }

    pub(super) fn unknown_input<'a>(check: &str, name: &str, names: impl Iterator<Item = &'a String>) -> Self {
        let names: Vec<&str> = names.map(String::as_str).collect();
        Self::UnknownInput {
            check: check.into(),
            name: name.into(),
            nearest: nearest_name(name, names.iter().copied()),
            allowed: names.join(", "),
        }
    }
}
