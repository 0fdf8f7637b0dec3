//! Sums of parcels: amounts that are decided on piece by piece.

use super::poisson::poisson_quantile;
use standoff_num::distributions::gamma_quantile;
use standoff_num::elementary::{exp, ln};

/// Smallest amount that reports tell from none, billions.
const SMALLEST_BN: f64 = 5e-4;

/// Density of a sum of exponential parcels of mean size `parcel`, as many as a Poisson number of mean `mean/parcel`
/// (the compound Poisson of Tweedie's family with power 3/2; Jørgensen 1987, J. R. Stat. Soc. B 49:127). At zero the
/// chance of no parcel, as a density over the smallest amount that is written.
///
/// ```
/// use standoff_world::record::parcels_density;
/// // Of amounts above zero the density sums to the chance that there are any.
/// let total: f64 = (0..40_000).map(|k| 0.001 * parcels_density(0.0005 + 0.001 * f64::from(k), 1.2, 0.4)).sum();
/// assert!((total - (1.0 - (-3.0_f64).exp())).abs() < 2e-4);
/// ```
pub fn parcels_density(amount: f64, mean: f64, parcel: f64) -> f64 {
    let number = mean / parcel;
    if amount < SMALLEST_BN {
        return exp(-number) / SMALLEST_BN;
    }
    if mean <= 0.0 {
        // Who gives nothing allocates nothing.
        return 0.0;
    }
    // Σ over the number of parcels k of Poisson(k) · Gamma(k, parcel): the ratio of neighbours is z/(k(k+1)).
    let scaled = amount / parcel;
    let z = number * scaled;
    let mode = z.sqrt().floor().max(1.0);
    let log_term = |k: f64| k * ln(z.max(1e-300)) - libm::lgamma(k + 1.0) - libm::lgamma(k);
    let largest = log_term(mode);
    let (mut sum, mut up, mut down) = (1.0, 1.0, 1.0);
    let mut k = mode;
    while up > 1e-12 {
        up *= z / (k * (k + 1.0));
        sum += up;
        k += 1.0;
    }
    k = mode;
    while k > 1.0 && down > 1e-12 {
        down *= k * (k - 1.0) / z;
        sum += down;
        k -= 1.0;
    }
    exp(largest - number - scaled) * sum / amount
}

/// A sum of parcels: their number from one uniform number, their sizes together from another.
pub(super) fn parcels_quantile(mean: f64, parcel: f64, count: f64, size: f64) -> f64 {
    match poisson_quantile(mean / parcel, count) {
        0 => 0.0,
        number => parcel * gamma_quantile(f64::from(number), size),
    }
}
