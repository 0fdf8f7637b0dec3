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
use crate::payoff::fight_hopes::FightHopes;
use crate::payoff::fight_to_finish::FightValues;
use crate::precision::{Number, Planned};
use crate::state_space::{Grid, Layout, SIDES};

/// What actors expect from a turn of the tide, to the invader and to the defender, on the grid of a problem.
#[derive(Debug, Clone)]
pub(crate) struct Hopes {
    /// The same of fighting to the finish.
    pub fight: FightHopes,
    /// Values after a turn, or what it gains, as `fight` says; by the side that the tide turns to.
    pub after: [Values; SIDES],
}

impl Hopes {
    /// Hopes of the gains of fighting to the finish, whatever is on the table.
    pub fn of_fighting(gains: [FightValues; SIDES], grid: &Grid, layout: Layout) -> Self {
        let at_front = |gain: &FightValues, front: usize| {
            let actors = (0..layout.actors).flat_map(|actor| gain.values_at_front(actor, front));
            let war: Vec<Planned> =
                actors.flat_map(|&value| std::iter::repeat_n(Planned::of(value), layout.lanes)).collect();
            [war.clone(), war].concat()
        };
        let after = [0, 1].map(|side: usize| (1..grid.front_steps).map(|front| at_front(&gains[side], front)).collect());
        Self { fight: FightHopes { gains: true, after: gains }, after }
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
        let kept = Planned::of(self.fight.kept(chances));
        let [invader, defender] = chances.map(Planned::of);
        let [to_invader, to_defender] = [0, 1].map(|side: usize| &self.after[side][index][span.clone()]);
        let after = to_invader.iter().zip(to_defender);
        for ((hoped, value), (to_invader, to_defender)) in hoped.iter_mut().zip(values).zip(after) {
            *hoped = kept * value + (invader * to_invader + defender * to_defender);
        }
    }
}
