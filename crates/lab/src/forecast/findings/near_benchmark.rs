//! The place of the model beside the outside view.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The model beside the outside view, at one month.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct NearBenchmark {
    /// Months from the start.
    pub months: usize,
    /// Lowest chance of an end within these months under the outside view.
    pub low: f64,
    /// Highest.
    pub high: f64,
    /// The model's own chance that the fighting first ends within these months, dated as past wars are.
    pub p: f64,
    /// Its Monte Carlo error.
    pub mc_error: f64,
    /// Place of the model.
    pub place: BenchmarkPlace,
}

/// Model and outside view pooled, at the month of [`NearBenchmark`]: `logit p = w logit p_model + (1 - w) logit p_outside`; with
/// a crowd `logit p = w_c logit p_crowd + (1 - w_c) (w logit p_model + (1 - w) logit p_outside)`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PooledEnd {
    /// Months from the start.
    pub months: usize,
    /// The model's chance of an end.
    pub model: f64,
    /// That of the outside view: the mean of its families.
    pub outside: f64,
    /// The pooled chance.
    pub pooled: f64,
    /// Weight of the model.
    pub weight_model: f64,
    /// Weight of the outside view.
    pub weight_outside: f64,
    /// Past wars from which the weights were learnt.
    pub wars: usize,
    /// Command that learns them.
    pub command: String,
    /// What a crowd says, where the scenario has one that counts on this day; the other two share the rest of the weight.
    #[serde(default)]
    pub crowd: Option<PooledCrowd>,
}

/// A crowd of forecasters in the pool.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PooledCrowd {
    /// Its chance of an end.
    pub chance: f64,
    /// Its weight, as the scenario states it.
    pub weight: f64,
    /// Its day.
    pub date: String,
    /// Who asked whom what.
    pub source: String,
}

/// Place of the model relative to the band of the outside view.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum BenchmarkPlace {
    /// Within the band.
    Inside,
    /// Not told apart from an end of it.
    AtEdge,
    /// Beyond the band, by more than two errors and by more than the page rounds.
    Outside,
}

/// Distance to an end of the band within which a page may print the chance on its other side: half a twentieth, and half of the
/// finest step of a chance.
const PRINTED_ALIKE: f64 = 0.03;

impl BenchmarkPlace {
    /// Place of a chance with its error. What a page prints in twentieths decides with it, so that a verdict never
    /// contradicts the figures beside it.
    ///
    /// ```
    /// use standoff_lab::forecast::findings::BenchmarkPlace;
    /// let band = [0.266, 0.488];
    /// assert_eq!(BenchmarkPlace::of(0.30, 0.01, band), BenchmarkPlace::Inside);
    /// assert_eq!(BenchmarkPlace::of(0.80, 0.01, band), BenchmarkPlace::Outside);
    /// // Ten of twenty, as the band's upper end is.
    /// assert_eq!(BenchmarkPlace::of(0.51, 0.001, band), BenchmarkPlace::AtEdge);
    /// ```
    pub fn of(chance: f64, error: f64, [low, high]: [f64; 2]) -> Self {
        let twentieths = |chance: f64| (20.0 * chance).round();
        let beyond = (low - chance).max(chance - high);
        let printed_beyond = twentieths(chance) < twentieths(low) || twentieths(chance) > twentieths(high);
        // Between the ends of a narrow band there must be room for what lies inside it.
        let alike = f64::min(PRINTED_ALIKE, (high - low) / 4.0);
        match beyond > 0.0 {
            true if printed_beyond && beyond > 2.0 * error => Self::Outside,
            false if -beyond > f64::max(2.0 * error, alike) => Self::Inside,
            _ => Self::AtEdge,
        }
    }

    /// The place in words: "inside", "at the edge of" or "outside" what follows.
    pub fn in_words(self) -> &'static str {
        match self {
            Self::Inside => "inside",
            Self::AtEdge => "at the edge of",
            Self::Outside => "outside",
        }
    }
}
