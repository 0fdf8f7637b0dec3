//! `standoff assimilate`.

use crate::{ProgramOutput, assert_same_words, documented_keys, own_keys, run_standoff};
use std::fs;
use std::path::PathBuf;
use tempfile::TempDir;

const HEADER: &str =
    "id,kind,date,until,party,subject,answer,value,unit,source,confidence,known,replaces,distinct,note";

const AREA: &str = "area,area-held,2025-07-31,,invader,,,250,km2,press,0.95,2025-08-02,,,\n";
const ROUND: &str = "round,talks-round,2025-07-10,,invader;defender,,invader-refuses,,,press,0.9,,,,\n";
const LATER: &str = "later,opinion,2025-07-15,,defender,freeze,,0.7,share,pollster,0.9,2025-12-01,,,\n";

/// A folder with logs, which goes when the test ends.
struct Logs(TempDir);

impl Logs {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    /// Writes a log of some rows; its path.
    fn write_log(&self, name: &str, rows: &str) -> String {
        fs::write(self.path_of(name), format!("{HEADER}\n{rows}")).unwrap();
        self.path_of(name).to_str().unwrap().to_owned()
    }

    fn path_of(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }
}

/// A small assimilation of the small scenario.
fn assimilate_small(more: &[&str]) -> ProgramOutput {
    let own = ["assimilate", "two-sided", "--runs", "16", "--draws", "2", "--quiet"];
    run_standoff(own.into_iter().chain(more.iter().copied()))
}

/// The smallest assimilation of the default scenario on its own record.
fn assimilate_default(more: &[&str]) -> ProgramOutput {
    let own = ["assimilate", "--runs", "8", "--draws", "1", "--no-prior", "--as-of", "2022-05-31", "--quiet"];
    run_standoff(own.into_iter().chain(more.iter().copied()))
}

#[test]
fn the_scenarios_own_record_is_used() {
    let said = assimilate_default(&[]);
    assert_eq!((said.status, said.stderr.as_str()), (0, ""));
    let parts = ["record from 2022-03-0", "Where the war stands on 2022-05-31", "talks-round", "left out"];
    assert!(parts.iter().all(|part| said.stdout.contains(part)), "{}", said.stdout);
    let page = said.stdout.lines().filter(|line| !line.contains("standoff assimilate"));
    let widest = page.map(|line| line.chars().count()).max();
    assert!(widest.is_some_and(|widest| widest <= 100) && !said.stdout.contains('\u{1b}'), "{widest:?}");
}

#[test]
fn without_the_record_only_the_files_count() {
    let logs = Logs::new();
    let row = "round,talks-round,2022-04-10,,invader;defender,,invader-refuses,,,press,0.9,,,,\n";
    let log = logs.write_log("log.csv", row);
    let found = assimilate_default(&["--no-record", "--evidence", &log, "--json"]).parse_json();
    let used = serde_json::json!([{ "kind": "talks-round", "weighing": 1, "given": 0, "carried": 0 }]);
    assert_eq!((&found["kinds"], &found["moved"]), (&used, &serde_json::json!([])));
    let with = assimilate_default(&["--evidence", &log, "--json"]).parse_json();
    assert!(with["kinds"].as_array().is_some_and(|kinds| kinds.len() > 3) && with["evidence"] != found["evidence"]);
}

#[test]
fn json_has_the_documented_keys() {
    let logs = Logs::new();
    // Half of what is said is a rumour of ground that nobody holds: a strain.
    let far = "far,area-held,2025-08-31,,invader,,,60000,km2,rumour,0.9,,,,\n";
    let log = logs.write_log("log.csv", &format!("{AREA}{ROUND}{far}"));
    let found = assimilate_small(&["--evidence", &log, "--json"]).parse_json();
    assert_same_words(own_keys(&found), documented_keys("`standoff assimilate --json`"));
    let inside: [(&str, &[&str]); 7] = [
        ("/kinds/0", &["kind", "weighing", "given", "carried"]),
        ("/weeks/0", &["step", "log_density", "effective", "effective_draws", "renewed"]),
        ("/strains/0", &["date", "left", "events"]),
        ("/lessons/0", &["path", "mean", "spread", "taught", "unit", "before", "after"]),
        ("/noise/1", &["mean", "spread", "spread_error"]),
        ("/stands", &["held", "coverage", "bilateral", "credibility", "postures", "open", "fighting"]),
        ("/moved/0", &["answer", "months", "before", "after", "error"]),
    ];
    for (place, keys) in inside {
        let part = found.pointer(place).and_then(|part| part.as_object()).expect(place);
        assert_same_words(part.keys().cloned().collect(), keys.iter().map(|key| (*key).to_owned()).collect());
    }
    assert!(found["forecast"]["hold"]["survival"].is_array());
    assert_eq!((&found["draws"], &found["states"], &found["games"]), (&16.into(), &160.into(), &2.into()));
    assert_eq!(found["weeks"].as_array().map(Vec::len), Some(4));
}

#[test]
fn days_are_checked() {
    let refused = |day: &str, words: &[&str]| assimilate_small(&["--as-of", day]).assert_refused(words);
    refused(
        "2025-05-31",
        &["bad-date", "--as-of:1:1", "2025-05-31 is before", "allowed: a day from 2025-06-01 to 2040"],
    );
    refused("2050-01-01", &["bad-date", "--as-of:1:1", "more than fifteen years", "allowed: a day from"]);
    refused(
        "2025-06-31",
        &["bad-date", "`2025-06-31` is no date", "allowed: a day", "help: write year, month and day"],
    );
    refused("", &["`` is no date"]);
    assimilate_small(&["--as-of"]).assert_refused(&["--as-of"]);
    // The first and the last day that may be asked for can be.
    for day in ["2025-06-01", "2040-05-13"] {
        assert_eq!(assimilate_small(&["--no-prior", "--as-of", day]).status, 0, "{day}");
    }
    refused("2040-05-14", &["more than fifteen years"]);
    let first = ["assimilate", "--as-of", "2022-03-04"];
    run_standoff(first).assert_refused(&["before 2022-03-05, the first day that can be forecast from"]);
}

#[test]
fn only_what_was_known_by_the_day_is_used() {
    let logs = Logs::new();
    let all = logs.write_log("all.csv", &format!("{AREA}{ROUND}{LATER}"));
    let known = logs.write_log("known.csv", &format!("{AREA}{ROUND}"));
    let said = |log: &str| {
        let mut found = assimilate_small(&["--evidence", log, "--as-of", "2025-10-31", "--json"]).parse_json();
        found["command"].take();
        found["forecast"]["command"].take();
        found
    };
    assert_eq!(said(&all), said(&known));
    let by_default = assimilate_small(&["--evidence", &all, "--no-prior", "--json"]).parse_json();
    assert_eq!(by_default["as_of"], "2025-12-01");
    assert_ne!(by_default["evidence"], said(&known)["evidence"]);
}

#[test]
fn a_log_that_is_known_too_late_needs_a_day() {
    let logs = Logs::new();
    let log = logs.write_log("late.csv", &AREA.replace("2025-08-02", "2052-08-02"));
    assimilate_small(&["--evidence", &log]).assert_refused(&[
        "2052-08-02",
        "more than fifteen years",
        "say with `--as-of`",
    ]);
    assert_eq!(assimilate_small(&["--evidence", &log, "--as-of", "2025-08-02", "--no-prior"]).status, 0);
}

#[test]
fn a_broken_row_is_told_with_its_place() {
    let logs = Logs::new();
    let good = logs.write_log("good.csv", AREA);
    let broken = logs.write_log("broken.csv", "a,loses,2025-07-01,,invader,,,900,people,s,1,,,,\n");
    assimilate_small(&["--evidence", &good, "--evidence", &broken])
        .assert_refused(&["broken.csv:2:3", "did you mean `losses`?"]);
    assimilate_small(&["--evidence", "absent.csv"]).assert_refused(&["absent.csv", "cannot be read"]);
    run_standoff(["assimilate", "two-sidde"]).assert_refused(&["did you mean `two-sided`?"]);
}

#[test]
fn warnings_go_to_stderr_unless_quiet() {
    let logs = Logs::new();
    // The second row was known before the first.
    let log = logs.write_log("log.csv", &format!("{LATER}{AREA}"));
    let more = ["assimilate", "two-sided", "--no-prior", "--runs", "8", "--draws", "1", "--evidence", &log];
    let said = run_standoff(more);
    assert_eq!((said.status, said.stderr.contains("out-of-order")), (0, true), "{}", said.stderr);
    let quiet = run_standoff(more.into_iter().chain(["--quiet"]));
    assert_eq!((quiet.stderr.as_str(), quiet.stdout), ("", said.stdout));
}

#[test]
fn threads_and_the_order_of_files_change_nothing_and_the_seed_does() {
    let logs = Logs::new();
    let (one, two) = (logs.write_log("one.csv", AREA), logs.write_log("two.csv", &format!("{ROUND}{LATER}")));
    let said = |more: &[&str]| assimilate_small(&[&["--json"], more].concat());
    let by = |threads: &str| said(&["--evidence", &one, "--evidence", &two, "--threads", threads]).stdout;
    assert_eq!(by("1"), by("2"));
    let mut turned = said(&["--evidence", &two, "--evidence", &one]).parse_json();
    let first: serde_json::Value = serde_json::from_str(&by("1")).unwrap();
    assert_ne!(turned["command"], first["command"]);
    turned["command"] = first["command"].clone();
    turned["forecast"]["command"] = first["forecast"]["command"].clone();
    assert_eq!(turned, first);
    assert_ne!(by("1"), said(&["--evidence", &one, "--evidence", &two, "--seed", "2"]).stdout);
}

#[test]
fn the_printed_command_makes_the_same_answer() {
    let logs = Logs::new();
    let log = logs.write_log("log.csv", &format!("{AREA}{ROUND}"));
    let with = ["--evidence", &log, "--no-record", "--set", "front.moves=0.6", "--seed", "3", "--json"];
    for more in [&["--json"][..], &with, &[&with[..], &["--no-prior"]].concat()] {
        let said = assimilate_small(more);
        let command = said.parse_json()["command"].as_str().unwrap().to_owned();
        let again = run_standoff(command.split(' ').skip(1).chain(["--json", "--quiet"]));
        assert_eq!(again.stdout, said.stdout, "{command}: {}", again.stderr);
    }
}

#[test]
fn a_bundle_of_the_forecast_is_written() {
    let logs = Logs::new();
    let (log, out) = (logs.write_log("log.csv", AREA), logs.path_of("bundle"));
    let more = ["--evidence", &log, "--out", out.to_str().unwrap(), "--json"];
    let found = assimilate_small(&more).parse_json();
    let text = fs::read_to_string(out.join("findings.json")).unwrap();
    let bundle: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(bundle, found["forecast"]);
    assert!(out.join("manifest.json").is_file() && out.join("runs.parquet").is_file());
    // What stands there and is no bundle is left alone, and costs no run.
    fs::create_dir(logs.path_of("thesis")).unwrap();
    fs::write(logs.path_of("thesis").join("thesis.txt"), "years of work").unwrap();
    let said = assimilate_small(&["--evidence", &log, "--out", logs.path_of("thesis").to_str().unwrap()]);
    said.assert_refused(&["not a bundle"]);
}

#[test]
fn an_impossible_event_ends_the_run_with_its_name() {
    let logs = Logs::new();
    let far = "far,area-held,2025-07-01,,invader,,,9000000,km2,press,1,,,,\n";
    let (log, out) = (logs.write_log("log.csv", far), logs.path_of("bundle"));
    let said = assimilate_small(&["--evidence", &log, "--out", out.to_str().unwrap()]);
    said.assert_failed(&["2025-07-01", "area held: impossible in every state", "far"]);
    assert!(!out.exists());
    // The same report with a doubt is set aside.
    let doubted = logs.write_log("doubted.csv", &far.replace(",press,1,", ",press,0.9,"));
    let found = assimilate_small(&["--evidence", &doubted, "--json"]).parse_json();
    assert!(found["strains"][0]["events"][0].as_str().is_some_and(|event| event.contains("set aside as false")));
}

#[test]
fn a_record_that_adds_nothing_still_works() {
    let logs = Logs::new();
    let empty = logs.write_log("empty.csv", "");
    let plain = assimilate_small(&["--json"]).parse_json();
    for more in [&["--evidence", &empty, "--json"][..], &["--no-record", "--json"]] {
        let mut found = assimilate_small(more).parse_json();
        assert!(found["kinds"].as_array().is_some_and(Vec::is_empty), "{}", found["kinds"]);
        assert_eq!((&found["log_likelihood"], &found["strains"]), (&0.0.into(), &serde_json::json!([])));
        found["command"] = plain["command"].clone();
        found["forecast"]["command"] = plain["forecast"]["command"].clone();
        assert_eq!(found, plain);
    }
}

#[test]
fn a_folder_brings_its_own_record() {
    let logs = Logs::new();
    let (file, folder) = (logs.path_of("scenario.toml"), logs.0.path().to_str().unwrap().to_owned());
    let text = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../../scenarios/two-sided/scenario.toml"));
    fs::write(&file, text.unwrap()).unwrap();
    fs::create_dir(logs.path_of("evidence")).unwrap();
    logs.write_log("evidence/area.csv", AREA);
    fs::write(logs.path_of("evidence/README.md"), "no log").unwrap();
    let used = |word: &str, more: &[&str]| {
        let own = ["assimilate", word, "--runs", "8", "--draws", "1", "--no-prior", "--json", "--quiet"];
        let found = run_standoff(own.into_iter().chain(more.iter().copied())).parse_json();
        found["kinds"].as_array().expect("kinds").len()
    };
    assert_eq!((used(&folder, &[]), used(file.to_str().unwrap(), &[]), used(&folder, &["--no-record"])), (1, 1, 0));
    let file = logs.path_of("evidence/area.csv");
    fs::write(file, format!("{HEADER}\n{}", AREA.replace("area-held", "area-hold"))).unwrap();
    run_standoff(["assimilate", &folder]).assert_refused(&["area.csv:2:6", "did you mean `area-held`?"]);
}
