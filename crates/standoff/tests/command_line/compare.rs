//! `standoff compare`.

use crate::run_standoff;
use std::fs;

/// A small comparison in the small scenario.
const SMALL: [&str; 7] = ["compare", "two-sided", "--runs", "16", "--draws", "2", "--quiet"];

fn small_comparison<'a>(more: &[&'a str]) -> Vec<&'a str> {
    SMALL.iter().copied().chain(more.iter().copied()).collect()
}

fn assert_comparison_refused(more: &[&str], words: &[&str]) {
    run_standoff(small_comparison(more)).assert_refused(words);
}

#[test]
fn the_answer_goes_to_stdout_and_fits_the_page() {
    let said =
        run_standoff(small_comparison(&["--lever", "stalemate", "--sweep", "front.moves=0.3..0.8:3", "--report"]));
    assert_eq!((said.status, said.stderr.as_str()), (0, ""));
    let parts =
        ["The front freezes in mud", "How long the line holds", "What ends it", "At whose cost", "Along a sweep"];
    assert!(parts.iter().all(|part| said.stdout.contains(part)), "{}", said.stdout);
    let page = said.stdout.lines().filter(|line| !line.contains("standoff compare"));
    let widest = page.map(|line| line.chars().count()).max();
    assert!(widest.is_some_and(|widest| widest <= 100) && !said.stdout.contains('\u{1b}'), "{widest:?}");
}

#[test]
fn json_has_the_documented_keys() {
    let comparison =
        run_standoff(small_comparison(&["--lever", "stalemate", "--sweep", "front.moves=0.3..0.8:2", "--json"]))
            .parse_json();
    for key in ["format", "scenario", "seed", "version", "draws", "failed_draws", "horizon_months", "command"] {
        assert!(!comparison[key].is_null(), "no {key}");
    }
    assert_eq!((&comparison["runs"], &comparison["interrupted"]), (&16.into(), &false.into()));
    let option = &comparison["options"][0];
    assert_eq!((&option["name"], &option["levers"][0]["strength"]), (&"stalemate".into(), &1.0.into()));
    for key in ["outcome", "title", "unit", "part", "baseline", "counterfactual", "difference", "band"] {
        assert!(!option["outcomes"][0][key].is_null(), "no {key}");
    }
    let curve = &comparison["sweep"];
    assert_eq!(
        (&curve["of"], &curve["unit"], &curve["foreseen"]),
        (&"front.moves".into(), &"per month".into(), &false.into())
    );
    assert!(curve["points"][1]["alone"][0]["difference"]["value"].is_number());
    assert_eq!(comparison["baseline"].as_array().map(Vec::len), option["outcomes"].as_array().map(Vec::len));
}

#[test]
fn the_lever_that_changes_nothing_changes_nothing() {
    let comparison =
        run_standoff(small_comparison(&["--lever", "none", "--at", "2026-06-01", "--foreseen", "--json"])).parse_json();
    let none = &comparison["options"][0];
    assert_eq!((&none["touched"]["value"], &none["end_changed"]["value"]), (&0.0.into(), &0.0.into()));
    assert_eq!((&none["levers"][0]["date"], &none["levers"][0]["foreseen"]), (&"2026-06-01".into(), &true.into()));
    for row in none["outcomes"].as_array().expect("outcomes") {
        assert_eq!(row["difference"], serde_json::json!({ "value": 0.0, "low": 0.0, "high": 0.0 }), "{row}");
        assert_eq!(row["baseline"], row["counterfactual"]);
    }
}

#[test]
fn a_sweep_starts_from_the_scenario_as_it_is() {
    let comparison = run_standoff(small_comparison(&["--sweep", "stalemate=0..1:2", "--json"])).parse_json();
    let points = comparison["sweep"]["points"].as_array().expect("points");
    let differences = |at: usize| {
        let outcomes = points[at]["alone"].as_array().expect("outcomes").iter();
        outcomes.map(|one| one["difference"]["value"].as_f64().expect("a number")).collect::<Vec<f64>>()
    };
    assert!(differences(0).iter().all(|difference| *difference == 0.0));
    assert!(differences(1).iter().any(|difference| *difference != 0.0));
}

#[test]
fn threads_change_nothing_and_the_seed_does() {
    let one = run_standoff(small_comparison(&["--lever", "stalemate", "--json", "--threads", "1"])).stdout;
    assert_eq!(one, run_standoff(small_comparison(&["--lever", "stalemate", "--json", "--threads", "2"])).stdout);
    assert_ne!(one, run_standoff(small_comparison(&["--lever", "stalemate", "--json", "--seed", "2"])).stdout);
}

#[test]
fn the_printed_command_makes_the_same_answer() {
    let more = ["--lever", "stalemate", "--at", "2026-07-01", "--surprise", "--outcome", "holds-7", "--json"];
    let said = run_standoff(small_comparison(&more));
    let command = said.parse_json()["command"].as_str().unwrap().to_owned();
    let again = command.split(' ').skip(1).chain(["--json", "--quiet"]);
    assert_eq!(run_standoff(again).stdout, said.stdout);
}

#[test]
fn only_the_outcomes_asked_for_and_any_month() {
    let said = run_standoff(small_comparison(&["--lever", "stalemate", "--outcome", "holds-7"]));
    assert!(said.stdout.contains("The line holds for 7 months"), "{}", said.stdout);
    assert!(!said.stdout.contains("At whose cost"));
    assert_comparison_refused(
        &["--lever", "stalemate", "--outcome", "hold-month"],
        &["--outcome", "hold-month", "`hold-months`"],
    );
    assert_comparison_refused(&["--lever", "stalemate", "--outcome", "holds-900"], &["holds-900", "M from 1 to"]);
}

#[test]
fn without_a_lever_the_levers_are_listed() {
    assert_comparison_refused(
        &[],
        &["nothing to compare", "--lever", "--sweep", "stalemate", "The front freezes in mud"],
    );
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("mine.toml");
    let path = file.to_str().unwrap();
    let text = run_standoff(["scenario", "new", "mine", "--out", path]);
    assert_eq!(text.status, 0);
    let text = fs::read_to_string(&file).unwrap();
    let levers = text.find("\n[lever.").map_or(text.clone(), |at| without_levers(&text, at));
    fs::write(&file, levers).unwrap();
    run_standoff(["compare", path]).assert_refused(&["no-lever", "the scenario has no levers", "[lever.NAME]"]);
    run_standoff(["compare", path, "--lever", "x"]).assert_refused(&["unknown-lever", "allowed: `none`"]);
    assert_eq!(run_standoff(["compare", path, "--lever", "none", "--runs", "4", "--draws", "2", "--quiet"]).status, 0);
}

/// The text without its tables of levers, which begin at a place.
fn without_levers(text: &str, at: usize) -> String {
    let mut kept = true;
    let mut lines = Vec::new();
    for line in text[at..].lines() {
        if line.starts_with('[') {
            kept = !line.contains("lever.");
        }
        if kept {
            lines.push(line);
        }
    }
    format!("{}{}", &text[..at], lines.join("\n"))
}

#[test]
fn an_unknown_lever_is_refused_with_the_nearest() {
    assert_comparison_refused(&["--lever", "stalemat"], &["unknown-lever", "--lever", "did you mean `stalemate`?"]);
    assert_comparison_refused(&["--lever", "stalemate", "--lever", "stalemate"], &["lever-twice", "pulled twice"]);
}

#[test]
fn days_are_checked() {
    assert_comparison_refused(&["--lever", "stalemate", "--at", "2026-13-01"], &["bad-date", "--at", "within"]);
    assert_comparison_refused(&["--lever", "stalemate", "--at", "tomorrow"], &["bad-date", "tomorrow"]);
    assert_comparison_refused(&["--lever", "stalemate", "--at", "2001-01-01"], &["before-start", "2001-01-01"]);
    assert_comparison_refused(
        &["--lever", "stalemate", "--at", "2099-01-01"],
        &["beyond-horizon", "2099-01-01", "within"],
    );
    assert_comparison_refused(&["--lever", "stalemate", "--foreseen", "--surprise"], &["--foreseen", "--surprise"]);
}

#[test]
fn sweeps_are_checked() {
    let sweep = |text: &str, words: &[&str]| assert_comparison_refused(&["--sweep", text], words);
    sweep("front.moves", &["bad-sweep", "--sweep", "WHAT=LOW..HIGH"]);
    sweep("front.moves=0.8..0.3", &["reversed-range", "LOW below HIGH"]);
    sweep("front.moves=0.3..0.8:1", &["bad-count", "2 to 41"]);
    sweep("front.moves=0.3..0.8:42", &["bad-count", "2 to 41"]);
    sweep("front.moves=-1..0.8", &["out-of-bounds", "front.moves", "allowed: 0 to"]);
    sweep("front.moves=0.3..0.8 per yard", &["wrong-unit", "per yard", "per month"]);
    sweep("front.movs=0.3..0.8", &["unknown-path", "did you mean `front.moves`?"]);
    sweep("stalemat=0..1", &["unknown-path", "did you mean `stalemate`?"]);
    sweep("stalemate=0..11", &["out-of-bounds", "0 to 10"]);
    let twice = ["--lever", "stalemate", "--sweep", "stalemate=0..2"];
    assert_comparison_refused(&twice, &["lever-twice", "pulled twice", "leave out its --lever"]);
    let whole = ["compare", "--sweep", "us-withdraws=0..1"];
    run_standoff(whole).assert_refused(&["indivisible-lever", "us-withdraws", "--lever us-withdraws"]);
}

#[test]
fn a_sweep_beyond_the_plausible_range_is_told() {
    let sweep = ["--lever", "none", "--sweep", "front.moves=0.1..2:2", "--json"];
    let arguments = small_comparison(&sweep).into_iter().filter(|word| *word != "--quiet");
    let said = run_standoff(arguments);
    assert_eq!(said.status, 0);
    assert!(said.stderr.contains("beyond-range") && said.stderr.contains("0.3 to 0.8 per month"), "{}", said.stderr);
    assert_eq!(run_standoff(small_comparison(&sweep)).stderr, "");
}

#[test]
fn shared_options_are_checked_as_for_a_forecast() {
    assert_comparison_refused(&["--lever", "none", "--draws", "17"], &["cannot be used multiple times"]);
    run_standoff(["compare", "two-sided", "--lever", "none", "--runs", "8", "--draws", "9"])
        .assert_refused(&["--draws", "1 to 8"]);
    assert_comparison_refused(&["--lever", "none", "--set", "front.movs=1"], &["front.movs", "front.moves"]);
    run_standoff(["compare", "two-side", "--lever", "none"]).assert_refused(&["two-side", "two-sided"]);
}

/// The first Ctrl-C gives the answer from the draws made so far.
#[cfg(unix)]
#[test]
fn an_interrupted_comparison_gives_the_answer_so_far() {
    let arguments = ["compare", "two-sided", "--lever", "stalemate", "--runs", "20000", "--draws", "20000", "--json"];
    let comparison = crate::answer_when_interrupted(&arguments);
    assert_eq!(comparison["interrupted"], true);
    assert!(comparison["draws"].as_u64().is_some_and(|draws| draws > 0 && draws < 20_000));
    assert!(comparison["command"].as_str().is_some_and(|command| command.contains("--draws 20000")));
}
