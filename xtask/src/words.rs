//! The rule that no source of a crate names a country, its capital or its leader: scenarios are data.
//!
//! All text under `crates/` is read, including tests, except folders called `pages` or `snapshots` under `tests`, which
//! hold the output for a scenario. The names of built-in scenarios, which are the names of their folders, are allowed
//! everywhere.

mod place_names;

use crate::check_error::CheckError;
use crate::files::{folder_names, text_files};
use std::path::Path;

/// Lists every line under `crates/` that contains a name of the list.
///
/// # Errors
///
/// A file or folder that cannot be read.
pub fn check_words(root: &Path) -> Result<Vec<String>, CheckError> {
    let mut scenarios = folder_names(&root.join("scenarios"))?;
    scenarios.extend(folder_names(&root.join("scenarios/wars"))?);
    let files = text_files(&root.join("crates"), &|folder| {
        !folder.ends_with("/tests/pages") && !folder.ends_with("/tests/snapshots")
    })?;
    let mut faults = Vec::new();
    for file in &files {
        for (line, word) in find_names(&file.text, &scenarios) {
            faults.push(format!("crates/{}:{line}: names `{word}`: it belongs in a scenario", file.path));
        }
    }
    Ok(faults)
}

/// Lines, numbered from 1, that contain a name of the list once the names of `scenarios` are removed, with that
/// name.
fn find_names(text: &str, scenarios: &[String]) -> Vec<(usize, &'static str)> {
    let mut found = Vec::new();
    for (at, line) in text.lines().enumerate() {
        let line = scenarios.iter().fold(line.to_owned(), |line, name| line.replace(name.as_str(), " "));
        let words = split_words(&line);
        found.extend(place_names::NAMES.iter().filter(|name| contains_name(name, &words)).map(|name| (at + 1, *name)));
    }
    found
}

/// Splits a line into words in lower case; a change from lower to upper case begins a new word, as in `TheWord`.
fn split_words(line: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut small = false;
    for letter in line.chars() {
        if !letter.is_alphabetic() || small && letter.is_uppercase() {
            words.push(String::new());
        }
        if letter.is_alphabetic() {
            words.last_mut().unwrap_or(&mut String::new()).extend(letter.to_lowercase());
        }
        small = letter.is_lowercase();
    }
    words.retain(|word| !word.is_empty());
    words
}

/// Tests whether the words of a name follow each other in a line.
fn contains_name(name: &str, words: &[String]) -> bool {
    let parts: Vec<&str> = name.split(' ').collect();
    words.windows(parts.len()).any(|window| window.iter().zip(&parts).all(|(word, part)| word == part))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_found_in_any_spelling_of_identifiers() {
        for text in [
            "// Germany pays",
            "let germany = 1;",
            "struct GermanyIncome;",
            "\"member.germany.income\"",
            "GERMANY_2026",
        ] {
            assert_eq!(find_names(text, &[]), [(1, "germany")], "{text}");
        }
        assert_eq!(find_names("\n\"united-states\" and UnitedStates", &[]), [(2, "united states")]);
    }

    #[test]
    fn parts_of_words_are_no_names() {
        assert_eq!(find_names("germanium, perusal, friction, the united front of states", &[]).len(), 0);
    }

    #[test]
    fn names_of_scenarios_are_allowed() {
        let scenarios = ["ukraine-2025-12".to_owned()];
        assert_eq!(find_names("include_str!(\"scenarios/ukraine-2025-12/scenario.toml\")", &scenarios), []);
        assert_eq!(find_names("ukraine-2025-12 of ukraine", &scenarios), [(1, "ukraine")]);
    }

    #[test]
    fn the_list_is_in_the_form_that_is_compared() {
        assert!(place_names::NAMES.is_sorted(), "sorted, each once");
        assert!(place_names::NAMES.iter().all(|name| split_words(name).join(" ") == **name));
    }
}
