//! Limited truces: that one began in a step or did not, and how one ended.
//!
//! A filter takes them as given, and weighs each state by how likely its figures make them: arrivals as a Poisson process at
//! the rate of the state, breaches at theirs over the days that a truce lasted.

use super::doubtful::DoubtfulEvent;
use super::law::{Law, ReadingDraws, ReadingPurpose};
use crate::record::scene::Scene;
use crate::state::war_state::Regime;
use crate::step::limited_truce_rates::arrival_chance;
use crate::talks::bursts::Bursts;

/// What is reported of the limited truces of a kind in a step.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum TruceReport {
    /// None began, although none was under way.
    NoneBegan,
    /// One began.
    Began,
    /// One that lasted so many months was kept to its end.
    Kept {
        /// Months that it lasted.
        months: f64,
    },
    /// One was broken within so many months.
    Broken {
        /// Months within which it was broken.
        months: f64,
    },
}

/// A report of the limited truces of a kind.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ReportedTruce {
    /// The kind: place in the list.
    pub kind: usize,
    /// What is reported.
    pub report: TruceReport,
}

/// The law of a report: one of two things that exclude each other.
pub(crate) struct LimitedTruceLaw {
    /// The report if no truce began, or the one that there was held.
    without: TruceReport,
    /// The report if one began, or was broken.
    with: TruceReport,
    event: DoubtfulEvent,
}

impl LimitedTruceLaw {
    /// The law in a scene of a report of this confidence on what `reported` is about. The posture is that of the step's end.
    /// Where the war is not fought none begins, and nothing is learnt of its rate.
    pub(crate) fn new(scene: &Scene<'_>, reported: &ReportedTruce, confidence: f64) -> Self {
        let (war, state) = (&scene.world.war, scene.state);
        match reported.report {
            TruceReport::NoneBegan | TruceReport::Began => {
                let excitement = Bursts::new(&war.talks, scene.months).map_or(state.excitement, |bursts| {
                    bursts.excitement_before(state.excitement, scene.round.is_some())
                });
                let fought = state.regime == Regime::War;
                let chance = fought.then(|| arrival_chance(war, state, reported.kind, excitement, scene.months));
                let event = DoubtfulEvent::of_step(chance, scene.months, confidence);
                Self { without: TruceReport::NoneBegan, with: TruceReport::Began, event }
            }
            TruceReport::Kept { months } | TruceReport::Broken { months } => {
                let event =
                    DoubtfulEvent::of_two(war.limited_truces[reported.kind].figures.breach_chance(months), confidence);
                Self { without: TruceReport::Kept { months }, with: TruceReport::Broken { months }, event }
            }
        }
    }
}

impl Law for LimitedTruceLaw {
    type Value = TruceReport;

    fn density(&self, report: TruceReport) -> f64 {
        self.event.density(report == self.with)
    }

    fn sample(&self, draws: ReadingDraws<'_>) -> TruceReport {
        if self.event.sample(draws.pair(ReadingPurpose::LimitedTruce)) { self.with } else { self.without }
    }
}
