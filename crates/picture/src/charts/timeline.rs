//! A quantity over dates, with what happened below it.

use crate::canvas::key::{Sample, draw_key};
use crate::canvas::mark::Shape;
use crate::canvas::palette::Ink;
use crate::canvas::patch::Patch;
use crate::canvas::sheet::{LEAD, Paint, SMALL, Sheet, Text};
use crate::canvas::svg::{area_path, line_path};
use crate::canvas::text::{clean_text, shorten_text, text_width};
use crate::chart::Chart;
use crate::date::Date;
use crate::estimate::Estimate;
use crate::frame::Frame;
use crate::look::Look;
use crate::scale::axis::{draw_axis_title, draw_date_axis, draw_level_axis, left_out_words, plot_beside};
use crate::scale::number::if_drawable;
use crate::scale::range::{Range, Scale};
use crate::size::Size;
use crate::table::{Cell, header_row};

/// Something that happened.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    /// Day of the event.
    pub date: Date,
    /// Index of its lane.
    pub lane: usize,
    /// Index of its outcome; beyond the list where its kind has none.
    pub outcome: usize,
    /// Name of the event, beside its mark; empty where its lane says all.
    pub name: String,
}

/// An outcome of events.
#[derive(Debug, Clone, PartialEq)]
pub struct Outcome {
    /// Its name.
    pub name: String,
    /// Its shape and colour, the same in every picture.
    pub mark: usize,
    /// Filled, or hollow for an outcome that is not known.
    pub filled: bool,
}

/// A line over dates, its forecast with a band, and events in lanes.
#[derive(Debug, Clone, PartialEq)]
pub struct Timeline {
    /// Title, units, source and description.
    pub frame: Frame,
    /// Title of the vertical axis, with units.
    pub axis: String,
    /// The record.
    pub record: Vec<(Date, f64)>,
    /// The forecast, with its band.
    pub forecast: Vec<(Date, Estimate)>,
    /// The lanes.
    pub lanes: Vec<String>,
    /// The outcomes of events.
    pub outcomes: Vec<Outcome>,
    /// The events.
    pub events: Vec<Event>,
}

/// Height of a lane without names of events: its own name, and its marks.
const LANE: f64 = 38.0;
/// From the top of a lane to its marks.
const MARKS: f64 = 27.0;
/// Most rows of names in a lane; names that need more are in the data alone.
const ROWS: usize = 9;

impl Chart for Timeline {
    fn draw(&self, look: Look<'_>, size: Size) -> String {
        let mut sheet = Sheet::new(&self.frame, look, size);
        let Some((first, last)) = self.date_extent() else { return sheet.finish_without_chart() };
        let outcome = |one: &Outcome| (Sample::Point(Shape(one.mark), one.paint()), one.name.clone());
        let mut entries: Vec<(Sample, String)> = self.outcomes.iter().map(outcome).collect();
        if !self.forecast.is_empty() {
            entries.push((
                Sample::Line(Paint::stroke(Ink::Series(0), 2.2).with_dash("5 3")),
                "forecast, with its band".into(),
            ));
        }
        let entries: Vec<(Sample, &str)> = entries.iter().map(|(sample, word)| (*sample, word.as_str())).collect();
        let top = sheet.chart_top();
        let top = draw_key(&mut sheet, top, &entries);
        let seen = self.record.iter().map(|(_, value)| *value);
        let seen = seen.chain(self.forecast.iter().flat_map(|(_, estimate)| estimate.drawable_numbers()));
        let range = Range::around_values(seen, 4.0);
        let top = if range.is_some() { draw_axis_title(&mut sheet, &self.axis, top) } else { top };
        let right = sheet.right();
        let height = if range.is_some() { size.choose_by_width(210.0, 180.0) } else { 0.0 };
        let plot = plot_beside(&sheet, range.unwrap_or_else(Range::of_shares), top, height, right);
        let x = Scale::new(first.days_since_1970(), last.days_since_1970(), plot.left, plot.right);
        if let Some(range) = range {
            let y = range.scale_between(plot.bottom, plot.top);
            draw_level_axis(&mut sheet, plot, range, y);
            self.draw_lines(&mut sheet, x, y);
        }
        let (bottom, left_out) = self.draw_lanes(&mut sheet, x, plot);
        let mut bottom = draw_date_axis(&mut sheet, Patch { bottom, ..plot }, first, last);
        if left_out > 0 {
            bottom += LEAD;
            let text = left_out_words(left_out);
            sheet.write_text(Text::quiet(sheet.left(), bottom, &text));
        }
        sheet.finish_at(bottom)
    }

    fn rows(&self) -> Vec<Vec<Cell>> {
        let value = if self.axis.is_empty() { "value" } else { &self.axis };
        let mut rows = vec![header_row(&["date", "row", value, "low", "high", "lane", "outcome", "event"])];
        let blank = || vec![Cell::Empty, Cell::Empty, Cell::Empty];
        for (date, value) in &self.record {
            let mut row = vec![iso_date(*date), Cell::from("record"), Cell::Number(*value), Cell::Empty, Cell::Empty];
            row.extend(blank());
            rows.push(row);
        }
        for (date, Estimate { at, low, high }) in &self.forecast {
            let mut row = vec![iso_date(*date), Cell::from("forecast")];
            row.extend([*at, *low, *high].map(Cell::Number));
            row.extend(blank());
            rows.push(row);
        }
        for event in &self.events {
            let mut row = vec![iso_date(event.date), Cell::from("event")];
            row.extend(blank());
            let outcome = self.outcomes.get(event.outcome).map(|outcome| &outcome.name);
            let named = |name: Option<&String>| name.map_or(Cell::Empty, |name| Cell::Text(name.clone()));
            row.extend([named(self.lanes.get(event.lane)), named(outcome)]);
            row.push(Cell::Text(event.name.clone()));
            rows.push(row);
        }
        rows
    }
}

fn iso_date(date: Date) -> Cell {
    Cell::Text(format!("{:04}-{:02}-{:02}", date.year, date.month, date.day))
}

impl Outcome {
    fn paint(&self) -> Paint {
        let ink = Ink::Series(self.mark);
        match self.filled {
            true => Paint::fill(ink).with_edge(Ink::Paper, 1.0),
            false => Paint::fill(Ink::Paper).with_edge(ink, 1.4),
        }
    }
}

impl Timeline {
    /// The first and the last day.
    fn date_extent(&self) -> Option<(Date, Date)> {
        let record = self.record.iter().filter(|(_, value)| if_drawable(*value).is_some()).map(|(date, _)| *date);
        let forecast = self.forecast.iter().filter(|(_, value)| if_drawable(value.at).is_some()).map(|(date, _)| *date);
        let days: Vec<Date> = record.chain(forecast).chain(self.events.iter().map(|event| event.date)).collect();
        let first =
            days.iter().copied().min_by(|one, other| one.days_since_1970().total_cmp(&other.days_since_1970()))?;
        Some((first, days.into_iter().max_by(|one, other| one.days_since_1970().total_cmp(&other.days_since_1970()))?))
    }

    /// Number of lanes: events of no lane have the last.
    fn lane_count(&self) -> usize {
        let beyond = self.events.iter().any(|event| event.lane >= self.lanes.len());
        self.lanes.len() + usize::from(beyond)
    }

    fn draw_lines(&self, sheet: &mut Sheet<'_>, x: Scale, y: Scale) {
        let placed = |points: Vec<(Date, f64)>| {
            let mut points: Vec<(Date, f64)> =
                points.into_iter().filter(|(_, value)| if_drawable(*value).is_some()).collect();
            points.sort_by(|one, other| one.0.days_since_1970().total_cmp(&other.0.days_since_1970()));
            points
                .into_iter()
                .map(|(date, value)| (x.position(date.days_since_1970()), y.position(value)))
                .collect::<Vec<_>>()
        };
        let banded: Vec<(Date, (f64, f64))> =
            self.forecast.iter().filter_map(|(date, estimate)| Some((*date, estimate.ordered_ends()?))).collect();
        let upper = placed(banded.iter().map(|(date, ends)| (*date, ends.1)).collect());
        let lower = placed(banded.iter().map(|(date, ends)| (*date, ends.0)).collect());
        if upper.len() > 1 {
            sheet.draw_path(&area_path(&upper, &lower), Paint::fill(Ink::Series(0)).with_opacity(0.2));
        }
        let forecast = placed(self.forecast.iter().map(|(date, estimate)| (*date, estimate.at)).collect());
        for (points, dash) in [(placed(self.record.clone()), ""), (forecast, "5 3")] {
            match points.as_slice() {
                [] => {}
                [(x, y)] => sheet.draw_mark(Shape(0), *x, *y, 3.5, Paint::fill(Ink::Series(0))),
                points => sheet.draw_path(&line_path(points), Paint::stroke(Ink::Series(0), 2.2).with_dash(dash)),
            }
        }
    }

    /// Draws lanes with their names and events; the y at which they end, and how many names have no room.
    fn draw_lanes(&self, sheet: &mut Sheet<'_>, x: Scale, plot: Patch) -> (f64, usize) {
        let (mut top, mut left_out) = (plot.bottom + 6.0, 0);
        for lane in 0..self.lane_count() {
            let name = self.lanes.get(lane).map_or("other", String::as_str);
            let shown = shorten_text(&clean_text(name), SMALL, true, sheet.drawing_width());
            sheet.draw_line((sheet.left(), top), (sheet.right(), top), Paint::stroke(Ink::Grid, 1.0));
            let whole = (shown != name).then_some(name);
            sheet.write_text(Text { whole, ..Text::quiet(sheet.left(), top + 13.0, &shown).in_bold() });
            let mut events: Vec<&Event> =
                self.events.iter().filter(|event| event.lane.min(self.lanes.len()) == lane).collect();
            events.sort_by(|one, other| one.date.days_since_1970().total_cmp(&other.date.days_since_1970()));
            let labels = LaneLabels::new(sheet, x, &events);
            labels.draw(sheet, top + MARKS);
            self.draw_marks(sheet, x, &events, name, top + MARKS);
            left_out += labels.left_out;
            top += LANE + labels.rows as f64 * LEAD;
        }
        (top, left_out)
    }

    fn draw_marks(&self, sheet: &mut Sheet<'_>, x: Scale, events: &[&Event], lane: &str, y: f64) {
        for event in events {
            let x = x.position(event.date.days_since_1970());
            let outcome = self.outcomes.get(event.outcome);
            let words = [event.name.as_str(), outcome.map_or("", |outcome| &outcome.name)];
            let words: Vec<&str> = words.into_iter().filter(|words| !words.is_empty()).collect();
            let what = format!("{}: {lane}: {}", event.date, words.join(", "));
            let mark = outcome.map_or(0, |outcome| outcome.mark);
            let paint = outcome.map_or(Paint::fill(Ink::Quiet), Outcome::paint);
            sheet.draw_titled_path(&Shape(mark).svg_path(x, y, 5.0), paint, &what);
        }
    }
}

/// A name of an event: its place below its mark.
struct LaneLabel<'a> {
    mark: f64,
    left: f64,
    row: usize,
    text: String,
    name: &'a str,
}

/// Names of the events of a lane, in rows below its marks.
struct LaneLabels<'a> {
    labels: Vec<LaneLabel<'a>>,
    rows: usize,
    left_out: usize,
}

impl<'a> LaneLabels<'a> {
    /// Places the names from the last event to the first, each in the first row with room: so the line from a mark to its name
    /// passes only names that begin farther right.
    fn new(sheet: &Sheet<'_>, x: Scale, events: &[&'a Event]) -> Self {
        let most = sheet.size.choose_by_width(200.0, 120.0);
        let (mut ends, mut labels, mut left_out) = ([f64::INFINITY; ROWS], Vec::new(), 0);
        for event in events.iter().rev().filter(|event| !event.name.trim().is_empty()) {
            let text = shorten_text(&clean_text(&event.name), SMALL, false, most);
            let (mark, width) = (x.position(event.date.days_since_1970()), text_width(&text, SMALL, false));
            let left = (mark - 4.0).min(sheet.right() - width).max(sheet.left());
            match ends.iter().position(|end| left + width + 6.0 <= *end) {
                Some(row) => {
                    ends[row] = left;
                    labels.push(LaneLabel { mark, left, row, text, name: &event.name });
                }
                None => left_out += 1,
            }
        }
        let rows = labels.iter().map(|label| label.row + 1).max().unwrap_or(0);
        Self { labels, rows, left_out }
    }

    /// Draws the lines from marks at `y` to names, then the names.
    fn draw(&self, sheet: &mut Sheet<'_>, y: f64) {
        let middle = |label: &LaneLabel<'_>| y + 19.0 + label.row as f64 * LEAD;
        for label in &self.labels {
            let end = middle(label) - 9.0;
            sheet.draw_line((label.mark, y), (label.mark, end.max(y + 7.0)), Paint::stroke(Ink::Quiet, 0.8));
        }
        for label in &self.labels {
            let whole = (label.text != label.name).then_some(label.name);
            let text = Text::label(label.left, middle(label), &label.text);
            sheet.write_text(Text { size: SMALL, whole, ..text });
        }
    }
}
