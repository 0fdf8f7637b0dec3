//! `standoff hindcast`.

use crate::{ProgramOutput, assert_same_words, documented_keys, own_keys, run_standoff};

/// Hindcasts of the default scenario from one day of its own record.
fn small_hindcast(more: &[&str]) -> ProgramOutput {
    let own = ["hindcast", "--runs", "8", "--draws", "1", "--every", "24", "--quiet"];
    let until: &[&str] = if more.contains(&"--until") { &[] } else { &["--until", "2023-07-31"] };
    run_standoff(own.into_iter().chain(until.iter().copied()).chain(more.iter().copied()))
}

#[test]
fn the_answer_goes_to_stdout_and_fits_the_page() {
    let said = small_hindcast(&[]);
    assert_eq!((said.status, said.stderr.as_str()), (0, ""));
    let parts =
        ["from 1 day, 2023-04-01", "Ground that changes hands", "Rounds of talks held", "jeffreys-hazard", "Of "];
    assert!(parts.iter().all(|part| said.stdout.contains(part)), "{}", said.stdout);
    let page = said.stdout.lines().filter(|line| !line.contains("standoff hindcast"));
    let widest = page.map(|line| line.chars().count()).max();
    assert!(widest.is_some_and(|widest| widest <= 100) && !said.stdout.contains('\u{1b}'), "{widest:?}");
}

#[test]
fn json_has_the_documented_keys() {
    let found = small_hindcast(&["--json"]).parse_json();
    assert_same_words(own_keys(&found), documented_keys("`standoff hindcast --json`"));
    assert_eq!((&found["origins"], &found["states"]), (&serde_json::json!(["2023-04-01"]), &80.into()));
    let keys = |part: &serde_json::Value| part.as_object().expect("an object").keys().cloned().collect::<Vec<String>>();
    let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<String>>();
    let scored = ["outcome", "forecast", "score", "interval_90", "inside", "pit", "log_score"];
    let row = [&["target", "weeks", "forecaster", "forecasts"][..], &scored].concat();
    assert_same_words(keys(&found["rows"][0]), words(&row));
    let versus = ["target", "weeks", "benchmark", "questions", "stretches", "skill", "low", "high"];
    assert_same_words(keys(&found["versus"][0]), words(&versus));
}

/// Every forecaster is asked the same questions, a chance has no interval, and a point none either.
#[test]
fn rows_are_of_the_same_questions() {
    let found = small_hindcast(&["--json"]).parse_json();
    let rows = found["rows"].as_array().expect("rows");
    for row in rows {
        let same = |one: &&serde_json::Value| one["target"] == row["target"] && one["weeks"] == row["weeks"];
        let model = rows.iter().filter(same).find(|one| one["forecaster"] == "model").expect("the model's row");
        assert_eq!((&row["outcome"], &row["forecasts"]), (&model["outcome"], &model["forecasts"]), "{row}");
        let chance = row["target"] == "ceasefire" || !row["target"]["limited-truce"].is_null();
        let point = row["forecaster"] == "persistence";
        assert_eq!((row["log_score"].is_null(), row["interval_90"].is_null()), (!chance, chance || point), "{row}");
    }
    // Thirteen weeks after 1 April and no more: the record is scored until 31 July.
    let weeks = |weeks: u64| rows.iter().filter(|row| row["weeks"] == weeks).count();
    assert!(weeks(4) > 0 && weeks(13) > 0 && weeks(26) == 0);
}

#[test]
fn threads_change_nothing_and_the_seed_does() {
    let by = |more: &[&str]| small_hindcast(&[&["--json"], more].concat()).stdout;
    assert_eq!(by(&["--threads", "1"]), by(&["--threads", "2"]));
    assert_ne!(by(&["--threads", "1"]), by(&["--seed", "2"]));
}

#[test]
fn the_printed_command_makes_the_same_answer() {
    let said = small_hindcast(&["--json", "--seed", "4", "--set", "front.moves=2.6"]);
    let command = said.parse_json()["command"].as_str().unwrap().to_owned();
    let again = command.split(' ').skip(1).chain(["--json", "--quiet"]);
    assert_eq!(run_standoff(again).stdout, said.stdout);
}

#[test]
fn days_and_months_are_checked() {
    let refused = |more: &[&str], words: &[&str]| {
        run_standoff(["hindcast"].into_iter().chain(more.iter().copied())).assert_refused(words);
    };
    refused(&["--until", "today"], &["bad-date", "--until:1:1", "`today` is no date", "allowed: a day from", "help:"]);
    refused(&["--until", "2021-01-01"], &["--until:1:1", "2021-01-01 is before 2022-03-05"]);
    refused(&["--until", "2099-01-01"], &["--until:1:1", "more than fifteen years after 2025-12-05"]);
    refused(&["--every", "0"], &["--every", "1..=24"]);
    refused(&["--every", "25"], &["--every"]);
    refused(&["--evidence", "absent.csv"], &["absent.csv", "cannot be read"]);
}

#[test]
fn a_record_that_is_too_short_cannot_be_scored() {
    run_standoff(["hindcast", "two-sided", "--quiet"])
        .assert_failed(&["the record is too short", "a year and four weeks"]);
    run_standoff(["hindcast", "--until", "2023-04-28", "--quiet"]).assert_failed(&["the record is too short"]);
}

/// The losses of the side whose record estimates them are a target. Those of the other are counted from below, and none.
#[test]
fn losses_are_scored_where_the_record_estimates_them() {
    let found = small_hindcast(&["--json", "--until", "2024-04-30"]).parse_json();
    let rows = found["rows"].as_array().expect("rows");
    let of = |side: &str| rows.iter().filter(|row| row["target"]["losses"] == side).collect::<Vec<_>>();
    // April 2023 by the record: 21,744 people, after 20,620 in March.
    let month = of("invader").into_iter().find(|row| row["weeks"] == 4 && row["forecaster"] == "persistence");
    let month = month.expect("a month ahead");
    let people = ["outcome", "forecast"].map(|key| month[key].as_f64());
    assert_eq!(people, [Some(21_744.0), Some(20_620.0)]);
    assert!(of("defender").is_empty());
}

/// From 1 April 2025 a truce over Easter comes within four weeks, and no other.
#[test]
fn limited_truces_are_events_beside_the_general_ceasefire() {
    let found = small_hindcast(&["--json", "--until", "2025-05-31"]).parse_json();
    let rows = found["rows"].as_array().expect("rows");
    let row = |kind: &str, forecaster: &str| {
        let is = |row: &&serde_json::Value| {
            row["target"]["limited-truce"] == kind && row["weeks"] == 4 && row["forecaster"] == forecaster
        };
        rows.iter().find(is).expect("a row of the kind").clone()
    };
    let outcome = |kind: &str| row(kind, "model")["outcome"].as_f64();
    assert_eq!((outcome("holiday"), outcome("energy"), outcome("capitals")), (Some(1.0), Some(0.0), Some(0.0)));
    // One truce on energy in the three months of 2025 before: the rate is 1.5 in three months.
    let months = 90.0 * 12.0 / 364.0_f64;
    let expected = 1.0 - (months / (months + 48.0 / 52.0)).powf(1.5);
    let chance = row("energy", "jeffreys-hazard")["forecast"].as_f64().expect("a chance");
    assert!((chance - expected).abs() < 1e-9, "{chance} {expected}");
}
