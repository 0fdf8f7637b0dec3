//! When a drifting front first reaches a line: the inverse Gaussian law (theory 1.16, check V20).
//!
//! The area still to take falls by a Brownian motion with drift. The textbook form multiplies a number that can
//! overflow by one that can underflow; here the two are joined before the exponential is taken.

use standoff_num::distributions::{normal_cdf, normal_density};
use std::f64::consts::PI;

/// A front at some distance from a line, drifting towards it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Passage {
    /// Distance to the line in km², not negative.
    pub distance: f64,
    /// Drift towards the line in km² a month; may be zero or negative.
    pub drift: f64,
    /// Standard deviation over a month in km², not negative.
    pub deviation: f64,
}

impl Passage {
    /// Expected months until the line is reached, `d/m`; infinite if the drift does not lead there.
    ///
    /// ```
    /// use standoff_world::battlefield::passage::Passage;
    /// let front = Passage { distance: 5000.0, drift: 450.0, deviation: 400.0 };
    /// assert!((front.mean() - 11.1111111111).abs() < 1e-9);
    /// assert!((front.reached_by(12.0) - 0.6637080918).abs() < 1e-9);
    /// ```
    pub fn mean(&self) -> f64 {
        match (self.distance == 0.0, self.drift > 0.0) {
            (true, _) => 0.0,
            (false, true) => self.distance / self.drift,
            (false, false) => f64::INFINITY,
        }
    }

    /// Standard deviation of the months until the line is reached, `sqrt(d s²/m³)`.
    pub fn standard_deviation(&self) -> f64 {
        match (self.distance == 0.0, self.drift > 0.0) {
            (true, _) => 0.0,
            (false, true) => self.deviation / self.drift * (self.distance / self.drift).sqrt(),
            (false, false) => f64::INFINITY,
        }
    }

    /// Probability that the line is reached within `months`:
    /// `Phi((mt-d)/(s sqrt t)) + e^{2md/s²} Phi((-mt-d)/(s sqrt t))`.
    pub fn reached_by(&self, months: f64) -> f64 {
        if self.distance <= 0.0 {
            return 1.0;
        }
        if months <= 0.0 {
            return 0.0;
        }
        if self.deviation == 0.0 {
            return f64::from(u8::from(self.drift * months >= self.distance));
        }
        let scale = self.deviation * months.sqrt();
        let near = (self.drift * months - self.distance) / scale;
        let far = (self.drift * months + self.distance) / scale;
        (normal_cdf(near) + self.reflected_term(near, far)).clamp(0.0, 1.0)
    }

    /// Probability that the line is ever reached.
    pub fn reached_ever(&self) -> f64 {
        match (self.distance <= 0.0, self.deviation == 0.0) {
            (true, _) => 1.0,
            (false, true) => f64::from(u8::from(self.drift > 0.0)),
            (false, false) => libm::exp(2.0 * self.drift.min(0.0) * self.distance / self.deviation / self.deviation),
        }
    }

    /// Months by which the line is reached with probability `p`; infinite if it never is with that probability.
    pub fn quantile(&self, p: f64) -> f64 {
        if self.distance <= 0.0 || p <= 0.0 {
            return 0.0;
        }
        if self.reached_ever() <= p {
            return f64::INFINITY;
        }
        if self.deviation == 0.0 {
            return self.mean();
        }
        self.bisect_quantile(p)
    }

    /// The reflected term, `e^{2md/s²} Phi(-far)`: equal to the density at `near` times the Mills ratio at `far`.
    fn reflected_term(&self, near: f64, far: f64) -> f64 {
        if far > 0.0 {
            return normal_density(near) * mills_ratio(far);
        }
        libm::exp(2.0 * self.drift * self.distance / self.deviation / self.deviation) * normal_cdf(-far)
    }

    /// Bisection on the logarithm of time, down to neighbouring numbers.
    fn bisect_quantile(&self, p: f64) -> f64 {
        let (mut low, mut high) = (-700.0, 700.0);
        loop {
            let middle = 0.5 * (low + high);
            if middle <= low || middle >= high {
                return libm::exp(high);
            }
            if self.reached_by(libm::exp(middle)) < p {
                low = middle;
            } else {
                high = middle;
            }
        }
    }
}

/// The Mills ratio `Phi(-z)/phi(z)` for `z >= 0`: by its definition near zero, and beyond by its continued fraction
/// `1/(z + 1/(z + 2/(z + 3/(z + ...))))` (Laplace 1805).
fn mills_ratio(z: f64) -> f64 {
    if z < 4.0 {
        return normal_cdf(-z) * libm::exp(0.5 * z * z) * (2.0 * PI).sqrt();
    }
    let tail = (1..=60).rev().fold(z, |tail, term| z + f64::from(term) / tail);
    1.0 / tail
}

#[cfg(test)]
mod tests {
    use super::*;

    fn density(front: &Passage, t: f64) -> f64 {
        let gap = (front.distance - front.drift * t) / (front.deviation * t.sqrt());
        front.distance / (front.deviation * libm::pow(t, 1.5)) * normal_density(gap)
    }

    /// Simpson's rule on the density of the inverse Gaussian law.
    fn integrated(front: &Passage, months: f64) -> f64 {
        let cells = 200_000;
        let width = months / f64::from(cells);
        let at = |index: i32| if index == 0 { 0.0 } else { density(front, f64::from(index) * width) };
        let inner: f64 = (1..cells).map(|index| f64::from(2 + 2 * (index % 2)) * at(index)).sum();
        (at(0) + inner + at(cells)) * width / 3.0
    }

    #[test]
    fn distribution_is_the_integral_of_the_density() {
        for (drift, deviation) in [(450.0, 400.0), (120.0, 400.0), (0.0, 900.0), (-80.0, 1500.0), (450.0, 60.0)] {
            let front = Passage { distance: 5000.0, drift, deviation };
            for months in [3.0, 12.0, 60.0] {
                let gap = front.reached_by(months) - integrated(&front, months);
                assert!(gap.abs() < 1e-9, "{drift} {deviation} {months}: {gap}");
            }
        }
    }

    #[test]
    fn does_not_overflow() {
        let front = Passage { distance: 5000.0, drift: 450.0, deviation: 1e-3 };
        assert_eq!(front.reached_by(11.0), 0.0);
        assert_eq!(front.reached_by(11.2), 1.0);
        assert!((front.reached_by(front.mean()) - 0.5).abs() < 1e-6);
        assert!((front.quantile(0.5) - front.mean()).abs() < 1e-9);
    }

    #[test]
    fn still_front_follows_levy_and_a_retreating_one_may_never_arrive() {
        let still = Passage { distance: 1.0, drift: 0.0, deviation: 1.0 };
        assert!((still.quantile(0.5) - 2.198109338317732).abs() < 1e-12);
        let away = Passage { drift: -1.0, ..still };
        assert!((away.reached_ever() - libm::exp(-2.0)).abs() < 1e-15);
        assert!((away.reached_by(1e9) - away.reached_ever()).abs() < 1e-12);
        assert_eq!(away.quantile(0.5), f64::INFINITY);
    }

    #[test]
    fn mills_ratio_joins_smoothly() {
        let by_fraction = (1..=200).rev().fold(3.999_999, |tail, term| 3.999_999 + f64::from(term) / tail);
        assert!((mills_ratio(3.999_999) * by_fraction - 1.0).abs() < 1e-13);
    }

    #[test]
    fn certain_front_arrives_on_the_day() {
        let front = Passage { distance: 10.0, drift: 2.0, deviation: 0.0 };
        assert_eq!([front.reached_by(4.9), front.reached_by(5.0)], [0.0, 1.0]);
        assert_eq!([front.quantile(0.5), front.mean(), front.standard_deviation()], [5.0, 5.0, 0.0]);
    }
}
