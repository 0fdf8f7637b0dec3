//! Events that a report says happened or did not, and that may be reported falsely.

use standoff_num::elementary::exp;

/// False reports of one event in a year of watching for it, in a state in which every report is false.
///
/// A reporter who is four parts in five sure of an event knows how rare such events are. With a false report in every other step
/// that report would be taken for false, because the event is so much rarer than one report in five, and it would lower the rate
/// of what it tells. Once a year is about as rare as what is watched for: a limited truce, a backer that joins.
const FALSE_REPORTS_PER_YEAR: f64 = 1.0;

/// Events in a year in a state in which the model has none, such as a backer that moves in peace: hardly any, but a report of one
/// that is sure must not rule the state out.
const UNMODELLED_PER_YEAR: f64 = 0.01;

/// The law of a report that something happened, or did not.
pub(super) struct DoubtfulEvent {
    /// Chance of the event in the state.
    chance: f64,
    /// Chance that a false report tells of one.
    false_chance: f64,
    confidence: f64,
}

impl DoubtfulEvent {
    /// An event for which a record watches step by step, by a report of this confidence on a step of `months`. `chance` is that
    /// of the event; none in a state in which the model has no law for it, so that nothing is learnt of its figures.
    pub fn of_step(chance: Option<f64>, months: f64, confidence: f64) -> Self {
        let within = |per_year: f64| 1.0 - exp(-per_year * months / 12.0);
        let chance = chance.unwrap_or_else(|| within(UNMODELLED_PER_YEAR));
        Self { chance, false_chance: within(FALSE_REPORTS_PER_YEAR), confidence }
    }

    /// One of two ways in which something ended that is known to have ended: a false report is as likely to be one as the other.
    pub fn of_two(chance: f64, confidence: f64) -> Self {
        Self { chance, false_chance: 0.5, confidence }
    }

    /// Chance of the report that it happened, or of the report that it did not.
    pub fn density(&self, happened: bool) -> f64 {
        let of = |chance: f64| if happened { chance } else { 1.0 - chance };
        self.confidence * of(self.chance) + (1.0 - self.confidence) * of(self.false_chance)
    }

    /// Whether it is reported, from two independent uniform numbers.
    pub fn sample(&self, [truth, value]: [f64; 2]) -> bool {
        value < if truth < self.confidence { self.chance } else { self.false_chance }
    }
}
