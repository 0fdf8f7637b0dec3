//! A diagnostic as a page for people, with the line that it points into.

use std::borrow::Cow;
use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::diagnostic::{Diagnostic, Severity};
use super::source::Source;

impl Diagnostic {
    /// The diagnostic as a page for people, pointing into `source`.
    pub fn render(&self, source: &Source, styled: bool) -> String {
        let renderer = if styled { Renderer::styled() } else { Renderer::plain() };
        renderer.render(&[self.build_group(source)])
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
        let before = &text[..text.floor_char_boundary(self.span.as_ref()?.start)];
        let line = before.rfind('\n').map_or(0, |at| at + 1);
        Some((before.matches('\n').count() + 1, before[line..].chars().count() + 1))
    }

    fn build_group<'a>(&'a self, source: &'a Source) -> Group<'a> {
        let level = match self.severity {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
        };
        let title = level.primary_title(visible_text(&self.message)).id(self.code);
        let place = self.span.as_ref().map(|span| LineExcerpt::of_span(source.text(), span));
        let path = visible_text(source.name());
        let group = match place {
            Some(place) if place.is_near() => title.element(mark_snippet(source, &place, &self.label)),
            Some(place) => {
                let column = source.text()[place.line.start..place.marked.start].chars().count() + 1;
                title.element(Origin::path(path).line(place.number).char_column(column))
            }
            None => title.element(Origin::path(path)),
        };
        let allowed = |allowed: &String| Level::NOTE.message(format!("allowed: {}", visible_text(allowed)));
        let hint = |hint: &'a String| Level::HELP.message(visible_text(hint));
        group.elements(self.allowed.as_ref().map(allowed)).elements(self.hint.as_ref().map(hint))
    }
}

/// The text with letters that would steer a terminal escaped: names and words in messages come from files.
fn visible_text(text: &str) -> Cow<'_, str> {
    let steers = |letter: char| letter.is_control() && letter != '\n';
    if !text.contains(steers) {
        return Cow::Borrowed(text);
    }
    let escaped = |letter: char| if steers(letter) { letter.escape_default().to_string() } else { letter.to_string() };
    Cow::Owned(text.chars().map(escaped).collect())
}

/// A line of a source with the control letters of Latin-1 made visible, which the renderer passes on. Their stand-in has
/// as many bytes, so that places stay as they are.
fn visible_line(line: &str) -> Cow<'_, str> {
    const STAND_IN: &str = "\u{a4}";
    let steers = |letter: char| matches!(letter, '\u{80}'..='\u{9f}');
    if line.contains(steers) { Cow::Owned(line.replace(steers, STAND_IN)) } else { Cow::Borrowed(line) }
}

/// Longest part of a line that is shown, in bytes: a generated file may have all its content on one line.
const SHOWN: usize = 4096;

/// A place on its line.
struct LineExcerpt {
    /// Number of the line, from one.
    number: usize,
    /// The line, in bytes of the text; cut where it is longer than can be shown.
    line: Range<usize>,
    /// The part of the place that lies on it.
    marked: Range<usize>,
}

impl LineExcerpt {
    fn of_span(text: &str, span: &Range<usize>) -> Self {
        let begin = text.floor_char_boundary(span.start);
        let line = text[..begin].rfind('\n').map_or(0, |at| at + 1);
        let end = text[begin..].find('\n').map_or(text.len(), |at| begin + at);
        let end = text.floor_char_boundary(end.min(begin + SHOWN));
        let marked = begin..text.floor_char_boundary(span.end).clamp(begin, end);
        Self { number: text[..line].matches('\n').count() + 1, line: line..end, marked }
    }

    /// Whether it lies near enough to the beginning of its line to be shown there.
    fn is_near(&self) -> bool {
        self.marked.start - self.line.start <= SHOWN
    }
}

/// The line of the place, with the place marked.
fn mark_snippet<'a>(
    source: &'a Source,
    place: &LineExcerpt,
    label: &'a str,
) -> Snippet<'a, annotate_snippets::Annotation<'a>> {
    let LineExcerpt { number, line, marked } = place;
    let annotation = AnnotationKind::Primary.span(marked.start - line.start..marked.end - line.start);
    let annotation = if label.is_empty() { annotation } else { annotation.label(visible_text(label)) };
    let text = visible_line(&source.text()[line.clone()]);
    Snippet::source(text).path(visible_text(source.name())).line_start(*number).annotation(annotation)
}

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
    fn no_letter_of_a_file_steers_the_terminal() {
        let source = Source::new("x\u{1b}.toml", "a = \u{9b}31m\u{1b}[31m\r");
        let fault = Diagnostic::error("x", "\u{1b}y").label("\u{9b}").allowed("\u{13}").hint("did you mean `\u{7f}`?");
        for fault in [fault.clone(), fault.at(&(6..8))] {
            let page = fault.render(&source, false);
            assert!(!page.contains(|letter: char| letter.is_control() && letter != '\n'), "{page:?}");
        }
    }

    #[test]
    fn a_place_far_along_its_line_is_named_by_its_column() {
        let source = Source::new("x.toml", format!("one\n{}=", "é".repeat(1_000_000)));
        let page = |at: usize| Diagnostic::error("x", "y").at(&(at..at + 1)).render(&source, false);
        assert_eq!(page(2_000_004), "error[x]: y\n--> x.toml:2:1000001");
        assert!(page(6).contains("--> x.toml:2:2\n") && page(6).len() < 20_000);
    }
}
