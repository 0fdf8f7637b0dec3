//! Sample of single futures, month by month, for charts that show individual paths.

use crate::ensemble::draw_runs::DrawRuns;
use crate::future::run::Run;
use schemars::JsonSchema;
use serde::Serialize;
use standoff_scenario::Scenario;
use standoff_world::quantity::Figures;

/// One future, month by month as long as the war is contested.
#[derive(Debug, Clone, PartialEq, Serialize, utoipa::ToSchema, JsonSchema)]
#[schema(as = Future)]
pub struct SampleFuture {
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
    /// Way in which the line broke first, and its month.
    #[schema(required)]
    pub broke: Option<(String, f64)>,
    /// Name of its end, and the month; null where the war goes on to the horizon.
    #[schema(required)]
    pub ended: Option<(String, f64)>,
}

/// At most `count` futures of a forecast, evenly spaced over its draws. Two forecasts with the same draws and paths give the
/// same ones, so that a reader can compare them one by one.
pub fn sample_futures(scenario: &Scenario, draws: &[DrawRuns], count: usize) -> Vec<SampleFuture> {
    let all: Vec<(&DrawRuns, &Run)> =
        draws.iter().flat_map(|draw| draw.runs.iter().map(move |run| (draw, run))).collect();
    let count = count.min(all.len());
    let start = scenario.war(&scenario.central_values()).front_start as f64;
    let picked = (0..count).map(|one| all[(2 * one + 1) * all.len() / (2 * count)]);
    picked.filter(|(_, run)| run.failure.is_none()).map(|(draw, run)| sample_future(draw, run, start)).collect()
}

fn sample_future(draw: &DrawRuns, run: &Run, start: f64) -> SampleFuture {
    let step = draw.values.figure("front.area_per_step");
    let whole = |figure: &f32| f64::from(*figure);
    SampleFuture {
        draw: run.draw,
        path: run.path,
        area: run.monthly.front_steps.iter().map(|&front| (f64::from(front) - start) * step).collect(),
        coverage: run.monthly.coverage.iter().map(whole).collect(),
        posture: run.monthly.posture.iter().map(|&posture| usize::from(posture)).collect(),
        broke: run.first_break().map(|(way, when)| (way.name().to_owned(), when)),
        ended: run.end.map(|(_, when)| (run.end_name().to_owned(), when)),
    }
}
