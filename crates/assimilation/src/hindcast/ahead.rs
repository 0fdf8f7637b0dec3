//! The model's own forecasts from an origin: what evidence has made of the ensemble goes on as in any forecast, its actors
//! planning anew, and is asked what would be reported.

use super::request::{Forecasted, HORIZONS, Shape};
use super::series::{Series, Target};
use crate::assimilated::Assimilation;
use crate::request::Request;
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

/// The name of the model among the forecasters.
pub(super) const MODEL: &str = "model";

/// What one state leads to: figures by week from the origin.
struct Future {
    /// Area gained since the origin.
    area: Vec<f64>,
    /// Rounds reported so far.
    rounds: Vec<f64>,
    /// Aid so far, by giver.
    aid: Vec<Vec<f64>>,
    /// Whether fighting has stopped at some time.
    quiet: Vec<bool>,
}

/// Futures of each draw.
const PATHS: usize = 16;

/// The model's own forecasts from an origin, of everything whose outcome the record knows.
pub(super) fn forecasts(
    made: &Assimilation,
    at: &Request,
    series: &Series,
    (place, origin): (usize, Date),
    (last, watch): (Date, ProgressMonitor<'_>),
) -> Result<Vec<Forecasted>, LabError> {
    let Assimilation { scenario, posterior, .. } = made;
    let design = Design { scenario, draws: posterior.draws.len(), posterior: Some(posterior), ..at.design() };
    let clock = Steps { months: scenario.step.months() };
    let plan = plan(clock, series, origin);
    let seed = RandomStream::Hindcast.seed(at.seed) ^ ((place as u64) << 40);
    let draw = |draw: usize| -> Result<Vec<Future>, LabError> {
        if watch.is_cancelled() {
            return Err(LabError::NothingDone);
        }
        let played = Played::new(&design, draw)?;
        let states = (0..PATHS).filter_map(|path| posterior.path_state(draw, path).zip(Some(path)));
        let begun = |(state, path): (&State, usize)| {
            future(&played, clock.months, state.clone(), &plan, &Draws::new(seed, draw as u32, path as u32))
        };
        Ok(states.map(begun).collect())
    };
    let futures: Result<Vec<Vec<Future>>, LabError> =
        (0..design.draws).into_par_iter().with_max_len(1).map(draw).collect();
    let futures: Vec<Future> = futures?.into_iter().flatten().collect();
    let givers: Vec<&String> = series.aid.keys().collect();
    let mut made = Vec::new();
    for target in series.targets() {
        for weeks in HORIZONS {
            let Some(outcome) = series.outcome(&target, origin, weeks, last) else { continue };
            let step = clock.of(weeks);
            let sample = |figure: &dyn Fn(&Future) -> f64| Shape::Sample(futures.iter().map(figure).collect());
            let forecast = match &target {
                Target::Front => sample(&|future| future.area[step]),
                Target::Rounds => sample(&|future| future.rounds[step]),
                Target::Aid(giver) => {
                    let Some(index) = givers.iter().position(|one| *one == giver) else { continue };
                    let months = (weeks as f64 * 12.0 / 52.0).round() as usize;
                    sample(&|future| future.aid[index].iter().take(months).sum())
                }
                Target::Ceasefire => {
                    let yes = futures.iter().filter(|future| future.quiet[step]).count();
                    // No finite number of futures makes a thing impossible: half a future more on either side.
                    Shape::Chance((yes as f64 + 0.5) / (futures.len() as f64 + 1.0))
                }
            };
            let target = target.clone();
            made.push(Forecasted { origin: place, target, weeks, forecaster: MODEL, forecast, outcome });
        }
    }
    Ok(made)
}

/// A draw that goes on from the origin.
struct Played {
    world: World,
    pace: Pace,
    game: Equilibrium,
}

impl Played {
    fn new(design: &Design<'_>, draw: usize) -> Result<Self, DrawError> {
        let world = design.calibrated_world(&design.draw_values()(draw))?;
        let game = design.solve_game(&world, draw);
        check_game(&game)?;
        Ok(Self { pace: Pace::new(&world.war, design.clock().step_months()), world, game })
    }
}

/// Steps of so many months.
#[derive(Clone, Copy)]
struct Steps {
    months: f64,
}

impl Steps {
    fn of(self, weeks: usize) -> usize {
        (weeks as f64 * 12.0 / 52.0 / self.months).round() as usize
    }
}

/// What is to be reported of each step ahead: meetings always, aid where a month of a giver ends.
fn plan(clock: Steps, series: &Series, origin: Date) -> Vec<(Report, Vec<usize>)> {
    let steps = clock.of(HORIZONS.into_iter().max().unwrap_or(0));
    let mut plan: Vec<(Report, Vec<usize>)> =
        (0..=steps).map(|_| (Report { meetings: Some(0), ..Report::default() }, Vec::new())).collect();
    for (index, giver) in series.aid.keys().enumerate() {
        let Some(months) = (1..=HORIZONS.len()).rev().find_map(|k| series.months(giver, origin, HORIZONS[k - 1]))
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

fn future(played: &Played, months: f64, mut state: State, plan: &[(Report, Vec<usize>)], draws: &Draws) -> Future {
    let world = &played.world;
    let begun = Scene { world, state: &state, round: None, months, trust: Trust::default() }.area_km2();
    let givers = plan.iter().flat_map(|(_, givers)| givers).max().map_or(0, |most| most + 1);
    let quiet = state.regime != Regime::War;
    let mut future = Future { area: vec![0.0], rounds: vec![0.0], aid: vec![Vec::new(); givers], quiet: vec![quiet] };
    let mut scratch = Scratch::default();
    for (report, givers) in &plan[1..] {
        let round = step(world, &played.pace, &played.game, &mut state, draws, &mut scratch).round;
        let scene = Scene { world, state: &state, round, months, trust: Trust::default() };
        let reported = scene.simulate(report, draws);
        let last = future.area.len() - 1;
        future.area.push(scene.area_km2() - begun);
        future.rounds.push(future.rounds[last] + f64::from(reported.meetings.unwrap_or(0)));
        future.quiet.push(future.quiet[last] || state.regime != Regime::War);
        for (reading, &giver) in reported.aid.iter().zip(givers) {
            future.aid[giver].push(reading.value.amount_bn);
        }
    }
    future
}
