//! Question 3, the costs: one ledger for each actor, all of the same form and weight (decision 90).

use crate::forecast::ensemble::Ensemble;
use crate::forecast::findings::{Cost, CostItem};
use crate::future::run::Run;
use crate::outcome::ledger::{LEDGER_ITEMS, LedgerUnit};
use standoff_scenario::Values;
use standoff_world::actors::roles::Role;

/// Members named in the coalition's ledger: the largest givers carry most of the aid, and a longer list hides them.
const MEMBERS_NAMED: usize = 5;

/// Measures the ledger of every actor that takes part.
pub fn measure_costs(ensemble: &Ensemble<'_>) -> Vec<Cost> {
    let present = |role: &Role| ensemble.central_war().has(*role);
    let cost = |role: Role| Cost {
        actor: role.name().to_owned(),
        name: ensemble.central_war().roles[role].clone().unwrap_or_default(),
        items: ledger_lines(ensemble, role),
    };
    Role::ALL.into_iter().filter(present).map(cost).collect()
}

fn ledger_lines(ensemble: &Ensemble<'_>, role: Role) -> Vec<CostItem> {
    let war = ensemble.central_war();
    let own = LEDGER_ITEMS.iter().filter(|item| item.role == role && item.belongs_to(war)).map(|item| {
        let read = |values: &Values, run: &Run| item.read_from(war, values, run);
        ledger_line(ensemble, item.key, item.title, item.unit, item.per_month, read)
    });
    let members = if role == Role::Coalition { largest_givers(ensemble) } else { Vec::new() };
    let members = members.into_iter().map(|member| {
        let (name, title) = (&war.members[member].name, format!("of it {}", war.members[member].title));
        ledger_line(ensemble, name, &title, LedgerUnit::Money, true, |_, run| {
            f64::from(run.funding.member_aid_bn[member])
        })
    });
    own.chain(members).collect()
}

fn ledger_line(
    ensemble: &Ensemble<'_>,
    key: &str,
    title: &str,
    unit: LedgerUnit,
    per_month: bool,
    number: impl Fn(&Values, &Run) -> f64,
) -> CostItem {
    let band = ensemble.band_over_runs(&number);
    let fighting = ensemble.band_over_runs(|_, run| run.fighting_months).mean;
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
    let count = ensemble.central_war().members.len();
    let total =
        |member: usize| ensemble.valid_runs().map(|run| f64::from(run.funding.member_aid_bn[member])).sum::<f64>();
    let mut members: Vec<(usize, f64)> = (0..count).map(|member| (member, total(member))).collect();
    members.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    members.into_iter().take(MEMBERS_NAMED).map(|(member, _)| member).collect()
}
