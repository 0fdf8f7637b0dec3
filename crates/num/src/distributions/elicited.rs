//! Uncertain numbers, described by figures that people can state.

use std::fmt;

use crate::distributions::normal::{normal_cdf, normal_quantile};

/// The 95 % point of the standard normal distribution.
const Z_95: f64 = 1.644_853_626_951_472_2;

/// The uncertainty of one parameter, in the unit of that parameter.
///
/// # Examples
///
/// ```
/// use standoff_num::Distribution;
/// let belief = Distribution::Triangular { low: 0.0, mode: 1.0, high: 2.0 }.checked().unwrap();
/// assert_eq!(belief.quantile(0.5), 1.0);
/// assert_eq!(belief.support(), (0.0, 2.0));
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Distribution {
    /// A known number.
    Fixed(f64),
    /// Equal density from `low` to `high`.
    Uniform {
        /// Smallest value.
        low: f64,
        /// Largest value.
        high: f64,
    },
    /// Density rising in a straight line from `low` to `mode` and falling to `high`.
    Triangular {
        /// Smallest value.
        low: f64,
        /// Most likely value.
        mode: f64,
        /// Largest value.
        high: f64,
    },
    /// The logarithm is uniform. All positive.
    LogUniform {
        /// Smallest value.
        low: f64,
        /// Largest value.
        high: f64,
    },
    /// The logarithm is triangular. All positive.
    LogTriangular {
        /// Smallest value.
        low: f64,
        /// Value at which the density of the logarithm is greatest.
        mode: f64,
        /// Largest value.
        high: f64,
    },
    /// Normal with the stated 5 % and 95 % points, truncated as far beyond them as they lie from the mean: at 3.29
    /// standard deviations, which is `low - (high - low) / 2` and `high + (high - low) / 2` where the points are
    /// symmetric. Truncation takes 0.1 % of the probability and moves the two points by less than 0.05 %.
    ///
    /// If `mean` is not midway, the halves have different spreads and `mean` is the median:
    /// quantile(u) = mean + z(u) s, with s = (mean - low) / 1.645 below and (high - mean) / 1.645 above.
    Normal {
        /// Mean if the points are symmetric; in any case the median.
        mean: f64,
        /// 5 % point.
        low: f64,
        /// 95 % point.
        high: f64,
    },
    /// The logarithm is as [`Distribution::Normal`], with `ln median` for the mean. All positive.
    LogNormal {
        /// 50 % point.
        median: f64,
        /// 5 % point.
        low: f64,
        /// 95 % point.
        high: f64,
    },
}

/// A fault in the figures of a [`Distribution`].
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum DistributionError {
    /// A figure is infinite or NaN.
    NotFinite {
        /// The figure.
        value: f64,
    },
    /// The low figure is not below the high one.
    Reversed {
        /// The low figure.
        low: f64,
        /// The high figure.
        high: f64,
    },
    /// The central figure (mode, mean or median) lies outside the low and high ones. For the normal kinds
    /// it must lie strictly between.
    CentreOutside {
        /// The low figure.
        low: f64,
        /// The central figure.
        centre: f64,
        /// The high figure.
        high: f64,
    },
    /// A logarithmic kind has a figure that is zero or negative.
    NotPositive {
        /// The figure.
        value: f64,
    },
}

impl fmt::Display for DistributionError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotFinite { value } => write!(formatter, "{value} is not a finite number"),
            Self::Reversed { low, high } => write!(formatter, "low {low} is not below high {high}"),
            Self::CentreOutside { low, centre, high } => {
                write!(formatter, "centre {centre} is not between low {low} and high {high}")
            }
            Self::NotPositive { value } => {
                write!(formatter, "{value} is not positive, as a logarithmic distribution needs")
            }
        }
    }
}

impl std::error::Error for DistributionError {}

impl Distribution {
    /// Returns the distribution itself if its figures are consistent.
    ///
    /// # Errors
    ///
    /// The first fault found; see [`DistributionError`].
    pub fn checked(self) -> Result<Self, DistributionError> {
        let (low, centre, high) = self.stated_figures();
        check_finite([low, centre, high])?;
        if self.is_logarithmic() {
            check_positive(low)?;
            check_positive(centre)?;
        }
        if !matches!(self, Self::Fixed(_)) {
            check_order(low, centre, high, self.is_normal())?;
        }
        Ok(self)
    }

    /// The value that is exceeded with probability 1 - u; `u` is clamped to [0, 1].
    ///
    /// Non-decreasing, and always within [`Distribution::support`]. NaN if `u` is NaN. Without meaning if
    /// [`Distribution::checked`] fails.
    pub fn quantile(&self, u: f64) -> f64 {
        let u = u.clamp(0.0, 1.0);
        let (low, centre, high) = self.stated_figures();
        match self {
            Self::Fixed(value) => *value,
            Self::Uniform { .. } => low + u * (high - low),
            Self::Triangular { .. } => triangular_quantile(low, centre, high, u),
            Self::Normal { .. } => truncated_normal_quantile(low, centre, high, u),
            Self::LogUniform { .. } => self.quantile_on_logarithms(|low, _, high| low + u * (high - low)),
            Self::LogTriangular { .. } => {
                self.quantile_on_logarithms(|low, mode, high| triangular_quantile(low, mode, high, u))
            }
            Self::LogNormal { .. } => {
                self.quantile_on_logarithms(|low, centre, high| truncated_normal_quantile(low, centre, high, u))
            }
        }
    }

    /// The smallest and the largest value that [`Distribution::quantile`] can return.
    pub fn support(&self) -> (f64, f64) {
        let (low, centre, high) = self.stated_figures();
        match self {
            Self::Normal { .. } => widen_support(low, centre, high),
            Self::LogNormal { .. } => (low * (low / centre), high * (high / centre)),
            _ => (low, high),
        }
    }

    fn stated_figures(&self) -> (f64, f64, f64) {
        match *self {
            Self::Fixed(value) => (value, value, value),
            Self::Uniform { low, high } | Self::LogUniform { low, high } => (low, low, high),
            Self::Triangular { low, mode, high } | Self::LogTriangular { low, mode, high } => (low, mode, high),
            Self::Normal { mean, low, high } => (low, mean, high),
            Self::LogNormal { median, low, high } => (low, median, high),
        }
    }

    fn is_logarithmic(&self) -> bool {
        matches!(self, Self::LogUniform { .. } | Self::LogTriangular { .. } | Self::LogNormal { .. })
    }

    fn is_normal(&self) -> bool {
        matches!(self, Self::Normal { .. } | Self::LogNormal { .. })
    }

    /// A quantile computed on the logarithms of the figures. Rounding must not carry it out of the support.
    fn quantile_on_logarithms(&self, quantile: impl Fn(f64, f64, f64) -> f64) -> f64 {
        let (low, centre, high) = self.stated_figures();
        let (bottom, top) = self.support();
        let value = libm::exp(quantile(libm::log(low), libm::log(centre), libm::log(high)));
        confine(value, bottom, top)
    }
}

fn check_finite(values: [f64; 3]) -> Result<(), DistributionError> {
    match values.into_iter().find(|value| !value.is_finite()) {
        Some(value) => Err(DistributionError::NotFinite { value }),
        None => Ok(()),
    }
}

fn check_positive(value: f64) -> Result<(), DistributionError> {
    if value > 0.0 { Ok(()) } else { Err(DistributionError::NotPositive { value }) }
}

fn check_order(low: f64, centre: f64, high: f64, strictly: bool) -> Result<(), DistributionError> {
    if low >= high {
        return Err(DistributionError::Reversed { low, high });
    }
    let inside = if strictly { low < centre && centre < high } else { low <= centre && centre <= high };
    if inside { Ok(()) } else { Err(DistributionError::CentreOutside { low, centre, high }) }
}

fn triangular_quantile(low: f64, mode: f64, high: f64, u: f64) -> f64 {
    let width = high - low;
    if u * width <= mode - low {
        confine(low + (u * width * (mode - low)).sqrt(), low, mode)
    } else {
        confine(high - ((1.0 - u) * width * (high - mode)).sqrt(), mode, high)
    }
}

/// Limits as far beyond each point as the point lies from the centre.
fn widen_support(low: f64, centre: f64, high: f64) -> (f64, f64) {
    (low - (centre - low), high + (high - centre))
}

fn truncated_normal_quantile(low: f64, centre: f64, high: f64, u: f64) -> f64 {
    let cut = normal_cdf(-2.0 * Z_95);
    let z = normal_quantile(cut + u * (1.0 - 2.0 * cut));
    let spread = if z < 0.0 { centre - low } else { high - centre } / Z_95;
    let (bottom, top) = widen_support(low, centre, high);
    confine(centre + z * spread, bottom, top)
}

/// Clamps a value; unlike `f64::clamp` it does not panic on limits in the wrong order, which an unchecked distribution
/// can have. NaN passes through.
fn confine(value: f64, bottom: f64, top: f64) -> f64 {
    if value < bottom {
        bottom
    } else if value > top {
        top
    } else {
        value
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::oracle::read_table;

    /// Made by `fixtures/oracle/distributions.py`.
    const ORACLE: &str = include_str!("../../../../fixtures/oracle/distributions.json");

    const EXAMPLES: [Distribution; 9] = [
        Distribution::Fixed(3.0),
        Distribution::Uniform { low: -1.0, high: 4.0 },
        Distribution::Triangular { low: -1.0, mode: -1.0, high: 4.0 },
        Distribution::Triangular { low: 0.0, mode: 0.3, high: 1.0 },
        Distribution::LogUniform { low: 0.01, high: 10.0 },
        Distribution::LogTriangular { low: 0.01, mode: 10.0, high: 10.0 },
        Distribution::Normal { mean: 0.5, low: 0.1, high: 0.9 },
        Distribution::Normal { mean: 0.2, low: 0.1, high: 0.9 },
        Distribution::LogNormal { median: 5.0, low: 2.0, high: 30.0 },
    ];

    fn assert_close(value: f64, expected: f64) {
        assert!((value - expected).abs() <= 1e-12 * expected.abs().max(1.0), "{value}, not {expected}");
    }

    #[test]
    fn quantiles_are_monotone_within_the_support() {
        for distribution in EXAMPLES.map(|distribution| distribution.checked().unwrap()) {
            let (bottom, top) = distribution.support();
            let values: Vec<f64> = (0..=1000).map(|i| distribution.quantile(f64::from(i) / 1000.0)).collect();
            assert!(values.is_sorted(), "{distribution:?}");
            assert_close(values[0], bottom);
            assert_close(values[1000], top);
            assert!(values[0] >= bottom && values[1000] <= top);
            assert!(distribution.quantile(f64::NAN).is_nan() || matches!(distribution, Distribution::Fixed(_)));
        }
    }

    /// `scipy.stats.triang(c=0.3).ppf`, `loguniform(0.01, 10).ppf`, `truncnorm` with the stated figures.
    #[test]
    fn quantiles_agree_with_scipy() {
        assert_close(EXAMPLES[3].quantile(0.1), 0.173_205_080_756_887_73);
        assert_close(EXAMPLES[3].quantile(0.8), 0.625_834_261_322_605_9);
        assert_close(EXAMPLES[4].quantile(0.25), 0.056_234_132_519_034_91);
        for [u, expected] in read_table(ORACLE, "cut_normal") {
            assert_close(EXAMPLES[6].quantile(u), expected);
        }
    }

    /// The distribution function of the triangular law, in closed form, at the quantile.
    #[test]
    fn triangular_quantiles_invert_the_distribution_function() {
        for (low, mode, high) in [(2.0, 3.0, 10.0), (-7.0, 4.0, 5.0), (0.1, 0.2, 0.25)] {
            let law = Distribution::Triangular { low, mode, high };
            for u in [0.001, 0.05, 0.125, 0.4, 0.66, 0.9, 0.999] {
                let x = law.quantile(u);
                let (below, above) = ((x - low) * (x - low) / (mode - low), (high - x) * (high - x) / (high - mode));
                let reached = if x < mode { below / (high - low) } else { 1.0 - above / (high - low) };
                assert_close(reached, u);
            }
        }
    }

    /// As far beyond each point as it lies from the centre: in a ratio where the logarithm is normal.
    #[test]
    fn supports_of_the_normal_kinds_reach_beyond_the_points() {
        assert_eq!(Distribution::Normal { mean: 2.0, low: 1.5, high: 5.0 }.support(), (1.0, 8.0));
        assert_eq!(Distribution::LogNormal { median: 4.0, low: 2.0, high: 32.0 }.support(), (1.0, 256.0));
    }

    #[test]
    fn stated_points_are_reproduced() {
        for (u, point) in [(0.05, 0.1), (0.5, 0.2), (0.95, 0.9)] {
            assert!((EXAMPLES[7].quantile(u) - point).abs() < 0.003);
        }
        for (u, point) in [(0.05, 2.0_f64), (0.5, 5.0), (0.95, 30.0)] {
            assert!((EXAMPLES[8].quantile(u).ln() - point.ln()).abs() < 0.02);
        }
    }

    #[test]
    fn each_fault_has_its_error() {
        use DistributionError as E;
        let fault = |distribution: Distribution| distribution.checked().unwrap_err();
        let reversed = E::Reversed { low: 2.0, high: 1.0 };
        assert_eq!(fault(Distribution::Uniform { low: 2.0, high: 1.0 }), reversed);
        assert!(matches!(fault(Distribution::Fixed(f64::NAN)), E::NotFinite { .. }));
        let outside = fault(Distribution::Triangular { low: 0.0, mode: 3.0, high: 1.0 });
        assert_eq!(outside, E::CentreOutside { low: 0.0, centre: 3.0, high: 1.0 });
        assert!(matches!(fault(Distribution::Normal { mean: 0.0, low: 0.0, high: 1.0 }), E::CentreOutside { .. }));
        assert!(matches!(fault(Distribution::Normal { mean: 1.0, low: 0.0, high: 1.0 }), E::CentreOutside { .. }));
        assert_eq!(fault(Distribution::LogUniform { low: 0.0, high: 1.0 }), E::NotPositive { value: 0.0 });
        assert_eq!(reversed.to_string(), "low 2 is not below high 1");
    }
}
