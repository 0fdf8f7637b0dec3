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

#[cfg(test)]
mod tests {
    use super::*;

    /// Over all numbers of twelve bits: a mean of one, and a logarithm with the variance and the fourth moment of a normal law
    /// and no third moment.
    #[test]
    fn shocks_have_the_moments_of_a_normal_law() {
        for deviation in [0.02_f64, 0.3, 1.5] {
            let factors = shock_factors(deviation);
            let mean = |of: &dyn Fn(f64) -> f64| (0..4096).map(|bits| of(shock(&factors, bits))).sum::<f64>() / 4096.0;
            let moment = |power: i32| mean(&|factor| (factor / factors[1]).ln().powi(power)) / deviation.powi(power);
            assert!((mean(&|factor| factor) - 1.0).abs() < 1e-12, "{deviation}");
            assert!((moment(2) - 1.0).abs() < 1e-12 && moment(3).abs() < 1e-12, "{deviation}: {}", moment(2));
            // 2,048 / 683, as near to 3 as twelve bits can come.
            assert!((moment(4) - 3.0).abs() < 2e-3, "{deviation}: {}", moment(4));
        }
    }
}
