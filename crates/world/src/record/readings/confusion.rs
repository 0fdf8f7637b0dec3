//! Readings of one of several things, which may be mistaken for each other.

use super::law::{Law, ReadingDraws, ReadingPurpose};

/// One of `count` things, by place: right with chance `clarity`, and otherwise any of them.
pub(crate) struct Confusion {
    pub(super) kind: ReadingPurpose,
    pub(super) truth: usize,
    pub(super) clarity: f64,
    pub(super) count: usize,
}

impl Law for Confusion {
    type Value = usize;

    fn density(&self, value: usize) -> f64 {
        (if value == self.truth { self.clarity } else { 0.0 }) + (1.0 - self.clarity) / self.count as f64
    }

    fn sample(&self, draws: ReadingDraws<'_>) -> usize {
        let [clear, other] = draws.pair(self.kind);
        if clear < self.clarity {
            self.truth
        } else {
            // A number just under one may round up to the count.
            ((other * self.count as f64) as usize).min(self.count - 1)
        }
    }
}

/// How something stands, by a report that may be of an earlier step and may be false.
///
/// A fresh report is read as a [`Confusion`]. Silence after one is the rule, unless things have changed since, which goes
/// unreported for a step with one less `clarity`. A report that is not true says nothing.
pub(crate) struct StandingConfusion {
    pub(super) truth: Confusion,
    pub(super) fresh: bool,
    pub(super) trusted: bool,
}

impl StandingConfusion {
    /// The law of a report made now: without any clarity where it is not true.
    fn reported(&self) -> Confusion {
        Confusion { clarity: if self.trusted { self.truth.clarity } else { 0.0 }, ..self.truth }
    }
}

impl Law for StandingConfusion {
    type Value = usize;

    fn density(&self, value: usize) -> f64 {
        match (self.fresh, self.trusted) {
            (true, _) => self.reported().density(value),
            (false, true) if value != self.truth.truth => 1.0 - self.truth.clarity,
            (false, _) => 1.0,
        }
    }

    fn sample(&self, draws: ReadingDraws<'_>) -> usize {
        self.reported().sample(draws)
    }
}
