//! Thresholds: values at which the answer changes kind.

use crate::drawing::bars::CELLS;
use crate::interval::{IntervalFigure, format_three_digits, unit_after};
use standoff_analysis::explanation::explain::Explanation;
use standoff_analysis::explanation::threshold::{Threshold, ThresholdPoint};
use standoff_prose::numbers::{format_rounded, step_for_range};
use standoff_prose::page::Page;
use standoff_prose::table::{Align, Cell, Table};
use standoff_prose::words::{MONTHS, capitalize, count_things, format_band};

/// Rows of a curve, about.
const ROWS: usize = 7;
/// The threshold that is a month.
const MONEY: &str = "money-runs-out";
/// Half widths of a 95 % interval to a standard error.
const ERRORS: f64 = 1.959_964;

pub(crate) fn write_section(page: &mut Page, explanation: &Explanation) {
    page.heading("Thresholds: where the answer changes kind");
    page.text(
        "The same draws are played along a range of one quantity; the threshold is where the chance passes one half.",
    );
    page.note(
        "In a bar one cell is 1 in 20; the line stands at the level, one half; ░ runs on to the high end of the 95 % interval.",
    );
    if explanation.thresholds.is_empty() {
        page.text("Nothing in this scenario has such a threshold.");
    }
    for threshold in &explanation.thresholds {
        page.caption(&capitalize(&threshold.title));
        page.text(&verdict_sentence(threshold, &explanation.provenance.scenario.start));
        page.note(&format!(
            "Below: {}, by {}. {}.",
            threshold.measure,
            varied_quantity(threshold),
            count_things(threshold.draws, "draw")
        ));
        page.table(&curve_table(threshold));
    }
}

fn verdict_sentence(threshold: &Threshold, start: &str) -> String {
    let [low, high] = threshold.tried.map(format_three_digits);
    let unit = unit_after(&threshold.unit);
    let level = format_rounded(threshold.level, 0.01);
    let at = |point: Option<&ThresholdPoint>| point.map_or(f64::NAN, |point| point.measure.value);
    let [first, last] =
        [at(threshold.curve.first()), at(threshold.curve.last())].map(|value| format_rounded(value, 0.01));
    let today = today_sentence(threshold);
    match (threshold.verdict.as_str(), threshold.value) {
        ("at", Some(value)) if threshold.name == MONEY => month_sentence(threshold, value, start),
        ("at", Some(value)) => {
            let step = threshold_step(threshold, value);
            format!("At {}{unit} ({}).{today}", format_rounded(value, step), interval_words(threshold, step))
        }
        ("below", _) => format!("Passed already at {low}{unit}, the lowest value tried, where it is {first}.{today}"),
        ("above", _) => format!(
            "Not reached within the range tried, {low} to {high}{unit}: {level} is never passed, at the end it is {last}.{today}"
        ),
        _ => format!(
            "No clear direction within the range tried, {low} to {high}{unit}: no threshold can be told.{today}"
        ),
    }
}

/// Name of the quantity that is varied, with its unit unless the name has it.
fn varied_quantity(threshold: &Threshold) -> String {
    let unit = unit_after(&threshold.unit);
    if threshold.of.contains(unit.trim()) { threshold.of.clone() } else { format!("{},{unit}", threshold.of) }
}

fn today_sentence(threshold: &Threshold) -> String {
    let Some(today) = threshold.today else { return String::new() };
    let [low, high] = [threshold.interval[0], threshold.interval[1]];
    let side = match (threshold.value, low, high) {
        (None, ..) => "",
        (_, Some(low), _) if today < low => ", clearly below that",
        (_, _, Some(high)) if today > high => ", clearly above that",
        _ => ", inside that interval",
    };
    format!(" As things are it stands at {}{side}.", format_three_digits(today))
}

/// Step in which a threshold is shown: its error.
fn threshold_step(threshold: &Threshold, value: f64) -> f64 {
    let [low, high] = threshold.tried;
    let sides = [threshold.interval[0].map(|end| value - end), threshold.interval[1].map(|end| end - value)];
    let known = sides.into_iter().flatten().map(f64::abs).reduce(f64::max);
    let half = match threshold.interval {
        [Some(from), Some(to)] => (to - from) / 2.0,
        _ => known.unwrap_or((high - low) / 2.0),
    };
    step_for_range([value, low, high], half / ERRORS)
}

/// "95 % interval 0.4–0.6", where an end may lie beyond the values tried.
fn interval_words(threshold: &Threshold, step: f64) -> String {
    let [low, high] = threshold.tried.map(format_three_digits);
    match threshold.interval {
        [Some(from), Some(to)] => format!("95 % interval {}", format_band(from, to, step)),
        [None, Some(to)] => format!("95 % interval from below {low} to {}", format_rounded(to, step)),
        [Some(from), None] => format!("95 % interval from {} to beyond {high}", format_rounded(from, step)),
        [None, None] => format!("95 % interval from below {low} to beyond {high}"),
    }
}

fn month_sentence(threshold: &Threshold, value: f64, start: &str) -> String {
    let step = threshold_step(threshold, value).max(1.0);
    let date = |months: f64| month_after(start, months);
    let dates = match threshold.interval {
        [Some(from), Some(to)] if date(from) == date(to) => String::new(),
        [Some(from), Some(to)] => format!(" (between {} and {})", date(from), date(to)),
        [None, Some(to)] => format!(" (by {})", date(to)),
        [Some(from), None] => format!(" (not before {})", date(from)),
        [None, None] => String::new(),
    };
    format!(
        "Month {} ({}): around {}{dates}.",
        format_rounded(value, step),
        interval_words(threshold, step),
        date(value)
    )
}

/// "March 2027": the month that lies `months` after a date.
fn month_after(start: &str, months: f64) -> String {
    // Mean length of a month, 365.25 / 12: months of the model are of equal length.
    const DAYS: f64 = 30.44;
    let mut parts = start.splitn(3, '-').map(|part| part.parse::<f64>().unwrap_or(1.0));
    let mut part = || parts.next().unwrap_or(1.0);
    let (year, month, day) = (part(), part(), part());
    let all = year * 12.0 + month - 1.0 + (day - 1.0) / DAYS + months.max(0.0);
    if !all.is_finite() {
        return standoff_prose::numbers::UNKNOWN.to_owned();
    }
    format!("{} {:.0}", MONTHS[(all % 12.0) as usize % 12], (all / 12.0).floor())
}

/// The curve, a row for each point: as many as can be read.
fn curve_table(threshold: &Threshold) -> Table {
    let first = if threshold.unit == "months" { "month" } else { "value" };
    let right = |head: &'static str| (head, Align::Right);
    let mut table = Table::new(&[right(first), ("", Align::Left), right("chance"), right("95 % interval")]);
    let points = shown_points(&threshold.curve);
    let step = points.windows(2).map(|pair| pair[1].value - pair[0].value).fold(f64::INFINITY, f64::min) / 5.0;
    for point in points {
        let measure = IntervalFigure::new("chance", &point.measure).as_chance();
        table.add_cells([
            Cell::from(format_rounded(point.value, standoff_prose::numbers::step_for_error(step).unwrap_or(1.0))),
            Cell::ink(level_bar(point, threshold.level)),
            Cell::from(measure.value()),
            Cell::faint(measure.ends()),
        ]);
    }
    table
}

/// Points evenly apart, the first and the last among them.
fn shown_points(curve: &[ThresholdPoint]) -> Vec<&ThresholdPoint> {
    let steps = curve.len().saturating_sub(1);
    let every = (1..=steps).find(|every| steps.is_multiple_of(*every) && steps / every <= ROWS).unwrap_or(1);
    curve.iter().step_by(every).collect()
}

/// A bar with a line at the level.
fn level_bar(point: &ThresholdPoint, level: f64) -> String {
    let measure = &point.measure;
    let cells = |share: f64| (share.clamp(0.0, 1.0) * CELLS as f64).round() as usize;
    let (value, high) = (cells(measure.value), cells(measure.high.unwrap_or(measure.value)));
    let sign = |at: usize| {
        if at < value {
            '█'
        } else if at < high {
            '░'
        } else {
            ' '
        }
    };
    let mut letters: Vec<char> = (0..CELLS).map(sign).collect();
    letters.insert(cells(level), '│');
    letters.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use standoff_lab::ensemble::estimate::Estimate;

    #[test]
    fn months_after_a_date() {
        assert_eq!(month_after("2025-12-05", 0.0), "December 2025");
        assert_eq!(month_after("2025-12-05", 1.0), "January 2026");
        assert_eq!(month_after("2025-12-31", 23.9), "December 2027");
        assert_eq!(month_after("2025-01-01", 24.0), "January 2027");
        assert_eq!(month_after("", f64::NAN), "January 1");
    }

    #[test]
    fn curves_keep_their_ends() {
        let point = |value: usize| ThresholdPoint { value: value as f64, measure: Estimate::exact(0.5) };
        for length in [0, 1, 2, 7, 21, 37, 61, 62] {
            let curve: Vec<ThresholdPoint> = (0..length).map(point).collect();
            let shown = shown_points(&curve);
            assert_eq!((shown.first(), shown.last()), (curve.first().as_ref(), curve.last().as_ref()));
            assert!(shown.len() <= ROWS + 1, "{length}");
        }
    }

    #[test]
    fn the_level_cuts_the_bar() {
        let measure = Estimate { value: 0.25, low: Some(0.1), high: Some(0.75) };
        assert_eq!(level_bar(&ThresholdPoint { value: 0.0, measure }, 0.5), "█████░░░░░│░░░░░     ");
    }
}
