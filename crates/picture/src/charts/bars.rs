//! Bar charts with intervals.

use crate::canvas::key::{Sample, draw_key};
use crate::canvas::palette::Ink;
use crate::canvas::patch::Patch;
use crate::canvas::sheet::{LABEL, Paint, Sheet, Text};
use crate::canvas::text::text_width;
use crate::chart::Chart;
use crate::estimate::Estimate;
use crate::frame::Frame;
use crate::look::Look;
use crate::scale::axis::{draw_upright_axis, draw_upright_lines};
use crate::scale::ledger::Ledger;
use crate::scale::range::{Range, format_number, if_drawable};
use crate::size::Size;
use crate::table::{Cell, header_row};

/// A bar.
#[derive(Debug, Clone, PartialEq)]
pub struct Bar {
    /// Its name.
    pub name: String,
    /// Its value, with an interval.
    pub value: Estimate,
    /// Its group; bars of one group are hatched alike. May be empty.
    pub group: String,
}

/// Bars in rows, in the order given.
#[derive(Debug, Clone, PartialEq)]
pub struct Bars {
    /// Title, units, source and description.
    pub frame: Frame,
    /// Title of the axis, with units.
    pub axis: String,
    /// Numbers are written in steps of this, which is not below their error; 0: with two digits that count.
    pub step: f64,
    /// The bars.
    pub bars: Vec<Bar>,
}

/// Height of a bar.
const HEIGHT: f64 = 16.0;

impl Chart for Bars {
    fn draw(&self, look: Look<'_>, size: Size) -> String {
        let mut sheet = Sheet::new(&self.frame, look, size);
        let bars: Vec<&Bar> = self.bars.iter().filter(|bar| if_drawable(bar.value.at).is_some()).collect();
        let numbers = bars.iter().flat_map(|bar| bar.value.drawable_numbers());
        let Some(range) = Range::around_values(numbers.chain([0.0]), 5.0).filter(|_| !bars.is_empty()) else {
            return sheet.finish_without_chart();
        };
        let groups = self.group_names();
        let mut top = sheet.chart_top();
        if groups.len() > 1 {
            let samples = (0..groups.len()).map(|at| Sample::Area(Paint::hatch(at)));
            let entries: Vec<(Sample, &str)> = samples.zip(groups.iter().copied()).collect();
            top = draw_key(&mut sheet, top, &entries);
        }
        let names: Vec<&str> = bars.iter().map(|bar| bar.name.as_str()).collect();
        let ledger = Ledger::new(&sheet, &names, top, HEIGHT);
        let text = |bar: &&Bar| {
            let room = text_width(&format_number(bar.value.at, self.step), LABEL, true) + 9.0;
            (bar.value.drawable_numbers().fold(0.0, f64::max), room)
        };
        let plot = ledger.fit_plot(range, &[], &bars.iter().map(text).collect::<Vec<_>>());
        let bottom = draw_upright_axis(&mut sheet, plot, &ledger.free_spans(), range, &self.axis);
        let scale = range.scale_between(plot.left, plot.right);
        let zero = scale.position(0.0);
        draw_upright_lines(&mut sheet, zero, &ledger.free_spans(), Paint::stroke(Ink::Text, 1.0));
        ledger.write_names(&mut sheet, &names);
        for (bar, row) in bars.iter().zip(&ledger.rows) {
            let x = scale.position(bar.value.at);
            let group = groups.iter().position(|group| *group == bar.group).unwrap_or(0);
            sheet.draw_rect(Patch::new(zero.min(x), row.top, zero.max(x), row.bottom), Paint::hatch(group));
            let mut right = zero.max(x);
            if let Some((low, high)) = bar.value.ordered_ends() {
                sheet.draw_whisker(scale.position(low), scale.position(high), row.middle_y());
                right = right.max(scale.position(high));
            }
            let text = format_number(bar.value.at, self.step);
            sheet.write_text(Text::label(right + 7.0, row.middle_y() + 4.5, &text).in_bold());
        }
        sheet.finish_at(bottom)
    }

    fn rows(&self) -> Vec<Vec<Cell>> {
        let grouped = self.bars.iter().any(|bar| !bar.group.is_empty());
        let value = if self.axis.is_empty() { "value" } else { &self.axis };
        let names = ["name", value, "low", "high", "group"];
        let row = |bar: &Bar| {
            let Estimate { at, low, high } = bar.value;
            let cells = [Cell::Text(bar.name.clone()), Cell::Number(at), Cell::Number(low), Cell::Number(high)];
            cells.into_iter().chain(grouped.then(|| Cell::Text(bar.group.clone()))).collect()
        };
        std::iter::once(header_row(&names[..4 + usize::from(grouped)])).chain(self.bars.iter().map(row)).collect()
    }
}

impl Bars {
    /// Groups in the order in which they first come.
    fn group_names(&self) -> Vec<&str> {
        let mut groups: Vec<&str> = Vec::new();
        for bar in &self.bars {
            if !groups.contains(&bar.group.as_str()) {
                groups.push(&bar.group);
            }
        }
        groups
    }
}
