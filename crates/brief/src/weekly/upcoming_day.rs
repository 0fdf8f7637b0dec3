//! A day of the calendar in words, and the days that would move the answer.

use crate::wording::{format_date, instrument_name};
use standoff_breakdown::week::upcoming::{PossibleTurn, UpcomingDay};
use standoff_prose::names::ProperName;

/// A day of the calendar with the turn that it may take.
pub(super) struct UpcomingTurn<'u> {
    pub day: &'u UpcomingDay,
    pub turn: &'u PossibleTurn,
}

impl UpcomingTurn<'_> {
    /// What happens on the day: "the renewal of the Freeze of assets", "the election in Caria".
    pub fn event_words(&self) -> String {
        match self.day.what.split_once(": ") {
            Some(("renewal", title)) => format!("the renewal of {}", instrument_name(title)),
            Some(("vote", title)) => format!("the vote on {}", instrument_name(title)),
            Some(("election", who)) => format!("the election in {}", ProperName::new(who)),
            _ => self.day.what.clone(),
        }
    }

    /// When it happens: "on 4 March 2001", "in April 2001", "about 6 February 2001".
    pub fn when_words(&self) -> String {
        let day = day_words(self.day);
        match self.day.precision.as_str() {
            "day" => format!("on {day}"),
            "month" => format!("in {day}"),
            _ => day,
        }
    }
}

/// The days of the calendar that would move the answer, those that would most first.
pub(super) fn ranked_turns(upcoming: &[UpcomingDay]) -> Vec<UpcomingTurn<'_>> {
    let turning = upcoming.iter().filter_map(|day| Some(UpcomingTurn { day, turn: day.turn.as_ref()? }));
    let mut clear: Vec<UpcomingTurn<'_>> = turning.filter(|one| one.turn.told_from_chance).collect();
    clear.sort_by(|one, other| other.turn.moves.total_cmp(&one.turn.moves));
    clear
}

/// A day as the scenario states it: "4 March 2001", "April 2001", "about 6 February 2001".
pub(super) fn day_words(one: &UpcomingDay) -> String {
    let date = format_date(&one.date).unwrap_or_else(|| one.date.clone());
    match one.precision.as_str() {
        "day" => date,
        "month" => date.split_once(' ').map_or_else(|| date.clone(), |(_, month)| month.to_owned()),
        word => format!("{word} {date}"),
    }
}
