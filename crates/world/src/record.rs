//! Where a record of the war begins, long before a forecast does: the same war in an earlier state.
//!
//! The figures of the war are those of the scenario's start, and so are the force of the invader and the values of
//! packages, which were calibrated to it. What differs is the state: the front, the posture, the draft, what members
//! give; and the calendar, which is further away.

use crate::coalition_state::CoalitionState;
use crate::purpose::Purpose;
use crate::quantities;
use crate::state::State;
use crate::war::War;
use crate::world::World;
use standoff_num::Draws;
use standoff_num::distributions::normal_quantile;
use standoff_num::elementary::exp;

quantities! {
    /// Where the record begins, in figures.
    RecordStart {
        area: Area, 0.0 => 2e7, 0.0, "A0", "Area that the invader held at the scenario's start, by the measure in which the record gives areas; left out or 0, the stake it holds then";
        front: Number, 0.0 => 2400.0, 0.0, "n0", "Where the front stood when the record begins, in steps: the middle of what is possible";
        front_spread: Number, 0.0 => 2400.0, 0.0, "sn", "How far from there it may have stood, in steps";
        effort: Number, 0.0 => 100.0, 1.0, "e0", "What members gave when the record begins, against the scenario's start";
        effort_spread: Number, 0.0 => 3.0, 0.0, "se", "Standard deviation of that factor, in log, for all members together";
        member_spread: Number, 0.0 => 3.0, 0.0, "sm", "Standard deviation of that factor, in log, for each member by itself";
        wear: Number, 0.0 => 1.0, 0.0, "wr", "Wear of stamina in the record against that in the forecast; 0 where the scenario counts stamina from its own start";
    }
}

/// Names that a record begins with.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RecordOutline {
    /// Months from the beginning of the record to the scenario's start.
    pub months: f64,
    /// Posture: place in the list.
    pub posture: usize,
    /// Draft on the table: place in the list.
    pub draft: usize,
    /// Months before the scenario's start from which areas are those of the disputed stake.
    pub areas: f64,
}

impl War {
    /// The same war on a calendar whose zero lies `months` after the start, or before it where negative: elections and
    /// votes come that much sooner or later. Elections that are past by then are none.
    pub fn seen_from(mut self, months: f64) -> Self {
        self.elections.iter_mut().for_each(|election| election.months -= months);
        self.elections.retain(|election| election.months > 1e-9);
        self.coalition.other_flows_last = (self.coalition.other_flows_last - months).max(0.0);
        for instrument in &mut self.instruments {
            let figures = &mut instrument.figures;
            figures.first_vote -= months;
            if instrument.start == crate::instrument::Status::Open {
                // A renewal that comes round: the next one after the new zero. Looking ahead, the first one stays where
                // it is until it is past.
                let turns = (figures.first_vote / figures.duration.max(1e-9) - 1.0).ceil();
                figures.first_vote -= figures.duration * if months < 0.0 { turns } else { turns.min(0.0) };
            }
            figures.first_vote = figures.first_vote.max(0.0);
        }
        self
    }

    /// The war as its record moves it: on the record's calendar, and with stamina worn as the record says.
    pub fn recorded(self, outline: &RecordOutline) -> Self {
        let mut war = self.seen_from(-outline.months);
        // Who has left is reported, not drawn: the stances are the scenario's, and change by events.
        war.coalition.exit = 0.0;
        for stamina in [&mut war.stamina.invader, &mut war.stamina.defender] {
            stamina.down *= war.record.wear;
            stamina.up *= war.record.wear;
        }
        war
    }
}

impl World {
    /// The world as its record moves it: what was calibrated to the scenario's start stays as it was, and coverage is that of
    /// the record's calendar.
    pub fn recorded(self, outline: &RecordOutline) -> Self {
        let war = self.war.recorded(outline);
        Self { coverage: CoalitionState::start(&war).coverage, war, ..self }
    }
}

impl State {
    /// A state in which the record may have begun.
    pub fn recorded(world: &World, outline: &RecordOutline, draws: &Draws) -> Self {
        let war = &world.war;
        let record = &war.record;
        let [place, all] = draws.uniform_pair(Purpose::Record as u16, 0, 0);
        let mut state = Self::start(world);
        let front = record.front + record.front_spread * (2.0 * place - 1.0);
        state.front = (front.round().max(1.0) as usize).min(war.front_steps - 1);
        state.posture = outline.posture;
        state.draft = outline.draft;
        state.credibility = war.postures[outline.posture].effects.credibility;
        let common = record.effort * exp(record.effort_spread * normal_quantile(all));
        for (effort, member) in state.coalition.effort.iter_mut().zip(&war.members) {
            let own = draws.uniform(Purpose::Record as u16, 1, standoff_num::random::entity_address(&member.name));
            *effort *= common * exp(record.member_spread * normal_quantile(own));
        }
        state.coalition.measure(war, state.posture, false, 0.0);
        state
    }
}
