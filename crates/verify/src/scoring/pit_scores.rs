//! Probability integral transforms of a forecaster's answers.

use super::scores::PitScores;
use super::stated_forecast::StatedForecast;
use standoff_num::Draws;
use standoff_num::random::entity_address;
use standoff_stats::StatsError;
use standoff_stats::score::pit_histogram;

/// Purpose of the draws that place an outcome within a tie or a category.
const PIT_PURPOSE: u16 = 1;
/// Values that a bin should have, for the chi-squared approximation of its count to hold.
const VALUES_IN_BIN: usize = 5;
/// Most bins.
const MOST_BINS: usize = 10;

/// The number between 0 and 1 that places an outcome within a tie or a category. It is addressed by forecaster, question
/// and day, so that other forecasts do not change it.
pub(super) fn pit_uniform(stated: &StatedForecast, seed: u64) -> f64 {
    let draws = Draws::new(seed, entity_address(&stated.forecaster), entity_address(&stated.question));
    draws.uniform(PIT_PURPOSE, 0, entity_address(&stated.made.to_string()))
}

/// The histogram of the values, with as many bins as their number bears.
pub(super) fn describe_pit(values: &[f64]) -> Result<PitScores, StatsError> {
    let found = pit_histogram(values, (values.len() / VALUES_IN_BIN).clamp(2, MOST_BINS))?;
    Ok(PitScores {
        counts: found.counts,
        mean: found.mean,
        variance: Some(found.variance).filter(|variance| variance.is_finite()),
        chi_squared: found.chi_squared,
        p: found.p_value,
    })
}
