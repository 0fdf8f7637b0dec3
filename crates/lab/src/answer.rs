//! Questions answered on one future: event × scope × mutuality × duration × stage × deadline.

use crate::run::Run;
use standoff_scenario::question::{Event, Question, Stage};
use standoff_world::state::End;

/// Days in a month on the clock of the war.
const DAYS_A_MONTH: f64 = 364.0 / 12.0;

/// What a question needs to know of the scenario.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ground {
    /// Area of one step of the front, km².
    pub area_per_step: f64,
    /// Front at the start, in steps.
    pub front_start: usize,
}

/// Whether the question is answered *yes* on a future.
///
/// A quiet is a truce, or the time after a settlement until it fails. Where a least duration is asked for and is
/// not merely intended, the quiet must start by the deadline and hold that long, even past the deadline; a truce
/// agreed counts as intended without end. The world's truces bind both sides and the whole front.
pub fn happened(question: &Question, run: &Run, ground: &Ground) -> bool {
    let by = question.months;
    match question.event {
        Event::Ceasefire => ceasefire(question, run),
        Event::Settlement => run.signature.is_some() && run.end.is_some_and(|(_, when)| when <= by),
        Event::TruceLasts => run.end.is_some_and(|(end, when)| end == End::Frozen && when <= by),
        Event::LineBreaks => run.first_break().is_some_and(|(_, when)| when <= by),
        Event::FrontBeyond(area) => front_beyond(run, ground, area, by),
        Event::CoverageBelow(share) => by_month(by, &run.coverage).any(|&coverage| f64::from(coverage) < share),
        Event::GreatPowerOut => run.out.is_some_and(|when| when <= by),
        Event::InstrumentOpen(instrument) => run.opened[instrument].is_some_and(|when| when <= by),
    }
}

fn ceasefire(question: &Question, run: &Run) -> bool {
    let wording = &question.wording;
    let needed = if wording.intended || wording.stage == Stage::Agreed { 0.0 } else { f64::from(wording.min_days) };
    let long_enough = |from: f64, to: f64| (to - from) * DAYS_A_MONTH >= needed;
    quiets(run).any(|(from, to)| from <= question.months && long_enough(from, to))
}

/// Quiets of a future, from and to. A truce that nothing ended within the horizon counts as lasting; one that turned
/// into a settlement lasts as long as that does.
fn quiets(run: &Run) -> impl Iterator<Item = (f64, f64)> + '_ {
    let settled = run.signature.and(run.end).map(|(_, when)| (when, run.peace_failed.unwrap_or(f64::INFINITY)));
    let truces = run.truces.iter().enumerate().map(move |(index, truce)| {
        let last = index + 1 == run.truces.len();
        let to = match settled {
            _ if truce.broke => truce.to,
            Some((when, until)) if last && when <= truce.to + 1e-9 => until,
            Some(_) => truce.to,
            None => f64::INFINITY,
        };
        (truce.from, to)
    });
    truces.chain(settled)
}

fn front_beyond(run: &Run, ground: &Ground, area: f64, by: f64) -> bool {
    let gained = |front: &u8| (f64::from(*front) - ground.front_start as f64) * ground.area_per_step;
    by_month(by, &run.front).any(|front| gained(front) >= area)
}

/// Month-end values up to a deadline.
fn by_month<T>(by: f64, monthly: &[T]) -> impl Iterator<Item = &T> {
    monthly.iter().take(by.max(0.0).floor() as usize + 1)
}
