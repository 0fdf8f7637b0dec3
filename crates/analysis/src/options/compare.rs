//! Paired counterfactuals: the same futures with and without levers (theory 3.21, 3.22).
//!
//! Every option plays the same draws and paths with the same random numbers, so that a difference is what the levers do
//! and not chance. Its interval takes draws as clusters; its band is how much the effect itself differs between draws.

use serde::{Deserialize, Serialize};
use standoff_lab::ensemble::design::{Design, Resolution};
use standoff_lab::ensemble::estimate::Estimate;
use standoff_lab::ensemble::experiment::play;
use standoff_lab::ensemble::lever_setting::Pull;
use standoff_lab::ensemble::solved_draw::Prepared;
use standoff_lab::error::{DrawError, LabError};
use standoff_lab::forecast::provenance::{ScenarioName, scenario_name};
use standoff_lab::future::run::Run;
use standoff_lab::outcome::named::Outcome;
use standoff_lab::progress::Watch;
use standoff_scenario::Scenario;
use standoff_stats::{DrawSummary, VarianceComponents};
use standoff_world::actors::roles::Role;
use standoff_world::state::CoalitionState;
use standoff_world::switches::Mechanisms;
use standoff_world::war::War;

/// Version of the keys of [`Comparison`].
pub const FORMAT: u32 = 1;
/// Draws unless said otherwise: the games have to be solved once for each draw and option.
pub const DEFAULT_DRAWS: usize = 64;

/// What is to be compared.
#[derive(Debug, Clone)]
pub struct Request {
    /// The scenario, with whatever was set by hand.
    pub scenario: Scenario,
    /// The levers: each is pulled alone and, where there are several, all together.
    pub pulls: Vec<Pull>,
    /// A lever pulled in several strengths, with and without the others.
    pub sweep: Option<Sweep>,
    /// Outcomes beside those that every comparison has, such as other months.
    pub outcomes: Vec<Outcome>,
    /// Futures of each option.
    pub runs: usize,
    /// Draws of the parameters.
    pub draws: usize,
    /// Seed.
    pub seed: u64,
    /// How finely actors plan.
    pub resolution: Resolution,
    /// Command that reproduces the comparison.
    pub command: String,
}

/// A lever in several strengths, or a parameter at several values.
#[derive(Debug, Clone, PartialEq)]
pub struct Sweep {
    /// Name of the lever or path of the parameter.
    pub of: String,
    /// What is swept, for people.
    pub title: String,
    /// Unit of the values.
    pub unit: String,
    /// The values, each with the lever that brings it about.
    pub points: Vec<(f64, Pull)>,
}

/// What came of a comparison.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Comparison {
    /// Version of the keys.
    pub format: u32,
    /// Which scenario.
    pub scenario: ScenarioName,
    /// Seed.
    pub seed: u64,
    /// Version of the program.
    pub version: String,
    /// Futures of each option.
    pub runs: usize,
    /// Draws of the parameters.
    pub draws: usize,
    /// Draws that could not be played.
    pub failed_draws: usize,
    /// Whether it was stopped early.
    pub interrupted: bool,
    /// Months simulated.
    pub horizon_months: usize,
    /// Command that reproduces it.
    pub command: String,
    /// The scenario as it is: what is asked of every option.
    pub baseline: Vec<BaselineOutcome>,
    /// Each lever alone and, where there are several, all together.
    pub options: Vec<Difference>,
    /// What all levers do together beyond the sum of what each does alone; empty for one lever.
    pub interaction: Vec<Interaction>,
    /// The curve along the sweep, if one was asked for.
    pub sweep: Option<Curve>,
}

/// One outcome in the scenario as it is.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct BaselineOutcome {
    /// Stable name of the outcome.
    pub outcome: String,
    /// What it is.
    pub title: String,
    /// Unit; `chance` for yes or no.
    pub unit: String,
    /// Question: `hold`, `ends`, `costs`, `values` or `question`.
    pub part: String,
    /// Its mean, with its interval.
    pub mean: Estimate,
}

/// What one option changes.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Difference {
    /// Names of its levers, joined by `+`.
    pub name: String,
    /// What it is.
    pub title: String,
    /// Its levers.
    pub levers: Vec<Pulled>,
    /// Share of futures whose end is another of the five.
    pub end_changed: Estimate,
    /// Share of futures in which anything at all is different.
    pub touched: Estimate,
    /// What changes.
    pub outcomes: Vec<OutcomeDifference>,
}

/// A lever as it was pulled.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Pulled {
    /// Its name.
    pub name: String,
    /// What it is.
    pub title: String,
    /// The day.
    pub date: String,
    /// Whether the actors saw it coming.
    pub foreseen: bool,
    /// How far it was pulled.
    pub strength: f64,
    /// A remark for readers.
    pub note: Option<String>,
}

/// One outcome without and with an option.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct OutcomeDifference {
    /// Stable name of the outcome.
    pub outcome: String,
    /// What it is.
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

/// What levers do together beyond the sum of what each does alone.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Interaction {
    /// Stable name of the outcome.
    pub outcome: String,
    /// The difference beyond the sum.
    pub beyond_sum: Estimate,
}

/// Outcomes along a sweep.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Curve {
    /// Lever or parameter that is swept.
    pub of: String,
    /// What it is.
    pub title: String,
    /// Unit of the values.
    pub unit: String,
    /// The day from which on the values hold.
    pub date: String,
    /// Whether the actors saw it coming.
    pub foreseen: bool,
    /// Points in order.
    pub points: Vec<CurvePoint>,
}

/// One point of a sweep.
#[derive(Debug, Clone, PartialEq, Serialize)]
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
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CurveOutcome {
    /// Stable name of the outcome.
    pub outcome: String,
    /// Its mean, with its interval.
    pub mean: Estimate,
    /// The paired difference from the scenario as it is, with its interval.
    pub difference: Estimate,
}

/// What is kept of one draw: for every option and outcome the means, and what was changed.
struct DrawResult {
    paths: usize,
    baseline: Vec<DrawSummary>,
    options: Vec<OptionResult>,
    sweep: Vec<[Vec<f64>; 2]>,
}

struct OptionResult {
    end_changed: f64,
    touched: f64,
    counterfactual: Vec<DrawSummary>,
    difference: Vec<DrawSummary>,
}

/// Compares levers.
///
/// # Errors
///
/// [`LabError`] where no draw can be played.
pub fn compare(request: &Request, watch: Watch<'_>) -> Result<Comparison, LabError> {
    let design = request.design();
    let outcomes = request.all_outcomes();
    let war = request.scenario.war(&request.scenario.central());
    let options = request.options();
    let reading = Reading { outcomes: &outcomes, war: &war };
    let played = play(&design, "levers", watch, |prepared| reading.draw(request, &options, prepared, design.paths))?;
    let results: Vec<&DrawResult> = played.draws.iter().map(|(_, result)| result).collect();
    let differences =
        options.iter().enumerate().map(|(place, option)| difference(&outcomes, option, place, &results)).collect();
    Ok(Comparison {
        format: FORMAT,
        scenario: scenario_name(&request.scenario, &war),
        seed: request.seed,
        version: env!("CARGO_PKG_VERSION").to_owned(),
        runs: results.iter().map(|result| result.paths).sum(),
        draws: results.len(),
        failed_draws: played.failed,
        interrupted: played.left > 0,
        horizon_months: request.scenario.horizon_months as usize,
        command: request.command.clone(),
        baseline: outcomes.iter().enumerate().map(|(at, outcome)| baseline(outcome, at, &results)).collect(),
        options: differences,
        interaction: interactions(&outcomes, request.pulls.len(), &results),
        sweep: request.sweep.as_ref().map(|sweep| curve(request, sweep, &outcomes, &results)),
    })
}

impl Request {
    /// The design that every option shares.
    pub fn design(&self) -> Design<'_> {
        let draws = self.draws.clamp(1, self.runs.max(1));
        Design {
            scenario: &self.scenario,
            draws,
            paths: self.runs.max(1).div_ceil(draws),
            seed: self.seed,
            mechanisms: Mechanisms::default(),
            pulls: &[],
            resolution: self.resolution,
            posterior: None,
        }
    }

    /// The outcomes that every comparison has, then those asked for beside them.
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
    fn options(&self) -> Vec<Vec<Pull>> {
        let mut options: Vec<Vec<Pull>> = self.pulls.iter().map(|pull| vec![pull.clone()]).collect();
        if self.pulls.len() > 1 {
            options.push(self.pulls.clone());
        }
        options
    }
}

struct Reading<'a> {
    outcomes: &'a [Outcome],
    war: &'a War,
}

impl Reading<'_> {
    fn draw(
        &self,
        request: &Request,
        options: &[Vec<Pull>],
        prepared: &Prepared<'_>,
        paths: usize,
    ) -> Result<DrawResult, DrawError> {
        let baseline = prepared.futures(&[], 0..paths)?;
        let before = self.table(prepared, &baseline);
        let option = |pulls: &Vec<Pull>| -> Result<OptionResult, DrawError> {
            let futures = prepared.futures(pulls, 0..paths)?;
            Ok(self.option(&before, &baseline, &self.table(prepared, &futures), &futures))
        };
        let point = |pull: &Pull| -> Result<[Vec<f64>; 2], DrawError> {
            let means = |pulls: &[Pull]| -> Result<Vec<f64>, DrawError> {
                let futures = prepared.futures(pulls, 0..paths)?;
                Ok(self.table(prepared, &futures).iter().map(|column| standoff_num::sums::mean(column)).collect())
            };
            let with_levers: Vec<Pull> = request.pulls.iter().cloned().chain([pull.clone()]).collect();
            let both = if request.pulls.is_empty() { Vec::new() } else { means(&with_levers)? };
            Ok([means(std::slice::from_ref(pull))?, both])
        };
        let points = request.sweep.iter().flat_map(|sweep| sweep.points.iter().map(|(_, pull)| pull));
        Ok(DrawResult {
            paths,
            baseline: before.iter().map(|column| DrawSummary::of_outcomes(column)).collect(),
            options: options.iter().map(option).collect::<Result<_, _>>()?,
            sweep: points.map(point).collect::<Result<_, _>>()?,
        })
    }

    /// `[outcome][path]`.
    fn table(&self, prepared: &Prepared<'_>, runs: &[Run]) -> Vec<Vec<f64>> {
        let column = |outcome: &Outcome| runs.iter().map(|run| outcome.of(self.war, &prepared.values, run)).collect();
        self.outcomes.iter().map(column).collect()
    }

    fn option(&self, before: &[Vec<f64>], baseline: &[Run], after: &[Vec<f64>], futures: &[Run]) -> OptionResult {
        let share = |differs: fn(&Run, &Run) -> bool| {
            baseline.iter().zip(futures).filter(|(one, other)| differs(one, other)).count() as f64
                / baseline.len() as f64
        };
        let apart = |(before, after): (&Vec<f64>, &Vec<f64>)| {
            let differences: Vec<f64> = before.iter().zip(after).map(|(before, after)| after - before).collect();
            DrawSummary::of_outcomes(&differences)
        };
        OptionResult {
            end_changed: share(|one, other| one.end_name() != other.end_name()),
            touched: share(|one, other| one != other),
            counterfactual: after.iter().map(|column| DrawSummary::of_outcomes(column)).collect(),
            difference: before.iter().zip(after).map(apart).collect(),
        }
    }
}

fn baseline(outcome: &Outcome, at: usize, results: &[&DrawResult]) -> BaselineOutcome {
    BaselineOutcome {
        outcome: outcome.name.clone(),
        title: outcome.title.clone(),
        unit: outcome.unit.clone(),
        part: outcome.part.name().to_owned(),
        mean: Estimate::of(&results.iter().map(|result| result.baseline[at].mean).collect::<Vec<f64>>()),
    }
}

fn difference(outcomes: &[Outcome], pulls: &[Pull], place: usize, results: &[&DrawResult]) -> Difference {
    let over_draws = |number: fn(&OptionResult) -> f64| {
        Estimate::of(&results.iter().map(|result| number(&result.options[place])).collect::<Vec<f64>>())
    };
    let rows = outcomes.iter().enumerate().map(|(at, outcome)| row(outcome, at, place, results));
    Difference {
        name: pulls.iter().map(|pull| pull.lever.name.as_str()).collect::<Vec<&str>>().join("+"),
        title: pulls.iter().map(|pull| pull.lever.title.as_str()).collect::<Vec<&str>>().join(" + "),
        levers: pulls.iter().map(pulled).collect(),
        end_changed: over_draws(|option| option.end_changed),
        touched: over_draws(|option| option.touched),
        outcomes: rows.collect(),
    }
}

/// How a lever was pulled, for readers.
pub fn pulled(pull: &Pull) -> Pulled {
    let lever = &pull.lever;
    Pulled {
        name: lever.name.clone(),
        title: lever.title.clone(),
        date: lever.date.to_string(),
        foreseen: lever.foreseen,
        strength: pull.strength,
        note: lever.note.clone(),
    }
}

fn row(outcome: &Outcome, at: usize, place: usize, results: &[&DrawResult]) -> OutcomeDifference {
    let column = |summary: fn(&DrawResult, usize, usize) -> &DrawSummary| -> Vec<DrawSummary> {
        results.iter().map(|result| *summary(result, place, at)).collect()
    };
    let before = column(|result, _, at| &result.baseline[at]);
    let after = column(|result, place, at| &result.options[place].counterfactual[at]);
    let apart = column(|result, place, at| &result.options[place].difference[at]);
    outcome_difference(outcome, [&before, &after, &apart])
}

/// One outcome without and with something, from its means by draw and from those of the paired differences.
pub(crate) fn outcome_difference(outcome: &Outcome, [before, after, apart]: [&[DrawSummary]; 3]) -> OutcomeDifference {
    let means = |summaries: &[DrawSummary]| summaries.iter().map(|summary| summary.mean).collect::<Vec<f64>>();
    let mean = |summaries: &[DrawSummary]| standoff_num::sums::mean(&means(summaries));
    let difference = Estimate::of(&means(apart));
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

fn interactions(outcomes: &[Outcome], levers: usize, results: &[&DrawResult]) -> Vec<Interaction> {
    if levers < 2 {
        return Vec::new();
    }
    let beyond = |at: usize, result: &DrawResult| {
        let effect = |place: usize| result.options[place].difference[at].mean;
        effect(levers) - (0..levers).map(effect).sum::<f64>()
    };
    let interaction = |(at, outcome): (usize, &Outcome)| Interaction {
        outcome: outcome.name.clone(),
        beyond_sum: Estimate::of(&results.iter().map(|result| beyond(at, result)).collect::<Vec<f64>>()),
    };
    outcomes.iter().enumerate().map(interaction).collect()
}

fn curve(request: &Request, sweep: &Sweep, outcomes: &[Outcome], results: &[&DrawResult]) -> Curve {
    let over_draws = |number: &dyn Fn(&DrawResult) -> f64| {
        Estimate::of(&results.iter().map(|result| number(result)).collect::<Vec<f64>>())
    };
    let outcome_at = |place: usize, levers: usize, at: usize, outcome: &Outcome| CurveOutcome {
        outcome: outcome.name.clone(),
        mean: over_draws(&|result| result.sweep[place][levers][at]),
        difference: over_draws(&|result| result.sweep[place][levers][at] - result.baseline[at].mean),
    };
    let outcomes_at = |place: usize, levers: usize| -> Vec<CurveOutcome> {
        let there = results.iter().all(|result| !result.sweep[place][levers].is_empty());
        let named = outcomes.iter().enumerate().filter(|_| there);
        named.map(|(at, outcome)| outcome_at(place, levers, at, outcome)).collect()
    };
    let point = |(place, (value, pull)): (usize, &(f64, Pull))| {
        let (aid_a_month, coverage) = means_at(&request.scenario, pull);
        CurvePoint {
            value: *value,
            aid_a_month,
            coverage,
            alone: outcomes_at(place, 0),
            with_levers: outcomes_at(place, 1),
        }
    };
    let lever = sweep.points.first().map(|(_, pull)| &pull.lever);
    Curve {
        of: sweep.of.clone(),
        title: sweep.title.clone(),
        unit: sweep.unit.clone(),
        date: lever.map_or(request.scenario.start, |lever| lever.date).to_string(),
        foreseen: lever.is_some_and(|lever| lever.foreseen),
        points: sweep.points.iter().enumerate().map(point).collect(),
    }
}

/// Bilateral aid a month and coverage at the start after a lever, at the central values.
fn means_at(scenario: &Scenario, pull: &Pull) -> (Option<f64>, f64) {
    let values = pull.lever.apply(scenario, &scenario.central(), pull.strength);
    let war = pull.lever.orders().apply_to(scenario.war(&values));
    let coalition = CoalitionState::start(&war);
    (war.has(Role::Coalition).then_some(coalition.bilateral_bn / 12.0), coalition.coverage)
}
