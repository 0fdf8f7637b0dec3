//! Comparison of rates: log-rank tests between groups, and Cox regression on columns.

use super::observation_columns::ObservationColumns;
use super::proportional_hazards::{ProportionalHazards, test_trends};
use super::regression_columns::{RegressionCategories, RegressionColumns};
use super::regression_request::RegressionRequest;
use super::selection::refuse_estimate;
use crate::table::{Labels, Table, escape_for_message};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use standoff_num::elementary::exp;
use standoff_scenario::{Diagnostic, Diagnostics};
use standoff_stats::comparison::{CoxVariance, fit_cox_of, log_rank_test_of};
use standoff_stats::{CoxCoefficient, CoxModel, StatsError};
use std::fmt;

pub use standoff_stats::LogRankWeight;

/// A test of equal rates over time.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct LogRankTest {
    /// Weight of each time: `log-rank`, `wilcoxon`, `tarone-ware`, `peto` or `fleming-harrington:P,Q`.
    pub weights: String,
    /// The statistic, chi-squared where the rates are equal.
    pub chi_squared: f64,
    /// Its degrees of freedom.
    pub degrees: usize,
    /// Chance of a statistic at least so large where the rates are equal.
    pub p: f64,
    /// Ends observed and expected in each group.
    pub groups: Vec<LogRankGroup>,
}

/// One group in the test.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct LogRankGroup {
    /// The group.
    pub group: String,
    /// Ends seen.
    pub observed: f64,
    /// Ends that equal rates would give.
    pub expected: f64,
}

/// A Cox regression (Cox 1972): the rate is multiplied by exp(coefficient) for each unit of a column.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct CoxFit {
    /// The effect of each column.
    pub coefficients: Vec<CoxEffect>,
    /// Logarithm of the partial likelihood, with ties after Efron (1977).
    pub log_likelihood: f64,
    /// The same with no column.
    pub null_log_likelihood: f64,
    /// Chance of so large effects where no column matters, by the test in `test`.
    pub p: f64,
    /// The test behind `p`: `likelihood-ratio`, or `wald` where errors are robust.
    pub test: String,
    /// The origin of the errors: `information`, or `robust` (the sandwich of Lin and Wei 1989) where weights are not
    /// counts.
    pub variance: String,
    /// Columns of categories, each with its reference.
    pub categories: Vec<RegressionCategories>,
    /// The test that effects do not change over time.
    pub proportional: ProportionalHazards,
    /// Share of pairs in which the one with the higher rate ended first; null where no pair can be compared.
    pub concordance: Option<f64>,
}

/// The effect of one column.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct CoxEffect {
    /// The column.
    pub column: String,
    /// The level compared with the reference, in a column of categories; null otherwise.
    pub level: Option<String>,
    /// Logarithm of the ratio of rates for one unit.
    pub coefficient: f64,
    /// Its standard error.
    pub error: f64,
    /// Ratio of rates for one unit.
    pub hazard_ratio: f64,
    /// Lower end of its interval.
    pub low: f64,
    /// Upper end of its interval.
    pub high: f64,
    /// Chance of so large a coefficient, of either sign, where the column does not matter.
    pub p: f64,
}

/// Tests the groups for equal rates.
///
/// # Errors
///
/// The reason, in one line, where there is nothing to compare.
pub(super) fn test_equal_rates(
    columns: &ObservationColumns,
    ended: &[bool],
    groups: &Labels,
    weight: LogRankWeight,
) -> Result<LogRankTest, String> {
    let (observations, number) = (columns.observations(), groups.names.len());
    let test = log_rank_test_of(&observations, ended, &groups.indices, number, columns.strata(), weight);
    let test = test.map_err(|error| missing_reason(&error, ended, groups))?;
    let counts = test.observed.iter().zip(&test.expected).zip(&groups.names);
    Ok(LogRankTest {
        weights: WeightName(weight).to_string(),
        chi_squared: test.statistic,
        degrees: test.degrees_of_freedom,
        p: test.p,
        groups: counts
            .map(|((&observed, &expected), group)| LogRankGroup { group: group.clone(), observed, expected })
            .collect(),
    })
}

fn missing_reason(error: &StatsError, ended: &[bool], groups: &Labels) -> String {
    match error {
        StatsError::NeedsCounts { .. } => {
            "the weights are not counts; put the groups into --cox, whose errors are robust".to_owned()
        }
        StatsError::TooFew { .. } => format!("there is only one group, {}", groups.names.join(", ")),
        _ if !ended.contains(&true) => "nothing ended in any group".to_owned(),
        StatsError::NoSpread => "nothing ended while two groups were under observation".to_owned(),
        other => other.to_string(),
    }
}

/// The name of weights, as they are asked for.
struct WeightName(LogRankWeight);

impl fmt::Display for WeightName {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            LogRankWeight::Equal => formatter.write_str("log-rank"),
            LogRankWeight::Gehan => formatter.write_str("wilcoxon"),
            LogRankWeight::TaroneWare => formatter.write_str("tarone-ware"),
            LogRankWeight::Peto => formatter.write_str("peto"),
            LogRankWeight::FlemingHarrington { p, q } => write!(formatter, "fleming-harrington:{p},{q}"),
        }
    }
}

/// Fits a regression on some columns of the table.
pub(super) fn fit_regression(
    table: &Table,
    (columns, ended): (&ObservationColumns, &[bool]),
    request: &RegressionRequest<'_>,
) -> Result<CoxFit, Diagnostics> {
    let effects = RegressionColumns::read(table, request.names, request.references)?;
    let fit = fit_cox_of(&columns.observations(), ended, columns.strata(), &effects.slices())
        .map_err(|error| refuse_regression(table, &effects, &error))?;
    let is_robust = fit.variance == CoxVariance::Robust;
    let proportional = test_trends(&fit, (columns, ended), &effects, request);
    let named = effects.names.iter().zip(&fit.coefficients);
    Ok(CoxFit {
        coefficients: named.map(|(name, coefficient)| describe_effect(name, coefficient, request.level)).collect(),
        log_likelihood: fit.log_likelihood,
        null_log_likelihood: fit.null_log_likelihood,
        p: fit.p,
        test: if is_robust { "wald" } else { "likelihood-ratio" }.to_owned(),
        variance: if is_robust { "robust" } else { "information" }.to_owned(),
        categories: effects.categories,
        proportional,
        concordance: finite_concordance(&fit),
    })
}

fn finite_concordance(fit: &CoxModel) -> Option<f64> {
    fit.concordance.is_finite().then_some(fit.concordance)
}

fn describe_effect((column, marked): &(String, Option<String>), coefficient: &CoxCoefficient, level: f64) -> CoxEffect {
    let (low, high) = coefficient.interval(level);
    CoxEffect {
        column: column.clone(),
        level: marked.clone(),
        coefficient: coefficient.estimate,
        error: coefficient.standard_error,
        hazard_ratio: coefficient.hazard_ratio(),
        low: exp(low),
        high: exp(high),
        p: coefficient.p_value(),
    }
}

fn refuse_regression(table: &Table, effects: &RegressionColumns, error: &StatsError) -> Diagnostics {
    let diagnostic = match error {
        StatsError::Collinear { column } => {
            let message = format!(
                "the effect of `{}` cannot be told: it is constant, or follows from the others",
                escape_for_message(&effects.label(*column))
            );
            Diagnostic::error("collinear", message).allowed("columns none of which follows from the others")
        }
        StatsError::NotConverged => {
            let message = "the regression has no answer: some column puts those who ended first in perfect order";
            Diagnostic::error("not-fixed", message).allowed("columns that leave some order open")
        }
        StatsError::TooFew { .. } => {
            Diagnostic::error("no-events", "nobody ended: there is nothing to regress on").allowed("one or more ends")
        }
        other => return refuse_estimate(table, other),
    };
    table.refuse(diagnostic.hint("leave a column out of --cox"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::estimates::trend::Trend;

    fn sample_columns(strata: Option<Labels>) -> ObservationColumns {
        ObservationColumns { times: vec![1.0, 2.0, 3.0, 4.0], entries: None, weights: None, strata }
    }

    #[test]
    fn one_group_is_not_tested() {
        let groups = |of: &[usize]| Labels { names: vec!["a".into(), "b".into()], indices: of.to_vec() };
        let (columns, both) = (sample_columns(None), groups(&[0, 1, 0, 1]));
        let powers = LogRankWeight::FlemingHarrington { p: 1.0, q: 0.5 };
        let found = test_equal_rates(&columns, &[true; 4], &both, powers);
        assert_eq!(found.unwrap().weights, "fleming-harrington:1,0.5");
        let refused = |columns: &ObservationColumns, ended, groups: &Labels| {
            test_equal_rates(columns, ended, groups, LogRankWeight::Equal).unwrap_err()
        };
        let one = Labels { names: vec!["a".into()], indices: vec![0; 4] };
        assert_eq!(refused(&columns, &[true; 4], &one), "there is only one group, a");
        assert!(refused(&columns, &[false; 4], &both).contains("in any group"));
        // Each stratum holds one group only.
        assert!(refused(&sample_columns(Some(both.clone())), &[true; 4], &both).contains("two groups"));
        let halves = ObservationColumns { weights: Some(vec![0.5, 1.0, 1.0, 1.0]), ..columns };
        assert!(refused(&halves, &[true; 4], &both).contains("robust"));
    }

    #[test]
    fn what_cannot_be_told_is_refused() {
        let table = Table::parse("t.csv", "one,order,twice\n5,1,2\n5,2,4\n5,3,6\n5,4,8\n").unwrap();
        let refused = |ended: [bool; 4], names: &[&str]| {
            let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
            let request = RegressionRequest { names: &names, references: &[], trend: Trend::KaplanMeier, level: 0.95 };
            fit_regression(&table, (&sample_columns(None), &ended), &request).unwrap_err().to_string()
        };
        assert!(refused([true; 4], &["one"]).contains("`one` cannot be told"));
        assert!(refused([true; 4], &["order", "twice"]).contains("`twice` cannot be told"));
        assert!(refused([true; 4], &["order"]).contains("perfect order"));
        assert!(refused([false; 4], &["order"]).contains("nobody ended"));
    }
}
