//! Parametric families of durations.

use standoff_num::distributions::normal_quantile;
use standoff_num::sums::{sum, sum_of};

use crate::durations::likelihood::{LikelihoodPeak, LogDurations, StandardDistribution};
use crate::error::{StatsError, all_finite, at_least, same_length};

/// A family of distributions of durations t > 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum DurationFamily {
    /// S = exp(-t / scale). Parameters: shape (always 1), scale.
    Exponential,
    /// S = exp(-(t / scale)^shape). Parameters: shape, scale.
    Weibull,
    /// ln t is normal. Parameters: mean mu and standard deviation sigma of ln t.
    LogNormal,
    /// S = 1 / (1 + (t / scale)^shape). Parameters: shape, scale (the median).
    LogLogistic,
}

impl DurationFamily {
    /// All families, in a fixed order.
    pub const ALL: [Self; 4] = [Self::Exponential, Self::Weibull, Self::LogNormal, Self::LogLogistic];

    /// The name of the family, for tables.
    pub fn name(self) -> &'static str {
        match self {
            Self::Exponential => "exponential",
            Self::Weibull => "Weibull",
            Self::LogNormal => "log-normal",
            Self::LogLogistic => "log-logistic",
        }
    }

    /// The distribution of the standardised logarithm of a duration.
    fn standard_distribution(self) -> StandardDistribution {
        match self {
            Self::Exponential | Self::Weibull => StandardDistribution::Extreme,
            Self::LogNormal => StandardDistribution::Normal,
            Self::LogLogistic => StandardDistribution::Logistic,
        }
    }

    /// The parameters of the family, from location and scale of the logarithm.
    fn parameters_of(self, peak: &LikelihoodPeak) -> [f64; 2] {
        match self {
            Self::LogNormal => [peak.location, peak.scale],
            _ => [1.0 / peak.scale, libm::exp(peak.location)],
        }
    }
}

/// A fitted family.
///
/// # Examples
///
/// ```
/// use standoff_stats::{DurationFamily, DurationFit};
/// let fit = DurationFit { family: DurationFamily::LogLogistic, parameters: [2.0, 10.0], log_likelihood: f64::NAN };
/// assert_eq!(fit.survival(10.0), 0.5);
/// assert!((fit.ends_within(10.0, 10.0) - 0.6).abs() < 1e-15);
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DurationFit {
    /// The family.
    pub family: DurationFamily,
    /// Its two parameters in the order given at [`DurationFamily`], in the unit of the durations (or of their
    /// logarithm).
    pub parameters: [f64; 2],
    /// The maximum of the log-likelihood of the durations, with densities per unit of duration. Compare families on the
    /// same durations only.
    pub log_likelihood: f64,
}

/// Fits a family by maximum likelihood.
///
/// `durations` > 0 in any unit; `ended[i]` is true if the end was seen, otherwise the duration is a lower bound
/// (right-censored); `None` means that all ends were seen. The likelihood is concave, and Newton steps find its maximum
/// to about 1e-10 relative.
///
/// # Errors
///
/// Columns of different length, a duration that is not positive and finite, no observed end (two observations
/// for the families with two parameters), durations that do not differ, or data that do not fix the parameters.
///
/// # Examples
///
/// ```
/// use standoff_stats::{DurationFamily, fit_duration};
/// let fitted = fit_duration(DurationFamily::Exponential, &[1.0, 2.0, 6.0], Some(&[true, true, false]))?;
/// assert_eq!(fitted.parameters[1], 4.5);
/// # Ok::<(), standoff_stats::StatsError>(())
/// ```
pub fn fit_duration(
    family: DurationFamily,
    durations: &[f64],
    ended: Option<&[bool]>,
) -> Result<DurationFit, StatsError> {
    let all = vec![true; durations.len()];
    let ended = ended.unwrap_or(&all);
    same_length(durations.len(), ended.len())?;
    all_finite(durations, |duration| duration > 0.0)?;
    at_least(1, ended.iter().filter(|&&end| end).count())?;
    if family == DurationFamily::Exponential {
        return Ok(fit_exponential(durations, ended));
    }
    at_least(2, durations.len())?;
    let peak = LogDurations::new(family.standard_distribution(), durations, ended).maximise()?;
    Ok(DurationFit { family, parameters: family.parameters_of(&peak), log_likelihood: peak.log_likelihood })
}

/// The closed form: total duration over number of ends.
fn fit_exponential(durations: &[f64], ended: &[bool]) -> DurationFit {
    let ends = sum_of(ended.iter().map(|&end| f64::from(u8::from(end))));
    let scale = sum(durations) / ends;
    let log_likelihood = -ends * (libm::log(scale) + 1.0);
    DurationFit { family: DurationFamily::Exponential, parameters: [1.0, scale], log_likelihood }
}

impl DurationFit {
    /// The probability of lasting beyond `time`; 1 at and before 0.
    pub fn survival(&self, time: f64) -> f64 {
        libm::exp(self.ln_survival(time))
    }

    /// The probability that what has lasted `age` ends within `more`: 1 - S(age + more) / S(age).
    ///
    /// Computed from logarithms, which keeps it accurate where both probabilities are tiny.
    pub fn ends_within(&self, age: f64, more: f64) -> f64 {
        -libm::expm1(self.ln_survival(age + more) - self.ln_survival(age))
    }

    /// The time after `age` within which half of what has lasted so long ends.
    pub fn median_remaining(&self, age: f64) -> f64 {
        self.remaining_quantile(age, 0.5)
    }

    /// The time after `age` within which a share `p` in [0, 1) of what has lasted so long ends.
    ///
    /// ```
    /// use standoff_stats::{DurationFamily, DurationFit};
    /// let fit = DurationFit { family: DurationFamily::Exponential, parameters: [1.0, 2.0], log_likelihood: f64::NAN };
    /// assert!((fit.remaining_quantile(7.0, 0.5) - 2.0 * std::f64::consts::LN_2).abs() < 1e-14);
    /// ```
    pub fn remaining_quantile(&self, age: f64, p: f64) -> f64 {
        self.time_at_ln_survival(self.ln_survival(age) + libm::log1p(-p)) - age.max(0.0)
    }

    fn ln_survival(&self, time: f64) -> f64 {
        if time <= 0.0 {
            return 0.0;
        }
        let z = match self.family {
            DurationFamily::LogNormal => (libm::log(time) - self.parameters[0]) / self.parameters[1],
            _ => self.parameters[0] * libm::log(time / self.parameters[1]),
        };
        self.family.standard_distribution().ln_survival(z).value
    }

    /// The time at which the logarithm of survival has a given value.
    fn time_at_ln_survival(&self, ln_survival: f64) -> f64 {
        let [first, second] = self.parameters;
        match self.family {
            DurationFamily::Exponential | DurationFamily::Weibull => second * libm::pow(-ln_survival, 1.0 / first),
            DurationFamily::LogNormal => libm::exp(first - second * normal_quantile(libm::exp(ln_survival))),
            DurationFamily::LogLogistic => second * libm::pow(libm::expm1(-ln_survival), 1.0 / first),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::oracle::read_table;

    const ORACLE: &str = include_str!("../../../../fixtures/oracle/durations.json");

    fn oracle_column(name: &str) -> Vec<f64> {
        read_table::<1>(ORACLE, name).iter().map(|row| row[0]).collect()
    }

    fn assert_fits_agree(name: &str, durations: &[f64], ended: Option<&[bool]>) {
        let rows = read_table::<3>(ORACLE, name);
        for (family, [first, second, log_likelihood]) in DurationFamily::ALL.into_iter().zip(rows) {
            let fit = fit_duration(family, durations, ended).unwrap();
            assert!((fit.parameters[0] / first - 1.0).abs() < 1e-6, "{fit:?}, not {first}");
            assert!((fit.parameters[1] / second - 1.0).abs() < 1e-6, "{fit:?}, not {second}");
            assert!((fit.log_likelihood - log_likelihood).abs() < 1e-8, "{fit:?}, not {log_likelihood}");
        }
    }

    /// The 95 wars of the reference class, in months of 30.4375 days, against scipy's own optimiser.
    #[test]
    fn war_fits_agree_with_scipy() {
        assert_fits_agree("war_fits", &oracle_column("war_months"), None);
    }

    #[test]
    fn censored_fits_agree_with_scipy() {
        let ended: Vec<bool> = oracle_column("censored_ended").iter().map(|&end| end == 1.0).collect();
        assert_fits_agree("censored_fits", &oracle_column("censored_durations"), Some(&ended));
    }

    #[test]
    fn conditional_chances_agree_with_scipy() {
        let months = oracle_column("war_months");
        let rows = read_table::<3>(ORACLE, "war_after_45_5_months");
        for (family, [one_year, two_years, median]) in DurationFamily::ALL.into_iter().zip(rows) {
            let fit = fit_duration(family, &months, None).unwrap();
            assert!((fit.ends_within(45.5, 12.0) - one_year).abs() < 1e-7);
            assert!((fit.ends_within(45.5, 24.0) - two_years).abs() < 1e-7);
            assert!((fit.median_remaining(45.5) / median - 1.0).abs() < 1e-6);
        }
    }

    #[test]
    fn edge_cases_are_defined() {
        let fit = fit_duration(DurationFamily::Weibull, &oracle_column("war_months"), None).unwrap();
        assert_eq!((fit.survival(0.0), fit.survival(-1.0)), (1.0, 1.0));
        assert_eq!(fit.ends_within(10.0, 0.0), 0.0);
        assert!((fit.survival(fit.remaining_quantile(0.0, 0.3)) - 0.7).abs() < 1e-14);
    }

    /// Eight equal durations and one 50 orders of magnitude longer still have a peak.
    #[test]
    fn lopsided_durations_have_a_fit() {
        let durations = [1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1e50];
        for family in DurationFamily::ALL {
            assert!(fit_duration(family, &durations, None).is_ok(), "{family:?}");
        }
    }

    #[test]
    fn each_fault_has_its_error() {
        let fault = |durations: &[f64], ended| fit_duration(DurationFamily::LogNormal, durations, ended).unwrap_err();
        assert_eq!(fault(&[2.0, 2.0], None), StatsError::NoSpread);
        assert_eq!(fault(&[1.0, 0.0], None), StatsError::BadValue { index: 1, value: 0.0 });
        assert_eq!(fault(&[1.0, 2.0], Some(&[false, false])), StatsError::TooFew { found: 0, needed: 1 });
        assert!(matches!(fault(&[1.0, 2.0], Some(&[true])), StatsError::LengthMismatch { .. }));
        // One end before two equal lower bounds: the spread has no finite best value.
        assert_eq!(fault(&[1.0, 1e-3], Some(&[true, false])), StatsError::NotConverged);
    }

    #[test]
    fn families_have_their_names() {
        assert_eq!(
            DurationFamily::ALL.map(DurationFamily::name),
            ["exponential", "Weibull", "log-normal", "log-logistic"]
        );
    }
}
