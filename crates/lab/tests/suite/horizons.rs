//! A forecast says nothing of months that it did not simulate, whatever its horizon.

use serde_json::Value;
use standoff_lab::ensemble::design::Resolution;
use standoff_lab::forecast::findings::Findings;
use standoff_lab::forecast::request::ForecastRequest;
use standoff_lab::forecast::run_forecast::run_forecast;
use standoff_scenario::{Scenario, Source, template};
use std::sync::atomic::AtomicBool;

fn findings_at(horizon: usize, step: &str) -> Findings {
    let text = template::text("mine");
    let line =
        |key: &str| text.lines().find(|line| line.starts_with(&format!("{key} = "))).expect("the template has it");
    let text = text
        .replace(line("horizon"), &format!("horizon = {horizon}"))
        .replace(line("step"), &format!("step = \"{step}\""));
    let scenario: Scenario = Scenario::parse(&Source::new("mine.toml", text)).expect("a scenario").0;
    let request =
        ForecastRequest { runs: 8, draws: 4, resolution: Resolution::Sketch, ..ForecastRequest::new(scenario) };
    run_forecast(&request, &AtomicBool::new(false), &|_| {}).expect("a forecast").findings
}

/// Collects every number called `months` anywhere in an answer but in what is said of the past.
fn collect_months(path: &str, value: &Value, found: &mut Vec<(String, u64)>) {
    match value {
        Value::Object(entries) => entries.iter().for_each(|(key, value)| {
            if key == "months" {
                found.extend(value.as_u64().map(|months| (path.to_owned(), months)));
            }
            collect_months(&format!("{path}.{key}"), value, found);
        }),
        Value::Array(entries) => entries.iter().for_each(|value| collect_months(path, value, found)),
        _ => {}
    }
}

#[test]
fn no_month_lies_beyond_the_horizon_and_the_horizon_is_told() {
    let horizons = (1..=13).chain([18, 23, 24, 25, 36, 37, 48, 59, 60, 61, 90, 120]);
    for (horizon, step) in horizons.map(|horizon| (horizon, "month")).chain([(1, "week"), (7, "week"), (13, "week")]) {
        let findings = findings_at(horizon, step);
        let mut found = Vec::new();
        collect_months("", &serde_json::to_value(&findings).expect("JSON"), &mut found);
        let beyond: Vec<_> = found.iter().filter(|(_, months)| *months > horizon as u64).collect();
        assert!(beyond.is_empty(), "horizon {horizon}: {beyond:?}");
        let last =
            |name: &str| found.iter().filter(|(path, _)| path.starts_with(name)).map(|(_, months)| *months).max();
        for part in [".hold.survival", ".war_ends", ".deals", ".benchmark.families"] {
            assert_eq!(last(part), Some(horizon as u64), "horizon {horizon}: {part}");
        }
        // Front, coverage and the order are told where some future is contested.
        let contested = findings.paths.last().map(|at| at.months);
        assert!(
            contested == Some(horizon) || findings.ends.iter().all(|end| end.end != "still-at-war" || end.p == 0.0),
            "horizon {horizon}"
        );
        assert_eq!(findings.benchmark.near.months, horizon.min(12));
        assert_eq!(findings.talks.rounds_near.months, horizon.min(12));
        assert_eq!(findings.spread.months, horizon.min(12));
        assert!(findings.drivers.iter().all(|driver| driver.months == horizon.min(24)));
    }
}
