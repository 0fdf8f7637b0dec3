//! Twenty futures as dots over a time axis made of letters.

use standoff_lab::forecast::findings::ProbabilityAt;
use standoff_prose::layout::pad_right;

/// Dots of the dot chart: one for each of twenty futures.
const DOTS: usize = 20;
/// Columns of the dot chart.
const BINS: usize = 20;
/// Letters to a column: a dot with a space on each side, so that neighbours do not touch.
const BIN: usize = 3;
/// Dots to a row in the block of those that hold.
const ROW: usize = 5;

/// Twenty futures as dots over the month of the event, those without it in a block at the right; the axis below.
/// `curve` is the chance, month by month, that it has not happened.
pub(crate) fn dot_chart(curve: &[ProbabilityAt], horizon: usize, without: &str) -> Vec<String> {
    let months: Vec<Option<usize>> = (0..DOTS).map(|dot| month_of(curve, (dot as f64 + 0.5) / DOTS as f64)).collect();
    let horizon = horizon.max(1);
    let mut heights = [0usize; BINS];
    for month in months.iter().flatten() {
        heights[(month.saturating_sub(1) * BINS / horizon).min(BINS - 1)] += 1;
    }
    let held = months.iter().filter(|month| month.is_none()).count();
    let rows = heights.iter().copied().max().unwrap_or(0).max(held.div_ceil(ROW)).max(1);
    let mut lines: Vec<String> = (0..rows).rev().map(|row| dot_row(&heights, held, row)).collect();
    lines.extend(month_axis(horizon, without));
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

fn month_axis(horizon: usize, without: &str) -> [String; 2] {
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

#[cfg(test)]
mod tests {
    use super::*;

    fn at(months: usize, p: f64) -> ProbabilityAt {
        ProbabilityAt { months, p, low: p, high: p, mc_error: 0.0 }
    }

    #[test]
    fn there_are_always_twenty_dots() {
        let half: Vec<ProbabilityAt> = (0..=60).map(|month| at(month, 1.0 - month as f64 / 120.0)).collect();
        for curve in [&half[..], &[], &[at(0, 0.0)], &[at(0, 1.0), at(60, 0.0)]] {
            let text = dot_chart(curve, 60, "holds past 60").join("\n");
            assert_eq!(text.matches('●').count(), 20, "{text}");
        }
    }
}
