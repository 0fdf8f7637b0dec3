//! Robustness of policies: how sets of levers hold up over the draws of the uncertain parameters (theory 3.21, 3.22).
//!
//! Every option uses the same draws and paths with the same random numbers (decision 72). Each actor has a card with the realised
//! value by its own values; all cards have the same form. Options are not ranked and none is recommended, because an option that
//! holds up for one actor may be the worst for another (decision 90).

use crate::options::compare::{AppliedLever, applied_lever};
use crate::options::pareto::mark_undominated;
use crate::options::robustness::{
    Better, OptionCell, Score, ScoreGrid, median_of_means, resampled_tails, worst_tenth_draws,
};
use schemars::JsonSchema;
use serde::Serialize;
use standoff_lab::ensemble::clusters::Clusters;
use standoff_lab::ensemble::design::{Design, Resolution};
use standoff_lab::ensemble::division::phase::Phase;
use standoff_lab::ensemble::estimate::LEVEL;
use standoff_lab::ensemble::experiment::play_divided_draws;
use standoff_lab::ensemble::lever_setting::LeverSetting;
use standoff_lab::ensemble::posterior::Posterior;
use standoff_lab::ensemble::solved_draw::SolvedDraw;
use standoff_lab::error::{DrawError, LabError};
use standoff_lab::forecast::provenance::Provenance;
use standoff_lab::outcome::named::{ForecastPart, Outcome};
use standoff_lab::progress::ProgressMonitor;
use standoff_lab::report_months::middle_months;
use standoff_num::sums::mean;
use standoff_scenario::{Lever, Scenario};
use standoff_stats::Bootstrap;
use standoff_world::actors::roles::Role;
use standoff_world::war::War;
use std::sync::Arc;

/// Version of the keys of [`Policies`].
pub const FORMAT: u32 = 1;
/// Default number of draws.
pub const DEFAULT_DRAWS: usize = 32;
/// Default number of futures of each option in each draw.
pub const DEFAULT_PATHS: usize = 120;
/// Bootstrap resamples of the draws: enough for the ends of a 95 % interval, which about 25 resamples lie beyond.
const RESAMPLES: u32 = 1000;

/// Request for a robustness analysis.
#[derive(Debug, Clone)]
pub struct PolicyRequest {
    /// Scenario, with the numbers that were set by hand.
    pub scenario: Scenario,
    /// Options in addition to doing nothing: levers that are applied together.
    pub options: Vec<Vec<LeverSetting>>,
    /// Measures in addition to the value to each role. One that asks for such a value sets that card's level and direction.
    pub measures: Vec<MeasureRequest>,
    /// Draws of the uncertain parameters.
    pub draws: usize,
    /// Futures of each option in each draw.
    pub paths: usize,
    /// Seed of the random numbers.
    pub seed: u64,
    /// Resolution of the actors' planning.
    pub resolution: Resolution,
    /// Draws and states after an update on evidence; none where the scenario's own ranges apply.
    pub posterior: Option<Arc<Posterior>>,
    /// Command that reproduces the result.
    pub command: String,
}

/// Measure, with its direction and level.
#[derive(Debug, Clone, PartialEq)]
pub struct MeasureRequest {
    /// Outcome that is read off every future.
    pub outcome: Outcome,
    /// Direction that counts as better here.
    pub better: Better,
    /// The level to be met; the median of doing nothing over the draws if none.
    pub level: Option<f64>,
}

impl MeasureRequest {
    /// A measure read by the convention of [`Better::by_convention`].
    pub fn by_convention(outcome: Outcome) -> Self {
        Self { better: Better::by_convention(&outcome), outcome, level: None }
    }

    /// Default measures in addition to the values of the roles: holding and settling within 24 months, or to the horizon,
    /// and months of fighting.
    pub fn default_measures(scenario: &Scenario) -> Vec<Self> {
        let months = middle_months(scenario.horizon_months as usize);
        let names = [format!("holds-{months}"), format!("settled-{months}"), "fighting-months".to_owned()];
        names.iter().filter_map(|name| Outcome::find(name, scenario).ok()).map(Self::by_convention).collect()
    }
}

/// Robustness of the options.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Policies {
    /// Where it comes from.
    #[serde(flatten)]
    pub provenance: Provenance,
    /// Draws of the parameters.
    pub draws: usize,
    /// Futures of each option in each draw.
    pub paths: usize,
    /// Draws in the worst tenth.
    pub tenth: usize,
    /// Draws that could not be simulated.
    pub failed_draws: usize,
    /// True if the work was cancelled before all draws were done.
    pub interrupted: bool,
    /// Command that reproduces the result.
    pub command: String,
    /// The options: doing nothing, then those asked for, in their order.
    pub options: Vec<PolicyOption>,
    /// The measures: the value to each role by its own values, then the others.
    pub measures: Vec<PolicyMeasure>,
    /// Options over the values of all roles at once, in the order of the options.
    pub dominance: Vec<Dominance>,
}

/// An option.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct PolicyOption {
    /// Names of its levers, joined by `+`; `none` for doing nothing.
    pub name: String,
    /// Title for readers.
    pub title: String,
    /// Its levers.
    pub levers: Vec<AppliedLever>,
}

/// One measure of all options.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct PolicyMeasure {
    /// Stable name of the outcome, as in `--outcome`.
    pub outcome: String,
    /// Title for readers.
    pub title: String,
    /// Unit; `chance` for yes or no.
    pub unit: String,
    /// Role by whose values it is measured; null for the other measures.
    pub role: Option<String>,
    /// Name of that actor.
    pub actor: Option<String>,
    /// Direction that counts as better here.
    pub better: Better,
    /// The level to be met.
    pub level: f64,
    /// True if the level was asked for; otherwise it is the median of doing nothing over these draws.
    pub level_given: bool,
    /// Scores of the options, in their order.
    pub scores: Vec<Score>,
}

/// Dominance of an option by another that is at least as good for every role at once and better for one.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Dominance {
    /// Name of the option.
    pub option: String,
    /// True if no other option dominates it, each judged by its worst draw.
    pub undominated_worst: bool,
    /// True if no other option dominates it, each judged by the mean of its worst tenth.
    pub undominated_tenth: bool,
    /// Share of the resamples of the draws in which the latter holds; null where there are too few draws.
    pub resampled: Option<f64>,
}

/// Simulates every option and scores it on every measure.
///
/// # Errors
///
/// [`LabError`] where no draw can be simulated.
pub fn compare_policies(request: &PolicyRequest, monitor: ProgressMonitor<'_>) -> Result<Policies, LabError> {
    let design = request.design();
    let war = request.scenario.war(&request.scenario.central_values());
    let (choices, lever_settings) = request.policy_options();
    let asks = request.measure_requests(&war);
    let fits = |cells: &Vec<Vec<OptionCell>>| {
        cells.len() == choices.len() && cells.iter().all(|option| option.len() == asks.len())
    };
    let played = play_divided_draws(&design, &Phase::new("options"), monitor, fits, |solved| {
        draw_cells(&asks, &lever_settings, &war, solved, design.paths)
    })?;
    let draws: Vec<usize> = played.draws.iter().map(|(draw, _)| *draw).collect();
    let results: Vec<&Vec<Vec<OptionCell>>> = played.draws.iter().map(|(_, cells)| cells).collect();
    let tables: Vec<Vec<Vec<OptionCell>>> = (0..asks.len()).map(|measure| measure_cells(&results, measure)).collect();
    let clusters = Clusters::of_draws(&design, draws.iter().copied());
    let bootstrap = Bootstrap { seed: request.seed, resamples: RESAMPLES, level: LEVEL };
    let sheet = PolicyTable { options: &choices, draws: &draws, clusters: &clusters, bootstrap };
    let measures = asks.iter().zip(&tables).map(|(ask, cells)| sheet.policy_measure(ask, cells, &war)).collect();
    Ok(Policies {
        provenance: Provenance::new(FORMAT, &request.scenario, &war, request.seed)
            .on_record(request.posterior.as_deref()),
        draws: draws.len(),
        paths: design.paths,
        tenth: worst_tenth_draws(draws.len()),
        failed_draws: played.failed_draws,
        interrupted: played.draws_not_begun > 0,
        command: request.command.clone(),
        dominance: sheet.option_dominance(&asks, &tables),
        measures,
        options: choices,
    })
}

impl PolicyRequest {
    fn design(&self) -> Design<'_> {
        Design {
            draws: self.draws.max(1),
            paths: self.paths.max(1),
            seed: self.seed,
            resolution: self.resolution,
            posterior: self.posterior.as_deref(),
            ..Design::new(&self.scenario)
        }
    }

    /// Doing nothing, then the options, each name once.
    fn policy_options(&self) -> (Vec<PolicyOption>, Vec<Vec<LeverSetting>>) {
        let nothing =
            PolicyOption { name: Lever::NONE.to_owned(), title: "Nothing changes".to_owned(), levers: Vec::new() };
        let (mut choices, mut all) = (vec![nothing], vec![Vec::new()]);
        for lever_settings in &self.options {
            let choice = policy_option(lever_settings);
            if !lever_settings.is_empty() && choices.iter().all(|other| other.name != choice.name) {
                choices.push(choice);
                all.push(lever_settings.clone());
            }
        }
        (choices, all)
    }

    /// The value to each role, then the other measures.
    fn measure_requests(&self, war: &War) -> Vec<MeasureRequest> {
        let roles = Role::ALL.into_iter().filter(|&role| war.has(role));
        let values = roles.filter_map(|role| Outcome::find(&format!("value.{}", role.name()), &self.scenario).ok());
        let asked = |outcome: &Outcome| self.measures.iter().find(|ask| ask.outcome.name == outcome.name).cloned();
        let mut asks: Vec<MeasureRequest> =
            values.map(|value| asked(&value).unwrap_or_else(|| MeasureRequest::by_convention(value))).collect();
        asks.extend(self.measures.iter().filter(|ask| ask.outcome.part != ForecastPart::Values).cloned());
        asks
    }
}

fn policy_option(lever_settings: &[LeverSetting]) -> PolicyOption {
    let joined =
        |word: fn(&LeverSetting) -> &str, by: &str| lever_settings.iter().map(word).collect::<Vec<&str>>().join(by);
    PolicyOption {
        name: joined(|setting| &setting.lever.name, "+"),
        title: joined(|setting| &setting.lever.title, " + "),
        levers: lever_settings.iter().map(applied_lever).collect(),
    }
}

/// Cells of one draw, `[option][measure]`.
fn draw_cells(
    asks: &[MeasureRequest],
    options: &[Vec<LeverSetting>],
    war: &War,
    solved: &SolvedDraw<'_>,
    paths: usize,
) -> Result<Vec<Vec<OptionCell>>, DrawError> {
    let option = |lever_settings: &Vec<LeverSetting>| -> Result<Vec<OptionCell>, DrawError> {
        let futures = solved.simulate_paths(lever_settings, 0..paths)?;
        let column = |ask: &MeasureRequest| -> Vec<f64> {
            futures.iter().map(|run| ask.outcome.read_from(war, &solved.values, run)).collect()
        };
        Ok(asks.iter().map(|ask| OptionCell::from_paths(&column(ask))).collect())
    };
    options.iter().map(option).collect()
}

/// One measure, `[option][draw]`.
fn measure_cells(results: &[&Vec<Vec<OptionCell>>], measure: usize) -> Vec<Vec<OptionCell>> {
    let options = results.first().map_or(0, |options| options.len());
    (0..options).map(|option| results.iter().map(|result| result[option][measure]).collect()).collect()
}

/// Options, draws and resamples that all measures share.
struct PolicyTable<'a> {
    options: &'a [PolicyOption],
    draws: &'a [usize],
    clusters: &'a Clusters,
    bootstrap: Bootstrap,
}

impl PolicyTable<'_> {
    fn option_names(&self) -> Vec<String> {
        self.options.iter().map(|option| option.name.clone()).collect()
    }

    fn policy_measure(&self, ask: &MeasureRequest, cells: &[Vec<OptionCell>], war: &War) -> PolicyMeasure {
        let role = ask.outcome.name.strip_prefix("value.");
        let named = |role: &str| Role::ALL.into_iter().find(|one| one.name() == role);
        let (options, level) = (self.option_names(), ask.level.unwrap_or_else(|| median_of_means(&cells[0])));
        let Self { draws, clusters, bootstrap, .. } = *self;
        PolicyMeasure {
            outcome: ask.outcome.name.clone(),
            title: ask.outcome.title.clone(),
            unit: ask.outcome.unit.clone(),
            role: role.map(str::to_owned),
            actor: role.and_then(named).and_then(|role| war.roles[role].clone()),
            better: ask.better,
            level,
            level_given: ask.level.is_some(),
            scores: ScoreGrid { options: &options, draws, clusters, cells, better: ask.better, level, bootstrap }
                .scores(),
        }
    }

    fn option_dominance(&self, asks: &[MeasureRequest], tables: &[Vec<Vec<OptionCell>>]) -> Vec<Dominance> {
        let (options, draws, bootstrap) = (self.option_names(), self.draws, self.bootstrap);
        let values = asks.iter().zip(tables).filter(|(ask, _)| ask.outcome.part == ForecastPart::Values);
        let grid = |(ask, cells): (&MeasureRequest, _)| ScoreGrid {
            options: &options,
            draws,
            clusters: self.clusters,
            cells,
            better: ask.better,
            level: 0.0,
            bootstrap,
        };
        let grids: Vec<ScoreGrid<'_>> = values.map(|(ask, cells)| grid((ask, cells.as_slice()))).collect();
        let scores: Vec<Vec<Score>> = grids.iter().map(ScoreGrid::scores).collect();
        let free = |figure: fn(&Score) -> f64| {
            let turned =
                |measure: usize, option: usize| grids[measure].better.oriented(figure(&scores[measure][option]));
            let point = |option: usize| (0..grids.len()).map(|measure| turned(measure, option)).collect();
            mark_undominated(&(0..options.len()).map(point).collect::<Vec<Vec<f64>>>())
        };
        let (worst, tenth) = (free(|score| score.worst.value), free(|score| score.worst_tenth.value));
        let resamples: Vec<Vec<bool>> = resampled_tails(&grids).iter().map(|points| mark_undominated(points)).collect();
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
