//! The answer in a sentence or three, between the head of a page and how to read it.

use standoff_prose::page::Page;
use standoff_prose::style::Tone;

/// Writes the answer; nothing where there is none.
pub(crate) fn write_answer(page: &mut Page, sentences: &[String]) {
    if sentences.is_empty() {
        return;
    }
    page.blank();
    page.flush(Tone::Strong, &sentences.join(" "));
}

/// Writes where the rest of a page is.
pub(crate) fn write_more(page: &mut Page, rest: &str) {
    page.blank();
    page.flush(Tone::Plain, &format!("More: --report, {rest}"));
}
