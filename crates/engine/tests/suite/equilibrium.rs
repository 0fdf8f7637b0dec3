//! What the equilibrium must do, on the built-in scenarios.

use standoff_engine::equilibrium::{Equilibrium, Situation};
use standoff_engine::planning::Planning;
use standoff_engine::state_space::Grid;
use standoff_engine::transition::coverage_chain::induce_coverage_chain;
use standoff_num::Draws;
use standoff_scenario::{Scenario, Source, builtin};
use standoff_world::actors::decisions::Decisions;
use standoff_world::actors::roles::{Role, Side};
use standoff_world::switches::Mechanisms;
use standoff_world::talks::issues::{Issue, IssueFigures};
use standoff_world::talks::menu::package_distance;
use standoff_world::talks::packages::Terms;
use standoff_world::talks::reasons::LastingReasons;
use standoff_world::war::{Position, War, World};

pub(crate) fn load_war(name: &str) -> War {
    let scenario = builtin::load(name).expect("a built-in scenario");
    scenario.war(&scenario.central_values())
}

pub(crate) fn solve_war(war: War, planning: &Planning) -> Equilibrium {
    Equilibrium::solve(&World::new(war), &Mechanisms::default(), planning, Draws::new(1, 0, 0))
}

fn situation_at_start(war: War, planning: &Planning) -> Situation {
    let position = World::new(war.clone()).start_position();
    solve_war(war, planning).situation(&position)
}

/// Rounding of single precision over a plain induction of thirty months: sums over a menu run in its order.
const ROUNDING: f64 = 1e-6;

/// Decision 19: names and the order of packages move nothing.
#[test]
fn names_and_order_move_nothing() {
    let planning = Planning::plain(4, 1.0, 30);
    let scenario = builtin::load("two-sided").expect("a built-in scenario");
    let before = situation_at_start(scenario.war(&scenario.central_values()), &planning);
    let text = include_str!("../../../../scenarios/two-sided/scenario.toml");
    // Packages stand in alphabetical order of their names, so new names are another order.
    let names = [
        ("ceasefire", "z"),
        ("freeze-neutral", "y"),
        ("freeze", "x"),
        ("withdrawal", "w"),
        ("cession", "v"),
        ("capitulation", "u"),
    ];
    let renamed = names.iter().fold(text.to_owned(), |text, (old, new)| {
        text.replace(&format!("[package.{old}]"), &format!("[package.{new}]"))
            .replace(&format!("\"{old}\""), &format!("\"{new}\""))
    });
    let (again, _) = Scenario::parse(&Source::new("renamed", renamed)).expect("the same war under other names");
    assert_ne!(again.structure.packages[0].name, scenario.structure.packages[0].name);
    let after = situation_at_start(again.war(&again.central_values()), &planning);
    for ((role, value), (_, moved)) in before.reservation.iter().zip(&after.reservation) {
        assert!((value - moved).abs() < ROUNDING, "{} moved from {value} to {moved}", role.name());
    }
    assert!((before.deal_per_month - after.deal_per_month).abs() < ROUNDING);
}

/// Decision 20: what a text means is a field over terms with the covariance that was asked for.
#[test]
fn lasting_reasons_have_their_covariance() {
    let war = load_war("ukraine-2025-12");
    let (one, other) = (0, 1);
    let apart = package_distance(&war.issue_space(), &war.packages[one], &war.packages[other]);
    let draws: Vec<LastingReasons> =
        (0..4000).map(|draw| LastingReasons::draw(&war, &Draws::new(3, draw, 0))).collect();
    let mean = |number: &dyn Fn(&LastingReasons) -> f64| draws.iter().map(number).sum::<f64>() / draws.len() as f64;
    let spread = war.talks.reasons * war.talks.reasons;
    let (variance, covariance) = (
        mean(&|reasons| reasons.invader[one] * reasons.invader[one]) / spread,
        mean(&|reasons| reasons.invader[one] * reasons.invader[other]) / spread,
    );
    // Of 4,000 normal numbers the variance has a standard error of .022 of itself.
    assert!((variance - 1.0).abs() < 0.07, "{variance}");
    assert!(
        (covariance - (-apart / war.talks.reasons_reach).exp()).abs() < 0.07,
        "{covariance} at a distance of {apart}"
    );
    assert!(
        mean(&|reasons| reasons.invader[one] * reasons.defender[one]).abs() < 0.07 * spread,
        "sides are independent"
    );
}

/// Decision 28: no cell of the chain of coverage absorbs for want of visits.
#[test]
fn no_cell_of_coverage_absorbs() {
    let world = World::new(load_war("ukraine-2025-12"));
    let chain = induce_coverage_chain(&world, &Grid::new(&world, 4), Draws::new(1, 0, 0));
    for rows in &chain {
        for (cell, row) in rows.iter().enumerate() {
            assert!((row.iter().sum::<f64>() - 1.0).abs() < 1e-12);
            assert!(row[cell] < 0.999, "cell {cell} stays with {}", row[cell]);
        }
    }
}

/// Decision 26: a package no worse than nothing signed on every term is inside the lines at any elasticity.
#[test]
fn full_withdrawal_is_inside_every_line() {
    for substitution in [-6.0, -1.0, 0.0, 0.5, 0.99] {
        for weight in [0.0, 0.35, 0.65, 1.0] {
            let mut war = load_war("ukraine-2025-12");
            (war.defender.security_substitution, war.defender.guarantee_weight) = (substitution, weight);
            let world = World::new(war);
            let mut terms = world.war.unsigned;
            for guarantee in [0.0, 0.3, 1.0] {
                (terms.land, terms.guarantee) = (-0.5, guarantee);
                assert!(!world.beyond_red_lines(&terms, 0.0, 0.4), "elasticity {substitution}, weight {weight}");
            }
            terms.alignment = 1.0;
            assert!(weight == 1.0 || world.beyond_red_lines(&Terms { guarantee: 0.0, ..terms }, 0.0, 0.4));
        }
    }
}

/// Decision 27: once a ceasefire holds, the settlement of its own terms lies on the table and can be tabled.
#[test]
fn terms_of_a_ceasefire_reach_the_settlement() {
    let world = World::new(load_war("ukraine-2025-12"));
    let game = solve_war(load_war("ukraine-2025-12"), &Planning::plain(4, 1.0, 30));
    for (draft, package) in world.war.packages.iter().enumerate().filter(|(_, package)| package.ceasefire_first) {
        let settlement = world.draft_in_truce(draft);
        assert_eq!(world.war.packages[settlement].terms, package.terms);
        assert!(!world.war.packages[settlement].ceasefire_first);
        let mut lottery = vec![0.0; world.war.packages.len()];
        for truce in [false, true] {
            let position = Position { truce, draft: settlement, ..world.start_position() };
            game.propose(&position, Role::Defender, &mut lottery);
            assert_eq!(lottery[settlement] > 0.0, truce, "it can be tabled in a truce alone");
        }
    }
}

/// Decision 23: the defender's value falls as the odds worsen, and does not fall below surrender with patience.
#[test]
fn costs_are_tied_to_the_stake() {
    let value = |change: &dyn Fn(&mut War)| {
        let mut war = load_war("ukraine-2025-12");
        change(&mut war);
        let world = World::new(war.clone());
        let surrender = world.end_value(Role::Defender, Side::Invader);
        let game = solve_war(war, &Planning::coarse(&world));
        (game.value(Role::Defender, &world.start_position()), surrender)
    };
    let by_odds = [0.55, 0.65, 0.72, 0.80, 0.90].map(|odds| value(&|war| war.front.odds = odds).0);
    // At the bottom all that is left is to give in, sooner or later: there odds no longer matter.
    assert!(by_odds.windows(2).all(|pair| pair[0] > pair[1] - 0.01), "{by_odds:?}");
    assert!(by_odds[..4].windows(2).all(|pair| pair[0] > pair[1] + 0.05), "{by_odds:?}");
    for yearly in [0.80_f64, 0.90, 0.97] {
        let (value, surrender) = value(&|war| war.defender.discount = yearly.powf(1.0 / 12.0));
        assert!(value > surrender - 0.01, "{value} against {surrender} at {yearly} a year");
    }
}

/// The accelerated fixed point is that of a plain induction over forty years.
#[test]
fn acceleration_finds_the_equilibrium_of_a_long_horizon() {
    let long = Planning::plain(4, 1.0, 480);
    let plain = situation_at_start(load_war("ukraine-2025-12"), &long);
    let mut planning = Planning::coarse(&World::new(load_war("ukraine-2025-12")));
    (planning.stages[0].front_steps, planning.turned) = (4, long.turned);
    (planning.stages[0].tolerance, planning.stages[0].enough_steps) = (1e-5, 360);
    planning.stages[0].most_steps = 360;
    let accelerated = situation_at_start(load_war("ukraine-2025-12"), &planning);
    for ((role, long), (_, short)) in plain.reservation.iter().zip(&accelerated.reservation) {
        assert!((long - short).abs() < 5e-4, "{}: {long} against {short}", role.name());
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
    let tabled = || found.packages.iter().filter(|package| package.may_be_tabled);
    let best = tabled().map(|package| package.gain[0].1.min(package.gain[1].1)).fold(f64::NEG_INFINITY, f64::max);
    assert_eq!(found.gamma, best);
    assert_eq!(tabled().any(|package| package.prefer_going_on.is_empty()), found.gamma >= 0.0);
}

/// With everything else alike, a costlier war makes going on worth less to the side that pays.
#[test]
fn a_costlier_war_lowers_the_reservation_value() {
    let planning = Planning::plain(6, 1.0, 60);
    let cheap = situation_at_start(load_war("two-sided"), &planning);
    let mut dear = load_war("two-sided");
    dear.invader.toll *= 2.0;
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
        |war| war.numerics.sharpness = 1e5,
        |war| war.invader.discount = 0.9999,
        |war| (war.talks.proximity, war.numerics.form_sharpness) = (1e-3, 1e6),
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
        assert_eq!(world.ratification_chance(package, 0.5, 0.0), 1.0);
        assert_eq!(world.signed_terms(package, false), world.signed_terms(package, true));
    }
}

/// Decision 102: the side that minds an issue is likelier to accept a text that gives it to it, and the side against it less,
/// though it minds it little.
#[test]
fn issues_of_the_wars_own_are_traded() {
    let figures = IssueFigures {
        invader: 0.5,
        defender: 0.02,
        coalition: 0.0,
        great_power: 0.0,
        step: 0.5,
        unsigned: 0.0,
        invader_wins: 1.0,
        defender_wins: 0.0,
    };
    let answer = |position: f64| {
        let mut war = load_war("two-sided");
        war.issues = vec![Issue { name: "ruler".into(), title: "Who rules".into(), figures }];
        war.invader_wins.issues[0] = 1.0;
        let freeze = war.packages.iter().position(|package| package.name == "freeze").unwrap();
        war.packages[freeze].terms.issues[0] = position;
        let start = World::new(war.clone()).start_position();
        solve_war(war, &Planning::plain(4, 1.0, 30)).answer(&start, freeze)
    };
    let [kept, given] = [answer(0.0), answer(1.0)];
    assert!(given.invader_accepts > kept.invader_accepts, "{kept:?} {given:?}");
    assert!(given.defender_accepts < kept.defender_accepts, "{kept:?} {given:?}");
}

/// Decision 103: a guarantee by others holds the peace where the great power's is not believed.
#[test]
fn guarantors_hold_a_peace_that_the_great_power_does_not() {
    let planning = Planning::plain(4, 1.0, 30);
    let hazard = |believed: f64| {
        let mut war = load_war("ukraine-2025-12");
        war.postures.iter_mut().for_each(|posture| posture.effects.credibility = 0.0);
        for package in &mut war.packages {
            (package.terms.pledged, package.terms.believed) = (believed, believed);
        }
        let world = World::new(war.clone());
        let position = world.start_position();
        let place = war.packages.iter().position(|package| !package.ceasefire_first).unwrap();
        solve_war(war, &planning).attack_hazard(&position, place, true, position.held)
    };
    let [alone, joined] = [hazard(0.0), hazard(0.9)];
    assert!(joined < 0.8 * alone, "{alone} alone, {joined} with guarantors");
}
