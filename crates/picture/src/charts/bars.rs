//! Bar charts with intervals.

use crate::canvas::key::{Sample, draw_key};
use crate::canvas::mark::Shape;
use crate::canvas::palette::Ink;
use crate::canvas::patch::Patch;
use crate::canvas::sheet::{LABEL, Paint, Sheet, Text};
use crate::canvas::swatch::{Hatch, Hue, Swatch};
use crate::canvas::text::text_width;
use crate::chart::Chart;
use crate::estimate::Estimate;
use crate::frame::Frame;
use crate::look::Look;
use crate::scale::axis::{draw_upright_axis, draw_upright_lines};
use crate::scale::ledger::Ledger;
use crate::scale::number::if_drawable;
use crate::scale::range::Range;
use crate::size::Size;
use crate::table::{Cell, header_row};

/// A bar.
#[derive(Debug, Clone, PartialEq)]
pub struct Bar {
    /// Its name.
    pub name: String,
    /// Its value, with an interval.
    pub value: Estimate,
    /// Index of its group.
    pub group: usize,
    /// Another value that is marked on it; not a number where there is none.
    pub marked: f64,
    /// Its number is written in steps of this, which is not below its error; 0: with two digits that count.
    pub step: f64,
}

/// A group of bars, which are hatched alike.
#[derive(Debug, Clone, PartialEq)]
pub struct BarGroup {
    /// Its name.
    pub name: String,
    /// Its colour and hatch.
    pub swatch: Swatch,
}

/// Bars in rows, in the order given.
#[derive(Debug, Clone, PartialEq)]
pub struct Bars {
    /// Title, units, source and description.
    pub frame: Frame,
    /// Title of the axis, with units.
    pub axis: String,
    /// The groups; may be empty.
    pub groups: Vec<BarGroup>,
    /// Name of the values that are marked; may be empty.
    pub marked: String,
    /// The bars.
    pub bars: Vec<Bar>,
}

/// Height of a bar.
const HEIGHT: f64 = 16.0;

impl Chart for Bars {
    fn draw(&self, look: Look<'_>, size: Size) -> String {
        let mut sheet = Sheet::new(&self.frame, look, size);
        let bars: Vec<&Bar> = self.bars.iter().filter(|bar| if_drawable(bar.value.at).is_some()).collect();
        let numbers = bars.iter().flat_map(|bar| bar.drawable_numbers());
        let Some(range) = Range::around_values(numbers.chain([0.0]), 5.0).filter(|_| !bars.is_empty()) else {
            return sheet.finish_without_chart();
        };
        let (range, unit) = (range.in_unit(self.frame.unit), self.frame.unit);
        let top = sheet.chart_top();
        let top = draw_key(&mut sheet, top, &self.key_entries());
        let names: Vec<&str> = bars.iter().map(|bar| bar.name.as_str()).collect();
        let ledger = Ledger::new(&sheet, &names, top, HEIGHT);
        let text = |bar: &&Bar| {
            let room = text_width(&unit.format(bar.value.at, bar.step), LABEL, true) + 9.0;
            (bar.drawable_numbers().fold(0.0, f64::max), room)
        };
        let plot = ledger.fit_plot(range, &[], &bars.iter().map(text).collect::<Vec<_>>());
        let bottom = draw_upright_axis(&mut sheet, plot, &ledger.free_spans(), range, &self.axis);
        let scale = range.scale_between(plot.left, plot.right);
        let zero = scale.position(0.0);
        draw_upright_lines(&mut sheet, zero, &ledger.free_spans(), Paint::stroke(Ink::Text, 1.0));
        ledger.write_names(&mut sheet, &names);
        for (bar, row) in bars.iter().zip(&ledger.rows) {
            let x = scale.position(bar.value.at);
            let paint = Paint::hatch(self.swatch_of(bar));
            sheet.draw_rect(Patch::new(zero.min(x), row.top, zero.max(x), row.bottom), paint);
            let mut right = zero.max(x);
            if let Some((low, high)) = bar.value.ordered_ends() {
                sheet.draw_whisker(scale.position(low), scale.position(high), row.middle_y());
                right = right.max(scale.position(high));
            }
            let text = unit.format(bar.value.at, bar.step);
            if let Some(marked) = if_drawable(bar.marked) {
                let at = scale.position(marked);
                sheet.draw_mark(MARK, at, row.middle_y(), MARK_RADIUS, mark_paint());
                // The number is that of the bar: it goes beyond the mark only where there is no room before it.
                let end = right + 7.0 + text_width(&text, LABEL, true);
                if at - MARK_RADIUS < end {
                    right = right.max(at + MARK_RADIUS);
                }
            }
            sheet.write_text(Text::label(right + 7.0, row.middle_y() + 4.5, &text).in_bold());
        }
        sheet.finish_at(bottom)
    }

    fn rows(&self) -> Vec<Vec<Cell>> {
        let (grouped, marks) = (self.groups.len() > 1, self.has_marks());
        let value = if self.axis.is_empty() { "value" } else { &self.axis };
        let mut names = vec!["name", value, "low", "high"];
        names.extend(marks.then_some(self.marked.as_str()));
        names.extend(grouped.then_some("group"));
        let row = |bar: &Bar| {
            let Estimate { at, low, high } = bar.value;
            let mut cells = vec![Cell::Text(bar.name.clone()), Cell::Number(at), Cell::Number(low), Cell::Number(high)];
            cells.extend(marks.then_some(Cell::Number(bar.marked)));
            let group = || self.groups.get(bar.group).map_or(Cell::Empty, |group| Cell::Text(group.name.clone()));
            cells.extend(grouped.then(group));
            cells
        };
        std::iter::once(header_row(&names)).chain(self.bars.iter().map(row)).collect()
    }
}

/// Shape of the other value.
const MARK: Shape = Shape(3);
/// Its radius.
const MARK_RADIUS: f64 = 5.0;

fn mark_paint() -> Paint {
    Paint::fill(Ink::Paper).with_edge(Ink::Text, 1.6)
}

impl Bar {
    /// All numbers that are drawn.
    fn drawable_numbers(&self) -> impl Iterator<Item = f64> {
        self.value.drawable_numbers().chain(if_drawable(self.marked))
    }
}

impl Bars {
    fn has_marks(&self) -> bool {
        self.bars.iter().any(|bar| if_drawable(bar.marked).is_some())
    }

    /// Colour and hatch of a bar: those of its group.
    fn swatch_of(&self, bar: &Bar) -> Swatch {
        self.groups.get(bar.group).map_or(Swatch::new(Hue::Blue, Hatch::Solid), |group| group.swatch)
    }

    fn key_entries(&self) -> Vec<(Sample, &str)> {
        let groups = self.groups.iter().filter(|_| self.groups.len() > 1);
        let mut entries: Vec<(Sample, &str)> =
            groups.map(|group| (Sample::Area(Paint::hatch(group.swatch)), group.name.as_str())).collect();
        entries.extend(self.has_marks().then_some((Sample::Point(MARK, mark_paint()), self.marked.as_str())));
        entries
    }
}
