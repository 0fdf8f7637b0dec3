//! Request for a diagnosis.

use standoff_scenario::Scenario;
use standoff_scenario::evidence::Log;

/// Fewest draws of parts 6 and 7 where there are as many: with fewer no difference has an error worth the name.
const FEWEST_CHANGED: usize = 4;

/// Request for a diagnosis.
#[derive(Debug, Clone)]
pub struct DiagnosisRequest {
    /// Scenario, with the numbers that were set by hand.
    pub scenario: Scenario,
    /// Record of the war; without events where there is none.
    pub log: Log,
    /// Draws of the uncertain parameters.
    pub draws: usize,
    /// Futures of each draw.
    pub paths: usize,
    /// Seed of the random numbers.
    pub seed: u64,
    /// Command that reproduces the result.
    pub command: String,
}

impl DiagnosisRequest {
    /// Draws of the parts in which something is changed: the first half of all, since each of 25 changes solves a game anew for
    /// every draw.
    pub fn changed_draws(&self) -> usize {
        self.draws.div_ceil(2).max(FEWEST_CHANGED).min(self.draws)
    }
}
