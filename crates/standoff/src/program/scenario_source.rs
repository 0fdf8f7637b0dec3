//! The scenario that a word on the command line names: one that comes with the program, a file, or a folder with a `scenario.toml`.

use crate::program::output::{Failure, tell_warnings};
use standoff::scenario::{Diagnostics, Scenario, Source, builtin};
use std::path::Path;

/// Name of the file in the folder of a scenario.
const FILE: &str = "scenario.toml";

/// Finds the text of the scenario that a word names. A built-in name comes before a file of that name, so that it means
/// the same in every folder.
pub fn find_source(word: &str) -> Result<Source, Diagnostics> {
    let path = Path::new(word);
    match builtin::source(word) {
        Some(source) => Ok(source),
        None if path.is_dir() => Source::read(&path.join(FILE)),
        None if is_path(word) || path.exists() => Source::read(path),
        None => refuse_unknown(word),
    }
}

/// Tests whether a word can only be a path.
fn is_path(word: &str) -> bool {
    word.contains(['/', '\\']) || word.ends_with(".toml")
}

/// Refuses a word that names nothing, with the names that the library knows.
fn refuse_unknown(word: &str) -> Result<Source, Diagnostics> {
    match builtin::load(word) {
        Err(found) => Err(found),
        Ok(_) => Source::read(Path::new(word)),
    }
}

/// Loads and checks the scenario that a word names; warnings go to stderr.
pub fn load_scenario(word: &str, quiet: bool) -> Result<Scenario, Failure> {
    load_scenario_and_text(word, quiet).map(|(scenario, _)| scenario)
}

/// The same, with the text of the scenario. A file is read once, since what a pipe has given is gone.
pub fn load_scenario_and_text(word: &str, quiet: bool) -> Result<(Scenario, Source), Failure> {
    let refused = |found: Diagnostics| Failure::input(&found);
    let source = find_source(word).map_err(refused)?;
    let (scenario, warnings) = Scenario::parse(&source).map_err(refused)?;
    tell_warnings(&warnings, quiet);
    Ok((scenario, source))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_can_only_be_paths() {
        assert!(is_path("a/b") && is_path("mine.toml") && is_path("./x"));
        assert!(!is_path("two-sided"));
    }
}
