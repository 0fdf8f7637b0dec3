//! Thresholds, requirements, differences and the explanation as a whole, on a small scenario.

use standoff_analysis::explanation::difference::{Engine, GapExplanation};
use standoff_analysis::explanation::explain::{
    Effort, Explanation, ExplanationPart, ExplanationRequest, explain_forecast,
};
use standoff_analysis::explanation::requirement::Requirement;
use standoff_analysis::explanation::threshold::Threshold;
use standoff_analysis::explanation::{difference, requirement, threshold};
use standoff_lab::ensemble::design::Resolution;
use standoff_lab::outcome::named::Outcome;
use standoff_lab::progress::ProgressMonitor;
use standoff_scenario::{Override, Scenario, builtin};
use std::sync::atomic::{AtomicBool, Ordering};

static GOING: AtomicBool = AtomicBool::new(false);

fn two_sided_scenario() -> Scenario {
    builtin::load("two-sided").expect("a built-in scenario")
}

fn two_sided_with(sets: &[&str]) -> Scenario {
    let scenario = two_sided_scenario();
    let read = |text: &&str| Override::parse(text, &scenario).expect("an override");
    scenario.with_overrides(&sets.iter().map(read).collect::<Vec<Override>>()).expect("a scenario")
}

fn two_sided_outcome(name: &str) -> Outcome {
    Outcome::find(name, &two_sided_scenario()).expect("an outcome")
}

fn find_two_sided_threshold(path: &str, range: (f64, f64), name: &str, level: f64) -> Threshold {
    let request = threshold::ThresholdRequest {
        scenario: two_sided_scenario(),
        draws: 8,
        paths: 40,
        points: 5,
        seed: 1,
        resolution: Resolution::Coarse,
        posterior: None,
    };
    let monitor = ProgressMonitor::new(&GOING, &|_| ());
    threshold::find_threshold(&request, path, range, &two_sided_outcome(name), level, monitor).expect("a threshold")
}

/// The more often the front moves in favour of the invader, the sooner the line breaks: the curve falls, crosses a level
/// that lies on it between the points on both sides, and one beyond it nowhere.
#[test]
fn a_falling_outcome_crosses_where_it_should() {
    let found = find_two_sided_threshold("front.odds", (0.3, 0.9), "hold-months", 30.0);
    let curve: Vec<f64> = found.curve.iter().map(|point| point.measure.value).collect();
    assert!(curve[0] > curve[4] + 3.0, "{curve:?}");
    let (value, level) = (0.5 * (curve[0] + curve[4]), found.level);
    assert_eq!((level, found.tried, found.today), (30.0, [0.3, 0.9], Some(0.55)));
    let middle = find_two_sided_threshold("front.odds", (0.3, 0.9), "hold-months", value);
    let at = middle.value.expect("a crossing");
    let after = middle.curve.iter().position(|point| point.value >= at).expect("a point");
    assert!(middle.curve[after - 1].measure.value >= value - 0.5 && middle.curve[after].measure.value <= value + 0.5);
    assert_eq!(find_two_sided_threshold("front.odds", (0.3, 0.9), "hold-months", -1.0).verdict, "above");
    assert_eq!(find_two_sided_threshold("front.odds", (0.3, 0.9), "hold-months", 99.0).verdict, "below");
}

fn find_two_sided_requirement(target: f64) -> Requirement {
    let scenario = two_sided_scenario();
    let outcome = two_sided_outcome("holds-24");
    let monitor = ProgressMonitor::new(&GOING, &|_| ());
    let table = {
        let design = standoff_lab::ensemble::design::Design {
            draws: 32,
            paths: 8,
            seed: 1,
            ..standoff_lab::ensemble::design::Design::new(&scenario)
        };
        let runs = design.simulate_runs(0..design.run_count(), &GOING, &|_| ());
        standoff_analysis::explanation::draw_table::DrawTable::from_runs(
            &scenario,
            &runs,
            std::slice::from_ref(&outcome),
        )
    };
    let request = requirement::RequirementRequest {
        scenario,
        outcome,
        target,
        draws: 6,
        paths: 40,
        seed: 1,
        resolution: Resolution::Coarse,
        posterior: None,
        levers: true,
    };
    requirement::find_requirement(&request, &table, 0, monitor).expect("a requirement")
}

#[test]
fn a_target_near_today_is_reached_and_one_far_off_is_not() {
    let easy = find_two_sided_requirement(0.97);
    assert!(easy.today.value < 0.97 && easy.rises && easy.reached, "{:?}", easy.today);
    assert!(easy.sets.iter().all(|set| set.value.value >= 0.97 && !set.changes.is_empty()));
    let one = &easy.singles[0];
    assert!((one.value.value - easy.today.value - one.difference.value).abs() < 1e-12, "paired on the same draws");
    assert!(easy.singles.windows(2).all(|pair| pair[0].value.value >= pair[1].value.value));
    assert!(easy.singles.iter().any(|set| set.changes[0].kind == "lever" && set.plausibility.is_none()));
    let hard = find_two_sided_requirement(0.02);
    assert!(!hard.rises && !hard.reached && hard.sets.len() == 1);
    assert!(hard.sets[0].value.value < hard.today.value && hard.sets[0].value.value > 0.02);
    let facts = hard.sets[0].changes.iter().filter_map(|change| change.plausibility);
    assert!((facts.product::<f64>() - hard.sets[0].plausibility.unwrap_or(1.0)).abs() < 1e-12);
}

fn explain_two_scenarios(one: (Scenario, Engine), other: (Scenario, Engine)) -> GapExplanation {
    let request = difference::DifferenceRequest {
        one,
        other,
        posteriors: [None, None],
        outcome: "settled-24".into(),
        draws: 6,
        paths: 20,
        seed: 1,
        resolution: Resolution::Coarse,
        command: String::new(),
    };
    difference::explain_gap(&request, ProgressMonitor::new(&GOING, &|_| ())).expect("a difference")
}

#[test]
fn the_same_scenario_has_no_gap() {
    let found =
        explain_two_scenarios((two_sided_scenario(), Engine::Equilibrium), (two_sided_scenario(), Engine::Equilibrium));
    assert!(found.shares.is_empty() && found.parameters.is_empty());
    assert_eq!((found.from, found.residual, found.failed_draws), (found.to, 0.0, 0));
}

#[test]
fn one_number_is_the_whole_gap() {
    let found = explain_two_scenarios(
        (two_sided_scenario(), Engine::Equilibrium),
        (two_sided_with(&["front.moves=0.1"]), Engine::Equilibrium),
    );
    let [only] = &found.shares[..] else { panic!("{:?}", found.shares) };
    assert_eq!(only.cause, "front");
    assert!((found.to.value - found.from.value).abs() > 0.01, "{:?} {:?}", found.from, found.to);
    assert!((only.adds.value - (found.to.value - found.from.value)).abs() < 1e-12 && found.residual.abs() < 1e-12);
    let [moved] = &found.parameters[..] else { panic!("{:?}", found.parameters) };
    assert_eq!((moved.parameter.as_str(), moved.one, moved.other), ("front.moves", Some(0.5), Some(0.1)));
}

#[test]
fn there_and_back_cancel() {
    let far = || {
        two_sided_with(&[
            "front.moves=0.1",
            "beliefs.disagreement=0",
            "numerics.sharpness=5",
            "posture.none.rounds=0.9",
        ])
    };
    let there = explain_two_scenarios((two_sided_scenario(), Engine::Equilibrium), (far(), Engine::Equilibrium));
    let back = explain_two_scenarios((far(), Engine::Equilibrium), (two_sided_scenario(), Engine::Equilibrium));
    assert!(there.shares.len() == 4 && there.residual.abs() < 1e-12);
    assert_eq!((there.from, there.to), (back.to, back.from));
    for (one, other) in there.shares.iter().zip(&back.shares) {
        assert_eq!(one.cause, other.cause);
        assert!((one.adds.value + other.adds.value).abs() < 1e-12, "{}: {:?} {:?}", one.cause, one.adds, other.adds);
    }
}

#[test]
fn the_engine_is_a_cause_and_speaks_to_ends_only() {
    let found =
        explain_two_scenarios((two_sided_scenario(), Engine::Equilibrium), (two_sided_scenario(), Engine::Hazard));
    assert_eq!(found.shares.iter().map(|share| share.cause.as_str()).collect::<Vec<_>>(), ["engine"]);
    assert!(Engine::Hazard.covers_outcome("settled-12") && Engine::Hazard.covers_outcome("deal-months"));
    assert!(!Engine::Hazard.covers_outcome("holds-24") && Engine::Equilibrium.covers_outcome("holds-24"));
}

fn explanation_request(parts: &[ExplanationPart]) -> ExplanationRequest {
    ExplanationRequest {
        scenario: two_sided_scenario(),
        outcomes: vec![two_sided_outcome("holds-24"), two_sided_outcome("settled-24")],
        parts: parts.to_vec(),
        runs: 128,
        draws: 32,
        seed: 1,
        resolution: Resolution::Coarse,
        posterior: None,
        above: 0.5,
        target: 0.75,
        effort: Effort {
            delay_draws: 2,
            threshold_draws: 3,
            requirement_draws: 2,
            trajectories: 1,
            points: 4,
            paths: 8,
            ..Effort::default()
        },
        table: None,
        table_record: None,
        command: String::new(),
    }
}

fn explain_parts(parts: &[ExplanationPart], stop_after: usize) -> Explanation {
    let stop = AtomicBool::new(false);
    let monitor = ProgressMonitor::new(&stop, &|_| ());
    let mut made = 0;
    let mut ready = |_, _: &Explanation| {
        made += 1;
        stop.store(made >= stop_after, Ordering::Relaxed);
    };
    explain_forecast(&explanation_request(parts), monitor, &mut ready).expect("an explanation")
}

#[test]
fn every_part_is_made() {
    let whole = explain_parts(&ExplanationPart::ALL, usize::MAX);
    assert!(whole.left_out.is_empty() && !whole.interrupted, "{:?}", whole.left_out);
    let counts = [&whole.drivers.len(), &whole.boxes.len(), &whole.requirements.len(), &whole.screening.len()];
    assert_eq!((counts, whole.variance.len(), whole.draws), ([&2; 4], 2, 32));
    let names: Vec<&str> = whole.thresholds.iter().map(|threshold| threshold.name.as_str()).collect();
    assert_eq!(names, ["talks-die", "peace-lasts"], "no coalition, no coverage and no pooled money");
    assert!(whole.delay.is_some());
}

#[test]
fn stopped_early_it_keeps_what_it_has() {
    let early = explain_parts(&ExplanationPart::ALL, 2);
    assert!(early.interrupted && early.drivers.len() == 2 && early.boxes.len() == 2 && early.delay.is_none());
    assert_eq!(early.left_out.len(), 5);
    assert!(early.left_out.iter().all(|left_out| left_out.reason.contains("stopped")));
}
