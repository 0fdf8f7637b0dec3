//! One step of the world, in the order of the war: a round may open; limited truces begin and end; blame tilts the great power; the front moves;
//! stamina wears; the coalition pays, votes and frays; backers come and go; credibility moves; the line is tested (theory 3.20).

use crate::actors::decisions::Decisions;
use crate::state::events::Events;
use crate::state::limited_truces::LimitedTruces;
use crate::state::war_state::{Regime, State};
use crate::step::backers::move_backers;
use crate::step::coalition::schedule::move_coalition;
use crate::step::deal::{drop_deal, move_deal};
use crate::step::draws::StepDraws;
use crate::step::front::{change_pace, move_front, turn_tide};
use crate::step::great_power::{move_credibility, turn_posture};
use crate::step::limited_truces::move_limited_truces;
use crate::step::line::test_line;
use crate::step::losses::{change_losses, forget_fighting};
use crate::step::pace::Pace;
use crate::step::peace::{keep_peace, keep_truce};
use crate::step::stamina::wear_stamina;
use crate::step::talks::hold_round;
use crate::step::turn::{Scratch, Turn};
use crate::war::calibration::World;
use standoff_num::Draws;

/// Moves a state by one step of `pace` and returns what happened in it.
///
/// Events are dated at the end of the step. The same draws always give the same step.
pub fn step(
    world: &World,
    pace: &Pace,
    decisions: &dyn Decisions,
    state: &mut State,
    draws: &Draws,
    scratch: &mut Scratch,
) -> Events {
    let draws = StepDraws::new(draws, state.time);
    let mut turn = Turn { world, pace, decisions, draws, state, scratch, events: Events::default() };
    match turn.state.regime {
        Regime::War | Regime::Truce { .. } => contested_step(&mut turn),
        Regime::Settled { .. } | Regime::Frozen => peaceful_step(&mut turn),
        Regime::Over => {}
    }
    // A truce that breaks and a war that ends take what was agreed with them.
    if turn.events.truce_broke || !turn.state.is_contested() {
        drop_deal(&mut turn);
    }
    turn.state.time += 1;
    turn.events
}

/// A step of peace: the great power goes on, what past fighting and talks have left fades, and the war may be renewed. The
/// coalition and the backers are left as they were (decision 40).
fn peaceful_step(turn: &mut Turn<'_>) {
    turn.state.limited_truces = LimitedTruces::default();
    turn_posture(turn);
    turn.pace.round_rates.excite(turn.state, false);
    change_pace(turn);
    change_losses(turn);
    keep_peace(turn);
    move_credibility(turn);
}

/// A step of war or truce. The order of the calls is that of the war; the book lists them from here.
///
/// Talks come first because a signature ends the fighting of its step: nothing moves any more, and the line is tested on
/// the state in which the deal was signed. The coalition pays after the front has moved because it reacts to the land
/// lost in this step.
fn contested_step(turn: &mut Turn<'_>) {
    let excitement = turn.state.excitement;
    match turn.state.underway {
        // Nobody tables another draft while a settlement is under way.
        Some(_) => move_deal(turn),
        None => hold_round(turn),
    }
    // At the posture and the excitement with which the step begins: what a round of this step brings comes after it.
    move_limited_truces(turn, excitement);
    if turn.events.signature.is_none() {
        turn_posture(turn);
        let front_before = turn.state.front;
        match turn.state.regime {
            // A truce agreed in this step counts from its end (decision 2).
            Regime::Truce { .. } if turn.events.truce_began => {}
            Regime::Truce { .. } => {
                forget_fighting(turn);
                keep_truce(turn);
            }
            _ => move_front(turn),
        }
        // Only a truce that has become a frozen conflict ends the war here; a military end is found by the last test.
        if turn.events.end.is_some() {
            return;
        }
        change_pace(turn);
        turn_tide(turn);
        change_losses(turn);
        wear_stamina(turn);
        move_coalition(turn, front_before);
        move_backers(turn);
        move_credibility(turn);
    }
    test_line(turn);
}
