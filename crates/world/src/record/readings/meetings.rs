//! Meetings held in a step: the round, where it is seen, and others that are reported like it.

use super::law::{Law, ReadingDraws, ReadingPurpose};
use super::poisson::{poisson_chance, poisson_quantile};
use crate::record::scene::Scene;
use crate::talks::bursts::Bursts;

/// Mean number of meetings beside a round in a step of a war that reports none: a second one is a surprise, and never impossible.
const FEWEST_EXTRA: f64 = 1e-3;

/// The law of the number of meetings that are reported of a step.
pub(crate) struct Meetings {
    /// Whether a round was held.
    round: bool,
    /// Chance that it is reported.
    seen: f64,
    /// Mean number of meetings that are not a round.
    extra: f64,
}

impl Meetings {
    /// In a scene there are as many meetings more as are reported for each round, at the rate of rounds in its step: that of
    /// the posture, or what a burst makes of it.
    pub(crate) fn new(scene: &Scene<'_>) -> Self {
        let war = &scene.world.war;
        let own = war.postures[scene.state.posture].effects.rounds;
        let rate = Bursts::new(&war.talks, scene.months).map_or(own, |bursts| {
            bursts.rate(own, bursts.excitement_before(scene.state.excitement, scene.round.is_some()))
        });
        let extra = (war.reporting.meetings - 1.0) * rate * scene.months;
        let extra = if extra > 0.0 { extra } else { FEWEST_EXTRA };
        Self { round: scene.round.is_some(), seen: war.reporting.seen, extra }
    }
}

impl Law for Meetings {
    type Value = u32;

    fn density(&self, count: u32) -> f64 {
        let without = poisson_chance(count, self.extra);
        if !self.round {
            return without;
        }
        let with = if count == 0 { 0.0 } else { poisson_chance(count - 1, self.extra) };
        self.seen * with + (1.0 - self.seen) * without
    }

    fn sample(&self, draws: ReadingDraws<'_>) -> u32 {
        let [seen, extra] = draws.pair(ReadingPurpose::Meetings);
        u32::from(self.round && seen < self.seen) + poisson_quantile(self.extra, extra)
    }
}
