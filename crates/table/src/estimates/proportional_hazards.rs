//! The test that the effects of a regression do not change over time.

use super::observation_columns::ObservationColumns;
use super::regression_columns::RegressionColumns;
use super::regression_request::RegressionRequest;
use super::trend::Trend;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use standoff_stats::comparison::{ProportionalityTest, test_proportionality};
use standoff_stats::{CoxModel, StatsError};

/// Tests of proportional hazards (Grambsch and Therneau 1994).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
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
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
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
