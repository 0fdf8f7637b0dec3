//! Diagnoses of scenarios.

use standoff_analysis::diagnosis::diagnose::{
    DEFAULT_DRAWS, Diagnosis, DiagnosisPart, DiagnosisRequest, PATHS, diagnose_scenario,
};
use standoff_analysis::diagnosis::verdict::Verdict;
use standoff_lab::progress::{ProgressMonitor, ProgressStep};
use standoff_scenario::evidence::Log;
use standoff_scenario::{Scenario, builtin};
use std::sync::atomic::{AtomicBool, Ordering};

fn diagnosis_request(scenario: Scenario, draws: usize, paths: usize) -> DiagnosisRequest {
    let log = Log::read(&builtin::evidence(&scenario.name), &scenario).expect("the record").0;
    DiagnosisRequest { log, scenario, draws, paths, seed: 1, command: String::new() }
}

fn diagnose(request: &DiagnosisRequest) -> Diagnosis {
    let stop = AtomicBool::new(false);
    let monitor = ProgressMonitor::new(&stop, &|_| ());
    diagnose_scenario(request, monitor, &mut |_, _| ()).expect("a diagnosis")
}

fn small_request() -> DiagnosisRequest {
    diagnosis_request(builtin::load("two-sided").unwrap(), 2, 4)
}

#[test]
fn all_parts_are_made_and_shown_in_their_order() {
    let stop = AtomicBool::new(false);
    let monitor = ProgressMonitor::new(&stop, &|_| ());
    let mut shown = Vec::new();
    let found = diagnose_scenario(&small_request(), monitor, &mut |part, _| shown.push(part)).unwrap();
    assert_eq!(shown, DiagnosisPart::ALL);
    assert!(!found.interrupted && found.giving_in.is_some());
    assert_eq!(found.rationality.as_ref().map(Vec::len), Some(4));
    assert_eq!((found.numerics.len(), found.signs.len()), (10, 15));
    assert_eq!(found.verdict, found.verdicts().into_iter().max().unwrap());
}

#[test]
fn the_number_of_threads_changes_nothing() {
    let with_threads = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| serde_json::to_string(&diagnose(&small_request())).unwrap())
    };
    assert_eq!(with_threads(1), with_threads(2));
}

#[test]
fn what_was_done_before_it_was_cancelled_is_kept() {
    let cancelled = AtomicBool::new(false);
    // The first changed constant is simulated: the parts before are done, and those with changes are not whole.
    let listener = |step: &ProgressStep| {
        if step.what == "constants of the method" {
            cancelled.store(true, Ordering::Relaxed);
        }
    };
    let monitor = ProgressMonitor::new(&cancelled, &listener);
    let found = diagnose_scenario(&small_request(), monitor, &mut |_, _| ()).unwrap();
    assert!(found.interrupted && found.rationality.is_some());
    assert!(found.numerics.len() < 10 && found.signs.is_empty());
}

#[test]
fn a_mechanism_that_a_war_does_not_have_moves_nothing() {
    let found = diagnose(&small_request());
    let waiting = found.signs.iter().find(|line| line.name == "waiting").unwrap();
    assert_eq!(waiting.deals_24.difference, Some(0.0), "nobody to wait for in a war of two sides");
}

#[test]
#[ignore = "long: run with `cargo test --workspace -- --ignored`"]
fn no_built_in_scenario_has_a_fault() {
    for one in builtin::ALL {
        let found = diagnose(&diagnosis_request(builtin::load(one.name).unwrap(), DEFAULT_DRAWS, PATHS));
        let json = serde_json::to_string_pretty(&found).unwrap();
        assert!(found.verdict < Verdict::Fault, "{}: {json}", one.name);
    }
}
