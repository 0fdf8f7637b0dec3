//! Backers of a record: taken as given where they join and leave, and read where they say how likely that is.

use standoff_scenario::Scenario;
use standoff_world::record::{Reading, Report, ReportedBacker};
use standoff_world::state::Backing;

/// A backer that joins or leaves by the record.
#[derive(Debug, Clone, PartialEq)]
struct BackerMove {
    /// The step in which it does.
    step: u32,
    /// The backer: place in the list.
    backer: usize,
    /// Whether it joins.
    joins: bool,
    /// Chance that the report is true.
    confidence: f64,
}

/// The backers of a log, in order of time.
#[derive(Debug, Default)]
pub(super) struct BackerLog {
    moves: Vec<BackerMove>,
}

impl BackerLog {
    /// Takes in that a backer joins or leaves in a step.
    pub fn take(&mut self, step: u32, backer: usize, joins: bool, confidence: f64) {
        self.moves.push(BackerMove { step, backer, joins, confidence });
    }

    /// The backers that stood behind their side when the record begins: those whose first report is that they leave, and those
    /// of the scenario's start of which nothing is reported.
    pub fn backing_at_beginning(&self, scenario: &Scenario) -> Backing {
        let backers = scenario.structure.backers.iter().enumerate();
        backers.fold(Backing::default(), |all, (place, outline)| {
            let first = self.moves.iter().find(|one| one.backer == place);
            all.with(place, first.map_or(outline.backs_at_start, |first| !first.joins))
        })
    }

    /// Adds to the reports, up to the last known step, of every backer whether it joined or left. A log without any such event
    /// does not monitor them.
    pub fn note_steps(&self, reports: &mut [Report], scenario: &Scenario, last: u32) {
        if self.moves.is_empty() {
            return;
        }
        let mut backing = self.backing_at_beginning(scenario);
        for (step, report) in (0..=last).zip(reports).skip(1) {
            for backer in 0..scenario.structure.backers.len() {
                let made = self.moves.iter().rfind(|one| one.step == step && one.backer == backer);
                let before = backing.has(backer);
                let after = made.map_or(before, |made| made.joins);
                let confidence = made.map_or(1.0, |made| made.confidence);
                report.backers.push(Reading { value: ReportedBacker { backer, before, after }, confidence });
                backing = backing.with(backer, after);
            }
        }
    }
}
