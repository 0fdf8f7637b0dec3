//! Standing reports: of hostilities, of the posture and of instruments, each of which holds until something else is
//! reported.

use standoff_scenario::evidence::{Event, Kind, Subject};
use standoff_world::record::Hostilities;
use standoff_world::war::Structure;
use std::collections::BTreeMap;

/// Standing reports: each holds until something else is reported.
#[derive(Debug, Clone, Default)]
pub(super) struct StandingReports {
    /// Hostilities.
    pub hostilities: Option<Hostilities>,
    /// Posture.
    pub posture: Option<usize>,
    /// Instruments that were reported, each with whether it is open.
    pub instruments: BTreeMap<usize, bool>,
}

/// A standing report, and the chance that it is true.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// The event.
    pub id: String,
    /// Chance that it is true.
    pub confidence: f64,
    /// Subject of the report.
    pub about: StandingSubject,
}

/// Subjects of standing reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StandingSubject {
    /// Hostilities: fighting, a truce or a settlement.
    Calm,
    /// The posture.
    Posture,
    /// An instrument: place in the list.
    Instrument(usize),
}

impl StandingReports {
    /// Takes an event in; none where it is no standing report.
    pub fn apply_event(&mut self, event: &Event) -> Option<Change> {
        let about = match (event.kind, &event.subject) {
            (Kind::PostureChanged, Some(Subject::Posture(posture))) => {
                self.posture = Some(*posture);
                StandingSubject::Posture
            }
            (Kind::InstrumentOpened | Kind::InstrumentClosed, Some(Subject::Instrument(place))) => {
                self.instruments.insert(*place, event.kind == Kind::InstrumentOpened);
                StandingSubject::Instrument(*place)
            }
            (Kind::Ceasefire | Kind::Truce, _) => self.set_hostilities(Hostilities::Truce),
            (Kind::Settlement, _) => self.set_hostilities(Hostilities::Settled),
            (Kind::TruceBroken, _) => self.set_hostilities(Hostilities::Fighting),
            _ => return None,
        };
        Some(Change { id: event.id.clone(), confidence: event.confidence, about })
    }

    /// True where an instrument was reported closed without which the line breaks.
    pub fn has_closed_key(&self, structure: &Structure) -> bool {
        self.instruments.iter().any(|(&place, &open)| structure.instruments[place].key && !open)
    }

    fn set_hostilities(&mut self, calm: Hostilities) -> StandingSubject {
        self.hostilities = Some(calm);
        StandingSubject::Calm
    }
}
