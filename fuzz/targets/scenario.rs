//! The text of a scenario: read, and played if it is accepted.

#![no_main]

use libfuzzer_sys::fuzz_target;
use standoff_fuzz::diagnostics::{assert_refusal, assert_warnings};
use standoff_fuzz::playing::assert_plays;
use standoff_scenario::{Scenario, Source};

fuzz_target!(|data: &[u8]| {
    let source = match Source::from_bytes("fuzz.toml", data.to_vec()) {
        Ok(source) => source,
        Err(found) => return assert_refusal(&found),
    };
    match Scenario::parse(&source) {
        Ok((scenario, warnings)) => {
            assert_warnings(&warnings);
            assert_plays(scenario);
        }
        Err(found) => assert_refusal(&found),
    }
});
