//! Deals on one dimension that need every player's consent (Tsebelis 2002, Cunningham 2006; theory 1.12, check V14).

/// An interval of one dimension, both ends included.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Interval {
    /// Lower end.
    pub lower: f64,
    /// Upper end.
    pub upper: f64,
}

impl Interval {
    /// True if a point lies on it.
    pub fn contains(&self, point: f64) -> bool {
        self.lower <= point && point <= self.upper
    }
}

/// Points that a player with the ideal `ideal` likes no less than the status quo `q`:
/// `[min(q, 2x-q), max(q, 2x-q)]`.
pub fn preferred_interval(ideal: f64, status_quo: f64) -> Interval {
    let mirrored = 2.0 * ideal - status_quo;
    Interval { lower: status_quo.min(mirrored), upper: status_quo.max(mirrored) }
}

/// The win-set of the status quo under unanimity: what every player likes no less. It always holds the status quo
/// and is nothing else if players lie on both sides of it. Without players nothing binds.
///
/// ```
/// use standoff_engine::classic::veto::win_set;
/// let set = win_set(&[0.2, 0.5, 0.6], 0.9);
/// assert!((set.lower - 0.3).abs() < 1e-15 && set.upper == 0.9);
/// ```
pub fn win_set(ideals: &[f64], status_quo: f64) -> Interval {
    let everything = Interval { lower: f64::NEG_INFINITY, upper: f64::INFINITY };
    ideals
        .iter()
        .map(|&ideal| preferred_interval(ideal, status_quo))
        .fold(everything, |all, one| Interval { lower: all.lower.max(one.lower), upper: all.upper.min(one.upper) })
}

/// The core under unanimity, from which no move pleases all: `[min x_i, max x_i]`. `None` without players.
///
/// ```
/// use standoff_engine::classic::veto::{Interval, unanimity_core};
/// assert_eq!(unanimity_core(&[0.2, 0.5, 0.6]), Some(Interval { lower: 0.2, upper: 0.6 }));
/// ```
pub fn unanimity_core(ideals: &[f64]) -> Option<Interval> {
    let lower = ideals.iter().copied().reduce(f64::min)?;
    let upper = ideals.iter().copied().reduce(f64::max)?;
    Some(Interval { lower, upper })
}

/// Mean number of rounds until all accept in the same round, each on its own with the given chance:
/// `1/prod(a_i)`; infinite if someone never accepts.
///
/// ```
/// use standoff_engine::classic::veto::mean_rounds_to_consent;
/// assert!((mean_rounds_to_consent(&[0.6; 3]) - 4.62962962963).abs() < 1e-9);
/// ```
pub fn mean_rounds_to_consent(accept: &[f64]) -> f64 {
    1.0 / accept.iter().product::<f64>()
}

/// Probability that at least one of several independent tracks, each with its chance of a deal a month, has led to
/// one within `months`: `1 - prod(1-h_i)^m`.
///
/// ```
/// use standoff_engine::classic::veto::deal_chance_within;
/// assert!((deal_chance_within(&[0.04, 0.03], 12.0) - 0.574876015369).abs() < 1e-9);
/// ```
pub fn deal_chance_within(hazards: &[f64], months: f64) -> f64 {
    let log_none: f64 = hazards.iter().map(|hazard| libm::log1p(-hazard)).sum();
    -libm::expm1(months * log_none)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn winset_holds_exactly_what_all_prefer(
            ideals in prop::collection::vec(-1.0f64..2.0, 1..6), quo in -1.0f64..2.0, point in -3.0f64..4.0,
        ) {
            let worse = ideals.iter().map(|x| (x - point).abs() - (x - quo).abs()).fold(f64::NEG_INFINITY, f64::max);
            prop_assume!(worse.abs() > 1e-9);
            prop_assert_eq!(win_set(&ideals, quo).contains(point), worse < 0.0);
        }

        #[test]
        fn another_veto_never_enlarges_the_winset(ideals in prop::collection::vec(0.0f64..1.0, 1..6), quo in 0.0f64..1.0) {
            let (fewer, all) = (win_set(&ideals[1..], quo), win_set(&ideals, quo));
            prop_assert!(all.lower >= fewer.lower && all.upper <= fewer.upper && all.contains(quo));
        }
    }

    #[test]
    fn core_is_where_the_winset_is_the_status_quo_alone() {
        let ideals = [0.2, 0.5, 0.6];
        assert_eq!(win_set(&ideals, 0.4), Interval { lower: 0.4, upper: 0.4 });
        let outside = win_set(&ideals, 0.7);
        assert!(outside.upper - outside.lower > 0.1);
        assert_eq!(unanimity_core(&[]), None);
    }

    #[test]
    fn certain_and_impossible_consent() {
        assert_eq!(mean_rounds_to_consent(&[1.0, 1.0]), 1.0);
        assert_eq!(mean_rounds_to_consent(&[0.5, 0.0]), f64::INFINITY);
        assert_eq!([deal_chance_within(&[1.0, 0.2], 3.0), deal_chance_within(&[], 3.0)], [1.0, 0.0]);
    }
}
