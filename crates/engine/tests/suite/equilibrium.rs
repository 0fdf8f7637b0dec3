//! What the equilibrium must do, on the built-in scenarios.

use standoff_engine::equilibrium::{Equilibrium, Situation};
use standoff_engine::planning::Planning;
use standoff_num::Draws;
use standoff_scenario::builtin;
use standoff_world::switches::Mechanisms;
use standoff_world::war::{War, World};

fn load_war(name: &str) -> War {
    let scenario = builtin::load(name).expect("a built-in scenario");
    scenario.war(&scenario.central_values())
}

fn solve_war(war: War, planning: &Planning) -> Equilibrium {
    Equilibrium::solve(&World::new(war), &Mechanisms::default(), planning, Draws::new(1, 0, 0))
}

fn situation_at_start(war: War, planning: &Planning) -> Situation {
    let position = World::new(war.clone()).start_position();
    solve_war(war, planning).situation(&position)
}

/// Decision 4: a copy of a package changes nothing, to 1e-12.
#[test]
fn a_copy_of_a_package_changes_nothing() {
    let planning = Planning::plain(4, 1.0, 30);
    let original = load_war("ukraine-2025-12");
    let before = situation_at_start(original.clone(), &planning);
    for copied in [0, 2] {
        let mut war = original.clone();
        let mut copy = war.packages[copied].clone();
        copy.name = "a-copy".to_owned();
        copy.cluster = if copied == 0 { copy.cluster } else { copy.name.clone() };
        war.packages.push(copy);
        let after = situation_at_start(war, &planning);
        for ((role, value), (_, again)) in before.reservation.iter().zip(&after.reservation) {
            assert!((value - again).abs() < 1e-12, "{} moved from {value} to {again}", role.name());
        }
        assert!((before.deal_per_month - after.deal_per_month).abs() < 1e-12);
        let tabled = after.packages[copied].tabled + after.packages[before.packages.len()].tabled;
        assert!((tabled - before.packages[copied].tabled).abs() < 1e-12, "the copies share one chance");
    }
}

/// The accelerated fixed point is that of a plain induction over twenty years.
#[test]
fn acceleration_finds_the_equilibrium_of_a_long_horizon() {
    let plain = situation_at_start(load_war("ukraine-2025-12"), &Planning::plain(4, 1.0, 240));
    let mut planning = Planning::coarse(&World::new(load_war("ukraine-2025-12")));
    planning.stages[0].front_steps = 4;
    planning.stages[0].tolerance = 1e-5;
    let accelerated = situation_at_start(load_war("ukraine-2025-12"), &planning);
    for ((role, long), (_, short)) in plain.reservation.iter().zip(&accelerated.reservation) {
        assert!((long - short).abs() < 2e-4, "{}: {long} against {short}", role.name());
    }
    assert!((plain.deal_per_month - accelerated.deal_per_month).abs() < 0.02 * plain.deal_per_month);
}

/// Decision 68 and check V05: actors who agree on the odds settle sooner.
#[test]
fn own_beliefs_make_a_deal_less_likely() {
    let planning = Planning::plain(6, 1.0, 60);
    let apart = situation_at_start(load_war("ukraine-2025-12"), &planning);
    let mut shared = load_war("ukraine-2025-12");
    shared.beliefs = shared.beliefs.shared();
    let together = situation_at_start(shared, &planning);
    assert!(
        together.deal_per_month > 1.2 * apart.deal_per_month,
        "{} against {}",
        together.deal_per_month,
        apart.deal_per_month
    );
}

#[test]
fn the_stall_test_is_the_best_that_a_package_offers_the_worse_off() {
    let found = situation_at_start(load_war("two-sided"), &Planning::plain(6, 1.0, 60));
    let best =
        found.packages.iter().map(|package| package.gain[0].1.min(package.gain[1].1)).fold(f64::NEG_INFINITY, f64::max);
    assert_eq!(found.gamma, best);
    assert_eq!(found.packages.iter().any(|package| package.deal), found.gamma >= 0.0);
}

/// With everything else alike, a costlier war makes going on worth less to the side that pays.
#[test]
fn a_costlier_war_lowers_the_reservation_value() {
    let planning = Planning::plain(6, 1.0, 60);
    let cheap = situation_at_start(load_war("two-sided"), &planning);
    let mut dear = load_war("two-sided");
    dear.invader.cost *= 2.0;
    assert!(situation_at_start(dear, &planning).reservation[0].1 < cheap.reservation[0].1);
}

/// Extreme figures within their bounds give numbers, not a panic and not NaN.
#[test]
fn extreme_figures_give_numbers() {
    let planning = Planning::plain(4, 1.0, 12);
    let changes: [fn(&mut War); 6] = [
        |war| war.front.moves = 0.0,
        |war| war.front.moves = 4.0,
        |war| (war.front.odds, war.front.decisiveness) = (0.98, 5.0),
        |war| war.talks.sharpness = 1e5,
        |war| war.invader.discount = 0.9999,
        |war| (war.talks.proximity, war.talks.form_sharpness) = (1e-3, 1e6),
    ];
    for (index, change) in changes.iter().enumerate() {
        for name in ["two-sided", "ukraine-2025-12"] {
            let mut war = load_war(name);
            change(&mut war);
            let found = situation_at_start(war, &planning);
            let finite =
                found.reservation.iter().all(|(_, value)| value.is_finite()) && found.deal_per_month.is_finite();
            assert!(finite, "change {index} of {name}: {:?}, {}", found.reservation, found.deal_per_month);
        }
    }
}

/// Where there is no great power, blame has nowhere to go and changes nothing.
#[test]
fn blame_without_a_great_power_changes_nothing() {
    let planning = Planning::plain(6, 1.0, 60);
    let blamed = situation_at_start(load_war("two-sided"), &planning);
    let mut blameless = load_war("two-sided");
    (blameless.talks.blame_invader, blameless.talks.blame_defender) = (0.0, 0.0);
    assert_eq!(blamed, situation_at_start(blameless, &planning));
}

/// Off, a switch is off in the simulated world too: nothing needs ratification, nothing is withheld.
#[test]
fn switches_reach_the_war() {
    let off = Mechanisms { ratification: false, veto: false, ..Mechanisms::default() };
    let world = World::new(off.apply_to(load_war("ukraine-2025-12")));
    for package in 0..world.war.packages.len() {
        assert_eq!(world.ratification_chance(package, 0.5, 0), 1.0);
        assert_eq!(world.signed_terms(package, false), world.signed_terms(package, true));
    }
}
