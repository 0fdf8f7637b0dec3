//! Questions answered on one future: event × scope × mutuality × duration × stage × deadline.
//!
//! Meaning of each part of the grammar in this world:
//!
//! | part | on a future |
//! |---|---|
//! | scope | the world knows ceasefires on the whole front only: one for a sector or a place is [`Answer::Unknown`] |
//! | mutuality | truces and settlements of the world bind both sides; what one side declares alone does not occur in it |
//! | duration held | from the beginning of the quiet, which must lie before the deadline; the days may lie behind it |
//! | duration meant | truces and settlements are agreed without end: any length is meant |
//! | agreed | both have accepted, a truce or a settlement; a settlement may still fall apart or be voted down |
//! | signed | a truce is agreed, or the text of a settlement is signed |
//! | in effect | the guns are silent, from the end of the step in which it took effect |
//! | deadline | the end of the step in which it happened lies no later |

use crate::future::months::{ROUNDING_MONTHS, happened_by};
use crate::future::run::Run;
use crate::future::watched::WatchRecord;
use standoff_scenario::{DAYS_A_MONTH, Question, QuestionEvent, Scope, Stage, Values};
use standoff_world::quantity::Figures;
use standoff_world::war::War;

/// Figures of the scenario that a question needs.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct QuestionContext {
    /// Area of one step of the front, km².
    pub area_per_step: f64,
    /// Front at the start, in steps.
    pub front_start: usize,
    /// Area that the invader held at the start, km², as the record measures it.
    pub area_start: f64,
}

impl QuestionContext {
    /// That of a draw's figures in a war. Where the war states no area of its record, the stake that was held counts.
    pub fn new(values: &Values, war: &War) -> Self {
        let (area_per_step, front_start) = (values.figure("front.area_per_step"), war.front_start);
        let is_stated = war.record.area > 0.0;
        let area_start = if is_stated { values.figure("record.area") } else { area_per_step * front_start as f64 };
        Self { area_per_step, front_start, area_start }
    }
}

/// Answer that one future gives to a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// It did not happen.
    No,
    /// It happened.
    Yes,
    /// It happened and held to the horizon, and the horizon came before it could have held as long as asked for.
    Assumed,
    /// The model cannot tell: it has no such scope, or the future ends before the deadline.
    Unknown,
}

impl Answer {
    /// True if it counts as *yes*: what held to the horizon is taken to go on.
    pub fn is_yes(self) -> bool {
        matches!(self, Self::Yes | Self::Assumed)
    }
}

/// True if a future answers a question with *yes*; see [`answer_question`].
pub fn is_answered_yes(question: &Question, run: &Run, ground: &QuestionContext) -> bool {
    answer_question(question, run, ground).is_yes()
}

/// Answers a question on one future.
///
/// A quiet is a truce, or the time after a settlement until it fails. Where a least duration must be held, the quiet
/// must begin by the deadline and hold that long, even past the deadline. Month-end values answer questions about the front
/// and coverage.
pub fn answer_question(question: &Question, run: &Run, ground: &QuestionContext) -> Answer {
    if question.wording.scope != Scope::General {
        return Answer::Unknown;
    }
    let by = question.months;
    let until = |when: Option<f64>| yes_or_no(when.is_some_and(|when| happened_by(when, by)));
    let found = match question.event {
        QuestionEvent::Ceasefire => answer_peace(question, run, quiet_periods(run)),
        QuestionEvent::Settlement => answer_peace(question, run, settlement_quiets(run)),
        QuestionEvent::TruceLasts => until(run.truces.iter().find_map(|truce| truce.frozen_month)),
        QuestionEvent::LineBreaks => until(run.first_break().map(|(_, when)| when)),
        QuestionEvent::FrontBeyond(area) => yes_or_no(is_front_beyond(run, ground, area, by)),
        QuestionEvent::CoverageBelow(share) => {
            yes_or_no(month_values_until(run, by, &run.monthly.coverage).any(|&coverage| f64::from(coverage) < share))
        }
        QuestionEvent::GreatPowerOut => until(run.great_power_exit_month),
        QuestionEvent::InstrumentOpen(instrument) => {
            until(run.funding.instrument_open_month.get(instrument).copied().flatten())
        }
        QuestionEvent::LimitedTruce(kind) => until(run.talks.limited_truce_month.get(kind).copied().flatten()),
        QuestionEvent::AreaAtLeast(area) => answer_on_last_day(run, ground, by, |km2| ground.area_start + km2 >= area),
        QuestionEvent::AreaAtMost(area) => answer_on_last_day(run, ground, by, |km2| ground.area_start + km2 <= area),
        QuestionEvent::GainedAtLeast(area) => answer_on_last_day(run, ground, by, |km2| km2 >= area),
        QuestionEvent::InstrumentOpenOn(_)
        | QuestionEvent::InstrumentLapsed(_)
        | QuestionEvent::MemberStops(_)
        | QuestionEvent::MemberGivesAgain(_)
        | QuestionEvent::ElectionResult(..)
        | QuestionEvent::RoundsAtLeast(_)
        | QuestionEvent::AidAtLeast(..) => answer_watched(question, run),
    };
    if found == Answer::No && !question.resolvable { Answer::Unknown } else { found }
}

fn yes_or_no(yes: bool) -> Answer {
    if yes { Answer::Yes } else { Answer::No }
}

/// Time without fighting, in months.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Quiet {
    start_month: f64,
    end_month: f64,
    /// True if it was still going on when the future ended (right-censored).
    censored: bool,
}

impl Quiet {
    fn answer_held_days(self, days: u32) -> Answer {
        let long_enough = (self.end_month - self.start_month) * DAYS_A_MONTH + ROUNDING_MONTHS >= f64::from(days);
        match (long_enough, self.censored) {
            (true, _) => Answer::Yes,
            (false, true) => Answer::Assumed,
            (false, false) => Answer::No,
        }
    }
}

/// Answer for a ceasefire or a settlement: the most certain one among the quiets that begin in time.
fn answer_peace(question: &Question, run: &Run, quiets: impl Iterator<Item = Quiet>) -> Answer {
    let (by, days) = (question.months, question.wording.held_days());
    let reached = match question.wording.stage {
        Stage::Agreed => run.agreed_by(by),
        Stage::Signed => run.signed_by(by),
        Stage::InEffect => false,
    };
    if reached && days == 0 {
        return Answer::Yes;
    }
    let answers = quiets.filter(|quiet| happened_by(quiet.start_month, by)).map(|quiet| quiet.answer_held_days(days));
    answers.fold(Answer::No, |best, next| match (best, next) {
        (Answer::Yes, _) | (_, Answer::Yes) => Answer::Yes,
        (Answer::Assumed, _) | (_, Answer::Assumed) => Answer::Assumed,
        _ => Answer::No,
    })
}

/// Quiets of the settlements, signed in this future or in force when it began.
fn settlement_quiets(run: &Run) -> impl Iterator<Item = Quiet> + '_ {
    run.settlements.iter().map(|settlement| Quiet {
        start_month: settlement.effect_month,
        end_month: settlement.failed_month.unwrap_or(run.horizon_months),
        censored: settlement.failed_month.is_none(),
    })
}

/// Quiets of a future. A truce that turned into a settlement lasts as long as that does.
fn quiet_periods(run: &Run) -> impl Iterator<Item = Quiet> + '_ {
    let truces = run.truces.iter().map(move |truce| {
        let start_month = truce.start_month;
        let turned = |peace: &Quiet| (peace.start_month - truce.last_month).abs() <= ROUNDING_MONTHS;
        match settlement_quiets(run).find(turned) {
            Some(peace) => Quiet { start_month, ..peace },
            None if truce.broken => Quiet { start_month, end_month: truce.last_month, censored: false },
            None => Quiet { start_month, end_month: run.horizon_months.max(truce.last_month), censored: true },
        }
    });
    truces.chain(settlement_quiets(run))
}

/// Answer by what the future was watched for; unknown where it was not watched for this.
fn answer_watched(question: &Question, run: &Run) -> Answer {
    let is = |record: &&WatchRecord| record.watched.event == question.event && record.watched.months == question.months;
    run.watched.iter().find(is).map_or(Answer::Unknown, |record| yes_or_no(record.happened))
}

/// Answer by the area gained since the start, km², at the last month end up to a deadline.
fn answer_on_last_day(run: &Run, ground: &QuestionContext, by: f64, holds: impl Fn(f64) -> bool) -> Answer {
    let last = month_values_until(run, by, &run.monthly.front_steps).last();
    last.map_or(Answer::Unknown, |&front| yes_or_no(holds(gained_km2(ground, front))))
}

fn gained_km2(ground: &QuestionContext, front: u16) -> f64 {
    (f64::from(front) - ground.front_start as f64) * ground.area_per_step
}

fn is_front_beyond(run: &Run, ground: &QuestionContext, area: f64, by: f64) -> bool {
    month_values_until(run, by, &run.monthly.front_steps).any(|&front| gained_km2(ground, front) >= area)
}

/// Month-end values up to a deadline. A war that one side had won by then has the state in which it ended as the value of that
/// month.
fn month_values_until<'a, T>(run: &Run, by: f64, monthly: &'a [T]) -> impl Iterator<Item = &'a T> + use<'a, T> {
    let months = (by + ROUNDING_MONTHS).max(0.0).floor() as usize + 1;
    let won = run.end.is_some_and(|(end, when)| end.is_military() && happened_by(when, by));
    monthly.iter().take(months + usize::from(won))
}

#[cfg(test)]
mod tests;
