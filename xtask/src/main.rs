//! Checks of the workspace itself, run by `.ci/run`.
//!
//! Each violation of a rule is one line on standard error, and the exit code is then 1; wrong arguments exit with 2.
//!
//! ```text
//! cargo run -p xtask -- layers      a crate uses only crates of a lower layer
//! cargo run -p xtask -- dates       no scenario states a fact dated after its start
//! cargo run -p xtask -- words       no source of a crate names a country, its capital or its leader
//! cargo run -p xtask -- keys FILE   the output of --json has its documented keys
//! ```

mod dates;
mod files;
mod keys;
mod layers;
mod words;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Violations of a rule, one line each, or the reason why the check could not be made.
type Faults = Result<Vec<String>, String>;

const USAGE: &str = "usage: cargo run -p xtask -- layers | dates | words | keys FILE";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match run(&arguments) {
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

fn run(arguments: &[&str]) -> Option<Faults> {
    match arguments {
        ["layers"] => Some(layers::check(&root())),
        ["dates"] => Some(dates::check(&root())),
        ["words"] => Some(words::check(&root())),
        ["keys", file] => Some(keys::check(Path::new(file))),
        _ => None,
    }
}

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

/// The folder of the workspace, which is the parent of this crate's.
fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_path_buf()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_known_commands_run() {
        for arguments in [&[][..], &["layer"], &["keys"], &["words", "twice"]] {
            assert!(run(arguments).is_none(), "{arguments:?}");
        }
    }

    #[test]
    fn the_root_holds_the_workspace() {
        assert!(root().join("Cargo.lock").is_file());
    }
}
