//! Quantile dots: the time of an event, one dot for each of a number of futures.

use crate::canvas::mark::Shape;
use crate::canvas::palette::Ink;
use crate::canvas::patch::Patch;
use crate::canvas::sheet::{Anchor, LABEL, LEAD, Paint, Sheet, Text};
use crate::canvas::text::wrap_text;
use crate::chart::Chart;
use crate::frame::Frame;
use crate::look::Look;
use crate::scale::axis::{Horizon, draw_month_axis};
use crate::size::Size;
use crate::table::{Cell, header_row};

/// Quantile dots: the months of an event in a number of futures, stacked; futures without it form a block at the right.
#[derive(Debug, Clone, PartialEq)]
pub struct Dots {
    /// Title, units, source and description.
    pub frame: Frame,
    /// Months that are shown.
    pub horizon: Horizon,
    /// Months from the start for each dot; none, or beyond the horizon, where the event does not come.
    pub times: Vec<Option<f64>>,
}

/// The times of `dots` futures, evenly over the quantiles of a curve of (months, chance that the event has not come).
///
/// ```
/// use standoff_picture::quantile_times;
/// assert_eq!(quantile_times(&[(0.0, 1.0), (6.0, 0.5), (12.0, 0.4)], 4), [Some(6.0), Some(6.0), None, None]);
/// ```
pub fn quantile_times(curve: &[(f64, f64)], dots: usize) -> Vec<Option<f64>> {
    let time = |dot: usize| {
        let share = (dot as f64 + 0.5) / dots as f64;
        curve.iter().find(|(_, left)| 1.0 - left >= share).map(|(month, _)| *month)
    };
    (0..dots).map(time).collect()
}

/// Dots to a row of the block.
const BLOCK: usize = 5;
/// Their side there, as a share of that of the others.
const SMALLER: f64 = 0.75;
/// Tallest stack, in units.
const TALLEST: f64 = 170.0;
/// Radius of a dot as a share of its side.
const FILLED: f64 = 0.44;
/// More dots than these are not drawn.
const MOST: usize = 500;

impl Chart for Dots {
    fn draw(&self, look: Look<'_>, size: Size) -> String {
        let mut sheet = Sheet::new(&self.frame, look, size);
        if self.times.is_empty() {
            return sheet.finish_without_chart();
        }
        let (within, of) = (self.times_within(), self.times.len().min(MOST));
        let without = of - within.len();
        let column = size.choose_by_width(130.0, 96.0);
        let (left, right) = (sheet.left(), sheet.right() - column - size.choose_by_width(28.0, 14.0));
        let (side, stacks) = self.stack_dots(&within, size, right - left);
        let small = (side * SMALLER).min(column / BLOCK as f64);
        let rows = without.div_ceil(BLOCK) as f64;
        let small = small.min(TALLEST / rows.max(1.0));
        let height = (stacks.iter().max().copied().unwrap_or(0) as f64 * side).max(rows * small).max(40.0);
        let words = format!("not within {} months: {without} of {of}", self.horizon.last_month().round());
        let lines = wrap_text(&words, LABEL, false, column, 4);
        let top = sheet.chart_top() + lines.len() as f64 * LEAD + 10.0;
        let plot = Patch::new(left, top, right, top + height);
        sheet.write_text(Text::label(
            left,
            sheet.chart_top() + 14.0,
            &format!("within {} months: {} of {of}", self.horizon.last_month().round(), within.len()),
        ));
        let block = sheet.right() - column;
        sheet.write_lines(Text::label(block, sheet.chart_top() + 14.0, ""), &lines, &words);
        let bin = plot.width() / stacks.len() as f64;
        for (at, stack) in stacks.iter().enumerate() {
            for dot in 0..*stack {
                let (x, y) = (left + (at as f64 + 0.5) * bin, plot.bottom - (dot as f64 + 0.5) * side);
                sheet.draw_mark(Shape(0), x, y, side * FILLED, Paint::fill(Ink::Series(1)));
            }
        }
        draw_block(&mut sheet, without, (block, plot.bottom), small);
        self.draw_middle(&mut sheet, plot);
        let bottom = draw_month_axis(&mut sheet, plot, self.horizon);
        sheet.finish_at(bottom)
    }

    fn rows(&self) -> Vec<Vec<Cell>> {
        let row = |(at, time): (usize, &Option<f64>)| {
            vec![Cell::Number((at + 1) as f64), time.map_or(Cell::Empty, Cell::Number)]
        };
        std::iter::once(header_row(&["future", "months"])).chain(self.times.iter().enumerate().map(row)).collect()
    }
}

/// Hollow dots in rows, from their lower left corner up.
fn draw_block(sheet: &mut Sheet<'_>, count: usize, corner: (f64, f64), side: f64) {
    for dot in 0..count {
        let (x, y) = ((dot % BLOCK) as f64 + 0.5, (dot / BLOCK) as f64 + 0.5);
        let (x, y) = (corner.0 + x * side, corner.1 - y * side);
        sheet.draw_mark(Shape(0), x, y, side * FILLED - 0.5, Paint::stroke(Ink::Series(0), 1.6));
    }
}

impl Dots {
    /// Times before the horizon, in order.
    fn times_within(&self) -> Vec<f64> {
        let times = self.times.iter().take(MOST).flatten().copied();
        let mut within: Vec<f64> = times.filter(|time| self.horizon.contains(*time)).collect();
        within.sort_by(f64::total_cmp);
        within
    }

    /// The side of a dot, as large as the height allows, and the number of dots over each part of the axis.
    fn stack_dots(&self, within: &[f64], size: Size, width: f64) -> (f64, Vec<usize>) {
        let tallest = size.choose_by_width(TALLEST, TALLEST * 0.7);
        let largest = size.choose_by_width(30.0, 18.0) as usize;
        let stacks = |side: usize| {
            let bins = (width / side as f64).floor().max(1.0) as usize;
            let mut stacks = vec![0; bins];
            for time in within {
                let bin = (time / self.horizon.last_month() * bins as f64) as usize;
                stacks[bin.min(bins - 1)] += 1;
            }
            stacks
        };
        let height = |stacks: &[usize], side: f64| stacks.iter().max().copied().unwrap_or(0) as f64 * side;
        let sides = (6..=largest).rev().map(|side| (side as f64, stacks(side)));
        let found = sides.into_iter().find(|(side, stacks)| height(stacks, *side) <= tallest);
        found.unwrap_or_else(|| {
            let stacks = stacks(6);
            (tallest / stacks.iter().max().copied().unwrap_or(1).max(1) as f64, stacks)
        })
    }

    /// A line where half of all futures have had the event.
    fn draw_middle(&self, sheet: &mut Sheet<'_>, plot: Patch) {
        let within = self.times_within();
        let half = self.times.len().min(MOST).div_ceil(2);
        let Some(month) = within.get(half.saturating_sub(1)) else { return };
        let x = self.horizon.scale_across(plot).position(*month);
        sheet.draw_line((x, plot.top - 2.0), (x, plot.bottom), Paint::stroke(Ink::Quiet, 1.0).with_dash("2 3"));
        let text = format!("half by month {}", month.round());
        let text = Text::label(x, plot.top - 8.0, &text).with_anchor(Anchor::Middle);
        let _ = sheet.write_label(text) || sheet.write_label(text.with_anchor(Anchor::End));
    }
}
