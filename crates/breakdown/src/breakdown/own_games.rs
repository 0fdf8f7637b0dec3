//! The parts of a breakdown that take games of their own.

use super::changes::{Changes, changes};
use super::means::{Means, means};
use super::week::Breakdown;
use super::without_great_power::{WithoutGreatPower, without_great_power};
use standoff_analysis::explanation::attribution;
use standoff_analysis::explanation::attribution::{CauseOrders, Delay};
use standoff_analysis::options::frontier;
use standoff_analysis::options::frontier::Frontier;
use standoff_assimilation::FilterSize;
use standoff_lab::ensemble::design::Design;
use standoff_lab::ensemble::posterior::Posterior;
use standoff_lab::error::LabError;
use standoff_lab::forecast::request::ForecastRequest;
use standoff_lab::outcome::named::Outcome;
use standoff_lab::progress::ProgressMonitor;
use standoff_scenario::Date;
use std::sync::Arc;

/// Draws of who pays what, of the delay by mechanism and of the answer without the great power (with paths of each), of terms
/// against durability, and of what changed.
const MEANS_DRAWS: usize = 16;
const DELAY: [usize; 2] = [10, 60];
const WITHOUT: [usize; 2] = [64, 40];
const FRONTIER_DRAWS: usize = 32;
const CHANGES_DRAWS: usize = 64;

/// A part that takes games of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OwnGames {
    /// Who pays what of the need, month by month.
    Means,
    /// The answer without the great power.
    WithoutGreatPower,
    /// Terms against durability under every posture.
    Frontier,
    /// Delay of a deal by mechanism.
    Delay,
    /// What changed since the last brief.
    Changes,
}

/// How evidence was brought to bear, and the day of the last brief.
#[derive(Debug, Clone)]
pub struct Since {
    /// The evidence and the day as of which it is used.
    pub request: standoff_assimilation::AssimilationRequest,
    /// Changes are told since this day.
    pub day: Date,
}

impl OwnGames {
    /// All of them, in the order in which they are made.
    pub const ALL: [Self; 5] = [Self::Means, Self::WithoutGreatPower, Self::Frontier, Self::Delay, Self::Changes];

    /// What it tells.
    pub fn title(self) -> &'static str {
        match self {
            Self::Means => "who pays what",
            Self::WithoutGreatPower => "the answer without the great power",
            Self::Frontier => "terms against durability",
            Self::Delay => "delay by mechanism",
            Self::Changes => "what changed",
        }
    }
}

impl Breakdown {
    /// Plays the games of a part and adds it. Without evidence nothing can have changed, and nothing is added.
    ///
    /// # Errors
    ///
    /// [`LabError::NothingDone`] where it was stopped, and what the games themselves can fail with.
    pub fn add(
        &mut self,
        part: OwnGames,
        request: &ForecastRequest,
        since: Option<&Since>,
        watch: ProgressMonitor<'_>,
    ) -> Result<(), LabError> {
        match part {
            OwnGames::Means => self.means = who_pays(request, watch)?,
            OwnGames::WithoutGreatPower => self.without_great_power = alone(request, watch)?,
            OwnGames::Frontier => self.frontier = Some(terms(request, watch)?),
            OwnGames::Delay => self.delay = Some(delay(request, watch)?),
            OwnGames::Changes => {
                self.changes = since.map(|since| changed(since, request.runs, watch)).transpose()?;
            }
        }
        Ok(())
    }
}

fn who_pays(request: &ForecastRequest, watch: ProgressMonitor<'_>) -> Result<Option<Means>, LabError> {
    let draws = MEANS_DRAWS.min(request.draws);
    let posterior = spread(request, draws);
    means(&Design { draws, posterior: posterior.as_deref(), ..request.design() }, watch)
}

fn alone(request: &ForecastRequest, watch: ProgressMonitor<'_>) -> Result<Option<WithoutGreatPower>, LabError> {
    let draws = WITHOUT[0].min(request.draws);
    let posterior = spread(request, draws);
    let design = Design { draws, paths: WITHOUT[1], posterior: posterior.as_deref(), ..request.design() };
    without_great_power(&design, watch)
}

/// What evidence has made of so many draws.
fn spread(request: &ForecastRequest, draws: usize) -> Option<Arc<Posterior>> {
    request.posterior.as_ref().map(|posterior| Arc::new(posterior.thinned(draws)))
}

fn terms(request: &ForecastRequest, watch: ProgressMonitor<'_>) -> Result<Frontier, LabError> {
    let draws = FRONTIER_DRAWS.min(request.draws);
    let wanted = frontier::FrontierRequest {
        scenario: request.scenario.clone(),
        postures: Vec::new(),
        held_share: None,
        truce: false,
        lever_settings: Vec::new(),
        signable: frontier::DEFAULT_SIGNABLE,
        draws,
        seed: request.seed,
        resolution: request.resolution,
        command: request.command.clone(),
        posterior: spread(request, draws),
    };
    frontier::find_frontiers(&wanted, watch)
}

fn delay(request: &ForecastRequest, watch: ProgressMonitor<'_>) -> Result<Delay, LabError> {
    let outcome = Outcome::find("deal-months", &request.scenario)
        .map_err(|_| LabError::Estimate("the scenario has no months to a deal".to_owned()))?;
    let draws = DELAY[0].min(request.draws);
    let wanted = attribution::DelayRequest {
        scenario: request.scenario.clone(),
        outcome,
        draws,
        paths: DELAY[1],
        seed: request.seed,
        resolution: request.resolution,
        orders: CauseOrders::Pairs(attribution::DEFAULT_PAIRS),
        command: request.command.clone(),
        posterior: spread(request, draws),
    };
    attribution::attribute_delay(&wanted, watch)
}

fn changed(since: &Since, runs: usize, watch: ProgressMonitor<'_>) -> Result<Changes, LabError> {
    let size = FilterSize { kept: CHANGES_DRAWS.min(since.request.size.kept), ..since.request.size };
    let wanted = standoff_assimilation::AssimilationRequest { size, ..since.request.clone() };
    changes(&wanted, since.day, runs, watch)
}
