//! Single futures, month by month, for whoever wants to see some played.

use crate::ensemble::draw_runs::DrawRuns;
use crate::future::run::Run;
use serde::Serialize;
use standoff_scenario::Scenario;
use standoff_world::quantity::Figures;

/// A future, as long as it is contested.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Single {
    /// Draw of the parameters.
    pub draw: usize,
    /// Path within the draw.
    pub path: usize,
    /// Area gained by the invader since the start, km², at the end of each month from the start.
    pub area: Vec<f64>,
    /// Coverage of the defender's need.
    pub coverage: Vec<f64>,
    /// Posture of the great power: place in the scenario's list.
    pub posture: Vec<usize>,
    /// First way in which the line broke, and its month.
    pub broke: Option<(String, f64)>,
    /// How it ended, and when; none where it goes on to the horizon.
    pub ended: Option<(String, f64)>,
}

/// At most `count` futures of a forecast, evenly spaced over its draws: of two forecasts with the same draws and paths, the
/// same ones.
pub fn singles(scenario: &Scenario, draws: &[DrawRuns], count: usize) -> Vec<Single> {
    let all: Vec<(&DrawRuns, &Run)> =
        draws.iter().flat_map(|draw| draw.runs.iter().map(move |run| (draw, run))).collect();
    let count = count.min(all.len());
    let start = scenario.war(&scenario.central()).front_start as f64;
    let picked = (0..count).map(|one| all[(2 * one + 1) * all.len() / (2 * count)]);
    picked.filter(|(_, run)| run.failure.is_none()).map(|(draw, run)| single(draw, run, start)).collect()
}

fn single(draw: &DrawRuns, run: &Run, start: f64) -> Single {
    let step = draw.values.figure("front.area_per_step");
    let whole = |figure: &f32| f64::from(*figure);
    Single {
        draw: run.draw,
        path: run.path,
        area: run.front.iter().map(|&front| (f64::from(front) - start) * step).collect(),
        coverage: run.coverage.iter().map(whole).collect(),
        posture: run.posture.iter().map(|&posture| usize::from(posture)).collect(),
        broke: run.first_break().map(|(way, when)| (way.name().to_owned(), when)),
        ended: run.end.map(|(_, when)| (run.end_name().to_owned(), when)),
    }
}
