//! Times the solution of the default scenario for several plans:
//! `cargo run --release -p standoff-bench --example solve`.

#![allow(clippy::disallowed_methods, reason = "timing is the purpose")]

use standoff_engine::equilibrium::Equilibrium;
use standoff_engine::planning::{Planning, PlanningStage};
use standoff_num::Draws;
use standoff_world::switches::Mechanisms;
use std::time::Instant;

fn main() {
    let world = standoff_bench::default_world();
    let coarse = |front_steps: usize, tolerance: f64| Planning {
        stages: vec![PlanningStage { front_steps, step_months: 1.0, enough_steps: 360, most_steps: 360, tolerance }],
        turned: None,
    };
    let ways = [
        ("interactive", Planning::coarse(&world)),
        ("tolerance 3e-3", coarse(8, 3e-3)),
        ("front 6", coarse(6, 3e-3)),
        ("front 6, 5e-3", coarse(6, 5e-3)),
        ("front 4", coarse(4, 3e-3)),
        ("plain, 20 years", Planning::plain(8, 1.0, 240)),
        ("full", Planning::full(&world, 12.0 / 52.0)),
    ];
    for (name, planning) in ways {
        let start = Instant::now();
        let solved = Equilibrium::solve(&world, &Mechanisms::default(), &planning, Draws::new(1, 0, 0));
        let seconds = start.elapsed().as_secs_f64();
        let steps: Vec<usize> = solved.stages().iter().map(|(_, steps)| *steps).collect();
        let situation = solved.situation(&world.start_position());
        let reservation: Vec<String> = situation.reservation.iter().map(|(_, value)| format!("{value:.4}")).collect();
        println!(
            "{name}: {seconds:.3} s, steps {steps:?}, last change {:.1e}, deal a month {:.4}, going on {}",
            solved.last_change(),
            situation.deal_per_month,
            reservation.join(" ")
        );
    }
}
