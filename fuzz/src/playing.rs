//! What a check has accepted must run.

use standoff_lab::ensemble::lever_setting::LeverSetting;
use standoff_lab::ensemble::package_distances::package_distances;
use standoff_lab::future::clock::Clock;
use standoff_lab::future::simulation::Simulation;
use standoff_lab::{ForecastRequest, Resolution, run_forecast};
use standoff_num::Draws;
use standoff_scenario::{Scenario, StepLength, Values};
use standoff_world::actors::decisions::{Answers, Decisions};
use standoff_world::actors::roles::Role;
use standoff_world::state::State;
use standoff_world::step::Pace;
use standoff_world::war::{Position, War, World};
use std::sync::atomic::AtomicBool;

/// Plays a future of some worlds of a scenario by a rule of thumb, and makes a small forecast with the game solved of some
/// scenarios: solving takes from a hundredth of a second to some seconds, and larger ones are played more seldom.
pub fn assert_plays(scenario: Scenario) {
    let draws = scenario.draws(1, 3);
    for draw in 0..3 {
        assert_future(&scenario, &scenario.war(&draws.values(draw)), draw);
    }
    scenario.levers.iter().for_each(|lever| assert_lever(&scenario, &draws.values(0), lever));
    let rarity = rarity_of_forecasts(&scenario);
    let chance = digest_number(&scenario);
    if chance % rarity == 0 {
        assert_forecast(&scenario, Vec::new());
    }
    if chance % rarity == 1 {
        assert_forecast(&scenario, scenario.levers.iter().take(3).cloned().map(LeverSetting::as_stated).collect());
    }
}

/// Of how many scenarios of this size one gets a forecast.
fn rarity_of_forecasts(scenario: &Scenario) -> u32 {
    match scenario.structure.members.len() {
        0 => 2,
        1..=4 => 16,
        _ => 256,
    }
}

/// A number that is the same for the same scenario.
fn digest_number(scenario: &Scenario) -> u32 {
    scenario.digest().get(..4).and_then(|digits| u32::from_str_radix(digits, 16).ok()).unwrap_or(0)
}

fn assert_lever(scenario: &Scenario, values: &Values, lever: &standoff_scenario::Lever) {
    let pulled = lever.orders().apply_to(scenario.war(&lever.apply(scenario, values, 1.0)));
    assert_future(scenario, &pulled, 0);
}

fn assert_future(scenario: &Scenario, war: &War, draw: usize) {
    let odds = war.front.odds;
    assert!(odds > 0.0 && odds < 1.0, "accepted, and the odds of draw {draw} are {odds}");
    let world = World::new(war.clone());
    let clock = Clock::new(scenario.step == StepLength::Week, scenario.horizon_months as usize);
    let (pace, distances) = (Pace::new(&world.war, clock.step_months()), package_distances(&world.war));
    let mut future = Simulation::from_state(&world, State::start(&world), clock, &distances, [draw, 0]);
    let random = Draws::new(1, draw as u32, 0);
    while !future.is_over() {
        future.step(&world, &pace, &Coin, &random);
        assert!(future.state.belongs_to(&world), "a state that is none of its war: {:?}", future.state);
    }
    let run = future.into_run();
    assert!(run.failure.is_none(), "accepted, and a future failed: {:?}", run.failure);
}

fn assert_forecast(scenario: &Scenario, lever_settings: Vec<LeverSetting>) {
    let resolution = Resolution::Sketch;
    let request =
        ForecastRequest { runs: 2, draws: 2, resolution, lever_settings, ..ForecastRequest::new(scenario.clone()) };
    let made = run_forecast(&request, &AtomicBool::new(false), &|_| ());
    let forecast = made.unwrap_or_else(|error| panic!("accepted and not played: {error}"));
    for run in forecast.draws.iter().flat_map(|draw| &draw.runs) {
        assert!(run.failure.is_none(), "accepted, and a future failed: {:?}", run.failure);
    }
    let shares: f64 = forecast.findings.ends.iter().map(|end| end.p).sum();
    assert!((shares - 1.0).abs() < 1e-9, "the ends have shares of {shares} in sum");
}

/// Everybody throws a coin.
struct Coin;

impl Decisions for Coin {
    fn propose(&self, _: &Position, _: Role, lottery: &mut [f64]) {
        let share = 1.0 / lottery.len() as f64;
        lottery.fill(share);
    }

    fn answer(&self, _: &Position, _: usize) -> Answers {
        Answers {
            invader_accepts: 0.5,
            invader_refuses: 0.5,
            defender_accepts: 0.5,
            defender_refuses: 0.5,
            ..Answers::default()
        }
    }

    fn consent(&self, _: &Position, _: usize) -> f64 {
        0.5
    }

    fn outlook(&self, _: &Position) -> f64 {
        0.0
    }

    fn posture_values(&self, _: &Position, _: &mut [f64]) -> Option<()> {
        None
    }

    fn attack_hazard(&self, _: &Position, _: usize, _: bool, _: f64) -> f64 {
        0.01
    }
}
