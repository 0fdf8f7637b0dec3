//! What would have to be true: the smallest set of changes, within plausible ranges, that brings an outcome to a target.
//!
//! Changes are of two kinds. A *fact*: an uncertain parameter lies towards one end of its range; how plausible that is,
//! its range says. A *lever*: somebody does something; that has no chance. All sets are played on the same draws and paths.
//! The search is greedy over the strongest single changes and then over pairs and larger sets of them, so that a smaller
//! set may exist which it does not see; what it reports was played, not extrapolated.

use crate::explanation::draw_table::DrawTable;
use crate::explanation::sensitivity::given_draws;
use serde::Serialize;
use standoff_lab::ensemble::design::{Design, Resolution};
use standoff_lab::ensemble::estimate::Estimate;
use standoff_lab::ensemble::experiment::play;
use standoff_lab::ensemble::lever_setting::Pull;
use standoff_lab::ensemble::solved_draw::Prepared;
use standoff_lab::error::{DrawError, LabError};
use standoff_lab::outcome::named::Outcome;
use standoff_lab::progress::Watch;
use standoff_num::sums::mean;
use standoff_scenario::{Lever, Parameter, Scenario};
use standoff_world::switches::Mechanisms;
use standoff_world::war::War;
use std::collections::BTreeMap;

/// Draws unless said otherwise.
pub const DEFAULT_DRAWS: usize = 12;
/// Paths of each draw and set unless said otherwise.
pub const DEFAULT_PATHS: usize = 120;
/// Facts that are tried: the parameters that go most with the outcome.
const FACTS: usize = 8;
/// How far into its range a fact may lie: the outer twentieth is not called plausible.
const FURTHEST: f64 = 0.05;
/// Strongest single changes from which larger sets are made.
const STRONGEST: usize = 5;
/// Most changes in a set.
const MOST: usize = 4;
/// Halvings by which a fact is moved back as far as the target allows.
const HALVINGS: usize = 3;
/// Sets reported.
const REPORTED: usize = 4;

/// What is asked.
#[derive(Debug, Clone)]
pub struct Request {
    /// The scenario, with whatever was set by hand.
    pub scenario: Scenario,
    /// The outcome; a chance, or any other number.
    pub outcome: Outcome,
    /// What it must reach: at least this where it is lower today, at most this where it is higher.
    pub target: f64,
    /// Draws.
    pub draws: usize,
    /// Paths of each draw and set.
    pub paths: usize,
    /// Seed.
    pub seed: u64,
    /// How finely actors plan.
    pub resolution: Resolution,
    /// Whether levers may be pulled, or facts alone may change.
    pub levers: bool,
}

/// The answer.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Requirement {
    /// The outcome.
    pub outcome: String,
    /// What it is.
    pub title: String,
    /// Its unit.
    pub unit: String,
    /// What it must reach.
    pub target: f64,
    /// Whether it must rise to the target.
    pub rises: bool,
    /// What it is today, on the draws of this search.
    pub today: Estimate,
    /// Draws.
    pub draws: usize,
    /// Sets of changes that were played.
    pub played: usize,
    /// Whether some set reaches the target.
    pub reached: bool,
    /// Sets of the smallest size that reach it, the most plausible first; where none does, the best found.
    pub sets: Vec<ChangeSet>,
    /// Every single change that was tried, strongest first.
    pub singles: Vec<ChangeSet>,
}

/// A set of changes and what comes of it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ChangeSet {
    /// The changes.
    pub changes: Vec<Changed>,
    /// What the outcome is with them.
    pub value: Estimate,
    /// How far that is from what it is today, on the same draws: much surer than the two apart.
    pub difference: Estimate,
    /// Chance that all its facts lie so far or further, their ranges taken as independent; null where it has none.
    pub plausibility: Option<f64>,
}

/// One change.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Changed {
    /// `fact` or `lever`.
    pub kind: String,
    /// Path of the parameter, or name of the lever.
    pub name: String,
    /// What it is.
    pub title: String,
    /// Value of the parameter.
    pub value: Option<f64>,
    /// Its central value.
    pub central: Option<f64>,
    /// Its unit.
    pub unit: Option<String>,
    /// Whether it would have to be this or more, rather than this or less; null for a lever.
    pub upwards: Option<bool>,
    /// Chance that the parameter lies so far or further, by its range.
    pub plausibility: Option<f64>,
}

/// A change to be tried.
#[derive(Debug, Clone, PartialEq)]
enum Change {
    /// The parameter at this place of the list has this chance of lying below.
    Fact {
        place: usize,
        chance: f64,
    },
    Lever(Box<Pull>),
}

struct Search<'a> {
    request: &'a Request,
    design: Design<'a>,
    war: War,
    watch: Watch<'a>,
    rises: bool,
    played: usize,
    /// What the outcome is today in each draw.
    base: BTreeMap<usize, f64>,
}

/// Looks for what would have to be true. `table` tells which parameters go with the outcome (its column `place`).
///
/// # Errors
///
/// [`LabError`] where no draw can be played.
pub fn require(request: &Request, table: &DrawTable, place: usize, watch: Watch<'_>) -> Result<Requirement, LabError> {
    let scenario = &request.scenario;
    let design = Design {
        scenario,
        draws: request.draws.max(2),
        paths: request.paths.max(1),
        seed: request.seed,
        mechanisms: Mechanisms::default(),
        pulls: &[],
        resolution: request.resolution,
        posterior: None,
    };
    let war = scenario.war(&scenario.central());
    let mut search = Search { request, design, war, watch, rises: true, played: 0, base: BTreeMap::new() };
    let today = search.today()?;
    search.rises = today.value < request.target;
    let candidates = search.candidates(table, place)?;
    let alone: Vec<Vec<Change>> = candidates.into_iter().map(|change| vec![change]).collect();
    let mut singles = search.values(alone)?;
    search.sort(&mut singles);
    let (reached, sets) = if search.reaches(today.value) { (true, Vec::new()) } else { search.smallest(&singles)? };
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
        sets: sets.iter().map(|set| search.told(set)).collect(),
        singles: singles.iter().map(|set| search.told(set)).collect(),
    })
}

/// A set of changes and what comes of it.
type Valued = (Vec<Change>, Outcomes);

/// The outcome under a set, and its distance from today.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Outcomes {
    value: Estimate,
    difference: Estimate,
}

impl Search<'_> {
    /// The facts that go most with the outcome, each at the favourable end of its plausible range, and the levers.
    fn candidates(&self, table: &DrawTable, place: usize) -> Result<Vec<Change>, LabError> {
        let scenario = &self.request.scenario;
        let ranked = given_draws(table, place, &self.request.outcome)?;
        let single = |path: &str| scenario.place(path).filter(|&place| scenario.parameters[place].varies());
        let facts = ranked.inputs.iter().filter_map(|input| single(&input.parameter).map(|place| (place, input)));
        let fact = |(place, input): (usize, &crate::explanation::sensitivity::GivenInput)| {
            let upwards = (input.rank.value > 0.0) == self.rises;
            Change::Fact { place, chance: if upwards { 1.0 - FURTHEST } else { FURTHEST } }
        };
        let lever = |lever: &Lever| Change::Lever(Box::new(Pull::whole(lever.clone())));
        let levers = scenario.levers.iter().filter(|_| self.request.levers).map(lever);
        Ok(facts.take(FACTS).map(fact).chain(levers).collect())
    }

    /// The smallest sets that reach the target, or the best set found.
    fn smallest(&mut self, singles: &[Valued]) -> Result<(bool, Vec<Valued>), LabError> {
        let mut best: Vec<Valued> = singles.first().cloned().into_iter().collect();
        let mut size = singles.to_vec();
        for changes in 1..=MOST {
            if changes > 1 {
                size = self.larger(&best, singles, changes)?;
            }
            let reaching: Vec<Valued> =
                size.iter().filter(|(_, found)| self.reaches(found.value.value)).cloned().collect();
            if !reaching.is_empty() {
                return Ok((true, self.eased(reaching)?));
            }
            best.extend(size.first().cloned());
            self.sort(&mut best);
            if self.watch.stopped() {
                break;
            }
        }
        best.truncate(1);
        Ok((false, best))
    }

    /// Pairs of the strongest single changes; from three on the best set so far with one change more.
    fn larger(&mut self, best: &[Valued], singles: &[Valued], changes: usize) -> Result<Vec<Valued>, LabError> {
        let strongest = &singles[..singles.len().min(STRONGEST)];
        let add = |set: &[Change], (more, _): &Valued| -> Option<Vec<Change>> {
            let fits = more.iter().all(|change| !set.contains(change));
            fits.then(|| set.iter().chain(more).cloned().collect())
        };
        let mut sets: Vec<Vec<Change>> = Vec::new();
        if changes == 2 {
            for (at, (first, _)) in strongest.iter().enumerate() {
                sets.extend(strongest[at + 1..].iter().filter_map(|other| add(first, other)));
            }
        } else if let Some((set, _)) = best.first() {
            sets.extend(singles.iter().take(2 * STRONGEST).filter_map(|other| add(set, other)));
        }
        let mut valued = self.values(sets)?;
        self.sort(&mut valued);
        Ok(valued)
    }

    /// Moves the facts of sets that reach the target back towards the middle of their ranges, all by the same part, as far
    /// as the target allows; the most plausible sets first.
    fn eased(&mut self, mut reaching: Vec<Valued>) -> Result<Vec<Valued>, LabError> {
        self.sort(&mut reaching);
        reaching.truncate(REPORTED);
        let mut bounds = vec![(0.0, 1.0); reaching.len()];
        let facts = reaching.iter().flat_map(|(changes, _)| changes).any(|change| tail(change).is_some());
        for _ in 0..if facts { HALVINGS } else { 0 } {
            let tried: Vec<Vec<Change>> = reaching
                .iter()
                .zip(&bounds)
                .map(|((changes, _), (low, high))| ease(changes, 0.5 * (low + high)))
                .collect();
            let values = self.values(tried)?;
            for (at, (_, found)) in values.into_iter().enumerate() {
                let (low, high) = bounds[at];
                let middle = 0.5 * (low + high);
                // `low` fails, `high` reaches: the part of the way from the middle of the range to its end.
                if self.reaches(found.value.value) {
                    (bounds[at], reaching[at].1) = ((low, middle), found);
                } else {
                    bounds[at] = (middle, high);
                }
            }
        }
        for ((changes, _), (_, part)) in reaching.iter_mut().zip(&bounds) {
            *changes = ease(changes, *part);
        }
        let plausibility = |changes: &[Change]| self.plausibility(changes).unwrap_or(1.0);
        reaching.sort_by(|one, other| plausibility(&other.0).total_cmp(&plausibility(&one.0)));
        Ok(reaching)
    }

    fn reaches(&self, value: f64) -> bool {
        if self.rises { value >= self.request.target } else { value <= self.request.target }
    }

    /// Strongest first; of equals the one named first.
    fn sort(&self, sets: &mut [Valued]) {
        let sign = if self.rises { 1.0 } else { -1.0 };
        sets.sort_by(|one, other| (sign * other.1.value.value).total_cmp(&(sign * one.1.value.value)));
    }

    fn values(&mut self, sets: Vec<Vec<Change>>) -> Result<Vec<Valued>, LabError> {
        if sets.is_empty() {
            return Ok(Vec::new());
        }
        let values = self.play(&sets)?;
        Ok(sets.into_iter().zip(values).collect())
    }

    /// Plays the scenario as it is, and keeps what came of each draw.
    fn today(&mut self) -> Result<Estimate, LabError> {
        let rows = self.rows(&[Vec::new()])?;
        self.base = rows.into_iter().map(|(draw, row)| (draw, row[0])).collect();
        Ok(Estimate::of(&self.base.values().copied().collect::<Vec<f64>>()))
    }

    /// Plays every set on every draw.
    fn play(&mut self, sets: &[Vec<Change>]) -> Result<Vec<Outcomes>, LabError> {
        let rows = self.rows(sets)?;
        let rows: Vec<(f64, Vec<f64>)> =
            rows.into_iter().filter_map(|(draw, row)| self.base.get(&draw).map(|&today| (today, row))).collect();
        let over = |set: usize| Outcomes {
            value: Estimate::of(&rows.iter().map(|(_, row)| row[set]).collect::<Vec<f64>>()),
            difference: Estimate::of(&rows.iter().map(|(today, row)| row[set] - today).collect::<Vec<f64>>()),
        };
        Ok((0..sets.len()).map(over).collect())
    }

    /// What comes of every set in every draw; all draws or none, so that sets are compared on the same ones.
    fn rows(&mut self, sets: &[Vec<Change>]) -> Result<Vec<(usize, Vec<f64>)>, LabError> {
        let played = play(&self.design, "what would have to be true", self.watch, |prepared| {
            sets.iter().map(|set| self.value(prepared, set)).collect::<Result<Vec<f64>, DrawError>>()
        })?;
        if played.left > 0 {
            return Err(LabError::NothingDone);
        }
        self.played += sets.len();
        Ok(played.draws)
    }

    fn value(&self, prepared: &Prepared<'_>, set: &[Change]) -> Result<f64, DrawError> {
        let mut values = prepared.values.clone();
        let mut pulls = Vec::new();
        for change in set {
            match change {
                Change::Fact { place, chance } => {
                    let parameter = &self.request.scenario.parameters[*place];
                    values.set(&parameter.path, parameter.quantile(*chance));
                }
                Change::Lever(pull) => pulls.push((**pull).clone()),
            }
        }
        let of = |prepared: &Prepared<'_>| -> Result<f64, DrawError> {
            let runs = prepared.futures(&pulls, 0..self.design.paths)?;
            let outcome = &self.request.outcome;
            Ok(mean(&runs.iter().map(|run| outcome.of(&self.war, &prepared.values, run)).collect::<Vec<f64>>()))
        };
        if values == prepared.values {
            of(prepared)
        } else {
            of(&Prepared::new(&self.design, prepared.draw(), values)?)
        }
    }

    fn plausibility(&self, changes: &[Change]) -> Option<f64> {
        let facts: Vec<f64> = changes.iter().filter_map(tail).collect();
        (!facts.is_empty()).then(|| facts.iter().product())
    }

    fn told(&self, (changes, found): &Valued) -> ChangeSet {
        let told = changes.iter().map(|change| self.told_one(change)).collect();
        let plausibility = self.plausibility(changes);
        ChangeSet { changes: told, value: found.value, difference: found.difference, plausibility }
    }

    fn told_one(&self, change: &Change) -> Changed {
        match change {
            Change::Fact { place, chance } => {
                let parameter: &Parameter = &self.request.scenario.parameters[*place];
                Changed {
                    kind: "fact".to_owned(),
                    name: parameter.path.clone(),
                    title: parameter.definition.meaning.to_owned(),
                    value: Some(parameter.quantile(*chance)),
                    central: Some(parameter.value),
                    unit: Some(parameter.definition.unit.base().to_owned()),
                    upwards: Some(*chance > 0.5),
                    plausibility: tail(change),
                }
            }
            Change::Lever(pull) => Changed {
                kind: "lever".to_owned(),
                name: pull.lever.name.clone(),
                title: pull.lever.title.clone(),
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
fn tail(change: &Change) -> Option<f64> {
    match change {
        Change::Fact { chance, .. } => Some(chance.min(1.0 - chance)),
        Change::Lever(_) => None,
    }
}

/// The same changes, with facts only a part of the way from the middle of their ranges.
fn ease(changes: &[Change], part: f64) -> Vec<Change> {
    let one = |change: &Change| match change {
        Change::Fact { place, chance } => Change::Fact { place: *place, chance: 0.5 + part * (chance - 0.5) },
        lever => lever.clone(),
    };
    changes.iter().map(one).collect()
}
