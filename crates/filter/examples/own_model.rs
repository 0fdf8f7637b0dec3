//! A model of one's own in the particle filter: a random walk that is observed with noise.
//!
//! The example simulates a record of 60 weeks from the model, filters it with the parameter known, then learns the
//! parameter from the record. The model is normal throughout, so the Kalman filter gives the exact answers, and the
//! example asserts that the particle filter agrees with them.
//!
//! ```text
//! cargo run --release -p standoff-filter --example own_model
//! ```

use standoff_filter::{Model, Population};
use standoff_num::Draws;
use standoff_num::distributions::normal_quantile;
use std::error::Error;
use std::f64::consts::PI;

/// The seed of all random numbers: the same seed prints the same lines on every machine.
const SEED: u64 = 2026;
/// Weeks of the record.
const WEEKS: usize = 60;
/// The standard deviation of a weekly step, from which the record is simulated.
const TRUE_DEVIATION: f64 = 0.5;
/// Purpose of the random numbers of the walk.
const STEP: u16 = 1;
/// Purpose of the random numbers of the errors of observation.
const ERROR: u16 = 2;

/// `x_0 ~ N(0, 1)`, `x_t = x_{t-1} + N(0, deviation^2)`, `y_t = x_t + N(0, 1)`. The parameter is the deviation.
struct RandomWalk;

impl Model for RandomWalk {
    type Parameters = f64;
    type State = f64;
    type Observation = f64;

    fn initial_state(&self, _: &f64, draws: &Draws) -> f64 {
        normal_quantile(draws.uniform(STEP, 0, 0))
    }

    fn advance_state(&self, deviation: &f64, state: &mut f64, time: u32, draws: &Draws) {
        *state += deviation * normal_quantile(draws.uniform(STEP, 0, time));
    }

    fn simulate_observation(&self, _: &f64, state: &f64, time: u32, draws: &Draws) -> f64 {
        state + normal_quantile(draws.uniform(ERROR, 0, time))
    }

    fn log_density(&self, _: &f64, state: &f64, _: u32, observation: &f64) -> f64 {
        -0.5 * ((2.0 * PI).ln() + (observation - state).powi(2))
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let record = simulate_record()?;
    filter_with_known_parameter(&record)?;
    learn_parameter(&record)
}

/// One path of the model, observed every week.
fn simulate_record() -> Result<Vec<f64>, Box<dyn Error>> {
    // Another seed than the filter's, so that no particle has the random numbers of the truth.
    let mut truth = Population::new(&RandomWalk, vec![TRUE_DEVIATION], 1, SEED + 1)?;
    let mut record = truth.simulate_observations(&RandomWalk);
    while record.len() < WEEKS {
        truth.advance(&RandomWalk);
        record.extend(truth.simulate_observations(&RandomWalk));
    }
    Ok(record)
}

/// Takes a population through a record; `report` is called with the week and what the observation of it did.
fn filter_record(
    population: &mut Population<RandomWalk>,
    record: &[f64],
    report: impl Fn(usize, standoff_filter::Update),
) -> Result<(), Box<dyn Error>> {
    for (week, observation) in record.iter().enumerate() {
        if week > 0 {
            population.advance(&RandomWalk);
        }
        report(week, population.observe(&RandomWalk, observation)?);
    }
    Ok(())
}

/// Compares likelihood and mean with the Kalman filter, the parameter known.
fn filter_with_known_parameter(record: &[f64]) -> Result<(), Box<dyn Error>> {
    let mut population = Population::new(&RandomWalk, vec![TRUE_DEVIATION], 10_000, SEED)?;
    println!("week  conditional log likelihood  effective sample size  resampled");
    filter_record(&mut population, record, |week, update| {
        if week % 10 == 0 {
            let (log, size) = (update.conditional_log_likelihood, update.effective_sample_size);
            println!("{week:>4}  {log:>26.3}  {size:>21.0}  {}", if update.resampled { "yes" } else { "no" });
        }
    })?;
    let (exact_mean, exact_log_likelihood) = kalman_filter(TRUE_DEVIATION, record);
    let mean = population.filter_mean(|_, state| *state);
    println!("log likelihood {:.3}, exactly {exact_log_likelihood:.3}", population.log_likelihood);
    println!("filter mean {mean:.3}, exactly {exact_mean:.3}");
    // Between seeds the log likelihood spreads by 0.06 and the mean by about 0.01, so another seed would fail this
    // about once in a thousand times.
    assert!((population.log_likelihood - exact_log_likelihood).abs() < 0.2);
    assert!((mean - exact_mean).abs() < 0.05);
    Ok(())
}

/// Compares the posterior mean of the parameter with a sum over exact likelihoods, for a prior even on (0, 2).
fn learn_parameter(record: &[f64]) -> Result<(), Box<dyn Error>> {
    let prior: Vec<f64> = (0..100).map(|draw| 2.0 * (f64::from(draw) + 0.5) / 100.0).collect();
    let mut population = Population::new(&RandomWalk, prior.clone(), 200, SEED)?;
    filter_record(&mut population, record, |_, _| ())?;
    let mean = population.filter_mean_of_parameters(|deviation| *deviation);
    let logs: Vec<f64> = prior.iter().map(|deviation| kalman_filter(*deviation, record).1).collect();
    let greatest = logs.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let weights: Vec<f64> = logs.iter().map(|log| (log - greatest).exp()).collect();
    let exact = prior.iter().zip(&weights).map(|(deviation, weight)| deviation * weight).sum::<f64>()
        / weights.iter().sum::<f64>();
    println!("deviation of a step: posterior mean {mean:.3}, exactly {exact:.3}, simulated with {TRUE_DEVIATION}");
    // Between seeds the posterior mean spreads by 0.009.
    assert!((mean - exact).abs() < 0.03);
    Ok(())
}

/// The mean of the last state given the record, and the log likelihood of the record, in closed form (Kalman 1960).
fn kalman_filter(deviation: f64, record: &[f64]) -> (f64, f64) {
    let (mut mean, mut variance, mut log_likelihood) = (0.0, 1.0, 0.0);
    for (week, observation) in record.iter().enumerate() {
        if week > 0 {
            variance += deviation * deviation;
        }
        let (error, total) = (observation - mean, variance + 1.0);
        log_likelihood -= 0.5 * ((2.0 * PI * total).ln() + error * error / total);
        (mean, variance) = (mean + variance / total * error, variance / total);
    }
    (mean, log_likelihood)
}
