//! What is wrong with a scenario, where, what is allowed, and one hint.

use std::fmt;
use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use serde::Serialize;

use crate::document::source::Source;

/// Whether a scenario can be used in spite of what was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// It cannot.
    Error,
    /// It can, but a reader should know.
    Warning,
}

/// One thing found in a scenario.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Diagnostic {
    /// Whether the scenario can be used in spite of it.
    pub severity: Severity,
    /// Stable name of the kind of fault, such as `unknown-key`.
    pub code: &'static str,
    /// What was found.
    pub message: String,
    /// The offending place, in bytes of the source.
    pub span: Option<Range<usize>>,
    /// Words under the place.
    pub label: String,
    /// What is allowed there.
    pub allowed: Option<String>,
    /// What probably helps.
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

    /// Points at the offending place; nothing at the very beginning means the file as a whole.
    #[must_use]
    pub fn at(mut self, span: &Range<usize>) -> Self {
        self.span = (span.end > 0).then(|| span.clone());
        self
    }

    /// Puts words under the place.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }

    /// Says what is allowed.
    #[must_use]
    pub fn allowed(mut self, allowed: impl Into<String>) -> Self {
        self.allowed = Some(allowed.into());
        self
    }

    /// Says what probably helps.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// Suggests the nearest valid name to a misspelt one, if one is near.
    #[must_use]
    pub fn nearest<'a>(mut self, word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Self {
        let near = crate::words::nearest(word, candidates);
        self.hint = near.map(|name| format!("did you mean `{name}`?")).or(self.hint);
        self
    }

    /// The diagnostic as a page for people, pointing into `source`.
    pub fn render(&self, source: &Source, styled: bool) -> String {
        let renderer = if styled { Renderer::styled() } else { Renderer::plain() };
        renderer.render(&[self.group(source)])
    }

    /// Line and column of the place, counted from one, columns in letters.
    ///
    /// ```
    /// use standoff_scenario::{Diagnostic, Source};
    /// let source = Source::new("war.toml", "format = 1\né = 2");
    /// assert_eq!(Diagnostic::error("x", "y").at(&(16..17)).position(&source), Some((2, 5)));
    /// ```
    pub fn position(&self, source: &Source) -> Option<(usize, usize)> {
        let text = source.text();
        let before = &text[..floor(text, self.span.as_ref()?.start)];
        let line = before.rfind('\n').map_or(0, |at| at + 1);
        Some((before.matches('\n').count() + 1, before[line..].chars().count() + 1))
    }

    fn group<'a>(&'a self, source: &'a Source) -> Group<'a> {
        let level = match self.severity {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
        };
        let title = level.primary_title(self.message.as_str()).id(self.code);
        let place = self.span.as_ref().map(|span| Place::of(source.text(), span));
        let group = match place {
            Some(place) if place.is_near() => title.element(snippet(source, &place, &self.label)),
            Some(place) => {
                let column = source.text()[place.line.start..place.marked.start].chars().count() + 1;
                title.element(Origin::path(source.name()).line(place.number).char_column(column))
            }
            None => title.element(Origin::path(source.name())),
        };
        let allowed = self.allowed.as_ref().map(|allowed| Level::NOTE.message(format!("allowed: {allowed}")));
        let hint = self.hint.as_ref().map(|hint| Level::HELP.message(hint.as_str()));
        group.elements(allowed).elements(hint)
    }
}

/// Longest part of a line that is shown, in bytes: a text may have all its content on one line.
const SHOWN: usize = 4096;

/// A place on its line.
struct Place {
    /// Number of the line, from one.
    number: usize,
    /// The line, in bytes of the text; cut where it is longer than can be shown.
    line: Range<usize>,
    /// The part of the place that lies on it.
    marked: Range<usize>,
}

impl Place {
    fn of(text: &str, span: &Range<usize>) -> Self {
        let begin = floor(text, span.start);
        let line = text[..begin].rfind('\n').map_or(0, |at| at + 1);
        let end = text[begin..].find('\n').map_or(text.len(), |at| begin + at);
        let end = floor(text, end.min(begin + SHOWN));
        let marked = begin..floor(text, span.end).clamp(begin, end);
        Self { number: text[..line].matches('\n').count() + 1, line: line..end, marked }
    }

    /// Whether it lies near enough to the beginning of its line to be shown there.
    fn is_near(&self) -> bool {
        self.marked.start - self.line.start <= SHOWN
    }
}

/// The line of the place, with the place marked.
fn snippet<'a>(source: &'a Source, place: &Place, label: &'a str) -> Snippet<'a, annotate_snippets::Annotation<'a>> {
    let Place { number, line, marked } = place;
    let annotation = AnnotationKind::Primary.span(marked.start - line.start..marked.end - line.start);
    let annotation = if label.is_empty() { annotation } else { annotation.label(label) };
    Snippet::source(&source.text()[line.clone()]).path(source.name()).line_start(*number).annotation(annotation)
}

/// The last boundary between letters at or before `at`.
fn floor(text: &str, at: usize) -> usize {
    let at = at.min(text.len());
    (0..=at).rev().find(|&place| text.is_char_boundary(place)).unwrap_or(0)
}

/// Everything found in one source: all errors, not only the first, and the warnings. An event log of several files has
/// what was found in each.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostics {
    source: Source,
    items: Vec<Diagnostic>,
    further: Vec<(Source, Vec<Diagnostic>)>,
}

impl Diagnostics {
    /// Most kept of one source.
    const KEPT: usize = 1000;
    /// Most shown of one source.
    const SHOWN: usize = 50;

    /// Nothing found yet.
    pub fn new(source: Source) -> Self {
        Self { source, items: Vec::new(), further: Vec::new() }
    }

    /// One thing found.
    pub fn one(source: Source, diagnostic: Diagnostic) -> Self {
        Self { source, items: vec![diagnostic], further: Vec::new() }
    }

    /// Adds one thing found.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        if self.items.len() < Self::KEPT || diagnostic.severity == Severity::Error && !self.has_errors() {
            self.items.push(diagnostic);
        }
    }

    /// Whether there are so many errors that more would not be kept: no need to look for them.
    pub(crate) fn is_full(&self) -> bool {
        self.items.len() >= Self::KEPT && self.has_errors()
    }

    /// What was found in several sources, in their order.
    pub(crate) fn joined(parts: Vec<Self>) -> Self {
        let mut parts = parts.into_iter();
        let mut all = parts.next().unwrap_or_else(|| Self::new(Source::new("", "")));
        for part in parts {
            all.further.push((part.source, part.items));
            all.further.extend(part.further);
        }
        all
    }

    /// The text pointed into; of several the first.
    pub fn source(&self) -> &Source {
        &self.source
    }

    /// What was found, by the text that it points into.
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

    /// What was found.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.by_source().flat_map(|(_, items)| items)
    }

    /// How many things were found.
    pub fn len(&self) -> usize {
        self.by_source().map(|(_, items)| items.len()).sum()
    }

    /// Whether nothing was found.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Whether anything found keeps the scenario from being used.
    pub fn has_errors(&self) -> bool {
        self.iter().any(|item| item.severity == Severity::Error)
    }

    /// Everything found, as pages for people, in the order of the source.
    pub fn render(&self, styled: bool) -> String {
        let items = self.by_source().flat_map(|(source, items)| items.iter().map(move |item| (source, item)));
        let pages = items.take(Self::SHOWN).map(|(source, item)| item.render(source, styled));
        let mut text = pages.collect::<Vec<String>>().join("\n\n");
        if self.len() > Self::SHOWN {
            text.push_str(&format!("\n\nand {} more\n", self.len() - Self::SHOWN));
        }
        text
    }

    /// Sorted by place, each thing once; an error where there are errors.
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
    fn places_beyond_the_text_or_within_a_letter_do_no_harm() {
        let source = Source::new("x.toml", "é = 1\n");
        for span in [0..1, 1..1, 1..2, 5..100, 100..200, 6..6] {
            assert!(Diagnostic::error("x", "y").at(&span).render(&source, false).contains("x.toml"), "{span:?}");
        }
    }

    #[test]
    fn a_place_far_along_its_line_is_told_by_its_column() {
        let source = Source::new("x.toml", format!("one\n{}=", "é".repeat(1_000_000)));
        let page = |at: usize| Diagnostic::error("x", "y").at(&(at..at + 1)).render(&source, false);
        assert_eq!(page(2_000_004), "error[x]: y\n--> x.toml:2:1000001");
        assert!(page(6).contains("--> x.toml:2:2\n") && page(6).len() < 20_000);
    }

    #[test]
    fn each_fault_is_told_once_and_in_order() {
        let mut found = Diagnostics::new(Source::new("x", "abc"));
        for at in [2, 1, 2] {
            found.push(Diagnostic::error("code", "message").at(&(at..at + 1)));
        }
        let starts: Vec<usize> =
            found.finish().unwrap_err().iter().filter_map(|item| Some(item.span.clone()?.start)).collect();
        assert_eq!(starts, [1, 2]);
    }
}
