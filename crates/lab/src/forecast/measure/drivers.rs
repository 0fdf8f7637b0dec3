//! Rank correlations of the uncertain parameters with the answers across draws.

use crate::forecast::ensemble::Ensemble;
use crate::forecast::findings::Driver;
use crate::forecast::measure::constants::is_method_constant;
use crate::report_months::middle_months;
use standoff_stats::rank_correlation::spearman_correlation;

/// Drivers reported.
const REPORTED: usize = 12;

/// Parameters with the strongest rank correlations, strongest first.
pub fn strongest_drivers(ensemble: &Ensemble<'_>) -> Vec<Driver> {
    let mut drivers = rank_drivers(ensemble);
    drivers.truncate(REPORTED);
    drivers
}

/// Ranks all parameters of the war, not constants of the method, by their rank correlation with either answer, strongest first. Empty with fewer than three draws, which
/// have no rank correlation worth the name.
pub fn rank_drivers(ensemble: &Ensemble<'_>) -> Vec<Driver> {
    let months = middle_months(ensemble.horizon_months());
    let holds = ensemble.shares_by_draw(|run| run.holds(months));
    let settled = ensemble.shares_by_draw(|run| run.settled_by(months));
    if holds.len() < 3 {
        return Vec::new();
    }
    let error = 1.0 / ((holds.len() - 1) as f64).sqrt();
    let answers =
        |means: &[(&standoff_scenario::Values, f64)]| means.iter().map(|(_, mean)| *mean).collect::<Vec<f64>>();
    let [held, over] = [answers(&holds), answers(&settled)];
    let parameters = ensemble.design.scenario.parameters.iter().enumerate();
    let mut drivers: Vec<Driver> = parameters
        .filter_map(|(place, parameter)| {
            let values: Vec<f64> = holds.iter().map(|(values, _)| values.as_slice()[place]).collect();
            let varies = values.iter().any(|value| *value != values[0]);
            let correlation = |answer: &[f64]| spearman_correlation(&values, answer).unwrap_or(0.0);
            (varies && !is_method_constant(&parameter.path)).then(|| Driver {
                parameter: parameter.path.clone(),
                meaning: parameter.definition.meaning.to_owned(),
                months,
                hold: correlation(&held),
                ends: correlation(&over),
                error,
            })
        })
        .collect();
    let strength = |driver: &Driver| driver.hold.abs().max(driver.ends.abs());
    drivers.sort_by(|a, b| strength(b).total_cmp(&strength(a)).then(a.parameter.cmp(&b.parameter)));
    drivers
}
