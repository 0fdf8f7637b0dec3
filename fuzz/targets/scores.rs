//! Forecasts and outcomes, two tables parted by a form feed: read and scored.

#![no_main]

use libfuzzer_sys::fuzz_target;
use standoff_fuzz::diagnostics::assert_refusal;
use standoff_scenario::Diagnostics;
use standoff_table::Table;
use standoff_verify::scoring::forecast_table::read_forecasts;
use standoff_verify::scoring::{ForecastSet, Outcomes, ScoringSettings, score_forecasts};

fuzz_target!(|text: &str| {
    let (outcomes, forecasts) = text.split_once('\u{c}').unwrap_or((text, text));
    for settings in [ScoringSettings::default(), ScoringSettings { every: true, bins: 3, seed: 2 }] {
        if let Err(found) = score(outcomes, forecasts, &settings) {
            return assert_refusal(&found);
        }
    }
});

fn score(outcomes: &str, forecasts: &str, settings: &ScoringSettings) -> Result<(), Diagnostics> {
    let outcomes = Outcomes::read(&Table::parse("outcomes.csv", outcomes)?)?;
    for outcome in &outcomes.list {
        assert_eq!(outcomes.find(&outcome.question), Some(outcome));
    }
    let stated = read_forecasts(&Table::parse("forecasts.csv", forecasts)?, &outcomes)?;
    let mut set = ForecastSet::default();
    set.add_forecasts("forecasts.csv", stated)?;
    let scores = score_forecasts(&set, &outcomes, settings)?;
    let written = serde_json::to_value(&scores).expect("scores are written as JSON");
    for chances in scores.forecasters.iter().filter_map(|one| one.chances.as_ref()) {
        assert!((0.0..=1.0).contains(&chances.brier), "{written}");
    }
    Ok(())
}
