//! `standoff history`.

use crate::{ProgramOutput, all_keys, assert_same_words, documented_keys, own_keys, program_output, run_standoff};
use assert_cmd::Command;
use serde_json::Value;
use std::fs;
use tempfile::TempDir;

const ROWS: &str = "\
    id,kind,date,until,party,subject,answer,value,unit,source,confidence,known,replaces,distinct,note\n\
    round,talks-round,2025-07-10,,invader;defender,,invader-refuses,,,press,0.9,2025-07-11,,,\n\
    area,area-held,2025-07-31,,invader,,,250,km2,press,0.95,2025-08-02,,,\n\
    advance,area-held,2025-08-31,,invader,,,1150,km2,press,0.95,2025-09-02,,,\n\
    autumn,talks-round,2025-10-10,,invader;defender,,defender-refuses,,,press,0.9,2025-10-10,,,\n";
const SIZE: [&str; 4] = ["--runs", "32", "--draws", "4"];

/// A log of the small scenario in a folder, which goes when the test ends.
struct Log {
    _folder: TempDir,
    path: String,
}

impl Log {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("log.csv");
        fs::write(&file, ROWS).unwrap();
        Self { path: file.to_str().unwrap().to_owned(), _folder: folder }
    }

    fn run(&self, verb: &str, more: &[&str]) -> ProgramOutput {
        let own = [verb, "two-sided", "--evidence", self.path.as_str(), "--quiet"];
        run_standoff(own.iter().chain(&SIZE).chain(more).copied())
    }

    fn json(&self, more: &[&str]) -> Value {
        self.run("history", &[more, &["--json"]].concat()).parse_json()
    }
}

fn list<'a>(value: &'a Value, key: &str) -> &'a Vec<Value> {
    value[key].as_array().expect(key)
}

#[test]
fn the_page_goes_to_stdout_and_fits() {
    let said = Log::new().run("history", &[]);
    assert_eq!((said.status, said.stderr.as_str()), (0, ""));
    let parts = [
        "how the answers moved",
        "5 dates, 2025-06-10 to 2025-10-10",
        "How long can the line hold?",
        "What ends the war?",
        "What moved the answers most",
        "From the first date to the last",
        "--every month",
    ];
    assert!(parts.iter().all(|part| said.stdout.contains(part)), "{}", said.stdout);
    let page = said.stdout.lines().filter(|line| !line.contains("standoff history"));
    let widest = page.map(|line| line.chars().count()).max();
    assert!(widest.is_some_and(|widest| widest <= 100) && !said.stdout.contains('\u{1b}'), "{widest:?}");
}

#[test]
fn csv_and_json_hold_the_same_numbers() {
    let log = Log::new();
    let (csv, json) = (log.run("history", &["--csv"]), log.json(&[]));
    assert_eq!((csv.status, csv.stderr.as_str()), (0, ""));
    let mut lines = csv.stdout.lines();
    assert_eq!(lines.next(), Some("date,answer,months,p,error"));
    let of_row = |row: &Value| -> Vec<String> {
        let text = |value: &Value| value.as_str().expect("text").to_owned();
        let number = |value: &Value| value.as_f64().expect("a number").to_string();
        let answer = |one: &Value| {
            let numbers = ["months", "p", "error"].map(|key| number(&one[key])).join(",");
            format!("{},{},{numbers}", text(&row["date"]), text(&one["answer"]))
        };
        list(row, "answers").iter().map(answer).collect()
    };
    let expected: Vec<String> = list(&json, "rows").iter().flat_map(of_row).collect();
    assert!(expected.len() > 20);
    assert_eq!(lines.collect::<Vec<&str>>(), expected);
}

/// The last date has the answer that the forecast has, number for number.
#[test]
fn the_last_row_is_the_forecast() {
    let log = Log::new();
    let (history, forecast) = (log.json(&[]), log.run("forecast", &["--json"]).parse_json());
    let last = list(&history, "rows").last().expect("a row");
    assert_eq!((&last["planned_anew"], &last["date"]), (&Value::Bool(true), &forecast["scenario"]["start"]));
    let mut compared = 0;
    for (name, at) in [("holds", "/hold/survival"), ("settled", "/war_ends/settled_or_quiet")] {
        for at in forecast.pointer(at).and_then(Value::as_array).expect("chances") {
            let same = |one: &&Value| one["answer"] == name && one["months"] == at["months"];
            let Some(answer) = list(last, "answers").iter().find(same) else { continue };
            assert_eq!((&answer["p"], &answer["error"]), (&at["p"], &at["mc_error"]), "{name} {}", at["months"]);
            compared += 1;
        }
    }
    assert_eq!(compared, 8);
}

/// A full brief tells the history that the command tells, with the forecast that it has made itself; a quick one leaves it out.
#[test]
fn a_full_brief_has_the_history() {
    let log = Log::new();
    let folder = tempfile::tempdir().unwrap();
    let brief = |more: &[&str]| {
        let out = ["--force", "--out", folder.path().to_str().unwrap()];
        let said = log.run("brief", &[&out, more].concat());
        assert_eq!((said.status, said.stderr.as_str()), (0, ""));
        let read = |name: &str| fs::read_to_string(folder.path().join(name)).unwrap();
        (serde_json::from_str::<Value>(&read("breakdown.json")).unwrap(), read("brief.html"))
    };
    let (quick, page) = brief(&["--quick"]);
    assert!(quick["history"].is_null() && !page.contains("id=\"history\""));
    let (full, page) = brief(&[]);
    assert!(page.contains("<section id=\"history\"") && page.contains("How the answer moved"));
    let alone = log.json(&[]);
    for key in ["rows", "moves", "planning", "answers", "states"] {
        assert_eq!(full["history"][key], alone[key], "{key}");
    }
    let read = |name: &str| fs::read_to_string(folder.path().join(name)).unwrap();
    let csv = read("charts/history.csv");
    assert!(csv.starts_with("date,row,name,chance,low,high\r\n") && csv.contains("2025-06-10,line,the line holds,"));
    assert!(read("charts/history.svg").contains("the forecast"));
}

#[test]
fn json_has_the_documented_keys() {
    let found = Log::new().json(&[]);
    assert_same_words(own_keys(&found), documented_keys("`standoff history --json`"));
    let page = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/src/json-keys.md")).unwrap();
    let section = page.split("\n## ").find(|section| section.starts_with("`standoff history --json`")).unwrap();
    for part in ["answers", "rows", "moves", "planning"] {
        let missing: Vec<String> =
            all_keys(&found[part]).into_iter().filter(|key| !section.contains(&format!("`{key}`"))).collect();
        assert_eq!(missing, Vec::<String>::new(), "of {part}");
    }
}

#[test]
fn threads_change_nothing_and_the_seed_does() {
    let log = Log::new();
    let with_threads = |threads: &str| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_standoff"));
        let own = ["history", "two-sided", "--evidence", &log.path, "--quiet", "--json"];
        command.env("RAYON_NUM_THREADS", threads).args(own).args(SIZE);
        program_output(command.output().expect("the program starts")).stdout
    };
    let one = with_threads("1");
    assert_eq!(one, with_threads("2"));
    assert_eq!(one, log.run("history", &["--json", "--threads", "3"]).stdout);
    assert_ne!(one, log.run("history", &["--json", "--seed", "2"]).stdout);
}

#[test]
fn the_printed_command_makes_the_same_answer() {
    let log = Log::new();
    let said = log.run("history", &["--json", "--seed", "4", "--from", "2025-08-15", "--every", "WEEK"]);
    let found = said.parse_json();
    let command = found["command"].as_str().unwrap().to_owned();
    assert!(command.contains("--every week --from 2025-08-15"), "{command}");
    assert!(list(&found, "rows").iter().all(|row| row["date"].as_str() >= Some("2025-08-15")));
    let again = command.split(' ').skip(1).chain(["--json", "--quiet"]);
    assert_eq!(run_standoff(again).stdout, said.stdout);
}

/// Stopped on the way, the dates so far are there, and none of them is the forecast.
#[cfg(unix)]
#[test]
fn an_interruption_keeps_the_dates_so_far() {
    let log = Log::new();
    let counts = ["--runs", "6000", "--draws", "1500", "--json"];
    let words = ["history", "two-sided", "--evidence", &log.path];
    let found = crate::answer_when_interrupted(&[&words[..], &counts].concat());
    let rows = list(&found, "rows");
    assert!(found["interrupted"] == true && !rows.is_empty() && list(&found, "planning").is_empty());
    assert!(rows.iter().all(|row| row["planned_anew"] == false));
}

#[test]
fn wrong_arguments_are_refused() {
    let log = Log::new();
    let refused = |more: &[&str], words: &[&str]| log.run("history", more).assert_refused(words);
    refused(&["--every", "day"], &["'day'", "--every", "week", "month"]);
    refused(&["--csv", "--json"], &["--csv", "--json"]);
    refused(
        &["--from", "tomorrow"],
        &["bad-date", "--from:1:1", "`tomorrow` is no date", "allowed: a day from", "help:"],
    );
    let days = ["--from", "2025-10-01", "--as-of", "2025-09-02"];
    refused(&days, &["bad-date", "--from:1:1", "2025-10-01 is outside the record", "to 2025-09-02", "help:"]);
    refused(&["--as-of", "2025-10-40"], &["--as-of:1:1"]);
}

#[test]
fn without_a_record_there_is_no_history() {
    run_standoff(["history", "two-sided", "--quiet"]).assert_refused(&[
        "no-record",
        "SCENARIO:1:1",
        "help:",
        "--evidence",
    ]);
    run_standoff(["history", "--no-record", "--quiet"]).assert_refused(&["no-record", "--no-record", "help:"]);
}
