//! Backers: that one joined or left in a step, or did not.
//!
//! A filter takes them as given, and weighs each state by how likely its figures and its front make them.

use super::doubtful::DoubtfulEvent;
use super::law::{Law, ReadingDraws, ReadingPurpose};
use crate::record::scene::Scene;

/// What is reported of a backer in a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BackerReport {
    /// It neither joined nor left: it stands where it stood.
    Stayed,
    /// It joined.
    Joined,
    /// It left.
    Left,
}

/// A report of a backer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReportedBacker {
    /// The backer: place in the list.
    pub backer: usize,
    /// What is reported.
    pub report: BackerReport,
}

/// The law of a report on a backer: whether it moved in the step.
pub(crate) struct BackerLaw {
    /// The report if it moved.
    moved: BackerReport,
    event: DoubtfulEvent,
}

impl BackerLaw {
    /// The law in a scene of a report of this confidence on what `reported` is about. One of which no move is reported began the
    /// step as the state has it, so that a state which doubts an earlier move is weighed by where it sees the backer. In peace
    /// backers are left as they are, and nothing is learnt from them.
    pub(crate) fn new(scene: &Scene<'_>, reported: &ReportedBacker, confidence: f64) -> Self {
        let (world, state) = (scene.world, scene.state);
        let before = match reported.report {
            BackerReport::Stayed => state.backing.has(reported.backer),
            BackerReport::Joined => false,
            BackerReport::Left => true,
        };
        let (held, start) = (world.held_share(state.front), world.start_share());
        let to_back = world.war.backers[reported.backer].chance_to_back(before, held, start, scene.months);
        let chance = state.is_contested().then_some(if before { 1.0 - to_back } else { to_back });
        let moved = if before { BackerReport::Left } else { BackerReport::Joined };
        Self { moved, event: DoubtfulEvent::of_step(chance, scene.months, confidence) }
    }
}

impl Law for BackerLaw {
    type Value = BackerReport;

    fn density(&self, report: BackerReport) -> f64 {
        self.event.density(report == self.moved)
    }

    fn sample(&self, draws: ReadingDraws<'_>) -> BackerReport {
        let moved = self.event.sample(draws.pair(ReadingPurpose::Backer));
        if moved { self.moved } else { BackerReport::Stayed }
    }
}
