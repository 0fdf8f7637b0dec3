//! Posterior draws: the draws of a population from which a forecast goes on.

use crate::learning::KnownScores;
use crate::prior::{population_seed, share_of_population};
use crate::request::AssimilationRequest;
use crate::war_model::{Particle, WarModel, is_planned_with};
use rayon::prelude::*;
use standoff_filter::{Population, systematic_resample};
use standoff_lab::ensemble::posterior::{Posterior, PosteriorDraw};
use standoff_lab::ensemble::record_summary::RecordSummary;
use standoff_num::LatinHypercube;
use standoff_num::distributions::normal_quantile;
use standoff_num::random::entity_address;
use standoff_world::coalition::instruments::Status;
use standoff_world::state::State;
use standoff_world::war::War;

/// Posterior draws of all populations.
///
/// Parameters that actors plan with come from the games, by their weights (decision 81); a game is paired with draws of its
/// own population, spread evenly over it. Of the others, those that no report bears on get their whole range back, rather than
/// the few values that resampling happened to leave; all others keep what the population has, chance included: errors between
/// populations show how much of it is chance, and they would not if a threshold decided what is kept (decision 80).
pub(crate) fn posterior_draws(
    model: &WarModel<'_>,
    populations: &[Population<WarModel<'_>>],
    known: &KnownScores<'_>,
    request: &AssimilationRequest,
) -> Posterior {
    let draws: usize = populations.iter().map(|population| population.parameters.len()).sum();
    let games = games_by_weight(known, request.size.kept.clamp(1, draws), request.seed);
    let onward = request.scenario.begun_on(request.as_of);
    let mut made = Vec::new();
    for (number, population) in populations.iter().enumerate() {
        let own_games = share_of_population(number, populations.len(), known.games.len());
        let own: Vec<usize> = games.iter().copied().filter(|game| own_games.contains(game)).collect();
        let design = LatinHypercube::new(population_seed(request.seed, number), own.len() as u32);
        let fresh = fresh_columns(model.parameter_paths(), &model.score_addresses, &design);
        let updated = |(place, &game): (usize, &usize)| {
            let draw = place * population.parameters.len() / own.len();
            let score = |(path, (own, fresh)): (usize, (&f64, &Option<Vec<f64>>))| match fresh {
                Some(column) => normal_quantile(column[place]),
                None if is_planned_with(&model.parameter_paths()[path]) => known.games[game][path],
                None => *own,
            };
            let scores = &population.parameters[draw].scores;
            let scores: Vec<f64> = scores.iter().zip(&fresh).enumerate().map(score).collect();
            let states = &population.states[draw * population.paths..(draw + 1) * population.paths];
            let values = model.values_at_scores(&scores);
            let war = onward.war(&values);
            PosteriorDraw {
                values,
                reasons: model.reason_draws(game),
                states: states.iter().map(|particle| state_at_start(particle, &war)).collect(),
                population: number,
            }
        };
        made.par_extend(own.par_iter().enumerate().map(updated));
    }
    Posterior { draws: made, record: RecordSummary::default(), series: Default::default() }
}

/// Sections whose parameters bear on nothing in a record of fighting: on elections still to come, and on a truce.
const UNSEEN_SECTIONS: [&str; 2] = ["election.", "truce."];

/// Columns of the design for the parameters that no report bears on; none where a parameter keeps its scores.
fn fresh_columns(paths: &[String], addresses: &[u32], design: &LatinHypercube) -> Vec<Option<Vec<f64>>> {
    let is_unseen = |path: &str| UNSEEN_SECTIONS.iter().any(|section| path.starts_with(section));
    let column = |(path, &entity): (&String, &u32)| is_unseen(path).then(|| design.column(entity));
    paths.iter().zip(addresses).map(column).collect()
}

/// A game for each draw, by the games' weights: one at the same place of every `kept`th part of their sum, so that no game is
/// taken more often than its weight asks for, and the games of a population stay together.
fn games_by_weight(known: &KnownScores<'_>, kept: usize, seed: u64) -> Vec<usize> {
    let uniform = LatinHypercube::new(seed, 1).independent(0, entity_address("games"));
    systematic_resample(known.weights, kept, uniform)
}

/// State as a forecast begins with it: its clock at zero, what the front has told counted from
/// there, no settlement under way, and instruments that were proposed and never voted on due at
/// the forecast's own dates. (A vote that waits for another instrument does not come nearer while it waits.)
pub(crate) fn state_at_start(particle: &Particle, war: &War) -> State {
    let mut state = particle.state.clone();
    (state.time, state.seen) = (0, 0.0);
    // A settlement under way would have been reported.
    state.underway = None;
    for (now, instrument) in state.coalition.instruments.iter_mut().zip(&war.instruments) {
        if now.status == Status::Proposed && now.tries_left == instrument.retries {
            now.next_vote_months = instrument.figures.first_vote;
        }
    }
    state.coalition.renumber();
    state
}
