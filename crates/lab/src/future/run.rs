//! The row that a future leaves behind.

use crate::future::months::is_by;
use standoff_world::state::{Break, Critical, ENDS, End, Signature};

/// A truce.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Truce {
    /// Month in which it began; below zero for one that was in force when the future began.
    pub from: f64,
    /// Last month of it.
    pub to: f64,
    /// Whether fighting ended it.
    pub broke: bool,
}

/// What one future left behind. Months are those at the end of the step in which something happened.
#[derive(Debug, Clone, PartialEq)]
pub struct Run {
    /// Draw of the parameters.
    pub draw: usize,
    /// Path within the draw.
    pub path: usize,
    /// Months to the horizon.
    pub horizon: f64,
    /// Why the run failed, if it did.
    pub failure: Option<String>,
    /// How the war ended, and when; none where it went on to the horizon.
    pub end: Option<(End, f64)>,
    /// What was signed.
    pub signature: Option<Signature>,
    /// First time that both accepted a settlement and the defender's public did not.
    pub unratified: Option<f64>,
    /// When the peace failed.
    pub peace_failed: Option<f64>,
    /// First passage of each way to break, in the order of [`Break::ALL`].
    pub breaks: [Option<f64>; 5],
    /// The critical member or instrument at a break by coverage or instrument.
    pub critical: Option<Critical>,
    /// Truces.
    pub truces: Vec<Truce>,
    /// Rounds held.
    pub rounds: u32,
    /// Rounds held in the first twelve months.
    pub rounds_first_year: u32,
    /// Rounds by result: each [`Outcome`] but the first, not ratified, truce, truce renewed, deal.
    pub results: [u32; 8],
    /// Rounds by track.
    pub tracks: Vec<u32>,
    /// Distance that drafts travelled, in steps of an issue.
    pub motion: f64,
    /// Distance between the first draft and the last.
    pub movement: f64,
    /// Months of fighting.
    pub fighting: f64,
    /// Months of truce.
    pub quiet: f64,
    /// Bilateral aid given, by member, billions.
    pub given: Vec<f32>,
    /// Money from instruments, billions.
    pub pooled: f64,
    /// Front at the end of each month, from the start, in steps.
    pub front: Vec<u16>,
    /// Coverage at the end of each month, from the start.
    pub coverage: Vec<f32>,
    /// Posture at the end of each month, from the start.
    pub posture: Vec<u8>,
    /// Credibility at the end of each month, from the start.
    pub credibility: Vec<f32>,
    /// First month in which each instrument was open, by place in the list.
    pub opened: Vec<Option<f64>>,
    /// First month in which the great power was out.
    pub out: Option<f64>,
    /// First month in which no pooled money flowed after some had.
    pub pooled_out: Option<f64>,
    /// Months of the war in which pooled money flowed.
    pub pooled_months: f64,
    /// Realised value to each role, in the order of [`standoff_world::actors::roles::Role::ALL`]; see [`crate::future::welfare`].
    pub value: [f64; 4],
}

impl Run {
    /// The first way in which the line broke, and when; ties go to the earlier way in the list.
    pub fn first_break(&self) -> Option<(Break, f64)> {
        let passed = Break::ALL.into_iter().filter_map(|way| self.breaks[way.index()].map(|when| (way, when)));
        passed.fold(None, |first: Option<(Break, f64)>, next| match first {
            Some((_, when)) if when <= next.1 => first,
            _ => Some(next),
        })
    }

    /// When the fighting ended in a settlement or in quiet that lasted; quiet counts from its beginning, as the ends of
    /// past wars do, or from the beginning of the future if it was there before.
    pub fn settled_or_quiet(&self) -> Option<f64> {
        match self.end {
            Some((End::SettlementInside | End::SettlementBeyond, when)) => Some(when),
            Some((End::Frozen, _)) => self.truces.last().map(|truce| truce.from.max(0.0)),
            _ => None,
        }
    }

    /// Whether no break has happened by the end of a month.
    pub fn holds(&self, months: usize) -> bool {
        self.first_break().is_none_or(|(_, when)| !is_by(when, months as f64))
    }

    /// Whether a settlement or lasting quiet had come by a month.
    pub fn settled_by(&self, months: usize) -> bool {
        self.settled_or_quiet().is_some_and(|when| is_by(when, months as f64))
    }

    /// Whether the war was still contested at the end of a month, so that its traces reach it.
    pub fn contested_at(&self, month: usize) -> bool {
        self.front.len() > month && self.end.is_none_or(|(_, when)| !is_by(when, month as f64))
    }

    /// Which of the five ends it came to; the side that wins a military end makes no difference.
    pub fn end_name(&self) -> &'static str {
        let is = |ends: &[End]| self.end.map_or(ends.is_empty(), |(end, _)| ends.contains(&end));
        ENDS.into_iter().find(|(_, _, ends)| is(ends)).map_or("still-at-war", |(name, _, _)| name)
    }

    /// A row for a run that could not be made.
    pub fn failed(draw: usize, path: usize, reason: String) -> Self {
        Self { failure: Some(reason), ..Self::blank(draw, path) }
    }

    pub(crate) fn blank(draw: usize, path: usize) -> Self {
        Self {
            draw,
            path,
            horizon: 0.0,
            failure: None,
            end: None,
            signature: None,
            unratified: None,
            peace_failed: None,
            breaks: [None; 5],
            critical: None,
            truces: Vec::new(),
            rounds: 0,
            rounds_first_year: 0,
            results: [0; 8],
            tracks: Vec::new(),
            motion: 0.0,
            movement: 0.0,
            fighting: 0.0,
            quiet: 0.0,
            given: Vec::new(),
            pooled: 0.0,
            front: Vec::new(),
            coverage: Vec::new(),
            posture: Vec::new(),
            credibility: Vec::new(),
            opened: Vec::new(),
            out: None,
            pooled_out: None,
            pooled_months: 0.0,
            value: [0.0; 4],
        }
    }
}
