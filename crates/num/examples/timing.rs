//! Prints nanoseconds per call of the functions that run in inner loops: the floor of any simulation.
//!
//! Run with `cargo run --release -p standoff-num --example timing`.
#![expect(clippy::disallowed_methods, reason = "a stopwatch; nothing here reaches a result")]

use std::hint::black_box;
use std::time::Instant;

use standoff_num::Draws;
use standoff_num::elementary::{exp, ln, ln_mean_exp2, logistic};

const SIZE: usize = 1024;
const REPEATS: u32 = 10_000;

fn print_timing(name: &str, mut work: impl FnMut()) {
    let best = (0..5).map(|_| nanoseconds_per_item(&mut work)).fold(f64::INFINITY, f64::min);
    println!("{name:<24} {best:6.2} ns");
}

fn nanoseconds_per_item(work: &mut impl FnMut()) -> f64 {
    let start = Instant::now();
    (0..REPEATS).for_each(|_| work());
    start.elapsed().as_secs_f64() * 1e9 / f64::from(REPEATS) / SIZE as f64
}

fn time_over_array(name: &str, f: impl Fn(f64) -> f64) {
    let input: Vec<f64> = (0..SIZE).map(|index| 0.001 + index as f64 / 100.0).collect();
    let mut output = vec![0.0; SIZE];
    print_timing(name, || {
        for (out, &x) in black_box(&mut output[..]).iter_mut().zip(black_box(&input[..])) {
            *out = f(x);
        }
    });
}

fn time_blocks() {
    let entities: Vec<u32> = (0..SIZE as u32).collect();
    let mut output = vec![[0; 4]; SIZE];
    let draws = black_box(Draws::new(1, 2, 3));
    print_timing("blocks_into", || draws.fill_blocks(1, 2, black_box(&entities), black_box(&mut output)));
    print_timing("blocks_into by 8", || {
        for (names, out) in black_box(&entities[..]).chunks(8).zip(black_box(&mut output[..]).chunks_mut(8)) {
            draws.fill_blocks(1, 2, names, out);
        }
    });
    print_timing("block one by one", || {
        for (out, &name) in black_box(&mut output[..]).iter_mut().zip(black_box(&entities[..])) {
            *out = black_box(draws).block(1, 2, black_box(name));
        }
    });
}

fn main() {
    time_over_array("exp", exp);
    time_over_array("libm::exp", libm::exp);
    time_over_array("std exp", f64::exp);
    time_over_array("ln", ln);
    time_over_array("libm::log", libm::log);
    time_over_array("logistic", logistic);
    time_over_array("ln_mean_exp2", |x| ln_mean_exp2(x, 1.0, 20.0));
    time_blocks();
}
