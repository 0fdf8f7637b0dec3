//! Checks that read the workspace itself. `.ci/run` calls each; a broken rule is one line on standard error and exit
//! code 1, wrong arguments are exit code 2.
//!
//! ```text
//! cargo run -p xtask -- layers      a crate uses only crates of a lower layer
//! cargo run -p xtask -- circles     no file uses a file that uses it
//! cargo run -p xtask -- rooms       no crate and no file is larger than a reader can hold
//! cargo run -p xtask -- dates       no scenario states a fact dated after its start
//! cargo run -p xtask -- words       no source of a crate names a country, its capital or its leader
//! cargo run -p xtask -- citations   every citation leads to a decision, a section or a check
//! cargo run -p xtask -- links       relative links in the book and at the root lead to files and headings
//! cargo run -p xtask -- sources     every source file that a page names exists
//! cargo run -p xtask -- keys FILE   the output of --json has its documented keys
//! cargo run -p xtask -- instructions  no kernel executes more instructions than before
//! ```

mod check_error;
mod circles;
mod citations;
mod dates;
mod files;
mod imports;
mod instructions;
mod keys;
mod layers;
mod links;
mod named_sources;
mod rooms;
mod words;

use check_error::CheckError;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

const USAGE: &str = "usage: cargo run -p xtask -- layers | circles | rooms | dates | words | citations | links | sources | instructions | keys FILE";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match run_check(&arguments) {
        None => {
            eprintln!("{USAGE}");
            ExitCode::from(2)
        }
        Some(Err(reason)) => {
            eprintln!("error: {reason}");
            ExitCode::FAILURE
        }
        Some(Ok(faults)) => report_faults(arguments[0], &faults),
    }
}

/// Makes the check that the arguments name: its broken rules, one line each. `None` where they name no check.
fn run_check(arguments: &[&str]) -> Option<Result<Vec<String>, CheckError>> {
    match arguments {
        ["layers"] => Some(layers::check_layers(&workspace_root())),
        ["circles"] => Some(circles::check_circles(&workspace_root())),
        ["rooms"] => Some(rooms::check_rooms(&workspace_root())),
        ["dates"] => Some(dates::check_dates(&workspace_root())),
        ["words"] => Some(words::check_words(&workspace_root())),
        ["citations"] => Some(citations::check_citations(&workspace_root())),
        ["links"] => Some(links::check_links(&workspace_root())),
        ["sources"] => Some(named_sources::check_named_sources(&workspace_root())),
        ["instructions"] => Some(instructions::check_instructions(&workspace_root())),
        ["keys", file] => Some(keys::check_keys(Path::new(file))),
        _ => None,
    }
}

/// Prints the broken rules of a check on standard error, and a line that sums them up.
fn report_faults(name: &str, faults: &[String]) -> ExitCode {
    for fault in faults {
        eprintln!("error: {fault}");
    }
    if faults.is_empty() {
        eprintln!("{name}: ok");
        ExitCode::SUCCESS
    } else {
        eprintln!("{name}: {} broken", faults.len());
        ExitCode::FAILURE
    }
}

/// Folder of the workspace: the parent of this crate's.
fn workspace_root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_path_buf()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_known_commands_run() {
        for arguments in [&[][..], &["layer"], &["keys"], &["words", "twice"]] {
            assert!(run_check(arguments).is_none(), "{arguments:?}");
        }
    }

    #[test]
    fn the_root_holds_the_workspace() {
        assert!(workspace_root().join("Cargo.lock").is_file());
    }
}
