//! A quantity over time, with its bands.

use crate::canvas::key::{Sample, draw_key};
use crate::canvas::mark::Shape;
use crate::canvas::palette::Ink;
use crate::canvas::patch::Patch;
use crate::canvas::sheet::{Anchor, LABEL, Paint, Sheet, Text};
use crate::canvas::svg::line_path;
use crate::canvas::text::{clean_text, shorten_text};
use crate::chart::Chart;
use crate::charts::band::{self, Band, BandScales};
use crate::charts::layers::{self, Layer, LayerNames, stack_layers};
use crate::frame::Frame;
use crate::look::Look;
use crate::scale::axis::{Horizon, draw_axis_title, draw_level_axis, draw_month_axis, plot_beside};
use crate::scale::range::{LARGEST, Range, if_drawable};
use crate::size::Size;
use crate::table::Cell;

/// Paint of the one future that is singled out.
const MARKED: Paint = Paint::stroke(Ink::Text, 2.2);

/// A level line with its name.
#[derive(Debug, Clone, PartialEq)]
pub struct Reference {
    /// Its level, in the units of the chart.
    pub value: f64,
    /// Its name.
    pub name: String,
}

/// A quantity over time with bands, single futures behind, and below it what it is made of.
#[derive(Debug, Clone, PartialEq)]
pub struct Fan {
    /// Title, units, source and description.
    pub frame: Frame,
    /// Title of the vertical axis, with units.
    pub axis: String,
    /// Months that are shown.
    pub horizon: Horizon,
    /// The quantity by month.
    pub bands: Vec<Band>,
    /// Single futures: (months, value).
    pub singles: Vec<Vec<(f64, f64)>>,
    /// One future that is singled out and drawn strong: (months, value); may be empty.
    pub marked: Vec<(f64, f64)>,
    /// Level lines: a need, a threshold.
    pub references: Vec<Reference>,
    /// Parts, each with a value for each of the bands' months, stacked in a picture below; may be empty.
    pub parts: Vec<Layer>,
    /// Title of the axis of the parts.
    pub parts_axis: String,
}

impl Chart for Fan {
    fn draw(&self, look: Look<'_>, size: Size) -> String {
        let mut sheet = Sheet::new(&self.frame, look, size);
        let drawn = |band: &&Band| self.horizon.contains(band.month) && if_drawable(band.median).is_some();
        let seen = self.bands.iter().filter(drawn).flat_map(Band::all_numbers);
        let levels = self.references.iter().map(|reference| reference.value).chain([0.0]);
        let marked = self.marked.iter().filter(|(month, _)| self.horizon.contains(*month)).map(|(_, value)| *value);
        let Some(range) = Range::around_values(seen.chain(levels).chain(marked), 5.0)
            .filter(|_| self.bands.iter().any(|band| drawn(&band)))
        else {
            return sheet.finish_without_chart();
        };
        let top = sheet.chart_top();
        let mut entries =
            band::band_key(!self.singles.is_empty(), ["median", "95 in 100 futures", "single futures"]).to_vec();
        entries.extend((!self.marked.is_empty()).then_some((Sample::Line(MARKED), "this one")));
        let top = draw_key(&mut sheet, top, &entries);
        let top = draw_axis_title(&mut sheet, &self.axis, top);
        let names: Vec<String> = self.parts.iter().map(|part| part.name.clone()).collect();
        let column = LayerNames::new(&sheet, &names);
        let right = sheet.right() - if names.is_empty() { 0.0 } else { column.width };
        let plot = plot_beside(&sheet, range, top, size.choose_by_width(260.0, 220.0), right);
        let scale = range.scale_between(plot.bottom, plot.top);
        draw_level_axis(&mut sheet, plot, range, scale);
        let field = BandScales { horizon: self.horizon, x: self.horizon.scale_across(plot), y: scale, stepped: false };
        field.draw_bands(&mut sheet, &self.bands, &self.singles);
        self.draw_marked(&mut sheet, &field);
        self.draw_references(&mut sheet, &field, plot);
        if names.is_empty() {
            let bottom = draw_month_axis(&mut sheet, plot, self.horizon);
            return sheet.finish_at(bottom);
        }
        let bottom = self.draw_parts(&mut sheet, plot, &column, &names);
        sheet.finish_at(bottom)
    }

    fn rows(&self) -> Vec<Vec<Cell>> {
        let mut rows = band::band_rows(&self.bands, "median");
        for (at, row) in rows.iter_mut().enumerate() {
            let cell = |part: &Layer| match at {
                0 => Cell::Text(part.name.clone()),
                at => part.values.get(at - 1).copied().map_or(Cell::Empty, Cell::Number),
            };
            row.extend(self.parts.iter().map(cell));
            row.extend((!self.marked.is_empty()).then(|| self.marked_cell(at)));
        }
        rows
    }
}

impl Fan {
    fn draw_marked(&self, sheet: &mut Sheet<'_>, field: &BandScales) {
        let points = field.line_points(self.marked.iter().copied());
        if points.len() > 1 {
            sheet.draw_path(&line_path(&points), MARKED);
        }
        if let Some((x, y)) = points.last() {
            sheet.draw_mark(Shape(0), *x, *y, 3.5, Paint::fill(Ink::Text));
        }
    }

    /// The marked future in a row of the table.
    fn marked_cell(&self, row: usize) -> Cell {
        let Some(band) = row.checked_sub(1).and_then(|at| self.bands.get(at)) else {
            return Cell::Text("this one".to_owned());
        };
        let found = self.marked.iter().find(|(month, _)| *month == band.month);
        found.map_or(Cell::Empty, |(_, value)| Cell::Number(*value))
    }

    fn draw_references(&self, sheet: &mut Sheet<'_>, field: &BandScales, plot: Patch) {
        for reference in self.references.iter().filter(|reference| if_drawable(reference.value).is_some()) {
            let y = field.y.position(reference.value);
            sheet.draw_line((plot.left, y), (plot.right, y), Paint::stroke(Ink::Text, 1.3).with_dash("6 4"));
            let name = shorten_text(&clean_text(&reference.name), LABEL, true, plot.width() - 12.0);
            let whole = (name != reference.name).then_some(reference.name.as_str());
            let above =
                Text { whole, ..Text::label(plot.right - 2.0, y - 5.0, &name).in_bold().with_anchor(Anchor::End) };
            let below = Text { y: y + 15.0, ..above };
            let left = Text { x: plot.left + 4.0, anchor: Anchor::Start, ..above };
            let _ = sheet.write_label(above) || sheet.write_label(below) || sheet.write_label(left);
        }
    }

    /// The parts in a picture of their own below; the y at which it ends.
    fn draw_parts(&self, sheet: &mut Sheet<'_>, above: Patch, column: &LayerNames, names: &[String]) -> f64 {
        let months: Vec<f64> = self.bands.iter().map(|band| band.month).collect();
        let tops = stack_layers(&self.parts, months.len(), LARGEST);
        let top = draw_axis_title(sheet, &self.parts_axis, above.bottom + 18.0);
        let highest = tops.last().into_iter().flatten().copied();
        let range = Range::around_values(highest.chain([0.0]), 3.0).unwrap_or_else(Range::of_shares);
        let height = sheet.size.choose_by_width(130.0, 120.0).max(column.total_height());
        let plot = Patch { top, bottom: top + height, ..above };
        let scale = range.scale_between(plot.bottom, plot.top);
        draw_level_axis(sheet, plot, range, scale);
        let field = BandScales { horizon: self.horizon, x: self.horizon.scale_across(plot), y: scale, stepped: false };
        let paints: Vec<Paint> = (0..names.len()).map(|at| Paint::hatch(at + 1)).collect();
        let middles = layers::draw_layers(sheet, &field, &months, &tops, &paints);
        column.draw_names(sheet, plot, &middles, &paints, names);
        draw_month_axis(sheet, plot, self.horizon)
    }
}
