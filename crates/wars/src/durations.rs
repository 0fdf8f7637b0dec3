//! Forecasts of an end by methods that know no politics: how long wars like it lasted, and how long this one has.

use crate::curve::EndCurve;
use crate::library::LibraryWar;
use jiff::civil::Date;
use standoff_lab::error::LabError;
use standoff_scenario::months_between;
use standoff_scenario::outside_view::{PastWar, reference_class};
use standoff_stats::StatsError;
use standoff_stats::comparison::fit_cox;
use standoff_stats::durations::{DurationFamily, fit_duration};

/// Names of the forecasters, in the order in which they are listed.
pub const NAMES: [&str; 5] = ["Weibull", "log-normal", "log-logistic", "Cox", "Jeffreys"];

const FAMILIES: [DurationFamily; 3] = [DurationFamily::Weibull, DurationFamily::LogNormal, DurationFamily::LogLogistic];

/// Fewest past wars to which anything is fitted.
const FEWEST_WARS: usize = 10;

/// Months of a war before which its own record says nothing of a rate.
const LEAST_AGE: f64 = 1.0;

/// Forecasts of each of [`NAMES`] from an origin; none where it has nothing to learn from.
///
/// # Errors
///
/// [`LabError::Estimate`] where an estimator refuses the wars of the class.
pub fn duration_forecasts(war: &LibraryWar, origin: Date) -> Result<[Option<EndCurve>; 5], LabError> {
    let age = months_between(war.scenario.war_began, origin);
    let benchmark = &war.scenario.benchmark;
    let class = reference_class(&benchmark.reference);
    let known = class.as_ref().map_or(Vec::new(), |class| class.known_on(origin, &benchmark.leave_out));
    let jeffreys = (age >= LEAST_AGE).then(|| EndCurve::from_chances(|months| jeffreys_chance(age, months as f64)));
    if known.len() < FEWEST_WARS {
        return Ok([None, None, None, None, jeffreys]);
    }
    let lengths: Vec<f64> = known.iter().map(|war| war.months()).collect();
    let mut fitted = Vec::new();
    for family in FAMILIES {
        let fit = fit_duration(family, &lengths, None).map_err(estimate_error)?;
        fitted.push(EndCurve::from_chances(|months| fit.ends_within(age, months as f64)));
    }
    let cox = CoxForecast::fit(&known).map_err(estimate_error)?;
    let own = own_traits(war);
    let cox = own.map(|own| EndCurve::from_chances(|months| cox.ends_within(own, age, months as f64)));
    let [weibull, log_normal, log_logistic] = std::array::from_fn(|family| Some(fitted[family].clone()));
    Ok([weibull, log_normal, log_logistic, cox, jeffreys])
}

fn estimate_error(error: StatsError) -> LabError {
    LabError::Estimate(error.to_string())
}

/// Chance of an end within some months, where there was none for `age`: a constant rate with Jeffreys' prior has the gamma
/// distribution (1/2, age), so that `P = 1 - (age / (age + m))^(1/2)`.
fn jeffreys_chance(age: f64, months: f64) -> f64 {
    1.0 - (age / (age + months)).sqrt()
}

/// What was known of a war on its first day: a land border, and the number of sides with a great power.
fn own_traits(war: &LibraryWar) -> Option<[f64; 2]> {
    let traits = war.outcome.traits.as_ref()?;
    Some([f64::from(u8::from(traits.border)), f64::from(traits.great_powers)])
}

/// Cox's model of past wars with Breslow's baseline.
struct CoxForecast {
    effects: [f64; 2],
    /// Cumulative hazard of a war without either trait after each length, by rising length.
    baseline: Vec<(f64, f64)>,
}

impl CoxForecast {
    fn fit(wars: &[&PastWar]) -> Result<Self, StatsError> {
        let lengths: Vec<f64> = wars.iter().map(|war| war.months()).collect();
        let border: Vec<f64> = wars.iter().map(|war| f64::from(u8::from(war.border))).collect();
        let great_powers: Vec<f64> = wars.iter().map(|war| f64::from(war.great_powers)).collect();
        let model = fit_cox(&lengths, &vec![true; lengths.len()], &[&border, &great_powers])?;
        let effects = [model.coefficients[0].estimate, model.coefficients[1].estimate];
        let risks: Vec<f64> =
            border.iter().zip(&great_powers).map(|(&border, &great)| relative_risk(effects, [border, great])).collect();
        Ok(Self { effects, baseline: breslow(&lengths, &risks) })
    }

    fn ends_within(&self, traits: [f64; 2], age: f64, months: f64) -> f64 {
        let rise = self.cumulative(age + months) - self.cumulative(age);
        -libm::expm1(-rise * relative_risk(self.effects, traits))
    }

    /// Between two lengths the hazard is spread evenly; beyond the longest it stays at its mean.
    fn cumulative(&self, months: f64) -> f64 {
        let after = self.baseline.partition_point(|&(length, _)| length < months);
        let (from, low) = if after == 0 { (0.0, 0.0) } else { self.baseline[after - 1] };
        match self.baseline.get(after) {
            Some(&(to, high)) => low + (high - low) * (months - from) / (to - from),
            None => low * months / from,
        }
    }
}

fn relative_risk(effects: [f64; 2], traits: [f64; 2]) -> f64 {
    libm::exp(effects[0] * traits[0] + effects[1] * traits[1])
}

/// Breslow's cumulative baseline hazard, `sum over lengths up to t of ends / sum of risks still at war` (Breslow 1974,
/// Biometrics 30:89), by rising length.
fn breslow(lengths: &[f64], risks: &[f64]) -> Vec<(f64, f64)> {
    let mut order: Vec<usize> = (0..lengths.len()).collect();
    order.sort_by(|&one, &other| lengths[one].total_cmp(&lengths[other]));
    let mut baseline: Vec<(f64, f64)> = Vec::new();
    let mut cumulative = 0.0;
    for (place, &war) in order.iter().enumerate() {
        // Wars of the same length are at risk together.
        let first = order[..place].iter().rposition(|&other| lengths[other] < lengths[war]).map_or(0, |at| at + 1);
        let at_risk: f64 = order[first..].iter().map(|&other| risks[other]).sum();
        cumulative += 1.0 / at_risk;
        match baseline.last_mut() {
            Some(last) if last.0 == lengths[war] => last.1 = cumulative,
            _ => baseline.push((lengths[war], cumulative)),
        }
    }
    baseline
}

#[cfg(test)]
mod tests {
    use super::*;

    /// With equal risks Breslow's estimator is that of Nelson and Aalen.
    #[test]
    fn the_baseline_of_equal_risks_is_nelson_and_aalen() {
        let found = breslow(&[3.0, 1.0, 3.0, 7.0], &[1.0; 4]);
        assert_eq!(found.iter().map(|one| one.0).collect::<Vec<_>>(), [1.0, 3.0, 7.0]);
        let expected = [0.25, 0.25 + 2.0 / 3.0, 0.25 + 2.0 / 3.0 + 1.0];
        assert!(found.iter().zip(expected).all(|(one, other)| (one.1 - other).abs() < 1e-15), "{found:?}");
    }

    /// The posterior mean of `e^(-rate m)` over a gamma distribution (1/2, age).
    #[test]
    fn a_record_without_ends_gives_a_square_root() {
        assert!((jeffreys_chance(30.0, 10.0) - (1.0 - 0.75_f64.sqrt())).abs() < 1e-15);
    }

    #[test]
    fn hazards_between_lengths_are_even() {
        let cox = CoxForecast { effects: [libm::log(2.0), 0.0], baseline: vec![(2.0, 0.4), (4.0, 1.0)] };
        let close = |one: f64, other: f64| (one - other).abs() < 1e-12;
        assert!(close(cox.cumulative(1.0), 0.2) && close(cox.cumulative(3.0), 0.7) && close(cox.cumulative(8.0), 2.0));
        assert!(close(cox.ends_within([0.0, 0.0], 2.0, 2.0), 1.0 - libm::exp(-0.6)));
        assert!(close(cox.ends_within([1.0, 3.0], 2.0, 2.0), 1.0 - libm::exp(-1.2)));
    }
}
