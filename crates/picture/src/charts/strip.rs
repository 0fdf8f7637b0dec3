//! Strip charts: the part of each region that is held.

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
use crate::scale::ledger::{Ledger, name_column_width};
use crate::scale::number::{format_number, format_signed, if_drawable};
use crate::scale::range::{Range, Scale};
use crate::size::Size;
use crate::table::{Cell, header_row};

/// A region, or all of them.
#[derive(Debug, Clone, PartialEq)]
pub struct Region {
    /// Its name.
    pub name: String,
    /// Amount held at the start.
    pub held: f64,
    /// Amount gained since then; negative for a loss.
    pub change: f64,
    /// Amount not held now.
    pub remaining: f64,
}

/// Regions as bars of what was held, what changed and what remains; and all together with a forecast.
#[derive(Debug, Clone, PartialEq)]
pub struct Strip {
    /// Title, units, source and description.
    pub frame: Frame,
    /// Title of the axis, with units, e.g. "km²".
    pub axis: String,
    /// Names of the parts held, changed and remaining.
    pub words: [String; 3],
    /// The regions.
    pub regions: Vec<Region>,
    /// All regions together.
    pub total: Option<Region>,
    /// Name and value of the amount of the total that will be held.
    pub forecast: Option<(String, Estimate)>,
    /// Numbers are written in steps of this, which is not below their error; 0: with two digits that count.
    pub step: f64,
}

/// Height of a bar.
const BAR: f64 = 16.0;

impl Region {
    fn whole_amount(&self) -> Option<f64> {
        let parts = [if_drawable(self.held)?, if_drawable(self.change)?, if_drawable(self.remaining)?];
        Some(parts[0].max(0.0) + parts[1] + parts[2].max(0.0)).filter(|whole| *whole >= 0.0)
    }

    /// Value at which its bar ends.
    fn bar_end(&self) -> f64 {
        self.whole_amount().unwrap_or(0.0).max(self.held.max(0.0) + self.change.max(0.0))
    }
}

impl Chart for Strip {
    fn draw(&self, look: Look<'_>, size: Size) -> String {
        let mut sheet = Sheet::new(&self.frame, look, size);
        let regions: Vec<&Region> = self.regions.iter().filter(|region| region.whole_amount().is_some()).collect();
        let total: Vec<&Region> = self.total.iter().filter(|region| region.whole_amount().is_some()).collect();
        if regions.is_empty() && total.is_empty() {
            return sheet.finish_without_chart();
        }
        let changed = self.has_changed();
        let words: Vec<String> = self.words.iter().enumerate().map(|(at, words)| self.part_words(at, words)).collect();
        let parts = (0..3).filter(|&part| part != 1 || changed);
        let entries: Vec<(Sample, &str)> =
            parts.map(|part| (Sample::Area(part_paint(part)), words[part].as_str())).collect();
        let top = sheet.chart_top();
        let top = draw_key(&mut sheet, top, &entries);
        let mut bottom = self.draw_block(&mut sheet, &regions, None, top);
        if !total.is_empty() {
            let forecast = self.forecast.as_ref().filter(|(_, estimate)| estimate.drawable_numbers().next().is_some());
            bottom =
                self.draw_block(&mut sheet, &total, forecast, bottom + if regions.is_empty() { 0.0 } else { 14.0 });
        }
        sheet.finish_at(bottom)
    }

    fn rows(&self) -> Vec<Vec<Cell>> {
        let [held, change, remaining] = self.words.each_ref().map(String::as_str);
        let row = |region: &Region| {
            let numbers = [region.held, region.change, region.remaining].map(Cell::Number);
            std::iter::once(Cell::Text(region.name.clone())).chain(numbers).collect()
        };
        let mut rows = vec![header_row(&["region", held, change, remaining])];
        rows.extend(self.regions.iter().chain(&self.total).map(row));
        if let Some((name, Estimate { at, low, high })) = &self.forecast {
            rows.push(vec![Cell::Text(name.clone()), Cell::Number(*at), Cell::Empty, Cell::Empty]);
            rows.push(vec![Cell::Text(format!("{name}, low")), Cell::Number(*low), Cell::Empty, Cell::Empty]);
            rows.push(vec![Cell::Text(format!("{name}, high")), Cell::Number(*high), Cell::Empty, Cell::Empty]);
        }
        rows
    }
}

/// Held, changed, remaining.
fn part_paint(part: usize) -> Paint {
    match part {
        0 => Paint::hatch(Swatch::new(Hue::Grey, Hatch::Solid)),
        1 => Paint::hatch(Swatch::new(Hue::Vermilion, Hatch::Stripes)),
        _ => Paint::fill(Ink::Grid).with_opacity(0.7).with_edge(Ink::Quiet, 0.6),
    }
}

impl Strip {
    /// Tests whether anything changed. Numbers at the bars are changes if so, and amounts held if not.
    fn has_changed(&self) -> bool {
        self.regions.iter().chain(&self.total).any(|region| region.change != 0.0)
    }

    /// Name of a part, with a remark on the one whose numbers are printed at the ends of bars.
    fn part_words(&self, part: usize, words: &str) -> String {
        if part == usize::from(self.has_changed()) { format!("{words} (number at the end)") } else { words.to_owned() }
    }

    /// The number at the end of a bar.
    fn end_number(&self, region: &Region) -> String {
        if self.has_changed() { format_signed(region.change, self.step) } else { format_number(region.held, self.step) }
    }

    /// The names of all rows.
    fn row_names(&self) -> Vec<&str> {
        let regions = self.regions.iter().chain(&self.total).map(|region| region.name.as_str());
        regions.chain(self.forecast.iter().map(|(name, _)| name.as_str())).collect()
    }

    /// Bars with one axis; the y at which they end.
    fn draw_block(
        &self,
        sheet: &mut Sheet<'_>,
        regions: &[&Region],
        forecast: Option<&(String, Estimate)>,
        top: f64,
    ) -> f64 {
        if regions.is_empty() {
            return top;
        }
        let mut names: Vec<&str> = regions.iter().map(|region| region.name.as_str()).collect();
        names.extend(forecast.iter().map(|(name, _)| name.as_str()));
        let mut ledger = Ledger::new(sheet, &names, top, BAR);
        if sheet.size == Size::Wide {
            ledger.plot.left = sheet.left() + name_column_width(sheet, &self.row_names());
        }
        let room = |text: String| text_width(&text, LABEL, true) + 10.0;
        let text = |region: &&Region| (region.bar_end(), room(self.end_number(region)));
        let spoken = forecast.map(|(_, estimate)| {
            (estimate.drawable_numbers().fold(0.0, f64::max), room(format_number(estimate.at, self.step)))
        });
        let texts: Vec<(f64, f64)> = regions.iter().map(text).chain(spoken).collect();
        let wholes = regions.iter().map(|region| region.bar_end());
        let forecasts = forecast.into_iter().flat_map(|(_, estimate)| estimate.drawable_numbers());
        let Some(range) = Range::around_values(wholes.chain(forecasts).chain([0.0]), 5.0) else { return top };
        let plot = ledger.fit_plot(range, &[], &texts);
        let bottom = draw_upright_axis(sheet, plot, &ledger.free_spans(), range, &self.axis);
        ledger.write_names(sheet, &names);
        let scale = range.scale_between(plot.left, plot.right);
        for (region, row) in regions.iter().zip(&ledger.rows) {
            draw_region(sheet, region, scale, row.top, row.bottom);
            let x = scale.position(region.bar_end()) + 7.0;
            sheet.write_text(Text::label(x, row.middle_y() + 4.5, &self.end_number(region)).in_bold());
        }
        if let (Some((_, estimate)), Some(row)) = (forecast, ledger.rows.last()) {
            self.draw_forecast(sheet, *estimate, scale, row.top, row.bottom);
        }
        bottom
    }

    fn draw_forecast(&self, sheet: &mut Sheet<'_>, estimate: Estimate, scale: Scale, top: f64, bottom: f64) {
        let mut right = scale.position(0.0);
        if let Some((low, high)) = estimate.ordered_ends() {
            let band =
                Patch::new(scale.position(low), top, scale.position(high).max(scale.position(low) + 1.0), bottom);
            sheet.draw_rect(band, Paint::fill(Ink::Series(1)).with_opacity(0.3));
            right = band.right;
        }
        if let Some(at) = if_drawable(estimate.at) {
            let x = scale.position(at);
            sheet.draw_line((x, top - 2.0), (x, bottom + 2.0), Paint::stroke(Ink::Series(1), 3.0));
            let text = format_number(at, self.step);
            sheet.write_text(Text::label(right.max(x) + 7.0, f64::midpoint(top, bottom) + 4.5, &text).in_bold());
        }
    }
}

/// Draws the parts held, changed and remaining side by side. A loss is taken from what was held.
fn draw_region(sheet: &mut Sheet<'_>, region: &Region, scale: Scale, top: f64, bottom: f64) {
    let kept = region.held.max(0.0) + region.change.min(0.0);
    let changed = kept + region.change.abs();
    let whole = region.bar_end();
    let mut from = scale.position(0.0);
    for (part, end) in [kept, changed, whole].into_iter().enumerate() {
        let to = scale.position(end).max(from);
        if to > from {
            sheet.draw_rect(Patch::new(from, top, to, bottom), part_paint(part));
        }
        from = to;
    }
}
