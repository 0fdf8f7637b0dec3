//! A run that goes on from a file gives the same bytes as one without a stop.

use standoff_assimilation::{AssimilationRequest, Checkpoint, FilterSize, ResumedAssimilation, resume_assimilation};
use standoff_lab::ensemble::design::Resolution;
use standoff_lab::error::LabError;
use standoff_lab::progress::ProgressMonitor;
use standoff_scenario::evidence::Log;
use standoff_scenario::{Date, Scenario, Source, builtin, date};
use std::path::Path;
use std::sync::atomic::AtomicBool;

const HEADER: &str =
    "id,kind,date,until,party,subject,answer,value,unit,source,confidence,known,replaces,distinct,note\n";
const LAST: Date = date(2026, 5, 31);

/// Monthly areas, a round of talks now and then, and a report that came late.
fn monthly_log(scenario: &Scenario, more: &str) -> Log {
    let area = |month: i8, area: u32| {
        let (year, month) = if month > 12 { (2026, month - 12) } else { (2025, month) };
        format!(
            "a{year}-{month},area-held,{year}-{month:02}-28,,invader,,,{area},km2,ours,0.95,{year}-{month:02}-28,,,\n"
        )
    };
    let areas: String =
        (7..=16).zip([990, 1010, 1100, 1190, 1240, 1260, 1240, 1300, 1420, 1500]).map(|(m, a)| area(m, a)).collect();
    let rounds = "r1,talks-round,2025-09-03,,invader;defender,,invader-yes-but,,,ours,0.9,2025-09-04,,,\n\
                  r2,talks-round,2026-01-20,,invader;defender,,defender-refuses,,,ours,0.9,2026-01-21,,,\n";
    let text = format!("{HEADER}{areas}{rounds}{more}");
    Log::read(&[Source::new("log.csv", text)], scenario).unwrap_or_else(|found| panic!("{}", found.render(false))).0
}

fn weekly_request(as_of: Date, more: &str) -> AssimilationRequest {
    let scenario = weekly_scenario();
    let log = monthly_log(&scenario, more);
    let size = FilterSize { draws: 48, paths: 4, games: 8, kept: 8 };
    AssimilationRequest { scenario, log, as_of, size, seed: 5, resolution: Resolution::Coarse }
}

fn weekly_scenario() -> Scenario {
    let text = builtin::source("two-sided").unwrap().text().replace("step = \"month\"", "step = \"week\"");
    Scenario::parse(&Source::new("weekly.toml", text)).unwrap().0
}

fn run_from(request: &AssimilationRequest, from: Option<&Checkpoint>) -> Result<ResumedAssimilation, LabError> {
    resume_assimilation(request, from, ProgressMonitor::new(&AtomicBool::new(false), &|_| ()))
}

fn through_a_file(checkpoint: &Checkpoint, path: &Path) -> Checkpoint {
    checkpoint.write(path).unwrap();
    Checkpoint::read(path).unwrap().unwrap()
}

#[test]
fn at_any_week() {
    let whole = run_from(&weekly_request(LAST, ""), None).unwrap();
    assert!(whole.assimilation.updates.iter().any(|week| week.renewed), "the population is renewed on the way");
    let folder = tempfile::tempdir().unwrap();
    for weeks in [1, 11, 12, 30, 51] {
        let stop = LAST.saturating_sub(jiff::Span::new().days(7 * weeks));
        let part = run_from(&weekly_request(stop, ""), None).unwrap();
        let left = through_a_file(&part.checkpoint, &folder.path().join("left"));
        let on = run_from(&weekly_request(LAST, ""), Some(&left)).unwrap();
        assert_eq!(format!("{:?}", on.assimilation), format!("{:?}", whole.assimilation), "{weeks} weeks before");
        assert!(on.steps_spared + 10 > part.assimilation.updates.len() as u32, "spared {} steps", on.steps_spared);
        assert_eq!(on.checkpoint, whole.checkpoint);
    }
}

#[test]
fn a_changed_past_is_gone_through_again() {
    let stop = LAST.saturating_sub(jiff::Span::new().days(70));
    let left = run_from(&weekly_request(stop, ""), None).unwrap().checkpoint;
    let late = "late,area-held,2025-08-14,,invader,,,1050,km2,ours,0.95,2026-05-01,,,\n";
    let on = run_from(&weekly_request(LAST, late), Some(&left)).unwrap();
    let whole = run_from(&weekly_request(LAST, late), None).unwrap();
    assert_eq!((on.steps_spared, format!("{:?}", on.assimilation)), (0, format!("{:?}", whole.assimilation)));
}

#[test]
fn what_does_not_fit_is_refused() {
    let left = run_from(&weekly_request(LAST, ""), None).unwrap().checkpoint;
    let other = AssimilationRequest { seed: 6, ..weekly_request(LAST, "") };
    assert!(left.mismatch_with(&other).unwrap().contains("seed 5"));
    assert!(matches!(run_from(&other, Some(&left)), Err(LabError::Counts(_))));
    let earlier = weekly_request(date(2026, 3, 1), "");
    assert!(left.mismatch_with(&earlier).unwrap().contains("later than 2026-03-01"));
    let fixed = standoff_scenario::Override::parse("front.odds=0.5", &weekly_scenario()).unwrap();
    let scenario = weekly_scenario().with_overrides(&[fixed]).unwrap();
    assert!(
        left.mismatch_with(&AssimilationRequest { scenario, ..weekly_request(LAST, "") })
            .unwrap()
            .contains("another scenario")
    );
    assert_eq!(left.mismatch_with(&weekly_request(LAST, "")), None);
}

#[test]
fn a_damaged_file_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("left");
    assert!(Checkpoint::read(&path).unwrap().is_none());
    run_from(&weekly_request(date(2025, 9, 30), ""), None).unwrap().checkpoint.write(&path).unwrap();
    let bytes = std::fs::read(&path).unwrap();
    let code = |bytes: &[u8]| {
        std::fs::write(&path, bytes).unwrap();
        Checkpoint::read(&path).unwrap_err().iter().map(|found| found.code).collect::<Vec<_>>()
    };
    assert_eq!(code(&bytes[..bytes.len() - 1]), ["damaged"]);
    let mut flipped = bytes.clone();
    *flipped.last_mut().unwrap() ^= 1;
    assert_eq!(code(&flipped), ["damaged"]);
    assert_eq!(code(b"id,kind\n"), ["no-checkpoint"]);
    let text = String::from_utf8_lossy(&bytes).replacen("\"format\":4", "\"format\":9", 1);
    assert_eq!(code(text.as_bytes()), ["damaged"]);
}
