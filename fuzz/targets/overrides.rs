//! Numbers set by hand over a shipped scenario (`--set`): what is accepted is played.
//!
//! The parameters and most values are drawn from the bytes, since bytes alone would seldom spell a path.

#![no_main]

use arbitrary::Arbitrary;
use libfuzzer_sys::fuzz_target;
use standoff_fuzz::diagnostics::assert_refusal;
use standoff_fuzz::made::{LARGE, SMALL};
use standoff_fuzz::playing::assert_plays;
use standoff_scenario::{Override, Parameter, Scenario};
use std::time::Duration;

#[derive(Debug, Arbitrary)]
struct Settings<'a> {
    large: bool,
    weeks_later: Option<u8>,
    numbers: Vec<(u16, Value)>,
    text: Option<&'a str>,
}

#[derive(Debug, Arbitrary)]
enum Value {
    Lowest,
    Highest,
    Between(u8),
    Beyond(i8),
    Any(f64),
}

fuzz_target!(|settings: Settings<'_>| {
    let scenario: &Scenario = if settings.large { &LARGE } else { &SMALL };
    let mut texts: Vec<String> = settings.numbers.iter().take(12).map(|pair| setting(scenario, pair)).collect();
    texts.extend(settings.text.map(str::to_owned));
    let mut read = Vec::new();
    for text in &texts {
        match Override::parse(text, scenario) {
            Ok(one) => read.push(one),
            Err(found) => return assert_refusal(&found),
        }
    }
    match scenario.with_overrides(&read) {
        Ok(scenario) => assert_plays(match settings.weeks_later {
            None => scenario,
            Some(weeks) => later(&scenario, weeks),
        }),
        Err(found) => assert_refusal(&found),
    }
});

fn setting(scenario: &Scenario, (place, value): &(u16, Value)) -> String {
    let parameter: &Parameter = &scenario.parameters[usize::from(*place) % scenario.parameters.len()];
    let (low, high) = parameter.definition.bounds;
    let (low, high) = (low.max(-1e6), high.min(1e6));
    let value = match value {
        Value::Lowest => low,
        Value::Highest => high,
        Value::Between(share) => low + (high - low) * f64::from(*share) / 255.0,
        Value::Beyond(times) => parameter.value * f64::from(*times),
        Value::Any(value) => *value,
    };
    format!("{}={value}", parameter.path)
}

/// A forecast that begins weeks after the scenario does, as after a record.
fn later(scenario: &Scenario, weeks: u8) -> Scenario {
    let week = Duration::from_secs(7 * 24 * 3600);
    scenario.begun_on(scenario.start.saturating_add(week * u32::from(weeks)))
}
