//! Forces at the front and the odds of a move (theory 3.4 and 3.5), worked out by hand.

use crate::small_war;
use standoff_world::actors::roles::Side;
use standoff_world::battlefield::front::{constant_elasticity, contest, defender_force, defender_supply, force_ratio};
use standoff_world::battlefield::stamina::{cost_factor, fall_chance, strength_share};
use standoff_world::war::World;

fn assert_close(found: f64, expected: f64, what: &str) {
    assert!((found - expected).abs() < 1e-9 * expected.abs().max(1.0), "{what}: {found}, not {expected}");
}

/// The means of order 1, 0, -1 and 2 of 4 and 9 with weights .3 and .7.
#[test]
fn constant_elasticity_has_the_means_as_special_cases() {
    for (exponent, expected) in [
        (1.0, 7.5),
        (0.0, 4.0_f64.powf(0.3) * 9.0_f64.powf(0.7)),
        (-1.0, 1.0 / (0.3 / 4.0 + 0.7 / 9.0)),
        (2.0, (0.3 * 16.0 + 0.7 * 81.0_f64).sqrt()),
    ] {
        assert_close(constant_elasticity(0.3, 4.0, 9.0, exponent), expected, &exponent.to_string());
    }
    // What cannot be replaced is worth nothing without the other; what can be is worth its weight.
    assert!(constant_elasticity(0.3, 0.0, 9.0, -1.0) < 1e-7);
    assert_close(constant_elasticity(0.3, 0.0, 9.0, 1.0), 6.3, "replaced");
}

#[test]
fn supply_and_force_add_up_as_stated() {
    let mut front = small_war::war().front;
    (front.own_supply, front.coalition_supply, front.great_power_supply) = (0.5, 0.35, 0.15);
    (front.manpower_weight, front.substitution) = (0.4, -1.0);
    assert_close(defender_supply(&front, 0.6, 0.4), 0.5 + 0.21 + 0.06, "supply");
    assert_close(defender_force(&front, 0.9, 0.77), 1.0 / (0.4 / 0.9 + 0.6 / 0.77), "force");
    assert_close(force_ratio(0.8, 2.0), 2.0, "four to one by a ratio of two, squared");
    assert_close(contest(3.0, 1.5, 2.0), 0.8, "contest");
}

#[test]
fn stamina_counts_by_level() {
    let mut stamina = small_war::war().stamina.invader;
    (stamina.force, stamina.cost, stamina.down, stamina.wear) = (0.1, 0.25, 0.03, 0.3);
    for (level, strength, cost) in [(2, 1.0, 1.0), (1, 0.9, 1.25), (0, 0.8, 1.5)] {
        assert_close(strength_share(&stamina, level), strength, "strength");
        assert_close(cost_factor(&stamina, level), cost, "cost");
    }
    assert_close(fall_chance(&stamina, 0.2), 0.03 * 1.3 * 1.2, "falls");
    (stamina.force, stamina.down) = (0.5, 0.8);
    assert_eq!((strength_share(&stamina, 0), fall_chance(&stamina, 1.0)), (1e-6, 0.95));
}

/// The stated odds hold at the start; elsewhere their logarithm moves by the decisiveness times the logarithms of the forces.
#[test]
fn odds_follow_forces_from_the_start() {
    let mut war = small_war::war();
    (war.front.odds, war.front.decisiveness) = (0.7, 1.5);
    (war.front.own_supply, war.front.coalition_supply, war.front.great_power_supply) = (0.5, 0.35, 0.15);
    (war.front.manpower_weight, war.front.substitution, war.peace.cap_effect) = (0.4, -1.0, 0.35);
    (war.stamina.invader.force, war.stamina.defender.force, war.coalition.need) = (0.1, 0.2, 10.0);
    war.stamina_start.invader = 1;
    let backed = {
        let mut posture = war.postures[0].clone();
        posture.effects.arms = 0.8;
        posture
    };
    war.postures.push(backed);
    war.posture_rates = vec![vec![0.0; 2]; 2];
    let world = World::new(war);
    assert_close(world.coverage, 0.6, "two members give 4 and 2 of 10");
    assert_close(world.move_odds(0.6, 0, 1, 2, 0.0), 0.7, "at the start");
    let force =
        |manpower: f64, coverage: f64, arms: f64| 1.0 / (0.4 / manpower + 0.6 / (0.5 + 0.35 * coverage + 0.15 * arms));
    let odds = |strength: f64, force_after: f64| {
        let log = (0.7_f64 / 0.3).ln() + 1.5 * (strength.ln() - (force_after / force(1.0, 0.6, 0.0)).ln());
        1.0 / (1.0 + (-log).exp())
    };
    for (coverage, posture, invader, defender, cap, expected) in [
        (0.6, 0, 2, 2, 0.0, odds(1.0 / 0.9, force(1.0, 0.6, 0.0))),
        (0.6, 0, 0, 2, 0.0, odds(0.8 / 0.9, force(1.0, 0.6, 0.0))),
        (0.6, 0, 1, 0, 0.0, odds(1.0, force(0.6, 0.6, 0.0))),
        (0.2, 0, 1, 2, 0.0, odds(1.0, force(1.0, 0.2, 0.0))),
        (0.6, 1, 1, 2, 0.0, odds(1.0, force(1.0, 0.6, 0.8))),
        (0.6, 0, 1, 2, 0.5, odds(1.0, force(1.0, 0.6, 0.0) * (1.0 - 0.35 * 0.5))),
    ] {
        let found = world.move_odds(coverage, posture, invader, defender, cap);
        assert_close(found, expected, &format!("{coverage} {posture} {invader} {defender} {cap}"));
    }
}

/// Planners who have seen the tide turn see its shift on every move, once for each turn.
#[test]
fn turns_of_the_tide_shift_the_odds_of_planners() {
    let mut war = small_war::war();
    war.front.odds = 0.5;
    (war.tide.invader_size, war.tide.defender_size) = (2.0_f64.ln(), 3.0_f64.ln());
    let world = World::new(war);
    let odds = |world: &World| {
        let start = world.start_position();
        world.move_odds(start.coverage, start.posture, start.invader_stamina, start.defender_stamina, 0.0)
    };
    let (to_invader, to_defender) = (world.clone().with_tide(Side::Invader), world.clone().with_tide(Side::Defender));
    assert_close(odds(&to_invader), 2.0 / 3.0, "invader");
    assert_close(odds(&to_invader.clone().with_tide(Side::Invader)), 0.8, "twice");
    assert_close(odds(&to_defender), 0.25, "defender");
    assert_close(odds(&to_defender.with_tide(Side::Defender)), 0.1, "twice");
    assert_close(odds(&to_invader.with_tide(Side::Defender)), 0.5, "back in the middle");
}
