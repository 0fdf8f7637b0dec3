//! The test that the effects of a regression do not change over time.

use super::comparison::RegressionRequest;
use super::observation_columns::ObservationColumns;
use super::regression_columns::RegressionColumns;
use serde::{Deserialize, Serialize};
use standoff_stats::comparison::{ProportionalityTest, TimeTransform, test_proportionality};
use standoff_stats::{CoxModel, StatsError};

/// A function of time against which effects are tested for a trend.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Trend {
    /// 1 less the Kaplan–Meier curve of all rows.
    KaplanMeier,
    /// Time itself.
    Identity,
    /// The rank of the time.
    Rank,
    /// The logarithm of time.
    Log,
}

impl Trend {
    /// All, in the order in which they are offered.
    pub const ALL: [Self; 4] = [Self::KaplanMeier, Self::Identity, Self::Rank, Self::Log];

    /// The name by which it is asked for.
    pub fn name(self) -> &'static str {
        match self {
            Self::KaplanMeier => "kaplan-meier",
            Self::Identity => "identity",
            Self::Rank => "rank",
            Self::Log => "log",
        }
    }

    fn transform(self) -> TimeTransform {
        match self {
            Self::KaplanMeier => TimeTransform::KaplanMeier,
            Self::Identity => TimeTransform::Identity,
            Self::Rank => TimeTransform::Rank,
            Self::Log => TimeTransform::Logarithm,
        }
    }
}

/// Tests of proportional hazards (Grambsch and Therneau 1994).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ProportionalHazards {
    /// Function of time: `kaplan-meier` (1 less the curve of all rows), `identity`, `rank` or `log`.
    pub transform: Trend,
    /// One test for each column, all levels of a column of categories together; empty where `none` says why.
    pub columns: Vec<TrendTest>,
    /// All columns together; null where `none` says why.
    pub global: Option<TrendTest>,
    /// The reason why there is no test; null where there is one.
    pub none: Option<String>,
}

/// A test that an effect does not change over time.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TrendTest {
    /// The column; null for all together.
    pub column: Option<String>,
    /// The statistic, chi-squared where the effect does not change.
    pub chi_squared: f64,
    /// Its degrees of freedom.
    pub degrees: usize,
    /// Chance of a statistic at least so large where the effect does not change.
    pub p: f64,
}

/// Tests the effects of a model for a trend, or says why that is not possible.
pub(super) fn test_trends(
    model: &CoxModel,
    (columns, ended): (&ObservationColumns, &[bool]),
    effects: &RegressionColumns,
    request: &RegressionRequest<'_>,
) -> ProportionalHazards {
    let (observations, strata, transform) = (columns.observations(), columns.strata(), request.trend);
    let (slices, places) = (effects.slices(), &effects.places);
    let found = test_proportionality(model, &observations, ended, strata, &slices, places, transform.transform());
    match found {
        Err(error) => {
            ProportionalHazards { transform, columns: Vec::new(), global: None, none: Some(no_test_reason(&error)) }
        }
        Ok(found) => {
            let named = request.names.iter().zip(&found.sets);
            let columns = named.map(|(name, test)| describe_test(Some(name.clone()), test)).collect();
            ProportionalHazards { transform, columns, global: Some(describe_test(None, &found.global)), none: None }
        }
    }
}

fn describe_test(column: Option<String>, test: &ProportionalityTest) -> TrendTest {
    TrendTest { column, chi_squared: test.statistic, degrees: test.degrees_of_freedom, p: test.p }
}

fn no_test_reason(error: &StatsError) -> String {
    match error {
        StatsError::NoSpread => "the ends are too few, or all at one time".to_owned(),
        StatsError::BadValue { .. } => "something ended at time 0, which has no logarithm".to_owned(),
        other => other.to_string(),
    }
}
