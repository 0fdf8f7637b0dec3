//! The prior of the populations: games, and draws that share them.
//!
//! Solving a game takes longer than all the rest of a draw, so several draws share one: they have the same parameters that
//! actors plan with, and their own of those that move the world.
//!
//! A forecast without the record has as many draws as the filter has games. They are the same draws, with the same values,
//! reasons and foresight, so their games are solved once and serve both. Each population has a part of them, in the random
//! order in which the hypercube deals them out, and a Latin hypercube of its own for what moves the world, so that the
//! differences of populations show the error of the filter; decision 93 says how nearly.

use super::request::FilterSize;
use super::war_model::{PlayableDraw, WarModel, is_idle_score_shared, is_planned_with};
use rayon::prelude::*;
use standoff_engine::equilibrium::Equilibrium;
use standoff_lab::ensemble::design::Design;
use standoff_lab::ensemble::feasibility::check_game;
use standoff_lab::error::{DrawError, LabError};
use standoff_num::LatinHypercube;
use standoff_num::distributions::normal_quantile;
use standoff_scenario::Values;
use std::ops::Range;
use std::sync::Arc;

/// Most populations of a filter. The error of an answer is measured between them, and sixteen measure it to about a sixth;
/// with more, each would be too small to follow the record.
const MOST_POPULATIONS: usize = 16;

/// Least number of games of a population.
const LEAST_GAMES: usize = 4;

/// Number of games that a filter of a size solves.
pub(crate) fn game_count(size: FilterSize) -> usize {
    size.games.clamp(1, size.draws.max(1))
}

/// Number of populations of a filter with so many games.
pub(super) fn population_count(games: usize) -> usize {
    (games / LEAST_GAMES).clamp(1, MOST_POPULATIONS)
}

/// Share of `all` things that belongs to a population, which is one of `of`.
pub(super) fn share_of_population(population: usize, of: usize, all: usize) -> Range<usize> {
    population * all / of..(population + 1) * all / of
}

/// Seed of a population below that of all; the first has it unchanged.
pub(super) fn population_seed(seed: u64, population: usize) -> u64 {
    seed ^ ((population as u64) << 48)
}

impl WarModel<'_> {
    /// Draws the prior of a single population, each draw with one of `games` games. `done` is called after each game.
    ///
    /// # Errors
    ///
    /// As [`WarModel::solve_games`], and the reason why a draw cannot be played.
    pub fn prior_draws(
        &self,
        games: usize,
        stopped: &(dyn Fn() -> bool + Sync),
        done: &(dyn Fn() + Sync),
    ) -> Result<Vec<Arc<PlayableDraw>>, LabError> {
        let games = self.solve_games(games, stopped, done)?;
        Ok(self.draws_of_population(&games, 0, 1)?)
    }

    /// Solves the games of all populations. They depend on the scenario alone, so models with other calendars can share
    /// them.
    ///
    /// # Errors
    ///
    /// [`LabError::NothingDone`] where it was stopped, [`LabError::AllFailed`] where a game cannot be solved.
    pub fn solve_games(
        &self,
        games: usize,
        stopped: &(dyn Fn() -> bool + Sync),
        done: &(dyn Fn() + Sync),
    ) -> Result<Vec<Arc<Equilibrium>>, LabError> {
        let design = Design { draws: games.clamp(1, self.design.draws), ..self.design.clone() };
        let values = design.draw_values();
        let solve = |draw: usize| {
            if stopped() {
                return Err(LabError::NothingDone);
            }
            let world = design.calibrated_world(draw, &values(draw))?;
            let solved = design.solve_game(&world, draw);
            check_game(&solved)?;
            done();
            Ok(Arc::new(solved))
        };
        (0..design.draws).into_par_iter().with_max_len(1).map(solve).collect()
    }

    /// Draws the prior of a population, which is one of `of`; its draws share its games in turn.
    ///
    /// # Errors
    ///
    /// The reason why a draw cannot be played.
    pub fn draws_of_population(
        &self,
        games: &[Arc<Equilibrium>],
        population: usize,
        of: usize,
    ) -> Result<Vec<Arc<PlayableDraw>>, DrawError> {
        let own = share_of_population(population, of, games.len());
        if own.is_empty() {
            return Err(DrawError::NoGame);
        }
        let game_of_draw = |draw: usize| own.start + draw % own.len();
        let planned = self.scores_of_games(games.len());
        let count = share_of_population(population, of, self.design.draws).len();
        let mut scores = self.latin_scores(population_seed(self.design.seed, population), count);
        for (draw, scores) in scores.iter_mut().enumerate() {
            *scores = self.scores_with_game(scores, &planned[game_of_draw(draw)]);
        }
        let ready = |(draw, scores, values): (usize, Vec<f64>, Values)| {
            let game = game_of_draw(draw);
            self.playable_draw(scores, values, Arc::clone(&games[game]), game).map(Arc::new)
        };
        self.map_draws(scores, ready).into_iter().collect()
    }

    /// Restores draws from a checkpoint: from their scores, and the games that they play.
    ///
    /// # Errors
    ///
    /// The reason why a draw cannot be played, or [`DrawError::Foreign`] where there are no such scores or games.
    pub(super) fn restore_draws(
        &self,
        scores: &[Vec<f64>],
        ancestors: &[usize],
        games: &[Arc<Equilibrium>],
    ) -> Result<Vec<Arc<PlayableDraw>>, DrawError> {
        let whole =
            |scores: &Vec<f64>| scores.len() == self.score_addresses.len() && scores.iter().all(|one| one.is_finite());
        let known = |ancestor: &usize| *ancestor < games.len();
        if scores.len() != ancestors.len() || !scores.iter().all(whole) || !ancestors.iter().all(known) {
            return Err(DrawError::Foreign);
        }
        let ready = |(draw, scores, values): (usize, Vec<f64>, Values)| {
            let game = Arc::clone(&games[ancestors[draw]]);
            self.playable_draw(scores, values, game, ancestors[draw]).map(Arc::new)
        };
        self.map_draws(scores.to_vec(), ready).into_iter().collect()
    }

    /// Scores of the games: those of the draws of a forecast without the record.
    pub(super) fn scores_of_games(&self, games: usize) -> Vec<Vec<f64>> {
        self.latin_scores(self.design.seed, games)
    }

    /// A Latin hypercube of scores: those of the parameters, then the idle ones (decision 74).
    fn latin_scores(&self, seed: u64, draws: usize) -> Vec<Vec<f64>> {
        let design = LatinHypercube::new(seed, draws as u32);
        let column = |&key: &u32| -> Vec<f64> { design.column(key).into_iter().map(normal_quantile).collect() };
        let columns: Vec<Vec<f64>> = self.score_addresses.iter().map(column).collect();
        (0..draws).map(|draw| columns.iter().map(|column| column[draw]).collect()).collect()
    }

    /// Scores of a draw with those of a game in the places that belong to it.
    pub(super) fn scores_with_game(&self, own: &[f64], of_game: &[f64]) -> Vec<f64> {
        let score =
            |(place, (own, of_game)): (usize, (&f64, &f64))| if self.is_of_game(place) { *of_game } else { *own };
        own.iter().zip(of_game).enumerate().map(score).collect()
    }

    /// True where a score belongs to the game: that of a parameter that actors plan with, or an idle one that is shared
    /// alike.
    fn is_of_game(&self, place: usize) -> bool {
        let paths = self.parameter_paths();
        paths.get(place).map_or_else(|| is_idle_score_shared(place - paths.len()), |path| is_planned_with(path))
    }
}
