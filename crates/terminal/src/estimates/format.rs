//! Figures and lines that all pages of estimates share.

use standoff_prose::numbers::{UNKNOWN, format_count, format_figure, format_rounded};
use standoff_prose::page::Page;
use standoff_prose::style::{Style, Tone};
use standoff_table::estimates::{LeftOut, Origin};

/// Most lines of a table; of longer tables this many lines are shown, evenly spread.
pub(crate) const MOST_LINES: usize = 40;
/// Most names in one line.
const MOST_NAMES: usize = 12;
/// Decimals of shares.
pub(crate) const STEP: f64 = 0.001;
/// Smallest chance shown as a number.
pub(crate) const LEAST_P: f64 = 0.0001;

/// A page that begins with what it is about.
pub(crate) fn begin_page(title: &str, origin: &Origin, style: Style) -> Page {
    let mut page = Page::new(style);
    page.flush(Tone::Strong, title);
    page.flush(Tone::Plain, &format!("From {}, {} rows.", origin.table, format_count(origin.rows)));
    if !origin.time_spans.is_empty() {
        page.note(&format!("Time spans are read in days: {}.", list_names(&origin.time_spans)));
    }
    page
}

/// The first names of a list, and how many more there are.
fn list_names(names: &[String]) -> String {
    let told: Vec<&str> = names.iter().take(MOST_NAMES).map(String::as_str).collect();
    let more = names.len() - told.len();
    if more > 0 { format!("{} and {more} more", told.join(", ")) } else { told.join(", ") }
}

/// Says what was left out of a design, if anything was.
pub(crate) fn note_incomplete(page: &mut Page, left_out: &LeftOut, [one, many]: [&str; 2]) {
    let (rows, blocks) = (left_out.rows_left_out, left_out.blocks_left_out);
    if rows > 0 {
        let (blocks_noun, rows_noun) = (if blocks == 1 { one } else { many }, if rows == 1 { "row" } else { "rows" });
        page.note(&format!(
            "Left out as not whole: {} {blocks_noun}, {} {rows_noun}.",
            format_count(blocks),
            format_count(rows)
        ));
    }
}

/// A share with three decimals.
pub(crate) fn format_share(value: f64) -> String {
    format_rounded(value, STEP)
}

/// A share that may be unknown.
pub(crate) fn format_optional_share(value: Option<f64>) -> String {
    value.map_or(UNKNOWN.to_owned(), format_share)
}

/// "0.123 to 0.456"; a dash where resampling gave no interval.
pub(crate) fn format_interval(low: f64, high: f64) -> String {
    if low.is_nan() || high.is_nan() {
        return UNKNOWN.to_owned();
    }
    format!("{} to {}", format_share(low), format_share(high))
}

/// "0.123 to 0.456", with a dash for an end that the data do not tell.
pub(crate) fn format_open_interval(low: Option<f64>, high: Option<f64>) -> String {
    format!("{} to {}", format_optional_share(low), format_optional_share(high))
}

/// "95 %".
pub(crate) fn format_percent(level: f64) -> String {
    format!("{} %", format_figure(level * 100.0))
}

/// "3 inputs".
pub(crate) fn count_inputs(number: usize) -> String {
    if number == 1 { "1 input".to_owned() } else { format!("{} inputs", format_count(number)) }
}

/// A chance under the assumption that there is nothing.
pub(crate) fn format_p_value(p: f64) -> String {
    match p {
        p if p.is_nan() => UNKNOWN.to_owned(),
        p if p < LEAST_P => format!("<{}", format_rounded(LEAST_P, LEAST_P)),
        p => format_rounded(p, LEAST_P),
    }
}

/// The places of the lines to show: all, or evenly spread ones with the first and the last.
pub(crate) fn spread_lines(lines: usize, most: usize) -> Vec<usize> {
    let kept = lines.min(most);
    (0..kept).map(|place| if kept < 2 { place } else { place * (lines - 1) / (kept - 1) }).collect()
}

/// Says that there are more lines than shown.
pub(crate) fn note_left_out(page: &mut Page, lines: usize) {
    if lines > MOST_LINES {
        page.note(&format!("{MOST_LINES} of {} lines are shown; --json has all.", format_count(lines)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_spread_with_both_ends() {
        assert_eq!(spread_lines(0, 5), [0; 0]);
        assert_eq!(spread_lines(3, 5), [0, 1, 2]);
        let many = spread_lines(1000, MOST_LINES);
        assert_eq!((many.len(), many[0], many[MOST_LINES - 1]), (MOST_LINES, 0, 999));
    }

    #[test]
    fn small_chances_are_bounds() {
        assert_eq!([0.5, 0.00021, 1e-9, f64::NAN].map(format_p_value), ["0.5000", "0.0002", "<0.0001", "–"]);
    }
}
