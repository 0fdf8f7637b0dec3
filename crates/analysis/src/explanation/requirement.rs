//! Requirements: the smallest set of changes, within plausible ranges, that brings an outcome to a target.
//!
//! There are two kinds of change. A *fact* is an uncertain parameter that lies towards one end of its range, and the range says how
//! plausible that is. A *lever* is a decision of an actor, which has no probability. All sets are simulated on the same draws and
//! paths. The search is greedy over the strongest single changes, then over pairs and larger sets, so it may miss a smaller set.
//! Every result it reports was simulated and not extrapolated.

use crate::explanation::draw_table::DrawTable;
use crate::explanation::sensitivity::measure_given_draws;
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
use standoff_lab::outcome::named::Outcome;
use standoff_lab::progress::ProgressMonitor;
use standoff_num::sums::mean;
use standoff_scenario::{Lever, Parameter, Scenario};
use standoff_world::war::War;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Default number of draws.
pub const DEFAULT_DRAWS: usize = 12;
/// Default number of paths of each draw and set.
pub const DEFAULT_PATHS: usize = 120;
/// Facts that are tried: the parameters that go most with the outcome.
const FACTS_TRIED: usize = 8;
/// Chance beyond which a fact may not lie: the outer twentieth of a range is not called plausible.
const FURTHEST_CHANCE: f64 = 0.05;
/// Strongest single changes from which larger sets are made.
const STRONGEST_SINGLES: usize = 5;
/// Most changes in a set.
const MOST_CHANGES: usize = 4;
/// Halvings by which a fact is moved back as far as the target allows.
const HALVINGS: usize = 3;
/// Sets reported.
const SETS_REPORTED: usize = 4;

/// Request for this analysis.
#[derive(Debug, Clone)]
pub struct RequirementRequest {
    /// Scenario, with the numbers that were set by hand.
    pub scenario: Scenario,
    /// The outcome; a chance, or any other number.
    pub outcome: Outcome,
    /// Target: to be reached from below where the outcome is lower today, from above where it is higher.
    pub target: f64,
    /// Draws.
    pub draws: usize,
    /// Paths of each draw and set.
    pub paths: usize,
    /// Seed of the random numbers.
    pub seed: u64,
    /// Resolution of the actors' planning.
    pub resolution: Resolution,
    /// Draws and states after an update on evidence; none where the scenario's own ranges apply.
    pub posterior: Option<Arc<Posterior>>,
    /// True if levers may be used; otherwise facts alone may change.
    pub levers: bool,
}

/// Changes by which an outcome reaches a target.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Requirement {
    /// The outcome.
    pub outcome: String,
    /// Title for readers.
    pub title: String,
    /// Its unit.
    pub unit: String,
    /// Target.
    pub target: f64,
    /// True if it must rise to the target.
    pub rises: bool,
    /// Value today, on the draws of this search.
    pub today: Estimate,
    /// Draws.
    pub draws: usize,
    /// Sets of changes that were simulated.
    pub played: usize,
    /// True if some set reaches the target.
    pub reached: bool,
    /// Sets of the smallest size that reach it, the most plausible first; where none does, the best found.
    pub sets: Vec<ChangeSet>,
    /// Every single change that was tried, strongest first.
    pub singles: Vec<ChangeSet>,
}

/// Set of changes with its effect.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct ChangeSet {
    /// The changes.
    pub changes: Vec<RequiredChange>,
    /// Outcome with the changes.
    pub value: Estimate,
    /// Paired difference from today on the same draws, which is much more certain than the two values.
    pub difference: Estimate,
    /// Chance that all its facts lie so far or further, their ranges taken as independent; null where it has none.
    pub plausibility: Option<f64>,
}

/// One change.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct RequiredChange {
    /// `fact` or `lever`.
    pub kind: String,
    /// Path of the parameter, or name of the lever.
    pub name: String,
    /// Title for readers.
    pub title: String,
    /// Value of the parameter.
    pub value: Option<f64>,
    /// Its central value.
    pub central: Option<f64>,
    /// Its unit.
    pub unit: Option<String>,
    /// True if the parameter would have to be this or more, false for this or less; null for a lever.
    pub upwards: Option<bool>,
    /// Chance that the parameter lies so far or further, by its range.
    pub plausibility: Option<f64>,
}

/// A change to be tried.
#[derive(Debug, Clone, PartialEq)]
enum CandidateChange {
    /// The parameter at this place of the list has this chance of lying below.
    Fact {
        place: usize,
        chance: f64,
    },
    Lever(Box<LeverSetting>),
}

struct RequirementSearch<'a> {
    request: &'a RequirementRequest,
    design: Design<'a>,
    war: War,
    monitor: ProgressMonitor<'a>,
    rises: bool,
    played: usize,
    /// Outcome today in each draw.
    base: BTreeMap<usize, f64>,
}

/// Searches for the changes by which an outcome reaches a target. Column `place` of `table` shows which parameters are correlated
/// with the outcome.
///
/// # Errors
///
/// [`LabError`] where no draw can be simulated.
pub fn find_requirement(
    request: &RequirementRequest,
    table: &DrawTable,
    place: usize,
    monitor: ProgressMonitor<'_>,
) -> Result<Requirement, LabError> {
    let scenario = &request.scenario;
    let design = Design {
        draws: request.draws.max(2),
        paths: request.paths.max(1),
        seed: request.seed,
        resolution: request.resolution,
        posterior: request.posterior.as_deref(),
        ..Design::new(scenario)
    };
    let war = scenario.war(&scenario.central_values());
    let mut search = RequirementSearch { request, design, war, monitor, rises: true, played: 0, base: BTreeMap::new() };
    let today = search.measure_today()?;
    search.rises = today.value < request.target;
    let candidates = search.candidate_changes(table, place)?;
    let alone: Vec<Vec<CandidateChange>> = candidates.into_iter().map(|change| vec![change]).collect();
    let mut singles = search.value_sets(alone)?;
    search.sort_by_strength(&mut singles);
    let (reached, sets) =
        if search.reaches_target(today.value) { (true, Vec::new()) } else { search.smallest_sets(&singles)? };
    Ok(Requirement {
        outcome: request.outcome.name.clone(),
        title: request.outcome.title.clone(),
        unit: request.outcome.unit.clone(),
        target: request.target,
        rises: search.rises,
        today,
        draws: search.base.len(),
        played: search.played,
        reached,
        sets: sets.iter().map(|set| search.reported_set(set)).collect(),
        singles: singles.iter().map(|set| search.reported_set(set)).collect(),
    })
}

/// Set of changes with its effect.
type Valued = (Vec<CandidateChange>, SetEffect);

/// The outcome under a set, and its distance from today.
#[derive(Debug, Clone, Copy, PartialEq)]
struct SetEffect {
    value: Estimate,
    difference: Estimate,
}

impl RequirementSearch<'_> {
    /// The facts that go most with the outcome, each at the favourable end of its plausible range, and the levers.
    fn candidate_changes(&self, table: &DrawTable, place: usize) -> Result<Vec<CandidateChange>, LabError> {
        let scenario = &self.request.scenario;
        let ranked = measure_given_draws(table, place, &self.request.outcome)?;
        let single = |path: &str| scenario.parameter_place(path).filter(|&place| scenario.parameters[place].varies());
        let facts = ranked.inputs.iter().filter_map(|input| single(&input.parameter).map(|place| (place, input)));
        let fact = |(place, input): (usize, &crate::explanation::sensitivity::GivenInput)| {
            let upwards = (input.rank.value > 0.0) == self.rises;
            CandidateChange::Fact { place, chance: if upwards { 1.0 - FURTHEST_CHANCE } else { FURTHEST_CHANCE } }
        };
        let lever = |lever: &Lever| CandidateChange::Lever(Box::new(LeverSetting::as_stated(lever.clone())));
        let levers = scenario.levers.iter().filter(|_| self.request.levers).map(lever);
        Ok(facts.take(FACTS_TRIED).map(fact).chain(levers).collect())
    }

    /// The smallest sets that reach the target, or the best set found.
    fn smallest_sets(&mut self, singles: &[Valued]) -> Result<(bool, Vec<Valued>), LabError> {
        let mut best: Vec<Valued> = singles.first().cloned().into_iter().collect();
        let mut size = singles.to_vec();
        for changes in 1..=MOST_CHANGES {
            if changes > 1 {
                size = self.larger_sets(&best, singles, changes)?;
            }
            let reaching: Vec<Valued> =
                size.iter().filter(|(_, found)| self.reaches_target(found.value.value)).cloned().collect();
            if !reaching.is_empty() {
                return Ok((true, self.ease_reaching_sets(reaching)?));
            }
            best.extend(size.first().cloned());
            self.sort_by_strength(&mut best);
            if self.monitor.is_cancelled() {
                break;
            }
        }
        best.truncate(1);
        Ok((false, best))
    }

    /// Pairs of the strongest single changes; from three on the best set so far with one change more.
    fn larger_sets(&mut self, best: &[Valued], singles: &[Valued], changes: usize) -> Result<Vec<Valued>, LabError> {
        let strongest = &singles[..singles.len().min(STRONGEST_SINGLES)];
        let add = |set: &[CandidateChange], (more, _): &Valued| -> Option<Vec<CandidateChange>> {
            let fits = more.iter().all(|change| !set.contains(change));
            fits.then(|| set.iter().chain(more).cloned().collect())
        };
        let mut sets: Vec<Vec<CandidateChange>> = Vec::new();
        if changes == 2 {
            for (at, (first, _)) in strongest.iter().enumerate() {
                sets.extend(strongest[at + 1..].iter().filter_map(|other| add(first, other)));
            }
        } else if let Some((set, _)) = best.first() {
            sets.extend(singles.iter().take(2 * STRONGEST_SINGLES).filter_map(|other| add(set, other)));
        }
        let mut valued = self.value_sets(sets)?;
        self.sort_by_strength(&mut valued);
        Ok(valued)
    }

    /// Moves the facts of sets that reach the target back towards the middle of their ranges, all by the same part, as far
    /// as the target allows; the most plausible sets first.
    fn ease_reaching_sets(&mut self, mut reaching: Vec<Valued>) -> Result<Vec<Valued>, LabError> {
        self.sort_by_strength(&mut reaching);
        reaching.truncate(SETS_REPORTED);
        let mut bounds = vec![(0.0, 1.0); reaching.len()];
        let facts = reaching.iter().flat_map(|(changes, _)| changes).any(|change| tail_chance(change).is_some());
        for _ in 0..if facts { HALVINGS } else { 0 } {
            let tried: Vec<Vec<CandidateChange>> = reaching
                .iter()
                .zip(&bounds)
                .map(|((changes, _), (low, high))| ease_changes(changes, 0.5 * (low + high)))
                .collect();
            let values = self.value_sets(tried)?;
            for (at, (_, found)) in values.into_iter().enumerate() {
                let (low, high) = bounds[at];
                let middle = 0.5 * (low + high);
                // `low` fails, `high` reaches: the part of the way from the middle of the range to its end.
                if self.reaches_target(found.value.value) {
                    (bounds[at], reaching[at].1) = ((low, middle), found);
                } else {
                    bounds[at] = (middle, high);
                }
            }
        }
        for ((changes, _), (_, part)) in reaching.iter_mut().zip(&bounds) {
            *changes = ease_changes(changes, *part);
        }
        let plausibility = |changes: &[CandidateChange]| self.set_plausibility(changes).unwrap_or(1.0);
        reaching.sort_by(|one, other| plausibility(&other.0).total_cmp(&plausibility(&one.0)));
        Ok(reaching)
    }

    fn reaches_target(&self, value: f64) -> bool {
        if self.rises { value >= self.request.target } else { value <= self.request.target }
    }

    /// Strongest first; of equals the one named first.
    fn sort_by_strength(&self, sets: &mut [Valued]) {
        let sign = if self.rises { 1.0 } else { -1.0 };
        sets.sort_by(|one, other| (sign * other.1.value.value).total_cmp(&(sign * one.1.value.value)));
    }

    fn value_sets(&mut self, sets: Vec<Vec<CandidateChange>>) -> Result<Vec<Valued>, LabError> {
        if sets.is_empty() {
            return Ok(Vec::new());
        }
        let values = self.play_sets(&sets)?;
        Ok(sets.into_iter().zip(values).collect())
    }

    /// Simulates the scenario as it is and keeps the outcome of each draw.
    fn measure_today(&mut self) -> Result<Estimate, LabError> {
        let rows = self.draw_rows(&[Vec::new()])?;
        self.base = rows.into_iter().map(|(draw, row)| (draw, row[0])).collect();
        let clusters = Clusters::of_draws(&self.design, self.base.keys().copied());
        Ok(Estimate::from_clusters(&self.base.values().copied().collect::<Vec<f64>>(), &clusters))
    }

    /// Simulates every set on every draw.
    fn play_sets(&mut self, sets: &[Vec<CandidateChange>]) -> Result<Vec<SetEffect>, LabError> {
        let rows = self.draw_rows(sets)?;
        let known = rows.into_iter().filter_map(|(draw, row)| self.base.get(&draw).map(|&today| (draw, (today, row))));
        let (draws, rows): (Vec<usize>, Vec<(f64, Vec<f64>)>) = known.unzip();
        let clusters = Clusters::of_draws(&self.design, draws);
        let estimate = |number: &dyn Fn(f64, &[f64]) -> f64| {
            let numbers = rows.iter().map(|(today, row)| number(*today, row));
            Estimate::from_clusters(&numbers.collect::<Vec<f64>>(), &clusters)
        };
        let over = |set: usize| SetEffect {
            value: estimate(&|_, row| row[set]),
            difference: estimate(&|today, row| row[set] - today),
        };
        Ok((0..sets.len()).map(over).collect())
    }

    /// Outcome of every set in every draw. It is an error if some draw was not begun, because sets must be compared on the same
    /// draws.
    fn draw_rows(&mut self, sets: &[Vec<CandidateChange>]) -> Result<Vec<(usize, Vec<f64>)>, LabError> {
        let words = format!("what would have to be true: {}", self.request.outcome.name);
        // Which sets they are follows from the phases before.
        let (phase, fits) = (Phase::of_inputs(&words, &sets), |row: &Vec<f64>| row.len() == sets.len());
        let played = play_divided_draws(&self.design, &phase, self.monitor, fits, |solved| {
            sets.iter().map(|set| self.outcome_with_set(solved, set)).collect::<Result<Vec<f64>, DrawError>>()
        })?;
        if played.draws_not_begun > 0 {
            return Err(LabError::NothingDone);
        }
        self.played += sets.len();
        Ok(played.draws)
    }

    fn outcome_with_set(&self, solved: &SolvedDraw<'_>, set: &[CandidateChange]) -> Result<f64, DrawError> {
        let mut values = solved.values.clone();
        let mut lever_settings = Vec::new();
        for change in set {
            match change {
                CandidateChange::Fact { place, chance } => {
                    let parameter = &self.request.scenario.parameters[*place];
                    values.set(&parameter.path, parameter.quantile(*chance));
                }
                CandidateChange::Lever(setting) => lever_settings.push((**setting).clone()),
            }
        }
        let of = |solved: &SolvedDraw<'_>| -> Result<f64, DrawError> {
            let runs = solved.simulate_paths(&lever_settings, 0..self.design.paths)?;
            let outcome = &self.request.outcome;
            Ok(mean(&runs.iter().map(|run| outcome.read_from(&self.war, &solved.values, run)).collect::<Vec<f64>>()))
        };
        if values == solved.values { of(solved) } else { of(&SolvedDraw::new(&self.design, solved.draw(), values)?) }
    }

    fn set_plausibility(&self, changes: &[CandidateChange]) -> Option<f64> {
        let facts: Vec<f64> = changes.iter().filter_map(tail_chance).collect();
        (!facts.is_empty()).then(|| facts.iter().product())
    }

    fn reported_set(&self, (changes, found): &Valued) -> ChangeSet {
        let told = changes.iter().map(|change| self.reported_change(change)).collect();
        let plausibility = self.set_plausibility(changes);
        ChangeSet { changes: told, value: found.value, difference: found.difference, plausibility }
    }

    fn reported_change(&self, change: &CandidateChange) -> RequiredChange {
        match change {
            CandidateChange::Fact { place, chance } => {
                let parameter: &Parameter = &self.request.scenario.parameters[*place];
                RequiredChange {
                    kind: "fact".to_owned(),
                    name: parameter.path.clone(),
                    title: parameter.definition.meaning.to_owned(),
                    value: Some(parameter.quantile(*chance)),
                    central: Some(parameter.value),
                    unit: Some(parameter.definition.unit.base().to_owned()),
                    upwards: Some(*chance > 0.5),
                    plausibility: tail_chance(change),
                }
            }
            CandidateChange::Lever(setting) => RequiredChange {
                kind: "lever".to_owned(),
                name: setting.lever.name.clone(),
                title: setting.lever.title.clone(),
                value: None,
                central: None,
                unit: None,
                upwards: None,
                plausibility: None,
            },
        }
    }
}

/// Chance that a fact lies so far from the middle of its range or further, on its side.
fn tail_chance(change: &CandidateChange) -> Option<f64> {
    match change {
        CandidateChange::Fact { chance, .. } => Some(chance.min(1.0 - chance)),
        CandidateChange::Lever(_) => None,
    }
}

/// Moves facts back to a part of the way from the middle of their ranges; levers stay.
fn ease_changes(changes: &[CandidateChange], part: f64) -> Vec<CandidateChange> {
    let one = |change: &CandidateChange| match change {
        CandidateChange::Fact { place, chance } => {
            CandidateChange::Fact { place: *place, chance: 0.5 + part * (chance - 0.5) }
        }
        lever => lever.clone(),
    };
    changes.iter().map(one).collect()
}
