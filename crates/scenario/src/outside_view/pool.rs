//! Weights with which the model and the outside view are pooled, learnt from wars that are over.

use jiff::civil::Date;
use serde::Deserialize;

const BLEND: &str = include_str!("../../../../scenarios/reference/blend.toml");

/// Weights of a pooled forecast, which sum to one.
#[derive(Debug, Clone, PartialEq)]
pub struct PoolWeights {
    /// Weight of the model.
    pub model: f64,
    /// Weight of the outside view.
    pub outside: f64,
    /// Lowest and highest weight of the model when each war in turn is left out.
    pub model_range: [f64; 2],
    /// Wars from which they were learnt.
    pub wars: usize,
    /// Day on which they were learnt.
    pub learnt: Date,
    /// Command that learns them.
    pub command: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Stored {
    model: f64,
    outside: f64,
    model_range: [f64; 2],
    wars: usize,
    learnt: toml::value::Datetime,
    command: String,
}

/// The weights that come with the program.
///
/// ```
/// let weights = standoff_scenario::outside_view::pool_weights().unwrap();
/// assert!((weights.model + weights.outside - 1.0).abs() < 1e-9 && weights.wars > 10);
/// ```
pub fn pool_weights() -> Option<PoolWeights> {
    let Stored { model, outside, model_range, wars, learnt, command } = toml::from_str(BLEND).ok()?;
    Some(PoolWeights { model, outside, model_range, wars, learnt: learnt.to_string().parse().ok()?, command })
}
