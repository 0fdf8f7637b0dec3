//! A report: everything that is known of one step of a war.

use super::reading::{Reading, Standing};
use super::readings::aid::Aid;
use super::readings::backers::ReportedBacker;
use super::readings::hostilities::Hostilities;
use super::readings::limited_truces::ReportedTruce;
use super::readings::losses::Losses;
use super::readings::opinions::Opinion;
use crate::coalition::members::Stance;
use crate::state::round::RoundResult;

/// Everything that is known of one step.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Report {
    /// Number of meetings held; `None` if they are not counted.
    pub meetings: Option<u32>,
    /// Results of rounds on drafts.
    pub answers: Vec<Reading<RoundResult>>,
    /// Drafts issued: places in the list of packages.
    pub drafts: Vec<Reading<usize>>,
    /// Whether there was fighting at the end of the step.
    pub hostilities: Option<Standing<Hostilities>>,
    /// Whether the line holds at the end of the step.
    pub line: Option<bool>,
    /// Posture of the great power at the end of the step: place in the list.
    pub posture: Option<Standing<usize>>,
    /// Area that the invader holds, km², by the measure in which it held `area` at the scenario's start.
    pub areas: Vec<Reading<f64>>,
    /// Aid given over a period that ends in this step.
    pub aid: Vec<Reading<Aid>>,
    /// Whether instruments are open at the end of the step: place in the list, open.
    pub instruments: Vec<Standing<(usize, bool)>>,
    /// Stances of members at the end of the step: place in the list, stance.
    pub stances: Vec<Reading<(usize, Stance)>>,
    /// Losses over a period that ends in this step.
    pub losses: Vec<Reading<Losses>>,
    /// Limited truces that began or ended in the step, or did not where the record would hold them.
    pub limited_truces: Vec<Reading<ReportedTruce>>,
    /// Backers that joined or left in the step, or did not where the record would hold it.
    pub backers: Vec<Reading<ReportedBacker>>,
    /// Support for packages.
    pub opinions: Vec<Reading<Opinion>>,
}
