//! Backers of a record: what they teach about their rates, and who stands behind whom when it ends.

use crate::small_record::{self, learned, states};
use standoff_assimilation::{Assimilation, Calendar};
use standoff_scenario::evidence::{Kind, Log};
use standoff_scenario::{Scenario, builtin, date};

/// The small war with a record of half a year, of which more may be said, and a backer of each side that may come and go once
/// in four years or once a month.
fn war_with_backers(record: &str) -> Scenario {
    let two_sided = builtin::source("two-sided").unwrap();
    let rates = "{ value = 2, unit = \"per year\", range = [0.25, 12] }";
    let text = format!(
        "{}\n[record]\nstart = 2025-01-01\narea = 1000\nfront = 12\n{record}\n\
         [backer.east]\nside = \"invader\"\nforce = 0.3\njoins = {rates}\nleaves = {rates}\n\
         [backer.west]\nside = \"defender\"\nforce = 0.3\njoins = {rates}\nleaves = {rates}\nbacks_at_start = true\n",
        two_sided.text()
    );
    small_record::scenario(text)
}

fn log(scenario: &Scenario, rows: &[(&str, &str, &str, &str)]) -> Log {
    let row = |&(kind, date, backer, confidence): &(&str, &str, &str, &str)| {
        format!("{kind}-{date},{kind},{date},,{backer},,,,,ours,{confidence},,,,\n")
    };
    small_record::log(scenario, &rows.iter().map(row).collect::<String>())
}

fn assimilate(rows: &[(&str, &str, &str, &str)]) -> Assimilation {
    let scenario = war_with_backers("");
    let log = log(&scenario, rows);
    small_record::assimilate(scenario, log)
}

fn share_backed(made: &Assimilation, place: usize) -> f64 {
    let states = states(made);
    states.iter().filter(|state| state.backing.has(place)).count() as f64 / states.len() as f64
}

/// States end as the record says, as far as it is believed; one of which nothing is reported stays as at the start.
#[test]
fn states_end_as_the_record_says() {
    let sure = assimilate(&[("backer-joined", "2025-06-10", "east", "1")]);
    assert_eq!((share_backed(&sure, 0), share_backed(&sure, 1)), (1.0, 1.0));
    assert_eq!(sure.uses_by_kind[&Kind::BackerJoined].weighing, 1);
    let left = assimilate(&[("backer-joined", "2025-03-10", "east", "1"), ("backer-left", "2025-05-10", "east", "1")]);
    assert_eq!(share_backed(&left, 0), 0.0);
    let rumour = assimilate(&[("backer-joined", "2025-06-10", "east", "0.7")]);
    let share = share_backed(&rumour, 0);
    assert!((0.4..0.95).contains(&share), "{share}");
}

/// Of two moves in one step the later one holds, whatever their names; and both are read.
#[test]
fn moves_in_one_step_are_made_in_order_of_time() {
    let twice = [("backer-joined", "2025-06-04", "east", "1"), ("backer-left", "2025-06-20", "east", "1")];
    let again = [("backer-left", "2025-06-04", "west", "1"), ("backer-joined", "2025-06-20", "west", "1")];
    let made = assimilate(&[twice, again].concat());
    assert_eq!((share_backed(&made, 0), share_backed(&made, 1)), (0.0, 1.0));
    for backer in ["east", "west"] {
        for rate in ["joins", "leaves"] {
            assert!(learned(&made, &format!("backer.{backer}.{rate}")) > 0.1, "{backer} {rate}");
        }
    }
}

fn backing_at_beginning(record: &str, rows: &[(&str, &str, &str, &str)]) -> [bool; 2] {
    let scenario = war_with_backers(record);
    let calendar = Calendar::new(&scenario, &log(&scenario, rows), date(2025, 6, 30));
    [calendar.backing.has(0), calendar.backing.has(1)]
}

/// One whose first report is that it joins was out before, whatever the scenario says of its own first day; and one that leaves
/// stood there.
#[test]
fn the_first_report_says_how_the_record_began() {
    assert_eq!(backing_at_beginning("", &[]), [false, true]);
    assert_eq!(backing_at_beginning("", &[("backer-joined", "2025-03-10", "west", "1")]), [false, false]);
    let both = [("backer-left", "2025-03-10", "east", "1"), ("backer-joined", "2025-04-10", "east", "1")];
    assert_eq!(backing_at_beginning("", &both), [true; 2]);
}

/// What the record says of its first day holds whatever is known later: on a day before a joining is known, it is not.
#[test]
fn a_record_says_who_stood_there_on_its_first_day() {
    let joined = [("backer-joined", "2025-03-10", "west", "1")];
    assert_eq!(backing_at_beginning("backers = [\"east\"]", &joined), [true, false]);
    assert_eq!(backing_at_beginning("backers = []", &joined), [false, false]);
    let scenario = war_with_backers("backers = []");
    let before = Calendar::new(&scenario, &log(&scenario, &joined), date(2025, 2, 20));
    assert!(!before.backing.has(1));
}

/// On the scenario's first day states know what it says, also those that doubted a report.
#[test]
fn the_scenarios_own_first_day_is_known() {
    let scenario = war_with_backers("");
    let start = scenario.start;
    let before = |months: i64| start.saturating_sub(jiff::Span::new().months(months)).to_string();
    let row = |kind: &str, day: String| format!("{kind}-{day},{kind},{day},,west,,,,,ours,0.6,,,,\n");
    let rows = [row("backer-left", before(4)), row("backer-joined", before(2))].concat();
    let log = small_record::log(&scenario, &rows);
    let made = small_record::assimilate(scenario, log);
    assert_eq!(share_backed(&made, 1), 1.0);
}

/// Coming and going raises both rates, also by reports that may be false; half a year of standing by lowers the rate of leaving.
#[test]
fn the_record_moves_the_rates() {
    for (confidence, least) in [("1", 0.2), ("0.8", 0.1)] {
        let restless = assimilate(&[
            ("backer-joined", "2025-01-20", "east", confidence),
            ("backer-left", "2025-03-10", "east", confidence),
            ("backer-joined", "2025-04-10", "east", confidence),
            ("backer-left", "2025-05-10", "east", confidence),
        ]);
        let moved = |path: &str| learned(&restless, path);
        assert!(moved("backer.east.joins") > least, "{confidence}: {}", moved("backer.east.joins"));
        assert!(moved("backer.east.leaves") > least, "{confidence}: {}", moved("backer.east.leaves"));
        assert!(moved("backer.west.leaves") < -0.2, "{confidence}: {}", moved("backer.west.leaves"));
    }
}
