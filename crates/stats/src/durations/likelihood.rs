//! Maximum likelihood of log-location-scale families with censoring.
//!
//! With x = ln t and z = tau x - beta, the log-likelihood is concave in (beta, tau) for the log-concave
//! standard densities used here (Burridge 1981, JRSS B 43:41), so that Newton steps with halving find its maximum.
//! In location and scale themselves it is not.

use standoff_num::distributions::normal_cdf;
use standoff_num::sums::{mean, sum_of, variance};

use crate::error::StatsError;

/// The logarithm of a standard density or survival function at z, with its first and second derivatives.
pub(crate) struct LocalExpansion {
    pub(crate) value: f64,
    pub(crate) slope: f64,
    pub(crate) bend: f64,
}

/// The distribution of the standardised logarithm of a duration.
#[derive(Debug, Clone, Copy)]
pub(crate) enum StandardDistribution {
    /// The smallest extreme value: S = exp(-e^z), of the Weibull family.
    Extreme,
    /// The standard normal.
    Normal,
    /// S = 1 / (1 + e^z).
    Logistic,
}

impl StandardDistribution {
    /// ln f(z).
    pub(crate) fn ln_density(self, z: f64) -> LocalExpansion {
        match self {
            Self::Extreme => {
                let power = libm::exp(z);
                LocalExpansion { value: z - power, slope: 1.0 - power, bend: -power }
            }
            Self::Normal => LocalExpansion { value: -0.5 * z * z - LN_ROOT_TWO_PI, slope: -z, bend: -1.0 },
            Self::Logistic => {
                let below = 1.0 / (1.0 + libm::exp(-z));
                let value = -z.abs() - 2.0 * libm::log1p(libm::exp(-z.abs()));
                LocalExpansion { value, slope: 1.0 - 2.0 * below, bend: -2.0 * below * (1.0 - below) }
            }
        }
    }

    /// ln S(z).
    pub(crate) fn ln_survival(self, z: f64) -> LocalExpansion {
        match self {
            Self::Extreme => {
                let power = libm::exp(z);
                LocalExpansion { value: -power, slope: -power, bend: -power }
            }
            Self::Normal => normal_ln_survival(z),
            Self::Logistic => {
                let below = 1.0 / (1.0 + libm::exp(-z));
                let value = -z.max(0.0) - libm::log1p(libm::exp(-z.abs()));
                LocalExpansion { value, slope: -below, bend: -below * (1.0 - below) }
            }
        }
    }
}

/// ln sqrt(2 pi).
const LN_ROOT_TWO_PI: f64 = 0.918_938_533_204_672_8;

/// ln S of the standard normal. Beyond 30, where S underflows soon after, by the asymptotic series
/// 1 - 1/z^2 + 3/z^4 - 15/z^6 of Mills' ratio, whose next term is below rounding there.
fn normal_ln_survival(z: f64) -> LocalExpansion {
    let ln_density = -0.5 * z * z - LN_ROOT_TWO_PI;
    let value = if z < 30.0 {
        libm::log(normal_cdf(-z))
    } else {
        let square = 1.0 / (z * z);
        ln_density - libm::log(z) + libm::log1p(-square * (1.0 - square * (3.0 - 15.0 * square)))
    };
    let hazard = libm::exp(ln_density - value);
    LocalExpansion { value, slope: -hazard, bend: -hazard * (hazard - z) }
}

/// Logarithms of durations about their mean, so that location and scale are hardly correlated and steps few.
pub(crate) struct LogDurations<'a> {
    logs: Vec<f64>,
    centre: f64,
    ended: &'a [bool],
    standard: StandardDistribution,
}

/// Location and scale of ln t, and the log-likelihood of t.
#[derive(Debug)]
pub(crate) struct LikelihoodPeak {
    pub(crate) location: f64,
    pub(crate) scale: f64,
    pub(crate) log_likelihood: f64,
}

/// Value, gradient and Hessian of the log-likelihood at (beta, tau).
#[derive(Default)]
struct LikelihoodSurface {
    value: f64,
    gradient: [f64; 2],
    hessian: [f64; 3],
}

impl<'a> LogDurations<'a> {
    pub(crate) fn new(standard: StandardDistribution, durations: &[f64], ended: &'a [bool]) -> Self {
        let raw: Vec<f64> = durations.iter().map(|&duration| libm::log(duration)).collect();
        let centre = mean(&raw);
        Self { logs: raw.iter().map(|log| log - centre).collect(), centre, ended, standard }
    }

    /// The maximum of the likelihood, from the scale of uncensored normal data.
    ///
    /// The search ends once the promised gain is far below rounding, or no step along the direction keeps the
    /// likelihood; the latter is accepted only if the gain was already below rounding.
    pub(crate) fn maximise(&self) -> Result<LikelihoodPeak, StatsError> {
        let spread = variance(&self.logs).sqrt();
        if spread.is_nan() || spread <= 1e-12 * self.centre.abs().max(1.0) {
            return Err(StatsError::NoSpread);
        }
        let mut point = [0.0, 1.0 / spread];
        let mut surface = self.expand_at(point);
        for _ in 0..200 {
            let (step, decrement) = newton_step(&surface)?;
            let Some((next, better)) = self.climb_step(point, step, surface.value) else {
                return self.accept_peak(point, decrement);
            };
            (point, surface) = (next, better);
            if decrement < 1e-22 {
                return self.accept_peak(point, decrement);
            }
        }
        Err(StatsError::NotConverged)
    }

    /// The first of ever shorter steps that lowers the likelihood by no more than its rounding.
    fn climb_step(&self, point: [f64; 2], step: [f64; 2], value: f64) -> Option<([f64; 2], LikelihoodSurface)> {
        let floor = value - 1e-12 * (1.0 + value.abs());
        let mut length = 1.0;
        while length > 1e-9 {
            let next = [point[0] + length * step[0], point[1] + length * step[1]];
            let surface = self.expand_at(next);
            if next[1] > 0.0 && surface.value >= floor {
                return Some((next, surface));
            }
            length *= 0.5;
        }
        None
    }

    /// The maximum in location and scale, unless the search stopped short of one.
    fn accept_peak(&self, [beta, tau]: [f64; 2], decrement: f64) -> Result<LikelihoodPeak, StatsError> {
        let log_likelihood = self.expand_at([beta, tau]).value - self.ln_jacobian();
        let peak = LikelihoodPeak { location: self.centre + beta / tau, scale: 1.0 / tau, log_likelihood };
        let sound = decrement < 1e-12 && peak.location.is_finite() && peak.scale.is_finite();
        if sound { Ok(peak) } else { Err(StatsError::NotConverged) }
    }

    /// The logarithm of the Jacobian from the density of ln t to that of t.
    fn ln_jacobian(&self) -> f64 {
        let pairs = self.logs.iter().zip(self.ended);
        sum_of(pairs.map(|(log, &ended)| if ended { log + self.centre } else { 0.0 }))
    }

    /// Value, gradient and Hessian at a point.
    fn expand_at(&self, [beta, tau]: [f64; 2]) -> LikelihoodSurface {
        let mut total = LikelihoodSurface::default();
        for (&x, &ended) in self.logs.iter().zip(self.ended) {
            let z = tau * x - beta;
            let local = if ended { self.standard.ln_density(z) } else { self.standard.ln_survival(z) };
            total.add_term(&local, x);
            if ended {
                total.value += libm::log(tau);
                total.gradient[1] += 1.0 / tau;
                total.hessian[2] -= 1.0 / (tau * tau);
            }
        }
        total
    }
}

impl LikelihoodSurface {
    fn add_term(&mut self, local: &LocalExpansion, x: f64) {
        self.value += local.value;
        self.gradient[0] -= local.slope;
        self.gradient[1] += local.slope * x;
        self.hessian[0] += local.bend;
        self.hessian[1] -= local.bend * x;
        self.hessian[2] += local.bend * x * x;
    }
}

/// The Newton step and the gain it promises: half the gradient along it.
fn newton_step(surface: &LikelihoodSurface) -> Result<([f64; 2], f64), StatsError> {
    let ([first, second], [a, b, c]) = (surface.gradient, surface.hessian);
    let determinant = a * c - b * b;
    let step = [(b * second - c * first) / determinant, (b * first - a * second) / determinant];
    let gain = 0.5 * (step[0] * first + step[1] * second);
    let uphill = determinant > 0.0 && step[0].is_finite() && step[1].is_finite() && gain.is_finite();
    if uphill { Ok((step, gain.abs())) } else { Err(StatsError::NotConverged) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn derivatives_are_those_of_the_values() {
        for standard in [StandardDistribution::Extreme, StandardDistribution::Normal, StandardDistribution::Logistic] {
            for z in [-4.0, -0.5, 0.0, 1.3, 3.0] {
                for part in [StandardDistribution::ln_density, StandardDistribution::ln_survival] {
                    let (low, here, high) = (part(standard, z - 1e-5), part(standard, z), part(standard, z + 1e-5));
                    let slack = 1e-8 * (1.0 + here.bend.abs());
                    assert!(((high.value - low.value) / 2e-5 - here.slope).abs() < slack, "{standard:?} {z}");
                    assert!(((high.slope - low.slope) / 2e-5 - here.bend).abs() < slack, "{standard:?} {z}");
                }
            }
        }
    }

    #[test]
    fn normal_tail_is_smooth_at_the_change_of_method() {
        let (below, above) = (normal_ln_survival(30.0 - 1e-9), normal_ln_survival(30.0));
        assert!((below.value - above.value).abs() < 1e-7);
        assert!((below.slope - above.slope).abs() < 1e-6);
    }

    fn example(durations: &[f64]) -> LogDurations<'_> {
        LogDurations::new(StandardDistribution::Extreme, durations, &[true; 4][..])
    }

    /// Whatever the step, the first of its halves is taken that keeps the scale above zero and the likelihood.
    #[test]
    fn long_steps_are_halved_until_they_climb() {
        let logs = example(&[1.0, 2.0, 5.0, 9.0]);
        let point = [0.0, 1.0];
        let surface = logs.expand_at(point);
        let (newton, _) = newton_step(&surface).unwrap();
        let climbs = |length: f64, step: [f64; 2]| {
            let next = [point[0] + length * step[0], point[1] + length * step[1]];
            next[1] > 0.0 && logs.expand_at(next).value >= surface.value
        };
        for long in [1.0, 50.0, 3000.0] {
            let step = newton.map(|part| long * part);
            let (next, better) = logs.climb_step(point, step, surface.value).unwrap();
            let length = (next[0] - point[0]) / step[0];
            assert!((length.log2() - length.log2().round()).abs() < 1e-9 && length <= 1.0, "{length}");
            assert!(climbs(length, step) && (length > 0.9 || !climbs(2.0 * length, step)), "{long}: {length}");
            assert!(better.value >= surface.value && next[1] > 0.0);
        }
        let back = newton.map(|part| -part);
        assert!(logs.climb_step(point, back, surface.value).is_none(), "nothing climbs that way");
    }

    /// A search that stopped short of a peak has none, nor has one whose scale or location left the numbers.
    #[test]
    fn what_is_no_peak_is_refused() {
        let logs = example(&[1.0, 2.0, 5.0, 9.0]);
        assert!(logs.accept_peak([0.0, 1.0], 0.0).is_ok());
        for (point, decrement) in [([0.0, 1.0], 1e-3), ([1.0, 0.0], 0.0), ([f64::NAN, 1.0], 0.0)] {
            assert_eq!(logs.accept_peak(point, decrement).unwrap_err(), StatsError::NotConverged, "{point:?}");
        }
        // Not concave, and flat.
        for hessian in [[-1.0, 0.0, 1.0], [0.0; 3]] {
            let surface = LikelihoodSurface { value: 0.0, gradient: [1.0, 1.0], hessian };
            assert_eq!(newton_step(&surface).unwrap_err(), StatsError::NotConverged);
        }
    }
}
