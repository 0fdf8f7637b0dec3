//! The model's own forecasts from an origin. The posterior goes on as in any forecast, its actors plan anew (decision
//! 81), and each future is asked what would be reported of it.

use super::request::{ForecastWithOutcome, HORIZON_WEEKS, Prediction};
use crate::assimilated::Assimilation;
use crate::request::AssimilationRequest;
use rayon::prelude::*;
use standoff_engine::equilibrium::Equilibrium;
use standoff_lab::ensemble::design::Design;
use standoff_lab::ensemble::feasibility::check_game;
use standoff_lab::error::{DrawError, LabError};
use standoff_lab::progress::ProgressMonitor;
use standoff_lab::random_stream::RandomStream;
use standoff_lab::record::series::{RecordSeries, Target};
use standoff_num::Draws;
use standoff_scenario::{Date, Scenario, months_between};
use standoff_world::record::{Aid, Losses, Reading, Report, Scene, Trust};
use standoff_world::state::{Events, Regime, State};
use standoff_world::step::{Pace, Scratch, step};
use standoff_world::war::World;

/// Name of the model among the forecasters.
pub(super) const MODEL_NAME: &str = "model";

/// Reports on one future, cumulated by step from the origin; aid and losses by month.
struct HindcastFuture {
    /// Area gained since the origin, km².
    area_gained_km2: Vec<f64>,
    /// Rounds reported so far.
    rounds_so_far: Vec<f64>,
    /// Amount reported of each month, by series of the record: aid in billions, losses in people.
    monthly_amounts: Vec<Vec<f64>>,
    /// First step by which each event of the record had happened; none where it did not.
    event_steps: Vec<Option<usize>>,
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
    let plan = plan_reports(scenario, clock, series, origin);
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
    let mut made = Vec::new();
    for target in series.targets() {
        for weeks in HORIZON_WEEKS {
            let Some(outcome) = series.outcome_of(&target, origin, weeks, last) else { continue };
            let Some(prediction) = predict_target(&futures, &plan, &target, (weeks, clock)) else { continue };
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

/// Prediction of a target over a horizon; none where nothing of it was planned to be reported.
fn predict_target(
    futures: &[HindcastFuture],
    plan: &ReportPlan,
    target: &Target,
    (weeks, clock): (usize, StepLength),
) -> Option<Prediction> {
    let step = clock.steps_in_weeks(weeks);
    let sample = |figure: &dyn Fn(&HindcastFuture) -> f64| Prediction::Sample(futures.iter().map(figure).collect());
    Some(match target {
        Target::Front => sample(&|future| future.area_gained_km2[step]),
        Target::Rounds => sample(&|future| future.rounds_so_far[step]),
        Target::Aid(_) | Target::Losses(_) => {
            let index = plan.monthly.iter().position(|one| one == target)?;
            let months = (weeks as f64 * 12.0 / 52.0).round() as usize;
            sample(&|future| future.monthly_amounts[index].iter().take(months).sum())
        }
        Target::Ceasefire | Target::LimitedTruce(_) => {
            let index = plan.events.iter().position(|(one, _)| one == target)?;
            let happened = |future: &&HindcastFuture| future.event_steps[index].is_some_and(|when| when <= step);
            // No finite number of futures makes an event impossible: half a future is added on either side, as
            // Jeffreys' prior would, and the logarithmic score stays finite.
            let yes = futures.iter().filter(happened).count();
            Prediction::Chance((yes as f64 + 0.5) / (futures.len() as f64 + 1.0))
        }
    })
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

/// Everything that is to be reported of a future.
struct ReportPlan {
    /// Report of each step, the first of the origin itself.
    steps: Vec<PlannedStep>,
    /// Series of the record that come by months.
    monthly: Vec<Target>,
    /// Events of the record.
    events: Vec<(Target, WorldEvent)>,
}

/// Report of a step, with the series that its readings of aid and of losses belong to.
#[derive(Clone, Default)]
struct PlannedStep {
    report: Report,
    aid_series: Vec<usize>,
    losses_series: Vec<usize>,
}

/// Events of the record as a future shows them.
#[derive(Clone, Copy)]
enum WorldEvent {
    /// Fighting stops.
    FightingStops,
    /// A limited truce of a kind begins: place in the list.
    LimitedTruce(usize),
}

impl WorldEvent {
    /// Whether it has happened at the end of a step in which `events` did.
    fn happens(self, state: &State, events: &Events) -> bool {
        match self {
            Self::FightingStops => state.regime != Regime::War,
            Self::LimitedTruce(kind) => events.limited_truces.began >> kind & 1 == 1,
        }
    }
}

/// Plans the reports of the steps ahead: meetings always, aid and losses where a month of them ends.
fn plan_reports(scenario: &Scenario, clock: StepLength, series: &RecordSeries, origin: Date) -> ReportPlan {
    let last = clock.steps_in_weeks(HORIZON_WEEKS.into_iter().max().unwrap_or(0));
    let begun = PlannedStep { report: Report { meetings: Some(0), ..Report::default() }, ..PlannedStep::default() };
    let mut steps = vec![begun; last + 1];
    let monthly: Vec<Target> = series.monthly.keys().cloned().collect();
    for (index, target) in monthly.iter().enumerate() {
        let longest = HORIZON_WEEKS.into_iter().rev().find_map(|weeks| series.whole_months(target, origin, weeks));
        for month in longest.unwrap_or_default() {
            let step = (months_between(origin, month.until) / clock.months).ceil().max(1.0) as usize;
            let months = months_between(month.from, month.until) + 12.0 / 364.0;
            let planned = &mut steps[step.min(last)];
            if let Target::Losses(side) = *target {
                let value = Losses { side, months, people: 0.0 };
                planned.report.losses.push(Reading { value, confidence: 1.0 });
                planned.losses_series.push(index);
            } else {
                let members = series.monthly[target].members.clone();
                let value = Aid { members, months, amount_bn: 0.0 };
                planned.report.aid.push(Reading { value, confidence: 1.0 });
                planned.aid_series.push(index);
            }
        }
    }
    let event = |target: &Target| Some((target.clone(), world_event(scenario, target)?));
    ReportPlan { steps, monthly, events: series.events.keys().filter_map(event).collect() }
}

fn world_event(scenario: &Scenario, target: &Target) -> Option<WorldEvent> {
    match target {
        Target::Ceasefire => Some(WorldEvent::FightingStops),
        Target::LimitedTruce(name) => {
            let kinds = &scenario.structure.limited_truces;
            kinds.iter().position(|kind| kind.name == *name).map(WorldEvent::LimitedTruce)
        }
        _ => None,
    }
}

fn simulate_future(
    played: &SolvedOnward,
    months: f64,
    mut state: State,
    plan: &ReportPlan,
    draws: &Draws,
) -> HindcastFuture {
    let world = &played.world;
    let begun = Scene { world, state: &state, round: None, months, trust: Trust::default(), outlook: 0.0 }.area_km2();
    let now = |event: &WorldEvent| event.happens(&state, &Events::default()).then_some(0);
    let mut future = HindcastFuture {
        area_gained_km2: vec![0.0],
        rounds_so_far: vec![0.0],
        monthly_amounts: vec![Vec::new(); plan.monthly.len()],
        event_steps: plan.events.iter().map(|(_, event)| now(event)).collect(),
    };
    let mut scratch = Scratch::default();
    for (place, planned) in plan.steps.iter().enumerate().skip(1) {
        let events = step(world, &played.pace, &played.game, &mut state, draws, &mut scratch);
        let scene = Scene { world, state: &state, round: events.round, months, trust: Trust::default(), outlook: 0.0 };
        let reported = scene.simulate(&planned.report, draws);
        future.area_gained_km2.push(scene.area_km2() - begun);
        future.rounds_so_far.push(future.rounds_so_far[place - 1] + f64::from(reported.meetings.unwrap_or(0)));
        for (reading, &series) in reported.aid.iter().zip(&planned.aid_series) {
            future.monthly_amounts[series].push(reading.value.amount_bn);
        }
        for (reading, &series) in reported.losses.iter().zip(&planned.losses_series) {
            future.monthly_amounts[series].push(reading.value.people);
        }
        for ((_, event), first) in plan.events.iter().zip(&mut future.event_steps) {
            if first.is_none() && event.happens(&state, &events) {
                *first = Some(place);
            }
        }
    }
    future
}
