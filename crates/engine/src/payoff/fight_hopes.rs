//! What actors expect from a turn of the tide when they fight to the finish (decision 51a).

use super::fight_to_finish::FightValues;
use crate::state_space::SIDES;

/// Values of fighting to the finish after a turn of the tide, on the grid of a problem, by the side that it turns to.
pub(crate) type FightHopes = [FightValues; SIDES];

/// Share of the present value that counts on where the tide turns to the two sides with these chances.
#[inline(always)]
pub(crate) fn kept_share(chances: [f64; SIDES]) -> f64 {
    1.0 - chances[0] - chances[1]
}
