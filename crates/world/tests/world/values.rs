//! What terms, a war and a military end are worth, worked out by hand (theory 3.3, decisions 8, 16, 23 and 24).

use crate::small_war;
use standoff_world::actors::great_power::Posture;
use standoff_world::actors::roles::{Role, Side};
use standoff_world::actors::values::{
    coalition_value, defender_security, defender_value, great_power_value, invader_value,
};
use standoff_world::talks::packages::Terms;
use standoff_world::war::{Position, War, World};

const TERMS: Terms = Terms { land: 0.1, guarantee: 0.5, alignment: 0.3, relief: 0.4, form: 0.6, ..Terms::NONE };
const HELD: f64 = 0.5;

fn assert_close(found: f64, expected: f64, what: &str) {
    assert!((found - expected).abs() < 1e-9, "{what}: {found}, not {expected}");
}

/// A war whose weights all differ.
fn weighted_war() -> War {
    let mut war = small_war::war();
    war.roles[Role::GreatPower] = Some("great power".into());
    let invader = &mut war.invader;
    (invader.land, invader.guarantee, invader.alignment, invader.relief, invader.form) = (0.4, 0.2, 0.25, 0.1, 0.05);
    let defender = &mut war.defender;
    (defender.land, defender.security, defender.autonomy, defender.assets) = (0.35, 0.32, 0.21, 0.12);
    (defender.land_exponent, defender.legal_bar) = (2.0, 0.08);
    (defender.guarantee_weight, defender.security_substitution) = (0.5, 0.5);
    let coalition = &mut war.coalition_values;
    (coalition.land, coalition.security, coalition.autonomy) = (0.25, 0.35, 0.22);
    (coalition.assets, coalition.precedent) = (0.18, 0.15);
    let patron = &mut war.great_power;
    (patron.deal, patron.relief, patron.reputation, patron.guarantee) = (0.3, 0.1, 0.15, 0.05);
    patron.tolerated_land = 0.04;
    war
}

/// `[(sqrt(g) + sqrt(1 - nu))/2]^2` at a weight and a substitution of one half.
fn security(guarantee: f64, alignment: f64) -> f64 {
    let half = 0.5 * (guarantee.sqrt() + (1.0_f64 - alignment).sqrt());
    half * half
}

#[test]
fn terms_are_worth_the_sum_of_their_issues() {
    let war = weighted_war();
    let secured = security(0.5, 0.3);
    assert_close(defender_security(&war.defender, 0.5, 0.3), secured, "security");
    // Six tenths of the stake are the invader's after these terms.
    let invader = 0.4 * 0.6 + 0.2 * 0.5 + 0.25 * 0.3 + 0.1 * 0.4 + 0.05 * 0.6 * 0.6;
    let defender = 0.35 * 0.16 + 0.32 * secured + 0.21 * 0.7 + 0.12 * 0.6 - 0.08 * 0.6 * 0.1;
    let coalition = 0.25 * 0.4 + 0.35 * secured + 0.22 * 0.7 + 0.18 * 0.6 - 0.15 * (0.1 + 0.6 * 0.6);
    let patron = 0.3 + 0.1 * 0.4 - 0.15 * (0.1 - 0.04) - 0.05 * 0.5;
    assert_close(invader_value(&war.invader, &TERMS, HELD), invader, "invader");
    assert_close(defender_value(&war.defender, &TERMS, HELD), defender, "defender");
    assert_close(coalition_value(&war.coalition_values, secured, &TERMS, HELD), coalition, "coalition");
    assert_close(great_power_value(&war.great_power, &TERMS, 0.3), patron, "great power");
    let world = World::new(war);
    for (role, value) in
        [(Role::Invader, invader), (Role::Defender, defender), (Role::Coalition, coalition), (Role::GreatPower, patron)]
    {
        assert_close(world.terms_value(role, &TERMS, HELD), value, role.name());
    }
}

/// Land that the defender gets back costs nothing by law and sets no precedent, and the great power minds only what it does not
/// tolerate.
#[test]
fn land_won_back_is_no_land_ceded() {
    let war = weighted_war();
    let back = Terms { land: -0.1, ..TERMS };
    let secured = security(0.5, 0.3);
    let defender = 0.35 * 0.36 + 0.32 * secured + 0.21 * 0.7 + 0.12 * 0.6;
    let coalition = 0.25 * 0.6 + 0.35 * secured + 0.22 * 0.7 + 0.18 * 0.6 - 0.15 * 0.6 * 0.4;
    assert_close(defender_value(&war.defender, &back, HELD), defender, "defender");
    assert_close(coalition_value(&war.coalition_values, secured, &back, HELD), coalition, "coalition");
    assert_close(great_power_value(&war.great_power, &back, 0.3), 0.3 + 0.04 - 0.025, "great power");
}

#[test]
fn nothing_signed_is_the_terms_of_the_war_at_the_line() {
    let mut war = weighted_war();
    war.unsigned = Terms { land: 0.0, ..TERMS };
    let world = World::new(war);
    for role in [Role::Invader, Role::Defender, Role::Coalition] {
        assert_eq!(world.unsigned_value(role, 0.3), world.terms_value(role, &world.war.unsigned, 0.3));
    }
    assert_eq!(world.unsigned_value(Role::GreatPower, 0.3), 0.0);
}

/// `W = (1-d) v + d [h (v - X) + (1-h) W]`, the fixed point by iteration, with `h = phi rho (1 - S)`.
#[test]
fn a_military_end_counts_what_may_come_after_it() {
    let mut war = weighted_war();
    (war.peace.beyond, war.peace.occasions, war.peace.beyond_loss, war.order.credibility) = (0.2, 0.25, 0.3, 0.5);
    (war.invader_wins, war.defender_wins) =
        (Terms { land: 1.0, ..TERMS }, Terms { land: -1.0, alignment: 0.1, ..TERMS });
    let discounts = [0.95, 0.93, 0.9, 0.92];
    (war.invader.discount, war.defender.discount) = (discounts[0], discounts[1]);
    (war.great_power.discount, war.coalition_values.discount) = (discounts[2], discounts[3]);
    let world = World::new(war);
    let hazard = 0.2 * 0.25 * (1.0 - security(0.25, 0.3));
    assert_close(world.beyond_hazard(&world.war.invader_wins, 0.5), hazard, "hazard");
    for (role, discount) in
        [Role::Invader, Role::Defender, Role::GreatPower, Role::Coalition].into_iter().zip(discounts)
    {
        assert_eq!(world.monthly_discount(role), discount);
        let [lost, won] =
            [(Side::Invader, 1.0, TERMS.alignment), (Side::Defender, 0.0, 0.1)].map(|(winner, held, alignment)| {
                let terms = Terms { land: 0.0, alignment, ..TERMS };
                let value = if role == Role::GreatPower { 0.0 } else { world.terms_value(role, &terms, held) };
                assert_close(world.end_terms_value(role, winner), value, role.name());
                value
            });
        let loss = if matches!(role, Role::Defender | Role::Coalition) { 0.3 } else { 0.0 };
        assert_eq!(world.beyond_loss(role), loss);
        let step = |value: f64| (1.0 - discount) * lost + discount * (hazard * (lost - loss) + (1.0 - hazard) * value);
        let fixed = (0..4_000).fold(0.0, |value, _| step(value));
        assert_close(world.end_value(role, Side::Invader), if loss == 0.0 { lost } else { fixed }, role.name());
        assert_close(world.end_value(role, Side::Defender), won, role.name());
    }
}

/// What the war costs for ever, and the part of it that a month takes.
#[test]
fn tolls_are_what_the_war_would_cost_for_ever() {
    let mut war = weighted_war();
    (war.invader.toll, war.invader.unborne, war.invader.leader_gain) = (1.1, 0.4, 0.15);
    (war.defender.toll, war.defender.unborne, war.defender.leader_gain) = (0.7, 0.2, 0.05);
    let coalition = &mut war.coalition_values;
    (coalition.toll, coalition.toll_alone, coalition.cost_paid) = (0.19, 0.095, 0.4);
    (war.stamina.invader.cost, war.stamina.defender.cost, war.truce.cost) = (0.25, 0.5, 0.3);
    let effects = &mut war.postures[0].effects;
    (effects.toll_invader, effects.toll_defender, effects.toll_great_power) = (0.3, 0.2, 0.6);
    let out = Posture { out: true, ..war.postures[0].clone() };
    war.postures.push(out);
    war.posture_rates = vec![vec![0.0; 2]; 2];
    let world = World::new(war);
    for (truce, fighting) in [(false, 1.0), (true, 0.3)] {
        for (posture, alone) in [(0, 0.0), (1, 0.095)] {
            let position = Position {
                truce,
                posture,
                coverage: 0.6,
                invader_stamina: 1,
                defender_stamina: 0,
                ..world.start_position()
            };
            // The invader is one level below full stamina and the defender two.
            let invader = 0.6 * (fighting * 1.1 * 1.25 + 0.3) - fighting * 0.15;
            let defender = 0.8 * (fighting * 0.7 * 2.0 * (1.0 - 0.4 * 0.6) + 0.2) - fighting * 0.05;
            for (role, toll) in [
                (Role::Invader, invader),
                (Role::Defender, defender),
                (Role::GreatPower, fighting * 0.6),
                (Role::Coalition, fighting * (0.19 * 0.6 + alone)),
            ] {
                assert_close(world.toll(role, &position), toll, role.name());
                let monthly = (1.0 - world.monthly_discount(role)) * toll;
                assert_close(world.monthly_cost(role, &position), monthly, role.name());
            }
        }
    }
    // Without a coalition nobody pays for the defender.
    let mut alone = world.war.clone();
    alone.roles[Role::Coalition] = None;
    let alone = World::new(alone);
    let position = Position { coverage: 0.6, defender_stamina: 0, ..alone.start_position() };
    assert_close(alone.toll(Role::Defender, &position), 0.8 * (0.7 * 2.0 + 0.2) - 0.05, "alone");
}

/// Each of the three lines by itself, at it and beyond it.
#[test]
fn red_lines_are_land_form_and_security() {
    let mut war = weighted_war();
    (war.red_lines.land, war.red_lines.form) = (0.08, 0.5);
    war.unsigned = Terms { land: 0.0, guarantee: 0.2, alignment: 0.1, relief: 0.0, form: 0.0, ..Terms::NONE };
    let world = World::new(war);
    let inside = Terms { land: 0.08, guarantee: 0.2, alignment: 0.1, relief: 1.0, form: 0.5, ..Terms::NONE };
    for (terms, beyond) in [
        (inside, false),
        (Terms { land: 0.081, ..inside }, true),
        (Terms { form: 0.51, ..inside }, true),
        (Terms { guarantee: 0.19, ..inside }, true),
        (Terms { alignment: 0.11, ..inside }, true),
        (Terms { guarantee: 0.3, ..inside }, false),
        (Terms { land: -0.5, form: 0.0, ..inside }, false),
    ] {
        assert_eq!(world.beyond_red_lines(&terms, 0.3, 0.5), beyond, "{terms:?}");
    }
    // A guarantee counts by its credibility.
    assert_close(world.effective_security(&inside, 0.5), security(0.1, 0.1), "security");
    assert!(!world.beyond_red_lines(&Terms { guarantee: 0.0, ..inside }, 0.3, 0.0));
}

/// A clipped share of the stake, and what stays when the coalition withholds its parts.
#[test]
fn land_is_clipped_and_parts_are_withheld() {
    assert_eq!([0.2, 0.95].map(|held| TERMS.land_after(held)).map(|land| (land * 1e9).round() / 1e9), [0.3, 1.0]);
    assert_eq!(Terms { land: -0.4, ..TERMS }.land_after(0.3), 0.0);
    let without = TERMS.without_coalition_parts(0.6, 0.75);
    let expected = Terms { guarantee: 0.2, relief: 0.1, ..TERMS };
    let close = |one: f64, other: f64| (one - other).abs() < 1e-12;
    assert!(close(without.guarantee, expected.guarantee) && close(without.relief, expected.relief));
    assert_eq!(Terms { guarantee: 0.2, relief: 0.1, ..without }, expected);
}

/// Beyond what a side wants more land is worth nothing to it, and short of that more than to a side that wants all.
#[test]
fn a_side_that_wants_a_part_wants_no_more() {
    let mut war = weighted_war();
    const ON_THE_LINE: Terms = Terms { land: 0.0, form: 0.0, ..TERMS };
    let invader = |war: &War, held: f64| war.terms_value(Role::Invader, &ON_THE_LINE, held);
    let defender = |war: &War, held: f64| war.terms_value(Role::Defender, &ON_THE_LINE, held);
    let all = [invader(&war, 0.25), defender(&war, 0.75)];
    (war.invader.enough, war.defender.enough) = (0.5, 0.5);
    assert_eq!(invader(&war, 0.5), invader(&war, 0.9));
    assert_eq!(defender(&war, 0.5), defender(&war, 0.1));
    assert!(invader(&war, 0.25) > all[0] && defender(&war, 0.75) > all[1]);
    assert_close(invader(&war, 0.25) - all[0], war.invader.land * 0.25, "a quarter is half of what it wants");
}
