//! Row that a future leaves behind.

use crate::future::funding_record::FundingRecord;
use crate::future::monthly_trace::MonthlyTrace;
use crate::future::months::happened_by;
use crate::future::talks_record::TalksRecord;
use crate::future::watched::WatchRecord;
use serde::{Deserialize, Serialize};
use standoff_world::state::{Break, Critical, ENDS, End, Signature};

/// Truce, from the month in which it began to the last month in which it was in force.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Truce {
    /// Month in which it began; below zero for one that was in force when the future began.
    pub start_month: f64,
    /// Last month of it.
    pub last_month: f64,
    /// Month from which it was a frozen conflict, if it lasted so long.
    pub frozen_month: Option<f64>,
    /// True if fighting ended it.
    pub broken: bool,
}

impl Truce {
    /// True if it was in force at the end of a month.
    fn holds_at(&self, month: f64) -> bool {
        happened_by(self.start_month, month) && !(self.broken && happened_by(self.last_month, month))
    }
}

/// Months of quiet after which fighting counts as over from its first month.
const QUIET_MONTHS: f64 = 6.0;

/// The end of the fighting in a future, dated as data sets of past wars date it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum FightingEnd {
    /// One side has won.
    Won(End),
    /// A settlement took effect: place in the list of settlements.
    Settled(usize),
    /// A general truce that lasted: place in the list of truces.
    Quiet(usize),
}

/// Agreement of both sides to a settlement, with the months in which it reached its stages (decision 41).
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Agreement {
    /// Month in which both agreed in principle.
    pub agreed_month: f64,
    /// Month in which the text was signed, if it was.
    pub signed_month: Option<f64>,
}

/// Settlement, from the day on which it takes effect until it fails.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Settlement {
    /// What was signed; none where it was in force when the future began.
    pub signature: Option<Signature>,
    /// Month in which it took effect; 0 where it was in force when the future began.
    pub effect_month: f64,
    /// Month in which it failed, if it did.
    pub failed_month: Option<f64>,
}

impl Settlement {
    /// The end that it is. Of one in force when the future began the terms are not known, and it counts as inside the red lines.
    pub fn end(&self) -> End {
        let beyond = self.signature.is_some_and(|signature| signature.beyond);
        if beyond { End::SettlementBeyond } else { End::SettlementInside }
    }

    /// True if it was in force at the end of a month.
    fn holds_at(&self, month: f64) -> bool {
        happened_by(self.effect_month, month) && self.failed_month.is_none_or(|failed| !happened_by(failed, month))
    }
}

/// Row of one future: how it ended, when the line broke, what was signed, and the records behind the ledgers.
///
/// A month is the number of months from the start of the forecast to the end of the step in which something happened
/// (decision 2). A future that could not be made is a row too, with its `failure` (decision 76). The default is a
/// future in which nothing has happened yet.
///
/// ```
/// use standoff_lab::future::run::Run;
/// use standoff_lab::future::run::Settlement;
/// let settlement = Settlement { signature: None, effect_month: 14.0, failed_month: Some(40.0) };
/// let run = Run { horizon_months: 60.0, settlements: vec![settlement], ..Run::default() };
/// assert!(!run.settled_by(13) && run.settled_by(14) && !run.settled_by(40));
/// assert_eq!((run.end_name(), run.first_break()), ("still-at-war", None));
/// ```
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Run {
    /// Draw of the parameters.
    pub draw: usize,
    /// Path within the draw.
    pub path: usize,
    /// Months to the horizon.
    pub horizon_months: f64,
    /// Reason why the run failed, if it did.
    pub failure: Option<String>,
    /// Way in which the war has ended, and the month; none where it goes on at the horizon, also after a peace that failed.
    pub end: Option<(End, f64)>,
    /// Settlements, in order of time.
    pub settlements: Vec<Settlement>,
    /// Settlements that were agreed, in order of time, with how far each came.
    pub agreements: Vec<Agreement>,
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
    /// Losses of the fighting in months of losses at the base rate: the months of fighting where no month differs from
    /// another (decision 45).
    pub loss_months: f64,
    /// Months of truce.
    pub truce_months: f64,
    /// Rounds of talks.
    pub talks: TalksRecord,
    /// Events that this future was watched for, and whether they happened.
    pub watched: Vec<WatchRecord>,
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

    /// First month in which a settlement took effect or a truce that lasted began, whether it held or not.
    ///
    /// A lasting truce counts from its beginning, because data sets of past wars date their ends so; one that was in force
    /// when the future began counts from month 0.
    pub fn first_peace_month(&self) -> Option<f64> {
        let frozen = self.truces.iter().filter(|truce| truce.frozen_month.is_some());
        let settled = self.settlements.iter().map(|settlement| settlement.effect_month);
        frozen.map(|truce| truce.start_month.max(0.0)).chain(settled).min_by(f64::total_cmp)
    }

    /// First end of the fighting with its month, as data sets of past wars date it: a victory, a settlement in effect, or the
    /// first month of a general truce that lasts six months or to the horizon. What came after it does not count.
    ///
    /// ```
    /// use standoff_lab::future::run::{FightingEnd, Run, Truce};
    /// let truce = |start_month, last_month, broken| Truce { start_month, last_month, frozen_month: None, broken };
    /// let run = Run { truces: vec![truce(3.0, 5.0, true), truce(9.0, 20.0, true)], ..Run::default() };
    /// assert_eq!(run.first_end(), Some((FightingEnd::Quiet(1), 9.0)));
    /// assert!(run.over_within(9) && !run.over_within(8));
    /// ```
    pub fn first_end(&self) -> Option<(FightingEnd, f64)> {
        let lasting = |truce: &Truce| !truce.broken || truce.last_month - truce.start_month >= QUIET_MONTHS;
        let quiet = self.truces.iter().position(lasting);
        let quiet = quiet.map(|place| (FightingEnd::Quiet(place), self.truces[place].start_month.max(0.0)));
        let settled = self.settlements.first().map(|one| (FightingEnd::Settled(0), one.effect_month));
        let won = self.end.filter(|(end, _)| end.is_military()).map(|(end, month)| (FightingEnd::Won(end), month));
        won.into_iter().chain(settled).chain(quiet).min_by(|one, other| one.1.total_cmp(&other.1))
    }

    /// True if the fighting had first ended by a month, whether it was fought again or not.
    pub fn over_within(&self, months: usize) -> bool {
        self.first_end().is_some_and(|(_, month)| happened_by(month, months as f64))
    }

    /// The settlement that is in force at the horizon.
    pub fn settlement_in_force(&self) -> Option<&Settlement> {
        self.settlements.last().filter(|settlement| settlement.failed_month.is_none())
    }

    /// Everything that was signed, in order of time.
    pub fn signatures(&self) -> impl Iterator<Item = Signature> + '_ {
        self.settlements.iter().filter_map(|settlement| settlement.signature)
    }

    /// First month in which a peace failed: a settlement, or a frozen conflict.
    pub fn first_failure_month(&self) -> Option<f64> {
        let broken = self.truces.iter().filter(|truce| truce.broken && truce.frozen_month.is_some());
        let failed = self.settlements.iter().filter_map(|settlement| settlement.failed_month);
        broken.map(|truce| truce.last_month).chain(failed).min_by(f64::total_cmp)
    }

    /// True if the line has not broken by the end of a month.
    pub fn holds(&self, months: usize) -> bool {
        self.first_break().is_none_or(|(_, month)| !happened_by(month, months as f64))
    }

    /// True if a settlement or lasting quiet had come by the end of a month and held then. What failed before does not count.
    pub fn settled_by(&self, months: usize) -> bool {
        let month = months as f64;
        self.peace_holds_at(months)
            || self.truces.iter().any(|truce| truce.frozen_month.is_some() && truce.holds_at(month))
    }

    /// True if both sides had agreed to a settlement in principle by a month, whatever came of it.
    pub fn agreed_by(&self, month: f64) -> bool {
        self.agreements.iter().any(|agreement| happened_by(agreement.agreed_month, month))
    }

    /// True if the text of a settlement had been signed by a month, whatever came of it.
    pub fn signed_by(&self, month: f64) -> bool {
        let signed = |agreement: &Agreement| agreement.signed_month.is_some_and(|signed| happened_by(signed, month));
        self.agreements.iter().any(signed)
    }

    /// True if a settlement had taken effect by a month, whether it held or not.
    pub fn in_effect_by(&self, month: f64) -> bool {
        self.settlements.iter().any(|settlement| happened_by(settlement.effect_month, month))
    }

    /// True if a settlement was in force at the end of a month.
    pub fn peace_holds_at(&self, months: usize) -> bool {
        self.settlements.iter().any(|settlement| settlement.holds_at(months as f64))
    }

    /// End that was in force at the end of a month: a settlement, a truce that had already lasted as long as a frozen conflict
    /// has to, or a victory of one side; none in a war or a young truce.
    pub fn end_in_force_at(&self, month: f64) -> Option<End> {
        let frozen =
            |truce: &&Truce| truce.frozen_month.is_some_and(|since| happened_by(since, month)) && truce.holds_at(month);
        let won = self.end.filter(|&(end, since)| end.is_military() && happened_by(since, month)).map(|(end, _)| end);
        let settled = self.settlements.iter().find(|settlement| settlement.holds_at(month)).map(Settlement::end);
        won.or(settled).or_else(|| self.truces.iter().find(frozen).map(|_| End::Frozen))
    }

    /// True if there was neither war nor a young truce at the end of a month.
    pub fn fighting_over_at(&self, month: f64) -> bool {
        self.end_in_force_at(month).is_some()
    }

    /// True if the war was contested at the end of a month: fought, or in a truce younger than a frozen conflict.
    pub fn contested_at(&self, month: usize) -> bool {
        self.monthly.front_steps.len() > month && !self.fighting_over_at(month as f64)
    }

    /// Name of the one of the five ends that it came to; which side wins a military end makes no difference.
    pub fn end_name(&self) -> &'static str {
        name_of_end(self.end.map(|(end, _)| end))
    }

    /// Name of the one of the five ends that was in force at the end of a month.
    pub fn end_name_at(&self, month: f64) -> &'static str {
        name_of_end(self.end_in_force_at(month))
    }

    /// Row of a run that could not be made, with the reason.
    pub fn failed(draw: usize, path: usize, reason: String) -> Self {
        Self { draw, path, failure: Some(reason), ..Self::default() }
    }
}

fn name_of_end(end: Option<End>) -> &'static str {
    let is = |ends: &[End]| end.map_or(ends.is_empty(), |end| ends.contains(&end));
    ENDS.into_iter().find(|(_, _, ends)| is(ends)).map_or("still-at-war", |(name, _, _)| name)
}
