//! Limited truces of a record: what they teach about their rates, and what of them is under way when it ends.

use crate::small_record::{assimilate, learned, log, scenario, states};
use standoff_scenario::Scenario;
use standoff_scenario::builtin;
use standoff_scenario::evidence::{Kind, Log};

/// The small war in weeks, with a record of half a year and one kind of limited truces that may come once in four years or once
/// a month.
fn weekly_war(complete: &str) -> Scenario {
    let text = builtin::source("two-sided").unwrap().text().replace("step = \"month\"", "step = \"week\"");
    let text = format!(
        "{text}\n[record]\nstart = 2025-01-01\narea = 1000\nfront = 12\n{complete}\n\
         [limited_truce.energy]\narrivals = {{ value = 2, unit = \"per year\", range = [0.25, 12] }}\n\
         length = {{ value = 2, unit = \"weeks\" }}\nbreach = {{ value = 0.5, unit = \"per week\", range = [0.01, 3] }}\n"
    );
    scenario(text)
}

const COMPLETE: &str = "limited_truces_from = 2025-01-01";

/// A truce of three days in each of the first `count` months that ended in `answer`, each told with a confidence.
fn truces(scenario: &Scenario, count: u32, (answer, confidence): (&str, &str), more: &str) -> Log {
    let truce = |month: u32| {
        let days = format!("2025-{month:02}-10,2025-{month:02}-12");
        format!("t{month},limited-truce,{days},invader,energy,{answer},,,ours,{confidence},,,,\n")
    };
    let rows: String = (1..=count).map(truce).collect();
    log(scenario, &format!("{rows}{more}"))
}

/// Many truces raise their rate; one in half a year lowers it where the record is complete, and raises it where it need not be.
#[test]
fn the_record_moves_the_rate_of_arrivals() {
    let arrivals = |complete: &str, count: u32, confidence: &str| {
        let scenario = weekly_war(complete);
        let log = truces(&scenario, count, ("", confidence), "");
        let made = assimilate(scenario, log);
        assert_eq!(made.uses_by_kind[&Kind::LimitedTruce].weighing, count as usize);
        learned(&made, "limited_truce.energy.arrivals")
    };
    let [many, one, alone] =
        [(COMPLETE, 6), (COMPLETE, 1), ("", 1)].map(|(complete, count)| arrivals(complete, count, "0.95"));
    assert!(many > 0.5 && one < -0.2 && alone > 0.1, "{many}, {one}, {alone}");
    // Reports that are three parts in five sure say the same, less clearly.
    let doubtful = arrivals(COMPLETE, 6, "0.6");
    assert!(doubtful > 0.4 && doubtful < many, "{doubtful} and {many}");
}

/// Truces that were kept lower the rate of breaches, broken ones raise it.
#[test]
fn the_record_moves_the_rate_of_breaches() {
    let [kept, broken] = ["kept", "broken"].map(|answer| {
        let scenario = weekly_war(COMPLETE);
        let log = truces(&scenario, 4, (answer, "0.95"), "");
        learned(&assimilate(scenario, log), "limited_truce.energy.breach")
    });
    assert!(kept < -0.3 && broken > 0.2, "{kept} and {broken}");
}

/// One that is under way when the record ends goes on in the states that believe in it, for as long as it is to last.
#[test]
fn what_is_under_way_goes_on() {
    let scenario = weekly_war(COMPLETE);
    let more = "late,limited-truce,2025-06-25,2025-07-24,invader,energy,,,,ours,0.9,2025-06-25,,,\n";
    let log = truces(&scenario, 1, ("broken", "0.95"), more);
    let made = assimilate(scenario, log);
    let left: Vec<f64> = states(&made).iter().map(|state| state.limited_truces.months_left(0)).collect();
    let under_way = left.iter().filter(|months| (0.5..0.9).contains(*months)).count() as f64 / left.len() as f64;
    assert!((0.75..=1.0).contains(&under_way), "{under_way}");
    assert!(left.iter().all(|&months| months == 0.0 || (0.5..0.9).contains(&months)));
}
