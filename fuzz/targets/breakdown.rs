//! A breakdown whose values were changed: what is read becomes a brief.

#![no_main]

use arbitrary::Arbitrary;
use libfuzzer_sys::fuzz_target;
use standoff_breakdown::week::Breakdown;
use standoff_brief::weekly::compose_brief;
use standoff_fuzz::json_edits::{JsonEdit, edit_json};
use standoff_fuzz::made::BREAKDOWN;

#[derive(Debug, Arbitrary)]
enum Input<'a> {
    Text(&'a str),
    Changed(Vec<JsonEdit<'a>>),
}

fuzz_target!(|input: Input<'_>| {
    let text = match input {
        Input::Text(text) => text.to_owned(),
        Input::Changed(edits) => edit_json(BREAKDOWN.clone(), &edits[..edits.len().min(6)]).to_string(),
    };
    match Breakdown::parse(&text) {
        Ok(breakdown) => {
            let document = compose_brief(&breakdown);
            assert!(!document.html().is_empty() && !document.markdown().is_empty());
            for picture in document.pictures() {
                assert!(picture.alone.starts_with("<svg") && !picture.csv.is_empty());
            }
        }
        Err(what) => assert!(!what.is_empty()),
    }
});
