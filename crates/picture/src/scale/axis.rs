//! Axes: a light grid, round ticks, and titles that are read without turning the head.

use crate::canvas::palette::Ink;
use crate::canvas::patch::Patch;
use crate::canvas::sheet::{Anchor, Paint, SMALL, Sheet, Text};
use crate::canvas::text::{text_width, wrap_text};
use crate::date::Date;
use crate::scale::number::if_drawable;
use crate::scale::range::{Range, Scale};

/// Months from the start, and the day of the start where there is one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Horizon {
    /// Last month that is shown.
    pub months: f64,
    /// The day that is month 0: adds dates to the axis.
    pub start: Option<Date>,
}

/// Longest horizon that is drawn, in months.
const LONGEST: f64 = 1200.0;
/// Steps of an axis of months, and of calendar months.
const STEPS: [i64; 12] = [1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 6000];
/// Room between the labels of two ticks.
const GAP: f64 = 10.0;

impl Horizon {
    /// The last month, within reason.
    pub(crate) fn last_month(self) -> f64 {
        if self.months.is_finite() { self.months.clamp(1.0, LONGEST) } else { 60.0 }
    }

    /// The month, if it lies before the horizon.
    pub(crate) fn contains(self, month: f64) -> bool {
        if_drawable(month).is_some_and(|month| (0.0..=self.last_month()).contains(&month))
    }

    pub(crate) fn scale_across(self, plot: Patch) -> Scale {
        Scale::new(0.0, self.last_month(), plot.left, plot.right)
    }

    /// The calendar month of a month from the start.
    fn calendar_label(self, month: i64) -> Option<String> {
        self.start.map(|start| Date::first_of_month(start.months_since_year_0() + month).month_name())
    }

    /// Months that have room for their labels, with `before` months before the start.
    fn tick_months(self, width: f64, before: f64) -> Vec<i64> {
        let last = self.last_month() as i64;
        let wide =
            self.calendar_label(0).map_or(text_width("000", SMALL, false), |name| text_width(&name, SMALL, false));
        let fits = |step: &i64| width * *step as f64 / (self.last_month() + before) >= wide + GAP;
        let step = STEPS.into_iter().find(fits).unwrap_or(last).max(1);
        let first = -(before as i64) / step;
        (first..=last / step).map(|at| at * step).collect()
    }
}

/// The plot to the right of the labels of a vertical axis, from `top` on.
pub(crate) fn plot_beside(sheet: &Sheet<'_>, range: Range, top: f64, height: f64, right: f64) -> Patch {
    let widths = range.tick_labels().into_iter().map(|label| text_width(&label, SMALL, false));
    let left = sheet.left() + widths.fold(0.0, f64::max) + 6.0;
    Patch::new(left.min(right - 60.0), top, right, top + height)
}

/// Remark under a plot in which some names had no room.
pub(crate) fn left_out_words(count: usize) -> String {
    let names = if count == 1 { "name has" } else { "names have" };
    format!("{count} {names} no room here; the data have all.")
}

/// The title of a vertical axis, above it; the y at which the plot may begin.
pub(crate) fn draw_axis_title(sheet: &mut Sheet<'_>, title: &str, top: f64) -> f64 {
    let lines = wrap_text(title, SMALL, false, sheet.drawing_width(), 2);
    if lines.iter().all(String::is_empty) {
        return top + 8.0;
    }
    sheet.write_lines(Text::quiet(sheet.left(), top + 11.0, ""), &lines, title);
    top + lines.len() as f64 * 16.0 + 8.0
}

/// A vertical axis at the left of a plot, with level grid lines.
pub(crate) fn draw_level_axis(sheet: &mut Sheet<'_>, plot: Patch, range: Range, scale: Scale) {
    for tick in range.ticks() {
        let y = scale.position(tick);
        let ink = if tick == 0.0 { Ink::Quiet } else { Ink::Grid };
        sheet.draw_line((plot.left, y), (plot.right, y), Paint::stroke(ink, 1.0));
        sheet.write_text(Text::quiet(plot.left - 6.0, y + 4.0, &range.format_tick(tick)).with_anchor(Anchor::End));
    }
}

/// An axis of months below a plot; the y at which it ends.
pub(crate) fn draw_month_axis(sheet: &mut Sheet<'_>, plot: Patch, horizon: Horizon) -> f64 {
    draw_month_axis_from(sheet, plot, horizon, 0.0)
}

/// The same with `before` months before the start.
pub(crate) fn draw_month_axis_from(sheet: &mut Sheet<'_>, plot: Patch, horizon: Horizon, before: f64) -> f64 {
    let scale = Scale::new(-before, horizon.last_month(), plot.left, plot.right);
    let bottom = plot.bottom;
    let start = scale.position(0.0);
    if before > 0.0 {
        sheet.draw_line((plot.left, bottom), (start, bottom), Paint::stroke(Ink::Quiet, 1.0));
    }
    sheet.draw_months_line((start, bottom), (plot.right, bottom), horizon.last_month());
    for month in horizon.tick_months(plot.width(), before) {
        let x = scale.position(month as f64);
        sheet.draw_line((x, bottom), (x, bottom + 4.0), Paint::stroke(Ink::Quiet, 1.0));
        let label = month.to_string().replace('-', "−");
        draw_tick_label(sheet, Text::quiet(x, bottom + 17.0, &label));
        if let Some(name) = horizon.calendar_label(month) {
            draw_tick_label(sheet, Text::quiet(x, bottom + 32.0, &name));
        }
    }
    let more = if horizon.start.is_some() { 15.0 } else { 0.0 };
    let title = match horizon.start {
        Some(start) => format!("months from {start}"),
        None => "months from the start".to_owned(),
    };
    sheet.write_text(Text::quiet(plot.right, bottom + 33.0 + more, &title).with_anchor(Anchor::End));
    bottom + 36.0 + more
}

/// Draws the label of a tick, centred on its place or moved onto the sheet, unless it would touch another label.
fn draw_tick_label(sheet: &mut Sheet<'_>, text: Text<'_>) {
    let text = text.with_anchor(Anchor::Middle);
    let patch = text.taken_patch();
    let shift = (sheet.left() - patch.left).max(0.0) - (patch.right - sheet.right()).max(0.0);
    let apart = GAP / 2.0;
    let around = Patch { left: patch.left + shift - apart, right: patch.right + shift + apart, ..patch };
    if sheet.is_free(around, Patch::new(f64::MIN, 0.0, f64::MAX, f64::MAX)) {
        sheet.write_text(Text { x: text.x + shift, ..text });
    }
}

/// Upright lines at `x` over parts of the height, each from its top to its bottom.
pub(crate) fn draw_upright_lines(sheet: &mut Sheet<'_>, x: f64, spans: &[(f64, f64)], paint: Paint) {
    spans.iter().for_each(|(top, bottom)| sheet.draw_line((x, *top), (x, *bottom), paint));
}

/// An axis of numbers below a plot, with its title and with upright grid lines over the `spans` of its height; the y at
/// which it ends.
pub(crate) fn draw_upright_axis(
    sheet: &mut Sheet<'_>,
    plot: Patch,
    spans: &[(f64, f64)],
    range: Range,
    title: &str,
) -> f64 {
    let scale = range.scale_between(plot.left, plot.right);
    for tick in range.ticks() {
        let x = scale.position(tick);
        let ink = if tick == 0.0 { Ink::Quiet } else { Ink::Grid };
        draw_upright_lines(sheet, x, spans, Paint::stroke(ink, 1.0));
        draw_tick_label(sheet, Text::quiet(x, plot.bottom + 17.0, &range.format_tick(tick)));
    }
    let lines = wrap_text(title, SMALL, false, plot.width(), 2);
    let text = Text::quiet(plot.right, plot.bottom + 33.0, "").with_anchor(Anchor::End);
    sheet.write_lines(text, &lines, title);
    plot.bottom + 21.0 + if title.is_empty() { 0.0 } else { lines.len() as f64 * 16.0 }
}

/// Draws an axis of dates below a plot; days are counted as [`Date::days_since_1970`] does. Returns the y at which it
/// ends.
pub(crate) fn draw_date_axis(sheet: &mut Sheet<'_>, plot: Patch, first: Date, last: Date) -> f64 {
    let scale = Scale::new(first.days_since_1970(), last.days_since_1970(), plot.left, plot.right);
    sheet.draw_line((plot.left, plot.bottom), (plot.right, plot.bottom), Paint::stroke(Ink::Quiet, 1.0));
    let mut ticks = date_ticks(first, last, plot.width());
    if ticks.len() < 2 {
        ticks = vec![(first, first.to_string()), (last, last.to_string())];
    }
    for (date, name) in ticks {
        let x = scale.position(date.days_since_1970());
        sheet.draw_line((x, plot.bottom), (x, plot.bottom + 4.0), Paint::stroke(Ink::Quiet, 1.0));
        draw_tick_label(sheet, Text::quiet(x, plot.bottom + 17.0, &name));
    }
    plot.bottom + 22.0
}

fn date_ticks(first: Date, last: Date, width: f64) -> Vec<(Date, String)> {
    let (from, to) = (first.months_since_year_0(), last.months_since_year_0());
    let room = text_width("Mmm 0000", SMALL, false) + GAP;
    let most = (width / room).max(1.0) as i64;
    let step = STEPS.into_iter().find(|step| (to - from) / step <= most).unwrap_or(12_000);
    let months = (from + 1..=to).filter(|month| month.rem_euclid(step) == 0).map(Date::first_of_month);
    months.map(|date| (date, if step % 12 == 0 { date.year.to_string() } else { date.month_name() })).collect()
}
