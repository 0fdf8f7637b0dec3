//! The most frequent of several outcomes, with all that are too close to it to rank.

use super::ends::{Cause, EndShare};
use super::figures::ProbabilityAt;

/// Standard errors of their difference within which two shares cannot be ranked.
const ERRORS: f64 = 2.0;

/// The items with the largest share: the first, and all whose share cannot be told from its, in order of their shares. Those
/// that never come are left out.
///
/// `share` gives the share of an item with its standard error. The error of a difference is taken as if both were
/// independent: shares of the same futures lean against each other, so it is a little larger than that.
pub fn leading_by<T>(items: impl IntoIterator<Item = T>, share: impl Fn(&T) -> [f64; 2]) -> Vec<T> {
    let mut leading: Vec<T> = items.into_iter().filter(|item| share(item)[0] > 0.0).collect();
    leading.sort_by(|one, other| share(other)[0].total_cmp(&share(one)[0]));
    let Some([most, error]) = leading.first().map(&share) else { return leading };
    leading.retain(|item| {
        let [other, its_error] = share(item);
        most - other <= ERRORS * error.hypot(its_error)
    });
    leading
}

/// The most frequent end of the war, and all that are too close to it to rank.
///
/// ```
/// use standoff_lab::forecast::findings::{EndShare, leading_ends};
///
/// let end = |end: &str, p| EndShare {
///     end: end.to_owned(),
///     title: end.to_owned(),
///     p,
///     low: 0.0,
///     high: 1.0,
///     mc_error: 0.03,
///     median_months: None,
/// };
/// let ends = [end("frozen", 0.29), end("military", 0.36), end("settlement-inside", 0.32), end("still-at-war", 0.03)];
/// let leading: Vec<&str> = leading_ends(&ends).into_iter().map(|end| end.end.as_str()).collect();
/// assert_eq!(leading, ["military", "settlement-inside", "frozen"]);
/// ```
pub fn leading_ends(ends: &[EndShare]) -> Vec<&EndShare> {
    leading_by(ends, |end| [end.p, end.mc_error])
}

/// The first cause by which the line has broken most often by the last month, and all that are too close to it to rank.
pub fn leading_causes(causes: &[Cause]) -> Vec<&Cause> {
    let last = |cause: &&Cause| cause.by.last().map_or([0.0, 0.0], |at: &ProbabilityAt| [at.p, at.mc_error]);
    leading_by(causes, last)
}

#[cfg(test)]
mod tests {
    use super::leading_by;

    /// Whatever the shares: whoever is left out differs from the first by more than two errors, and none other does.
    #[test]
    fn all_that_are_too_close_lead_and_no_other() {
        for turn in 0..200 {
            let number = |place: usize| ((turn * 31 + place * 17) as f64 * 0.618_033_988_749_895).fract();
            let shares: Vec<[f64; 2]> = (0..5).map(|place| [number(place), 0.2 * number(place + 7)]).collect();
            let leading = leading_by(&shares, |share| **share);
            let [most, error] = *leading[0];
            assert!(shares.iter().all(|share| share[0] <= most));
            for share in &shares {
                let close = most - share[0] <= 2.0 * error.hypot(share[1]);
                assert_eq!(close, leading.contains(&share), "{share:?} beside {most}");
            }
        }
    }

    #[test]
    fn what_never_comes_does_not_lead() {
        assert!(leading_by([[0.0, 0.1]], |share| *share).is_empty());
        assert_eq!(leading_by([[0.0, 0.1], [0.1, 0.1]], |share| *share), [[0.1, 0.1]]);
    }
}
