//! `standoff scenario`.

use crate::run_standoff;
use std::fs;

#[test]
fn the_built_in_scenarios_are_listed() {
    let said = run_standoff(["scenario", "list"]);
    assert!(said.status == 0 && said.stdout.contains("two-sided") && said.stdout.contains("(default)"));
    let list = run_standoff(["scenario", "list", "--json"]).parse_json();
    assert!(list.as_array().is_some_and(|list| list.len() >= 2));
    assert_eq!(list[0]["default"], true);
}

#[test]
fn every_parameter_is_shown_with_its_source_and_grade() {
    let shown = run_standoff(["scenario", "show", "two-sided", "--json"]).parse_json();
    let parameters = shown["parameters"].as_array().unwrap();
    assert!(parameters.len() > 50);
    for key in ["path", "value", "unit", "grade", "title", "meaning"] {
        assert!(parameters.iter().all(|parameter| !parameter[key].is_null()), "{key}");
    }
    let page = run_standoff(["scenario", "show", "two-sided"]).stdout;
    assert!(page.contains("[front]") && page.contains("assumption"));
    assert!(page.lines().all(|line| line.chars().count() <= 100));
}

#[test]
fn the_default_scenario_has_its_page() {
    let page = run_standoff(["scenario", "show"]);
    assert_eq!(page.status, 0, "{}", page.stderr);
    assert!(page.stdout.lines().all(|line| line.chars().count() <= 100));
    assert!(page.stdout.contains("Levers") && page.stdout.contains("Questions") && page.stdout.contains("Sources"));
}

#[test]
fn a_new_scenario_checks_and_is_never_overwritten() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("mine.toml");
    let path = file.to_str().unwrap();
    let made = run_standoff(["scenario", "new", "mine", "--out", path]);
    assert_eq!((made.status, made.stdout.trim()), (0, path));
    let checked = run_standoff(["scenario", "check", path]);
    assert_eq!((checked.status, checked.stderr.as_str()), (0, ""));
    assert!(checked.stdout.starts_with("mine: ok"));
    fs::write(&file, "precious").unwrap();
    run_standoff(["scenario", "new", "mine", "--out", path]).assert_refused(&["exists", "--out"]);
    assert_eq!(fs::read_to_string(&file).unwrap(), "precious");
}

#[test]
fn names_are_checked() {
    run_standoff(["scenario", "new", "Bad Name"]).assert_refused(&["Bad Name", "small letters"]);
    run_standoff(["scenario", "new", "../evil"]).assert_refused(&["../evil"]);
}

#[test]
fn where_nothing_can_be_written_the_run_fails() {
    let said = run_standoff(["scenario", "new", "mine", "--out", "/no/such/folder/mine.toml"]);
    assert_eq!((said.status, said.stdout.as_str()), (1, ""));
    assert!(said.stderr.contains("/no/such/folder/mine.toml"));
}

#[test]
fn a_mistake_is_shown_where_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("mine.toml");
    let path = file.to_str().unwrap();
    run_standoff(["scenario", "new", "mine", "--out", path]);
    let text = fs::read_to_string(&file).unwrap().replace("\nodds =", "\nods =");
    fs::write(&file, text).unwrap();
    run_standoff(["scenario", "check", path]).assert_refused(&["mine.toml:", "ods", "^^^", "did you mean `odds`?"]);
    run_standoff(["forecast", path]).assert_refused(&["did you mean `odds`?"]);
    let found = run_standoff(["scenario", "check", path, "--json"]);
    assert_eq!(found.status, 2);
    let found: serde_json::Value = serde_json::from_str(&found.stdout).unwrap();
    assert_eq!(found["ok"], false);
    assert!(
        found["found"].as_array().unwrap().iter().any(|item| item["code"] == "unknown-key" && item["line"].is_u64())
    );
}

#[test]
fn files_that_are_no_scenarios_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    fs::write(path("bytes.toml"), [0xff, 0xfe]).unwrap();
    fs::write(path("large.toml"), vec![b'#'; 11 * 1024 * 1024]).unwrap();
    fs::write(path("empty.toml"), "").unwrap();
    run_standoff(["scenario", "check", &path("bytes.toml")]).assert_refused(&["UTF-8"]);
    run_standoff(["scenario", "check", &path("large.toml")]).assert_refused(&["10 MB"]);
    run_standoff(["scenario", "check", &path("empty.toml")]).assert_refused(&["missing"]);
    run_standoff(["scenario", "check", &path("absent.toml")]).assert_refused(&["absent.toml"]);
    run_standoff(["scenario", "check", folder.path().to_str().unwrap()]).assert_refused(&["scenario.toml"]);
}

#[test]
fn the_schema_is_json() {
    assert!(run_standoff(["scenario", "schema"]).parse_json()["$schema"].is_string());
}
