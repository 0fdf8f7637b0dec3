//! One step of the coalition: willingness, elections, exits, votes, coverage (theory 3.6, decision 10).
//!
//! Log willingness follows `-theta + threat - news + common shock + own shock`. Shocks are drawn from the
//! three-point distribution that matches the normal's first five moments (Kloeden and Platen 1992, §14.2): over a
//! few weeks their sum is normal to all practical purposes, and a member's shock takes twelve random bits
//! (decision 92).

use crate::coalition::instruments::{Instrument, Status};
use crate::coalition::members::Stance;
use crate::quantity::hazard_over;
use crate::state::coalition::{CoalitionState, InstrumentState};
use crate::state::events::CoalitionEvents;
use crate::step::elections::member_election;
use crate::step::purpose::Purpose;
use crate::war::elections::Electorate;
use crate::war::figures::War;
use standoff_num::Draws;
use standoff_num::elementary::exp;
use standoff_num::random::entity;

/// Steps that share one block of random numbers a member.
pub(crate) const STEPS_A_BLOCK: u32 = 4;
/// Of 4,096, how many give each outer point of the shock: one sixth.
const OUTER: u32 = 683;
/// Bits of a member's draw that decide exit.
const EXIT_BITS: u32 = 20;

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
            entities: war.members.iter().map(|member| entity(&member.name)).collect(),
            total_income: incomes.iter().sum::<f64>().max(1e-9),
            incomes,
            instrument_entities: war.instruments.iter().map(|instrument| entity(&instrument.name)).collect(),
            election_entities: war.elections.iter().map(|election| entity(&election.name)).collect(),
        }
    }
}

impl CoalitionState {
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
            draws.blocks_into(Purpose::Member as u16, block as u16, &pace.entities, &mut self.bits);
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
}
