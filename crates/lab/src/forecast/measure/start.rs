//! Situation at the start: aid against need, critical members, reservation values, blockers of each package, and the mechanisms
//! that stall a deal.
//!
//! Aid, need and critical members come from [`today`]: after an update they are means over the posterior's states. The situation
//! of the game (reservation values, blockers, gains and the stall test) is always that of the central values at the scenario's
//! start.

use crate::ensemble::design::Design;
use crate::forecast::ensemble::Ensemble;
use crate::forecast::findings::{Blockers, Stall, Start};
use crate::forecast::measure::today;
use rayon::prelude::*;
use standoff_engine::equilibrium::{PackageSituation, Situation};
use standoff_world::actors::roles::Role;
use standoff_world::quantity::hazard_over;
use standoff_world::switches::Mechanisms;
use standoff_world::war::World;

/// Situation at the start, and the stall test with each mechanism off.
pub struct StartMeasures {
    pub start: Start,
    pub stall: Vec<Stall>,
}

/// Switches as they are, then with each mechanism off in turn.
fn mechanism_variants(all: Mechanisms) -> Vec<(&'static str, Mechanisms)> {
    vec![
        ("none", all),
        ("disagreement", Mechanisms { disagreement: false, ..all }),
        ("durability", Mechanisms { durability: false, ..all }),
        ("waiting", Mechanisms { waiting: false, ..all }),
        ("agency", Mechanisms { agency: false, ..all }),
        ("veto", Mechanisms { veto: false, ..all }),
        ("ratification", Mechanisms { ratification: false, ..all }),
        ("agenda", Mechanisms { agenda: false, ..all }),
    ]
}

/// Measures the situation at the start. Each mechanism needs one solved game, so they are solved in parallel.
pub fn measure_start(ensemble: &Ensemble<'_>) -> StartMeasures {
    let world = &ensemble.world;
    let position = world.start_position();
    let situations: Vec<(&str, Situation)> = mechanism_variants(ensemble.design.mechanisms)
        .into_par_iter()
        .map(|(name, mechanisms)| {
            let design = Design { mechanisms, ..ensemble.design.clone() };
            let switched = World::new(mechanisms.apply_to(world.war.clone()));
            (name, design.solve_game(&switched, 0).situation(&position))
        })
        .collect();
    let stall = situations.iter().map(|(name, situation)| stall_test(name, situation)).collect();
    StartMeasures { start: start_findings(ensemble, &situations[0].1), stall }
}

fn stall_test(without: &str, situation: &Situation) -> Stall {
    Stall {
        without: without.to_owned(),
        gamma: situation.gamma,
        deals: situation.packages.iter().filter(|package| package.deal).count(),
        deal_per_month: situation.deal_per_month,
    }
}

fn start_findings(ensemble: &Ensemble<'_>, situation: &Situation) -> Start {
    let packages = ensemble.central_war().packages.iter().zip(&situation.packages);
    let now = today::measure_today(ensemble);
    Start {
        coverage: now.coverage,
        bilateral: now.bilateral,
        need: now.need,
        other_flows: now.other_flows,
        critical_now: today::critical_now(ensemble),
        reservation: situation.reservation.iter().map(|(role, value)| (role.name().to_owned(), *value)).collect(),
        gamma: situation.gamma,
        deals: packages.clone().filter(|(_, at)| at.deal).map(|(package, _)| package.title.clone()).collect(),
        blockers: packages.map(|(package, at)| package_blockers(&package.name, &package.title, at)).collect(),
        land_range: situation.land_range,
    }
}

fn package_blockers(name: &str, title: &str, at: &PackageSituation) -> Blockers {
    let mut by: Vec<String> = at.prefer_going_on.iter().map(|role| role.name().to_owned()).collect();
    if at.coalition_withholds {
        by.push(Role::Coalition.name().to_owned());
    }
    if at.public_rejects {
        by.push("public".to_owned());
    }
    Blockers {
        package: name.to_owned(),
        title: title.to_owned(),
        by,
        gain: at.gain.iter().map(|(role, gain)| (role.name().to_owned(), *gain)).collect(),
        ratification: at.ratification,
        consent: at.consent,
        hazard_per_year: hazard_over(at.hazard, 12.0),
        accepted: at.accepted,
    }
}
