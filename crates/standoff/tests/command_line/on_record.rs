//! Answers that start from the record of their scenario: the same number from whichever command, and none that it left out.

use crate::{ProgramOutput, run_standoff};
use serde_json::Value;
use std::fs;
use tempfile::TempDir;

const HEADER: &str =
    "id,kind,date,until,party,subject,answer,value,unit,source,confidence,known,replaces,distinct,note";
const ROWS: [&str; 3] = [
    "round,talks-round,2025-07-10,,invader;defender,,invader-refuses,,,press,0.9,2025-07-11,,,",
    "area,area-held,2025-07-31,,invader,,,250,km2,press,0.95,2025-08-02,,,",
    "later,opinion,2025-07-15,,defender,freeze,,0.7,share,pollster,0.9,2025-12-01,,,",
];
const COUNTS: [&str; 5] = ["--runs", "16", "--draws", "2", "--quiet"];

/// Every verb that answers on the record, with what it needs to answer quickly.
const VERBS: [&[&str]; 7] = [
    &["forecast", "two-sided", "--runs", "8", "--draws", "2"],
    &["questions", "two-sided", "--runs", "8", "--draws", "2"],
    &["compare", "two-sided", "--lever", "stalemate", "--runs", "8", "--draws", "2"],
    &["policy", "two-sided", "--lever", "stalemate", "--draws", "2", "--paths", "4"],
    &["frontier", "two-sided", "--draws", "2"],
    &["explain", "two-sided", "--part", "delay", "--effort", "quick", "--runs", "8", "--draws", "2"],
    &["difference", "two-sided", "--draws", "2", "--paths", "4"],
];

/// A log of the small scenario in a folder, which goes when the test ends.
struct Log {
    folder: TempDir,
    path: String,
}

impl Log {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("log.csv");
        fs::write(&file, format!("{HEADER}\n{}\n", ROWS.join("\n"))).unwrap();
        Self { path: file.to_str().unwrap().to_owned(), folder }
    }

    fn run(&self, verb: &[&str], more: &[&str]) -> ProgramOutput {
        let evidence = ["--evidence", self.path.as_str()];
        run_standoff(verb.iter().chain(&evidence).chain(more).copied())
    }

    fn json(&self, verb: &[&str], more: &[&str]) -> Value {
        self.run(verb, &[more, &["--json", "--quiet"]].concat()).parse_json()
    }
}

/// Findings without the commands that made them and their parts, which name the verb.
fn without_command(mut findings: Value) -> Value {
    for part in ["", "/delay"] {
        if let Some(command) = findings.pointer_mut(&format!("{part}/command")) {
            command.take();
        }
    }
    findings
}

#[test]
fn one_question_has_one_answer_whichever_verb_is_asked() {
    let log = Log::new();
    let day = ["--as-of", "2025-08-02"];
    let ask = |verb: &str| log.json(&[&[verb, "two-sided"], &COUNTS[..4]].concat(), &day);
    let forecast = ask("forecast");
    assert_eq!(without_command(ask("assimilate")["forecast"].clone()), without_command(forecast.clone()));
    let out = log.folder.path().join("brief");
    let brief =
        log.run(&["brief", "two-sided"], &[&day, &COUNTS[..], &["--quick", "--out", out.to_str().unwrap()]].concat());
    assert_eq!((brief.status, brief.stderr.as_str()), (0, ""));
    let breakdown: Value =
        serde_json::from_str(&fs::read_to_string(out.join("breakdown.json")).unwrap()).expect("a breakdown is JSON");
    assert_eq!(without_command(breakdown["forecast"].clone()), without_command(forecast.clone()));
    let questions = ask("questions");
    assert_eq!(questions["record"], forecast["record"]);
    let comparison = log.json(&[&["compare", "two-sided", "--lever", "none"], &COUNTS[..4]].concat(), &day);
    let holds = comparison["baseline"].as_array().into_iter().flatten().find(|one| one["outcome"] == "holds-12");
    let held = forecast["hold"]["survival"].as_array().into_iter().flatten().find(|at| at["months"] == 12);
    let [asked, told] = [&holds.unwrap()["mean"]["value"], &held.unwrap()["p"]].map(|one| one.as_f64().unwrap());
    assert!((asked - told).abs() < 1e-12, "{asked} and {told}");
}

/// The bare verb is the forecast of the default scenario, and its record is the one that ships with it.
#[test]
fn the_bare_command_answers_on_the_record_of_the_default_scenario() {
    let day = ["--as-of", "2022-05-31", "--json"];
    let small = ["--runs", "8", "--draws", "1", "--quiet"];
    let bare = run_standoff(small.into_iter().chain(day)).parse_json();
    assert_eq!(bare, run_standoff(["forecast"].into_iter().chain(small).chain(day)).parse_json());
    let events = run_standoff(["assimilate", "--no-prior"].into_iter().chain(small).chain(day)).parse_json();
    let used =
        |kind: &Value| ["weighing", "given", "carried"].iter().map(|key| kind[key].as_u64().unwrap()).sum::<u64>();
    let counted: u64 = events["kinds"].as_array().into_iter().flatten().map(used).sum();
    assert_eq!((&bare["record"]["events"], bare["record"]["until"].as_str()), (&counted.into(), Some("2022-05-31")));
    assert_eq!(bare["scenario"]["start"], "2022-05-31");
}

#[test]
fn what_is_left_out_changes_nothing_and_is_not_named() {
    let log = Log::new();
    for verb in VERBS {
        let plain = run_standoff(verb.iter().copied().chain(["--json", "--quiet"])).parse_json();
        let left_out = run_standoff(verb.iter().copied().chain(["--no-record", "--json", "--quiet"])).parse_json();
        assert_eq!(without_command(plain.clone()), without_command(left_out), "{verb:?}");
        assert!(plain.get("record").is_none(), "{verb:?} has no record");
        let with = log.json(verb, &["--as-of", "2025-08-02"]);
        assert_eq!(
            (&with["record"]["events"], with["record"]["until"].as_str()),
            (&2.into(), Some("2025-08-02")),
            "{verb:?}"
        );
    }
}

#[test]
fn the_record_says_what_was_used_and_what_there_would_be_without_it() {
    let log = Log::new();
    let verb = [&["forecast", "two-sided"], &COUNTS[..4]].concat();
    let on = |day: &str| log.json(&verb, &["--as-of", day])["record"].clone();
    let (early, late) = (on("2025-07-20"), on("2025-12-01"));
    assert_eq!((&early["events"], &late["events"]), (&1.into(), &3.into()));
    assert_eq!((early["until"].as_str(), late["until"].as_str()), (Some("2025-07-20"), Some("2025-12-01")));
    assert!(
        early["evidence"] != late["evidence"] && early["ess"].as_f64().is_some_and(|ess| (1.0..=2.0).contains(&ess))
    );
    // Without the record: the forecast that leaves it out, with its games solved by the filter.
    let plain = run_standoff(verb.iter().copied().chain(["--no-record", "--json"])).parse_json();
    let chances = |at: &Value, settled: &Value, ended: &Value| {
        serde_json::json!({ "months": at["months"], "p": at["p"], "mc_error": at["mc_error"],
            "settled": settled["p"], "settled_mc_error": settled["mc_error"],
            "ended": ended["p"], "ended_mc_error": ended["mc_error"] })
    };
    let rows = |findings: &Value, path: &str| findings.pointer(path).and_then(Value::as_array).cloned().unwrap();
    let [held, settled, ended] =
        ["/hold/survival", "/war_ends/settled_or_quiet", "/benchmark/model"].map(|path| rows(&plain, path));
    let months = held.iter().zip(&settled).zip(&ended);
    let expected: Vec<Value> = months.map(|((at, settled), ended)| chances(at, settled, ended)).collect();
    assert_eq!((early["without"].clone(), &early["without_runs"]), (expected.clone().into(), &16.into()));
    assert_eq!(late["without"], early["without"]);
    let page = log.run(&verb, &["--as-of", "2025-08-02", "--quiet", "--report"]).stdout;
    assert!(page.contains("Without the record (2 events to 2025-08-02): holds 12 months in"), "{page}");
}

/// With a mechanism off or a lever pulled, the forecast without the record has it off or pulled too.
#[test]
fn what_there_would_be_without_the_record_is_of_the_same_world() {
    let log = Log::new();
    for more in [["--without", "disagreement"], ["--lever", "stalemate"]] {
        let verb = [&["forecast", "two-sided"], &more[..], &COUNTS[..4]].concat();
        let with = log.json(&verb, &["--as-of", "2025-08-02"]);
        let plain = run_standoff(verb.iter().copied().chain(["--no-record", "--json", "--quiet"])).parse_json();
        assert_eq!(with["record"]["without"][0]["p"], plain["hold"]["survival"][0]["p"], "{more:?}");
        assert_eq!(with["record"]["without"][0]["settled"], plain["war_ends"]["settled_or_quiet"][0]["p"], "{more:?}");
    }
}

#[test]
fn the_printed_command_gives_the_answer_again() {
    let log = Log::new();
    for verb in VERBS {
        let first = log.run(verb, &["--no-record", "--json", "--quiet"]);
        let command = first.parse_json()["command"].as_str().unwrap().to_owned();
        assert!(command.contains("--no-record") && command.contains("--evidence"), "{command}");
        let again = run_standoff(command.split(' ').skip(1).chain(["--json", "--quiet"]));
        assert_eq!(again.stdout, first.stdout, "{command}");
    }
}

#[test]
fn days_are_checked_by_every_verb() {
    let log = Log::new();
    for verb in VERBS {
        let refused = |day: &str, words: &[&str]| log.run(verb, &["--as-of", day]).assert_refused(words);
        refused("2025-06-31", &["bad-date", "--as-of:1:1", "`2025-06-31` is no date", "^"]);
        refused("2025-05-31", &["bad-date", "2025-05-31 is before", "allowed: a day from 2025-06-01"]);
        refused("2050-01-01", &["bad-date", "more than fifteen years"]);
        refused("2025-07-01", &["nothing-known", "--as-of:1:1", "2025-06-01, the scenario's start", "^"]);
    }
}

#[test]
fn a_bundle_names_its_evidence() {
    let log = Log::new();
    let out = log.folder.path().join("bundle");
    let path = out.to_str().unwrap();
    let counts = ["--runs", "64", "--draws", "8", "--as-of", "2025-08-02"];
    let made = log.json(&["forecast", "two-sided"], &[&counts[..], &["--out", path]].concat());
    let manifest: Value = serde_json::from_str(&fs::read_to_string(out.join("manifest.json")).unwrap()).unwrap();
    assert_eq!(manifest["evidence"], made["record"]["evidence"]);
    let explain = ["explain", "two-sided", "--bundle", path];
    let read = log.json(&explain, &counts);
    assert_eq!((&read["record"], read["draws"].as_u64()), (&made["record"], Some(8)));
    // A part that plays futures of its own must start from the same evidence.
    let other =
        log.run(&[&explain[..], &["--part", "drivers,delay"]].concat(), &["--as-of", "2025-08-02", "--no-record"]);
    assert_eq!(other.status, 0, "{}", other.stderr);
    let nothing = ["explain", "two-sided", "--bundle", path, "--part", "drivers,delay", "--quiet"];
    run_standoff(nothing).assert_refused(&["foreign-bundle"]);
}

#[test]
fn a_seal_names_the_evidence_of_a_forecast() {
    let log = Log::new();
    let file = log.folder.path().join("sealed.json");
    let made = log.json(
        &[&["forecast", "two-sided"], &COUNTS[..4]].concat(),
        &["--as-of", "2025-08-02", "--seal", file.to_str().unwrap()],
    );
    let sealed: Value = serde_json::from_str(&fs::read_to_string(&file).unwrap()).unwrap();
    assert_eq!(sealed["evidence"], made["record"]["evidence"]);
    let check = ["score", "check", file.to_str().unwrap(), "--scenario", "two-sided"];
    assert_eq!(log.run(&check, &[]).status, 0);
}

/// Where the states of the record differ and nothing else does, the record is the cause of the gap.
#[test]
fn the_ends_of_a_gap_are_the_two_forecasts() {
    let log = Log::new();
    let gap = ["difference", "two-sided", "--draws", "4", "--paths", "8", "--as-of", "2025-08-02"];
    let found = log.json(&gap, &["--set", "front.moves=0.7", "--outcome", "settled-12"]);
    let adds = |name: &str| {
        let share = found["shares"].as_array().into_iter().flatten().find(|share| share["cause"] == name);
        share.map(|share| share["adds"]["value"].as_f64().unwrap())
    };
    assert!(adds("front").is_some() && adds("record").is_some() && adds("structure").is_none(), "{found}");
    let counts = ["--runs", "32", "--draws", "4", "--as-of", "2025-08-02"];
    for (end, set) in [("from", &[][..]), ("to", &["--set", "front.moves=0.7"][..])] {
        let forecast = log.json(&["forecast", "two-sided"], &[&counts, set].concat());
        let told =
            forecast["war_ends"]["settled_or_quiet"].as_array().into_iter().flatten().find(|at| at["months"] == 12);
        let [one, other] = [&found[end]["value"], &told.unwrap()["p"]].map(|one| one.as_f64().unwrap());
        assert!((one - other).abs() < 1e-12, "{end}: {one} and {other}");
    }
}
