//! Forecast from start to finish: simulate the runs of a request and measure the findings.

use crate::ensemble::clusters::Clusters;
use crate::ensemble::design::Design;
use crate::ensemble::division::Division;
use crate::ensemble::draw_runs::{DrawRuns, FUTURES};
use crate::error::LabError;
use crate::forecast::ensemble::Ensemble;
use crate::forecast::findings::Findings;
use crate::forecast::measure::{measure_answer, measure_findings};
use crate::forecast::request::ForecastRequest;
use crate::report_months::near_months;
use standoff_engine::equilibrium::Equilibrium;
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex};

/// Progress of a forecast, with a first estimate from the draws so far.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ForecastProgress {
    /// Runs made.
    pub done: usize,
    /// Runs to make.
    pub runs: usize,
    /// Months of the answer that is told first.
    pub months: usize,
    /// Chance that the line holds so long: lower end of the band, value, upper end.
    pub hold: [f64; 3],
}

/// Finished forecast.
#[derive(Debug, Clone)]
pub struct Forecast {
    /// Findings.
    pub findings: Findings,
    /// Runs behind the findings, by draw.
    pub draws: Vec<DrawRuns>,
}

/// Makes a forecast. `progress` is called after every draw; once `stop` is set, the forecast is made from the draws finished so
/// far and says that it was interrupted. The crate page has an example.
///
/// # Errors
///
/// [`LabError::NothingDone`] where it was stopped before the first draw was finished, [`LabError::AllFailed`] where every run
/// failed, and [`LabError::Estimate`] where an estimator refuses its input.
pub fn run_forecast(
    request: &ForecastRequest,
    stop: &AtomicBool,
    progress: &(dyn Fn(&ForecastProgress) + Sync),
) -> Result<Forecast, LabError> {
    run_forecast_with_games(request, &[], ForecastWatch { stop, progress, division: None })
}

/// Makes a forecast as [`run_forecast`] does, with the games of the first draws at hand; the games of the others are solved. Its
/// work may be divided among shards.
///
/// # Errors
///
/// As [`run_forecast`]; where the work is divided, those of [`map_units`](crate::ensemble::division::map_units).
pub fn run_forecast_with_games(
    request: &ForecastRequest,
    games: &[Arc<Equilibrium>],
    watch: ForecastWatch<'_>,
) -> Result<Forecast, LabError> {
    let design = request.design();
    let ensemble = simulate_ensemble(&design, games, watch)?;
    Ok(Forecast { findings: measure_findings(request, &ensemble)?, draws: ensemble.draws })
}

/// Makes the answer of a forecast alone ([`measure_answer`]), from the same futures.
///
/// # Errors
///
/// As [`run_forecast`]; where the work is divided, those of [`map_units`](crate::ensemble::division::map_units).
pub fn run_answer_with_games(
    request: &ForecastRequest,
    games: &[Arc<Equilibrium>],
    watch: ForecastWatch<'_>,
) -> Result<Findings, LabError> {
    let design = request.design();
    measure_answer(request, &simulate_ensemble(&design, games, watch)?)
}

/// Who watches a forecast, and how its work is divided.
#[derive(Clone, Copy)]
pub struct ForecastWatch<'a> {
    /// Once it is set, no new draw is begun.
    pub stop: &'a AtomicBool,
    /// Called after every draw, from any thread.
    pub progress: &'a (dyn Fn(&ForecastProgress) + Sync),
    /// How the work is divided among shards; none where all of it is done here.
    pub division: Option<&'a Division>,
}

fn simulate_ensemble<'a>(
    design: &'a Design<'a>,
    games: &[Arc<Equilibrium>],
    watch: ForecastWatch<'_>,
) -> Result<Ensemble<'a>, LabError> {
    let asked = design.run_count();
    let mine = watch.division.map_or(design.draws, |division| division.units_made_here(FUTURES, design.draws));
    let tally = Mutex::new(Tally::new(near_months(design.scenario.horizon_months as usize)));
    let draws = design.simulate_all_runs(games, watch.division, watch.stop, &|runs| {
        // A poisoned lock means that another thread panicked in `progress`; the tally itself is sound.
        let mut tally = tally.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        tally.add_draw(runs);
        (watch.progress)(&tally.progress_of(mine * design.paths, design));
    })?;
    let made: usize = draws.iter().map(|draw| draw.runs.len()).sum();
    if made == 0 {
        return Err(LabError::NothingDone);
    }
    Ensemble::new(design, draws, made < asked)
}

/// Figures of the draws so far, for the progress display.
#[derive(Debug)]
struct Tally {
    /// Months that the line is asked to hold.
    months: usize,
    done: usize,
    /// Share of the runs of each draw in which the line holds, with the number of the draw.
    held: Vec<(f64, usize)>,
}

impl Tally {
    fn new(months: usize) -> Self {
        Self { months, done: 0, held: Vec::new() }
    }

    fn add_draw(&mut self, draw: &DrawRuns) {
        let sound: Vec<_> = draw.runs.iter().filter(|run| run.failure.is_none()).collect();
        self.done += draw.runs.len();
        let held = sound.iter().filter(|run| run.holds(self.months)).count();
        if !sound.is_empty() {
            self.held.push((held as f64 / sound.len() as f64, draw.draw));
        }
    }

    fn progress_of(&self, runs: usize, design: &Design<'_>) -> ForecastProgress {
        let mut held = self.held.clone();
        held.sort_by(|one, other| one.0.total_cmp(&other.0).then(one.1.cmp(&other.1)));
        let (sorted, draws): (Vec<f64>, Vec<usize>) = held.into_iter().unzip();
        let mean = standoff_num::sums::mean(&sorted);
        let spread = Clusters::of_draws(design, draws).mean_error(&sorted);
        let spread = if spread.is_finite() && sorted.len() > 1 { spread } else { 0.5 };
        let hold = [(mean - 1.645 * spread).max(0.0), mean, (mean + 1.645 * spread).min(1.0)];
        ForecastProgress { done: self.done, runs, months: self.months, hold }
    }
}
