//! Wall time of the kernels, each with its own floor: `cargo bench -p standoff-bench`.
//!
//! A floor does the unavoidable part of the work and nothing else, so that the ratio says how far a kernel is from the
//! best possible whatever the machine. The last lines of the output give the ratios and the processor.
//!
//! * `solve/sketch`, `solve/interactive`, `solve/full`: the equilibrium of the default scenario. Goal on one core: 30 ms for
//!   the first look, 120 ms for a game with the whole menu as ensembles play it.
//! * `recursion/coarse`, `recursion/full`: planning steps on the grid of ensembles (6 steps of the front) and on that of
//!   `--full` (24), in states with drafts times packages of the menu, on one thread. Goal: within 2 times the floor
//!   `recursion/exponentials`, the exponentials and logarithms of as many nodes and nothing else.
//! * `paths/default`: 10,000 futures of 260 weeks with 35 members. Goal: 1 s on 2 cores. Floor `paths/random`: the
//!   same number of random blocks, and nothing else.
//! * `filter/default`: 10,240 states through the 196 weeks of the default record, the games of the actors solved
//!   before. Goal: 5 s on 2 cores. Floor `filter/steps`: the same steps of the world, unweighed.

#![allow(clippy::disallowed_methods, reason = "timing is the purpose")]

use criterion::{BenchmarkGroup, Criterion, Throughput, criterion_group, measurement::WallTime};
use rayon::ThreadPoolBuilder;
use standoff_assimilation::FilterSize;
use standoff_bench::exponentials::ExponentialFloor;
use standoff_bench::futures::{Futures, WEEKS};
use standoff_bench::planning_steps::{coarse_front_steps, full_front_steps, solve_plainly};
use standoff_bench::processor::describe_processor;
use standoff_bench::record::with_default_record;
use standoff_engine::{equilibrium::Equilibrium, planning::Planning, state_space::Grid};
use standoff_lab::ensemble::design::Resolution;
use standoff_num::Draws;
use standoff_world::switches::Mechanisms;
use standoff_world::war::World;
use std::hint::black_box;
use std::time::{Duration, Instant};

const PATHS: usize = 10_000;
/// Planning steps whose time is measured at once, so that making the problem ready is a small part of what is timed.
const STEPS: usize = 24;
/// Games that share the population of the filter.
const GAMES: usize = 2;
/// Rounds in which a kernel and its floor take turns for their ratio. The fastest of each counts.
const ROUNDS: usize = 5;

fn bench_solve(criterion: &mut Criterion) {
    let world = standoff_bench::default_world();
    let mechanisms = Mechanisms::default();
    let mut group = criterion.benchmark_group("solve");
    group.sample_size(10);
    let plans = [
        ("sketch", Planning::sketch(&world)),
        ("interactive", Planning::coarse(&world)),
        ("full", Planning::full(&world, 12.0 / 52.0)),
    ];
    for (name, planning) in plans {
        group.bench_function(name, |bencher| {
            bencher.iter(|| Equilibrium::solve(&world, &mechanisms, &planning, Draws::new(1, 0, 0)));
        });
    }
    group.finish();
}

/// Time of a number of planning steps, without that of making the problem ready.
fn time_steps(world: &World, front_steps: usize, steps: usize) -> Duration {
    let time = |steps: usize| {
        let start = Instant::now();
        black_box(solve_plainly(world, front_steps, steps));
        start.elapsed()
    };
    let ready = time(1);
    time(1 + steps).saturating_sub(ready)
}

fn bench_recursion(criterion: &mut Criterion) {
    let world = standoff_bench::default_world();
    let mut group = criterion.benchmark_group("recursion");
    group.sample_size(10);
    for (name, fronts) in [("coarse", coarse_front_steps(&world)), ("full", full_front_steps(&world))] {
        let grid = Grid::new(&world, fronts);
        group.throughput(Throughput::Elements((Equilibrium::work_per_step(&grid) * STEPS) as u64));
        on_one_thread(&mut group, name, &|| time_steps(&world, fronts, STEPS));
    }
    let grid = Grid::new(&world, coarse_front_steps(&world));
    group.throughput(Throughput::Elements((Equilibrium::work_per_step(&grid) * STEPS) as u64));
    let floor = ExponentialFloor::of_step(&world, &grid);
    on_one_thread(&mut group, "exponentials", &|| time_floor(floor, STEPS));
    group.finish();
}

/// Measures with a clock of its own, on one thread.
fn on_one_thread(group: &mut BenchmarkGroup<'_, WallTime>, name: &str, time: &(dyn Fn() -> Duration + Sync)) {
    group.bench_function(name, |bencher| {
        bencher.iter_custom(|iterations| with_one_thread(|| (0..iterations).map(|_| time()).sum()));
    });
}

fn with_one_thread<T: Send>(work: impl FnOnce() -> T + Send) -> T {
    ThreadPoolBuilder::new().num_threads(1).build().expect("one thread can be had").install(work)
}

fn time_floor(floor: ExponentialFloor, steps: usize) -> Duration {
    let start = Instant::now();
    (0..steps).for_each(|_| floor.run());
    start.elapsed()
}

fn bench_paths(criterion: &mut Criterion) {
    let futures = Futures::of_default_world(&Planning::coarse(&standoff_bench::default_world()));
    let mut group = criterion.benchmark_group("paths");
    group.sample_size(10).throughput(Throughput::Elements((PATHS * WEEKS) as u64));
    group.bench_function("default", |bencher| bencher.iter(|| futures.simulate(PATHS)));
    group.bench_function("random", |bencher| bencher.iter(|| futures.draw_random_numbers(PATHS)));
    group.finish();
}

fn bench_filter(criterion: &mut Criterion) {
    let FilterSize { draws, paths, .. } = FilterSize::default();
    with_default_record(draws, GAMES, Resolution::Coarse, |record| {
        let mut group = criterion.benchmark_group("filter");
        group.sample_size(10).throughput(Throughput::Elements((draws * paths) as u64 * u64::from(record.steps())));
        for (name, weighed) in [("default", true), ("steps", false)] {
            group.bench_function(name, |bencher| bencher.iter(|| record.filter(paths, weighed)));
        }
        group.finish();
    });
}

/// Prints how far each kernel is from its floor. Both take turns, so that whatever else the machine does slows both.
fn print_ratios() {
    println!("\nProcessor: {}", describe_processor());
    let world = standoff_bench::default_world();
    for (name, fronts) in [("coarse", coarse_front_steps(&world)), ("full", full_front_steps(&world))] {
        let grid = Grid::new(&world, fronts);
        let floor = ExponentialFloor::of_step(&world, &grid);
        let times = with_one_thread(|| {
            fastest_in_turns(ROUNDS, || time_steps(&world, fronts, STEPS), || time_floor(floor, STEPS))
        });
        let work = (Equilibrium::work_per_step(&grid) * STEPS) as f64 / times[0].as_secs_f64() / 1e6;
        print_ratio(&format!("recursion/{name}"), times);
        println!("    {work:.0} million states times packages a second");
    }
    let futures = Futures::of_default_world(&Planning::coarse(&world));
    let simulate = || time_of(|| futures.simulate(PATHS / 4));
    print_ratio("paths", fastest_in_turns(ROUNDS, simulate, || time_of(|| futures.draw_random_numbers(PATHS / 4))));
    let FilterSize { draws, paths, .. } = FilterSize::default();
    with_default_record(draws / 4, GAMES, Resolution::Sketch, |record| {
        let [weighed, steps] = [true, false].map(|weighed| move || time_of(|| record.filter(paths, weighed)));
        print_ratio("filter", fastest_in_turns(2, weighed, steps));
    });
}

fn time_of<T>(work: impl FnOnce() -> T) -> Duration {
    let start = Instant::now();
    black_box(work());
    start.elapsed()
}

fn fastest_in_turns(rounds: usize, kernel: impl Fn() -> Duration, floor: impl Fn() -> Duration) -> [Duration; 2] {
    (0..rounds).fold([Duration::MAX; 2], |fastest, _| [fastest[0].min(kernel()), fastest[1].min(floor())])
}

fn print_ratio(name: &str, [kernel, floor]: [Duration; 2]) {
    let (kernel, floor) = (kernel.as_secs_f64(), floor.as_secs_f64());
    println!("{name}: {:.1} ms, floor {:.1} ms, ratio {:.2}", 1e3 * kernel, 1e3 * floor, kernel / floor);
}

criterion_group!(kernels, bench_solve, bench_recursion, bench_paths, bench_filter);

fn main() {
    kernels();
    Criterion::default().configure_from_args().final_summary();
    // Cargo passes this to benches that it runs, and not to those that it only tries.
    if std::env::args().any(|argument| argument == "--bench") {
        print_ratios();
    }
}
