//! Draws of elections. No part of the state affects them.

use crate::coalition::members::{Coalition, Stance};
use crate::step::purpose::Purpose;
use crate::war::elections::{Direction, Election, Electorate};
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

/// Changes that an election brings to a member, as far as its stance lets it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct MemberResult {
    /// It gives less.
    pub(super) less: bool,
    /// It gives more.
    pub(super) more: bool,
    /// It stops blocking, if it does.
    pub(super) stops_blocking: bool,
    /// It starts blocking, if it gives.
    pub(super) starts_blocking: bool,
}

impl MemberResult {
    /// Whether it brings a change to a member of a stance. One that gives nothing cannot give less.
    pub(super) fn brings(self, change: Direction, stance: Stance) -> bool {
        match change {
            Direction::Less => self.less && stance == Stance::In,
            Direction::More => self.more && !self.less && stance != Stance::Blocking,
            Direction::StopsBlocking => self.stops_blocking && stance == Stance::Blocking,
            Direction::StartsBlocking => self.starts_blocking && stance == Stance::In,
        }
    }

    /// The result by its two draws: with the chances of the election's own where it has them, the coalition's elsewhere
    /// (decision 49).
    pub(super) fn of(coalition: &Coalition, election: Option<&Election>, [result, turn]: [f64; 2]) -> Self {
        let own = |direction: Direction| {
            let chances = election.map_or(&[][..], |election| &election.chances);
            chances.iter().find(|(one, _)| *one == direction).map(|&(_, chance)| chance)
        };
        let less = result < own(Direction::Less).unwrap_or(coalition.election_loss);
        Self {
            less,
            more: result > 1.0 - own(Direction::More).unwrap_or(coalition.election_win),
            stops_blocking: turn < own(Direction::StopsBlocking).unwrap_or(coalition.election_turn),
            starts_blocking: match own(Direction::StartsBlocking) {
                Some(chance) => turn < chance,
                None => less && turn < coalition.election_turn,
            },
        }
    }
}

/// Whether an election turns something in the future that has these random numbers: a member that gives gives less from then
/// on or blocks, one that free-rides gives, one that blocks stops, or the great power's posture changes. A member that gives
/// nothing cannot give less. Nothing but the stance at the start decides it, so it can be determined afterwards; where the war
/// is over by the day, it is what it would have been.
pub fn election_turns(war: &War, election: &Election, draws: &Draws) -> bool {
    match election.of {
        Electorate::Member(member) => {
            let member = &war.members[member];
            let draws = member_election(entity_address(&election.name), draws);
            let result = MemberResult::of(&war.coalition, Some(election), draws);
            match member.stance {
                Stance::In => result.starts_blocking || result.less && member.figures.willingness > 0.0,
                Stance::FreeRiding => result.more,
                Stance::Blocking => result.stops_blocking,
            }
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
