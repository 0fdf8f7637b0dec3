//! A rule of the caller's own in place of the solved game.

use standoff_lab::ensemble::design::Design;
use standoff_lab::ensemble::lever_setting::LeverSetting;
use standoff_lab::ensemble::package_distances::package_distances;
use standoff_lab::ensemble::solved_draw::SolvedDraw;
use standoff_lab::forecast::findings::Findings;
use standoff_lab::future::decision_rule::DecisionRule;
use standoff_lab::future::run::Run;
use standoff_lab::future::simulation::Simulation;
use standoff_lab::future::watched::Watched;
use standoff_lab::{ForecastRequest, run_forecast};
use standoff_num::Draws;
use standoff_scenario::{Scenario, builtin};
use standoff_world::actors::decisions::{Answers, Decisions};
use standoff_world::actors::roles::Role;
use standoff_world::step::Pace;
use standoff_world::war::{Position, World};
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::atomic::AtomicBool;

/// The game's own decisions, with the chance that the defender accepts taken times a factor; notes the worlds in which it decides.
#[derive(Debug, Default)]
struct Times {
    factor: f64,
    worlds: Mutex<Vec<World>>,
}

struct InPeriod<'a>(f64, &'a dyn Decisions);

impl DecisionRule for Times {
    fn name(&self) -> String {
        format!("times {}", self.factor)
    }

    fn in_period<'a>(&'a self, world: &'a World, game: &'a dyn Decisions) -> Box<dyn Decisions + 'a> {
        self.worlds.lock().unwrap().push(world.clone());
        Box::new(InPeriod(self.factor, game))
    }
}

impl Decisions for InPeriod<'_> {
    fn propose(&self, position: &Position, owner: Role, lottery: &mut [f64]) {
        self.1.propose(position, owner, lottery);
    }
    fn answer(&self, position: &Position, draft: usize) -> Answers {
        let game = self.1.answer(position, draft);
        Answers { defender_accepts: self.0 * game.defender_accepts, ..game }
    }
    fn consent(&self, position: &Position, draft: usize) -> f64 {
        self.1.consent(position, draft)
    }
    fn outlook(&self, position: &Position) -> f64 {
        self.1.outlook(position)
    }
    fn posture_values(&self, position: &Position, values: &mut [f64]) -> Option<()> {
        self.1.posture_values(position, values)
    }
    fn attack_hazard(&self, position: &Position, draft: usize, consent: bool, credibility: f64) -> f64 {
        self.1.attack_hazard(position, draft, consent, credibility)
    }
}

fn times(factor: f64) -> Times {
    Times { factor, ..Times::default() }
}

fn findings_by(scenario: &Scenario, rule: Option<Times>) -> Findings {
    let rule = rule.map(|rule| Arc::new(rule) as Arc<dyn DecisionRule>);
    let request = ForecastRequest { runs: 96, draws: 6, rule, ..ForecastRequest::new(scenario.clone()) };
    run_forecast(&request, &AtomicBool::new(false), &|_| ()).unwrap().findings
}

fn scenario() -> Scenario {
    builtin::load("two-sided").unwrap()
}

#[test]
fn a_rule_that_hands_on_the_game_changes_nothing_but_its_name() {
    let by_rule = findings_by(&scenario(), Some(times(1.0)));
    assert_eq!(by_rule.rule.as_deref(), Some("times 1"));
    assert_eq!(Findings { rule: None, ..by_rule }, findings_by(&scenario(), None));
}

#[test]
fn who_never_accepts_signs_nothing() {
    let signed = |findings: &Findings| findings.signed.len();
    assert!(signed(&findings_by(&scenario(), None)) > 0);
    assert_eq!(signed(&findings_by(&scenario(), Some(times(0.0)))), 0);
}

/// The futures of a design are those of a loop that asks the rule at each step.
#[test]
fn futures_by_a_rule_are_those_of_a_plain_loop() {
    let (scenario, rule) = (scenario(), times(0.3));
    let design = Design { paths: 24, seed: 5, rule: Some(&rule), ..Design::new(&scenario) };
    let solved = SolvedDraw::new(&design, 0, scenario.central_values()).unwrap();
    let (world, clock) = (&solved.world, design.clock());
    let (pace, distances) = (Pace::new(&world.war, clock.step_months()), package_distances(&world.war));
    let watched = Watched::of_questions(&scenario.questions);
    let play = |path: usize| -> Run {
        let draws = Draws::new(5, 0, path as u32);
        let mut simulation = Simulation::from_state(world, solved.start_state(path), clock, &distances, [0, path]);
        simulation.watch(&watched);
        while !simulation.is_over() {
            simulation.step(world, &pace, &InPeriod(0.3, &solved.game), &draws);
        }
        simulation.into_run()
    };
    let by_hand: Vec<Run> = (0..24).map(play).collect();
    assert_eq!(solved.simulate_paths(&[], 0..24).unwrap(), by_hand);
    let without = Design { rule: None, ..design.clone() };
    let by_the_game = SolvedDraw::new(&without, 0, scenario.central_values()).unwrap();
    assert_ne!(by_the_game.simulate_paths(&[], 0..24).unwrap(), by_hand);
}

/// A lever begins a period of its own, with its own world and game.
#[test]
fn a_rule_decides_in_the_world_of_each_period() {
    let scenario = builtin::load(builtin::DEFAULT).unwrap();
    let rule = times(1.0);
    let design = Design { rule: Some(&rule), ..Design::new(&scenario) };
    let solved = SolvedDraw::new(&design, 0, scenario.central_values()).unwrap();
    let mut levers = LeverSetting::find_named(&[scenario.levers[0].name.clone()], &scenario).unwrap();
    levers.iter_mut().for_each(|setting| setting.lever.foreseen = false);
    let by_rule = solved.simulate_paths(&levers, 0..4).unwrap();
    let after = solved.game_after(&levers).unwrap().0;
    assert_ne!(solved.world, after);
    let worlds = rule.worlds.lock().unwrap();
    let times_in = |world: &World| worlds.iter().filter(|one| *one == world).count();
    assert_eq!([times_in(&solved.world), times_in(&after), worlds.len()], [4, 4, 8]);
    let without = Design { rule: None, ..design.clone() };
    let plain = SolvedDraw::new(&without, 0, scenario.central_values()).unwrap();
    assert_eq!(plain.simulate_paths(&levers, 0..4).unwrap(), by_rule);
}
