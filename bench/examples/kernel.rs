//! Runs one kernel on one thread, a number of times: `kernel NAME COUNT`. `cargo run -p xtask -- instructions` counts the
//! instructions of two runs with different counts; what both have in common, the preparation, cancels in the difference.

use rayon::ThreadPoolBuilder;
use standoff_bench::exponentials::ExponentialFloor;
use standoff_bench::futures::Futures;
use standoff_bench::planning_steps::{coarse_front_steps, solve_plainly};
use standoff_bench::record::with_default_record;
use standoff_engine::planning::Planning;
use standoff_lab::ensemble::design::Resolution;
use std::hint::black_box;
use std::process::ExitCode;

/// Draws of the parameters in the population of the filter.
const FILTER_DRAWS: usize = 8;

fn main() -> ExitCode {
    // The thread that begins also works, so that no other waits and is counted while it does.
    let threads = ThreadPoolBuilder::new().num_threads(1).use_current_thread().build_global();
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let ran = match arguments.as_slice() {
        [name, count] => threads.is_ok() && count.parse().is_ok_and(|count| run_kernel(name, count)),
        _ => false,
    };
    if ran {
        ExitCode::SUCCESS
    } else {
        eprintln!("usage: kernel step | setup | futures | filter | exp COUNT");
        ExitCode::from(2)
    }
}

/// Runs a kernel; false if none has this name.
fn run_kernel(name: &str, count: usize) -> bool {
    match name {
        // One game, by this number of planning steps.
        "step" => {
            let world = standoff_bench::default_world();
            black_box(solve_plainly(&world, coarse_front_steps(&world), count));
        }
        // Games of one planning step each, so that nearly all of it is making the problem ready.
        "setup" => {
            let world = standoff_bench::default_world();
            for _ in 0..count {
                black_box(solve_plainly(&world, coarse_front_steps(&world), 1));
            }
        }
        "futures" => {
            let sketch = Planning::sketch(&standoff_bench::default_world());
            black_box(Futures::of_default_world(&sketch).simulate(count));
        }
        // The record, by this number of states of each draw, which share one game.
        "filter" => with_default_record(FILTER_DRAWS, 1, Resolution::Sketch, |record| {
            black_box(record.filter(count, true));
        }),
        "exp" => ExponentialFloor::of_exponentials(count).run(),
        _ => return false,
    }
    true
}
