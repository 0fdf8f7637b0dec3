//! The binomial distribution.

/// The number of successes in `trials` independent trials with probability `chance`, drawn with one uniform number in
/// [0, 1): the k for which P(N > k) <= `uniform` < P(N >= k).
///
/// The count falls with the uniform number and rises with the chance, so that two worlds that share their random
/// numbers differ no more than their chances do. With one trial it is 1 where `uniform < chance`. The time grows with
/// `trials`.
///
/// ```
/// use standoff_num::distributions::binomial_successes;
/// assert_eq!([binomial_successes(1, 0.3, 0.29), binomial_successes(1, 0.3, 0.31)], [1, 0]);
/// // P(N = 2) = 0.25, P(N = 1) = 0.5.
/// assert_eq!([0.2, 0.7, 0.8].map(|uniform| binomial_successes(2, 0.5, uniform)), [2, 1, 0]);
/// ```
pub fn binomial_successes(trials: u32, chance: f64, uniform: f64) -> u32 {
    if chance >= 1.0 {
        return trials;
    }
    // Below the normal numbers the odds overflow, and no uniform number is that small.
    if chance < f64::MIN_POSITIVE {
        return 0;
    }
    let odds_against = (1.0 - chance) / chance;
    let mut probability = libm::pow(chance, f64::from(trials));
    let mut reached = probability;
    let mut count = trials;
    while count > 0 && uniform >= reached {
        // P(N = k-1) = P(N = k) k / (n-k+1) (1-p)/p
        probability *= f64::from(count) / f64::from(trials - count + 1) * odds_against;
        reached += probability;
        count -= 1;
    }
    count
}

#[cfg(test)]
mod tests {
    use super::binomial_successes;

    /// `C(n, k) p^k (1-p)^(n-k)`, the coefficient in whole numbers.
    fn binomial_mass(trials: u32, chance: f64, count: u32) -> f64 {
        let choose = (0..count).fold(1u128, |all, k| all * u128::from(trials - k) / u128::from(k + 1));
        choose as f64 * chance.powi(count as i32) * (1.0 - chance).powi((trials - count) as i32)
    }

    #[test]
    fn counts_have_binomial_frequencies() {
        const CUTS: u32 = 200_000;
        for (trials, chance) in [(1, 0.575), (4, 0.6), (10, 0.02), (10, 0.9), (40, 0.5)] {
            let mut counts = vec![0u32; trials as usize + 1];
            let uniforms = (0..CUTS).map(|cut| (f64::from(cut) + 0.5) / f64::from(CUTS));
            uniforms.for_each(|uniform| counts[binomial_successes(trials, chance, uniform) as usize] += 1);
            for (count, &times) in (0..).zip(&counts) {
                let share = f64::from(times) / f64::from(CUTS);
                let gap = share - binomial_mass(trials, chance, count);
                assert!(gap.abs() < 1.01 / f64::from(CUTS), "{trials} {chance} {count}");
            }
        }
    }

    #[test]
    fn certain_and_impossible_successes() {
        for uniform in [0.0, 0.5, 0.999_999_999] {
            assert_eq!(binomial_successes(10, 0.0, uniform), 0);
            assert_eq!(binomial_successes(10, 5e-324, uniform), 0);
            assert_eq!(binomial_successes(10, 1e-300, uniform), 0);
            assert_eq!(binomial_successes(10, 1.0, uniform), 10);
            assert_eq!(binomial_successes(0, 0.5, uniform), 0);
        }
        // P(N >= 1) is above 0 as long as the chance is a normal number.
        assert_eq!([f64::MIN_POSITIVE, 0.0].map(|chance| binomial_successes(1, chance, 0.0)), [1, 0]);
    }
}
