//! The program as it is used: exit statuses, what goes to stdout and what to stderr, and every kind of wrong input.

mod assimilate;
mod book;
mod brief;
mod brief_style;
mod bundle;
mod compare;
mod diagnose;
mod evidence;
mod explain;
mod forecast;
mod frontier;
mod hindcast;
mod history;
mod killed;
mod manual;
mod on_record;
mod pages;
mod policy;
mod same_number;
mod scenario;
mod schema;
mod score;
mod shards;
mod stats;
mod stats_columns;
mod stats_designs;
mod theory;
mod wars;

use assert_cmd::Command;
use std::process::Output;

/// A small forecast of the small scenario.
pub const SMALL: [&str; 7] = ["forecast", "two-sided", "--runs", "16", "--draws", "2", "--quiet"];

/// Output of the program, and its exit status.
pub struct ProgramOutput {
    /// Exit status.
    pub status: i32,
    /// Data.
    pub stdout: String,
    /// Words.
    pub stderr: String,
}

/// Runs the program without the reader's own settings.
pub fn run_standoff<'a>(arguments: impl IntoIterator<Item = &'a str>) -> ProgramOutput {
    let mut command = Command::new(env!("CARGO_BIN_EXE_standoff"));
    ["LANG", "LC_ALL", "LC_CTYPE", "COLUMNS"].iter().for_each(|name| _ = command.env_remove(name));
    command.args(arguments);
    program_output(command.output().expect("the program starts"))
}

/// Reads the output of a program that has ended.
pub fn program_output(output: Output) -> ProgramOutput {
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("the program speaks UTF-8");
    ProgramOutput {
        status: output.status.code().unwrap_or(-1),
        stdout: text(output.stdout),
        stderr: text(output.stderr),
    }
}

impl ProgramOutput {
    /// Checks that it is a refusal: status 2, nothing on stdout, all these words on stderr.
    pub fn assert_refused(&self, words: &[&str]) {
        assert_eq!(self.status, 2, "{}", self.stderr);
        assert_eq!(self.stdout, "");
        for word in words {
            assert!(self.stderr.contains(word), "no {word:?} in:\n{}", self.stderr);
        }
    }

    /// Checks that the run failed: status 1, nothing on stdout, all these words on stderr.
    pub fn assert_failed(&self, words: &[&str]) {
        assert_eq!((self.status, self.stdout.as_str()), (1, ""), "{}", self.stderr);
        for word in words {
            assert!(self.stderr.contains(word), "no {word:?} in:\n{}", self.stderr);
        }
    }

    /// Its stdout as JSON, after status 0 and with silence on stderr.
    pub fn parse_json(&self) -> serde_json::Value {
        assert_eq!((self.status, self.stderr.as_str()), (0, ""));
        serde_json::from_str(&self.stdout).expect("stdout is JSON")
    }
}

/// The keys that the book documents under a heading of the page of keys, those in the first column of its table.
pub fn documented_keys(heading: &str) -> Vec<String> {
    let page = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/src/json-keys.md");
    let page = std::fs::read_to_string(page).expect("the page of keys");
    let section = page.split("\n## ").find(|section| section.starts_with(heading)).expect("the heading");
    let cells = section.lines().filter_map(|line| line.strip_prefix("| ")?.split(" | ").next());
    let words = cells.flat_map(|cell| cell.split('`').skip(1).step_by(2)).map(str::to_owned);
    words.collect()
}

/// Every key of an answer at any depth, but for those of its scenario's roles.
pub fn all_keys(value: &serde_json::Value) -> Vec<String> {
    match value {
        serde_json::Value::Object(items) => {
            // The keys of this object are roles.
            let items = items.iter().filter(|(key, _)| *key != "roles");
            items.flat_map(|(key, value)| std::iter::once(key.clone()).chain(all_keys(value))).collect()
        }
        serde_json::Value::Array(items) => items.iter().flat_map(all_keys).collect(),
        _ => Vec::new(),
    }
}

/// The keys of an object, but for those that every answer has.
pub fn own_keys(answer: &serde_json::Value) -> Vec<String> {
    let common = ["format", "scenario", "seed", "version", "command"];
    assert!(common.iter().all(|key| !answer[key].is_null()));
    let keys = answer.as_object().expect("an object").keys().cloned();
    keys.filter(|key| !common.contains(&key.as_str())).collect()
}

/// Checks that two lists hold the same words, in whatever order.
pub fn assert_same_words(mut one: Vec<String>, mut other: Vec<String>) {
    one.sort();
    other.sort();
    assert_eq!(one, other);
}

/// The answer in JSON after one Ctrl-C, with the status of an answer that was stopped early.
#[cfg(unix)]
pub fn answer_when_interrupted(arguments: &[&str]) -> serde_json::Value {
    let output = output_after_signal("-INT", arguments);
    assert_eq!(output.status.code(), Some(3));
    assert!(String::from_utf8_lossy(&output.stderr).contains("stopping"));
    serde_json::from_slice(&output.stdout).expect("stdout is JSON")
}

/// What a program leaves after a signal. How long the first future takes depends on the machine, so this waits longer until
/// there is an answer.
#[cfg(unix)]
pub fn output_after_signal(signal: &str, arguments: &[&str]) -> Output {
    let mut outputs = [2, 4, 8, 16, 32].into_iter().map(|seconds| interrupted_after(seconds, signal, arguments));
    outputs.find(|output| !output.stdout.is_empty()).expect("a future is finished within half a minute")
}

/// What a program leaves after a signal that comes after so many seconds.
#[cfg(unix)]
pub fn interrupted_after(seconds: u64, signal: &str, arguments: &[&str]) -> Output {
    use std::process::{Command, Stdio};
    let mut command = Command::new(env!("CARGO_BIN_EXE_standoff"));
    let child = command.args(arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    std::thread::sleep(std::time::Duration::from_secs(seconds));
    assert!(Command::new("kill").args([signal, &child.id().to_string()]).status().unwrap().success());
    child.wait_with_output().unwrap()
}

#[test]
fn help_and_version_are_data() {
    let help = run_standoff(["--help"]);
    assert_eq!((help.status, help.stderr.as_str()), (0, ""));
    let words = ["forecast", "compare", "theory", "stats", "scenario", "Exit status"];
    assert!(words.iter().all(|word| help.stdout.contains(word)));
    assert!(run_standoff(["--version"]).stdout.starts_with("standoff "));
}

#[test]
fn an_unknown_verb_is_refused_with_the_nearest() {
    run_standoff(["forcast"]).assert_refused(&["forcast", "forecast"]);
    run_standoff(["--speed"]).assert_refused(&["--speed"]);
}
