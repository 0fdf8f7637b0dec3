//! The pages of the event log, of an assimilation and of hindcasts, as people see them.

use crate::fixture::record::{events, heading, hindcast, kinds, updating};
use standoff_assimilation::AssimilationFindings;
use standoff_prose::{Style, column_width};
use standoff_terminal as terminal;
use standoff_terminal::evidence;

const NARROW: Style = Style { width: 80, colour: false, unicode: false };

#[test]
fn what_stands() {
    insta::assert_snapshot!(evidence::render_events(&heading(), &events(), Style::plain()));
}

#[test]
fn what_stands_in_ascii_at_the_narrowest() {
    let page = evidence::render_events(&heading(), &events(), NARROW);
    assert!(page.is_ascii());
    insta::assert_snapshot!(page);
}

#[test]
fn the_kinds_of_events() {
    insta::assert_snapshot!(evidence::render_kinds(&kinds(), Style::plain()));
}

#[test]
fn the_kinds_of_events_in_ascii_at_the_narrowest() {
    let page = evidence::render_kinds(&kinds(), NARROW);
    assert!(page.is_ascii());
    insta::assert_snapshot!(page);
}

#[test]
fn brought_up_to_date() {
    insta::assert_snapshot!(terminal::render_updating(&updating(), Style::plain()));
}

#[test]
fn brought_up_to_date_in_ascii_at_the_narrowest() {
    let page = terminal::render_updating(&updating(), NARROW);
    assert!(page.is_ascii());
    insta::assert_snapshot!(page);
}

/// Nothing is certain because all futures of a forecast agree, and no chance that can only fall seems to rise.
#[test]
fn answers_are_bounds_where_no_future_says_otherwise() {
    let mut found = updating();
    let line = found.moved.iter_mut().filter(|moved| moved.answer == "the line holds");
    for (moved, (before, after, error)) in line.zip([(1.0, 0.9149, 0.05), (0.9999, 0.9148, 0.009)]) {
        (moved.before, moved.after, moved.error) = (before, after, error);
    }
    let page = terminal::render_updating(&found, Style::plain());
    assert!(page.contains("the line holds (12 months) 90 %, without it >98 %"), "{page}");
    let rows: Vec<Vec<&str>> = page
        .lines()
        .filter(|line| line.trim_start().starts_with("The line holds"))
        .map(|line| line.split_whitespace().skip(4).take(2).collect())
        .collect();
    assert_eq!(rows, [[">0.98", "0.90"], [">0.98", "0.90"]], "{page}");
}

/// Nothing was read, nothing learnt, nothing strained, and nothing compared with.
fn blank() -> AssimilationFindings {
    let mut found = updating();
    (found.moved, found.kinds, found.strains) = Default::default();
    found.lessons.iter_mut().for_each(|lesson| lesson.lesson.taught = false);
    found.stands.open.clear();
    found
}

#[test]
fn brought_up_to_date_with_nothing() {
    insta::assert_snapshot!(terminal::render_updating(&blank(), Style::plain()));
}

#[test]
fn how_hindcasts_fared() {
    insta::assert_snapshot!(terminal::render_hindcast(&hindcast(), Style::plain()));
}

#[test]
fn how_hindcasts_fared_in_ascii_at_the_narrowest() {
    let page = terminal::render_hindcast(&hindcast(), NARROW);
    assert!(page.is_ascii());
    insta::assert_snapshot!(page);
}

/// All pages but for the command to copy at their end.
fn pages(style: Style) -> [String; 5] {
    let (mut updating, mut blank, mut hindcast) = (updating(), blank(), hindcast());
    for command in [&mut updating.command, &mut blank.command, &mut hindcast.command] {
        *command = "standoff".into();
    }
    // One word that no line holds.
    updating.strains[0].events[0].push_str(&"-long".repeat(40));
    [
        evidence::render_events(&heading(), &events(), style),
        evidence::render_kinds(&kinds(), style),
        terminal::render_updating(&updating, style),
        terminal::render_updating(&blank, style),
        terminal::render_hindcast(&hindcast, style),
    ]
}

#[test]
fn no_line_is_wider_than_the_page() {
    for width in 1..=120 {
        for unicode in [true, false] {
            let style = Style { width, colour: false, unicode };
            for (place, page) in pages(style).into_iter().enumerate() {
                let widest = page.lines().max_by_key(|line| column_width(line)).unwrap_or_default();
                assert!(column_width(widest) <= style.columns(), "{widest} at {width} on page {place}");
            }
        }
    }
}

#[test]
fn colour_adds_nothing_but_colour() {
    let trimmed = |text: &str| text.lines().map(str::trim_end).collect::<Vec<&str>>().join("\n");
    let coloured = pages(Style { colour: true, ..Style::plain() });
    for (plain, coloured) in pages(Style::plain()).iter().zip(&coloured) {
        assert_ne!(plain, coloured);
        assert_eq!(trimmed(&strip(coloured)), trimmed(plain));
    }
}

fn strip(text: &str) -> String {
    let mut parts = text.split('\u{1b}');
    let first = parts.next().unwrap_or("").to_owned();
    parts.fold(first, |text, part| text + part.split_once('m').map_or("", |(_, rest)| rest))
}

#[test]
fn a_log_of_one_row_and_of_none() {
    let mut heading = heading();
    (heading.rows, heading.kind, heading.as_of) = (1, Some("opinion".into()), None);
    let page = evidence::render_events(&heading, &events()[..1], Style::plain());
    assert!(page.contains("1 row in the log; 1 of the kind opinion stands as known to the log."), "{page}");
    let page = evidence::render_events(&heading, &[], Style::plain());
    assert!(page.contains("0 of the kind opinion stand as known") && page.contains("No event stands."), "{page}");
}

/// A difference within two standard errors stands in brackets, a larger one does not.
#[test]
fn differences_that_are_not_clear_stand_in_brackets() {
    let page = terminal::render_updating(&updating(), Style::plain());
    let ends = |row: &str| page.lines().find(|line| line.contains(row)).map(str::to_owned).unwrap_or_default();
    let holds: Vec<&str> = page.lines().filter(|line| line.contains("The line holds")).collect();
    assert!(holds[0].ends_with("−0.28 ±0.02") && holds[1].ends_with("(+0.02 ±0.02)"), "{holds:?}");
    assert!(ends("A settlement, or quiet that lasts      12").ends_with("+0.06 ±0.02"), "{page}");
}

/// Only what was taught is told, and what hardly any state has is not.
#[test]
fn what_only_strayed_is_not_told() {
    let page = terminal::render_updating(&updating(), Style::plain());
    assert!(page.contains("posture.backing.rounds") && !page.contains("talks.sharpness"));
    assert!(page.contains("backing 0.62, neutral 0.38.") && page.contains("Open: sanctions 1.00."), "{page}");
}

#[test]
fn only_the_first_strains_are_told() {
    let mut found = updating();
    found.strains = vec![found.strains[0].clone(); 15];
    let page = terminal::render_updating(&found, Style::plain());
    assert_eq!(page.matches("Step to 1999-09-05").count(), 12);
    assert!(page.contains("And 3 more steps, in --json."), "{page}");
    found.strains.clear();
    assert!(!terminal::render_updating(&found, Style::plain()).contains("What hardly any state explains"));
}

#[test]
fn a_forecast_that_was_stopped_says_so() {
    let mut found = updating();
    (found.forecast.interrupted, found.forecast.draws) = (true, 40);
    let page = terminal::render_updating(&found, Style::plain());
    assert!(page.contains("Stopped early: this is the answer from the 40 draws made so far."), "{page}");
}

#[test]
fn rows_of_a_hindcast_go_by_horizon_with_the_model_first() {
    let page = terminal::render_hindcast(&hindcast(), Style::plain());
    let front = page.split("changes hands").nth(1).and_then(|rest| rest.split("Aid allocated").next()).unwrap_or("");
    let words = |line: &str| line.split_whitespace().take(2).collect::<Vec<&str>>().join(" ");
    let rows = front.lines().map(words).filter(|row| row.starts_with("4 ") || row.starts_with("52 "));
    let scores = ["4 model", "4 persistence", "52 model", "52 drift"];
    // The skills against the benchmarks stand below.
    assert_eq!(rows.collect::<Vec<String>>(), [&scores[..], &["4 persistence", "52 drift"]].concat());
    assert!(
        page.replace("\n  ", " ").contains("in 1 of them the model is better by more than that, in 2 worse")
            && page.contains("Worse: front at 4 weeks against")
    );
}

#[test]
fn one_origin_and_none_have_their_words() {
    let mut found = hindcast();
    (found.rows, found.versus, found.left_out) = Default::default();
    found.origins.truncate(1);
    let page = terminal::render_hindcast(&found, Style::plain());
    assert!(page.contains("hindcasts from 1 day, 1999-02-01 · 10,240 states") && !page.contains("Left out"), "{page}");
    found.origins.clear();
    assert!(terminal::render_hindcast(&found, Style::plain()).contains("no hindcast"));
}

#[test]
fn what_cannot_be_shown_does_no_harm() {
    for bad in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, f64::MAX, f64::MIN_POSITIVE, 0.0] {
        let mut found = updating();
        (found.log_likelihood, found.least_effective, found.strains[0].left) = (bad, bad, bad);
        found.moved.iter_mut().for_each(|moved| (moved.before, moved.error) = (bad, bad));
        found.lessons.iter_mut().for_each(|lesson| (lesson.after.mean, lesson.after.low) = (bad, bad));
        (found.stands.held.low, found.stands.postures[0].share, found.noise[0].mean) = (bad, bad, bad);
        assert!(!terminal::render_updating(&found, Style::plain()).is_empty());
        let mut found = hindcast();
        found.rows.iter_mut().for_each(|row| (row.outcome, row.score, row.pit) = (bad, bad, Some(bad)));
        found.versus.iter_mut().for_each(|versus| (versus.skill, versus.low) = (Some(bad), Some(bad)));
        assert!(!terminal::render_hindcast(&found, Style::plain()).is_empty());
    }
}

#[test]
fn what_came_from_a_file_cannot_steer_the_terminal() {
    let bad = || "bad\u{1b}[2J\u{7}".to_owned();
    let (mut found, mut past) = (updating(), hindcast());
    (found.scenario.title, found.command, found.strains[0].events[0]) = (bad(), bad(), bad());
    (found.stands.postures[0].name, found.stands.open[0].name, found.lessons[0].lesson.path) = (bad(), bad(), bad());
    (past.left_out[0], past.command, past.scenario.title) = (bad(), bad(), bad());
    past.rows[0].target = standoff_assimilation::hindcast::Target::Aid(bad());
    let (mut heading, mut rows) = (heading(), events());
    (heading.title, rows[0].id, rows[1].event) = (bad(), bad(), bad());
    let style = Style::plain();
    for page in [
        terminal::render_updating(&found, style),
        terminal::render_hindcast(&past, style),
        evidence::render_events(&heading, &rows, style),
    ] {
        assert!(page.contains("bad") && !page.contains('\u{1b}') && !page.contains('\u{7}'), "{page}");
    }
}
