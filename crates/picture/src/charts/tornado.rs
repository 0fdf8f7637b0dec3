//! Tornado charts: parameters in order of how far they move an outcome.

use crate::canvas::key::{Sample, draw_key};
use crate::canvas::palette::Ink;
use crate::canvas::patch::Patch;
use crate::canvas::sheet::{Anchor, LABEL, Paint, SMALL, Sheet, Text};
use crate::canvas::swatch::{Hatch, Hue, Swatch};
use crate::canvas::text::{clean_text, shorten_text, text_width};
use crate::chart::Chart;
use crate::estimate::Estimate;
use crate::frame::Frame;
use crate::look::Look;
use crate::scale::axis::{draw_upright_axis, draw_upright_lines};
use crate::scale::ledger::{Ledger, LedgerRow};
use crate::scale::number::if_drawable;
use crate::scale::range::{Range, Scale};
use crate::size::Size;
use crate::table::{Cell, header_row};

/// Outcomes at the low and at the high value of a parameter.
#[derive(Debug, Clone, PartialEq)]
pub struct Swing {
    /// The parameter.
    pub name: String,
    /// Its low value, as text with its unit.
    pub low_value: String,
    /// Its high value, as text with its unit.
    pub high_value: String,
    /// The outcome where it is low.
    pub low: Estimate,
    /// The outcome where it is high.
    pub high: Estimate,
    /// True if the difference is told from chance; the bar is grey where it is not.
    pub clear: bool,
}

/// Swings around a base, largest first.
#[derive(Debug, Clone, PartialEq)]
pub struct Tornado {
    /// Title, units, source and description.
    pub frame: Frame,
    /// Title of the axis, with units.
    pub axis: String,
    /// The outcome where every parameter has its middle value.
    pub base: f64,
    /// The base as it is told elsewhere.
    pub base_told: String,
    /// The swings, in any order.
    pub swings: Vec<Swing>,
}

/// Height of a bar.
const BAR: f64 = 18.0;

impl Chart for Tornado {
    fn draw(&self, look: Look<'_>, size: Size) -> String {
        let mut sheet = Sheet::new(&self.frame, look, size);
        let swings = self.ranked_swings();
        let numbers = swings.iter().flat_map(|swing| swing.low.drawable_numbers().chain(swing.high.drawable_numbers()));
        let range = Range::around_values(numbers.chain([self.base]), 5.0);
        let Some(range) = range.filter(|_| !swings.is_empty() && if_drawable(self.base).is_some()) else {
            return sheet.finish_without_chart();
        };
        let range = range.in_unit(self.frame.unit);
        let top = sheet.chart_top();
        let words = ["parameter at its low value", "at its high value"];
        let entry = |at: usize| (Sample::Area(bar_paint(at, true)), words[at]);
        let mut entries: Vec<(Sample, &str)> = Vec::new();
        if swings.iter().any(|swing| swing.clear) {
            entries.extend([entry(0), entry(1)]);
        }
        let unclear = (Sample::Area(bar_paint(1, false)), "grey: not told from chance");
        entries.extend(swings.iter().any(|swing| !swing.clear).then_some(unclear));
        let top = draw_key(&mut sheet, top, &entries) + LINE;
        let names: Vec<&str> = swings.iter().map(|swing| swing.name.as_str()).collect();
        let ledger = Ledger::new(&sheet, &names, top, BAR);
        let (left, right): (Vec<_>, Vec<_>) = swings.iter().map(|swing| self.value_rooms(&sheet, swing)).unzip();
        let plot = ledger.fit_plot(range, &left, &right);
        let bottom = draw_upright_axis(&mut sheet, plot, &ledger.free_spans(), range, &self.axis);
        ledger.write_names(&mut sheet, &names);
        let scale = range.scale_between(plot.left, plot.right);
        let base = scale.position(self.base);
        for (swing, row) in swings.iter().zip(&ledger.rows) {
            draw_swing(&mut sheet, swing, row, scale, base);
        }
        draw_upright_lines(&mut sheet, base, &ledger.free_spans(), Paint::stroke(Ink::Text, 1.2));
        let told = shorten_text(&clean_text(&self.base_told), LABEL, true, widest_value(&sheet));
        let text = format!("base {told}");
        sheet.write_text(Text::label(base, plot.top - 9.0, &text).in_bold().with_anchor(Anchor::Middle));
        sheet.finish_at(bottom)
    }

    fn rows(&self) -> Vec<Vec<Cell>> {
        let names = [
            "parameter",
            "low value",
            "high value",
            "outcome low",
            "from",
            "to",
            "outcome high",
            "from",
            "to",
            "told from chance",
        ];
        let row = |swing: &Swing| {
            let words = [&swing.name, &swing.low_value, &swing.high_value].map(|word| Cell::Text(word.clone()));
            let numbers = [swing.low, swing.high].into_iter().flat_map(|one| [one.at, one.low, one.high]);
            let clear = Cell::from(if swing.clear { "yes" } else { "no" });
            words.into_iter().chain(numbers.map(Cell::Number)).chain([clear]).collect()
        };
        let mut base = vec![Cell::from("base"), Cell::Empty, Cell::Empty, Cell::Number(self.base)];
        base.resize(names.len(), Cell::Empty);
        let mut rows = vec![header_row(&names), base];
        rows.extend(self.swings.iter().map(row));
        rows
    }
}

/// Room for the base's name.
const LINE: f64 = 22.0;

/// Paint of the low and of the high end of a bar.
fn bar_paint(at: usize, clear: bool) -> Paint {
    match (clear, at) {
        (false, _) => Paint::fill(Ink::Grid).with_edge(Ink::Quiet, 0.8),
        (true, 0) => Paint::hatch(Swatch::new(Hue::Vermilion, Hatch::Stripes)),
        (true, _) => Paint::hatch(Swatch::new(Hue::Blue, Hatch::Solid)),
    }
}

impl Tornado {
    /// Swings that can be drawn, the widest first; equals as they came.
    fn ranked_swings(&self) -> Vec<&Swing> {
        let drawn = |swing: &&Swing| if_drawable(swing.low.at).is_some() && if_drawable(swing.high.at).is_some();
        let mut swings: Vec<&Swing> = self.swings.iter().filter(drawn).collect();
        let width = |swing: &Swing| (swing.high.at - swing.low.at).abs();
        swings.sort_by(|one, other| width(other).total_cmp(&width(one)));
        swings
    }

    /// The ends of a bar, and the room for the parameter's values there.
    fn value_rooms(&self, sheet: &Sheet<'_>, swing: &Swing) -> ((f64, f64), (f64, f64)) {
        let (first, last) = swing.values_left_and_right();
        let room = |value: &str| text_width(value, SMALL, false).min(widest_value(sheet)) + 8.0;
        let numbers = || swing.low.drawable_numbers().chain(swing.high.drawable_numbers());
        ((numbers().fold(self.base, f64::min), room(first)), (numbers().fold(self.base, f64::max), room(last)))
    }
}

impl Swing {
    /// The parameter's values at the left and at the right end of the bar.
    fn values_left_and_right(&self) -> (&str, &str) {
        if self.low.at <= self.high.at {
            (&self.low_value, &self.high_value)
        } else {
            (&self.high_value, &self.low_value)
        }
    }
}

/// Widest text of a parameter's value.
fn widest_value(sheet: &Sheet<'_>) -> f64 {
    sheet.size.choose_by_width(120.0, 100.0)
}

fn draw_swing(sheet: &mut Sheet<'_>, swing: &Swing, row: &LedgerRow, scale: Scale, base: f64) {
    let ends = [swing.low, swing.high];
    for (at, outcome) in ends.iter().enumerate() {
        let x = scale.position(outcome.at);
        sheet.draw_rect(Patch::new(base.min(x), row.top, base.max(x), row.bottom), bar_paint(at, swing.clear));
    }
    for outcome in ends {
        if let Some((low, high)) = outcome.ordered_ends() {
            sheet.draw_whisker(scale.position(low), scale.position(high), row.middle_y());
        }
    }
    let reach = |pick: fn(f64, f64) -> f64, from: f64| {
        let all = ends.iter().flat_map(|outcome| outcome.drawable_numbers()).map(|value| scale.position(value));
        all.fold(from, pick)
    };
    let (left, right) = (reach(f64::min, base), reach(f64::max, base));
    let (first, last) = swing.values_left_and_right();
    let most = widest_value(sheet);
    for (x, value, anchor) in [(left - 6.0, first, Anchor::End), (right + 6.0, last, Anchor::Start)] {
        let text = shorten_text(&clean_text(value), SMALL, false, most);
        let whole = (text != value).then_some(value);
        sheet.write_text(Text { whole, ..Text::quiet(x, row.middle_y() + 4.0, &text).with_anchor(anchor) });
    }
}
