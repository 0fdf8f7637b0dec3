//! The pages of an explanation and of a difference as people see them.

use crate::fixture::explanation::{estimate, explanation, scenario};
use standoff_analysis::explanation::attribution::CauseShare;
use standoff_analysis::explanation::difference::{GapExplanation, ParameterDifference};
use standoff_analysis::explanation::explain::{Explanation, ExplanationPart};
use standoff_prose::{Style, column_width};
use standoff_terminal::{explanation as explain, render_difference};

fn narrow() -> Style {
    Style { width: 80, colour: false, unicode: false }
}

fn page(explanation: &Explanation) -> String {
    explain::render_explanation(explanation, Style::plain())
}

/// Two forecasts that differ by four causes in many figures.
fn explained() -> GapExplanation {
    let share = |(cause, value, half): (&str, f64, f64)| CauseShare {
        cause: cause.into(),
        title: format!("figures of [{cause}]"),
        adds: estimate(value, half),
    };
    let differs = |at: usize| ParameterDifference {
        cause: "front".into(),
        parameter: format!("front.figure-{at:02}"),
        one: (at != 2).then_some(0.5),
        other: (at != 3).then_some(if at == 4 { 0.5 } else { 0.5 + 0.031 * at as f64 }),
        unit: if at == 1 { "number".into() } else { "per month".into() },
    };
    let mut other = scenario();
    other.digest = "77".repeat(32);
    GapExplanation {
        format: 1,
        one: scenario(),
        one_engine: "equilibrium".into(),
        other,
        other_engine: "hazard".into(),
        seed: 1,
        version: "0.1.0".into(),
        draws: 32,
        paths: 120,
        failed_draws: 0,
        interrupted: false,
        command: "standoff difference river-war --engine hazard --outcome settled-24 --draws 32 --paths 120 --seed 1"
            .into(),
        orders: "one random order and its reverse for each draw".into(),
        outcome: "settled-24".into(),
        title: "settlement or lasting quiet within 24 months".into(),
        unit: "chance".into(),
        from: estimate(0.523, 0.06),
        to: estimate(0.34, 0.0),
        shares: [("engine", -0.31, 0.05), ("front", 0.11, 0.02), ("coalition", 0.02, 0.03), ("talks", 0.0, 0.0)]
            .map(share)
            .to_vec(),
        residual: -0.003,
        parameters: (1..=23).map(differs).collect(),
        record: None,
        other_record: None,
    }
}

#[test]
fn the_whole_explanation() {
    insta::assert_snapshot!(page(&explanation()));
}

#[test]
fn the_whole_explanation_in_ascii_at_the_narrowest() {
    let page = explain::render_explanation(&explanation(), narrow());
    assert!(page.is_ascii());
    insta::assert_snapshot!(page);
}

#[test]
fn a_difference() {
    insta::assert_snapshot!(render_difference(&explained(), Style::plain()));
}

#[test]
fn a_difference_in_ascii_at_the_narrowest() {
    let page = render_difference(&explained(), narrow());
    assert!(page.is_ascii());
    insta::assert_snapshot!(page);
}

#[test]
fn no_line_is_wider_than_the_page() {
    let (mut explanation, mut explained) = (explanation(), explained());
    (explanation.command, explained.command) = Default::default();
    for width in 1..=120 {
        for unicode in [true, false] {
            let style = Style { width, colour: false, unicode };
            let pages = explain::render_explanation(&explanation, style) + &render_difference(&explained, style);
            let widest = pages.lines().max_by_key(|line| column_width(line)).unwrap_or_default();
            assert!(column_width(widest) <= style.columns(), "{widest} at {width}");
        }
    }
}

#[test]
fn parts_apart_make_the_whole() {
    let (explanation, style) = (explanation(), Style::plain());
    let parts: String = ExplanationPart::ALL.map(|part| explain::render_part(part, &explanation, style)).concat();
    let apart = explain::render_heading(&explanation, style) + &parts + &explain::render_foot(&explanation, style);
    assert_eq!(apart, page(&explanation));
}

#[test]
fn a_part_with_nothing_in_it_says_so() {
    let mut nothing = explanation();
    nothing.drivers.clear();
    nothing.boxes.clear();
    nothing.thresholds.clear();
    nothing.requirements.clear();
    nothing.screening.clear();
    nothing.variance.clear();
    nothing.left_out.clear();
    nothing.delay = None;
    let part = |part| explain::render_part(part, &nothing, Style::plain());
    assert!(part(ExplanationPart::Boxes).contains("none was asked for"));
    assert!(part(ExplanationPart::Thresholds).contains("Nothing in this scenario has such a threshold"));
    assert!(part(ExplanationPart::Requirements).contains("Nothing to look for"));
    assert!(ExplanationPart::ALL.into_iter().all(|one| part(one).starts_with('\n')));
    assert!(!page(&nothing).contains("Drivers") && !page(&nothing).contains("Left out"));
}

#[test]
fn without_a_coalition_there_is_no_word_of_one() {
    let mut alone = explanation();
    alone.provenance.scenario.roles.retain(|role, _| role == "invader" || role == "defender");
    alone.thresholds.truncate(1);
    let page = page(&alone);
    assert!(page.contains("invader Redland · defender Blueland\n") && !page.contains("ooled money"));
}

#[test]
fn a_stopped_explanation_says_so() {
    let mut early = explanation();
    early.interrupted = true;
    assert!(page(&early).contains("Stopped early") && page(&early).contains("variance: the outcome does not vary"));
}

#[test]
fn identical_forecasts_have_no_causes() {
    let mut same = explained();
    (same.shares, same.parameters, same.residual, same.to) = (Vec::new(), Vec::new(), 0.0, same.from);
    let page = render_difference(&same, Style::plain());
    assert!(page.contains("The two forecasts are identical") && !page.contains("Not shared out"), "{page}");
    same.interrupted = true;
    same.failed_draws = 2;
    assert!(render_difference(&same, Style::plain()).contains("2 draws could not be played"));
}

#[test]
fn the_words_are_neutral() {
    let pages = page(&explanation()) + &render_difference(&explained(), Style::plain());
    let words = ["should", "better to", "worse", "concession", "appease", "blame on", "recommends that"];
    assert!(words.iter().all(|word| !pages.contains(word)), "{pages}");
}

#[test]
fn what_cannot_be_shown_does_no_harm() {
    for bad in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, f64::MAX, f64::MIN_POSITIVE, 0.0] {
        let (mut explanation, mut explained) = (explanation(), explained());
        explained.shares.iter_mut().for_each(|share| share.adds = estimate(bad, bad));
        (explained.from, explained.to, explained.residual) = (estimate(bad, 0.0), estimate(bad, bad), bad);
        for threshold in &mut explanation.thresholds {
            (threshold.value, threshold.tried, threshold.level) = (Some(bad), [bad, bad], bad);
            threshold.curve.iter_mut().for_each(|point| (point.value, point.measure.value) = (bad, bad));
        }
        for requirement in &mut explanation.requirements {
            (requirement.target, requirement.today.value) = (bad, bad);
            requirement.singles.iter_mut().for_each(|set| (set.difference.value, set.plausibility) = (bad, Some(bad)));
            let changes = requirement.sets.iter_mut().flat_map(|set| &mut set.changes);
            changes.for_each(|change| change.plausibility = Some(bad));
        }
        explanation.screening[0].inputs.iter_mut().for_each(|input| (input.mean, input.absolute.value) = (bad, bad));
        explanation.variance[0].inputs.iter_mut().for_each(|input| input.first.value = bad);
        explanation.drivers[0].inputs.iter_mut().for_each(|input| input.rank.value = bad);
        assert!(!page(&explanation).is_empty() && !render_difference(&explained, Style::plain()).is_empty());
    }
}

#[test]
fn a_title_cannot_steer_the_terminal() {
    let mut explanation = explanation();
    explanation.drivers[0].title = "bad\u{1b}[2J title\u{7}".into();
    explanation.thresholds[0].of = "\u{1b}[1m".into();
    explanation.requirements[0].sets[0].changes[0].title = "\u{1b}]0;owned\u{7}".into();
    assert!(!page(&explanation).contains(['\u{1b}', '\u{7}']));
}
