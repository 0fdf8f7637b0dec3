//! The coalition at one moment: what each member gives, where it stands, and which instruments are open.

use crate::coalition::instruments::{Instrument, Kind, Status};
use crate::coalition::members::{Aggregation, Stance};
use crate::coalition::sharing;
use crate::war::figures::War;
use serde::{Deserialize, Serialize};

/// Where an instrument stands.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct InstrumentState {
    /// Its status.
    pub status: Status,
    /// Months to the next vote.
    pub next_vote: f64,
    /// Votes left while it is proposed.
    pub tries: usize,
    /// Months for which money still flows after it closed.
    pub grace: f64,
}

/// The coalition at one moment.
#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct CoalitionState {
    /// What each member would give a year, in billions.
    pub effort: Vec<f64>,
    /// Where each member stands.
    pub stance: Vec<Stance>,
    /// Where each instrument stands.
    pub instruments: Vec<InstrumentState>,
    /// Coverage of the need as it is.
    pub coverage: f64,
    /// Coverage of the need in war: the same but in a truce, when the need is smaller.
    pub war_coverage: f64,
    /// Bilateral aid a year, in billions.
    pub bilateral: f64,
    /// Money a year from instruments, in billions.
    pub pooled_money: f64,
    /// Share of the coalition's income that has stopped paying since the start.
    pub left: f64,
    /// Months for which coverage has been under its threshold.
    pub under: f64,
    pub(crate) order: Vec<usize>,
    pub(crate) bits: Vec<[u32; 4]>,
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
        let Self { mut effort, mut stance, mut instruments, mut order, mut bits, .. } = std::mem::take(self);
        effort.clone_from(&source.effort);
        stance.clone_from(&source.stance);
        instruments.clone_from(&source.instruments);
        order.clone_from(&source.order);
        bits.clone_from(&source.bits);
        *self = Self { effort, stance, instruments, order, bits, ..*source };
    }
}

impl CoalitionState {
    /// The coalition at the start.
    pub fn start(war: &War) -> Self {
        let willingness = war.coalition.willingness;
        let effort =
            |figures: &crate::coalition::members::MemberFigures| willingness * figures.willingness * figures.income;
        let mut state = Self {
            effort: war.members.iter().map(|member| effort(&member.figures)).collect(),
            stance: war.members.iter().map(|member| member.stance).collect(),
            instruments: war.instruments.iter().map(start_of).collect(),
            coverage: 1.0,
            war_coverage: 1.0,
            bilateral: 0.0,
            pooled_money: 0.0,
            left: 0.0,
            under: 0.0,
            order: (0..war.members.len()).collect(),
            bits: vec![[0; 4]; war.members.len()],
            bits_of: u32::MAX,
        };
        state.measure(war, war.posture_start, false, 0.0);
        state
    }

    /// Whether it is one of this war's: all members and instruments have their place, and every number is finite.
    pub fn belongs_to(&self, war: &War) -> bool {
        let mut order = self.order.clone();
        order.sort_unstable();
        let members = war.members.len();
        let counts = [self.effort.len(), self.stance.len(), self.bits.len(), order.len()];
        let months = self.instruments.iter().flat_map(|one| [one.next_vote, one.grace]);
        let figures = [self.coverage, self.war_coverage, self.bilateral, self.pooled_money, self.left, self.under];
        counts == [members; 4]
            && order.into_iter().eq(0..members)
            && self.instruments.len() == war.instruments.len()
            && self.effort.iter().copied().chain(months).chain(figures).all(f64::is_finite)
    }

    /// Forgets the random numbers that were fetched ahead: the state goes on under another address.
    pub fn renumber(&mut self) {
        self.bits_of = u32::MAX;
    }

    /// Whether pooled money flows.
    pub fn pooled(&self, war: &War) -> bool {
        let pays = |(state, instrument): (&InstrumentState, &Instrument)| {
            instrument.kind == Kind::Money && state.status == Status::Open
        };
        self.instruments.iter().zip(&war.instruments).any(pays)
    }

    pub(crate) fn pool_taken(&self, war: &War, index: usize) -> bool {
        let pool = &war.instruments[index].pool;
        pool.is_some()
            && war.instruments.iter().zip(&self.instruments).enumerate().any(|(other, (instrument, state))| {
                other != index && instrument.pool == *pool && state.status == Status::Open
            })
    }

    /// Measures bilateral aid, pooled money and coverage.
    pub(crate) fn measure(&mut self, war: &War, posture: usize, truce: bool, months: f64) {
        if war.members.is_empty() {
            return;
        }
        self.bilateral = self.bilateral_aid(war);
        self.pooled_money = self.instrument_money(war);
        let other = war.coalition.other_flows_at(months);
        let met = war.postures[posture].effects.need_met;
        let need = war.coalition.need * (1.0 - met);
        let means = self.bilateral + self.pooled_money + other;
        let covers = |need: f64| if need <= means { 1.0 } else { means / need };
        self.war_coverage = covers(need);
        self.coverage = covers(need * if truce { war.truce.need } else { 1.0 });
    }

    fn bilateral_aid(&mut self, war: &War) -> f64 {
        let given = |member: usize| if self.stance[member] == Stance::In { self.effort[member] } else { 0.0 };
        match war.aggregation {
            Aggregation::Voluntary => (0..self.effort.len()).map(given).sum(),
            Aggregation::BestShot => (0..self.effort.len()).map(given).fold(0.0, f64::max),
            Aggregation::WeakestLink | Aggregation::EqualShare => self.shared_aid(war),
        }
    }

    /// Aid under the aggregators in which one member's will binds the others, over the members that are in.
    fn shared_aid(&mut self, war: &War) -> f64 {
        let income = |member: usize| war.members[member].figures.income;
        let paying: Vec<usize> = (0..self.effort.len()).filter(|&j| self.stance[j] == Stance::In).collect();
        let incomes: Vec<f64> = paying.iter().map(|&j| income(j)).collect();
        let willing: Vec<f64> = paying.iter().map(|&j| self.effort[j] / income(j).max(1e-12)).collect();
        if war.aggregation == Aggregation::WeakestLink {
            return sharing::weakest_link(&willing, &incomes);
        }
        self.order.clear();
        self.order.extend(0..paying.len());
        sharing::equal_share(&willing, &incomes, &mut self.order).budget
    }

    fn instrument_money(&self, war: &War) -> f64 {
        let money = |(state, instrument): (&InstrumentState, &Instrument)| {
            let flows = state.status == Status::Open || state.grace > 0.0;
            if flows && instrument.kind == Kind::Money { instrument.figures.size } else { 0.0 }
        };
        self.instruments.iter().zip(&war.instruments).map(money).sum()
    }

    /// What is missing most when the line breaks for want of coverage: the member whose aid has fallen most since the
    /// start, or the pooled money that was open or tabled at the start and does not flow, nor an alternative to it.
    pub fn critical(&self, war: &War, start: &Self) -> Option<Critical> {
        let given = |state: &Self, member: usize| {
            if state.stance[member] == Stance::In { state.effort[member] } else { 0.0 }
        };
        let members =
            (0..self.effort.len()).map(|member| (Critical::Member(member), given(start, member) - given(self, member)));
        let instruments = war.instruments.iter().enumerate().map(|(index, instrument)| {
            let open = self.instruments[index].status == Status::Open || self.pool_taken(war, index);
            let never = start.instruments[index].status == Status::Closed || instrument.kind == Kind::Authority;
            (Critical::Instrument(index), if open || never { 0.0 } else { instrument.figures.size })
        });
        members
            .chain(instruments)
            .filter(|(_, missing)| *missing > 0.0)
            .fold(None, |worst: Option<(Critical, f64)>, (which, missing)| match worst {
                Some((_, most)) if most >= missing => worst,
                _ => Some((which, missing)),
            })
            .map(|(which, _)| which)
    }
}

/// The member or instrument that the line cannot lose.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Critical {
    /// A member: place in the list.
    Member(usize),
    /// An instrument: place in the list.
    Instrument(usize),
}

fn start_of(instrument: &Instrument) -> InstrumentState {
    let figures = &instrument.figures;
    InstrumentState { status: instrument.start, next_vote: figures.first_vote, tries: instrument.retries, grace: 0.0 }
}
