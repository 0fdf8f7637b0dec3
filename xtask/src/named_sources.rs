//! Every source file that a page names in code quotes is a file of the repository, so that a walk through the code does
//! not send its reader to a file that has moved.
//!
//! A page may name a file by the end of its path. The pages that tell what was done in the past may name what was there.

use crate::check_error::CheckError;
use crate::files::{TextFile, text_files};
use pulldown_cmark::{Event, Options, Parser};
use std::path::Path;

/// Pages of what was done, as it was then.
const HISTORY: [&str; 2] = ["CHANGELOG.md", "docs/src/results-history.md"];

/// Names every source file that a page mentions and that does not exist.
///
/// # Errors
///
/// A file that cannot be read, or a repository without pages.
pub fn check_named_sources(root: &Path) -> Result<Vec<String>, CheckError> {
    let files = text_files(root, &is_kept_by_hand)?;
    let sources: Vec<&str> = files.iter().map(|file| file.path.as_str()).filter(|path| path.ends_with(".rs")).collect();
    let is_read = |file: &&TextFile| file.path.ends_with(".md") && !HISTORY.contains(&file.path.as_str());
    let pages: Vec<&TextFile> = files.iter().filter(is_read).collect();
    if pages.is_empty() || sources.is_empty() {
        return Err(CheckError::NothingToCheck("no pages, or no sources that they could name".to_owned()));
    }
    Ok(pages.into_iter().flat_map(|page| unknown_sources(page, &sources)).collect())
}

/// Whether a folder holds what people write: not a build, a dependency or the version control's own files.
fn is_kept_by_hand(folder: &str) -> bool {
    let name = folder.rsplit('/').next().unwrap_or(folder);
    !name.starts_with('.') && !["target", "node_modules"].contains(&name)
}

fn unknown_sources(page: &TextFile, sources: &[&str]) -> Vec<String> {
    let events = Parser::new_ext(&page.text, Options::ENABLE_TABLES).into_offset_iter();
    let named = events.filter_map(|(event, place)| match event {
        Event::Code(name) if is_source_path(&name) && !sources.iter().any(|path| ends_with_path(path, &name)) => {
            let line = 1 + page.text[..place.start].matches('\n').count();
            Some(format!("{}:{line}: `{name}` does not exist", page.path))
        }
        _ => None,
    });
    named.collect()
}

/// Whether the words are the path of a source file, not an address or a pattern.
fn is_source_path(words: &str) -> bool {
    let letter = |letter: char| letter.is_ascii_alphanumeric() || "_-/.".contains(letter);
    words.len() > ".rs".len() && words.ends_with(".rs") && words.chars().all(letter)
}

fn ends_with_path(path: &str, end: &str) -> bool {
    path.strip_suffix(end).is_some_and(|rest| rest.is_empty() || rest.ends_with('/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unknown(text: &str) -> Vec<String> {
        let page = TextFile { path: "A.md".to_owned(), text: text.to_owned() };
        unknown_sources(&page, &["crates/world/src/step/schedule.rs", "xtask/src/main.rs"])
    }

    #[test]
    fn a_file_that_has_moved_is_found_with_its_line() {
        let found = unknown("One.\n\n| a | `step/turn.rs` |\n|---|---|\n| `edule.rs` | `schedule.rs` |\n");
        assert_eq!(found, ["A.md:3: `step/turn.rs` does not exist", "A.md:5: `edule.rs` does not exist"]);
    }

    #[test]
    fn the_end_of_a_path_names_a_file() {
        let text =
            "`schedule.rs`, `step/schedule.rs`, `xtask/src/main.rs`, `*.rs`, `.rs`, `docs.rs/x`\n\n```\nold.rs\n```\n";
        assert_eq!(unknown(text), [""; 0]);
    }
}
