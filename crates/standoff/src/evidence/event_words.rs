//! Words for an event, in lists and questions.

use standoff::scenario::evidence::COLUMNS;

/// An event in words: its kind, what it is about, and what came of it.
pub fn describe_event(cells: &[String; COLUMNS.len()]) -> String {
    let about = [&cells[5], &cells[6]].into_iter().filter(|text| !text.is_empty());
    let about: Vec<&str> = about.map(String::as_str).collect();
    if about.is_empty() { cells[1].clone() } else { format!("{}: {}", cells[1], about.join(", ")) }
}
