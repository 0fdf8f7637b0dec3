//! The page of a comparison as people see it.

use crate::fixture::comparison::{comparison, single};
use standoff_analysis::options::compare::Comparison;
use standoff_prose::{Style, column_width};
use standoff_terminal as terminal;

fn page(comparison: &Comparison, style: Style) -> String {
    terminal::render_comparison(comparison, &[], style)
}

fn asked(comparison: &Comparison, names: &[&str]) -> String {
    let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
    terminal::render_comparison(comparison, &names, Style::plain())
}

#[test]
fn one_lever() {
    insta::assert_snapshot!(page(&single(), Style::plain()));
}

#[test]
fn several_levers_and_a_sweep() {
    insta::assert_snapshot!(page(&comparison(), Style::plain()));
}

#[test]
fn several_levers_and_a_sweep_in_ascii_at_the_narrowest() {
    let page = page(&comparison(), Style { width: 80, colour: false, unicode: false });
    assert!(page.is_ascii());
    insta::assert_snapshot!(page);
}

#[test]
fn no_line_is_wider_than_the_page() {
    let mut comparison = comparison();
    comparison.command = "standoff compare".into();
    for width in 1..=120 {
        for unicode in [true, false] {
            let style = Style { width, colour: false, unicode };
            let page = page(&comparison, style);
            let widest = page.lines().max_by_key(|line| column_width(line)).unwrap_or_default();
            assert!(column_width(widest) <= style.columns(), "{widest} at {width}");
        }
    }
}

#[test]
fn colour_adds_nothing_but_colour() {
    let plain = page(&comparison(), Style::plain());
    let coloured = page(&comparison(), Style { colour: true, ..Style::plain() });
    let mut parts = coloured.split('\u{1b}');
    let first = parts.next().unwrap_or("").to_owned();
    let stripped = parts.fold(first, |text, part| text + part.split_once('m').map_or("", |(_, rest)| rest));
    let trimmed = |text: &str| text.lines().map(str::trim_end).collect::<Vec<&str>>().join("\n");
    assert_ne!(plain, coloured);
    assert_eq!(trimmed(&stripped), trimmed(&plain));
}

#[test]
fn only_what_was_asked_for() {
    let page = asked(&comparison(), &["holds-24", "question.truce"]);
    assert!(page.contains("The line holds for 24 months") && page.contains("Will a truce hold by March 2002?"));
    assert!(!page.contains("At whose cost") && !page.contains("Months the line holds"));
    assert_eq!(page.matches("strength").count(), 3, "{page}");
}

#[test]
fn all_actors_have_the_same_room() {
    let page = page(&single(), Style::plain());
    for name in
        ["Redland, invader", "Blueland, defender", "United Isles, great power", "Friends of Blueland, coalition"]
    {
        assert!(page.contains(&format!("At whose cost: {name}")), "{name}");
    }
    let words = ["leads to", "should", "better", "worse", "concession", "appease"];
    assert!(words.iter().all(|word| !page.contains(word)));
}

#[test]
fn nothing_is_said_to_be_nothing() {
    let mut comparison = single();
    let option = &mut comparison.options[0];
    (option.touched.value, option.end_changed.value) = (0.0, 0.0);
    let page = page(&comparison, Style::plain());
    assert!(page.contains("Nothing at all differs in any future.") && !page.contains("At whose cost"));
}

#[test]
fn a_comparison_of_one_draw_has_no_intervals() {
    let mut comparison = single();
    for row in &mut comparison.options[0].outcomes {
        (row.difference.low, row.difference.high) = (None, None);
    }
    let page = page(&comparison, Style::plain());
    assert!(page.contains("not clear") && page.contains('–') && !page.contains('█'));
}

#[test]
fn what_cannot_be_shown_does_no_harm() {
    for bad in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, f64::MAX, f64::MIN_POSITIVE, 0.0] {
        let mut comparison = comparison();
        for row in comparison.options.iter_mut().flat_map(|option| &mut option.outcomes) {
            (row.baseline, row.counterfactual, row.difference.value, row.difference.high) = (bad, bad, bad, Some(bad));
        }
        let points = comparison.sweep.as_mut().map(|curve| &mut curve.points);
        for outcome in points.into_iter().flatten().flat_map(|point| &mut point.alone) {
            (outcome.difference.value, outcome.difference.high) = (bad, Some(bad));
        }
        assert!(!page(&comparison, Style::plain()).is_empty());
    }
}

#[test]
fn empty_comparisons_have_a_page() {
    let mut comparison = comparison();
    (comparison.baseline, comparison.options, comparison.interaction) = Default::default();
    assert!(page(&comparison, Style::plain()).contains("Along a sweep"));
    let mut unlike = crate::fixture::comparison::comparison();
    unlike.options[1].outcomes.clear();
    unlike.sweep.iter_mut().for_each(|curve| curve.points[0].alone.clear());
    assert!(page(&unlike, Style::plain()).contains("Outside the model"));
}

#[test]
fn a_page_made_without_a_command_names_none() {
    let mut comparison = comparison();
    assert!(page(&comparison, Style::plain()).contains("Made by"));
    comparison.command.clear();
    assert!(!page(&comparison, Style::plain()).contains("Made by"));
}

#[test]
fn forty_one_points_fit() {
    let mut comparison = comparison();
    comparison.command = "standoff compare".into();
    if let Some(curve) = &mut comparison.sweep {
        let point = curve.points[2].clone();
        curve.points = (0..41)
            .map(|at| standoff_analysis::options::compare::CurvePoint { value: f64::from(at) / 20.0, ..point.clone() })
            .collect();
    }
    let style = Style { width: 80, ..Style::plain() };
    assert!(page(&comparison, style).lines().all(|line| column_width(line) <= 80));
}

#[test]
fn a_stopped_comparison_and_failed_draws_say_so() {
    let mut comparison = single();
    (comparison.interrupted, comparison.failed_draws, comparison.draws) = (true, 3, 12);
    let page = page(&comparison, Style::plain());
    assert!(page.contains("Stopped early: this is the answer from the 12 draws made so far."));
    assert!(page.contains("3 draws could not be played"));
}

#[test]
fn a_title_cannot_steer_the_terminal() {
    let mut comparison = comparison();
    comparison.options[0].title = "bad\u{1b}[2J title\u{7}".into();
    comparison.options[0].levers[0].note = Some("\u{1b}]0;owned\u{7}".into());
    comparison.sweep.iter_mut().for_each(|curve| curve.of = "\u{1b}[1m".into());
    comparison.command = "standoff \u{1b}[2J".into();
    let page = page(&comparison, Style::plain());
    assert!(!page.contains('\u{1b}') && !page.contains('\u{7}'));
}
