//! Comparison of the model with the outside view (decision 75).

use crate::error::LabError;
use crate::forecast::ensemble::Ensemble;
use crate::forecast::findings::{Benchmark, EndsWithin, FamilyCurve, Jeffreys, ReferenceRecord};
use standoff_engine::outside_view::OutsideView;
use standoff_scenario::{Scenario, months_between, outside_view};

/// Outside view of a scenario, fitted to its reference class.
///
/// # Errors
///
/// [`LabError::Estimate`] where there is no such reference class, or it cannot be fitted.
pub fn outside_view(scenario: &Scenario) -> Result<OutsideView, LabError> {
    let class = outside_view::reference_class(&scenario.benchmark.reference)
        .ok_or_else(|| LabError::Estimate(format!("there is no reference class {}", scenario.benchmark.reference)))?;
    let age = months_between(scenario.war_began, scenario.start);
    OutsideView::new(&class.months, age, scenario.benchmark.events)
        .map_err(|error| LabError::Estimate(error.to_string()))
}

/// Compares the outside view with an ensemble.
///
/// # Errors
///
/// [`LabError::Estimate`] where the reference class cannot be fitted.
pub fn measure_benchmark(ensemble: &Ensemble<'_>) -> Result<Benchmark, LabError> {
    let view = outside_view(ensemble.design.scenario)?;
    let months = ensemble.table_months();
    let curve = |p: &dyn Fn(f64) -> f64| -> Vec<EndsWithin> {
        months.iter().map(|&months| EndsWithin { months, p: p(months as f64) }).collect()
    };
    let families = view.fits.iter().map(|fit| FamilyCurve {
        family: fit.family.name().to_owned(),
        log_likelihood: fit.log_likelihood,
        ends: curve(&|months| fit.ends_within(view.age_months, months)),
        median_remaining: fit.median_remaining(view.age_months),
    });
    let model = |months: usize| ensemble.probability(|run| run.settled_by(months)).p;
    let leaves_at: Vec<usize> =
        months.iter().copied().filter(|&month| !is_inside_band(&view, month, model(month))).collect();
    Ok(Benchmark {
        reference: ensemble.design.scenario.benchmark.reference.clone(),
        wars: view.wars,
        age_months: view.age_months,
        families: families.collect(),
        record: ReferenceRecord {
            lasted: view.lasted_as_long,
            ended_12: view.count_ended_within(12.0),
            ended_24: view.count_ended_within(24.0),
        },
        jeffreys: Jeffreys {
            events: ensemble.design.scenario.benchmark.events as usize,
            exposure_months: view.age_months,
            mean: view.record.mean(),
            band: [view.record.quantile(0.05), view.record.quantile(0.95)],
            ends: curve(&|months| view.record.at_least_one_within(months)),
        },
        band_12_months: view.chance_band(12.0),
        model_12_months: model(12),
        verdict: verdict_in_words(&view, &leaves_at, &model),
        leaves_at,
    })
}

fn is_inside_band(view: &OutsideView, months: usize, p: f64) -> bool {
    let [low, high] = view.chance_band(months as f64);
    p >= low && p <= high
}

/// Describes in words at which months the model leaves the outside view, and on which side.
fn verdict_in_words(view: &OutsideView, leaves_at: &[usize], model: &dyn Fn(usize) -> f64) -> String {
    let Some(&first) = leaves_at.first() else {
        return "The model stays inside the outside view at every horizon shown.".to_owned();
    };
    let [low, _] = view.chance_band(first as f64);
    let p = model(first);
    let (side, reason) = if p < low {
        ("below", "the actors hold out for more than any draft offers both, and the reference class does not know that")
    } else {
        ("above", "the actors find terms that both prefer to going on, and the reference class does not know that")
    };
    let places: Vec<String> = leaves_at.iter().map(usize::to_string).collect();
    format!(
        "The model leaves the outside view at {} months, first {side} it: {reason}. See the situation and the stall table.",
        places.join(", ")
    )
}
