//! Hopes: what actors expect from a turn of the tide (decision 51a).
//!
//! A side that expects the tide to turn its way with a chance `h` in a step has, for the state that the step leads to,
//!
//! ```text
//! (1 - h) V(s') + h V+(s')
//! ```
//!
//! `V+` the value of the same state in the game after the turn. In the game after a turn the next one is worth what it is
//! worth to whoever fights to the finish: `V(s') + h [F+(s') - F(s')]`, since the value of a war in which talks go on lies
//! close to that of fighting it out.

use super::values::Values;
use crate::payoff::fight_hopes::{FightHopes, kept_share};
use crate::payoff::fight_to_finish::FightValues;
use crate::precision::{Number, Planned};
use crate::state_space::{Grid, Layout, SIDES};

/// What actors expect from a turn of the tide, to the invader and to the defender, on the grid of a problem.
#[derive(Debug, Clone)]
pub(crate) struct Hopes {
    /// Whether `after` is what a turn gains: it is added to the present value. Otherwise it is the value after the turn.
    pub gains: bool,
    /// Values after a turn, or what it gains, by the side that the tide turns to.
    pub after: [Values; SIDES],
}

impl Hopes {
    /// Hopes of the gains of fighting to the finish, whatever is on the table.
    pub fn of_fighting(fight: &FightHopes, grid: &Grid, layout: Layout) -> Self {
        let at_front = |gain: &FightValues, front: usize| {
            let actors = (0..layout.actors).flat_map(|actor| gain.values_at_front(actor, front));
            let war: Vec<Planned> =
                actors.flat_map(|&value| std::iter::repeat_n(Planned::of(value), layout.lanes)).collect();
            [war.clone(), war].concat()
        };
        let after = fight.after.each_ref().map(|gain| (1..grid.front_steps).map(|front| at_front(gain, front)).collect());
        Self { gains: fight.gains, after }
    }

    /// Values at one position of the front as an actor hopes, over a span of the array.
    #[inline(always)]
    pub fn add_to(
        &self,
        chances: [f64; SIDES],
        index: usize,
        span: std::ops::Range<usize>,
        values: &[Planned],
        hoped: &mut [Planned],
    ) {
        let kept = Planned::of(kept_share(self.gains, chances));
        let [invader, defender] = chances.map(Planned::of);
        let [to_invader, to_defender] = [0, 1].map(|side: usize| &self.after[side][index][span.clone()]);
        let after = to_invader.iter().zip(to_defender);
        for ((hoped, value), (to_invader, to_defender)) in hoped.iter_mut().zip(values).zip(after) {
            *hoped = kept * value + (invader * to_invader + defender * to_defender);
        }
    }
}
