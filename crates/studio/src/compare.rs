//! Two worlds side by side, on the same futures.

use crate::answer::{Answer, Listener, answer};
use crate::desk::{Desk, Teller, Weight};
use crate::failure::Failure;
use crate::world::{Asked, World};
use serde::{Deserialize, Serialize};
use standoff_brief::document::Section;
use standoff_brief::weekly;
use standoff_lab::Request;
use standoff_lab::beside::{Beside, beside};
use standoff_lab::ensemble::DrawRuns;
use standoff_lab::single::{Single, singles};
use standoff_scenario::{Diagnostic, Scenario};
use std::sync::Arc;

/// Draws of a first comparison.
const FEW: usize = 4;
/// Futures that are played to be looked at.
const SINGLES: usize = 20;

/// Two worlds, each written as the query of a forecast.
#[derive(Debug, Clone, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Two {
    /// The one.
    pub a: String,
    /// The other. Differences are the other less the one.
    pub b: String,
}

/// What differs.
#[derive(Debug, Serialize)]
struct Told {
    /// Commands that make either forecast.
    commands: [String; 2],
    beside: Beside,
    /// The same in words and pictures.
    section: Section,
    /// The same futures in both worlds.
    futures: [Vec<Single>; 2],
    /// Titles of the great power's postures.
    postures: Vec<String>,
    horizon_months: u32,
}

/// The two worlds of a query, which must share their scenario, their counts and their seed.
///
/// # Errors
///
/// What is wrong with either, or that they cannot be set beside each other.
pub fn read(two: &Two) -> Result<[Asked; 2], Failure> {
    let [a, b] = [Asked::read(&two.a)?, Asked::read(&two.b)?];
    let shared = |asked: &Asked| {
        (asked.scenario.clone(), asked.runs, asked.draws, asked.seed, asked.as_of.is_none() && asked.event.is_empty())
    };
    if shared(&a) == shared(&b) {
        return Ok([a, b]);
    }
    let diagnostic = Diagnostic::error("not-the-same-futures", "the two worlds have no futures in common")
        .allowed("the same scenario, runs, draws and seed, both with evidence or both without");
    Err(Failure::of("b", &two.b, diagnostic))
}

/// Tells what differs, at first from a few draws.
///
/// # Errors
///
/// What is wrong with either world, or that nobody waits any more.
pub async fn compare(desk: &Desk, asked: [Asked; 2], worlds: [World; 2], teller: Teller) -> Result<(), Failure> {
    let requests = [&worlds[0].request, &worlds[1].request];
    let commands = requests.map(|request| request.command.clone());
    if worlds.iter().all(|world| world.evidence.is_none()) {
        let [one, other] = requests.map(Request::clone);
        let (hears, commands) = (teller.clone(), commands.clone());
        desk.work(Weight::Sketch, move || few(&one, &other, commands, &hears)).await??;
    }
    let listener = Listener::silent(teller.stop());
    let [asked_one, asked_other] = asked.map(|asked| asked.query());
    let [one, other] = worlds;
    let one = answer(desk, asked_one, one, listener.clone()).await?;
    let other = answer(desk, asked_other, other, listener).await?;
    teller.say("answer", &whole(&one, &other, commands)?).await;
    Ok(())
}

/// A first comparison, from a few draws.
fn few(one: &Request, other: &Request, commands: [String; 2], teller: &Teller) -> Result<(), Failure> {
    let played = |request: &Request| -> Vec<DrawRuns> {
        let design = request.design();
        design.simulate(0..FEW.min(design.draws) * design.paths, teller.stop(), &|_| ())
    };
    let draws = [played(one), played(other)];
    teller.say_from_work("glance", &told(&one.scenario, [&draws[0], &draws[1]], commands)?);
    Ok(())
}

fn whole(one: &Arc<Answer>, other: &Arc<Answer>, commands: [String; 2]) -> Result<Told, Failure> {
    told(&one.request.scenario, [&one.forecast.draws, &other.forecast.draws], commands)
}

fn told(scenario: &Scenario, draws: [&[DrawRuns]; 2], commands: [String; 2]) -> Result<Told, Failure> {
    let beside = beside(scenario, draws)?;
    Ok(Told {
        commands,
        section: weekly::beside(&beside),
        beside,
        futures: draws.map(|draws| singles(scenario, draws, SINGLES)),
        postures: scenario.structure.postures.iter().map(|posture| posture.title.clone()).collect(),
        horizon_months: scenario.horizon_months,
    })
}
