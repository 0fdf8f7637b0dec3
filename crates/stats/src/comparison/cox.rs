//! Cox's proportional hazards model.

use standoff_num::distributions::{chi_squared_tail, normal_cdf, normal_quantile};

use crate::comparison::cholesky::CholeskyFactor;
use crate::comparison::concordance::concordance_index_of;
use crate::comparison::partial_likelihood::{CoxData, LikelihoodPoint};
use crate::comparison::robust_variance::robust_covariance;
use crate::error::{StatsError, all_finite, at_least, same_length};
use crate::survival::Observations;

/// A standard error, for a column with spread 1, that only a likelihood without a maximum can reach: the information
/// vanishes along the direction in which the estimate runs away.
const NO_MAXIMUM: f64 = 1e3;

/// A fitted Cox model.
#[derive(Debug, Clone, PartialEq)]
pub struct CoxModel {
    /// The effect of each column, in the order of the columns.
    pub coefficients: Vec<CoxCoefficient>,
    /// The logarithm of the partial likelihood at the estimates.
    pub log_likelihood: f64,
    /// The log partial likelihood with all coefficients 0.
    pub null_log_likelihood: f64,
    /// The p-value of the test that no column matters: of the likelihood ratio, the probability that twice the gain in
    /// log-likelihood is at least as large; or of the estimates with their robust covariance (Wald), where that is used.
    pub p: f64,
    /// The share of pairs in which the higher hazard ends first, see [`concordance_index`](crate::comparison::concordance_index); NaN without pairs to
    /// compare.
    pub concordance: f64,
    /// The covariances of the estimates, as [column, column].
    pub covariance: Vec<f64>,
    /// The origin of the covariances.
    pub variance: CoxVariance,
}

/// The origin of the covariances of a Cox model.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CoxVariance {
    /// The inverse of the observed information.
    Information,
    /// The sandwich of Lin and Wei (1989, JASA 84:1074), the sum of the squares of weight times influence: with
    /// weights that are not counts, the information would take their sum for the number of observations.
    Robust,
}

/// The effect of one column on the hazard.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CoxCoefficient {
    /// The logarithm of the hazard ratio for one unit of the column.
    pub estimate: f64,
    /// Its standard error, from the covariance that the model names.
    pub standard_error: f64,
}

impl CoxCoefficient {
    /// The hazard ratio for one unit of the column.
    pub fn hazard_ratio(&self) -> f64 {
        libm::exp(self.estimate)
    }

    /// The estimate divided by its standard error.
    pub fn z_score(&self) -> f64 {
        self.estimate / self.standard_error
    }

    /// The two-sided p-value of the Wald test: the probability of an estimate at least as large if the column does not
    /// matter.
    pub fn p_value(&self) -> f64 {
        2.0 * normal_cdf(-self.z_score().abs())
    }

    /// The interval of the estimate at a level such as 0.95.
    pub fn interval(&self, level: f64) -> (f64, f64) {
        let reach = normal_quantile(0.5 + 0.5 * level) * self.standard_error;
        (self.estimate - reach, self.estimate + reach)
    }
}

impl CoxModel {
    /// Twice the gain in log-likelihood over the model without columns.
    pub fn likelihood_ratio(&self) -> f64 {
        2.0 * (self.log_likelihood - self.null_log_likelihood)
    }
}

/// Fits h(t) = h0(t) exp(b x) by maximum partial likelihood (Cox 1972, J. R. Stat. Soc. B 34:187), with Efron's
/// (1977, JASA 72:557) treatment of ties, by Newton steps that are halved where they would lower the likelihood.
///
/// `times` and `ended` are as in [`crate::kaplan_meier`]; each of `columns` has a value for each observation.
///
/// # Errors
///
/// As [`crate::kaplan_meier`]; no column; no end; a column that is constant or a combination of those before it
/// ([`StatsError::Collinear`]); or a likelihood without a maximum, because a column sorts the ends perfectly
/// ([`StatsError::NotConverged`]).
///
/// # Examples
///
/// With one column of zeros and ones and no ties, the estimate solves a small equation.
///
/// ```
/// let fit = standoff_stats::fit_cox(&[1.0, 2.0, 3.0], &[true; 3], &[&[1.0, 0.0, 1.0]])?;
/// // With r the hazard ratio, ln r - ln(2 r + 1) - ln(r + 1) is greatest where 1 = 2 r^2.
/// assert!((fit.coefficients[0].hazard_ratio() - 0.5_f64.sqrt()).abs() < 1e-14);
/// # Ok::<(), standoff_stats::StatsError>(())
/// ```
pub fn fit_cox(times: &[f64], ended: &[bool], columns: &[&[f64]]) -> Result<CoxModel, StatsError> {
    fit_cox_of(&Observations::new(times), ended, None, columns)
}

/// [`fit_cox`] of observations that may enter late or be weighted, with a baseline hazard of its own for each stratum.
///
/// `strata[i]` is the number of the stratum; effects are common to all. Weights that are whole numbers are counts: the
/// fit is that of so many rows. With other weights w, each end adds w times its term, tied ends each their mean weight,
/// and covariances are robust ones.
///
/// # Errors
///
/// As [`fit_cox`] and [`crate::survival::kaplan_meier_of`].
///
/// # Examples
///
/// ```
/// use standoff_stats::{Observations, comparison::{CoxVariance, fit_cox_of}};
/// let times = [1.0, 2.0, 3.0, 4.0, 5.0];
/// let halves = Observations { weights: Some(&[0.5, 1.0, 1.5, 1.0, 1.0]), ..Observations::new(&times) };
/// let fit = fit_cox_of(&halves, &[true; 5], None, &[&[1.0, 0.0, 1.0, 0.0, 1.0]])?;
/// assert_eq!(fit.variance, CoxVariance::Robust);
/// # Ok::<(), standoff_stats::StatsError>(())
/// ```
pub fn fit_cox_of(
    observations: &Observations<'_>,
    ended: &[bool],
    strata: Option<&[usize]>,
    columns: &[&[f64]],
) -> Result<CoxModel, StatsError> {
    let data = prepare_data(observations, ended, strata, columns)?;
    let null = data.evaluate_at(vec![0.0; columns.len()]);
    let factor = CholeskyFactor::new(&null.information, columns.len());
    if let Some(column) = (0..columns.len()).find(|&column| !factor.keeps_row(column)) {
        return Err(StatsError::Collinear { column });
    }
    let null_log_likelihood = null.log_likelihood;
    let model = assemble_model(&data, data.maximise_from(null)?, null_log_likelihood)?;
    let risks: Vec<f64> = (0..ended.len())
        .map(|row| model.coefficients.iter().zip(columns).map(|(effect, column)| effect.estimate * column[row]).sum())
        .collect();
    let concordance = concordance_index_of(observations, ended, strata, &risks).unwrap_or(f64::NAN);
    Ok(CoxModel { concordance, ..model })
}

/// The data of a fit, once they are valid.
pub(super) fn prepare_data(
    observations: &Observations<'_>,
    ended: &[bool],
    strata: Option<&[usize]>,
    columns: &[&[f64]],
) -> Result<CoxData, StatsError> {
    same_length(observations.times.len(), ended.len())?;
    at_least(1, columns.len())?;
    for column in columns {
        same_length(ended.len(), column.len())?;
        all_finite(column, |_| true)?;
    }
    if let Some(strata) = strata {
        same_length(ended.len(), strata.len())?;
    }
    at_least(1, ended.iter().filter(|&&end| end).count())?;
    observations.check()?;
    CoxData::new(observations, ended, strata, columns)
}

/// The model at the maximum, in the units in which the columns were given, without its concordance.
fn assemble_model(data: &CoxData, point: LikelihoodPoint, null: f64) -> Result<CoxModel, StatsError> {
    let (width, factor) = (data.width, CholeskyFactor::new(&point.information, data.width));
    let mut covariance = factor.inverse();
    let error = |column: usize| (covariance[column * width + column] * data.weight_unit).sqrt();
    if (0..width).any(|column| !factor.keeps_row(column) || error(column) > NO_MAXIMUM) {
        return Err(StatsError::NotConverged);
    }
    let mut p = chi_squared_tail(width, 2.0 * (point.log_likelihood - null));
    if data.is_robust() {
        covariance = robust_covariance(data, &point.beta, &covariance);
        let factor = CholeskyFactor::new(&covariance, width);
        p = chi_squared_tail(factor.rank(), factor.quadratic_form(&point.beta));
    }
    for (place, value) in covariance.iter_mut().enumerate() {
        *value /= data.scales[place / width] * data.scales[place % width];
    }
    let coefficient = |column: usize| CoxCoefficient {
        estimate: point.beta[column] / data.scales[column],
        standard_error: covariance[column * width + column].sqrt(),
    };
    Ok(CoxModel {
        coefficients: (0..width).map(coefficient).collect(),
        log_likelihood: point.log_likelihood,
        null_log_likelihood: null,
        p,
        concordance: f64::NAN,
        covariance,
        variance: if data.is_robust() { CoxVariance::Robust } else { CoxVariance::Information },
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::oracle::read_table;

    const ORACLE: &str = include_str!("../../../../fixtures/oracle/hazards.json");

    struct Trial {
        times: Vec<f64>,
        ended: Vec<bool>,
        columns: Vec<Vec<f64>>,
    }

    impl Trial {
        fn read_oracle(name: &str) -> Self {
            let rows = read_table::<6>(ORACLE, name);
            let column = |place: usize| rows.iter().map(|row| row[place]).collect::<Vec<f64>>();
            let ended = column(1).iter().map(|&end| end == 1.0).collect();
            Self { times: column(0), ended, columns: (2..6).map(column).collect() }
        }

        fn fit_columns(&self, columns: &[usize]) -> CoxModel {
            let columns: Vec<&[f64]> = columns.iter().map(|&column| self.columns[column].as_slice()).collect();
            fit_cox(&self.times, &self.ended, &columns).unwrap()
        }
    }

    fn assert_model_agrees(fit: &CoxModel, name: &str) {
        let rows = read_table::<6>(ORACLE, name);
        for (coefficient, [estimate, error, z, p, low, high]) in fit.coefficients.iter().zip(&rows) {
            let found =
                [coefficient.estimate, coefficient.standard_error, coefficient.z_score(), coefficient.p_value()];
            for (value, expected) in found.iter().zip([estimate, error, z, p]) {
                assert!((value / expected - 1.0).abs() < 1e-10, "{name}: {value}, not {expected}");
            }
            let interval = coefficient.interval(0.95);
            assert!((interval.0 - low).abs() < 1e-11 && (interval.1 - high).abs() < 1e-11);
        }
        let [likelihood, null, ratio, p, concordance, _] = rows[rows.len() - 1];
        let found = [fit.log_likelihood, fit.null_log_likelihood, fit.likelihood_ratio(), fit.p, fit.concordance];
        for (value, expected) in found.iter().zip([likelihood, null, ratio, p, concordance]) {
            assert!((value / expected - 1.0).abs() < 1e-10, "{name}: {value}, not {expected}");
        }
    }

    #[test]
    fn agrees_with_lifelines() {
        let trial = Trial::read_oracle("leukaemia");
        assert_model_agrees(&trial.fit_columns(&[2]), "cox_placebo");
        assert_model_agrees(&trial.fit_columns(&[2, 1, 0]), "cox_full");
        assert_model_agrees(&Trial::read_oracle("drawn").fit_columns(&[0, 1, 2, 3]), "cox_drawn");
    }

    /// Units and order of columns change what they must and nothing else.
    #[test]
    fn units_and_order_do_not_matter() {
        let trial = Trial::read_oracle("drawn");
        let fit = trial.fit_columns(&[0, 1]);
        let scaled: Vec<f64> = trial.columns[1].iter().map(|value| 1e6 + 1000.0 * value).collect();
        let other = fit_cox(&trial.times, &trial.ended, &[&scaled, &trial.columns[0]]).unwrap();
        let close = |left: f64, right: f64| assert!((left / right - 1.0).abs() < 1e-8, "{left}, not {right}");
        close(1000.0 * other.coefficients[0].estimate, fit.coefficients[1].estimate);
        close(other.coefficients[1].standard_error, fit.coefficients[0].standard_error);
        close(other.log_likelihood, fit.log_likelihood);
    }

    #[test]
    fn each_fault_has_its_error() {
        let trial = Trial::read_oracle("leukaemia");
        let fault = |columns: &[&[f64]]| fit_cox(&trial.times, &trial.ended, columns).unwrap_err();
        let [sex, white, arm] = [0, 1, 2].map(|column| trial.columns[column].as_slice());
        let sum: Vec<f64> = white.iter().zip(arm).map(|(one, other)| 2.0 * one - other).collect();
        assert_eq!(fault(&[white, sex, arm, &sum]), StatsError::Collinear { column: 3 });
        assert_eq!(fault(&[white, &vec![3.0; 42]]), StatsError::Collinear { column: 1 });
        assert_eq!(fault(&[]), StatsError::TooFew { found: 0, needed: 1 });
        assert_eq!(fault(&[&white[1..]]), StatsError::LengthMismatch { left: 42, right: 41 });
        let unseen = fit_cox(&[1.0, 2.0], &[false, false], &[&[0.0, 1.0]]).unwrap_err();
        assert_eq!(unseen, StatsError::TooFew { found: 0, needed: 1 });
    }

    /// The larger value always ends first: the likelihood has no maximum.
    #[test]
    fn perfect_order_has_no_estimate() {
        let times: Vec<f64> = (1..=20).map(f64::from).collect();
        let values: Vec<f64> = times.iter().map(|time| 20.0 - time).collect();
        let half: Vec<f64> = times.iter().map(|&time| f64::from(u8::from(time < 8.0))).collect();
        let noise: Vec<f64> = (0..20).map(|row| f64::from(row * 7 % 5)).collect();
        for column in [&values, &half] {
            assert_eq!(fit_cox(&times, &[true; 20], &[column]).unwrap_err(), StatsError::NotConverged);
            assert_eq!(fit_cox(&times, &[true; 20], &[&noise, column]).unwrap_err(), StatsError::NotConverged);
        }
    }
}
