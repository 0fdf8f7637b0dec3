//! Requirements: what would have to be true for an outcome to reach a target.

use crate::answer::Answer;
use crate::failure::Failure;
use crate::forecasts::forecast_world;
use crate::jobs::{JobLength, Jobs};
use crate::listener::Listener;
use crate::stream::EventSender;
use crate::world::World;
use crate::world_query::WorldQuery;
use serde::{Deserialize, Serialize};
use standoff_analysis::explanation::draw_table::DrawTable;
use standoff_analysis::explanation::requirement::{
    DEFAULT_DRAWS, DEFAULT_PATHS, Requirement, RequirementRequest, find_requirement,
};
use standoff_lab::command::shell_arguments;
use standoff_lab::ensemble::posterior::thinned_posterior;
use standoff_lab::outcome::named::Outcome;
use standoff_lab::progress::ProgressMonitor;
use standoff_prose::Style;
use standoff_scenario::Diagnostic;
use standoff_terminal as terminal;

/// A target, and the world in which it is to be reached.
#[derive(Debug, Clone, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct TargetQuery {
    /// World, written as the query of a forecast without levers and switches.
    pub a: String,
    /// Outcome, such as `holds-24`.
    pub outcome: String,
    /// Value that it must reach.
    pub target: f64,
}

/// What was found.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct RequirementAnswer {
    /// Command that gives the same answer.
    command: String,
    /// Sets of changes, with the keys of `standoff explain --json`.
    #[schema(value_type = Object)]
    requirement: Requirement,
    /// The same in words.
    words: String,
}

/// Searches for the smallest changes that reach the target, and sends them.
///
/// # Errors
///
/// What is wrong with the question, or that the client has gone.
pub async fn search_requirements(
    jobs: &Jobs,
    query: WorldQuery,
    world: World,
    target: TargetQuery,
    sender: EventSender,
) -> Result<(), Failure> {
    require_plain_world(&query, &target)?;
    let outcome = Outcome::find(&target.outcome, &world.request.scenario)?;
    check_target(&outcome, target.target)?;
    let command = explain_command(&query, &world, &target);
    let base = forecast_world(jobs, query.to_text(), world, Listener::silent(sender.stop())).await?;
    let own_sender = sender.clone();
    let job = move || search_changes(&base, outcome, target.target, &own_sender);
    let requirement = jobs.run(JobLength::Long, job).await??;
    let words = terminal::render_requirement(&requirement, Style::plain());
    sender.send("answer", &RequirementAnswer { command, requirement, words }).await;
    Ok(())
}

fn require_plain_world(query: &WorldQuery, target: &TargetQuery) -> Result<(), Failure> {
    if query.lever.is_empty() && query.without.is_empty() {
        return Ok(());
    }
    let message = "the search changes parameters and pulls levers itself";
    let diagnostic = Diagnostic::error("plain-world", message).allowed("a world without levers and switches");
    Err(Failure::of_input("a", &target.a, diagnostic))
}

fn check_target(outcome: &Outcome, target: f64) -> Result<(), Failure> {
    let chance = outcome.unit == "chance";
    if target.is_finite() && (!chance || (0.0..=1.0).contains(&target)) {
        return Ok(());
    }
    let allowed = if chance { "a chance from 0 to 1" } else { "a number" };
    let diagnostic = Diagnostic::error("bad-target", format!("target {target}")).allowed(allowed);
    Err(Failure::of_input("target", &target.to_string(), diagnostic))
}

fn search_changes(base: &Answer, outcome: Outcome, target: f64, sender: &EventSender) -> Result<Requirement, Failure> {
    let scenario = base.request.scenario.clone();
    let table = DrawTable::from_runs(&scenario, &base.forecast.draws, std::slice::from_ref(&outcome));
    let request = RequirementRequest {
        scenario,
        outcome,
        target,
        draws: DEFAULT_DRAWS,
        paths: DEFAULT_PATHS,
        seed: base.request.seed,
        resolution: base.request.resolution,
        posterior: thinned_posterior(base.request.posterior.as_ref(), DEFAULT_DRAWS),
        levers: true,
    };
    let progress = |step: &_| sender.send_progress(step);
    Ok(find_requirement(&request, &table, 0, ProgressMonitor::new(sender.stop(), &progress))?)
}

fn explain_command(query: &WorldQuery, world: &World, target: &TargetQuery) -> String {
    let own = [
        ("--part", "requirements".to_owned()),
        ("--outcome", target.outcome.clone()),
        ("--target", target.target.to_string()),
    ];
    query.command_on_record("explain", world, own.into_iter().flat_map(|(name, value)| shell_arguments(name, &[value])))
}
