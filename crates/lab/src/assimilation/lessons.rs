//! What the record taught, and what only strayed.
//!
//! A filter with finitely many draws moves parameters by chance as well. Scores that mean nothing are carried along with
//! those of the parameters; a parameter has been taught something only where it moved further than they do.

use super::war_model::{IDLE, idle_shared, planned};
use serde::{Deserialize, Serialize};
use standoff_num::sums::{mean, variance};

/// A parameter counts as taught where it lies this many standard deviations of the idle scores away.
const CLEAR: f64 = 3.0;

/// What the record said of one parameter. Scores are normal quantiles of the chance of being lower in its range: mean 0
/// and spread 1 before the record.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Lesson {
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
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Noise {
    /// Root mean square of their means.
    pub mean: f64,
    /// Mean of their standard deviations.
    pub spread: f64,
    /// Standard deviation of those.
    pub spread_error: f64,
}

/// The lessons of a population of scores, `[draw][place]`: those of the parameters, then the idle ones. With them the
/// noise of parameters that move the world, and of those that actors plan with.
pub(super) fn lessons(paths: &[String], scores: &[Vec<f64>]) -> (Vec<Lesson>, [Noise; 2]) {
    let moments: Vec<(f64, f64)> = (0..paths.len() + IDLE).map(|place| moments(scores, place)).collect();
    let idle = &moments[paths.len()..];
    let noise = [false, true].map(|shared| noise(idle, shared));
    let lesson = |(path, &(mean, spread)): (&String, &(f64, f64))| {
        let floor = &noise[usize::from(planned(path))];
        let moved = mean.abs() > CLEAR * floor.mean;
        let narrowed = spread < floor.spread - CLEAR * floor.spread_error;
        Lesson { path: path.clone(), mean, spread, taught: moved || narrowed }
    };
    (paths.iter().zip(&moments).map(lesson).collect(), noise)
}

fn moments(scores: &[Vec<f64>], place: usize) -> (f64, f64) {
    let column: Vec<f64> = scores.iter().map(|draw| draw[place]).collect();
    (mean(&column), variance(&column).max(0.0).sqrt())
}

fn noise(idle: &[(f64, f64)], shared: bool) -> Noise {
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
