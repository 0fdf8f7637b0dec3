//! The parts of the change from one date to the next: events, the forecast's own draws and plans, and
//! what is left.

use super::answers::{Answers, HISTORY_ANSWERS};
use super::effect_estimate::EffectEstimate;
use super::event_effects::EventEffect;
use super::findings::{AnswerChange, HistoryMove, MovedPart, MovingEvent};
use standoff_num::sums::sum_of;
use standoff_scenario::Date;
use standoff_scenario::evidence::{Event, Log, describe_event};
use std::collections::BTreeMap;

/// The change of all answers between two dates.
pub(super) struct Change<'c> {
    pub days: [Date; 2],
    pub change: Answers,
    pub error: Answers,
    /// Difference that the forecast's own draws and plans make on the second.
    pub planning: Answers,
    /// Effects of the events between them.
    pub effects: &'c [EventEffect],
    /// Largest p-value of an effect that is told; none where none is.
    pub largest_p_value: Option<f64>,
}

impl Change<'_> {
    /// The estimate of an effect, if it is told for an answer.
    fn clear<'e>(&self, effect: &'e EventEffect, answer: usize) -> Option<&'e EffectEstimate> {
        effect.estimate.as_ref().filter(|one| self.largest_p_value.is_some_and(|limit| one.p_values[answer] <= limit))
    }
}

/// Splits a change into its parts. `asked` are the places of the answers that the scenario's horizon holds.
pub(super) fn split_change(change: &Change<'_>, asked: &[usize], log: &Log) -> HistoryMove {
    let part = |&place: &usize| {
        let clear = change.effects.iter().filter_map(|effect| change.clear(effect, place));
        let (events, planning) = (sum_of(clear.map(|estimate| estimate.change[place])), change.planning[place]);
        MovedPart {
            answer: HISTORY_ANSWERS[place].name().to_owned(),
            months: HISTORY_ANSWERS[place].months,
            change: change.change[place],
            error: change.error[place],
            events,
            planning,
            rest: change.change[place] - events - planning,
        }
    };
    let by_id: BTreeMap<&str, &Event> = log.events.iter().map(|event| (event.id.as_str(), event)).collect();
    let moved = |effect: &EventEffect| {
        let event = by_id.get(effect.id.as_str())?;
        Some(moving_event(log, event, clear_changes(change, effect, asked))).filter(|moving| !moving.changes.is_empty())
    };
    let mut events: Vec<MovingEvent> = change.effects.iter().filter_map(moved).collect();
    events.sort_by(|one, other| other.size().total_cmp(&one.size()).then_with(|| one.id.cmp(&other.id)));
    let [from, to] = change.days.map(|day| day.to_string());
    HistoryMove { from, to, changes: asked.iter().map(part).collect(), events }
}

fn clear_changes(change: &Change<'_>, effect: &EventEffect, asked: &[usize]) -> Vec<AnswerChange> {
    let clear = |&place: &usize| {
        let estimate = change.clear(effect, place)?;
        Some(AnswerChange {
            answer: HISTORY_ANSWERS[place].name().to_owned(),
            months: HISTORY_ANSWERS[place].months,
            change: estimate.change[place],
            error: estimate.error[place],
        })
    };
    asked.iter().filter_map(clear).collect()
}

fn moving_event(log: &Log, event: &Event, changes: Vec<AnswerChange>) -> MovingEvent {
    let cells = log.row_cells(event);
    MovingEvent {
        id: event.id.clone(),
        date: event.date.to_string(),
        kind: event.kind.name().to_owned(),
        words: describe_event(&cells),
        who: cells[4].replace(';', ", "),
        value: event.value,
        unit: cells[8].clone(),
        changes,
    }
}
