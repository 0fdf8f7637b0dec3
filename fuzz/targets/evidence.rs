//! An event log, CSV or JSON: what is accepted is written and read again to the same events.

#![no_main]

use libfuzzer_sys::fuzz_target;
use standoff_fuzz::diagnostics::{assert_refusal, assert_warnings};
use standoff_fuzz::made::{LARGE, TEMPLATE};
use standoff_scenario::evidence::Log;
use standoff_scenario::{Scenario, Source, date};

/// Largest log that is read, in bytes.
const LARGEST: usize = 10 * 1024 * 1024;
/// Parts the files of one log.
const FORM_FEED: char = '\u{c}';

fuzz_target!(|text: &str| {
    // One that begins with the sign is a log of the template, as the cases of the tests are; the others are of the default scenario.
    let (scenario, text) = match text.strip_prefix(FORM_FEED) {
        Some(text) => (&*TEMPLATE, text),
        None => (&*LARGE, text),
    };
    let sources: Vec<Source> = text.split(FORM_FEED).map(|text| Source::new("fuzz.csv", text)).collect();
    match Log::read(&sources, scenario) {
        Ok((log, warnings)) => {
            assert_warnings(&warnings);
            assert_read_again(&log, scenario);
        }
        Err(found) => assert_refusal(&found),
    }
});

fn assert_read_again(log: &Log, scenario: &Scenario) {
    let last = date(9999, 12, 31);
    for (name, text) in [("again.csv", log.to_csv()), ("again.json", log.to_json())] {
        // JSON repeats the names of columns, and a large log may pass what may be read.
        if text.len() > LARGEST {
            continue;
        }
        match Log::read(&[Source::new(name, text.as_str())], scenario) {
            Ok((again, _)) => {
                let same = again.events.iter().zip(&log.events).all(|(one, other)| one.same_row(other));
                assert!(same && again.events.len() == log.events.len(), "written as {text}: {:?}", log.events);
                assert_eq!(again.digest(last), log.digest(last));
            }
            Err(found) => panic!("written as {text} and refused: {found}"),
        }
    }
}
