//! Bursts of talks: a round makes the next ones likelier for some weeks (decision 43).
//!
//! Rounds arrive as a Hawkes process in discrete time (Hawkes 1971, Biometrika 58:83): the rate of a step is what is left of
//! the posture's own rate, and the excitement that past rounds have left. Each round brings `n` rounds more on average over
//! the time that follows, so that the long-run mean is the posture's rate, whatever the length of a step.

use crate::quantity::half_life_share;
use crate::talks::tracks::Talks;

/// Bursts over steps of one length.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Bursts {
    /// Mean number of rounds that a round brings.
    branching: f64,
    /// Share of the excitement that is left after a step.
    kept: f64,
    /// Excitement that a round leaves, in rounds a month.
    added: f64,
}

impl Bursts {
    /// The bursts of some talks in steps of `months`; none where no round brings another.
    pub(crate) fn new(talks: &Talks, months: f64) -> Option<Self> {
        let kept = half_life_share(talks.excitement_half_life, months);
        // Over all later steps it adds up to added * months / (1 - kept) rounds, which are to be as many as the branching.
        let added = talks.excitement * (1.0 - kept) / months;
        (talks.excitement > 0.0).then_some(Self { branching: talks.excitement, kept, added })
    }

    /// Rounds a month in a step that begins with some excitement, where the posture's own rate is `rate`.
    pub(crate) fn rate(&self, rate: f64, excitement: f64) -> f64 {
        (1.0 - self.branching) * rate + excitement
    }

    /// Excitement after a step in which a round was held, or none.
    pub(crate) fn excitement_after(&self, excitement: f64, held: bool) -> f64 {
        self.kept * excitement + if held { self.added } else { 0.0 }
    }

    /// Excitement before a step that leaves `excitement`: the inverse of [`Bursts::excitement_after`].
    pub(crate) fn excitement_before(&self, excitement: f64, held: bool) -> f64 {
        let left = if held { excitement - self.added } else { excitement };
        (left / self.kept).max(0.0)
    }
}

/// Excitement of talks that have gone on at the rate of their posture, in rounds a month.
pub(crate) fn usual_excitement(talks: &Talks, rate: f64) -> f64 {
    talks.excitement * rate
}

/// Excitement against its mean under the posture's own rate; one where rounds excite nothing, or none are held.
pub(crate) fn relative_excitement(talks: &Talks, rate: f64, excitement: f64) -> f64 {
    let usual = usual_excitement(talks, rate);
    if usual > 0.0 { excitement / usual } else { 1.0 }
}

#[cfg(test)]
mod tests {
    use super::Bursts;

    /// At the mean rate excitement stays as it is on average, in steps of any length.
    #[test]
    fn the_mean_is_a_fixed_point() {
        for months in [0.1, 12.0 / 52.0, 1.0] {
            let bursts = Bursts { branching: 0.6, kept: 0.5_f64.powf(months / 0.4), added: 0.0 };
            let bursts = Bursts { added: 0.6 * (1.0 - bursts.kept) / months, ..bursts };
            let (rate, excitement) = (0.7, 0.6 * 0.7);
            let held = bursts.rate(rate, excitement) * months;
            let [without, with] = [false, true].map(|held| bursts.excitement_after(excitement, held));
            assert!((held - rate * months).abs() < 1e-12);
            assert!((held * with + (1.0 - held) * without - excitement).abs() < 1e-12, "{months}");
            assert!((bursts.excitement_before(with, true) - excitement).abs() < 1e-12);
        }
    }
}
