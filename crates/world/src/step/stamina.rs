//! Stamina in a step (theory 3.5).

use crate::battlefield::stamina::{LEVELS, birth_death};
use crate::step::pace::StaminaPace;
use crate::step::purpose::Purpose;
use crate::step::turn::Turn;

/// The stamina of both belligerents wears in war and recovers in a truce.
pub(super) fn wear_stamina(turn: &mut Turn<'_>) {
    let in_truce = turn.in_truce();
    let [invader, defender] = turn.draws.pair(Purpose::Stamina, 0);
    let (pace, state) = (turn.pace, &mut *turn.state);
    state.invader_stamina = next_level(&pace.invader_stamina[state.posture], in_truce, state.invader_stamina, invader);
    state.defender_stamina = next_level(&pace.defender_stamina, in_truce, state.defender_stamina, defender);
}

/// The level after a step from `level`.
fn next_level(pace: &StaminaPace, in_truce: bool, level: usize, uniform: f64) -> usize {
    let [down, up] = if in_truce { pace.truce } else { pace.war };
    let [falls, stays, _] = birth_death(level, LEVELS, down, up);
    if uniform < falls {
        level - 1
    } else if uniform < falls + stays {
        level
    } else {
        // Never from the top: there the two chances sum to one to the last bit.
        level + 1
    }
}
