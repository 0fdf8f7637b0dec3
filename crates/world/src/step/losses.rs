//! Losses in a step: the fighting that they follow, and the deviation of the month (decision 45).

use crate::battlefield::losses::fighting_after;
use crate::step::turn::Turn;

/// The fighting that losses follow, where any do: the moves of the step, both ways, against their mean.
pub(super) fn follow_fighting(turn: &mut Turn<'_>, moved: u32) {
    if turn.world.war.costs.follows > 0.0 {
        let relative = turn.pace.front.relative_moves(moved);
        turn.state.fighting = fighting_after(turn.state.fighting, relative, turn.pace.months);
    }
}

/// In a truce and in peace nothing moves, and the fighting that losses follow is forgotten.
pub(super) fn forget_fighting(turn: &mut Turn<'_>) {
    if turn.world.war.costs.follows > 0.0 {
        turn.state.fighting = fighting_after(turn.state.fighting, 0.0, turn.pace.months);
    }
}

/// The losses of the month stray from their mean, or return to it, where months differ.
pub(super) fn change_losses(turn: &mut Turn<'_>) {
    if let Some(memory) = &turn.pace.loss_memory {
        turn.state.loss_score = Some(memory.score_after(turn.state.loss_score, &turn.draws));
    }
}
