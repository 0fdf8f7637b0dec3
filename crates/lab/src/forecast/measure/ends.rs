//! Question 2, the end of the war: shares of the five ends, the end over time, and the packages signed.

use crate::forecast::ensemble::Ensemble;
use crate::forecast::findings::{EndShare, SignedPackage, WarEnds};
use crate::future::run::Run;
use standoff_num::quantile::quantiles;
use standoff_world::actors::roles::Role;
use standoff_world::state::{End, Signature, possible_ends};

/// Shares of the ends that the war can have, in the order of [`possible_ends`].
pub fn end_shares(ensemble: &Ensemble<'_>) -> Vec<EndShare> {
    let share = |(name, title, ends): (&str, &str, &[End])| {
        let is = |run: &Run| match run.end {
            Some((end, _)) => ends.contains(&end),
            None => ends.is_empty(),
        };
        let found = ensemble.probability(is);
        let months: Vec<f64> =
            ensemble.valid_runs().filter(|run| is(run)).filter_map(|run| run.end.map(|(_, when)| when)).collect();
        EndShare {
            end: name.to_owned(),
            title: title.to_owned(),
            p: found.p,
            low: found.low,
            high: found.high,
            mc_error: found.mc_error,
            median_months: (!months.is_empty()).then(|| quantiles(&months, &[0.5])[0]),
        }
    };
    possible_ends(ensemble.central_war().has(Role::Coalition)).into_iter().map(share).collect()
}

/// Chance by month that the war is settled or quiet and that the fighting is over, and the mean months of fighting.
pub fn war_ends_over_time(ensemble: &Ensemble<'_>) -> WarEnds {
    let at = |holds: fn(&Run, usize) -> bool| {
        let by = |month: usize| ensemble.probability(|run| holds(run, month)).at_month(month);
        ensemble.table_months().into_iter().map(by).collect()
    };
    WarEnds {
        settled_or_quiet: at(Run::settled_by),
        fighting_over: at(|run, month| run.fighting_over_at(month as f64)),
        restricted_mean: ensemble.mean_between_draws(|run| run.fighting_months),
    }
}

/// Packages that were signed, the most frequent first.
pub fn signed_packages(ensemble: &Ensemble<'_>) -> Vec<SignedPackage> {
    let all: Vec<Signature> = ensemble.valid_runs().flat_map(Run::signatures).collect();
    let of =
        |package: usize| -> Vec<Signature> { all.iter().copied().filter(|signed| signed.draft == package).collect() };
    let mut packages: Vec<(usize, Vec<Signature>)> = (0..ensemble.central_war().packages.len())
        .map(|package| (package, of(package)))
        .filter(|(_, signed)| !signed.is_empty())
        .collect();
    packages.sort_by_key(|(package, signed)| (std::cmp::Reverse(signed.len()), *package));
    packages.into_iter().map(|(package, signed)| signed_package(ensemble, package, &signed, all.len())).collect()
}

fn signed_package(ensemble: &Ensemble<'_>, package: usize, signed: &[Signature], all: usize) -> SignedPackage {
    let mean = |number: &dyn Fn(&Signature) -> f64| signed.iter().map(number).sum::<f64>() / signed.len() as f64;
    SignedPackage {
        package: ensemble.central_war().packages[package].name.clone(),
        title: ensemble.central_war().packages[package].title.clone(),
        share: signed.len() as f64 / all as f64,
        five_year_peace: mean(&Signature::five_year_peace),
        consented: mean(&|signed| f64::from(u8::from(signed.consent))),
        beyond: mean(&|signed| f64::from(u8::from(signed.beyond))),
    }
}
