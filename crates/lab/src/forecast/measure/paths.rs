//! Front and coverage over time.

use crate::forecast::ensemble::{Ensemble, band_of_values};
use crate::forecast::findings::PathsAt;
use standoff_world::quantity::Figures;

/// Months between two rows.
const MONTHS_BETWEEN_ROWS: usize = 3;

/// Measures front and coverage every third month and at the horizon, over the futures that are still contested then.
pub fn measure_paths(ensemble: &Ensemble<'_>) -> Vec<PathsAt> {
    let horizon = ensemble.horizon_months();
    let months = (0..horizon).step_by(MONTHS_BETWEEN_ROWS).chain([horizon]);
    months.filter_map(|month| paths_at(ensemble, month)).collect()
}

fn paths_at(ensemble: &Ensemble<'_>, month: usize) -> Option<PathsAt> {
    let (mut areas, mut coverages) = (Vec::new(), Vec::new());
    for draw in &ensemble.draws {
        let step = draw.values.figure("front.area_per_step");
        for run in draw.runs.iter().filter(|run| run.failure.is_none() && run.contested_at(month)) {
            areas.push((f64::from(run.monthly.front_steps[month]) - ensemble.central_war().front_start as f64) * step);
            coverages.push(f64::from(run.monthly.coverage[month]));
        }
    }
    let contested = areas.len() as f64 / ensemble.valid_runs().count() as f64;
    (!areas.is_empty()).then(|| PathsAt {
        months: month,
        area: band_of_values(&areas),
        coverage: band_of_values(&coverages),
        contested,
    })
}
