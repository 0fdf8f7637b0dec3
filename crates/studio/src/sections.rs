//! Sections of the brief that take games of their own, added one by one to an answer.

use crate::answer::Answer;
use crate::failure::Failure;
use crate::forecasts::forecast_world;
use crate::jobs::{JobLength, Jobs};
use crate::listener::Listener;
use crate::world::World;
use crate::world_query::WorldQuery;
use standoff_breakdown::week::SimulatedPart;
use standoff_breakdown::week::simulated_parts::ChangesSince;
use standoff_brief::weekly;
use standoff_lab::error::LabError;
use standoff_lab::progress::{ProgressMonitor, ProgressStep};
use standoff_scenario::Diagnostic;
use std::sync::Arc;

/// Days between two briefs.
const WEEK: i64 = 7;

/// Answers a question with all sections. The answer is sent after each of them, and cached apart from the plain one, so that a
/// download does not depend on what was asked before.
///
/// # Errors
///
/// What is wrong with the world, or that the client has gone.
pub async fn forecast_with_sections(
    jobs: &Jobs,
    query: &WorldQuery,
    world: World,
    listener: Listener,
) -> Result<Arc<Answer>, Failure> {
    require_plain_world(query)?;
    let question = query.to_text();
    let with_sections = format!("with sections: {question}");
    let since = world.assimilation(world.request.draws).and_then(a_week_before);
    let mut answer = match jobs.cache.get(&with_sections) {
        Some(cached) => cached,
        None => forecast_world(jobs, question, world, Listener::silent(&listener.stop)).await?,
    };
    for part in SimulatedPart::ALL.into_iter().skip(answer.own_games) {
        let (before, since, listener) = (Arc::clone(&answer), since.clone(), listener.clone());
        let job = move || add_section(&before, part, since.as_ref(), &listener);
        answer = Arc::new(jobs.run(JobLength::Long, job).await??);
        jobs.cache.insert(with_sections.clone(), &answer);
    }
    Ok(answer)
}

fn require_plain_world(query: &WorldQuery) -> Result<(), Failure> {
    if query.lever.is_empty() && query.without.is_empty() {
        return Ok(());
    }
    let message = "these parts pull levers and switch mechanisms off themselves";
    let diagnostic = Diagnostic::error("plain-world", message).allowed("a world without levers and switches");
    Err(Failure::of_input("lever", &query.lever.join(", "), diagnostic))
}

/// The evidence as of a week before; none where no brief could have been made on that day.
fn a_week_before(request: standoff_assimilation::AssimilationRequest) -> Option<ChangesSince> {
    let day = request.as_of.saturating_sub(jiff::Span::new().days(WEEK));
    (day >= standoff_assimilation::forecast_days(&request.scenario).0).then_some(ChangesSince { request, day })
}

fn add_section(
    before: &Answer,
    part: SimulatedPart,
    since: Option<&ChangesSince>,
    listener: &Listener,
) -> Result<Answer, Failure> {
    let mut breakdown = before.breakdown.clone();
    let progress = |step: &ProgressStep| listener.send_progress(step);
    let watch = ProgressMonitor::new(&listener.stop, &progress);
    breakdown.add_part(part, &before.request, since, watch)?;
    if listener.has_gone() {
        return Err(LabError::NothingDone.into());
    }
    let document = weekly::compose_brief(&breakdown);
    let (request, forecast) = (before.request.clone(), Arc::clone(&before.forecast));
    let answer = Answer { request, forecast, breakdown, document, own_games: before.own_games + 1 };
    if answer.own_games < SimulatedPart::ALL.len() {
        listener.send_answer("glance", &answer, None);
    }
    Ok(answer)
}
