//! Diagnostics that a reader may give.

use standoff_scenario::{Diagnostic, Diagnostics, Severity, Source};

/// Checks a refusal: it holds an error, and everything in it is a message with a place that exists.
pub fn assert_refusal(found: &Diagnostics) {
    assert!(found.has_errors(), "refused without an error: {found:?}");
    assert_places(found);
}

/// Checks the warnings of something that was read.
pub fn assert_warnings(found: &Diagnostics) {
    assert!(found.iter().all(|item| item.severity == Severity::Warning), "an error among warnings: {found:?}");
    assert_places(found);
}

fn assert_places(found: &Diagnostics) {
    for (source, items) in found.by_source() {
        items.iter().for_each(|item| assert_item(source, item));
    }
    let page = found.render(false);
    assert_eq!(page.is_empty(), found.is_empty());
    assert_plain(&page);
}

fn assert_item(source: &Source, item: &Diagnostic) {
    assert!(!item.message.trim().is_empty() && !item.code.is_empty(), "no message: {item:?}");
    let Some(span) = &item.span else { return };
    let text = source.text();
    assert!(span.start <= span.end && span.end <= text.len(), "{item:?} points beyond {} bytes", text.len());
    assert!(text.is_char_boundary(span.start) && text.is_char_boundary(span.end), "{item:?} points into a letter");
    let (line, column) = item.position(source).expect("a span has a position");
    let words = text.split('\n').nth(line - 1).expect("the line exists");
    assert!(column <= words.chars().count() + 1, "{item:?} points beyond its line");
}

/// No file may steer the terminal on which its faults are shown.
fn assert_plain(text: &str) {
    let steering = text.chars().find(|letter| letter.is_control() && *letter != '\n');
    assert!(steering.is_none(), "{steering:?} in the message {text:?}");
}
