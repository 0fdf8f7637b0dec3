//! Chances as prose has them: "about 7 in 10", percent, and a band as a clause.

use standoff_prose::numbers::{Chance, format_rounded, step_for_error};
use standoff_prose::together::Pair;

/// Finest step of a chance.
const FINEST: f64 = 0.01;
/// Half of the distance between two twentieths.
const HALF_TWENTIETH: f64 = 0.025;

/// A chance in prose: "about 7 in 10", "about 3 in 4", "about 1 in 50", "under 1 in 200".
pub(crate) fn odds(chance: Chance) -> String {
    let told = chance.futures();
    let tenths = (chance.p * 10.0).round();
    // Three quarters would be as far from seven as from eight in ten.
    let quarter = [1, 3].into_iter().find(|quarter| (chance.p - f64::from(*quarter) / 4.0).abs() < HALF_TWENTIETH);
    match (told.of, quarter) {
        (20, Some(quarter)) => format!("about {quarter} in 4"),
        (20, None) if !chance.is_bounded() && !is_nearer_twentieth(chance.p) => format!("about {tenths} in 10"),
        _ => told.to_string().replace(" of ", " in ").replace("fewer than", "under").replace("more than", "over"),
    }
}

/// Whether a chance near none or all is nearer to a twentieth than to a tenth: there a twentieth is much of it.
fn is_nearer_twentieth(chance: f64) -> bool {
    let rare = chance.min(1.0 - chance);
    [0.05, 0.15].into_iter().any(|twentieth| (rare - twentieth).abs() < HALF_TWENTIETH)
}

/// A band over plausible assumptions as a clause: "between 4 and 9 in 10".
pub(crate) fn band_clause(low: f64, high: f64) -> String {
    let tenths = |chance: f64| (chance.clamp(0.0, 1.0) * 10.0).round() as u32;
    match (tenths(low), tenths(high)) {
        (0, 0) => "under 1 in 10".to_owned(),
        (10, 10) => "over 9 in 10".to_owned(),
        (0, 10) => "anywhere from under 1 to over 9 in 10".to_owned(),
        (0, 1) => "1 in 10 or less".to_owned(),
        (9, 10) => "9 in 10 or more".to_owned(),
        (0, high) => format!("between 0 and {high} in 10"),
        (low, 10) => format!("from {low} to over 9 in 10"),
        (low, high) if low == high => format!("about {low} in 10"),
        (low, high) => format!("between {low} and {high} in 10"),
    }
}

/// A figure of a chance, a band of them, or a bound, in percent: "0.74" becomes "74 %", "0.42–0.90" becomes "42–90 %", and
/// "<0.005" becomes "<0.5 %". What has no figure stays as it is.
pub(crate) fn percent(figures: &str) -> String {
    if !figures.contains(|letter: char| letter.is_ascii_digit()) {
        return figures.to_owned();
    }
    let is_figure = |letter: char| letter.is_ascii_digit() || letter == '.';
    let (mut told, mut figure) = (String::new(), String::new());
    for letter in figures.chars().chain(['\n']) {
        if is_figure(letter) {
            figure.push(letter);
        } else {
            told.push_str(&shift_two_places(&figure));
            figure.clear();
            told.push(letter);
        }
    }
    format!("{} %", told.trim_end())
}

/// A signed difference of chances, or an interval of such differences, in points of a hundred: "+0.12" becomes "+12 points".
pub(crate) fn in_points(figures: &str) -> String {
    let told = percent(figures);
    match told.strip_suffix(" %") {
        None => told,
        Some(number) if number.trim_start_matches(['+', '−']) == "1" => format!("{number} point"),
        Some(number) => format!("{number} points"),
    }
}

/// Whether figures in this unit are told in percent.
pub(crate) fn is_share(unit: &str) -> bool {
    matches!(unit, "chance" | "share")
}

/// A chance, or a share among the cases that it was counted in, in percent.
pub(crate) fn percent_of(chance: Chance) -> String {
    percent(&chance.number())
}

/// The step in which a chance with this error is written, and those that are read beside it.
fn step_of_chance(error: f64) -> f64 {
    step_for_error(error).unwrap_or(FINEST).clamp(FINEST, 1.0)
}

/// A chance in percent, in the step of an error that it shares with another.
pub(crate) fn percent_with_error(chance: f64, error: f64) -> String {
    percent(&format_rounded(chance, step_of_chance(error)))
}

/// A difference of chances in points of a hundred, no finer than its error and without its sign.
pub(crate) fn points(difference: f64, error: f64) -> String {
    points_in_steps(difference, step_of_chance(error))
}

/// The difference of two chances in points of a hundred, which is that of both as they are written in this step. What is less
/// than the step shows is a bound.
pub(crate) fn points_between(one: f64, other: f64, step: f64) -> String {
    let difference = Pair::of_figures(one, other, step).difference;
    if difference.abs() < step / 2.0 {
        format!("under {}", points_in_steps(step, step))
    } else {
        points_in_steps(difference, step)
    }
}

/// By how much a chance is higher or lower with something than without it: "10 points higher". It is the difference of both
/// as [`percent_with_error`] writes them.
pub(crate) fn difference_words(with: f64, without: f64, error: f64) -> String {
    let way = if with > without { "higher" } else { "lower" };
    format!("{} {way}", points_between(without, with, step_of_chance(error)))
}

fn points_in_steps(difference: f64, step: f64) -> String {
    let number = format_rounded(difference.abs() * 100.0, step * 100.0);
    if number == "1" { "1 point".to_owned() } else { format!("{number} points") }
}

/// A decimal number times a hundred, with no digit that it had not.
fn shift_two_places(figure: &str) -> String {
    let Ok(value) = figure.parse::<f64>() else { return figure.to_owned() };
    let decimals = figure.split_once('.').map_or(0, |(_, decimals)| decimals.len()).saturating_sub(2);
    format!("{:.decimals$}", value * 100.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chances_are_told_in_tens_unless_they_are_rare() {
        let told = [
            (0.71, 0.005),
            (0.76, 0.005),
            (0.148, 0.005),
            (0.06, 0.004),
            (0.018, 0.001),
            (0.0, 0.0),
            (0.7, 0.08),
            (0.95, 0.004),
        ]
        .map(|(p, error)| odds(Chance::new(p, error, 10_240)));
        let expected = [
            "about 7 in 10",
            "about 3 in 4",
            "about 3 in 20",
            "about 1 in 20",
            "about 1 in 50",
            "under 1 in 200",
            "about 7 in 10",
            "about 19 in 20",
        ];
        assert_eq!(told, expected);
    }

    #[test]
    fn bands_are_clauses() {
        let told = [(0.42, 0.9), (0.04, 0.5), (0.4, 0.98), (0.01, 0.99), (0.68, 0.71)]
            .map(|(low, high)| band_clause(low, high));
        let expected = [
            "between 4 and 9 in 10",
            "between 0 and 5 in 10",
            "from 4 to over 9 in 10",
            "anywhere from under 1 to over 9 in 10",
            "about 7 in 10",
        ];
        assert_eq!(told, expected);
    }

    /// Whatever the chances and their error: the points told are the difference of the percentages told.
    #[test]
    fn differences_are_those_of_the_figures_beside_them() {
        let number = |place: usize| (place as f64 * 0.754_877_666_246_693).fract();
        let figure = |told: &str| told.trim_end_matches(" %").parse::<f64>().unwrap();
        for place in 1..2000 {
            let (with, without, error) = (number(place), number(3 * place), 0.12 * number(7 * place));
            let told = difference_words(with, without, error);
            let [with, without] = [with, without].map(|chance| figure(&percent_with_error(chance, error)));
            match told.strip_prefix("under ") {
                Some(_) => assert_eq!(with, without, "{told}"),
                None => {
                    let points: f64 = told.split(' ').next().unwrap().parse().unwrap();
                    let way = if told.ends_with("higher") { 1.0 } else { -1.0 };
                    assert_eq!(with - without, way * points, "{told}: {with} % and {without} %");
                }
            }
        }
        assert_eq!(difference_words(0.798, 0.712, 0.04), "10 points higher");
        assert_eq!(difference_words(0.03, 0.04, 0.004), "1 point lower");
    }

    #[test]
    fn figures_become_percent_with_the_same_digits() {
        let told = ["0.74", "0.42–0.90", "<0.005", ">0.995", "−0.12", "0.7", "–", "+<0.01", "1.00"].map(percent);
        let differences = ["+0.12", "−0.01", "0.02–0.10", "–"].map(in_points);
        assert_eq!(differences, ["+12 points", "−1 point", "2–10 points", "–"]);
        assert_eq!(told, ["74 %", "42–90 %", "<0.5 %", ">99.5 %", "−12 %", "70 %", "–", "+<1 %", "100 %"]);
    }
}
