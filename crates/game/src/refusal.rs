//! Refusals: what in a game cannot be played, where, and what is allowed there.

use standoff_lab::error::LabError;
use standoff_scenario::Source;
use standoff_scenario::{Diagnostic, Diagnostics};

/// A place in a game: a field of a month.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    /// The month, counted from one.
    pub month: usize,
    /// The field.
    pub field: &'static str,
}

impl Place {
    /// A fault there.
    pub(super) fn fault(self, code: &'static str, what: impl std::fmt::Display) -> Diagnostic {
        Diagnostic::error(code, format!("month {}, `{}`: {what}", self.month, self.field))
    }

    /// A name that the scenario does not have there.
    pub(super) fn unknown<'a>(
        self,
        code: &'static str,
        kind: &str,
        word: &str,
        names: impl Iterator<Item = &'a str> + Clone,
    ) -> Diagnostic {
        let word: String = word.chars().take(60).collect();
        let fault = self.fault(code, format!("the scenario has no {kind} called `{}`", word.escape_debug()));
        fault.allowed(listed(names.clone())).nearest(&word, names)
    }
}

/// The error of a game that cannot be played.
pub(super) fn refused(found: Vec<Diagnostic>) -> LabError {
    let mut all = Diagnostics::new(Source::new("game", ""));
    found.into_iter().for_each(|one| all.push(one));
    LabError::Input(all)
}

/// Names in back quotes, or that there are none.
pub(super) fn listed<'a>(names: impl Iterator<Item = &'a str>) -> String {
    let quoted: Vec<String> = names.map(|name| format!("`{name}`")).collect();
    if quoted.is_empty() { "none".to_owned() } else { quoted.join(", ") }
}
