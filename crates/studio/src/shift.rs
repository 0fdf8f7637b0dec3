//! The shift that an event would cause in the answers, before it is accepted.

use crate::change::HUNDREDTH;
use crate::failure::Failure;
use crate::jobs::{JobLength, Jobs};
use crate::scenarios::OpenScenario;
use crate::stream::EventSender;
use crate::world_query::WorldQuery;
use serde::Serialize;
use standoff_assimilation::{FilterSize, Shift, ShiftedAnswer, measure_shift};
use standoff_lab::command::quote_for_shell;
use standoff_lab::ensemble::design::Resolution;
use standoff_lab::progress::ProgressMonitor;
use standoff_prose::Style;
use standoff_prose::numbers::{format_rounded, step_for_error, step_for_range};
use standoff_prose::together::Pair;
use standoff_prose::words::format_signed;
use standoff_scenario::Diagnostic;
use standoff_scenario::evidence::{COLUMNS, Log};
use standoff_terminal as terminal;

/// Draws of either forecast: few enough that the preview takes seconds.
const DRAWS: usize = 32;
/// Futures of either forecast.
const RUNS: usize = 1280;

/// The shift.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct ShiftAnswer {
    /// Answers without the event and with it, with the keys of `standoff evidence add --preview --json`.
    #[schema(value_type = Object)]
    shift: Shift,
    /// Without the event, with it, and the difference of each answer, rounded together as in a comparison.
    #[schema(value_type = Vec<Vec<String>>)]
    figures: Vec<[String; 3]>,
    /// Whether each answer differs by more than twice its error.
    clear: Vec<bool>,
    /// The same in words.
    words: String,
    /// Command that shows the same shift.
    command: String,
}

/// Sends what the last event of a query would change.
///
/// # Errors
///
/// What is wrong with the events, or that the client has gone.
pub async fn preview_event(
    jobs: &Jobs,
    opened: &OpenScenario,
    query: WorldQuery,
    sender: EventSender,
) -> Result<(), Failure> {
    let Some((_, before)) = query.event.split_last() else {
        let diagnostic = Diagnostic::error("no-event", "there is no event to look at").allowed("one event or more");
        return Err(Failure::of_input("event", "", diagnostic.hint("the last one is the one that is looked at")));
    };
    let scenario = query.set_numbers(&opened.scenario)?;
    let (before, log) = (opened.log(&scenario, before)?, opened.log(&scenario, &query.event)?);
    let as_of = query.last_day(&scenario, &log)?;
    let command = preview_command(opened, &log, &before);
    let (size, seed, resolution) = (FilterSize::for_kept_draws(DRAWS), query.seed(), Resolution::Coarse);
    let request = standoff_assimilation::AssimilationRequest { scenario, log, as_of, size, seed, resolution };
    let own_sender = sender.clone();
    let job = move || {
        let progress = |step: &_| own_sender.send_progress(step);
        measure_shift(&request, &before, RUNS, ProgressMonitor::new(own_sender.stop(), &progress))
    };
    let found = jobs.run(JobLength::Long, job).await??;
    let clear = found.answers.iter().map(ShiftedAnswer::is_clear).collect();
    let figures = found.answers.iter().map(format_figures).collect();
    let words = terminal::render_shift(&found, Style::plain());
    sender.send("answer", &ShiftAnswer { shift: found, figures, clear, words, command }).await;
    Ok(())
}

/// Without the event, with it, and the difference: in one step, so that the three add up.
fn format_figures(answer: &ShiftedAnswer) -> [String; 3] {
    let own = step_for_error(answer.error);
    // Where the event changes nothing the difference has no error, and both figures are told as one would be.
    let (step, range) = match answer.unit.as_str() {
        "chance" => (own.unwrap_or(HUNDREDTH).max(HUNDREDTH), [0.0, 1.0]),
        _ => {
            let alone = step_for_range([answer.before, answer.after, 0.0], 0.0);
            (own.unwrap_or(alone), [f64::NEG_INFINITY, f64::INFINITY])
        }
    };
    let pair = Pair::of_difference(answer.before, answer.difference, step, range);
    [format_rounded(pair.one, step), format_rounded(pair.other, step), format_signed(pair.difference, step)]
}

/// The command that previews, and then adds to a file, the event that `log` has and `before` has not.
fn preview_command(opened: &OpenScenario, log: &Log, before: &Log) -> String {
    let mut words = format!("standoff evidence add {} --evidence events.csv", quote_for_shell(&opened.word));
    let event = log.events.iter().find(|event| before.events.iter().all(|known| known.id != event.id));
    for (column, cell) in COLUMNS.iter().zip(event.map(|event| log.row_cells(event)).unwrap_or_default()) {
        match (*column, cell.as_str()) {
            (_, "") => {}
            ("distinct", _) => words.push_str(" --distinct"),
            (column, cell) => words.push_str(&format!(" --{column} {}", quote_for_shell(cell))),
        }
    }
    words + " --preview"
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An event that changes nothing leaves the figures as they are, whatever their unit.
    #[test]
    fn figures_without_a_difference_are_told_as_they_are() {
        for (unit, value, told) in
            [("chance", 0.47, "0.47"), ("months", 0.47, "0.47"), ("people", 123_456.0, "120,000")]
        {
            let answer = ShiftedAnswer {
                outcome: "one".into(),
                title: "one".into(),
                unit: unit.into(),
                part: "hold".into(),
                before: value,
                after: value,
                difference: 0.0,
                error: 0.0,
            };
            let figures = format_figures(&answer);
            assert_eq!([&figures[0], &figures[1]], [told; 2]);
        }
    }
}
