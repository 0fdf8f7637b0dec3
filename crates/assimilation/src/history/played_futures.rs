//! Futures played on from the states of a filter, with the games that they have.

use super::answers::{ANSWER_COUNT, Answers, MOST_MONTHS, read_answers};
use crate::driver::scenario_onward;
use crate::posterior_draws::state_at_start;
use crate::request::AssimilationRequest;
use crate::war_model::{Particle, PlayableDraw, WarModel};
use rayon::prelude::*;
use standoff_filter::{Population, systematic_resample};
use standoff_lab::ensemble::clusters::Clusters;
use standoff_lab::ensemble::design::Design;
use standoff_lab::ensemble::package_distances::package_distances;
use standoff_lab::future::clock::Clock;
use standoff_lab::future::simulation::Simulation;
use standoff_lab::random_stream::RandomStream;
use standoff_num::Draws;
use standoff_scenario::{Date, Scenario};
use standoff_world::step::Pace;
use standoff_world::war::World;
use std::sync::Arc;

/// Least number of populations between which an error is taken; with fewer, draws are taken for independent, as in a
/// forecast.
const LEAST_POPULATIONS: usize = 3;

/// A state picked from a filter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Pick {
    /// Population.
    pub population: usize,
    /// Slot in it.
    pub slot: usize,
    /// Number of the pick within its population, which addresses the random numbers of its future.
    pub path: usize,
}

/// A picked state with its draw.
pub(super) type Picked<'p> = (&'p Arc<PlayableDraw>, &'p Particle, Pick);

/// A picked state of these populations with its draw.
pub(super) fn picked_state<'p>(populations: &'p [Population<WarModel<'_>>], pick: Pick) -> Picked<'p> {
    let population = &populations[pick.population];
    (&population.parameters[pick.slot / population.paths], &population.states[pick.slot], pick)
}

/// States picked from all populations, about `count`, in proportion to their weights and evenly. Every population gives
/// as many. Draws of one population are spread at the same points at every date, so that dates share their luck.
pub(super) fn pick_states(populations: &[Population<WarModel<'_>>], count: usize) -> Vec<Pick> {
    let each = (count / populations.len().max(1)).max(1);
    let of = |(population, one): (usize, &Population<WarModel<'_>>)| {
        let slots = systematic_resample(&one.weights(), each, 0.5);
        slots.into_iter().enumerate().map(move |(path, slot)| Pick { population, slot, path }).collect::<Vec<Pick>>()
    };
    populations.iter().enumerate().flat_map(of).collect()
}

/// Clusters between which the errors of means over picks are taken: populations, or draws where there are too few.
pub(super) fn clusters_of_picks(populations: &[Population<WarModel<'_>>], picks: &[Pick]) -> Clusters {
    let few = populations.len() < LEAST_POPULATIONS;
    let label = |pick: &Pick| match few {
        true => (pick.population << 32) | (pick.slot / populations[pick.population].paths),
        false => pick.population,
    };
    Clusters::by_label(&picks.iter().map(label).collect::<Vec<usize>>())
}

/// Futures from the end of one step.
pub(super) struct FuturePlayer<'a> {
    request: &'a AssimilationRequest,
    scenario: Scenario,
    clock: Clock,
}

impl<'a> FuturePlayer<'a> {
    /// Futures from a day, on whose calendar everything is that is still to come.
    pub(super) fn from_day(request: &'a AssimilationRequest, day: Date) -> Self {
        let scenario = scenario_onward(&request.scenario, &request.log, day);
        let months = MOST_MONTHS.min(scenario.horizon_months as usize);
        let weekly = scenario.step == standoff_scenario::StepLength::Week;
        Self { request, scenario, clock: Clock::new(weekly, months) }
    }

    /// Plays one future from each state, and reads its answers; states stand next to their draws and addresses. A future that
    /// cannot be played answers no to everything that has not happened yet, as a war that stands still would.
    pub(super) fn play(&self, states: &[Picked<'_>]) -> Vec<Answers> {
        let design = Design { scenario: &self.scenario, ..self.request.design() };
        // Picks of one draw are neighbours and share its world.
        let same_draw = |one: &Picked<'_>, other: &Picked<'_>| Arc::ptr_eq(one.0, other.0);
        let groups: Vec<&[Picked<'_>]> = states.chunk_by(same_draw).collect();
        let played: Vec<Vec<Answers>> =
            groups.into_par_iter().with_max_len(4).map(|group| self.play_draw(&design, group)).collect();
        played.into_iter().flatten().collect()
    }

    fn play_draw(&self, design: &Design<'_>, group: &[Picked<'_>]) -> Vec<Answers> {
        let Some((played, ..)) = group.first() else { return Vec::new() };
        let Ok(world) = played.world_onward(design) else { return vec![[0.0; ANSWER_COUNT]; group.len()] };
        let pace = Pace::new(&world.war, self.clock.step_months());
        let distances = package_distances(&world.war);
        let one = |&(played, particle, pick): &Picked<'_>| {
            self.play_future((played, &world, &pace, &distances), particle, pick)
        };
        group.iter().map(one).collect()
    }

    fn play_future(
        &self,
        (played, world, pace, distances): (&PlayableDraw, &World, &Pace, &[Vec<f64>]),
        particle: &Particle,
        pick: Pick,
    ) -> Answers {
        let state = state_at_start(particle, &world.war);
        let draws = Draws::new(RandomStream::History.seed(self.request.seed), pick.population as u32, pick.path as u32);
        let mut future = Simulation::from_state(world, state, self.clock, distances, [pick.population, pick.path]);
        while !future.is_over() {
            future.step(world, pace, played.equilibrium(), &draws);
        }
        read_answers(future.run_so_far())
    }
}

/// Mean of each answer over some futures.
pub(super) fn mean_answers(futures: &[Answers]) -> Answers {
    std::array::from_fn(|answer| standoff_num::sums::mean(&futures.iter().map(|one| one[answer]).collect::<Vec<_>>()))
}

/// Standard error of the mean of a number over picks; from the numbers alone where there is a single cluster.
pub(super) fn error_between(clusters: &Clusters, numbers: &[f64]) -> f64 {
    let error = clusters.mean_error(numbers);
    if error.is_finite() {
        return error;
    }
    (standoff_num::sums::variance(numbers) / numbers.len().max(1) as f64).max(0.0).sqrt()
}
