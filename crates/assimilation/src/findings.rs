//! Findings of an assimilation, with documented and versioned keys: the events used, what was learned from them, the
//! state of the war, and how the answers moved.

use crate::assimilated::{Assimilation, StepUpdate};
use crate::conflict::Conflict;
use crate::event_uses::EventUses;
use crate::learning::{IdleNoise, ParameterLearning};
use crate::request::{AssimilationRequest, FilterSize};
use schemars::JsonSchema;
use serde::Serialize;
use standoff_lab::ensemble::posterior::Posterior;
use standoff_lab::forecast::findings::{Band, Findings, Share};
use standoff_lab::forecast::provenance::{ScenarioName, scenario_name};
use standoff_lab::forecast::run_forecast::Forecast;
use standoff_num::quantile::quantiles;
use standoff_num::sums::mean;
use standoff_world::state::{Regime, State};
use std::collections::BTreeMap;

/// Version of the keys.
pub const FORMAT: u32 = 1;

/// The findings of an assimilation.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct AssimilationFindings {
    /// Version of the keys.
    pub format: u32,
    /// Scenario.
    pub scenario: ScenarioName,
    /// First day of the record.
    pub from: String,
    /// Last day: events that became known later were not used.
    pub as_of: String,
    /// Seed of the random numbers.
    pub seed: u64,
    /// Version of the program.
    pub version: String,
    /// Command that reproduces these findings.
    pub command: String,
    /// Number of draws of the parameters in the filter.
    pub draws: usize,
    /// Number of states in the filter.
    pub states: usize,
    /// Number of games that were solved for the record.
    pub games: usize,
    /// SHA-256 of the evidence that stood on the last day.
    pub evidence: String,
    /// Counts of how events were used, by kind.
    pub kinds: Vec<KindUsed>,
    /// Log likelihood of everything that was reported.
    pub log_likelihood: f64,
    /// Least effective sample size of the states after any step.
    pub least_effective: f64,
    /// Number of resamplings of the population.
    pub renewals: usize,
    /// Effective sample size of the games, by the weights that the outcomes of talks have given them.
    pub effective_games: f64,
    /// Effect of each step's reports, in order.
    pub weeks: Vec<StepUpdate>,
    /// Steps that hardly any state explains.
    pub strains: Vec<Conflict>,
    /// Learning about each uncertain parameter; first those about which the record taught something.
    pub lessons: Vec<LearnedParameter>,
    /// Movement of idle scores: those drawn like parameters that move the world, and those shared like parameters that
    /// actors plan with.
    pub noise: [IdleNoise; 2],
    /// State of the war on the last day.
    pub stands: WarStatus,
    /// Answers before and after the evidence; empty where there was nothing to compare with.
    pub moved: Vec<MovedAnswer>,
    /// The forecast from the last day on.
    pub forecast: Findings,
}

/// Counts of how the events of one kind were used.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct KindUsed {
    /// Kind of event.
    pub kind: String,
    /// Events that weighed states.
    pub weighing: usize,
    /// Events that were taken as given.
    pub given: usize,
    /// Events for which the model has no place.
    pub carried: usize,
}

/// Learning about one parameter, in its own unit.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct LearnedParameter {
    /// Mean and spread of its score after the record.
    #[serde(flatten)]
    pub lesson: ParameterLearning,
    /// Unit of the figures.
    pub unit: String,
    /// Mean and 90 % range of the figure before the record.
    pub before: Band,
    /// The same after it.
    pub after: Band,
}

/// State of the war, over the posterior.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct WarStatus {
    /// Share of the stake that the invader holds.
    pub held: Band,
    /// Coverage of the defender's need.
    pub coverage: Band,
    /// Bilateral aid, in billions a year.
    pub bilateral: Band,
    /// Credibility of guarantees.
    pub credibility: Band,
    /// Postures of the great power.
    pub postures: Vec<Share>,
    /// Instruments that are open.
    pub open: Vec<Share>,
    /// Chance that there is fighting.
    pub fighting: f64,
}

/// An answer before the evidence and after it.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct MovedAnswer {
    /// The answer.
    pub answer: String,
    /// Months from the first day of either forecast.
    pub months: usize,
    /// Before the evidence: from the scenario alone.
    pub before: f64,
    /// After it.
    pub after: f64,
    /// Standard error of the difference, from the finite number of draws and of futures.
    pub error: f64,
}

/// Summarises an assimilation, with the forecast after it and, where there is one, the forecast before it.
pub fn summarise_assimilation(
    request: &AssimilationRequest,
    made: &Assimilation,
    after: &Forecast,
    before: Option<&Forecast>,
    command: String,
) -> AssimilationFindings {
    let scenario = &request.scenario;
    let war = scenario.war(&scenario.central_values());
    let FilterSize { draws, paths, games, .. } = request.size;
    AssimilationFindings {
        format: FORMAT,
        scenario: scenario_name(scenario, &war),
        from: made.start.to_string(),
        as_of: request.as_of.to_string(),
        seed: request.seed,
        version: env!("CARGO_PKG_VERSION").to_owned(),
        command,
        draws,
        states: draws * paths,
        games: games.min(draws),
        evidence: request.log.digest(request.as_of),
        kinds: uses_of_kinds(made),
        log_likelihood: made.log_likelihood,
        least_effective: made.updates.iter().map(|week| week.effective).fold(f64::INFINITY, f64::min),
        renewals: made.updates.iter().filter(|week| week.renewed).count(),
        effective_games: made.effective_games,
        weeks: made.updates.clone(),
        strains: made.conflicts.clone(),
        lessons: learned_parameters(request, made),
        noise: made.noise,
        stands: war_status(request, &made.posterior),
        moved: before.map_or_else(Vec::new, |before| moved_answers(&before.findings, &after.findings)),
        forecast: after.findings.clone(),
    }
}

fn uses_of_kinds(made: &Assimilation) -> Vec<KindUsed> {
    let one = |(kind, used): (&standoff_scenario::evidence::Kind, &EventUses)| KindUsed {
        kind: kind.name().to_owned(),
        weighing: used.weighing,
        given: used.given,
        carried: used.carried,
    };
    made.uses_by_kind.iter().map(one).collect()
}

fn learned_parameters(request: &AssimilationRequest, made: &Assimilation) -> Vec<LearnedParameter> {
    let scenario = &request.scenario;
    let kept = made.posterior.draws.len();
    let prior = scenario.draws(request.seed, kept as u32);
    let mut found: Vec<LearnedParameter> = made
        .learning
        .iter()
        .filter_map(|lesson| {
            let place = scenario.parameter_place(&lesson.path)?;
            let before: Vec<f64> = (0..kept).map(|draw| prior.values(draw).as_slice()[place]).collect();
            let after = made.posterior.draws.iter().map(|draw| draw.values.as_slice()[place]);
            Some(LearnedParameter {
                lesson: lesson.clone(),
                unit: scenario.parameters[place].definition.unit.base().to_owned(),
                before: mean_and_range(before),
                after: mean_and_range(after.collect()),
            })
        })
        .collect();
    let rank = |found: &LearnedParameter| (!found.lesson.taught, -found.lesson.mean.abs());
    found.sort_by(|one, other| rank(one).partial_cmp(&rank(other)).unwrap_or(std::cmp::Ordering::Equal));
    found
}

fn mean_and_range(values: Vec<f64>) -> Band {
    let ends = quantiles(&values, &[0.05, 0.95]);
    Band { mean: mean(&values), low: ends[0], high: ends[1] }
}

fn war_status(request: &AssimilationRequest, posterior: &Posterior) -> WarStatus {
    let structure = &request.scenario.structure;
    let states: Vec<&State> = posterior.draws.iter().flat_map(|draw| &draw.states).collect();
    let each = |figure: &dyn Fn(&State) -> f64| mean_and_range(states.iter().map(|state| figure(state)).collect());
    let share = |is: &dyn Fn(&State) -> bool| {
        states.iter().filter(|state| is(state)).count() as f64 / states.len().max(1) as f64
    };
    let steps = structure.front_steps as f64;
    let named = |name: &String, share: f64| Share { name: name.clone(), share };
    let open = |place: usize| {
        share(&|state| {
            state.coalition.instruments[place].status == standoff_world::coalition::instruments::Status::Open
        })
    };
    let postures = structure.postures.iter().enumerate();
    WarStatus {
        held: each(&|state| state.front as f64 / steps),
        coverage: each(&|state| state.coalition.coverage),
        bilateral: each(&|state| state.coalition.bilateral_bn),
        credibility: each(&|state| state.credibility),
        postures: postures.map(|(place, one)| named(&one.name, share(&|state| state.posture == place))).collect(),
        open: structure.instruments.iter().enumerate().map(|(place, one)| named(&one.name, open(place))).collect(),
        fighting: share(&|state| state.regime == Regime::War),
    }
}

/// Answers that a reader looks for first, before the evidence and after it.
fn moved_answers(before: &Findings, after: &Findings) -> Vec<MovedAnswer> {
    let mut all = Vec::new();
    let draws = [before.draws, after.draws].map(|draws| draws.max(1) as f64);
    // Nine of ten draws lie within 3.29 standard deviations; the means are over draws.
    let of_draws =
        |at: &standoff_lab::forecast::findings::ProbabilityAt, draws: f64| (at.high - at.low) / 3.29 / draws.sqrt();
    let mut add = |answer: &str,
                   before: &[standoff_lab::forecast::findings::ProbabilityAt],
                   after: &[standoff_lab::forecast::findings::ProbabilityAt]| {
        let later: BTreeMap<usize, &standoff_lab::forecast::findings::ProbabilityAt> =
            after.iter().map(|at| (at.months, at)).collect();
        for at in before {
            if let Some(then) = later.get(&at.months) {
                let counted = at.mc_error.hypot(then.mc_error);
                let error = counted.hypot(of_draws(at, draws[0])).hypot(of_draws(then, draws[1]));
                let (before, after) = (at.p, then.p);
                all.push(MovedAnswer { answer: answer.to_owned(), months: at.months, before, after, error });
            }
        }
    };
    add("the line holds", &before.hold.survival, &after.hold.survival);
    add("a settlement, or quiet that lasts", &before.war_ends.settled_or_quiet, &after.war_ends.settled_or_quiet);
    all
}
