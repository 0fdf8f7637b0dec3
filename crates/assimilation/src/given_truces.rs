//! Limited truces of a record: taken as given where they change states, and read where they say how likely they are.

use standoff_num::Draws;
use standoff_num::random::entity_address;
use standoff_scenario::evidence::{Answer, Event, Kind, Subject};
use standoff_scenario::{Date, Scenario, months_between};
use standoff_world::record::{Reading, Report, ReportedTruce, TruceReport};
use standoff_world::state::State;
use standoff_world::step::Purpose;
use standoff_world::war::World;

/// A change to the limited truces of a state, with the chance that it is true.
#[derive(Debug, Clone, PartialEq)]
pub struct GivenTruce {
    /// The step at whose beginning it happens.
    pub step: u32,
    /// The step in which the truce begins: a state that does not believe in a truce does not believe in its end.
    pub begins: u32,
    /// The kind: place in the list.
    pub kind: usize,
    /// Change to the truce of the kind.
    pub what: TruceChange,
    /// Chance that the report is true.
    pub confidence: f64,
    /// The event.
    pub id: String,
}

/// Changes to the truce of a kind.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum TruceChange {
    /// One begins, and lasts so many months.
    Begins {
        /// Months that it lasts; where nothing is stated, those of its kind.
        months: Option<f64>,
    },
    /// The one under way ends.
    Ends {
        /// Whether it was kept.
        kept: bool,
    },
}

impl GivenTruce {
    /// Brings the change about in a state with the chance that the report is true.
    pub fn apply_to_state(&self, world: &World, state: &mut State, draws: &Draws) {
        let uniform = draws.uniform(Purpose::Record as u16, self.begins as u16, entity_address(&self.id));
        if uniform >= self.confidence {
            return;
        }
        let figures = &world.war.limited_truces[self.kind].figures;
        match self.what {
            TruceChange::Begins { months } => {
                state.limited_truces.set_months_left(self.kind, months.unwrap_or(figures.length));
            }
            TruceChange::Ends { kept } => {
                state.limited_truces.set_months_left(self.kind, 0.0);
                state.limited_truces.add_trust(if kept { figures.trust_kept } else { -figures.trust_broken });
            }
        }
    }
}

/// The limited truces of a log.
#[derive(Debug, Default)]
pub(super) struct TruceLog {
    given: Vec<GivenTruce>,
    /// Kind of each truce, and the first and last step in which it is under way.
    busy: Vec<(usize, u32, u32)>,
}

impl TruceLog {
    /// Takes an event in that begins in one step and whose last day falls in another; the readings that it gives of these
    /// steps. None where it is no limited truce.
    pub fn take_event(&mut self, event: &Event, [begins, ends]: [u32; 2]) -> Vec<(u32, Reading<ReportedTruce>)> {
        let (Kind::LimitedTruce, Some(Subject::LimitedTruce(kind))) = (event.kind, &event.subject) else {
            return Vec::new();
        };
        let kind = *kind;
        self.busy.push((kind, begins, ends));
        let months = (months_between(event.date, event.until) + 12.0 / 364.0).max(0.0);
        let (began, ended) = changes_of(event, months);
        let given = |(step, what): (u32, TruceChange)| {
            let (confidence, id) = (event.confidence, event.id.clone());
            GivenTruce { step, begins, kind, what, confidence, id }
        };
        let changes = [Some((begins, began)), ended.map(|kept| (ends, TruceChange::Ends { kept }))];
        self.given.extend(changes.into_iter().flatten().map(given));
        let end = ended.map(|kept| if kept { TruceReport::Kept { months } } else { TruceReport::Broken { months } });
        let reports = [Some((begins, TruceReport::Began)), end.map(|report| (ends, report))];
        let reading = |(step, report): (u32, TruceReport)| {
            (step, Reading { value: ReportedTruce { kind, report }, confidence: event.confidence })
        };
        reports.into_iter().flatten().map(reading).collect()
    }

    /// The changes to states, in order of time. A truce that begins and ends in one step begins first.
    pub fn into_given(mut self) -> Vec<GivenTruce> {
        self.given.sort_by(|one, other| (one.step, &one.id).cmp(&(other.step, &other.id)));
        self.given
    }

    /// Adds to the reports of a calendar that starts on a day, up to its last known step, that none began of the kinds of which
    /// none was under way, where the scenario says that its record holds every one. A log without any does not monitor them.
    pub fn note_quiet_steps(&self, reports: &mut [Report], (scenario, start): (&Scenario, Date), last: u32) {
        let complete = scenario.structure.record.and_then(|record| record.limited_truces);
        let Some(months) = complete.filter(|_| !self.busy.is_empty()) else { return };
        // From the first step that lies in these months as a whole.
        let from = months_between(start, scenario.start) - scenario.origin_months() - months;
        let first = (from / scenario.step.months() + 1e-9).ceil().max(0.0) as u32 + 1;
        for (step, report) in (0..=last).zip(reports).skip(first as usize) {
            let is_busy = |kind: usize| {
                self.busy.iter().any(|&(one, begins, ends)| one == kind && (begins..=ends).contains(&step))
            };
            for kind in (0..scenario.structure.limited_truces.len()).filter(|&kind| !is_busy(kind)) {
                let value = ReportedTruce { kind, report: TruceReport::NoneBegan };
                report.limited_truces.push(Reading { value, confidence: 1.0 });
            }
        }
    }
}

/// How a truce of `months` begins, and whether it was kept where that is known. Where the log states no last day and no end, it
/// lasts as long as its kind.
fn changes_of(event: &Event, months: f64) -> (TruceChange, Option<bool>) {
    let is_dated = event.answer.is_some() || event.until > event.date;
    let began = TruceChange::Begins { months: is_dated.then_some(months) };
    (began, event.answer.map(|answer| answer == Answer::Kept))
}
