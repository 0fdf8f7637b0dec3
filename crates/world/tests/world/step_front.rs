//! What one step does to the front, to stamina and to losses (theory 3.4 and 3.5, decisions 44 and 45).

use crate::one_step::{Fixed, PATHS, assert_share, play_step, quiet_war, share_of_steps};
use standoff_world::actors::roles::Side;
use standoff_world::quantity::half_life_share;
use standoff_world::state::{Break, End, Regime, State};
use standoff_world::war::{War, World};

const NOBODY: Fixed = Fixed { first: 1.0, answers: crate::one_step::AGREEABLE.answers, consent: 0.0, attack: 0.0 };

/// A front that moves exactly once in a step of a month.
fn moving_war() -> War {
    let mut war = quiet_war();
    war.front.moves = 1.0;
    war
}

#[test]
fn momentum_passes_through_nobody_and_to_both_sides_alike() {
    let mut war = quiet_war();
    war.front.momentum_change = 0.2;
    let world = World::new(war);
    for (before, chances) in [(0, [0.2, 0.6, 0.2]), (1, [0.0, 0.4, 0.6]), (-1, [0.6, 0.4, 0.0])] {
        let start = State { momentum: before, ..State::start(&world) };
        for (after, chance) in [-1, 0, 1].into_iter().zip(chances) {
            let found = share_of_steps(&world, 2.0, &NOBODY, &start, |state, _| state.momentum == after);
            assert_share(found, chance, &format!("{before} to {after}"));
        }
    }
    // A rate that would give more than one change in a step gives one.
    let start = State { momentum: 1, ..State::start(&world) };
    assert_eq!(share_of_steps(&world, 20.0, &NOBODY, &start, |state, _| state.momentum == 0), 1.0);
}

/// `odds(logit p0 + mu m + tide)`: with even odds a shift of ln 3 makes them three to one.
#[test]
fn momentum_and_tide_shift_the_odds_of_a_move() {
    let mut war = moving_war();
    (war.front.odds, war.front.momentum) = (0.5, 3.0_f64.ln());
    (war.tide.invader_size, war.tide.defender_size) = (2.0_f64.ln(), 4.0_f64.ln());
    war.beliefs.front_trust = 1.0;
    let world = World::new(war);
    for (momentum, tide, chance) in [
        (0, None, 0.5),
        (1, None, 0.75),
        (-1, None, 0.25),
        (0, Some(Side::Invader), 2.0 / 3.0),
        (0, Some(Side::Defender), 0.2),
        (1, Some(Side::Defender), 3.0 / 7.0),
    ] {
        let start = State { momentum, tide, seen: 2.0, ..State::start(&world) };
        let found = share_of_steps(&world, 1.0, &NOBODY, &start, |state, _| state.front == 7);
        assert_share(found, chance, &format!("{momentum} {tide:?}"));
        let (state, _) = play_step(&world, 1.0, &NOBODY, start, 0);
        assert!(state.front == 7 || state.front == 5, "one move in the step");
        assert!((state.seen - 2.0 - chance * (1.0 - chance)).abs() < 1e-9, "{}", state.seen);
    }
}

/// A hazard of .2 a month over two months, for either side alike; what befalls both at once befalls neither, and from the other
/// side the tide comes back to the middle.
#[test]
fn the_tide_turns_to_one_side_or_the_other() {
    let mut war = quiet_war();
    war.tide.hazard = 0.2;
    let world = World::new(war);
    let turns = 1.0 - 0.8_f64.powi(2);
    let alone = turns * (1.0 - turns);
    let (invader, defender) = (Some(Side::Invader), Some(Side::Defender));
    for (before, after, chance) in [
        (None, invader, alone),
        (None, defender, alone),
        (invader, None, alone),
        (invader, defender, 0.0),
        (defender, None, alone),
        (defender, invader, 0.0),
    ] {
        let start = State { tide: before, ..State::start(&world) };
        let found = share_of_steps(&world, 2.0, &NOBODY, &start, |state, _| state.tide == after);
        assert_share(found, chance, &format!("{before:?} to {after:?}"));
    }
}

/// With a chance of .3 a month; several steps at once, but not beyond an end, and only inside.
#[test]
fn a_line_without_stamina_collapses() {
    let mut war = quiet_war();
    (war.front.collapse, war.front.collapse_steps) = (0.3, 3.0);
    let world = World::new(war);
    for (front, stamina, after) in [
        (6, [2, 0], 9),
        (6, [0, 2], 3),
        (6, [1, 0], 9),
        (11, [2, 0], 12),
        (2, [0, 1], 0),
        (6, [0, 0], 6),
        (6, [1, 2], 6),
    ] {
        let start = State { front, invader_stamina: stamina[0], defender_stamina: stamina[1], ..State::start(&world) };
        let still = share_of_steps(&world, 1.0, &NOBODY, &start, |state, _| state.front == front);
        assert_share(still, if after == front { 1.0 } else { 0.7 }, &format!("{front} {stamina:?}"));
        let end = |state: &State| state.front == after || state.front == front;
        assert_eq!(share_of_steps(&world, 1.0, &NOBODY, &start, |state, _| end(state)), 1.0, "{front} {stamina:?}");
    }
    // A side that has won does not lose it again by a collapse in the same step.
    for (front, stamina, end) in [(12, [0, 2], End::InvaderWins), (0, [2, 0], End::DefenderWins)] {
        let start = State { front, invader_stamina: stamina[0], defender_stamina: stamina[1], ..State::start(&world) };
        let ended = share_of_steps(&world, 1.0, &NOBODY, &start, |state, events| {
            let broken = events.breaks[Break::Military.index()];
            state.regime == Regime::Over && events.end == Some(end) && broken == (end == End::InvaderWins)
        });
        assert_eq!(ended, 1.0);
    }
}

/// Chances a month of .3 (1 + wear) (1 + sanctions) to fall, .2 to rise in war and .4 in a truce, over a step of two months.
#[test]
fn stamina_falls_and_rises_as_stated() {
    let mut war = quiet_war();
    for (stamina, wear) in [(&mut war.stamina.invader, 0.25), (&mut war.stamina.defender, 0.0)] {
        (stamina.down, stamina.up, stamina.rest, stamina.wear) = (0.3, 0.2, 0.4, wear);
    }
    war.postures[0].effects.sanctions = 0.2;
    let world = World::new(war);
    let falls = [0.3 * 1.25 * 1.2, 0.3].map(|down: f64| 1.0 - (1.0 - down) * (1.0 - down));
    let (rises, rests) = (1.0_f64 - 0.8 * 0.8, 1.0 - 0.6 * 0.6);
    for level in 0..3 {
        let start = State { invader_stamina: level, defender_stamina: level, ..State::start(&world) };
        let truce = State { regime: Regime::Truce { quiet_months: 0.0 }, ..start.clone() };
        for (side, falls) in falls.into_iter().enumerate() {
            let of = |state: &State| [state.invader_stamina, state.defender_stamina][side];
            let fall = if level == 0 { 0.0 } else { falls };
            let rise = if level == 2 { 0.0 } else { rises.min(1.0 - fall) };
            let rest = if level == 2 { 0.0 } else { rests };
            for (from, down, up) in [(&start, fall, rise), (&truce, 0.0, rest)] {
                let what = format!("side {side} from {level} in {:?}", from.regime);
                let down_found = share_of_steps(&world, 2.0, &NOBODY, from, |state, _| of(state) + 1 == level);
                let up_found = share_of_steps(&world, 2.0, &NOBODY, from, |state, _| of(state) == level + 1);
                let still = share_of_steps(&world, 2.0, &NOBODY, from, |state, _| of(state) == level);
                assert_share(down_found, down, &what);
                assert_share(up_found, up, &what);
                assert_share(still, 1.0 - down - up, &what);
            }
        }
    }
}

/// Moves against their mean, with a half-life of a month; in a truce nothing moves.
#[test]
fn fighting_is_the_moves_of_the_last_months() {
    let mut war = quiet_war();
    (war.front.moves, war.front.momentum, war.costs.follows) = (2.5, 60.0, 0.5);
    let world = World::new(war);
    // The momentum makes every move one to the invader, so that they can be counted.
    let start = State { fighting: 3.0, momentum: 1, ..State::start(&world) };
    for (path, months) in (0..100).zip([1.0, 0.5].into_iter().cycle()) {
        let (state, _) = play_step(&world, months, &NOBODY, start.clone(), path);
        let moved = (state.front - start.front) as f64;
        let kept = 0.5_f64.powf(months);
        let expected = kept * 3.0 + (1.0 - kept) * moved / (2.5 * months);
        assert!((state.fighting - expected).abs() < 1e-12, "{moved}: {}", state.fighting);
    }
    let truce = State { regime: Regime::Truce { quiet_months: 0.0 }, ..start };
    assert!((play_step(&world, 1.0, &NOBODY, truce, 0).0.fighting - 1.5).abs() < 1e-12);
    // Where the front never moves, its moves are their mean.
    let mut still = quiet_war();
    still.costs.follows = 0.5;
    let still = World::new(still);
    let start = State { fighting: 3.0, ..State::start(&still) };
    assert!((play_step(&still, 1.0, &NOBODY, start, 0).0.fighting - 2.0).abs() < 1e-12);
    // Where losses follow nothing, nothing is remembered.
    let plain = World::new(moving_war());
    for regime in [Regime::War, Regime::Truce { quiet_months: 0.0 }] {
        let start = State { fighting: 3.0, regime, ..State::start(&plain) };
        assert_eq!(play_step(&plain, 1.0, &NOBODY, start, 0).0.fighting, 3.0);
    }
}

/// A score of two standard deviations is left by the share of its half-life, with the variance that makes it standard normal
/// in the long run; an unknown one is that already.
#[test]
fn losses_and_pace_stray_and_return() {
    let mut war = quiet_war();
    (war.costs.month_spread, war.costs.month_half_life) = (0.4, 6.0);
    (war.front.pace_spread, war.front.pace_half_life) = (0.3, 4.0);
    let world = World::new(war);
    let moments = |scores: &[f64]| {
        let mean = scores.iter().sum::<f64>() / scores.len() as f64;
        (mean, scores.iter().map(|score| (score - mean).powi(2)).sum::<f64>() / (scores.len() - 1) as f64)
    };
    for before in [Some(2.0), None] {
        let start = State { loss_score: before, pace_score: before, ..State::start(&world) };
        let after: Vec<State> = (0..PATHS).map(|path| play_step(&world, 2.0, &NOBODY, start.clone(), path).0).collect();
        for (half_life, scores) in [
            (6.0, after.iter().map(|state| state.loss_score.expect("a score")).collect::<Vec<f64>>()),
            (4.0, after.iter().map(|state| state.pace_score.expect("a score")).collect()),
        ] {
            let kept = before.map_or(0.0, |_| half_life_share(half_life, 2.0));
            let (mean, variance) = moments(&scores);
            let expected = 1.0 - kept * kept;
            let paths = scores.len() as f64;
            assert!((mean - 2.0 * kept).abs() < 4.0 * (expected / paths).sqrt(), "{half_life} {mean}");
            assert!((variance / expected - 1.0).abs() < 4.0 * (2.0 / paths).sqrt(), "{half_life} {variance}");
        }
    }
    let plain = World::new(quiet_war());
    let (state, _) = play_step(&plain, 2.0, &NOBODY, State::start(&plain), 0);
    assert_eq!((state.loss_score, state.pace_score), (None, None));
}
