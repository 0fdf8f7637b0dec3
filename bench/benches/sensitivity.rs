//! Wall time of sensitivity analysis: `cargo bench -p standoff-bench --bench sensitivity`.
//!
//! * `sobol/intervals`: first-order and total indices of 20 inputs from 2^14 blocks, with 1,000 resamples, on one
//!   thread. Goal: 0.5 s. Floor `sobol/draws`: the random words of the resamples, and nothing else.
//! * `given_data/share`: one input of 10,000 rows in 60 classes, with 1,000 resamples.

use criterion::{Criterion, criterion_group, criterion_main};
use standoff_num::{Draws, LowDiscrepancy};
use standoff_stats::{Bootstrap, GivenData, Saltelli, SobolEstimator, first_order_share, sobol_intervals};
use std::hint::black_box;

const INPUTS: usize = 20;
const POINTS: u16 = 1 << 14;
const RESAMPLES: u32 = 1_000;

fn sobol_points() -> Vec<Vec<f64>> {
    let source = LowDiscrepancy::new(1, 2 * INPUTS as u32);
    (0..POINTS).map(|index| source.point(index)).collect()
}

/// A test function in which later inputs matter more and all interact.
fn model_output(row: &[f64]) -> f64 {
    let sum: f64 = row.iter().enumerate().map(|(input, x)| (x - 0.3) * (input + 1) as f64).sum();
    sum * sum
}

fn bench_sobol(criterion: &mut Criterion) {
    let design = Saltelli::of_inputs(INPUTS, false).expect("there are inputs");
    let rows = design.rows(&sobol_points()).expect("points fit the design");
    let outputs: Vec<f64> = rows.iter().map(|row| model_output(row)).collect();
    let plan = Bootstrap { resamples: RESAMPLES, ..Bootstrap::default() };
    let mut group = criterion.benchmark_group("sobol");
    group.sample_size(10);
    group.bench_function("intervals", |bencher| {
        bencher.iter(|| sobol_intervals(&outputs, &design, SobolEstimator::Saltelli, &plan));
    });
    group.bench_function("draws", |bencher| {
        let places: Vec<u32> = (0..u32::from(POINTS) / 4).collect();
        let mut words = vec![[0; 4]; places.len()];
        bencher.iter(|| {
            for resample in 0..RESAMPLES {
                Draws::new(1, resample, 0).fill_blocks(1, 0, &places, &mut words);
                black_box(&words);
            }
        });
    });
    group.finish();
}

fn bench_given_data(criterion: &mut Criterion) {
    let points = &sobol_points()[..10_000];
    let input: Vec<f64> = points.iter().map(|point| point[INPUTS - 1]).collect();
    let outputs: Vec<f64> = points.iter().map(|point| model_output(&point[..INPUTS])).collect();
    let mut group = criterion.benchmark_group("given_data");
    group.sample_size(10);
    group.bench_function("share", |bencher| {
        bencher.iter(|| first_order_share(&input, &outputs, None, &GivenData::default()));
    });
    group.finish();
}

criterion_group!(benches, bench_sobol, bench_given_data);
criterion_main!(benches);
