//! One thing that is wrong with a file: what, where, what is allowed, and one hint (decision 64).

use std::ops::Range;

use schemars::JsonSchema;
use serde::Serialize;

use crate::words;

/// Severity of a diagnostic: whether the scenario can be used in spite of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The scenario cannot be used.
    Error,
    /// The scenario can be used, but its reader should know.
    Warning,
}

/// One thing found in a scenario.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Diagnostic {
    /// Whether the scenario can be used in spite of it.
    pub severity: Severity,
    /// Stable name of the kind of fault, such as `unknown-key`.
    pub code: &'static str,
    /// The fault, in one line.
    pub message: String,
    /// The offending place, in bytes of the source.
    pub span: Option<Range<usize>>,
    /// Words under the place.
    pub label: String,
    /// The values allowed there.
    pub allowed: Option<String>,
    /// The change that probably helps.
    pub hint: Option<String>,
}

impl Diagnostic {
    /// A fault that keeps the scenario from being used.
    pub fn error(code: &'static str, message: impl Into<String>) -> Self {
        let (severity, message) = (Severity::Error, message.into());
        Self { severity, code, message, span: None, label: String::new(), allowed: None, hint: None }
    }

    /// A fault that leaves the scenario usable.
    pub fn warning(code: &'static str, message: impl Into<String>) -> Self {
        Self { severity: Severity::Warning, ..Self::error(code, message) }
    }

    /// Points at the offending place; an empty place at the very beginning means the file as a whole.
    #[must_use]
    pub fn at(mut self, span: &Range<usize>) -> Self {
        self.span = (span.end > 0).then(|| span.clone());
        self
    }

    /// Widens the place to whole letters of the text that it points into, and keeps it within: readers of other formats
    /// count bytes, and may count past the end.
    #[must_use]
    pub(super) fn within(mut self, text: &str) -> Self {
        let whole = |span: Range<usize>| {
            let start = text.floor_char_boundary(span.start);
            start..text.ceil_char_boundary(span.end).max(start)
        };
        self.span = self.span.map(whole).filter(|span| span.end > 0);
        self
    }

    /// Puts words under the place.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }

    /// States what is allowed.
    #[must_use]
    pub fn allowed(mut self, allowed: impl Into<String>) -> Self {
        self.allowed = Some(allowed.into());
        self
    }

    /// States what probably helps.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// Suggests the nearest valid name to a misspelt one, if one is near.
    #[must_use]
    pub fn nearest<'a>(mut self, word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Self {
        let near = words::find_nearest(word, candidates);
        self.hint = near.map(|name| format!("did you mean `{name}`?")).or(self.hint);
        self
    }
}
