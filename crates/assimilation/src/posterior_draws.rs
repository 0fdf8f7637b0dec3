//! Posterior draws: the draws of a population from which a forecast goes on.

use crate::learning::{KnownScores, ParameterLearning};
use crate::request::AssimilationRequest;
use crate::war_model::{Particle, STEP_WIDTH, WarModel, is_planned_with};
use standoff_filter::Population;
use standoff_lab::ensemble::posterior::{Posterior, PosteriorDraw};
use standoff_lab::ensemble::record_summary::RecordSummary;
use standoff_num::LatinHypercube;
use standoff_num::distributions::normal_quantile;
use standoff_num::random::entity_address;
use standoff_world::coalition::instruments::Status;
use standoff_world::state::State;
use standoff_world::war::War;

/// Posterior draws, spread evenly over the population.
///
/// Parameters that actors plan with come from the games, by their weights (decision 81). Of the others, a parameter
/// about which the record taught nothing gets its whole range back, rather than the few values that resampling happened
/// to leave (decision 80).
pub(crate) fn posterior_draws(
    model: &WarModel<'_>,
    population: &Population<WarModel<'_>>,
    (learning, known): (&[ParameterLearning], &KnownScores<'_>),
    request: &AssimilationRequest,
) -> Posterior {
    let draws = population.parameters.len();
    let kept = request.size.kept.clamp(1, draws);
    let design = LatinHypercube::new(request.seed, kept as u32);
    let fresh = fresh_columns(learning, &model.score_addresses, &design);
    let games = draw_games(known, &design);
    let onward = request.scenario.begun_on(request.as_of);
    let updated = |place: usize| {
        let draw = place * draws / kept;
        let played = &population.parameters[draw];
        let score = |(path, (own, fresh)): (usize, (&f64, &Option<Vec<f64>>))| match fresh {
            Some(column) => normal_quantile(column[place]),
            None if is_planned_with(&learning[path].path) => known.games[games[place]][path],
            None => *own,
        };
        let scores: Vec<f64> = played.scores.iter().zip(&fresh).enumerate().map(score).collect();
        let states = &population.states[draw * population.paths..(draw + 1) * population.paths];
        let values = model.values_at_scores(&scores);
        let war = onward.war(&values);
        PosteriorDraw {
            values,
            reasons: model.reason_draws(games[place]),
            states: states.iter().map(|particle| state_at_start(particle, &war)).collect(),
        }
    };
    Posterior { draws: (0..kept).map(updated).collect(), record: RecordSummary::default() }
}

/// Columns of the design for the parameters about which the record taught nothing; none where a parameter keeps its
/// scores.
fn fresh_columns(learning: &[ParameterLearning], addresses: &[u32], design: &LatinHypercube) -> Vec<Option<Vec<f64>>> {
    let column = |(learned, &entity): (&ParameterLearning, &u32)| {
        // The front of the states is counted in steps of this width, so it must stay.
        let keeps_scores = learned.taught || learned.path == STEP_WIDTH || is_planned_with(&learned.path);
        (!keeps_scores).then(|| design.column(entity))
    };
    learning.iter().zip(addresses).map(column).collect()
}

/// A game for each draw, by the games' weights.
fn draw_games(known: &KnownScores<'_>, design: &LatinHypercube) -> Vec<usize> {
    let chances = design.column(entity_address("games"));
    chances.into_iter().map(|chance| known.game_at_cumulative_weight(chance)).collect()
}

/// State as a forecast begins with it: its clock at zero, and instruments that were proposed and never voted on due at
/// the forecast's own dates. (A vote that waits for another instrument does not come nearer while it waits.)
fn state_at_start(particle: &Particle, war: &War) -> State {
    let mut state = particle.state.clone();
    state.time = 0;
    for (now, instrument) in state.coalition.instruments.iter_mut().zip(&war.instruments) {
        if now.status == Status::Proposed && now.tries_left == instrument.retries {
            now.next_vote_months = instrument.figures.first_vote;
        }
    }
    state.coalition.renumber();
    state
}
