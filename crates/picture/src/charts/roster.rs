//! The list below a plane of numbered points: each number with its name, and marks at the right.

use crate::canvas::mark::Shape;
use crate::canvas::palette::Ink;
use crate::canvas::sheet::{LABEL, LEAD, Paint, Sheet, Text};
use crate::canvas::text::{text_width, wrap_text};

/// A row: its number, its name, and its marks, each filled or hollow.
pub(crate) struct RosterRow<'a> {
    pub(crate) number: usize,
    pub(crate) name: &'a str,
    /// Shape and colour by place, and whether it is filled.
    pub(crate) marks: Vec<(usize, bool)>,
}

/// The label of a numbered point: "3. A ceasefire first".
pub(crate) fn numbered_name(number: usize, name: &str) -> String {
    format!("{number}. {name}")
}

/// Width of a mark's column.
const COLUMN: f64 = 24.0;
/// Most lines of a name.
const LINES: usize = 2;

/// Draws the list from `top` on; the y at which it ends.
pub(crate) fn draw_roster(sheet: &mut Sheet<'_>, top: f64, rows: &[RosterRow<'_>]) -> f64 {
    let marks = rows.iter().map(|row| row.marks.len()).max().unwrap_or(0) as f64;
    let names: Vec<String> = rows.iter().map(|row| numbered_name(row.number, row.name)).collect();
    let most = sheet.drawing_width() - marks * COLUMN - 8.0;
    let lines: Vec<Vec<String>> = names.iter().map(|name| wrap_text(name, LABEL, false, most, LINES)).collect();
    let widest = lines.iter().flatten().map(|line| text_width(line, LABEL, false)).fold(0.0, f64::max);
    let first = sheet.left() + widest + 8.0 + COLUMN / 2.0;
    let mut y = top;
    for ((row, name), lines) in rows.iter().zip(&names).zip(&lines) {
        sheet.write_lines(Text::label(sheet.left(), y + 13.0, ""), lines, name);
        for (place, (mark, filled)) in row.marks.iter().enumerate() {
            let x = first + place as f64 * COLUMN;
            sheet.draw_mark(Shape(*mark), x, y + 8.5, 4.6, mark_paint(*mark, *filled));
        }
        y += lines.len() as f64 * LEAD + 3.0;
    }
    y
}

/// Paint of a mark: its colour where it is filled, an outline of it where it is not.
pub(crate) fn mark_paint(mark: usize, filled: bool) -> Paint {
    let ink = Ink::Series(mark);
    Paint::fill(if filled { ink } else { Ink::Paper }).with_edge(ink, 1.4)
}
