//! `standoff wars`, and forecasts of wars that are over.

use crate::run_standoff;
use std::fs;

#[test]
fn the_wars_of_the_library_are_listed() {
    let page = run_standoff(["wars", "list"]);
    assert!(page.status == 0 && page.stdout.contains("korea-1950") && page.stdout.contains("(control)"));
    assert!(page.stdout.lines().all(|line| line.chars().count() <= 100));
    let list = run_standoff(["wars", "list", "--json"]).parse_json();
    let scenarios = run_standoff(["scenario", "list", "--json"]).parse_json();
    for war in list.as_array().unwrap() {
        assert!(scenarios.as_array().unwrap().iter().any(|scenario| scenario["name"] == war["name"]), "{war}");
        assert!(war["origins"].as_array().is_some_and(|origins| !origins.is_empty()));
    }
}

/// The page has a line for every target and the forecasts from every origin; two runs come to the same.
#[test]
fn wars_are_scored() {
    let arguments = ["wars", "score", "cenepa-1995", "falklands-1982", "--runs", "32", "--draws", "4", "--quiet"];
    let answer = run_standoff(arguments);
    let lines: Vec<&str> = answer.stdout.lines().collect();
    assert!(
        lines.iter().any(|line| line.contains("comparisons with plain methods") || line.contains("too few to tell"))
    );
    assert!(lines.last().is_some_and(|line| line.contains("--report")), "{}", answer.stdout);
    assert!(lines.iter().all(|line| line.chars().count() <= 100) && !answer.stdout.contains("War by war"));
    let arguments = [&arguments[..], &["--report"]].concat();
    let page = run_standoff(arguments.clone());
    assert_eq!(page.status, 0, "{}", page.stderr);
    for words in ["Over within 12 months (Brier)", "log-logistic", "the defender's victory", "How long peace lasts"] {
        assert!(page.stdout.contains(words), "{words}\n{}", page.stdout);
    }
    assert!(page.stdout.lines().all(|line| line.chars().count() <= 100));
    let command = page.stdout.lines().last().unwrap().trim().to_owned();
    assert_eq!(command, "standoff wars score cenepa-1995 falklands-1982 --runs 32 --draws 4 --seed 1");
    assert_eq!(run_standoff([&arguments[..], &["--threads", "1"]].concat()).stdout, page.stdout);
}

#[test]
fn an_unknown_war_is_refused_before_anything_is_simulated() {
    run_standoff(["wars", "score", "corea-1950"]).assert_refused(&["corea-1950", "did you mean `korea-1950`?"]);
}

/// A war of the library is answered from its first day, unless another is asked for.
#[test]
fn a_past_war_is_answered_from_its_first_day() {
    let small = ["--runs", "16", "--draws", "4", "--quiet"];
    let forecast = |more: &[&'static str]| run_standoff([&["forecast", "chaco-1932"], &small[..], more].concat());
    let first = forecast(&[]);
    assert!(first.stdout.contains("as known on 1932-06-15") && first.stdout.contains("pooled"), "{}", first.stdout);
    let later = forecast(&["--as-of", "1934-06-15"]);
    assert!(later.stdout.contains("as known on 1934-06-15") && later.stdout.contains("Without the record"));
    forecast(&["--as-of", "1950-01-01"]).assert_refused(&["1950-01-01", "fifteen years"]);
}

/// A scenario of one's own may start from a built-in one, with its record; nothing is overwritten.
#[test]
fn a_new_scenario_may_be_like_a_past_war() {
    let folder = tempfile::tempdir().unwrap();
    let mine = folder.path().join("mine");
    let path = mine.to_str().unwrap();
    let made = run_standoff(["scenario", "new", "mine", "--like", "korea-1950", "--out", path]);
    assert_eq!((made.status, made.stdout.trim()), (0, path), "{}", made.stderr);
    let checked = run_standoff(["scenario", "check", path]);
    assert!(checked.status == 0 && checked.stdout.starts_with("mine: ok"), "{}{}", checked.stdout, checked.stderr);
    let events =
        |word: &str| run_standoff(["evidence", "list", word, "--json", "--quiet"]).parse_json()["events"].clone();
    let count = |events: &serde_json::Value| events.as_array().map(Vec::len);
    assert!(count(&events(path)).is_some_and(|count| count > 10));
    assert_eq!(count(&events(path)), count(&events("korea-1950")));
    fs::write(mine.join("scenario.toml"), "precious").unwrap();
    run_standoff(["scenario", "new", "mine", "--like", "two-sided", "--out", path])
        .assert_refused(&["exists", "--out"]);
    assert_eq!(fs::read_to_string(mine.join("scenario.toml")).unwrap(), "precious");
    let other = folder.path().join("other");
    run_standoff(["scenario", "new", "other", "--like", "corea-1950", "--out", other.to_str().unwrap()])
        .assert_refused(&["did you mean `korea-1950`?"]);
    assert!(!other.exists());
}

/// A record that comes with the program is told faults of to its authors, by the command that checks it.
#[test]
fn a_shipped_record_is_read_without_a_word() {
    let sizes = ["--runs", "16", "--draws", "4", "--as-of", "1965-06-01"];
    let answer = run_standoff([&["forecast", "vietnam-1965"], &sizes[..]].concat());
    assert_eq!((answer.status, answer.stderr.contains("warning")), (0, false), "{}", answer.stderr);
    let check = run_standoff(["evidence", "check", "vietnam-1965"]);
    assert!(check.status == 0 && check.stderr.contains("far-day"), "{}", check.stderr);
}
