//! Which scenario is meant: one that comes with the program, a file, or a folder with a `scenario.toml`.

use crate::output::{Failure, colour_on_stderr, say};
use standoff::scenario::{Diagnostics, Scenario, Source, builtin};
use std::path::Path;

/// The file that a scenario folder holds.
const FILE: &str = "scenario.toml";

/// The text of the scenario that a word means.
pub fn source(word: &str) -> Result<Source, Diagnostics> {
    let path = Path::new(word);
    match builtin::source(word) {
        Some(source) => Ok(source),
        None if path.is_dir() => Source::read(&path.join(FILE)),
        None if is_path(word) || path.exists() => Source::read(path),
        None => unknown(word),
    }
}

/// Whether a word can only be a path.
fn is_path(word: &str) -> bool {
    word.contains(['/', '\\']) || word.ends_with(".toml")
}

/// What there is instead: the library knows the names.
fn unknown(word: &str) -> Result<Source, Diagnostics> {
    match builtin::load(word) {
        Err(found) => Err(found),
        Ok(_) => Source::read(Path::new(word)),
    }
}

/// The checked scenario that a word means; what a reader should know about it goes to stderr.
pub fn scenario(word: &str, quiet: bool) -> Result<Scenario, Failure> {
    let (scenario, warnings) =
        source(word).and_then(|source| Scenario::parse(&source)).map_err(|found| Failure::input(&found))?;
    if !quiet && !warnings.is_empty() {
        say(&warnings.render(colour_on_stderr()));
    }
    Ok(scenario)
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
