//! The parts of the brief that take games of their own, added to an answer that was given before.

use crate::answer::{Answer, Listener, answer};
use crate::desk::{Desk, Teller, Weight};
use crate::failure::Failure;
use crate::world::{Asked, World};
use standoff_brief::weekly;
use standoff_lab::LabError;
use standoff_lab::assimilation;
use standoff_lab::breakdown::{OwnGames, Since};
use standoff_lab::experiment::Watch;
use standoff_scenario::Diagnostic;
use std::sync::Arc;
use std::sync::atomic::Ordering;

/// Days between two briefs.
const WEEK: i64 = 7;

/// Adds all parts to the answer of a world, which is told after each, and kept.
///
/// # Errors
///
/// What is wrong with the world, or that nobody waits any more.
pub async fn deeper(desk: &Desk, asked: Asked, world: World, teller: Teller) -> Result<(), Failure> {
    if !asked.lever.is_empty() || !asked.without.is_empty() {
        let message = "these parts pull levers and switch mechanisms off themselves";
        let diagnostic = Diagnostic::error("plain-world", message).allowed("a world without levers and switches");
        return Err(Failure::of("lever", &asked.lever.join(", "), diagnostic));
    }
    let since = world.assimilation(world.request.draws).and_then(since);
    let mut made = answer(desk, asked.query(), world, Listener::silent(teller.stop())).await?;
    for part in OwnGames::ALL {
        let (before, since, hears) = (Arc::clone(&made), since.clone(), teller.clone());
        made = Arc::new(desk.work(Weight::Whole, move || with(&before, part, since.as_ref(), &hears)).await??);
        desk.keep(asked.query(), &made);
        let last = part == OwnGames::Changes;
        teller.say(if last { "answer" } else { "glance" }, &made.whole()).await;
    }
    Ok(())
}

/// The evidence, and the day of a brief a week before; none where no brief could have been made on that day.
fn since(request: assimilation::Request) -> Option<Since> {
    let day = request.as_of.saturating_sub(jiff::Span::new().days(WEEK));
    (day >= assimilation::days(&request.scenario).0).then_some(Since { request, day })
}

/// The answer with one part more.
fn with(before: &Answer, part: OwnGames, since: Option<&Since>, teller: &Teller) -> Result<Answer, Failure> {
    let mut breakdown = before.breakdown.clone();
    let watch = Watch { stop: teller.stop(), progress: &|step| teller.say_from_work("progress", step) };
    breakdown.add(part, &before.request, since, watch)?;
    if teller.stop().load(Ordering::Relaxed) {
        return Err(LabError::NothingDone.into());
    }
    let document = weekly::document(&breakdown);
    Ok(Answer { request: before.request.clone(), forecast: Arc::clone(&before.forecast), breakdown, document })
}
