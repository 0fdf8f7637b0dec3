//! Rows with names: to the left of their bars on wide sheets, above them on narrow ones.

use crate::canvas::patch::Patch;
use crate::canvas::sheet::{LABEL, LEAD, Sheet, Text};
use crate::canvas::text::{text_width, wrap_text};
use crate::scale::range::Range;
use crate::size::Size;

/// A row: the lines of its name and the place of its bar.
#[derive(Debug, Clone)]
pub(crate) struct LedgerRow {
    lines: Vec<String>,
    first: f64,
    /// The place of the bar, from `top` to `bottom`.
    pub(crate) top: f64,
    pub(crate) bottom: f64,
}

impl LedgerRow {
    pub(crate) fn middle_y(&self) -> f64 {
        f64::midpoint(self.top, self.bottom)
    }
}

/// Rows one below the other.
#[derive(Debug, Clone)]
pub(crate) struct Ledger {
    pub(crate) rows: Vec<LedgerRow>,
    /// The place of all bars.
    pub(crate) plot: Patch,
    beside: bool,
}

/// Widest column of names, as a share of the sheet: bars keep about two thirds.
const COLUMN: f64 = 0.32;
/// Most lines of a name.
const LINES: usize = 4;
/// Room between two rows.
const GAP: f64 = 10.0;

impl Ledger {
    /// Lays out a row for each name from `top` on, with bars of height `bar`.
    pub(crate) fn new(sheet: &Sheet<'_>, names: &[&str], top: f64, bar: f64) -> Self {
        let beside = sheet.size == Size::Wide;
        let lines: Vec<Vec<String>> = names.iter().map(|name| wrap_name(sheet, name)).collect();
        let left = sheet.left() + if beside { name_column_width(sheet, names) } else { 0.0 };
        let mut rows = Vec::with_capacity(lines.len());
        let mut y = top;
        for lines in lines {
            let row = if beside { LedgerRow::beside_bar(lines, y, bar) } else { LedgerRow::above_bar(lines, y, bar) };
            y = row.end_y(beside);
            rows.push(row);
        }
        Self { rows, plot: Patch::new(left, top, sheet.right(), y), beside }
    }

    /// Parts of the height that upright lines may cross without touching a name: all of it where names are to the left of
    /// the bars, the bars alone where names are above them.
    pub(crate) fn free_spans(&self) -> Vec<(f64, f64)> {
        if self.beside {
            return vec![(self.plot.top, self.plot.bottom)];
        }
        self.rows.iter().map(|row| (row.top - 2.0, row.bottom + 2.0)).collect()
    }

    /// Writes the names.
    pub(crate) fn write_names(&self, sheet: &mut Sheet<'_>, names: &[&str]) {
        for (row, name) in self.rows.iter().zip(names) {
            sheet.write_lines(Text::label(sheet.left(), row.first, ""), &row.lines, name);
        }
    }

    /// The plot made narrower, so that texts of given widths fit left and right of places on it.
    pub(crate) fn fit_plot(&self, range: Range, left: &[(f64, f64)], right: &[(f64, f64)]) -> Patch {
        let most = self.plot.width() * 0.4;
        let mut plot = self.plot;
        for _ in 0..20 {
            let scale = range.scale_between(plot.left, plot.right);
            let before = left.iter().map(|(at, width)| width - (scale.position(*at) - plot.left)).fold(0.0, f64::max);
            let after = right.iter().map(|(at, width)| width - (plot.right - scale.position(*at))).fold(0.0, f64::max);
            plot.left = self.plot.left + before.min(most);
            plot.right = self.plot.right - after.min(most);
        }
        plot
    }
}

fn wrap_name(sheet: &Sheet<'_>, name: &str) -> Vec<String> {
    let width = if sheet.size == Size::Wide { sheet.drawing_width() * COLUMN } else { sheet.drawing_width() };
    wrap_text(name, LABEL, false, width, LINES)
}

/// Width of the column of names to the left of the bars.
pub(crate) fn name_column_width(sheet: &Sheet<'_>, names: &[&str]) -> f64 {
    let lines = names.iter().flat_map(|name| wrap_name(sheet, name));
    lines.map(|line| text_width(&line, LABEL, false)).fold(0.0, f64::max) + 12.0
}

impl LedgerRow {
    fn beside_bar(lines: Vec<String>, top: f64, bar: f64) -> Self {
        let text = lines.len() as f64 * LEAD;
        let height = text.max(bar) + GAP;
        let middle = top + height / 2.0;
        Self { first: middle - text / 2.0 + 12.0, lines, top: middle - bar / 2.0, bottom: middle + bar / 2.0 }
    }

    fn above_bar(lines: Vec<String>, top: f64, bar: f64) -> Self {
        let text = lines.len() as f64 * LEAD;
        Self { first: top + 14.0, lines, top: top + text + 5.0, bottom: top + text + 5.0 + bar }
    }

    fn end_y(&self, beside: bool) -> f64 {
        let text = self.first - 12.0 + self.lines.len() as f64 * LEAD;
        if beside { text.max(self.bottom) + GAP / 2.0 } else { self.bottom + GAP * 0.8 }
    }
}
