//! Pictures made of letters: bars with a band, bars to both sides, dots on a time axis, points along a sweep.

use crate::findings::ProbabilityAt;
use crate::layout::{pad_left, pad_right};
use crate::numbers::{figure, rounded, step};

/// Cells of a bar: one for each of twenty futures.
pub(crate) const CELLS: usize = 20;
/// Dots of the dot chart: one for each of twenty futures.
const DOTS: usize = 20;
/// Columns of the dot chart, and letters to a column.
const BINS: usize = 20;
const BIN: usize = 3;
/// Dots to a row in the block of those that hold.
const ROW: usize = 5;

/// A bar with a band: solid to its low end, half-tone to the estimate, light to its high end.
pub(crate) fn band_bar(low: f64, p: f64, high: f64) -> String {
    let cells = |share: f64| (share.clamp(0.0, 1.0) * CELLS as f64).round() as usize;
    let (low, p, high) = (cells(low.min(p)), cells(p), cells(high.max(p)));
    let sign = |at: usize| match at {
        at if at < low => '█',
        at if at < p => '▓',
        at if at < high => '░',
        _ => ' ',
    };
    (0..CELLS).map(sign).collect()
}

/// A plain bar.
pub(crate) fn bar(share: f64) -> String {
    band_bar(share, share, share)
}

/// A bar to the left for below zero, to the right for above, of at most `half` letters each side.
pub(crate) fn signed_bar(value: f64, half: usize) -> String {
    let length = (value.abs().min(1.0) * half as f64).round() as usize;
    let (before, after) = if value < 0.0 { (length, 0) } else { (0, length) };
    format!("{}{}│{}{}", " ".repeat(half - before), "█".repeat(before), "█".repeat(after), " ".repeat(half - after))
}

/// Twenty futures as dots over the month of the event, those without it in a block at the right; the axis below.
/// `curve` is the chance, month by month, that it has not happened.
pub(crate) fn dots(curve: &[ProbabilityAt], horizon: usize, without: &str) -> Vec<String> {
    let months: Vec<Option<usize>> = (0..DOTS).map(|dot| month_of(curve, (dot as f64 + 0.5) / DOTS as f64)).collect();
    let horizon = horizon.max(1);
    let mut heights = [0usize; BINS];
    for month in months.iter().flatten() {
        heights[(month.saturating_sub(1) * BINS / horizon).min(BINS - 1)] += 1;
    }
    let held = months.iter().filter(|month| month.is_none()).count();
    let rows = heights.iter().copied().max().unwrap_or(0).max(held.div_ceil(ROW)).max(1);
    let mut lines: Vec<String> = (0..rows).rev().map(|row| dot_row(&heights, held, row)).collect();
    lines.extend(axis(horizon, without));
    lines
}

fn month_of(curve: &[ProbabilityAt], quantile: f64) -> Option<usize> {
    curve.iter().find(|at| 1.0 - at.p >= quantile).map(|at| at.months)
}

fn dot_row(heights: &[usize; BINS], held: usize, row: usize) -> String {
    let bins: String = heights.iter().map(|&height| if height > row { " ● " } else { "   " }).collect();
    let block = "● ".repeat(held.saturating_sub(row * ROW).min(ROW));
    format!("{bins}     {block}").trim_end().to_owned()
}

fn axis(horizon: usize, without: &str) -> [String; 2] {
    let every = [3, 6, 12, 24].into_iter().find(|every| horizon / every <= 6).unwrap_or(24);
    let place = |month: usize| month * BINS * BIN / horizon;
    let mut rule = vec!['─'; BINS * BIN + 1];
    let mut labels = String::new();
    for month in (0..=horizon).step_by(every) {
        rule[place(month)] = '┴';
        let label = month.to_string();
        let start = place(month).saturating_sub(label.len() / 2);
        labels += &" ".repeat(start.saturating_sub(labels.len()));
        labels += &label;
    }
    let labels = pad_right(&labels, BINS * BIN + 5);
    [rule.into_iter().collect(), format!("{labels}{without}")]
}

/// A point with its interval.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Point {
    pub x: f64,
    pub y: f64,
    pub low: f64,
    pub high: f64,
}

/// Points along a sweep, alone and with something else, beside a level.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Curve<'a> {
    /// The level.
    pub base: f64,
    /// Least height of the axis.
    pub least: f64,
    /// Points, evenly apart.
    pub alone: &'a [Point],
    /// The same points with something else; may be empty.
    pub both: &'a [Point],
    /// Columns of the page.
    pub columns: usize,
}

/// Rows of a plot, about.
const ROWS: f64 = 9.0;
/// Most columns from one point to the next.
const APART: usize = 14;

/// Points with their intervals over the value that is swept.
pub(crate) fn plot(curve: &Curve<'_>) -> Vec<String> {
    let scale = Scale::new(curve);
    let count = curve.alone.len().max(curve.both.len()).max(1);
    let labels = scale.labels();
    let margin = labels.iter().map(|label| crate::columns(label)).max().unwrap_or(0) + 2;
    let apart = (curve.columns.saturating_sub(margin + 10) / count).clamp(1, APART);
    let mut rows = vec![vec![' '; apart * count + 1]; labels.len()];
    rows[scale.row(curve.base)].iter_mut().step_by(2).for_each(|cell| *cell = '╌');
    let series = [(curve.alone, '●', 0), (curve.both, '◆', usize::from(apart > 2))];
    let place = |at: usize, shift: usize| at * apart + apart / 2 + shift;
    for (points, _, shift) in series {
        for (at, point) in points.iter().enumerate() {
            (scale.row(point.low)..=scale.row(point.high)).for_each(|row| rows[row][place(at, shift)] = '│');
        }
    }
    for (points, mark, shift) in series {
        points.iter().enumerate().for_each(|(at, point)| rows[scale.row(point.y)][place(at, shift)] = mark);
    }
    let lines = rows.into_iter().zip(labels).rev();
    let width = margin - 2;
    let line = |(row, label): (Vec<char>, String)| {
        format!("{} ┤{}", pad_left(&label, width), row.into_iter().collect::<String>()).trim_end().to_owned()
    };
    lines.map(line).chain(swept_axis(curve.alone, margin, apart)).collect()
}

/// The rule below a plot with the swept values, as many as fit.
fn swept_axis(points: &[Point], margin: usize, apart: usize) -> [String; 2] {
    let mut rule = vec!['─'; apart * points.len() + 1];
    let mut labels = String::new();
    for (at, point) in points.iter().enumerate() {
        let (place, label) = (at * apart + apart / 2, figure(point.x));
        let start = place.saturating_sub(crate::columns(&label) / 2);
        if labels.is_empty() || start > crate::columns(&labels) {
            rule[place] = '┴';
            labels = pad_right(&labels, start) + &label;
        }
    }
    let margin = " ".repeat(margin);
    [format!("{margin}{}", rule.into_iter().collect::<String>()), format!("{margin}{labels}")]
}

/// Rows to values: each row is a whole number of steps.
struct Scale {
    first: f64,
    step: f64,
    rows: usize,
}

impl Scale {
    fn new(curve: &Curve<'_>) -> Self {
        let points = || curve.alone.iter().chain(curve.both);
        let ends = points().flat_map(|point| [point.low, point.y, point.high]).chain([curve.base]);
        let ends: Vec<f64> = ends.filter(|end| end.is_finite()).collect();
        let low = ends.iter().copied().fold(f64::INFINITY, f64::min);
        let high = ends.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let (low, high) = if low <= high { (low, high) } else { (0.0, 0.0) };
        let more = (curve.least - (high - low)).max(0.0) / 2.0;
        let (low, high) = (low - more, high + more);
        let step = step((high - low) / ROWS).unwrap_or(1.0);
        let (first, last) = ((low / step).round(), (high / step).round());
        Self { first, step, rows: (last - first).clamp(0.0, 4.0 * ROWS) as usize + 1 }
    }

    /// The row of a value, counted from below.
    fn row(&self, value: f64) -> usize {
        ((value / self.step).round() - self.first).clamp(0.0, (self.rows - 1) as f64) as usize
    }

    /// Every other row has its value.
    fn labels(&self) -> Vec<String> {
        let label = |row: usize| {
            if row.is_multiple_of(2) {
                rounded((self.first + row as f64) * self.step, self.step)
            } else {
                String::new()
            }
        };
        (0..self.rows).map(label).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(months: usize, p: f64) -> ProbabilityAt {
        ProbabilityAt { months, p, low: p, high: p, mc_error: 0.0 }
    }

    #[test]
    fn bars_have_one_cell_for_each_of_twenty() {
        assert_eq!(band_bar(0.1, 0.2, 0.4), "██▓▓░░░░            ");
        assert_eq!(bar(1.0), "█".repeat(20));
        assert_eq!(band_bar(0.5, 0.2, 0.1), format!("{:20}", "████"));
        assert_eq!(bar(f64::NAN).chars().count(), 20);
    }

    #[test]
    fn signed_bars_keep_their_middle() {
        assert_eq!(signed_bar(-0.5, 4), "  ██│    ");
        assert_eq!(signed_bar(2.0, 4), "    │████");
    }

    fn point(x: f64, y: f64, half: f64) -> Point {
        Point { x, y, low: y - half, high: y + half }
    }

    #[test]
    fn points_stand_over_their_values() {
        let alone = [point(0.0, 0.5, 0.0), point(1.0, 0.6, 0.02)];
        let both = [point(0.0, 0.4, 0.02), point(1.0, 0.5, 0.0)];
        let lines = plot(&Curve { base: 0.5, least: 0.1, alone: &alone, both: &both, columns: 40 });
        let row = |from: &str| lines.iter().find(|line| line.starts_with(from)).expect("a row");
        assert!(row("0.50 ┤").contains('●') && row("0.50 ┤").contains('◆') && row("0.50 ┤").contains('╌'));
        let places =
            |sign| lines.iter().filter_map(|line| line.chars().position(|one| one == sign)).collect::<Vec<_>>();
        let axis: Vec<usize> =
            lines[lines.len() - 2].chars().enumerate().filter(|(_, sign)| *sign == '┴').map(|(at, _)| at).collect();
        assert_eq!(places('●'), [axis[1], axis[0]], "{lines:#?}");
    }

    #[test]
    fn a_flat_curve_is_not_blown_up() {
        let alone = [point(0.0, 0.5, 0.0), point(1.0, 0.501, 0.001)];
        let lines = plot(&Curve { base: 0.5, least: 0.1, alone: &alone, both: &[], columns: 80 });
        assert_eq!(lines.iter().filter(|line| line.contains('●')).count(), 1, "{lines:#?}");
    }

    #[test]
    fn no_points_and_bad_points_do_no_harm() {
        let bad = [point(0.0, f64::NAN, 1.0), point(1.0, f64::INFINITY, f64::NAN), point(f64::NAN, 1e300, 1e300)];
        for (alone, both) in [(&[][..], &[][..]), (&bad[..1], &bad[..]), (&bad[..], &[])] {
            for base in [0.0, f64::NAN, 1e308] {
                assert!(plot(&Curve { base, least: f64::NAN, alone, both, columns: 80 }).len() > 1);
            }
        }
    }

    #[test]
    fn there_are_always_twenty_dots() {
        let half: Vec<ProbabilityAt> = (0..=60).map(|month| at(month, 1.0 - month as f64 / 120.0)).collect();
        for curve in [&half[..], &[], &[at(0, 0.0)], &[at(0, 1.0), at(60, 0.0)]] {
            let text = dots(curve, 60, "holds past 60").join("\n");
            assert_eq!(text.matches('●').count(), 20, "{text}");
        }
    }
}
