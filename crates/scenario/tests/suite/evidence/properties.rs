//! No input makes the reader panic, what is written reads back the same, and the order of rows changes nothing.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use standoff_scenario::evidence::{Event, KINDS, Kind, Log, Need, Party, Subject};
use standoff_scenario::{Date, Source, date};

use super::{source, war};

fn runner_of(cases: u32) -> TestRunner {
    let rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    TestRunner::new_with_rng(Config { cases, failure_persistence: None, ..Config::default() }, rng)
}

fn reads_without_panic(source: &Source) -> bool {
    match Log::read(std::slice::from_ref(source), war()) {
        Ok((log, warnings)) => !warnings.has_errors() && log.known_by(Date::MAX).len() <= log.events.len(),
        Err(found) => found.has_errors() && !found.render(true).is_empty(),
    }
}

#[test]
fn any_bytes() {
    let prefix = prop::sample::select(vec!["", "[", "[{\"id\":", "\u{feff}", "header", "rows"]);
    runner_of(600)
        .run(&(prefix, vec(any::<u8>(), 0..300)), |(prefix, bytes)| {
            let text = String::from_utf8_lossy(&bytes).into_owned();
            let log = match prefix {
                "rows" => source(&text),
                "header" => Source::new("log.csv", text.replace('a', ",").replace('b', "\n").replace('c', "\"")),
                prefix => Source::new("log", format!("{prefix}{text}")),
            };
            prop_assert!(reads_without_panic(&log));
            Ok(())
        })
        .unwrap();
}

/// A cut, a copy or a foreign word anywhere in a sound log.
#[test]
fn mutations_of_a_sound_log() {
    let words =
        ["nan", "1e400", "\"", "\"\"", ",", ";", "\n", "é", "\0", "group:", "2025-02-30", "-1", "retract", "\r\n"];
    let texts = [sound_log().to_csv(), sound_log().to_json()];
    let change = (any::<prop::sample::Index>(), 0usize..30, prop::sample::select(words.to_vec()));
    runner_of(600)
        .run(&(0usize..2, vec(change, 1..4)), |(which, changes)| {
            let mut text = texts[which].clone();
            for (at, length, word) in changes {
                let begin = at.index(text.len() + 1);
                let ends = [begin, (begin + length).min(text.len())];
                let [begin, end] = ends.map(|end| (0..=end).rev().find(|&end| text.is_char_boundary(end)).unwrap_or(0));
                text.replace_range(begin..end, word);
            }
            prop_assert!(reads_without_panic(&Source::new("log", text)));
            Ok(())
        })
        .unwrap();
}

/// One event of every kind.
fn sound_log() -> Log {
    let mut log = Log::empty(war());
    log.events = KINDS.iter().enumerate().map(|(at, one)| event(one.kind, at, 1 + at as i8, 0.5, "x, \"y\"")).collect();
    let sanction = log.events.iter().position(|event| event.kind == Kind::Sanction).unwrap();
    log.events.last_mut().unwrap().replaces = Some(log.events[sanction].id.clone());
    log
}

fn event(kind: Kind, at: usize, day: i8, share: f64, words: &str) -> Event {
    let definition = kind.definition();
    let words_of = |column| standoff_scenario::evidence::describe_allowed(column, kind, war()).unwrap_or_default();
    let first = |column| words_of(column).split('`').nth(1).unwrap_or_default().to_owned();
    let party = match (kind, first("party").as_str()) {
        (Kind::Ceasefire | Kind::Settlement | Kind::Truce, _) => "invader;defender".to_owned(),
        (Kind::ElectionResult, _) => "great-power".to_owned(),
        (_, party) => party.to_owned(),
    };
    let cells = [
        format!("e{at}"),
        definition.name.to_owned(),
        date(2025, 3, day).to_string(),
        date(2025, 3, day + 1).to_string(),
        party,
        first("subject"),
        first("answer"),
        if definition.value == Need::Never { String::new() } else { (definition.bounds.1 * share).to_string() },
        definition.unit.to_owned(),
        "source".to_owned(),
        "0.5".to_owned(),
        date(2025, 4, day).to_string(),
        if kind == Kind::Retract { "e0".to_owned() } else { String::new() },
        String::new(),
        String::new(),
    ];
    let before = if kind == Kind::Retract { "e0,sanction,2025-01-01,,invader,,imposed,,,s,1,,,,\n" } else { "" };
    let before =
        if kind == Kind::TruceBroken { "e9,truce,2025-01-01,,invader,general,unilateral,,,s,1,,,,\n" } else { before };
    let log = standoff_scenario::evidence::with_row(&source(before), &cells);
    let (log, _) = Log::read(&[log], war()).unwrap_or_else(|found| panic!("{found}"));
    let mut event = log.events.last().unwrap().clone();
    (event.source, event.note) = (if words.is_empty() { "s".to_owned() } else { words.to_owned() }, words.to_owned());
    event
}

/// Logs of losses, opinions and rounds, some of which correct or withdraw others or repeat them.
fn logs() -> impl Strategy<Value = Vec<Event>> {
    let words = prop_oneof!["[a-z=+@'\",;-]{1,8}", Just("–".to_owned())];
    let kind = prop::sample::select(vec![Kind::Losses, Kind::Opinion, Kind::TalksRound, Kind::AidPledged]);
    let row = (kind, 1i8..20, 0.0f64..1.0, words, 0usize..8, any::<bool>());
    vec(row, 1..12).prop_map(|rows| {
        let mut events: Vec<Event> = Vec::new();
        let mut replaced = std::collections::BTreeSet::new();
        for (at, (kind, day, share, words, target, withdraws)) in rows.into_iter().enumerate() {
            let mut event = event(kind, at, day, share, words.trim());
            let target = events.get(target).filter(|_| day > 4).cloned();
            if let Some(target) =
                target.filter(|target| target.known <= event.known && replaced.insert(target.id.clone()))
            {
                if withdraws {
                    event.kind = Kind::Retract;
                    (event.parties, event.subject, event.answer, event.value) = (Vec::new(), None, None, None);
                }
                event.replaces = (withdraws || event.kind == target.kind).then(|| target.id.clone());
                if event.replaces.is_none() {
                    replaced.remove(&target.id);
                }
            }
            events.push(event);
        }
        events
    })
}

fn log_of(events: Vec<Event>) -> Log {
    let mut log = Log::empty(war());
    log.events = events;
    log
}

fn without_places(events: &[Event]) -> Vec<Event> {
    events.iter().cloned().map(|event| Event { file: 0, line: 0, ..event }).collect()
}

fn read_again(name: &str, text: String) -> Log {
    Log::read(&[Source::new(name, text)], war()).unwrap_or_else(|found| panic!("{found}")).0
}

#[test]
fn what_is_written_reads_back() {
    assert_eq!(
        without_places(&read_again("log.csv", sound_log().to_csv()).events),
        without_places(&sound_log().events)
    );
    assert_eq!(
        without_places(&read_again("log.json", sound_log().to_json()).events),
        without_places(&sound_log().events)
    );
    runner_of(60)
        .run(&logs(), |events| {
            let log = log_of(events);
            let (csv, json) = (read_again("log.csv", log.to_csv()), read_again("log.json", log.to_json()));
            prop_assert_eq!(without_places(&csv.events), without_places(&log.events));
            prop_assert_eq!(without_places(&json.events), without_places(&log.events));
            prop_assert_eq!(csv.to_csv(), log.to_csv());
            prop_assert_eq!(json.to_json(), csv.to_json());
            Ok(())
        })
        .unwrap();
}

#[test]
fn the_order_of_rows_and_files_and_reading_in_twice_change_nothing() {
    let cases = logs().prop_flat_map(|events| (Just(events.clone()), Just(events).prop_shuffle(), 0usize..12));
    runner_of(60)
        .run(&cases, |(events, shuffled, cut)| {
            let log = log_of(events);
            let cut = cut.min(shuffled.len());
            let files =
                [&shuffled[..cut], &shuffled[cut..], &log.events[..]].map(|part| log_of(part.to_vec()).to_csv());
            let sources: Vec<Source> = files.into_iter().map(|text| Source::new("log.csv", text)).collect();
            let (other, _) = Log::read(&sources, war()).unwrap_or_else(|found| panic!("{found}"));
            prop_assert_eq!(other.events.len(), log.events.len());
            for day in 1..28 {
                let day = date(2025, 4, day);
                let standing =
                    |log: &Log| without_places(&log.known_by(day).into_iter().cloned().collect::<Vec<Event>>());
                prop_assert_eq!(standing(&other), standing(&log));
                prop_assert_eq!(other.digest(day), log.digest(day));
            }
            Ok(())
        })
        .unwrap();
}

/// A log in which an event was corrected equals the log that had the corrected event from the beginning.
#[test]
fn what_was_corrected_or_withdrawn_never_was() {
    runner_of(60)
        .run(&(logs(), any::<prop::sample::Index>(), 0.0f64..1.0), |(mut events, at, share)| {
            events.iter_mut().for_each(|event| event.replaces = None);
            events.retain(|event| event.kind != Kind::Retract);
            prop_assume!(!events.is_empty());
            let at = at.index(events.len());
            let old = events[at].clone();
            let late = date(2025, 11, 1);
            let new = Event { id: "new".into(), known: late, value: old.value.map(|_| share), ..old.clone() };
            let corrected = Event { replaces: Some(old.id.clone()), ..new.clone() };
            let mut without = events.clone();
            without.remove(at);
            let with = |more: Option<Event>| without.iter().cloned().chain(more).collect::<Vec<Event>>();
            let plain = |log: Vec<Event>| {
                let standing: Vec<Event> = log_of(log).known_by(Date::MAX).into_iter().cloned().collect();
                standing.into_iter().map(|event| Event { replaces: None, ..event }).collect::<Vec<Event>>()
            };
            let mut log = events.clone();
            log.push(corrected);
            prop_assert_eq!(plain(log.clone()), plain(with(Some(new))));
            prop_assert_eq!(
                log_of(log).known_by(date(2025, 10, 31)).len(),
                log_of(events.clone()).known_by(Date::MAX).len()
            );
            let mut log = events.clone();
            log.push(Event { id: "gone".into(), kind: Kind::Retract, replaces: Some(old.id.clone()), ..old });
            prop_assert_eq!(plain(log), plain(with(None)));
            Ok(())
        })
        .unwrap();
}

#[test]
fn places_from_another_scenario_do_no_harm() {
    let mut log = sound_log();
    log.events[0].parties = vec![Party::Member(99), Party::Group("none".into())];
    (log.events[0].subject, log.events[0].value) = (Some(Subject::Track(99)), Some(f64::NAN));
    log.events[1].value = Some(-1.0);
    log.events[2].replaces = Some(log.events[3].id.clone());
    log.events[3].replaces = Some(log.events[2].id.clone());
    assert!(!log.to_csv().is_empty() && !log.to_json().is_empty() && log.digest(Date::MAX).len() == 64);
}
