//! Events taken as given. Nothing in the state makes them more or less likely, and waiting for the world to bring them
//! about by chance would take more states than a filter has.

use standoff_num::Draws;
use standoff_num::random::entity_address;
use standoff_world::coalition::members::Stance;
use standoff_world::state::State;
use standoff_world::step::Purpose;
use standoff_world::war::World;

/// Changes that an event reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GivenChange {
    /// Of a member: its place in the list, and the change.
    Member(usize, MemberChange),
    /// A backer, by its place in the list, joins or leaves.
    Backer(usize, bool),
}

/// Changes to a member that an event reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MemberChange {
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
    /// What changes.
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
            GivenChange::Backer(place, joins) => state.backing = state.backing.with(place, joins),
            GivenChange::Member(member, change) => match change {
                MemberChange::Stance(stance) => coalition.stance[member] = stance,
                MemberChange::Lost => coalition.aid_rate_bn[member] *= 1.0 - figures.election_drop,
                MemberChange::Won => coalition.aid_rate_bn[member] *= 1.0 + figures.election_gain,
                MemberChange::Unchanged => {}
            },
        }
    }
}
