//! A shipped scenario with some lines changed: read, and played if it is accepted.

#![no_main]

use arbitrary::Arbitrary;
use libfuzzer_sys::fuzz_target;
use standoff_fuzz::diagnostics::{assert_refusal, assert_warnings};
use standoff_fuzz::editing::{Edit, edit_text};
use standoff_fuzz::playing::assert_plays;
use standoff_scenario::{Scenario, Source, builtin, template};

#[derive(Debug, Arbitrary)]
struct Edited<'a> {
    base: u8,
    edits: Vec<Edit<'a>>,
}

fuzz_target!(|edited: Edited<'_>| {
    let text = match edited.base % 4 {
        0 | 1 => source("two-sided"),
        2 => template::text("fuzz"),
        _ => source(builtin::DEFAULT),
    };
    let text = edit_text(&text, &edited.edits[..edited.edits.len().min(16)]);
    match Scenario::parse(&Source::new("fuzz.toml", text)) {
        Ok((scenario, warnings)) => {
            assert_warnings(&warnings);
            assert_plays(scenario);
        }
        Err(found) => assert_refusal(&found),
    }
});

fn source(name: &str) -> String {
    builtin::source(name).expect("it is built in").text().to_owned()
}
