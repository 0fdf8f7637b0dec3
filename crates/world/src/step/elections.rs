//! The draws of elections, which nothing in the state decides.

use crate::step::purpose::Purpose;
use crate::war::elections::{Election, Electorate};
use crate::war::figures::War;
use standoff_num::Draws;
use standoff_num::random::{entity_address, uniform_from_words};

/// Whether an election falls in the step that begins `time` steps of `months` after the start. A step holds its end but not
/// its beginning, so that every date falls in exactly one step.
pub(super) fn is_due(election: &Election, time: u32, months: f64) -> bool {
    let (from, to) = (f64::from(time) * months, (f64::from(time) + 1.0) * months);
    election.months > from && election.months <= to
}

/// The uniform draws of a member's election: its result, and whether a stance turns.
pub(super) fn member_election(name: u32, draws: &Draws) -> [f64; 2] {
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
pub(super) fn great_power_election(election: &Election, draws: &Draws) -> f64 {
    let block = draws.block(Purpose::Election as u16, 0, entity_address(&election.name));
    uniform_from_words(block[2], block[3])
}
