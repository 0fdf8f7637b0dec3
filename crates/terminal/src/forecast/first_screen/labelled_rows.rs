//! Rows of text with a label at the left, each wrapped in its own column.

use super::wide_page::WIDE;
use standoff_prose::layout::pad_right;
use standoff_prose::style::{Style, Tone};
use standoff_prose::{strip_controls, wrap_words};

/// Columns before the labels.
const INDENT: usize = 2;
/// Columns between the labels and the texts.
const GAP: usize = 2;
/// Columns by which the further lines of a text are set in.
const HANGING: usize = 2;
/// Columns of the labels on a wide page, and on a narrow one.
const LABELS: [usize; 2] = [20, 13];

/// Texts under one label.
pub(super) struct Labelled {
    pub label: &'static str,
    pub rows: Vec<String>,
}

/// Columns of the texts on a page.
pub(super) fn text_columns(style: Style) -> usize {
    style.columns() - INDENT - label_columns(style) - GAP
}

fn label_columns(style: Style) -> usize {
    LABELS[usize::from(style.columns() < WIDE)]
}

/// The texts in lines beside their label.
pub(super) fn lay_out_rows(block: &Labelled, style: Style) -> Vec<String> {
    let labels = wrap_words(block.label, label_columns(style));
    let texts: Vec<String> = block.rows.iter().flat_map(|row| hanging_lines(row, text_columns(style))).collect();
    let line = |at: usize| {
        let [label, text] = [&labels, &texts].map(|lines| lines.get(at).map_or("", String::as_str));
        let label = style.paint(Tone::Strong, &pad_right(label, label_columns(style)));
        style.spell(format!("{}{label}{}{text}", " ".repeat(INDENT), " ".repeat(GAP)).trim_end())
    };
    (0..labels.len().max(texts.len())).map(line).collect()
}

/// A text in lines, all but the first set in.
fn hanging_lines(text: &str, columns: usize) -> Vec<String> {
    let text = strip_controls(text);
    let first = wrap_words(&text, columns).swap_remove(0);
    let rest = text.split_whitespace().skip(first.split_whitespace().count()).collect::<Vec<&str>>().join(" ");
    let rest = if rest.is_empty() { Vec::new() } else { wrap_words(&rest, columns - HANGING) };
    let set_in = |line: String| format!("{}{line}", " ".repeat(HANGING));
    std::iter::once(first).chain(rest.into_iter().map(set_in)).collect()
}
