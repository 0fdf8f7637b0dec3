//! `standoff theory`.

use crate::run_standoff;

#[test]
fn checks_are_listed_and_shown() {
    let list = run_standoff(["theory", "list"]);
    assert!(list.status == 0 && list.stdout.contains("V01") && list.stdout.contains("V24"));
    assert!(list.stdout.lines().all(|line| line.chars().count() <= 100));
    assert!(run_standoff(["theory", "list", "--json"]).parse_json().as_array().is_some_and(|list| list.len() >= 18));
    let shown = run_standoff(["theory", "show", "v06"]);
    assert!(shown.status == 0 && shown.stdout.contains("expected"));
    assert_eq!(run_standoff(["theory", "show", "V06", "--json"]).parse_json()["id"], "V06");
}

#[test]
fn a_check_runs_with_the_documented_keys() {
    let report = run_standoff(["theory", "run", "V06", "--set", "p=0.6", "--set", "n=4", "--json"]).parse_json();
    let mut keys: Vec<&String> = report.as_object().unwrap().keys().collect();
    keys.sort();
    assert_eq!(keys, ["computed", "expected", "id", "inputs", "ok"]);
    assert_eq!((&report["id"], &report["ok"]), (&"V06".into(), &true.into()));
    assert_eq!((&report["inputs"]["p"], &report["inputs"]["n"]), (&0.6.into(), &4.into()));
}

#[test]
fn a_check_runs_for_people() {
    let said = run_standoff(["theory", "run", "V01"]);
    assert_eq!((said.status, said.stderr.as_str()), (0, ""));
    assert!(said.stdout.contains("computed") && said.stdout.contains("ok"));
}

#[test]
fn wrong_requests_are_refused() {
    run_standoff(["theory", "run", "V99"]).assert_refused(&["V99", "V01"]);
    run_standoff(["theory", "show", "nothing"]).assert_refused(&["nothing"]);
    run_standoff(["theory", "run", "V06", "--set", "q=1"]).assert_refused(&["`q`"]);
    run_standoff(["theory", "run", "V06", "--set", "p=2"]).assert_refused(&["V06", "p", "allowed"]);
    run_standoff(["theory", "run", "V06", "--set", "p"]).assert_refused(&["name=value"]);
    run_standoff(["theory", "run", "V06", "--set", "p=high"]).assert_refused(&["p=high"]);
}
