//! Robustness of policies: how sets of levers hold up over everything that is not known (theory 3.21, 3.22).
//!
//! Every option plays the same draws and paths with the same random numbers. Each actor's card counts what the future
//! turned out to be worth to it by its own values; all cards have the same form. Nothing is ranked and nothing advised:
//! an option that holds up for one actor may be the worst for another.

use crate::options::compare::{Pulled, pulled};
use crate::options::pareto::undominated;
use crate::options::robustness::{Better, Cell, Grid, Score, in_tenth, median, resampled_tails};
use serde::Serialize;
use standoff_lab::ensemble::design::{Design, Resolution};
use standoff_lab::ensemble::estimate::LEVEL;
use standoff_lab::ensemble::experiment::play;
use standoff_lab::ensemble::lever_setting::Pull;
use standoff_lab::ensemble::solved_draw::Prepared;
use standoff_lab::error::{DrawError, LabError};
use standoff_lab::forecast::provenance::{ScenarioName, scenario_name};
use standoff_lab::outcome::named::{Outcome, Part};
use standoff_lab::progress::Watch;
use standoff_num::sums::mean;
use standoff_scenario::Scenario;
use standoff_scenario::lever::NONE;
use standoff_stats::Bootstrap;
use standoff_world::actors::roles::Role;
use standoff_world::switches::Mechanisms;
use standoff_world::war::War;

/// Version of the keys of [`Policies`].
pub const FORMAT: u32 = 1;
/// Draws unless said otherwise.
pub const DEFAULT_DRAWS: usize = 32;
/// Futures of each option in each draw unless said otherwise.
pub const DEFAULT_PATHS: usize = 120;
/// Measures beside the values of the roles, unless said otherwise.
pub const DEFAULT_MEASURES: [&str; 3] = ["holds-24", "settled-24", "fighting-months"];
/// Resamples of the draws.
const RESAMPLES: u32 = 1000;

/// What is to be tried.
#[derive(Debug, Clone)]
pub struct Request {
    /// The scenario, with whatever was set by hand.
    pub scenario: Scenario,
    /// The options beside doing nothing: levers that are pulled together.
    pub options: Vec<Vec<Pull>>,
    /// Measures beside the value to each role. One that asks for such a value sets that card's level and direction.
    pub measures: Vec<Ask>,
    /// Draws of the parameters.
    pub draws: usize,
    /// Futures of each option in each draw.
    pub paths: usize,
    /// Seed.
    pub seed: u64,
    /// How finely actors plan.
    pub resolution: Resolution,
    /// Command that reproduces it.
    pub command: String,
}

/// A measure, and how it is read.
#[derive(Debug, Clone, PartialEq)]
pub struct Ask {
    /// What is read off every future.
    pub outcome: Outcome,
    /// Whether more or fewer counts as better here.
    pub better: Better,
    /// The level to be met; the median of doing nothing over the draws if none.
    pub level: Option<f64>,
}

impl Ask {
    /// A measure read by the convention of [`Better::convention`].
    pub fn of(outcome: Outcome) -> Self {
        Self { better: Better::convention(&outcome), outcome, level: None }
    }

    /// The usual measures beside the values of the roles, as far as the horizon reaches.
    pub fn usual(scenario: &Scenario) -> Vec<Self> {
        DEFAULT_MEASURES.into_iter().filter_map(|name| Outcome::find(name, scenario).ok()).map(Self::of).collect()
    }
}

/// How options hold up.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Policies {
    /// Version of the keys.
    pub format: u32,
    /// Which scenario.
    pub scenario: ScenarioName,
    /// Seed.
    pub seed: u64,
    /// Version of the program.
    pub version: String,
    /// Draws of the parameters.
    pub draws: usize,
    /// Futures of each option in each draw.
    pub paths: usize,
    /// Draws in the worst tenth.
    pub tenth: usize,
    /// Draws that could not be played.
    pub failed_draws: usize,
    /// Whether it was stopped early.
    pub interrupted: bool,
    /// Command that reproduces it.
    pub command: String,
    /// The options: doing nothing, then those asked for, in their order.
    pub options: Vec<Choice>,
    /// The measures: the value to each role by its own values, then the others.
    pub measures: Vec<Measure>,
    /// Options over the values of all roles at once, in the order of the options.
    pub dominance: Vec<Dominance>,
}

/// An option.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Choice {
    /// Names of its levers, joined by `+`; `none` for doing nothing.
    pub name: String,
    /// What it is.
    pub title: String,
    /// Its levers.
    pub levers: Vec<Pulled>,
}

/// One measure of all options.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Measure {
    /// Stable name of the outcome.
    pub outcome: String,
    /// What it is.
    pub title: String,
    /// Unit; `chance` for yes or no.
    pub unit: String,
    /// Role by whose values it is measured; null where it is nobody's.
    pub role: Option<String>,
    /// Name of that actor.
    pub actor: Option<String>,
    /// Whether more or fewer counts as better here.
    pub better: Better,
    /// The level to be met.
    pub level: f64,
    /// Whether the level was asked for; otherwise it is the median of doing nothing over these draws.
    pub level_given: bool,
    /// Scores of the options, in their order.
    pub scores: Vec<Score>,
}

/// Whether another option is at least as good for every role at once and better for one.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Dominance {
    /// Name of the option.
    pub option: String,
    /// Whether no other option dominates it, each judged by its worst draw.
    pub undominated_worst: bool,
    /// The same by the mean of the worst tenth.
    pub undominated_tenth: bool,
    /// Share of the resamples of the draws in which the latter holds; null where there are too few draws.
    pub resampled: Option<f64>,
}

/// Tries options.
///
/// # Errors
///
/// [`LabError`] where no draw can be played.
pub fn policies(request: &Request, watch: Watch<'_>) -> Result<Policies, LabError> {
    let design = request.design();
    let war = request.scenario.war(&request.scenario.central());
    let (choices, pulls) = request.choices();
    let asks = request.asks(&war);
    let played = play(&design, "options", watch, |prepared| cells(&asks, &pulls, &war, prepared, design.paths))?;
    let draws: Vec<usize> = played.draws.iter().map(|(draw, _)| *draw).collect();
    let results: Vec<&Vec<Vec<Cell>>> = played.draws.iter().map(|(_, cells)| cells).collect();
    let tables: Vec<Vec<Vec<Cell>>> = (0..asks.len()).map(|measure| table(&results, measure)).collect();
    let bootstrap = Bootstrap { seed: request.seed, resamples: RESAMPLES, level: LEVEL };
    let sheet = Sheet { options: &choices, draws: &draws, bootstrap };
    let measures = asks.iter().zip(&tables).map(|(ask, cells)| sheet.measure(ask, cells, &war)).collect();
    Ok(Policies {
        format: FORMAT,
        scenario: scenario_name(&request.scenario, &war),
        seed: request.seed,
        version: env!("CARGO_PKG_VERSION").to_owned(),
        draws: draws.len(),
        paths: design.paths,
        tenth: in_tenth(draws.len()),
        failed_draws: played.failed,
        interrupted: played.left > 0,
        command: request.command.clone(),
        dominance: sheet.dominance(&asks, &tables),
        measures,
        options: choices,
    })
}

impl Request {
    fn design(&self) -> Design<'_> {
        Design {
            scenario: &self.scenario,
            draws: self.draws.max(1),
            paths: self.paths.max(1),
            seed: self.seed,
            mechanisms: Mechanisms::default(),
            pulls: &[],
            resolution: self.resolution,
            posterior: None,
        }
    }

    /// Doing nothing, then the options, each name once.
    fn choices(&self) -> (Vec<Choice>, Vec<Vec<Pull>>) {
        let nothing = Choice { name: NONE.to_owned(), title: "Nothing changes".to_owned(), levers: Vec::new() };
        let (mut choices, mut all) = (vec![nothing], vec![Vec::new()]);
        for pulls in &self.options {
            let choice = choice(pulls);
            if !pulls.is_empty() && choices.iter().all(|other| other.name != choice.name) {
                choices.push(choice);
                all.push(pulls.clone());
            }
        }
        (choices, all)
    }

    /// The value to each role, then the other measures.
    fn asks(&self, war: &War) -> Vec<Ask> {
        let roles = Role::ALL.into_iter().filter(|&role| war.has(role));
        let values = roles.filter_map(|role| Outcome::find(&format!("value.{}", role.name()), &self.scenario).ok());
        let asked = |outcome: &Outcome| self.measures.iter().find(|ask| ask.outcome.name == outcome.name).cloned();
        let mut asks: Vec<Ask> = values.map(|value| asked(&value).unwrap_or_else(|| Ask::of(value))).collect();
        asks.extend(self.measures.iter().filter(|ask| ask.outcome.part != Part::Values).cloned());
        asks
    }
}

fn choice(pulls: &[Pull]) -> Choice {
    let joined = |word: fn(&Pull) -> &str, by: &str| pulls.iter().map(word).collect::<Vec<&str>>().join(by);
    Choice {
        name: joined(|pull| &pull.lever.name, "+"),
        title: joined(|pull| &pull.lever.title, " + "),
        levers: pulls.iter().map(pulled).collect(),
    }
}

/// What came of one draw, `[option][measure]`.
fn cells(
    asks: &[Ask],
    options: &[Vec<Pull>],
    war: &War,
    prepared: &Prepared<'_>,
    paths: usize,
) -> Result<Vec<Vec<Cell>>, DrawError> {
    let option = |pulls: &Vec<Pull>| -> Result<Vec<Cell>, DrawError> {
        let futures = prepared.futures(pulls, 0..paths)?;
        let column =
            |ask: &Ask| -> Vec<f64> { futures.iter().map(|run| ask.outcome.of(war, &prepared.values, run)).collect() };
        Ok(asks.iter().map(|ask| Cell::of(&column(ask))).collect())
    };
    options.iter().map(option).collect()
}

/// One measure, `[option][draw]`.
fn table(results: &[&Vec<Vec<Cell>>], measure: usize) -> Vec<Vec<Cell>> {
    let options = results.first().map_or(0, |options| options.len());
    (0..options).map(|option| results.iter().map(|result| result[option][measure]).collect()).collect()
}

/// What all measures share.
struct Sheet<'a> {
    options: &'a [Choice],
    draws: &'a [usize],
    bootstrap: Bootstrap,
}

impl Sheet<'_> {
    fn names(&self) -> Vec<String> {
        self.options.iter().map(|option| option.name.clone()).collect()
    }

    fn measure(&self, ask: &Ask, cells: &[Vec<Cell>], war: &War) -> Measure {
        let role = ask.outcome.name.strip_prefix("value.");
        let named = |role: &str| Role::ALL.into_iter().find(|one| one.name() == role);
        let (options, level) = (self.names(), ask.level.unwrap_or_else(|| median(&cells[0])));
        let Self { draws, bootstrap, .. } = *self;
        Measure {
            outcome: ask.outcome.name.clone(),
            title: ask.outcome.title.clone(),
            unit: ask.outcome.unit.clone(),
            role: role.map(str::to_owned),
            actor: role.and_then(named).and_then(|role| war.roles[role].clone()),
            better: ask.better,
            level,
            level_given: ask.level.is_some(),
            scores: Grid { options: &options, draws, cells, better: ask.better, level, bootstrap }.scores(),
        }
    }

    fn dominance(&self, asks: &[Ask], tables: &[Vec<Vec<Cell>>]) -> Vec<Dominance> {
        let (options, draws, bootstrap) = (self.names(), self.draws, self.bootstrap);
        let values = asks.iter().zip(tables).filter(|(ask, _)| ask.outcome.part == Part::Values);
        let grid = |(ask, cells): (&Ask, _)| Grid {
            options: &options,
            draws,
            cells,
            better: ask.better,
            level: 0.0,
            bootstrap,
        };
        let grids: Vec<Grid<'_>> = values.map(|(ask, cells)| grid((ask, cells.as_slice()))).collect();
        let scores: Vec<Vec<Score>> = grids.iter().map(Grid::scores).collect();
        let free = |figure: fn(&Score) -> f64| {
            let turned = |measure: usize, option: usize| grids[measure].better.turned(figure(&scores[measure][option]));
            let point = |option: usize| (0..grids.len()).map(|measure| turned(measure, option)).collect();
            undominated(&(0..options.len()).map(point).collect::<Vec<Vec<f64>>>())
        };
        let (worst, tenth) = (free(|score| score.worst.value), free(|score| score.worst_tenth.value));
        let resamples: Vec<Vec<bool>> = resampled_tails(&grids).iter().map(|points| undominated(points)).collect();
        let often = |option: usize| {
            let shares: Vec<f64> = resamples.iter().map(|free| f64::from(u8::from(free[option]))).collect();
            (!shares.is_empty()).then(|| mean(&shares))
        };
        let named = options.iter().enumerate();
        named
            .map(|(at, option)| Dominance {
                option: option.clone(),
                undominated_worst: worst[at],
                undominated_tenth: tenth[at],
                resampled: often(at),
            })
            .collect()
    }
}
