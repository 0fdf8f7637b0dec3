//! Question 1, the line: survival, cumulative incidence of each way to break (decision 11), and who is critical.

use crate::forecast::ensemble::Ensemble;
use crate::forecast::findings::{Cause, Hold, Share};
use crate::future::months::happened_by;
use crate::future::run::Run;
use standoff_world::state::{Break, Critical};
use std::collections::BTreeMap;

/// Description of a way in which the line breaks.
pub fn break_title(way: Break) -> &'static str {
    match way {
        Break::Coverage => "coverage stays under its threshold beyond the grace",
        Break::Instrument => "a key instrument closes",
        Break::Consent => "the coalition delivers its parts of a deal beyond its red lines",
        Break::Signature => "the defender signs beyond the coalition's red lines",
        Break::Military => "a military end: the invader holds the whole stake",
    }
}

/// Measures how long the line holds, in which way it breaks first, and which member or instrument is critical then.
pub fn measure_hold(ensemble: &Ensemble<'_>) -> Hold {
    let months = ensemble.table_months();
    let survival = |month: &usize| ensemble.probability(|run| run.holds(*month)).at_month(*month);
    let horizon = ensemble.horizon_months() as f64;
    Hold {
        survival: months.iter().map(survival).collect(),
        causes: Break::ALL.into_iter().map(|way| break_cause(ensemble, way, &months)).collect(),
        critical: critical_shares(ensemble),
        restricted_mean: ensemble
            .mean_between_draws(|run| run.first_break().map_or(horizon, |(_, when)| when.min(horizon))),
        curve: (0..=ensemble.horizon_months()).map(|month| survival(&month)).collect(),
    }
}

fn break_cause(ensemble: &Ensemble<'_>, way: Break, months: &[usize]) -> Cause {
    let by = |month: usize| {
        let broke =
            |run: &Run| run.first_break().is_some_and(|(first, when)| first == way && happened_by(when, month as f64));
        ensemble.probability(broke).at_month(month)
    };
    Cause {
        cause: way.name().to_owned(),
        title: break_title(way).to_owned(),
        by: months.iter().map(|&month| by(month)).collect(),
        ever: ensemble.probability(|run| run.break_months[way.index()].is_some()).p,
    }
}

/// Shares of the members and instruments that were critical at breaks by coverage or instrument, most frequent first.
fn critical_shares(ensemble: &Ensemble<'_>) -> Vec<Share> {
    let mut counts: BTreeMap<Critical, usize> = BTreeMap::new();
    for critical in ensemble.valid_runs().filter_map(|run| run.critical) {
        *counts.entry(critical).or_default() += 1;
    }
    let total: usize = counts.values().sum();
    let mut shares: Vec<(Critical, usize)> = counts.into_iter().collect();
    shares.sort_by_key(|&(which, count)| (std::cmp::Reverse(count), which));
    let share = |(which, count): (Critical, usize)| Share {
        name: critical_title(ensemble, which),
        share: count as f64 / total as f64,
    };
    shares.into_iter().map(share).collect()
}

/// Title of a member or instrument.
pub fn critical_title(ensemble: &Ensemble<'_>, critical: Critical) -> String {
    match critical {
        Critical::Member(member) => ensemble.central_war().members[member].title.clone(),
        Critical::Instrument(instrument) => ensemble.central_war().instruments[instrument].title.clone(),
    }
}
