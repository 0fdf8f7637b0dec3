//! Choices with noise: whether to accept, how to say no, and what to table (theory 3.12; decisions 4 to 6).

use crate::precision::Number;
use crate::state_space::LANE;
use std::array::from_fn;

/// Parameters of all choices in a round.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LogitChoice<T> {
    /// Sharpness of choices, `lam`.
    pub sharpness: T,
    /// Sharpness of the choice between an evasive and an open no.
    pub form_sharpness: T,
    /// Direct cost of an open refusal.
    pub refusal_cost: T,
}

impl<T: Number> LogitChoice<T> {
    /// The same parameters in another precision.
    pub fn in_precision<U: Number>(&self) -> LogitChoice<U> {
        let other = |number: T| U::of(number.into());
        LogitChoice {
            sharpness: other(self.sharpness),
            form_sharpness: other(self.form_sharpness),
            refusal_cost: other(self.refusal_cost),
        }
    }

    /// One side's answer to a package: accept against *no*, and *no* a nest of an evasive and an open form whose inclusive
    /// value is normalised, `(1/s) ln((e^{s evade} + e^{s refuse})/2)`, so that two ways to say no do not make no likelier
    /// (decision 5).
    #[inline(always)]
    pub fn answer(&self, yes: T, evade: T, refuse: T) -> Answer<T> {
        let (one, open) = (T::of(1.0), refuse - self.refusal_cost);
        let gap = open - evade;
        let refuse_odds = self.form_sharpness * gap;
        // The better form is worked out, and the exponent never positive, so that nothing overflows.
        let fall = (if refuse_odds > T::of(0.0) { -refuse_odds } else { refuse_odds }).exponential();
        let likelier = one / (one + fall);
        let no = (if gap > T::of(0.0) { open } else { evade }) + fall.ln_mean_with_one() * (one / self.form_sharpness);
        let accept_odds = self.sharpness * (yes - no);
        Answer {
            accepts: accept_odds.logistic(),
            refuses: if gap > T::of(0.0) { likelier } else { one - likelier },
            accept_odds,
            refuse_odds,
        }
    }
}

/// One side's answer to one package.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Answer<T> {
    /// Chance that it accepts; the defender's given that the invader has.
    pub accepts: T,
    /// Chance that a no is open.
    pub refuses: T,
    /// Log-odds of the first. Policies keep them, since chances that are near 0 at one place and near 1 at the next say
    /// nothing of what lies between (decision 22).
    pub accept_odds: T,
    /// Log-odds of the second.
    pub refuse_odds: T,
}

/// One side's answers to all packages of a menu, `[menu]`; see [`Answer`].
#[derive(Debug, Clone, PartialEq)]
pub struct SideAnswers<T> {
    /// Chances that it accepts.
    pub accepts: Vec<T>,
    /// Chances that a no is open.
    pub refuses: Vec<T>,
    /// Log-odds of the first.
    pub accept_odds: Vec<T>,
    /// Log-odds of the second.
    pub refuse_odds: Vec<T>,
}

impl<T: Number> SideAnswers<T> {
    /// Memory for a menu.
    pub fn new(menu: usize) -> Self {
        let column = || vec![T::default(); menu];
        Self { accepts: column(), refuses: column(), accept_odds: column(), refuse_odds: column() }
    }

    /// Sets the answer to one package by its log-odds.
    pub fn set_odds(&mut self, package: usize, accept: T, refuse: T) {
        (self.accept_odds[package], self.refuse_odds[package]) = (accept, refuse);
        (self.accepts[package], self.refuses[package]) = (accept.logistic(), refuse.logistic());
    }
}

/// Pull of each package to an owner, `lam (U - max U)`, the logarithm of its weight before proximity to the draft on the
/// table and its weight in the menu (decisions 4 and 19). The best is the best of those that have a weight.
#[inline(always)]
pub fn package_pulls<T: Number>(sharpness: T, menu_weights: &[T], values: &[T], pulls: &mut [T]) {
    let least = T::of(f64::from(f32::MIN));
    let (weights, weights_rest) = menu_weights.as_chunks::<LANE>();
    let (chunks, rest) = values.as_chunks::<LANE>();
    // As many running maxima as fit in a vector: the largest of several numbers does not depend on their order.
    let mut best = [least; LANE];
    for (weights, values) in weights.iter().zip(chunks) {
        // Both are read in any case, so that the choice between them needs no branch.
        let (values, weights) = (*values, *weights);
        best = from_fn(|k| best[k].larger(if weights[k] > T::of(0.0) { values[k] } else { least }));
    }
    let tabled = weights_rest.iter().zip(rest).filter(|(weight, _)| **weight > T::of(0.0)).map(|(_, value)| *value);
    let best = best.into_iter().chain(tabled).fold(least, T::larger);
    for (pull, value) in pulls.iter_mut().zip(values) {
        let against_best = (sharpness * (*value - best)).larger(T::LEAST_LOG_WEIGHT);
        // A package without a weight may be worth more than the best of those that have one.
        *pull = if against_best > T::of(0.0) { T::of(0.0) } else { against_best };
    }
}
