//! Frontier charts: points by two things that are wanted at once.

use crate::canvas::callout::write_callout;
use crate::canvas::key::{Sample, draw_key};
use crate::canvas::mark::Shape;
use crate::canvas::palette::Ink;
use crate::canvas::patch::Patch;
use crate::canvas::sheet::{LABEL, LEAD, Paint, SMALL, Sheet, Text};
use crate::canvas::svg::line_path;
use crate::canvas::text::{text_width, wrap_text};
use crate::chart::Chart;
use crate::charts::roster::{RosterRow, draw_roster, numbered_name};
use crate::estimate::Estimate;
use crate::frame::Frame;
use crate::look::Look;
use crate::scale::axis::{draw_axis_title, draw_level_axis, draw_upright_axis};
use crate::scale::number::if_drawable;
use crate::scale::range::{Range, Scale};
use crate::size::Size;
use crate::table::{Cell, header_row};

/// A point with intervals both ways.
#[derive(Debug, Clone, PartialEq)]
pub struct Point {
    /// Its number, the same in every picture.
    pub number: usize,
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
    /// Drawn small and without its interval and number, which the data have.
    pub minor: bool,
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
    /// What small points are, for the key; may be empty.
    pub minor: String,
    /// The pictures.
    pub panels: Vec<Panel>,
}

/// Room between two pictures.
const GUTTER: f64 = 26.0;
/// Least distance of a point from the edge of its picture.
const EDGE: f64 = 12.0;
/// Radius of a point.
const MAJOR: f64 = 5.0;
/// Radius of a minor one.
const MINOR: f64 = 2.6;

impl Point {
    /// Tests whether the list below the pictures names it.
    fn is_listed(&self) -> bool {
        self.is_drawable() && !self.minor
    }

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
        let upward = upward.in_unit(self.frame.unit);
        let top = self.draw_key_of_series(&mut sheet);
        let top = draw_axis_title(&mut sheet, &self.upward, top);
        let columns = if size == Size::Wide { self.panels.len().clamp(1, 3) } else { 1 };
        let labels =
            upward.tick_labels().into_iter().map(|label| text_width(&label, SMALL, false)).fold(0.0, f64::max) + 6.0;
        let width = (sheet.drawing_width() - GUTTER * (columns - 1) as f64) / columns as f64;
        let (mut bottom, mut row_top) = (top, top);
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
            let axes = PanelAxes::new(plot, across, upward);
            bottom = bottom.max(axes.draw(&mut sheet, &self.across));
            axes.draw_points(&mut sheet, &panel.points);
        }
        let bottom = draw_roster(&mut sheet, bottom + 8.0, &self.roster());
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
                let mut row =
                    vec![Cell::Text(panel.title.clone()), Cell::Text(numbered_name(point.number, &point.name)), series];
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
    /// The points of all pictures, each once.
    fn roster(&self) -> Vec<RosterRow<'_>> {
        let mut rows: Vec<RosterRow<'_>> = Vec::new();
        for point in self.panels.iter().flat_map(|panel| &panel.points).filter(|point| point.is_listed()) {
            if rows.iter().all(|row| (row.number, row.name) != (point.number, point.name.as_str())) {
                rows.push(RosterRow { number: point.number, name: &point.name, marks: Vec::new() });
            }
        }
        rows.sort_by_key(|row| row.number);
        rows
    }

    fn draw_key_of_series(&self, sheet: &mut Sheet<'_>) -> f64 {
        let entry = |(at, name): (usize, &String)| (Sample::Point(Shape(at), filled_paint(at)), name.clone());
        let mut entries: Vec<(Sample, String)> = self.series.iter().enumerate().map(entry).collect();
        if self.panels.iter().flat_map(|panel| &panel.points).any(|point| point.dominated) {
            let hollow = Sample::Point(Shape(0), hollow_paint(Ink::Quiet));
            entries.push((hollow, "hollow: another is better both ways".to_owned()));
        }
        if !self.minor.is_empty() {
            let small = Sample::Point(Shape(6), Paint::fill(Ink::Quiet));
            entries.push((small, self.minor.clone()));
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

/// Axes of one picture, whose points stay off the edge.
struct PanelAxes {
    plot: Patch,
    across: Range,
    upward: Range,
    x: Scale,
    y: Scale,
}

impl PanelAxes {
    fn new(plot: Patch, across: Range, upward: Range) -> Self {
        let x = across.scale_between(plot.left + EDGE, plot.right - EDGE);
        Self { plot, across, upward, x, y: upward.scale_between(plot.bottom - EDGE, plot.top + EDGE) }
    }

    /// Draws both axes; the y at which they end.
    fn draw(&self, sheet: &mut Sheet<'_>, title: &str) -> f64 {
        let plot = self.plot;
        draw_level_axis(sheet, plot, self.upward, self.y);
        let inner = Patch { left: plot.left + EDGE, right: plot.right - EDGE, ..plot };
        draw_upright_axis(sheet, inner, &[(plot.top, plot.bottom)], self.across, title)
    }

    /// Draws points, and the number of each beside it or at the end of a line to it.
    fn draw_points(&self, sheet: &mut Sheet<'_>, points: &[Point]) {
        let drawn: Vec<&Point> = points.iter().filter(|point| point.is_drawable()).collect();
        for point in &drawn {
            self.draw_cross(sheet, point);
        }
        // The major ones last, so that they lie on top.
        let (minor, major): (Vec<&Point>, Vec<&Point>) = drawn.iter().partition(|point| point.minor);
        for point in minor.into_iter().chain(major) {
            let (x, y) = self.point_on_sheet(point);
            let ink = Ink::Series(point.series);
            let paint = if point.dominated { hollow_paint(ink) } else { filled_paint(point.series) };
            let name = numbered_name(point.number, &point.name);
            let radius = if point.minor { MINOR } else { MAJOR };
            sheet.draw_titled_path(&Shape(point.series).svg_path(x, y, radius), paint, &name);
            sheet.reserve_patch(Patch::around_point(x, y, radius + 1.0));
        }
        for point in drawn.into_iter().filter(|point| !point.minor) {
            let number = point.number.to_string();
            let text = Text { size: LABEL, ..Text::label(0.0, 0.0, &number) }.in_bold();
            write_callout(sheet, self.point_on_sheet(point), 13.0, text, self.plot);
        }
    }

    fn point_on_sheet(&self, point: &Point) -> (f64, f64) {
        (self.x.position(point.across.at), self.y.position(point.upward.at))
    }

    fn draw_cross(&self, sheet: &mut Sheet<'_>, point: &Point) {
        let (x, y) = self.point_on_sheet(point);
        let paint = Paint::stroke(Ink::Series(point.series), 1.0).with_opacity(0.4);
        if point.minor {
            return;
        }
        if let Some((low, high)) = point.across.ordered_ends() {
            sheet.draw_path(&line_path(&[(self.x.position(low), y), (self.x.position(high), y)]), paint);
        }
        if let Some((low, high)) = point.upward.ordered_ends() {
            sheet.draw_path(&line_path(&[(x, self.y.position(low)), (x, self.y.position(high))]), paint);
        }
    }
}
