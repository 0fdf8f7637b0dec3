//! Backers in a step: each may join or leave (decision 105).

use crate::step::purpose::Purpose;
use crate::step::turn::Turn;
use standoff_num::random::entity_address;

/// Each backer joins or leaves by its rates, with the front where the step has taken it. Those of a record are reported.
pub(super) fn move_backers(turn: &mut Turn<'_>) {
    if !turn.pace.backers_drawn {
        return;
    }
    let world = turn.world;
    let held = world.held_share(turn.state.front);
    for (place, backer) in world.war.backers.iter().enumerate() {
        let backs = turn.state.backing.has(place);
        let chance = backer.chance_to_back(backs, held, world.start_share(), turn.pace.months);
        let [uniform, _] = turn.draws.pair(Purpose::Backer, entity_address(&backer.name));
        let after = uniform < chance;
        turn.state.backing = turn.state.backing.with(place, after);
        turn.events.backers.joined |= u8::from(after && !backs) << place;
        turn.events.backers.left |= u8::from(backs && !after) << place;
    }
}
