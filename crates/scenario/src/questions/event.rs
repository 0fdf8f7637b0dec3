//! The events that a question can ask for.

/// The words for the events in a scenario, in the order of [`QuestionEvent`].
pub(crate) const EVENT_WORDS: &[&str] = &[
    "ceasefire",
    "settlement",
    "truce-lasts",
    "line-breaks",
    "front-beyond",
    "coverage-below",
    "great-power-out",
    "instrument-open",
    "instrument-open-on",
    "instrument-lapsed",
    "limited-truce",
    "member-stops",
    "member-gives-again",
    "election-result",
    "rounds-at-least",
    "aid-at-least",
    "area-at-least",
    "area-at-most",
    "gained-at-least",
];

use serde::{Deserialize, Serialize};
use standoff_world::war::Direction;

/// The words for the changes by an election, in the order of [`Direction::ALL`].
pub(crate) const CHANGE_WORDS: &[&str] = &["less", "more", "stops-blocking", "starts-blocking"];

/// Event that a question asks for.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub enum QuestionEvent {
    /// A ceasefire, by a truce or as part of a settlement.
    Ceasefire,
    /// A settlement.
    Settlement,
    /// A truce that lasts until it is a frozen conflict.
    TruceLasts,
    /// The line breaks in any of its ways.
    LineBreaks,
    /// The invader holds this many km² more than at the start.
    FrontBeyond(f64),
    /// Coverage of the defender's need falls below this share.
    CoverageBelow(f64),
    /// The great power takes a posture of having left.
    GreatPowerOut,
    /// The instrument opens: place in the list of instruments.
    InstrumentOpen(usize),
    /// The instrument is open on the last day: place in the list of instruments.
    InstrumentOpenOn(usize),
    /// The instrument was open and is not on the last day: place in the list of instruments.
    InstrumentLapsed(usize),
    /// A limited truce of a kind begins: place in the list of kinds.
    LimitedTruce(usize),
    /// A member that gives stops giving, by leaving, free-riding or blocking: place in the list of members; any member where
    /// none is named.
    MemberStops(Option<usize>),
    /// A member that gives nothing gives, again or for the first time: place in the list of members; any member where none is
    /// named.
    MemberGivesAgain(Option<usize>),
    /// An election of a member changes what it does: place in the list of members, and the change.
    ElectionResult(usize, Direction),
    /// At least this many rounds of talks are held.
    RoundsAtLeast(f64),
    /// A member gives at least this much, in billions of the scenario's currency: place in the list of members, and the amount.
    AidAtLeast(usize, f64),
    /// The invader holds at least this many km² on the last day, as the record measures the area.
    AreaAtLeast(f64),
    /// The invader holds at most this many km² on the last day, as the record measures the area.
    AreaAtMost(f64),
    /// The invader holds on the last day at least this many km² more than at the start, or fewer less where negative.
    GainedAtLeast(f64),
}

impl QuestionEvent {
    /// Whether it begins something that can hold for some days, and can be agreed before it takes effect.
    pub fn has_duration(self) -> bool {
        matches!(self, Self::Ceasefire | Self::Settlement)
    }

    /// Its number: an area in km², a share, a number of rounds, or billions of the scenario's currency.
    pub fn value(self) -> Option<f64> {
        match self {
            Self::FrontBeyond(value)
            | Self::CoverageBelow(value)
            | Self::RoundsAtLeast(value)
            | Self::AidAtLeast(_, value)
            | Self::AreaAtLeast(value)
            | Self::AreaAtMost(value)
            | Self::GainedAtLeast(value) => Some(value),
            _ => None,
        }
    }

    /// Its instrument: place in the list.
    pub fn instrument(self) -> Option<usize> {
        match self {
            Self::InstrumentOpen(place) | Self::InstrumentOpenOn(place) | Self::InstrumentLapsed(place) => Some(place),
            _ => None,
        }
    }

    /// Its member: place in the list.
    pub fn member(self) -> Option<usize> {
        match self {
            Self::MemberStops(member) | Self::MemberGivesAgain(member) => member,
            Self::ElectionResult(member, _) | Self::AidAtLeast(member, _) => Some(member),
            _ => None,
        }
    }

    /// Whether a future must be watched for it: what it leaves behind anyhow does not tell.
    pub fn is_watched(self) -> bool {
        matches!(
            self,
            Self::InstrumentOpenOn(_)
                | Self::InstrumentLapsed(_)
                | Self::MemberStops(_)
                | Self::MemberGivesAgain(_)
                | Self::ElectionResult(..)
                | Self::RoundsAtLeast(_)
                | Self::AidAtLeast(..)
        )
    }

    /// The word in a scenario.
    pub fn name(self) -> &'static str {
        match self {
            Self::Ceasefire => EVENT_WORDS[0],
            Self::Settlement => EVENT_WORDS[1],
            Self::TruceLasts => EVENT_WORDS[2],
            Self::LineBreaks => EVENT_WORDS[3],
            Self::FrontBeyond(_) => EVENT_WORDS[4],
            Self::CoverageBelow(_) => EVENT_WORDS[5],
            Self::GreatPowerOut => EVENT_WORDS[6],
            Self::InstrumentOpen(_) => EVENT_WORDS[7],
            Self::InstrumentOpenOn(_) => EVENT_WORDS[8],
            Self::InstrumentLapsed(_) => EVENT_WORDS[9],
            Self::LimitedTruce(_) => EVENT_WORDS[10],
            Self::MemberStops(_) => EVENT_WORDS[11],
            Self::MemberGivesAgain(_) => EVENT_WORDS[12],
            Self::ElectionResult(..) => EVENT_WORDS[13],
            Self::RoundsAtLeast(_) => EVENT_WORDS[14],
            Self::AidAtLeast(..) => EVENT_WORDS[15],
            Self::AreaAtLeast(_) => EVENT_WORDS[16],
            Self::AreaAtMost(_) => EVENT_WORDS[17],
            Self::GainedAtLeast(_) => EVENT_WORDS[18],
        }
    }
}
