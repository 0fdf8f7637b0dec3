//! Change of a world's answer against the scenario as it stands: the same draws and futures in both, as in a comparison.

use serde::Serialize;
use standoff_lab::ensemble::clusters::Clusters;
use standoff_lab::ensemble::draw_runs::DrawRuns;
use standoff_lab::ensemble::estimate::LEVEL;
use standoff_lab::forecast::request::ForecastRequest;
use standoff_num::distributions::student_critical_value;
use standoff_num::sums::mean;
use standoff_prose::numbers::step_for_error;
use standoff_prose::together::Pair;
use utoipa::ToSchema;

/// Finest step in which a chance is told.
pub const HUNDREDTH: f64 = 0.01;
/// Standard errors in half of a 95 % interval, as a comparison reads one.
const HALF_INTERVAL: f64 = 1.96;

/// A world with the draws that were simulated in it.
#[derive(Debug, Clone, Copy)]
pub struct Side<'a> {
    /// Its forecast.
    pub request: &'a ForecastRequest,
    /// Its draws, all or some.
    pub draws: &'a [DrawRuns],
}

/// What a world changes, against the scenario as it stands on the same evidence.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Change {
    /// How long the line holds; empty where a single draw says nothing about the error.
    hold: Vec<HoldChange>,
    /// Chance that the line holds in the scenario as it stands, by month.
    scenario: Vec<f64>,
}

/// Change of the chance that the line holds.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, ToSchema)]
pub struct HoldChange {
    /// Months.
    months: usize,
    /// Paired difference in points of a hundred, no finer than its error.
    points: f64,
    /// Whether it is more than two standard errors, by the rule of a comparison.
    clear: bool,
}

impl Change {
    /// Where nothing but the scenario's own curve is known.
    pub fn of_curve(scenario: Vec<f64>) -> Self {
        Self { hold: Vec::new(), scenario }
    }

    /// Compares the scenario and a world over the draws that both have; none where they have no draw in common.
    pub fn between(sides: [Side<'_>; 2], months: impl IntoIterator<Item = usize>) -> Option<Self> {
        let pairs = PairedDraws::new(sides)?;
        let hold: Option<Vec<HoldChange>> = months.into_iter().map(|months| pairs.change_at(months)).collect();
        let horizon = sides[0].request.scenario.horizon_months as usize;
        let scenario = (0..=horizon).map(|month| mean(&pairs.shares_holding(month)[0])).collect();
        Some(Self { hold: hold.unwrap_or_default(), scenario })
    }
}

/// Draws without a failed future in either world.
struct PairedDraws<'a> {
    draws: Vec<[&'a DrawRuns; 2]>,
    clusters: [Clusters; 2],
}

impl<'a> PairedDraws<'a> {
    fn new([before, after]: [Side<'a>; 2]) -> Option<Self> {
        let is_whole = |draw: &DrawRuns| !draw.runs.is_empty() && draw.runs.iter().all(|run| run.failure.is_none());
        let partner = |draw: &DrawRuns| before.draws.iter().find(|one| one.draw == draw.draw);
        let draws: Vec<[&DrawRuns; 2]> = after
            .draws
            .iter()
            .filter_map(|draw| Some([partner(draw)?, draw]))
            .filter(|pair| pair.iter().all(|draw| is_whole(draw)))
            .collect();
        let numbers: Vec<usize> = draws.iter().map(|[_, draw]| draw.draw).collect();
        let clusters = Clusters::of_both_sides([&before.request.design(), &after.request.design()], &numbers);
        (!draws.is_empty()).then_some(Self { draws, clusters })
    }

    /// Share of the futures of each draw in which the line holds, in either world.
    fn shares_holding(&self, months: usize) -> [Vec<f64>; 2] {
        let share =
            |draw: &DrawRuns| draw.runs.iter().filter(|run| run.holds(months)).count() as f64 / draw.runs.len() as f64;
        [0, 1].map(|side| self.draws.iter().map(|pair| share(pair[side])).collect())
    }

    /// The change at a month; none where a single draw says nothing about its error.
    fn change_at(&self, months: usize) -> Option<HoldChange> {
        let [before, after] = self.shares_holding(months);
        let error = self.difference_error([&before, &after])?;
        let (from, difference) = (mean(&before), mean(&after) - mean(&before));
        let step = step_for_error(error).unwrap_or(HUNDREDTH).max(HUNDREDTH);
        let told = Pair::of_difference(from, difference, step, [0.0, 1.0]).difference;
        let points = (100.0 * told).round();
        Some(HoldChange { months, points, clear: difference.abs() > 2.0 * error })
    }

    /// Standard error of the difference, widened as the interval of Student's t is that a comparison prints.
    fn difference_error(&self, [before, after]: [&[f64]; 2]) -> Option<f64> {
        let freedom = self.clusters.iter().map(Clusters::count).min()?.saturating_sub(1);
        let widened = student_critical_value(freedom as f64, LEVEL) / HALF_INTERVAL;
        let error = widened * Clusters::difference_error(self.clusters.each_ref(), [before, after]);
        error.is_finite().then_some(error)
    }
}
