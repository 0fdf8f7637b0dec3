//! Every interval on a record is taken between the populations of its filter (decision 93), in whatever command it is.
//!
//! The draws of a population are the same here but for the luck of their futures. Each analysis is made twice on them: as they
//! are, and as if each draw were a population by itself. Nothing but the intervals may differ, and every interval must.

use serde::Serialize;
use serde_json::Value;
use standoff_analysis::explanation::attribution::{CauseOrders, DelayRequest, attribute_delay};
use standoff_analysis::explanation::difference::{DifferenceRequest, Engine, explain_gap};
use standoff_analysis::explanation::draw_table::DrawTable;
use standoff_analysis::explanation::requirement::{RequirementRequest, find_requirement};
use standoff_analysis::explanation::threshold::{ThresholdRequest, find_threshold};
use standoff_analysis::options::compare::{ComparisonRequest, Sweep, compare_levers};
use standoff_analysis::options::paired::{PairedWorld, compare_worlds};
use standoff_analysis::options::policy::{MeasureRequest, PolicyRequest, compare_policies};
use standoff_lab::ensemble::design::{Design, Resolution};
use standoff_lab::ensemble::lever_setting::LeverSetting;
use standoff_lab::ensemble::posterior::{Posterior, PosteriorDraw};
use standoff_lab::ensemble::record_summary::RecordSummary;
use standoff_lab::outcome::named::Outcome;
use standoff_lab::progress::ProgressMonitor;
use standoff_scenario::{Lever, Override, Scenario, builtin};
use standoff_world::state::State;
use standoff_world::war::World;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

const POPULATIONS: usize = 8;
const DRAWS_OF_EACH: usize = 3;
const DRAWS: usize = POPULATIONS * DRAWS_OF_EACH;
const PATHS: usize = 60;
const RESOLUTION: Resolution = Resolution::Sketch;

static GOING: AtomicBool = AtomicBool::new(false);

fn monitor() -> ProgressMonitor<'static> {
    ProgressMonitor::new(&GOING, &|_| ())
}

fn two_sided() -> Scenario {
    builtin::load("two-sided").expect("a built-in scenario")
}

/// Draws that are the same within each population, which has the number that `label` gives to a draw.
fn record_with(label: fn(usize) -> usize) -> Arc<Posterior> {
    let scenario = two_sided();
    let values = scenario.draws(7, POPULATIONS as u32);
    let draw = |draw: usize| {
        let population = draw / DRAWS_OF_EACH;
        let values = values.values(population);
        let state = State::start(&World::new(scenario.war(&values)));
        let reasons = standoff_num::Draws::new(7, population as u32, 0);
        PosteriorDraw { values, reasons, states: vec![state], population: label(draw) }
    };
    Arc::new(Posterior {
        draws: (0..DRAWS).map(draw).collect(),
        record: RecordSummary::default(),
        series: Default::default(),
    })
}

/// Estimate in a result, with the keys that lead to it.
struct FoundEstimate {
    place: String,
    value: f64,
    width: Option<f64>,
}

fn collect_estimates(place: &str, json: &Value, found: &mut Vec<FoundEstimate>) {
    match json {
        Value::Object(keys) => {
            if let (Some(value), Some(low), Some(high)) = (keys.get("value"), keys.get("low"), keys.get("high")) {
                let width = high.as_f64().zip(low.as_f64()).map(|(high, low)| high - low);
                found.push(FoundEstimate { place: place.to_owned(), value: value.as_f64().expect("a number"), width });
            }
            keys.iter().for_each(|(key, inner)| collect_estimates(&format!("{place}.{key}"), inner, found));
        }
        Value::Array(all) => {
            all.iter().enumerate().for_each(|(at, inner)| collect_estimates(&format!("{place}.{at}"), inner, found));
        }
        _ => {}
    }
}

fn estimates_in(result: &impl Serialize) -> Vec<FoundEstimate> {
    let mut found = Vec::new();
    collect_estimates("", &serde_json::to_value(result).expect("a result is JSON"), &mut found);
    found
}

/// Makes an analysis on the record as it is, and with each draw as a population, and compares the intervals. The worst case of an
/// option is left out: it is one draw's.
fn check_intervals<T: Serialize>(analysis: impl Fn(Arc<Posterior>) -> T) {
    let [together, apart] =
        [|draw| draw / DRAWS_OF_EACH, |draw| draw].map(|label| estimates_in(&analysis(record_with(label))));
    assert!(!together.is_empty() && together.len() == apart.len());
    let mut logs = Vec::new();
    for (together, apart) in together.iter().zip(&apart).filter(|(one, _)| !one.place.ends_with(".worst")) {
        assert_eq!((&together.place, together.value), (&apart.place, apart.value));
        let [wide, narrow] = [together, apart].map(|one| one.width.expect(&one.place));
        if wide == 0.0 && narrow == 0.0 {
            continue;
        }
        // The ends of these are values of one or two draws of 60 futures, so two intervals may have both ends in common.
        let may_agree = [".ninety", ".worst_tenth"].iter().any(|one| together.place.ends_with(one));
        assert!(may_agree || wide != narrow, "{} knows nothing of populations: {wide}", together.place);
        if wide > 0.0 && narrow > 0.0 {
            logs.push((wide / narrow).ln());
        }
    }
    // Were the draws of a population the same to the last future, intervals would be wider by t(7)/sqrt(8) over t(23)/sqrt(24), which
    // is 1.98, and by t(7)/t(23) = 1.14 if they had nothing in common.
    let ratio = (logs.iter().sum::<f64>() / logs.len() as f64).exp();
    assert!((1.3..2.1).contains(&ratio), "intervals are {ratio} times as wide, over {}", logs.len());
}

fn two_sided_outcome(name: &str) -> Outcome {
    Outcome::find(name, &two_sided()).expect("an outcome")
}

/// Other odds at the front from the start.
fn odds_setting(odds: f64) -> LeverSetting {
    const PATH: &str = "front.odds";
    let scenario = two_sided();
    let place = scenario.parameter_place(PATH).expect("a parameter");
    LeverSetting::as_stated(Lever::setting_values(&scenario, PATH, PATH, vec![(place, odds)]))
}

#[test]
fn comparisons_of_levers() {
    let point = |odds: f64| (odds, odds_setting(odds));
    let (subject, title, unit) = ("front.odds".to_owned(), String::new(), String::new());
    let sweep = Sweep { subject, title, unit, points: vec![point(0.4), point(0.7)] };
    check_intervals(|posterior| {
        let request = ComparisonRequest {
            scenario: two_sided(),
            lever_settings: vec![odds_setting(0.4), odds_setting(0.7)],
            sweep: Some(sweep.clone()),
            outcomes: Vec::new(),
            runs: DRAWS * PATHS,
            draws: DRAWS,
            seed: 1,
            resolution: RESOLUTION,
            posterior: Some(posterior),
            command: String::new(),
        };
        compare_levers(&request, monitor()).expect("a comparison")
    });
}

#[test]
fn comparisons_of_worlds() {
    let one = two_sided();
    let other = one.with_overrides(&[Override::parse("front.odds=0.7 share", &one).unwrap()]).unwrap();
    check_intervals(|posterior| {
        let moved = posterior.with_values(&[("front.odds".to_owned(), 0.7)]);
        let runs_of = |scenario: &Scenario, posterior: &Posterior| {
            let design = design_on(scenario, Some(posterior));
            design.simulate_runs(0..design.run_count(), &GOING, &|_| ())
        };
        let draws = [runs_of(&one, &posterior), runs_of(&other, &moved)];
        let side = |scenario, place: usize, posterior| PairedWorld { scenario, draws: &draws[place], posterior };
        compare_worlds([side(&one, 0, Some(&*posterior)), side(&other, 1, Some(&moved))]).expect("a comparison")
    });
}

fn design_on<'a>(scenario: &'a Scenario, posterior: Option<&'a Posterior>) -> Design<'a> {
    Design { draws: DRAWS, paths: PATHS, seed: 1, resolution: RESOLUTION, posterior, ..Design::new(scenario) }
}

#[test]
fn robustness_of_options() {
    check_intervals(|posterior| {
        let request = PolicyRequest {
            scenario: two_sided(),
            options: vec![vec![odds_setting(0.4)], vec![odds_setting(0.7)]],
            measures: MeasureRequest::default_measures(&two_sided()),
            draws: DRAWS,
            paths: PATHS,
            seed: 1,
            resolution: RESOLUTION,
            posterior: Some(posterior),
            command: String::new(),
        };
        compare_policies(&request, monitor()).expect("policies")
    });
}

#[test]
fn thresholds() {
    let threshold_on = |posterior| {
        let (scenario, resolution) = (two_sided(), RESOLUTION);
        let request = ThresholdRequest {
            scenario,
            draws: DRAWS,
            paths: PATHS,
            points: 4,
            seed: 1,
            resolution,
            posterior: Some(posterior),
        };
        let outcome = two_sided_outcome("hold-months");
        find_threshold(&request, "front.odds", (0.3, 0.9), &outcome, 30.0, monitor()).expect("a threshold")
    };
    check_intervals(threshold_on);
    let [together, apart] = [|draw| draw / DRAWS_OF_EACH, |draw| draw].map(|label| threshold_on(record_with(label)));
    assert!(together.value.is_some() && together.value == apart.value);
    assert!(together.interval != apart.interval, "the crossing knows nothing of populations: {:?}", apart.interval);
}

#[test]
fn requirements() {
    let scenario = two_sided();
    let outcome = two_sided_outcome("holds-24");
    let design = design_on(&scenario, None);
    let runs = design.simulate_runs(0..design.run_count(), &GOING, &|_| ());
    let table = DrawTable::from_runs(&scenario, &runs, std::slice::from_ref(&outcome));
    check_intervals(|posterior| {
        let request = RequirementRequest {
            scenario: two_sided(),
            outcome: outcome.clone(),
            target: 0.9,
            draws: DRAWS,
            paths: PATHS,
            seed: 1,
            resolution: RESOLUTION,
            posterior: Some(posterior),
            levers: true,
        };
        find_requirement(&request, &table, 0, monitor()).expect("a requirement")
    });
}

#[test]
fn delays_by_mechanism() {
    check_intervals(|posterior| {
        let request = DelayRequest {
            scenario: two_sided(),
            outcome: two_sided_outcome("deal-months"),
            draws: DRAWS,
            paths: PATHS,
            seed: 1,
            resolution: RESOLUTION,
            orders: CauseOrders::Pairs(1),
            command: String::new(),
            posterior: Some(posterior),
        };
        attribute_delay(&request, monitor()).expect("an attribution")
    });
}

#[test]
fn gaps_between_forecasts() {
    let one = two_sided();
    let other = one.with_overrides(&[Override::parse("front.odds=0.7 share", &one).unwrap()]).unwrap();
    check_intervals(|posterior| {
        let moved = Arc::new(posterior.with_values(&[("front.odds".to_owned(), 0.7)]));
        let request = DifferenceRequest {
            one: (one.clone(), Engine::Equilibrium),
            other: (other.clone(), Engine::Equilibrium),
            posteriors: [Some(posterior), Some(moved)],
            outcome: "holds-24".to_owned(),
            draws: DRAWS,
            paths: PATHS,
            seed: 1,
            resolution: RESOLUTION,
            command: String::new(),
        };
        explain_gap(&request, monitor()).expect("a gap")
    });
}
