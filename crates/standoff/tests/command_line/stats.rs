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
    let watched = table_path("watched.csv");
    let survival = ["survival", &trial, "--time", "weeks", "--event", "relapse", "--group", "arm", "--cox", "age"];
    let late = ["survival", &watched, "--time", "until", "--event", "ended", "--entry", "since"];
    let late = [&late[..], &["--weight", "share", "--group", "region", "--cox", "region"]].concat();
    let gray = ["incidence", &spells, "--time", "months", "--event", "ending", "--censored", "ongoing"];
    let gray = [&gray[..], &["--group", "ending"]].concat();
    let incidence = ["incidence", &spells, "--time", "months", "--event", "ending", "--censored", "ongoing"];
    let sobol = ["sobol", &saltelli, "--inputs", "x,y,z", "--output", "result"];
    let morris = ["morris", &trajectories, "--inputs", "x,y,z", "--output", "result"];
    let prim = ["prim", &futures, "--inputs", "aid,front", "--output", "cost", "--above", "110"];
    let page = fs::read_to_string(table_path("../json-keys.md")).unwrap();
    let names = ["survival", "survival", "incidence", "incidence", "sobol", "morris", "prim"];
    for (name, arguments) in
        names.into_iter().zip([&survival[..], &late[..], &incidence[..], &gray[..], &sobol[..], &morris[..], &prim[..]])
    {
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
    fs::write(&file, text.replace("\"bundle_format\": 2", "\"bundle_format\": 1")).unwrap();
    let said = run_standoff(["stats", "prim", path.to_str().unwrap(), "--output", "rounds"]);
    said.assert_refused(&["of version 1", "allowed: version 2", "make it again", "--runs 16"]);
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

/// The table of the oracle: R's survival and cmprsk gave the figures beside it.
fn write_oracle_table(folder: &std::path::Path) -> (String, Value) {
    let text = include_str!("../../../../fixtures/oracle/late_entry.json");
    let oracle: Value = serde_json::from_str(text).unwrap();
    let line = |row: &Value| {
        let cells: Vec<String> = row.as_array().unwrap().iter().map(|cell| cell.to_string()).collect();
        let ended = i32::from(cells[2] != "0");
        format!("{},{ended},arm-{}\n", cells.join(","), cells[5])
    };
    let rows: String = oracle["data"].as_array().unwrap().iter().map(line).collect();
    let path = folder.join("drawn.csv");
    fs::write(&path, format!("entry,time,cause,a,b,group,stratum,count,weight,ended,arm\n{rows}")).unwrap();
    (path.to_str().unwrap().to_owned(), oracle)
}

fn assert_near(found: &Value, expected: &Value) {
    let (found, expected) = (found.as_f64().unwrap(), expected.as_f64().unwrap());
    assert!((found - expected).abs() < 1e-7 * expected.abs().max(1.0), "{found}, not {expected}");
}

#[test]
fn late_entry_weights_and_strata_are_those_of_r() {
    let folder = tempfile::tempdir().unwrap();
    let (path, oracle) = write_oracle_table(folder.path());
    let run = |more: &[&str]| {
        let arguments =
            ["stats", "survival", &path, "--time", "time", "--event", "ended", "--entry", "entry", "--json"];
        run_standoff(arguments.into_iter().chain(more.iter().copied())).parse_json()
    };
    let weighted = run(&["--cox", "a,b", "--strata", "stratum", "--weight", "weight", "--at", "5"]);
    let expected = &oracle["cox_weights"];
    for place in [0, 1] {
        assert_near(&weighted["cox"]["coefficients"][place]["coefficient"], &expected[place][0]);
        assert_near(&weighted["cox"]["coefficients"][place]["error"], &expected[place][1]);
    }
    assert_eq!((&weighted["cox"]["variance"], &weighted["cox"]["test"]), (&"robust".into(), &"wald".into()));
    assert_eq!(weighted["variance"], "jackknife");
    let curve = oracle["km_entry_weights"].as_array().unwrap();
    let at_five = curve.iter().rev().find(|row| row[0].as_f64().unwrap() <= 5.0).unwrap();
    assert_near(&weighted["curves"][0]["at"][0]["survival"], &at_five[1]);
    assert_near(&weighted["curves"][0]["at"][0]["high"], &at_five[4]);
    let trends = &weighted["cox"]["proportional"];
    assert_near(&trends["columns"][1]["chi_squared"], &oracle["trend_weights"][1][0]);
    let grouped = run(&["--cox", "arm,b", "--trend", "rank"]);
    assert_eq!(grouped["cox"]["categories"][0]["reference"], "arm-0");
    assert_eq!(grouped["cox"]["proportional"]["transform"], "rank");
    // The third transform of the oracle: three rows for each.
    assert_near(&grouped["cox"]["proportional"]["columns"][0]["chi_squared"], &oracle["trend_groups"][6][0]);
    assert_near(&grouped["cox"]["proportional"]["global"]["p"], &oracle["trend_groups"][8][2]);
    let turned = run(&["--cox", "arm", "--reference", "arm=arm-2"]);
    assert_eq!(turned["cox"]["coefficients"][1]["level"], "arm-1");
}

#[test]
fn groups_are_compared_by_cause_as_in_cmprsk() {
    let folder = tempfile::tempdir().unwrap();
    let (path, oracle) = write_oracle_table(folder.path());
    let run = |more: &[&str]| {
        let arguments = ["stats", "incidence", &path, "--time", "time", "--event", "cause", "--group", "arm", "--json"];
        run_standoff(arguments.into_iter().chain(more.iter().copied())).parse_json()
    };
    let (plain, layered) = (run(&[]), run(&["--strata", "stratum"]));
    for cause in [0, 1] {
        assert_near(&plain["gray"][cause]["chi_squared"], &oracle["gray"][cause][1]);
        assert_near(&layered["gray"][cause]["p"], &oracle["gray"][4 + cause][2]);
    }
    let late = run(&["--entry", "entry"]);
    assert!(late["gray"].as_array().unwrap().is_empty() && late["no_gray"].as_str().unwrap().contains("late"));
}

#[test]
fn what_cannot_be_observed_is_refused_with_its_row() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("t.csv");
    fs::write(&path, "t,e,from,w,g\n3,1,1,1,a\n2,1,2,1,b\n4,0,0,0,a\n").unwrap();
    let run = |more: &[&str]| {
        let arguments = ["stats", "survival", path.to_str().unwrap(), "--time", "t", "--event", "e"];
        run_standoff(arguments.into_iter().chain(more.iter().copied()))
    };
    run(&["--entry", "from"]).assert_refused(&["late-entry", "t.csv:3:5", "entry `2`", "before the time"]);
    run(&["--weight", "w"]).assert_refused(&["bad-weight", "t.csv:4:7", "above 0"]);
    run(&["--cox", "g", "--reference", "g=c"]).assert_refused(&["unknown-level", "allowed: a, b"]);
    run(&["--cox", "g", "--reference", "h=c"]).assert_refused(&["not in --cox", "allowed: g"]);
    assert_eq!(run(&["--reference", "g=a"]).status, 2);
    assert!(run(&["--cox", "g", "--trend", "km"]).stderr.contains("kaplan-meier"));
}

/// After the only end nothing is left, and how long others would have lasted is not known.
#[test]
fn one_observation_has_no_upper_end() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("t.csv");
    fs::write(&path, "t,e\n3,1\n").unwrap();
    let said = run_standoff(["stats", "survival", path.to_str().unwrap(), "--time", "t", "--event", "e"]);
    assert!(said.stdout.contains("3 to not reached") && said.stdout.contains("0.000 to –"), "{}", said.stdout);
}

/// One group, or weights that are no counts: the page says why groups are not compared.
#[test]
fn no_comparison_has_a_reason() {
    let watched = table_path("watched.csv");
    let run = |more: &[&str]| {
        let arguments = ["stats", "survival", &watched, "--time", "until", "--event", "ended", "--at", "10"];
        run_standoff(arguments.into_iter().chain(more.iter().copied())).stdout
    };
    let said = run(&["--weight", "share", "--group", "region"]);
    assert!(said.contains("not compared: the weights are not counts; put the groups into --cox"), "{said}");
    assert!(said.contains("infinitesimal jackknife over 36 rows"), "{said}");
    let said = run(&["--weight", "count", "--group", "region"]);
    assert!(said.contains("Weights log-rank") && said.contains("Greenwood's"), "{said}");
}
