//! Chances of the results of a round of talks: the decisions that a step draws from.

use crate::actors::decisions::Decisions;
use crate::state::round::RESULTS;
use crate::state::war_state::State;
use crate::war::calibration::World;

/// Chances of the results of a round on a track, in the order of [`RESULTS`], over all drafts that the owner of the track
/// may table. They sum to one.
///
/// The public of `voters` votes: that of the world, unless the round is put to the actors of another game, whose texts mean
/// something else to them. `lottery` is room for the chances of the drafts.
pub fn result_chances(
    world: &World,
    voters: &World,
    decisions: &dyn Decisions,
    state: &State,
    track: usize,
    lottery: &mut Vec<f64>,
) -> [f64; RESULTS.len()] {
    let position = state.position(world);
    lottery.clear();
    lottery.resize(world.war.packages.len(), 0.0);
    decisions.propose(&position, world.war.tracks[track].owner, lottery);
    let outlook = decisions.outlook(&position);
    let mut chances = [0.0; RESULTS.len()];
    for (draft, weight) in lottery.iter().enumerate().filter(|(_, weight)| **weight > 0.0) {
        let answers = decisions.answer(&position, draft).with_trust(state.limited_truces.trust());
        let invader = weight * answers.invader_accepts;
        let both = invader * answers.defender_accepts;
        let (invader_not, defender_not) = (weight - invader, invader - both);
        let (deal, truce) = if world.war.packages[draft].ceasefire_first {
            (0.0, both)
        } else {
            (both * voters.ratification_chance(draft, position.held, outlook), 0.0)
        };
        let found = [
            deal,
            truce,
            both - deal - truce,
            invader_not * (1.0 - answers.invader_refuses),
            invader_not * answers.invader_refuses,
            defender_not * (1.0 - answers.defender_refuses),
            defender_not * answers.defender_refuses,
        ];
        chances.iter_mut().zip(found).for_each(|(sum, chance)| *sum += chance);
    }
    chances
}
