//! Weights with which the model and the outside view are pooled, learnt from wars that are over.

use serde::Deserialize;
use std::collections::BTreeMap;

const BLEND: &str = include_str!("../../../../scenarios/reference/blend.toml");

/// Weights of a pooled forecast, which sum to one.
#[derive(Debug, Clone, PartialEq)]
pub struct PoolWeights {
    /// Weight of the model.
    pub model: f64,
    /// Weight of the outside view.
    pub outside: f64,
    /// Wars from which they were learnt.
    pub wars: usize,
    /// Command that learns them.
    pub command: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Stored {
    model: f64,
    wars: usize,
    command: String,
    without: BTreeMap<String, f64>,
}

/// The weights that come with the program for a war: of one from which they were learnt, those of the other wars.
///
/// ```
/// let weights = standoff_scenario::outside_view::pool_weights("korea-1950").unwrap();
/// let others = standoff_scenario::outside_view::pool_weights("two-sided").unwrap();
/// assert!((weights.model + weights.outside - 1.0).abs() < 1e-9 && weights.wars + 1 == others.wars);
/// ```
pub fn pool_weights(war: &str) -> Option<PoolWeights> {
    let Stored { model, wars, command, without } = toml::from_str(BLEND).ok()?;
    let (model, wars) = without.get(war).map_or((model, wars), |&model| (model, wars - 1));
    Some(PoolWeights { model, outside: 1.0 - model, wars, command })
}
