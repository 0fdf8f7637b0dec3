//! Counts of instructions by valgrind's `callgrind`, and its output.

use crate::check_error::CheckError;
use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fs;
use std::path::Path;
use std::process::Command;

/// Counts the instructions that a program executes in its own code, with these arguments. `scratch` is a file that may be
/// written.
///
/// Those of the C library are left out: it has several versions of its memory functions and takes one by the processor,
/// and another release has others.
///
/// # Errors
///
/// Valgrind does not start, the program fails under it, or its output cannot be read.
pub fn count_instructions(program: &Path, arguments: &[&str], scratch: &Path) -> Result<u64, CheckError> {
    let mut option = OsStr::new("--callgrind-out-file=").to_owned();
    option.push(scratch);
    let output = Command::new("valgrind")
        .args(["--tool=callgrind", "--dump-line=no"])
        .arg(option)
        .arg(program)
        .args(arguments)
        .output()
        .map_err(|error| {
            CheckError::Command(format!("cannot run valgrind: {error}; install the package `valgrind`"))
        })?;
    if !output.status.success() {
        let reason = String::from_utf8_lossy(&output.stderr);
        return Err(CheckError::Command(format!("valgrind failed on {arguments:?}: {}", reason.trim())));
    }
    let text =
        fs::read_to_string(scratch).map_err(|error| CheckError::Unreadable { path: scratch.to_path_buf(), error })?;
    let name = program.to_string_lossy();
    let own = instructions_by_object(&text).get(&*name).copied().unwrap_or(0);
    if own == 0 {
        return Err(CheckError::Command(format!("callgrind counted no instruction of {name}")));
    }
    Ok(own)
}

/// Instructions by the file that holds them, from the output of callgrind.
///
/// `ob=(3) NAME` opens the functions of a file, later `ob=(3)`. A line that begins with a position ends with the cost of
/// that position, except after `calls=`: there it is the cost of what was called, which is counted where it arose.
fn instructions_by_object(text: &str) -> BTreeMap<String, u64> {
    let mut names: BTreeMap<&str, &str> = BTreeMap::new();
    let mut counts: BTreeMap<&str, u64> = BTreeMap::new();
    let (mut object, mut after_call) = ("", false);
    for line in text.lines() {
        if let Some(reference) = line.strip_prefix("ob=").or_else(|| line.strip_prefix("cob=")) {
            let (key, name) = reference.split_once(' ').unwrap_or((reference, ""));
            if !name.is_empty() {
                names.insert(key, name);
            }
            if line.starts_with("ob=") {
                object = key;
            }
        } else if line.starts_with("calls=") {
            after_call = true;
        } else if line.starts_with(|first: char| first.is_ascii_digit() || "+-*".contains(first)) {
            let cost = line.split_whitespace().nth(1).and_then(|cost| cost.parse::<u64>().ok()).unwrap_or(0);
            if !std::mem::take(&mut after_call) {
                *counts.entry(object).or_default() += cost;
            }
        }
    }
    counts.into_iter().map(|(key, count)| (names.get(key).unwrap_or(&key).to_string(), count)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn costs_belong_to_the_file_in_which_they_arise() {
        let text = "positions: line\nevents: Ir\nsummary: 160\n\nob=(1) /bin/own\nfn=(1) main\n0 100\ncob=(2) /lib/libc.so\n\
                    cfn=(2) memcpy\ncalls=3 0\n0 50\n+1 7\n\nob=(2)\nfn=(2)\n0 50\n\nob=(1)\nfn=(3) more\n* 3\n";
        let counts = instructions_by_object(text);
        assert_eq!(counts["/bin/own"], 110);
        assert_eq!(counts["/lib/libc.so"], 50);
    }

    #[test]
    fn a_program_that_does_not_run_has_no_count() {
        let nowhere = Path::new("no/such/folder/out");
        assert!(count_instructions(Path::new("no/such/program"), &[], nowhere).is_err());
    }
}
