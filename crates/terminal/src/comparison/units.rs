//! Units for people: heads are counted in thousands, so that columns stay narrow.

use standoff_analysis::options::compare::{Comparison, CurveOutcome};
use standoff_lab::ensemble::estimate::Estimate;

/// The unit that is counted in thousands.
const PEOPLE: &str = "people";
/// The unit that replaces it.
const THOUSANDS: &str = "thousand people";
/// Divisor.
const BY: f64 = 1000.0;

/// The same comparison in units that are easy to read.
pub(crate) fn in_readable_units(comparison: &Comparison) -> Comparison {
    let mut comparison = comparison.clone();
    let heads = comparison.baseline.iter().filter(|one| one.unit == PEOPLE);
    let heads: Vec<String> = heads.map(|one| one.outcome.clone()).collect();
    for one in comparison.baseline.iter_mut().filter(|one| one.unit == PEOPLE) {
        one.unit = THOUSANDS.to_owned();
        divide_estimate(&mut one.mean);
    }
    let rows = comparison.options.iter_mut().flat_map(|option| &mut option.outcomes);
    for row in rows.filter(|row| row.unit == PEOPLE) {
        row.unit = THOUSANDS.to_owned();
        [&mut row.baseline, &mut row.counterfactual].into_iter().chain(&mut row.band).for_each(|number| *number /= BY);
        divide_estimate(&mut row.difference);
    }
    comparison
        .interaction
        .iter_mut()
        .filter(|one| heads.contains(&one.outcome))
        .for_each(|one| divide_estimate(&mut one.beyond_sum));
    let points = comparison.sweep.iter_mut().flat_map(|curve| &mut curve.points);
    let outcomes = points.flat_map(|point| point.alone.iter_mut().chain(&mut point.with_levers));
    outcomes.filter(|one| heads.contains(&one.outcome)).for_each(divide_outcome);
    comparison
}

fn divide_outcome(outcome: &mut CurveOutcome) {
    divide_estimate(&mut outcome.mean);
    divide_estimate(&mut outcome.difference);
}

fn divide_estimate(estimate: &mut Estimate) {
    estimate.value /= BY;
    [&mut estimate.low, &mut estimate.high].into_iter().flatten().for_each(|end| *end /= BY);
}
