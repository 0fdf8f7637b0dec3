//! Estimates of several quantities over dates, with numbered events.

use crate::canvas::key::{Sample, draw_key};
use crate::canvas::mark::Shape;
use crate::canvas::palette::Ink;
use crate::canvas::patch::{Patch, spread_boxes};
use crate::canvas::sheet::{Anchor, LABEL, LEAD, Paint, SMALL, Sheet, Text};
use crate::canvas::svg::{area_path, line_path};
use crate::canvas::text::{text_width, wrap_text};
use crate::chart::Chart;
use crate::date::Date;
use crate::estimate::Estimate;
use crate::frame::Frame;
use crate::look::Look;
use crate::scale::axis::{draw_axis_title, draw_date_axis, draw_level_axis, plot_beside};
use crate::scale::number::if_drawable;
use crate::scale::range::{Range, Scale};
use crate::size::Size;
use crate::table::{Cell, header_row};

/// One quantity over dates.
#[derive(Debug, Clone, PartialEq)]
pub struct DatedLine {
    /// Its name.
    pub name: String,
    /// Its shape, colour and dashes, the same in every picture.
    pub mark: usize,
    /// Its estimates.
    pub points: Vec<(Date, Estimate)>,
    /// Its last number, as it is told elsewhere; may be empty.
    pub told: String,
}

/// An event that is numbered in the plot and named below it.
#[derive(Debug, Clone, PartialEq)]
pub struct DatedMark {
    /// Day of the event.
    pub date: Date,
    /// The event, and what it did.
    pub name: String,
}

/// Lines over dates with the bands of their estimates, and numbered events.
#[derive(Debug, Clone, PartialEq)]
pub struct Course {
    /// Title, units, source and description.
    pub frame: Frame,
    /// Title of the vertical axis, with units.
    pub axis: String,
    /// The quantities: one line each.
    pub lines: Vec<DatedLine>,
    /// The remark on the last point of every line; empty where it is like the others.
    pub last: String,
    /// The events, the first of which has number 1.
    pub marks: Vec<DatedMark>,
}

/// Dashes of lines, by their mark.
const DASHES: [&str; 4] = ["", "7 3", "2 3", "9 3 2 3"];
/// Height of the row of numbers of events, with the lines from them to their days.
const NUMBER_ROW: f64 = 30.0;
/// Events that are numbered in the plot; those beyond are in the data alone.
const MOST_MARKS: usize = 12;
/// Length of the line from the end of a quantity to its name.
const LEADER: f64 = 12.0;

impl Chart for Course {
    fn draw(&self, look: Look<'_>, size: Size) -> String {
        let mut sheet = Sheet::new(&self.frame, look, size);
        let seen =
            self.lines.iter().flat_map(|line| line.drawable_points()).flat_map(|(_, one)| one.drawable_numbers());
        let (Some((first, last)), Some(range)) = (self.date_extent(), Range::around_values(seen.chain([0.0]), 5.0))
        else {
            return sheet.finish_without_chart();
        };
        let range = range.in_unit(self.frame.unit);
        let top = sheet.chart_top();
        let top = draw_key(&mut sheet, top, &self.key_entries());
        let top = draw_axis_title(&mut sheet, &self.axis, top);
        let names = LineNames::new(&sheet, &self.lines);
        let right = sheet.right() - names.width;
        let plot = plot_beside(&sheet, range, top, 0.0, right);
        let x = Scale::new(first.days_since_1970(), last.days_since_1970(), plot.left, plot.right);
        let top = top + if self.marks.is_empty() { 0.0 } else { NUMBER_ROW };
        let height = size.choose_by_width(260.0, 220.0).max(names.total_height());
        let plot = Patch { top, bottom: top + height, ..plot };
        let y = range.scale_between(plot.bottom, plot.top);
        draw_level_axis(&mut sheet, plot, range, y);
        self.draw_guides(&mut sheet, x, plot);
        let ends: Vec<f64> = self.lines.iter().map(|line| line.draw(&mut sheet, x, y)).collect();
        names.draw(&mut sheet, plot, &ends);
        let bottom = draw_date_axis(&mut sheet, plot, first, last);
        let bottom = self.list_marks(&mut sheet, bottom);
        sheet.finish_at(bottom)
    }

    fn rows(&self) -> Vec<Vec<Cell>> {
        let value = if self.axis.is_empty() { "value" } else { &self.axis };
        let mut rows = vec![header_row(&["date", "row", "name", value, "low", "high"])];
        for line in &self.lines {
            rows.extend(line.points.iter().map(|(date, Estimate { at, low, high })| {
                let mut row = vec![iso_date(*date), Cell::from("line"), Cell::Text(line.name.clone())];
                row.extend([*at, *low, *high].map(Cell::Number));
                row
            }));
        }
        rows.extend(self.marks.iter().map(|mark| {
            let mut row = vec![iso_date(mark.date), Cell::from("event"), Cell::Text(mark.name.clone())];
            row.extend([Cell::Empty, Cell::Empty, Cell::Empty]);
            row
        }));
        rows
    }
}

fn iso_date(date: Date) -> Cell {
    Cell::Text(format!("{:04}-{:02}-{:02}", date.year, date.month, date.day))
}

impl DatedLine {
    /// Points that can be drawn, in order of time.
    fn drawable_points(&self) -> Vec<(Date, Estimate)> {
        let mut points: Vec<(Date, Estimate)> =
            self.points.iter().copied().filter(|(_, one)| if_drawable(one.at).is_some()).collect();
        points.sort_by(|one, other| one.0.days_since_1970().total_cmp(&other.0.days_since_1970()));
        points
    }

    fn paint(&self) -> Paint {
        Paint::stroke(Ink::Series(self.mark), 2.2).with_dash(DASHES[self.mark % DASHES.len()])
    }

    /// Draws the line with its band and its last point; the height at which it ends.
    fn draw(&self, sheet: &mut Sheet<'_>, x: Scale, y: Scale) -> f64 {
        let at = self.mark;
        let points = self.drawable_points();
        let place = |date: Date, value: f64| (x.position(date.days_since_1970()), y.position(value));
        let banded: Vec<(Date, (f64, f64))> =
            points.iter().filter_map(|(date, one)| Some((*date, one.ordered_ends()?))).collect();
        let upper: Vec<(f64, f64)> = banded.iter().map(|(date, ends)| place(*date, ends.1)).collect();
        let lower: Vec<(f64, f64)> = banded.iter().map(|(date, ends)| place(*date, ends.0)).collect();
        if upper.len() > 1 {
            sheet.draw_path(&area_path(&upper, &lower), Paint::fill(Ink::Series(at)).with_opacity(0.2));
        }
        let line: Vec<(f64, f64)> = points.iter().map(|(date, one)| place(*date, one.at)).collect();
        if line.len() > 1 {
            sheet.draw_path(&line_path(&line), self.paint());
        }
        let Some(&(end, height)) = line.last() else { return y.position(0.0) };
        sheet.draw_mark(Shape(at), end, height, 4.0, Paint::fill(Ink::Series(at)).with_edge(Ink::Paper, 1.0));
        height
    }

    /// Its name and its last number.
    fn label(&self) -> String {
        match self.drawable_points().last() {
            Some(_) if !self.told.is_empty() => format!("{} {}", self.name, self.told),
            _ => self.name.clone(),
        }
    }
}

impl Course {
    /// The first and the last day of points that can be drawn, and of events.
    fn date_extent(&self) -> Option<(Date, Date)> {
        let points = self.lines.iter().flat_map(|line| line.drawable_points()).map(|(date, _)| date);
        let mut days: Vec<Date> = points.collect();
        if !days.is_empty() {
            days.extend(self.marks.iter().map(|mark| mark.date));
        }
        let day = |one: &Date, other: &Date| one.days_since_1970().total_cmp(&other.days_since_1970());
        Some((days.iter().copied().min_by(day)?, days.into_iter().max_by(day)?))
    }

    fn key_entries(&self) -> Vec<(Sample, &str)> {
        let band = Sample::Area(Paint::fill(Ink::Series(0)).with_opacity(0.2));
        let has_band = self.lines.iter().flat_map(|line| &line.points).any(|(_, one)| one.ordered_ends().is_some());
        let mut entries: Vec<(Sample, &str)> = has_band.then_some((band, "two standard errors")).into_iter().collect();
        if !self.last.is_empty() {
            entries.push((Sample::Point(Shape(0), Paint::fill(Ink::Series(0))), &self.last));
        }
        entries
    }

    /// The events that are numbered.
    fn numbered_marks(&self) -> &[DatedMark] {
        &self.marks[..self.marks.len().min(MOST_MARKS)]
    }

    /// Draws a line at the day of each event, and its number above, moved aside where days are close.
    fn draw_guides(&self, sheet: &mut Sheet<'_>, x: Scale, plot: Patch) {
        let days: Vec<f64> = self.numbered_marks().iter().map(|mark| x.position(mark.date.days_since_1970())).collect();
        let width = |at: usize| text_width(&(at + 1).to_string(), SMALL, true) + 6.0;
        let widths: Vec<f64> = (0..days.len()).map(width).collect();
        let lefts = spread_boxes(&days, &widths, plot.left - 8.0, plot.right + 8.0);
        for (at, day) in days.iter().enumerate() {
            let middle = lefts[at] + widths[at] / 2.0;
            let paint = Paint::stroke(Ink::Quiet, 1.0).with_dash("2 3");
            sheet.draw_line((*day, plot.top), (*day, plot.bottom), paint);
            sheet.draw_line((middle, plot.top - 12.0), (*day, plot.top), Paint::stroke(Ink::Quiet, 1.0));
            let number = (at + 1).to_string();
            let text = Text { size: SMALL, ..Text::label(middle, plot.top - 15.0, &number) }.in_bold();
            sheet.write_text(text.with_anchor(Anchor::Middle));
        }
    }

    /// Names the events below the plot, each with its number; the y at which they end.
    fn list_marks(&self, sheet: &mut Sheet<'_>, top: f64) -> f64 {
        let mut y = top + if self.marks.is_empty() { 0.0 } else { 4.0 };
        let indent = text_width(&self.numbered_marks().len().to_string(), SMALL, true) + 8.0;
        for (at, mark) in self.numbered_marks().iter().enumerate() {
            let name = format!("{}: {}", mark.date, mark.name);
            let lines = wrap_text(&name, SMALL, false, sheet.drawing_width() - indent, 3);
            let left = sheet.left();
            let number = (at + 1).to_string();
            sheet.write_text(Text { size: SMALL, ..Text::label(left, y + 13.0, &number) }.in_bold());
            sheet.write_lines(Text { size: SMALL, ..Text::label(left + indent, y + 13.0, "") }, &lines, &name);
            y += lines.len() as f64 * LEAD + 2.0;
        }
        y
    }
}

/// Names of lines to the right of the plot, with their last numbers.
struct LineNames {
    labels: Vec<String>,
    lines: Vec<Vec<String>>,
    /// Width of the column with its leaders.
    width: f64,
}

impl LineNames {
    fn new(sheet: &Sheet<'_>, lines: &[DatedLine]) -> Self {
        let most = sheet.size.choose_by_width(150.0, 84.0);
        let labels: Vec<String> = lines.iter().map(DatedLine::label).collect();
        let lines: Vec<Vec<String>> = labels.iter().map(|label| wrap_text(label, LABEL, false, most, 4)).collect();
        let widest = lines.iter().flatten().map(|line| text_width(line, LABEL, false)).fold(0.0, f64::max);
        Self { labels, lines, width: widest + LEADER + 6.0 }
    }

    fn heights(&self) -> Vec<f64> {
        self.lines.iter().map(|lines| lines.len() as f64 * LEAD + 4.0).collect()
    }

    fn total_height(&self) -> f64 {
        self.heights().iter().sum()
    }

    fn draw(&self, sheet: &mut Sheet<'_>, plot: Patch, ends: &[f64]) {
        let heights = self.heights();
        let tops = spread_boxes(ends, &heights, plot.top - 2.0, plot.bottom + 2.0);
        for (at, lines) in self.lines.iter().enumerate() {
            let (x, middle) = (plot.right + LEADER, tops[at] + heights[at] / 2.0);
            sheet.draw_line((plot.right + 5.0, ends[at]), (x - 2.0, middle), Paint::stroke(Ink::Series(at), 1.2));
            sheet.write_lines(Text::label(x + 2.0, tops[at] + 14.0, ""), lines, &self.labels[at]);
        }
    }
}
