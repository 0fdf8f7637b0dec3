//! Thresholds at which the answer changes kind: the disagreement at which talks die, the coverage at which the line breaks, the
//! credibility at which a peace lasts, the month in which pooled money runs out; and the same for any parameter and outcome.
//!
//! Every draw is played along a grid with the same random numbers; the mean curve, made monotone, is crossed, and whole
//! draws are resampled for the interval ([`standoff_stats::crossing`]).

use schemars::JsonSchema;
use serde::Serialize;
use standoff_lab::ensemble::clusters::Clusters;
use standoff_lab::ensemble::design::{Design, Resolution};
use standoff_lab::ensemble::division::phase::Phase;
use standoff_lab::ensemble::estimate::Estimate;
use standoff_lab::ensemble::experiment::play_divided_draws;
use standoff_lab::ensemble::lever_setting::LeverSetting;
use standoff_lab::ensemble::posterior::Posterior;
use standoff_lab::ensemble::solved_draw::SolvedDraw;
use standoff_lab::error::{DrawError, LabError};
use standoff_lab::future::months::happened_by;
use standoff_lab::outcome::named::Outcome;
use standoff_lab::progress::ProgressMonitor;
use standoff_num::sums::mean;
use standoff_scenario::{Lever, Scenario, Values};
use standoff_stats::Bootstrap;
use standoff_stats::crossing::{CrossingPosition, find_crossing_of_units};
use standoff_world::actors::decisions::Decisions;
use standoff_world::actors::roles::Role;
use standoff_world::quantity::hazard_over;
use standoff_world::state::CoalitionState;
use std::sync::Arc;

/// Default number of draws.
pub const DEFAULT_DRAWS: usize = 24;
/// Default number of paths of each draw and point.
pub const DEFAULT_PATHS: usize = 120;
/// Default number of points of a grid.
pub const DEFAULT_POINTS: usize = 7;
/// Points of a grid that needs no futures, only the solved game.
const FINE_POINTS: usize = 21;
/// Months of a peace that lasts.
const LASTING_PEACE_MONTHS: f64 = 60.0;

/// Request for thresholds.
#[derive(Debug, Clone)]
pub struct ThresholdRequest {
    /// Scenario, with the numbers that were set by hand.
    pub scenario: Scenario,
    /// Draws.
    pub draws: usize,
    /// Paths of each draw and point.
    pub paths: usize,
    /// Points of a grid.
    pub points: usize,
    /// Seed of the random numbers.
    pub seed: u64,
    /// Resolution of the actors' planning.
    pub resolution: Resolution,
    /// Draws and states after an update on evidence; none where the scenario's own ranges apply.
    pub posterior: Option<Arc<Posterior>>,
}

/// A threshold.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Threshold {
    /// Stable name.
    pub name: String,
    /// Description of what changes there.
    pub title: String,
    /// Parameter or quantity that is varied.
    pub of: String,
    /// Its unit.
    pub unit: String,
    /// Its value at the central values.
    pub today: Option<f64>,
    /// Lowest and highest value tried.
    pub tried: [f64; 2],
    /// Measure along the grid.
    pub measure: String,
    /// The level that is crossed.
    pub level: f64,
    /// Where: `below` or `above` the values tried, or `at` a value; `none` where the curve has no clear direction.
    pub verdict: String,
    /// The crossing; null unless `at`.
    pub value: Option<f64>,
    /// Ends of its 95 % interval; null where they lie beyond the values tried.
    pub interval: [Option<f64>; 2],
    /// Draws.
    pub draws: usize,
    /// The curve.
    pub curve: Vec<ThresholdPoint>,
}

/// One point of the curve.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct ThresholdPoint {
    /// Value of what is varied.
    pub value: f64,
    /// Mean of the measure.
    pub measure: Estimate,
}

/// Subject of a threshold: the quantity that is varied and the measure that crosses a level.
struct ThresholdSubject {
    name: &'static str,
    title: String,
    varied: String,
    unit: String,
    today: Option<f64>,
    measure: String,
    level: f64,
    /// Direction of the measure along the grid, where it is known beforehand.
    rises: Option<bool>,
}

impl ThresholdRequest {
    fn design(&self) -> Design<'_> {
        Design {
            draws: self.draws.max(2),
            paths: self.paths.max(1),
            seed: self.seed,
            resolution: self.resolution,
            posterior: self.posterior.as_deref(),
            ..Design::new(&self.scenario)
        }
    }

    fn parameter_range(&self, path: &str) -> Option<(f64, f64)> {
        let (low, high) = self.scenario.parameters[self.scenario.parameter_place(path)?].range();
        (low < high).then_some((low, high))
    }
}

fn even_grid(low: f64, high: f64, points: usize) -> Vec<f64> {
    let last = points.max(2) - 1;
    let at = |point: usize| if point == last { high } else { low + (high - low) * point as f64 / last as f64 };
    (0..=last).map(at).collect()
}

/// The four named thresholds, as far as the scenario has what they are about.
///
/// # Errors
///
/// [`LabError`] where no draw can be simulated.
pub fn find_named_thresholds(
    request: &ThresholdRequest,
    monitor: ProgressMonitor<'_>,
) -> Result<Vec<Threshold>, LabError> {
    let (mut found, mut awaited): (Vec<Threshold>, Option<String>) = (Vec::new(), None);
    for look in [disagreement_threshold, coverage_threshold, credibility_threshold, pooled_money_threshold] {
        match look(request, monitor) {
            Ok(threshold) => found.extend(threshold),
            // No threshold needs another.
            Err(LabError::AwaitsShards(phase)) => awaited = Some(phase),
            Err(_) if monitor.is_cancelled() && !found.is_empty() => break,
            Err(error) => return Err(error),
        }
    }
    awaited.map_or(Ok(found), |phase| Err(LabError::AwaitsShards(phase)))
}

fn has_coalition(request: &ThresholdRequest) -> bool {
    request.scenario.structure.roles[Role::Coalition].is_some()
}

/// The disagreement at which talks die: beyond it no package leaves both belligerents better off than going on. It is that about
/// what is still to come where the sides hope for a turn of the tide, since the other is learnt away.
fn disagreement_threshold(
    request: &ThresholdRequest,
    monitor: ProgressMonitor<'_>,
) -> Result<Option<Threshold>, LabError> {
    let central = request.scenario.central_values();
    let hopes = central.get("beliefs.turn_expected").is_some_and(|expected| expected > 0.0);
    let (path, title, unit) = if hopes {
        ("beliefs.turn_expected", "the hope of a turn at which talks die", "per month")
    } else {
        ("beliefs.disagreement", "the disagreement at which talks die", "log-odds")
    };
    let Some((low, high)) = request.parameter_range(path) else { return Ok(None) };
    let subject = ThresholdSubject {
        name: "talks-die",
        title: title.to_owned(),
        varied: path.to_owned(),
        unit: unit.to_owned(),
        today: central.get(path),
        measure: "share of draws in which a package leaves both belligerents better off than going on".to_owned(),
        level: 0.5,
        rises: Some(false),
    };
    let grid = even_grid(low, high, request.points);
    let curve = |solved: &SolvedDraw<'_>| {
        measure_along(request, solved, path, &grid, |at| {
            let gamma = at.start_situation().gamma;
            Ok(f64::from(u8::from(gamma >= 0.0)))
        })
    };
    solve_threshold(request, subject, &grid, curve, monitor).map(Some)
}

/// The coverage at the start at which the line is as likely as not to break within 24 months, whichever member pays.
fn coverage_threshold(request: &ThresholdRequest, monitor: ProgressMonitor<'_>) -> Result<Option<Threshold>, LabError> {
    const PATH: &str = "coalition.willingness";
    const MONTHS: usize = 24;
    if !has_coalition(request) {
        return Ok(None);
    }
    let months = MONTHS.min(request.scenario.horizon_months as usize);
    let outcome = Outcome::find(&format!("breaks-{months}"), &request.scenario)
        .map_err(|_| LabError::Estimate("the horizon is too short".to_owned()))?;
    let central = request.scenario.central_values();
    let today = central.get(PATH).unwrap_or(1.0);
    let covered = |willingness: f64| {
        let mut values = central.clone();
        values.set(PATH, willingness);
        CoalitionState::start(&request.scenario.war(&values)).coverage
    };
    let willing = willingness_grid(today, request.points, &covered);
    let grid: Vec<f64> = willing.iter().map(|&willingness| covered(willingness)).collect();
    if grid.len() < 2 {
        return Ok(None);
    }
    let subject = ThresholdSubject {
        name: "line-breaks",
        title: format!(
            "the coverage at the start at which the line is as likely as not to break within {months} months"
        ),
        varied: "coverage of the need at the central values, moved through what members give".to_owned(),
        unit: "share".to_owned(),
        today: Some(covered(today)),
        measure: outcome.title.clone(),
        level: 0.5,
        rises: Some(false),
    };
    let war = request.scenario.war(&central);
    let given = |willingness: f64| {
        let values = request.scenario.parameter_place(PATH).map(|place| (place, willingness)).into_iter().collect();
        LeverSetting::as_stated(Lever::setting_values(&request.scenario, PATH, PATH, values))
    };
    // Somebody gives more or less: the invader's force stays, and the odds at the front move.
    let curve = |solved: &SolvedDraw<'_>| {
        let breaks = |&willingness: &f64| {
            let runs = solved.simulate_paths(&[given(willingness)], 0..request.paths.max(1))?;
            Ok(mean(&runs.iter().map(|run| outcome.read_from(&war, &solved.values, run)).collect::<Vec<f64>>()))
        };
        willing.iter().map(breaks).collect()
    };
    solve_threshold(request, subject, &grid, curve, monitor).map(Some)
}

/// Degrees of willingness from a quarter of today's to four times it, as far as coverage still moves.
fn willingness_grid(today: f64, points: usize, covered: &dyn Fn(f64) -> f64) -> Vec<f64> {
    let all: Vec<f64> = even_grid(-1.0, 1.0, points.max(3)).iter().map(|&power| today * power_of_four(power)).collect();
    let mut kept: Vec<f64> = Vec::new();
    for willingness in all {
        if kept.last().is_none_or(|&last| covered(willingness) > covered(last) + 1e-9) {
            kept.push(willingness);
        }
    }
    kept
}

/// `4^power`.
fn power_of_four(power: f64) -> f64 {
    standoff_num::elementary::exp(power * std::f64::consts::LN_2 * 2.0)
}

/// The credibility of guarantees at which the settlement that talks would make now is as likely as not to last five
/// years.
fn credibility_threshold(
    request: &ThresholdRequest,
    monitor: ProgressMonitor<'_>,
) -> Result<Option<Threshold>, LabError> {
    let subject = ThresholdSubject {
        name: "peace-lasts",
        title: "the credibility at which a peace signed now lasts five years as likely as not".to_owned(),
        varied: "credibility of guarantees".to_owned(),
        unit: "share".to_owned(),
        today: request.scenario.central_values().get("order.credibility"),
        measure: "chance that it lasts, over packages by how often they would be signed".to_owned(),
        level: 0.5,
        rises: Some(true),
    };
    let grid = even_grid(0.0, 1.0, FINE_POINTS);
    let curve = |solved: &SolvedDraw<'_>| {
        let position = solved.start_position();
        let situation = solved.game.situation(&position);
        let packages = situation.packages.iter().enumerate();
        let settled = packages.filter(|(place, _)| !solved.world.war.packages[*place].ceasefire_first);
        let signed: Vec<(usize, f64)> = settled.map(|(place, at)| (place, at.tabled * at.accepted)).collect();
        let total: f64 = signed.iter().map(|(_, weight)| weight).sum();
        if total <= 0.0 {
            return Err(DrawError::NothingSigned);
        }
        let lasts = |credibility: f64| {
            let one = |&(place, weight): &(usize, f64)| {
                let hazard = solved.game.attack_hazard(&position, place, true, credibility);
                weight * (1.0 - hazard_over(hazard.clamp(0.0, 1.0), LASTING_PEACE_MONTHS))
            };
            signed.iter().map(one).sum::<f64>() / total
        };
        Ok(grid.iter().map(|&credibility| lasts(credibility)).collect())
    };
    solve_threshold(request, subject, &grid, curve, monitor).map(Some)
}

/// The month by which pooled money is as likely as not to have run out while the war goes on.
fn pooled_money_threshold(
    request: &ThresholdRequest,
    monitor: ProgressMonitor<'_>,
) -> Result<Option<Threshold>, LabError> {
    if !has_coalition(request) {
        return Ok(None);
    }
    let horizon = request.scenario.horizon_months as usize;
    let subject = ThresholdSubject {
        name: "money-runs-out",
        title: "the month by which pooled money has run out as likely as not, the war still going on".to_owned(),
        varied: "months from the start".to_owned(),
        unit: "months".to_owned(),
        today: None,
        measure: "chance that no pooled money flows any more, after some had".to_owned(),
        level: 0.5,
        rises: Some(true),
    };
    let grid: Vec<f64> = (0..=horizon).map(|month| month as f64).collect();
    let curve = |solved: &SolvedDraw<'_>| {
        let runs = solved.simulate_paths(&[], 0..request.paths.max(1))?;
        let by = |month: f64| {
            let out = runs
                .iter()
                .filter(|run| run.funding.pooled_exhausted_month.is_some_and(|when| happened_by(when, month)))
                .count();
            out as f64 / runs.len() as f64
        };
        Ok(grid.iter().map(|&month| by(month)).collect())
    };
    solve_threshold(request, subject, &grid, curve, monitor).map(Some)
}

/// A threshold of any parameter for any outcome.
///
/// # Errors
///
/// [`LabError`] where no draw can be simulated.
pub fn find_threshold(
    request: &ThresholdRequest,
    path: &str,
    range: (f64, f64),
    outcome: &Outcome,
    level: f64,
    monitor: ProgressMonitor<'_>,
) -> Result<Threshold, LabError> {
    let definition = request.scenario.parameter_place(path).map(|place| request.scenario.parameters[place].definition);
    let subject = ThresholdSubject {
        name: "custom",
        title: format!("where {} passes {level}", outcome.title),
        varied: path.to_owned(),
        unit: definition.map_or_else(String::new, |definition| definition.unit.base().to_owned()),
        today: request.scenario.central_values().get(path),
        measure: outcome.title.clone(),
        level,
        rises: None,
    };
    let grid = even_grid(range.0, range.1, request.points);
    let war = request.scenario.war(&request.scenario.central_values());
    let curve = |solved: &SolvedDraw<'_>| {
        measure_along(request, solved, path, &grid, |at| {
            let runs = at.simulate_paths(&[], 0..request.paths.max(1))?;
            Ok(mean(&runs.iter().map(|run| outcome.read_from(&war, &at.values, run)).collect::<Vec<f64>>()))
        })
    };
    solve_threshold(request, subject, &grid, curve, monitor)
}

/// A measure of one draw along a parameter: the draw as it is, with this one value taken as the truth.
fn measure_along(
    request: &ThresholdRequest,
    solved: &SolvedDraw<'_>,
    path: &str,
    grid: &[f64],
    measure: impl Fn(&SolvedDraw<'_>) -> Result<f64, DrawError>,
) -> Result<Vec<f64>, DrawError> {
    let design = request.design();
    let at = |&value: &f64| {
        let mut values: Values = solved.values.clone();
        values.set(path, value);
        measure(&SolvedDraw::new(&design, solved.draw(), values)?)
    };
    grid.iter().map(at).collect()
}

fn solve_threshold(
    request: &ThresholdRequest,
    subject: ThresholdSubject,
    grid: &[f64],
    curve: impl Fn(&SolvedDraw<'_>) -> Result<Vec<f64>, DrawError> + Sync,
    monitor: ProgressMonitor<'_>,
) -> Result<Threshold, LabError> {
    let fits = |curve: &Vec<f64>| curve.len() == grid.len();
    let played = play_divided_draws(&request.design(), &Phase::new(&subject.title), monitor, fits, curve)?;
    let (draws, curves): (Vec<usize>, Vec<Vec<f64>>) = played.draws.into_iter().unzip();
    let clusters = Clusters::of_draws(&request.design(), draws);
    let (units, plan) = (clusters.places(), Bootstrap::default());
    let found = find_crossing_of_units(grid, &curves, &units, subject.level, subject.rises, &plan)
        .map_err(|error| LabError::Estimate(error.to_string()))?;
    let (verdict, value) = match (found.rises, found.position) {
        (None, _) => ("none", None),
        (_, CrossingPosition::Below) => ("below", None),
        (_, CrossingPosition::Above) => ("above", None),
        (_, CrossingPosition::At(value)) => ("at", Some(value)),
    };
    let end = |position: CrossingPosition| match position {
        CrossingPosition::At(value) => Some(value),
        CrossingPosition::Below | CrossingPosition::Above => None,
    };
    let point = |(place, &value): (usize, &f64)| ThresholdPoint {
        value,
        measure: Estimate::from_clusters(&curves.iter().map(|curve| curve[place]).collect::<Vec<f64>>(), &clusters),
    };
    Ok(Threshold {
        name: subject.name.to_owned(),
        title: subject.title,
        of: subject.varied,
        unit: subject.unit,
        today: subject.today,
        tried: [grid[0], grid[grid.len() - 1]],
        measure: subject.measure,
        level: subject.level,
        verdict: verdict.to_owned(),
        value,
        interval: if found.rises.is_some() { found.interval.map(end) } else { [None, None] },
        draws: curves.len(),
        curve: grid.iter().enumerate().map(point).collect(),
    })
}
