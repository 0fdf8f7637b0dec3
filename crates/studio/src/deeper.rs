//! The parts of the brief that take games of their own, added to an answer that was given before.

use crate::answer::{Answer, Listener, answer};
use crate::desk::{Desk, Weight};
use crate::failure::Failure;
use crate::world::{Asked, World};
use standoff_breakdown::week::SimulatedPart;
use standoff_breakdown::week::simulated_parts::ChangesSince;
use standoff_brief::weekly;
use standoff_lab::error::LabError;
use standoff_lab::progress::Watch;
use standoff_scenario::Diagnostic;
use std::sync::Arc;
use std::sync::atomic::Ordering;

/// Days between two briefs.
const WEEK: i64 = 7;

/// The answer of a world with all parts, which is told after each, and kept beside the plain answer.
///
/// # Errors
///
/// What is wrong with the world, or that nobody waits any more.
pub async fn deeper(desk: &Desk, asked: &Asked, world: World, listener: Listener) -> Result<Arc<Answer>, Failure> {
    if !asked.lever.is_empty() || !asked.without.is_empty() {
        let message = "these parts pull levers and switch mechanisms off themselves";
        let diagnostic = Diagnostic::error("plain-world", message).allowed("a world without levers and switches");
        return Err(Failure::of("lever", &asked.lever.join(", "), diagnostic));
    }
    let question = asked.query();
    let with_parts = format!("with parts: {question}");
    let since = world.assimilation(world.request.draws).and_then(since);
    let mut made = match desk.kept(&with_parts) {
        Some(kept) => kept,
        None => answer(desk, question, world, Listener::silent(&listener.stop)).await?,
    };
    for part in SimulatedPart::ALL.into_iter().skip(made.parts) {
        let (before, since, hears) = (Arc::clone(&made), since.clone(), listener.clone());
        made = Arc::new(desk.work(Weight::Whole, move || with(&before, part, since.as_ref(), &hears)).await??);
        desk.keep(with_parts.clone(), &made);
    }
    Ok(made)
}

/// The evidence, and the day of a brief a week before; none where no brief could have been made on that day.
fn since(request: standoff_assimilation::Request) -> Option<ChangesSince> {
    let day = request.as_of.saturating_sub(jiff::Span::new().days(WEEK));
    (day >= standoff_assimilation::days(&request.scenario).0).then_some(ChangesSince { request, day })
}

/// The answer with one part more.
fn with(
    before: &Answer,
    part: SimulatedPart,
    since: Option<&ChangesSince>,
    listener: &Listener,
) -> Result<Answer, Failure> {
    let mut breakdown = before.breakdown.clone();
    let watch = Watch { stop: &listener.stop, progress: &|step| listener.step(step) };
    breakdown.add_part(part, &before.request, since, watch)?;
    if listener.stop.load(Ordering::Relaxed) {
        return Err(LabError::NothingDone.into());
    }
    let document = weekly::document(&breakdown);
    let (request, forecast) = (before.request.clone(), Arc::clone(&before.forecast));
    let made = Answer { request, forecast, breakdown, document, parts: before.parts + 1 };
    if made.parts < SimulatedPart::ALL.len() {
        listener.whole("glance", &made);
    }
    Ok(made)
}
