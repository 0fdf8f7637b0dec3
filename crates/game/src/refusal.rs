//! Refusals of games that cannot be played: the reason, its place in the game, and what is allowed there.

use standoff_lab::error::LabError;
use standoff_scenario::{Diagnostic, Diagnostics, Source};

/// A place in a game: a field of a month.
#[derive(Debug, Clone, Copy)]
pub(super) struct FieldPlace {
    /// Month, counted from one.
    pub month: usize,
    /// Field of the decision.
    pub field: &'static str,
}

impl FieldPlace {
    /// Diagnostic at this place.
    pub(super) fn fault_here(self, code: &'static str, what: impl std::fmt::Display) -> Diagnostic {
        Diagnostic::error(code, format!("month {}, `{}`: {what}", self.month, self.field))
    }

    /// Diagnostic of a name that the scenario does not have.
    pub(super) fn unknown_name<'a>(
        self,
        code: &'static str,
        kind: &str,
        word: &str,
        names: impl Iterator<Item = &'a str> + Clone,
    ) -> Diagnostic {
        let word: String = word.chars().take(60).collect();
        let fault = self.fault_here(code, format!("the scenario has no {kind} called `{}`", word.escape_debug()));
        fault.allowed(list_names(names.clone())).nearest(&word, names)
    }
}

/// Error of a game that cannot be played.
pub(super) fn refusal_error(found: Vec<Diagnostic>) -> LabError {
    let mut all = Diagnostics::new(Source::new("game", ""));
    found.into_iter().for_each(|one| all.push(one));
    LabError::Input(all)
}

/// Names in back quotes, or the word `none`.
pub(super) fn list_names<'a>(names: impl Iterator<Item = &'a str>) -> String {
    let quoted: Vec<String> = names.map(|name| format!("`{name}`")).collect();
    if quoted.is_empty() { "none".to_owned() } else { quoted.join(", ") }
}
