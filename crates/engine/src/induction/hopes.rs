//! Hopes: what actors expect from a turn of the tide (decision 51a).
//!
//! A side that expects the tide to turn its way with a chance `h` in a step has, for the state that the step leads to,
//!
//! ```text
//! (1 - h) V(s') + h V+(s')
//! ```
//!
//! `V+` the value of the same state in the game after the turn. In that game the next turn, as far again or back, is worth what
//! it is worth to whoever fights to the finish, `V(s') + h [F+(s') - F(s')]`: the value of a war in which talks go on lies close
//! to it, and both rise by much the same.

use super::values::Values;
use crate::payoff::fight_hopes::{FightHopes, kept_share};
use crate::payoff::fight_to_finish::FightValues;
use crate::precision::{Number, Planned};
use crate::state_space::{Grid, Layout, REGIMES, SIDES};

/// What actors expect from a turn of the tide, on the grid of a problem.
#[derive(Debug, Clone)]
pub(crate) struct Hopes {
    /// Whether `after` is what a turn is worth above the present value, and not the value after it.
    pub gains: bool,
    /// Values, by the side that the tide turns to.
    pub after: [Values; SIDES],
}

impl Hopes {
    /// Hopes of what a turn is worth to whoever fights to the finish, whatever is on the table, in war and truce alike.
    pub fn of_fighting(fight: &FightValues, after: &FightHopes, grid: &Grid, layout: Layout) -> Self {
        let after = after.each_ref().map(|after| {
            let fight = after.minus(fight);
            (1..grid.front_steps)
                .map(|front| {
                    let actors = (0..REGIMES * layout.actors).flat_map(|row| {
                        fight.values_at_front(row % layout.actors, front)
                    });
                    actors.flat_map(|&value| std::iter::repeat_n(Planned::of(value), layout.lanes)).collect()
                })
                .collect()
        });
        Self { gains: true, after }
    }

    /// Values of the position of the front with this index as an actor hopes, over a span of its array.
    #[inline(always)]
    pub fn add_to(
        &self,
        chances: [f64; SIDES],
        index: usize,
        span: std::ops::Range<usize>,
        values: &[Planned],
        hoped: &mut [Planned],
    ) {
        let kept = Planned::of(if self.gains { 1.0 } else { kept_share(chances) });
        let [invader, defender] = chances.map(Planned::of);
        let [to_invader, to_defender] = [0, 1].map(|side: usize| &self.after[side][index][span.clone()]);
        let after = to_invader.iter().zip(to_defender);
        for ((hoped, value), (to_invader, to_defender)) in hoped.iter_mut().zip(values).zip(after) {
            *hoped = kept * value + (invader * to_invader + defender * to_defender);
        }
    }
}
