//! Hand-made futures on which differently worded questions have different answers.

use super::*;
use crate::future::funding_record::FundingRecord;
use crate::future::monthly_trace::MonthlyTrace;
use crate::future::run::{Agreement, Settlement, Truce};
use standoff_scenario::{PRESETS, Scenario, Wording, builtin, months_between};
use standoff_world::state::End;
use standoff_world::state::Signature;
use standoff_world::talks::packages::Terms;

const GROUND: QuestionContext = QuestionContext { area_per_step: 100.0, front_start: 5, area_start: 500.0 };
const WEEK: f64 = 3.0 / 13.0;
const GENERAL: Wording =
    Wording { scope: Scope::General, mutual: true, min_days: 0, intended: false, stage: Stage::InEffect };

fn scenario() -> Scenario {
    builtin::load("two-sided").expect("a built-in scenario")
}

fn question_of(event: QuestionEvent, wording: Wording, months: f64) -> Question {
    let scenario = scenario();
    let question = Question::of_wording(event, wording, scenario.start, &scenario);
    Question { months, resolvable: wording.scope == Scope::General, ..question }
}

fn answer_ceasefire(wording: Wording, months: f64, run: &Run) -> Answer {
    answer_question(&question_of(QuestionEvent::Ceasefire, wording, months), run, &GROUND)
}

fn war_to_the_horizon() -> Run {
    Run { horizon_months: 60.0, ..Run::default() }
}

fn run_with_truce(from: f64, to: f64, broke: bool) -> Run {
    Run {
        truces: vec![Truce { start_month: from, last_month: to, frozen_month: None, broken: broke }],
        ..war_to_the_horizon()
    }
}

fn signed_run(when: f64, failed: Option<f64>) -> Run {
    let terms = Terms::NONE;
    let signature =
        Signature { draft: 0, consent: true, terms, beyond: false, hazard: 0.0, gains: [0.0; 2], ratification: 1.0 };
    settled_run(Settlement { signature: Some(signature), effect_month: when, failed_month: failed })
}

fn settled_run(settlement: Settlement) -> Run {
    let end = settlement.failed_month.is_none().then_some((End::SettlementInside, settlement.effect_month));
    Run { end, settlements: vec![settlement], ..war_to_the_horizon() }
}

fn frozen_run(from: f64, frozen: f64) -> Run {
    let truce = Truce { start_month: from, last_month: 60.0, frozen_month: Some(frozen), broken: false };
    Run { end: Some((End::Frozen, frozen)), truces: vec![truce], ..war_to_the_horizon() }
}

fn held_for(days: u32) -> Wording {
    Wording { min_days: days, ..GENERAL }
}

#[test]
fn a_short_truce_is_a_ceasefire_in_effect_and_not_one_that_held() {
    let run = run_with_truce(10.0, 10.0 + 3.0 * WEEK, true);
    assert_eq!(answer_ceasefire(GENERAL, 12.0, &run), Answer::Yes);
    assert_eq!(answer_ceasefire(held_for(21), 12.0, &run), Answer::Yes, "three weeks are 21 days");
    assert_eq!(answer_ceasefire(held_for(22), 12.0, &run), Answer::No);
    assert_eq!(
        answer_ceasefire(Wording { intended: true, ..held_for(28) }, 12.0, &run),
        Answer::Yes,
        "agreed without end"
    );
    assert_eq!(
        answer_ceasefire(Wording { stage: Stage::Agreed, ..held_for(30) }, 12.0, &run),
        Answer::No,
        "it must hold too"
    );
    assert_eq!(answer_ceasefire(GENERAL, 9.9, &run), Answer::No, "it began later");
}

/// Every length in whole weeks is reached exactly, whatever the rounding of months.
#[test]
fn whole_weeks_are_whole_weeks() {
    for from in 1..200 {
        for weeks in 1..14 {
            let at = |steps: u32| 12.0 * f64::from(steps) / 52.0;
            let run = run_with_truce(at(from), at(from + weeks), true);
            assert_eq!(answer_ceasefire(held_for(7 * weeks), 60.0, &run), Answer::Yes, "{from} {weeks}");
            assert_eq!(answer_ceasefire(held_for(7 * weeks + 1), 60.0, &run), Answer::No, "{from} {weeks}");
        }
    }
}

#[test]
fn the_days_held_may_lie_past_the_deadline() {
    let run = run_with_truce(11.9, 14.0, true);
    assert_eq!(answer_ceasefire(held_for(60), 12.0, &run), Answer::Yes);
    assert_eq!(answer_ceasefire(held_for(90), 12.0, &run), Answer::No);
}

#[test]
fn a_truce_at_the_horizon_is_taken_to_go_on_and_that_is_said() {
    let run = run_with_truce(59.5, 60.0, false);
    assert_eq!(answer_ceasefire(GENERAL, 60.0, &run), Answer::Yes);
    assert_eq!(answer_ceasefire(held_for(30), 60.0, &run), Answer::Assumed);
    let sure = Run { truces: [run_with_truce(3.0, 6.0, true).truces, run.truces].concat(), ..war_to_the_horizon() };
    assert_eq!(answer_ceasefire(held_for(30), 60.0, &sure), Answer::Yes, "an earlier one held");
    let frozen = frozen_run(28.0, 40.0);
    assert_eq!(
        answer_ceasefire(held_for(3660), 30.0, &frozen),
        Answer::Assumed,
        "a frozen conflict that holds at the horizon"
    );
}

#[test]
fn a_truce_that_becomes_a_settlement_lasts_as_long() {
    let run = |failed| Run { truces: run_with_truce(8.0, 9.0, false).truces, ..signed_run(9.0, failed) };
    assert_eq!(answer_ceasefire(held_for(90), 8.5, &run(Some(12.0))), Answer::Yes);
    assert_eq!(answer_ceasefire(held_for(150), 8.5, &run(Some(12.0))), Answer::No);
    assert_eq!(answer_ceasefire(held_for(150), 8.5, &run(None)), Answer::Yes);
    let apart = Run { truces: run_with_truce(3.0, 4.0, true).truces, ..signed_run(9.0, Some(9.5)) };
    assert_eq!(answer_ceasefire(held_for(30), 12.0, &apart), Answer::Yes, "the truce held for a month");
    assert_eq!(answer_ceasefire(held_for(40), 12.0, &apart), Answer::No, "two quiets do not add up");
}

#[test]
fn what_the_public_refuses_was_agreed_and_never_took_effect() {
    let run =
        Run { agreements: vec![Agreement { agreed_month: 7.0, signed_month: Some(9.0) }], ..war_to_the_horizon() };
    let agreed = Wording { stage: Stage::Agreed, ..GENERAL };
    for event in [QuestionEvent::Ceasefire, QuestionEvent::Settlement] {
        let of = |wording, months| answer_question(&question_of(event, wording, months), &run, &GROUND);
        assert_eq!(of(agreed, 12.0), Answer::Yes, "{event:?}");
        assert_eq!(of(agreed, 6.0), Answer::No, "{event:?}");
        assert_eq!(of(GENERAL, 12.0), Answer::No, "{event:?}");
        assert_eq!(of(Wording { min_days: 30, ..agreed }, 12.0), Answer::No, "{event:?}");
        assert_eq!(of(Wording { min_days: 30, intended: true, ..agreed }, 12.0), Answer::Yes, "{event:?}");
    }
}

#[test]
fn a_settlement_is_no_truce_and_may_have_to_hold() {
    let of = |wording, run: &Run| answer_question(&question_of(QuestionEvent::Settlement, wording, 12.0), run, &GROUND);
    assert_eq!(of(GENERAL, &run_with_truce(3.0, 60.0, false)), Answer::No);
    assert_eq!(of(GENERAL, &signed_run(9.0, Some(9.5))), Answer::Yes);
    assert_eq!(of(held_for(90), &signed_run(9.0, Some(9.5))), Answer::No);
    assert_eq!(of(held_for(90), &signed_run(9.0, Some(13.0))), Answer::Yes);
    assert_eq!(of(GENERAL, &signed_run(12.5, None)), Answer::No);
}

#[test]
fn smaller_scopes_are_never_answered() {
    let run = run_with_truce(3.0, 60.0, false);
    for event in [QuestionEvent::Ceasefire, QuestionEvent::Settlement, QuestionEvent::LineBreaks] {
        for scope in [Scope::Sectoral, Scope::Local] {
            let question = question_of(event, Wording { scope, ..GENERAL }, 12.0);
            assert_eq!(answer_question(&question, &run, &GROUND), Answer::Unknown);
            assert!(!is_answered_yes(&question, &run, &GROUND));
        }
    }
}

#[test]
fn beyond_the_horizon_only_a_yes_is_known() {
    let question = Question { resolvable: false, ..question_of(QuestionEvent::Ceasefire, GENERAL, 90.0) };
    assert_eq!(answer_question(&question, &war_to_the_horizon(), &GROUND), Answer::Unknown);
    assert_eq!(answer_question(&question, &run_with_truce(3.0, 4.0, true), &GROUND), Answer::Yes);
}

#[test]
fn truces_bind_both_sides() {
    let run = run_with_truce(3.0, 4.0, true);
    for mutual in [true, false] {
        assert_eq!(answer_ceasefire(Wording { mutual, ..GENERAL }, 12.0, &run), Answer::Yes);
        assert_eq!(answer_ceasefire(Wording { mutual, ..GENERAL }, 12.0, &war_to_the_horizon()), Answer::No);
    }
}

#[test]
fn the_other_events_have_a_day_too() {
    let run = Run {
        end: Some((End::Frozen, 20.0)),
        break_months: [Some(5.0), None, None, None, None],
        great_power_exit_month: Some(6.0),
        funding: FundingRecord { instrument_open_month: vec![Some(0.0), Some(7.0), None], ..FundingRecord::default() },
        monthly: MonthlyTrace {
            front_steps: vec![5, 6, 8, 8],
            coverage: vec![1.0, 0.7, 0.4, 0.9],
            ..MonthlyTrace::default()
        },
        ..frozen_run(8.0, 20.0)
    };
    let first = |event| {
        (0..60).find(|&month| answer_question(&question_of(event, GENERAL, f64::from(month)), &run, &GROUND).is_yes())
    };
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
    let monthly = MonthlyTrace { front_steps: vec![5, 5, 9], ..MonthlyTrace::default() };
    let run = Run { end: Some((End::InvaderWins, 1.4)), monthly, ..war_to_the_horizon() };
    let by = |months| answer_question(&question_of(QuestionEvent::FrontBeyond(400.0), GENERAL, months), &run, &GROUND);
    assert_eq!([by(1.3), by(1.4), by(2.0)], [Answer::No, Answer::Yes, Answer::Yes]);
}

/// On every future: a longer time to hold, taking effect instead of agreeing, and an earlier deadline never help.
#[test]
fn stricter_words_are_never_likelier() {
    let runs = [
        war_to_the_horizon(),
        run_with_truce(2.0, 2.5, true),
        run_with_truce(2.0, 6.0, true),
        run_with_truce(58.0, 60.0, false),
        signed_run(4.0, Some(5.0)),
        signed_run(4.0, None),
        Run {
            agreements: vec![Agreement { agreed_month: 1.0, signed_month: None }],
            ..run_with_truce(9.0, 12.0, true)
        },
        Run { truces: run_with_truce(3.0, 4.0, false).truces, ..signed_run(4.0, Some(4.2)) },
    ];
    for run in &runs {
        for event in [QuestionEvent::Ceasefire, QuestionEvent::Settlement] {
            let yes = |wording, months| is_answered_yes(&question_of(event, wording, months), run, &GROUND);
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
    let run = run_with_truce(12.0 * weeks as f64 / 52.0, 8.0, true);
    assert_eq!(answer_question(&question, &run, &GROUND), Answer::Yes);
}

/// Evidence may say that a settlement is in force, or that a truce has become a frozen conflict, when a future begins.
#[test]
fn a_quiet_that_was_there_from_the_beginning_counts() {
    let in_force = Settlement { signature: None, effect_month: 0.0, failed_month: None };
    let settled = settled_run(in_force);
    assert_eq!(answer_ceasefire(held_for(30), 12.0, &settled), Answer::Yes);
    assert_eq!(answer_question(&question_of(QuestionEvent::Settlement, GENERAL, 12.0), &settled, &GROUND), Answer::Yes);
    let failed = settled_run(Settlement { failed_month: Some(0.5), ..in_force });
    assert_eq!([30, 10].map(|days| answer_ceasefire(held_for(days), 12.0, &failed)), [Answer::No, Answer::Yes]);
    let frozen = frozen_run(0.0, 0.0);
    assert_eq!(answer_ceasefire(held_for(90), 12.0, &frozen), Answer::Yes);
    // Days that were quiet before count: two months before, one after.
    let running = run_with_truce(-2.0, 1.0, true);
    assert_eq!([90, 120].map(|days| answer_ceasefire(held_for(days), 12.0, &running)), [Answer::Yes, Answer::No]);
}
