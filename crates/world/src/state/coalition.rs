//! The coalition at one moment: what each member gives, its stance, and which instruments are open.

use crate::coalition::instruments::{Instrument, Kind, Status};
use crate::coalition::members::Stance;
use crate::quantity::ROUNDING_MONTHS;
use crate::war::figures::War;
use serde::{Deserialize, Serialize};

/// An instrument at one moment.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct InstrumentState {
    /// Its status.
    pub status: Status,
    /// Months to the next vote.
    #[serde(rename = "next_vote")]
    pub next_vote_months: f64,
    /// Votes left while it is proposed.
    #[serde(rename = "tries")]
    pub tries_left: usize,
    /// Months for which money still flows after it closed.
    #[serde(rename = "grace")]
    pub grace_months: f64,
    /// Months since its first payment; negative before it.
    #[serde(rename = "payment")]
    pub payment_months: f64,
    /// Share of its size that those who take part in it give.
    #[serde(rename = "part")]
    pub part: f64,
}

impl InstrumentState {
    /// An instrument as it stands at the start.
    pub(crate) fn start(instrument: &Instrument) -> Self {
        let figures = &instrument.figures;
        let pays = instrument.start == Status::Open && !instrument.new_at_start;
        Self {
            status: instrument.start,
            next_vote_months: figures.first_vote,
            tries_left: instrument.retries,
            grace_months: 0.0,
            payment_months: if pays { figures.payment_ramp } else { -figures.payment_lag },
            part: 1.0,
        }
    }

    /// The instrument after a vote that opens or renews it, with its whole term before it and a share `part` of its size.
    /// Money that flows already goes on; other money comes after its lag, and the term begins with the first payment
    /// (decision 48).
    pub(crate) fn opened(&self, instrument: &Instrument, part: f64) -> Self {
        let payment_months = if self.is_in_force() { self.payment_months } else { -instrument.figures.payment_lag };
        Self {
            status: Status::Open,
            next_vote_months: instrument.figures.duration + (-payment_months).max(0.0),
            tries_left: instrument.retries,
            grace_months: 0.0,
            payment_months,
            part,
        }
    }

    /// Whether it is tabled and has been voted down since it was last open.
    pub(crate) fn is_blocked(&self, instrument: &Instrument) -> bool {
        self.status == Status::Proposed && self.tries_left < instrument.retries
    }

    /// Months between its last vote and the one that is due: its term where it is open, the interval where it was voted down,
    /// none where there has been no vote.
    pub(crate) fn months_between_votes(&self, instrument: &Instrument) -> f64 {
        match self.status {
            Status::Open => instrument.figures.duration,
            _ if self.is_blocked(instrument) => instrument.figures.interval,
            _ => 0.0,
        }
    }

    /// Whether it is open, or in the grace after it has lapsed.
    fn is_in_force(&self) -> bool {
        self.status == Status::Open || self.grace_months > 0.0
    }

    /// Share of its full rate that an instrument pays now: nothing before the first payment, then what its profile says.
    pub fn payment_share(&self, instrument: &Instrument) -> f64 {
        let (paid_months, ramp) = (self.payment_months, instrument.figures.payment_ramp);
        if instrument.kind != Kind::Money || !self.is_in_force() || paid_months < -ROUNDING_MONTHS {
            return 0.0;
        }
        if paid_months >= ramp - ROUNDING_MONTHS { 1.0 } else { (paid_months / ramp).max(0.0) }
    }

    /// Money that an instrument gives now, in billions a year.
    pub fn money_bn(&self, instrument: &Instrument) -> f64 {
        instrument.figures.size * self.part * self.payment_share(instrument)
    }
}

/// The coalition at one moment.
#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct CoalitionState {
    /// Aid that each member would give of its own while it is in, in billions a year.
    #[serde(rename = "effort")]
    pub aid_rate_bn: Vec<f64>,
    /// Stance of each member.
    pub stance: Vec<Stance>,
    /// State of each instrument.
    pub instruments: Vec<InstrumentState>,
    /// Coverage of the need as it is.
    pub coverage: f64,
    /// Coverage of the need in war: the same but in a truce, when the need is smaller.
    pub war_coverage: f64,
    /// Bilateral aid of all members together, in billions a year.
    #[serde(rename = "bilateral")]
    pub bilateral_bn: f64,
    /// Money from instruments, in billions a year.
    #[serde(rename = "pooled_money")]
    pub pooled_bn: f64,
    /// Share of the coalition's income that has stopped paying since the start.
    #[serde(rename = "left")]
    pub departed_share: f64,
    /// Months for which coverage has been under its threshold.
    #[serde(rename = "under")]
    pub undercovered_months: f64,
    /// Members by falling willingness, kept from step to step because it is nearly sorted then.
    pub(crate) order: Vec<usize>,
    /// Random numbers of the members for the steps that share a block, fetched ahead.
    pub(crate) bits: Vec<[u32; 4]>,
    /// The block that `bits` holds.
    pub(crate) bits_of: u32,
}

impl Clone for CoalitionState {
    fn clone(&self) -> Self {
        let mut copy = Self::default();
        copy.clone_from(self);
        copy
    }

    /// In the memory of the coalition that it replaces: a filter copies ten thousand states at a time.
    fn clone_from(&mut self, source: &Self) {
        let Self { mut aid_rate_bn, mut stance, mut instruments, mut order, mut bits, .. } = std::mem::take(self);
        aid_rate_bn.clone_from(&source.aid_rate_bn);
        stance.clone_from(&source.stance);
        instruments.clone_from(&source.instruments);
        order.clone_from(&source.order);
        bits.clone_from(&source.bits);
        *self = Self { aid_rate_bn, stance, instruments, order, bits, ..*source };
    }
}

impl CoalitionState {
    /// Whether it is one of this war's: all members and instruments have their place, and every number is finite.
    pub fn belongs_to(&self, war: &War) -> bool {
        let mut order = self.order.clone();
        order.sort_unstable();
        let members = war.members.len();
        let counts = [self.aid_rate_bn.len(), self.stance.len(), self.bits.len(), order.len()];
        counts == [members; 4]
            && order.into_iter().eq(0..members)
            && self.instruments.len() == war.instruments.len()
            && self.is_finite()
    }

    fn is_finite(&self) -> bool {
        let months = self
            .instruments
            .iter()
            .flat_map(|one| [one.next_vote_months, one.grace_months, one.payment_months, one.part]);
        let coverage = [self.coverage, self.war_coverage, self.bilateral_bn, self.pooled_bn];
        let since_start = [self.departed_share, self.undercovered_months];
        let numbers = self.aid_rate_bn.iter().copied().chain(months).chain(coverage).chain(since_start);
        numbers.into_iter().all(f64::is_finite)
    }

    /// Forgets the random numbers that were fetched ahead: the state goes on under another address.
    pub fn renumber(&mut self) {
        // No step has a block of this number, so the next one fetches.
        self.bits_of = u32::MAX;
    }

    /// Aid that a member gives of its own, in billions a year: nothing unless it is in.
    pub fn member_aid_bn(&self, member: usize) -> f64 {
        if self.stance[member] == Stance::In { self.aid_rate_bn[member] } else { 0.0 }
    }

    /// Whether pooled money flows or is decided: an instrument that pays is open, be it before its first payment. Actors
    /// who plan know of it from the vote on, and that it comes later.
    pub fn pooled(&self, war: &War) -> bool {
        let gives = |(state, instrument): (&InstrumentState, &Instrument)| {
            instrument.kind == Kind::Money && state.status == Status::Open
        };
        self.instruments.iter().zip(&war.instruments).any(gives)
    }

    /// Whether an alternative to an instrument is open: one of its pool, or another route to its need.
    pub(crate) fn alternative_open(&self, war: &War, place: usize) -> bool {
        let pool = &war.instruments[place].pool;
        let routes = war.need_of(place).map_or(&[][..], |(need, _)| &need.routes);
        if pool.is_none() && routes.is_empty() {
            return false;
        }
        war.instruments.iter().zip(&self.instruments).enumerate().any(|(other, (instrument, state))| {
            let alternative = pool.is_some() && instrument.pool == *pool || routes.contains(&other);
            other != place && alternative && state.status == Status::Open
        })
    }

    /// Whether an instrument has failed: closed, voted down since it was last open, or held up by one that has failed and
    /// that it needs (decision 46).
    pub fn has_failed(&self, war: &War, place: usize) -> bool {
        let (now, instrument) = (&self.instruments[place], &war.instruments[place]);
        match now.status {
            Status::Open => false,
            Status::Closed => true,
            Status::Proposed => {
                now.is_blocked(instrument) || instrument.requires.is_some_and(|needed| self.has_failed(war, needed))
            }
        }
    }
}
