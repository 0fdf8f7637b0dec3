//! A world that was checked and can be forecast.

use standoff_assimilation::FilterSize;
use standoff_lab::forecast::request::ForecastRequest;
use standoff_scenario::Date;
use standoff_scenario::evidence::Log;

/// A world.
#[derive(Debug, Clone)]
pub struct World {
    /// Word by which the command line opens its scenario.
    pub word: String,
    /// Forecast from the scenario's start, before any evidence.
    pub request: ForecastRequest,
    /// Evidence, where it is used, and the day as of which it is.
    pub evidence: Option<(Log, Date)>,
}

impl World {
    /// The assimilation of its evidence for a forecast that keeps `draws` draws; none where it has no evidence.
    pub fn assimilation(&self, draws: usize) -> Option<standoff_assimilation::AssimilationRequest> {
        let (log, as_of) = self.evidence.clone()?;
        let ForecastRequest { scenario, seed, resolution, .. } = self.request.clone();
        Some(standoff_assimilation::AssimilationRequest {
            scenario,
            log,
            as_of,
            size: FilterSize::for_kept_draws(draws),
            seed,
            resolution,
        })
    }
}
