//! Plain forecasts that a model must beat: what was last, a drift, twelve months drawn again, the record's own hazard.

use super::request::{Forecasted, HORIZONS, Request, Shape};
use super::series::{Series, Target};
use standoff_num::Draws;
use standoff_num::distributions::normal_quantile;
use standoff_num::sums::{mean, variance};
use standoff_scenario::{Date, Scenario, months_between};

/// The last month goes on.
pub(super) const PERSISTENCE: &str = "persistence";
/// Mean and spread of the last twelve months, as a random walk.
pub(super) const DRIFT: &str = "drift";
/// Months drawn from the last twelve.
pub(super) const BOOTSTRAP: &str = "bootstrap";
/// A constant hazard under Jeffreys' prior, from no event in the war so far.
pub(super) const HAZARD: &str = "jeffreys-hazard";

/// Months that benchmarks look back.
const LOOKED_BACK: usize = 12;
/// Fewest months from which a benchmark is made.
const FEWEST: usize = 3;
/// Members of the samples that stand for a benchmark.
const SAMPLE: u32 = 999;
/// Purpose of the random numbers of the bootstrap.
const PURPOSE: u16 = 0xB007;

/// The benchmarks' forecasts from an origin, of everything whose outcome the record knows.
pub(super) fn forecasts(
    scenario: &Scenario,
    series: &Series,
    (place, origin): (usize, Date),
    request: &Request,
) -> Vec<Forecasted> {
    let mut made = Vec::new();
    for target in series.targets() {
        for weeks in HORIZONS {
            let Some(outcome) = series.outcome(&target, origin, weeks, request.until) else { continue };
            let months = weeks as f64 * 12.0 / 52.0;
            // Aid is known by whole months.
            let months = if matches!(target, Target::Aid(_)) { months.round() } else { months };
            let shapes = match target {
                Target::Ceasefire => vec![(HAZARD, Shape::Chance(jeffreys(scenario, origin, months)))],
                _ => plain(&past(series, &target, origin), months, request.seed, place),
            };
            let one = |(forecaster, forecast)| {
                let target = target.clone();
                Forecasted { origin: place, target, weeks, forecaster, forecast, outcome }
            };
            made.extend(shapes.into_iter().map(one));
        }
    }
    made
}

/// Chance of a first event within `months`, from none in the war's `age` so far: with the hazard Gamma(1/2, age) the
/// chance of none is `(age/(age + months))^(1/2)`.
fn jeffreys(scenario: &Scenario, origin: Date, months: f64) -> f64 {
    let age = months_between(scenario.war_began, origin).max(1e-9);
    1.0 - (age / (age + months)).sqrt()
}

/// The last months that were known at an origin, oldest first.
fn past(series: &Series, target: &Target, origin: Date) -> Vec<f64> {
    let all: Vec<f64> = match target {
        Target::Front => {
            let known: Vec<&(Date, f64, Date)> = series.areas.iter().filter(|(_, _, known)| *known <= origin).collect();
            known.windows(2).map(|pair| pair[1].1 - pair[0].1).collect()
        }
        Target::Aid(giver) => {
            let months = series.aid.get(giver).map_or(&[][..], Vec::as_slice);
            months.iter().filter(|month| month.known <= origin).map(|month| month.amount).collect()
        }
        Target::Rounds => (1..=LOOKED_BACK as i32).rev().map(|back| counted(series, origin, back)).collect(),
        Target::Ceasefire => Vec::new(),
    };
    all[all.len().saturating_sub(LOOKED_BACK)..].to_vec()
}

/// Rounds in a month some months before an origin.
fn counted(series: &Series, origin: Date, back: i32) -> f64 {
    let day = |months: i32| origin.saturating_sub(jiff::Span::new().months(months));
    let (from, to) = (day(back), day(back - 1));
    series.rounds.iter().filter(|(day, known)| *day > from && *day <= to && *known <= origin).count() as f64
}

fn plain(past: &[f64], months: f64, seed: u64, place: usize) -> Vec<(&'static str, Shape)> {
    if past.len() < FEWEST {
        return Vec::new();
    }
    // The error of the mean adds up month by month, beside that of the months themselves.
    let steps = months + months * months / past.len() as f64;
    let (centre, spread) = (mean(past) * months, (variance(past).max(0.0) * steps).sqrt());
    let normal = |k: u32| centre + spread * normal_quantile((f64::from(k) + 0.5) / f64::from(SAMPLE));
    let whole = months.round().max(1.0) as u32;
    let drawn = |k: u32| {
        let draws = Draws::new(seed, place as u32, k);
        let month = |m: u32| past[(draws.uniform(PURPOSE, m as u16, 0) * past.len() as f64) as usize % past.len()];
        (0..whole).map(month).sum::<f64>() * months / f64::from(whole)
    };
    vec![
        (PERSISTENCE, Shape::Sample(vec![past[past.len() - 1] * months])),
        (DRIFT, Shape::Sample((0..SAMPLE).map(normal).collect())),
        (BOOTSTRAP, Shape::Sample((0..SAMPLE).map(drawn).collect())),
    ]
}
