//! Deals read off runs made by hand.

use super::*;
use crate::ensemble::design::Design;
use crate::future::run::{Agreement, Settlement};
use standoff_scenario::{Scenario, builtin};
use standoff_world::state::End;

fn scenario() -> Scenario {
    builtin::load("two-sided").unwrap()
}

fn design(scenario: &Scenario) -> Design<'_> {
    Design { draws: 2, paths: 4, seed: 1, ..Design::new(scenario) }
}

fn signature(draft: usize, gains: [f64; 2], ratification: f64) -> Signature {
    let terms = scenario().war(&scenario().central_values()).unsigned;
    Signature { draft, consent: true, terms, beyond: false, hazard: 0.01, gains, ratification }
}

fn signed_run(month: f64, signature: Signature) -> Run {
    Run {
        horizon_months: 60.0,
        end: Some((End::SettlementInside, month)),
        agreements: vec![Agreement { agreed_month: month, signed_month: Some(month) }],
        settlements: vec![Settlement { signature: Some(signature), effect_month: month, failed_month: None }],
        ..Run::default()
    }
}

fn deals_of(draws: Vec<Vec<Run>>) -> Deals {
    let scenario = scenario();
    let design = design(&scenario);
    let values = scenario.central_values();
    let draw = |(draw, runs): (usize, Vec<Run>)| DrawRuns { draw, values: values.clone(), runs, situation: None };
    let draws = draws.into_iter().enumerate().map(draw).collect();
    measure_deals(&Ensemble::new(&design, draws, false).unwrap())
}

#[test]
fn without_a_signature_there_is_nothing_to_say() {
    let deals = deals_of(vec![vec![Run::default(); 3], vec![Run::default(); 3]]);
    assert_eq!((deals.signatures, deals.at_a_loss, deals.median_gain, deals.why), (0, None, None, None));
    assert!(deals.signed_by.iter().all(|at| at.p == 0.0));
}

#[test]
fn a_peace_that_failed_was_signed_and_no_longer_holds() {
    let signed = signed_run(5.0, signature(0, [0.1, 0.1], 0.9));
    let settlements = vec![Settlement { failed_month: Some(20.0), ..signed.settlements[0] }];
    let failed = Run { end: None, settlements, ..signed.clone() };
    let deals = deals_of(vec![vec![signed, failed], vec![Run::default(), Run::default()]]);
    let at = |list: &[crate::forecast::findings::ProbabilityAt]| list.iter().map(|at| at.p).collect::<Vec<f64>>();
    let months: Vec<usize> = deals.signed_by.iter().map(|at| at.months).collect();
    assert_eq!(months[..3], [6, 12, 24]);
    assert_eq!(at(&deals.signed_by)[..3], [0.5, 0.5, 0.5]);
    assert_eq!(at(&deals.in_effect_by)[..3], [0.5, 0.5, 0.5]);
    assert_eq!(at(&deals.holding_by)[..3], [0.5, 0.5, 0.25]);
}

#[test]
fn a_loss_is_that_of_the_signer_worse_off() {
    let runs = [[0.2, -0.01], [0.2, -0.02], [-0.005, 0.3], [0.1, 0.05]];
    let draw: Vec<Run> = runs.iter().map(|gains| signed_run(3.0, signature(0, *gains, 0.4))).collect();
    let deals = deals_of(vec![draw, vec![signed_run(3.0, signature(0, [0.1, 0.1], 0.6))]]);
    assert_eq!(deals.signatures, 5);
    assert_eq!(deals.at_a_loss.unwrap().value, 0.6);
    assert_eq!(deals.worse_than_sixtieth.unwrap().value, 0.2);
    assert_eq!(deals.gambles.unwrap().value, 0.8);
    assert_eq!(deals.median_gain.unwrap().median, -0.005);
    let share = deals.at_a_loss.unwrap();
    assert!(share.low.unwrap() >= 0.0 && share.high.unwrap() <= 1.0);
    assert!((deals.five_year_peace.unwrap().value - 0.99f64.powi(60)).abs() < 1e-12);
}

#[test]
fn the_package_signed_most_often_is_explained() {
    let often = signed_run(3.0, signature(2, [0.02, 0.05], 0.9));
    let deals = deals_of(vec![vec![often.clone(), often], vec![signed_run(3.0, signature(0, [0.1, 0.1], 0.9))]]);
    let why = deals.why.unwrap();
    assert_eq!((why.draws, why.first_to_refuse.as_str()), (1, "invader"));
    assert!((why.share - 2.0 / 3.0).abs() < 1e-12 && (why.gain["invader"] - 0.02).abs() < 1e-12);
    assert!(why.otherwise.contains("0.020 of its stake more"), "{}", why.otherwise);
}

#[test]
fn the_public_comes_first_only_where_its_vote_is_close() {
    assert_eq!(first_to_refuse([0.02, 0.05], 0.51), "public");
    assert_eq!(first_to_refuse([0.02, 0.05], 0.6), "invader");
    assert_eq!(first_to_refuse([0.05, 0.02], 0.6), "defender");
    assert_eq!(first_to_refuse([0.05, 0.02], 0.3), "public");
}
