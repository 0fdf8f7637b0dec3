//! Issues and guarantors of the war's own (decisions 102 and 103).

use crate::small_war;
use standoff_world::actors::roles::Role;
use standoff_world::quantity::{Definition, Figures};
use standoff_world::talks::guarantors::joined;
use standoff_world::talks::issues::{Issue, IssueFigures};
use standoff_world::talks::menu::package_distance;
use standoff_world::talks::packages::{Mixture, Terms};
use standoff_world::war::{GuarantorOutline, IssueOutline, War, World};

const RULER: IssueFigures = IssueFigures {
    invader: 0.5,
    defender: 0.25,
    coalition: 1.0,
    great_power: -0.1,
    step: 0.25,
    unsigned: 0.0,
    invader_wins: 1.0,
    defender_wins: 0.0,
};
const HELD: f64 = 0.5;
const BELLIGERENTS: [Role; 3] = [Role::Invader, Role::Defender, Role::Coalition];

fn with_issue(figures: IssueFigures) -> War {
    let mut war = small_war::war();
    war.issues = vec![Issue { name: "ruler".into(), title: "Who rules".into(), figures }];
    war
}

fn with_position(terms: &Terms, position: f64) -> Terms {
    Terms { issues: [position, 0.0, 0.0, 0.0], ..*terms }
}

#[test]
fn an_issue_is_worth_its_weight_of_a_greater_stake() {
    let (plain, war) = (small_war::war(), with_issue(RULER));
    let terms = with_position(&war.packages[1].terms, 0.4);
    let built_in = |role| plain.terms_value(role, &terms, HELD);
    let close = |role, expected: f64| assert!((war.terms_value(role, &terms, HELD) - expected).abs() < 1e-15);
    close(Role::Invader, (built_in(Role::Invader) + 0.5 * 0.4) / 1.5);
    close(Role::Defender, (built_in(Role::Defender) + 0.25 * 0.6) / 1.25);
    close(Role::Coalition, (built_in(Role::Coalition) + 0.6) / 2.0);
    close(Role::GreatPower, built_in(Role::GreatPower) - 0.1 * 0.4);
}

/// Whoever gains by an issue loses by its opposite, and nobody minds one that weighs nothing.
#[test]
fn sides_want_an_issue_at_opposite_ends() {
    let idle = with_issue(IssueFigures { invader: 0.0, defender: 0.0, coalition: 0.0, great_power: 0.0, ..RULER });
    let war = with_issue(RULER);
    for role in BELLIGERENTS {
        let value = |war: &War, at: f64| war.terms_value(role, &with_position(&war.packages[0].terms, at), HELD);
        let rises = value(&war, 1.0) - value(&war, 0.0);
        assert!(if role == Role::Invader { rises > 0.0 } else { rises < 0.0 }, "{role:?} {rises}");
        assert_eq!(value(&idle, 1.0), value(&idle, 0.0));
    }
}

/// Mixtures lie between in the war's own issues and in guarantees of others; the distance counts both in steps.
#[test]
fn terms_of_the_wars_own_mix_and_count_in_distances() {
    let mut war = with_issue(RULER);
    war.packages[0].terms = with_position(&war.packages[0].terms, 0.2);
    let apart_before = package_distance(&war.issue_space(), &war.packages[0], &war.packages[1]);
    let yielding = Terms { pledged: 0.8, believed: 0.4, ..with_position(&war.packages[1].terms, 1.0) };
    let guarantee = war.packages[1].terms.guarantee;
    war.packages[1].terms = with_position(&war.packages[1].terms, 1.0);
    let by_issue = package_distance(&war.issue_space(), &war.packages[0], &war.packages[1]) - apart_before;
    assert!((by_issue - (1.0 - 0.2 - 0.2) / 0.25).abs() < 1e-12, "{by_issue}");
    war.packages[1].terms = yielding;
    assert_eq!(yielding.written_guarantee(), joined(guarantee, 0.8));
    let mixed = Mixture { first: 0, second: 1, weight: 0.25 }.terms(&war.packages);
    assert!((mixed.issues[0] - 0.4).abs() < 1e-15 && mixed.issues[1..] == [0.0; 3]);
    assert!((mixed.pledged - 0.2).abs() < 1e-15 && (mixed.believed - 0.1).abs() < 1e-15);
}

/// A guarantor is believed by itself: not by the great power's posture, and not paid for by the great power.
#[test]
fn guarantors_stand_by_their_own_word() {
    let mut war = small_war::war();
    war.unsigned = Terms { guarantee: 0.2, ..Terms::NONE };
    let world = World::new(war.clone());
    let pledged = Terms { guarantee: 0.2, pledged: 0.5, believed: 0.4, ..Terms::NONE };
    assert_eq!(pledged.believed_guarantee(0.0), 0.4);
    assert_eq!(pledged.believed_guarantee(0.5), joined(0.1, 0.4));
    assert!(world.effective_security(&pledged, 0.0) > world.effective_security(&war.unsigned, 0.0));
    let alone = Terms { pledged: 0.0, believed: 0.0, ..pledged };
    let value = |role, terms: &Terms| war.terms_value(role, terms, HELD);
    assert_eq!(value(Role::GreatPower, &pledged), value(Role::GreatPower, &alone));
    assert!(value(Role::Invader, &pledged) < value(Role::Invader, &alone));
    assert!(value(Role::Defender, &pledged) > value(Role::Defender, &alone));
    // Without the consent of the coalition its parts are missing, not those of others.
    assert_eq!(pledged.without_coalition_parts(1.0, 1.0).believed_guarantee(1.0), 0.4);
}

struct Written;

impl Figures for Written {
    fn figure(&self, path: &str) -> f64 {
        match path {
            "package.yield.issue.ruler" => 0.9,
            "package.yield.guarantor.neighbour" => 0.5,
            "package.yield.guarantor.union" => 0.4,
            "guarantor.neighbour.credibility" => 0.8,
            "guarantor.union.credibility" => 0.5,
            "issue.ruler.unsigned" => 0.3,
            "issue.ruler.invader_wins" => 0.7,
            "issue.ruler.defender_wins" => 0.1,
            _ => small_war::Defaults.figure(path),
        }
    }
    fn group(&self, path: &str, definitions: &[Definition], figures: &mut [f64]) {
        for (figure, definition) in figures.iter_mut().zip(definitions) {
            *figure = self.figure(&format!("{path}.{}", definition.name));
        }
    }
}

#[test]
fn a_package_takes_what_it_names_and_leaves_the_rest_as_it_stands() {
    let mut structure = small_war::structure();
    let names = |name: &str| (name.to_owned(), name.to_owned());
    let (name, title) = names("ruler");
    structure.issues = vec![IssueOutline { name, title }];
    structure.guarantors =
        ["neighbour", "union"].map(names).map(|(name, title)| GuarantorOutline { name, title }).into();
    (structure.packages[1].issues, structure.packages[1].guarantors) = (vec![0], vec![0, 1]);
    let war = War::new(&structure, &Written);
    let [freeze, yielding] = [0, 1].map(|place| war.packages[place].terms);
    assert_eq!((freeze.issues[0], freeze.pledged, freeze.believed), (0.3, 0.0, 0.0));
    assert_eq!(yielding.issues, [0.9, 0.0, 0.0, 0.0]);
    assert!((yielding.pledged - 0.7).abs() < 1e-15, "1 - .5 x .6");
    assert!((yielding.believed - 0.52).abs() < 1e-15, "1 - .6 x .8");
    let ends = [war.unsigned, war.invader_wins, war.defender_wins].map(|terms| terms.issues[0]);
    assert_eq!(ends, [0.3, 0.7, 0.1]);
}
