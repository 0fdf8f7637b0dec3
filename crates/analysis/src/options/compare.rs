//! Paired counterfactuals: the same futures with and without levers (theory 3.21, 3.22).
//!
//! Every option uses the same draws and paths with the same random numbers, so that a difference is the effect of the levers
//! and not luck (decision 72). Its interval takes draws as clusters, or populations on a record (decision 93); its band shows how
//! much the effect itself differs between draws, which more futures do not reduce.

use crate::options::comparison_draw::{ComparisonDraw, OptionResult, OutcomeReader};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use standoff_lab::ensemble::clusters::Clusters;
use standoff_lab::ensemble::design::{Design, Resolution};
use standoff_lab::ensemble::estimate::Estimate;
use standoff_lab::ensemble::experiment::play_draws;
use standoff_lab::ensemble::lever_setting::LeverSetting;
use standoff_lab::ensemble::posterior::Posterior;
use standoff_lab::error::LabError;
use standoff_lab::forecast::provenance::Provenance;
use standoff_lab::outcome::named::Outcome;
use standoff_lab::progress::ProgressMonitor;
use standoff_scenario::Scenario;
use standoff_stats::{DrawSummary, VarianceComponents};
use standoff_world::actors::roles::Role;
use standoff_world::state::CoalitionState;
use std::sync::Arc;

/// Version of the keys of [`Comparison`].
pub const FORMAT: u32 = 1;
/// Default number of draws, half of a forecast's: the games have to be solved once for each draw and option.
pub const DEFAULT_DRAWS: usize = 64;

/// Request for a comparison.
#[derive(Debug, Clone)]
pub struct ComparisonRequest {
    /// Scenario, with the numbers that were set by hand.
    pub scenario: Scenario,
    /// Levers: each is applied alone and, where there are several, all together.
    pub lever_settings: Vec<LeverSetting>,
    /// Lever at several strengths, with and without the others.
    pub sweep: Option<Sweep>,
    /// Outcomes in addition to those of every comparison, such as other months.
    pub outcomes: Vec<Outcome>,
    /// Futures of each option.
    pub runs: usize,
    /// Draws of the uncertain parameters.
    pub draws: usize,
    /// Seed of the random numbers.
    pub seed: u64,
    /// Resolution of the actors' planning.
    pub resolution: Resolution,
    /// Draws and states after an update on evidence; none where the scenario's own ranges apply.
    pub posterior: Option<Arc<Posterior>>,
    /// Command that reproduces the comparison.
    pub command: String,
}

/// Lever at several strengths, or parameter at several values.
#[derive(Debug, Clone, PartialEq)]
pub struct Sweep {
    /// Name of the lever or path of the parameter.
    pub subject: String,
    /// Title for readers.
    pub title: String,
    /// Unit of the values.
    pub unit: String,
    /// Values, each with the lever that brings it about.
    pub points: Vec<(f64, LeverSetting)>,
}

/// Result of a comparison.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Comparison {
    /// Where it comes from.
    #[serde(flatten)]
    pub provenance: Provenance,
    /// Futures of each option.
    pub runs: usize,
    /// Draws of the uncertain parameters.
    pub draws: usize,
    /// Draws that could not be simulated.
    pub failed_draws: usize,
    /// True if the work was cancelled before all draws were done.
    pub interrupted: bool,
    /// Months simulated.
    pub horizon_months: usize,
    /// Command that reproduces the result.
    pub command: String,
    /// The scenario as it is: what is asked of every option.
    pub baseline: Vec<BaselineOutcome>,
    /// Each lever alone and, where there are several, all together.
    pub options: Vec<OptionDifference>,
    /// Joint effect of all levers beyond the sum of their single effects; empty for one lever.
    pub interaction: Vec<Interaction>,
    /// The curve along the sweep, if one was asked for.
    pub sweep: Option<Curve>,
}

/// One outcome in the scenario as it is.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct BaselineOutcome {
    /// Stable name of the outcome, as in `--outcome`.
    pub outcome: String,
    /// Title for readers.
    pub title: String,
    /// Unit; `chance` for yes or no.
    pub unit: String,
    /// Question: `hold`, `ends`, `costs`, `values` or `question`.
    pub part: String,
    /// Its mean, with its interval.
    pub mean: Estimate,
}

/// Effect of one option.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct OptionDifference {
    /// Names of its levers, joined by `+`.
    pub name: String,
    /// Title for readers.
    pub title: String,
    /// Its levers.
    pub levers: Vec<AppliedLever>,
    /// Share of futures whose end is another of the five.
    pub end_changed: Estimate,
    /// Share of futures in which anything at all is different.
    pub touched: Estimate,
    /// Outcomes without and with it.
    pub outcomes: Vec<OutcomeDifference>,
}

/// Lever as it was applied.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct AppliedLever {
    /// Its name.
    pub name: String,
    /// Title for readers.
    pub title: String,
    /// The day.
    pub date: String,
    /// True if the actors foresaw it.
    pub foreseen: bool,
    /// Strength at which it was applied.
    pub strength: f64,
    /// A remark for readers.
    pub note: Option<String>,
}

/// One outcome without and with an option.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct OutcomeDifference {
    /// Stable name of the outcome, as in `--outcome`.
    pub outcome: String,
    /// Title for readers.
    pub title: String,
    /// Unit; `chance` for yes or no.
    pub unit: String,
    /// Question: `hold`, `ends`, `costs`, `values` or `question`.
    pub part: String,
    /// Mean without the levers.
    pub baseline: f64,
    /// Mean with them.
    pub counterfactual: f64,
    /// The paired difference with its interval.
    pub difference: Estimate,
    /// 5 % and 95 % of the difference between draws, free of the noise of finitely many futures.
    pub band: [f64; 2],
    /// Variance of the difference against that of two independent ensembles of the same size.
    pub variance_ratio: Option<f64>,
}

/// Joint effect of levers beyond the sum of their single effects.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Interaction {
    /// Stable name of the outcome, as in `--outcome`.
    pub outcome: String,
    /// The difference beyond the sum.
    pub beyond_sum: Estimate,
}

/// Outcomes along a sweep.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Curve {
    /// Lever or parameter that is swept.
    pub of: String,
    /// Title for readers.
    pub title: String,
    /// Unit of the values.
    pub unit: String,
    /// The day from which on the values hold.
    pub date: String,
    /// True if the actors foresaw it.
    pub foreseen: bool,
    /// Points in order.
    pub points: Vec<CurvePoint>,
}

/// One point of a sweep.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct CurvePoint {
    /// Strength of the lever or value of the parameter.
    pub value: f64,
    /// Bilateral aid a month at the start that goes with it, billions, at central values; null without a coalition.
    pub aid_a_month: Option<f64>,
    /// Coverage of the need that goes with it.
    pub coverage: f64,
    /// Outcomes with the sweep alone.
    pub alone: Vec<CurveOutcome>,
    /// Outcomes with the sweep and all levers; empty without levers.
    pub with_levers: Vec<CurveOutcome>,
}

/// One outcome at a point of a sweep.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct CurveOutcome {
    /// Stable name of the outcome, as in `--outcome`.
    pub outcome: String,
    /// Its mean, with its interval.
    pub mean: Estimate,
    /// The paired difference from the scenario as it is, with its interval.
    pub difference: Estimate,
}

/// Compares the scenario with each lever, with all of them, and along the sweep. The crate page has an example.
///
/// # Errors
///
/// [`LabError`] where no draw can be simulated.
pub fn compare_levers(request: &ComparisonRequest, monitor: ProgressMonitor<'_>) -> Result<Comparison, LabError> {
    let design = request.design();
    let outcomes = request.all_outcomes();
    let war = request.scenario.war(&request.scenario.central_values());
    let options = request.lever_sets();
    let sweep = request.sweep.as_ref().map_or_else(Vec::new, Sweep::settings);
    let reader = OutcomeReader {
        outcomes: &outcomes,
        war: &war,
        paths: design.paths,
        levers: &request.lever_settings,
        options: &options,
        sweep: &sweep,
    };
    let played = play_draws(&design, "levers", monitor, |solved| reader.read_draw(solved))?;
    let clusters = Clusters::of_draws(&design, played.draws.iter().map(|(draw, _)| *draw));
    let results: Vec<&ComparisonDraw> = played.draws.iter().map(|(_, result)| result).collect();
    let draws = ClusteredDraws { results: &results, clusters: &clusters };
    let differences =
        options.iter().enumerate().map(|(place, option)| option_difference(&outcomes, option, place, draws)).collect();
    Ok(Comparison {
        provenance: Provenance::new(FORMAT, &request.scenario, &war, request.seed)
            .on_record(request.posterior.as_deref()),
        runs: results.iter().map(|result| result.paths).sum(),
        draws: results.len(),
        failed_draws: played.failed_draws,
        interrupted: played.draws_not_begun > 0,
        horizon_months: request.scenario.horizon_months as usize,
        command: request.command.clone(),
        baseline: outcomes.iter().enumerate().map(|(at, outcome)| baseline_outcome(outcome, at, draws)).collect(),
        options: differences,
        interaction: lever_interactions(&outcomes, request.lever_settings.len(), draws),
        sweep: request.sweep.as_ref().map(|sweep| sweep_curve(request, sweep, &outcomes, draws)),
    })
}

/// Results of the draws, with the clusters between which errors are taken.
#[derive(Clone, Copy)]
struct ClusteredDraws<'a> {
    results: &'a [&'a ComparisonDraw],
    clusters: &'a Clusters,
}

impl ClusteredDraws<'_> {
    fn estimate(&self, number: impl Fn(&ComparisonDraw) -> f64) -> Estimate {
        Estimate::from_clusters(&self.results.iter().map(|result| number(result)).collect::<Vec<f64>>(), self.clusters)
    }
}

impl Sweep {
    fn settings(&self) -> Vec<LeverSetting> {
        self.points.iter().map(|(_, setting)| setting.clone()).collect()
    }
}

impl ComparisonRequest {
    /// Design that every option shares.
    pub fn design(&self) -> Design<'_> {
        let draws = self.draws.clamp(1, self.runs.max(1));
        Design {
            draws,
            paths: self.runs.max(1).div_ceil(draws),
            seed: self.seed,
            resolution: self.resolution,
            posterior: self.posterior.as_deref(),
            ..Design::new(&self.scenario)
        }
    }

    /// Outcomes of every comparison, then the additional ones.
    fn all_outcomes(&self) -> Vec<Outcome> {
        let mut outcomes = Outcome::list(&self.scenario);
        for outcome in &self.outcomes {
            if !outcomes.contains(outcome) {
                outcomes.push(outcome.clone());
            }
        }
        outcomes
    }

    /// Each lever alone, and all together where there are several.
    fn lever_sets(&self) -> Vec<Vec<LeverSetting>> {
        let mut options: Vec<Vec<LeverSetting>> =
            self.lever_settings.iter().map(|setting| vec![setting.clone()]).collect();
        if self.lever_settings.len() > 1 {
            options.push(self.lever_settings.clone());
        }
        options
    }
}

fn baseline_outcome(outcome: &Outcome, at: usize, draws: ClusteredDraws<'_>) -> BaselineOutcome {
    BaselineOutcome {
        outcome: outcome.name.clone(),
        title: outcome.title.clone(),
        unit: outcome.unit.clone(),
        part: outcome.part.name().to_owned(),
        mean: draws.estimate(|result| result.baseline[at].mean),
    }
}

fn option_difference(
    outcomes: &[Outcome],
    lever_settings: &[LeverSetting],
    place: usize,
    draws: ClusteredDraws<'_>,
) -> OptionDifference {
    let over_draws = |number: fn(&OptionResult) -> f64| draws.estimate(|result| number(&result.options[place]));
    let rows = outcomes.iter().enumerate().map(|(at, outcome)| paired_outcome_difference(outcome, at, place, draws));
    OptionDifference {
        name: lever_settings.iter().map(|setting| setting.lever.name.as_str()).collect::<Vec<&str>>().join("+"),
        title: lever_settings.iter().map(|setting| setting.lever.title.as_str()).collect::<Vec<&str>>().join(" + "),
        levers: lever_settings.iter().map(applied_lever).collect(),
        end_changed: over_draws(|option| option.end_changed),
        touched: over_draws(|option| option.touched),
        outcomes: rows.collect(),
    }
}

/// Description of a lever as it was applied.
pub fn applied_lever(setting: &LeverSetting) -> AppliedLever {
    let lever = &setting.lever;
    AppliedLever {
        name: lever.name.clone(),
        title: lever.title.clone(),
        date: lever.date.to_string(),
        foreseen: lever.foreseen,
        strength: setting.strength,
        note: lever.note.clone(),
    }
}

fn paired_outcome_difference(
    outcome: &Outcome,
    at: usize,
    place: usize,
    draws: ClusteredDraws<'_>,
) -> OutcomeDifference {
    let column = |summary: fn(&ComparisonDraw, usize, usize) -> &DrawSummary| -> Vec<DrawSummary> {
        draws.results.iter().map(|result| *summary(result, place, at)).collect()
    };
    let before = column(|result, _, at| &result.baseline[at]);
    let after = column(|result, place, at| &result.options[place].counterfactual[at]);
    let apart = column(|result, place, at| &result.options[place].difference[at]);
    outcome_difference(outcome, [&before, &after, &apart], draws.clusters)
}

/// One outcome without and with something, from its means by draw and from those of the paired differences.
pub(crate) fn outcome_difference(
    outcome: &Outcome,
    [before, after, apart]: [&[DrawSummary]; 3],
    clusters: &Clusters,
) -> OutcomeDifference {
    let means = |summaries: &[DrawSummary]| summaries.iter().map(|summary| summary.mean).collect::<Vec<f64>>();
    let mean = |summaries: &[DrawSummary]| standoff_num::sums::mean(&means(summaries));
    let difference = Estimate::from_clusters(&means(apart), clusters);
    let band = VarianceComponents::estimate(apart).map(|spread| spread.quantile_band(&[0.05, 0.95]));
    let [before_variance, after_variance, paired] =
        [before, after, apart].map(|summaries| standoff_num::sums::variance(&means(summaries)));
    let unpaired = before_variance + after_variance;
    OutcomeDifference {
        outcome: outcome.name.clone(),
        title: outcome.title.clone(),
        unit: outcome.unit.clone(),
        part: outcome.part.name().to_owned(),
        baseline: mean(before),
        counterfactual: mean(after),
        difference,
        band: band.map_or([difference.value; 2], |ends| [ends[0], ends[1]]),
        variance_ratio: (unpaired > 0.0).then(|| paired / unpaired),
    }
}

fn lever_interactions(outcomes: &[Outcome], levers: usize, draws: ClusteredDraws<'_>) -> Vec<Interaction> {
    if levers < 2 {
        return Vec::new();
    }
    let beyond = |at: usize, result: &ComparisonDraw| {
        let effect = |place: usize| result.options[place].difference[at].mean;
        effect(levers) - (0..levers).map(effect).sum::<f64>()
    };
    let interaction = |(at, outcome): (usize, &Outcome)| Interaction {
        outcome: outcome.name.clone(),
        beyond_sum: draws.estimate(|result| beyond(at, result)),
    };
    outcomes.iter().enumerate().map(interaction).collect()
}

fn sweep_curve(request: &ComparisonRequest, sweep: &Sweep, outcomes: &[Outcome], draws: ClusteredDraws<'_>) -> Curve {
    let outcome_at = |place: usize, levers: usize, at: usize, outcome: &Outcome| CurveOutcome {
        outcome: outcome.name.clone(),
        mean: draws.estimate(|result| result.sweep[place][levers][at]),
        difference: draws.estimate(|result| result.sweep[place][levers][at] - result.baseline[at].mean),
    };
    let outcomes_at = |place: usize, levers: usize| -> Vec<CurveOutcome> {
        let there = draws.results.iter().all(|result| !result.sweep[place][levers].is_empty());
        let named = outcomes.iter().enumerate().filter(|_| there);
        named.map(|(at, outcome)| outcome_at(place, levers, at, outcome)).collect()
    };
    let point = |(place, (value, setting)): (usize, &(f64, LeverSetting))| {
        let (aid_a_month, coverage) = aid_and_coverage_after(&request.scenario, setting);
        CurvePoint {
            value: *value,
            aid_a_month,
            coverage,
            alone: outcomes_at(place, 0),
            with_levers: outcomes_at(place, 1),
        }
    };
    let lever = sweep.points.first().map(|(_, setting)| &setting.lever);
    Curve {
        of: sweep.subject.clone(),
        title: sweep.title.clone(),
        unit: sweep.unit.clone(),
        date: lever.map_or(request.scenario.start, |lever| lever.date).to_string(),
        foreseen: lever.is_some_and(|lever| lever.foreseen),
        points: sweep.points.iter().enumerate().map(point).collect(),
    }
}

/// Bilateral aid a month and coverage at the start after a lever, at the central values.
fn aid_and_coverage_after(scenario: &Scenario, setting: &LeverSetting) -> (Option<f64>, f64) {
    let values = setting.lever.apply(scenario, &scenario.central_values(), setting.strength);
    let war = setting.lever.orders().apply_to(scenario.war(&values));
    let coalition = CoalitionState::start(&war);
    (war.has(Role::Coalition).then_some(coalition.bilateral_bn / 12.0), coalition.coverage)
}
