//! A quantity over dates, with what happened below it.

use crate::canvas::key::{Sample, draw_key};
use crate::canvas::mark::Shape;
use crate::canvas::palette::Ink;
use crate::canvas::patch::Patch;
use crate::canvas::sheet::{Anchor, LEAD, Paint, SMALL, Sheet, Text};
use crate::canvas::svg::{area_path, line_path};
use crate::canvas::text::{clean_text, shorten_text};
use crate::chart::Chart;
use crate::date::Date;
use crate::estimate::Estimate;
use crate::frame::Frame;
use crate::look::Look;
use crate::scale::axis::{draw_axis_title, draw_date_axis, draw_level_axis, left_out_words, plot_beside};
use crate::scale::range::{Range, Scale, if_drawable};
use crate::size::Size;
use crate::table::{Cell, header_row};

/// Something that happened.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    /// Day of the event.
    pub date: Date,
    /// Index of its kind.
    pub kind: usize,
    /// Index of its outcome.
    pub outcome: usize,
    /// Name of the event.
    pub name: String,
}

/// A line over dates, its forecast with a band, and events in lanes by kind.
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
    /// Kinds of events: one lane each.
    pub kinds: Vec<String>,
    /// Outcomes of events: one shape each.
    pub outcomes: Vec<String>,
    /// The events.
    pub events: Vec<Event>,
}

/// Height of a lane: its name, its marks with names beside them, and a line of names below.
const LANE: f64 = 54.0;

impl Chart for Timeline {
    fn draw(&self, look: Look<'_>, size: Size) -> String {
        let mut sheet = Sheet::new(&self.frame, look, size);
        let Some((first, last)) = self.date_extent() else { return sheet.finish_without_chart() };
        let outcome = |(at, name): (usize, &String)| (Sample::Point(Shape(at), mark_paint(at)), name.clone());
        let mut entries: Vec<(Sample, String)> = self.outcomes.iter().enumerate().map(outcome).collect();
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
        let bottom = plot.bottom + 6.0 + self.lane_count() as f64 * LANE;
        self.draw_guides(&mut sheet, x, plot);
        if let Some(range) = range {
            let y = range.scale_between(plot.bottom, plot.top);
            draw_level_axis(&mut sheet, plot, range, y);
            self.draw_lines(&mut sheet, x, y);
        }
        let left_out = self.draw_lanes(&mut sheet, x, plot);
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
        let mut rows = vec![header_row(&["date", "row", value, "low", "high", "kind", "outcome", "event"])];
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
            let named =
                |names: &[String], at: usize| names.get(at).map_or(Cell::Empty, |name| Cell::Text(name.clone()));
            row.extend([named(&self.kinds, event.kind), named(&self.outcomes, event.outcome)]);
            row.push(Cell::Text(event.name.clone()));
            rows.push(row);
        }
        rows
    }
}

fn iso_date(date: Date) -> Cell {
    Cell::Text(format!("{:04}-{:02}-{:02}", date.year, date.month, date.day))
}

fn mark_paint(outcome: usize) -> Paint {
    Paint::fill(Ink::Series(outcome + 1)).with_edge(Ink::Paper, 1.0)
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

    /// Number of lanes: events of no kind have the last.
    fn lane_count(&self) -> usize {
        let beyond = self.events.iter().any(|event| event.kind >= self.kinds.len());
        self.kinds.len() + usize::from(beyond)
    }

    fn draw_guides(&self, sheet: &mut Sheet<'_>, x: Scale, plot: Patch) {
        for event in &self.events {
            let x = x.position(event.date.days_since_1970());
            let lane = event.kind.min(self.kinds.len()) as f64;
            let end = plot.bottom + 6.0 + lane * LANE + 26.0;
            sheet.draw_line((x, plot.top), (x, end), Paint::stroke(Ink::Grid, 1.0));
        }
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

    /// Draws lanes with their names, marks and the names of events that have room; how many have none.
    fn draw_lanes(&self, sheet: &mut Sheet<'_>, x: Scale, plot: Patch) -> usize {
        let mut left_out = 0;
        for lane in 0..self.lane_count() {
            let top = plot.bottom + 6.0 + lane as f64 * LANE;
            let name = self.kinds.get(lane).map_or("other", String::as_str);
            let shown = shorten_text(&clean_text(name), SMALL, true, sheet.drawing_width());
            sheet.draw_line((sheet.left(), top), (sheet.right(), top), Paint::stroke(Ink::Grid, 1.0));
            let whole = (shown != name).then_some(name);
            sheet.write_text(Text { whole, ..Text::quiet(sheet.left(), top + 13.0, &shown).in_bold() });
            let mut events: Vec<&Event> =
                self.events.iter().filter(|event| event.kind.min(self.kinds.len()) == lane).collect();
            events.sort_by(|one, other| one.date.days_since_1970().total_cmp(&other.date.days_since_1970()));
            left_out += draw_lane(sheet, x, &events, top + 26.0);
        }
        left_out
    }
}

/// Marks of one lane, and names where there is room.
fn draw_lane(sheet: &mut Sheet<'_>, x: Scale, events: &[&Event], y: f64) -> usize {
    for event in events {
        let x = x.position(event.date.days_since_1970());
        let what = format!("{}: {}", event.date, event.name);
        sheet.draw_titled_path(&Shape(event.outcome).svg_path(x, y, 5.0), mark_paint(event.outcome), &what);
        sheet.reserve_patch(Patch::around_point(x, y, 6.0));
    }
    let most = sheet.size.choose_by_width(180.0, 110.0);
    let mut left_out = 0;
    for event in events {
        let x = x.position(event.date.days_since_1970());
        let name = shorten_text(&clean_text(&event.name), SMALL, false, most);
        let whole = (name != event.name).then_some(event.name.as_str());
        let right = Text { size: SMALL, whole, ..Text::label(x + 9.0, y + 4.5, &name) };
        let left = Text { x: x - 9.0, ..right }.with_anchor(Anchor::End);
        let below = Text { x: x - 5.0, y: y + 19.0, ..right };
        let below_left = Text { x: x + 5.0, ..below }.with_anchor(Anchor::End);
        let named = [right, left, below, below_left].into_iter().any(|text| sheet.write_label(text));
        left_out += usize::from(!named);
    }
    left_out
}
