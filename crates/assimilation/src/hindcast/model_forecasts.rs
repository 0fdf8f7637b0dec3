//! The model's own forecasts from an origin. The posterior goes on as in any forecast, its actors plan anew (decision
//! 81), and each future is asked what would be reported of it.

use super::request::{ForecastWithOutcome, HORIZON_WEEKS, Prediction};
use super::series::{RecordSeries, Target};
use crate::assimilated::Assimilation;
use crate::request::AssimilationRequest;
use rayon::prelude::*;
use standoff_engine::equilibrium::Equilibrium;
use standoff_lab::ensemble::design::Design;
use standoff_lab::ensemble::feasibility::check_game;
use standoff_lab::error::{DrawError, LabError};
use standoff_lab::progress::ProgressMonitor;
use standoff_lab::random_stream::RandomStream;
use standoff_num::Draws;
use standoff_scenario::{Date, months_between};
use standoff_world::record::{Aid, Reading, Report, Scene, Trust};
use standoff_world::state::{Regime, State};
use standoff_world::step::{Pace, Scratch, step};
use standoff_world::war::World;

/// Name of the model among the forecasters.
pub(super) const MODEL_NAME: &str = "model";

/// Reports on one future, cumulated by step from the origin; aid by month.
struct HindcastFuture {
    /// Area gained since the origin, km².
    area_gained_km2: Vec<f64>,
    /// Rounds reported so far.
    rounds_so_far: Vec<f64>,
    /// Aid reported of each month, in billions, by giver.
    aid_bn_by_giver: Vec<Vec<f64>>,
    /// True from the step on in which fighting first stopped.
    has_stopped_fighting: Vec<bool>,
}

/// Most futures of each draw.
const PATHS_PER_DRAW: usize = 16;

/// Forecasts every target from an origin whose outcome is in the record.
pub(super) fn forecast_from_origin(
    made: &Assimilation,
    at: &AssimilationRequest,
    series: &RecordSeries,
    (place, origin): (usize, Date),
    (last, watch): (Date, ProgressMonitor<'_>),
) -> Result<Vec<ForecastWithOutcome>, LabError> {
    let Assimilation { scenario, posterior, .. } = made;
    let design = Design { scenario, draws: posterior.draws.len(), posterior: Some(posterior), ..at.design() };
    let clock = StepLength { months: scenario.step.months() };
    let plan = plan_reports(clock, series, origin);
    let seed = RandomStream::Hindcast.seed(at.seed) ^ ((place as u64) << 40);
    let draw = |draw: usize| -> Result<Vec<HindcastFuture>, LabError> {
        if watch.is_cancelled() {
            return Err(LabError::NothingDone);
        }
        let played = SolvedOnward::new(&design, draw)?;
        let states = (0..PATHS_PER_DRAW).filter_map(|path| posterior.path_state(draw, path).zip(Some(path)));
        let begun = |(state, path): (&State, usize)| {
            simulate_future(&played, clock.months, state.clone(), &plan, &Draws::new(seed, draw as u32, path as u32))
        };
        Ok(states.map(begun).collect())
    };
    let futures: Result<Vec<Vec<HindcastFuture>>, LabError> =
        (0..design.draws).into_par_iter().with_max_len(1).map(draw).collect();
    let futures: Vec<HindcastFuture> = futures?.into_iter().flatten().collect();
    let givers: Vec<&String> = series.aid_by_giver.keys().collect();
    let mut made = Vec::new();
    for target in series.targets() {
        for weeks in HORIZON_WEEKS {
            let Some(outcome) = series.outcome_of(&target, origin, weeks, last) else { continue };
            let step = clock.steps_in_weeks(weeks);
            let sample =
                |figure: &dyn Fn(&HindcastFuture) -> f64| Prediction::Sample(futures.iter().map(figure).collect());
            let prediction = match &target {
                Target::Front => sample(&|future| future.area_gained_km2[step]),
                Target::Rounds => sample(&|future| future.rounds_so_far[step]),
                Target::Aid(giver) => {
                    let Some(index) = givers.iter().position(|one| *one == giver) else { continue };
                    let months = (weeks as f64 * 12.0 / 52.0).round() as usize;
                    sample(&|future| future.aid_bn_by_giver[index].iter().take(months).sum())
                }
                Target::Ceasefire => {
                    let yes = futures.iter().filter(|future| future.has_stopped_fighting[step]).count();
                    // No finite number of futures makes an event impossible: half a future is added on either side, as
                    // Jeffreys' prior would, and the logarithmic score stays finite.
                    Prediction::Chance((yes as f64 + 0.5) / (futures.len() as f64 + 1.0))
                }
            };
            let target = target.clone();
            made.push(ForecastWithOutcome {
                origin: place,
                target,
                weeks,
                forecaster: MODEL_NAME,
                prediction,
                outcome,
            });
        }
    }
    Ok(made)
}

/// A posterior draw whose actors have planned anew from the origin.
struct SolvedOnward {
    world: World,
    pace: Pace,
    game: Equilibrium,
}

impl SolvedOnward {
    fn new(design: &Design<'_>, draw: usize) -> Result<Self, DrawError> {
        let world = design.calibrated_world(draw, &design.draw_values()(draw))?;
        let game = design.solve_game(&world, draw);
        check_game(&game)?;
        Ok(Self { pace: Pace::new(&world.war, design.clock().step_months()), world, game })
    }
}

/// Length of a step.
#[derive(Clone, Copy)]
struct StepLength {
    months: f64,
}

impl StepLength {
    fn steps_in_weeks(self, weeks: usize) -> usize {
        (weeks as f64 * 12.0 / 52.0 / self.months).round() as usize
    }
}

/// Plans the reports of the steps ahead: meetings always, aid where a month of a giver ends.
fn plan_reports(clock: StepLength, series: &RecordSeries, origin: Date) -> Vec<(Report, Vec<usize>)> {
    let steps = clock.steps_in_weeks(HORIZON_WEEKS.into_iter().max().unwrap_or(0));
    let mut plan: Vec<(Report, Vec<usize>)> =
        (0..=steps).map(|_| (Report { meetings: Some(0), ..Report::default() }, Vec::new())).collect();
    for (index, giver) in series.aid_by_giver.keys().enumerate() {
        let Some(months) =
            (1..=HORIZON_WEEKS.len()).rev().find_map(|k| series.aid_months(giver, origin, HORIZON_WEEKS[k - 1]))
        else {
            continue;
        };
        for month in months {
            let step = (months_between(origin, month.until) / clock.months).ceil().max(1.0) as usize;
            if let Some((report, givers)) = plan.get_mut(step.min(steps)) {
                let months = months_between(month.from, month.until) + 12.0 / 364.0;
                let value = Aid { members: month.members.clone(), months, amount_bn: 0.0 };
                report.aid.push(Reading { value, confidence: 1.0 });
                givers.push(index);
            }
        }
    }
    plan
}

fn simulate_future(
    played: &SolvedOnward,
    months: f64,
    mut state: State,
    plan: &[(Report, Vec<usize>)],
    draws: &Draws,
) -> HindcastFuture {
    let world = &played.world;
    let begun = Scene { world, state: &state, round: None, months, trust: Trust::default(), outlook: 0.0 }.area_km2();
    let givers = plan.iter().flat_map(|(_, givers)| givers).max().map_or(0, |most| most + 1);
    let quiet = state.regime != Regime::War;
    let mut future = HindcastFuture {
        area_gained_km2: vec![0.0],
        rounds_so_far: vec![0.0],
        aid_bn_by_giver: vec![Vec::new(); givers],
        has_stopped_fighting: vec![quiet],
    };
    let mut scratch = Scratch::default();
    for (report, givers) in &plan[1..] {
        let round = step(world, &played.pace, &played.game, &mut state, draws, &mut scratch).round;
        let scene = Scene { world, state: &state, round, months, trust: Trust::default(), outlook: 0.0 };
        let reported = scene.simulate(report, draws);
        let last = future.area_gained_km2.len() - 1;
        future.area_gained_km2.push(scene.area_km2() - begun);
        future.rounds_so_far.push(future.rounds_so_far[last] + f64::from(reported.meetings.unwrap_or(0)));
        future.has_stopped_fighting.push(future.has_stopped_fighting[last] || state.regime != Regime::War);
        for (reading, &giver) in reported.aid.iter().zip(givers) {
            future.aid_bn_by_giver[giver].push(reading.value.amount_bn);
        }
    }
    future
}
