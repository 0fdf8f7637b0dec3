//! What the record taught, and what only strayed.
//!
//! A filter with finitely many draws moves parameters by chance as well. Scores that mean nothing are carried along with
//! those of the parameters; a parameter has been taught something only where it moved further than they do.

use super::war_model::{IDLE, idle_shared, is_planned_with};
use serde::Serialize;
use standoff_num::sums::{mean, sum_of, variance};

/// A parameter counts as taught where it lies this many standard deviations of the idle scores away.
const CLEAR: f64 = 3.0;

/// What the record said of one parameter. Scores are normal quantiles of the chance of being lower in its range: mean 0
/// and spread 1 before the record.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ParameterLearning {
    /// The parameter.
    pub path: String,
    /// Mean score after the record.
    pub mean: f64,
    /// Standard deviation of the score after the record.
    pub spread: f64,
    /// Whether it moved, or narrowed, further than scores that mean nothing.
    pub taught: bool,
}

/// How far scores that mean nothing moved.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Noise {
    /// Root mean square of their means.
    pub mean: f64,
    /// Mean of their standard deviations.
    pub spread: f64,
    /// Standard deviation of those.
    pub spread_error: f64,
}

/// What is known after a record: scores `[draw][place]` of the parameters, then the idle ones.
pub(super) struct KnownScores<'a> {
    /// Of the draws, all alike likely: what moves the world.
    pub draws: &'a [&'a [f64]],
    /// Of the games: what actors plan with.
    pub games: &'a [Vec<f64>],
    /// Weights of the games, which sum to one.
    pub weights: &'a [f64],
}

impl KnownScores<'_> {
    /// The game up to which the weights come to a chance.
    pub fn game_at(&self, chance: f64) -> usize {
        let mut below = 0.0;
        let passed = |weight: &&f64| {
            below += **weight;
            below <= chance
        };
        self.weights.iter().take_while(passed).count().min(self.weights.len().saturating_sub(1))
    }

    /// Mean and standard deviation of a score.
    fn moments(&self, place: usize, of_games: bool) -> (f64, f64) {
        if !of_games {
            let column: Vec<f64> = self.draws.iter().map(|draw| draw[place]).collect();
            return (mean(&column), variance(&column).max(0.0).sqrt());
        }
        let scores = || self.games.iter().zip(self.weights).map(|(game, weight)| (game[place], weight));
        let mean = sum_of(scores().map(|(score, weight)| weight * score));
        (mean, sum_of(scores().map(|(score, weight)| weight * (score - mean) * (score - mean))).sqrt())
    }
}

/// The lessons of what is known. With them the noise of parameters that move the world, and of those that actors plan with.
pub(super) fn measure_learning(paths: &[String], known: &KnownScores<'_>) -> (Vec<ParameterLearning>, [Noise; 2]) {
    let of_games = |place: usize| match paths.get(place) {
        Some(path) => is_planned_with(path),
        None => idle_shared(place - paths.len()),
    };
    let moments: Vec<(f64, f64)> = (0..paths.len() + IDLE).map(|place| known.moments(place, of_games(place))).collect();
    let idle = &moments[paths.len()..];
    let noise = [false, true].map(|shared| measure_noise(idle, shared));
    let lesson = |(path, &(mean, spread)): (&String, &(f64, f64))| {
        let floor = &noise[usize::from(is_planned_with(path))];
        let moved = mean.abs() > CLEAR * floor.mean;
        let narrowed = spread < floor.spread - CLEAR * floor.spread_error;
        ParameterLearning { path: path.clone(), mean, spread, taught: moved || narrowed }
    };
    (paths.iter().zip(&moments).map(lesson).collect(), noise)
}

fn measure_noise(idle: &[(f64, f64)], shared: bool) -> Noise {
    let own: Vec<(f64, f64)> = idle
        .iter()
        .enumerate()
        .filter(|(place, _)| idle_shared(*place) == shared)
        .map(|(_, moments)| *moments)
        .collect();
    let squares: Vec<f64> = own.iter().map(|(mean, _)| mean * mean).collect();
    let spreads: Vec<f64> = own.iter().map(|(_, spread)| *spread).collect();
    Noise { mean: mean(&squares).sqrt(), spread: mean(&spreads), spread_error: variance(&spreads).max(0.0).sqrt() }
}
