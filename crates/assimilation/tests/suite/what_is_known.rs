//! What is known when a record ends is not forgotten on the way.

use standoff_assimilation::{Assimilation, AssimilationRequest, FilterSize, assimilate};
use standoff_lab::ensemble::design::Resolution;
use standoff_lab::progress::ProgressMonitor;
use standoff_scenario::evidence::{Log, Party};
use standoff_scenario::{Scenario, Source, builtin};
use standoff_world::record::{Scene, Trust};
use standoff_world::state::{CoalitionState, Regime, State};
use standoff_world::war::World;
use std::sync::OnceLock;
use std::sync::atomic::AtomicBool;

const HEADER: &str =
    "id,kind,date,until,party,subject,answer,value,unit,source,confidence,known,replaces,distinct,note\n";

/// The default scenario on its record, with a posture reported on the last day by a source that is nearly sure.
fn updated() -> &'static (Scenario, Assimilation) {
    static MADE: OnceLock<(Scenario, Assimilation)> = OnceLock::new();
    MADE.get_or_init(|| {
        let scenario = builtin::load(builtin::DEFAULT).unwrap();
        let day = scenario.start;
        let row = format!("now,posture-changed,{day},,great-power,pressing-defender,,,,press,0.99,{day},,,\n");
        let mut sources = builtin::evidence(builtin::DEFAULT);
        sources.push(Source::new("now.csv", format!("{HEADER}{row}")));
        let log = Log::read(&sources, &scenario).unwrap_or_else(|found| panic!("{found:?}")).0;
        let size = FilterSize { draws: 96, paths: 10, games: 12, kept: 24 };
        let resolution = Resolution::Sketch;
        let request = AssimilationRequest { scenario: scenario.clone(), log, as_of: day, size, seed: 1, resolution };
        let stop = AtomicBool::new(false);
        let made = assimilate(&request, ProgressMonitor::new(&stop, &|_| ())).unwrap();
        (scenario, made)
    })
}

/// Every state of the posterior with its world.
fn states(scenario: &Scenario, made: &Assimilation) -> Vec<(World, State)> {
    let of_draw = |draw: &standoff_lab::ensemble::posterior::PosteriorDraw| {
        let world = World::new(scenario.war(&draw.values));
        draw.states.iter().map(|state| (world.clone(), state.clone())).collect::<Vec<_>>()
    };
    made.posterior.draws.iter().flat_map(of_draw).collect()
}

/// Reports give the sum of a group; the scenario says how the group shares it.
#[test]
fn a_group_shares_its_aid_as_the_scenario_says() {
    let (scenario, made) = updated();
    let log = Log::read(&builtin::evidence(builtin::DEFAULT), scenario).unwrap_or_else(|found| panic!("{found:?}")).0;
    let group = |party: &Party| if let Party::Group(name) = party { Some(name.clone()) } else { None };
    let group = log.events.iter().flat_map(|event| &event.parties).find_map(group).expect("aid of a group is reported");
    let war = scenario.war(&scenario.central_values());
    let begun = CoalitionState::start(&war);
    let gives = |member: &usize| {
        scenario.structure.members[*member].groups.contains(&group) && begun.member_aid_bn(*member) > 0.0
    };
    let ours: Vec<usize> = (0..war.members.len()).filter(gives).collect();
    assert!(ours.len() > 1, "{group} gives");
    let share = |of: &dyn Fn(usize) -> f64, member: usize| of(member) / ours.iter().map(|&one| of(one)).sum::<f64>();
    let states = states(scenario, made);
    for &member in &ours {
        let given = |(_, state): &(World, State)| share(&|one| state.coalition.member_aid_bn(one), member);
        let mean = states.iter().map(given).sum::<f64>() / states.len() as f64;
        assert!(
            (mean - share(&|one| begun.member_aid_bn(one), member)).abs() < 0.005,
            "{}: {mean}",
            war.members[member].name
        );
    }
}

#[test]
fn stances_are_those_of_the_scenario() {
    let (scenario, made) = updated();
    for (world, state) in states(scenario, made) {
        for (member, stance) in world.war.members.iter().zip(&state.coalition.stance) {
            assert_eq!(member.stance, *stance, "{}", member.name);
        }
    }
}

/// The source is sure to 0.99, and a posture is reported as it is with a clarity of a half: the chance that the reported one
/// is in force is above nine in ten, whatever the filter's luck.
#[test]
fn a_posture_reported_on_the_last_day_is_in_force() {
    let (scenario, made) = updated();
    let posture = scenario.structure.postures.iter().position(|one| one.name == "pressing-defender").unwrap();
    let states = states(scenario, made);
    let share = states.iter().filter(|(_, state)| state.posture == posture).count() as f64 / states.len() as f64;
    assert!(share > 0.9, "{share}");
}

/// Nobody reported that the line broke, that a ceasefire was agreed or that a side has won.
#[test]
fn what_would_have_been_reported_has_not_happened() {
    let (scenario, made) = updated();
    let of = |has_happened: &dyn Fn(&World, &State) -> bool| {
        let states = states(scenario, made);
        states.iter().filter(|(world, state)| has_happened(world, state)).count() as f64 / states.len() as f64
    };
    let months = scenario.step.months();
    let broken = of(&|world, state| {
        Scene { world, state, round: None, months, trust: Trust::default(), outlook: 0.0 }.line_has_broken()
    });
    assert!(broken < 0.01, "{broken}");
    assert!(of(&|_, state| state.regime != Regime::War) < 0.05);
}
