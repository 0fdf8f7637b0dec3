//! How good the settlements are that get signed, for those who sign them (decision 31).
//!
//! A side signs because saying yes is worth more to it than saying no. Choices are noisy and votes may pass against
//! expectation, so that a few signatures are losses; many mean that the menu or the weights leave nothing to be gained.

use super::base::BaseDraws;
use super::paired_ratio::{Measured, Ratio, pooled_ratio};
use super::verdict::{Judgement, Verdict};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use standoff_lab::future::run::Run;
use standoff_num::quantile::quantiles;
use standoff_world::state::{NOTABLE_LOSS, Signature};

/// Chance of a vote below which a yes to the text is a gamble.
const EVEN_CHANCE: f64 = 0.5;
/// Share of signatures at a loss from which the author should look, and from which something is wrong: a sound bargain
/// gave .23, one without packages that compensate .79.
const AT_A_LOSS: [f64; 2] = [0.35, 0.5];
/// The same for losses of more than a sixtieth: .05 and .51 in the same two games.
const WORSE: [f64; 2] = [0.1, 0.25];
/// Share of gambles from which the author should look at the surveys.
const GAMBLES: f64 = 0.25;
/// Five-year survival of agreements within which the model should stay. Of those in the UCDP data .69 survived.
const FIVE_YEAR_PEACE: [f64; 2] = [0.4, 0.85];

/// The quality of what is signed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct SignatureQuality {
    /// Futures simulated.
    pub futures: usize,
    /// Settlements signed in them.
    pub signatures: usize,
    /// Gain of the signer that gains less, as a share of its stake: the median over signatures; null where nothing is signed.
    pub median_gain: Option<f64>,
    /// The shares of signatures, in the order of the page.
    pub lines: Vec<SignatureLine>,
}

/// One share of signatures.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct SignatureLine {
    /// `at-a-loss`, `worse-than-sixtieth`, `gambles` or `five-year-peace`.
    pub name: String,
    /// Its title.
    pub title: String,
    /// Share of signatures; of `five-year-peace` the mean chance that what was signed holds for five years. Null where too
    /// little is signed.
    pub share: Option<f64>,
    /// Its standard error, with draws as clusters.
    pub error: Option<f64>,
    /// Verdict and meaning.
    #[serde(flatten)]
    pub judgement: Judgement,
}

fn share_where(holds: bool) -> f64 {
    f64::from(u8::from(holds))
}

/// Measures what is signed in the futures of the draws.
pub(super) fn measure_signatures(base: &BaseDraws<'_>) -> SignatureQuality {
    let runs = base.draws.iter().flat_map(|draw| &draw.runs);
    let gains: Vec<f64> = runs.flat_map(Run::signatures).map(|signed| signed.least_gain()).collect();
    SignatureQuality {
        futures: base.draws.iter().map(|draw| draw.runs.len()).sum(),
        signatures: gains.len(),
        median_gain: (!gains.is_empty()).then(|| quantiles(&gains, &[0.5])[0]),
        lines: vec![
            judge_losses(over_signatures(base, |one| share_where(one.least_gain() < 0.0))),
            judge_great_losses(over_signatures(base, |one| share_where(one.least_gain() < -NOTABLE_LOSS))),
            judge_gambles(over_signatures(base, |one| share_where(one.ratification < EVEN_CHANCE))),
            judge_peace(over_signatures(base, Signature::five_year_peace)),
        ],
    }
}

/// Mean of something over all signatures.
fn over_signatures(base: &BaseDraws<'_>, number: impl Fn(&Signature) -> f64) -> Option<Measured> {
    let of_draw = |draw: &super::base::BaseDraw<'_>| {
        let signed: Vec<f64> = draw.runs.iter().flat_map(Run::signatures).map(|signed| number(&signed)).collect();
        Ratio { sum: standoff_num::sums::sum(&signed), count: signed.len() as f64 }
    };
    pooled_ratio(&base.draws.iter().map(of_draw).collect::<Vec<Ratio>>())
}

fn signature_line(
    [name, title]: [&str; 2],
    measured: Option<Measured>,
    judge: impl Fn(f64) -> Verdict,
    [in_order, not_in_order]: [&str; 2],
) -> SignatureLine {
    let judgement = match measured {
        Some(measured) => Judgement::new(judge(measured.value), in_order, not_in_order),
        None => Judgement::new(Verdict::Ok, "Too little is signed in these futures to say.", ""),
    };
    SignatureLine {
        name: name.to_owned(),
        title: title.to_owned(),
        share: measured.map(|measured| measured.value),
        error: measured.map(|measured| measured.error),
        judgement,
    }
}

fn judge_losses(measured: Option<Measured>) -> SignatureLine {
    signature_line(
        ["at-a-loss", "signed at a loss to somebody"],
        measured,
        |share| Verdict::above(share, AT_A_LOSS[0], AT_A_LOSS[1]),
        [
            "Who signs mostly gains by it, so deals come from the values and not from noise.",
            "Deals come from the noise of choices: look whether any draft compensates the side that gives.",
        ],
    )
}

fn judge_great_losses(measured: Option<Measured>) -> SignatureLine {
    signature_line(
        ["worse-than-sixtieth", "at a loss of more than 1/60 of the stake"],
        measured,
        |share| Verdict::above(share, WORSE[0], WORSE[1]),
        [
            "Large losses at a signature are rare.",
            "Sides sign what costs them a lot: look at the weights and at the sharpness.",
        ],
    )
}

fn judge_gambles(measured: Option<Measured>) -> SignatureLine {
    signature_line(
        ["gambles", "yes to a text that was likelier to be rejected, and passed"],
        measured,
        |share| Verdict::above(share, GAMBLES, f64::INFINITY),
        ["Votes mostly go as expected.", "Many deals rest on a lucky vote: look at the two surveys and their ranges."],
    )
}

fn judge_peace(measured: Option<Measured>) -> SignatureLine {
    signature_line(
        ["five-year-peace", "holds for five years once signed"],
        measured,
        |share| Verdict::outside(share, FIVE_YEAR_PEACE),
        [
            "What is signed lasts about as long as agreements of the past have.",
            "Agreements of the past held in about 7 of 10 cases: look at the costs of attacking again and at its occasions.",
        ],
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn measured(value: f64) -> Option<Measured> {
        Some(Measured { value, error: 0.01 })
    }

    #[test]
    fn verdicts_follow_the_limits() {
        let verdict = |line: SignatureLine| line.judgement.verdict;
        assert_eq!(verdict(judge_losses(measured(0.23))), Verdict::Ok);
        assert_eq!(verdict(judge_losses(measured(0.84))), Verdict::Fault);
        assert_eq!(verdict(judge_great_losses(measured(0.2))), Verdict::Look);
        assert_eq!(verdict(judge_gambles(measured(0.9))), Verdict::Look);
        assert_eq!(verdict(judge_peace(measured(0.73))), Verdict::Ok);
        assert_eq!(verdict(judge_peace(measured(0.29))), Verdict::Look);
    }

    #[test]
    fn a_war_without_signatures_is_no_fault() {
        let line = judge_losses(None);
        assert_eq!((line.share, line.judgement.verdict), (None, Verdict::Ok));
    }
}
