//! Ids for rows whose author gives none.

use standoff::scenario::evidence::COLUMNS;

/// Longest id.
const LONGEST: usize = 80;

/// An id from date, kind and subject, or party where there is no subject; with a number if the log has it already.
pub fn id_of_row(cells: &[String; COLUMNS.len()], log: &str) -> String {
    let subject = if cells[5].is_empty() { &cells[4] } else { &cells[5] };
    let parts = [&cells[2], &cells[1], subject].map(|part| plain_word(part));
    unused_id(&parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<String>>().join("."), log)
}

/// The first of an id and its numbered forms that the log does not have.
pub fn unused_id(wanted: &str, log: &str) -> String {
    let cut = |room: usize| wanted.chars().take(LONGEST - room).collect::<String>();
    let numbered = (2_u32..).map(|number| format!("{}-{number}", cut(12)));
    let mut candidates = std::iter::once(cut(0)).chain(numbered);
    candidates.find(|candidate| !holds_id(log, candidate)).unwrap_or_default()
}

/// Tests whether a text holds an id between marks that no id has.
fn holds_id(log: &str, id: &str) -> bool {
    let within = |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || matches!(letter, '-' | '.');
    log.split(|letter| !within(letter)).any(|word| word == id)
}

/// A word in the letters that ids have.
fn plain_word(word: &str) -> String {
    let letter = |letter: char| if letter.is_ascii_alphanumeric() { letter.to_ascii_lowercase() } else { '-' };
    let text: String = word.trim().chars().map(letter).collect();
    text.trim_matches('-').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_made_from_what_happened() {
        let mut cells: [String; COLUMNS.len()] = Default::default();
        (cells[1], cells[2], cells[4]) = ("losses".into(), "2025-06-02".into(), "group:Union;x".into());
        assert_eq!(id_of_row(&cells, ""), "2025-06-02.losses.group-union-x");
        cells[5] = "freeze".into();
        assert_eq!(id_of_row(&cells, "a,2025-06-02.losses.freeze,"), "2025-06-02.losses.freeze-2");
        assert_eq!(id_of_row(&cells, "2025-06-02.losses.freeze-2"), "2025-06-02.losses.freeze");
        cells[5] = "long ".repeat(50);
        assert!(id_of_row(&cells, "").len() <= LONGEST);
    }
}
