//! Local readings against the Kalman filter: many parts of a state, each read by itself.

use standoff_filter::{ImpossibleObservation, LocalPart, Model, Population};
use standoff_num::Draws;
use standoff_num::distributions::normal_quantile;

const PARTS: usize = 40;
const STEPS: u32 = 30;
const STEP_VARIANCE: f64 = 0.25;

/// Independent random walks, each read every step with an error of variance 1. A reading of NaN rules every state out.
struct Walks {
    local: bool,
}

fn log_density(reading: f64, part: f64) -> f64 {
    -0.5 * ((2.0 * std::f64::consts::PI).ln() + (reading - part) * (reading - part))
}

impl Model for Walks {
    type Parameters = ();
    type State = Vec<f64>;
    type Observation = Vec<f64>;

    fn initial_state(&self, (): &(), draws: &Draws) -> Vec<f64> {
        (0..PARTS as u32).map(|part| normal_quantile(draws.uniform(1, 0, part))).collect()
    }

    fn advance_state(&self, (): &(), state: &mut Vec<f64>, time: u32, draws: &Draws) {
        for (part, number) in state.iter_mut().zip(0..) {
            *part += STEP_VARIANCE.sqrt() * normal_quantile(draws.uniform(2, time as u16, number));
        }
    }

    fn simulate_observation(&self, (): &(), state: &Vec<f64>, time: u32, draws: &Draws) -> Vec<f64> {
        let read = |(part, number)| part + normal_quantile(draws.uniform(3, time as u16, number));
        state.iter().copied().zip(0..).map(read).collect()
    }

    fn log_density(&self, (): &(), state: &Vec<f64>, _: u32, readings: &Vec<f64>) -> f64 {
        state.iter().zip(readings).map(|(part, reading)| log_density(*reading, *part)).sum()
    }

    fn local_readings(&self, _: u32, readings: &Vec<f64>) -> usize {
        if self.local { readings.len() } else { 0 }
    }

    fn shared_log_density(&self, parameters: &(), state: &Vec<f64>, time: u32, readings: &Vec<f64>) -> f64 {
        if self.local { 0.0 } else { self.log_density(parameters, state, time, readings) }
    }

    fn local_part(&self, (): &(), state: &Vec<f64>, _: u32, readings: &Vec<f64>, reading: usize) -> LocalPart {
        let part = state[reading];
        LocalPart { log_density: log_density(readings[reading], part), figure: part, numbers: vec![part] }
    }

    fn put_local_part(&self, (): &(), state: &mut Vec<f64>, _: u32, _: &Vec<f64>, reading: usize, part: &[f64]) {
        state[reading] = part[0];
    }
}

/// Root mean square of the errors of the filter means, in posterior standard deviations, and the error of the log
/// likelihood, against the Kalman filter.
fn errors_of(model: &Walks, states: usize, seed: u64) -> (f64, f64) {
    let truth = Draws::new(seed, 7, 7);
    let mut state = model.initial_state(&(), &truth);
    let mut population = Population::new(model, vec![()], states, seed).unwrap();
    let (mut means, mut variance, mut log_likelihood) = (vec![0.0; PARTS], 1.0, 0.0);
    for time in 1..=STEPS {
        model.advance_state(&(), &mut state, time, &truth);
        let readings = model.simulate_observation(&(), &state, time, &truth);
        population.advance(model);
        population.observe(model, &readings).unwrap();
        let before: f64 = variance + STEP_VARIANCE;
        for (mean, reading) in means.iter_mut().zip(&readings) {
            let error = reading - *mean;
            log_likelihood -=
                0.5 * ((2.0 * std::f64::consts::PI * (before + 1.0)).ln() + error * error / (before + 1.0));
            *mean += before / (before + 1.0) * error;
        }
        variance = before / (before + 1.0);
    }
    let squares: f64 =
        (0..PARTS).map(|part| (population.filter_mean(|(), state| state[part]) - means[part]).powi(2) / variance).sum();
    ((squares / PARTS as f64).sqrt(), population.log_likelihood - log_likelihood)
}

/// With 500 states, local readings find every mean to a tenth of its standard deviation; whole states, weighed by all forty
/// readings at once, do not come near. Independent states of the exact posterior would stray by 1/sqrt(500) = .045.
#[test]
fn many_parts_are_followed_by_few_states() {
    let errors: Vec<(f64, f64)> = (1..=5).map(|seed| errors_of(&Walks { local: true }, 500, seed)).collect();
    assert!(errors.iter().all(|(means, log)| *means < 0.12 && log.abs() < 6.0), "{errors:?}");
    let (whole, _) = errors_of(&Walks { local: false }, 500, 1);
    assert!(whole > 0.5, "{whole}");
}

#[test]
fn an_impossible_local_reading_changes_nothing() {
    let model = Walks { local: true };
    let mut population = Population::new(&model, vec![()], 50, 1).unwrap();
    population.advance(&model);
    let before = population.clone();
    let mut readings = vec![0.3; PARTS];
    readings[PARTS - 1] = f64::NAN;
    assert_eq!(population.observe(&model, &readings).unwrap_err(), ImpossibleObservation { time: 1 });
    assert!(population.states == before.states && population.log_weights == before.log_weights);
    assert_eq!(population.log_likelihood.to_bits(), before.log_likelihood.to_bits());
}

/// Local readings count in the log likelihood as the rest of an observation does: what an observation adds to it is what it
/// reports.
#[test]
fn an_observation_reports_what_it_adds_to_the_log_likelihood() {
    let model = Walks { local: true };
    let mut population = Population::new(&model, vec![()], 50, 1).unwrap();
    for _ in 0..3 {
        population.advance(&model);
        let before = population.log_likelihood;
        let update = population.observe(&model, &vec![0.3; PARTS]).unwrap();
        // The density of one reading is at most 1 / sqrt(2 pi).
        assert!(update.conditional_log_likelihood < -0.918 * PARTS as f64, "{update:?}");
        assert!((population.log_likelihood - before - update.conditional_log_likelihood).abs() < 1e-9, "{update:?}");
    }
}
