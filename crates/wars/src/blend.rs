//! The weights of model and outside view in a pooled forecast of an end, learnt from wars that are over.
//!
//! `logit p = w logit p_model + (1 - w) logit p_outside` (a logarithmic pool of two; Genest and Zidek 1986, Statistical
//! Science 1:114). A model that adds nothing gets no weight.

use crate::curve::EndCurve;
use crate::rows::{ForecastWar, OVER_MONTHS};
use schemars::JsonSchema;
use serde::Serialize;
use standoff_engine::outside_view::pool_chances;
use standoff_num::sums::mean;

/// Steps of the search for the best weight: no score tells finer ones apart.
const STEPS: usize = 100;

/// Weights of the two forecasts, and what they are worth.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Blend {
    /// Weight of the model, 0 to 1.
    pub model: f64,
    /// Weight of the outside view.
    pub outside: f64,
    /// Lowest and highest weight of the model when each war in turn is left out.
    pub model_range: [f64; 2],
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

/// Learns the weights from the forecasts of all wars; none where no war has a forecast of both.
pub fn learn_blend(wars: &[ForecastWar]) -> Option<Blend> {
    let pairs: Vec<Vec<Pair>> = wars.iter().map(pairs_of_war).filter(|pairs| !pairs.is_empty()).collect();
    if pairs.len() < 2 {
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
    let range = weights.iter().fold([1.0_f64, 0.0], |[low, high], &weight| [low.min(weight), high.max(weight)]);
    Some(Blend {
        model,
        outside: 1.0 - model,
        model_range: range,
        scores: BlendScores { model: alone(1.0), outside: alone(0.0), blend: mean(&blended) },
        wars: pairs.len(),
    })
}

fn pairs_of_war(war: &ForecastWar) -> Vec<Pair> {
    let origins = war.forecasts.iter().zip(&war.durations);
    let of_origin = |((origin, forecast), plain): (&(jiff::civil::Date, _), &[Option<EndCurve>; 5])| {
        let forecast: &crate::model_forecast::ModelForecast = forecast;
        let to_end = war.war.months_to_end(*origin);
        let families: Option<Vec<&EndCurve>> = plain[..3].iter().map(Option::as_ref).collect();
        let pair = |months: usize| {
            let families = families.as_ref()?;
            let outside: Vec<f64> = families.iter().map(|curve| curve.over_within(months)).collect();
            let model = forecast.curve.over_within(months);
            Some(Pair { model, outside: mean(&outside), came: to_end <= months as f64 })
        };
        OVER_MONTHS.into_iter().filter_map(pair).collect::<Vec<Pair>>()
    };
    origins.flat_map(of_origin).collect()
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
