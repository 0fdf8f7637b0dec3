//! No source of a crate names a country, its capital or its leader: scenarios are data.
//!
//! All text under `crates/` is read, tests included, except folders called `pages` or `snapshots` under `tests`, which hold what
//! the program says about a scenario. The name of a scenario that comes with the program, which is the name of its
//! folder, may stand anywhere.

mod list;

use crate::faults::Faults;
use crate::files::{folder_names, text_files};
use std::path::Path;

/// Names every place under `crates/` where a word of the list stands.
pub fn check(root: &Path) -> Faults {
    let scenarios = folder_names(&root.join("scenarios"))?;
    let files = text_files(&root.join("crates"), &|folder| {
        !folder.ends_with("/tests/pages") && !folder.ends_with("/tests/snapshots")
    })?;
    let mut faults = Vec::new();
    for file in &files {
        for (line, word) in named(&file.text, &scenarios) {
            faults.push(format!("crates/{}:{line}: names `{word}`: it belongs in a scenario", file.path));
        }
    }
    Ok(faults)
}

/// Lines, from 1, that name something of the list once the names of `scenarios` are taken out, with what they name.
fn named(text: &str, scenarios: &[String]) -> Vec<(usize, &'static str)> {
    let mut found = Vec::new();
    for (at, line) in text.lines().enumerate() {
        let line = scenarios.iter().fold(line.to_owned(), |line, name| line.replace(name.as_str(), " "));
        let words = words(&line);
        found.extend(list::NAMES.iter().filter(|name| stands_in(name, &words)).map(|name| (at + 1, *name)));
    }
    found
}

/// Words in small letters; a change from a small to a capital letter begins a new one, as in `TheWord`.
fn words(line: &str) -> Vec<String> {
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

fn stands_in(name: &str, words: &[String]) -> bool {
    let parts: Vec<&str> = name.split(' ').collect();
    words.windows(parts.len()).any(|window| window.iter().zip(&parts).all(|(word, part)| word == part))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_found_in_any_dress() {
        for text in [
            "// Germany pays",
            "let germany = 1;",
            "struct GermanyIncome;",
            "\"member.germany.income\"",
            "GERMANY_2026",
        ] {
            assert_eq!(named(text, &[]), [(1, "germany")], "{text}");
        }
        assert_eq!(named("\n\"united-states\" and UnitedStates", &[]), [(2, "united states")]);
    }

    #[test]
    fn parts_of_words_are_no_names() {
        assert_eq!(named("germanium, perusal, friction, the united front of states", &[]).len(), 0);
    }

    #[test]
    fn a_scenario_may_be_called_by_its_name() {
        let scenarios = ["ukraine-2025-12".to_owned()];
        assert_eq!(named("include_str!(\"scenarios/ukraine-2025-12/scenario.toml\")", &scenarios), []);
        assert_eq!(named("ukraine-2025-12 of ukraine", &scenarios), [(1, "ukraine")]);
    }

    #[test]
    fn the_list_is_in_the_form_that_is_compared() {
        assert!(list::NAMES.is_sorted(), "sorted, each once");
        assert!(list::NAMES.iter().all(|name| words(name).join(" ") == **name));
    }
}
