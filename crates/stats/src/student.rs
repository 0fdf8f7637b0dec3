//! Student's t distribution: intervals of means from few clusters.

use crate::beta::beta_quantile;

/// The half width, in standard errors, of a two-sided interval of a mean at `level` with `freedom` degrees of freedom.
///
/// `|t|` exceeds `h` with chance `I_x(f/2, 1/2)`, `x = f / (f + h²)` (Abramowitz and Stegun 1964, 26.7.1), solved
/// for `h`. Infinite where there is no degree of freedom.
///
/// ```
/// let tabled = [(1.0, 12.7062), (10.0, 2.2281), (63.0, 1.9983), (1e6, 1.9600)];
/// for (freedom, expected) in tabled {
///     assert!((standoff_stats::student::half_width(freedom, 0.95) - expected).abs() < 1e-4);
/// }
/// ```
pub fn half_width(freedom: f64, level: f64) -> f64 {
    if freedom <= 0.0 || level >= 1.0 {
        return f64::INFINITY;
    }
    let x = beta_quantile(0.5 * freedom, 0.5, 1.0 - level.max(0.0));
    (freedom * (1.0 - x) / x).sqrt()
}
