//! Inputs of the classic models, changed as on the command line: refused, or computed.

#![no_main]

use arbitrary::Arbitrary;
use libfuzzer_sys::fuzz_target;
use standoff_engine::theory::{TheoryError, checks, run_check};
use standoff_fuzz::json_edits::{JsonEdit, edit_json};

#[derive(Debug, Arbitrary)]
enum Setting<'a> {
    Text(&'a str),
    Changed { input: u8, edits: Vec<JsonEdit<'a>> },
}

fuzz_target!(|chosen: (u8, Vec<Setting<'_>>)| {
    let (number, settings) = chosen;
    let check = &checks()[usize::from(number) % checks().len()];
    let word = |setting: &Setting<'_>| match setting {
        Setting::Text(text) => (*text).to_owned(),
        Setting::Changed { input, edits } => {
            let Some((name, value)) = check.inputs.iter().nth(usize::from(*input) % check.inputs.len().max(1)) else {
                return String::new();
            };
            format!("{name}={}", edit_json(value.clone(), &edits[..edits.len().min(4)]))
        }
    };
    let words: Vec<String> = settings.iter().take(4).map(word).collect();
    match run_check(&check.id, &words) {
        Ok(report) => drop(serde_json::to_string(&report).expect("it is written as JSON")),
        Err(error) => assert_reason(&error),
    }
});

fn assert_reason(error: &TheoryError) {
    assert!(!error.to_string().is_empty());
}
