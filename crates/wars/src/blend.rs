//! The weights of model and outside view in a pooled forecast of an end, learnt from wars that are over.
//!
//! `logit p = w logit p_model + (1 - w) logit p_outside` (a logarithmic pool of two; Genest and Zidek 1986, Statistical
//! Science 1:114). A model that adds nothing gets no weight.

use crate::rows::{ForecastWar, OVER_MONTHS};
use schemars::JsonSchema;
use serde::Serialize;
use standoff_engine::outside_view::pool_chances;
use standoff_num::sums::mean;
use std::collections::BTreeMap;

/// Fewest wars from which weights are learnt.
const FEWEST_WARS: usize = 10;

/// Steps of the search for the best weight: no score tells finer ones apart.
const STEPS: usize = 100;

/// Weights of the two forecasts, and what they are worth.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Blend {
    /// Weight of the model, 0 to 1.
    pub model: f64,
    /// Weight of the outside view.
    pub outside: f64,
    /// Weight of the model when a war is left out, by war: what a forecast of that war is pooled with.
    pub without: BTreeMap<String, f64>,
    /// Mean logarithmic score of the model, of the outside view and of the blend for "over within 6, 12 and 24 months"; the
    /// blend of each war with weights learnt from the others. A war counts the same whatever its number of origins.
    pub scores: BlendScores,
    /// Wars from which it was learnt.
    pub wars: usize,
}

/// Mean logarithmic scores; the lower the better.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, JsonSchema)]
pub struct BlendScores {
    /// The model alone.
    pub model: f64,
    /// The outside view alone: the mean of Weibull, log-normal and log-logistic.
    pub outside: f64,
    /// The blend.
    pub blend: f64,
}

/// A pair of forecasts of one event, and whether it happened.
#[derive(Debug, Clone, Copy)]
struct Pair {
    model: f64,
    outside: f64,
    came: bool,
}

impl Pair {
    fn score(&self, weight: f64) -> f64 {
        let chance = pool_chances(self.model, self.outside, weight);
        -libm::log(if self.came { chance } else { 1.0 - chance })
    }
}

/// Learns the weights from the forecasts of all wars; none of fewer than ten wars.
pub fn learn_blend(wars: &[ForecastWar]) -> Option<Blend> {
    let paired: Vec<(&str, Vec<Pair>)> = wars.iter().map(|war| (war.war.name.as_str(), pairs_of_war(war))).collect();
    let (names, pairs): (Vec<&str>, Vec<Vec<Pair>>) = paired.into_iter().filter(|(_, pairs)| !pairs.is_empty()).unzip();
    if pairs.len() < FEWEST_WARS {
        return None;
    }
    let without = |left_out: usize| {
        let others: Vec<&[Pair]> =
            pairs.iter().enumerate().filter(|(war, _)| *war != left_out).map(|(_, pairs)| &pairs[..]).collect();
        best_weight(&others)
    };
    let weights: Vec<f64> = (0..pairs.len()).map(without).collect();
    let blended: Vec<f64> = pairs.iter().zip(&weights).map(|(pairs, &weight)| mean_score(pairs, weight)).collect();
    let alone = |weight: f64| mean(&pairs.iter().map(|pairs| mean_score(pairs, weight)).collect::<Vec<f64>>());
    let all: Vec<&[Pair]> = pairs.iter().map(|pairs| &pairs[..]).collect();
    let model = best_weight(&all);
    Some(Blend {
        model,
        outside: 1.0 - model,
        without: names.into_iter().map(str::to_owned).zip(weights).collect(),
        scores: BlendScores { model: alone(1.0), outside: alone(0.0), blend: mean(&blended) },
        wars: pairs.len(),
    })
}

fn pairs_of_war(war: &ForecastWar) -> Vec<Pair> {
    let of_origin = |place: usize| {
        let (origin, forecast) = &war.forecasts[place];
        let to_end = war.war.months_to_end(*origin);
        let pair = |months: usize| {
            let (model, outside) = (forecast.curve.over_within(months), war.outside(place, months)?);
            Some(Pair { model, outside, came: to_end <= months as f64 })
        };
        OVER_MONTHS.into_iter().filter_map(pair).collect::<Vec<Pair>>()
    };
    (0..war.forecasts.len()).flat_map(of_origin).collect()
}

fn mean_score(pairs: &[Pair], weight: f64) -> f64 {
    mean(&pairs.iter().map(|pair| pair.score(weight)).collect::<Vec<f64>>())
}

/// The weight of the model with the least mean score over wars; of equal ones the smallest.
fn best_weight(wars: &[&[Pair]]) -> f64 {
    let score = |weight: f64| mean(&wars.iter().map(|pairs| mean_score(pairs, weight)).collect::<Vec<f64>>());
    let weights = (0..=STEPS).map(|step| step as f64 / STEPS as f64);
    let scored = weights.map(|weight| (score(weight), weight));
    scored.fold((f64::INFINITY, 0.0), |best, next| if next.0 < best.0 { next } else { best }).1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(model: f64, outside: f64, came: usize, of: usize) -> Vec<Pair> {
        (0..of).map(|place| Pair { model, outside, came: place < came }).collect()
    }

    /// With one pair of chances the best pooled chance is the frequency, where the weights can reach it.
    #[test]
    fn the_weight_meets_the_frequency() {
        let four_of_ten = pairs(0.2, 0.6, 4, 10);
        let weight = best_weight(&[&four_of_ten]);
        assert!((pool_chances(0.2, 0.6, weight) - 0.4).abs() < 0.01, "{weight}");
        assert_eq!(best_weight(&[&pairs(0.2, 0.6, 9, 10)]), 0.0);
        assert_eq!(best_weight(&[&pairs(0.2, 0.6, 1, 10)]), 1.0);
    }
}
