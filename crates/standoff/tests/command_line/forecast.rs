//! `standoff forecast`.

use crate::{SMALL, run_standoff};
use std::fs;
use std::path::Path;

fn small_forecast<'a>(more: &[&'a str]) -> Vec<&'a str> {
    SMALL.iter().copied().chain(more.iter().copied()).collect()
}

#[test]
fn the_answer_goes_to_stdout_and_fits_one_screen() {
    let said = run_standoff(SMALL);
    assert_eq!((said.status, said.stderr.as_str()), (0, ""));
    for words in ["The line holds", "What breaks it", "What ends it", "At whose cost", "What would change it"] {
        assert!(said.stdout.contains(words), "no {words}");
    }
    let widest = said.stdout.lines().map(|line| line.chars().count()).max();
    assert!(widest.is_some_and(|widest| widest <= 100), "{widest:?}");
    assert!(said.stdout.lines().count() <= 26 && !said.stdout.contains('\u{1b}'), "{}", said.stdout);
}

/// The words of the last line of a page, which says where to read on.
const MORE: &str = "More: --report, or --part hold, ends,";

#[test]
fn the_whole_report_has_all_parts_and_a_part_is_in_it() {
    let report = run_standoff(small_forecast(&["--report"]));
    for heading in
        ["How long can the line hold?", "What ends it?", "At whose cost?", "What to watch", "Outside the model"]
    {
        assert!(report.stdout.contains(heading), "no {heading}");
    }
    let costs = run_standoff(small_forecast(&["--part", "costs", "--part", "questions"]));
    assert_eq!(costs.stderr, "");
    assert!(costs.stdout.contains("At whose cost?") && costs.stdout.contains("Questions"));
    assert!(!costs.stdout.contains("What ends it?") && !costs.stdout.contains("The pattern of talks"));
    assert!(costs.stdout.lines().all(|line| report.stdout.lines().any(|other| other == line)), "{}", costs.stdout);
    assert_eq!(run_standoff(small_forecast(&["--part", "questions,costs"])).stdout, costs.stdout);
    for page in [&report, &costs, &run_standoff(SMALL)] {
        assert!(page.stdout.lines().last().is_some_and(|line| line.starts_with(MORE)), "{}", page.stdout);
    }
}

#[test]
fn a_part_that_does_not_exist_is_refused_with_the_nearest() {
    run_standoff(small_forecast(&["--part", "cost"])).assert_refused(&["cost", "costs", "questions", "--part"]);
    run_standoff(small_forecast(&["--part", "costs", "--report"])).assert_refused(&["--part", "--report"]);
    run_standoff(small_forecast(&["--report", "--json"])).assert_refused(&["--report", "--json"]);
}

/// The same command without a verb.
#[test]
fn the_default_scenario_has_parts_too() {
    run_standoff(["--part", "war"]).assert_refused(&["war", "hold", "method"]);
}

#[test]
fn json_has_the_documented_keys() {
    let findings = run_standoff(small_forecast(&["--json"])).parse_json();
    for key in [
        "format",
        "scenario",
        "seed",
        "version",
        "runs",
        "draws",
        "step",
        "horizon_months",
        "hold",
        "ends",
        "costs",
        "talks",
        "order",
        "questions",
        "benchmark",
        "spread",
        "command",
        "interrupted",
    ] {
        assert!(findings.get(key).is_some(), "no {key}");
    }
    assert!(["name", "digest"].iter().all(|key| findings["scenario"][key].is_string()));
    assert!(["survival", "causes", "critical"].iter().all(|key| findings["hold"][key].is_array()));
    assert_eq!(findings["runs"], 16);
    assert_eq!(findings["interrupted"], false);
}

#[test]
fn survival_and_causes_sum_to_one() {
    let findings = run_standoff(small_forecast(&["--json"])).parse_json();
    let hold = &findings["hold"];
    for (place, at) in hold["survival"].as_array().into_iter().flatten().enumerate() {
        let causes = hold["causes"].as_array().into_iter().flatten();
        let broken: f64 = causes.map(|cause| cause["by"][place]["p"].as_f64().unwrap()).sum();
        assert!((broken + at["p"].as_f64().unwrap() - 1.0).abs() < 1e-9);
    }
}

#[test]
fn threads_change_nothing_and_the_seed_does() {
    let one = run_standoff(small_forecast(&["--json", "--threads", "1"])).stdout;
    assert_eq!(one, run_standoff(small_forecast(&["--json", "--threads", "2"])).stdout);
    assert_ne!(one, run_standoff(small_forecast(&["--json", "--seed", "2"])).stdout);
}

#[test]
fn the_printed_command_makes_the_same_answer() {
    let said = run_standoff(small_forecast(&["--json", "--set", "front.moves=0.6", "--seed", "7"]));
    let command = said.parse_json()["command"].as_str().unwrap().to_owned();
    let again = command.split(' ').skip(1).chain(["--json", "--quiet"]);
    assert_eq!(run_standoff(again).stdout, said.stdout);
}

#[test]
fn an_unknown_scenario_is_refused_with_the_nearest() {
    run_standoff(["forecast", "two-side"]).assert_refused(&["two-side", "two-sided"]);
    run_standoff(["forecast", "no/such/file.toml"]).assert_refused(&["no/such/file.toml"]);
}

#[test]
fn numbers_out_of_range_are_refused_with_the_range() {
    run_standoff(["forecast", "--runs", "0"]).assert_refused(&["--runs", "0", "1..=10000000"]);
    run_standoff(["forecast", "--runs", "10000001"]).assert_refused(&["10000001"]);
    run_standoff(["forecast", "--runs", "many"]).assert_refused(&["many"]);
    run_standoff(["forecast", "--threads", "0"]).assert_refused(&["--threads"]);
    run_standoff(["forecast", "two-sided", "--runs", "8", "--draws", "9"])
        .assert_refused(&["--draws", "1 to 8", "help"]);
}

#[test]
fn numbers_set_by_hand_are_checked() {
    run_standoff(small_forecast(&["--set", "front.moves"])).assert_refused(&["--set", "`=`", "path=value"]);
    run_standoff(small_forecast(&["--set", "front.movs=1"])).assert_refused(&["front.movs", "front.moves"]);
    run_standoff(small_forecast(&["--set", "front.moves=-1"])).assert_refused(&["front.moves", "-1", "allowed"]);
    run_standoff(small_forecast(&["--set", "front.moves=NaN"])).assert_refused(&["front.moves"]);
    run_standoff(small_forecast(&["--set", "front.moves=1 km2"])).assert_refused(&["km2", "per month"]);
}

#[test]
fn only_the_questions_asked_for() {
    let all = run_standoff(small_forecast(&["--json"])).parse_json();
    let name = all["questions"][0]["name"].as_str().expect("the scenario has questions").to_owned();
    let one = run_standoff(small_forecast(&["--json", "--question", &name])).parse_json();
    assert_eq!(one["questions"].as_array().map(Vec::len), Some(1));
    assert_eq!(one["questions"][0], all["questions"][0]);
    let page = run_standoff(small_forecast(&["--question", &name]));
    let text = one["questions"][0]["text"].as_str().expect("a question has a text");
    let begins: Vec<&str> = text.split_whitespace().take(3).collect();
    assert!(page.status == 0 && page.stdout.contains(&begins.join(" ")), "{}", page.stdout);
    run_standoff(small_forecast(&["--question", "no-such"])).assert_refused(&["no-such", &name]);
}

#[test]
fn a_file_and_a_folder_are_scenarios_too() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("scenario.toml");
    let path = file.to_str().unwrap();
    assert_eq!(run_standoff(["scenario", "new", "mine", "--out", path]).status, 0);
    let by_file = run_standoff(["forecast", path, "--runs", "8", "--draws", "2", "--json", "--quiet"]).parse_json();
    let by_folder =
        run_standoff(["forecast", folder.path().to_str().unwrap(), "--runs", "8", "--draws", "2", "--json", "--quiet"]);
    assert_eq!(by_file["ends"], by_folder.parse_json()["ends"]);
}

#[test]
fn a_bundle_is_written_and_replaced_whole() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("bundle");
    let path = out.to_str().unwrap();
    let seed = || {
        let text = fs::read_to_string(out.join("findings.json")).unwrap();
        serde_json::from_str::<serde_json::Value>(&text).unwrap()["seed"].to_string()
    };
    assert_eq!(run_standoff(small_forecast(&["--out", path, "--seed", "1"])).status, 0);
    assert!(out.join("manifest.json").is_file() && out.join("runs.parquet").is_file());
    run_standoff(small_forecast(&["--out", path, "--seed", "2"])).assert_refused(&["--force", "left as it is"]);
    assert_eq!(seed(), "1");
    assert_eq!(run_standoff(small_forecast(&["--out", path, "--seed", "2", "--force"])).status, 0);
    assert_eq!(seed(), "2");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "something was left behind");
    run_standoff(small_forecast(&["--force"])).assert_refused(&["--out"]);
}

/// A target that cannot be used is refused before anything is simulated, and nothing is left behind.
#[test]
fn an_unusable_target_costs_no_run() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("thesis.txt"), "years of work").unwrap();
    let thesis = folder.path().join("thesis.txt");
    let (taken, file, under) = (folder.path().to_str().unwrap(), thesis.to_str().unwrap(), thesis.join("new"));
    // So many futures that nobody would wait for them.
    let long = |target: &[&str]| {
        let own = ["two-sided", "--runs", "1000000", "--quiet"];
        run_standoff([target[0]].into_iter().chain(own).chain(target[1..].iter().copied()))
    };
    long(&["forecast", "--out", taken]).assert_refused(&["not a bundle", "--out"]);
    long(&["forecast", "--out", file]).assert_refused(&["not a folder"]);
    long(&["forecast", "--out", under.to_str().unwrap()]).assert_refused(&["not a folder"]);
    long(&["forecast", "--seal", file]).assert_refused(&["exists", "--force"]);
    long(&["forecast", "--seal", under.to_str().unwrap()]).assert_refused(&["--seal"]);
    long(&["assimilate", "--out", taken]).assert_refused(&["not a bundle"]);
    long(&["assimilate", "--checkpoint", under.to_str().unwrap()]).assert_refused(&["--checkpoint"]);
    long(&["brief", "--out", file]).assert_refused(&["--out"]);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    assert_eq!(fs::read_to_string(thesis).unwrap(), "years of work");
}

#[test]
fn the_page_is_as_wide_as_the_reader_says() {
    for (columns, least, most) in [("60", 70, 80), ("80", 70, 80), ("110", 101, 110), ("200", 111, 120)] {
        let mut command = assert_cmd::Command::new(env!("CARGO_BIN_EXE_standoff"));
        let output = command.env("COLUMNS", columns).args(SMALL).arg("--report").output().unwrap();
        let text = String::from_utf8(output.stdout).unwrap();
        let widest = text.lines().map(|line| line.chars().count()).max().unwrap();
        assert!((least..=most).contains(&widest), "{columns} columns asked for, {widest} filled");
    }
}

/// The first Ctrl-C stops and gives the answer so far, with a status of its own.
#[cfg(unix)]
#[test]
fn an_interrupted_forecast_gives_the_answer_so_far() {
    let arguments = ["forecast", "two-sided", "--runs", "20000", "--draws", "20000", "--json"];
    let findings = crate::answer_when_interrupted(&arguments);
    assert_eq!(findings["interrupted"], true);
    assert!(findings["runs"].as_u64().is_some_and(|runs| runs > 0 && runs < 20_000));
}

/// So does the signal to terminate; an answer that was stopped early is not sealed unless that is asked for.
#[cfg(unix)]
#[test]
fn a_partial_answer_is_sealed_on_request_only() {
    let folder = tempfile::tempdir().unwrap();
    let [refused, asked] = ["refused.json", "asked.json"].map(|name| folder.path().join(name));
    let arguments = |file: &Path, more: &[&'static str]| {
        let words = ["forecast", "two-sided", "--runs", "20000", "--draws", "20000", "--json", "--seal"];
        let words = words.map(str::to_owned).into_iter().chain([file.display().to_string()]);
        words.chain(more.iter().map(|&word| word.to_owned())).collect::<Vec<String>>()
    };
    let run = |arguments: Vec<String>| {
        let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
        crate::output_after_signal("-TERM", &words)
    };
    let found = run(arguments(&refused, &[]));
    assert_eq!(found.status.code(), Some(3));
    assert!(String::from_utf8_lossy(&found.stderr).contains("--seal-partial") && !refused.exists());
    assert_eq!(run(arguments(&asked, &["--seal-partial"])).status.code(), Some(3));
    assert!(fs::read_to_string(asked).unwrap().contains("\"interrupted\": true"));
}
