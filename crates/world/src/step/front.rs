//! The front in a step of war: its moves, the momentum, collapse (theory 3.4 and 3.5).

use crate::actors::roles::Side;
use crate::battlefield::front::advance_shift;
use crate::battlefield::tide::tide_turned_to;
use crate::state::war_state::State;
use crate::step::losses::follow_fighting;
use crate::step::purpose::Purpose;
use crate::step::turn::Turn;
use crate::war::calibration::World;
use crate::war::figures::War;
use standoff_num::distributions::binomial_successes;
use standoff_num::elementary::{logistic, logit};

/// In war: the front moves, the momentum may pass, and a line without stamina may collapse.
///
/// The lazy walk of theory 3.4, in as many moments as it takes for the front to move once in each at most. The momentum and
/// the tide that tilt the moves and the pace at which they come are those from before the step.
pub(super) fn move_front(turn: &mut Turn<'_>) {
    let [moves, direction] = turn.draws.pair(Purpose::Front, 0);
    let [momentum, collapse] = turn.draws.pair(Purpose::Front, 1);
    let expected = turn.pace.front.expected_moves(turn.state, &turn.draws);
    // As many moments as it takes for the chance of a move in each to be one at most.
    let moments = expected.ceil().max(1.0);
    let moved = binomial_successes(moments as u32, expected / moments, moves);
    follow_fighting(turn, moved);
    if moved > 0 {
        walk_front(turn.world, turn.state, moved, direction);
    }
    pass_momentum(turn.state, turn.pace.momentum_chance, momentum);
    let inside = turn.state.front > 0 && turn.state.front < turn.world.war.front_steps;
    if inside && collapse < turn.pace.collapse_chance {
        collapse_line(turn.world, turn.state);
    }
}

/// The pace of the front strays from its mean, or returns to it, where it has a memory.
pub(super) fn change_pace(turn: &mut Turn<'_>) {
    turn.pace.front.change_pace(turn.state, &turn.draws);
}

/// The tide may turn to either side; what befalls both at once befalls neither.
pub(super) fn turn_tide(turn: &mut Turn<'_>) {
    let chance = turn.pace.tide_chance;
    if chance == 0.0 {
        return;
    }
    let [to_invader, to_defender] = turn.draws.pair(Purpose::Tide, 0).map(|uniform| uniform < chance);
    if to_invader != to_defender {
        let side = if to_invader { Side::Invader } else { Side::Defender };
        turn.state.tide = tide_turned_to(side, turn.state.tide);
    }
}

/// Moves the front `moved` times, each to the invader by the odds of the position; beyond an end there is nothing to take.
fn walk_front(world: &World, state: &mut State, moved: u32, direction: f64) {
    let odds = world.move_odds(
        state.coalition.coverage,
        state.posture,
        state.invader_stamina,
        state.defender_stamina,
        state.army_cap,
    );
    let war = &world.war;
    let shift = f64::from(state.momentum) * war.front.momentum + war.tide.odds_shift(state.tide);
    let shift = shift + world.backing_shift(state.backing);
    let odds = odds_on_the_way(war, state.front, moved, logit(odds) + shift);
    if war.beliefs.front_trust > 0.0 {
        state.seen += f64::from(moved) * odds * (1.0 - odds);
    }
    let gained = binomial_successes(moved, odds, direction) as usize;
    let lost = moved as usize - gained;
    state.front = (state.front + gained).saturating_sub(lost).min(world.war.front_steps);
}

/// Chance that a move of a step goes to the invader. Where it depends on how far the front has come, it is that of the middle of
/// the way which the moves of the step are expected to go: with many moves a step the first odds would carry it too far.
fn odds_on_the_way(war: &War, front: usize, moved: u32, log_odds: f64) -> f64 {
    if war.front.gradient == 0.0 {
        return logistic(log_odds);
    }
    let (steps, start) = (war.front_steps as f64, war.issue_space().held);
    let odds_at = |front: f64| logistic(log_odds + advance_shift(&war.front, front / steps, start));
    let expected = f64::from(moved) * (2.0 * odds_at(front as f64) - 1.0);
    odds_at((front as f64 + 0.5 * expected).clamp(0.0, steps))
}

/// From either side the momentum passes to nobody; from nobody it passes to each side alike.
fn pass_momentum(state: &mut State, chance: f64, uniform: f64) {
    if uniform < chance {
        state.momentum = match state.momentum {
            0 if uniform < 0.5 * chance => -1,
            0 => 1,
            _ => 0,
        };
    }
}

/// A side with no stamina left gives up several steps at once; where both have none, neither does (theory 3.5).
fn collapse_line(world: &World, state: &mut State) {
    let jump = world.war.front.collapse_steps.round() as usize;
    match (state.invader_stamina, state.defender_stamina) {
        (0, 0) => {}
        (_, 0) => state.front = (state.front + jump).min(world.war.front_steps),
        (0, _) => state.front = state.front.saturating_sub(jump),
        _ => {}
    }
}
