//! `standoff completions`, `standoff man` and the feet of `--help`.

use crate::run_standoff;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

fn script_for(shell: &str) -> String {
    let said = run_standoff(["completions", shell]);
    assert_eq!((said.status, said.stderr.as_str()), (0, ""));
    said.stdout
}

/// Runs a program on a text; none where there is no such program.
fn run_on(program: &str, arguments: &[&str], text: &str) -> Option<std::process::Output> {
    let mut command = Command::new(program);
    command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.env("MANPAGER", "cat").env("PAGER", "cat").spawn().ok()?;
    child.stdin.take().unwrap().write_all(text.as_bytes()).unwrap();
    Some(child.wait_with_output().unwrap())
}

#[test]
fn scripts_know_verbs_and_arguments() {
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let script = script_for(shell);
        for word in ["forecast", "stats", "survival", "evidence", "as-of", "completions"] {
            assert!(script.contains(word), "{shell}: {word}");
        }
    }
    run_standoff(["completions", "tcsh"]).assert_refused(&["tcsh", "bash", "zsh"]);
}

#[test]
fn the_script_for_bash_is_one() {
    let found = run_on("bash", &["-n"], &script_for("bash"));
    if let Some(output) = found {
        assert!(output.status.success() && output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
    }
    let broken = run_on("bash", &["-n"], "case x in\n");
    assert!(broken.is_none_or(|output| !output.status.success()), "the check notices a script that is none");
}

/// Files of the manual, written into a folder.
fn written_pages(folder: &Path) -> Vec<PathBuf> {
    let said = run_standoff(["man", "--out", folder.to_str().unwrap(), "--quiet"]);
    assert_eq!((said.status, said.stdout.as_str(), said.stderr.as_str()), (0, "", ""));
    let mut pages: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    pages.sort();
    pages
}

#[test]
fn every_verb_has_a_page_of_the_manual() {
    let folder = tempfile::tempdir().unwrap();
    let pages = written_pages(folder.path());
    assert!(pages.len() >= 40, "{}", pages.len());
    for path in &pages {
        let (name, page) = (path.file_stem().unwrap().to_str().unwrap(), fs::read_to_string(path).unwrap());
        for part in [".TH", ".SH NAME", ".SH SYNOPSIS", ".SH DESCRIPTION"] {
            assert!(page.contains(part), "{name}: {part}");
        }
        assert!(page.contains(&name.replace('-', "\\-")), "{name}");
        // The program and groups of verbs among them: a page is what `standoff man` prints for the words of its name.
        let words = name.strip_prefix("standoff").unwrap().split('-').filter(|word| !word.is_empty());
        assert_eq!(run_standoff(["man"].into_iter().chain(words)).stdout, page, "{name}");
    }
}

/// Text without the letters that a printer would strike over to make them bold.
fn without_overstrikes(text: &str) -> String {
    let mut plain = String::new();
    for letter in text.chars() {
        if letter == '\u{8}' {
            plain.pop();
        } else {
            plain.push(letter);
        }
    }
    plain
}

/// Formats all pages with the system's own program, where it has one.
#[test]
fn pages_of_the_manual_can_be_formatted() {
    let folder = tempfile::tempdir().unwrap();
    for path in written_pages(folder.path()) {
        let page = fs::read_to_string(&path).unwrap();
        let Some(output) = run_on("groff", &["-man", "-Tutf8", "-ww"], &page) else { return };
        let (text, complaints) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        assert!(output.status.success() && complaints.is_empty(), "{}: {complaints}", path.display());
        let text = without_overstrikes(&text);
        assert!(text.contains("NAME") && text.contains("SYNOPSIS"), "{}", path.display());
    }
}

#[test]
fn an_unknown_page_is_refused_with_the_nearest() {
    run_standoff(["man", "forcast"]).assert_refused(&["unknown-verb", "did you mean `forecast`"]);
    run_standoff(["man", "stats", "survial"]).assert_refused(&["did you mean `survival`"]);
    run_standoff(["man", "forecast", "more"]).assert_refused(&["no further word"]);
}

#[test]
fn help_states_exit_statuses_and_a_forecast_its_terms() {
    let help = |arguments: &[&str]| run_standoff(arguments.iter().copied()).stdout;
    assert!(help(&["--help"]).contains("Exit status: 0 done, 1 the run failed, 2 the input"));
    assert!(help(&["score", "check", "--help"]).contains("1 one of them is not"));
    assert!(help(&["scenario", "list", "--help"]).contains("Exit status: 0 done"));
    let long = help(&["forecast", "--help"]);
    for term in ["Terms:", "  coverage ", "  threshold ", "  outside view ", "  draw ", "  stall test ", "  band "] {
        assert!(long.contains(term), "{term}");
    }
    assert!(long.lines().all(|line| line.chars().count() <= 100));
    assert!(!help(&["forecast", "-h"]).contains("Terms:"));
}
