//! Backers: how often each stands behind its side (decision 105).

use crate::forecast::ensemble::Ensemble;
use crate::forecast::findings::{BackerOutlook, BackingAt};
use standoff_world::actors::backers::Backer;

/// Measures the backers at the start and at the months of the tables, over the futures that are still contested then.
pub fn measure_backers(ensemble: &Ensemble<'_>) -> Vec<BackerOutlook> {
    let months: Vec<usize> = std::iter::once(0).chain(ensemble.table_months()).collect();
    let outlook = |(place, backer): (usize, &Backer)| BackerOutlook {
        backer: backer.name.clone(),
        title: backer.title.clone(),
        side: backer.side.name().to_owned(),
        at: months.iter().filter_map(|&month| backing_at(ensemble, place, month)).collect(),
    };
    ensemble.central_war().backers.iter().enumerate().map(outlook).collect()
}

fn backing_at(ensemble: &Ensemble<'_>, place: usize, months: usize) -> Option<BackingAt> {
    let (mut futures, mut backed) = (0, 0);
    for run in ensemble.valid_runs().filter(|run| run.contested_at(months)) {
        futures += 1;
        backed += usize::from(run.monthly.backing[months].has(place));
    }
    (futures > 0).then(|| BackingAt { months, share: backed as f64 / futures as f64, futures })
}
