//! A mean with its band.

use super::chances::design_effect;
use standoff_lab::forecast::findings::{Band, CostItem, Findings, PathsAt};
use standoff_prose::numbers::{error_of_mean, format_rounded, step_for_error, step_for_range};
use standoff_prose::words::format_band;

/// The mean of an item of an actor's ledger, the same wherever it is told.
pub fn mean_of_cost(findings: &Findings, item: &CostItem) -> BandedMean {
    let figure = BandedMean::of_futures(findings, Band { mean: item.mean, low: item.low, high: item.high });
    if item.unit == "share" { figure.into_share() } else { figure }
}

/// The title of an item of a ledger with its mean: a gain below zero is told as a loss, and a loss below zero as a gain.
pub fn title_and_mean(findings: &Findings, item: &CostItem) -> (String, BandedMean) {
    let figure = mean_of_cost(findings, item);
    match opposite_title(&item.title).filter(|_| figure.is_below_zero()) {
        Some(title) => (title, figure.reversed()),
        None => (item.title.clone(), figure),
    }
}

/// The title of the same thing counted the other way; none where there is no other way.
pub(crate) fn opposite_title(title: &str) -> Option<String> {
    let ways = [("gained", "lost"), ("lost", "gained")];
    ways.into_iter().find_map(|(way, other)| Some(format!("{}{other}", title.strip_suffix(way)?)))
}

/// Coverage of the need at one of the months of the paths, the same wherever it is told.
pub fn coverage_at(findings: &Findings, at: &PathsAt) -> BandedMean {
    BandedMean::of_futures(findings, at.coverage).into_share()
}

/// Coverage on the first day: that of the paths, or of the central values where the war is over in every future.
pub fn coverage_now(findings: &Findings) -> String {
    let first = findings.paths.first().filter(|at| at.months == 0);
    first.map_or_else(|| format_rounded(findings.start.coverage, 0.01), |at| coverage_at(findings, at).mean())
}

/// A mean over draws or futures with its band, both no finer than its error.
pub struct BandedMean {
    error: f64,
    step: f64,
    band: Band,
}

impl BandedMean {
    /// A number whose band spans the draws.
    pub fn of_draws(findings: &Findings, band: Band) -> Self {
        Self::with_error(band, error_of_mean(band.low, band.high, findings.draws))
    }

    /// A number whose band spans the futures.
    pub fn of_futures(findings: &Findings, band: Band) -> Self {
        let independent = error_of_mean(band.low, band.high, findings.runs);
        Self::with_error(band, independent * design_effect(findings).sqrt())
    }

    fn with_error(band: Band, error: f64) -> Self {
        Self { error, step: step_for_range([band.mean, band.low, band.high], error), band }
    }

    /// The same as a share: never finer than one in a hundred.
    pub fn into_share(self) -> Self {
        Self { step: step_for_error(self.error).unwrap_or(0.01).max(0.01), ..self }
    }

    /// The mean.
    pub fn mean(&self) -> String {
        format_rounded(self.band.mean, self.step)
    }

    /// The band.
    pub fn band(&self) -> String {
        format_band(self.band.low, self.band.high, self.step)
    }

    /// Both ends of the band, as printed.
    pub fn ends(&self) -> [String; 2] {
        [self.band.low, self.band.high].map(|end| format_rounded(end, self.step))
    }

    /// Tests whether the mean is below zero, as printed.
    pub fn is_below_zero(&self) -> bool {
        self.mean().starts_with('−')
    }

    /// The same counted the other way: what is lost in place of what is gained.
    pub fn reversed(self) -> Self {
        let Band { mean, low, high } = self.band;
        Self { band: Band { mean: -mean, low: -high, high: -low }, ..self }
    }

    /// "38 (band 29–47)".
    pub fn with_band(&self) -> String {
        format!("{} (band {})", self.mean(), self.band())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_counted_the_other_way_has_the_other_title() {
        assert_eq!(opposite_title("area gained").as_deref(), Some("area lost"));
        assert_eq!(opposite_title("area lost").as_deref(), Some("area gained"));
        assert_eq!(opposite_title("killed and wounded"), None);
        let loss =
            BandedMean { error: 500.0, step: 1000.0, band: Band { mean: -15_000.0, low: -30_000.0, high: 4_000.0 } };
        assert!(loss.is_below_zero());
        let told = loss.reversed();
        assert_eq!((told.mean().as_str(), told.band().as_str()), ("15,000", "−4,000 to 30,000"));
    }
}
