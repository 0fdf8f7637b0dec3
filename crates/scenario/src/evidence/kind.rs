//! A kind of event, and what such an event may say.

use standoff_world::actors::roles::Role;

use super::answer::Answer;

/// Kind of an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[rustfmt::skip]
#[expect(missing_docs, reason = "each is described in the table of kinds")]
pub enum Kind {
    TalksRound, DraftIssued, AidPledged, AidAllocated, AidDelivered, InstrumentOpened, InstrumentClosed, AreaHeld,
    FrontMoved, Losses, PostureChanged, MemberJoined, MemberFreeRides, MemberBlocks, MemberLeft, ElectionResult,
    BackerJoined, BackerLeft, Sanction, Truce, TruceBroken, LimitedTruce, Ceasefire, Settlement, Ratification, Opinion,
    Retract,
}

/// Whether something must, may or cannot be stated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Need {
    /// It cannot.
    Never,
    /// It may.
    Optional,
    /// It must.
    Required,
}

/// Parties that an event may be of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Who {
    /// This role.
    Role(Role),
    /// Any role that takes part.
    AnyRole,
    /// A member of the coalition.
    Member,
    /// A group of members.
    Group,
    /// A backer of either side.
    Backer,
}

/// Subjects that an event may be about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum About {
    /// A track of talks.
    Track,
    /// A package.
    Package,
    /// A pooled instrument.
    Instrument,
    /// A posture of the great power.
    Posture,
    /// Extent of the ceasefire that is meant.
    Scope,
    /// A kind of limited truces.
    LimitedTruce,
    /// The way of the money: bilateral or pooled.
    Channel,
    /// A topic in free words.
    Topic,
}

/// Definition of a kind: its word, its meaning, and the cells that it uses.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct KindDefinition {
    /// The kind.
    pub kind: Kind,
    /// Its word in a log.
    pub name: &'static str,
    /// Its class in the PLOVER ontology; in brackets where none fits well.
    pub plover: &'static str,
    /// Its meaning, in one sentence.
    pub description: &'static str,
    /// Parties that it may be of.
    pub parties: &'static [Who],
    /// Fewest and most parties.
    pub count: (usize, usize),
    /// Subjects that it may be about.
    pub about: &'static [About],
    /// Whether a subject is stated.
    pub subject: Need,
    /// Answers that it may have.
    pub answers: &'static [Answer],
    /// Whether an answer is stated.
    pub answer: Need,
    /// Whether a magnitude is stated.
    pub value: Need,
    /// Unit of the magnitude; empty where there is none.
    pub unit: &'static str,
    /// Least and greatest magnitude.
    pub bounds: (f64, f64),
}
