//! Choices with noise: whether to accept, how to say no, and what to table (theory 3.12; decisions 4 to 6).

use standoff_num::elementary::{exp, ln, logistic};

/// Logarithm of the least weight of a draft against the best. The smallest normal number has the logarithm -708.
/// With the floor under proximity (see the problem of the induction) the sum over a menu is never zero, and neither the
/// sum nor a share of rounds over it leaves the normal numbers, whose speed is the same everywhere.
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

/// One side's answers to all packages of a menu, `[menu]`.
#[derive(Debug, Clone, PartialEq)]
pub struct SideAnswers {
    /// Chance that it accepts; the defender's given that the invader has.
    pub accepts: Vec<f64>,
    /// Chance that a no is open.
    pub refuses: Vec<f64>,
    /// Log-odds of the first. Policies keep them, since chances that are near 0 at one place and near 1 at the next say
    /// nothing of what lies between (decision 22).
    pub accept_odds: Vec<f64>,
    /// Log-odds of the second.
    pub refuse_odds: Vec<f64>,
}

impl SideAnswers {
    /// Memory for a menu.
    pub fn new(menu: usize) -> Self {
        let column = || vec![0.0; menu];
        Self { accepts: column(), refuses: column(), accept_odds: column(), refuse_odds: column() }
    }

    /// Sets the answer to one package by its log-odds.
    pub fn set_odds(&mut self, package: usize, accept: f64, refuse: f64) {
        (self.accept_odds[package], self.refuse_odds[package]) = (accept, refuse);
        (self.accepts[package], self.refuses[package]) = (logistic(accept), logistic(refuse));
    }
}

/// One side's answers to all drafts: accept against *no*, and *no* a nest of an evasive and an open form whose
/// inclusive value is normalised, `(1/s) ln((e^{s evade} + e^{s refuse})/2)`, so that two ways to say no do not
/// make no likelier (decision 5).
#[inline(always)]
pub fn answer_drafts(choice: &LogitChoice, yes: &[f64], evade: &[f64], refuse: &[f64], answers: &mut SideAnswers) {
    let count = yes.len();
    let (evade, refuse) = (&evade[..count], &refuse[..count]);
    let SideAnswers { accepts, refuses, accept_odds, refuse_odds } = answers;
    let (accepts, refuses) = (&mut accepts[..count], &mut refuses[..count]);
    let (accept_odds, refuse_odds) = (&mut accept_odds[..count], &mut refuse_odds[..count]);
    for k in 0..count {
        let open = refuse[k] - choice.refusal_cost;
        let gap = open - evade[k];
        // The better form is worked out, and the exponent never positive, so that nothing overflows.
        let fall = exp(-choice.form_sharpness * gap.abs());
        let likelier = 1.0 / (1.0 + fall);
        refuses[k] = if gap > 0.0 { likelier } else { 1.0 - likelier };
        refuse_odds[k] = choice.form_sharpness * gap;
        let best = if gap > 0.0 { open } else { evade[k] };
        let no = best + ln(0.5 + 0.5 * fall) / choice.form_sharpness;
        accept_odds[k] = choice.sharpness * (yes[k] - no);
        accepts[k] = 1.0 / (1.0 + exp(-accept_odds[k]));
    }
}

/// Pull of each package to an owner, `lam (U - max U)`, the logarithm of its weight before proximity to the draft on the
/// table and its weight in the menu (decisions 4 and 19). The best is the best of those that have a weight.
#[inline(always)]
pub fn package_pulls(sharpness: f64, menu_weights: &[f64], values: &[f64], pulls: &mut [f64]) {
    let tabled = menu_weights.iter().zip(values).map(|(&weight, &value)| if weight > 0.0 { value } else { f64::MIN });
    let best = tabled.fold(f64::MIN, f64::max);
    for (pull, value) in pulls.iter_mut().zip(values) {
        *pull = (sharpness * (value - best)).clamp(LEAST_LOG_WEIGHT, 0.0);
    }
}
