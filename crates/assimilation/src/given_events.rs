//! Events taken as given. Nothing in the state makes them more or less likely, and waiting for the world to bring them
//! about by chance would take more states than a filter has.

use standoff_num::Draws;
use standoff_num::random::entity_address;
use standoff_world::coalition::members::Stance;
use standoff_world::state::State;
use standoff_world::step::Purpose;
use standoff_world::war::World;

/// Changes to a member that an event reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GivenChange {
    /// A member takes a stance.
    Stance(Stance),
    /// An election cut a member's willingness.
    Lost,
    /// An election raised it.
    Won,
    /// An election changed nothing.
    Unchanged,
}

/// An event taken as given, with the chance that it is true.
#[derive(Debug, Clone, PartialEq)]
pub struct Given {
    /// The step at whose beginning it happens.
    pub step: u32,
    /// The member: place in the list.
    pub member: usize,
    /// Change to the member.
    pub what: GivenChange,
    /// Chance that the report is true.
    pub confidence: f64,
    /// The event.
    pub id: String,
}

impl Given {
    /// Brings the change about in a state with the chance that the report is true.
    pub fn apply_to_state(&self, world: &World, state: &mut State, draws: &Draws) {
        let uniform = draws.uniform(Purpose::Record as u16, self.step as u16, entity_address(&self.id));
        if uniform >= self.confidence {
            return;
        }
        let (coalition, figures) = (&mut state.coalition, &world.war.coalition);
        match self.what {
            GivenChange::Stance(stance) => coalition.stance[self.member] = stance,
            GivenChange::Lost => coalition.aid_rate_bn[self.member] *= 1.0 - figures.election_drop,
            GivenChange::Won => coalition.aid_rate_bn[self.member] *= 1.0 + figures.election_gain,
            GivenChange::Unchanged => {}
        }
    }
}
