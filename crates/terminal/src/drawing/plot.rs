//! Points along a sweep with their intervals, made of letters.

use standoff_prose::layout::{pad_left, pad_right};
use standoff_prose::numbers::{format_figure, format_rounded, step_for_error};

/// A point with its interval.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Point {
    pub x: f64,
    pub y: f64,
    pub low: f64,
    pub high: f64,
}

/// Points along a sweep, alone and with something else, against a level.
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
pub(crate) fn plot_curve(curve: &Curve<'_>) -> Vec<String> {
    let scale = Scale::new(curve);
    let count = curve.alone.len().max(curve.both.len()).max(1);
    let labels = scale.labels();
    let margin = labels.iter().map(|label| standoff_prose::column_width(label)).max().unwrap_or(0) + 2;
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
        let (place, label) = (at * apart + apart / 2, format_figure(point.x));
        let start = place.saturating_sub(standoff_prose::column_width(&label) / 2);
        if labels.is_empty() || start > standoff_prose::column_width(&labels) {
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
        let step = step_for_error((high - low) / ROWS).unwrap_or(1.0);
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
                format_rounded((self.first + row as f64) * self.step, self.step)
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

    fn point(x: f64, y: f64, half: f64) -> Point {
        Point { x, y, low: y - half, high: y + half }
    }

    #[test]
    fn points_stand_over_their_values() {
        let alone = [point(0.0, 0.5, 0.0), point(1.0, 0.6, 0.02)];
        let both = [point(0.0, 0.4, 0.02), point(1.0, 0.5, 0.0)];
        let lines = plot_curve(&Curve { base: 0.5, least: 0.1, alone: &alone, both: &both, columns: 40 });
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
        let lines = plot_curve(&Curve { base: 0.5, least: 0.1, alone: &alone, both: &[], columns: 80 });
        assert_eq!(lines.iter().filter(|line| line.contains('●')).count(), 1, "{lines:#?}");
    }

    #[test]
    fn no_points_and_bad_points_do_no_harm() {
        let bad = [point(0.0, f64::NAN, 1.0), point(1.0, f64::INFINITY, f64::NAN), point(f64::NAN, 1e300, 1e300)];
        for (alone, both) in [(&[][..], &[][..]), (&bad[..1], &bad[..]), (&bad[..], &[])] {
            for base in [0.0, f64::NAN, 1e308] {
                assert!(plot_curve(&Curve { base, least: f64::NAN, alone, both, columns: 80 }).len() > 1);
            }
        }
    }
}
