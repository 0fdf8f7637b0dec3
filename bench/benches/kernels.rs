//! Wall time of the kernels, each with its own floor: `cargo bench -p standoff-bench`.
//!
//! A floor does the unavoidable part of the work and nothing else, so that the ratio says how far a kernel is from the
//! best possible whatever the machine.
//!
//! * `solve/interactive`, `solve/full`: the equilibrium of the default scenario. Goal: 100 ms and 1.5 s on 2 cores.
//! * `recursion/step`: one planning step on the full grid, in state·package units. Goal: 100 million a second on 2
//!   cores. Floor `recursion/exponentials`: the same number of exponentials and logarithms, and nothing else.
//! * `paths/default`: 10,000 futures of 260 weeks with 35 members. Goal: 1 s on 2 cores. Floor `paths/random`: the
//!   same number of random blocks, and nothing else.
//! * `filter/default`: 10,240 states through the 196 weeks of the default record, the games of the actors solved
//!   before. Goal: 5 s on 2 cores. Floor `filter/steps`: the same steps of the world, unweighed.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use rayon::prelude::*;
use standoff_assimilation::{Calendar, FilterSize, PlayableDraw, RESAMPLED_BELOW, WarModel};
use standoff_engine::{equilibrium::Equilibrium, planning::Planning};
use standoff_filter::Population;
use standoff_lab::ensemble::design::{Design, Resolution};
use standoff_lab::ensemble::package_distances::package_distances;
use standoff_lab::future::clock::Clock;
use standoff_lab::future::simulation::{Period, Timeline, simulate_future};
use standoff_num::Draws;
use standoff_num::elementary::{exp, ln};
use standoff_scenario::builtin;
use standoff_scenario::evidence::Log;
use standoff_world::state::State;
use standoff_world::step::Pace;
use standoff_world::switches::Mechanisms;
use std::hint::black_box;
use std::sync::Arc;

/// Steps of the plain induction, so that one benchmark times one step many times over.
const STEPS: usize = 24;
const PATHS: usize = 10_000;
const WEEKS: usize = 260;

fn bench_solve(criterion: &mut Criterion) {
    let world = standoff_bench::default_world();
    let mechanisms = Mechanisms::default();
    let mut group = criterion.benchmark_group("solve");
    group.sample_size(10);
    for (name, planning) in [("interactive", Planning::coarse(&world)), ("full", Planning::full(&world, 12.0 / 52.0))] {
        group.bench_function(name, |bencher| {
            bencher.iter(|| Equilibrium::solve(&world, &mechanisms, &planning, Draws::new(1, 0, 0)));
        });
    }
    group.finish();
}

fn bench_recursion(criterion: &mut Criterion) {
    let world = standoff_bench::default_world();
    let mechanisms = Mechanisms::default();
    let fronts = world.war.front_steps;
    let grid = standoff_engine::state_space::Grid::new(&world, fronts);
    let work = Equilibrium::work_per_step(&grid);
    let mut group = criterion.benchmark_group("recursion");
    group.sample_size(10).throughput(Throughput::Elements((work * STEPS) as u64));
    group.bench_function("steps", |bencher| {
        let planning = Planning::plain(fronts, 1.0, STEPS);
        bencher.iter(|| Equilibrium::solve(&world, &mechanisms, &planning, Draws::new(1, 0, 0)));
    });
    // A node has two sides with two exponentials and a logarithm each, and one exponential for each owner of drafts.
    let nodes = 2 * grid.interior_fronts() * grid.places() * grid.lanes() * STEPS;
    group.bench_function("exponentials", |bencher| {
        bencher.iter(|| {
            (0..nodes / 4096).into_par_iter().for_each(|_| {
                black_box(exponential_floor());
            });
        });
    });
    group.finish();
}

/// The exponentials and logarithms of 4096 nodes.
fn exponential_floor() -> f64 {
    let mut values: Vec<f64> = (0..4096).map(|k| f64::from(k) * 1e-3 - 2.0).collect();
    for _ in 0..8 {
        values.iter_mut().for_each(|value| *value = exp(-value.abs()));
    }
    for _ in 0..2 {
        values.iter_mut().for_each(|value| *value = ln(1.0 + *value));
    }
    values[0]
}

fn bench_paths(criterion: &mut Criterion) {
    let world = standoff_bench::default_world();
    let decisions = Equilibrium::solve(&world, &Mechanisms::default(), &Planning::coarse(&world), Draws::new(1, 0, 0));
    let clock = Clock { steps_per_year: 52, horizon_steps: WEEKS };
    let (pace, distances) = (Pace::new(&world.war, clock.step_months()), package_distances(&world.war));
    let phases = [Period { first_step: 0, world: world.clone(), pace, decisions, orders: None }];
    let stage = Timeline { start: &world, periods: &phases, clock, distances: &distances };
    let mut group = criterion.benchmark_group("paths");
    group.sample_size(10).throughput(Throughput::Elements((PATHS * WEEKS) as u64));
    group.bench_function("default", |bencher| {
        bencher.iter(|| {
            (0..PATHS)
                .into_par_iter()
                .map(|path| simulate_future(&stage, State::start(&world), 1, 0, path).talks.rounds)
                .sum::<u32>()
        });
    });
    let entities: Vec<u32> = (0..world.war.members.len() as u32).collect();
    group.bench_function("random", |bencher| {
        bencher.iter(|| (0..PATHS).into_par_iter().map(|path| random_floor(path, &entities)).sum::<u32>());
    });
    group.finish();
}

/// The random numbers of one future: one block for each member every four weeks, and six blocks a week.
fn random_floor(path: usize, entities: &[u32]) -> u32 {
    let draws = Draws::new(1, 0, path as u32);
    let mut blocks = vec![[0; 4]; entities.len()];
    let mut mixed = 0;
    for week in 0..WEEKS as u16 {
        if week % 4 == 0 {
            draws.fill_blocks(6, week / 4, entities, &mut blocks);
            mixed ^= blocks[0][0];
        }
        for purpose in 0..6 {
            mixed ^= draws.block(purpose, week, 0)[0];
        }
    }
    mixed
}

fn bench_filter(criterion: &mut Criterion) {
    let scenario = standoff_bench::default_scenario();
    let sources = builtin::evidence(builtin::DEFAULT);
    let log = Log::read(&sources, &scenario).map(|(log, _)| log).unwrap_or_else(|_| Log::empty(&scenario));
    let calendar = Calendar::new(&scenario, &log, scenario.start);
    let FilterSize { draws, paths, .. } = FilterSize::default();
    let (mechanisms, resolution) = (Mechanisms::default(), Resolution::Coarse);
    let design = Design {
        scenario: &scenario,
        draws,
        paths,
        seed: 1,
        mechanisms,
        lever_settings: &[],
        resolution,
        posterior: None,
    };
    let model = WarModel::new(&design, &calendar);
    let Ok(prior) = model.prior_draws(2, &|| false, &|| ()) else { return };
    let mut group = criterion.benchmark_group("filter");
    group.sample_size(10).throughput(Throughput::Elements((draws * paths) as u64 * u64::from(calendar.step_count())));
    for (name, weighed) in [("default", true), ("steps", false)] {
        group.bench_function(name, |bencher| {
            bencher.iter(|| run_filter(&model, &calendar, &prior, paths, weighed));
        });
    }
    group.finish();
}

/// Takes the population through the record, weighted by the reports or not.
fn run_filter(
    model: &WarModel<'_>,
    calendar: &Calendar,
    prior: &[Arc<PlayableDraw>],
    paths: usize,
    weighed: bool,
) -> f64 {
    let Ok(mut population) = Population::new(model, prior.to_vec(), paths, 1) else { return f64::NAN };
    (population.resampling_threshold, population.least_steps_between_refreshes) = (RESAMPLED_BELOW, 13);
    for time in 1..=calendar.step_count() {
        population.advance(model);
        if weighed && population.observe(model, calendar.report_of_step(time)).is_err() {
            return f64::NAN;
        }
    }
    population.log_likelihood
}

criterion_group!(kernels, bench_solve, bench_recursion, bench_paths, bench_filter);
criterion_main!(kernels);
