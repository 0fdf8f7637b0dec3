//! The model's forecast of a war from one of its origins.

use crate::curve::EndCurve;
use crate::library::{Ending, LibraryWar};
use crate::moments::SimulatedWars;
use crate::score_request::ScoreRequest;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use standoff_assimilation::{AssimilationRequest, FilterSize, start_on_record};
use standoff_lab::ensemble::draw_runs::DrawRuns;
use standoff_lab::error::LabError;
use standoff_lab::forecast::request::ForecastRequest;
use standoff_lab::future::run::{Run, Truce};
use standoff_lab::progress::ProgressMonitor;
use standoff_num::quantile::quantiles;
use standoff_scenario::Values;
use standoff_world::quantity::hazard_over;
use standoff_world::state::End;

/// Months of quiet after which fighting counts as over from its first month.
const QUIET_MONTHS: f64 = 6.0;

/// Months within which the same sides may fight again.
const AGAIN_MONTHS: f64 = 60.0;

/// Months ahead for which the front is forecast.
pub const FRONT_MONTHS: [usize; 2] = [3, 12];

/// Values that a forecast of the front is kept as: quantiles at even levels.
const FRONT_QUANTILES: usize = 99;

/// What the model says from an origin.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ModelForecast {
    /// Chances of an end by month.
    pub curve: EndCurve,
    /// Chances of the kinds of end in [`Ending::SCORED`], given one within the horizon.
    pub endings: [f64; 3],
    /// Chance that the same sides fight again within five years of the end.
    pub fought_again: f64,
    /// Quantiles at even levels of the share of the stake that the invader holds after [`FRONT_MONTHS`].
    pub fronts: [Vec<f64>; 2],
    /// The futures as wars of a class.
    pub simulated: SimulatedWars,
}

/// Forecasts a war from an origin with what was known by that day. None where the war was old and nothing was known of it.
///
/// # Errors
///
/// As [`start_on_record`]; [`LabError::AllFailed`] where no future can be read.
pub fn forecast_from(
    war: &LibraryWar,
    origin: Date,
    request: &ScoreRequest,
    watch: ProgressMonitor<'_>,
) -> Result<Option<ModelForecast>, LabError> {
    let assimilation = AssimilationRequest {
        scenario: war.scenario.clone(),
        log: war.log.clone(),
        as_of: origin,
        size: FilterSize::for_kept_draws(request.draws),
        seed: request.seed,
        resolution: request.resolution,
    };
    let plain = ForecastRequest {
        runs: request.runs,
        draws: request.draws,
        seed: request.seed,
        resolution: request.resolution,
        ..ForecastRequest::new(war.scenario.clone())
    };
    let onward = match start_on_record(&assimilation, None, watch)? {
        Some(start) => ForecastRequest { scenario: start.scenario, posterior: Some(start.posterior), ..plain },
        None if origin == war.scenario.start => plain,
        None => return Ok(None),
    };
    let design = onward.design();
    let draws = design.simulate_runs_with_games(onward.run_range()?, &[], watch.cancelled, &|_| ());
    if watch.is_cancelled() {
        return Err(LabError::NothingDone);
    }
    let steps = war.scenario.structure.front_steps as f64;
    measure_forecast(&draws, steps).map(Some)
}

fn measure_forecast(draws: &[DrawRuns], steps: f64) -> Result<ModelForecast, LabError> {
    let futures: Vec<(&Values, &Run)> = draws
        .iter()
        .flat_map(|draw| draw.runs.iter().map(move |run| (&draw.values, run)))
        .filter(|(_, run)| run.failure.is_none())
        .collect();
    if futures.is_empty() {
        let reasons = draws.iter().flat_map(|draw| &draw.runs).find_map(|run| run.failure.clone());
        return Err(LabError::AllFailed(reasons.unwrap_or_default()));
    }
    let ends: Vec<(f64, SimulatedEnd)> =
        futures.iter().filter_map(|&(values, run)| simulated_end(values, run)).collect();
    let count = futures.len() as f64;
    let over = |months: usize| ends.iter().filter(|(month, _)| *month <= months as f64).count() as f64 / count;
    let kinds = (0..3).map(|kind| ends.iter().filter(|(_, end)| end.ending.scored() == kind).count() as f64);
    let kinds: Vec<f64> = kinds.collect();
    let again: f64 = ends.iter().map(|(_, end)| end.fought_again).sum();
    Ok(ModelForecast {
        curve: EndCurve::from_chances(over),
        endings: std::array::from_fn(|kind| (kinds[kind] + 0.5) / (ends.len() as f64 + 1.5)),
        fought_again: (again + 0.5) / (ends.len() as f64 + 1.0),
        fronts: FRONT_MONTHS.map(|months| front_quantiles(&futures, months, steps)),
        simulated: SimulatedWars::of_futures(&futures, &ends),
    })
}

/// The end of a simulated war.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct SimulatedEnd {
    pub ending: Ending,
    /// Chance that it is fought again within five years.
    pub fought_again: f64,
    /// Hazard a month of a renewed war, where the end is a settlement.
    pub hazard: Option<f64>,
}

/// The first end of a future with its month, as ends of past wars are dated.
pub(crate) fn simulated_end(values: &Values, run: &Run) -> Option<(f64, SimulatedEnd)> {
    let quiet = run.truces.iter().find(|truce| is_lasting(truce)).map(|truce| {
        let hazard = values.get("truce.frozen_breaks").unwrap_or(0.0);
        let fought_again = hazard_over(hazard, AGAIN_MONTHS);
        (truce.start_month.max(0.0), SimulatedEnd { ending: Ending::Ceasefire, fought_again, hazard: None })
    });
    let settled = run.settlements.first().map(|settlement| {
        let again = settlement.signature.map_or(0.0, |signature| 1.0 - signature.five_year_peace());
        let hazard = settlement.signature.map(|signature| signature.hazard);
        // Whatever the terms: both sides have accepted them.
        (settlement.effect_month, SimulatedEnd { ending: Ending::Settlement, fought_again: again, hazard })
    });
    let won = run.end.filter(|(end, _)| end.is_military()).map(|(end, month)| {
        let ending = if end == End::InvaderWins { Ending::Invader } else { Ending::Defender };
        // Nothing follows a victory in the model.
        (month, SimulatedEnd { ending, fought_again: 0.0, hazard: None })
    });
    quiet.into_iter().chain(settled).chain(won).min_by(|one, other| one.0.total_cmp(&other.0))
}

fn is_lasting(truce: &Truce) -> bool {
    !truce.broken || truce.last_month - truce.start_month >= QUIET_MONTHS
}

fn front_quantiles(futures: &[(&Values, &Run)], months: usize, steps: f64) -> Vec<f64> {
    let shares: Vec<f64> = futures.iter().filter_map(|(_, run)| front_share(run, months, steps)).collect();
    let levels: Vec<f64> = (1..=FRONT_QUANTILES).map(|at| at as f64 / (FRONT_QUANTILES + 1) as f64).collect();
    if shares.is_empty() { Vec::new() } else { quantiles(&shares, &levels) }
}

/// Share of the stake that the invader holds in a month of a future, or when it stopped being contested.
fn front_share(run: &Run, month: usize, steps: f64) -> Option<f64> {
    let trace = &run.monthly.front_steps;
    trace.get(month).or(trace.last()).map(|&front| f64::from(front) / steps)
}
