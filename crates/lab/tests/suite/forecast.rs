//! What a forecast must do, on the built-in scenarios.

use standoff_engine::{equilibrium::Equilibrium, planning::Planning};
use standoff_lab::ensemble::design::Resolution;
use standoff_lab::forecast::request::ForecastRequest;
use standoff_lab::forecast::run_forecast::{Forecast, run_forecast};
use standoff_lab::future::clock::Clock;
use standoff_lab::future::run::Run;
use standoff_lab::future::simulation::{Period, Timeline, simulate_future};
use standoff_num::Draws;
use standoff_scenario::{Override, Scenario, builtin};
use standoff_world::state::State;
use standoff_world::step::Pace;
use standoff_world::switches::Mechanisms;
use standoff_world::war::World;
use std::sync::atomic::AtomicBool;

fn forecast_request(name: &str, runs: usize, draws: usize) -> ForecastRequest {
    let scenario = builtin::load(name).expect("a built-in scenario");
    ForecastRequest { runs, draws, resolution: Resolution::Coarse, ..ForecastRequest::new(scenario) }
}

fn make_forecast(request: &ForecastRequest) -> Forecast {
    run_forecast(request, &AtomicBool::new(false), &|_| {}).expect("a forecast")
}

fn findings_json_on(threads: usize, request: &ForecastRequest) -> String {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("a pool");
    let forecast = pool.install(|| make_forecast(request));
    serde_json::to_string(&forecast.findings).expect("findings are JSON")
}

#[test]
fn the_same_bytes_on_one_two_and_eight_threads() {
    for name in ["two-sided", "ukraine-2025-12"] {
        let request = forecast_request(name, 24, 4);
        let one = findings_json_on(1, &request);
        assert_eq!(one, findings_json_on(2, &request), "{name} on two threads");
        assert_eq!(one, findings_json_on(8, &request), "{name} on eight threads");
    }
}

#[test]
fn survival_and_causes_sum_to_one_and_so_do_the_ends() {
    for name in ["two-sided", "ukraine-2025-12"] {
        let findings = make_forecast(&forecast_request(name, 96, 4)).findings;
        for (index, at) in findings.hold.survival.iter().enumerate() {
            let broken: f64 = findings.hold.causes.iter().map(|cause| cause.by[index].p).sum();
            assert!((at.p + broken - 1.0).abs() < 1e-12, "{name} at {} months", at.months);
        }
        let ends: f64 = findings.ends.iter().map(|end| end.p).sum();
        assert!((ends - 1.0).abs() < 1e-12, "{name}");
        let curve: Vec<f64> = findings.hold.curve.iter().map(|at| at.p).collect();
        assert!(curve.windows(2).all(|pair| pair[1] <= pair[0] + 1e-12), "survival never rises");
    }
}

/// Draws with one path each cannot tell chance from parameters; the answer must still come.
#[test]
fn an_ensemble_of_one_is_answered() {
    let findings = make_forecast(&forecast_request("two-sided", 1, 1)).findings;
    assert_eq!((findings.runs, findings.draws), (1, 1));
    assert!(
        make_forecast(&forecast_request("two-sided", 5, 5)).findings.hold.survival.iter().all(|at| at.p.is_finite())
    );
}

/// The 12-month chance of a settlement or lasting quiet lies inside the union of the outside view's bands, and the
/// 90 % band of the implied hazard covers the record of this war (1.1 % a month) and the crowd of May 2025 (5 %).
#[test]
fn the_default_agrees_with_the_outside_view() {
    let findings = make_forecast(&forecast_request("ukraine-2025-12", 1920, 96)).findings;
    let year = findings.war_ends.settled_or_quiet.iter().find(|at| at.months == 12).expect("a year");
    let (low, high) = (findings.benchmark.near.low, findings.benchmark.near.high);
    let slack = 2.0 * year.mc_error;
    assert!(year.p > low - slack && year.p < high + slack, "{} outside {low} to {high}", year.p);
    let monthly = |p: f64| 1.0 - (1.0 - p).powf(1.0 / 12.0);
    assert!(monthly(year.low) < 0.011 && monthly(year.high) > 0.05, "{} to {}", monthly(year.low), monthly(year.high));
}

fn simulate_central_war(scenario: &Scenario, weekly: bool, paths: usize) -> Vec<Run> {
    let world = World::new(scenario.war(&scenario.central_values()));
    let clock = Clock::new(weekly, 60);
    let planning = Planning::plain(12, clock.step_months(), if weekly { 520 } else { 120 });
    let decisions = Equilibrium::solve(&world, &Mechanisms::default(), &planning, Draws::new(1, 0, 0));
    let pace = Pace::new(&world.war, clock.step_months());
    let distances = standoff_lab::ensemble::package_distances::package_distances(&world.war);
    let phases = [Period { first_step: 0, world: world.clone(), pace, decisions, orders: None }];
    let stage = Timeline { start: &world, periods: &phases, clock, distances: &distances, watched: &[], rule: None };
    (0..paths).map(|path| simulate_future(&stage, State::start(&world), 7, 0, path)).collect()
}

/// Decision 1: weekly and monthly runs agree within 0.025 in shares, here plus two standard errors of a
/// difference between two samples of 6,000 (0.018).
#[test]
fn weekly_and_monthly_steps_agree() {
    let scenario = builtin::load("two-sided").expect("a built-in scenario");
    let [weekly, monthly] = [true, false].map(|weekly| simulate_central_war(&scenario, weekly, 6000));
    for months in [12.0, 24.0, 48.0] {
        let share = |runs: &[Run]| {
            runs.iter().filter(|run| run.end.is_some_and(|(_, when)| when <= months + 1e-9)).count() as f64
                / runs.len() as f64
        };
        let gap = share(&weekly) - share(&monthly);
        assert!(gap.abs() < 0.025 + 0.018, "{months} months: {} against {}", share(&weekly), share(&monthly));
    }
}

/// Day-one checks 2 and 3: replacing the great power's military aid of 2024 (20.1 bn EUR, Kiel Institute's tracker,
/// release 28) costs 0.10 to 0.15 % of the union's income (Bruegel and Kiel, February 2025: 0.12), and a hundredth of
/// the invader's income (2,541 bn USD at 1.13, IMF October 2025) is about a thousandth of the union's.
#[test]
fn the_default_carries_the_published_ratios() {
    let scenario = builtin::load(builtin::DEFAULT).expect("the default scenario");
    let war = scenario.war(&scenario.central_values());
    let in_union = |groups: &[String]| groups.iter().any(|group| group == "eu");
    let incomes = war.members.iter().filter(|member| in_union(&member.groups)).map(|member| member.figures.income);
    let union: f64 = incomes.sum();
    assert!((0.0010..0.0015).contains(&(20.1 / union)), "{}", 20.1 / union);
    assert!((0.08..0.13).contains(&(2541.0 / 1.13 / union)), "{}", 2541.0 / 1.13 / union);
    assert_eq!(war.members.len(), 35);
}

/// A pooled instrument's chance matters far more to the line than fatigue does (decision 10).
#[test]
fn the_line_hangs_on_pooled_money() {
    let base = forecast_request("ukraine-2025-12", 480, 12);
    let set = |text: &str| {
        let change = Override::parse(text, &base.scenario).expect("an override");
        ForecastRequest { scenario: base.scenario.with_overrides(&[change]).expect("a scenario"), ..base.clone() }
    };
    let coverage = |request: &ForecastRequest| {
        let findings = make_forecast(request).findings;
        let cause = findings.hold.causes.iter().find(|cause| cause.cause == "coverage").expect("coverage");
        cause.ever
    };
    let poor = set("instrument.asset-loan.size=0");
    assert!(coverage(&poor) > coverage(&base) + 0.05);
}

/// A golden: the survival of the line and the ends of a small ensemble, to the bit. A change here is a change of
/// results: CHANGELOG, "Results change".
#[test]
fn a_small_ensemble_is_golden() {
    let findings = make_forecast(&forecast_request("two-sided", 256, 8)).findings;
    let survival: Vec<f64> = findings.hold.survival.iter().map(|at| at.p).collect();
    let ends: Vec<f64> = findings.ends.iter().map(|end| end.p).collect();
    let (hold, over) = (format!("{survival:?}"), format!("{ends:?}"));
    let golden = include_str!("golden/two-sided.txt");
    assert_eq!(format!("hold {hold}\nends {over}\ngamma {:?}\n", findings.start.gamma.mean), golden);
}
