//! Question 3: at whose cost. Every actor's ledger has the same form and the same weight.

use crate::forecast::ensemble::Ensemble;
use crate::forecast::findings::{Cost, CostItem};
use crate::future::run::Run;
use crate::outcome::ledger::{ITEMS, Unit};
use standoff_scenario::Values;
use standoff_world::actors::roles::Role;

/// Members named in the coalition's ledger.
const MEMBERS_NAMED: usize = 5;

pub fn measure(ensemble: &Ensemble<'_>) -> Vec<Cost> {
    let present = |role: &Role| ensemble.war().has(*role);
    let cost = |role: Role| Cost {
        actor: role.name().to_owned(),
        name: ensemble.war().roles[role].clone().unwrap_or_default(),
        items: items(ensemble, role),
    };
    Role::ALL.into_iter().filter(present).map(cost).collect()
}

fn items(ensemble: &Ensemble<'_>, role: Role) -> Vec<CostItem> {
    let war = ensemble.war();
    let own = ITEMS.iter().filter(|item| item.role == role).map(|item| {
        let read = |values: &Values, run: &Run| item.of(war, values, run);
        measured(ensemble, item.key, item.title, item.unit, item.per_month, read)
    });
    let members = if role == Role::Coalition { largest_givers(ensemble) } else { Vec::new() };
    let members = members.into_iter().map(|member| {
        let (name, title) = (&war.members[member].name, format!("of it {}", war.members[member].title));
        measured(ensemble, name, &title, Unit::Money, true, |_, run| f64::from(run.given[member]))
    });
    own.chain(members).collect()
}

fn measured(
    ensemble: &Ensemble<'_>,
    key: &str,
    title: &str,
    unit: Unit,
    per_month: bool,
    number: impl Fn(&Values, &Run) -> f64,
) -> CostItem {
    let band = ensemble.over_runs(&number);
    let fighting = ensemble.over_runs(|_, run| run.fighting).mean;
    CostItem {
        item: key.to_owned(),
        title: title.to_owned(),
        unit: unit.words(&ensemble.design.scenario.currency),
        mean: band.mean,
        low: band.low,
        high: band.high,
        per_month: (per_month && fighting > 0.0).then(|| band.mean / fighting),
    }
}

fn largest_givers(ensemble: &Ensemble<'_>) -> Vec<usize> {
    let count = ensemble.war().members.len();
    let total = |member: usize| ensemble.sound().map(|run| f64::from(run.given[member])).sum::<f64>();
    let mut members: Vec<(usize, f64)> = (0..count).map(|member| (member, total(member))).collect();
    members.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    members.into_iter().take(MEMBERS_NAMED).map(|(member, _)| member).collect()
}
