//! The fewest futures that a band is drawn from, and the error of their middle.

use super::block::ribbon_bands;
use standoff_lab::forecast::ribbon::Ribbon;
use standoff_picture::{Band, Thinning};

/// Fewest futures of a band: with forty, two lie beyond each end of the band of nine of ten. With fewer its ends are single
/// futures, and its middle jumps from month to month as they end.
pub(crate) const FEWEST: usize = 40;

/// Months, from the first on, with futures enough for a band.
pub(crate) fn told_months(ribbon: &Ribbon) -> usize {
    ribbon.counts.iter().take_while(|count| **count >= FEWEST).count()
}

/// The bands of the months with futures enough, and the month in which they end, if it lies before the horizon.
pub(crate) fn bands_of_futures(ribbon: &Ribbon, horizon_months: usize) -> (Vec<Band>, Option<Thinning>) {
    let told = told_months(ribbon);
    let mut bands = ribbon_bands(ribbon);
    bands.truncate(told);
    let month = told.saturating_sub(1) as f64;
    let thins = (told <= horizon_months).then(|| Thinning { month, words: format!("from here on {}", too_few()) });
    (bands, thins)
}

/// The words for months without a band.
pub(crate) fn too_few() -> String {
    format!("fewer than {FEWEST} futures")
}

/// The middle of a month, and its standard error; none where there are too few futures for either. The error is that of a
/// median of values whose quartiles are those of a normal law, among as many independent futures as `design_effect` leaves.
pub(crate) fn middle_with_error(ribbon: &Ribbon, month: usize, design_effect: f64) -> Option<(f64, f64)> {
    // Quartiles lie 1.349 standard deviations apart, and a median has 1.2533 times the error of a mean.
    const QUARTILES: f64 = 1.349;
    const MEDIAN: f64 = 1.2533;
    let middle = *ribbon.middle.get(month).filter(|_| month < told_months(ribbon))?;
    let ([low, high], count) = (ribbon.half[month], ribbon.counts[month]);
    Some((middle, MEDIAN * (high - low) / QUARTILES * (design_effect.max(1.0) / count as f64).sqrt()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ribbon(counts: &[usize]) -> Ribbon {
        Ribbon::from_values(counts.iter().map(|count| (0..*count).map(|one| one as f64).collect::<Vec<f64>>()))
    }

    #[test]
    fn bands_end_where_futures_are_few() {
        let (bands, thins) = bands_of_futures(&ribbon(&[100, 40, 39, 41]), 3);
        assert_eq!((bands.len(), thins.unwrap().month), (2, 1.0));
        let (bands, thins) = bands_of_futures(&ribbon(&[100, 60]), 1);
        assert_eq!((bands.len(), thins), (2, None));
        let (bands, thins) = bands_of_futures(&ribbon(&[16, 16]), 1);
        assert_eq!((bands.len(), thins.unwrap().month), (0, 0.0));
    }

    #[test]
    fn the_middle_of_few_is_not_told() {
        let ribbon = ribbon(&[100, 39]);
        let (middle, error) = middle_with_error(&ribbon, 0, 1.0).unwrap();
        assert!((middle - 49.5).abs() < 1e-9 && (4.0..5.5).contains(&error), "{middle} {error}");
        assert!(middle_with_error(&ribbon, 0, 4.0).unwrap().1 > 1.9 * error);
        assert_eq!(middle_with_error(&ribbon, 1, 1.0), None);
    }
}
