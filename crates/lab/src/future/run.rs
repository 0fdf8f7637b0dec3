//! Row that a future leaves behind.

use crate::future::funding_record::FundingRecord;
use crate::future::monthly_trace::MonthlyTrace;
use crate::future::months::happened_by;
use crate::future::talks_record::TalksRecord;
use standoff_world::state::{Break, Critical, ENDS, End, Signature};

/// Truce, from the month in which it began to the last month in which it was in force.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Truce {
    /// Month in which it began; below zero for one that was in force when the future began.
    pub start_month: f64,
    /// Last month of it.
    pub last_month: f64,
    /// True if fighting ended it.
    pub broken: bool,
}

/// Row of one future: how it ended, when the line broke, what was signed, and the records behind the ledgers.
///
/// A month is the number of months from the start of the forecast to the end of the step in which something happened
/// (decision 2). A future that could not be made is a row too, with its `failure` (decision 76). The default is a
/// future in which nothing has happened yet.
///
/// ```
/// use standoff_lab::future::run::Run;
/// use standoff_world::state::End;
/// let run = Run { horizon_months: 60.0, end: Some((End::SettlementInside, 14.0)), ..Run::default() };
/// assert!(run.settled_by(14) && !run.settled_by(13));
/// assert_eq!((run.end_name(), run.first_break()), ("settlement-inside", None));
/// ```
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Run {
    /// Draw of the parameters.
    pub draw: usize,
    /// Path within the draw.
    pub path: usize,
    /// Months to the horizon.
    pub horizon_months: f64,
    /// Reason why the run failed, if it did.
    pub failure: Option<String>,
    /// Way in which the war ended, and the month; none where it went on to the horizon.
    pub end: Option<(End, f64)>,
    /// Package that was signed.
    pub signature: Option<Signature>,
    /// First month in which both accepted a settlement and the defender's public did not.
    pub unratified_month: Option<f64>,
    /// Month in which the peace failed.
    pub peace_failed_month: Option<f64>,
    /// First month in which the line broke in each way, in the order of [`Break::ALL`].
    pub break_months: [Option<f64>; 5],
    /// Member or instrument that was critical at a break by coverage or instrument.
    pub critical: Option<Critical>,
    /// First month in which the great power was out.
    pub great_power_exit_month: Option<f64>,
    /// Truces, in order of time.
    pub truces: Vec<Truce>,
    /// Months of fighting.
    pub fighting_months: f64,
    /// Months of truce.
    pub truce_months: f64,
    /// Rounds of talks.
    pub talks: TalksRecord,
    /// Aid and pooled money.
    pub funding: FundingRecord,
    /// Front, coverage, posture and credibility month by month.
    pub monthly: MonthlyTrace,
    /// Realised value to each role, in the order of [`standoff_world::actors::roles::Role::ALL`], as a share of its stake;
    /// see [`crate::future::welfare`].
    pub welfare: [f64; 4],
}

impl Run {
    /// Way in which the line broke first, and the month; of two in the same month, the one listed first in [`Break::ALL`].
    pub fn first_break(&self) -> Option<(Break, f64)> {
        let passed = Break::ALL.into_iter().filter_map(|way| self.break_months[way.index()].map(|month| (way, month)));
        passed.fold(None, |first: Option<(Break, f64)>, next| match first {
            Some((_, month)) if month <= next.1 => first,
            _ => Some(next),
        })
    }

    /// Month in which a settlement was signed or a truce that lasted began.
    ///
    /// A lasting truce counts from its beginning, because data sets of past wars date their ends so; one that was in force
    /// when the future began counts from month 0.
    pub fn settled_or_quiet(&self) -> Option<f64> {
        match self.end {
            Some((End::SettlementInside | End::SettlementBeyond, month)) => Some(month),
            Some((End::Frozen, _)) => self.truces.last().map(|truce| truce.start_month.max(0.0)),
            _ => None,
        }
    }

    /// True if the line has not broken by the end of a month.
    pub fn holds(&self, months: usize) -> bool {
        self.first_break().is_none_or(|(_, month)| !happened_by(month, months as f64))
    }

    /// True if a settlement or lasting quiet had come by the end of a month.
    pub fn settled_by(&self, months: usize) -> bool {
        self.settled_or_quiet().is_some_and(|month| happened_by(month, months as f64))
    }

    /// True if a settlement had been signed by the end of a month.
    pub fn signed_by(&self, months: usize) -> bool {
        self.signature.is_some() && self.end.is_some_and(|(_, month)| happened_by(month, months as f64))
    }

    /// True if a settlement had been signed by the end of a month and had not failed by then.
    pub fn peace_holds_at(&self, months: usize) -> bool {
        let failed = self.peace_failed_month.is_some_and(|month| happened_by(month, months as f64));
        self.signed_by(months) && !failed
    }

    /// True if the war was still contested at the end of a month, so that the monthly trace reaches it.
    pub fn contested_at(&self, month: usize) -> bool {
        self.monthly.front_steps.len() > month
            && self.end.is_none_or(|(_, ended_month)| !happened_by(ended_month, month as f64))
    }

    /// Name of the one of the five ends that it came to; which side wins a military end makes no difference.
    pub fn end_name(&self) -> &'static str {
        let is = |ends: &[End]| self.end.map_or(ends.is_empty(), |(end, _)| ends.contains(&end));
        ENDS.into_iter().find(|(_, _, ends)| is(ends)).map_or("still-at-war", |(name, _, _)| name)
    }

    /// Row of a run that could not be made, with the reason.
    pub fn failed(draw: usize, path: usize, reason: String) -> Self {
        Self { draw, path, failure: Some(reason), ..Self::default() }
    }
}
