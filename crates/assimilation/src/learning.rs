//! Learning: the parameters about which the record taught something, told apart from those that moved by chance.
//!
//! A filter with finitely many draws moves parameters by chance as well. Idle scores, which mean nothing, are carried
//! along with those of the parameters. The record has taught something about a parameter only where it moved further
//! than they do (decision 80).

use super::war_model::{IDLE_SCORES, is_idle_score_shared, is_planned_with};
use schemars::JsonSchema;
use serde::Serialize;
use standoff_num::sums::{mean, sum_of, variance};

/// Number of standard deviations of the idle scores beyond which a parameter counts as taught. Many parameters are
/// judged at once, of which two standard deviations would let several pass by chance.
const TAUGHT_BEYOND: f64 = 3.0;

/// Learning about one parameter. Its score is the normal quantile of the chance of a lower value in its range: mean 0
/// and standard deviation 1 before the record.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct ParameterLearning {
    /// The parameter.
    pub path: String,
    /// Mean score after the record.
    pub mean: f64,
    /// Standard deviation of the score after the record.
    pub spread: f64,
    /// True where it moved or narrowed further than idle scores do.
    pub taught: bool,
}

/// Movement of idle scores, which mean nothing.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, JsonSchema)]
pub struct IdleNoise {
    /// Root mean square of their means: 0 without noise.
    pub mean: f64,
    /// Mean of their standard deviations: 1 without noise.
    pub spread: f64,
    /// Standard deviation of their standard deviations.
    pub spread_error: f64,
}

/// Scores after a record, `[draw][place]`: those of the parameters, then the idle ones.
pub(super) struct KnownScores<'a> {
    /// Of the draws, which have equal weights: for parameters that move the world.
    pub draws: &'a [&'a [f64]],
    /// Of the games: for parameters that actors plan with.
    pub games: &'a [Vec<f64>],
    /// Weights of the games, which sum to one.
    pub weights: &'a [f64],
}

impl KnownScores<'_> {
    /// Mean and standard deviation of a score.
    fn score_moments(&self, place: usize, of_games: bool) -> (f64, f64) {
        if !of_games {
            let column: Vec<f64> = self.draws.iter().map(|draw| draw[place]).collect();
            return (mean(&column), variance(&column).max(0.0).sqrt());
        }
        let scores = || self.games.iter().zip(self.weights).map(|(game, weight)| (game[place], weight));
        let mean = sum_of(scores().map(|(score, weight)| weight * score));
        (mean, sum_of(scores().map(|(score, weight)| weight * (score - mean) * (score - mean))).sqrt())
    }
}

/// Measures what was learned about each parameter, and the noise of both kinds of idle scores.
pub(super) fn measure_learning(paths: &[String], known: &KnownScores<'_>) -> (Vec<ParameterLearning>, [IdleNoise; 2]) {
    let of_games = |place: usize| match paths.get(place) {
        Some(path) => is_planned_with(path),
        None => is_idle_score_shared(place - paths.len()),
    };
    let moments: Vec<(f64, f64)> =
        (0..paths.len() + IDLE_SCORES).map(|place| known.score_moments(place, of_games(place))).collect();
    let idle = &moments[paths.len()..];
    let noise = [false, true].map(|shared| measure_noise(idle, shared));
    let lesson = |(path, &(mean, spread)): (&String, &(f64, f64))| {
        let floor = &noise[usize::from(is_planned_with(path))];
        let moved = mean.abs() > TAUGHT_BEYOND * floor.mean;
        let narrowed = spread < floor.spread - TAUGHT_BEYOND * floor.spread_error;
        ParameterLearning { path: path.clone(), mean, spread, taught: moved || narrowed }
    };
    (paths.iter().zip(&moments).map(lesson).collect(), noise)
}

fn measure_noise(idle: &[(f64, f64)], shared: bool) -> IdleNoise {
    let own: Vec<(f64, f64)> = idle
        .iter()
        .enumerate()
        .filter(|(place, _)| is_idle_score_shared(*place) == shared)
        .map(|(_, moments)| *moments)
        .collect();
    let squares: Vec<f64> = own.iter().map(|(mean, _)| mean * mean).collect();
    let spreads: Vec<f64> = own.iter().map(|(_, spread)| *spread).collect();
    IdleNoise { mean: mean(&squares).sqrt(), spread: mean(&spreads), spread_error: variance(&spreads).max(0.0).sqrt() }
}
