//! Whole files as this program writes them, made once, from which targets start.

use serde_json::Value;
use standoff_breakdown::bundle::inputs::BundleInputs;
use standoff_breakdown::bundle::write::write_bundle;
use standoff_breakdown::week::Breakdown;
use standoff_lab::atomic_write::IfExists;
use standoff_lab::{ForecastRequest, Resolution, run_forecast};
use standoff_scenario::evidence::Log;
use standoff_scenario::{Scenario, Source, builtin, date, template};
use standoff_table::Table;
use standoff_verify::seal::{SealContext, seal_forecast};
use std::sync::LazyLock;
use std::sync::atomic::AtomicBool;

/// The small scenario.
pub static SMALL: LazyLock<Scenario> = LazyLock::new(|| builtin::load("two-sided").expect("it is built in"));
/// The default scenario, which has all that a scenario can have.
pub static LARGE: LazyLock<Scenario> = LazyLock::new(|| builtin::load(builtin::DEFAULT).expect("it is built in"));

/// The scenario that a new one starts from, which tests use too.
pub static TEMPLATE: LazyLock<Scenario> =
    LazyLock::new(|| Scenario::parse(&Source::new("war.toml", template::text("war"))).expect("it is a scenario").0);

/// The parts of a bundle.
pub struct MadeBundle {
    /// Text of the manifest.
    pub manifest: String,
    /// Text of the findings.
    pub findings: String,
    /// The runs.
    pub runs: Table,
    /// Text of the sealed forecast.
    pub sealed: String,
}

/// A breakdown of the default scenario, as JSON.
pub static BREAKDOWN: LazyLock<Value> = LazyLock::new(make_breakdown);

fn make_breakdown() -> Value {
    let request =
        ForecastRequest { runs: 4, draws: 1, resolution: Resolution::Sketch, ..ForecastRequest::new(LARGE.clone()) };
    let made = run_forecast(&request, &AtomicBool::new(false), &|_| ()).expect("it is played");
    let log = Log::read(&builtin::evidence(builtin::DEFAULT), &LARGE).expect("it is built in").0;
    let week = Breakdown::of_forecast(&made, &request, &log, LARGE.start).expect("it is measured");
    serde_json::to_value(&week).expect("it is written as JSON")
}

/// A bundle of the small scenario.
pub static BUNDLE: LazyLock<MadeBundle> = LazyLock::new(make_bundle);

fn make_bundle() -> MadeBundle {
    let request =
        ForecastRequest { runs: 6, draws: 2, resolution: Resolution::Sketch, ..ForecastRequest::new(SMALL.clone()) };
    let made = run_forecast(&request, &AtomicBool::new(false), &|_| ()).expect("it is played");
    let how = SealContext { scenario: &SMALL, set: &[], made: date(2025, 12, 5), evidence: None };
    let sealed = seal_forecast(&made.findings, &how).and_then(|sealed| sealed.to_json()).expect("it is sealed");
    let folder = tempfile::tempdir().expect("there is a folder for temporary files");
    let place = folder.path().join("bundle");
    let text = builtin::source("two-sided").expect("it is built in");
    let inputs = BundleInputs::new(text.text(), None, "standoff forecast .".to_owned());
    write_bundle((&place, IfExists::Keep), &made, &request, None, &inputs).expect("it is written");
    let text = |name: &str| std::fs::read_to_string(place.join(name)).expect("it was written");
    let runs = Table::read(&place.join("runs.parquet")).expect("it was written");
    MadeBundle { manifest: text("manifest.json"), findings: text("findings.json"), runs, sealed }
}
