//! The parts of a breakdown that need simulations of their own.

use super::breakdown::Breakdown;
use super::changes::{Changes, attribute_changes};
use super::funding::{Funding, measure_funding};
use super::without_great_power::{WithoutGreatPower, compare_without_great_power};
use standoff_analysis::explanation::attribution;
use standoff_analysis::explanation::attribution::{CauseOrders, Delay};
use standoff_analysis::options::frontier;
use standoff_analysis::options::frontier::Frontier;
use standoff_assimilation::FilterSize;
use standoff_assimilation::history::{DatedAnswer, History, HistoryRequest, run_history};
use standoff_lab::ensemble::design::Design;
use standoff_lab::ensemble::posterior::thinned_posterior;
use standoff_lab::error::LabError;
use standoff_lab::forecast::request::ForecastRequest;
use standoff_lab::outcome::named::Outcome;
use standoff_lab::progress::ProgressMonitor;
use standoff_scenario::Date;

/// Draws, and where two numbers stand draws and paths, of each part. The delay solves games again for every order of
/// mechanisms, so it has the fewest draws; the answer without the great power solves each draw once, so it has the
/// most.
const MEANS_DRAWS: usize = 16;
const DELAY_DRAWS_AND_PATHS: [usize; 2] = [10, 60];
const WITHOUT_DRAWS_AND_PATHS: [usize; 2] = [64, 40];
const FRONTIER_DRAWS: usize = 32;
const CHANGES_DRAWS: usize = 64;

/// A part that needs simulations of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SimulatedPart {
    /// Funding of the need by source, month by month.
    Funding,
    /// The answer without the great power.
    WithoutGreatPower,
    /// Terms against durability under every posture.
    Frontier,
    /// Delay of a deal by mechanism.
    Delay,
    /// Changes since the last brief.
    Changes,
    /// The answers at each month of the record.
    History,
}

/// The assimilation behind the forecast, and the day of the last brief.
#[derive(Debug, Clone)]
pub struct ChangesSince {
    /// The evidence and the day as of which it is used.
    pub request: standoff_assimilation::AssimilationRequest,
    /// Day since which changes are reported.
    pub day: Date,
}

impl SimulatedPart {
    /// All parts, in the order in which they are made.
    pub const ALL: [Self; 6] =
        [Self::Funding, Self::WithoutGreatPower, Self::Frontier, Self::Delay, Self::Changes, Self::History];

    /// Title for people.
    pub fn title(self) -> &'static str {
        match self {
            Self::Funding => "who pays what",
            Self::WithoutGreatPower => "the answer without the great power",
            Self::Frontier => "terms against durability",
            Self::Delay => "delay by mechanism",
            Self::Changes => "what changed",
            Self::History => "how the answer moved",
        }
    }
}

impl Breakdown {
    /// Simulates a part and adds it. Without evidence nothing can have changed, so no changes are added, and no history.
    ///
    /// # Errors
    ///
    /// [`LabError::NothingDone`] where it was stopped, and the errors of the simulation itself.
    pub fn add_part(
        &mut self,
        part: SimulatedPart,
        request: &ForecastRequest,
        since: Option<&ChangesSince>,
        watch: ProgressMonitor<'_>,
    ) -> Result<(), LabError> {
        match part {
            SimulatedPart::Funding => self.means = simulate_funding(request, watch)?,
            SimulatedPart::WithoutGreatPower => {
                self.without_great_power = simulate_without_great_power(request, watch)?
            }
            SimulatedPart::Frontier => self.frontier = Some(simulate_frontier(request, watch)?),
            SimulatedPart::Delay => self.delay = Some(simulate_delay(request, watch)?),
            SimulatedPart::Changes => {
                self.changes = since.map(|since| simulate_changes(since, request.runs, watch)).transpose()?;
            }
            SimulatedPart::History => {
                let simulate = |since| simulate_history(since, request, &self.history_answers, watch);
                self.history = since.map(simulate).transpose()?;
            }
        }
        Ok(())
    }
}

fn simulate_funding(request: &ForecastRequest, watch: ProgressMonitor<'_>) -> Result<Option<Funding>, LabError> {
    let draws = MEANS_DRAWS.min(request.draws);
    let posterior = thinned_posterior(request.posterior.as_ref(), draws);
    measure_funding(&Design { draws, posterior: posterior.as_deref(), ..request.design() }, watch)
}

fn simulate_without_great_power(
    request: &ForecastRequest,
    watch: ProgressMonitor<'_>,
) -> Result<Option<WithoutGreatPower>, LabError> {
    let draws = WITHOUT_DRAWS_AND_PATHS[0].min(request.draws);
    let posterior = thinned_posterior(request.posterior.as_ref(), draws);
    let design =
        Design { draws, paths: WITHOUT_DRAWS_AND_PATHS[1], posterior: posterior.as_deref(), ..request.design() };
    compare_without_great_power(&design, watch)
}

fn simulate_frontier(request: &ForecastRequest, watch: ProgressMonitor<'_>) -> Result<Frontier, LabError> {
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
        posterior: thinned_posterior(request.posterior.as_ref(), draws),
    };
    frontier::find_frontiers(&wanted, watch)
}

fn simulate_delay(request: &ForecastRequest, watch: ProgressMonitor<'_>) -> Result<Delay, LabError> {
    let outcome = Outcome::find("deal-months", &request.scenario)
        .map_err(|_| LabError::Estimate("the scenario has no months to a deal".to_owned()))?;
    let draws = DELAY_DRAWS_AND_PATHS[0].min(request.draws);
    let wanted = attribution::DelayRequest {
        scenario: request.scenario.clone(),
        outcome,
        draws,
        paths: DELAY_DRAWS_AND_PATHS[1],
        seed: request.seed,
        resolution: request.resolution,
        orders: CauseOrders::Pairs(attribution::DEFAULT_PAIRS),
        command: request.command.clone(),
        posterior: thinned_posterior(request.posterior.as_ref(), draws),
    };
    attribution::attribute_delay(&wanted, watch)
}

fn simulate_changes(since: &ChangesSince, runs: usize, watch: ProgressMonitor<'_>) -> Result<Changes, LabError> {
    let size = FilterSize { kept: CHANGES_DRAWS.min(since.request.size.kept), ..since.request.size };
    let wanted = standoff_assimilation::AssimilationRequest { size, ..since.request.clone() };
    attribute_changes(&wanted, since.day, runs, watch)
}

/// A history of the record, whose last date has the answers of the forecast that has been made; stopped on the way, there is
/// none.
fn simulate_history(
    since: &ChangesSince,
    request: &ForecastRequest,
    answers: &[DatedAnswer],
    watch: ProgressMonitor<'_>,
) -> Result<History, LabError> {
    let wanted = HistoryRequest {
        forecast: Some(answers.to_vec()),
        command: request.command.clone(),
        ..HistoryRequest::new(since.request.clone(), request.runs)
    };
    let made = run_history(&wanted, watch)?;
    // A part of a brief is whole or left out.
    if made.interrupted { Err(LabError::NothingDone) } else { Ok(made) }
}
