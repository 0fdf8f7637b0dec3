//! Curve with bands (a fan chart) over many futures or draws, month by month.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use standoff_num::quantile::quantiles;

/// Lower and upper ends of the central 50, 80 and 90 %: the last is the band that texts quote.
pub const LEVELS: [f64; 6] = [0.25, 0.75, 0.1, 0.9, 0.05, 0.95];

/// Curve with bands, one value a month.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Ribbon {
    /// Median; of a chance, its mean.
    pub middle: Vec<f64>,
    /// The central 50 %.
    pub half: Vec<[f64; 2]>,
    /// The central 80 %.
    pub four_fifths: Vec<[f64; 2]>,
    /// The central 90 %.
    pub nine_tenths: Vec<[f64; 2]>,
    /// Values behind each month: futures, or draws.
    pub counts: Vec<usize>,
}

impl Ribbon {
    /// Ribbon from the number of values of each month, their middle and the ends of their bands at [`LEVELS`].
    pub fn from_bands(rows: impl Iterator<Item = (usize, f64, Vec<f64>)>) -> Self {
        let mut ribbon =
            Self { middle: vec![], half: vec![], four_fifths: vec![], nine_tenths: vec![], counts: vec![] };
        for (count, middle, ends) in rows {
            ribbon.counts.push(count);
            ribbon.middle.push(middle);
            ribbon.half.push([ends[0], ends[1]]);
            ribbon.four_fifths.push([ends[2], ends[3]]);
            ribbon.nine_tenths.push([ends[4], ends[5]]);
        }
        ribbon
    }

    /// Ribbon of the medians and bands of the values of each month.
    pub fn from_values(months: impl Iterator<Item = Vec<f64>>) -> Self {
        let mut levels = vec![0.5];
        levels.extend(LEVELS);
        Self::from_bands(months.map(|values| {
            let mut found = quantiles(&values, &levels);
            (values.len(), found.remove(0), found)
        }))
    }
}
