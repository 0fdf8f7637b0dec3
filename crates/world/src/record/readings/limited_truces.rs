//! Limited truces: that one began in a step or did not, and how one ended.
//!
//! A filter takes them as given, and weighs each state by how likely its figures make them: arrivals as a Poisson process at
//! the rate of the state, breaches at theirs over the days that a truce lasted.

use super::law::{Law, ReadingDraws, ReadingPurpose};
use super::mixture::mixed_density;
use crate::record::scene::Scene;
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

/// The law of a report: one of two things that exclude each other, each with its chance.
pub(crate) struct LimitedTruceLaw {
    /// Chance that a truce began, or was broken.
    chance: f64,
    /// The report if it did not.
    without: TruceReport,
    /// The report if it did.
    with: TruceReport,
    confidence: f64,
}

impl LimitedTruceLaw {
    /// The law in a scene of a report of this confidence on what `reported` is about. The posture is that of the step's end.
    pub(crate) fn new(scene: &Scene<'_>, reported: &ReportedTruce, confidence: f64) -> Self {
        let (war, state) = (&scene.world.war, scene.state);
        match reported.report {
            TruceReport::NoneBegan | TruceReport::Began => {
                let excitement = Bursts::new(&war.talks, scene.months).map_or(state.excitement, |bursts| {
                    bursts.excitement_before(state.excitement, scene.round.is_some())
                });
                let chance = arrival_chance(war, state, reported.kind, excitement, scene.months);
                Self { chance, without: TruceReport::NoneBegan, with: TruceReport::Began, confidence }
            }
            TruceReport::Kept { months } | TruceReport::Broken { months } => {
                let chance = war.limited_truces[reported.kind].figures.breach_chance(months);
                let (without, with) = (TruceReport::Kept { months }, TruceReport::Broken { months });
                Self { chance, without, with, confidence }
            }
        }
    }
}

impl Law for LimitedTruceLaw {
    type Value = TruceReport;

    fn density(&self, report: TruceReport) -> f64 {
        let chance = if report == self.with { self.chance } else { 1.0 - self.chance };
        // A false report is as likely to be one as the other.
        mixed_density(chance, self.confidence, 2.0)
    }

    fn sample(&self, draws: ReadingDraws<'_>) -> TruceReport {
        let [truth, value] = draws.pair(ReadingPurpose::LimitedTruce);
        let chance = if truth < self.confidence { self.chance } else { 0.5 };
        if value < chance { self.with } else { self.without }
    }
}
