//! Where the war stands at the start: means against need, who is critical, what each actor holds out for, who
//! blocks which package, and which mechanism stalls a deal.

use super::Ensemble;
use crate::ensemble::Design;
use crate::findings::{Blockers, Stall, Start};
use rayon::prelude::*;
use standoff_engine::situation::{PackageSituation, Situation};
use standoff_world::coalition_state::CoalitionState;
use standoff_world::instrument::{Kind, Status};
use standoff_world::quantity::hazard_over;
use standoff_world::roles::Role;
use standoff_world::switches::Mechanisms;
use standoff_world::war::War;
use standoff_world::world::World;

pub struct Measured {
    pub start: Start,
    pub stall: Vec<Stall>,
}

/// Every mechanism, and the switches with it off too.
fn switched_off(all: Mechanisms) -> Vec<(&'static str, Mechanisms)> {
    vec![
        ("none", all),
        ("disagreement", Mechanisms { disagreement: false, ..all }),
        ("durability", Mechanisms { durability: false, ..all }),
        ("waiting", Mechanisms { waiting: false, ..all }),
        ("agency", Mechanisms { agency: false, ..all }),
        ("veto", Mechanisms { veto: false, ..all }),
        ("ratification", Mechanisms { ratification: false, ..all }),
        ("agenda", Mechanisms { agenda: false, ..all }),
        ("noise", Mechanisms { noise: false, ..all }),
    ]
}

pub fn measure(ensemble: &Ensemble<'_>) -> Measured {
    let world = &ensemble.world;
    let position = world.start();
    let situations: Vec<(&str, Situation)> = switched_off(ensemble.design.mechanisms)
        .into_par_iter()
        .map(|(name, mechanisms)| {
            let design = Design { mechanisms, ..ensemble.design.clone() };
            let switched = World::new(mechanisms.applied(world.war.clone()));
            (name, design.solve(&switched, 0).situation(&position))
        })
        .collect();
    let stall = situations.iter().map(|(name, situation)| stall(name, situation)).collect();
    Measured { start: start(world, &situations[0].1), stall }
}

fn stall(without: &str, situation: &Situation) -> Stall {
    Stall {
        without: without.to_owned(),
        gamma: situation.gamma,
        deals: situation.packages.iter().filter(|package| package.deal).count(),
        deal_per_month: situation.deal_per_month,
    }
}

fn start(world: &World, situation: &Situation) -> Start {
    let war = &world.war;
    let coalition = CoalitionState::start(war);
    let packages = war.packages.iter().zip(&situation.packages);
    let present = war.has(Role::Coalition);
    Start {
        coverage: world.coverage,
        bilateral: coalition.bilateral,
        need: if present { war.coalition.need } else { 0.0 },
        other_flows: if present { war.coalition.other_flows } else { 0.0 },
        critical_now: critical_now(war, &coalition),
        reservation: situation.reservation.iter().map(|(role, value)| (role.name().to_owned(), *value)).collect(),
        gamma: situation.gamma,
        deals: packages.clone().filter(|(_, at)| at.deal).map(|(package, _)| package.title.clone()).collect(),
        blockers: packages.map(|(package, at)| blockers(&package.name, &package.title, at)).collect(),
        land_range: situation.land_range,
    }
}

fn blockers(name: &str, title: &str, at: &PackageSituation) -> Blockers {
    let mut by: Vec<String> = at.blocked_by.iter().map(|role| role.name().to_owned()).collect();
    if at.public_blocks {
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

/// Members and open instruments without which coverage falls under its threshold at once.
fn critical_now(war: &War, coalition: &CoalitionState) -> Vec<String> {
    let means = coalition.bilateral + coalition.pooled_money + war.coalition.other_flows;
    let need = war.coalition.need * (1.0 - war.postures[war.posture_start].effects.need_met);
    let falls = |missing: f64| missing > 0.0 && means - missing < war.coalition.threshold * need;
    let pays = |member: usize| coalition.stance[member] == standoff_world::coalition::Stance::In;
    let members = (0..war.members.len()).filter(|&member| pays(member) && falls(coalition.effort[member]));
    let open = |index: &usize| {
        let instrument = &war.instruments[*index];
        coalition.instruments[*index].status == Status::Open
            && instrument.kind == Kind::Money
            && falls(instrument.figures.size)
    };
    let members = members.map(|member| war.members[member].title.clone());
    let instruments = (0..war.instruments.len()).filter(open).map(|index| war.instruments[index].title.clone());
    members.chain(instruments).collect()
}
