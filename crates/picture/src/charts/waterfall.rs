//! Waterfall charts: from one number to another, step by step.

use crate::canvas::key::{Sample, draw_key};
use crate::canvas::palette::Ink;
use crate::canvas::patch::Patch;
use crate::canvas::sheet::{LABEL, Paint, Sheet, Text};
use crate::canvas::swatch::{Hatch, Hue, Swatch};
use crate::canvas::text::text_width;
use crate::chart::Chart;
use crate::estimate::Estimate;
use crate::frame::Frame;
use crate::look::Look;
use crate::scale::axis::draw_upright_axis;
use crate::scale::ledger::{Ledger, LedgerRow};
use crate::scale::number::if_drawable;
use crate::scale::range::{Range, Scale};
use crate::size::Size;
use crate::table::{Cell, header_row};

/// A change with its interval.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// Name of the change.
    pub name: String,
    /// By how much, in the units of the chart.
    pub change: Estimate,
    /// It is written in steps of this, which is not below its error; 0: with two digits that count.
    pub step: f64,
}

impl Step {
    /// Tests whether its interval holds zero: chance alone may have made it.
    fn may_be_chance(&self) -> bool {
        self.change.ordered_ends().is_some_and(|(low, high)| low < high && (low..=high).contains(&0.0))
    }

    fn paint(&self) -> Paint {
        let swatch = match self.change.at < 0.0 {
            true => Swatch::new(Hue::Vermilion, Hatch::Stripes),
            false => Swatch::new(Hue::Blue, Hatch::Solid),
        };
        match self.may_be_chance() {
            true => chance_paint(),
            false => Paint::hatch(swatch).with_edge(swatch.ink(), 1.0),
        }
    }
}

/// Paint of a step that chance alone may have made.
fn chance_paint() -> Paint {
    Paint::fill(Ink::Grid).with_edge(Ink::Quiet, 0.8)
}

/// A value from which or to which the steps lead.
#[derive(Debug, Clone, PartialEq)]
pub struct Total {
    /// Its name.
    pub name: String,
    /// The value.
    pub at: f64,
    /// It is written in steps of this; 0: with two digits that count.
    pub step: f64,
}

/// Steps from one value to another, as rows.
#[derive(Debug, Clone, PartialEq)]
pub struct Waterfall {
    /// Title, units, source and description.
    pub frame: Frame,
    /// Title of the axis, with units.
    pub axis: String,
    /// The first value.
    pub start: Total,
    /// The steps, in order.
    pub steps: Vec<Step>,
    /// The last value.
    pub end: Total,
}

/// Height of a bar.
const BAR: f64 = 18.0;

impl Chart for Waterfall {
    fn draw(&self, look: Look<'_>, size: Size) -> String {
        let mut sheet = Sheet::new(&self.frame, look, size);
        let (Some(start), Some(end)) = (if_drawable(self.start.at), if_drawable(self.end.at)) else {
            return sheet.finish_without_chart();
        };
        let steps: Vec<&Step> = self.steps.iter().filter(|step| if_drawable(step.change.at).is_some()).collect();
        let mut levels = vec![start];
        steps.iter().for_each(|step| levels.push(levels[levels.len() - 1] + step.change.at));
        let seen = steps
            .iter()
            .zip(&levels)
            .flat_map(|(step, from)| step.change.drawable_numbers().map(move |part| from + part));
        let all: Vec<f64> = seen.chain([start, end]).collect();
        let Some(range) = Range::around_values(all, 5.0) else { return sheet.finish_without_chart() };
        let (range, unit) = (range.in_unit(self.frame.unit), self.frame.unit);
        let mut names = vec![self.start.name.as_str()];
        names.extend(steps.iter().map(|step| step.name.as_str()));
        names.push(&self.end.name);
        let top = sheet.chart_top();
        let unclear = steps.iter().any(|step| step.may_be_chance());
        let entry = (Sample::Area(chance_paint()), "grey: the interval holds zero");
        let entries: Vec<(Sample, &str)> = unclear.then_some(entry).into_iter().collect();
        let top = draw_key(&mut sheet, top, &entries);
        let ledger = Ledger::new(&sheet, &names, top, BAR);
        let plot = ledger.fit_plot(range, &[], &self.number_rooms(&steps, &levels));
        let bottom = draw_upright_axis(&mut sheet, plot, &ledger.free_spans(), range, &self.axis);
        let page = WaterfallScale { scale: range.scale_between(plot.left, plot.right), zero: range.contains(0.0) };
        page.draw_total(&mut sheet, &ledger.rows[0], start, &unit.format(start, self.start.step));
        for (at, step) in steps.iter().enumerate() {
            page.draw_step(
                &mut sheet,
                &ledger.rows[at + 1],
                levels[at],
                step,
                &unit.format_signed(step.change.at, step.step),
            );
        }
        for (pair, level) in ledger.rows.windows(2).zip(&levels) {
            let x = page.scale.position(*level);
            sheet.draw_line((x, pair[0].bottom), (x, pair[1].top), Paint::stroke(Ink::Quiet, 1.0).with_dash("2 2"));
        }
        page.draw_total(&mut sheet, &ledger.rows[steps.len() + 1], end, &unit.format(end, self.end.step));
        ledger.write_names(&mut sheet, &names);
        sheet.finish_at(bottom)
    }

    fn rows(&self) -> Vec<Vec<Cell>> {
        let total = |one: &Total| vec![Cell::Text(one.name.clone()), Cell::Number(one.at), Cell::Empty, Cell::Empty];
        let step = |step: &Step| {
            let Estimate { at, low, high } = step.change;
            vec![Cell::Text(step.name.clone()), Cell::Number(at), Cell::Number(low), Cell::Number(high)]
        };
        let mut rows = vec![header_row(&["step", "value or change", "low", "high"]), total(&self.start)];
        rows.extend(self.steps.iter().map(step));
        rows.push(total(&self.end));
        rows
    }
}

impl Waterfall {
    /// The right ends of bars, and the room for the numbers there.
    fn number_rooms(&self, steps: &[&Step], levels: &[f64]) -> Vec<(f64, f64)> {
        let room = |text: String| text_width(&text, LABEL, true) + 12.0;
        let totals = [&self.start, &self.end].map(|one| (one.at, room(self.frame.unit.format(one.at, one.step))));
        let step = |(step, from): (&&Step, &f64)| {
            let ends = step.change.drawable_numbers().fold(0.0, f64::max);
            (from + ends, room(self.frame.unit.format_signed(step.change.at, step.step)))
        };
        steps.iter().zip(levels).map(step).chain(totals).collect()
    }
}

/// Scale of the rows.
struct WaterfallScale {
    scale: Scale,
    /// The axis includes zero, so that bars of totals begin there.
    zero: bool,
}

impl WaterfallScale {
    /// A bar from zero; where the axis has none, a mark, as a bar would look longer than it is.
    fn draw_total(&self, sheet: &mut Sheet<'_>, row: &LedgerRow, value: f64, text: &str) {
        let x = self.scale.position(value);
        let zero = if self.zero { self.scale.position(0.0) } else { x };
        let bar = Patch::new(zero.min(x) - 2.0, row.top, zero.max(x) + 2.0, row.bottom);
        sheet.draw_rect(bar, Paint::fill(Ink::Text));
        sheet.write_text(Text::label(bar.right + 6.0, row.middle_y() + 4.5, text).in_bold());
    }

    fn draw_step(&self, sheet: &mut Sheet<'_>, row: &LedgerRow, from: f64, step: &Step, text: &str) {
        let (one, other) = (self.scale.position(from), self.scale.position(from + step.change.at));
        let bar = Patch::new(one.min(other), row.top, one.max(other).max(one.min(other) + 1.0), row.bottom);
        sheet.draw_rect(bar, step.paint());
        let mut right = bar.right;
        if let Some((low, high)) = step.change.ordered_ends() {
            let (low, high) = (self.scale.position(from + low), self.scale.position(from + high));
            sheet.draw_whisker(low, high, row.middle_y());
            right = right.max(high);
        }
        sheet.write_text(Text::label(right + 6.0, row.middle_y() + 4.5, text));
    }
}
