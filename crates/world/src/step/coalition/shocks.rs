//! Shocks to what members give, from a few random bits each.
//!
//! Shocks are drawn from the three-point distribution that matches the normal's first five moments (Kloeden and Platen 1992,
//! §14.2): over a few weeks their sum is normal to all practical purposes, and a member's shock takes twelve random bits.
//! So one word of random numbers serves a member for a step, and one block of four words for four steps.

/// Steps that share one block of random numbers a member: a block holds four words.
pub(super) const STEPS_A_BLOCK: u32 = 4;
/// Bits of a word that decide whether a member stops paying; the other twelve are its shock.
pub(super) const EXIT_BITS: u32 = 20;
/// Of 4,096, how many give each outer point of the shock: one sixth.
const OUTER: u32 = 683;

/// The three factors of a shock of standard deviation `deviation`, scaled so that their mean is one.
pub(super) fn shock_factors(deviation: f64) -> [f64; 3] {
    let outer = f64::from(OUTER) / 4096.0;
    let size = deviation / (2.0 * outer).sqrt();
    let (low, high) = (libm::exp(-size), libm::exp(size));
    let mean = 1.0 + outer * (low + high - 2.0);
    [low / mean, 1.0 / mean, high / mean]
}

/// The factor of a shock by twelve random bits. Without a branch: it is taken for every member in every step.
#[inline]
pub(super) fn shock(factors: &[f64; 3], bits: u32) -> f64 {
    let index = 1 + usize::from(bits >= 4096 - OUTER) - usize::from(bits < OUTER);
    factors[index]
}
