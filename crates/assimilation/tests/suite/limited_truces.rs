//! Limited truces of a record: what they teach about their rates, and what of them is under way when it ends.

use standoff_assimilation::{Assimilation, AssimilationRequest, FilterSize, resume_assimilation};
use standoff_lab::ensemble::design::Resolution;
use standoff_lab::progress::ProgressMonitor;
use standoff_scenario::evidence::{Kind, Log};
use standoff_scenario::{Scenario, Source, builtin, date};
use std::sync::atomic::AtomicBool;

const HEADER: &str =
    "id,kind,date,until,party,subject,answer,value,unit,source,confidence,known,replaces,distinct,note\n";

/// The small war in weeks, with a record of half a year and one kind of limited truces that may come once in four years or once
/// a month.
fn scenario(complete: &str) -> Scenario {
    let text = builtin::source("two-sided").unwrap().text().replace("step = \"month\"", "step = \"week\"");
    let text = format!(
        "{text}\n[record]\nstart = 2025-01-01\narea = 1000\nfront = 12\n{complete}\n\
         [limited_truce.energy]\narrivals = {{ value = 2, unit = \"per year\", range = [0.25, 12] }}\n\
         length = {{ value = 2, unit = \"weeks\" }}\nbreach = {{ value = 0.5, unit = \"per week\", range = [0.01, 3] }}\n"
    );
    Scenario::parse(&Source::new("weekly.toml", text)).unwrap_or_else(|found| panic!("{}", found.render(false))).0
}

const COMPLETE: &str = "limited_truces_from = 2025-01-01";

/// A truce of three days in each of the first `count` months that ended in `answer`, and an area at the end of the record.
fn log(scenario: &Scenario, count: u32, answer: &str, more: &str) -> Log {
    let truce = |month: u32| {
        format!(
            "t{month},limited-truce,2025-{month:02}-10,2025-{month:02}-12,invader,energy,{answer},,,ours,0.95,,,,\n"
        )
    };
    let truces: String = (1..=count).map(truce).collect();
    let area = "a,area-held,2025-06-28,,invader,,,1000,km2,ours,0.95,2025-06-28,,,\n";
    let text = format!("{HEADER}{truces}{area}{more}");
    Log::read(&[Source::new("log.csv", text)], scenario).unwrap_or_else(|found| panic!("{}", found.render(false))).0
}

fn assimilate(scenario: Scenario, log: Log) -> Assimilation {
    let size = FilterSize { draws: 256, paths: 4, games: 8, kept: 64 };
    let as_of = date(2025, 6, 30);
    let request = AssimilationRequest { scenario, log, as_of, size, seed: 5, resolution: Resolution::Coarse };
    let cancelled = AtomicBool::new(false);
    let monitor = ProgressMonitor { cancelled: &cancelled, listener: &|_| () };
    resume_assimilation(&request, None, monitor).unwrap().assimilation
}

fn learned(made: &Assimilation, path: &str) -> f64 {
    made.learning.iter().find(|one| one.path == path).unwrap().mean
}

/// Many truces raise their rate; one in half a year lowers it where the record is complete, and raises it where it need not be.
#[test]
fn the_record_moves_the_rate_of_arrivals() {
    let arrivals = |complete: &str, count: u32| {
        let scenario = scenario(complete);
        let log = log(&scenario, count, "", "");
        let made = assimilate(scenario, log);
        assert_eq!(made.uses_by_kind[&Kind::LimitedTruce].weighing, count as usize);
        learned(&made, "limited_truce.energy.arrivals")
    };
    let [many, one, alone] = [(COMPLETE, 6), (COMPLETE, 1), ("", 1)].map(|(complete, count)| arrivals(complete, count));
    assert!(many > 0.5 && one < -0.2 && alone > 0.1, "{many}, {one}, {alone}");
}

/// Truces that were kept lower the rate of breaches, broken ones raise it.
#[test]
fn the_record_moves_the_rate_of_breaches() {
    let [kept, broken] = ["kept", "broken"].map(|answer| {
        let scenario = scenario(COMPLETE);
        let log = log(&scenario, 4, answer, "");
        learned(&assimilate(scenario, log), "limited_truce.energy.breach")
    });
    assert!(kept < -0.3 && broken > 0.2, "{kept} and {broken}");
}

/// One that is under way when the record ends goes on in the states that believe in it, for as long as it is to last.
#[test]
fn what_is_under_way_goes_on() {
    let scenario = scenario(COMPLETE);
    let more = "late,limited-truce,2025-06-25,2025-07-24,invader,energy,,,,ours,0.9,2025-06-25,,,\n";
    let log = log(&scenario, 1, "broken", more);
    let made = assimilate(scenario, log);
    let left: Vec<f64> = made
        .posterior
        .draws
        .iter()
        .flat_map(|draw| &draw.states)
        .map(|state| state.limited_truces.months_left(0))
        .collect();
    let under_way = left.iter().filter(|months| (0.5..0.9).contains(*months)).count() as f64 / left.len() as f64;
    assert!((0.75..=1.0).contains(&under_way), "{under_way}");
    assert!(left.iter().all(|&months| months == 0.0 || (0.5..0.9).contains(&months)));
}
