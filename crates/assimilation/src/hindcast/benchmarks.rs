//! Benchmarks that a model must beat: the last month repeated, a drift, a bootstrap of twelve months, a constant
//! rate of events.

use super::request::{ForecastWithOutcome, HORIZON_WEEKS, HindcastRequest, Prediction};
use standoff_lab::record::look_back::{FEWEST_MONTHS, Held, SAMPLE_MEMBERS, bootstrap_sums};
use standoff_lab::record::series::{RecordSeries, Target};
use standoff_num::distributions::normal_quantile;
use standoff_num::sums::{mean, variance};
use standoff_scenario::{Date, months_between};
use standoff_stats::intervals::RateRecord;

/// The last month repeats itself.
pub(super) const PERSISTENCE: &str = "persistence";
/// Mean and spread of the last twelve months, as a random walk.
pub(super) const DRIFT: &str = "drift";
/// Months drawn from the last twelve.
pub(super) const BOOTSTRAP: &str = "bootstrap";
/// A constant hazard under Jeffreys' prior, from the events of the record so far.
pub(super) const HAZARD: &str = "jeffreys-hazard";

/// Forecasts every target from an origin whose outcome is in the record, by each benchmark that has one for it. Benchmarks look
/// back on the record as it was known at the origin.
pub(super) fn forecast_by_benchmarks(
    series: &RecordSeries,
    (place, origin): (usize, Date),
    request: &HindcastRequest,
) -> Vec<ForecastWithOutcome> {
    let known = RecordSeries::new(&request.scenario, &request.log, origin);
    let mut made = Vec::new();
    for target in series.targets() {
        for weeks in HORIZON_WEEKS {
            let Some(outcome) = series.outcome_of(&target, origin, weeks, request.until) else { continue };
            let months = weeks as f64 * 12.0 / 52.0;
            let predictions = match target {
                Target::Ceasefire | Target::LimitedTruce(_) => {
                    hazard_prediction(series, (&known, origin), &target, months)
                }
                // Aid and losses are known by whole months.
                Target::Aid(_) | Target::Losses(_) => {
                    benchmark_predictions(&known, &target, months.round(), (request.seed, place))
                }
                Target::Front | Target::Rounds => benchmark_predictions(&known, &target, months, (request.seed, place)),
            };
            let one = |(forecaster, prediction)| {
                let target = target.clone();
                ForecastWithOutcome { origin: place, target, weeks, forecaster, prediction, outcome }
            };
            made.extend(predictions.into_iter().map(one));
        }
    }
    made
}

fn benchmark_predictions(
    known: &RecordSeries,
    target: &Target,
    months: f64,
    (seed, place): (u64, usize),
) -> Vec<(&'static str, Prediction)> {
    let past = &known.last_months(target)[..];
    if past.len() < FEWEST_MONTHS {
        return Vec::new();
    }
    // The error of the mean adds up month by month, beside that of the months themselves.
    let steps = months + months * months / past.len() as f64;
    let (centre, spread) = (mean(past) * months, (variance(past).max(0.0) * steps).sqrt());
    let normal = |k: u32| centre + spread * normal_quantile((f64::from(k) + 0.5) / f64::from(SAMPLE_MEMBERS));
    vec![
        (PERSISTENCE, Prediction::Sample(vec![past[past.len() - 1] * months])),
        (DRIFT, Prediction::Sample((0..SAMPLE_MEMBERS).map(normal).collect())),
        (BOOTSTRAP, Prediction::Sample(bootstrap_sums(past, Held::by(target), months, seed, place as u32))),
    ]
}

/// Chance of at least one event within `months` from those known by the origin: with `n` in `T` months the rate is
/// Gamma(n + 1/2, T), and the chance of none `(T/(T + months))^(n + 1/2)`.
fn hazard_prediction(
    series: &RecordSeries,
    (known, origin): (&RecordSeries, Date),
    target: &Target,
    months: f64,
) -> Vec<(&'static str, Prediction)> {
    let events = known.events.get(target).map_or(0, |known| known.days.len() as u32);
    let exposure = series.events.get(target).map_or(0.0, |events| months_between(events.since, origin));
    let rate = RateRecord::new(events, exposure).ok();
    rate.map(|rate| (HAZARD, Prediction::Chance(rate.at_least_one_within(months)))).into_iter().collect()
}
