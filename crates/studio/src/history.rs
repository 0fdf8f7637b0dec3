//! The answers of a world along its record, date by date.

use crate::answer::Answer;
use crate::failure::Failure;
use crate::forecasts::forecast_world;
use crate::jobs::{JobLength, Jobs};
use crate::listener::Listener;
use crate::stream::EventSender;
use crate::world::World;
use crate::world_query::WorldQuery;
use serde::Serialize;
use standoff_assimilation::AssimilationRequest;
use standoff_assimilation::history::{HistoryRequest, run_history};
use standoff_breakdown::week::Breakdown;
use standoff_brief::document::Section;
use standoff_brief::weekly::{HistoryDate, compose_history, history_dates};
use standoff_lab::error::LabError;
use standoff_lab::progress::ProgressMonitor;
use standoff_scenario::Diagnostic;

/// A history of the answers.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct HistoryAnswer {
    /// Command that gives the same answer.
    command: String,
    /// The same in words and as a picture.
    section: Section,
    /// The dates, the first of the record first.
    dates: Vec<HistoryDate>,
}

/// Sends the answers at the end of each month of the record, the last of which is the forecast.
///
/// # Errors
///
/// What is wrong with the question, or that the client has gone.
pub async fn follow_answers(jobs: &Jobs, query: WorldQuery, world: World, sender: EventSender) -> Result<(), Failure> {
    let record = find_record(&query, &world)?;
    let command = history_command(&query, &world);
    let base = forecast_world(jobs, query.to_text(), world, Listener::silent(sender.stop())).await?;
    let own_sender = sender.clone();
    let job = move || make_history(&base, record, command, &own_sender);
    let answer = jobs.run(JobLength::Long, job).await??;
    sender.send("answer", &answer).await;
    Ok(())
}

/// The record of a world that has a history.
///
/// # Errors
///
/// Levers or switches, which are of the days to come, or a world of which nothing was reported: it has one date only.
pub fn find_record(query: &WorldQuery, world: &World) -> Result<AssimilationRequest, Failure> {
    if !(query.lever.is_empty() && query.without.is_empty()) {
        let message = "levers and switches are of the days to come, and have no history";
        let diagnostic = Diagnostic::error("plain-world", message).allowed("a world without levers and switches");
        return Err(Failure::of_input("lever", &query.lever.join(", "), diagnostic));
    }
    world.assimilation(world.request.draws).ok_or_else(|| {
        let message = "nothing was reported of this world, so its answers have no history";
        let diagnostic = Diagnostic::error("no-record", message).allowed("a scenario with a record, or events");
        Failure::of_input("scenario", query.scenario.as_deref().unwrap_or_default(), diagnostic)
    })
}

fn make_history(
    base: &Answer,
    record: AssimilationRequest,
    command: String,
    sender: &EventSender,
) -> Result<HistoryAnswer, Failure> {
    let wanted = HistoryRequest {
        forecast: Some(base.breakdown.history_answers.clone()),
        command: command.clone(),
        ..HistoryRequest::new(record, base.request.runs)
    };
    let progress = |step: &_| sender.send_progress(step);
    let history = run_history(&wanted, ProgressMonitor::new(sender.stop(), &progress))?;
    if history.interrupted {
        return Err(LabError::NothingDone.into());
    }
    let dates = history_dates(&history);
    let week = Breakdown { history: Some(history), ..base.breakdown.clone() };
    let section = compose_history(&week).ok_or(LabError::NothingDone)?;
    Ok(HistoryAnswer { command, section, dates })
}

fn history_command(query: &WorldQuery, world: &World) -> String {
    query.command_on_record("history", world, ["--every month".to_owned()])
}
