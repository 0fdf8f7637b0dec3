//! `standoff scenario diagnose`.

use crate::{all_keys, assert_same_words, documented_keys, run_standoff};
use serde_json::Value;

const SMALL: [&str; 6] = ["scenario", "diagnose", "two-sided", "--draws", "2", "--quiet"];

#[test]
fn the_page_has_every_part() {
    let said = run_standoff(SMALL);
    assert_eq!((said.status, said.stderr.as_str()), (0, ""));
    let parts = [
        "Is what gets signed good",
        "reached its age",
        "No record of this war",
        "rather give in",
        "Is talking worth it",
        "constants of the method",
        "signs that theory gives",
        "Verdict: ",
        "standoff scenario diagnose two-sided --draws 2 --seed 1",
    ];
    for words in parts {
        assert!(said.stdout.contains(words), "no {words}");
    }
    assert!(said.stdout.lines().all(|line| line.chars().count() <= 100));
}

#[test]
fn the_keys_are_those_of_the_book() {
    let found = run_standoff(SMALL.into_iter().chain(["--json"])).parse_json();
    let documented = documented_keys("`standoff scenario diagnose --json`");
    for key in all_keys(&found) {
        let of_the_scenario = found["scenario"].get(&key).is_some();
        assert!(of_the_scenario || documented.contains(&key), "`{key}` is not documented");
    }
    let top: Vec<String> = found.as_object().unwrap().keys().cloned().collect();
    assert_same_words(documented[..top.len()].to_vec(), top);
    assert!(["ok", "look", "fault"].map(Value::from).contains(&found["verdict"]));
}

#[test]
fn wrong_arguments_are_refused() {
    let help = run_standoff(["scenario", "diagnose", "--help"]);
    assert!(help.status == 0 && help.stdout.contains("--draws"));
    run_standoff(["scenario", "diagnose", "nowhere"]).assert_refused(&["nowhere"]);
    run_standoff(["scenario", "diagnose", "--draws", "0"]).assert_refused(&["--draws"]);
}
