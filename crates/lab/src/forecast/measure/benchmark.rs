//! Comparison of the model with the outside view (decision 75).

use crate::error::LabError;
use crate::forecast::ensemble::{Ensemble, Probability};
use crate::forecast::findings::{
    Benchmark, BenchmarkPlace, EndsWithin, FamilyCurve, Jeffreys, NearBenchmark, ReferenceRecord,
};
use crate::report_months::near_months;
use standoff_engine::outside_view::OutsideView;
use standoff_num::elementary::{exp, ln};
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
    let beside_model = |months: usize| {
        let Probability { p, mc_error, .. } = ensemble.probability(|run| run.settled_by(months));
        let [low, high] = view.chance_band(months as f64);
        NearBenchmark { months, low, high, p, mc_error, place: BenchmarkPlace::of(p, mc_error, [low, high]) }
    };
    let near = beside_model(near_months(ensemble.horizon_months()));
    let leaves: Vec<NearBenchmark> = months.iter().map(|&month| beside_model(month)).filter(is_outside).collect();
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
        jeffreys: view.record.as_ref().map(|record| Jeffreys {
            events: ensemble.design.scenario.benchmark.events as usize,
            exposure_months: view.age_months,
            mean: record.mean(),
            band: [record.quantile(0.05), record.quantile(0.95)],
            ends: curve(&|months| record.at_least_one_within(months)),
        }),
        verdict: verdict_in_words(&leaves, view.age_months),
        near,
        leaves_at: leaves.iter().map(|at| at.months).collect(),
    })
}

fn is_outside(at: &NearBenchmark) -> bool {
    at.place == BenchmarkPlace::Outside
}

/// Ratio to the nearest end of the band beyond which the numbers of a scenario are to be checked.
const FAR: f64 = 2.0;

/// Describes in words at which months the model leaves the outside view, on which side, and what follows from it.
fn verdict_in_words(leaves: &[NearBenchmark], age_months: f64) -> String {
    let Some(first) = leaves.first() else {
        return "The model leaves the outside view at no month shown.".to_owned();
    };
    let is_below = |at: &NearBenchmark| at.p < at.low;
    let side = if is_below(first) { "below" } else { "above" };
    let places: Vec<String> = leaves.iter().map(|at| at.months.to_string()).collect();
    let places = places.join(", ");
    let is_far = |at: &&NearBenchmark| if is_below(at) { at.p * FAR < at.low } else { at.p > FAR * at.high };
    let reason = match leaves.iter().find(is_far) {
        Some(far) if is_below(far) => format!(
            "At {} months it is under half of the low end: check the weights, costs and rates of the scenario.",
            far.months
        ),
        Some(far) => too_quick_in_words(far, age_months),
        None if is_below(first) => {
            "The actors hold out for more than any draft offers both, which the reference class does not know."
                .to_owned()
        }
        None => {
            "The actors find terms that both prefer to going on, which the reference class does not know.".to_owned()
        }
    };
    format!("The model leaves the outside view at {places} months, first {side} it. {reason}")
}

/// What a model that ends wars much too quickly would have made of the war so far: at its own pace of some months.
fn too_quick_in_words(far: &NearBenchmark, age_months: f64) -> String {
    let reached = exp(ln((1.0 - far.p).max(f64::MIN_POSITIVE)) * age_months / far.months as f64);
    let chance = if reached < 0.005 { "less than 0.01".to_owned() } else { format!("{reached:.2}") };
    format!(
        "At {} months it is over twice the high end: check the weights, costs and rates of the scenario. At that pace a war \
         would have reached the age of this one, {age_months:.0} months, with a chance of {chance}.",
        far.months
    )
}
