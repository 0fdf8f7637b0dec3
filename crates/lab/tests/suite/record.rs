//! The record of a war by itself: its series, and the outside views of questions made from them.

use standoff_lab::record::look_back::{Held, bootstrap_sums};
use standoff_lab::record::outside_view::{RecordView, ViewContext, ViewMethod, view_question};
use standoff_lab::record::series::{RecordSeries, Side, Target};
use standoff_scenario::evidence::{Log, header};
use standoff_scenario::{Date, Scenario, Source, builtin, date};
use std::fmt::Write;

const START: Date = date(2025, 12, 5);

/// The default scenario, asked some questions.
fn scenario(questions: &str) -> Scenario {
    let text = format!("{}\n{questions}", builtin::source("ukraine-2025-12").expect("a built-in scenario").text());
    Scenario::parse(&Source::new("asked.toml", text)).unwrap_or_else(|found| panic!("{found}")).0
}

fn question(name: &str, keys: &str) -> String {
    format!("[question.{name}]\ntext = \"?\"\nby = 2026-12-04\n{}\n\n", keys.replace("; ", "\n"))
}

fn series(rows: &str, as_of: Date) -> RecordSeries {
    let source = Source::new("log.csv", format!("{}\n{rows}", header()));
    let log = Log::read(&[source], &scenario("")).unwrap_or_else(|found| panic!("{found:?}")).0;
    RecordSeries::new(&scenario(""), &log, as_of)
}

/// Last day of each month from December 2023 to November 2025, with the first.
fn months() -> impl Iterator<Item = (usize, Date, Date)> {
    let first = date(2023, 12, 1);
    let day = move |months: i32| first.saturating_add(jiff::Span::new().months(months));
    (0..24).map(move |month| (month as usize, day(month), day(month + 1).yesterday().expect("a day")))
}

fn view(keys: &str, series: &RecordSeries) -> Option<RecordView> {
    let asked = scenario(&question("asked", keys));
    let question = asked.questions.iter().find(|question| question.name == "asked").expect("the question");
    let context = ViewContext { scenario: &asked, area_start: 120_223.0, meetings_per_round: 3.0, seed: 1 };
    view_question(question, series, &context)
}

fn aid(member: &str, bn: f64) -> String {
    format!("event = \"aid-at-least\"; member = \"{member}\"; value = {bn}")
}

/// Chance that a sample of 999 gives to what happens in all of its members, or in none.
const CERTAIN: [f64; 2] = [0.5 / 1000.0, 999.5 / 1000.0];

#[test]
fn months_of_losses_are_a_series_where_they_are_estimates() {
    let mut rows = String::new();
    for (month, from, until) in months() {
        let people = 1000 * (month + 1);
        writeln!(rows, "r{month},losses,{from},{until},invader,,,{people},people,s,0.9,,,,").unwrap();
        writeln!(rows, "u{month},losses,{from},{until},defender,,,500,people,s,0.5,,,,").unwrap();
    }
    let series = series(&rows, START);
    assert!(series.targets().contains(&Target::Losses(Side::Invader)));
    assert!(!series.targets().contains(&Target::Losses(Side::Defender)), "a lower bound estimates nothing");
    let outcome = |weeks: usize| series.outcome_of(&Target::Losses(Side::Invader), date(2024, 1, 1), weeks, START);
    assert_eq!([outcome(4), outcome(13)], [Some(2000.0), Some(2000.0 + 3000.0 + 4000.0)]);
    // A year ends on the last day of the year, and the record goes on for less than another.
    assert_eq!(outcome(52), Some((2..=13).map(|month| 1000.0 * f64::from(month)).sum()));
    assert_eq!(outcome(104), None);
    let last = series.last_months(&Target::Losses(Side::Invader));
    assert_eq!((last.len(), last[0], last[11]), (12, 13_000.0, 24_000.0));
}

#[test]
fn limited_truces_come_at_a_constant_rate_from_the_day_on_from_which_the_record_holds_all() {
    let rows = "a,limited-truce,2025-04-01,2025-04-30,invader;defender,energy,,,,s,0.9,,,,\n\
                b,limited-truce,2024-04-01,2024-04-30,invader;defender,energy,,,,s,0.9,,,,\n";
    let known = series(rows, START);
    let found = view("event = \"limited-truce\"; kind = \"energy\"", &known).expect("a view");
    // 338 days from 1 January 2025, in which one began: the other lies before them.
    let exposure = 338.0 * 12.0 / 364.0;
    assert!(matches!(found.made, ViewMethod::ConstantRate { events: 1, months } if (months - exposure).abs() < 1e-9));
    let chance = |events: i32| 1.0 - (exposure / (exposure + 12.0)).powf(f64::from(events) + 0.5);
    assert!((found.p - chance(1)).abs() < 1e-9, "{found:?}");
    let other = view("event = \"limited-truce\"; kind = \"holiday\"", &known).expect("a view");
    assert!((other.p - chance(0)).abs() < 1e-9, "{other:?}");
    // A log without any was not kept for them.
    let without = series("a,talks-round,2025-04-01,,invader;defender,,,,,s,0.9,,,,\n", START);
    assert_eq!(view("event = \"limited-truce\"; kind = \"energy\"", &without), None);
    // The general ceasefire that never came, since the record begins.
    let general = view("event = \"ceasefire\"", &without).expect("a view");
    let asked = scenario("");
    let age = standoff_scenario::months_between(asked.record_start().max(asked.war_began), START);
    assert!((general.p - (1.0 - (age / (age + 12.0)).sqrt())).abs() < 1e-9, "{general:?}");
}

#[test]
fn sums_of_months_that_do_not_vary_are_certain() {
    let members = scenario("").structure.members;
    let [giver, other] = [&members[0].name, &members[1].name];
    let mut rows = String::new();
    for (month, from, until) in months() {
        writeln!(rows, "g{month},area-held,{until},,invader,,,{},km2,s,0.9,,,,", 100_000 + 100 * month).unwrap();
        writeln!(rows, "a{month},aid-allocated,{from},{until},{giver},bilateral,,0.3,bn EUR,s,0.95,,,,").unwrap();
        let held = from.saturating_add(jiff::Span::new().days(10));
        writeln!(rows, "t{month},talks-round,{held},,invader;defender,,,,,s,0.9,,,,").unwrap();
    }
    let series = series(&rows, START);
    let p = |keys: &str| view(keys, &series).expect("a view").p;
    // 1,200 km², 3.6 bn and twelve meetings, which stand for four rounds, in the twelve months ahead.
    assert_eq!(p("event = \"gained-at-least\"; value = 1199"), CERTAIN[1]);
    assert_eq!(p("event = \"gained-at-least\"; value = 1201"), CERTAIN[0]);
    assert_eq!(p("event = \"front-beyond\"; value = 1199"), CERTAIN[1]);
    assert_eq!(p("event = \"area-at-least\"; value = 121424"), CERTAIN[0]);
    assert_eq!(p("event = \"area-at-most\"; value = 121424"), CERTAIN[1]);
    assert_eq!(p(&aid(giver, 3.59)), CERTAIN[1]);
    assert_eq!(p(&aid(giver, 3.61)), CERTAIN[0]);
    assert_eq!(p("event = \"rounds-at-least\"; value = 4"), CERTAIN[1]);
    assert_eq!(p("event = \"rounds-at-least\"; value = 5"), CERTAIN[0]);
    let found = view(&aid(giver, 3.0), &series).expect("a view");
    assert_eq!(found.of, format!("aid: {giver}"));
    assert!(matches!(found.made, ViewMethod::DrawnMonths { months: 12, mean } if (mean - 0.3).abs() < 1e-12));
    // Of a member that has no series of its own, and of what the record does not count, there is none.
    assert_eq!(view(&aid(other, 3.0), &series), None);
    assert_eq!(view("event = \"line-breaks\"", &series), None);
}

/// Months of the front are months, however far apart its readings are, and however many there are on a day.
#[test]
fn readings_of_the_front_need_not_be_monthly() {
    let day = |days: i32| date(2024, 6, 30).saturating_add(jiff::Span::new().days(days));
    let area = |days: i32| 100_000 + 10 * days;
    let mut rows = String::new();
    for days in [0, 90, 97, 100, 101, 250, 400, 515, 518] {
        writeln!(rows, "g{days},area-held,{},,invader,,,{},km2,s,0.9,,,,", day(days), area(days)).unwrap();
    }
    writeln!(rows, "again,area-held,{},,invader,,,{},km2,s,0.9,,,,", day(518), area(518)).unwrap();
    let months = series(&rows, START).last_months(&Target::Front);
    assert_eq!(months.len(), 12);
    assert!(months.iter().all(|gained| (279.0..=311.0).contains(gained)), "10 km² a day: {months:?}");
}

/// Only months that follow each other count, and only while the last of them is not long past.
#[test]
fn months_with_a_gap_between_them_are_no_year() {
    let month = |at: usize, from: Date, until: Date| {
        format!("r{at},losses,{from},{until},invader,,,{},people,s,0.9,,,,\n", 1000 * (at + 1))
    };
    let losses = |keep: &dyn Fn(usize) -> bool| {
        let rows: String =
            months().filter(|(at, ..)| keep(*at)).map(|(at, from, until)| month(at, from, until)).collect();
        series(&rows, START).last_months(&Target::Losses(Side::Invader))
    };
    assert_eq!(losses(&|at| at != 19), [21_000.0, 22_000.0, 23_000.0, 24_000.0]);
    assert!(losses(&|at| at < 8).is_empty(), "the last is over a year old");
    assert_eq!(losses(&|_| true).len(), 12);
}

/// In a part of a month events come with a part of their chance, and amounts in part.
#[test]
fn a_part_of_a_month_is_a_part_of_its_chance() {
    let share = |held: Held, months: f64, reached: f64| {
        let sums = bootstrap_sums(&[2.0], held, months, 1, 0);
        sums.iter().filter(|sum| **sum >= reached - 1e-9).count() as f64 / sums.len() as f64
    };
    assert!((share(Held::Counts, 0.25, 2.0) - 0.25).abs() < 0.05);
    assert!((share(Held::Counts, 1.25, 4.0) - 0.25).abs() < 0.05);
    assert_eq!(share(Held::Counts, 2.0, 4.0), 1.0);
    assert_eq!([share(Held::Amounts, 0.25, 0.5), share(Held::Amounts, 0.25, 0.51)], [1.0, 0.0]);
}

#[test]
fn without_a_record_there_is_no_view() {
    for keys in
        ["event = \"ceasefire\"", "event = \"gained-at-least\"; value = 1", "event = \"rounds-at-least\"; value = 1"]
    {
        assert_eq!(view(keys, &RecordSeries::default()), None);
        assert_eq!(view(keys, &series("", START)), None);
    }
}

/// A correction counts from the day on which it became known.
#[test]
fn a_series_is_that_of_the_day_on_which_it_is_known() {
    let rows = "a,talks-round,2025-04-01,,invader;defender,,,,,s,0.9,2025-04-01,,,\n\
                b,talks-round,2025-05-01,,invader;defender,,,,,s,0.9,2025-07-01,,,\n";
    assert_eq!(series(rows, date(2025, 6, 1)).rounds, [date(2025, 4, 1)]);
    assert_eq!(series(rows, date(2025, 8, 1)).rounds.len(), 2);
}
