//! What to watch: events of the next months, and how the answer differs between the futures that have them and the others.

use crate::vocabulary::name_roles;
use standoff_breakdown::week::signs::Signs;
use standoff_breakdown::week::upcoming::{PossibleTurn, UpcomingDay};
use standoff_breakdown::week::watch::WatchItem;
use standoff_lab::forecast::findings::Findings;
use standoff_lab::report_months::near_months;
use standoff_prose::numbers::{format_rounded, step_for_error};
use standoff_prose::page::Page;
use standoff_prose::table::{Align, Table};
use standoff_prose::words::{capitalize, count_months};

/// An event that is told from chance: a turn of a day in the calendar, or one without a day of its own.
#[derive(Debug, Clone, Copy)]
pub(super) enum Sign<'a> {
    /// A day, and how it may turn.
    Day(&'a UpcomingDay, &'a PossibleTurn),
    /// An event without a day.
    Event(&'a WatchItem),
}

impl Sign<'_> {
    /// The event in words, with names in place of roles.
    pub(super) fn event(&self, findings: &Findings) -> String {
        match self {
            Self::Day(day, turn) => format!("{}, {}: {}", day.what, day_words(day), turn.what),
            Self::Event(item) => name_roles(findings, &item.what),
        }
    }

    /// Share of the futures that have it.
    pub(super) fn chance(&self) -> String {
        format_rounded(self.figures().p, 0.01)
    }

    /// Chance that the line holds in the futures that have it.
    pub(super) fn with(&self) -> String {
        let figures = self.figures();
        format_rounded(figures.with, figures.step)
    }

    /// The same in the others.
    pub(super) fn without(&self) -> String {
        let figures = self.figures();
        format_rounded(figures.without, figures.step)
    }

    /// True where the event is itself a way to break.
    pub(super) fn breaks_line(&self) -> bool {
        matches!(self, Self::Day(_, turn) if turn.breaks_line)
    }

    fn figures(&self) -> SignFigures {
        let (p, with, without, error, moves) = match self {
            Self::Day(_, turn) => (turn.p, turn.with, turn.without, turn.error, turn.moves),
            Self::Event(item) => (item.p, item.with, item.without, item.error, item.moves),
        };
        SignFigures { p, with, without, moves, step: step_for_error(error).unwrap_or(0.01).clamp(0.01, 1.0) }
    }

    /// Name of the instrument that it opens; none for another event.
    fn opened(&self) -> Option<&str> {
        match self {
            Self::Day(day, turn) if !turn.breaks_line => day.name.strip_prefix("instrument."),
            Self::Day(..) => None,
            Self::Event(item) => item.name.strip_prefix("opens."),
        }
    }
}

struct SignFigures {
    p: f64,
    with: f64,
    without: f64,
    moves: f64,
    step: f64,
}

/// The events that are told from chance, those that would move the answer most first; an instrument that opens is told once.
pub(super) fn strongest_signs(signs: &Signs) -> Vec<Sign<'_>> {
    let days = signs.upcoming.iter().filter_map(|day| Some((day, day.turn.as_ref()?)));
    let mut told: Vec<Sign<'_>> =
        days.filter(|(_, turn)| turn.told_from_chance).map(|(day, turn)| Sign::Day(day, turn)).collect();
    for event in signs.watch.iter().map(Sign::Event) {
        let opened = event.opened();
        if opened.is_none() || !told.iter().any(|other| other.opened() == opened) {
            told.push(event);
        }
    }
    told.sort_by(|one, other| other.figures().moves.total_cmp(&one.figures().moves));
    told
}

/// A day as the scenario states it.
fn day_words(day: &UpcomingDay) -> String {
    match day.precision.as_str() {
        "day" => day.date.clone(),
        "month" => format!("in {}", day.date.get(..7).unwrap_or(&day.date)),
        word => format!("{word} {}", day.date),
    }
}

pub(super) fn write_section(page: &mut Page, findings: &Findings, signs: &Signs) {
    page.heading("What to watch");
    let strongest = strongest_signs(signs);
    if strongest.is_empty() {
        page.text("No event of the next months is told from chance by the futures that have it.");
        return;
    }
    let right = |head: &'static str| (head, Align::Right);
    let heads = [("what may come", Align::Left), right("chance"), right("holds if so"), right("holds if not")];
    let mut table = Table::new(&heads);
    for sign in &strongest {
        let remark = if sign.breaks_line() { ", itself a way to break" } else { "" };
        let event = format!("{}{remark}", capitalize(&sign.event(findings)));
        table.add_row([event, sign.chance(), sign.with(), sign.without()]);
    }
    page.table(&table);
    page.note(&format!(
        "\"Holds\": the chance that the line holds {}, in the futures that have the event and in the others. That is news, not \
         an effect: what comes with the event differs too. Left out is what is not told from chance.",
        count_months(near_months(findings.horizon_months))
    ));
}
