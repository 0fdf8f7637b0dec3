//! `standoff explain` and `standoff difference`.

use crate::run_standoff;

const SMALL: [&str; 8] = ["explain", "two-sided", "--runs", "64", "--draws", "16", "--effort", "quick"];
const GAP: [&str; 7] = ["difference", "two-sided", "--draws", "4", "--paths", "20", "--quiet"];

fn run_explain(more: &[&'static str]) -> crate::ProgramOutput {
    run_standoff(SMALL.into_iter().chain(["--quiet"]).chain(more.iter().copied()))
}

fn run_difference(more: &[&'static str]) -> crate::ProgramOutput {
    run_standoff(GAP.into_iter().chain(more.iter().copied()))
}

#[test]
fn parts_are_made_as_asked() {
    let found = run_explain(&["--part", "drivers,boxes,delay", "--json"]).parse_json();
    assert_eq!(found["drivers"][0]["draws"], 16);
    assert_eq!(found["delay"]["shares"].as_array().map(Vec::len), Some(7));
    assert!(found["thresholds"].as_array().is_some_and(Vec::is_empty), "nobody asked");
}

#[test]
fn threads_make_no_difference() {
    let with = |threads: &'static str| run_explain(&["--part", "delay", "--json", "--threads", threads]).stdout;
    assert_eq!(with("1"), with("2"));
}

#[test]
fn a_bundle_is_enough_for_drivers_and_boxes() {
    let folder = tempfile::tempdir().expect("a folder");
    let bundle = folder.path().join("bundle");
    let path = bundle.to_str().expect("a plain path");
    let made = run_standoff(["forecast", "two-sided", "--runs", "64", "--draws", "16", "--out", path, "--quiet"]);
    assert_eq!(made.status, 0, "{}", made.stderr);
    let read = run_standoff(["explain", "two-sided", "--bundle", path, "--json", "--quiet"]).parse_json();
    let played = run_explain(&["--part", "drivers,boxes", "--json"]).parse_json();
    assert_eq!((&read["drivers"], &read["boxes"]), (&played["drivers"], &played["boxes"]));
    run_standoff(["explain", "--bundle", path]).assert_refused(&["foreign-bundle", "two-sided", "help"]);
    let runs = std::fs::read(bundle.join("runs.parquet")).expect("runs");
    std::fs::write(bundle.join("runs.parquet"), &runs[..runs.len() / 2]).expect("a cut");
    run_standoff(["explain", "two-sided", "--bundle", path]).assert_refused(&["runs.parquet", "cut off"]);
}

#[test]
fn wrong_arguments_are_refused() {
    run_explain(&["--part", "drivrs"]).assert_refused(&["drivrs", "drivers"]);
    run_explain(&["--outcome", "hold-month"]).assert_refused(&["unknown-outcome", "hold-months"]);
    run_explain(&["--above", "1.5"]).assert_refused(&["--above"]);
    run_explain(&["--target", "7"]).assert_refused(&["target"]);
    run_standoff(["explain", "--bundle", "no-such-folder"]).assert_refused(&["no-such-folder"]);
}

#[test]
fn the_gap_between_a_forecast_and_itself_is_nothing() {
    let same = run_difference(&["--json"]).parse_json();
    assert_eq!(same["shares"].as_array().map(Vec::len), Some(0));
    assert_eq!(same["from"], same["to"]);
}

#[test]
fn one_number_makes_the_whole_gap() {
    let found = run_difference(&["--set", "beliefs.disagreement=0.2", "--json"]).parse_json();
    let adds = found["shares"][0]["adds"]["value"].as_f64().expect("a share");
    let of = |key: &str| found[key]["value"].as_f64().expect("a chance");
    assert!((of("to") - of("from") - adds).abs() < 1e-12);
    assert_eq!(found["shares"][0]["cause"], "beliefs");
    run_difference(&["--engine", "hazard", "--outcome", "hold-months"]).assert_refused(&["settled-M"]);
}
