//! Answers that hang on constants of the method: numbers that no actor has and no source states.
//!
//! Each constant is changed to the ends of the range within which it should move no answer (decisions 19, 20 and 28), on the
//! same draws and futures.

use super::paired_ratio::{Measured, Ratio, paired_difference};
use super::variant::{Change, DrawAnswers, Variant, change_value};
use super::verdict::{Judgement, Verdict};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Move of a chance, beyond its error, from which the author should look, and from which the answer hangs on the method.
const MOVES: [f64; 2] = [0.03, 0.05];

/// The constants, changed one at a time.
pub(super) const NUMERICS: [Variant; 10] = [
    Variant {
        name: "sharpness-240",
        title: "sharpness of choices 240",
        change: Change::Values(|values, scenario| change_value(values, scenario, "numerics.sharpness", |_| 240.0)),
    },
    Variant {
        name: "sharpness-960",
        title: "sharpness of choices 960",
        change: Change::Values(|values, scenario| change_value(values, scenario, "numerics.sharpness", |_| 960.0)),
    },
    Variant { name: "menu-20", title: "menu of 20 packages", change: Change::Menu(20) },
    Variant { name: "menu-48", title: "menu of 48 packages", change: Change::Menu(48) },
    Variant {
        name: "kernel-0.5",
        title: "kernel of the menu 0.5 steps",
        change: Change::Values(|values, scenario| change_value(values, scenario, "numerics.kernel", |_| 0.5)),
    },
    Variant {
        name: "kernel-2",
        title: "kernel of the menu 2 steps",
        change: Change::Values(|values, scenario| change_value(values, scenario, "numerics.kernel", |_| 2.0)),
    },
    Variant { name: "front-12", title: "front of 12 steps in plans", change: Change::Front(12) },
    Variant { name: "tolerance-1e-4", title: "games solved to 0.0001", change: Change::Tolerance(1e-4) },
    Variant {
        name: "chain-4",
        title: "weight of the mean move of coverage 4 months",
        change: Change::Values(|values, scenario| change_value(values, scenario, "numerics.chain_prior", |_| 4.0)),
    },
    Variant {
        name: "chain-24",
        title: "weight of the mean move of coverage 24 months",
        change: Change::Values(|values, scenario| change_value(values, scenario, "numerics.chain_prior", |_| 24.0)),
    },
];

/// What a changed constant of the method does to the chance of a settlement or lasting quiet by 24 months.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct NumericsLine {
    /// Constant and its value, such as `sharpness-240`.
    pub name: String,
    /// Its title.
    pub title: String,
    /// Draws compared.
    pub draws: usize,
    /// The chance with the constant as it is.
    pub as_it_is: f64,
    /// The chance with the changed constant, less that.
    pub difference: f64,
    /// Standard error of the difference over pairs of draws; null for fewer than two.
    pub error: Option<f64>,
    /// Verdict and meaning.
    #[serde(flatten)]
    pub judgement: Judgement,
}

/// The line of a constant from its pairs of draws.
pub(super) fn numerics_line(variant: &Variant, pairs: &[[DrawAnswers; 2]]) -> NumericsLine {
    let by_24: Vec<[Ratio; 2]> = pairs.iter().map(|pair| pair.map(|answers| answers.by_24)).collect();
    let share = |place: usize| {
        let (sum, count) =
            by_24.iter().fold((0.0, 0.0), |(sum, count), pair| (sum + pair[place].sum, count + pair[place].count));
        if count > 0.0 { sum / count } else { 0.0 }
    };
    let measured = paired_difference(&by_24);
    NumericsLine {
        name: variant.name.to_owned(),
        title: variant.title.to_owned(),
        draws: pairs.len(),
        as_it_is: share(0),
        difference: share(1) - share(0),
        error: measured.map(|measured| measured.error),
        judgement: judge_move(measured),
    }
}

fn judge_move(measured: Option<Measured>) -> Judgement {
    let beyond = measured.map_or(0.0, |measured| measured.beyond_error());
    // A difference is known to be small only if twice its error added to it is.
    let known = measured.is_some_and(|measured| measured.value.abs() + 2.0 * measured.error <= MOVES[1]);
    let in_order = if known {
        "The answer does not hang on this constant."
    } else {
        "Nothing shows that the answer hangs on this constant, but these draws are too few to rule it out."
    };
    Judgement::new(
        Verdict::above(beyond, MOVES[0], MOVES[1]),
        in_order,
        "The answer hangs on a constant that nobody can know: do not quote it more finely than this difference.",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_move_counts_beyond_two_errors() {
        let verdict = |value: f64, error: f64| judge_move(Some(Measured { value, error })).verdict;
        assert_eq!(verdict(0.06, 0.02), Verdict::Ok);
        assert_eq!(verdict(-0.06, 0.01), Verdict::Look);
        assert_eq!(verdict(0.08, 0.01), Verdict::Fault);
        assert_eq!(judge_move(None).verdict, Verdict::Ok);
    }

    #[test]
    fn a_small_difference_with_a_large_error_is_not_known_to_be_small() {
        let meaning = |error: f64| judge_move(Some(Measured { value: 0.01, error })).meaning;
        assert!(meaning(0.01).starts_with("The answer does not"));
        assert!(meaning(0.05).contains("too few"));
    }

    #[test]
    fn names_are_unique() {
        let mut names = NUMERICS.map(|variant| variant.name).to_vec();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), NUMERICS.len());
    }

    #[test]
    fn a_line_is_the_changed_chance_less_the_chance_as_it_is() {
        let answers =
            |settled: f64| DrawAnswers { by_24: Ratio { sum: settled, count: 8.0 }, ..DrawAnswers::default() };
        let line = numerics_line(&NUMERICS[0], &[[answers(2.0), answers(4.0)], [answers(4.0), answers(2.0)]]);
        assert_eq!((line.draws, line.as_it_is, line.difference), (2, 0.375, 0.0));
        assert!(line.error.is_some_and(|error| error > 0.2));
    }
}
