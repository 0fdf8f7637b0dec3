//! The games that futures of a history are played with, each with draws other than its own.

use crate::war_model::{PlayableDraw, WarModel};
use standoff_engine::equilibrium::Equilibrium;
use standoff_lab::ensemble::design::Design;
use standoff_lab::error::DrawError;
use standoff_world::war::World;
use std::sync::Arc;

/// The games of a filter.
pub(super) struct GamesOfHistory<'a> {
    model: &'a WarModel<'a>,
    games: &'a [Arc<Equilibrium>],
    /// Scores of each game, `[game][place]`.
    scores: Vec<Vec<f64>>,
}

impl<'a> GamesOfHistory<'a> {
    pub(super) fn new(model: &'a WarModel<'a>, games: &'a [Arc<Equilibrium>]) -> Self {
        Self { model, games, scores: model.scores_of_games(games.len()) }
    }

    pub(super) fn equilibrium(&self, game: usize) -> &Equilibrium {
        &self.games[game]
    }

    /// World of a design with what moves the world from a draw, and what actors plan with from a game.
    ///
    /// # Errors
    ///
    /// The reason why there is no such world.
    pub(super) fn world_of_draw(
        &self,
        design: &Design<'_>,
        played: &PlayableDraw,
        game: usize,
    ) -> Result<World, DrawError> {
        let values = match played.ancestor == game {
            true => &played.values,
            false => &self.model.values_at_scores(&self.model.scores_with_game(&played.scores, &self.scores[game])),
        };
        // What texts mean is part of the game.
        Ok(design.plain_world(values)?.with_reasons_of(self.games[game].world()))
    }
}
