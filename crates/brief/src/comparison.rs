//! Two worlds side by side: what differs between them, on the same futures.

use crate::document::{Block, Figures, Section, Sentence};
use crate::precision::error_of_estimate;
use crate::wording::{in_points, is_share, percent, percent_of};
use standoff_analysis::options::compare::OutcomeDifference;
use standoff_analysis::options::paired::PairedComparison;
use standoff_lab::ensemble::estimate::Estimate as Interval;
use standoff_picture::{Bar, BarGroup, Bars, Estimate, Frame, Hatch, Hue, Swatch, Unit};
use standoff_prose::numbers::{Chance, format_rounded, step_for_error, step_for_range};
use standoff_prose::together::Pair;
use standoff_prose::words::{self, capitalize, format_signed};

/// Names of the two worlds.
pub const WORLDS: [&str; 2] = ["A", "B"];

/// Composes the section on the difference between two worlds.
pub fn compose_comparison(found: &PairedComparison) -> Section {
    let mut blocks = vec![Block::Headline(headline_sentence(found)), Block::Text(vec![futures_sentence(found)])];
    let chances: Vec<&OutcomeDifference> = found.outcomes.iter().filter(|one| one.unit == "chance").collect();
    if !chances.is_empty() {
        let chart = difference_bars(&chances, found.runs);
        blocks.push(crate::pictures::picture_block(&chart, &chart.frame));
    }
    blocks.push(Block::Table(outcome_table(found)));
    Section { slug: "beside", heading: "What differs".to_owned(), blocks }
}

fn headline_sentence(found: &PairedComparison) -> Sentence {
    let clear = found.outcomes.iter().filter(|one| is_clear(one)).count();
    let first = found.outcomes.iter().find(|one| one.outcome.starts_with("holds-")).or(found.outcomes.first());
    let Some(first) = first else { return Sentence::plain("There is nothing to compare.") };
    let told = match is_clear(first) {
        true => {
            let [one, other] = tell_figures(first, found.runs);
            format!("{}: {one} in A, {other} in B.", capitalize(&first.title))
        }
        false => format!("{}: no clear difference between A and B.", capitalize(&first.title)),
    };
    let all = found.outcomes.len();
    let words = format!("{told} {clear} of {all} answers differ by more than two standard errors.");
    Sentence::sourced(format!("beside.outcomes.{}", first.outcome), words)
}

fn futures_sentence(found: &PairedComparison) -> Sentence {
    let share = |estimate: &Interval| match estimate.value {
        0.0 => "none of the futures".to_owned(),
        value => format!("{} of futures", percent_of(Chance::new(value, error_of_estimate(estimate), found.runs))),
    };
    let words = format!(
        "Each future is played in both worlds with the same parameters and the same chance. Its end is another one in {}; \
         anything at all differs in {}.",
        share(&found.end_changed),
        share(&found.touched)
    );
    Sentence::sourced("beside.end_changed", words)
}

/// Tests whether a difference is more than two standard errors.
fn is_clear(one: &OutcomeDifference) -> bool {
    one.difference.value.abs() > 2.0 * error_of_estimate(&one.difference)
}

/// Both figures as they are told.
fn tell_figures(one: &OutcomeDifference, runs: usize) -> [String; 2] {
    let step = difference_step(one, runs);
    let pair = pair_of(one, step);
    let told = |(mean, figure): (f64, f64)| match one.unit.as_str() {
        "chance" => percent(&Chance::share(mean, runs as f64).number_rounded_to(figure, step)),
        unit if is_share(unit) => percent(&format_rounded(figure, step)),
        _ => format_rounded(figure, step),
    };
    [(one.baseline, pair.one), (one.counterfactual, pair.other)].map(told)
}

/// Both figures and their difference in one step, so that what is written adds up.
fn pair_of(one: &OutcomeDifference, step: f64) -> Pair {
    let range = if one.unit == "chance" { [0.0, 1.0] } else { [f64::NEG_INFINITY, f64::INFINITY] };
    Pair::of_difference(one.baseline, one.difference.value, step, range)
}

/// The step of a difference. Where both worlds agree in every future it has no error, and the figures are those of one world:
/// a share as fine as its futures can tell, and of anything else two digits.
fn difference_step(one: &OutcomeDifference, runs: usize) -> f64 {
    let own = Some(error_of_estimate(&one.difference)).filter(|error| error.is_finite()).and_then(step_for_error);
    match is_share(&one.unit) {
        true => own.unwrap_or(Chance::share(one.baseline, runs as f64).step()).max(0.01),
        false => own.unwrap_or(step_for_range([one.baseline, one.counterfactual, 0.0], 0.0)),
    }
}

fn outcome_table(found: &PairedComparison) -> Figures {
    let row = |one: &OutcomeDifference| {
        let step = difference_step(one, found.runs);
        let [figure_a, figure_b] = tell_figures(one, found.runs);
        let (low, high) = (one.difference.low.unwrap_or(f64::NAN), one.difference.high.unwrap_or(f64::NAN));
        let told = |difference: String| if is_share(&one.unit) { in_points(&difference) } else { difference };
        vec![
            capitalize(&one.title),
            one.unit.clone(),
            figure_a,
            figure_b,
            told(format_signed(pair_of(one, step).difference, step)),
            told(words::format_band(low, high, step)),
            (if is_clear(one) { "yes" } else { "no" }).to_owned(),
        ]
    };
    let heads = [
        ("Answer", false),
        ("unit", false),
        ("A", true),
        ("B", true),
        ("B less A", true),
        ("95 % interval", true),
        ("clear", false),
    ];
    Figures {
        caption: "The answers in both worlds, and the paired difference".to_owned(),
        from: "beside.outcomes".to_owned(),
        heads: heads.map(|(head, right)| (head.to_owned(), right)).to_vec(),
        rows: found.outcomes.iter().map(row).collect(),
        folded: false,
    }
}

fn difference_bars(chances: &[&OutcomeDifference], runs: usize) -> Bars {
    let clear = chances.iter().filter(|one| is_clear(one)).count();
    // The largest clear difference first: of the others no order is told.
    let mut ranked: Vec<&OutcomeDifference> = chances.to_vec();
    ranked.sort_by(|one, other| {
        let key = |one: &OutcomeDifference| if is_clear(one) { one.difference.value.abs() } else { -1.0 };
        key(other).total_cmp(&key(one))
    });
    let bar = |one: &OutcomeDifference| {
        let (step, difference) = (difference_step(one, runs), &one.difference);
        let at = pair_of(one, step).difference;
        let (low, high) = (difference.low.unwrap_or(at), difference.high.unwrap_or(at));
        let value = Estimate { at, low, high };
        Bar { name: capitalize(&one.title), value, group: usize::from(!is_clear(one)), marked: f64::NAN, step }
    };
    let group =
        |name: &str, hue: Hue, hatch: Hatch| BarGroup { name: name.to_owned(), swatch: Swatch::new(hue, hatch) };
    let groups = vec![
        group("told from chance", Hue::Blue, Hatch::Solid),
        group("grey: not told from chance", Hue::Grey, Hatch::Dots),
    ];
    let title = match clear {
        0 => "No chance differs clearly between the two worlds".to_owned(),
        clear => format!("{clear} of {} chances differ clearly between the two worlds", chances.len()),
    };
    Bars {
        frame: Frame {
            slug: "beside".into(),
            title,
            units: "chance in B less chance in A, with its 95 % interval".into(),
            source: "Simulated futures, the same in both worlds".into(),
            alt:
                "Bars of the difference in each chance, with intervals; right of the middle the chance is higher in B."
                    .into(),
            unit: Unit::Percent,
        },
        axis: "difference in chance".into(),
        groups,
        marked: String::new(),
        bars: ranked.into_iter().map(bar).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outcome(value: f64, half: f64) -> OutcomeDifference {
        OutcomeDifference {
            outcome: "holds-12".into(),
            title: "the line holds for 12 months".into(),
            unit: "chance".into(),
            part: "hold".into(),
            baseline: 0.5,
            counterfactual: 0.5 + value,
            difference: Interval { value, low: Some(value - half), high: Some(value + half) },
            band: [0.0, 0.0],
            variance_ratio: None,
        }
    }

    fn found(value: f64, half: f64) -> Section {
        let none = Interval { value: 0.0, low: Some(0.0), high: Some(0.0) };
        let (end_changed, touched) = (none, none);
        compose_comparison(&PairedComparison {
            draws: 8,
            runs: 64,
            end_changed,
            touched,
            outcomes: vec![outcome(value, half)],
        })
    }

    fn words(section: &Section) -> &str {
        let Block::Headline(sentence) = &section.blocks[0] else { panic!("no headline") };
        &sentence.words
    }

    #[test]
    fn a_difference_is_told_only_where_it_is_clear() {
        let clear = found(0.2, 0.05);
        assert!(
            words(&clear).starts_with("The line holds for 12 months: 50 % in A, 70 % in B. 1 of 1"),
            "{}",
            words(&clear)
        );
        assert!(words(&found(0.02, 0.05)).contains("no clear difference between A and B. 0 of 1"));
    }

    /// Worlds that differ in nothing, or in one draw alone, so that no error is known.
    #[test]
    fn figures_without_a_difference_are_told_as_they_are() {
        for (low, high) in [(Some(0.0), Some(0.0)), (None, None)] {
            let mut chance = outcome(0.0, 0.0);
            chance.baseline = 0.47;
            chance.counterfactual = 0.47;
            (chance.difference.low, chance.difference.high) = (low, high);
            assert_eq!(tell_figures(&chance, 10_240), ["47 %", "47 %"]);
            let months = OutcomeDifference { unit: "months".into(), baseline: 0.47, counterfactual: 0.47, ..chance };
            assert_eq!(tell_figures(&months, 10_240), ["0.47", "0.47"]);
        }
    }

    #[test]
    fn no_interval_is_no_clear_difference() {
        let mut one = outcome(0.2, 0.05);
        (one.difference.low, one.difference.high) = (None, None);
        assert!(!is_clear(&one));
    }
}
