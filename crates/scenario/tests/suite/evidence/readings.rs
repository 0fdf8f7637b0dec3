//! The events known by a day, in cases that a person can check.

use standoff_scenario::evidence::{Kind, Log, MOST_EVENTS, Party, Subject};
use standoff_scenario::{Date, Source, builtin, date};

use super::{log, read, source, war};

fn known_ids(log: &Log, as_of: Date) -> Vec<&str> {
    log.known_by(as_of).into_iter().map(|event| event.id.as_str()).collect()
}

const LATE: Date = date(2025, 12, 1);

#[test]
fn what_is_left_out_takes_its_default() {
    let log = log(
        "a,aid-pledged,2025-03-01,,group:union,,,2,bn EUR,s,1,,,,\nb,talks-round,2025-03-01,2025-03-03,defender;invader,,,,,s,1,,,,\n",
    );
    let [aid, round] = log.events.as_slice() else { panic!("two events") };
    assert_eq!((aid.until, aid.known), (date(2025, 3, 1), date(2025, 3, 1)));
    assert_eq!(aid.subject, Some(Subject::Bilateral));
    assert_eq!(aid.parties, [Party::Group("union".into())]);
    assert_eq!((round.known, round.answer.map(|answer| answer.name())), (date(2025, 3, 3), Some("none-known")));
    assert_eq!((round.file, round.line), (0, 3));
}

#[test]
fn corrections_count_from_the_day_they_are_known() {
    let log = log("\
a,losses,2025-03-01,2025-03-31,invader,,,900,people,s,1,2025-04-02,,,
b,losses,2025-03-01,2025-03-31,invader,,,1100,people,s,1,2025-05-01,a,,
c,losses,2025-03-01,2025-03-31,invader,,,1200,people,s,1,2025-06-01,b,,
d,retract,2025-07-01,,,,,,,s,1,,c,,
e,retract,2025-08-01,,,,,,,s,1,,d,,
");
    let as_of = |month, day| known_ids(&log, date(2025, month, day));
    assert_eq!([as_of(4, 1), as_of(4, 2), as_of(5, 1), as_of(6, 1)], [vec![], vec!["a"], vec!["b"], vec!["c"]]);
    // The withdrawal of the second correction leaves the first; its own withdrawal brings the second back.
    assert_eq!([as_of(7, 1), as_of(8, 1)], [vec!["b"], vec!["c"]]);
}

#[test]
fn an_event_may_be_corrected_again_after_its_correction_was_withdrawn() {
    let log = log("\
a,area-held,2025-03-01,,invader,,,900,km2,s,1,,,,
b,area-held,2025-03-01,,invader,,,950,km2,s,1,2025-03-05,a,,
c,retract,2025-03-07,,,,,,,s,1,,b,,
d,area-held,2025-03-01,,invader,,,930,km2,s,1,2025-03-09,a,,
");
    assert_eq!([7, 9].map(|day| known_ids(&log, date(2025, 3, day))), [["a"], ["d"]]);
}

#[test]
fn reports_of_the_same_count_once_the_first_known() {
    let (log, warnings) = read(
        "\
late,opinion,2025-03-02,,defender,freeze,,0.301,share,one,1,2025-03-09,,,
early,opinion,2025-03-01,,defender,freeze,,0.3,share,two,1,2025-03-03,,,
other,opinion,2025-03-01,,defender,freeze,,0.35,share,two,1,2025-03-03,,,
second,opinion,2025-03-01,,defender,freeze,,0.3,share,three,1,2025-03-04,,yes,
far,opinion,2025-03-05,,defender,freeze,,0.3,share,two,1,,,,
",
    )
    .unwrap();
    assert_eq!(known_ids(&log, LATE), ["early", "other", "second", "far"]);
    assert_eq!(warnings.iter().filter(|one| one.code == "duplicate").count(), 1);
    assert!(warnings.to_string().contains("`late` on line 2"));
}

#[test]
fn readings_that_follow_one_another_are_no_duplicates() {
    let log = log("\
a,losses,2025-03-01,,invader,,,900,people,s,1,,,,
b,losses,2025-03-02,,invader,,,900,people,s,1,,,,
c,area-held,2025-03-01,,invader,,,900,km2,s,1,,,,
d,area-held,2025-03-02,,invader,,,901,km2,s,1,,,,
e,ceasefire,2025-04-01,,invader;defender,,agreed,,,s,1,,,,
f,ceasefire,2025-04-02,,invader;defender,,in-effect,,,s,1,,,,
g,talks-round,2025-05-01,,invader,,,,,s,1,,,,
h,talks-round,2025-05-01,,invader,,invader-refuses,,,s,1,,,,
");
    assert_eq!(known_ids(&log, LATE), ["c", "a", "d", "b", "e", "f", "g"]);
}

#[test]
fn faults_across_files_name_the_other() {
    let one = Source::new("one.csv", source("a,losses,2025-03-01,,invader,,,900,people,s,1,,,,\n").text());
    let two = Source::new(
        "two.json",
        "[{\"id\":\"a\",\"kind\":\"losses\",\"date\":\"2025-03-01\",\"party\":\"invader\",\n\"value\":5,\"unit\":\"people\",\"source\":\"s\",\"confidence\":1}]",
    );
    let found = Log::read(&[one.clone(), two], war()).unwrap_err();
    let page = found.to_string();
    assert!(page.contains("error[duplicate-id]") && page.contains("`a` in one.csv, line 2"), "{page}");
    assert!(page.contains("--> two.json:1:8") && page.contains("differ in `value`"), "{page}");
    let parts: Vec<(&str, usize)> = found.by_source().map(|(source, items)| (source.name(), items.len())).collect();
    assert_eq!(parts, [("one.csv", 0), ("two.json", 1)]);
    let (log, warnings) = Log::read(&[one.clone(), one], war()).unwrap();
    assert_eq!((log.events.len(), warnings.len()), (1, 1));
}

#[test]
fn marks_and_line_ends_of_other_systems_are_read() {
    let text =
        format!("\u{feff}{}", source("a,member-left,2025-03-01,,north,,,,,s,1,,,,\n\n").text().replace('\n', "\r\n"));
    let (log, _) = Log::read(&[Source::new("log.csv", text)], war()).unwrap();
    assert_eq!((log.events[0].kind, log.events[0].line), (Kind::MemberLeft, 2));
    let json = Source::new("log.csv", format!("\u{feff}\r\n{}", log.to_json()));
    assert_eq!(Log::read(&[json], war()).unwrap().0.events.len(), 1);
    let rows = source("");
    let none = [("log.csv", rows.text()), ("x.json", "[]"), ("x.json", " [ ] ")];
    for (name, text) in none {
        assert!(Log::read(&[Source::new(name, text)], war()).unwrap().0.events.is_empty());
    }
}

#[test]
fn a_war_of_two_has_a_log() {
    let scenario = builtin::load("two-sided").unwrap();
    let log = source("a,settlement,2025-07-01,,defender;invader,freeze,,,,s,1,,,,\n");
    let (log, _) = Log::read(&[log], &scenario).unwrap();
    assert_eq!(log.row_cells(&log.events[0])[4], "invader;defender");
    assert!(log.to_csv().contains("a,settlement,2025-07-01,,invader;defender,freeze,,,,s,1,,,,\n"));
}

#[test]
fn a_fingerprint_does_not_see_notes() {
    let row = |note: &str, source: &str| log(&format!("a,member-left,2025-03-01,,north,,,,,{source},1,,,,{note}\n"));
    let digest = |log: Log| log.digest(LATE);
    assert_eq!(digest(row("", "s")), digest(row("a remark", "s")));
    assert_ne!(digest(row("", "s")), digest(row("", "t")));
    assert_eq!(row("", "s").digest(date(2025, 1, 1)), Log::empty(war()).digest(LATE));
}

#[test]
fn text_is_short_and_steers_no_terminal() {
    let row = |note: &str| format!("a,member-left,2025-03-01,,north,,,,,s,1,,,,{note}\n");
    let found = |note: &str| read(&row(note)).unwrap_err().to_string();
    let page = found("red\u{1b}[31m, and more");
    assert!(page.contains("wrong-number-of-cells") && !page.contains('\u{1b}'), "{page}");
    let page = found("red\u{1b}[31m");
    assert!(page.contains("error[control-character]: `note` holds the control character \\u{1b}"), "{page}");
    assert!(!page.contains('\u{1b}'), "{page}");
    assert!(found(&"x".repeat(501)).contains("error[too-long]: `note` has 501 letters"));
    assert_eq!(log(&row("'=1+1")).events[0].note, "=1+1");
}

fn aid_rows(count: usize) -> String {
    let row = |at: usize| {
        let day = date(2024, 1, 1).checked_add(duration_of_days(at % 600)).unwrap();
        format!("e{at},aid-pledged,{day},,group:union,,,{},bn EUR,s,1,,,,\n", (at % 1999) as f64 / 10.0)
    };
    (0..count).map(row).collect()
}

fn duration_of_days(days: usize) -> std::time::Duration {
    std::time::Duration::from_secs(days as u64 * 86400)
}

#[test]
fn as_many_events_as_a_log_may_have() {
    let (log, warnings) = read(&aid_rows(MOST_EVENTS)).unwrap();
    assert_eq!(log.events.len(), MOST_EVENTS);
    assert!(warnings.len() <= 1000 && log.known_by(LATE).len() < MOST_EVENTS);
    let found = read(&aid_rows(MOST_EVENTS + 1)).unwrap_err();
    assert!(found.to_string().contains("passes 100,000 events on line 100002"), "{found}");
}

/// Hostile logs end soon, with a bounded number of messages.
#[test]
fn logs_full_of_faults() {
    let chain: String =
        (0..50_000).map(|at| format!("e{at},member-left,2025-03-01,,north,,,,,s,1,,e{},,\n", at + 1)).collect();
    let parties = "invader;".repeat(1_000_000);
    let texts = [
        source(&chain),
        source(&format!("a,talks-round,2025-03-01,,{parties},,,,,s,1,,,,\n")),
        source(&",".repeat(5_000_000)),
        source(&"\"".repeat(5_000_000)),
        source(&"x\n".repeat(4_000_000)),
        Source::new("x", "a,".repeat(4_000_000)),
        Source::new("x", "[".repeat(9_000_000)),
        Source::new("x", format!("[{}]", "{},".repeat(2_000_000).trim_end_matches(','))),
        Source::new("x", format!("[{}]", "1,".repeat(2_000_000).trim_end_matches(','))),
    ];
    for text in texts {
        let found = Log::read(&[text], war()).unwrap_err();
        assert!(found.len() <= 1001 && found.render(false).len() < 200_000_000);
    }
}

#[test]
fn more_bytes_than_a_log_may_have() {
    let half = source(&"\n".repeat(6_000_000));
    let page = Log::read(&[half.clone(), half], war()).unwrap_err().to_string();
    assert!(page.contains("log-too-large") && page.contains("10 MB on line"), "{page}");
}

/// A year that is mistyped lies before the war or beyond the horizon, and is told with its row, in each of the columns.
#[test]
fn days_that_no_war_has_are_told() {
    let (war, last) = (crate::evidence::war(), crate::evidence::war().last_day());
    let row = |date: &str, until: &str, known: &str| {
        format!("a,losses,{date},{until},invader,,,900,people,press,0.9,{known},,,\n")
    };
    let warned = |row: String| {
        let (_, warnings) = crate::evidence::read(&row).unwrap();
        let far: Vec<String> =
            warnings.iter().filter(|one| one.code == "far-day").map(|one| one.message.clone()).collect();
        far
    };
    let (began, inside) = (war.war_began.to_string(), war.start.to_string());
    let early = war.war_began.yesterday().unwrap().to_string();
    let late = last.tomorrow().unwrap().to_string();
    assert!(warned(row(&inside, "", &inside)).is_empty() && warned(row(&began, "", &inside)).is_empty());
    assert!(warned(row(&last.to_string(), "", &last.to_string())).is_empty());
    assert!(warned(row(&early, "", &inside))[0].contains("before the war began"));
    assert!(warned(row(&early, &inside, &inside)).is_empty(), "a period that reaches into the war");
    assert!(warned(row(&late, "", &late))[0].starts_with("`date`"));
    assert!(warned(row(&inside, &late, &late))[0].starts_with("`until`"));
    assert!(warned(row(&inside, "", &late))[0].starts_with("`known`"));
    assert!(
        warned(row("2205-07-01", "", "2205-07-01")).len() == 1 && warned(row("1914-07-01", "", &inside)).len() == 1
    );
}
