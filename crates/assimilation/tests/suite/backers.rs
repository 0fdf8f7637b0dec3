//! Backers of a record: what they teach about their rates, and who stands behind whom when it ends.

use standoff_assimilation::{Assimilation, AssimilationRequest, Calendar, FilterSize, resume_assimilation};
use standoff_lab::ensemble::design::Resolution;
use standoff_lab::progress::ProgressMonitor;
use standoff_scenario::evidence::{Kind, Log};
use standoff_scenario::{Scenario, Source, builtin, date};
use standoff_world::state::State;
use std::sync::atomic::AtomicBool;

const HEADER: &str =
    "id,kind,date,until,party,subject,answer,value,unit,source,confidence,known,replaces,distinct,note\n";

/// The small war with a record of half a year, and a backer of each side that may come and go once in four years or once a month.
fn scenario() -> Scenario {
    let two_sided = builtin::source("two-sided").unwrap();
    let rates = "{ value = 2, unit = \"per year\", range = [0.25, 12] }";
    let text = format!(
        "{}\n[record]\nstart = 2025-01-01\narea = 1000\nfront = 12\n\
         [backer.east]\nside = \"invader\"\nforce = 0.3\njoins = {rates}\nleaves = {rates}\n\
         [backer.west]\nside = \"defender\"\nforce = 0.3\njoins = {rates}\nleaves = {rates}\nbacks_at_start = true\n",
        two_sided.text()
    );
    Scenario::parse(&Source::new("backed.toml", text)).unwrap_or_else(|found| panic!("{}", found.render(false))).0
}

fn log(scenario: &Scenario, rows: &[(&str, &str, &str, &str)]) -> Log {
    let row = |&(kind, date, backer, confidence): &(&str, &str, &str, &str)| {
        format!("{kind}-{date},{kind},{date},,{backer},,,,,ours,{confidence},,,,\n")
    };
    let rows: String = rows.iter().map(row).collect();
    let area = "a,area-held,2025-06-28,,invader,,,1000,km2,ours,0.95,2025-06-28,,,\n";
    let source = Source::new("log.csv", format!("{HEADER}{rows}{area}"));
    Log::read(&[source], scenario).unwrap_or_else(|found| panic!("{}", found.render(false))).0
}

fn assimilate(rows: &[(&str, &str, &str, &str)]) -> Assimilation {
    let scenario = scenario();
    let log = log(&scenario, rows);
    let size = FilterSize { draws: 256, paths: 4, games: 8, kept: 64 };
    let as_of = date(2025, 6, 30);
    let request = AssimilationRequest { scenario, log, as_of, size, seed: 5, resolution: Resolution::Coarse };
    let cancelled = AtomicBool::new(false);
    let monitor = ProgressMonitor { cancelled: &cancelled, listener: &|_| () };
    resume_assimilation(&request, None, monitor).unwrap().assimilation
}

fn states(made: &Assimilation) -> Vec<&State> {
    made.posterior.draws.iter().flat_map(|draw| &draw.states).collect()
}

fn share_backed(made: &Assimilation, place: usize) -> f64 {
    let states = states(made);
    states.iter().filter(|state| state.backing.has(place)).count() as f64 / states.len() as f64
}

/// States end as the record says, as far as it is believed; one of which nothing is reported stays as at the start.
#[test]
fn states_end_as_the_record_says() {
    let sure = assimilate(&[("backer-joined", "2025-03-10", "east", "1")]);
    assert_eq!((share_backed(&sure, 0), share_backed(&sure, 1)), (1.0, 1.0));
    assert_eq!(sure.uses_by_kind[&Kind::BackerJoined].given, 1);
    let left = assimilate(&[("backer-joined", "2025-03-10", "east", "1"), ("backer-left", "2025-05-10", "east", "1")]);
    assert_eq!(share_backed(&left, 0), 0.0);
    let rumour = assimilate(&[("backer-joined", "2025-03-10", "east", "0.7")]);
    let share = share_backed(&rumour, 0);
    assert!((0.4..0.95).contains(&share), "{share}");
}

/// One whose first report is that it joins was out before, whatever the scenario says of its own first day; and one that leaves
/// stood there.
#[test]
fn the_first_report_says_how_the_record_began() {
    let began = |rows: &[(&str, &str, &str, &str)]| {
        let scenario = scenario();
        let log = log(&scenario, rows);
        let calendar = Calendar::new(&scenario, &log, date(2025, 6, 30));
        [calendar.backing.has(0), calendar.backing.has(1)]
    };
    assert_eq!(began(&[]), [false, true]);
    assert_eq!(began(&[("backer-joined", "2025-03-10", "west", "1")]), [false, false]);
    assert_eq!(
        began(&[("backer-left", "2025-03-10", "east", "1"), ("backer-joined", "2025-04-10", "east", "1")]),
        [true; 2]
    );
}

/// Coming and going raises both rates; half a year of standing by lowers the rate of leaving.
#[test]
fn the_record_moves_the_rates() {
    let learned = |made: &Assimilation, path: &str| made.learning.iter().find(|one| one.path == path).unwrap().mean;
    let restless = assimilate(&[
        ("backer-joined", "2025-01-20", "east", "1"),
        ("backer-left", "2025-03-10", "east", "1"),
        ("backer-joined", "2025-04-10", "east", "1"),
        ("backer-left", "2025-05-10", "east", "1"),
    ]);
    assert!(learned(&restless, "backer.east.joins") > 0.2, "{}", learned(&restless, "backer.east.joins"));
    assert!(learned(&restless, "backer.east.leaves") > 0.2, "{}", learned(&restless, "backer.east.leaves"));
    assert!(learned(&restless, "backer.west.leaves") < -0.2, "{}", learned(&restless, "backer.west.leaves"));
}
