//! `standoff stats`.

use crate::{SMALL, run_standoff};
use serde_json::Value;
use standoff::table::columns::write_columns;
use standoff::table::table::Table;
use std::fs;
use std::path::PathBuf;

fn table_path(name: &str) -> String {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../docs/src/stats");
    folder.join(name).to_str().unwrap().to_owned()
}

#[test]
fn json_has_the_documented_keys() {
    let (trial, spells, saltelli) = (table_path("trial.csv"), table_path("spells.csv"), table_path("saltelli.csv"));
    let (trajectories, futures) = (table_path("trajectories.csv"), table_path("futures.csv"));
    let survival = ["survival", &trial, "--time", "weeks", "--event", "relapse", "--group", "arm", "--cox", "age"];
    let incidence = ["incidence", &spells, "--time", "months", "--event", "ending", "--censored", "ongoing"];
    let sobol = ["sobol", &saltelli, "--inputs", "x,y,z", "--output", "result"];
    let morris = ["morris", &trajectories, "--inputs", "x,y,z", "--output", "result"];
    let prim = ["prim", &futures, "--inputs", "aid,front", "--output", "cost", "--above", "110"];
    let page = fs::read_to_string(table_path("../json-keys.md")).unwrap();
    for (name, arguments) in ["survival", "incidence", "sobol", "morris", "prim"].into_iter().zip([
        &survival[..],
        &incidence[..],
        &sobol[..],
        &morris[..],
        &prim[..],
    ]) {
        let found = run_standoff(["stats"].iter().chain(arguments).chain(&["--json"]).copied()).parse_json();
        assert_eq!((&found["format"], &found["estimate"]), (&1.into(), &name.into()));
        for key in all_keys(&found) {
            assert!(page.contains(&format!("| `{key}` |")), "`{key}` of {name} is not documented");
        }
    }
}

/// Every key at any depth.
fn all_keys(value: &Value) -> Vec<String> {
    match value {
        Value::Object(items) => {
            items.iter().flat_map(|(key, item)| [vec![key.clone()], all_keys(item)].concat()).collect()
        }
        Value::Array(items) => items.iter().flat_map(all_keys).collect(),
        _ => Vec::new(),
    }
}

/// The tables of a trial of 1963 stand in every course; these few rows are its first arm, and the figures are those of
/// Collett (2003, table 2.2).
#[test]
fn a_curve_of_the_textbook() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("arm.csv");
    let times = [6, 6, 6, 6, 7, 9, 10, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 32, 34, 35];
    let seen = [1, 1, 1, 0, 1, 0, 1, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0];
    let rows: String = times.iter().zip(seen).map(|(time, seen)| format!("{time},{seen}\r\n")).collect();
    fs::write(&path, format!("\u{feff}t,seen\r\n{rows}")).unwrap();
    let arguments = ["stats", "survival", path.to_str().unwrap(), "--time", "t", "--event", "seen", "--at", "6,7,10"];
    let found = run_standoff(arguments.into_iter().chain(["--json"])).parse_json();
    let at = |place: usize| found["curves"][0]["at"][place]["survival"].as_f64().unwrap();
    assert!((at(0) - 0.8571).abs() < 5e-5 && (at(1) - 0.8067).abs() < 5e-5 && (at(2) - 0.7529).abs() < 5e-5);
    assert_eq!(found["curves"][0]["median"], 23.0);
    assert_eq!(found["log_rank"], Value::Null);
}

#[test]
fn parquet_and_csv_say_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("trial.parquet");
    let read = Table::read(table_path("trial.csv").as_ref()).unwrap();
    write_columns(fs::File::create(&path).unwrap(), read.columns()).unwrap();
    let found = |path: &str| {
        let arguments =
            ["stats", "survival", path, "--time", "weeks", "--event", "relapse", "--group", "arm", "--json"];
        let mut found = run_standoff(arguments).parse_json();
        found["table"] = Value::Null;
        found
    };
    assert_eq!(found(path.to_str().unwrap()), found(&table_path("trial.csv")));
}

#[test]
fn a_bundle_is_a_table_too() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("bundle");
    let path = path.to_str().unwrap();
    let findings = run_standoff(SMALL.into_iter().chain(["--json", "--out", path])).parse_json();
    let last = findings["hold"]["survival"].as_array().unwrap().last().unwrap();
    let months = last["months"].to_string();
    let arguments = ["--time", "war_end_month", "--event", "war_end", "--censored", "still-at-war", "--at", &months];
    let said = run_standoff(["stats", "incidence", path].into_iter().chain(arguments).chain(["--json"]));
    let found: Value = serde_json::from_str(&said.stdout).expect(&said.stderr);
    let chance = |value: &Value| value.as_f64().unwrap();
    let ends = findings["ends"].as_array().unwrap();
    let still = ends.iter().find(|end| end["end"] == "still-at-war").unwrap();
    assert!((chance(&found["curves"][0]["at"][0]["survival"]) - chance(&still["p"])).abs() < 1e-12);
    let said = run_standoff(["stats", "prim", path, "--output", "rounds", "--above", "0", "--json"]);
    assert!(said.stderr.contains("note: inputs are parameter."), "{}", said.stderr);
}

#[test]
fn a_bundle_of_another_version_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("bundle");
    let file = path.join("manifest.json");
    assert_eq!(run_standoff(SMALL.into_iter().chain(["--out", path.to_str().unwrap()])).status, 0);
    let text = fs::read_to_string(&file).unwrap();
    fs::write(&file, text.replace("\"bundle_format\": 1", "\"bundle_format\": 2")).unwrap();
    let said = run_standoff(["stats", "prim", path.to_str().unwrap(), "--output", "rounds"]);
    said.assert_refused(&["of version 2", "allowed: version 1", "make it again", "--runs 16"]);
}

#[test]
fn the_same_seed_gives_the_same_intervals() {
    let saltelli = table_path("saltelli.csv");
    let found =
        |seed| run_standoff(["stats", "sobol", &saltelli, "--output", "result", "--json", "--seed", seed]).stdout;
    assert_eq!(found("1"), found("1"));
    assert_ne!(found("1"), found("2"));
}

#[test]
fn every_estimate_has_help_with_an_example() {
    for name in
        ["survival", "incidence", "sobol", "sobol sample", "morris", "morris sample", "shares", "shapley", "prim"]
    {
        let help = run_standoff(["stats"].into_iter().chain(name.split(' ')).chain(["--help"]));
        assert_eq!((help.status, help.stderr.as_str()), (0, ""));
        assert!(help.stdout.contains(&format!("standoff stats {name} ")) && help.stdout.contains("Example:"));
        assert!(!help.stdout.contains("Arguments of"), "{}", help.stdout);
        assert!(help.stdout.lines().all(|line| line.chars().count() <= 100), "{name}");
    }
}
