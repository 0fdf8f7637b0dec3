//! The rate of rare events, from a count and an exposure.

use standoff_num::distributions::gamma_quantile;

use crate::error::StatsError;

/// A count of events in an exposure, with the Jeffreys prior of a Poisson rate.
///
/// With the prior, no event in 80 years is evidence of a low rate and not of a rate of 0.
///
/// The posterior of the rate is Gamma(events + 1/2, exposure) (Jeffreys 1961; Box and Tiao 1973, 1.3.4).
///
/// # Examples
///
/// ```
/// let record = standoff_stats::RateRecord::new(0, 80.0)?;
/// assert_eq!(record.mean(), 0.5 / 80.0);
/// assert!((record.none_within(1.0) - (80.0_f64 / 81.0).sqrt()).abs() < 1e-15);
/// # Ok::<(), standoff_stats::StatsError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RateRecord {
    events: u32,
    exposure: f64,
}

impl RateRecord {
    /// A record of `events` in `exposure`, such as years of observation.
    ///
    /// # Errors
    ///
    /// An exposure that is not positive and finite.
    pub fn new(events: u32, exposure: f64) -> Result<Self, StatsError> {
        if exposure > 0.0 && exposure.is_finite() {
            Ok(Self { events, exposure })
        } else {
            Err(StatsError::BadValue { index: 0, value: exposure })
        }
    }

    /// The number of events seen.
    pub const fn events(&self) -> u32 {
        self.events
    }

    /// The exposure in which they were seen.
    pub const fn exposure(&self) -> f64 {
        self.exposure
    }

    /// The posterior mean of the rate, (events + 1/2) / exposure, per unit of exposure.
    pub fn mean(&self) -> f64 {
        self.posterior_shape() / self.exposure
    }

    /// The posterior quantile of the rate, per unit of exposure; NaN for `p` outside [0, 1].
    pub fn quantile(&self, p: f64) -> f64 {
        gamma_quantile(self.posterior_shape(), p) / self.exposure
    }

    /// The predictive probability of no event in a further exposure `time` >= 0: (T / (T + t))^(events + 1/2).
    pub fn none_within(&self, time: f64) -> f64 {
        libm::exp(self.ln_no_event(time))
    }

    /// The predictive probability of at least one event in a further exposure `time`, accurate even if tiny.
    pub fn at_least_one_within(&self, time: f64) -> f64 {
        -libm::expm1(self.ln_no_event(time))
    }

    fn posterior_shape(&self) -> f64 {
        f64::from(self.events) + 0.5
    }

    fn ln_no_event(&self, time: f64) -> f64 {
        -self.posterior_shape() * libm::log1p(time.max(0.0) / self.exposure)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `scipy.stats.gamma(2.5, scale=1/40).ppf([0.05, 0.5, 0.95])`.
    #[test]
    fn quantiles_agree_with_scipy() {
        let record = RateRecord::new(2, 40.0).unwrap();
        assert_eq!((record.events(), record.exposure()), (2, 40.0));
        for [p, expected] in
            crate::oracle::read_table(include_str!("../../../../fixtures/oracle/estimators.json"), "rate")
        {
            assert!((record.quantile(p) / expected - 1.0).abs() < 1e-11);
        }
    }

    /// The closed form is the posterior mean of e^(-rate t), here integrated over its quantiles.
    #[test]
    fn predictive_probability_is_the_posterior_mean() {
        let record = RateRecord::new(3, 12.0).unwrap();
        let points = (0..4000).map(|index| (f64::from(index) + 0.5) / 4000.0);
        let mean = points.map(|p| libm::exp(-record.quantile(p) * 5.0)).sum::<f64>() / 4000.0;
        assert!((record.none_within(5.0) - mean).abs() < 1e-4);
        assert!((record.none_within(5.0) + record.at_least_one_within(5.0) - 1.0).abs() < 1e-15);
    }

    #[test]
    fn edge_cases_are_defined() {
        assert!(RateRecord::new(1, 0.0).is_err() && RateRecord::new(1, f64::NAN).is_err());
        let record = RateRecord::new(1, 2.0).unwrap();
        assert_eq!(record.none_within(0.0), 1.0);
        assert_eq!(record.none_within(-1.0), 1.0);
    }
}
