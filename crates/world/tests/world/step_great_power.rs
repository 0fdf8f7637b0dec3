//! What one step does to the great power: elections, blame for a round, credibility (theory 3.7).

use crate::one_step::{AGREEABLE, Fixed, PATHS, assert_share, play_step, postures, quiet_war, share_of_steps};
use standoff_num::Draws;
use standoff_world::actors::decisions::Answers;
use standoff_world::actors::roles::{Role, Side};
use standoff_world::state::State;
use standoff_world::step::election_turns;
use standoff_world::talks::outcome::Outcome;
use standoff_world::war::{Election, Electorate, War, World, posture_tilt};

/// Four postures: one that presses nobody, one that presses each side, and one that has left. None turns by itself.
fn war_with_postures() -> War {
    let mut war = quiet_war();
    war.roles[Role::GreatPower] = Some("great power".into());
    war.postures = postures(
        &war,
        &[
            |_| {},
            |posture| posture.presses = Some(Side::Invader),
            |posture| posture.presses = Some(Side::Defender),
            |posture| posture.out = true,
        ],
    );
    war.posture_rates = vec![vec![0.0; 4]; 4];
    war
}

fn shares_of_postures(world: &World, months: f64, decisions: &Fixed, start: &State) -> Vec<f64> {
    let counts = std::cell::RefCell::new(vec![0.0; world.war.postures.len()]);
    share_of_steps(world, months, decisions, start, |state, _| {
        counts.borrow_mut()[state.posture] += 1.0 / f64::from(PATHS);
        true
    });
    counts.into_inner()
}

#[test]
fn credibility_moves_towards_the_level_of_the_posture() {
    let mut war = quiet_war();
    (war.order.adjustment, war.order.credibility, war.postures[0].effects.credibility) = (0.1, 0.4, 0.9);
    let world = World::new(war);
    let (state, _) = play_step(&world, 2.0, &AGREEABLE, State::start(&world), 0);
    assert!((state.credibility - (0.9 - 0.5 * 0.81)).abs() < 1e-12, "{}", state.credibility);
}

/// An election falls in the one step that holds its date, its end included, and has the chances that it states.
#[test]
fn elections_turn_the_great_power_as_stated() {
    let mut war = war_with_postures();
    war.elections = vec![Election {
        name: "vote".into(),
        of: Electorate::GreatPower,
        months: 5.0,
        turns: vec![(1, 0.3), (3, 0.5)],
        chances: vec![],
    }];
    let world = World::new(war);
    for (months, due) in [(1.0, 4), (2.5, 1), (0.5, 9), (3.0, 1)] {
        for time in 0..12 {
            let start = State { time, ..State::start(&world) };
            let shares = shares_of_postures(&world, months, &AGREEABLE, &start);
            let expected = if time == due { [0.2, 0.3, 0.0, 0.5] } else { [1.0, 0.0, 0.0, 0.0] };
            for (share, chance) in shares.into_iter().zip(expected) {
                assert_share(share, chance, &format!("{months} months, step {time}"));
            }
            if months != 1.0 && time > due {
                break;
            }
        }
    }
}

/// An election that is asked about afterwards has turned something as often as its chances add up to.
#[test]
fn elections_of_the_great_power_can_be_determined_afterwards() {
    let war = war_with_postures();
    let election = Election {
        name: "vote".into(),
        of: Electorate::GreatPower,
        months: 5.0,
        turns: vec![(1, 0.3), (3, 0.5)],
        chances: vec![],
    };
    let turned = (0..PATHS).filter(|&path| election_turns(&war, &election, &Draws::new(17, 0, path))).count();
    assert_share(turned as f64 / f64::from(PATHS), 0.8, "turns");
}

/// `(1 - tilt)` stays, and of the tilt a quarter leaves and three quarters press the side to blame.
#[test]
fn blame_for_a_round_tilts_the_posture() {
    let mut war = war_with_postures();
    (war.talks.blame_invader, war.talks.blame_defender, war.talks.evasion, war.talks.blame_out) = (0.4, 0.6, 0.5, 0.25);
    war.postures.iter_mut().for_each(|posture| posture.effects.rounds = 1.0);
    let world = World::new(war);
    let start = State::start(&world);
    for (accepts, refuses, tilt, pressed) in
        [([0.0, 0.0], 1.0, 0.4, 1), ([0.0, 0.0], 0.0, 0.2, 1), ([1.0, 0.0], 1.0, 0.6, 2), ([1.0, 0.0], 0.0, 0.3, 2)]
    {
        let answers = Answers {
            invader_accepts: accepts[0],
            defender_accepts: accepts[1],
            invader_refuses: refuses,
            defender_refuses: refuses,
            ..Answers::default()
        };
        let mut expected = [1.0 - tilt, 0.0, 0.0, 0.25 * tilt];
        expected[pressed] = 0.75 * tilt;
        let shares = shares_of_postures(&world, 1.0, &Fixed { answers, ..AGREEABLE }, &start);
        for (share, chance) in shares.into_iter().zip(expected) {
            assert_share(share, chance, &format!("{accepts:?} {refuses}"));
        }
    }
    assert_eq!(posture_tilt(&world.war, Outcome::DefenderEvades), (0.3, Side::Defender));
}

/// A draft that the public votes down counts as the defender's evasion.
#[test]
fn a_rejected_settlement_is_blamed_on_the_defender() {
    let mut war = war_with_postures();
    (war.talks.blame_defender, war.talks.evasion, war.talks.blame_out) = (0.8, 0.5, 0.0);
    war.postures.iter_mut().for_each(|posture| posture.effects.rounds = 1.0);
    let world = World::new(war);
    let start = State::start(&world);
    let rejected = share_of_steps(&world, 1.0, &AGREEABLE, &start, |_, events| events.rejected);
    let turned = share_of_steps(&world, 1.0, &AGREEABLE, &start, |state, events| events.rejected && state.posture == 2);
    assert!(rejected > 0.1, "{rejected}");
    assert!(
        (turned / rejected - 0.4).abs() < 4.0 * (0.24 / (rejected * f64::from(PATHS))).sqrt(),
        "{turned} of {rejected}"
    );
}
