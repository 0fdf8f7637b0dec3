//! Two worlds side by side, on the same futures.

use crate::answer::{Answer, Listener, answer};
use crate::desk::{Desk, Teller, Weight};
use crate::failure::Failure;
use crate::world::{Asked, World};
use serde::{Deserialize, Serialize};
use standoff_analysis::options::paired::{Beside, Side, beside};
use standoff_breakdown::week::swings::Swing;
use standoff_brief::document::Section;
use standoff_brief::weekly;
use standoff_lab::ensemble::design::{Design, Resolution};
use standoff_lab::ensemble::draw_runs::DrawRuns;
use standoff_lab::ensemble::single::{Single, singles};
use standoff_lab::forecast::request::Request;
use standoff_scenario::Diagnostic;

/// Draws of a first comparison, and futures of each: with actors who plan on a short front, a moment's work.
const FEW: usize = 4;
const FEW_PATHS: usize = 20;
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
    /// Whether actors plan on a short front, as in a first glance.
    sketch: bool,
    /// Parameters that swing the answer of the first world most; none in a first glance.
    swings: Vec<Swing>,
    /// The same in words and pictures.
    section: Section,
    /// The same futures in both worlds.
    futures: [Vec<Single>; 2],
    /// Titles of the great power's postures.
    postures: Vec<String>,
    horizon_months: u32,
}

/// The two worlds of a query, which must share their scenario, their counts and their seed. Evidence weighs the draws of each
/// world by themselves, so that worlds with evidence have no futures in common.
///
/// # Errors
///
/// What is wrong with either, or that they cannot be set beside each other.
pub fn read(two: &Two) -> Result<[Asked; 2], Failure> {
    let [a, b] = [Asked::read(&two.a)?, Asked::read(&two.b)?];
    let shared = |asked: &Asked| (asked.scenario.clone(), asked.runs, asked.draws, asked.seed);
    let plain = |asked: &Asked| asked.as_of.is_none() && asked.event.is_empty();
    if shared(&a) == shared(&b) && plain(&a) && plain(&b) {
        return Ok([a, b]);
    }
    let diagnostic = Diagnostic::error("not-the-same-futures", "the two worlds have no futures in common")
        .allowed("the same scenario, runs, draws and seed, both from the scenario's start")
        .hint("what an event changes is told by `shift`");
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
    let [few_one, few_other] = requests.map(Request::clone);
    let (hears, few_commands) = (teller.clone(), commands.clone());
    desk.work(Weight::Sketch, move || few(&few_one, &few_other, few_commands, &hears)).await??;
    let listener = Listener::silent(teller.stop());
    let [asked_one, asked_other] = asked.map(|asked| asked.query());
    let [one, other] = worlds;
    let one = answer(desk, asked_one, one, listener.clone()).await?;
    let other = answer(desk, asked_other, other, listener).await?;
    let hears = teller.clone();
    desk.work(Weight::Sketch, move || {
        hears.say_from_work("answer", &whole(&one, &other, commands)?);
        Ok(())
    })
    .await?
}

/// A first comparison, from a few draws.
fn few(one: &Request, other: &Request, commands: [String; 2], teller: &Teller) -> Result<(), Failure> {
    let played = |request: &Request| -> Vec<DrawRuns> {
        let design = request.design();
        let design = Design { paths: design.paths.min(FEW_PATHS), resolution: Resolution::Sketch, ..design };
        design.simulate(0..FEW.min(design.draws) * design.paths, teller.stop(), &|_| ())
    };
    let draws = [played(one), played(other)];
    let sides = [(one, &draws[0]), (other, &draws[1])];
    let sides = sides.map(|(request, draws)| Side { scenario: &request.scenario, draws });
    teller.say_from_work("glance", &Told { sketch: true, ..told(sides, commands)? });
    Ok(())
}

fn whole(one: &Answer, other: &Answer, commands: [String; 2]) -> Result<Told, Failure> {
    let sides = [one, other].map(|made| Side { scenario: &made.request.scenario, draws: &made.forecast.draws });
    Ok(Told { swings: one.breakdown.swings.clone(), ..told(sides, commands)? })
}

/// The futures that could be played in both worlds.
fn in_both([one, other]: [Vec<Single>; 2]) -> [Vec<Single>; 2] {
    let place = |single: &Single| (single.draw, single.path);
    let common = |all: &[Single], others: &[Single]| -> Vec<Single> {
        all.iter().filter(|single| others.iter().any(|other| place(other) == place(single))).cloned().collect()
    };
    [common(&one, &other), common(&other, &one)]
}

fn told(sides: [Side<'_>; 2], commands: [String; 2]) -> Result<Told, Failure> {
    let (beside, scenario) = (beside(sides)?, sides[0].scenario);
    Ok(Told {
        commands,
        section: weekly::beside(&beside),
        beside,
        sketch: false,
        swings: Vec::new(),
        futures: in_both(sides.map(|side| singles(side.scenario, side.draws, SINGLES))),
        postures: scenario.structure.postures.iter().map(|posture| posture.title.clone()).collect(),
        horizon_months: scenario.horizon_months,
    })
}
