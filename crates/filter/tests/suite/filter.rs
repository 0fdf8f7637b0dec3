//! The particle filter against models whose likelihoods are known exactly.

use rayon::ThreadPoolBuilder;
use standoff_filter::{ImpossibleObservation, Model, Population};
use standoff_num::Draws;
use standoff_num::distributions::normal_quantile;
use standoff_num::elementary::{exp, ln};
use standoff_num::sums::{mean, sum_of, variance};
use std::collections::BTreeSet;

const ORACLE: &str = include_str!("../../../../fixtures/oracle/kalman/kalman.json");
const PHI: f64 = 0.9;

/// The log-likelihoods that came with the given series; see the script of the oracle.
const PUBLISHED_LOG_LIKELIHOODS: [(&str, f64); 2] =
    [("given_dense", -164.037_405_674_463_74), ("given_sparse", -33.655_326_775_411_1)];

/// x_t = phi x_{t-1} + N(0, 0.25) from its stationary distribution, read with error N(0, 1). The parameter is phi.
struct Autoregression;

const SPREAD: f64 = 0.5;
const LN_2_PI: f64 = 1.837_877_066_409_345_3;

fn standard_normal(draws: &Draws, purpose: u16, time: u32) -> f64 {
    normal_quantile(draws.uniform(purpose, 0, time))
}

impl Model for Autoregression {
    type Parameters = f64;
    type State = f64;
    type Observation = f64;

    fn initial_state(&self, phi: &f64, draws: &Draws) -> f64 {
        SPREAD / (1.0 - phi * phi).sqrt() * standard_normal(draws, 1, 0)
    }

    fn advance_state(&self, phi: &f64, state: &mut f64, time: u32, draws: &Draws) {
        *state = phi * *state + SPREAD * standard_normal(draws, 1, time);
    }

    fn simulate_observation(&self, _: &f64, state: &f64, time: u32, draws: &Draws) -> f64 {
        state + standard_normal(draws, 2, time)
    }

    fn log_density(&self, _: &f64, state: &f64, _: u32, reading: &f64) -> f64 {
        -0.5 * (LN_2_PI + (reading - state) * (reading - state))
    }
}

/// The same with parameters refreshed as by Liu and West (2001) on the scale ln(phi / (1 - phi)): drawn towards the
/// mean by 0.98 and spread so that the variance stays.
struct Refreshed;

fn logit(phi: f64) -> f64 {
    ln(phi / (1.0 - phi))
}

impl Model for Refreshed {
    type Parameters = f64;
    type State = f64;
    type Observation = f64;

    fn initial_state(&self, phi: &f64, draws: &Draws) -> f64 {
        Autoregression.initial_state(phi, draws)
    }

    fn advance_state(&self, phi: &f64, state: &mut f64, time: u32, draws: &Draws) {
        Autoregression.advance_state(phi, state, time, draws);
    }

    fn simulate_observation(&self, phi: &f64, state: &f64, time: u32, draws: &Draws) -> f64 {
        Autoregression.simulate_observation(phi, state, time, draws)
    }

    fn log_density(&self, phi: &f64, state: &f64, time: u32, reading: &f64) -> f64 {
        Autoregression.log_density(phi, state, time, reading)
    }

    fn refresh_parameters(
        &self,
        parents: &[f64],
        weights: &[f64],
        chosen: &[usize],
        resampling: u32,
        seed: u64,
    ) -> Vec<f64> {
        const PULL: f64 = 0.98;
        let moment = |power| sum_of(parents.iter().zip(weights).map(|(&phi, weight)| weight * logit(phi).powi(power)));
        let (centre, square) = (moment(1), moment(2));
        let spread = ((1.0 - PULL * PULL) * (square - centre * centre).max(0.0)).sqrt();
        let fresh = |(slot, &parent): (usize, &usize)| {
            let noise = standard_normal(&Draws::new(seed, slot as u32, u32::MAX), 3, resampling);
            let place = PULL * logit(parents[parent]) + (1.0 - PULL) * centre + spread * noise;
            1.0 / (1.0 + exp(-place))
        };
        chosen.iter().enumerate().map(fresh).collect()
    }
}

/// A row of the oracle: week, whether there is a reading, reading, filtered mean, filtered variance, increment.
fn oracle_rows(name: &str) -> Vec<[f64; 6]> {
    let all: serde_json::Value = serde_json::from_str(ORACLE).expect("the oracle is there");
    serde_json::from_value(all[name].clone()).expect("a table of the oracle")
}

fn oracle_readings(name: &str) -> Vec<Option<f64>> {
    oracle_rows(name).iter().map(|row| (row[1] == 1.0).then_some(row[2])).collect()
}

/// Filtered mean and variance and log-likelihood so far, week by week.
fn kalman_filter(phi: f64, readings: &[Option<f64>]) -> Vec<[f64; 3]> {
    let (mut mean, mut variance, mut log_likelihood) = (0.0, SPREAD * SPREAD / (1.0 - phi * phi), 0.0);
    let week = |(time, reading): (usize, &Option<f64>)| {
        if time > 0 {
            (mean, variance) = (phi * mean, phi * phi * variance + SPREAD * SPREAD);
        }
        if let Some(reading) = reading {
            let (error, total) = (reading - mean, variance + 1.0);
            log_likelihood -= 0.5 * ((2.0 * std::f64::consts::PI * total).ln() + error * error / total);
            (mean, variance) = (mean + variance / total * error, variance / total);
        }
        [mean, variance, log_likelihood]
    };
    readings.iter().enumerate().map(week).collect()
}

/// Steps a population through the readings, one a week from its own time on.
fn filter_readings<M: Model<Observation = f64>>(model: &M, population: &mut Population<M>, readings: &[Option<f64>]) {
    for time in population.time as usize.. {
        if let Some(reading) = readings.get(time).copied().flatten() {
            population.observe(model, &reading).expect("a possible reading");
        }
        if time + 1 >= readings.len() {
            return;
        }
        population.advance(model);
    }
}

fn filter_autoregression(readings: &[Option<f64>], particles: usize, seed: u64) -> Population<Autoregression> {
    let mut population = Population::new(&Autoregression, vec![PHI], particles, seed).expect("a population");
    filter_readings(&Autoregression, &mut population, readings);
    population
}

/// Asserts that the mean over runs lies where it should: log likelihoods are too low by half their variance, and the
/// mean wanders by its standard error. It lies beyond three of these with chance 0.006 for thirty runs and 0.015 for
/// ten, beyond 4.5 with chance 0.0001 and 0.0015. Returns mean and spread.
fn assert_near(found: &[f64], exact: f64, errors: f64) -> (f64, f64) {
    let (mean, variance) = (mean(found), variance(found));
    let allowed = 0.5 * variance + errors * (variance / found.len() as f64).sqrt();
    assert!((mean - exact).abs() <= allowed, "{mean}, not {exact}, and {allowed} allowed");
    (mean, variance.sqrt())
}

#[test]
fn the_kalman_filter_of_the_tests_agrees_with_the_oracle() {
    for name in ["own_dense", "own_sparse", "given_dense", "given_sparse"] {
        let mut so_far = 0.0;
        for (row, [mean, variance, log_likelihood]) in
            oracle_rows(name).iter().zip(kalman_filter(PHI, &oracle_readings(name)))
        {
            so_far += row[5];
            for (found, expected) in [(mean, row[3]), (variance, row[4]), (log_likelihood, so_far)] {
                assert!((found - expected).abs() < 1e-8, "{name}: {found}, not {expected}");
            }
        }
    }
    for (name, expected) in PUBLISHED_LOG_LIKELIHOODS {
        assert!((kalman_filter(PHI, &oracle_readings(name))[99][2] - expected).abs() < 1e-8, "{name}");
    }
}

/// The spreads of the reference runs over the given series: 0.260 and 0.109 at 1,000 particles, 0.073 and 0.040 at
/// 10,000.
#[test]
fn likelihoods_of_an_autoregression_agree_with_the_kalman_filter() {
    for (name, spreads) in [("given_dense", [0.260, 0.0734]), ("given_sparse", [0.109, 0.0401])] {
        let readings = oracle_readings(name);
        let exact = kalman_filter(PHI, &readings)[99];
        for ((particles, runs), expected) in [(1_000, 30), (10_000, 10)].into_iter().zip(spreads) {
            let populations: Vec<_> = (0..runs).map(|seed| filter_autoregression(&readings, particles, seed)).collect();
            let likelihoods: Vec<f64> = populations.iter().map(|population| population.log_likelihood).collect();
            let means: Vec<f64> =
                populations.iter().map(|population| population.filter_mean(|_, state| *state)).collect();
            let (mean, spread) = assert_near(&likelihoods, exact[2], 3.0);
            eprintln!("{name} {particles}: {:+.4}, spread {spread:.4}", mean - exact[2]);
            assert_near(&means, exact[0], 4.5);
            assert!(spread < 1.8 * expected, "{name} {particles}: {spread}");
        }
    }
}

#[test]
fn one_large_run_agrees_with_the_kalman_filter() {
    for (name, spread) in [("own_dense", 0.0734), ("own_sparse", 0.0401)] {
        let readings = oracle_readings(name);
        let (found, exact) =
            (filter_autoregression(&readings, 10_000, 5).log_likelihood, kalman_filter(PHI, &readings)[99][2]);
        assert!((found - exact).abs() < 3.0 * spread, "{name}: {found}, not {exact}");
    }
}

/// Two states; the chance to stay in each, and the chance to read a 1 in each.
struct TwoStates;

const CHANCE_TO_STAY: [f64; 2] = [0.9, 0.7];
const CHANCE_OF_ONE: [f64; 2] = [0.15, 0.8];

impl Model for TwoStates {
    type Parameters = ();
    type State = usize;
    type Observation = bool;

    fn initial_state(&self, (): &(), draws: &Draws) -> usize {
        usize::from(draws.uniform(1, 0, 0) < 0.5)
    }

    fn advance_state(&self, (): &(), state: &mut usize, time: u32, draws: &Draws) {
        if draws.uniform(1, 0, time) > CHANCE_TO_STAY[*state] {
            *state = 1 - *state;
        }
    }

    fn simulate_observation(&self, (): &(), state: &usize, time: u32, draws: &Draws) -> bool {
        draws.uniform(2, 0, time) < CHANCE_OF_ONE[*state]
    }

    fn log_density(&self, (): &(), state: &usize, _: u32, one: &bool) -> f64 {
        ln(if *one { CHANCE_OF_ONE[*state] } else { 1.0 - CHANCE_OF_ONE[*state] })
    }
}

/// The log-likelihood and the chance of state 1 at the end (Rabiner 1989, Proc. IEEE 77:257, forward recursion).
fn forward_recursion(readings: &[bool]) -> (f64, f64) {
    let (mut chance, mut log_likelihood) = ([0.5, 0.5], 0.0);
    for (time, &one) in readings.iter().enumerate() {
        if time > 0 {
            let change = chance[0] * (1.0 - CHANCE_TO_STAY[0]);
            chance = [
                chance[0] * CHANCE_TO_STAY[0] + chance[1] * (1.0 - CHANCE_TO_STAY[1]),
                change + chance[1] * CHANCE_TO_STAY[1],
            ];
        }
        let joint = [0, 1]
            .map(|state: usize| chance[state] * if one { CHANCE_OF_ONE[state] } else { 1.0 - CHANCE_OF_ONE[state] });
        let total: f64 = joint.iter().sum();
        (chance, log_likelihood) = (joint.map(|part| part / total), log_likelihood + total.ln());
    }
    (log_likelihood, chance[1])
}

fn filter_chain(readings: &[bool], draws: usize, paths: usize, seed: u64) -> Population<TwoStates> {
    let mut population = Population::new(&TwoStates, vec![(); draws], paths, seed).expect("a population");
    for (time, reading) in readings.iter().enumerate() {
        if time > 0 {
            population.advance(&TwoStates);
        }
        population.observe(&TwoStates, reading).expect("a possible reading");
    }
    population
}

fn chain_readings(count: u32) -> Vec<bool> {
    (0..count).map(|time| (time * 7919 % 101) % 3 == 0 || time % 20 > 15).collect()
}

#[test]
fn a_chain_of_two_states_agrees_with_the_forward_recursion() {
    let readings = chain_readings(60);
    let (log_likelihood, last) = forward_recursion(&readings);
    let run = |seed| {
        let population = filter_chain(&readings, 1, 1_000, seed);
        (population.log_likelihood, population.filter_mean(|(), &state| state as f64))
    };
    let (likelihoods, chances): (Vec<f64>, Vec<f64>) = (0..30).map(run).unzip();
    assert_near(&likelihoods, log_likelihood, 3.0);
    assert_near(&chances, last, 4.5);
}

/// However few the particles, the likelihood itself is right on average, in one draw and in three of the same
/// parameters; its mean over 2,000 runs lies beyond four standard errors with chance 6e-5.
#[test]
fn likelihoods_are_unbiased() {
    let readings = chain_readings(20);
    let exact = forward_recursion(&readings).0;
    for (draws, paths) in [(1, 30), (3, 10)] {
        let populations: Vec<_> = (0..2_000).map(|seed| filter_chain(&readings, draws, paths, seed)).collect();
        let ratios: Vec<f64> = populations.iter().map(|found| exp(found.log_likelihood - exact)).collect();
        let error = (variance(&ratios) / 2_000.0).sqrt();
        eprintln!("{draws} draws: {:.4} +- {error:.4}", mean(&ratios));
        assert!((mean(&ratios) - 1.0).abs() < 4.0 * error && error < 0.04, "{} +- {error}", mean(&ratios));
        assert!(populations.iter().all(|found| found.resamplings > 0));
    }
}

/// The mean of phi after forty readings, for a prior even on (0, 1), by a sum over a fine grid of Kalman likelihoods.
fn exact_phi(readings: &[Option<f64>]) -> f64 {
    let grid = oracle_rows_of_phi();
    let top = grid.iter().map(|row| row[1]).fold(f64::NEG_INFINITY, f64::max);
    let weights: Vec<f64> = grid.iter().map(|row| (row[1] - top).exp()).collect();
    assert!(grid.iter().all(|[phi, log]| (kalman_filter(*phi, readings)[39][2] - log).abs() < 1e-8));
    grid.iter().zip(&weights).map(|(row, weight)| row[0] * weight).sum::<f64>() / weights.iter().sum::<f64>()
}

fn oracle_rows_of_phi() -> Vec<[f64; 2]> {
    let all: serde_json::Value = serde_json::from_str(ORACLE).expect("the oracle is there");
    serde_json::from_value(all["own_phi"].clone()).expect("a table of the oracle")
}

fn even_grid(count: u32) -> Vec<f64> {
    (0..count).map(|index| (f64::from(index) + 0.5) / f64::from(count)).collect()
}

fn filter_unknown_phi<M: Model<Parameters = f64, Observation = f64>>(
    model: &M,
    readings: &[Option<f64>],
    seed: u64,
) -> Population<M> {
    let mut population = Population::new(model, even_grid(100), 100, seed).expect("a population");
    filter_readings(model, &mut population, readings);
    population
}

#[test]
fn an_unknown_parameter_agrees_with_numerical_integration() {
    let readings = oracle_readings("own_dense")[..40].to_vec();
    let exact = exact_phi(&readings);
    let populations: Vec<_> = (0..12).map(|seed| filter_unknown_phi(&Autoregression, &readings, seed)).collect();
    let means: Vec<f64> =
        populations.iter().map(|population| population.filter_mean_of_parameters(|phi| *phi)).collect();
    let (mean, spread) = assert_near(&means, exact, 3.0);
    eprintln!("phi {mean:.4}, exact {exact:.4}, spread {spread:.4}");
    assert!(spread < 0.04, "{spread}");
    let grid: BTreeSet<u64> = even_grid(100).into_iter().map(f64::to_bits).collect();
    assert!(populations.iter().all(|population| population.parameters.iter().all(|phi| grid.contains(&phi.to_bits()))));
}

#[test]
fn refreshed_parameters_stay_apart_and_near() {
    let readings = oracle_readings("own_dense")[..40].to_vec();
    let populations: Vec<_> = (0..12).map(|seed| filter_unknown_phi(&Refreshed, &readings, seed)).collect();
    for population in &populations {
        let distinct: BTreeSet<u64> = population.parameters.iter().map(|phi| phi.to_bits()).collect();
        assert_eq!(distinct.len(), 100);
    }
    let means: Vec<f64> =
        populations.iter().map(|population| population.filter_mean_of_parameters(|phi| *phi)).collect();
    eprintln!("phi refreshed {:.4}, spread {:.4}", mean(&means), variance(&means).sqrt());
    assert!((mean(&means) - exact_phi(&readings)).abs() < 0.02, "{}", mean(&means));
}

/// Everything a population holds, as bits.
fn population_bits<M: Model<Parameters = f64, State = f64>>(population: &Population<M>) -> Vec<u64> {
    let columns = [&population.parameters, &population.states, &population.log_weights];
    let numbers = columns.into_iter().flatten().chain([&population.log_likelihood]).map(|number| number.to_bits());
    numbers.chain([u64::from(population.time), u64::from(population.resamplings)]).collect()
}

#[test]
fn the_number_of_threads_changes_no_byte() {
    let readings = oracle_readings("own_dense")[..30].to_vec();
    let with = |threads: usize| {
        let pool = ThreadPoolBuilder::new().num_threads(threads).build().expect("a pool");
        pool.install(|| {
            let deep = filter_autoregression(&readings, 1_000, 3);
            let wide = filter_unknown_phi(&Refreshed, &readings, 3);
            let simulated: Vec<u64> = wide.simulate_observations(&Refreshed).into_iter().map(f64::to_bits).collect();
            assert!(deep.resamplings > 3 && wide.resamplings > 3);
            [population_bits(&deep), population_bits(&wide), simulated]
        })
    };
    let one = with(1);
    assert!(one == with(2) && one == with(8));
}

#[test]
fn a_copy_goes_on_as_the_original_from_every_week() {
    let readings = oracle_readings("own_sparse")[..41].to_vec();
    let mut population = Population::new(&Refreshed, even_grid(10), 30, 8).expect("a population");
    let mut copies = Vec::new();
    for weeks in 1..=readings.len() {
        copies.push(population.clone());
        if let Some(reading) = readings[weeks - 1] {
            population.observe(&Refreshed, &reading).expect("a possible reading");
        }
        if weeks < readings.len() {
            population.advance(&Refreshed);
        }
    }
    assert!(population.resamplings > 1);
    for mut copy in copies {
        filter_readings(&Refreshed, &mut copy, &readings);
        assert!(population_bits(&copy) == population_bits(&population));
    }
}

#[test]
fn a_reading_that_no_state_allows_leaves_the_population_alone() {
    let mut population = filter_autoregression(&oracle_readings("own_dense")[..10], 500, 1);
    let before = population_bits(&population);
    for reading in [f64::NAN, f64::INFINITY] {
        assert_eq!(population.observe(&Autoregression, &reading), Err(ImpossibleObservation { time: 9 }));
        assert!(population_bits(&population) == before);
    }
    assert_eq!(ImpossibleObservation { time: 9 }.to_string(), "no state at time 9 allows the reading");
    let update = population.observe(&Autoregression, &1.0).expect("a possible reading");
    assert!(
        update.greatest_log_density <= -0.918
            && update.least_log_density < update.greatest_log_density
            && update.states_ruled_out == 0
    );
    assert!(update.effective_sample_size <= 500.0 && update.effective_draw_sample_size == 1.0);
}

/// Readings that rule out all states but one leave that one, in every slot but with its own numbers from there on.
#[test]
fn a_single_survivor_fills_the_population() {
    struct Exact;
    impl Model for Exact {
        type Parameters = u32;
        type State = (u32, u32);
        type Observation = u32;
        fn initial_state(&self, _: &u32, draws: &Draws) -> (u32, u32) {
            (draws.path(), 0)
        }
        fn advance_state(&self, _: &u32, _: &mut (u32, u32), _: u32, _: &Draws) {}
        fn simulate_observation(&self, _: &u32, state: &(u32, u32), _: u32, _: &Draws) -> u32 {
            state.0
        }
        fn log_density(&self, draw: &u32, state: &(u32, u32), _: u32, reading: &u32) -> f64 {
            if (draw * 10 + state.0) == *reading { 0.0 } else { f64::NAN }
        }
        fn renumber_state(&self, state: &mut (u32, u32)) {
            state.1 += 1;
        }
    }
    let mut population = Population::new(&Exact, vec![0, 1, 2], 4, 1).expect("a population");
    let update = population.observe(&Exact, &12).expect("a possible reading");
    assert!(
        update.resampled
            && update.states_ruled_out == 11
            && (update.greatest_log_density, update.least_log_density) == (0.0, 0.0)
    );
    assert!(
        (update.effective_sample_size - 1.0).abs() < 1e-12
            && (update.conditional_log_likelihood + 12.0_f64.ln()).abs() < 1e-12
    );
    assert_eq!(population.parameters, [1; 3]);
    assert!(population.states.iter().enumerate().all(|(slot, state)| *state == (2, u32::from(slot != 6))));
    assert_eq!(population.simulate_observations(&Exact), [2; 12]);
    assert!(population.observe(&Exact, &11).is_err());
}

#[test]
fn a_population_needs_members() {
    assert!(Population::new(&Autoregression, vec![], 4, 1).is_err());
    let fault = Population::new(&Autoregression, vec![PHI], 0, 1).err().expect("no population");
    assert!(fault.to_string().starts_with("1 draws of 0 paths"));
    // Draws without size take no memory, so that as many as cannot be numbered can be offered.
    assert!(Population::new(&TwoStates, vec![(); u32::MAX as usize], 1, 1).is_err());
    assert!(Population::new(&Autoregression, vec![PHI], u32::MAX as usize, 1).is_err());
}

/// A model whose states note where their random numbers come from, and whose parameters are counted up when refreshed.
struct Noted;

impl Model for Noted {
    type Parameters = u32;
    /// Draw and path at the beginning and after a step, and the parameter of the step.
    type State = [u32; 5];
    type Observation = [u32; 2];
    fn initial_state(&self, parameter: &u32, draws: &Draws) -> [u32; 5] {
        [draws.draw(), draws.path(), 0, 0, *parameter]
    }
    fn advance_state(&self, parameter: &u32, state: &mut [u32; 5], _: u32, draws: &Draws) {
        (state[2], state[3], state[4]) = (draws.draw(), draws.path(), *parameter);
    }
    fn simulate_observation(&self, _: &u32, _: &[u32; 5], _: u32, draws: &Draws) -> [u32; 2] {
        [draws.draw(), draws.path()]
    }
    fn log_density(&self, _: &u32, state: &[u32; 5], _: u32, only: &[u32; 2]) -> f64 {
        if only[0] == u32::MAX || state[1] == only[1] { 0.0 } else { f64::INFINITY }
    }
    fn refresh_parameters(&self, parents: &[u32], _: &[f64], chosen: &[usize], _: u32, _: u64) -> Vec<u32> {
        chosen.iter().map(|&parent| parents[parent] + 1_000).collect()
    }
}

/// More draws than one task takes, more paths than one takes, and as many states in one draw.
#[test]
fn every_slot_has_the_numbers_and_parameters_of_its_draw_and_path() {
    for (draws, paths) in [(100, 10), (3, 300), (1, 1_000)] {
        let mut population = Population::new(&Noted, (0..draws).collect(), paths as usize, 1).expect("a population");
        let beginning: Vec<u32> = population.states.iter().map(|state| state[4]).collect();
        population.advance(&Noted);
        let simulated = population.simulate_observations(&Noted);
        for (slot, state) in (0..).zip(&population.states) {
            let (draw, path) = (slot / paths, slot % paths);
            assert_eq!(*state, [draw, path, draw, path, draw], "{draws} {paths} {slot}");
            assert_eq!((simulated[slot as usize], beginning[slot as usize]), ([draw, path], draw));
        }
    }
}

/// With weights all equal, the effective sample size is the number of states: not below a threshold of one.
#[test]
fn the_threshold_is_a_share_of_the_states() {
    for (threshold, resampled) in [(0.0, false), (1.0, false), (1.5, true)] {
        let mut population = Population::new(&Noted, vec![0], 4, 1).expect("a population");
        population.resampling_threshold = threshold;
        let update = population.observe(&Noted, &[u32::MAX, 0]).expect("a reading that says nothing");
        assert_eq!((update.effective_sample_size, update.resampled), (4.0, resampled), "{threshold}");
    }
}

#[test]
fn parameters_are_refreshed_where_there_are_several_and_not_too_often() {
    let mut one = Population::new(&Noted, vec![5], 4, 1).expect("a population");
    one.resample(&Noted);
    assert_eq!(one.parameters, [5]);
    let mut several = Population::new(&Noted, vec![0, 0], 2, 1).expect("a population");
    several.least_steps_between_refreshes = 3;
    let mut refreshed = Vec::new();
    for time in 0..8 {
        several.resample(&Noted);
        refreshed.push(several.parameters[0] / 1_000);
        assert_eq!((several.time, several.resamplings), (time, time + 1));
        several.advance(&Noted);
    }
    assert_eq!(refreshed, [0, 0, 0, 1, 1, 1, 2, 2]);
}

/// A state that was ruled out may have no figure, and a draw without weight no figure of its parameters.
#[test]
fn figures_of_members_without_weight_are_not_computed() {
    let mut population = Population::new(&Noted, vec![3, 4], 3, 1).expect("a population");
    population.resampling_threshold = 0.0;
    population.log_weights = [0.25_f64, 0.0, 0.75, 0.0, 0.0, 0.0].map(f64::ln).to_vec();
    let mean = population.filter_mean(|&parameter, state| {
        assert!(parameter == 3 && state[1] != 1);
        f64::from(state[1])
    });
    assert!((mean - 1.5).abs() < 1e-14);
    let of_parameters = population.filter_mean_of_parameters(|&parameter| {
        assert_eq!(parameter, 3);
        f64::from(parameter)
    });
    assert!((of_parameters - 3.0).abs() < 1e-14);
}

/// The posterior of the parameters: of weights 1, 2 and 3 in the first draw and 4, 0 and 0 in the second, 6 and 4 in 10.
#[test]
fn draws_weigh_what_their_states_do() {
    let mut population = Population::new(&Noted, vec![3, 4], 3, 1).expect("a population");
    population.log_weights = [0.1_f64, 0.2, 0.3, 0.4, 0.0, 0.0].map(f64::ln).to_vec();
    let weights = population.draw_weights();
    assert_eq!(weights.len(), 2);
    assert!((weights[0] - 0.6).abs() < 1e-14 && (weights[1] - 0.4).abs() < 1e-14, "{weights:?}");
    assert!((population.filter_mean_of_parameters(|&parameter| f64::from(parameter)) - 3.4).abs() < 1e-14);
}

/// A model that does not speak of local readings has none: nothing is asked of its parts.
#[test]
fn a_model_has_no_local_readings_unless_it_says_so() {
    assert_eq!(Noted.local_readings(3, &[u32::MAX, 0]), 0);
}
