//! One step of the coalition: willingness, elections, exits, votes, coverage (theory 3.6, model-decisions 10).
//!
//! Log willingness follows `-theta + threat - news + common shock + own shock`. Shocks are drawn from the
//! three-point distribution that matches the normal's first five moments (Kloeden and Platen 1992, §14.2): over a
//! few weeks their sum is normal to all practical purposes, and a member's shock takes twelve random bits.

use crate::coalition::{Aggregation, Stance};
use crate::instrument::{Instrument, Kind, Status};
use crate::purpose::Purpose;
use crate::quantity::hazard_over;
use crate::sharing;
use crate::war::{Election, Electorate, War};
use serde::{Deserialize, Serialize};
use standoff_num::Draws;
use standoff_num::elementary::exp;
use standoff_num::random::{entity_address, uniform_from_words};

/// Steps that share one block of random numbers a member.
const STEPS_A_BLOCK: u32 = 4;
/// Of 4,096, how many give each outer point of the shock: one sixth.
const OUTER: u32 = 683;
/// Bits of a member's draw that decide exit.
const EXIT_BITS: u32 = 20;

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
    order: Vec<usize>,
    bits: Vec<[u32; 4]>,
    bits_of: u32,
}

/// What the coalition reacts to in a step.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Surroundings {
    /// Posture of the great power.
    pub posture: usize,
    /// Whether a truce is in force.
    pub truce: bool,
    /// Whether the invader has the momentum.
    pub threat: bool,
    /// Tenths of the stake lost since the last step.
    pub lost: f64,
}

/// What happened in the coalition in a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct CoalitionEvents {
    /// A key instrument closed: its place in the list.
    pub key_closed: Option<usize>,
    /// Members that stopped paying.
    pub exits: u32,
}

/// The coalition's dynamics with every rate brought to one length of step.
#[derive(Debug, Clone, PartialEq)]
pub struct CoalitionPace {
    months: f64,
    /// `[posture][truce][member]`: factor on willingness from fatigue.
    fatigue: Vec<[Vec<f64>; 2]>,
    threat: f64,
    own_shock: [f64; 3],
    common_shock: [f64; 3],
    exit: [f64; 2],
    entities: Vec<u32>,
    incomes: Vec<f64>,
    total_income: f64,
    instrument_entities: Vec<u32>,
    election_entities: Vec<u32>,
}

/// The three factors of a shock of standard deviation `deviation`, scaled so that their mean is one.
fn shock_factors(deviation: f64) -> [f64; 3] {
    let outer = f64::from(OUTER) / 4096.0;
    let size = deviation / (2.0 * outer).sqrt();
    let (low, high) = (libm::exp(-size), libm::exp(size));
    let mean = 1.0 + outer * (low + high - 2.0);
    [low / mean, 1.0 / mean, high / mean]
}

/// Picks the factor of a shock by twelve random bits.
#[inline]
fn shock(factors: &[f64; 3], bits: u32) -> f64 {
    let index = 1 + usize::from(bits >= 4096 - OUTER) - usize::from(bits < OUTER);
    factors[index]
}

impl CoalitionPace {
    /// Brings every rate of a war's coalition to steps of `months`.
    pub fn new(war: &War, months: f64) -> Self {
        let coalition = &war.coalition;
        let fatigue = |posture: f64, truce: f64| -> Vec<f64> {
            let rate = coalition.decay * posture * truce * months;
            war.members.iter().map(|member| libm::exp(-rate * member.figures.decay)).collect()
        };
        let by_posture = |posture: f64| [fatigue(posture, 1.0), fatigue(posture, war.truce.willingness_decay)];
        let exit = hazard_over(coalition.exit, months);
        let incomes: Vec<f64> = war.members.iter().map(|member| member.figures.income).collect();
        Self {
            months,
            fatigue: war.postures.iter().map(|posture| by_posture(posture.effects.willingness_decay)).collect(),
            threat: libm::exp(coalition.threat * months),
            own_shock: shock_factors(coalition.shock * months.sqrt()),
            common_shock: shock_factors(coalition.common_shock * months.sqrt()),
            exit: [exit, (exit * coalition.exit_losing).min(1.0)],
            entities: war.members.iter().map(|member| entity_address(&member.name)).collect(),
            total_income: incomes.iter().sum::<f64>().max(1e-9),
            incomes,
            instrument_entities: war.instruments.iter().map(|instrument| entity_address(&instrument.name)).collect(),
            election_entities: war.elections.iter().map(|election| entity_address(&election.name)).collect(),
        }
    }
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
        let effort = |figures: &crate::coalition::MemberFigures| willingness * figures.willingness * figures.income;
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

    /// One step. `time` is the number of steps since the start, before this one.
    pub fn step(
        &mut self,
        war: &War,
        pace: &CoalitionPace,
        time: u32,
        around: Surroundings,
        draws: &Draws,
    ) -> CoalitionEvents {
        let mut events = CoalitionEvents::default();
        if war.members.is_empty() {
            return events;
        }
        self.change_willingness(war, pace, time, around, draws, &mut events);
        self.hold_elections(war, pace, time, draws);
        self.hold_votes(war, pace, time, draws, &mut events);
        self.measure(war, around.posture, around.truce, (f64::from(time) + 1.0) * pace.months);
        let under = self.coverage < war.coalition.threshold;
        self.under = if under { self.under + pace.months } else { 0.0 };
        events
    }

    fn change_willingness(
        &mut self,
        war: &War,
        pace: &CoalitionPace,
        time: u32,
        around: Surroundings,
        draws: &Draws,
        events: &mut CoalitionEvents,
    ) {
        let common = self.common_factor(war, pace, time, around, draws);
        self.refill(pace, time, draws);
        let lane = (time % STEPS_A_BLOCK) as usize;
        let fatigue = &pace.fatigue[around.posture][usize::from(around.truce)];
        let losing = usize::from(self.coverage < war.coalition.threshold);
        let exit = pace.exit[losing] * (1.0 + war.coalition.cascade * self.left);
        let threshold = (exit * f64::from(1u32 << EXIT_BITS)) as u32;
        for (((effort, bits), fatigue), member) in self.effort.iter_mut().zip(&self.bits).zip(fatigue).zip(0..) {
            let bits = bits[lane];
            *effort *= common * fatigue * shock(&pace.own_shock, bits >> EXIT_BITS);
            if bits & ((1 << EXIT_BITS) - 1) < threshold && self.stance[member] == Stance::In {
                self.stance[member] = Stance::FreeRiding;
                self.left += pace.incomes[member] / pace.total_income;
                events.exits += 1;
            }
        }
    }

    fn common_factor(&self, war: &War, pace: &CoalitionPace, time: u32, around: Surroundings, draws: &Draws) -> f64 {
        let block = draws.block(Purpose::Common as u16, (time / STEPS_A_BLOCK) as u16, 0);
        let bits = block[(time % STEPS_A_BLOCK) as usize] >> EXIT_BITS;
        let threat = if around.threat && !around.truce { pace.threat } else { 1.0 };
        let news = if around.lost == 0.0 { 1.0 } else { exp(-war.coalition.news * around.lost) };
        threat * news * shock(&pace.common_shock, bits)
    }

    fn refill(&mut self, pace: &CoalitionPace, time: u32, draws: &Draws) {
        let block = time / STEPS_A_BLOCK;
        if self.bits_of != block {
            draws.fill_blocks(Purpose::Member as u16, block as u16, &pace.entities, &mut self.bits);
            self.bits_of = block;
        }
    }

    fn hold_elections(&mut self, war: &War, pace: &CoalitionPace, time: u32, draws: &Draws) {
        let (from, to) = (f64::from(time) * pace.months, (f64::from(time) + 1.0) * pace.months);
        for (election, &name) in war.elections.iter().zip(&pace.election_entities) {
            let due = election.months > from && election.months <= to;
            if let (true, Electorate::Member(member)) = (due, election.of) {
                self.elect(war, member, member_election(name, draws));
            }
        }
    }

    fn elect(&mut self, war: &War, member: usize, [result, turn]: [f64; 2]) {
        let coalition = &war.coalition;
        let lost = result < coalition.election_loss;
        let won = result > 1.0 - coalition.election_win;
        if lost {
            self.effort[member] *= 1.0 - coalition.election_drop;
        } else if won {
            self.effort[member] *= 1.0 + coalition.election_gain;
        }
        self.stance[member] = match self.stance[member] {
            Stance::Blocking if turn < coalition.election_turn => Stance::In,
            Stance::FreeRiding if won => Stance::In,
            Stance::In if lost && turn < coalition.election_turn => Stance::Blocking,
            stance => stance,
        };
    }

    fn hold_votes(&mut self, war: &War, pace: &CoalitionPace, time: u32, draws: &Draws, events: &mut CoalitionEvents) {
        for index in 0..war.instruments.len() {
            let was_open = self.instruments[index].status == Status::Open;
            self.instruments[index].grace = (self.instruments[index].grace - pace.months).max(0.0);
            if self.lacks_requirement(war, index) {
                self.close_without_leave(war, index);
            } else if self.instruments[index].status != Status::Closed && !self.pool_taken(war, index) {
                self.instruments[index].next_vote -= pace.months;
                if self.instruments[index].next_vote <= 1e-9 {
                    let passed = self.vote(war, pace, index, time, draws);
                    self.settle_vote(&war.instruments[index], index, passed);
                }
            }
            let closed = was_open && self.instruments[index].status != Status::Open;
            if closed && war.instruments[index].key && events.key_closed.is_none() {
                events.key_closed = Some(index);
            }
        }
    }

    fn lacks_requirement(&self, war: &War, index: usize) -> bool {
        war.instruments[index].requires.is_some_and(|needed| self.instruments[needed].status != Status::Open)
    }

    fn pool_taken(&self, war: &War, index: usize) -> bool {
        let pool = &war.instruments[index].pool;
        pool.is_some()
            && war.instruments.iter().zip(&self.instruments).enumerate().any(|(other, (instrument, state))| {
                other != index && instrument.pool == *pool && state.status == Status::Open
            })
    }

    fn close_without_leave(&mut self, war: &War, index: usize) {
        let state = &mut self.instruments[index];
        if state.status == Status::Open {
            state.status = Status::Proposed;
            state.grace = war.instruments[index].figures.grace;
            state.next_vote = war.instruments[index].figures.interval;
        }
    }

    fn settle_vote(&mut self, instrument: &Instrument, index: usize, passed: bool) {
        let state = &mut self.instruments[index];
        let was_open = state.status == Status::Open;
        if passed {
            *state = InstrumentState {
                status: Status::Open,
                next_vote: instrument.figures.duration,
                tries: instrument.retries,
                grace: 0.0,
            };
            return;
        }
        if was_open {
            state.grace = instrument.figures.grace;
        }
        state.status = if state.tries == 0 { Status::Closed } else { Status::Proposed };
        state.tries = state.tries.saturating_sub(1);
        state.next_vote = instrument.figures.interval;
    }

    fn vote(&self, war: &War, pace: &CoalitionPace, index: usize, time: u32, draws: &Draws) -> bool {
        let instrument = &war.instruments[index];
        let (mut ayes, mut weight_for, mut weight) = (0, 0.0, 0.0);
        for &voter in &instrument.voters {
            let key = pace.instrument_entities[index] ^ pace.entities[voter].rotate_left(16);
            let aye = draws.uniform(Purpose::Vote as u16, time as u16, key) < self.assent(instrument, voter);
            weight += war.members[voter].figures.weight;
            if aye {
                ayes += 1;
                weight_for += war.members[voter].figures.weight;
            }
        }
        instrument.rule.passes(ayes, instrument.voters.len(), weight_for, weight)
    }

    fn assent(&self, instrument: &Instrument, voter: usize) -> f64 {
        let own = instrument.doubtful.iter().find(|(member, _)| *member == voter).map(|&(_, chance)| chance);
        match (self.stance[voter], own) {
            (_, Some(chance)) => chance,
            (Stance::Blocking, None) => instrument.figures.blocker_assent,
            (_, None) => instrument.figures.assent,
        }
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

/// The uniform draws of a member's election: its result, and whether a stance turns.
fn member_election(name: u32, draws: &Draws) -> [f64; 2] {
    draws.uniform_pair(Purpose::Election as u16, 0, name)
}

/// Whether an election turns something in the future that has these random numbers: a member gives less from then on, or the
/// great power's posture changes. Nothing in the state decides it, so that it can be told afterwards; where the war is over by
/// the day, it is what it would have been.
pub fn election_turns(war: &War, election: &Election, draws: &Draws) -> bool {
    match election.of {
        Electorate::Member(_) => {
            member_election(entity_address(&election.name), draws)[0] < war.coalition.election_loss
        }
        Electorate::GreatPower => {
            great_power_election(election, draws) < election.turns.iter().map(|(_, chance)| chance).sum()
        }
    }
}

/// The uniform draw of an election of the great power.
pub(crate) fn great_power_election(election: &Election, draws: &Draws) -> f64 {
    let block = draws.block(Purpose::Election as u16, 0, entity_address(&election.name));
    uniform_from_words(block[2], block[3])
}
