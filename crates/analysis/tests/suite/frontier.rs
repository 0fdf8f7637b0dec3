//! Terms against durability.

use standoff_analysis::options::frontier::{DEFAULT_SIGNABLE, Frontier, FrontierRequest, find_frontiers};
use standoff_analysis::options::pareto::dominates;
use standoff_lab::ensemble::design::Resolution;
use standoff_lab::ensemble::lever_setting::LeverSetting;
use standoff_lab::forecast::findings::Findings;
use standoff_lab::forecast::run_forecast::run_forecast;
use standoff_lab::progress::ProgressMonitor;
use standoff_num::Distribution;
use standoff_scenario::{Lever, Scenario, builtin};
use std::sync::atomic::AtomicBool;

fn frontier_request(scenario: Scenario, draws: usize) -> FrontierRequest {
    FrontierRequest {
        scenario,
        postures: Vec::new(),
        held_share: None,
        truce: false,
        lever_settings: Vec::new(),
        signable: DEFAULT_SIGNABLE,
        draws,
        seed: 1,
        resolution: Resolution::Coarse,
        command: String::new(),
        posterior: None,
    }
}

fn load_scenario(name: &str) -> Scenario {
    builtin::load(name).expect("a built-in scenario")
}

fn run_frontier(request: &FrontierRequest) -> Frontier {
    find_frontiers(request, ProgressMonitor::new(&AtomicBool::new(false), &|_| ())).expect("a frontier")
}

/// The scenario with every number at its central value.
fn central_scenario(name: &str) -> Scenario {
    let mut scenario = load_scenario(name);
    scenario.parameters.iter_mut().for_each(|parameter| parameter.distribution = Distribution::Fixed(parameter.value));
    scenario.groups.iter_mut().for_each(|group| group.concentration = None);
    scenario
}

fn forecast_findings(scenario: &Scenario) -> Findings {
    let request = standoff_lab::forecast::request::ForecastRequest {
        runs: 4,
        draws: 2,
        seed: 1,
        ..standoff_lab::forecast::request::ForecastRequest::new(scenario.clone())
    };
    run_forecast(&request, &AtomicBool::new(false), &|_| ()).expect("a forecast").findings
}

/// Over the same draws the posture of the start says what the forecast says of the start.
#[test]
fn the_start_is_that_of_the_forecast() {
    for name in ["ukraine-2025-12", "two-sided"] {
        let scenario = central_scenario(name);
        let start = forecast_findings(&scenario).start;
        let found = run_frontier(&frontier_request(scenario, 2));
        let posture = found.postures.iter().find(|posture| posture.posture == found.posture_start).expect("the start");
        assert_eq!((posture.gamma.mean, posture.some_deal), (start.gamma.mean, start.some_deal));
        assert_eq!((posture.land.asks, posture.land.gives), (start.land.asks, start.land.gives));
        for (at, outlook) in posture.packages.iter().zip(&start.packages) {
            assert_eq!((at.withheld, at.not_ratified), (outlook.withheld, outlook.not_ratified), "{}", at.package);
            assert_eq!((at.accepted.mean, at.ratification.mean), (outlook.accepted, outlook.ratification));
            assert!(outlook.prefers_going_on.iter().all(|(role, share)| at.prefers_going_on[role] == *share));
            // Of two draws the median is the mean, but for rounding.
            assert!(at.gain.iter().all(|(role, gain)| (gain.mean - outlook.gain[role].median).abs() < 1e-12));
        }
    }
}

/// Whoever is off the frontier is dominated by another package; whoever is on it is not. A ceasefire first is no part of it.
#[test]
fn frontiers_are_frontiers() {
    let found = run_frontier(&frontier_request(load_scenario("ukraine-2025-12"), 3));
    for posture in &found.postures {
        let settlements = || found.packages.iter().zip(&posture.packages).filter(|(terms, _)| !terms.ceasefire_first);
        let points: Vec<[f64; 2]> =
            settlements().map(|(terms, at)| [terms.value["defender"].mean, at.five_year_peace.mean]).collect();
        for ((_, at), point) in settlements().zip(&points) {
            let dominated = points.iter().any(|other| dominates(other, point));
            let on = at.defender_frontier.expect("a settlement");
            assert_eq!(on.by_means, !dominated, "{}", at.package);
            assert!((0.0..=1.0).contains(&on.share));
        }
        let truces = found.packages.iter().zip(&posture.packages).filter(|(terms, _)| terms.ceasefire_first);
        assert!(truces.into_iter().all(|(_, at)| at.defender_frontier.is_none() && at.invader_frontier.is_none()));
    }
    assert_eq!(found.postures.len(), 5);
}

/// A war of two: no coalition withholds, one posture; a front further on is worth more to the invader.
#[test]
fn a_war_of_two_further_on() {
    let start = run_frontier(&frontier_request(load_scenario("two-sided"), 3));
    let further =
        run_frontier(&FrontierRequest { held_share: Some(0.7), ..frontier_request(load_scenario("two-sided"), 3) });
    assert_eq!(start.postures.len(), 1);
    assert!(start.postures[0].packages.iter().all(|at| at.withheld.is_none()));
    let going_on = |found: &Frontier| found.postures[0].reservation["invader"].mean;
    assert!(going_on(&further) > going_on(&start));
    assert!(
        find_frontiers(
            &FrontierRequest { held_share: Some(1.5), ..frontier_request(load_scenario("two-sided"), 1) },
            silent_monitor(&AtomicBool::new(false))
        )
        .is_err()
    );
    assert!(
        find_frontiers(
            &FrontierRequest { postures: vec![9], ..frontier_request(load_scenario("two-sided"), 1) },
            silent_monitor(&AtomicBool::new(false))
        )
        .is_err()
    );
}

fn silent_monitor(stop: &AtomicBool) -> ProgressMonitor<'_> {
    ProgressMonitor::new(stop, &|_| ())
}

/// A lever that sets a term changes that term; its posture is the one at the start.
#[test]
fn levers_reach_the_packages() {
    let scenario = load_scenario("ukraine-2025-12");
    let setting = |name: &str| LeverSetting::as_stated(Lever::find(name, &scenario).expect("a lever"));
    let lever_settings = vec![setting("treaty-guarantee"), setting("us-withdraws")];
    let found =
        run_frontier(&FrontierRequest { lever_settings, postures: vec![0], ..frontier_request(scenario.clone(), 1) });
    let freeze = found.packages.iter().find(|package| package.package == "freeze-with-force").expect("a package");
    assert_eq!((freeze.guarantee.mean, found.levers.len(), found.postures.len()), (1.0, 2, 1));
    assert_eq!(found.posture_start, "out");
}

#[test]
fn the_same_bytes_on_one_and_two_threads() {
    let request = frontier_request(load_scenario("ukraine-2025-12"), 4);
    let on = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("a pool");
        serde_json::to_string(&pool.install(|| run_frontier(&request))).expect("a frontier is JSON")
    };
    assert_eq!(on(1), on(2));
}
