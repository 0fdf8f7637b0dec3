//! Whether what was called likely happened often: by chance stated, and by the age of the war.

use crate::curve::WatchedMonths;
use crate::rows::{ForecastWar, OVER_MONTHS};
use schemars::JsonSchema;
use serde::Serialize;
use standoff_lab::error::LabError;
use standoff_scenario::months_between;
use standoff_stats::score::{Binning, assess_reliability};

/// Bins of chances.
const BINS: usize = 5;

/// Level of the intervals.
const LEVEL: f64 = 0.9;

/// Ages, in months, between which months are counted; the last is open.
const AGES: [usize; 6] = [0, 6, 12, 24, 48, 1200];

/// Calibration of the model's forecasts of an end.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Calibration {
    /// "Over within 6, 12 and 24 months" by the chance that was stated; forecasts of a war depend on one another, so the
    /// intervals are too narrow.
    pub stated: Vec<StatedChance>,
    /// Months by the age of the war: ends that the model expected, and ends that came.
    pub by_age: Vec<AgeBand>,
}

/// Forecasts of about the same chance.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, JsonSchema)]
pub struct StatedChance {
    /// Forecasts.
    pub forecasts: usize,
    /// Mean chance stated.
    pub chance: f64,
    /// Share that came.
    pub frequency: f64,
    /// Lower end of the interval of that share (90 %).
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

/// War-months at ages between two bounds.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, JsonSchema)]
pub struct AgeBand {
    /// Least age in months.
    pub from: usize,
    /// Age in months that is no longer part of it; none in the last band.
    pub to: Option<usize>,
    /// War-months, each forecast from the origin before it.
    pub months: f64,
    /// Ends that the model expected in them.
    pub expected: f64,
    /// Ends that came.
    pub came: usize,
}

/// Measures the calibration of the model over all origins.
///
/// # Errors
///
/// [`LabError::Estimate`] where there are no forecasts.
pub fn measure_calibration(wars: &[ForecastWar]) -> Result<Calibration, LabError> {
    let mut chances = Vec::new();
    let mut came = Vec::new();
    for war in wars {
        for (origin, forecast) in &war.forecasts {
            for months in OVER_MONTHS {
                chances.push(forecast.curve.over_within(months));
                came.push(war.war.months_to_end(*origin) <= months as f64);
            }
        }
    }
    let found = assess_reliability(&chances, &came, Binning::EqualWidth(BINS), LEVEL)
        .map_err(|error| LabError::Estimate(error.to_string()))?;
    let stated = found.bins.iter().map(|bin| StatedChance {
        forecasts: bin.forecasts as usize,
        chance: bin.chance,
        frequency: bin.frequency,
        low: bin.interval.0,
        high: bin.interval.1,
    });
    Ok(Calibration { stated: stated.collect(), by_age: age_bands(wars) })
}

fn age_bands(wars: &[ForecastWar]) -> Vec<AgeBand> {
    let band = |place: usize| AgeBand {
        from: AGES[place],
        to: (place + 2 < AGES.len()).then_some(AGES[place + 1]),
        months: 0.0,
        expected: 0.0,
        came: 0,
    };
    let mut bands: Vec<AgeBand> = (0..AGES.len() - 1).map(band).collect();
    for war in wars {
        for (at, (origin, forecast)) in war.forecasts.iter().enumerate() {
            let age = months_between(war.war.scenario.war_began, *origin).max(0.0);
            let watched = WatchedMonths::new(war.war.months_to_end(*origin), war.months_to_next(at));
            for (month, part) in watched.parts() {
                let now = age as usize + month - 1;
                let place = AGES.partition_point(|&from| from <= now).clamp(1, bands.len()) - 1;
                bands[place].months += part;
                bands[place].expected += part * forecast.curve.month_chance(month);
                bands[place].came += usize::from(watched.ends_in == Some(month));
            }
        }
    }
    bands
}
