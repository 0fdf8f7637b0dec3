//! Curves for the pictures of the brief: bands between draws, with single draws and single futures behind them.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use standoff_lab::ensemble::draw_runs::DrawRuns;
use standoff_lab::forecast::ensemble::Ensemble;
use standoff_lab::forecast::ribbon::{LEVELS, Ribbon};
use standoff_lab::future::months::happened_by;
use standoff_lab::future::run::Run;
use standoff_world::actors::roles::Role;
use standoff_world::quantity::Figures;
use standoff_world::state::{Break, possible_ends};

/// Dots of the quantile dot plot of the month in which the line breaks: each stands for 2 % of the futures, few enough
/// to be counted by eye.
const DOT_COUNT: usize = 50;
/// Most single draws or futures behind a curve; with more, single lines can no longer be followed.
const MOST_SINGLE: usize = 30;

/// Curves by month, from the start to the horizon.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Futures {
    /// Months when the line breaks, one for each fiftieth of all futures in order of time; null where it holds to the horizon.
    pub breaks: Vec<Option<f64>>,
    /// Chance that the line holds; bands between draws.
    pub holds: Ribbon,
    /// The same of single draws.
    pub holds_of_draws: Vec<Vec<f64>>,
    /// Share of futures in which the line has broken, by the first cause.
    pub causes: Vec<MonthlyCurve>,
    /// Share of futures in which the war has ended and the line had not broken, by end; what is left of one, with the causes
    /// taken off too, is still contested.
    pub unbroken: Vec<MonthlyCurve>,
    /// Coverage of the defender's need among futures that are still contested; bands between futures.
    pub coverage: Ribbon,
    /// The same of single futures, as long as they are contested.
    pub coverage_of_futures: Vec<Vec<f64>>,
    /// Area gained by the invader since the start, km², among futures that are still contested.
    pub area: Ribbon,
    /// The same of single futures, as long as they are contested.
    pub area_of_futures: Vec<Vec<f64>>,
    /// Share of futures that are still contested, by month.
    pub contested: Vec<f64>,
}

/// A named curve, one value a month.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct MonthlyCurve {
    /// Stable name.
    pub name: String,
    /// Title for people.
    pub title: String,
    /// Values.
    pub by: Vec<f64>,
}

impl MonthlyCurve {
    /// Value at the last month, 0 for an empty curve.
    pub fn last_value(&self) -> f64 {
        self.by.last().copied().unwrap_or(0.0)
    }
}

/// Measures the curves of an ensemble.
pub(super) fn measure_futures(ensemble: &Ensemble<'_>) -> Futures {
    // Counted from the front at which each future begins, which evidence may have moved.
    let area = |run: &Run, month: usize, draw: &DrawRuns| {
        (f64::from(run.monthly.front_steps[month]) - f64::from(run.monthly.front_steps[0]))
            * draw.values.figure("front.area_per_step")
    };
    Futures {
        breaks: break_months(ensemble),
        holds: Ribbon::from_bands(month_range(ensemble).map(|month| {
            let (middle, ends) = ensemble.probability_with_quantiles(|run| run.holds(month), &LEVELS);
            (ensemble.draws.len(), middle, ends)
        })),
        holds_of_draws: holds_of_draws(ensemble),
        causes: Break::ALL.into_iter().map(|way| cause_curve(ensemble, way)).collect(),
        unbroken: possible_ends(ensemble.central_war().has(Role::Coalition))
            .into_iter()
            .map(|(name, title, _)| end_curve(ensemble, name, title))
            .collect(),
        coverage: contested_ribbon(ensemble, &|run, month, _| f64::from(run.monthly.coverage[month])),
        coverage_of_futures: single_futures(ensemble, &|run, month, _| f64::from(run.monthly.coverage[month])),
        area: contested_ribbon(ensemble, &area),
        area_of_futures: single_futures(ensemble, &area),
        contested: month_range(ensemble).map(|month| ensemble.share_of_runs(|run| is_contested(run, month))).collect(),
    }
}

fn month_range(ensemble: &Ensemble<'_>) -> std::ops::RangeInclusive<usize> {
    0..=ensemble.horizon_months()
}

fn is_contested(run: &Run, month: usize) -> bool {
    run.contested_at(month)
}

fn break_months(ensemble: &Ensemble<'_>) -> Vec<Option<f64>> {
    let mut all: Vec<Option<f64>> = ensemble.valid_runs().map(|run| run.first_break().map(|(_, when)| when)).collect();
    all.sort_by(|one, other| one.unwrap_or(f64::INFINITY).total_cmp(&other.unwrap_or(f64::INFINITY)));
    (0..DOT_COUNT).map(|dot| all[(2 * dot + 1) * all.len() / (2 * DOT_COUNT)]).collect()
}

/// Draws evenly spaced in the order of how long the line holds in them.
fn holds_of_draws(ensemble: &Ensemble<'_>) -> Vec<Vec<f64>> {
    let curve = |runs: Vec<&Run>| -> Vec<f64> {
        let share = |month| runs.iter().filter(|run| run.holds(month)).count() as f64 / runs.len() as f64;
        month_range(ensemble).map(share).collect()
    };
    let mut curves: Vec<Vec<f64>> = ensemble.valid_runs_by_draw().map(|(_, runs)| curve(runs)).collect();
    curves.sort_by(|one, other| one.iter().sum::<f64>().total_cmp(&other.iter().sum::<f64>()));
    spread_evenly(curves)
}

/// At most [`MOST_SINGLE`] of some things, evenly spaced.
fn spread_evenly<T: Clone>(all: Vec<T>) -> Vec<T> {
    if all.len() <= MOST_SINGLE {
        return all;
    }
    (0..MOST_SINGLE).map(|one| all[(2 * one + 1) * all.len() / (2 * MOST_SINGLE)].clone()).collect()
}

fn cause_curve(ensemble: &Ensemble<'_>, way: Break) -> MonthlyCurve {
    let broken = |month: usize| {
        move |run: &Run| run.first_break().is_some_and(|(first, when)| first == way && happened_by(when, month as f64))
    };
    MonthlyCurve {
        name: way.name().to_owned(),
        title: standoff_lab::forecast::measure::hold::break_title(way).to_owned(),
        by: month_range(ensemble).map(|month| ensemble.share_of_runs(broken(month))).collect(),
    }
}

fn end_curve(ensemble: &Ensemble<'_>, name: &str, title: &str) -> MonthlyCurve {
    let ended = |month: usize| move |run: &Run| run.end_name_at(month as f64) == name && run.holds(month);
    MonthlyCurve {
        name: name.to_owned(),
        title: title.to_owned(),
        by: month_range(ensemble).map(|month| ensemble.share_of_runs(ended(month))).collect(),
    }
}

fn contested_ribbon(ensemble: &Ensemble<'_>, figure: &dyn Fn(&Run, usize, &DrawRuns) -> f64) -> Ribbon {
    let row = |month: usize| -> Vec<f64> {
        let runs = ensemble.draws.iter().flat_map(|draw| draw.runs.iter().map(move |run| (draw, run)));
        let still = runs.filter(|(_, run)| run.failure.is_none() && is_contested(run, month));
        still.map(|(draw, run)| figure(run, month, draw)).collect()
    };
    // The curve ends in the month after which no future is contested.
    Ribbon::from_values(
        month_range(ensemble).take_while(|month| ensemble.valid_runs().any(|run| is_contested(run, *month))).map(row),
    )
}

fn single_futures(ensemble: &Ensemble<'_>, figure: &dyn Fn(&Run, usize, &DrawRuns) -> f64) -> Vec<Vec<f64>> {
    let runs = ensemble.draws.iter().flat_map(|draw| draw.runs.iter().map(move |run| (draw, run)));
    let sound: Vec<(&DrawRuns, &Run)> = runs.filter(|(_, run)| run.failure.is_none()).collect();
    let course = |(draw, run): (&DrawRuns, &Run)| -> Vec<f64> {
        month_range(ensemble)
            .take_while(|month| is_contested(run, *month))
            .map(|month| figure(run, month, draw))
            .collect()
    };
    spread_evenly(sound).into_iter().map(course).filter(|course| course.len() > 1).collect()
}
