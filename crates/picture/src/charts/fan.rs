//! A quantity over time, with its bands, and its record before them.

use crate::canvas::key::{Sample, draw_key};
use crate::canvas::mark::Shape;
use crate::canvas::palette::Ink;
use crate::canvas::patch::Patch;
use crate::canvas::sheet::{Anchor, LABEL, Paint, SMALL, Sheet, Text};
use crate::canvas::svg::line_path;
use crate::canvas::text::{clean_text, shorten_text};
use crate::chart::Chart;
use crate::charts::band::{self, Band, BandScales};
use crate::frame::Frame;
use crate::look::Look;
use crate::scale::axis::{Horizon, draw_axis_title, draw_level_axis, draw_month_axis_from, plot_beside};
use crate::scale::number::if_drawable;
use crate::scale::range::{Range, Scale};
use crate::size::Size;
use crate::table::{Cell, header_row};

/// Paint of the one future that is singled out.
const MARKED: Paint = Paint::stroke(Ink::Text, 2.2);
/// Paint of the record.
const RECORD: Paint = Paint::stroke(Ink::Text, 2.0);
/// Longest record that is drawn, in months.
const LONGEST_RECORD: f64 = 600.0;

/// A level line with its name.
#[derive(Debug, Clone, PartialEq)]
pub struct Reference {
    /// Its level, in the units of the chart.
    pub value: f64,
    /// Its name.
    pub name: String,
}

/// The month from which too few futures are left for a band, and the words that say so.
#[derive(Debug, Clone, PartialEq)]
pub struct Thinning {
    /// Month from the start.
    pub month: f64,
    /// The words.
    pub words: String,
}

/// A quantity over time: its record up to the start, then bands over futures, with single futures behind.
#[derive(Debug, Clone, PartialEq)]
pub struct Fan {
    /// Title, units, source and description.
    pub frame: Frame,
    /// Title of the vertical axis, with units.
    pub axis: String,
    /// Months that are shown.
    pub horizon: Horizon,
    /// The record: (months from the start, none above zero; value). May be empty.
    pub record: Vec<(f64, f64)>,
    /// The quantity by month.
    pub bands: Vec<Band>,
    /// Where the bands end for want of futures.
    pub thins: Option<Thinning>,
    /// Single futures: (months, value).
    pub singles: Vec<Vec<(f64, f64)>>,
    /// One future that is singled out and drawn strong: (months, value); may be empty.
    pub marked: Vec<(f64, f64)>,
    /// Level lines: a need, a threshold.
    pub references: Vec<Reference>,
}

impl Chart for Fan {
    fn draw(&self, look: Look<'_>, size: Size) -> String {
        let mut sheet = Sheet::new(&self.frame, look, size);
        let Some(range) = self.value_range() else { return sheet.finish_without_chart() };
        let top = sheet.chart_top();
        let top = draw_key(&mut sheet, top, &self.key_entries());
        let top = draw_axis_title(&mut sheet, &self.axis, top);
        let right = sheet.right();
        let plot = plot_beside(&sheet, range, top, size.choose_by_width(260.0, 220.0), right);
        let y = range.scale_between(plot.bottom, plot.top);
        draw_level_axis(&mut sheet, plot, range, y);
        let before = self.months_before();
        let x = Scale::new(-before, self.horizon.last_month(), plot.left, plot.right);
        let field = BandScales { horizon: self.horizon, x, y, stepped: false };
        field.draw_bands(&mut sheet, &self.bands, &self.singles_within(range));
        self.draw_record(&mut sheet, &field, plot);
        self.draw_marked(&mut sheet, &field);
        self.draw_references(&mut sheet, &field, plot);
        self.draw_thinning(&mut sheet, &field, plot);
        let bottom = draw_month_axis_from(&mut sheet, plot, self.horizon, before);
        sheet.finish_at(bottom)
    }

    fn rows(&self) -> Vec<Vec<Cell>> {
        let mut rows = band::band_rows(&self.bands, "median");
        let has_marked = !self.marked.is_empty();
        for (at, row) in rows.iter_mut().enumerate() {
            row.extend(has_marked.then(|| self.marked_cell(at)));
        }
        if self.record.is_empty() {
            return rows;
        }
        let (names, width) = (rows.remove(0), rows.first().map_or(2 + Band::COLUMNS.len(), Vec::len));
        let record = self.record.iter().map(|(month, value)| {
            let mut row = vec![Cell::from("record"), Cell::Number(*month), Cell::Number(*value)];
            row.resize(width.max(names.len()) + 1, Cell::Empty);
            row
        });
        let mut all = vec![[header_row(&["row"]), names.clone()].concat()];
        all.extend(record);
        all.extend(rows.into_iter().map(|row| [vec![Cell::from("forecast")], row].concat()));
        all
    }
}

impl Fan {
    /// The range of what is drawn; none if that is nothing. Single futures stretch it only where there are no bands.
    fn value_range(&self) -> Option<Range> {
        let drawn = |band: &&Band| self.horizon.contains(band.month) && if_drawable(band.median).is_some();
        let bands: Vec<f64> = self.bands.iter().filter(drawn).flat_map(Band::all_numbers).collect();
        let single = |(month, value): &(f64, f64)| self.horizon.contains(*month).then_some(*value);
        let singles: Vec<f64> = if bands.iter().any(|value| if_drawable(*value).is_some()) {
            Vec::new()
        } else {
            self.singles.iter().flatten().filter_map(single).collect()
        };
        if bands.iter().chain(&singles).all(|value| if_drawable(*value).is_none()) {
            return None;
        }
        let levels = self.references.iter().map(|reference| reference.value).chain([0.0]);
        let others =
            self.marked.iter().filter_map(single).chain(self.drawn_record().into_iter().map(|(_, value)| value));
        let range = Range::around_values(bands.into_iter().chain(singles).chain(levels).chain(others), 5.0);
        range.map(|range| range.in_unit(self.frame.unit))
    }

    fn key_entries(&self) -> Vec<(Sample, &'static str)> {
        let mut entries = Vec::new();
        entries.extend((!self.drawn_record().is_empty()).then_some((Sample::Line(RECORD), "on record")));
        if !self.bands.is_empty() {
            entries.extend(band::band_key(&self.bands, ["median", "90 in 100 futures"]));
        }
        entries.extend(band::singles_key(&self.singles, "single futures"));
        entries.extend((!self.marked.is_empty()).then_some((Sample::Line(MARKED), "this one")));
        entries
    }

    /// Points of the record that can be drawn, in order of time.
    fn drawn_record(&self) -> Vec<(f64, f64)> {
        let known =
            |(month, value): &&(f64, f64)| (-LONGEST_RECORD..=0.0).contains(month) && if_drawable(*value).is_some();
        let mut points: Vec<(f64, f64)> = self.record.iter().filter(known).copied().collect();
        points.sort_by(|one, other| one.0.total_cmp(&other.0));
        points
    }

    /// Whole months of the record that are shown.
    fn months_before(&self) -> f64 {
        self.drawn_record().first().map_or(0.0, |(month, _)| (-month).ceil())
    }

    /// Single futures as far as they stay in the range: a line along its edge would be none of theirs.
    fn singles_within(&self, range: Range) -> Vec<Vec<(f64, f64)>> {
        let within = |single: &Vec<(f64, f64)>| {
            single.iter().copied().take_while(|(_, value)| range.contains(*value)).collect::<Vec<_>>()
        };
        self.singles.iter().map(within).collect()
    }

    /// Draws the record, and the line between it and the forecast.
    fn draw_record(&self, sheet: &mut Sheet<'_>, field: &BandScales, plot: Patch) {
        let placed = |(month, value): (f64, f64)| (field.x.position(month), field.y.position(value));
        let points: Vec<(f64, f64)> = self.drawn_record().into_iter().map(placed).collect();
        if points.is_empty() {
            return;
        }
        let today = field.x.position(0.0);
        sheet.draw_line((today, plot.top), (today, plot.bottom), Paint::stroke(Ink::Text, 1.0));
        let text = Text { size: SMALL, ..Text::label(today - 5.0, plot.top + 11.0, "today") }.in_bold();
        let _ = sheet.write_label(text.with_anchor(Anchor::End)) || sheet.write_label(Text { x: today + 5.0, ..text });
        match points.as_slice() {
            [(x, y)] => sheet.draw_mark(Shape(0), *x, *y, 3.0, Paint::fill(Ink::Text)),
            points => sheet.draw_path(&line_path(points), RECORD),
        }
    }

    /// Draws where the bands end, and why.
    fn draw_thinning(&self, sheet: &mut Sheet<'_>, field: &BandScales, plot: Patch) {
        let Some(thins) = self.thins.as_ref().filter(|thins| self.horizon.contains(thins.month)) else { return };
        let x = field.x.position(thins.month);
        sheet.draw_line((x, plot.top), (x, plot.bottom), Paint::stroke(Ink::Quiet, 1.0).with_dash("2 3"));
        let words = shorten_text(&clean_text(&thins.words), SMALL, false, plot.width() - 12.0);
        let after = Text::quiet(x + 5.0, plot.top + 28.0, &words);
        let before = Text { x: x - 5.0, ..after }.with_anchor(Anchor::End);
        let _ = sheet.write_label(after) || sheet.write_label(before);
    }

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
}
