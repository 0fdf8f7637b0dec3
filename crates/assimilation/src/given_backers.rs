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
    /// any such event does not monitor them; one that is more likely false than true is no such event, and later reports do not
    /// build on it.
    pub fn note_steps(&self, reports: &mut [Report], backing: Backing, scenario: &Scenario, last: u32) {
        let mut believed = self.moves.iter().filter(|one| one.is_believed()).peekable();
        if believed.peek().is_none() {
            return;
        }
        let mut backing = backing;
        let last = believed.map(|one| one.step).fold(last, u32::max);
        for (step, report) in (0..=last).zip(reports).skip(1) {
            let moves: Vec<&BackerMove> = self.moves.iter().filter(|one| one.step == step).collect();
            report.backers.extend(moves.iter().map(|one| one.reading()));
            let is_quiet = |backer: &usize| !moves.iter().any(|one| one.backer == *backer);
            let stayed = |backer: usize| {
                let before = backing.has(backer);
                Reading { value: ReportedBacker { backer, before, after: before }, confidence: 1.0 }
            };
            report.backers.extend((0..scenario.structure.backers.len()).filter(is_quiet).map(stayed));
            let believed = moves.iter().filter(|one| one.is_believed());
            backing = believed.fold(backing, |all, one| all.with(one.backer, one.joins));
        }
    }
}

impl BackerMove {
    /// Whether it is more likely true than false.
    fn is_believed(&self) -> bool {
        self.confidence > 0.5
    }

    /// What it says of its step.
    fn reading(&self) -> Reading<ReportedBacker> {
        let value = ReportedBacker { backer: self.backer, before: !self.joins, after: self.joins };
        Reading { value, confidence: self.confidence }
    }
}
