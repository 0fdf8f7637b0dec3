//! The page of a history, as people see it.

use crate::fixture::history::history;
use standoff_prose::{Style, column_width};
use standoff_terminal::render_history;

const NARROW: Style = Style { width: 80, colour: false, unicode: false };

#[test]
fn how_the_answers_moved() {
    insta::assert_snapshot!(render_history(&history(), Style::plain()));
}

#[test]
fn how_the_answers_moved_in_ascii_at_the_narrowest() {
    let page = render_history(&history(), NARROW);
    assert!(page.is_ascii());
    let wide: Vec<&str> =
        page.lines().filter(|line| column_width(line) > 80 && !line.contains("standoff history")).collect();
    assert_eq!(wide, Vec::<&str>::new());
    insta::assert_snapshot!(page);
}

/// Nothing is said by colour alone.
#[test]
fn without_its_colours_the_page_is_the_same() {
    let coloured = render_history(&history(), Style { colour: true, ..Style::plain() });
    let mut plain = String::new();
    for (at, piece) in coloured.split('\u{1b}').enumerate() {
        plain += if at == 0 { piece } else { piece.split_once('m').map_or("", |(_, rest)| rest) };
    }
    assert_eq!(plain, render_history(&history(), Style::plain()));
}

#[test]
fn a_history_that_was_stopped_says_so() {
    let mut found = history();
    found.interrupted = true;
    found.rows.truncate(2);
    found.moves.truncate(1);
    found.planning.clear();
    let page = render_history(&found, Style::plain());
    assert!(page.contains("Stopped early: these are the dates finished by then"), "{page}");
    assert!(!page.contains("own draws and plans change this answer most"), "{page}");
}

#[test]
fn one_date_and_no_event_have_their_words() {
    let mut found = history();
    found.moves.iter_mut().for_each(|one| one.events.clear());
    let page = render_history(&found, Style::plain());
    assert!(page.contains("No event moved an answer, of 530 that were tested on 9 answers each"), "{page}");
    (found.populations, found.events_tested, found.events_left_out) = (2, 0, 0);
    assert!(render_history(&found, Style::plain()).contains("No event was tested"));
    found.rows.drain(..2);
    found.moves.clear();
    let page = render_history(&found, Style::plain());
    assert!(page.contains("There is one date, and no change.") && page.contains("· 1 date ·"), "{page}");
}

/// Whatever the errors of the months: a chance that can only fall along them never seems to rise, in figures or in bounds.
#[test]
fn chances_that_can_only_fall_do() {
    let mut found = history();
    let errors = [[0.05, 0.009, 0.05, 0.009], [0.0, 0.002, 0.02, 0.002]];
    let chances = [[0.9149, 0.9148, 0.9147, 0.9146], [1.0, 0.9971, 0.997, 0.9969]];
    for (row, (errors, chances)) in found.rows.iter_mut().zip(errors.into_iter().zip(chances)) {
        let holds = row.answers.iter_mut().filter(|one| one.answer == "holds");
        holds.zip(chances.into_iter().zip(errors)).for_each(|(one, (p, error))| (one.p, one.error) = (p, error));
    }
    let page = render_history(&found, Style::plain());
    let told = |row: usize| -> Vec<&str> {
        let line = page.lines().find(|line| line.trim_start().starts_with(&found.rows[row].date)).unwrap();
        line.split_whitespace().rev().take(4).collect()
    };
    assert_eq!(told(0), ["0.90"; 4], "{page}");
    assert_eq!(told(1), [">0.99"; 4], "{page}");
}

#[test]
fn errors_are_never_printed_as_nought() {
    let page = render_history(&history(), Style::plain());
    let aid = page.lines().find(|line| line.contains("Aid allocated")).unwrap();
    assert!(aid.trim_end().ends_with("<0.005"), "{page}");
}

#[test]
fn what_cannot_be_shown_does_no_harm() {
    for bad in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, f64::MAX, f64::MIN_POSITIVE, 0.0] {
        let mut found = history();
        found.rows.iter_mut().flat_map(|row| &mut row.answers).for_each(|one| (one.p, one.error) = (bad, bad));
        for one in &mut found.moves {
            one.changes.iter_mut().for_each(|part| (part.change, part.rest) = (bad, bad));
            for event in &mut one.events {
                event.value = Some(bad);
                event.changes.iter_mut().for_each(|change| (change.change, change.error) = (bad, bad));
            }
        }
        found.planning.iter_mut().for_each(|one| (one.difference, one.error) = (bad, bad));
        assert!(!render_history(&found, Style::plain()).is_empty());
    }
}

#[test]
fn what_came_from_a_file_cannot_steer_the_terminal() {
    let bad = || "bad\u{1b}[2J\u{7}".to_owned();
    let mut found = history();
    (found.scenario.title, found.command) = (bad(), bad());
    let event = &mut found.moves[0].events[0];
    (event.words, event.who, event.unit, event.value) = (bad(), bad(), bad(), Some(1.0));
    let page = render_history(&found, Style::plain());
    assert!(page.contains("bad") && !page.contains('\u{1b}') && !page.contains('\u{7}'), "{page}");
}
