//! Frontier charts: points by two things that are wanted at once.

use crate::canvas::key::{Sample, draw_key};
use crate::canvas::mark::Shape;
use crate::canvas::palette::Ink;
use crate::canvas::patch::Patch;
use crate::canvas::sheet::{LABEL, LEAD, Paint, SMALL, Sheet, Text};
use crate::canvas::svg::line_path;
use crate::canvas::text::{clean_text, shorten_text, text_width, wrap_text};
use crate::chart::Chart;
use crate::estimate::Estimate;
use crate::frame::Frame;
use crate::look::Look;
use crate::scale::axis::{draw_axis_title, draw_level_axis, draw_upright_axis, leading_number, left_out_words};
use crate::scale::range::{Range, Scale, if_drawable};
use crate::size::Size;
use crate::table::{Cell, header_row};

/// A point with intervals both ways.
#[derive(Debug, Clone, PartialEq)]
pub struct Point {
    /// Its name.
    pub name: String,
    /// Its place across.
    pub across: Estimate,
    /// Its place upward.
    pub upward: Estimate,
    /// Index of its series.
    pub series: usize,
    /// Another point is better both ways: drawn hollow.
    pub dominated: bool,
}

/// One of several pictures with the same axes.
#[derive(Debug, Clone, PartialEq)]
pub struct Panel {
    /// Its title; may be empty.
    pub title: String,
    /// Its points.
    pub points: Vec<Point>,
}

/// Points in a plane, side by side for several conditions.
#[derive(Debug, Clone, PartialEq)]
pub struct Frontier {
    /// Title, units, source and description.
    pub frame: Frame,
    /// Title of the axis across, with units.
    pub across: String,
    /// Title of the axis upward, with units.
    pub upward: String,
    /// Names of the series; each has a shape.
    pub series: Vec<String>,
    /// The pictures.
    pub panels: Vec<Panel>,
}

/// Room between two pictures.
const GUTTER: f64 = 26.0;

impl Point {
    fn is_drawable(&self) -> bool {
        if_drawable(self.across.at).is_some() && if_drawable(self.upward.at).is_some()
    }
}

impl Chart for Frontier {
    fn draw(&self, look: Look<'_>, size: Size) -> String {
        let mut sheet = Sheet::new(&self.frame, look, size);
        let drawn = || self.panels.iter().flat_map(|panel| &panel.points).filter(|point| point.is_drawable());
        let across = Range::around_values(drawn().flat_map(|point| point.across.drawable_numbers()), 4.0);
        let upward = Range::around_values(drawn().flat_map(|point| point.upward.drawable_numbers()), 5.0);
        let (Some(across), Some(upward)) = (across, upward) else { return sheet.finish_without_chart() };
        let top = self.draw_key_of_series(&mut sheet);
        let top = draw_axis_title(&mut sheet, &self.upward, top);
        let columns = if size == Size::Wide { self.panels.len().clamp(1, 3) } else { 1 };
        let labels =
            upward.tick_labels().into_iter().map(|label| text_width(&label, SMALL, false)).fold(0.0, f64::max) + 6.0;
        let width = (sheet.drawing_width() - GUTTER * (columns - 1) as f64) / columns as f64;
        let (mut bottom, mut left_out, mut row_top) = (top, 0, top);
        for (at, panel) in self.panels.iter().enumerate() {
            if at % columns == 0 {
                row_top = if at == 0 { top } else { bottom + 10.0 };
            }
            let left = sheet.left() + (at % columns) as f64 * (width + GUTTER);
            let titles = wrap_text(&panel.title, LABEL, true, width, 2);
            sheet.write_lines(Text::label(left, row_top + 12.0, "").in_bold(), &titles, &panel.title);
            let row = self.panels[at - at % columns..].iter().take(columns);
            let lines = row.map(|panel| {
                wrap_text(&panel.title, LABEL, true, width, 2).iter().filter(|line| !line.is_empty()).count()
            });
            let y = row_top + lines.max().unwrap_or(0) as f64 * LEAD + 8.0;
            let plot = Patch::new(left + labels, y, left + width, y + size.choose_by_width(270.0, 250.0));
            let axes = PanelAxes {
                plot,
                x: across.scale_between(plot.left, plot.right),
                y: upward.scale_between(plot.bottom, plot.top),
            };
            draw_level_axis(&mut sheet, plot, upward, axes.y);
            let end = draw_upright_axis(&mut sheet, plot, &[(plot.top, plot.bottom)], across, &self.across);
            bottom = bottom.max(end);
            left_out += axes.draw_points(&mut sheet, &panel.points);
        }
        if left_out > 0 {
            let text = left_out_words(left_out);
            sheet.write_text(Text::quiet(sheet.left(), bottom + 10.0, &text));
            bottom += LEAD;
        }
        sheet.finish_at(bottom)
    }

    fn rows(&self) -> Vec<Vec<Cell>> {
        let across = if self.across.is_empty() { "across" } else { &self.across };
        let upward = if self.upward.is_empty() { "upward" } else { &self.upward };
        let names = ["picture", "name", "series", across, "low", "high", upward, "low", "high", "dominated"];
        let mut rows = vec![header_row(&names)];
        for panel in &self.panels {
            for point in &panel.points {
                let series = self.series.get(point.series).map_or(Cell::Empty, |name| Cell::Text(name.clone()));
                let mut row = vec![Cell::Text(panel.title.clone()), Cell::Text(point.name.clone()), series];
                for one in [point.across, point.upward] {
                    row.extend([one.at, one.low, one.high].map(Cell::Number));
                }
                row.push(Cell::from(if point.dominated { "yes" } else { "no" }));
                rows.push(row);
            }
        }
        rows
    }
}

impl Frontier {
    fn draw_key_of_series(&self, sheet: &mut Sheet<'_>) -> f64 {
        let entry = |(at, name): (usize, &String)| (Sample::Point(Shape(at), filled_paint(at)), name.clone());
        let mut entries: Vec<(Sample, String)> = self.series.iter().enumerate().map(entry).collect();
        if self.panels.iter().flat_map(|panel| &panel.points).any(|point| point.dominated) {
            let hollow = Sample::Point(Shape(0), hollow_paint(Ink::Quiet));
            entries.push((hollow, "hollow: another is better both ways".to_owned()));
        }
        let entries: Vec<(Sample, &str)> = entries.iter().map(|(sample, word)| (*sample, word.as_str())).collect();
        let top = sheet.chart_top();
        draw_key(sheet, top, &entries)
    }
}

fn filled_paint(series: usize) -> Paint {
    Paint::fill(Ink::Series(series)).with_edge(Ink::Paper, 1.0)
}

fn hollow_paint(ink: Ink) -> Paint {
    Paint::fill(Ink::Paper).with_edge(ink, 1.6)
}

/// Axes of one picture.
struct PanelAxes {
    plot: Patch,
    x: Scale,
    y: Scale,
}

impl PanelAxes {
    /// Draws points and their names; how many names have no room.
    fn draw_points(&self, sheet: &mut Sheet<'_>, points: &[Point]) -> usize {
        let drawn: Vec<&Point> = points.iter().filter(|point| point.is_drawable()).collect();
        for point in &drawn {
            self.draw_cross(sheet, point);
        }
        for point in &drawn {
            let (x, y) = self.point_on_sheet(point);
            let ink = Ink::Series(point.series);
            let paint = if point.dominated { hollow_paint(ink) } else { filled_paint(point.series) };
            sheet.draw_titled_path(&Shape(point.series).svg_path(x, y, 5.5), paint, &point.name);
            sheet.reserve_patch(Patch::around_point(x, y, 6.0));
        }
        drawn.into_iter().filter(|point| !self.draw_name(sheet, point)).count()
    }

    fn point_on_sheet(&self, point: &Point) -> (f64, f64) {
        (self.x.position(point.across.at), self.y.position(point.upward.at))
    }

    fn draw_cross(&self, sheet: &mut Sheet<'_>, point: &Point) {
        let (x, y) = self.point_on_sheet(point);
        let paint = Paint::stroke(Ink::Series(point.series), 1.2).with_opacity(0.65);
        if let Some((low, high)) = point.across.ordered_ends() {
            sheet.draw_path(&line_path(&[(self.x.position(low), y), (self.x.position(high), y)]), paint);
        }
        if let Some((low, high)) = point.upward.ordered_ends() {
            sheet.draw_path(&line_path(&[(x, self.y.position(low)), (x, self.y.position(high))]), paint);
        }
    }

    fn draw_name(&self, sheet: &mut Sheet<'_>, point: &Point) -> bool {
        let (x, y) = self.point_on_sheet(point);
        let name = shorten_text(&clean_text(&point.name), SMALL, false, self.plot.width() * 0.6);
        let whole = (name != point.name).then_some(point.name.as_str());
        let text = Text { size: SMALL, whole, ..Text::label(x, y, &name) };
        if sheet.write_label_beside(x, y, 9.0, text, self.plot) {
            return true;
        }
        if let Some(number) = leading_number(&point.name) {
            let _ = sheet.write_label_beside(x, y, 9.0, Text { size: SMALL, ..Text::label(x, y, number) }, self.plot);
        }
        false
    }
}
