//! Interventions: changes made on a date, in the figures of a war and in the state it has reached.

use crate::coalition::instruments::Status;
use crate::state::coalition::CoalitionState;
use crate::state::events::CoalitionEvents;
use crate::state::war_state::{Regime, State};
use crate::war::calibration::World;
use crate::war::elections::Electorate;
use crate::war::figures::War;

/// Orders that an intervention gives in addition to the figures that it changes.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Orders {
    /// The great power takes this posture and keeps it: place in the list of postures.
    pub posture: Option<usize>,
    /// Instruments that open: places in the list of instruments.
    pub opened: Vec<usize>,
    /// Instruments that close for good.
    pub closed: Vec<usize>,
}

impl Orders {
    /// Whether nothing is ordered.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// The orders of two interventions; where they contradict each other the later one counts.
    pub fn then(&self, later: &Self) -> Self {
        let without = |places: &[usize], others: &[usize]| -> Vec<usize> {
            places.iter().copied().filter(|place| !others.contains(place)).collect()
        };
        let mut both = Self {
            posture: later.posture.or(self.posture),
            opened: without(&self.opened, &later.closed),
            closed: without(&self.closed, &later.opened),
        };
        both.opened.extend(without(&later.opened, &self.opened));
        both.closed.extend(without(&later.closed, &self.closed));
        both
    }

    /// The war in which the orders stand: a posture that is kept leaves nothing to rates, elections and blame, and
    /// an instrument has the status from the start that it is ordered to have. One that was not open is voted on the first day,
    /// and pays after its lag.
    pub fn apply_to(&self, mut war: War) -> War {
        if let Some(posture) = self.posture {
            war.posture_start = posture;
            war.posture_rates.iter_mut().flatten().for_each(|rate| *rate = 0.0);
            (war.talks.blame_invader, war.talks.blame_defender) = (0.0, 0.0);
            let great_power = war.elections.iter_mut().filter(|election| election.of == Electorate::GreatPower);
            great_power.for_each(|election| election.turns.clear());
        }
        for &place in &self.opened {
            let instrument = &mut war.instruments[place];
            instrument.new_at_start |= instrument.start != Status::Open;
            instrument.start = Status::Open;
            let lag = if instrument.new_at_start { instrument.figures.payment_lag } else { 0.0 };
            instrument.figures.first_vote = instrument.figures.duration + lag;
        }
        for &place in &self.closed {
            war.instruments[place].start = Status::Closed;
        }
        war
    }
}

impl World {
    /// The world after an intervention has changed its figures. What was calibrated to the start stays as it was:
    /// the invader's force, so that more aid to the defender changes the odds, unless the intervention sets the odds
    /// themselves; and the values at which the public was asked about packages.
    pub fn with_war(&self, war: War) -> Self {
        let ratio = |war: &War| crate::battlefield::front::force_ratio(war.front.odds, war.front.decisiveness);
        let (before, after) = (ratio(&self.war), ratio(&war));
        let scale = if before == after { 1.0 } else { after / before };
        let coverage = CoalitionState::start(&war).coverage;
        self.recalibrated(war, coverage, self.invader_force * scale)
    }
}

impl State {
    /// Passes from one world to another on the day of an intervention. What members would give changes in proportion
    /// to what they would have given at the start, so that years of fatigue are kept. `now_months` counts from
    /// the start.
    pub fn change_world(&mut self, before: &World, after: &World, orders: &Orders, now_months: f64) -> CoalitionEvents {
        let shift = after.war.order.credibility - before.war.order.credibility;
        self.credibility = (self.credibility + shift).clamp(0.0, 1.0);
        if let Some(posture) = orders.posture {
            self.posture = posture;
        }
        let events = self.coalition.pass(before, after, orders);
        let truce = matches!(self.regime, Regime::Truce { .. });
        self.coalition.measure(&after.war, self.posture, truce, now_months);
        events
    }
}

impl CoalitionState {
    fn pass(&mut self, before: &World, after: &World, orders: &Orders) -> CoalitionEvents {
        self.rescale_aid(before, after);
        for &place in &orders.opened {
            self.instruments[place] = self.instruments[place].opened(&after.war.instruments[place], 1.0);
        }
        let closed: Vec<usize> = orders.closed.iter().copied().filter(|&place| self.close(&after.war, place)).collect();
        let key_closed = closed.into_iter().find(|&place| after.war.instruments[place].key);
        CoalitionEvents { key_closed, exits: 0 }
    }

    /// Members' aid changes in proportion to what it was at the start, so that what fatigue and elections have done stays done.
    /// A member that gave nothing at the start begins with what the later world says.
    fn rescale_aid(&mut self, before: &World, after: &World) {
        let [old, new] = [before, after].map(|world| Self::start(&world.war).aid_rate_bn);
        for (rate, (old, new)) in self.aid_rate_bn.iter_mut().zip(old.into_iter().zip(new)) {
            if old != new {
                *rate = if old > 0.0 { *rate * (new / old) } else { new };
            }
        }
    }

    /// Closes an instrument for good and returns whether it was open.
    fn close(&mut self, war: &War, place: usize) -> bool {
        let state = &mut self.instruments[place];
        let was_open = state.status == Status::Open;
        state.status = Status::Closed;
        if was_open {
            state.grace_months = war.instruments[place].figures.grace;
        }
        was_open
    }
}
