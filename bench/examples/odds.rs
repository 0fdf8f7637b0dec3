//! Prints the probability of a deal at the start for several values of one parameter: `odds PATH VALUE...`.

use standoff_engine::equilibrium::Equilibrium;
use standoff_engine::planning::Planning;
use standoff_num::Draws;
use standoff_world::switches::Mechanisms;
use standoff_world::war::World;

fn main() {
    let mut arguments = std::env::args().skip(1);
    let path = arguments.next().unwrap_or_default();
    let scenario = standoff_bench::default_scenario();
    for value in arguments.filter_map(|value| value.parse().ok()) {
        let mut values = scenario.central_values();
        values.set(&path, value);
        let world = World::new(scenario.war(&values));
        let solved = Equilibrium::solve(&world, &Mechanisms::default(), &Planning::coarse(&world), Draws::new(1, 0, 0));
        let situation = solved.situation(&world.start_position());
        let ratifiable = situation.packages.iter().filter(|package| package.deal).count();
        println!(
            "{path} = {value}: deal a month {:.4}, gamma {:.3}, ratifiable deals {ratifiable}",
            situation.deal_per_month, situation.gamma
        );
    }
}
