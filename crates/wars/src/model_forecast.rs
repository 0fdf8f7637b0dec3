//! The model's forecast of a war from one of its origins.

use crate::curve::{EndCurve, MONTHS};
use crate::fronts::FRONT_MONTHS;
use crate::library::LibraryWar;
use crate::score_request::ScoreRequest;
use crate::simulated_end::{SimulatedEnd, simulated_end};
use crate::simulated_wars::SimulatedWars;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use standoff_assimilation::{AssimilationRequest, FilterSize, start_on_record};
use standoff_lab::ensemble::draw_runs::DrawRuns;
use standoff_lab::error::LabError;
use standoff_lab::forecast::request::ForecastRequest;
use standoff_lab::future::run::Run;
use standoff_lab::progress::ProgressMonitor;
use standoff_num::quantile::quantiles;
use standoff_scenario::Values;

/// Values that a forecast of the front is kept as: quantiles at even levels.
const FRONT_QUANTILES: usize = 99;

/// What the model says from an origin.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ModelForecast {
    /// Chances of an end by month.
    pub curve: EndCurve,
    /// Chances of the kinds of end in [`SCORED`](crate::Ending::SCORED), given one within the horizon.
    pub endings: [f64; 3],
    /// Chance that the same sides fight again within five years of the end.
    pub fought_again: f64,
    /// Quantiles at even levels of the share of the stake that the invader holds after [`FRONT_MONTHS`], in the futures that
    /// last so long.
    pub fronts: [Vec<f64>; 2],
    /// The futures as wars of a class.
    pub simulated: SimulatedWars,
}

impl ModelForecast {
    /// True if it has the form of a forecast: a figure for each month, and chances that are numbers.
    pub(crate) fn is_whole(&self) -> bool {
        let chances = self.curve.chances().iter().chain(&self.endings).chain([&self.fought_again]);
        self.curve.chances().len() == MONTHS + 1
            && chances.into_iter().all(|chance| (0.0..=1.0).contains(chance))
            && self.simulated.is_whole()
    }
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
    let draws = design.simulate_runs(0..design.run_count(), watch.cancelled, &|_| ());
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
    let ends = ends_in_time(&futures);
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

/// Ends within the months that forecasts look ahead: some scenarios look farther, and are read as far as the others.
fn ends_in_time(futures: &[(&Values, &Run)]) -> Vec<(f64, SimulatedEnd)> {
    let ends = futures.iter().filter_map(|&(values, run)| simulated_end(values, run));
    ends.filter(|(month, _)| *month <= MONTHS as f64).collect()
}

/// Quantiles of the front in the futures that are still fought some months on.
fn front_quantiles(futures: &[(&Values, &Run)], months: usize, steps: f64) -> Vec<f64> {
    let lasting = futures.iter().filter(|(_, run)| !run.over_within(months));
    let front = |(_, run): &(&Values, &Run)| run.monthly.front_steps.get(months).map(|&front| f64::from(front) / steps);
    let shares: Vec<f64> = lasting.filter_map(front).collect();
    let levels: Vec<f64> = (1..=FRONT_QUANTILES).map(|at| at as f64 / (FRONT_QUANTILES + 1) as f64).collect();
    if shares.is_empty() { Vec::new() } else { quantiles(&shares, &levels) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use standoff_lab::future::monthly_trace::MonthlyTrace;
    use standoff_scenario::builtin;
    use standoff_world::state::End;

    /// A war that is simulated for ten years is read for five, like the others: what ends later has not ended.
    #[test]
    fn what_ends_after_five_years_has_not_ended() {
        let values = builtin::load("two-sided").unwrap().central_values();
        let won = |month: f64| Run { end: Some((End::InvaderWins, month)), ..Run::default() };
        let runs = [won(1.0), won(2.5), won(MONTHS as f64), won(MONTHS as f64 + 0.5), Run::default()];
        let futures: Vec<(&Values, &Run)> = runs.iter().map(|run| (&values, run)).collect();
        let ends = ends_in_time(&futures);
        assert_eq!(ends.iter().map(|(month, _)| *month).collect::<Vec<_>>(), [1.0, 2.5, MONTHS as f64]);
        let counted = SimulatedWars::of_futures(&futures, &ends);
        assert_eq!([0, 1, 2, MONTHS - 1].map(|month| counted.ended[month]), [1, 0, 1, 1]);
        assert_eq!((counted.all_ended(), counted.futures), (3.0, 5));
    }

    /// Rounds count up to the first end, in the month in which they are held; what is held in a later war does not.
    #[test]
    fn rounds_count_up_to_the_first_end() {
        let values = builtin::load("two-sided").unwrap().central_values();
        let monthly = MonthlyTrace { rounds: vec![0, 1, 1, 3, 4, 9], ..MonthlyTrace::default() };
        let run = |end: Option<(End, f64)>| Run { end, monthly: monthly.clone(), ..Run::default() };
        let runs = [run(Some((End::DefenderWins, 2.5))), run(None)];
        let futures: Vec<(&Values, &Run)> = runs.iter().map(|run| (&values, run)).collect();
        let counted = SimulatedWars::of_futures(&futures, &ends_in_time(&futures));
        assert_eq!((counted.rounds, counted.with_rounds), (3 + 9, 2));
        assert_eq!(counted.talking[..6], [2, 0, 2, 1, 1, 0]);
    }
}
