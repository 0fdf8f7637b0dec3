//! The menu of drafts, and the strains of the order that are read from it (decisions 4, 19 and 70).

use crate::small_war;
use standoff_world::actors::roles::Role;
use standoff_world::talks::menu::{choose_mixtures, company_weights, following_settlement, package_distance};
use standoff_world::talks::packages::{IssueSpace, IssueSteps, Mixture, Package, PackageOrigin, Terms};
use standoff_world::war::{Strains, War, World};

const STEPS: IssueSteps =
    IssueSteps { land: 0.1, guarantee: 0.25, alignment: 0.5, relief: 0.2, form: 0.4, sequence: 2.0 };
const SPACE: IssueSpace = IssueSpace { steps: STEPS, held: 0.4, own_steps: [0.5, 1.0, 1.0, 1.0] };
const PLAIN: Terms = Terms::NONE;

fn package(terms: Terms) -> Package {
    Package {
        name: String::new(),
        title: String::new(),
        origin: PackageOrigin::Draft,
        ceasefire_first: false,
        ceasefire_at_signature: false,
        terms,
    }
}

#[test]
fn distances_count_issues_in_their_steps() {
    let one = package(Terms { land: 0.1, guarantee: 0.5, alignment: 0.0, relief: 0.4, form: 0.0, ..Terms::NONE });
    let other = package(Terms { land: 0.3, guarantee: 0.0, alignment: 1.0, relief: 0.3, form: 0.2, ..Terms::NONE });
    // 2 + 2 + 2 + 1/2 + 1/2.
    assert!((package_distance(&SPACE, &one, &other) - 7.0).abs() < 1e-12);
    assert_eq!(package_distance(&SPACE, &one, &one), 0.0);
    let first = Package { ceasefire_first: true, ..other.clone() };
    assert!((package_distance(&SPACE, &one, &first) - 7.5).abs() < 1e-12);
    assert!((package_distance(&SPACE, &first, &one) - 7.5).abs() < 1e-12);
    assert_eq!(package_distance(&SPACE, &first, &Package { ceasefire_first: true, ..other }), 0.0);
}

fn mixture(first: usize, second: usize, weight: f64) -> Mixture {
    Mixture { first, second, weight }
}

/// Between two drafts first the middle, then quarters and eighths, until there are as many packages as asked or the next one
/// would add nothing.
#[test]
fn mixtures_fill_the_gap_between_drafts() {
    let drafts = [package(PLAIN), package(Terms { land: 0.09, ..PLAIN })];
    assert_eq!(choose_mixtures(&drafts, &SPACE, 2), []);
    assert_eq!(choose_mixtures(&drafts, &SPACE, 3), [mixture(0, 1, 0.5)]);
    // Of equally far ones the first by its terms.
    assert_eq!(choose_mixtures(&drafts, &SPACE, 5), [0.5, 0.25, 0.75].map(|weight| mixture(0, 1, weight)));
    // An eighth lies a ninth of a step from its neighbours, and counts; what lies less than a tenth away would not.
    let all: Vec<f64> = choose_mixtures(&drafts, &SPACE, 99).iter().map(|mixture| mixture.weight).collect();
    assert_eq!(all, [0.5, 0.25, 0.75, 0.125, 0.375, 0.625, 0.875]);
    let near = [package(PLAIN), package(Terms { land: 0.03, ..PLAIN })];
    assert_eq!(choose_mixtures(&near, &SPACE, 99), [mixture(0, 1, 0.5)]);
    // The draft that is second by its terms may be the first of the list.
    let reversed = [drafts[1].clone(), drafts[0].clone()];
    assert_eq!(choose_mixtures(&reversed, &SPACE, 4), [mixture(0, 1, 0.5), mixture(0, 1, 0.75)]);
}

/// Drafts far apart in land are not mixed, nor those that begin with a ceasefire; the farthest candidate comes first.
#[test]
fn only_near_settlements_are_mixed() {
    let far = [package(PLAIN), package(Terms { land: 0.36, ..PLAIN })];
    assert_eq!(choose_mixtures(&far, &SPACE, 9), []);
    let edge = [package(PLAIN), package(Terms { land: 0.35, ..PLAIN })];
    assert_eq!(choose_mixtures(&edge, &SPACE, 3), [mixture(0, 1, 0.5)]);
    let back = [package(Terms { land: -0.2, ..PLAIN }), package(Terms { land: 0.1, ..PLAIN })];
    assert_eq!(choose_mixtures(&back, &SPACE, 3), [mixture(0, 1, 0.5)]);
    let truce = [package(PLAIN), Package { ceasefire_first: true, ..package(Terms { form: 1.0, ..PLAIN }) }];
    assert_eq!(choose_mixtures(&truce, &SPACE, 9), []);
    let three = [package(PLAIN), package(Terms { relief: 0.1, ..PLAIN }), package(Terms { form: 1.0, ..PLAIN })];
    // The middle of the last two lies 1.5 steps from its nearest, that of the first and the last 1.25.
    assert_eq!(choose_mixtures(&three, &SPACE, 4)[0], mixture(1, 2, 0.5));
}

#[test]
fn mixtures_have_terms_between_their_drafts() {
    let drafts = [
        package(Terms { land: 0.1, guarantee: 0.2, alignment: 0.3, relief: 0.4, form: 0.5, ..Terms::NONE }),
        package(Terms { land: 0.5, guarantee: 1.0, alignment: 0.7, relief: 0.0, form: 0.9, ..Terms::NONE }),
    ];
    let Terms { land, guarantee, alignment, relief, form, .. } = mixture(0, 1, 0.25).terms(&drafts);
    let found = [land, guarantee, alignment, relief, form];
    assert!(
        found.into_iter().zip([0.2, 0.4, 0.4, 0.3, 0.6]).all(|(one, other)| (one - other).abs() < 1e-12),
        "{found:?}"
    );
}

/// Between a freeze and a return to the border lies a withdrawal of half the way, wherever the front stands; how far apart
/// they are is counted from the first day.
#[test]
fn a_withdrawal_goes_part_of_the_way() {
    let back = Terms { withdrawal: 1.0, line: 0.1, ..PLAIN };
    let farther = Terms { withdrawal: 0.5, line: 0.3, land: 0.05, ..PLAIN };
    let drafts = [package(PLAIN), package(back), package(farther)];
    for (first, second, weight) in [(0, 1, 0.5), (1, 2, 0.25), (0, 0, 0.5)] {
        let mixed = mixture(first, second, weight).terms(&drafts);
        for held in [0.2, 0.4, 0.7] {
            let [one, other] = [first, second].map(|place| drafts[place].terms.land_after(held));
            let mean = (1.0 - weight) * one + weight * other;
            assert!((mixed.land_after(held) - mean).abs() < 1e-12, "{mixed:?} at {held}");
        }
    }
    assert!((package_distance(&SPACE, &drafts[0], &drafts[1]) - 3.0).abs() < 1e-12);
    assert!((back.ceded(0.7) + 0.6).abs() < 1e-12 && (farther.ceded(0.7) + 0.15).abs() < 1e-12);
}

/// `1 / sum_z e^(-d/kappa)`: two copies share the weight of one, and what follows a truce counts in a truce alone.
#[test]
fn copies_share_the_weight_of_one() {
    let (one, other) = (package(PLAIN), package(Terms { land: 0.2, ..PLAIN }));
    let near = f64::exp(-2.0 / 1.5);
    let weights = company_weights(&[one.clone(), one.clone(), other.clone()], &SPACE, 1.5, false);
    for (found, expected) in weights.iter().zip([1.0 / (2.0 + near), 1.0 / (2.0 + near), 1.0 / (1.0 + 2.0 * near)]) {
        assert!((found - expected).abs() < 1e-12, "{weights:?}");
    }
    let following = Package { origin: PackageOrigin::Following(0), ..other };
    let weights = company_weights(&[one.clone(), following.clone()], &SPACE, 1.5, false);
    assert_eq!(weights, [1.0, 0.0]);
    let weights = company_weights(&[one, following], &SPACE, 1.5, true);
    assert!(weights.iter().all(|weight| (weight - 1.0 / (1.0 + near)).abs() < 1e-12), "{weights:?}");
}

#[test]
fn a_ceasefire_is_followed_by_its_settlement() {
    let first = Package { ceasefire_first: true, ..package(PLAIN) };
    let following = Package { origin: PackageOrigin::Following(1), ..package(PLAIN) };
    let packages = [package(PLAIN), first, following];
    assert_eq!([0, 1, 2].map(|draft| following_settlement(&packages, draft)), [0, 2, 2]);
    let mut war = small_war::war();
    war.packages = packages.to_vec();
    assert_eq!(World::new(war.clone()).tabled_count(), 3);
    war.packages.push(Package { origin: PackageOrigin::Mixture(mixture(0, 2, 0.5)), ..package(PLAIN) });
    assert_eq!(World::new(war).tabled_count(), 3);
}

/// Four drafts: the great power ranks them by relief, and the coalition by land.
fn strained_war(reliefs: [f64; 4], lands: [f64; 4]) -> War {
    let mut war = small_war::war();
    war.roles[Role::GreatPower] = Some("great power".into());
    war.issue_steps = STEPS;
    war.packages =
        reliefs.into_iter().zip(lands).map(|(relief, land)| package(Terms { relief, land, ..PLAIN })).collect();
    (war.great_power.relief, war.great_power.reputation, war.great_power.guarantee) = (1.0, 0.0, 0.0);
    let values = &mut war.coalition_values;
    (values.land, values.security, values.autonomy, values.assets, values.precedent) = (1.0, 0.0, 0.0, 0.0, 0.0);
    (war.order.great_power_spending, war.postures[0].effects.commitment) = (60.0, 0.5);
    (war.members[0].figures.military_spending, war.members[1].figures.military_spending) = (50.0, 20.0);
    war
}

/// S of Signorino and Ritter by hand: `1 - 2 sum|r - r'| / floor(n^2/2)`, here with n = 4 and a most of 8.
#[test]
fn strains_are_those_of_spending_and_of_rankings() {
    for (reliefs, lands, similarity, gap) in [
        // The great power's ranks are 0, 1, 2, 3; the coalition's too, as less land is better.
        ([0.0, 0.1, 0.2, 0.3], [0.03, 0.02, 0.01, 0.0], 1.0, 0.0),
        // The opposite ranking: 3 + 1 + 1 + 3. The best two lie 1.5 + .3 steps apart, as far as any two.
        ([0.0, 0.1, 0.2, 0.3], [0.0, 0.01, 0.02, 0.03], -1.0, 1.0),
        // The two in the middle change places.
        ([0.0, 0.1, 0.2, 0.3], [0.03, 0.01, 0.02, 0.0], 0.5, 0.0),
        // The coalition likes the last two alike, at the rank 2.5 each: a distance of one half and one half.
        ([0.0, 0.1, 0.2, 0.3], [0.03, 0.02, 0.0, 0.0], 0.75, 0.5 / 1.8),
    ] {
        let world = World::new(strained_war(reliefs, lands));
        let strains = Strains::measure(&world, 0.5, 0).expect("strains");
        assert!((strains.interest_similarity - similarity).abs() < 1e-12, "{lands:?}: {strains:?}");
        assert!((strains.cohesion_gap - gap).abs() < 1e-9, "{lands:?}: {strains:?}");
        // 30 of the great power that can be counted on, 50 and 20 of the members.
        assert!((strains.power_share - 0.3).abs() < 1e-12);
        assert!((strains.power_concentration - (0.09 + 0.25 + 0.04)).abs() < 1e-12);
    }
}

#[test]
fn strains_need_a_great_power_and_a_coalition() {
    let war = strained_war([0.0, 0.1, 0.2, 0.3], [0.0; 4]);
    for role in [Role::GreatPower, Role::Coalition] {
        let mut without = war.clone();
        without.roles[role] = None;
        assert_eq!(Strains::measure(&World::new(without), 0.5, 0), None);
    }
    // Packages that are all alike lie no distance apart, and nobody spends anything here.
    let mut alike = strained_war([0.1; 4], [0.0; 4]);
    alike.order.great_power_spending = 0.0;
    alike.members.iter_mut().for_each(|member| member.figures.military_spending = 0.0);
    let strains = Strains::measure(&World::new(alike), 0.5, 0).expect("strains");
    let expected = Strains { power_concentration: 0.0, power_share: 0.0, cohesion_gap: 0.0, interest_similarity: 1.0 };
    assert_eq!(strains, expected);
    // What is derived from drafts is not ranked.
    let mut derived = strained_war([0.0, 0.1, 0.2, 0.3], [0.03, 0.02, 0.01, 0.0]);
    derived.packages.push(Package { origin: PackageOrigin::Following(0), ..package(Terms { relief: 1.0, ..PLAIN }) });
    assert_eq!(Strains::measure(&World::new(derived), 0.5, 0).map(|strains| strains.interest_similarity), Some(1.0));
}
