//! Uniform numbers from random words.

/// A number in the open interval (0, 1) from 52 of the 64 bits of two words.
///
/// The result is `(2 k + 1) / 2^53` for an integer `k` in `0..2^52`: the centres of 2^52 equal cells, each
/// represented exactly, symmetric about one half, never 0 and never 1.
///
/// ```
/// use standoff_num::random::uniform_from_words;
/// assert_eq!(uniform_from_words(0, 0), 1.0 / 2.0_f64.powi(53));
/// assert_eq!(uniform_from_words(u32::MAX, u32::MAX), 1.0 - 1.0 / 2.0_f64.powi(53));
/// ```
#[inline]
pub fn uniform_from_words(high: u32, low: u32) -> f64 {
    // The bits of a float between 1 and 2: exponent 0, the random bits as mantissa. This needs no conversion from
    // integer to float, so that loops over it become vector instructions.
    const ONE: u64 = 1023 << 52;
    const HALF_CELL: f64 = f64::EPSILON / 2.0;
    let bits = (u64::from(high) << 32 | u64::from(low)) >> 12;
    (f64::from_bits(ONE | bits) - 1.0) + HALF_CELL
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_unit_interval_is_open_and_symmetric() {
        let (low, high) = (uniform_from_words(0, 0), uniform_from_words(u32::MAX, u32::MAX));
        assert!(low > 0.0 && high < 1.0);
        assert_eq!(low, 1.0 - high);
    }
}
