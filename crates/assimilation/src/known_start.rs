//! What the scenario itself says of members and backers on its first day, where a record runs past that day.
//!
//! A scenario states who gives how much of its own, who takes which stance and who backs whom. Most members are in no report of their own:
//! the record has the sum of a group, which says nothing of how the group shares it. Their states would drift apart over
//! years, and the filter would forget what the scenario knows.

use crate::calendar::Calendar;
use crate::givers::set_stance;
use standoff_scenario::{Scenario, months_between};
use standoff_world::state::{Backing, Regime, State};
use standoff_world::war::{War, World};
use std::collections::BTreeSet;

/// Stances and shares of the members on the scenario's first day.
#[derive(Debug, Clone)]
pub(super) struct KnownStart {
    /// Last step that ends by that day.
    step: u32,
    /// Members of each group whose aid is reported as a sum, without those that have reports of their own.
    groups: Vec<Vec<usize>>,
}

impl KnownStart {
    /// What is known where a calendar begins before the scenario's first day and reaches it; none elsewhere.
    pub fn new(scenario: &Scenario, calendar: &Calendar) -> Option<Self> {
        let months = months_between(calendar.start, scenario.start) - scenario.origin_months();
        // The last step that ends by that day: one that ends later holds what happened after it.
        let step = (months / scenario.step.months() + 1e-9).floor();
        let reached = calendar.recorded && (1.0..=f64::from(calendar.step_count())).contains(&step);
        // Later reports are left out: what a state is on this day must not depend on how far the record goes.
        let until = calendar.reports.iter().take(step.max(0.0) as usize + 1);
        let readings = || until.clone().flat_map(|report| &report.aid).map(|reading| &reading.value.members);
        let alone: BTreeSet<usize> = readings().filter(|members| members.len() == 1).flatten().copied().collect();
        let groups: BTreeSet<&Vec<usize>> = readings().filter(|members| members.len() > 1).collect();
        let without_own = |members: &Vec<usize>| members.iter().copied().filter(|one| !alone.contains(one)).collect();
        reached.then(|| Self { step: step as u32, groups: groups.into_iter().map(without_own).collect() })
    }

    /// Sets stances and backers to those of the scenario, and shares out what a group gives as the scenario does, if this is the step.
    pub fn apply_to_state(&self, world: &World, state: &mut State, time: u32, step_months: f64) {
        if time != self.step {
            return;
        }
        let war = &world.war;
        for (member, known) in war.members.iter().enumerate() {
            set_stance(war, &mut state.coalition, member, known.stance);
        }
        state.coalition.departed_share = 0.0;
        state.backing = Backing::at_start(&war.backers);
        for group in &self.groups {
            share_as_stated(war, state, group);
        }
        let truce = matches!(state.regime, Regime::Truce { .. });
        state.coalition.measure(war, state.posture, truce, f64::from(state.time) * step_months);
    }
}

/// Shares the sum of what some members give in proportion to what the scenario says that each gives.
fn share_as_stated(war: &War, state: &mut State, group: &[usize]) {
    let stated = |member: usize| war.members[member].figures.willingness * war.members[member].figures.income;
    let coalition = &mut state.coalition;
    let given: f64 = group.iter().map(|&member| coalition.member_aid_bn(member)).sum();
    let giving = |&&member: &&usize| coalition.member_aid_bn(member) > 0.0;
    let givers: Vec<usize> = group.iter().filter(giving).copied().collect();
    let all: f64 = givers.iter().map(|&member| stated(member)).sum();
    if given > 0.0 && all > 0.0 {
        givers.iter().for_each(|&member| coalition.aid_rate_bn[member] = given * stated(member) / all);
    }
}
