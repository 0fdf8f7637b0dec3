//! Comparison of the model with the outside view (decision 75).

use crate::error::LabError;
use crate::forecast::ensemble::Ensemble;
use crate::forecast::findings::{
    Benchmark, BenchmarkPlace, EndsWithin, FamilyCurve, FittedEnds, Jeffreys, LastingWar, NearBenchmark, PooledCrowd,
    PooledEnd, ProbabilityAt, ReferenceRecord,
};
use crate::report_months::near_months;
use standoff_engine::outside_view::{OutsideView, ResampledView, pool_chances};
use standoff_num::elementary::{exp, ln};
use standoff_scenario::outside_view::{self, PastWar, ReferenceClass, pool_weights};
use standoff_scenario::{Scenario, months_between};
use standoff_stats::StatsError;
use standoff_stats::durations::DurationFit;

/// Outside view of a scenario, fitted to the wars of its reference class that were over before its first day.
///
/// # Errors
///
/// [`LabError::Estimate`] where there is no such reference class, or it cannot be fitted.
pub fn outside_view(scenario: &Scenario) -> Result<OutsideView, LabError> {
    let lengths = compared_wars(scenario, &reference_class(scenario)?).into_iter().map(PastWar::months).collect();
    let age = months_between(scenario.war_began, scenario.start);
    OutsideView::new(lengths, age, scenario.benchmark.events).map_err(estimate_error)
}

fn reference_class(scenario: &Scenario) -> Result<ReferenceClass, LabError> {
    let name = &scenario.benchmark.reference;
    outside_view::reference_class(name).ok_or_else(|| LabError::Estimate(format!("there is no reference class {name}")))
}

fn compared_wars<'c>(scenario: &Scenario, class: &'c ReferenceClass) -> Vec<&'c PastWar> {
    class.known_on(scenario.start, &scenario.benchmark.leave_out)
}

fn estimate_error(error: StatsError) -> LabError {
    LabError::Estimate(error.to_string())
}

/// Compares the outside view with an ensemble.
///
/// # Errors
///
/// [`LabError::Estimate`] where the reference class cannot be fitted.
pub fn measure_benchmark(ensemble: &Ensemble<'_>) -> Result<Benchmark, LabError> {
    let scenario = ensemble.design.scenario;
    let (class, view) = (reference_class(scenario)?, outside_view(scenario)?);
    let compared = compared_wars(scenario, &class);
    let resampled = view.resample().map_err(estimate_error)?;
    let months = ensemble.table_months();
    let over_within = |months: usize| ensemble.probability(|run| run.over_within(months)).at_month(months);
    let model: Vec<ProbabilityAt> = months.iter().map(|&month| over_within(month)).collect();
    let beside_model = |&ProbabilityAt { months, p, mc_error, .. }: &ProbabilityAt| {
        let [low, high] = resampled.chance_band(months as f64);
        NearBenchmark { months, low, high, p, mc_error, place: BenchmarkPlace::of(p, mc_error, [low, high]) }
    };
    let near = beside_model(&over_within(near_months(ensemble.horizon_months())));
    let leaves: Vec<NearBenchmark> = model.iter().map(beside_model).filter(is_outside).collect();
    let left_out = class.wars.iter().filter(|war| !compared.contains(war));
    Ok(Benchmark {
        reference: scenario.benchmark.reference.clone(),
        wars: view.wars(),
        left_out: left_out.map(|war| war.name.clone()).collect(),
        age_months: view.age_months,
        model,
        families: family_curves(&view, &resampled, &months),
        record: reference_record(&view, &compared),
        jeffreys: view.record.as_ref().map(|record| Jeffreys {
            events: scenario.benchmark.events as usize,
            exposure_months: view.age_months,
            mean: record.mean(),
            band: [record.quantile(0.05), record.quantile(0.95)],
            ends: months
                .iter()
                .map(|&months| EndsWithin { months, p: record.at_least_one_within(months as f64) })
                .collect(),
        }),
        verdict: verdict_in_words(&leaves, view.age_months),
        pooled: pool_with_model(scenario, &view, &near),
        near,
        leaves_at: leaves.iter().map(|at| at.months).collect(),
    })
}

/// Model and outside view pooled with the weights that come with the program, and both with the crowd of the scenario.
fn pool_with_model(scenario: &Scenario, view: &OutsideView, near: &NearBenchmark) -> Option<PooledEnd> {
    let (weights, outside) = (pool_weights(&scenario.name)?, view.mean_chance(near.months as f64)?);
    let crowd = scenario.benchmark.crowd.as_ref().filter(|crowd| crowd.counts_on(scenario.start));
    let own = pool_chances(near.p, outside, weights.model);
    Some(PooledEnd {
        months: near.months,
        model: near.p,
        outside,
        pooled: crowd.map_or(own, |crowd| pool_chances(crowd.chance, own, crowd.weight)),
        weight_model: weights.model,
        weight_outside: weights.outside,
        wars: weights.wars,
        command: weights.command,
        crowd: crowd.map(|crowd| PooledCrowd {
            chance: crowd.chance,
            weight: crowd.weight,
            date: crowd.date.to_string(),
            source: crowd.source.clone(),
        }),
    })
}

fn family_curves(view: &OutsideView, resampled: &ResampledView<'_>, months: &[usize]) -> Vec<FamilyCurve> {
    let bands: Vec<Vec<[f64; 2]>> = months.iter().map(|&months| resampled.bands(months as f64)).collect();
    let curve = |(family, fit): (usize, &DurationFit)| {
        let ends = months.iter().zip(&bands).map(|(&months, bands)| {
            let [low, high] = bands[family];
            FittedEnds { months, p: fit.ends_within(view.age_months, months as f64), low, high }
        });
        FamilyCurve {
            family: fit.family.name().to_owned(),
            log_likelihood: fit.log_likelihood,
            ends: ends.collect(),
            median_remaining: fit.median_remaining(view.age_months),
        }
    };
    view.fits.iter().enumerate().map(curve).collect()
}

fn reference_record(view: &OutsideView, compared: &[&PastWar]) -> ReferenceRecord {
    let lasted = compared.iter().filter(|war| war.months() >= view.age_months);
    let named =
        |war: &&PastWar| LastingWar { name: war.name.clone(), begun: war.begun.to_string(), months: war.months() };
    ReferenceRecord {
        lasted: view.lasted_as_long(),
        wars: lasted.map(named).collect(),
        ended_12: view.count_ended_within(12.0),
        ended_24: view.count_ended_within(24.0),
    }
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
    let places = match &places[..] {
        [before @ .., last] if !before.is_empty() => format!("{} and {last} months", before.join(", ")),
        // Only a horizon is as short as one month.
        [only] if only == "1" => "1 month".to_owned(),
        _ => format!("{} months", places.join(", ")),
    };
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
    format!("The model leaves the outside view at {places}, first {side} it. {reason}")
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
