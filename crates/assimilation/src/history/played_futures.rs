//! Futures played on from the states of a filter, with the games that they have.

use super::answers::{Answers, MOST_MONTHS, read_answers};
use super::games_of_history::GamesOfHistory;
use crate::calendar::Calendar;
use crate::driver::ObservedRun;
use crate::posterior_draws::state_at_start;
use crate::request::AssimilationRequest;
use crate::war_model::{Particle, PlayableDraw, WarModel};
use rayon::prelude::*;
use standoff_engine::equilibrium::Equilibrium;
use standoff_filter::{Population, systematic_resample};
use standoff_lab::ensemble::clusters::{Clusters, LEAST_POPULATIONS};
use standoff_lab::ensemble::design::Design;
use standoff_lab::ensemble::package_distances::package_distances;
use standoff_lab::error::DrawError;
use standoff_lab::future::clock::Clock;
use standoff_lab::future::simulation::Simulation;
use standoff_lab::random_stream::RandomStream;
use standoff_num::Draws;
use standoff_num::sums::sum_of;
use standoff_scenario::{Date, Scenario};
use standoff_world::step::Pace;
use standoff_world::war::{War, World};
use std::sync::Arc;

/// A state picked from a filter, with the game that its future is played with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Pick {
    /// Population.
    pub population: usize,
    /// Slot in it.
    pub slot: usize,
    /// Number of the pick within its population, which addresses the random numbers of its future.
    pub path: usize,
    /// Game, which need not be the one that the state has been played with.
    pub game: usize,
}

/// A picked state with its draw.
pub(super) type Picked<'p> = (&'p Arc<PlayableDraw>, &'p Particle, Pick);

/// A picked state of these populations with its draw.
pub(super) fn picked_state<'p>(populations: &'p [Population<WarModel<'_>>], pick: Pick) -> Picked<'p> {
    let population = &populations[pick.population];
    (&population.parameters[pick.slot / population.paths], &population.states[pick.slot], pick)
}

/// Number of states that are picked where about `count` are wanted: as many from every population, and one at least.
pub(super) fn pick_count(count: usize, populations: usize) -> usize {
    (count / populations.max(1)).max(1) * populations
}

/// States picked from all populations, about `count`, in proportion to their weights and evenly. Every population gives
/// as many. Draws of one population are spread at the same points at every date, so that dates share their luck.
///
/// Games are picked by their own weights among those of the population, as in a forecast (decision 81), and paired with the
/// states.
pub(super) fn pick_states(run: &ObservedRun<'_, '_>, count: usize) -> Vec<Pick> {
    let each = pick_count(count, run.populations.len()) / run.populations.len().max(1);
    let of = |(population, one): (usize, &Population<WarModel<'_>>)| {
        let slots = systematic_resample(&one.weights(), each, 0.5);
        let own = run.games_of_population(population);
        let games = systematic_resample(&run.game_weights.weights_among(own.clone()), each, 0.5);
        let pick = move |(path, (slot, game)): (usize, (usize, usize))| Pick {
            population,
            slot,
            path,
            game: own.start + game,
        };
        slots.into_iter().zip(games).enumerate().map(pick).collect::<Vec<Pick>>()
    };
    run.populations.iter().enumerate().flat_map(of).collect()
}

/// Weight of each pick in the mean over all: a population counts by the weights of its games.
pub(super) fn weights_of_picks(run: &ObservedRun<'_, '_>, picks: &[Pick]) -> Vec<f64> {
    let games = run.game_weights.normalised_weights();
    let of_population = |number: usize| sum_of(games[run.games_of_population(number)].iter().copied());
    let by_population: Vec<f64> = (0..run.populations.len()).map(of_population).collect();
    picks.iter().map(|pick| by_population[pick.population]).collect()
}

/// Clusters between which the errors of means over picks are taken: populations, or draws where there are too few, as in a
/// forecast.
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
    games: &'a GamesOfHistory<'a>,
    scenario: Scenario,
}

impl<'a> FuturePlayer<'a> {
    /// Futures from a day of a record, on whose calendar everything is that is still to come.
    pub(super) fn from_day(
        request: &'a AssimilationRequest,
        games: &'a GamesOfHistory<'a>,
        (calendar, day): (&Calendar, Date),
    ) -> Self {
        Self { request, games, scenario: calendar.scenario_from_day(&request.scenario, day) }
    }

    /// Steps of a future: a truce that begins within the months asked for counts once it has lasted, so that a future goes on
    /// until the last of these could have, and for a month of rounding. No forecast looks beyond its horizon either.
    fn clock(&self, war: &War) -> Clock {
        let months = MOST_MONTHS + war.truce.frozen_after.ceil() as usize + 1;
        self.clock_of_months(months.min(self.scenario.horizon_months as usize))
    }

    fn clock_of_months(&self, months: usize) -> Clock {
        Clock::new(self.scenario.step == standoff_scenario::StepLength::Week, months)
    }

    /// Plays one future from each state, and reads its answers; states stand next to their draws and addresses.
    ///
    /// # Errors
    ///
    /// The reason why a draw has no world from this day on.
    pub(super) fn play(&self, states: &[Picked<'_>]) -> Result<Vec<Answers>, DrawError> {
        self.play_by_clock(states, &|war| self.clock(war))
    }

    fn play_by_clock(
        &self,
        states: &[Picked<'_>],
        clock: &(dyn Fn(&War) -> Clock + Sync),
    ) -> Result<Vec<Answers>, DrawError> {
        let design = Design { scenario: &self.scenario, ..self.request.design() };
        // Picks of one draw and game are neighbours and share a world.
        let same_world =
            |one: &Picked<'_>, other: &Picked<'_>| Arc::ptr_eq(one.0, other.0) && one.2.game == other.2.game;
        let groups: Vec<&[Picked<'_>]> = states.chunk_by(same_world).collect();
        let play = |group: &[Picked<'_>]| match group.first() {
            Some(&(played, _, Pick { game, .. })) => self
                .games
                .world_of_draw(&design, played, game)
                .map(|world| self.play_draw(&world, self.games.equilibrium(game), (group, clock(&world.war)))),
            None => Ok(Vec::new()),
        };
        let played: Vec<Result<Vec<Answers>, DrawError>> = groups.into_par_iter().with_max_len(4).map(play).collect();
        Ok(played.into_iter().collect::<Result<Vec<_>, DrawError>>()?.concat())
    }

    fn play_draw(
        &self,
        world: &World,
        equilibrium: &Equilibrium,
        (group, clock): (&[Picked<'_>], Clock),
    ) -> Vec<Answers> {
        let (pace, distances) = (Pace::new(&world.war, clock.step_months()), package_distances(&world.war));
        let one = |&(_, particle, pick): &Picked<'_>| {
            let state = state_at_start(particle, &world.war);
            let seed = RandomStream::History.seed(self.request.seed);
            let draws = Draws::new(seed, pick.population as u32, pick.path as u32);
            let mut future = Simulation::from_state(world, state, clock, &distances, [pick.population, pick.path]);
            while !future.is_over() {
                future.step(world, &pace, equilibrium, &draws);
            }
            read_answers(future.run_so_far())
        };
        group.iter().map(one).collect()
    }
}

/// Mean of each answer over some futures.
pub(super) fn mean_answers(futures: &[Answers]) -> Answers {
    std::array::from_fn(|answer| standoff_num::sums::mean(&futures.iter().map(|one| one[answer]).collect::<Vec<_>>()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::game_weights::GameWeights;
    use crate::request::FilterSize;
    use standoff_lab::ensemble::design::Resolution;
    use standoff_scenario::evidence::Log;
    use standoff_scenario::{Source, builtin, date};

    /// The two-sided war with a horizon beyond the months of the answers.
    fn long_scenario() -> Scenario {
        let text = builtin::source("two-sided").unwrap().text().replace("horizon = 36", "horizon = 60");
        Scenario::parse(&Source::new("long.toml", text)).unwrap_or_else(|found| panic!("{}", found.render(false))).0
    }

    /// A truce that begins before the last month asked for and lasts beyond it is counted as in a forecast, whose futures
    /// go on to the horizon. Futures that stop with that month miss some.
    #[test]
    fn a_truce_counts_alike_whenever_it_began() {
        let scenario = long_scenario();
        let size = FilterSize { draws: 128, paths: 4, games: 16, kept: 16 };
        let (log, as_of) = (Log::empty(&scenario), date(2025, 6, 1));
        let request = AssimilationRequest { scenario, log, as_of, size, seed: 1, resolution: Resolution::Coarse };
        let (design, calendar) = (request.design(), Calendar::new(&request.scenario, &request.log, as_of));
        let model = WarModel::new(&design, &calendar);
        let games = model.solve_games(16, &|| false, &|| ()).unwrap();
        let population =
            Population::new(&model, model.draws_of_population(&games, 0, 1).unwrap(), size.paths, 1).unwrap();
        let (populations, game_weights) = ([population], GameWeights::equal(games.len()));
        let picks = pick_states(&ObservedRun { populations: &populations, game_weights: &game_weights }, 4096);
        let states: Vec<Picked<'_>> = picks.iter().map(|&pick| picked_state(&populations, pick)).collect();
        let games_of_history = GamesOfHistory::new(&model, &games);
        let player = FuturePlayer::from_day(&request, &games_of_history, (&calendar, as_of));
        let to_month = |months: usize| player.play_by_clock(&states, &|_| player.clock_of_months(months)).unwrap();
        let played = player.play(&states).unwrap();
        assert_eq!(played, to_month(60));
        let settled = |futures: &[Answers]| sum_of(futures.iter().map(|future| future[7]));
        assert!(settled(&to_month(MOST_MONTHS)) < settled(&played), "{}", settled(&played));
    }
}
