//! Pages of Markdown that are true: every command in them says what stands below it.
//!
//! A block of `csv` with a name writes a file, one of `sh` runs commands in the folder of these files, and one of `text`
//! after it is what the last of them says, on stderr and then on stdout. `STANDOFF_BLESS=1` writes the answers as they
//! are now.

use crate::program_output;
use assert_cmd::Command;
use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};

/// A fenced block: its language, and the place of what is in it.
struct Block<'a> {
    language: &'a str,
    inside: Range<usize>,
}

fn command_blocks(page: &str) -> Vec<Block<'_>> {
    let mut blocks = Vec::new();
    let mut at = 0;
    while let Some(open) = page[at..].find("```").map(|found| at + found + 3) {
        let begin = open + page[open..].find('\n').expect("a line ends") + 1;
        let end = begin + page[begin..].find("```").expect("a block is closed");
        blocks.push(Block { language: page[open..begin].trim(), inside: begin..end });
        at = end + 3;
    }
    blocks
}

/// Runs a command in a folder: stderr, then stdout.
fn run_command(command: &str, folder: &Path) -> String {
    let mut words = command.split_whitespace();
    assert_eq!(words.next(), Some("standoff"), "{command}");
    let mut program = Command::new(env!("CARGO_BIN_EXE_standoff"));
    program.env_remove("LANG").env_remove("LC_ALL").env_remove("LC_CTYPE").args(words).current_dir(folder);
    let said = program_output(program.output().expect("the program starts"));
    let refused = said.stderr.lines().any(|line| line.starts_with("error"));
    assert_eq!(said.status, if refused { 2 } else { 0 }, "{command}");
    format!("{}{}", said.stderr, said.stdout).lines().map(|line| format!("{}\n", line.trim_end())).collect()
}

/// Checks a page in a folder that holds copies of the files in `tables`; how many answers it has.
fn check_page(path: &Path, tables: Option<&Path>) -> usize {
    let mut page = fs::read_to_string(path).unwrap();
    let folder = tempfile::tempdir().unwrap();
    for table in tables.into_iter().flat_map(|tables| fs::read_dir(tables).unwrap()).map(|entry| entry.unwrap().path())
    {
        fs::copy(&table, folder.path().join(table.file_name().unwrap())).unwrap();
    }
    let (mut last, mut answers) = (String::new(), Vec::new());
    for Block { language, inside } in command_blocks(&page) {
        match language.split_once(',').unwrap_or((language, "")) {
            ("csv", name) => fs::write(folder.path().join(name), &page[inside]).unwrap(),
            ("sh", _) => page[inside].lines().for_each(|command| last = run_command(command, folder.path())),
            ("text", _) => answers.push((inside, std::mem::take(&mut last))),
            _ => (),
        }
    }
    let bless = std::env::var_os("STANDOFF_BLESS").is_some();
    for (inside, answer) in answers.iter().rev() {
        if bless {
            page.replace_range(inside.clone(), answer);
        } else {
            assert_eq!(&page[inside.clone()], answer, "{}", path.display());
        }
    }
    if bless {
        fs::write(path, page).unwrap();
    }
    answers.len()
}

fn repository_root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

#[test]
fn the_page_of_the_book_is_true() {
    assert!(
        check_page(&repository_root().join("docs/src/stats.md"), Some(&repository_root().join("docs/src/stats"))) >= 5
    );
}

#[test]
fn the_page_of_the_event_log_is_true() {
    assert!(check_page(&repository_root().join("docs/src/evidence.md"), None) >= 4);
}

#[test]
fn the_page_of_histories_is_true() {
    assert!(check_page(&repository_root().join("docs/src/history.md"), None) >= 1);
}

#[test]
fn wrong_tables_are_told_so() {
    assert!(check_page(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pages/stats.md"), None) >= 28);
}

#[test]
fn what_a_record_teaches_is_shown() {
    assert!(check_page(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pages/record.md"), None) >= 8);
}
