//! Difference between two forecasts, shared out among groups of figures, the structure of the scenarios and the engine. Shapley
//! shares make the result independent of the order in which one forecast is turned into the other (decision 73).
//!
//! A forecast in between has the structure of one scenario (who takes part, which packages, which dates) and each group of
//! figures from one or the other; figures that only one scenario has a place for belong to the structure. All are played
//! on the same random numbers. Where a forecast starts from a record, its figures are those that the record left; what the
//! record taught about figures that the scenarios have in common, and its states, are a cause of their own, or part of the
//! structure where that differs. What the shares leave of the gap is shown; it is zero but for rounding.

use crate::explanation::attribution::{CauseOrders, CauseShare, ShapleyDraw, share_out_draw};
use rayon::prelude::*;
use schemars::JsonSchema;
use serde::Serialize;
use standoff_lab::ensemble::clusters::Clusters;
use standoff_lab::ensemble::design::{Design, Resolution};
use standoff_lab::ensemble::estimate::Estimate;
use standoff_lab::ensemble::experiment::{PlayedDraws, gather_draws};
use standoff_lab::ensemble::posterior::Posterior;
use standoff_lab::ensemble::record_summary::RecordSummary;
use standoff_lab::ensemble::solved_draw::SolvedDraw;
use standoff_lab::error::{DrawError, LabError};
use standoff_lab::forecast::measure::benchmark::outside_view;
use standoff_lab::forecast::provenance::{ScenarioName, scenario_name};
use standoff_lab::outcome::named::Outcome;
use standoff_lab::progress::ProgressMonitor;
use standoff_lab::random_stream::RandomStream;
use standoff_num::Draws;
use standoff_num::sums::mean;
use standoff_scenario::{Parameter, Scenario, Values};
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

/// Version of the keys of [`GapExplanation`].
pub const FORMAT: u32 = 1;
/// Default number of draws.
pub const DEFAULT_DRAWS: usize = 32;
/// Default number of paths of each draw.
pub const DEFAULT_PATHS: usize = 120;
/// Up to this many causes every subset is simulated: eight subsets cost little more than the sampled orders and leave no sampling
/// error.
const ALL_SUBSETS: usize = 3;
/// Engine that makes the decisions of a forecast.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    /// The equilibrium.
    Equilibrium,
    /// The outside view: how long past wars went on.
    Hazard,
}

impl Engine {
    /// Stable name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Equilibrium => "equilibrium",
            Self::Hazard => "hazard",
        }
    }

    /// True if the engine has an answer for an outcome: the outside view knows only when wars end.
    pub fn covers_outcome(self, outcome: &str) -> bool {
        self == Self::Equilibrium || outcome == "deal-months" || outcome.starts_with("settled-")
    }
}

/// Request for this analysis.
#[derive(Debug, Clone)]
pub struct DifferenceRequest {
    /// The first scenario and its engine.
    pub one: (Scenario, Engine),
    /// The other.
    pub other: (Scenario, Engine),
    /// Draws and states after an update on evidence, of the first and of the other; none where the scenario's own ranges
    /// apply.
    pub posteriors: [Option<Arc<Posterior>>; 2],
    /// Name of the outcome, which both must have.
    pub outcome: String,
    /// Draws.
    pub draws: usize,
    /// Paths of each draw.
    pub paths: usize,
    /// Seed of the random numbers.
    pub seed: u64,
    /// Resolution of the actors' planning.
    pub resolution: Resolution,
    /// Command that reproduces the result.
    pub command: String,
}

/// Explanation of the gap between two forecasts.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct GapExplanation {
    /// Version of the keys.
    pub format: u32,
    /// The first scenario.
    pub one: ScenarioName,
    /// Its engine.
    pub one_engine: String,
    /// The other scenario.
    pub other: ScenarioName,
    /// Its engine.
    pub other_engine: String,
    /// Seed of the random numbers.
    pub seed: u64,
    /// Version of the program.
    pub version: String,
    /// Draws.
    pub draws: usize,
    /// Paths of each draw.
    pub paths: usize,
    /// Draws that could not be simulated.
    pub failed_draws: usize,
    /// True if the work was cancelled before all draws were done.
    pub interrupted: bool,
    /// Command that reproduces the result.
    pub command: String,
    /// Selection of the orders, in words.
    pub orders: String,
    /// The outcome.
    pub outcome: String,
    /// Title for readers.
    pub title: String,
    /// Its unit.
    pub unit: String,
    /// The outcome in the first forecast.
    pub from: Estimate,
    /// The outcome in the other.
    pub to: Estimate,
    /// Share of each cause on the way from the first to the other.
    pub shares: Vec<CauseShare>,
    /// Rest of the gap after the shares; zero except for rounding.
    pub residual: f64,
    /// Parameters that differ, by cause.
    pub parameters: Vec<ParameterDifference>,
    /// The record that the first forecast starts from; absent where none was used.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub record: Option<RecordSummary>,
    /// The record that the other starts from; absent where none was used.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub other_record: Option<RecordSummary>,
}

/// A parameter that differs.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct ParameterDifference {
    /// The cause it belongs to.
    pub cause: String,
    /// Its path.
    pub parameter: String,
    /// Central value in the first scenario; null where it has none.
    pub one: Option<f64>,
    /// Central value in the other.
    pub other: Option<f64>,
    /// Its unit.
    pub unit: String,
}

/// One thing in which the forecasts differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum GapCause<'a> {
    Engine,
    Structure,
    /// What the record taught, where it teaches the two forecasts different things about what they have in common.
    Record,
    Figures(&'a str),
}

impl GapCause<'_> {
    fn name(self) -> String {
        match self {
            Self::Engine => "engine".to_owned(),
            Self::Structure => "structure".to_owned(),
            Self::Record => "record".to_owned(),
            Self::Figures(group) => group.to_owned(),
        }
    }

    fn title(self) -> String {
        match self {
            Self::Engine => "who makes the decisions".to_owned(),
            Self::Structure => {
                "what the scenario is made of: roles, packages, members, dates, where the war stands".to_owned()
            }
            Self::Record => "what the record taught about the other figures, and where it leaves the war".to_owned(),
            Self::Figures(group) => format!("figures of [{group}]"),
        }
    }
}

/// Explains the gap between two forecasts.
///
/// # Errors
///
/// [`LabError`] where nothing can be played, or where an engine does not speak to the outcome.
pub fn explain_gap(request: &DifferenceRequest, monitor: ProgressMonitor<'_>) -> Result<GapExplanation, LabError> {
    let [one, other] = [&request.one.0, &request.other.0].map(|scenario| find_outcome(&request.outcome, scenario));
    let (outcome, _) = (one?, other?);
    let differs = differing_parameters(&request.one.0, &request.other.0);
    let causes = gap_causes(request, &differs);
    let orders = if causes.len() <= ALL_SUBSETS { CauseOrders::All } else { CauseOrders::Pairs(1) };
    let mixtures = Mixtures::new(request, &causes);
    let done = AtomicUsize::new(0);
    let play = |draw: usize| -> Option<(usize, Result<ShapleyDraw, DrawError>)> {
        if monitor.is_cancelled() {
            return None;
        }
        let value = |subset: usize| mixtures.mixed_outcome(subset, draw);
        let shared = share_out_draw(
            causes.len(),
            orders,
            Draws::new(RandomStream::DifferenceOrders.seed(request.seed), draw as u32, 0),
            value,
        );
        let done = done.fetch_add(1, Ordering::Relaxed) + 1;
        monitor.report("the gap between two forecasts", done, mixtures.draws);
        Some((draw, shared))
    };
    let played = gather_draws((0..mixtures.draws).into_par_iter().with_max_len(1).map(play).collect())?;
    let clusters = request.clusters_of_sides(&played);
    let share = |(place, cause): (usize, &GapCause<'_>)| CauseShare {
        cause: cause.name(),
        title: cause.title(),
        adds: widest_estimate(&played, &clusters, |shared| shared.adds[place]),
    };
    let shares: Vec<CauseShare> = causes.iter().enumerate().map(share).collect();
    let (from, to) = (
        estimate_of(&played, &clusters[0], |shared| shared.none),
        estimate_of(&played, &clusters[1], |shared| shared.all),
    );
    let named = |scenario: &Scenario| scenario_name(scenario, &scenario.war(&scenario.central_values()));
    Ok(GapExplanation {
        format: FORMAT,
        one: named(&request.one.0),
        one_engine: request.one.1.name().to_owned(),
        other: named(&request.other.0),
        other_engine: request.other.1.name().to_owned(),
        seed: request.seed,
        version: env!("CARGO_PKG_VERSION").to_owned(),
        draws: played.draws.len(),
        paths: mixtures.paths,
        failed_draws: played.failed_draws,
        interrupted: played.draws_not_begun > 0,
        command: request.command.clone(),
        orders: orders.words(),
        outcome: outcome.name,
        title: outcome.title,
        unit: outcome.unit,
        residual: crate::explanation::attribution::shapley_residual(&from, &to, &shares),
        from,
        to,
        shares,
        parameters: differs.into_iter().map(|(_, differs)| differs).collect(),
        record: record_of(&request.posteriors[0]),
        other_record: record_of(&request.posteriors[1]),
    })
}

impl DifferenceRequest {
    /// Clusters of the draws in the first forecast, and in the other.
    fn clusters_of_sides(&self, played: &PlayedDraws<ShapleyDraw>) -> [Clusters; 2] {
        self.posteriors.each_ref().map(|posterior| {
            Clusters::of_posterior_draws(posterior.as_deref(), played.draws.iter().map(|(draw, _)| *draw))
        })
    }
}

fn estimate_of(
    played: &PlayedDraws<ShapleyDraw>,
    clusters: &Clusters,
    number: impl Fn(&ShapleyDraw) -> f64,
) -> Estimate {
    Estimate::from_clusters(&played.draws.iter().map(|(_, shared)| number(shared)).collect::<Vec<f64>>(), clusters)
}

/// Estimate of a number that has to do with both forecasts: the wider interval of those between the populations of the one and
/// of the other, since the draws may share the luck of either.
fn widest_estimate(
    played: &PlayedDraws<ShapleyDraw>,
    clusters: &[Clusters; 2],
    number: impl Fn(&ShapleyDraw) -> f64,
) -> Estimate {
    let [one, other] = clusters.each_ref().map(|clusters| estimate_of(played, clusters, &number));
    let width = |estimate: &Estimate| estimate.high.zip(estimate.low).map_or(f64::INFINITY, |(high, low)| high - low);
    if width(&other) > width(&one) { other } else { one }
}

fn record_of(posterior: &Option<Arc<Posterior>>) -> Option<RecordSummary> {
    posterior.as_ref().map(|posterior| posterior.record.clone())
}

fn find_outcome(name: &str, scenario: &Scenario) -> Result<Outcome, LabError> {
    Outcome::find(name, scenario)
        .map_err(|_| LabError::Estimate(format!("the scenario `{}` has no outcome `{name}`", scenario.name)))
}

/// The group of figures that a parameter belongs to: the first part of its path, and the second where that names an actor.
fn parameter_group(path: &str) -> &str {
    let parts =
        if path.starts_with("values.") || path.starts_with("stamina.") || path.starts_with("ends.") { 2 } else { 1 };
    let end = path.match_indices('.').nth(parts - 1).map_or(path.len(), |(at, _)| at);
    &path[..end]
}

/// The parameters that differ, with their groups; those that only one scenario has belong to the structure.
fn differing_parameters(one: &Scenario, other: &Scenario) -> Vec<(Option<String>, ParameterDifference)> {
    let named = |scenario: &Scenario| -> BTreeMap<String, Parameter> {
        scenario.parameters.iter().map(|parameter| (parameter.path.clone(), parameter.clone())).collect()
    };
    let (mut ours, mut theirs) = (named(one), named(other));
    let concentration = |scenario: &Scenario, path: &str| {
        let place = scenario.parameter_place(path);
        let group = scenario.groups.iter().find(|group| place.is_some_and(|place| group.places.contains(&place)));
        group.and_then(|group| group.concentration)
    };
    let paths: std::collections::BTreeSet<String> = ours.keys().chain(theirs.keys()).cloned().collect();
    let differs = |path: String| {
        let (a, b) = (ours.remove(&path), theirs.remove(&path));
        let same = match (&a, &b) {
            (Some(a), Some(b)) => {
                a.value == b.value
                    && a.distribution == b.distribution
                    && concentration(one, &path) == concentration(other, &path)
            }
            _ => false,
        };
        let unit = a.as_ref().or(b.as_ref()).map_or("", |parameter| parameter.definition.unit.base());
        let shared = a.is_some() && b.is_some();
        let cause = if shared { parameter_group(&path).to_owned() } else { "structure".to_owned() };
        let row = ParameterDifference {
            cause: cause.clone(),
            one: a.as_ref().map(|parameter| parameter.value),
            other: b.as_ref().map(|parameter| parameter.value),
            unit: unit.to_owned(),
            parameter: path,
        };
        (!same).then_some((shared.then_some(cause), row))
    };
    paths.into_iter().filter_map(differs).collect()
}

fn gap_causes<'a>(
    request: &DifferenceRequest,
    differs: &'a [(Option<String>, ParameterDifference)],
) -> Vec<GapCause<'a>> {
    let (one, other) = (&request.one.0, &request.other.0);
    let structure = one.structure != other.structure
        || one.benchmark != other.benchmark
        || (one.start, one.war_began, one.step, one.horizon_months)
            != (other.start, other.war_began, other.step, other.horizon_months);
    let mut causes: Vec<GapCause<'a>> =
        differs.iter().filter_map(|(group, _)| group.as_deref().map(GapCause::Figures)).collect();
    if request.one.1 != request.other.1 {
        causes.push(GapCause::Engine);
    }
    if structure {
        // States of one structure are none of another: the record then goes with the structure.
        causes.push(GapCause::Structure);
    } else if request.posteriors[0] != request.posteriors[1] {
        causes.push(GapCause::Record);
    }
    causes.sort();
    causes.dedup();
    causes
}

/// Forecasts in between, made when first asked for.
struct Mixtures<'a> {
    request: &'a DifferenceRequest,
    causes: &'a [GapCause<'a>],
    draws: usize,
    paths: usize,
    scenarios: Mutex<BTreeMap<usize, Arc<Scenario>>>,
}

impl<'a> Mixtures<'a> {
    fn new(request: &'a DifferenceRequest, causes: &'a [GapCause<'a>]) -> Self {
        let (draws, paths) = (request.draws.max(2), request.paths.max(1));
        Self { request, causes, draws, paths, scenarios: Mutex::default() }
    }

    /// The forecast, 0 for the first and 1 for the other, from which a subset takes a cause.
    fn side_of(&self, subset: usize, cause: GapCause<'_>) -> usize {
        usize::from(self.takes_from_other(subset, cause))
    }

    fn takes_from_other(&self, subset: usize, cause: GapCause<'_>) -> bool {
        self.causes.iter().position(|&one| one == cause).is_some_and(|place| subset >> place & 1 == 1)
    }

    /// The scenario with the causes of a subset taken from the other.
    fn mixed_scenario(&self, subset: usize) -> Arc<Scenario> {
        let mut known = self.scenarios.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let made = known.entry(subset).or_insert_with(|| {
            let (one, other) = (&self.request.one.0, &self.request.other.0);
            let theirs = |path: &str| self.takes_from_other(subset, GapCause::Figures(parameter_group(path)));
            Arc::new(if self.takes_from_other(subset, GapCause::Structure) {
                other.with_figures_of(one, &|path| !theirs(path))
            } else {
                one.with_figures_of(other, &theirs)
            })
        });
        Arc::clone(made)
    }

    /// The forecast whose record leaves the states: that of the structure, or of the record where the structures are one.
    fn side_of_states(&self, subset: usize) -> usize {
        self.side_of(subset, GapCause::Structure).max(self.side_of(subset, GapCause::Record))
    }

    /// Values of a draw. Without a record they come from the ranges of the mixed scenario. With one, each figure comes from
    /// the draw of the forecast from which the subset takes its group, so that the first and the last of all mixtures are the
    /// two forecasts on their records.
    fn mixed_values(&self, subset: usize, draw: usize, scenario: &Scenario) -> Values {
        let (seed, draws) = (self.request.seed, self.draws as u32);
        let mut values = scenario.draws(seed, draws).values(draw);
        if self.request.posteriors.iter().all(Option::is_none) {
            return values;
        }
        let sides = [&self.request.one.0, &self.request.other.0];
        let drawn = [0, 1].map(|side| {
            let learned = self.request.posteriors[side].as_ref().and_then(|posterior| posterior.draw_values(draw));
            learned.cloned().unwrap_or_else(|| sides[side].draws(seed, draws).values(draw))
        });
        let known = |path: &str| {
            let group = GapCause::Figures(parameter_group(path));
            let side =
                if self.causes.contains(&group) { self.side_of(subset, group) } else { self.side_of_states(subset) };
            drawn[side].get(path)
        };
        // Weights that sum to one stay together: those of a mixture where a forecast lacks some of them.
        let path_at = |place: usize| scenario.parameters[place].path.as_str();
        let broken =
            scenario.groups.iter().filter(|group| group.places.iter().any(|&place| known(path_at(place)).is_none()));
        let broken: Vec<usize> = broken.flat_map(|group| group.places.iter().copied()).collect();
        for place in (0..scenario.parameters.len()).filter(|place| !broken.contains(place)) {
            if let Some(value) = known(path_at(place)) {
                values.set(path_at(place), value);
            }
        }
        values
    }

    fn mixed_outcome(&self, subset: usize, draw: usize) -> Result<f64, DrawError> {
        let scenario = self.mixed_scenario(subset);
        let engine =
            if self.takes_from_other(subset, GapCause::Engine) { self.request.other.1 } else { self.request.one.1 };
        let outcome = Outcome::find(&self.request.outcome, &scenario).map_err(|_| DrawError::NoOutcome)?;
        if engine == Engine::Hazard {
            return outside_view_outcome(&scenario, &outcome);
        }
        let design = Design {
            draws: self.draws,
            paths: self.paths,
            seed: self.request.seed,
            resolution: self.request.resolution,
            posterior: self.request.posteriors[self.side_of_states(subset)].as_deref(),
            ..Design::new(&scenario)
        };
        let war = scenario.war(&scenario.central_values());
        let values = self.mixed_values(subset, draw, &scenario);
        let solved = SolvedDraw::new(&design, draw, values)?;
        let runs = solved.simulate_paths(&[], 0..self.paths)?;
        Ok(mean(&runs.iter().map(|run| outcome.read_from(&war, &solved.values, run)).collect::<Vec<f64>>()))
    }
}

/// Answer of the outside view where it covers an outcome: the chance of an end within some months, or the mean months to it
/// within the horizon.
fn outside_view_outcome(scenario: &Scenario, outcome: &Outcome) -> Result<f64, DrawError> {
    let view = outside_view(scenario).map_err(|error| DrawError::Estimate(error.to_string()))?;
    let horizon = f64::from(scenario.horizon_months);
    let settled = outcome.name.strip_prefix("settled-").and_then(|months| months.parse::<f64>().ok());
    let answer = match (settled, outcome.name.as_str()) {
        (Some(months), _) => view.mean_chance(months),
        (_, "deal-months") => {
            let month = |month: u32| view.mean_chance(f64::from(month) + 0.5).map(|ended| 1.0 - ended);
            (0..horizon as u32).map(month).sum()
        }
        _ => None,
    };
    answer.ok_or_else(|| DrawError::OutsideView(outcome.name.clone()))
}
