//! What would have to be true for an outcome to reach a target.

use crate::answer::{Listener, answer};
use crate::desk::{Desk, Teller, Weight};
use crate::failure::Failure;
use crate::world::{Asked, World};
use serde::{Deserialize, Serialize};
use standoff_analysis::explanation::draw_table::DrawTable;
use standoff_analysis::explanation::requirement::{
    DEFAULT_DRAWS, DEFAULT_PATHS, Requirement, RequirementRequest, find_requirement,
};
use standoff_brief::{Style, terminal};
use standoff_lab::command::{Command, shell_arguments};
use standoff_lab::outcome::named::Outcome;
use standoff_lab::progress::ProgressMonitor;
use standoff_scenario::Diagnostic;

/// The question, and the world in which it is asked.
#[derive(Debug, Clone, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Target {
    /// The world, written as the query of a forecast: without evidence, levers and switches.
    pub a: String,
    /// The outcome, such as `holds-24`.
    pub outcome: String,
    /// What it must reach.
    pub target: f64,
}

#[derive(Debug, Serialize)]
struct Told {
    command: String,
    requirement: Requirement,
    /// The same in words.
    words: String,
}

/// Searches, and tells what it found.
///
/// # Errors
///
/// What is wrong with the question, or that nobody waits any more.
pub async fn truth(desk: &Desk, asked: Asked, world: World, target: Target, teller: Teller) -> Result<(), Failure> {
    if world.evidence.is_some() || !asked.lever.is_empty() || !asked.without.is_empty() {
        let message = "the search changes parameters and pulls levers itself, from the scenario's start";
        let diagnostic = Diagnostic::error("plain-world", message).allowed("numbers set by hand only");
        return Err(Failure::of("a", &target.a, diagnostic));
    }
    let outcome = Outcome::find(&target.outcome, &world.request.scenario)?;
    let chance = outcome.unit == "chance";
    if !target.target.is_finite() || (chance && !(0.0..=1.0).contains(&target.target)) {
        let allowed = if chance { "a chance from 0 to 1" } else { "a number" };
        let diagnostic = Diagnostic::error("bad-target", format!("target {}", target.target)).allowed(allowed);
        return Err(Failure::of("target", &target.target.to_string(), diagnostic));
    }
    let command = command(&asked, &world, &target);
    let base = answer(desk, asked.query(), world, Listener::silent(teller.stop())).await?;
    let hears = teller.clone();
    let search = move || {
        let scenario = base.request.scenario.clone();
        let table = DrawTable::from_runs(&scenario, &base.forecast.draws, std::slice::from_ref(&outcome));
        let request = RequirementRequest {
            scenario,
            outcome,
            target: target.target,
            draws: DEFAULT_DRAWS,
            paths: DEFAULT_PATHS,
            seed: base.request.seed,
            resolution: base.request.resolution,
            levers: true,
        };
        let progress = |step: &_| hears.progress(step);
        find_requirement(&request, &table, 0, ProgressMonitor { cancelled: hears.stop(), listener: &progress })
    };
    let requirement = desk.work(Weight::Whole, search).await??;
    let words = terminal::requirement(&requirement, Style::plain());
    teller.say("answer", &Told { command, requirement, words }).await;
    Ok(())
}

fn command(asked: &Asked, world: &World, target: &Target) -> String {
    let mut own = shell_arguments("--part", &["requirements".to_owned()]);
    own.extend(shell_arguments("--outcome", std::slice::from_ref(&target.outcome)));
    own.extend(shell_arguments("--target", &[target.target.to_string()]));
    let (scenario, request) = (world.word.as_str(), &world.request);
    let counts = (request.runs, request.draws);
    Command {
        verb: "explain",
        scenario,
        counts,
        seed: asked.seed(),
        overrides: &asked.set,
        arguments: &own,
        full_resolution: false,
    }
    .shell_line()
}
