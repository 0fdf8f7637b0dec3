//! What a bundle must hold.

use standoff_analysis::explanation::draw_table::DrawTable;
use standoff_breakdown::bundle::draw_table::read_draw_table;
use standoff_breakdown::bundle::inputs::BundleInputs;
use standoff_breakdown::bundle::read::read_bundle;
use standoff_breakdown::bundle::write::write_bundle;
use standoff_lab::atomic_write::IfExists;
use standoff_lab::outcome::named::Outcome;
use standoff_lab::{ForecastRequest, Resolution, run_forecast};
use standoff_scenario::builtin;
use std::sync::atomic::AtomicBool;

fn sample_request(name: &str, runs: usize, draws: usize) -> ForecastRequest {
    let scenario = builtin::load(name).expect("a built-in scenario");
    ForecastRequest { runs, draws, resolution: Resolution::Coarse, ..ForecastRequest::new(scenario) }
}

/// What a bundle tells of its draws is what the runs told.
#[test]
fn a_bundle_tells_what_the_runs_told() {
    let request = sample_request("two-sided", 64, 8);
    let made = run_forecast(&request, &AtomicBool::new(false), &|_| ()).expect("a forecast");
    let folder = tempfile::tempdir().expect("a folder");
    let target = folder.path().join("bundle");
    let text = builtin::source("two-sided").expect("a built-in scenario");
    let inputs = BundleInputs::new(text.text(), None, "standoff forecast .".to_owned());
    write_bundle((&target, IfExists::Replace), &made, &request, None, &inputs).expect("a bundle");
    let bundle = read_bundle(&target).expect("the same bundle");
    let outcomes = Outcome::list(&request.scenario);
    let from_runs = DrawTable::from_runs(&request.scenario, &made.draws, &outcomes);
    assert_eq!(read_draw_table(&bundle, &request.scenario, &outcomes).expect("a table"), from_runs);
    let other = builtin::load("ukraine-2025-12").expect("a built-in scenario");
    let refused = read_draw_table(&bundle, &other, &outcomes).expect_err("another scenario");
    assert!(refused.to_string().contains("two-sided"), "{refused}");
}
