//! Explanation of a forecast in all its parts, the quick ones first so that a reader has something to read early.

use crate::explanation::attribution::Delay;
use crate::explanation::discovery::Discovery;
use crate::explanation::draw_table::DrawTable;
use crate::explanation::requirement::Requirement;
use crate::explanation::sensitivity::{GivenDraws, REST, Screening, Variance};
use crate::explanation::threshold::Threshold;
use crate::explanation::{attribution, discovery, requirement, sensitivity, threshold};
use schemars::JsonSchema;
use serde::Serialize;
use standoff_lab::ensemble::design::{Design, Resolution};
use standoff_lab::ensemble::draw_runs::FUTURES;
use standoff_lab::ensemble::posterior::{Posterior, thinned_posterior};
use standoff_lab::ensemble::record_summary::RecordSummary;
use standoff_lab::error::LabError;
use standoff_lab::forecast::provenance::Provenance;
use standoff_lab::outcome::named::Outcome;
use standoff_lab::progress::ProgressMonitor;
use standoff_scenario::Scenario;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Version of the keys of [`Explanation`].
pub const FORMAT: u32 = 1;
/// Parameters whose variance is looked at one by one.
pub const SINGLE_PARAMETERS: usize = 8;
/// Default number of points of the variance design.
pub const DEFAULT_POINTS: u16 = 16;
/// Reason given for a part that was not finished.
const STOPPED: &str = "stopped before it was done";

/// A part of the explanation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ExplanationPart {
    /// Rank correlations and variance shares, from the draws as they are.
    Drivers,
    /// Boxes of parameters in which an outcome comes.
    Boxes,
    /// Delay of a deal by mechanism.
    Delay,
    /// Values at which the answer changes kind.
    Thresholds,
    /// Changes by which an outcome would reach the target.
    Requirements,
    /// Screening of all parameters.
    Screening,
    /// Variance by parameter.
    Variance,
}

impl ExplanationPart {
    /// All parts, in the order in which they are made.
    pub const ALL: [Self; 7] = [
        Self::Drivers,
        Self::Boxes,
        Self::Delay,
        Self::Thresholds,
        Self::Requirements,
        Self::Screening,
        Self::Variance,
    ];

    /// Stable name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Drivers => "drivers",
            Self::Boxes => "boxes",
            Self::Delay => "delay",
            Self::Thresholds => "thresholds",
            Self::Requirements => "requirements",
            Self::Screening => "screening",
            Self::Variance => "variance",
        }
    }

    /// True if the part needs the draws of an ensemble.
    fn needs_draws(self) -> bool {
        self.needs_only_draws() || matches!(self, Self::Requirements | Self::Variance)
    }

    /// Name of a part that this one needs and that still awaits shards.
    fn needed_and_awaited(
        self,
        request: &ExplanationRequest,
        table: &Option<DrawTable>,
        awaited: &[Self],
    ) -> Option<&'static str> {
        let draws = awaited.iter().find(|part| self.needs_draws() && table.is_none() && part.needs_draws());
        let screening = (self == Self::Variance && request.parts.contains(&Self::Screening)).then_some(Self::Screening);
        let screening = screening.filter(|screening| awaited.contains(screening));
        draws.copied().or(screening).map(Self::name)
    }

    /// True if the part needs only the draws of an ensemble, so that a bundle is enough.
    pub fn needs_only_draws(self) -> bool {
        matches!(self, Self::Drivers | Self::Boxes)
    }
}

/// Request for this analysis.
#[derive(Debug, Clone)]
pub struct ExplanationRequest {
    /// Scenario, with the numbers that were set by hand.
    pub scenario: Scenario,
    /// The outcomes that are explained.
    pub outcomes: Vec<Outcome>,
    /// The parts, each made once, in the order of [`ExplanationPart::ALL`].
    pub parts: Vec<ExplanationPart>,
    /// Futures of the ensemble from which drivers and boxes are read.
    pub runs: usize,
    /// Its draws.
    pub draws: usize,
    /// Seed of the random numbers.
    pub seed: u64,
    /// Resolution of the actors' planning.
    pub resolution: Resolution,
    /// Draws and states after an update on evidence; none where the scenario's own ranges apply.
    pub posterior: Option<Arc<Posterior>>,
    /// A draw is a case of an outcome where its mean is above this.
    pub above: f64,
    /// Target for the part on requirements; applied to chances only, unless one outcome is asked for.
    pub target: f64,
    /// Effort spent on the parts that take new runs.
    pub effort: Effort,
    /// Draws already at hand, with one column of outcomes for each of `outcomes`, in place of the ensemble.
    pub table: Option<DrawTable>,
    /// Record that the draws of `table` rest on; none where they rest on none, or there is no table.
    pub table_record: Option<RecordSummary>,
    /// Command that reproduces the result.
    pub command: String,
}

/// Effort spent on the parts that take new runs.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Effort {
    /// Draws of the delay by mechanism.
    pub delay_draws: usize,
    /// All subsets of mechanisms rather than sampled orders.
    pub all_subsets: bool,
    /// Draws of every threshold.
    pub threshold_draws: usize,
    /// Draws of what would have to be true.
    pub requirement_draws: usize,
    /// Trajectories of the screening.
    pub trajectories: u32,
    /// Points of the variance design.
    pub points: u16,
    /// Paths of each draw in all of these.
    pub paths: usize,
}

impl Default for Effort {
    fn default() -> Self {
        Self {
            delay_draws: 10,
            all_subsets: false,
            threshold_draws: 12,
            requirement_draws: 6,
            trajectories: sensitivity::DEFAULT_TRAJECTORIES,
            points: DEFAULT_POINTS,
            paths: 120,
        }
    }
}

/// Explanation of a forecast.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Explanation {
    /// Where it comes from.
    #[serde(flatten)]
    pub provenance: Provenance,
    /// Command that reproduces it.
    pub command: String,
    /// Draws behind drivers and boxes.
    pub draws: usize,
    /// True if the work was cancelled: parts may be missing, or made from fewer draws than asked for.
    pub interrupted: bool,
    /// Drivers of each outcome.
    pub drivers: Vec<GivenDraws>,
    /// Boxes of parameters in which each outcome comes.
    pub boxes: Vec<Discovery>,
    /// The delay of a deal by mechanism.
    pub delay: Option<Delay>,
    /// Values at which the answer changes kind.
    pub thresholds: Vec<Threshold>,
    /// Changes by which each outcome would reach the target.
    pub requirements: Vec<Requirement>,
    /// Screening of all parameters, for each outcome.
    pub screening: Vec<Screening>,
    /// Variance by parameter, for each outcome.
    pub variance: Vec<Variance>,
    /// Parts that were asked for and not made, with the reason.
    pub left_out: Vec<LeftOut>,
}

/// A part that was asked for and not made.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct LeftOut {
    /// The part.
    pub part: String,
    /// Reason.
    pub reason: String,
}

/// Makes the parts of an explanation one after the other and calls `ready` after each.
///
/// A part that cannot be made is left out with its reason; so are those that were not begun when it was stopped.
///
/// # Errors
///
/// [`LabError`] where the ensemble behind drivers and boxes cannot be made and nothing else was asked for.
pub fn explain_forecast(
    request: &ExplanationRequest,
    monitor: ProgressMonitor<'_>,
    ready: &mut dyn FnMut(ExplanationPart, &Explanation),
) -> Result<Explanation, LabError> {
    let scenario = &request.scenario;
    let mut provenance = Provenance::new(FORMAT, scenario, &scenario.war(&scenario.central_values()), request.seed)
        .on_record(request.posterior.as_deref());
    provenance.record = provenance.record.or_else(|| request.table_record.clone());
    let mut explanation = Explanation {
        provenance,
        command: request.command.clone(),
        draws: 0,
        interrupted: false,
        drivers: Vec::new(),
        boxes: Vec::new(),
        delay: None,
        thresholds: Vec::new(),
        requirements: Vec::new(),
        screening: Vec::new(),
        variance: Vec::new(),
        left_out: Vec::new(),
    };
    let mut table = request.table.clone();
    let mut awaited: Vec<ExplanationPart> = Vec::new();
    for part in ExplanationPart::ALL.into_iter().filter(|part| request.parts.contains(part)) {
        let made = if monitor.is_cancelled() {
            Err(LabError::NothingDone)
        } else if let Some(phase) = part.needed_and_awaited(request, &table, &awaited) {
            Err(LabError::AwaitsShards(phase.to_owned()))
        } else {
            make_part(part, request, &mut table, &mut explanation, monitor)
        };
        explanation.interrupted = monitor.is_cancelled();
        match made {
            Ok(()) => ready(part, &explanation),
            // The other parts go on. What awaits shards is left out nowhere: there is no answer yet.
            Err(LabError::AwaitsShards(_)) => awaited.push(part),
            // What a shard did not come to, or a merge does not find, is not left out either.
            Err(error) if monitor.division.is_some() && error.ends_divided_work() => return Err(error),
            Err(error) if request.parts.len() == 1 => return Err(error),
            Err(error) => {
                let reason = if monitor.is_cancelled() { STOPPED.to_owned() } else { error.to_string() };
                explanation.left_out.push(LeftOut { part: part.name().to_owned(), reason });
            }
        }
    }
    match awaited.first() {
        Some(part) => Err(LabError::AwaitsShards(part.name().to_owned())),
        None => Ok(explanation),
    }
}

fn make_part(
    part: ExplanationPart,
    request: &ExplanationRequest,
    table: &mut Option<DrawTable>,
    explanation: &mut Explanation,
    monitor: ProgressMonitor<'_>,
) -> Result<(), LabError> {
    if part.needs_draws() && table.is_none() {
        *table = Some(simulate_draw_table(request, monitor)?);
    }
    let nothing = DrawTable { inputs: Vec::new(), outcomes: Vec::new() };
    let table = table.as_ref().unwrap_or(&nothing);
    if part.needs_draws() {
        explanation.draws = table.draw_count();
    }
    let each = || request.outcomes.iter().enumerate();
    match part {
        ExplanationPart::Drivers => {
            explanation.drivers = each()
                .map(|(at, outcome)| sensitivity::measure_given_draws(table, at, outcome))
                .collect::<Result<_, _>>()?;
        }
        ExplanationPart::Boxes => {
            let boxes = |(at, outcome): (usize, &Outcome)| {
                discovery::find_boxes(table, at, outcome, request.above, request.seed)
            };
            let chances = each().filter(|(_, outcome)| outcome.is_chance());
            explanation.boxes = chances.map(boxes).collect::<Result<_, _>>()?;
        }
        ExplanationPart::Delay => {
            explanation.delay = Some(attribution::attribute_delay(&request.delay_request()?, monitor)?)
        }
        ExplanationPart::Thresholds => {
            explanation.thresholds = threshold::find_named_thresholds(&request.threshold_request(), monitor)?
        }
        ExplanationPart::Requirements => {
            let alone = request.outcomes.len() == 1;
            let mut awaited = None;
            for (at, outcome) in each().filter(|(_, outcome)| alone || outcome.is_chance()) {
                match requirement::find_requirement(&request.requirement_request(outcome), table, at, monitor) {
                    Ok(found) => explanation.requirements.push(found),
                    // The search for another outcome needs nothing of this one.
                    Err(LabError::AwaitsShards(phase)) => awaited = Some(phase),
                    Err(_) if monitor.is_cancelled() && !explanation.requirements.is_empty() => break,
                    Err(error) => return Err(error),
                }
            }
            return awaited.map_or(Ok(()), |phase| Err(LabError::AwaitsShards(phase)));
        }
        ExplanationPart::Screening => {
            let trajectories = request.effort.trajectories;
            explanation.screening =
                sensitivity::screen_parameters(&request.sensitivity_request(), trajectories, monitor)?;
        }
        ExplanationPart::Variance => {
            let strongest = strongest_parameters(request, table, explanation)?;
            let points = request.effort.points;
            explanation.variance =
                sensitivity::measure_variance(&request.sensitivity_request(), &strongest, points, monitor)?;
        }
    }
    Ok(())
}

/// The ensemble behind drivers and boxes.
fn simulate_draw_table(request: &ExplanationRequest, monitor: ProgressMonitor<'_>) -> Result<DrawTable, LabError> {
    let draws = request.draws.clamp(1, request.runs.max(1));
    let design = Design {
        draws,
        paths: request.runs.max(1).div_ceil(draws),
        seed: request.seed,
        resolution: request.resolution,
        posterior: request.posterior.as_deref(),
        ..Design::new(&request.scenario)
    };
    let done = AtomicUsize::new(0);
    let mine = monitor.division.map_or(draws, |division| division.units_made_here(FUTURES, draws));
    let runs = design.simulate_all_runs(&[], monitor.division, monitor.cancelled, &|_| {
        let done = done.fetch_add(1, Ordering::Relaxed) + 1;
        monitor.report("futures", done, mine);
    })?;
    if runs.is_empty() {
        return Err(LabError::NothingDone);
    }
    Ok(DrawTable::from_runs(&request.scenario, &runs, &request.outcomes))
}

/// The parameters to look at one by one: the strongest of the screening where there is one, else of the draws, taken in
/// turn from the outcomes.
fn strongest_parameters(
    request: &ExplanationRequest,
    table: &DrawTable,
    explanation: &Explanation,
) -> Result<Vec<String>, LabError> {
    let uncertain: Vec<&str> = request
        .scenario
        .uncertain_places()
        .iter()
        .map(|&place| request.scenario.parameters[place].path.as_str())
        .collect();
    let ranked: Vec<Vec<String>> = if explanation.screening.is_empty() {
        let given = |(at, outcome): (usize, &Outcome)| sensitivity::measure_given_draws(table, at, outcome);
        let given = request.outcomes.iter().enumerate().map(given).collect::<Result<Vec<GivenDraws>, LabError>>()?;
        given.into_iter().map(|given| given.inputs.into_iter().map(|input| input.parameter).collect()).collect()
    } else {
        let paths = |screening: &Screening| screening.inputs.iter().map(|input| input.parameter.clone()).collect();
        explanation.screening.iter().map(paths).collect()
    };
    let mut chosen: Vec<String> = Vec::new();
    for rank in 0..ranked.iter().map(Vec::len).max().unwrap_or(0) {
        for path in ranked.iter().filter_map(|ranking| ranking.get(rank)) {
            let new = !chosen.contains(path) && path != REST && uncertain.contains(&path.as_str());
            if new && chosen.len() < SINGLE_PARAMETERS {
                chosen.push(path.clone());
            }
        }
    }
    Ok(chosen)
}

impl ExplanationRequest {
    fn delay_request(&self) -> Result<attribution::DelayRequest, LabError> {
        let outcome = Outcome::find("deal-months", &self.scenario)
            .map_err(|_| LabError::Estimate("the scenario has no months to a deal".to_owned()))?;
        let orders = if self.effort.all_subsets {
            attribution::CauseOrders::All
        } else {
            attribution::CauseOrders::Pairs(attribution::DEFAULT_PAIRS)
        };
        Ok(attribution::DelayRequest {
            scenario: self.scenario.clone(),
            outcome,
            draws: self.effort.delay_draws,
            paths: self.effort.paths,
            seed: self.seed,
            resolution: self.resolution,
            orders,
            command: self.command.clone(),
            posterior: self.posterior_of(self.effort.delay_draws),
        })
    }

    fn threshold_request(&self) -> threshold::ThresholdRequest {
        threshold::ThresholdRequest {
            scenario: self.scenario.clone(),
            draws: self.effort.threshold_draws,
            paths: self.effort.paths,
            points: threshold::DEFAULT_POINTS,
            seed: self.seed,
            resolution: self.resolution,
            posterior: self.posterior_of(self.effort.threshold_draws),
        }
    }

    fn requirement_request(&self, outcome: &Outcome) -> requirement::RequirementRequest {
        requirement::RequirementRequest {
            scenario: self.scenario.clone(),
            outcome: outcome.clone(),
            target: self.target,
            draws: self.effort.requirement_draws,
            paths: self.effort.paths,
            seed: self.seed,
            resolution: self.resolution,
            posterior: self.posterior_of(self.effort.requirement_draws),
            levers: true,
        }
    }

    fn sensitivity_request(&self) -> sensitivity::SensitivityRequest {
        sensitivity::SensitivityRequest {
            scenario: self.scenario.clone(),
            outcomes: self.outcomes.clone(),
            paths: self.effort.paths,
            seed: self.seed,
            resolution: self.resolution,
            posterior: self.posterior.clone(),
        }
    }

    /// The posterior of a part that plays fewer draws.
    fn posterior_of(&self, draws: usize) -> Option<Arc<Posterior>> {
        thinned_posterior(self.posterior.as_ref(), draws)
    }
}
