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

    /// "38 (band 29–47)".
    pub fn with_band(&self) -> String {
        format!("{} (band {})", self.mean(), self.band())
    }
}
