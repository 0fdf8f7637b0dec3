//! What an event would change, as people see it.

use standoff_assimilation::{ImpossibleStep, Shift, ShiftSide, ShiftedAnswer, ShiftedDriver, UnusedEvidence};
use standoff_lab::forecast::provenance::ScenarioName;
use standoff_prose::{Style, column_width};
use standoff_terminal as terminal;

const NARROW: Style = Style { width: 80, colour: false, unicode: false };

fn answer(name: &str, title: &str, unit: &str, part: &str, [before, difference, error]: [f64; 3]) -> ShiftedAnswer {
    ShiftedAnswer {
        outcome: name.into(),
        title: title.into(),
        unit: unit.into(),
        part: part.into(),
        before,
        after: before + difference,
        difference,
        error,
    }
}

/// A made-up shift of a made-up war.
fn found() -> Shift {
    let scenario = ScenarioName {
        name: "river-war".into(),
        title: "War on the river".into(),
        start: "2001-03-04".into(),
        digest: "3f9a1c2b5d7e".into(),
        roles: [("invader".to_owned(), "Redland".to_owned())].into(),
        currency: "ECU".into(),
    };
    let killed = "Blueland: killed and wounded";
    Shift {
        format: 1,
        scenario,
        as_of: "2001-04-01".into(),
        seed: 1,
        version: "0.1.0".into(),
        draws: 32,
        runs: 1280,
        unused: None,
        impossible: None,
        answers: vec![
            answer("holds-12", "the line holds for 12 months", "chance", "hold", [0.7, 0.08, 0.03]),
            answer("hold-months", "months the line holds, within the horizon", "months", "hold", [31.0, 0.4, 1.2]),
            answer("settled-12", "settlement or lasting quiet within 12 months", "chance", "ends", [0.4, 0.02, 0.03]),
            answer("cost.defender.casualties", killed, "people", "costs", [320_000.0, -31_000.0, 9_000.0]),
            answer("question.quiet", "Will the guns fall silent by June 2001?", "chance", "question", [0.2, 0.6, 0.05]),
        ],
        drivers: vec![ShiftedDriver {
            parameter: "front.odds".into(),
            meaning: "Chance that a move of the front is the invader's".into(),
            answer: "the line holds 24 months".into(),
            before: -0.71,
            after: -0.58,
            error: 0.18,
        }],
    }
}

fn cannot_be(side: ShiftSide) -> Shift {
    let events = vec!["area held: impossible in every state".into(), "events of the step: far".into()];
    Shift { impossible: Some(ImpossibleStep { side, date: "2001-03-28".into(), events }), ..found() }
}

#[test]
fn what_an_event_would_change() {
    insta::assert_snapshot!(terminal::render_shift(&found(), Style::plain()));
}

#[test]
fn what_an_event_would_change_in_ascii_at_the_narrowest() {
    let page = terminal::render_shift(&found(), NARROW);
    assert!(page.is_ascii());
    insta::assert_snapshot!(page);
}

#[test]
fn an_impossible_event() {
    insta::assert_snapshot!(terminal::render_shift(&cannot_be(ShiftSide::With), Style::plain()));
    let words = |side| {
        let page = terminal::render_shift(&cannot_be(side), Style::plain());
        page.split_whitespace().collect::<Vec<&str>>().join(" ")
    };
    assert!(words(ShiftSide::Both).contains("with the event or without it."));
    assert!(words(ShiftSide::Without).contains("with it, the log can be used again."));
}

#[test]
fn what_the_model_has_no_place_for_shifts_nothing() {
    let page = |unused| terminal::render_shift(&Shift { unused: Some(unused), ..found() }, Style::plain());
    assert!(page(UnusedEvidence::Kind).ends_with("No shift: this kind is kept and not used by the model.\n"));
    assert!(page(UnusedEvidence::Event).contains("No shift: this event is kept"));
}

#[test]
fn a_shift_within_its_error_is_none_that_can_be_told() {
    let mut found = found();
    found.answers.iter_mut().for_each(|one| one.error = one.difference.abs());
    found.drivers.clear();
    let page = terminal::render_shift(&found, Style::plain());
    assert_eq!(page.matches("No shift that can be told from noise.").count(), 5);
    assert!(page.contains("No uncertain number stands out"));
}

#[test]
fn no_line_is_wider_than_the_page() {
    for width in [1, 80, 93, 100, 120] {
        let style = Style { width, ..Style::plain() };
        for page in
            [terminal::render_shift(&found(), style), terminal::render_shift(&cannot_be(ShiftSide::With), style)]
        {
            assert!(page.lines().all(|line| column_width(line) <= style.columns()), "{page}");
        }
    }
}
