//! A sealed forecast that was changed, with its seal made anew or left as it was: checked, written, read and scored.

#![no_main]

use arbitrary::Arbitrary;
use libfuzzer_sys::fuzz_target;
use standoff_fuzz::diagnostics::assert_refusal;
use standoff_fuzz::json_edits::{JsonEdit, edit_json};
use standoff_fuzz::made::{BUNDLE, SMALL};
use standoff_scenario::evidence::Log;
use standoff_table::Table;
use standoff_verify::scoring::{ForecastSet, Outcomes, ScoringSettings, score_forecasts};
use standoff_verify::seal::{CheckAgainst, SealedFile, digest_json};

#[derive(Debug, Arbitrary)]
struct Changed<'a> {
    edits: Vec<JsonEdit<'a>>,
    sealed_anew: bool,
    text: Option<&'a str>,
}

/// Outcomes of the questions and of some headline figures.
const OUTCOMES: &str = "question,outcome,resolved\nceasefire-year,yes,2026-03-01\nholds-12,no,2027-01-01\n";

fuzz_target!(|changed: Changed<'_>| {
    let text = match changed.text {
        Some(text) => text.to_owned(),
        None => changed_text(&changed),
    };
    let file = match SealedFile::parse("fuzz.json", &text) {
        Ok(file) => file,
        Err(found) => return assert_refusal(&found),
    };
    let log = Log::empty(&SMALL);
    let verdict = file.check_against(&CheckAgainst { findings: None, scenario: Some(&SMALL), log: Some(&log) });
    assert_eq!(verdict.parts.len(), 3);
    assert_eq!(verdict.parts[0].same, file.seal_holds());
    let written = file.sealed.to_json().expect("what was read is written");
    SealedFile::parse("again.json", &written).expect("what was written is read");
    score(&file);
});

fn changed_text(changed: &Changed<'_>) -> String {
    let made = serde_json::from_str(&BUNDLE.sealed).expect("it was written");
    let mut value = edit_json(made, &changed.edits[..changed.edits.len().min(8)]);
    if let Some(keys) = value.as_object_mut().filter(|_| changed.sealed_anew) {
        keys.remove("seal");
        let seal = digest_json(&value);
        value["seal"] = seal.into();
    }
    value.to_string()
}

fn score(file: &SealedFile) {
    let table = Table::parse("outcomes.csv", OUTCOMES).expect("it is a table");
    let outcomes = Outcomes::read(&table).expect("they are outcomes");
    let mut set = ForecastSet::default();
    match set.add_sealed(file, &outcomes) {
        Ok(()) => {
            drop(score_forecasts(&set, &outcomes, &ScoringSettings::default()).map_err(|found| assert_refusal(&found)))
        }
        Err(found) => assert_refusal(&found),
    }
}
