//! Everything found in one source, or in the files of one event log.

use std::fmt;

use super::diagnostic::{Diagnostic, Severity};
use super::source::Source;

/// All errors and warnings of one source, or of each file of an event log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostics {
    source: Source,
    items: Vec<Diagnostic>,
    further: Vec<(Source, Vec<Diagnostic>)>,
}

impl Diagnostics {
    /// Most diagnostics kept of one source: a hostile file could have one for every few bytes.
    const KEPT: usize = 1000;
    /// Most diagnostics shown: enough for one round of corrections.
    const SHOWN: usize = 50;

    /// No diagnostics yet.
    pub fn new(source: Source) -> Self {
        Self { source, items: Vec::new(), further: Vec::new() }
    }

    /// A single diagnostic.
    pub fn one(source: Source, diagnostic: Diagnostic) -> Self {
        let items = vec![diagnostic.within(source.text())];
        Self { source, items, further: Vec::new() }
    }

    /// Adds a diagnostic.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        // The first error is kept even after a thousand warnings, or a file with errors would pass.
        if self.items.len() < Self::KEPT || diagnostic.severity == Severity::Error && !self.has_errors() {
            self.items.push(diagnostic.within(self.source.text()));
        }
    }

    /// Whether further errors would not be kept, so that looking for them can stop.
    pub(crate) fn is_full(&self) -> bool {
        self.items.len() >= Self::KEPT && self.has_errors()
    }

    /// The diagnostics of several sources, in their order.
    pub(crate) fn join(parts: Vec<Self>) -> Self {
        let mut parts = parts.into_iter();
        let mut all = parts.next().unwrap_or_else(|| Self::new(Source::new("", "")));
        for part in parts {
            all.further.push((part.source, part.items));
            all.further.extend(part.further);
        }
        all
    }

    /// The source pointed into; of several, the first.
    pub fn source(&self) -> &Source {
        &self.source
    }

    /// The diagnostics by the source that they point into.
    ///
    /// ```
    /// use standoff_scenario::{Diagnostic, Diagnostics, Source};
    /// let found = Diagnostics::one(Source::new("x", "abc"), Diagnostic::error("code", "message"));
    /// let (source, items) = found.by_source().next().unwrap();
    /// assert_eq!((source.name(), items.len()), ("x", 1));
    /// ```
    pub fn by_source(&self) -> impl Iterator<Item = (&Source, &[Diagnostic])> {
        let further = self.further.iter().map(|(source, items)| (source, items.as_slice()));
        std::iter::once((&self.source, self.items.as_slice())).chain(further)
    }

    /// All diagnostics.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.by_source().flat_map(|(_, items)| items)
    }

    /// Number of diagnostics.
    pub fn len(&self) -> usize {
        self.by_source().map(|(_, items)| items.len()).sum()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Whether any diagnostic keeps the scenario from being used.
    pub fn has_errors(&self) -> bool {
        self.iter().any(|item| item.severity == Severity::Error)
    }

    /// The diagnostics as pages for people, in the order of the source.
    pub fn render(&self, styled: bool) -> String {
        let items = self.by_source().flat_map(|(source, items)| items.iter().map(move |item| (source, item)));
        let pages = items.take(Self::SHOWN).map(|(source, item)| item.render(source, styled));
        let mut text = pages.collect::<Vec<String>>().join("\n\n");
        if self.len() > Self::SHOWN {
            text.push_str(&format!("\n\nand {} more\n", self.len() - Self::SHOWN));
        }
        text
    }

    /// Sorts by place and removes repetitions; `Err` where there are errors.
    ///
    /// The parts of a scenario are read in the order in which they depend on one another, which is not that of the file.
    pub(crate) fn finish(mut self) -> Result<Self, Self> {
        let key = |item: &Diagnostic| (item.span.clone().map_or((0, 0), |span| (span.start, span.end)), item.severity);
        for items in std::iter::once(&mut self.items).chain(self.further.iter_mut().map(|(_, items)| items)) {
            items.sort_by(|one, other| {
                key(one).cmp(&key(other)).then_with(|| (one.code, &one.message).cmp(&(other.code, &other.message)))
            });
            items.dedup();
        }
        if self.has_errors() { Err(self) } else { Ok(self) }
    }
}

impl fmt::Display for Diagnostics {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.render(false))
    }
}

impl std::error::Error for Diagnostics {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_within_a_letter_or_beyond_the_text_become_whole_letters() {
        let mut found = Diagnostics::new(Source::new("x", "é = 1"));
        for span in [1..1, 1..2, 0..1, 5..9, 8..9] {
            found.push(Diagnostic::error("code", "message").at(&span));
        }
        let spans: Vec<_> = found.iter().filter_map(|item| item.span.clone()).collect();
        assert_eq!(spans, [0..2, 0..2, 0..2, 5..6, 6..6]);
        let nowhere = Diagnostics::one(Source::new("x", ""), Diagnostic::error("code", "message").at(&(3..4)));
        assert_eq!(nowhere.iter().next().unwrap().span, None);
    }

    #[test]
    fn each_fault_is_kept_once_and_in_order() {
        let mut found = Diagnostics::new(Source::new("x", "abc"));
        for at in [2, 1, 2] {
            found.push(Diagnostic::error("code", "message").at(&(at..at + 1)));
        }
        let starts: Vec<usize> =
            found.finish().unwrap_err().iter().filter_map(|item| Some(item.span.clone()?.start)).collect();
        assert_eq!(starts, [1, 2]);
    }
}
