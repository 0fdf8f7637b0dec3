//! Question 3: at whose cost. Every actor's ledger has the same form and the same weight.

use super::Ensemble;
use crate::findings::{Cost, CostItem};
use crate::run::Run;
use standoff_scenario::Values;
use standoff_world::package::Terms;
use standoff_world::quantity::hazard_over;
use standoff_world::roles::Role;

/// Members named in the coalition's ledger.
const MEMBERS_NAMED: usize = 5;

pub fn measure(ensemble: &Ensemble<'_>) -> Vec<Cost> {
    let present = |role: &Role| ensemble.war().has(*role);
    let cost = |role: Role| Cost {
        actor: role.name().to_owned(),
        name: ensemble.war().roles[role].clone().unwrap_or_default(),
        items: match role {
            Role::Invader => invader(ensemble),
            Role::Defender => defender(ensemble),
            Role::GreatPower => great_power(ensemble),
            Role::Coalition => coalition(ensemble),
        },
    };
    Role::ALL.into_iter().filter(present).map(cost).collect()
}

fn item(
    ensemble: &Ensemble<'_>,
    key: &str,
    title: &str,
    unit: &str,
    per_month: bool,
    number: impl Fn(&Values, &Run) -> f64,
) -> CostItem {
    let band = ensemble.over_runs(&number);
    let fighting = ensemble.over_runs(|_, run| run.fighting).mean;
    CostItem {
        item: key.to_owned(),
        title: title.to_owned(),
        unit: unit.to_owned(),
        mean: band.mean,
        low: band.low,
        high: band.high,
        per_month: (per_month && fighting > 0.0).then(|| band.mean / fighting),
    }
}

fn figure(values: &Values, path: &str) -> f64 {
    standoff_world::quantity::Figures::figure(values, path)
}

/// People lost, at the rates of the draw: in full while fighting, in part in a truce.
fn casualties(values: &Values, run: &Run, side: &str) -> f64 {
    let rate = figure(values, &format!("costs.casualties_{side}"));
    rate * (run.fighting + figure(values, "costs.truce_share") * run.quiet)
}

/// Area that changed hands on the ground and by signature, to the invader.
fn area(ensemble: &Ensemble<'_>, values: &Values, run: &Run) -> f64 {
    let war = ensemble.war();
    let steps = war.front_steps as f64;
    let last = run.front.last().map_or(war.front_start as f64, |&front| f64::from(front));
    let signed = run.signature.map_or(last, |signature| steps * signature.terms.land_after(last / steps));
    (signed - war.front_start as f64) * figure(values, "front.area_per_step")
}

fn terms(ensemble: &Ensemble<'_>, run: &Run) -> Terms {
    run.signature.map_or(ensemble.war().unsigned, |signature| signature.terms)
}

fn five_year_peace(run: &Run) -> f64 {
    run.signature.map_or(0.0, |signature| 1.0 - hazard_over(signature.hazard, 60.0))
}

fn invader(ensemble: &Ensemble<'_>) -> Vec<CostItem> {
    vec![
        item(ensemble, "casualties", "killed and wounded", "people", true, |values, run| {
            casualties(values, run, "invader")
        }),
        item(ensemble, "area", "area gained", "km²", true, |values, run| area(ensemble, values, run)),
        item(ensemble, "months-fighting", "months of fighting", "months", false, |_, run| run.fighting),
        item(ensemble, "relief", "sanctions relief and assets obtained", "share", false, |_, run| {
            terms(ensemble, run).relief
        }),
        item(ensemble, "guarantee", "guarantee against it", "share", false, |_, run| terms(ensemble, run).guarantee),
    ]
}

fn defender(ensemble: &Ensemble<'_>) -> Vec<CostItem> {
    vec![
        item(ensemble, "casualties", "killed and wounded", "people", true, |values, run| {
            casualties(values, run, "defender")
        }),
        item(ensemble, "area", "area lost", "km²", true, |values, run| area(ensemble, values, run)),
        item(ensemble, "months-fighting", "months under fire", "months", false, |_, run| run.fighting),
        item(ensemble, "autonomy", "autonomy given up: alignment and army cap", "share", false, |_, run| {
            terms(ensemble, run).alignment
        }),
        item(
            ensemble,
            "five-year-peace",
            "chance of a signed peace that holds five years",
            "share",
            false,
            |_, run| five_year_peace(run),
        ),
    ]
}

fn great_power(ensemble: &Ensemble<'_>) -> Vec<CostItem> {
    let out = |posture: &u8| ensemble.war().postures[usize::from(*posture)].out;
    let months_out = move |run: &Run| {
        let until = run.end.map_or(f64::INFINITY, |(_, when)| when);
        let months = run.posture.iter().enumerate().skip(1).take_while(|&(month, _)| month as f64 <= until + 1e-9);
        months.filter(|(_, posture)| out(posture)).count() as f64
    };
    vec![
        item(ensemble, "rounds", "rounds of talks held", "rounds", true, |_, run| f64::from(run.rounds)),
        item(ensemble, "deal", "chance that something is signed", "share", false, |_, run| {
            f64::from(u8::from(run.signature.is_some()))
        }),
        item(ensemble, "guarantee", "guarantee it stands behind", "share", false, |_, run| {
            terms(ensemble, run).guarantee
        }),
        item(ensemble, "months-out", "months out, until the war ended", "months", false, move |_, run| months_out(run)),
        item(ensemble, "land-tolerated", "land signed away beyond the line", "share", false, |_, run| {
            terms(ensemble, run).land
        }),
    ]
}

fn coalition(ensemble: &Ensemble<'_>) -> Vec<CostItem> {
    let money = format!("bn {}", ensemble.design.scenario.currency);
    let bilateral = |run: &Run| run.given.iter().map(|&given| f64::from(given)).sum::<f64>();
    let mut items = vec![
        item(ensemble, "bilateral", "bilateral aid", &money, true, |_, run| bilateral(run)),
        item(ensemble, "pooled", "pooled money", &money, true, |_, run| run.pooled),
        item(ensemble, "months-fighting", "months of paying for a war", "months", false, |_, run| run.fighting),
    ];
    items.extend(largest_givers(ensemble).into_iter().map(|member| {
        let war = ensemble.war();
        let title = format!("of it {}", war.members[member].title);
        item(ensemble, &war.members[member].name, &title, &money, true, move |_, run| f64::from(run.given[member]))
    }));
    items
}

fn largest_givers(ensemble: &Ensemble<'_>) -> Vec<usize> {
    let count = ensemble.war().members.len();
    let total = |member: usize| ensemble.sound().map(|run| f64::from(run.given[member])).sum::<f64>();
    let mut members: Vec<(usize, f64)> = (0..count).map(|member| (member, total(member))).collect();
    members.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    members.into_iter().take(MEMBERS_NAMED).map(|(member, _)| member).collect()
}
