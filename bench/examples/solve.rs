//! Times the parts of a forecast: `cargo run --release -p standoff-lab --example time_forecast`.

#![allow(clippy::disallowed_methods, reason = "timing is the purpose")]

use standoff_engine::equilibrium::{Equilibrium, Planning};
use standoff_num::Draws;
use standoff_world::switches::Mechanisms;
use standoff_world::world::World;
use std::time::Instant;

fn main() {
    let scenario = standoff_scenario::builtin::load("ukraine-2025-12").expect("the built-in scenario");
    let world = World::new(scenario.war(&scenario.central()));
    println!("coverage at the start {:.3}", world.coverage);
    let long = Planning::plain(8, 1.0, 240);
    let fine = Planning::plain(24, 1.0, 240);
    for (name, planning) in [("coarse", Planning::coarse(&world)), ("plain 240", long), ("full", Planning::full(&world, 12.0 / 52.0)), ("plain fine", fine)] {
        let start = Instant::now();
        let solved = Equilibrium::solve(&world, &Mechanisms::default(), &planning, Draws::new(1, 0, 0));
        let seconds = start.elapsed().as_secs_f64();
        let work = Equilibrium::work_per_step(solved.grid()) * solved.stages().iter().map(|s| s.1).sum::<usize>();
        println!("{name}: {seconds:.3} s, {:?} steps, {:.0} M state·package·steps a second, last change {:.2e}",
            solved.stages().iter().map(|s| s.1).collect::<Vec<_>>(), work as f64 / seconds / 1e6, solved.change());
        let situation = solved.situation(&world.start());
        println!("  gamma {:.4} deals {} deal/month {:.4}", situation.gamma, situation.packages.iter().filter(|p| p.deal).count(), situation.deal_per_month);
        for (package, at) in world.war.packages.iter().zip(&situation.packages) {
            let gains: Vec<String> = at.gain.iter().map(|(_, g)| format!("{g:+.3}")).collect();
            println!("  {:24} {} rat {:.2} consent {:.2} h/y {:.3} acc {:.4} tab {:.3}", package.name, gains.join(" "), at.ratification, at.consent, 12.0*at.hazard, at.accepted, at.tabled);
        }
    }
}
