//! Counts: the law of Poisson.

use standoff_num::elementary::exp;

/// Largest count that is drawn. Rounding may keep the sum of chances below a uniform number near one for ever.
const MOST: u32 = 1000;

/// Chance of a count.
pub(super) fn poisson_chance(count: u32, mean: f64) -> f64 {
    (1..=count).fold(exp(-mean), |chance, k| chance * mean / f64::from(k))
}

/// The count at which the sum of chances reaches a uniform number.
pub(super) fn poisson_quantile(mean: f64, uniform: f64) -> u32 {
    let (mut count, mut chance) = (0, exp(-mean));
    let mut below = chance;
    while uniform > below && count < MOST {
        count += 1;
        chance *= mean / f64::from(count);
        below += chance;
    }
    count
}
