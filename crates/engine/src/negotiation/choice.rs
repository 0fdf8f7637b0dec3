//! Choices with noise: whether to accept, how to say no, and what to table (theory 3.12; decisions 4 to 6).

use standoff_num::elementary::{exp, ln};

/// Logarithm of the least weight of a draft against the best. The smallest normal number has the logarithm -708. The
/// draft on the table has proximity one to itself, so with this floor the sum over a menu is never zero, and neither
/// the sum nor a share of rounds over it leaves the normal numbers, whose speed is the same everywhere.
const LEAST_LOG_WEIGHT: f64 = -400.0;

/// Parameters of all choices in a round.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LogitChoice {
    /// Sharpness of choices, `lam`.
    pub sharpness: f64,
    /// Sharpness of the choice between an evasive and an open no.
    pub form_sharpness: f64,
    /// Direct cost of an open refusal.
    pub refusal_cost: f64,
}

/// One side's answers to all drafts: accept against *no*, and *no* a nest of an evasive and an open form whose
/// inclusive value is normalised, `(1/s) ln((e^{s evade} + e^{s refuse})/2)`, so that two ways to say no do not
/// make no likelier (decision 5).
#[inline(always)]
pub fn answer_drafts(
    choice: &LogitChoice,
    yes: &[f64],
    evade: &[f64],
    refuse: &[f64],
    accepts: &mut [f64],
    opens: &mut [f64],
) {
    let count = yes.len();
    let (evade, refuse) = (&evade[..count], &refuse[..count]);
    let (accepts, opens) = (&mut accepts[..count], &mut opens[..count]);
    for k in 0..count {
        let open = refuse[k] - choice.refusal_cost;
        let gap = open - evade[k];
        // The better form is worked out, and the exponent never positive, so that nothing overflows.
        let fall = exp(-choice.form_sharpness * gap.abs());
        let likelier = 1.0 / (1.0 + fall);
        opens[k] = if gap > 0.0 { likelier } else { 1.0 - likelier };
        let best = if gap > 0.0 { open } else { evade[k] };
        let no = best + ln(0.5 + 0.5 * fall) / choice.form_sharpness;
        accepts[k] = 1.0 / (1.0 + exp(choice.sharpness * (no - yes[k])));
    }
}

/// Weights of drafts to their owner, `weight · exp(lam (U - max U))`, to be multiplied by proximity to the draft on the
/// table and normalised (decision 4).
#[inline(always)]
pub fn logit_weights(sharpness: f64, menu_weights: &[f64], values: &[f64], result: &mut [f64]) {
    let best = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    for ((result, weight), value) in result.iter_mut().zip(menu_weights).zip(values) {
        *result = weight * exp((sharpness * (value - best)).max(LEAST_LOG_WEIGHT));
    }
}
