//! The front and coverage over time.

use crate::forecast::ensemble::{Ensemble, band_of};
use crate::forecast::findings::PathsAt;
use standoff_world::quantity::Figures;

/// Months between two rows.
const EVERY: usize = 3;

pub fn measure(ensemble: &Ensemble<'_>) -> Vec<PathsAt> {
    (0..=ensemble.horizon()).step_by(EVERY).filter_map(|month| at(ensemble, month)).collect()
}

fn at(ensemble: &Ensemble<'_>, month: usize) -> Option<PathsAt> {
    let (mut areas, mut coverages) = (Vec::new(), Vec::new());
    for draw in &ensemble.draws {
        let step = draw.values.figure("front.area_per_step");
        for run in draw.runs.iter().filter(|run| run.failure.is_none() && run.contested_at(month)) {
            areas.push((f64::from(run.front[month]) - ensemble.war().front_start as f64) * step);
            coverages.push(f64::from(run.coverage[month]));
        }
    }
    let contested = areas.len() as f64 / ensemble.sound().count() as f64;
    (!areas.is_empty()).then(|| PathsAt {
        months: month,
        area: band_of(&areas),
        coverage: band_of(&coverages),
        contested,
    })
}
