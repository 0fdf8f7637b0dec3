//! Wall time of a search for a box, beside its floor: `cargo bench -p standoff-stats --bench prim`.
//!
//! 10,000 rows, 20 real inputs, a rule on two of them with 4 % of the marks flipped; the size of an ensemble that
//! someone waits for.
//!
//! * `first_box`: sort, peel, paste, quasi-p-values. Floor `sort`: the columns sorted, and nothing else.
//! * `chance`: the same search on 20 shuffles. Floor `visit`: each row taken out of 20 columns once per shuffle.

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use standoff_num::Draws;
use standoff_stats::discovery::{Input, PrimSettings, Search};

const ROWS: u32 = 10_000;
const INPUTS: u32 = 20;
const SHUFFLES: u16 = 20;

fn uniform_columns() -> Vec<Vec<f64>> {
    let column = |input| (0..ROWS).map(|row| Draws::new(1, 0, row).uniform(0, 0, input)).collect();
    (0..INPUTS).map(column).collect()
}

fn flipped_marks(columns: &[Vec<f64>]) -> Vec<bool> {
    let flipped = |row: u32| Draws::new(1, 0, row).uniform(1, 0, 0) < 0.04;
    let rule = columns[0].iter().zip(&columns[2]).map(|(&first, &third)| first < 0.35 && third > 0.6);
    rule.zip(0..).map(|(marked, row)| marked != flipped(row)).collect()
}

fn bench_prim(criterion: &mut Criterion) {
    let columns = uniform_columns();
    let interest = flipped_marks(&columns);
    let names: Vec<String> = (1..=INPUTS).map(|input| format!("u{input}")).collect();
    let inputs: Vec<Input<'_>> = names.iter().zip(&columns).map(|(name, values)| Input::real(name, values)).collect();
    let settings = PrimSettings { shuffles: SHUFFLES, ..PrimSettings::default() };
    let search = || Search::new(&inputs, &interest, settings).expect("sound inputs");
    let mut group = criterion.benchmark_group("prim");
    group.sample_size(10);
    group.bench_function("first_box", |bencher| bencher.iter(|| search().peel_and_paste()));
    group.bench_function("sort", |bencher| {
        bencher.iter(|| columns.iter().map(|values| least_sorted(values)).sum::<f64>())
    });
    let ready = search();
    group.bench_function("chance", |bencher| bencher.iter(|| ready.permutation_p_value(Draws::new(2, 0, 0), 0)));
    group.bench_function("visit", |bencher| bencher.iter(visit_places));
    group.finish();
}

fn least_sorted(values: &[f64]) -> f64 {
    let mut pairs: Vec<(f64, u32)> = values.iter().copied().zip(0..).collect();
    pairs.sort_unstable_by(|left, right| left.0.total_cmp(&right.0));
    pairs[0].0
}

fn visit_places() {
    let mut sets = vec![u64::MAX; (ROWS * INPUTS).div_ceil(u64::BITS) as usize];
    for _ in 0..SHUFFLES {
        for place in 0..ROWS * INPUTS {
            sets[(place / u64::BITS) as usize] &= !(1 << (place % u64::BITS));
            black_box(&mut sets);
        }
    }
}

criterion_group!(benches, bench_prim);
criterion_main!(benches);
