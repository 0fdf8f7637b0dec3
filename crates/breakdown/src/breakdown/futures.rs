//! Curves for pictures: bands between draws, single draws and single futures behind them.

use serde::{Deserialize, Serialize};
use standoff_lab::ensemble::draw_runs::DrawRuns;
use standoff_lab::forecast::ensemble::Ensemble;
use standoff_lab::forecast::ribbon::{LEVELS, Ribbon};
use standoff_lab::future::months::happened_by;
use standoff_lab::future::run::Run;
use standoff_world::quantity::Figures;
use standoff_world::state::{Break, ENDS};

/// Dots of the dot plot of when the line breaks.
const DOTS: usize = 50;
/// Single draws and futures behind a curve.
const SINGLE: usize = 30;

/// Curves by month, from the start to the horizon.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Futures {
    /// Months when the line breaks, one for each fiftieth of all futures in order of time; null where it holds to the horizon.
    pub breaks: Vec<Option<f64>>,
    /// Chance that the line holds; bands between draws.
    pub holds: Ribbon,
    /// The same of single draws.
    pub holds_of_draws: Vec<Vec<f64>>,
    /// Share of futures in which the line has broken, by the first cause.
    pub causes: Vec<Course>,
    /// Share of futures in which the war has ended and the line had not broken, by end; what is left of one, with the causes
    /// taken off too, is still contested.
    pub unbroken: Vec<Course>,
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
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Course {
    /// Stable name.
    pub name: String,
    /// What it is.
    pub title: String,
    /// Values.
    pub by: Vec<f64>,
}

impl Course {
    /// Its value at the horizon.
    pub fn last(&self) -> f64 {
        self.by.last().copied().unwrap_or(0.0)
    }
}

pub fn measure(ensemble: &Ensemble<'_>) -> Futures {
    // From where each future begins, which evidence may have moved.
    let area = |run: &Run, month: usize, draw: &DrawRuns| {
        (f64::from(run.monthly.front_steps[month]) - f64::from(run.monthly.front_steps[0]))
            * draw.values.figure("front.area_per_step")
    };
    Futures {
        breaks: breaks(ensemble),
        holds: Ribbon::from_bands(
            months(ensemble).map(|month| ensemble.chance_at_levels(|run| run.holds(month), &LEVELS)),
        ),
        holds_of_draws: holds_of_draws(ensemble),
        causes: Break::ALL.into_iter().map(|way| cause(ensemble, way)).collect(),
        unbroken: ENDS.iter().map(|(name, title, _)| unbroken(ensemble, name, title)).collect(),
        coverage: among_contested(ensemble, &|run, month, _| f64::from(run.monthly.coverage[month])),
        coverage_of_futures: single(ensemble, &|run, month, _| f64::from(run.monthly.coverage[month])),
        area: among_contested(ensemble, &area),
        area_of_futures: single(ensemble, &area),
        contested: months(ensemble).map(|month| ensemble.share_of_runs(|run| contested(run, month))).collect(),
    }
}

fn months(ensemble: &Ensemble<'_>) -> std::ops::RangeInclusive<usize> {
    0..=ensemble.horizon_months()
}

fn contested(run: &Run, month: usize) -> bool {
    run.contested_at(month)
}

fn breaks(ensemble: &Ensemble<'_>) -> Vec<Option<f64>> {
    let mut all: Vec<Option<f64>> = ensemble.valid_runs().map(|run| run.first_break().map(|(_, when)| when)).collect();
    all.sort_by(|one, other| one.unwrap_or(f64::INFINITY).total_cmp(&other.unwrap_or(f64::INFINITY)));
    (0..DOTS).map(|dot| all[(2 * dot + 1) * all.len() / (2 * DOTS)]).collect()
}

/// Draws evenly spaced in the order of how long the line holds in them.
fn holds_of_draws(ensemble: &Ensemble<'_>) -> Vec<Vec<f64>> {
    let curve = |runs: Vec<&Run>| -> Vec<f64> {
        let share = |month| runs.iter().filter(|run| run.holds(month)).count() as f64 / runs.len() as f64;
        months(ensemble).map(share).collect()
    };
    let mut curves: Vec<Vec<f64>> = ensemble.valid_runs_by_draw().map(|(_, runs)| curve(runs)).collect();
    curves.sort_by(|one, other| one.iter().sum::<f64>().total_cmp(&other.iter().sum::<f64>()));
    spaced(curves)
}

/// At most [`SINGLE`] of some things, evenly spaced.
fn spaced<T: Clone>(all: Vec<T>) -> Vec<T> {
    if all.len() <= SINGLE {
        return all;
    }
    (0..SINGLE).map(|one| all[(2 * one + 1) * all.len() / (2 * SINGLE)].clone()).collect()
}

fn cause(ensemble: &Ensemble<'_>, way: Break) -> Course {
    let broken = |month: usize| {
        move |run: &Run| run.first_break().is_some_and(|(first, when)| first == way && happened_by(when, month as f64))
    };
    Course {
        name: way.name().to_owned(),
        title: standoff_lab::forecast::measure::hold::break_title(way).to_owned(),
        by: months(ensemble).map(|month| ensemble.share_of_runs(broken(month))).collect(),
    }
}

fn unbroken(ensemble: &Ensemble<'_>, name: &str, title: &str) -> Course {
    let ended = |month: usize| {
        move |run: &Run| {
            let by = run.end.is_some_and(|(_, when)| happened_by(when, month as f64));
            by && run.end_name() == name && run.holds(month)
        }
    };
    Course {
        name: name.to_owned(),
        title: title.to_owned(),
        by: months(ensemble).map(|month| ensemble.share_of_runs(ended(month))).collect(),
    }
}

fn among_contested(ensemble: &Ensemble<'_>, figure: &dyn Fn(&Run, usize, &DrawRuns) -> f64) -> Ribbon {
    let row = |month: usize| -> Vec<f64> {
        let runs = ensemble.draws.iter().flat_map(|draw| draw.runs.iter().map(move |run| (draw, run)));
        let still = runs.filter(|(_, run)| run.failure.is_none() && contested(run, month));
        still.map(|(draw, run)| figure(run, month, draw)).collect()
    };
    // Where no future is contested any more there is nothing to draw.
    Ribbon::from_values(
        months(ensemble).take_while(|month| ensemble.valid_runs().any(|run| contested(run, *month))).map(row),
    )
}

fn single(ensemble: &Ensemble<'_>, figure: &dyn Fn(&Run, usize, &DrawRuns) -> f64) -> Vec<Vec<f64>> {
    let runs = ensemble.draws.iter().flat_map(|draw| draw.runs.iter().map(move |run| (draw, run)));
    let sound: Vec<(&DrawRuns, &Run)> = runs.filter(|(_, run)| run.failure.is_none()).collect();
    let course = |(draw, run): (&DrawRuns, &Run)| -> Vec<f64> {
        months(ensemble).take_while(|month| contested(run, *month)).map(|month| figure(run, month, draw)).collect()
    };
    spaced(sound).into_iter().map(course).filter(|course| course.len() > 1).collect()
}
