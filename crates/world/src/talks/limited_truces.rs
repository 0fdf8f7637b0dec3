//! Limited truces: pauses of one kind of fighting, such as strikes on energy or a holiday (decision 42).
//!
//! They neither stop the front nor count as a truce of the war. One may be under way for each kind that a scenario names.

use crate::quantity::quantities;
use standoff_num::elementary::exp;

/// Most kinds of limited truces that a war may have: a state holds the time left of each in a fixed place.
pub const MOST_LIMITED_TRUCES: usize = 8;

quantities! {
    /// Figures of a kind of limited truces.
    LimitedTruceFigures {
        arrivals: Rate, 0.0 => 4.0, required, "nl", "Rate at which one begins, at the mean rate of rounds and under a great power that presses nobody";
        talks: Share, 0.0 => 1.0, 0.0, "wl", "Part of that rate that follows the excitement of talks: nothing of it while talks are quiet, twice as much where excitement is twice as high";
        pressed: Number, 0.0 => 20.0, 1.0, "fl", "Factor on that rate while the great power presses either side";
        length: Duration, 0.01 => 60.0, required, "dl", "Length that one is to have";
        breach: Rate, 0.0 => 100.0, 0.0, "bl", "Rate at which one that is under way is broken";
        trust_kept: LogOdds, -2.0 => 2.0, 0.0, "tk", "Shift of each belligerent's odds of accepting in the next round, after one that was kept to its end";
        trust_broken: LogOdds, -2.0 => 2.0, 0.0, "tb", "The same, downwards, after one that was broken";
    }
}

/// A kind of limited truces.
#[derive(Debug, Clone, PartialEq)]
pub struct LimitedTruce {
    /// Name in the scenario.
    pub name: String,
    /// Name for people.
    pub title: String,
    /// Its figures.
    pub figures: LimitedTruceFigures,
}

impl LimitedTruceFigures {
    /// Rate at which such truces begin, a month, where the excitement of talks is `excitement` times its mean and the great
    /// power presses somebody or nobody. The mean over the excitement is that of calm talks, because that of excitement is one.
    ///
    /// ```
    /// use standoff_world::talks::limited_truces::LimitedTruceFigures;
    /// let figures = LimitedTruceFigures {
    ///     arrivals: 0.1, talks: 0.5, pressed: 2.0, length: 1.0, breach: 0.0, trust_kept: 0.0, trust_broken: 0.0,
    /// };
    /// assert_eq!(figures.monthly_rate(1.0, false), 0.1);
    /// assert!((figures.monthly_rate(3.0, false) - 0.2).abs() < 1e-15);
    /// assert!((figures.monthly_rate(3.0, true) - 0.4).abs() < 1e-15);
    /// ```
    pub fn monthly_rate(&self, excitement: f64, pressed: bool) -> f64 {
        let pressure = if pressed { self.pressed } else { 1.0 };
        self.arrivals * (1.0 - self.talks + self.talks * excitement) * pressure
    }

    /// Chance that one begins within `months` in which its rate stays the same.
    pub(crate) fn arrival_chance(&self, excitement: f64, pressed: bool, months: f64) -> f64 {
        1.0 - exp(-self.monthly_rate(excitement, pressed) * months)
    }

    /// Chance that one under way is broken within `months`.
    pub(crate) fn breach_chance(&self, months: f64) -> f64 {
        1.0 - exp(-self.breach * months)
    }
}
