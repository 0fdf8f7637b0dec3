//! Backers of a record: taken as given where they join and leave, and read where they say how likely that is.

use standoff_scenario::Scenario;
use standoff_world::record::{BackerReport, Reading, Report, ReportedBacker};
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
    /// Takes in that a backer joins or leaves in a step; the reading that it gives.
    pub fn take(&mut self, step: u32, backer: usize, joins: bool, confidence: f64) -> Reading<ReportedBacker> {
        let made = BackerMove { step, backer, joins, confidence };
        let reading = made.reading();
        self.moves.push(made);
        reading
    }

    /// The backers that stood behind their side when the record begins: those that it names. Where it names none, those whose
    /// first report is that they leave, and those of the scenario's start of which nothing is reported.
    pub fn backing_at_beginning(&self, scenario: &Scenario, recorded: bool) -> Backing {
        if let Some(stated) = scenario.structure.record.filter(|_| recorded).and_then(|record| record.backing) {
            return stated;
        }
        let backers = scenario.structure.backers.iter().enumerate();
        backers.fold(Backing::default(), |all, (place, outline)| {
            let first = self.moves.iter().find(|one| one.backer == place);
            all.with(place, first.map_or(outline.backs_at_start, |first| !first.joins))
        })
    }

    /// Adds to the reports, up to the last known step, of every backer that it joined or left, or that it did not. A log without
    /// any such event does not monitor them.
    pub fn note_steps(&self, reports: &mut [Report], scenario: &Scenario, last: u32) {
        if self.moves.is_empty() {
            return;
        }
        let is_quiet =
            |step: u32, backer: usize| !self.moves.iter().any(|one| (one.step, one.backer) == (step, backer));
        for (step, report) in (0..=last).zip(reports).skip(1) {
            let moves = self.moves.iter().filter(|one| one.step == step);
            report.backers.extend(moves.map(BackerMove::reading));
            let quiet = (0..scenario.structure.backers.len()).filter(|&backer| is_quiet(step, backer));
            let stayed =
                |backer| Reading { value: ReportedBacker { backer, report: BackerReport::Stayed }, confidence: 1.0 };
            report.backers.extend(quiet.map(stayed));
        }
    }
}

impl BackerMove {
    /// What it says of its step.
    fn reading(&self) -> Reading<ReportedBacker> {
        let report = if self.joins { BackerReport::Joined } else { BackerReport::Left };
        Reading { value: ReportedBacker { backer: self.backer, report }, confidence: self.confidence }
    }
}
