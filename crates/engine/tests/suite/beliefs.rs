//! What actors expect and learn must change their plans as theory says (decisions 51 and 51a).

use crate::equilibrium::{load_war, solve_war};
use standoff_engine::equilibrium::Equilibrium;
use standoff_engine::planning::Planning;
use standoff_num::Draws;
use standoff_world::actors::decisions::Decisions;
use standoff_world::actors::roles::{Role, Side};
use standoff_world::switches::Mechanisms;
use standoff_world::war::{Position, War, World};

/// Plain steps of a month on a short front, enough for values to settle to a thousandth.
fn planning() -> Planning {
    Planning::plain(4, 1.0, 120)
}

/// A war about whose odds the sides agree.
fn agreed_war() -> War {
    let mut war = load_war("two-sided");
    war.beliefs.disagreement = 0.0;
    war
}

/// The same in which each side expects the tide to turn its own way.
fn hopeful_war(size: f64) -> War {
    let mut war = agreed_war();
    war.beliefs.turn_expected = 1.0 / 12.0;
    (war.tide.hazard, war.tide.invader_size, war.tide.defender_size) = (0.02, size, size);
    war
}

fn value(game: &Equilibrium, role: Role) -> f64 {
    game.value(role, &start(game))
}

fn start(game: &Equilibrium) -> Position {
    game.world().start_position()
}

#[test]
fn a_turn_of_no_size_changes_nothing() {
    let before = solve_war(agreed_war(), &planning());
    let hoping = solve_war(hopeful_war(0.0), &planning());
    for role in [Role::Invader, Role::Defender] {
        let (value_before, value_hoping) = (value(&before, role), value(&hoping, role));
        assert!((value_before - value_hoping).abs() < 1e-3, "{}: {value_before} {value_hoping}", role.name());
        let fights = [&before, &hoping].map(|game| game.fight_value(role, &start(game)));
        assert!((fights[0] - fights[1]).abs() < 1e-6, "{}: {fights:?}", role.name());
    }
}

/// Hope makes fighting on worth more to both, the more the larger the turn that is hoped for.
#[test]
fn hope_makes_fighting_on_worth_more() {
    let mut before = [f64::NEG_INFINITY; 2];
    for size in [0.0, 0.3, 0.6] {
        let game = solve_war(hopeful_war(size), &planning());
        let fights = [Role::Invader, Role::Defender].map(|role| game.fight_value(role, &start(&game)));
        assert!(fights.iter().zip(before).all(|(fight, before)| *fight > before), "{size}: {fights:?}");
        before = fights;
    }
}

/// On the default scenario hope makes a deal much rarer.
#[test]
fn hope_makes_deals_rarer() {
    let chance = |expected: f64| {
        let mut war = load_war("ukraine-2025-12");
        war.beliefs.turn_expected = expected;
        let game = solve_war(war, &Planning::plain(4, 1.0, 60));
        game.situation(&start(&game)).deal_per_month
    };
    let (without, with) = (chance(0.0), chance(1.0 / 12.0));
    assert!(with < 0.7 * without, "{with} against {without}");
}

/// After the tide has turned to a side fighting on is worth more to it, and less to the other side.
#[test]
fn a_turn_is_good_for_the_side_it_turns_to() {
    let game = solve_war(hopeful_war(0.5), &planning());
    let with = |side: Option<Side>| Position { tide: side, ..start(&game) };
    for (role, own, other) in
        [(Role::Invader, Side::Invader, Side::Defender), (Role::Defender, Side::Defender, Side::Invader)]
    {
        let [worse, middle, better] = [Some(other), None, Some(own)].map(|side| game.fight_value(role, &with(side)));
        assert!(worse < middle && middle < better, "{}: {worse} {middle} {better}", role.name());
    }
}

/// A war that has just begun, in which the sides learn from the front.
fn learning_war(trust: f64) -> War {
    let mut war = load_war("two-sided");
    (war.beliefs.disagreement, war.beliefs.front_trust) = (1.6, trust);
    war
}

/// With no trust in the front nobody learns, however long the war has lasted: to the byte.
#[test]
fn without_trust_in_the_front_nothing_is_learnt() {
    let before = solve_war(learning_war(0.0), &planning());
    let mut war = learning_war(0.0);
    (war.beliefs.months_fought, war.beliefs.view_precision) = (60.0, 0.5);
    let long = solve_war(war, &planning());
    assert_eq!(long.situation(&start(&long)), before.situation(&start(&before)));
    assert_eq!(World::new(learning_war(0.0)).gap_left(1e6), 1.0);
}

/// What was learnt before the start narrows the gap that is left as one over one and what the fighting has told.
#[test]
fn months_fought_narrow_the_gap() {
    let mut war = learning_war(0.5);
    let seen = World::new(war.clone()).seen_monthly();
    war.beliefs.months_fought = war.beliefs.view_precision / (0.5 * seen);
    let views = World::new(war).views();
    assert!((views.invader.odds_shift - views.defender.odds_shift - 0.8).abs() < 1e-12);
}

/// Between two disagreements answers lie between those of the games at either, and at both ends they are theirs.
#[test]
fn answers_follow_what_is_learnt() {
    let mut war = learning_war(1.0);
    war.front.moves = 4.0;
    let game = solve_war(war.clone(), &planning());
    war.beliefs.front_trust = 0.0;
    let narrow = |left: f64| {
        let mut war = war.clone();
        war.beliefs.disagreement *= left;
        // The public compares with the war in which it was asked.
        let mut world = World::new(war);
        world.survey_outlook = Some(game.survey_outlook());
        Equilibrium::solve(&world, &Mechanisms::default(), &planning(), Draws::new(1, 0, 0))
    };
    let log_odds = |game: &Equilibrium, gap_left: f64| {
        let at = Position { gap_left, ..start(game) };
        let answers = game.answer(&at, game.world().war.draft_start);
        [answers.invader_gain, answers.defender_gain]
    };
    for left in [1.0, 0.5, 0.0] {
        for (learnt, narrow) in log_odds(&game, left).into_iter().zip(log_odds(&narrow(left), 1.0)) {
            assert!((learnt - narrow).abs() < 1e-12, "{left}: {learnt} {narrow}");
        }
    }
    let (above, between, below) = (log_odds(&game, 1.0), log_odds(&game, 0.8), log_odds(&game, 0.5));
    for side in 0..2 {
        let expected = 0.6 * above[side] + 0.4 * below[side];
        assert!((between[side] - expected).abs() < 1e-9, "side {side}: {between:?} {expected}");
    }
}
