//! A key in one or more lines, for series that cannot be named where they are drawn.

use crate::canvas::mark::Shape;
use crate::canvas::patch::Patch;
use crate::canvas::sheet::{LABEL, Paint, Sheet, Text};
use crate::canvas::text::{clean_text, shorten_text, text_width};

/// Sample before a word of the key.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Sample {
    /// An area.
    Area(Paint),
    /// A line.
    Line(Paint),
    /// A point.
    Point(Shape, Paint),
}

/// Width of a sample.
const SAMPLE: f64 = 18.0;
/// Room between two entries.
const APART: f64 = 18.0;
/// Distance from one line of the key to the next.
const LINE: f64 = 20.0;

/// Draws the key from `top` on; the y at which it ends.
pub(crate) fn draw_key(sheet: &mut Sheet<'_>, top: f64, entries: &[(Sample, &str)]) -> f64 {
    let (mut x, mut y) = (sheet.left(), top);
    for (sample, word) in entries.iter().filter(|(_, word)| !word.is_empty()) {
        let shown = shorten_text(&clean_text(word), LABEL, false, sheet.drawing_width() - SAMPLE - 6.0);
        let width = SAMPLE + 6.0 + text_width(&shown, LABEL, false);
        if x > sheet.left() && x + width > sheet.right() {
            (x, y) = (sheet.left(), y + LINE);
        }
        draw_sample(sheet, *sample, x, y + 8.0);
        sheet.write_text(Text {
            whole: (shown != **word).then_some(*word),
            ..Text::label(x + SAMPLE + 6.0, y + 12.5, &shown)
        });
        x += width + APART;
    }
    if entries.is_empty() { top } else { y + LINE + 6.0 }
}

fn draw_sample(sheet: &mut Sheet<'_>, sample: Sample, x: f64, y: f64) {
    match sample {
        Sample::Area(paint) => sheet.draw_rect(Patch::new(x, y - 6.0, x + SAMPLE, y + 6.0), paint),
        Sample::Line(paint) => sheet.draw_line((x, y), (x + SAMPLE, y), paint),
        Sample::Point(shape, paint) => sheet.draw_mark(shape, x + SAMPLE / 2.0, y, 5.0, paint),
    }
}
