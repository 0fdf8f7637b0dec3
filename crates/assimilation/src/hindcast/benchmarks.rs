//! Benchmarks that a model must beat: the last month repeated, a drift, a bootstrap of twelve months, a constant
//! hazard.

use super::request::{ForecastWithOutcome, HORIZON_WEEKS, HindcastRequest, Prediction};
use super::series::{RecordSeries, Target};
use standoff_num::Draws;
use standoff_num::distributions::normal_quantile;
use standoff_num::sums::{mean, variance};
use standoff_scenario::{Date, Scenario, months_between};

/// The last month repeats itself.
pub(super) const PERSISTENCE: &str = "persistence";
/// Mean and spread of the last twelve months, as a random walk.
pub(super) const DRIFT: &str = "drift";
/// Months drawn from the last twelve.
pub(super) const BOOTSTRAP: &str = "bootstrap";
/// A constant hazard under Jeffreys' prior, from no event in the war so far.
pub(super) const HAZARD: &str = "jeffreys-hazard";

/// Most months that benchmarks look back: a year covers the seasons once.
const LOOK_BACK_MONTHS: usize = 12;
/// Fewest months from which a benchmark is made: with two the spread would rest on one difference.
const FEWEST_MONTHS: usize = 3;
/// Members of the sample that represents a benchmark's distribution.
const SAMPLE_MEMBERS: u32 = 999;
/// Purpose of the random numbers of the bootstrap.
const BOOTSTRAP_PURPOSE: u16 = 0xB007;

/// Forecasts every target from an origin whose outcome is in the record, by each benchmark that has one for it.
pub(super) fn forecast_by_benchmarks(
    scenario: &Scenario,
    series: &RecordSeries,
    (place, origin): (usize, Date),
    request: &HindcastRequest,
) -> Vec<ForecastWithOutcome> {
    let mut made = Vec::new();
    for target in series.targets() {
        for weeks in HORIZON_WEEKS {
            let Some(outcome) = series.outcome_of(&target, origin, weeks, request.until) else { continue };
            let months = weeks as f64 * 12.0 / 52.0;
            // Aid is known by whole months.
            let months = if matches!(target, Target::Aid(_)) { months.round() } else { months };
            let shapes = match target {
                Target::Ceasefire => vec![(HAZARD, Prediction::Chance(jeffreys_chance(scenario, origin, months)))],
                _ => benchmark_predictions(&known_months(series, &target, origin), months, request.seed, place),
            };
            let one = |(forecaster, prediction)| {
                let target = target.clone();
                ForecastWithOutcome { origin: place, target, weeks, forecaster, prediction, outcome }
            };
            made.extend(shapes.into_iter().map(one));
        }
    }
    made
}

/// Chance of a first event within `months`, from none in the war's `age` so far: with the hazard Gamma(1/2, age) the
/// chance of none is `(age/(age + months))^(1/2)`.
fn jeffreys_chance(scenario: &Scenario, origin: Date, months: f64) -> f64 {
    let age = months_between(scenario.war_began, origin).max(1e-9);
    1.0 - (age / (age + months)).sqrt()
}

/// Last months of a target that were known at an origin, oldest first.
fn known_months(series: &RecordSeries, target: &Target, origin: Date) -> Vec<f64> {
    let all: Vec<f64> = match target {
        Target::Front => {
            let known: Vec<&(Date, f64, Date)> =
                series.areas_km2.iter().filter(|(_, _, known)| *known <= origin).collect();
            known.windows(2).map(|pair| pair[1].1 - pair[0].1).collect()
        }
        Target::Aid(giver) => {
            let months = series.aid_by_giver.get(giver).map_or(&[][..], Vec::as_slice);
            months.iter().filter(|month| month.known <= origin).map(|month| month.amount_bn).collect()
        }
        Target::Rounds => {
            (1..=LOOK_BACK_MONTHS as i32).rev().map(|back| rounds_in_month(series, origin, back)).collect()
        }
        Target::Ceasefire => Vec::new(),
    };
    all[all.len().saturating_sub(LOOK_BACK_MONTHS)..].to_vec()
}

/// Number of rounds in a month, `back` months before an origin.
fn rounds_in_month(series: &RecordSeries, origin: Date, back: i32) -> f64 {
    let day = |months: i32| origin.saturating_sub(jiff::Span::new().months(months));
    let (from, to) = (day(back), day(back - 1));
    series.rounds.iter().filter(|(day, known)| *day > from && *day <= to && *known <= origin).count() as f64
}

fn benchmark_predictions(past: &[f64], months: f64, seed: u64, place: usize) -> Vec<(&'static str, Prediction)> {
    if past.len() < FEWEST_MONTHS {
        return Vec::new();
    }
    // The error of the mean adds up month by month, beside that of the months themselves.
    let steps = months + months * months / past.len() as f64;
    let (centre, spread) = (mean(past) * months, (variance(past).max(0.0) * steps).sqrt());
    let normal = |k: u32| centre + spread * normal_quantile((f64::from(k) + 0.5) / f64::from(SAMPLE_MEMBERS));
    let whole = months.round().max(1.0) as u32;
    let drawn = |k: u32| {
        let draws = Draws::new(seed, place as u32, k);
        let month =
            |m: u32| past[(draws.uniform(BOOTSTRAP_PURPOSE, m as u16, 0) * past.len() as f64) as usize % past.len()];
        (0..whole).map(month).sum::<f64>() * months / f64::from(whole)
    };
    vec![
        (PERSISTENCE, Prediction::Sample(vec![past[past.len() - 1] * months])),
        (DRIFT, Prediction::Sample((0..SAMPLE_MEMBERS).map(normal).collect())),
        (BOOTSTRAP, Prediction::Sample((0..SAMPLE_MEMBERS).map(drawn).collect())),
    ]
}
