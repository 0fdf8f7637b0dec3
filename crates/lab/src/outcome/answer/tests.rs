//! Hand-made futures on which differently worded questions have different answers.

use super::*;
use crate::future::run::Truce;
use standoff_scenario::{PRESETS, Scenario, Wording, builtin, months_between};
use standoff_world::state::Signature;
use standoff_world::talks::packages::Terms;

const GROUND: Ground = Ground { area_per_step: 100.0, front_start: 5 };
const WEEK: f64 = 3.0 / 13.0;
const GENERAL: Wording =
    Wording { scope: Scope::General, mutual: true, min_days: 0, intended: false, stage: Stage::InEffect };

fn scenario() -> Scenario {
    builtin::load("two-sided").expect("a built-in scenario")
}

fn ask(event: QuestionEvent, wording: Wording, months: f64) -> Question {
    let scenario = scenario();
    let question = Question::of_wording(event, wording, scenario.start, &scenario);
    Question { months, resolvable: wording.scope == Scope::General, ..question }
}

fn ceasefire(wording: Wording, months: f64, run: &Run) -> Answer {
    answer(&ask(QuestionEvent::Ceasefire, wording, months), run, &GROUND)
}

fn war() -> Run {
    Run { horizon: 60.0, ..Run::blank(0, 0) }
}

fn truce(from: f64, to: f64, broke: bool) -> Run {
    Run { truces: vec![Truce { from, to, broke }], ..war() }
}

fn signed(when: f64, failed: Option<f64>) -> Run {
    let terms = Terms { land: 0.0, guarantee: 0.0, alignment: 0.0, relief: 0.0, form: 0.0 };
    let signature = Signature { draft: 0, consent: true, terms, beyond: false, hazard: 0.0 };
    Run { signature: Some(signature), end: Some((End::SettlementInside, when)), peace_failed: failed, ..war() }
}

fn held(days: u32) -> Wording {
    Wording { min_days: days, ..GENERAL }
}

#[test]
fn a_short_truce_is_a_ceasefire_in_effect_and_not_one_that_held() {
    let run = truce(10.0, 10.0 + 3.0 * WEEK, true);
    assert_eq!(ceasefire(GENERAL, 12.0, &run), Answer::Yes);
    assert_eq!(ceasefire(held(21), 12.0, &run), Answer::Yes, "three weeks are 21 days");
    assert_eq!(ceasefire(held(22), 12.0, &run), Answer::No);
    assert_eq!(ceasefire(Wording { intended: true, ..held(28) }, 12.0, &run), Answer::Yes, "agreed without end");
    assert_eq!(ceasefire(Wording { stage: Stage::Agreed, ..held(30) }, 12.0, &run), Answer::No, "it must hold too");
    assert_eq!(ceasefire(GENERAL, 9.9, &run), Answer::No, "it began later");
}

/// Every length in whole weeks is reached exactly, whatever the rounding of months.
#[test]
fn whole_weeks_are_whole_weeks() {
    for from in 1..200 {
        for weeks in 1..14 {
            let at = |steps: u32| 12.0 * f64::from(steps) / 52.0;
            let run = truce(at(from), at(from + weeks), true);
            assert_eq!(ceasefire(held(7 * weeks), 60.0, &run), Answer::Yes, "{from} {weeks}");
            assert_eq!(ceasefire(held(7 * weeks + 1), 60.0, &run), Answer::No, "{from} {weeks}");
        }
    }
}

#[test]
fn the_days_held_may_lie_past_the_deadline() {
    let run = truce(11.9, 14.0, true);
    assert_eq!(ceasefire(held(60), 12.0, &run), Answer::Yes);
    assert_eq!(ceasefire(held(90), 12.0, &run), Answer::No);
}

#[test]
fn a_truce_at_the_horizon_is_taken_to_go_on_and_that_is_said() {
    let run = truce(59.5, 60.0, false);
    assert_eq!(ceasefire(GENERAL, 60.0, &run), Answer::Yes);
    assert_eq!(ceasefire(held(30), 60.0, &run), Answer::Assumed);
    let sure = Run { truces: [truce(3.0, 6.0, true).truces, run.truces].concat(), ..war() };
    assert_eq!(ceasefire(held(30), 60.0, &sure), Answer::Yes, "an earlier one held");
    let frozen = Run { end: Some((End::Frozen, 40.0)), ..truce(28.0, 40.0, false) };
    assert_eq!(ceasefire(held(3660), 30.0, &frozen), Answer::Yes, "a frozen conflict lasts");
}

#[test]
fn a_truce_that_becomes_a_settlement_lasts_as_long() {
    let run = |failed| Run { truces: truce(8.0, 9.0, false).truces, ..signed(9.0, failed) };
    assert_eq!(ceasefire(held(90), 8.5, &run(Some(12.0))), Answer::Yes);
    assert_eq!(ceasefire(held(150), 8.5, &run(Some(12.0))), Answer::No);
    assert_eq!(ceasefire(held(150), 8.5, &run(None)), Answer::Yes);
    let apart = Run { truces: truce(3.0, 4.0, true).truces, ..signed(9.0, Some(9.5)) };
    assert_eq!(ceasefire(held(30), 12.0, &apart), Answer::Yes, "the truce held for a month");
    assert_eq!(ceasefire(held(40), 12.0, &apart), Answer::No, "two quiets do not add up");
}

#[test]
fn what_the_public_refuses_was_agreed_and_never_took_effect() {
    let run = Run { unratified: Some(7.0), ..war() };
    let agreed = Wording { stage: Stage::Agreed, ..GENERAL };
    for event in [QuestionEvent::Ceasefire, QuestionEvent::Settlement] {
        let of = |wording, months| answer(&ask(event, wording, months), &run, &GROUND);
        assert_eq!(of(agreed, 12.0), Answer::Yes, "{event:?}");
        assert_eq!(of(agreed, 6.0), Answer::No, "{event:?}");
        assert_eq!(of(GENERAL, 12.0), Answer::No, "{event:?}");
        assert_eq!(of(Wording { min_days: 30, ..agreed }, 12.0), Answer::No, "{event:?}");
        assert_eq!(of(Wording { min_days: 30, intended: true, ..agreed }, 12.0), Answer::Yes, "{event:?}");
    }
}

#[test]
fn a_settlement_is_no_truce_and_may_have_to_hold() {
    let of = |wording, run: &Run| answer(&ask(QuestionEvent::Settlement, wording, 12.0), run, &GROUND);
    assert_eq!(of(GENERAL, &truce(3.0, 60.0, false)), Answer::No);
    assert_eq!(of(GENERAL, &signed(9.0, Some(9.5))), Answer::Yes);
    assert_eq!(of(held(90), &signed(9.0, Some(9.5))), Answer::No);
    assert_eq!(of(held(90), &signed(9.0, Some(13.0))), Answer::Yes);
    assert_eq!(of(GENERAL, &signed(12.5, None)), Answer::No);
}

#[test]
fn smaller_scopes_are_never_answered() {
    let run = truce(3.0, 60.0, false);
    for event in [QuestionEvent::Ceasefire, QuestionEvent::Settlement, QuestionEvent::LineBreaks] {
        for scope in [Scope::Sectoral, Scope::Local] {
            let question = ask(event, Wording { scope, ..GENERAL }, 12.0);
            assert_eq!(answer(&question, &run, &GROUND), Answer::Unknown);
            assert!(!happened(&question, &run, &GROUND));
        }
    }
}

#[test]
fn beyond_the_horizon_only_a_yes_is_known() {
    let question = Question { resolvable: false, ..ask(QuestionEvent::Ceasefire, GENERAL, 90.0) };
    assert_eq!(answer(&question, &war(), &GROUND), Answer::Unknown);
    assert_eq!(answer(&question, &truce(3.0, 4.0, true), &GROUND), Answer::Yes);
}

#[test]
fn truces_bind_both_sides() {
    let run = truce(3.0, 4.0, true);
    for mutual in [true, false] {
        assert_eq!(ceasefire(Wording { mutual, ..GENERAL }, 12.0, &run), Answer::Yes);
        assert_eq!(ceasefire(Wording { mutual, ..GENERAL }, 12.0, &war()), Answer::No);
    }
}

#[test]
fn the_other_events_have_a_day_too() {
    let run = Run {
        end: Some((End::Frozen, 20.0)),
        breaks: [Some(5.0), None, None, None, None],
        out: Some(6.0),
        opened: vec![Some(0.0), Some(7.0), None],
        front: vec![5, 6, 8, 8],
        coverage: vec![1.0, 0.7, 0.4, 0.9],
        ..truce(8.0, 20.0, false)
    };
    let first = |event| (0..60).find(|&month| answer(&ask(event, GENERAL, f64::from(month)), &run, &GROUND).is_yes());
    let opened = |instrument| first(QuestionEvent::InstrumentOpen(instrument));
    assert_eq!(
        [first(QuestionEvent::TruceLasts), first(QuestionEvent::LineBreaks), first(QuestionEvent::GreatPowerOut)],
        [20, 5, 6].map(Some)
    );
    assert_eq!([opened(0), opened(1), opened(2), opened(9)], [Some(0), Some(7), None, None]);
    assert_eq!([100.0, 300.0, 301.0].map(|area| first(QuestionEvent::FrontBeyond(area))), [Some(1), Some(2), None]);
    assert_eq!([0.5, 0.3].map(|share| first(QuestionEvent::CoverageBelow(share))), [Some(2), None]);
}

/// A war that is over within a month shows its last state by the day of its end, not only by the end of the month.
#[test]
fn a_war_that_is_over_has_its_last_state() {
    let run = Run { end: Some((End::InvaderWins, 1.4)), front: vec![5, 5, 9], ..war() };
    let by = |months| answer(&ask(QuestionEvent::FrontBeyond(400.0), GENERAL, months), &run, &GROUND);
    assert_eq!([by(1.3), by(1.4), by(2.0)], [Answer::No, Answer::Yes, Answer::Yes]);
}

/// On every future: a longer time to hold, taking effect instead of agreeing, and an earlier deadline never help.
#[test]
fn stricter_words_are_never_likelier() {
    let runs = [
        war(),
        truce(2.0, 2.5, true),
        truce(2.0, 6.0, true),
        truce(58.0, 60.0, false),
        signed(4.0, Some(5.0)),
        signed(4.0, None),
        Run { unratified: Some(1.0), ..truce(9.0, 12.0, true) },
        Run { truces: truce(3.0, 4.0, false).truces, ..signed(4.0, Some(4.2)) },
    ];
    for run in &runs {
        for event in [QuestionEvent::Ceasefire, QuestionEvent::Settlement] {
            let yes = |wording, months| happened(&ask(event, wording, months), run, &GROUND);
            for (months, days) in [1.0, 3.0, 5.0, 12.0, 60.0].into_iter().flat_map(|m| [0, 28, 30, 90].map(|d| (m, d)))
            {
                for (intended, stage) in [(true, Stage::Agreed), (true, Stage::InEffect), (false, Stage::Agreed)] {
                    let loose = Wording { min_days: days, intended, stage, ..GENERAL };
                    let strict = Wording { stage: Stage::InEffect, intended: false, ..loose };
                    assert!(yes(loose, months) || !yes(strict, months), "{loose:?} by {months}");
                    assert!(yes(loose, months) || !yes(Wording { min_days: days + 7, ..loose }, months));
                    assert!(yes(loose, months + 2.0) || !yes(loose, months), "{loose:?} by {months}");
                }
            }
        }
    }
}

#[test]
fn deadlines_include_their_day() {
    let scenario = scenario();
    let weeks = 17;
    let by = scenario.start.checked_add(jiff::Span::new().weeks(weeks)).expect("a day");
    let question = Question::of_wording(QuestionEvent::Ceasefire, PRESETS[1].wording, by, &scenario);
    assert_eq!(question.months, months_between(scenario.start, by));
    let run = truce(12.0 * weeks as f64 / 52.0, 8.0, true);
    assert_eq!(answer(&question, &run, &GROUND), Answer::Yes);
}

/// Evidence may say that a settlement is in force, or that a truce has become a frozen conflict, when a future begins.
#[test]
fn a_quiet_that_was_there_from_the_beginning_counts() {
    let settled = Run { end: Some((End::SettlementInside, 0.0)), ..war() };
    assert_eq!(ceasefire(held(30), 12.0, &settled), Answer::Yes);
    assert_eq!(answer(&ask(QuestionEvent::Settlement, GENERAL, 12.0), &settled, &GROUND), Answer::Yes);
    let failed = Run { peace_failed: Some(0.5), ..settled };
    assert_eq!([30, 10].map(|days| ceasefire(held(days), 12.0, &failed)), [Answer::No, Answer::Yes]);
    let frozen = Run { end: Some((End::Frozen, 0.0)), ..truce(0.0, 0.0, false) };
    assert_eq!(ceasefire(held(90), 12.0, &frozen), Answer::Yes);
    // Days that were quiet before count: two months before, one after.
    let running = truce(-2.0, 1.0, true);
    assert_eq!([90, 120].map(|days| ceasefire(held(days), 12.0, &running)), [Answer::Yes, Answer::No]);
}
