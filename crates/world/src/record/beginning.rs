//! The beginning of a record of the war, long before a forecast does: the same war in an earlier state.
//!
//! The figures of the war are those of the scenario's start, and so are the force of the invader and the values of
//! packages, which were calibrated to it. What differs is the state: the front, the posture, the draft, what members
//! give; and the calendar, which is further away.

use crate::record::start::RecordOutline;
use crate::state::coalition::CoalitionState;
use crate::state::war_state::State;
use crate::step::purpose::Purpose;
use crate::talks::bursts::usual_excitement;
use crate::war::calibration::World;
use standoff_num::Draws;
use standoff_num::distributions::normal_quantile;
use standoff_num::elementary::exp;

impl World {
    /// The world as its record moves it: what was calibrated to the scenario's start stays as it was, and coverage is that of
    /// the record's calendar.
    pub fn for_record(self, outline: &RecordOutline) -> Self {
        let war = self.war.for_record(outline);
        Self { coverage: CoalitionState::start(&war).coverage, war, ..self }
    }
}

impl State {
    /// A state in which the record may have begun.
    pub fn at_record_start(world: &World, outline: &RecordOutline, draws: &Draws) -> Self {
        let war = &world.war;
        let record = &war.record;
        let [place, all] = draws.uniform_pair(Purpose::Record as u16, 0, 0);
        let mut state = Self::start(world);
        let front = record.front + record.front_spread * (2.0 * place - 1.0);
        // Inside both ends: a record does not begin with a war that is over.
        state.front = (front.round().max(1.0) as usize).min(war.front_steps - 1);
        state.posture = outline.posture;
        state.draft = outline.draft;
        state.excitement = usual_excitement(&war.talks, war.postures[outline.posture].effects.rounds);
        state.credibility = war.postures[outline.posture].effects.credibility;
        let common = record.effort * exp(record.effort_spread * normal_quantile(all));
        for (rate, member) in state.coalition.aid_rate_bn.iter_mut().zip(&war.members) {
            let own = draws.uniform(Purpose::Record as u16, 1, standoff_num::random::entity_address(&member.name));
            *rate *= common * exp(record.member_spread * normal_quantile(own));
        }
        state.coalition.measure(war, state.posture, false, 0.0);
        state
    }
}
