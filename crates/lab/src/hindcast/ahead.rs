//! The model's own forecasts from an origin: the population goes on without readings, and is asked what would be reported.

use super::series::{Series, Target};
use super::{Forecasted, HORIZONS, Shape};
use crate::assimilation::{Particle, WarModel};
use crate::filter::{Model, Population};
use rayon::prelude::*;
use standoff_num::Draws;
use standoff_scenario::{Date, months_between};
use standoff_world::report::{Aid, Reading, Report};
use standoff_world::state::Regime;

/// The name of the model among the forecasters.
pub(super) const MODEL: &str = "model";

/// Random numbers of the weeks ahead are apart from those of the record.
const AHEAD: u64 = 0x0061_6865_6164;

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

/// The model's forecasts from an origin, of everything whose outcome the record knows.
pub(super) fn forecasts<'a>(
    model: &WarModel<'a>,
    mut population: Population<WarModel<'a>>,
    series: &Series,
    (place, origin): (usize, Date),
    last: Date,
) -> Vec<Forecasted> {
    population.copy_by_weight(model);
    let longest = HORIZONS.into_iter().max().unwrap_or(0);
    let plan = plan(model, series, origin, longest);
    let seed = population.seed ^ AHEAD ^ ((place as u64) << 40);
    let paths = population.paths;
    let go = |(slot, particle): (usize, &Particle)| {
        let draws = Draws::new(seed, (slot / paths) as u32, (slot % paths) as u32);
        future(model, &population.parameters[slot / paths], particle, &plan, population.time, &draws)
    };
    let futures: Vec<Future> = population.states.par_iter().enumerate().with_min_len(64).map(go).collect();
    let givers: Vec<&String> = series.aid.keys().collect();
    let mut made = Vec::new();
    for target in series.targets() {
        for weeks in HORIZONS {
            let Some(outcome) = series.outcome(&target, origin, weeks, last) else { continue };
            let step = model.steps(weeks);
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
    made
}

/// What is to be reported of each step ahead: meetings always, aid where a month of a giver ends.
fn plan(model: &WarModel<'_>, series: &Series, origin: Date, weeks: usize) -> Vec<(Report, Vec<usize>)> {
    let mut plan: Vec<(Report, Vec<usize>)> =
        (0..=model.steps(weeks)).map(|_| (Report { meetings: Some(0), ..Report::default() }, Vec::new())).collect();
    for (index, giver) in series.aid.keys().enumerate() {
        let Some(months) = (1..=HORIZONS.len()).rev().find_map(|k| series.months(giver, origin, HORIZONS[k - 1]))
        else {
            continue;
        };
        for month in months {
            let step = (months_between(origin, month.until) / model.months()).ceil().max(1.0) as usize;
            if let Some((report, givers)) = plan.get_mut(step.min(model.steps(weeks))) {
                let months = months_between(month.from, month.until) + 12.0 / 364.0;
                let value = Aid { members: month.members.clone(), months, amount: 0.0 };
                report.aid.push(Reading { value, confidence: 1.0 });
                givers.push(index);
            }
        }
    }
    plan
}

fn future(
    model: &WarModel<'_>,
    played: &<WarModel<'_> as Model>::Parameters,
    particle: &Particle,
    plan: &[(Report, Vec<usize>)],
    time: u32,
    draws: &Draws,
) -> Future {
    let mut particle = particle.clone();
    model.moved(&mut particle);
    let (begun, givers) =
        (model.area(played, &particle), plan.iter().flat_map(|(_, givers)| givers).max().map_or(0, |most| most + 1));
    let quiet = particle.state.regime != Regime::War;
    let mut future = Future { area: vec![0.0], rounds: vec![0.0], aid: vec![Vec::new(); givers], quiet: vec![quiet] };
    for (ahead, (report, givers)) in (1..).zip(&plan[1..]) {
        model.step(played, &mut particle, time + ahead, draws);
        let reported = model.reported(played, &particle, report, draws);
        let last = future.area.len() - 1;
        future.area.push(model.area(played, &particle) - begun);
        future.rounds.push(future.rounds[last] + f64::from(reported.meetings.unwrap_or(0)));
        future.quiet.push(future.quiet[last] || particle.state.regime != Regime::War);
        for (reading, &giver) in reported.aid.iter().zip(givers) {
            future.aid[giver].push(reading.value.amount);
        }
    }
    future
}
