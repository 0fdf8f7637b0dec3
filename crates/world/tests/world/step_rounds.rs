//! Rounds of talks in a step: how often they open, and what comes of them (theory 3.8, decision 43).

use crate::one_step::{AGREEABLE, Fixed, assert_share, play_step, quiet_war, share_of_steps};
use standoff_world::actors::decisions::Answers;
use standoff_world::state::{RESULTS, Regime, RoundResult, State};
use standoff_world::step::result_chances;
use standoff_world::war::{War, World};

const WAVERING: Fixed = Fixed {
    first: 0.25,
    answers: Answers {
        invader_accepts: 0.6,
        invader_refuses: 0.3,
        defender_accepts: 0.7,
        defender_refuses: 0.2,
        invader_gain: 0.0,
        defender_gain: 0.0,
    },
    consent: 1.0,
    attack: 0.0,
};

fn talking_war(rounds: f64) -> War {
    let mut war = quiet_war();
    (war.postures[0].effects.rounds, war.truce.rounds, war.truce.frozen_after) = (rounds, 0.5, 100.0);
    war
}

#[test]
fn rounds_open_at_the_rate_of_the_posture_and_seldom_in_a_truce() {
    let world = World::new(talking_war(0.3));
    let start = State::start(&world);
    let truce = State { regime: Regime::Truce { quiet_months: 1.0 }, ..start.clone() };
    for (from, chance) in [(start, 0.6), (truce, 0.3)] {
        let found = share_of_steps(&world, 2.0, &WAVERING, &from, |_, events| events.round.is_some());
        assert_share(found, chance, &format!("{:?}", from.regime));
    }
}

/// Of the posture's own rate the share that rounds do not bring is left, and excitement comes to it; each round adds what will
/// bring as many rounds as stated.
#[test]
fn excitement_opens_rounds_and_fades() {
    let mut war = talking_war(0.2);
    (war.talks.excitement, war.talks.excitement_half_life) = (0.4, 2.0);
    let world = World::new(war);
    let start = State { excitement: 0.15, ..State::start(&world) };
    let truce = State { regime: Regime::Truce { quiet_months: 1.0 }, ..start.clone() };
    for (from, chance) in [(&start, 2.0 * (0.6 * 0.2 + 0.15)), (&truce, 2.0 * (0.6 * 0.2 * 0.5 + 0.15))] {
        let found = share_of_steps(&world, 2.0, &WAVERING, from, |_, events| events.round.is_some());
        assert_share(found, chance, &format!("{:?}", from.regime));
    }
    for path in 0..20 {
        let (state, events) = play_step(&world, 2.0, &WAVERING, start.clone(), path);
        let added = if events.round.is_some() { 0.4 * 0.5 / 2.0 } else { 0.0 };
        assert!((state.excitement - 0.5 * 0.15 - added).abs() < 1e-12, "{path}: {}", state.excitement);
    }
}

/// Chances of the seven results with answers as in [`WAVERING`], shifted to `[invader, defender]`, where a deal is ratified with
/// `ratified` and a share `truces` of the drafts begins with a ceasefire.
fn expected_results([invader, defender]: [f64; 2], ratified: f64, truces: f64) -> [f64; 7] {
    let both = invader * defender;
    [
        both * (1.0 - truces) * ratified,
        both * truces,
        both * (1.0 - truces) * (1.0 - ratified),
        (1.0 - invader) * 0.7,
        (1.0 - invader) * 0.3,
        invader * (1.0 - defender) * 0.8,
        invader * (1.0 - defender) * 0.2,
    ]
}

/// Drawn and computed, with and without a vote, a ceasefire, and the trust of a limited truce that was kept.
#[test]
fn a_round_has_the_results_that_its_answers_give() {
    for (vote, ceasefire, trust) in
        [(false, false, 0.0), (true, false, 0.0), (false, true, 0.0), (true, true, 0.0), (false, false, 2.0_f64.ln())]
    {
        let mut war = talking_war(1.0);
        (war.ratification_needed, war.packages[1].ceasefire_first) = (vote, ceasefire);
        // Alike, so that the vote has one chance.
        war.packages[1].terms = war.packages[0].terms;
        let world = World::new(war);
        let mut start = State::start(&world);
        start.limited_truces.add_trust(trust);
        let shifted = [0.6, 0.7].map(|chance: f64| {
            let odds = chance / (1.0 - chance) * trust.exp();
            odds / (1.0 + odds)
        });
        let ratified = world.ratification_chance(0, world.held_share(world.war.front_start), 0.0);
        assert!(ratified == 1.0 || vote && ratified > 0.05 && ratified < 0.95, "{ratified}");
        let expected = expected_results(shifted, ratified, if ceasefire { 0.75 } else { 0.0 });
        let computed = result_chances(&world, &world, &WAVERING, &start, 0, &mut vec![9.0; 7]);
        for ((result, chance), computed) in RESULTS.into_iter().zip(expected).zip(computed) {
            assert!((computed - chance).abs() < 1e-12, "{result:?}: {computed}, not {chance}");
            let drawn = share_of_steps(&world, 1.0, &WAVERING, &start, |state, events| {
                assert_eq!(state.limited_truces.trust(), 0.0, "the round has used it up");
                events.round.is_some_and(|round| round.result == result)
            });
            assert_share(drawn, chance, &format!("{result:?} {vote} {ceasefire} {trust}"));
        }
    }
}

#[test]
fn a_round_notes_its_track_and_its_drafts() {
    let mut war = talking_war(1.0);
    let mut second = war.tracks[0].clone();
    (second.share, war.tracks[0].share) = (0.25, 0.75);
    war.tracks.push(second);
    (war.draft_start, war.packages[1].ceasefire_first) = (1, true);
    let world = World::new(war);
    let start = State::start(&world);
    let share = |holds: fn(&State, usize, usize, usize) -> bool| {
        share_of_steps(&world, 1.0, &WAVERING, &start, |state, events| {
            let round = events.round.expect("a round");
            holds(state, round.track, round.before, round.draft)
        })
    };
    assert_share(share(|_, track, _, _| track == 0), 0.75, "the first track");
    assert_share(share(|_, _, _, draft| draft == 0), 0.25, "the first draft");
    assert_eq!(share(|_, _, before, _| before == 1), 1.0);
    assert_eq!(share(|state, _, _, draft| state.draft == draft || draft == 1), 1.0);
}

/// A ceasefire opens a truce, and one in force goes on with the months that it has lasted.
#[test]
fn a_ceasefire_agreed_in_a_truce_renews_it() {
    let mut war = talking_war(2.0);
    war.packages[0].ceasefire_first = true;
    let world = World::new(war);
    let start = State::start(&world);
    let (state, events) = play_step(&world, 1.0, &AGREEABLE, start.clone(), 0);
    assert_eq!((state.regime, events.truce_began), (Regime::Truce { quiet_months: 0.0 }, true));
    assert_eq!(events.round.map(|round| round.result), Some(RoundResult::Truce));
    let (state, events) = play_step(&world, 1.0, &AGREEABLE, state, 0);
    assert_eq!((state.regime, events.truce_began), (Regime::Truce { quiet_months: 1.0 }, false));
    assert_eq!(events.round.map(|round| round.result), Some(RoundResult::TruceRenewed));
}
