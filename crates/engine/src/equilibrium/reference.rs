//! The game against an independent solution of it, `fixtures/oracle/bargain/bargain.py`, which was written from the
//! specification beside it by an author who had not read the engine.
//!
//! `STANDOFF_BLESS=1` writes the games anew; `bargain.py` must then be run again on all.

mod agreement;
mod case;
mod futures;
mod game;

use crate::induction::policy::Column;
use crate::payoff::settlement::SettlementGame;
use crate::state_space::{Cell, DEFENDER, INVADER, Regime};
use agreement::{Agreement, assert_same_json};
use case::{Case, cases};
use game::start_cell;
use serde_json::{Value, json};
use standoff_num::elementary::logistic;
use standoff_world::actors::roles::Role;
use standoff_world::talks::packages::{Package, PackageOrigin, Terms};

/// Weights, values of fighting and of what is signed: sums, powers and linear systems.
const STATIC_TOLERANCE: f64 = 1e-9;
/// Lasting reasons: cosines of angles in the thousands.
const REASON_TOLERANCE: f64 = 1e-8;
/// What is handed to the recursion in single precision: a few units of its last digit.
const PLANNED_TOLERANCE: f64 = 2e-7;
/// Values of the game, a fixed point after hundreds of steps: a rounding of single precision, 6e-8, adds up over the
/// fifty months that a discount of .98 remembers. In double precision they agree to 3e-10.
const VALUE_TOLERANCE: f64 = 5e-6;
/// Log-odds, differences of such values times a sharpness of 480.
const ODDS_TOLERANCE: f64 = 5e-3;
/// Change in a step at which a game in single precision has settled.
const SETTLED_BELOW: f64 = 1e-6;

#[test]
fn stored_games_are_those_of_the_engine() {
    for case in cases() {
        if std::env::var_os("STANDOFF_BLESS").is_some() {
            case.store_description();
            println!("{}.json is written: run bargain.py on it", case.name);
        } else {
            assert_same_json(case.name, &case.description, &case.stored_description());
        }
    }
}

#[test]
fn menus_agree() {
    for case in cases() {
        let mut agreement = Agreement::within(STATIC_TOLERANCE, &format!("{}, menu", case.name));
        let mut planned = Agreement::within(PLANNED_TOLERANCE, &format!("{}, weights in the menu", case.name));
        let mut reasons = Agreement::within(REASON_TOLERANCE, &format!("{}, lasting reasons", case.name));
        for (place, package, expected) in packages(case) {
            assert_eq!(expected["ceasefire_first"], package.ceasefire_first);
            compare_origin(package, expected);
            let Terms { land, guarantee, alignment, relief, form, .. } = package.terms;
            agreement.compare(&[land, guarantee, alignment, relief, form], &expected["terms"]);
            let weights = Regime::ALL.map(|regime| case.game.problem.menu_weights[regime.index()][place].into());
            planned.compare(&weights, &expected["weights"]);
            let meaning = &case.world.reasons;
            let own = [meaning.invader[place], meaning.defender[place], meaning.public[place]];
            reasons.compare(&own, &expected["reasons"]);
        }
        agreement.report();
        planned.report();
        reasons.report();
    }
}

fn compare_origin(package: &Package, expected: &Value) {
    match package.origin {
        PackageOrigin::Draft => assert_eq!(expected["name"], package.name),
        PackageOrigin::Following(draft) => assert_eq!(expected["twin_of"], draft),
        PackageOrigin::Mixture(mixture) => {
            assert_eq!(expected["parents"], json!([mixture.first, mixture.second, mixture.weight]));
        }
    }
}

#[test]
fn fighting_to_the_finish_agrees() {
    for case in cases() {
        let problem = &case.game.problem;
        let grid = &problem.grid;
        let bracket = grid.bracket(case.world.start_position().held);
        let place = grid.place_of(&start_cell(&case.world, grid));
        let fight = |actor: usize| problem.fight.value(actor, bracket, place, 0.0);
        let fights: Vec<f64> = (0..grid.roles.len()).map(fight).collect();
        let mut agreement = Agreement::within(STATIC_TOLERANCE, &format!("{}, fight to the finish", case.name));
        agreement.compare(&fights, &case.expected["fight"]);
        agreement.report();
        let mut planned = Agreement::within(PLANNED_TOLERANCE, &format!("{}, military ends", case.name));
        let ends: Vec<f64> = problem.end_values.iter().flatten().map(|&value| value.into()).collect();
        planned.compare(&ends, &case.expected["ends"]);
        planned.report();
    }
}

#[test]
fn signed_packages_agree() {
    for case in cases() {
        let mut agreement = Agreement::within(STATIC_TOLERANCE, &format!("{}, signed packages", case.name));
        let mut planned = Agreement::within(PLANNED_TOLERANCE, &format!("{}, values of signing", case.name));
        for (place, _, expected) in packages(case).filter(|(_, package, _)| !package.ceasefire_first) {
            compare_settled(case, place, true, &expected["consented"], &mut agreement);
            if case.world.war.has(Role::Coalition) {
                compare_settled(case, place, false, &expected["withheld"], &mut agreement);
            }
            compare_signing(case, place, expected, (&mut agreement, &mut planned));
            compare_ratification(case, place, expected, (&mut agreement, &mut planned));
        }
        agreement.report();
        planned.report();
    }
}

/// Compares what a package is worth at the start once it is signed, with the coalition's parts or without.
fn compare_settled(case: &Case, package: usize, consent: bool, expected: &Value, agreement: &mut Agreement) {
    let problem = &case.game.problem;
    let grid = &problem.grid;
    let game = SettlementGame { world: &case.world, grid, fight: &problem.fight };
    let cell = start_cell(&case.world, grid);
    let terms = case.world.signed_terms(package, consent);
    let settled = game.settle(&cell, &game.price(grid.held_share(cell.front), &terms));
    agreement.compare(&settled.values, &expected["values"]);
    let hazards = expected["hazards"].as_array().expect("attack, and beyond the stake");
    let both: f64 = hazards.iter().filter_map(Value::as_f64).sum();
    agreement.compare(&[settled.hazard], &json!(both));
}

/// Compares the value of signing, over the coalition's answer and with the lasting reasons of the belligerents.
fn compare_signing(
    case: &Case,
    package: usize,
    expected: &Value,
    (agreement, planned): (&mut Agreement, &mut Agreement),
) {
    let problem = &case.game.problem;
    let cell = start_cell(&case.world, &problem.grid);
    let consent = logistic(problem.settlement.consent_odds(&cell)[package]);
    agreement.compare(&[consent], &expected["consent"]);
    let number = |value: &Value| value.as_f64().unwrap_or(f64::NAN);
    let consents = number(&expected["consent"]);
    let signing = problem.settlement.signing_values(&cell);
    for actor in 0..problem.grid.roles.len() {
        let [with, without] = ["consented", "withheld"].map(|answer| number(&expected[answer]["values"][actor]));
        let reason = if actor <= DEFENDER { number(&expected["reasons"][actor]) } else { 0.0 };
        let own = signing[problem.layout.menu_row(actor)][package];
        planned.compare(&[own.into()], &json!(consents * with + (1.0 - consents) * without + reason));
    }
}

fn compare_ratification(
    case: &Case,
    package: usize,
    expected: &Value,
    (agreement, planned): (&mut Agreement, &mut Agreement),
) {
    let problem = &case.game.problem;
    let cell = start_cell(&case.world, &problem.grid);
    let place = problem.grid.place_of(&cell);
    let outlook = problem.fight.values_at_front(DEFENDER, cell.front)[place] - problem.survey_outlook;
    let support = case.world.support(package, problem.grid.held_share(cell.front), outlook);
    agreement.compare(&[support], &expected["support"]);
    let ratified = problem.ratified[cell.front - 1][problem.layout.menu_row(place)][package];
    planned.compare(&[ratified.into()], &expected["ratified"]);
}

#[test]
fn values_of_the_game_agree() {
    for case in cases() {
        assert!(case.game.last_change() < SETTLED_BELOW, "{} settles: {}", case.name, case.game.last_change());
        let (grid, layout) = (&case.game.problem.grid, case.game.problem.layout);
        let place = grid.place_of(&start_cell(&case.world, grid));
        let mut agreement = Agreement::within(VALUE_TOLERANCE, &format!("{}, values", case.name));
        for regime in Regime::ALL {
            for actor in 0..grid.roles.len() {
                let rows = case.game.values.iter().map(|front| &front[layout.row(regime, actor, place)][..grid.drafts]);
                let expected = &case.expected["values"][regime.index()][actor];
                agreement.compare(&rows.flatten().map(|&value| value.into()).collect::<Vec<f64>>(), expected);
            }
        }
        agreement.report();
    }
}

#[test]
fn log_odds_of_both_answers_agree() {
    for case in cases() {
        let mut agreement = Agreement::within(ODDS_TOLERANCE, &format!("{}, log-odds", case.name));
        for regime in Regime::ALL {
            for side in [INVADER, DEFENDER] {
                let expected = &case.expected["log_odds"][regime.index()][side];
                agreement.compare(&played_odds(case, regime, side), expected);
            }
        }
        agreement.report();
    }
}

/// The policy that is kept is that of the rounds, to half precision.
#[test]
fn kept_policies_are_those_that_are_played() {
    for case in cases() {
        for regime in Regime::ALL {
            for (side, column) in [(INVADER, Column::InvaderAccepts), (DEFENDER, Column::DefenderAccepts)] {
                for (kept, played) in kept_odds(case, regime, column).into_iter().zip(played_odds(case, regime, side)) {
                    assert!((kept - played).abs() <= ODDS_TOLERANCE + played.abs() / 2048.0, "{kept} {played}");
                }
            }
        }
    }
}

/// Log-odds of an answer at the place of the start, `[front - 1][menu]`.
fn played_odds(case: &Case, regime: Regime, side: usize) -> Vec<f64> {
    let grid = &case.game.problem.grid;
    let start = start_cell(&case.world, grid);
    let odds = |front: usize| {
        let round = case.game.replay_round(&grid.position_of(&Cell { front, ..start }, regime, 0), front);
        round.answers[side].accept_odds[..grid.packages].to_vec()
    };
    (1..grid.front_steps).flat_map(odds).map(f64::from).collect()
}

/// The same from the policy that is kept.
fn kept_odds(case: &Case, regime: Regime, column: Column) -> Vec<f64> {
    let grid = &case.game.problem.grid;
    let start = start_cell(&case.world, grid);
    let states = (1..grid.front_steps).flat_map(|front| (0..grid.packages).map(move |package| (front, package)));
    let odds = |(front, package): (usize, usize)| {
        let position = grid.position_of(&Cell { front, ..start }, regime, 0);
        case.game.policy_at(&position).value(column, package)
    };
    states.map(odds).collect()
}

/// Packages of the menu, each with the reference's account of it.
fn packages(case: &Case) -> impl Iterator<Item = (usize, &Package, &Value)> {
    let expected = case.expected["packages"].as_array().expect("the reference has packages");
    let own = &case.world.war.packages;
    assert_eq!(own.len(), expected.len(), "{}: packages", case.name);
    own.iter().zip(expected).enumerate().map(|(place, (package, expected))| (place, package, expected))
}
