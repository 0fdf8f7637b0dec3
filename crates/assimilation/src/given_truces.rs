//! Limited truces of a record: taken as given where they change states, and read where they say how likely they are.

use standoff_num::Draws;
use standoff_num::random::entity_address;
use standoff_scenario::evidence::{Answer, Event, Kind, Subject};
use standoff_scenario::months_between;
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

/// A limited truce of a log: its kind, its days, and how it ended.
pub(super) struct LoggedTruce<'a> {
    event: &'a Event,
    kind: usize,
}

impl<'a> LoggedTruce<'a> {
    /// That of an event; none where it is another event.
    pub fn of_event(event: &'a Event) -> Option<Self> {
        match (event.kind, &event.subject) {
            (Kind::LimitedTruce, Some(Subject::LimitedTruce(kind))) => Some(Self { event, kind: *kind }),
            _ => None,
        }
    }

    /// The kind: place in the list.
    pub fn kind(&self) -> usize {
        self.kind
    }

    /// Reading that it began.
    pub fn beginning(&self) -> Reading<ReportedTruce> {
        self.reading(TruceReport::Began)
    }

    /// Reading of how it ended, if that is known.
    pub fn end(&self) -> Option<Reading<ReportedTruce>> {
        let months = self.lasted_months();
        match self.event.answer? {
            Answer::Kept => Some(self.reading(TruceReport::Kept { months })),
            Answer::Broken => Some(self.reading(TruceReport::Broken { months })),
            _ => None,
        }
    }

    /// Its changes to a state, by the steps in which it begins and in which its last day falls.
    pub fn changes(&self, begins: u32, ends: u32) -> Vec<GivenTruce> {
        let is_dated = self.event.answer.is_some() || self.event.until > self.event.date;
        let given = |step: u32, what: TruceChange| {
            let (confidence, id) = (self.event.confidence, self.event.id.clone());
            GivenTruce { step, begins, kind: self.kind, what, confidence, id }
        };
        let begin = given(begins, TruceChange::Begins { months: is_dated.then(|| self.lasted_months()) });
        let end = self.event.answer.map(|answer| given(ends, TruceChange::Ends { kept: answer == Answer::Kept }));
        [begin].into_iter().chain(end).collect()
    }

    fn lasted_months(&self) -> f64 {
        (months_between(self.event.date, self.event.until) + 12.0 / 364.0).max(0.0)
    }

    fn reading(&self, report: TruceReport) -> Reading<ReportedTruce> {
        Reading { value: ReportedTruce { kind: self.kind, report }, confidence: self.event.confidence }
    }
}

/// Kind of a truce of the log, and the first and last step in which it is under way.
pub(super) type BusySteps = (usize, u32, u32);

/// Adds to the reports of a record that holds every limited truce, from one step to another, that none began of the kinds of
/// which none was under way.
pub(super) fn note_quiet_steps(reports: &mut [Report], [first, last]: [u32; 2], kinds: usize, busy: &[BusySteps]) {
    for (step, report) in (0..=last).zip(reports).skip(first as usize) {
        let is_busy =
            |kind: usize| busy.iter().any(|&(one, begins, ends)| one == kind && (begins..=ends).contains(&step));
        for kind in (0..kinds).filter(|&kind| !is_busy(kind)) {
            let value = ReportedTruce { kind, report: TruceReport::NoneBegan };
            report.limited_truces.push(Reading { value, confidence: 1.0 });
        }
    }
}
