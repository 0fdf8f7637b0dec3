//! What is known of one step of a war: readings, each with the chance that it is true.

use crate::actors::roles::Side;
use crate::coalition::members::Stance;
use crate::state::round::RoundResult;
use serde::{Deserialize, Serialize};

/// Something that was read, with the chance that it is true.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Reading<T> {
    /// What was read.
    pub value: T,
    /// Chance that the report is true.
    pub confidence: f64,
}

/// How something stands by the last report of it, which the record carries on until there is another.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Standing<T> {
    /// How it was reported to stand.
    pub value: T,
    /// Whether it was reported in this step. Otherwise the step is silent: had it changed, that would have been reported
    /// with the clarity of such reports.
    pub fresh: bool,
}

/// Which of the standing reports are true in a state: drawn once, when they were made, and carried with the state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Trust {
    /// Whether there is fighting.
    pub calm: bool,
    /// The posture.
    pub posture: bool,
    /// Instruments, one bit each by place.
    pub instruments: u64,
}

impl Default for Trust {
    fn default() -> Self {
        Self { calm: true, posture: true, instruments: u64::MAX }
    }
}

/// Whether there is fighting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Calm {
    /// Fighting.
    Fighting,
    /// A general ceasefire.
    Truce,
    /// A settlement in force.
    Settled,
    /// One side has won.
    Over,
}

/// Aid that some members gave of their own over some months.
#[derive(Debug, Clone, PartialEq)]
pub struct Aid {
    /// The members: places in the list.
    pub members: Vec<usize>,
    /// Months over which it was given.
    pub months: f64,
    /// Billions.
    pub amount: f64,
}

/// Killed and wounded of a side over some months.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Losses {
    /// Whose.
    pub side: Side,
    /// Months over which they were counted.
    pub months: f64,
    /// People.
    pub people: f64,
}

/// A reading of the defender's public: support for a package.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Opinion {
    /// The package: place in the list.
    pub package: usize,
    /// Share that finds it acceptable.
    pub share: f64,
}

/// What is known of one step.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Report {
    /// Meetings held; none where nobody counts them.
    pub meetings: Option<u32>,
    /// What came of drafts.
    pub answers: Vec<Reading<RoundResult>>,
    /// Drafts issued: places in the list of packages.
    pub drafts: Vec<Reading<usize>>,
    /// Whether there was fighting at the end of the step.
    pub calm: Option<Standing<Calm>>,
    /// Posture of the great power at the end of the step: place in the list.
    pub posture: Option<Standing<usize>>,
    /// Area that the invader holds, km², by the measure in which it held `area` at the scenario's start.
    pub areas: Vec<Reading<f64>>,
    /// Aid given over a period that ends in this step.
    pub aid: Vec<Reading<Aid>>,
    /// Whether instruments are open at the end of the step: place in the list, open.
    pub instruments: Vec<Standing<(usize, bool)>>,
    /// Where members stand at the end of the step: place in the list, stance.
    pub stances: Vec<Reading<(usize, Stance)>>,
    /// Losses over a period that ends in this step.
    pub losses: Vec<Reading<Losses>>,
    /// Support for packages.
    pub opinions: Vec<Reading<Opinion>>,
}
