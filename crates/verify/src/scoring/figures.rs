//! The headline figures of a sealed forecast, under the names by which outcomes are given.

use super::forecast::Belief;
use crate::seal::Sealed;

/// Levels of the ends of a band.
const BAND: [f64; 2] = [0.05, 0.95];
/// What stands before the day in the name of a figure.
pub(super) const FROM: &str = "-from-";

/// A headline figure.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Figure {
    /// Name, with the first day of the forecast: months count from there, and so those of another day are another question.
    pub name: String,
    /// What is stated.
    pub belief: Belief,
    /// Whether it is of the horizon, and not of the month in its name.
    pub at_horizon: bool,
}

/// The headline figures of a sealed forecast.
pub(super) fn figures(sealed: &Sealed) -> Vec<Figure> {
    let figure = |at_horizon: bool, name: String, belief: Belief| Figure {
        name: format!("{name}{FROM}{}", sealed.scenario.start),
        belief,
        at_horizon,
    };
    let chance = |what: &str, months: usize, p: f64| figure(false, format!("{what}-{months}"), Belief::Chance(p));
    let quantiles = |what: &str, months: usize, [low, _, high]: [f64; 3]| {
        let quantiles = Belief::Quantiles(vec![(BAND[0], low), (BAND[1], high)]);
        figure(false, format!("{what}-{months}"), quantiles)
    };
    let mut all: Vec<Figure> = Vec::new();
    all.extend(sealed.holds.iter().map(|at| chance("holds", at.months, at.p)));
    all.extend(sealed.settled.iter().map(|at| chance("settled", at.months, at.p)));
    all.extend(sealed.ends.iter().map(|end| figure(true, format!("end.{}", end.end), Belief::Chance(end.p))));
    let contested = || sealed.paths.iter().filter(|at| at.contested > 0.0);
    all.extend(contested().map(|at| quantiles("area", at.months, at.area)));
    all.extend(contested().map(|at| quantiles("coverage", at.months, at.coverage)));
    all
}
