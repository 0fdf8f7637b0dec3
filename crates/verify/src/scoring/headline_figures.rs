//! The headline figures of a sealed forecast, under the names by which outcomes are given.

use super::stated_forecast::Belief;
use crate::seal::SealedForecast;

/// Levels of the ends of a band.
const BAND_LEVELS: [f64; 2] = [0.05, 0.95];
/// Text before the day in the name of a figure.
pub(super) const START_MARK: &str = "-from-";

/// A headline figure.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct HeadlineFigure {
    /// Name, with the first day of the forecast: months count from there, and so those of another day are another question.
    pub name: String,
    /// The forecast of the figure.
    pub belief: Belief,
    /// `true` if it is counted at the horizon, and not at the month in its name.
    pub at_horizon: bool,
}

/// The headline figures of a sealed forecast.
pub(super) fn headline_figures(sealed: &SealedForecast) -> Vec<HeadlineFigure> {
    let figure = |at_horizon: bool, name: String, belief: Belief| HeadlineFigure {
        name: format!("{name}{START_MARK}{}", sealed.scenario.start),
        belief,
        at_horizon,
    };
    let chance = |what: &str, months: usize, p: f64| figure(false, format!("{what}-{months}"), Belief::Chance(p));
    let quantiles = |what: &str, months: usize, [low, _, high]: [f64; 3]| {
        let quantiles = Belief::Quantiles(vec![(BAND_LEVELS[0], low), (BAND_LEVELS[1], high)]);
        figure(false, format!("{what}-{months}"), quantiles)
    };
    let mut all: Vec<HeadlineFigure> = Vec::new();
    all.extend(sealed.holds.iter().map(|at| chance("holds", at.months, at.p)));
    all.extend(sealed.settled.iter().map(|at| chance("settled", at.months, at.p)));
    all.extend(sealed.ends.iter().map(|end| figure(true, format!("end.{}", end.end), Belief::Chance(end.p))));
    let contested = || sealed.paths.iter().filter(|at| at.contested > 0.0);
    all.extend(contested().map(|at| quantiles("area", at.months, at.area)));
    all.extend(contested().map(|at| quantiles("coverage", at.months, at.coverage)));
    all
}
