//! Days from which a war is forecast: its first, the last day of every round of talks, and every half year.

use crate::library::LibraryWar;
use jiff::Span;
use jiff::civil::Date;
use standoff_scenario::evidence::Kind;
use standoff_scenario::months_between;

/// Months between two origins that follow no round of talks.
const MONTHS_BETWEEN: i32 = 6;

/// Months after an origin within which there is no other.
const LEAST_MONTHS_APART: f64 = 1.0;

/// Origins of a war, in order of time.
pub fn origins(war: &LibraryWar) -> Vec<Date> {
    let start = war.scenario.start;
    let began = war.scenario.war_began;
    let in_war = |day: &Date| *day < war.outcome.ended;
    let half_years = (1..).map(|count| began.saturating_add(Span::new().months(count * MONTHS_BETWEEN)));
    let events = war.log.known_by(Date::MAX);
    let rounds = events.iter().filter(|event| event.kind == Kind::TalksRound).map(|event| event.until);
    let mut days: Vec<Date> = half_years.take_while(in_war).chain(rounds).filter(in_war).collect();
    days.push(start);
    days.retain(|day| *day >= start);
    days.sort();
    let mut kept: Vec<Date> = Vec::new();
    for day in days {
        if kept.last().is_none_or(|last| months_between(*last, day) >= LEAST_MONTHS_APART) {
            kept.push(day);
        }
    }
    kept
}
