//! Words for an event, in lists and questions.

use super::columns::COLUMNS;

/// An event in words: its kind, what it is about, and what came of it; `cells` are those of its row.
///
/// ```
/// use standoff_scenario::{Source, builtin, evidence::{Log, describe_event, header}};
/// let scenario = builtin::load("two-sided").unwrap();
/// let row = "t1,talks-round,2025-07-10,,invader;defender,,invader-refuses,,,press,0.95,,,,";
/// let log = Log::read(&[Source::new("log.csv", format!("{}\n{row}\n", header()))], &scenario).unwrap().0;
/// assert_eq!(describe_event(&log.row_cells(&log.events[0])), "talks-round: invader-refuses");
/// ```
pub fn describe_event(cells: &[String; COLUMNS.len()]) -> String {
    let about = [&cells[5], &cells[6]].into_iter().filter(|text| !text.is_empty());
    let about: Vec<&str> = about.map(String::as_str).collect();
    if about.is_empty() { cells[1].clone() } else { format!("{}: {}", cells[1], about.join(", ")) }
}
