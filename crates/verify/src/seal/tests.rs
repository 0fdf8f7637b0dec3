//! Seals hold, and break at every change.

use super::*;
use serde_json::Value;
use standoff_lab::forecast::findings::Findings;
use standoff_lab::forecast::request::ForecastRequest;
use standoff_lab::forecast::run_forecast::run_forecast;
use standoff_scenario::{builtin, date};
use std::fs;
use std::sync::atomic::AtomicBool;

fn make_sealed() -> (Findings, SealedForecast) {
    let scenario = builtin::load("two-sided").unwrap();
    let request = ForecastRequest {
        runs: 12,
        draws: 3,
        seed: u64::MAX,
        command: "standoff forecast two-sided".to_owned(),
        ..ForecastRequest::new(scenario.clone())
    };
    let findings = run_forecast(&request, &AtomicBool::new(false), &|_| ()).unwrap().findings;
    let how = SealContext { scenario: &scenario, set: &[], made: date(2025, 12, 5), evidence: Some("ab") };
    let sealed = seal_forecast(&findings, &how).unwrap();
    (findings, sealed)
}

fn is_intact(text: &str) -> bool {
    SealedFile::parse("f.json", text).is_ok_and(|found| found.check_against(&CheckAgainst::default()).intact)
}

#[test]
fn what_is_sealed_is_read_and_intact() {
    let (findings, sealed) = make_sealed();
    let found = SealedFile::parse("f.json", &sealed.to_json().unwrap()).unwrap();
    assert_eq!(found.sealed, sealed);
    let scenario = builtin::load("two-sided").unwrap();
    let verdict =
        found.check_against(&CheckAgainst { findings: Some(&findings), scenario: Some(&scenario), log: None });
    assert!(verdict.intact && verdict.parts.len() == 3, "{verdict:#?}");
    let mut other = findings;
    other.provenance.seed = 2;
    let default = builtin::load(builtin::DEFAULT).unwrap();
    let verdict = found.check_against(&CheckAgainst { findings: Some(&other), scenario: Some(&default), log: None });
    assert_eq!(verdict.parts.iter().map(|part| part.same).collect::<Vec<_>>(), [true, false, false]);
    assert!(!verdict.intact);
}

#[test]
fn the_wording_is_there_in_full() {
    let (findings, sealed) = make_sealed();
    let question = &sealed.questions[0];
    assert_eq!((question.event.as_str(), question.stage.as_str(), question.mutual), ("ceasefire", "in-effect", true));
    assert!((question.p.unwrap() - findings.questions[0].p.unwrap()).abs() <= 5e-5);
    assert!(question.outside_view.is_some() && sealed.paths.len() > 1 && sealed.holds.len() > 1);
    assert_eq!(sealed.seed, u64::MAX.to_string());
}

/// Changing, adding or removing any value breaks the seal; white space and the order of keys do not.
#[test]
fn every_change_breaks_the_seal() {
    let (_, sealed) = make_sealed();
    let text = sealed.to_json().unwrap();
    let value: Value = serde_json::from_str(&text).unwrap();
    assert!(is_intact(&value.to_string()) && is_intact(&text.replace('\n', " ")));
    let lines: Vec<&str> = text.lines().collect();
    for at in 0..lines.len() {
        let Some((key, old)) = lines[at].split_once(": ").filter(|(_, old)| !old.starts_with(['{', '['])) else {
            continue;
        };
        let new = if old.starts_with('"') { old.replacen('"', "\"x", 1) } else { format!("7{old}") };
        let changed = [&lines[..at], &[&format!("{key}: {new}")], &lines[at + 1..]].concat().join("\n");
        assert!(!is_intact(&changed), "line {at}: {key}");
    }
    assert!(!is_intact(&text.replacen('{', "{\"more\": 1,", 1)));
    assert!(!is_intact(&text.replacen('{', "{\"made\": \"2024-01-01\",", 1)), "a key that stands twice");
}

#[test]
fn what_is_no_sealed_forecast_is_refused() {
    let text = make_sealed().1.to_json().unwrap();
    let code = |text: &str| SealedFile::parse("f", text).unwrap_err().iter().next().unwrap().code;
    assert_eq!(code(&text[..text.len() / 2]), "damaged");
    assert_eq!(code("{}"), "not-sealed");
    assert_eq!(code(&text.replace("\"format\": 1", "\"format\": 2")), "other-version");
    assert_eq!(code(&text.replace("\"questions\"", "\"question\"")), "damaged");
}

#[test]
fn files_are_written_whole_and_not_over_others() {
    let (folder, sealed) = (tempfile::tempdir().unwrap(), make_sealed().1);
    let path = folder.path().join("new/f.json");
    sealed.write(&path, false).unwrap();
    assert!(SealedFile::read(&path).unwrap().seal_holds());
    fs::write(&path, "kept").unwrap();
    assert!(sealed.write(&path, false).is_err());
    assert_eq!(fs::read_to_string(&path).unwrap(), "kept");
    sealed.write(&path, true).unwrap();
    assert!(SealedFile::read(&path).unwrap().seal_holds());
    assert_eq!(fs::read_dir(path.parent().unwrap()).unwrap().count(), 1);
}

/// A forecast made without evidence was not made with any that is named.
#[test]
fn evidence_that_was_not_sealed_does_not_pass() {
    let (findings, _) = make_sealed();
    let scenario = builtin::load("two-sided").unwrap();
    let how = SealContext { scenario: &scenario, set: &[], made: date(2025, 12, 5), evidence: None };
    let text = seal_forecast(&findings, &how).unwrap().to_json().unwrap();
    let found = SealedFile::parse("f.json", &text).unwrap();
    let log = standoff_scenario::evidence::Log::read(&[], &scenario).unwrap().0;
    assert!(found.check_against(&CheckAgainst::default()).intact);
    let verdict = found.check_against(&CheckAgainst { log: Some(&log), ..CheckAgainst::default() });
    let part = verdict.parts.last().unwrap();
    assert_eq!((verdict.intact, part.part.as_str(), part.stated.as_str()), (false, "evidence", "none"));
}
