//! Figures of the war on the first day of the forecast: means over the states of the posterior, or the scenario's central values
//! where there was no update.

use crate::ensemble::posterior::Posterior;
use crate::forecast::ensemble::Ensemble;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use standoff_num::sums::mean;
use standoff_world::actors::roles::Role;
use standoff_world::coalition::instruments::Status;
use standoff_world::coalition::members::Stance;
use standoff_world::record::area_at_start;
use standoff_world::state::{Regime, State};
use standoff_world::war::{War, World};

/// Figures of the war on one day.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Today {
    /// States of the war over which these are means; 1 for the central values of the scenario.
    pub states: usize,
    /// Need a year, billions.
    pub need: f64,
    /// Bilateral aid a year, billions.
    pub bilateral: f64,
    /// Money a year from instruments, billions.
    pub pooled: f64,
    /// Other flows a year, billions.
    pub other_flows: f64,
    /// Coverage of the defender's need.
    pub coverage: f64,
    /// Area that the invader holds, km².
    pub area_held: f64,
    /// Members that pay.
    pub members_in: f64,
    /// Members in all.
    pub members: usize,
    /// Share of the states in which a truce is in force.
    pub truce: f64,
}

/// Measures the figures of an ensemble on its first day.
pub fn measure_today(ensemble: &Ensemble<'_>) -> Today {
    match ensemble.design.posterior {
        None => today_in_state(&ensemble.world.war, &State::start(&ensemble.world), ensemble.world.coverage),
        Some(posterior) => mean_over_states(&worlds_with_states(ensemble, posterior)),
    }
}

/// Worlds of a posterior, each with its possible states.
pub fn worlds_with_states<'a>(ensemble: &Ensemble<'_>, posterior: &'a Posterior) -> Vec<(World, &'a [State])> {
    let scenario = ensemble.design.scenario;
    let draws = posterior.draws.iter();
    draws.map(|draw| (World::new(scenario.war(&draw.values)), draw.states.as_slice())).collect()
}

fn mean_over_states(standing: &[(World, &[State])]) -> Today {
    let each = standing.iter().flat_map(|(world, states)| {
        states.iter().map(|state| today_in_state(&world.war, state, state.coalition.coverage))
    });
    let all: Vec<Today> = each.collect();
    let average = |figure: fn(&Today) -> f64| mean(&all.iter().map(figure).collect::<Vec<f64>>());
    Today {
        states: all.len(),
        need: average(|one| one.need),
        bilateral: average(|one| one.bilateral),
        pooled: average(|one| one.pooled),
        other_flows: average(|one| one.other_flows),
        coverage: average(|one| one.coverage),
        area_held: average(|one| one.area_held),
        members_in: average(|one| one.members_in),
        members: all.first().map_or(0, |one| one.members),
        truce: average(|one| one.truce),
    }
}

fn today_in_state(war: &War, state: &State, coverage: f64) -> Today {
    let (present, coalition) = (war.has(Role::Coalition), &state.coalition);
    let yes = |is: bool| f64::from(u8::from(is));
    Today {
        states: 1,
        need: if present { war.coalition.need } else { 0.0 },
        bilateral: coalition.bilateral_bn,
        pooled: coalition.pooled_bn,
        other_flows: if present { war.coalition.other_flows_at(0.0) } else { 0.0 },
        coverage,
        area_held: area_at_start(war) + war.front.area_per_step * (state.front as f64 - war.front_start as f64),
        members_in: coalition.stance.iter().map(|stance| yes(*stance == Stance::In)).sum(),
        members: war.members.len(),
        truce: yes(matches!(state.regime, Regime::Truce { .. })),
    }
}

/// How coverage stands to its threshold, in most states.
#[derive(Debug, Default)]
pub struct Means {
    /// Whether it is under it.
    pub under_threshold: bool,
    /// Titles of the members and open instruments without which it falls under it at once; none where it is under it already.
    pub critical: Vec<String>,
}

/// Measures how coverage stands to its threshold at the start, or on the record.
pub fn measure_means(ensemble: &Ensemble<'_>) -> Means {
    let start = [State::start(&ensemble.world)];
    match ensemble.design.posterior {
        None => means_in_most_states(&[(ensemble.world.clone(), &start)]),
        Some(posterior) => means_in_most_states(&worlds_with_states(ensemble, posterior)),
    }
}

fn means_in_most_states(standing: &[(World, &[State])]) -> Means {
    let Some(war) = standing.first().map(|(world, _)| &world.war) else { return Means::default() };
    let states = standing.iter().map(|(_, states)| states.len()).sum::<usize>();
    let often = |falls: &dyn Fn(&War, &State) -> bool| {
        let count =
            |(world, states): &(World, &[State])| states.iter().filter(|state| falls(&world.war, state)).count();
        2 * standing.iter().map(count).sum::<usize>() > states
    };
    if often(&|war, state| is_under_threshold(war, state, 0.0)) {
        return Means { under_threshold: true, critical: Vec::new() };
    }
    let members = (0..war.members.len()).filter(|&member| often(&|war, state| lost_with_member(war, state, member)));
    let instruments =
        (0..war.instruments.len()).filter(|&place| often(&|war, state| lost_with_instrument(war, state, place)));
    let members = members.map(|member| war.members[member].title.clone());
    let critical = members.chain(instruments.map(|place| war.instruments[place].title.clone())).collect();
    Means { under_threshold: false, critical }
}

fn lost_with_member(war: &War, state: &State, member: usize) -> bool {
    state.coalition.stance[member] == Stance::In
        && coverage_falls_without(war, state, state.coalition.aid_rate_bn[member])
}

fn lost_with_instrument(war: &War, state: &State, place: usize) -> bool {
    let (instrument, now) = (&war.instruments[place], &state.coalition.instruments[place]);
    now.status == Status::Open && coverage_falls_without(war, state, now.money_bn(instrument))
}

/// True if the loss of `missing` billions a year brings coverage under its threshold.
fn coverage_falls_without(war: &War, state: &State, missing: f64) -> bool {
    missing > 0.0 && is_under_threshold(war, state, missing) && !is_under_threshold(war, state, 0.0)
}

/// True if coverage is under its threshold without `missing` billions a year.
fn is_under_threshold(war: &War, state: &State, missing: f64) -> bool {
    let means = state.coalition.bilateral_bn + state.coalition.pooled_bn + war.coalition.other_flows_at(0.0);
    let need = war.coalition.need * (1.0 - war.postures[state.posture].effects.need_met);
    war.has(Role::Coalition) && means - missing < war.coalition.threshold * need
}
