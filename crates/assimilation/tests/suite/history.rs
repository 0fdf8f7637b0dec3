//! Requirements on a history: its dates, its last answer, what moved it, and how it is stopped.

use standoff_assimilation::history::{History, HistoryRequest, HistoryStep, run_history};
use standoff_assimilation::{AssimilationRequest, FilterSize, start_on_record};
use standoff_lab::ensemble::design::Resolution;
use standoff_lab::error::LabError;
use standoff_lab::progress::{ProgressMonitor, ProgressStep};
use standoff_lab::{ForecastRequest, run_forecast};
use standoff_scenario::evidence::Log;
use standoff_scenario::{Date, Scenario, Source, builtin, date};
use std::sync::atomic::{AtomicBool, Ordering};

const HEADER: &str =
    "id,kind,date,until,party,subject,answer,value,unit,source,confidence,known,replaces,distinct,note\n";

/// The front where the scenario has it, month after month.
const CALM: &str = "july,area-held,2025-07-26,,invader,,,1000,km2,press,0.95,,,,\n\
                    august,area-held,2025-08-23,,invader,,,1000,km2,press,0.95,,,,\n\
                    october,area-held,2025-10-25,,invader,,,1000,km2,press,0.95,,,,\n";

/// A front that has moved on by two steps: further off, hardly any state would explain the report, and it would be taken for
/// false.
const ADVANCE: &str = "advance,area-held,2025-09-20,,invader,,,1500,km2,press,0.95,,,,\n";

/// A report of September that says what the others say.
const NOTHING_NEW: &str = "same,area-held,2025-09-20,,invader,,,1000,km2,press,0.95,,,,\n";

const AS_OF: Date = date(2025, 11, 1);

/// The two-sided war by the week.
fn weekly_scenario() -> Scenario {
    let text = builtin::source("two-sided").unwrap().text().replace("step = \"month\"", "step = \"week\"");
    Scenario::parse(&Source::new("weekly.toml", text)).unwrap_or_else(|found| panic!("{}", found.render(false))).0
}

fn history_request(rows: &str) -> HistoryRequest {
    let scenario = weekly_scenario();
    let log = Log::read(&[Source::new("log.csv", format!("{HEADER}{rows}"))], &scenario).unwrap().0;
    let size = FilterSize { draws: 512, paths: 4, games: 64, kept: 32 };
    let (as_of, resolution) = (AS_OF, Resolution::Coarse);
    let assimilation = AssimilationRequest { scenario, log, as_of, size, seed: 1, resolution };
    HistoryRequest { futures: 512, futures_by_step: 2048, ..HistoryRequest::new(assimilation, 512) }
}

fn make_history(request: &HistoryRequest) -> History {
    let stop = AtomicBool::new(false);
    run_history(request, ProgressMonitor::new(&stop, &|_| ())).unwrap()
}

fn dates(found: &History) -> Vec<&str> {
    found.rows.iter().map(|row| row.date.as_str()).collect()
}

#[test]
fn rows_are_the_dates_asked_for() {
    let by_month = history_request(CALM);
    assert_eq!(
        dates(&make_history(&by_month)),
        ["2025-06-28", "2025-07-26", "2025-08-30", "2025-09-27", "2025-10-25", "2025-11-01"]
    );
    let from = Some(date(2025, 9, 1));
    assert_eq!(
        dates(&make_history(&HistoryRequest { from, ..by_month.clone() })),
        ["2025-09-27", "2025-10-25", "2025-11-01"]
    );
    let weekly = make_history(&HistoryRequest { from, every: HistoryStep::Week, ..by_month });
    assert_eq!(weekly.rows.len(), 9);
    assert!(weekly.rows[..8].iter().all(|row| !row.planned_anew) && weekly.rows[8].planned_anew);
    assert_eq!((weekly.rows[0].date.as_str(), weekly.rows[8].date.as_str()), ("2025-09-06", "2025-11-01"));
}

#[test]
fn dates_that_coincide_have_the_same_answers() {
    let by_month = history_request(CALM);
    let (monthly, weekly) =
        (make_history(&by_month), make_history(&HistoryRequest { every: HistoryStep::Week, ..by_month }));
    for row in &monthly.rows {
        assert!(weekly.rows.contains(row), "{row:?}");
    }
    assert_eq!(monthly.planning, weekly.planning);
}

#[test]
fn the_last_row_is_the_forecast() {
    let request = history_request(CALM);
    let found = make_history(&request);
    let (stop, record) = (AtomicBool::new(false), &request.assimilation);
    let start = start_on_record(record, None, ProgressMonitor::new(&stop, &|_| ()));
    let start = start.unwrap().unwrap();
    let forecast = ForecastRequest {
        runs: request.runs,
        draws: record.size.kept,
        posterior: Some(start.posterior),
        ..ForecastRequest::new(start.scenario)
    };
    let findings = run_forecast(&forecast, &stop, &|_| ()).unwrap().findings;
    let last = found.rows.last().unwrap();
    let of = |name: &str, months: usize| {
        let answer = last.answers.iter().find(|one| one.answer == name && one.months == months).unwrap();
        (answer.p, answer.error)
    };
    // Where the forecast has been made, it is not made again, and the history is the same.
    let forecast = Some(last.answers.clone());
    assert_eq!(make_history(&HistoryRequest { forecast, ..request.clone() }), found);
    for at in findings.hold.survival.iter().filter(|at| at.months <= 36) {
        assert_eq!(of("holds", at.months), (at.p, at.mc_error));
    }
    for at in findings.war_ends.settled_or_quiet.iter().filter(|at| at.months <= 36) {
        assert_eq!(of("settled", at.months), (at.p, at.mc_error));
    }
}

/// The states play on in the world of the forecast, on its calendar; only the games differ, and the chance of few futures.
#[test]
fn planning_anew_changes_little() {
    let found = make_history(&history_request(CALM));
    assert_eq!(found.planning.len(), found.answers.len());
    for one in &found.planning {
        assert!((one.after - one.before - one.difference).abs() < 1e-12);
        assert!(one.difference.abs() <= 3.0 * one.error + 0.02, "{one:?}");
    }
}

/// The same record with one event more: nothing else is reported of its month, and later reports that confirm it may move
/// the answers as much. A report that nothing has changed says something too, but little.
#[test]
fn an_event_that_moved_the_answer_is_named() {
    let september = |rows: &str| {
        let found = make_history(&history_request(rows));
        found.moves.into_iter().find(|one| one.to == "2025-09-27").unwrap()
    };
    let unmoved = september(&format!("{CALM}{NOTHING_NEW}"));
    assert!(unmoved.events.iter().all(|event| event.size() < 0.02), "{unmoved:?}");
    let month = september(&format!("{CALM}{ADVANCE}"));
    let [event] = &month.events[..] else { panic!("{month:?}") };
    let value = (event.value, event.unit.as_str());
    assert_eq!((event.id.as_str(), event.kind.as_str(), value), ("advance", "area-held", (Some(1500.0), "km2")));
    assert!(event.size() > 0.03, "{event:?}");
}

#[test]
fn parts_sum_to_the_change_and_what_is_unclear_is_left_out() {
    let found = make_history(&history_request(&format!("{CALM}{ADVANCE}")));
    assert_eq!(found.moves.len() + 1, found.rows.len());
    for (one, rows) in found.moves.iter().zip(found.rows.windows(2)) {
        assert_eq!((&one.from, &one.to), (&rows[0].date, &rows[1].date));
        for (at, part) in one.changes.iter().enumerate() {
            let change = rows[1].answers[at].p - rows[0].answers[at].p;
            assert!((part.change - change).abs() < 1e-12, "{part:?}");
            assert!((part.events + part.planning + part.rest - part.change).abs() < 1e-12, "{part:?}");
            let events = one.events.iter().flat_map(|event| &event.changes);
            let own = events.filter(|moved| moved.answer == part.answer && moved.months == part.months);
            assert!((own.map(|moved| moved.change).sum::<f64>() - part.events).abs() < 1e-12);
        }
        assert!(one.events.iter().all(|event| !event.changes.is_empty()));
        assert!(one.events.iter().flat_map(|event| &event.changes).all(|one| one.change.abs() > 2.0 * one.error));
    }
    assert!(found.moves.iter().rev().skip(1).flat_map(|one| &one.changes).all(|part| part.planning == 0.0));
}

#[test]
fn the_number_of_threads_changes_nothing() {
    let request = history_request(&format!("{CALM}{ADVANCE}"));
    let by = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        serde_json::to_string(&pool.install(|| make_history(&request))).unwrap()
    };
    assert_eq!(by(1), by(3));
}

#[test]
fn a_history_that_is_stopped_has_the_dates_so_far() {
    let request = history_request(CALM);
    let stop = AtomicBool::new(false);
    let listener = |step: &ProgressStep| {
        if step.what == "steps of the record" && step.done == 10 {
            stop.store(true, Ordering::Relaxed);
        }
    };
    let found = run_history(&request, ProgressMonitor::new(&stop, &listener)).unwrap();
    assert!(found.interrupted && found.planning.is_empty());
    assert_eq!(dates(&found), ["2025-06-28", "2025-07-26"]);
    let whole = make_history(&request);
    assert_eq!(found.rows[..], whole.rows[..2]);
    let stopped = AtomicBool::new(true);
    let none = run_history(&request, ProgressMonitor::new(&stopped, &|_| ()));
    assert!(matches!(none, Err(LabError::NothingDone)));
}

#[test]
fn without_a_record_there_is_no_history() {
    let stop = AtomicBool::new(false);
    let none = run_history(&history_request(""), ProgressMonitor::new(&stop, &|_| ()));
    assert!(matches!(none, Err(LabError::Counts(reason)) if reason.contains("no record")));
}
