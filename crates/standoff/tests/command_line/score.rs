//! `standoff score`, sealed forecasts, and `standoff questions`.

use crate::{ProgramOutput, SMALL, all_keys, run_standoff};
use serde_json::Value;
use std::fs;
use std::path::Path;
use tempfile::TempDir;

/// A folder with files.
fn folder_with(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    files.iter().for_each(|(name, text)| fs::write(folder.path().join(name), text).unwrap());
    folder
}

fn path_in(folder: &TempDir, name: &str) -> String {
    folder.path().join(name).to_str().unwrap().to_owned()
}

fn seal_forecast(folder: &TempDir, more: &[&str]) -> (String, ProgramOutput) {
    let file = path_in(folder, "s.json");
    let own = ["--seal", file.as_str(), "--made", "2025-12-05"];
    let said = run_standoff(SMALL.iter().chain(&own).chain(more).copied());
    (file, said)
}

const OUTCOMES: &str = "question,outcome,resolved\nrain,yes,2001-06-01\nsnow,no,2001-06-01\n";
const PEOPLE: &str = "forecaster,question,made,probability\nann,rain,2001-05-01,0.8\nann,snow,2001-05-01,0.3\nbob,rain,2001-05-01,0.5\nbob,snow,2001-05-01,0.5\n";

#[test]
fn people_are_scored() {
    let folder = folder_with(&[("o.csv", OUTCOMES), ("f.csv", PEOPLE)]);
    let (outcomes, people) = (path_in(&folder, "o.csv"), path_in(&folder, "f.csv"));
    let found = run_standoff(["score", &people, "--outcomes", &outcomes, "--json"]).parse_json();
    let brier = |at: usize| found["forecasters"][at]["chances"]["brier"].as_f64().unwrap();
    assert!((brier(0) - 0.065).abs() < 1e-12 && (brier(1) - 0.25).abs() < 1e-12);
    assert_eq!(found["pairs"][0]["questions"], 2);
    let page = run_standoff(["score", &people, "--outcomes", &outcomes]);
    assert_eq!((page.status, page.stderr.as_str()), (0, ""));
    assert!(page.stdout.contains("Does it mean what it says? ann") && page.stdout.contains("share that happened"));
}

#[test]
fn json_has_the_documented_keys() {
    let made = folder_with(&[(
        "o.csv",
        "question,outcome,resolved\nceasefire-in-a-year,no,2026-05-31\narea-12-from-2025-06-01,90,2026-06-01\n",
    )]);
    let (file, said) = seal_forecast(&made, &[]);
    assert_eq!(said.status, 0, "{}", said.stderr);
    let scored = run_standoff(["score", &file, "--outcomes", &path_in(&made, "o.csv"), "--json"]).parse_json();
    let checked = run_standoff(["score", "check", &file, "--json"]).parse_json();
    let asked =
        run_standoff(["questions", "two-sided", "--runs", "16", "--draws", "2", "--quiet", "--json"]).parse_json();
    let written: Value = serde_json::from_str(&fs::read_to_string(&file).unwrap()).unwrap();
    let page = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/src/json-keys.md")).unwrap();
    for found in [scored, checked, asked, written] {
        for key in all_keys(&found) {
            assert!(page.contains(&format!("| `{key}` |")), "`{key}` is not documented");
        }
    }
}

#[test]
fn a_sealed_forecast_is_intact_until_it_is_changed() {
    let folder = folder_with(&[]);
    let bundle = path_in(&folder, "bundle");
    let (file, said) = seal_forecast(&folder, &["--out", &bundle, "--set", "front.moves=0.6"]);
    assert_eq!((said.status, said.stderr.as_str()), (0, ""));
    let intact =
        run_standoff(["score", "check", &file, "--bundle", &bundle, "--scenario", "two-sided", "--json"]).parse_json();
    assert_eq!((&intact[0]["intact"], intact[0]["parts"].as_array().map(Vec::len)), (&true.into(), Some(3)));
    let text = fs::read_to_string(&file).unwrap();
    fs::write(&file, text.replacen("2025-12-05", "2025-12-06", 1)).unwrap();
    let changed = run_standoff(["score", "check", &file]);
    assert_eq!(changed.status, 1);
    assert!(changed.stdout.contains("seal broken") && changed.stderr.contains("not intact"));
    let other = path_in(&folder, "o.csv");
    fs::write(&other, OUTCOMES).unwrap();
    run_standoff(["score", &file, "--outcomes", &other]).assert_refused(&["broken-seal", "score check"]);
}

#[test]
fn other_findings_and_scenarios_are_told() {
    let folder = folder_with(&[]);
    let (file, _) = seal_forecast(&folder, &[]);
    let bundle = path_in(&folder, "bundle");
    assert_eq!(run_standoff(SMALL.iter().chain(&["--seed", "2", "--out", &bundle]).copied()).status, 0);
    let findings = run_standoff(["score", "check", &file, "--bundle", &bundle]);
    assert!(findings.status == 1 && findings.stdout.contains("the bundle has others"), "{}", findings.stdout);
    let scenario = run_standoff(["score", "check", &file, "--scenario", "ukraine-2025-12"]);
    assert!(scenario.status == 1 && scenario.stdout.contains("the one given differs"));
}

#[test]
fn a_forecast_on_evidence_seals_its_evidence() {
    let header = "id,kind,date,until,party,subject,answer,value,unit,source,confidence,known,replaces,distinct,note\n";
    let rows = format!("{header}june,losses,2025-06-02,,invader,,,900,people,ours,0.9,2025-06-03,,,\n");
    let folder = folder_with(&[("log.csv", &rows), ("none.csv", header)]);
    let (file, log) = (path_in(&folder, "s.json"), path_in(&folder, "log.csv"));
    let said = run_standoff(
        [
            &["assimilate", "two-sided", "--evidence", &log, "--as-of", "2025-06-10", "--no-prior"][..],
            &["--seal", &file, "--runs", "16", "--draws", "2", "--quiet"],
        ]
        .concat(),
    );
    assert_eq!(said.status, 0, "{}", said.stderr);
    let check =
        |log: &str| run_standoff(["score", "check", &file, "--scenario", "two-sided", "--evidence", log, "--json"]);
    let parts = |said: ProgramOutput| {
        let found: Value = serde_json::from_str(&said.stdout).unwrap();
        let parts = found[0]["parts"].as_array().unwrap().clone();
        parts.iter().map(|part| (part["part"].to_string(), part["same"] == true)).collect::<Vec<_>>()
    };
    let part = |name: &str, same| (format!("\"{name}\""), same);
    assert_eq!(parts(check(&log)), [part("seal", true), part("scenario", true), part("evidence", true)]);
    assert_eq!(parts(check(&path_in(&folder, "none.csv"))).last(), Some(&part("evidence", false)));
    // Evidence is read by a scenario, and a forecast made without any does not stand up to some.
    run_standoff(["score", "check", &file, "--evidence", &log]).assert_refused(&["--scenario"]);
    run_standoff(["score", "check", &file, "--no-record"]).assert_refused(&["--scenario"]);
    fs::remove_file(&file).unwrap();
    let (file, _) = seal_forecast(&folder, &[]);
    assert_eq!(run_standoff(["score", "check", &file, "--scenario", "two-sided"]).status, 0);
    let said = run_standoff(["score", "check", &file, "--scenario", "two-sided", "--evidence", &log]);
    assert_eq!(said.status, 1, "{}", said.stdout);
    assert!(said.stdout.contains("the forecast was made without, and some was given"), "{}", said.stdout);
}

/// A second file that asks something else under the name of an outcome is refused; one that asks the same later is not.
#[test]
fn one_name_is_one_question() {
    let own = include_str!("../../../../scenarios/two-sided/scenario.toml");
    let other = own.replace("by = 2026-05-31", "by = 2026-05-30");
    let folder = folder_with(&[
        ("o.csv", "question,outcome,resolved\nceasefire-in-a-year,no,2026-05-31\n"),
        ("same.toml", own),
        ("other.toml", &other),
    ]);
    let (first, outcomes) = (seal_forecast(&folder, &[]).0, path_in(&folder, "o.csv"));
    let score = |name: &str, made: &str| {
        let (scenario, file) =
            (path_in(&folder, &format!("{name}.toml")), path_in(&folder, &format!("{name}-{made}.json")));
        let small = ["--runs", "16", "--draws", "2", "--quiet"];
        let made = [&["forecast", &scenario, "--seal", &file, "--made", made][..], &small].concat();
        assert_eq!(run_standoff(made).status, 0);
        run_standoff(["score", &first, &file, "--outcomes", &outcomes])
    };
    assert_eq!(score("same", "2025-12-12").status, 0);
    score("same", "2025-12-05").assert_refused(&["forecast-twice", "s.json", "same-2025-12-05.json"]);
    score("other", "2025-12-12").assert_refused(&[
        "other-question",
        "s.json",
        "other-2025-12-12.json",
        "`by` is `2026-05-31`",
    ]);
}

#[test]
fn what_is_no_sealed_forecast_is_refused() {
    let folder = folder_with(&[("none.json", "{}"), ("table.csv", PEOPLE)]);
    let (file, _) = seal_forecast(&folder, &[]);
    let text = fs::read_to_string(&file).unwrap();
    fs::write(&file, &text[..text.len() / 2]).unwrap();
    run_standoff(["score", "check", &file]).assert_refused(&["damaged", "s.json", "cut off"]);
    fs::write(&file, text.replace("\"format\": 1", "\"format\": 9")).unwrap();
    run_standoff(["score", "check", &file]).assert_refused(&["other-version", "version 9", "version 1"]);
    run_standoff(["score", "check", &path_in(&folder, "none.json")]).assert_refused(&["not-sealed"]);
    run_standoff(["score", "check", &path_in(&folder, "table.csv")]).assert_refused(&["damaged"]);
    run_standoff(["score", "check", &path_in(&folder, "absent.json")]).assert_refused(&["absent.json"]);
}

#[test]
fn a_file_that_stands_there_is_not_replaced_unless_asked() {
    let folder = folder_with(&[("s.json", "years of work")]);
    let (file, said) = seal_forecast(&folder, &[]);
    said.assert_refused(&["file-exists", "--force"]);
    assert_eq!(fs::read_to_string(&file).unwrap(), "years of work");
    assert_eq!(seal_forecast(&folder, &["--force"]).1.status, 0);
    assert_eq!(run_standoff(["score", "check", &file]).status, 0);
    run_standoff(SMALL.iter().chain(&["--seal", "x.json", "--made", "2024-01-01"]).copied())
        .assert_refused(&["before-start"]);
    run_standoff(SMALL.iter().chain(&["--made", "2026-01-01"]).copied()).assert_refused(&["--seal"]);
}

/// The seal can be had with everyday tools.
#[test]
fn the_seal_can_be_checked_by_hand() {
    let folder = folder_with(&[]);
    let (file, _) = seal_forecast(&folder, &[]);
    let seal = run_standoff(["score", "check", &file, "--json"]).parse_json()[0]["parts"][0]["stated"]
        .as_str()
        .unwrap()
        .to_owned();
    let python = "import hashlib,json,sys; v=json.load(open(sys.argv[1])); del v['seal']; \
                  print(hashlib.sha256(json.dumps(v, sort_keys=True, separators=(',', ':'), ensure_ascii=False).encode()).hexdigest())";
    for (program, arguments) in [
        ("sh", ["-c", "jq -jcS 'del(.seal)' \"$0\" | sha256sum", file.as_str()]),
        ("python3", ["-c", python, file.as_str()]),
    ] {
        let known = Path::new("/usr/bin/jq").exists() || program != "sh";
        let Some(output) = std::process::Command::new(program).args(arguments).output().ok().filter(|_| known) else {
            continue;
        };
        let text = String::from_utf8(output.stdout).unwrap();
        assert_eq!(text.split_whitespace().next(), Some(seal.as_str()), "{program}");
    }
}

#[test]
fn wrong_tables_are_refused_at_their_place() {
    let refused = |outcomes: &str, forecasts: &str, words: &[&str]| {
        let folder = folder_with(&[("o.csv", outcomes), ("f.csv", forecasts)]);
        run_standoff(["score", &path_in(&folder, "f.csv"), "--outcomes", &path_in(&folder, "o.csv")])
            .assert_refused(words);
    };
    refused(OUTCOMES, &PEOPLE.replace("0.8", "80%"), &["f.csv:2:", "percent", "write 0.8"]);
    refused(OUTCOMES, &PEOPLE.replace("0.3", "1.3"), &["f.csv:3:", "out-of-bounds", "0 to 1"]);
    refused(OUTCOMES, &PEOPLE.replace("bob", "ann"), &["f.csv:4:", "forecast-twice", "line 2 has"]);
    refused(&format!("{OUTCOMES}rain,yes,2001-06-01\n"), PEOPLE, &["o.csv:4:", "outcome-twice", "line 2 has"]);
    refused(&OUTCOMES.replace("yes", "1e300"), PEOPLE, &["o.csv:2:", "out-of-bounds", "1e15"]);
    refused(OUTCOMES, &PEOPLE.replacen("05-01", "07-01", 1), &["f.csv:2:", "foresight", "2001-06-01"]);
    refused(OUTCOMES, "", &["f.csv", "empty-table"]);
    refused("question,outcome,resolved\n", PEOPLE, &["o.csv", "empty-table"]);
    refused(&OUTCOMES.replace("yes", "perhaps"), PEOPLE, &["o.csv:2:", "`yes`, `no`"]);
    refused(&OUTCOMES.replace("outcome,", "result,"), PEOPLE, &["unknown-column", "outcome"]);
    run_standoff(["score", "f.csv"]).assert_refused(&["--outcomes"]);
    run_standoff(["score"]).assert_refused(&["FORECASTS"]);
}

#[test]
fn nothing_to_score_is_an_answer() {
    let folder = folder_with(&[("o.csv", "question,outcome,resolved\nrian,yes,2001-06-01\n"), ("f.csv", PEOPLE)]);
    let said = run_standoff(["score", &path_in(&folder, "f.csv"), "--outcomes", &path_in(&folder, "o.csv")]);
    assert_eq!((said.status, said.stderr.as_str()), (0, ""));
    assert!(said.stdout.contains("Nothing to score") && said.stdout.contains("did you mean `rain`?"));
}

const ASK: [&str; 7] = ["questions", "two-sided", "--runs", "32", "--draws", "4", "--quiet"];

fn run_questions(more: &[&'static str]) -> ProgramOutput {
    run_standoff(ASK.into_iter().chain(more.iter().copied()))
}

#[test]
fn one_question_is_asked_in_many_words() {
    let found = run_questions(&["--by", "2026-12-01", "--by", "2026-06-01", "--json"]).parse_json();
    let days: Vec<&str> =
        found["deadlines"].as_array().unwrap().iter().map(|day| day["by"].as_str().unwrap()).collect();
    assert_eq!(days, ["2026-06-01", "2026-12-01"]);
    assert_eq!(found["deadlines"][0]["presets"].as_array().map(Vec::len), Some(9));
    let page = run_questions(&[]);
    assert!(page.status == 0 && page.stdout.contains("The fine print, by 2026-05-31"), "{}", page.stderr);
    assert!(page.stdout.lines().count() <= 26 && page.stdout.contains("More: --report"), "{}", page.stdout);
    assert!(run_questions(&["--report"]).stdout.contains("The fine print, piece by piece"));
    assert_eq!(
        run_questions(&["--json", "--threads", "1"]).stdout,
        run_questions(&["--json", "--threads", "2"]).stdout
    );
    run_questions(&["--by", "2025-01-01"]).assert_refused(&["--by", "bad-date", "a day after"]);
    run_questions(&["--by", "soon"]).assert_refused(&["soon"]);
}

/// The same question has the same answer in a forecast and among the wordings.
#[test]
fn a_forecast_and_the_wordings_agree() {
    let forecast =
        run_standoff(["forecast", "two-sided", "--runs", "32", "--draws", "4", "--quiet", "--json"]).parse_json();
    let question = &forecast["questions"][0];
    let by = question["by"].as_str().unwrap();
    let found = run_standoff(ASK.into_iter().chain(["--by", by, "--json"])).parse_json();
    let presets = found["deadlines"][0]["presets"].as_array().unwrap();
    let same = presets.iter().find(|row| row["preset"] == "in-effect").unwrap();
    assert_eq!(same["chance"]["p"], question["p"]);
}

const RICH_OUTCOMES: &str = "question,outcome,resolved,categories,unit,cluster\n\
    talks,some,2001-06-01,none<some<many,,\nmember,north,2001-06-01,north|south|none,,\n\
    area-1,14,2001-06-01,,km2,front\narea-2,7,2001-06-01,,km2,front\ncost,3,2001-06-01,,EUR,\n";

fn rich_forecasts() -> String {
    let head = "forecaster,question,made,category,probability,level,member,value\n".to_owned();
    let category = |question: &str, name: &str, chance: f64| format!("ann,{question},2001-05-01,{name},{chance},,,\n");
    let talks: String =
        [("none", 0.2), ("some", 0.5), ("many", 0.3)].map(|(one, p)| category("talks", one, p)).concat();
    let member: String = [("north", 0.75), ("south", 0.25)].map(|(one, p)| category("member", one, p)).concat();
    let value = |question: &str, member: usize, value: f64| format!("ann,{question},2001-05-01,,,,{member},{value}\n");
    let members: String =
        [10.0, 12.0, 14.0, 20.0].into_iter().enumerate().map(|(at, x)| value("area-1", at, x)).collect();
    let others: String = [1.0, 7.0, 9.0].into_iter().enumerate().map(|(at, x)| value("area-2", at, x)).collect();
    let quantile = |level: f64, value: f64| format!("ann,cost,2001-05-01,,,{level},,{value}\n");
    let quantiles: String = [(0.25, 1.0), (0.5, 2.0), (0.75, 5.0)].map(|(level, x)| quantile(level, x)).concat();
    head + &talks + &member + &members + &others + &quantiles
}

#[test]
fn ensembles_and_categories_are_scored() {
    let folder = folder_with(&[("o.csv", RICH_OUTCOMES), ("f.csv", &rich_forecasts())]);
    let (outcomes, people) = (path_in(&folder, "o.csv"), path_in(&folder, "f.csv"));
    let found = run_standoff(["score", &people, "--outcomes", &outcomes, "--json"]).parse_json();
    let ann = &found["forecasters"][0];
    let figure = |value: &Value| value.as_f64().unwrap();
    // 0.2² + 0.5² + 0.3² = 0.38, and 0.25² + 0.25² = 0.125.
    assert!((figure(&ann["categories"]["brier"]) - (0.38 + 0.125) / 2.0).abs() < 1e-12);
    assert!((figure(&ann["categories"]["ordered"]["ranked"]) - (0.04 + 0.09)).abs() < 1e-12);
    // The mean distance is 3, and those between members add up to 64 over all pairs both ways.
    let answers = &ann["ensembles"]["answers"];
    assert!((figure(&answers[0]["crps"]) - (3.0 - 0.5 * 64.0 / 16.0)).abs() < 1e-12, "{answers}");
    assert!((figure(&answers[0]["fair_crps"]) - (3.0 - 0.5 * 64.0 / 12.0)).abs() < 1e-12);
    let mean = &ann["ensembles"]["means"][0];
    assert_eq!((&mean["unit"], &mean["questions"], &mean["clusters"]), (&"km2".into(), &2.into(), &1.into()));
    assert_eq!(mean["crps_error"], Value::Null);
    assert_eq!(ann["numbers"]["answers"][0]["weighted_interval_score"], ann["numbers"]["answers"][0]["quantile_score"]);
    let page = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/src/json-keys.md")).unwrap();
    for key in all_keys(&found) {
        assert!(page.contains(&format!("| `{key}` |")), "`{key}` is not documented");
    }
    let said = run_standoff(["score", &people, "--outcomes", &outcomes]);
    assert_eq!((said.status, said.stderr.as_str()), (0, ""));
    for words in ["Categories", "Ensembles", "large ensemble", "WIS: the levels", "Places of the outcomes"] {
        assert!(said.stdout.contains(words), "{words} in\n{}", said.stdout);
    }
    let other = run_standoff(["score", &people, "--outcomes", &outcomes, "--json", "--seed", "2"]).parse_json();
    assert_ne!(other["forecasters"][0]["ensembles"]["pit"], found["forecasters"][0]["ensembles"]["pit"]);
}

#[test]
fn chances_of_categories_must_be_whole() {
    let forecasts = "forecaster,question,made,category,probability\nann,talks,2001-05-01,some,0.5\n";
    let folder = folder_with(&[("o.csv", RICH_OUTCOMES), ("f.csv", forecasts)]);
    let said = run_standoff(["score", &path_in(&folder, "f.csv"), "--outcomes", &path_in(&folder, "o.csv")]);
    said.assert_refused(&["no-whole", "f.csv:2:", "add up to 0.5", "allowed: chances that add up to 1"]);
}

/// A file that is not there is not damaged.
#[test]
fn a_missing_file_is_said_to_be_missing() {
    let folder = folder_with(&[("o.csv", OUTCOMES)]);
    let (missing, outcomes) = (path_in(&folder, "missing.json"), path_in(&folder, "o.csv"));
    for said in [run_standoff(["score", &missing, "--outcomes", &outcomes]), run_standoff(["score", "check", &missing])]
    {
        said.assert_refused(&["missing-file", "there is no such file", "missing.json"]);
        assert!(!said.stderr.contains("damaged"), "{}", said.stderr);
    }
    let folder_name = folder.path().join("d.json");
    fs::create_dir(&folder_name).unwrap();
    run_standoff(["score", folder_name.to_str().unwrap(), "--outcomes", &outcomes])
        .assert_refused(&["this is a folder"]);
}
