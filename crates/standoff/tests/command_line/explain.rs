//! `standoff explain` and `standoff difference`.

use crate::standoff;

const SMALL: [&str; 8] = ["explain", "two-sided", "--runs", "64", "--draws", "16", "--effort", "quick"];
const GAP: [&str; 7] = ["difference", "two-sided", "--draws", "4", "--paths", "20", "--quiet"];

fn explain(more: &[&'static str]) -> crate::Said {
    standoff(SMALL.into_iter().chain(["--quiet"]).chain(more.iter().copied()))
}

fn gap(more: &[&'static str]) -> crate::Said {
    standoff(GAP.into_iter().chain(more.iter().copied()))
}

#[test]
fn parts_are_made_as_asked() {
    let found = explain(&["--part", "drivers,boxes,delay", "--json"]).json();
    assert_eq!(found["drivers"][0]["draws"], 16);
    assert_eq!(found["delay"]["shares"].as_array().map(Vec::len), Some(8));
    assert!(found["thresholds"].as_array().is_some_and(Vec::is_empty), "nobody asked");
}

#[test]
fn threads_make_no_difference() {
    let with = |threads: &'static str| explain(&["--part", "delay", "--json", "--threads", threads]).stdout;
    assert_eq!(with("1"), with("2"));
}

#[test]
fn a_bundle_is_enough_for_drivers_and_boxes() {
    let folder = tempfile::tempdir().expect("a folder");
    let bundle = folder.path().join("bundle");
    let path = bundle.to_str().expect("a plain path");
    let made = standoff(["forecast", "two-sided", "--runs", "64", "--draws", "16", "--out", path, "--quiet"]);
    assert_eq!(made.status, 0, "{}", made.stderr);
    let read = standoff(["explain", "two-sided", "--bundle", path, "--json", "--quiet"]).json();
    let played = explain(&["--part", "drivers,boxes", "--json"]).json();
    assert_eq!((&read["drivers"], &read["boxes"]), (&played["drivers"], &played["boxes"]));
    standoff(["explain", "--bundle", path]).refuses(&["foreign-bundle", "two-sided", "help"]);
    let runs = std::fs::read(bundle.join("runs.parquet")).expect("runs");
    std::fs::write(bundle.join("runs.parquet"), &runs[..runs.len() / 2]).expect("a cut");
    standoff(["explain", "two-sided", "--bundle", path]).refuses(&["runs.parquet", "cut off"]);
}

#[test]
fn wrong_arguments_are_refused() {
    explain(&["--part", "drivrs"]).refuses(&["drivrs", "drivers"]);
    explain(&["--outcome", "hold-month"]).refuses(&["unknown-outcome", "hold-months"]);
    explain(&["--above", "1.5"]).refuses(&["--above"]);
    explain(&["--target", "7"]).refuses(&["target"]);
    standoff(["explain", "--bundle", "no-such-folder"]).refuses(&["no-such-folder"]);
}

#[test]
fn the_gap_between_a_forecast_and_itself_is_nothing() {
    let same = gap(&["--json"]).json();
    assert_eq!(same["shares"].as_array().map(Vec::len), Some(0));
    assert_eq!(same["from"], same["to"]);
}

#[test]
fn one_number_makes_the_whole_gap() {
    let found = gap(&["--set", "beliefs.disagreement=0.2", "--json"]).json();
    let adds = found["shares"][0]["adds"]["value"].as_f64().expect("a share");
    let of = |key: &str| found[key]["value"].as_f64().expect("a chance");
    assert!((of("to") - of("from") - adds).abs() < 1e-12);
    assert_eq!(found["shares"][0]["cause"], "beliefs");
    gap(&["--engine", "hazard", "--outcome", "hold-months"]).refuses(&["settled-M"]);
}
