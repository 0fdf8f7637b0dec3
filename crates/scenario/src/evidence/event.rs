//! One event of the log.

use jiff::civil::Date;
use standoff_world::actors::roles::{Role, Side};

use super::answer::Answer;
use super::kind::Kind;
use crate::questions::wording::Scope;

/// Party of an event.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Party {
    /// A role that takes part.
    Role(Role),
    /// A member: place in the list of members.
    Member(usize),
    /// A group of members, by its name.
    Group(String),
    /// A backer: place in the list of backers.
    Backer(usize),
}

/// Subject of an event.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    /// A track: place in the list of tracks.
    Track(usize),
    /// A package: place in the list of packages.
    Package(usize),
    /// An instrument: place in the list of instruments.
    Instrument(usize),
    /// A posture: place in the list of postures.
    Posture(usize),
    /// Extent of the ceasefire that is meant.
    Scope(Scope),
    /// A kind of limited truces: place in the list.
    LimitedTruce(usize),
    /// Money that goes from one member to the defender.
    Bilateral,
    /// Money that goes through a common pool.
    Pooled,
    /// A topic in free words.
    Topic(String),
}

/// Something that happened, as a source reported it.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    /// Name of the row, unique in the log.
    pub id: String,
    /// Its kind.
    pub kind: Kind,
    /// Day on which it happened; of a reading over a period the first day.
    pub date: Date,
    /// Last day of the period or meeting; `date` where none is stated.
    pub until: Date,
    /// Its parties; sorted, each once.
    pub parties: Vec<Party>,
    /// Its subject; where none is stated, the default of the kind.
    pub subject: Option<Subject>,
    /// Its result; where none is stated, the default of the kind.
    pub answer: Option<Answer>,
    /// Magnitude in the unit of the kind.
    pub value: Option<f64>,
    /// Chance that it is true as stated, above 0 to 1.
    pub confidence: f64,
    /// Day on which it became known; `until` where none is stated.
    pub known: Date,
    /// Source of the report.
    pub source: String,
    /// The event that this one corrects or withdraws.
    pub replaces: Option<String>,
    /// Whether it is no duplicate although it looks like one.
    pub distinct: bool,
    /// A remark for readers.
    pub note: String,
    /// Its file: place in the list of sources.
    pub file: usize,
    /// Its line there, from one.
    pub line: usize,
}

impl Event {
    /// Whether two rows are equal in every column, wherever they are.
    pub fn same_row(&self, other: &Self) -> bool {
        let placed = Self { file: self.file, line: self.line, ..other.clone() };
        *self == placed
    }

    /// True where it changes hostilities, the posture or an instrument as the model knows them, if it is of a kind that does: its
    /// truces bind both sides on the whole front.
    pub fn changes_standing(&self) -> bool {
        let general = matches!(self.subject, None | Some(Subject::Scope(Scope::General)));
        match self.kind {
            Kind::Truce => {
                let long = self.value.is_none_or(|days| days >= LEAST_CEASEFIRE_DAYS);
                general && self.answer == Some(Answer::Mutual) && long
            }
            Kind::TruceBroken => general,
            Kind::Ceasefire => self.answer != Some(Answer::Agreed),
            _ => true,
        }
    }

    /// The side whose losses it estimates; none where it is no reading of losses. What is more likely false than true as it is
    /// stated, such as a count that is a lower bound, estimates nothing.
    pub fn side_of_losses(&self) -> Option<Side> {
        match self.parties.first() {
            _ if self.kind != Kind::Losses || self.confidence <= 0.5 => None,
            Some(Party::Role(Role::Invader)) => Some(Side::Invader),
            Some(Party::Role(Role::Defender)) => Some(Side::Defender),
            _ => None,
        }
    }
}

/// Least length in days from which a general truce counts as a ceasefire. The model's truces bind both sides on the whole
/// front until they are broken; a shorter one is a pause within a war.
const LEAST_CEASEFIRE_DAYS: f64 = 28.0;
