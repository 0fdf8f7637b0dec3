//! The direction in which one changed input moves the answers, beside the direction that theory gives (theory 3.22).
//!
//! A guarantee, its credibility and the occasions to attack again have no sign on deals: all that deters makes the invader
//! gain less from signing in order to come back, until attacking again no longer pays for what could be signed and the peace
//! becomes one (decision 24). What is signed lasts the longer, the more deters. Odds move both sides' demands, and the order in
//! which drafts come has no sign either.

use super::paired_ratio::{Measured, Ratio, paired_difference};
use super::variant::{Change, DrawAnswers, Variant, change_postures, change_value};
use super::verdict::{Judgement, Verdict, worst};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use standoff_scenario::{Scenario, Values};
use standoff_world::switches::MECHANISMS;

/// Standard errors against the theory's sign from which the author should look. With about forty comparisons one such
/// difference is luck, and three errors hardly ever are.
const AGAINST: [f64; 2] = [2.0, 3.0];
/// Shift of the odds of a move to the invader, in log-odds: odds of .72 become .65 or .78.
const ODDS_SHIFT: f64 = 0.3;

/// Direction that theory gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Direction {
    /// It rises.
    Rises,
    /// It falls.
    Falls,
    /// It does not fall.
    NotFalls,
    /// Either.
    None,
}

impl Direction {
    /// How many standard errors a measured difference lies against the direction; zero where it does not.
    fn errors_against(self, measured: &Measured) -> f64 {
        let against = match self {
            Self::Rises | Self::NotFalls => -measured.value,
            Self::Falls => measured.value,
            Self::None => 0.0,
        };
        if against <= 0.0 { 0.0 } else { against / measured.error }
    }

    /// True where theory has a direction and the difference has it beyond two errors, false where it has the other one; none
    /// where it cannot be told.
    fn agrees(self, measured: &Measured) -> Option<bool> {
        if self == Self::None || measured.beyond_error() == 0.0 {
            return None;
        }
        Some(self.errors_against(measured) == 0.0)
    }
}

/// An input that is changed, and the directions that theory gives.
pub(super) struct SignTest {
    pub variant: Variant,
    pub deals: Direction,
    pub peace: Direction,
}

const fn sign_test(
    name: &'static str,
    title: &'static str,
    change: fn(&mut Values, &Scenario),
    [deals, peace]: [Direction; 2],
) -> SignTest {
    SignTest { variant: Variant { name, title, change: Change::Values(change) }, deals, peace }
}

const INPUTS: [SignTest; 8] = {
    use Direction::{Falls, None, Rises};
    [
        sign_test(
            "gap-halved",
            "disagreement about the odds and hope of a turn, halved",
            |values, scenario| scale_disputes(values, scenario, 0.5),
            [Rises, None],
        ),
        sign_test(
            "gap-more",
            "disagreement about the odds and hope of a turn × 1.5",
            |values, scenario| scale_disputes(values, scenario, 1.5),
            [Falls, None],
        ),
        sign_test("tolls", "cost of fighting to both × 1.5", scale_tolls, [Rises, None]),
        sign_test(
            "occasions",
            "occasions to attack again × 2",
            |values, scenario| scale(values, scenario, "peace.occasions", 2.0),
            [None, Falls],
        ),
        sign_test(
            "guarantee",
            "cost of a guarantee that is honoured × 1.5",
            |values, scenario| scale(values, scenario, "peace.honoured_cost", 1.5),
            [None, Rises],
        ),
        sign_test("credibility", "credibility of guarantees + 0.2", raise_credibility, [None, Rises]),
        sign_test(
            "odds-better",
            "odds of the invader + 0.3 in log-odds",
            |values, scenario| shift_odds(values, scenario, ODDS_SHIFT),
            [None, None],
        ),
        sign_test(
            "odds-worse",
            "odds of the invader − 0.3 in log-odds",
            |values, scenario| shift_odds(values, scenario, -ODDS_SHIFT),
            [None, None],
        ),
    ]
};

fn scale(values: &mut Values, scenario: &Scenario, path: &str, factor: f64) {
    change_value(values, scenario, path, |value| value * factor);
}

fn scale_disputes(values: &mut Values, scenario: &Scenario, factor: f64) {
    ["beliefs.disagreement", "beliefs.turn_expected"].iter().for_each(|path| scale(values, scenario, path, factor));
}

fn scale_tolls(values: &mut Values, scenario: &Scenario) {
    ["invader", "defender"].iter().for_each(|side| scale(values, scenario, &format!("values.{side}.toll"), 1.5));
}

fn raise_credibility(values: &mut Values, scenario: &Scenario) {
    // The credibility at the start moves towards that of the posture, so both are raised.
    change_value(values, scenario, "order.credibility", |credibility| credibility + 0.2);
    change_postures(values, scenario, "credibility", |credibility| credibility + 0.2);
}

fn shift_odds(values: &mut Values, scenario: &Scenario, log_odds: f64) {
    change_value(values, scenario, "front.odds", |odds| 1.0 / (1.0 + (1.0 - odds) / odds * (-log_odds).exp()));
}

/// All tests, in the order of the page: inputs, then each mechanism switched off.
pub(super) fn sign_tests() -> Vec<SignTest> {
    let off = MECHANISMS.iter().map(|&(name, _, switch)| SignTest {
        variant: Variant { name, title: off_title(name), change: Change::Off(switch) },
        deals: if name == "agenda" { Direction::None } else { Direction::NotFalls },
        peace: Direction::None,
    });
    INPUTS.into_iter().chain(off).collect()
}

/// Title of a mechanism that is switched off. Titles are static, as names of mechanisms are.
fn off_title(name: &'static str) -> &'static str {
    match name {
        "disagreement" => "without disagreement",
        "durability" => "without deals that may fail, in plans",
        "waiting" => "without waiting for posture or money, in plans",
        "agency" => "without costs that leaders do not bear",
        "veto" => "without the coalition's veto and the legal bar",
        "ratification" => "without ratification",
        "agenda" => "without the agenda of near drafts",
        _ => name,
    }
}

/// Effect of one changed input.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct SignLine {
    /// Name of the input, or of the mechanism that is switched off.
    pub name: String,
    /// Its title.
    pub title: String,
    /// Draws compared.
    pub draws: usize,
    /// Settlements or lasting quiet by 12 months.
    pub deals_12: SignEffect,
    /// The same by 24 months.
    pub deals_24: SignEffect,
    /// Five-year peace of what is signed by 24 months.
    pub five_year_peace: SignEffect,
    /// Verdict and meaning.
    #[serde(flatten)]
    pub judgement: Judgement,
}

/// Effect of one changed input on one answer.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct SignEffect {
    /// The answer with the change, less the answer without it; null where too little is signed.
    pub difference: Option<f64>,
    /// Standard error of the difference, over pairs of draws.
    pub error: Option<f64>,
    /// Direction that theory gives: `rises`, `falls`, `not-falls` or `none`.
    pub theory: Direction,
    /// True where the difference has that direction beyond two errors, false where it has the other; null where theory has
    /// none, or the difference cannot be told from zero.
    pub agrees: Option<bool>,
}

/// The line of an input from its pairs of draws.
pub(super) fn sign_line(test: &SignTest, pairs: &[[DrawAnswers; 2]]) -> SignLine {
    let measured = |read: fn(DrawAnswers) -> Ratio| {
        paired_difference(&pairs.iter().map(|pair| pair.map(read)).collect::<Vec<[Ratio; 2]>>())
    };
    let effects = [
        (measured(|answers| answers.by_12), test.deals),
        (measured(|answers| answers.by_24), test.deals),
        (measured(|answers| answers.peace), test.peace),
    ];
    let verdict = worst(effects.iter().map(|(measured, theory)| judge_effect(measured.as_ref(), *theory)));
    let [deals_12, deals_24, five_year_peace] = effects.map(|(measured, theory)| sign_effect(measured, theory));
    SignLine {
        name: test.variant.name.to_owned(),
        title: test.variant.title.to_owned(),
        draws: pairs.len(),
        judgement: judge_line(verdict, [&deals_12, &deals_24, &five_year_peace]),
        deals_12,
        deals_24,
        five_year_peace,
    }
}

impl SignEffect {
    /// True where the difference lies more than two standard errors from zero.
    fn is_beyond_error(&self) -> bool {
        let measured = self.difference.zip(self.error).map(|(value, error)| Measured { value, error });
        measured.is_some_and(|measured| measured.beyond_error() > 0.0)
    }
}

fn sign_effect(measured: Option<Measured>, theory: Direction) -> SignEffect {
    SignEffect {
        difference: measured.map(|measured| measured.value),
        error: measured.map(|measured| measured.error),
        theory,
        agrees: measured.and_then(|measured| theory.agrees(&measured)),
    }
}

fn judge_effect(measured: Option<&Measured>, theory: Direction) -> Verdict {
    measured.map_or(Verdict::Ok, |measured| Verdict::above(theory.errors_against(measured), AGAINST[0], AGAINST[1]))
}

fn judge_line(verdict: Verdict, effects: [&SignEffect; 3]) -> Judgement {
    let agrees = effects.iter().any(|effect| effect.agrees == Some(true));
    let own_sign = effects.iter().any(|effect| effect.theory == Direction::None && effect.is_beyond_error());
    let in_order = if agrees {
        "The effect has the sign that theory gives; quote it with its error."
    } else if own_sign {
        "Theory gives no sign here and these numbers give one: say that it is theirs when you quote it."
    } else {
        "No effect can be told from zero in these draws: quote none, or take more draws."
    };
    Judgement::new(
        verdict,
        in_order,
        "This goes against theory beyond its error: find out which numbers turn the sign before you quote an effect of it.",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn measured(value: f64) -> Measured {
        Measured { value, error: 0.02 }
    }

    #[test]
    fn agreement_needs_two_errors() {
        assert_eq!(Direction::Rises.agrees(&measured(0.03)), None);
        assert_eq!(Direction::Rises.agrees(&measured(0.05)), Some(true));
        assert_eq!(Direction::Falls.agrees(&measured(0.05)), Some(false));
        assert_eq!(Direction::None.agrees(&measured(0.5)), None);
    }

    #[test]
    fn going_against_theory_is_judged_by_errors() {
        let verdicts = [-0.03, -0.05, -0.07].map(|value| judge_effect(Some(&measured(value)), Direction::NotFalls));
        assert_eq!(verdicts, [Verdict::Ok, Verdict::Look, Verdict::Fault]);
        assert_eq!(judge_effect(Some(&measured(0.5)), Direction::NotFalls), Verdict::Ok);
        assert_eq!(judge_effect(None, Direction::Rises), Verdict::Ok);
    }

    #[test]
    fn equal_futures_go_against_nothing() {
        let same = Measured { value: 0.0, error: 0.0 };
        assert_eq!(Direction::Rises.errors_against(&same), 0.0);
        assert_eq!(Direction::Rises.agrees(&same), None);
    }

    #[test]
    fn a_sign_that_theory_does_not_give_is_named() {
        let effect = |difference: f64, theory: Direction| sign_effect(Some(measured(difference)), theory);
        let (none, own) = (effect(0.01, Direction::None), effect(0.2, Direction::None));
        let meaning = |effects| judge_line(Verdict::Ok, effects).meaning;
        assert!(meaning([&none, &none, &none]).starts_with("No effect"));
        assert!(meaning([&none, &own, &none]).starts_with("Theory gives no sign"));
        assert!(meaning([&effect(0.2, Direction::Rises), &none, &none]).starts_with("The effect has the sign"));
    }

    #[test]
    fn every_mechanism_has_a_title_of_its_own() {
        assert!(sign_tests().iter().all(|test| test.variant.title != test.variant.name));
        assert_eq!(sign_tests().len(), 8 + MECHANISMS.len());
    }

    #[test]
    fn shifted_odds_stay_a_chance() {
        let scenario = standoff_scenario::builtin::load("two-sided").unwrap();
        let mut values = scenario.central_values();
        let before = values.get("front.odds").unwrap();
        shift_odds(&mut values, &scenario, ODDS_SHIFT);
        let after = values.get("front.odds").unwrap();
        let logit = |odds: f64| (odds / (1.0 - odds)).ln();
        assert!((logit(after) - logit(before) - ODDS_SHIFT).abs() < 1e-12);
    }
}
