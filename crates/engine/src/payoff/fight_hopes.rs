//! What actors expect from a turn of the tide when they fight to the finish (decision 51a).

use super::fight_to_finish::FightValues;
use crate::state_space::SIDES;

/// What actors expect from a turn of the tide when they fight to the finish, on the grid of a problem.
#[derive(Debug, Clone)]
pub(crate) struct FightHopes {
    /// Whether `after` is what a turn gains: it is added to the present value. Otherwise it is the value after the turn.
    pub gains: bool,
    /// Values after a turn, or what it gains, by the side that the tide turns to.
    pub after: [FightValues; SIDES],
}

/// Share of the present value that counts on where the tide turns to the two sides with these chances: all of it where what a
/// turn gains is added.
#[inline(always)]
pub(crate) fn kept_share(gains: bool, chances: [f64; SIDES]) -> f64 {
    if gains { 1.0 } else { 1.0 - chances[0] - chances[1] }
}
