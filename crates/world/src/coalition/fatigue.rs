//! How support for a war wears out: time, casualties, elections (theory 1.17, checks V16 and V17).

use standoff_num::elementary::exp;

/// What is left of `value` after `months` of decay at `rate` a month: `w e^{-theta t}` (theory 3.6). The coalition's
/// step uses it for each member's willingness.
///
/// ```
/// use standoff_world::coalition::fatigue::decayed;
/// assert!((decayed(0.62, 0.012, 17.9259483014) - 0.5).abs() < 1e-9);
/// ```
pub fn decayed(value: f64, rate: f64, months: f64) -> f64 {
    value * exp(-rate * months)
}

/// Months until a value that decays at `rate` a month falls to `threshold`: `ln(S/S*)/theta` (check V17; for a
/// coalition's budget against its need V16).
///
/// Negative if the value lies under the threshold already: the threshold was passed that long ago. Infinite without
/// decay.
///
/// ```
/// use standoff_world::coalition::fatigue::months_until;
/// assert!((months_until(13.8, 13.0, 0.02) - 2.98596173508).abs() < 1e-9);
/// ```
pub fn months_until(value: f64, threshold: f64, rate: f64) -> f64 {
    libm::log(value / threshold) / rate
}

/// Fall of support as casualties grow from one count to another, `b log10(to/from)` (Mueller 1971, 1973).
///
/// ```
/// use standoff_world::coalition::fatigue::mueller_drop;
/// assert!((mueller_drop(0.15, 20_000.0, 60_000.0) - 0.0715681882079).abs() < 1e-12);
/// ```
pub fn mueller_drop(points_per_decade: f64, from: f64, to: f64) -> f64 {
    points_per_decade * libm::log10(to / from)
}

/// An election as a risk: it may change a member's course.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ElectionRisk {
    /// When it is held, in months from the start.
    pub month: f64,
    /// Probability that it flips the member.
    pub flip: f64,
}

/// Probability that no election up to and including `month` flips the member, elections being independent:
/// `prod(1 - e_j)` (theory 1.17).
///
/// ```
/// use standoff_world::coalition::fatigue::{ElectionRisk, unflipped};
/// let calendar = [ElectionRisk { month: 4.0, flip: 0.35 }, ElectionRisk { month: 16.0, flip: 0.25 }];
/// assert!((unflipped(&calendar, 16.0) - 0.4875).abs() < 1e-15);
/// ```
pub fn unflipped(elections: &[ElectionRisk], month: f64) -> f64 {
    elections.iter().filter(|election| election.month <= month).map(|election| 1.0 - election.flip).product()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decay_and_its_inverse_agree() {
        for rate in [0.002, 0.02, 0.5] {
            for months in [0.5, 7.0, 40.0] {
                assert!((months_until(0.8, decayed(0.8, rate, months), rate) - months).abs() < 1e-10);
            }
        }
        assert_eq!(months_until(0.8, 0.5, 0.0), f64::INFINITY);
        assert!(months_until(0.4, 0.5, 0.1) < 0.0);
    }

    #[test]
    fn elections_count_through_the_month_in_any_order() {
        let late = ElectionRisk { month: 16.0, flip: 0.25 };
        let early = ElectionRisk { month: 4.0, flip: 0.5 };
        assert_eq!(unflipped(&[late, early], 3.9), 1.0);
        assert_eq!(unflipped(&[late, early], 4.0), 0.5);
        assert_eq!(unflipped(&[early, late], 30.0), unflipped(&[late, early], 16.0));
    }
}
