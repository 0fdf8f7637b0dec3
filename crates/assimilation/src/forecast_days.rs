//! The days from which a forecast can be made.

use standoff_scenario::evidence::Log;
use standoff_scenario::{Date, Diagnostic, Scenario};
use std::time::Duration;

/// Months after the start from which a forecast can still be made: the filter goes through every step until then.
const LONGEST_AFTER_START: u32 = 180;

/// Day that answers start from where none is asked for: the scenario's own, or the last day on which anything became known,
/// and never before the start.
pub fn last_known_day(scenario: &Scenario, log: &Log) -> Date {
    if let Some(day) = scenario.as_of {
        return day;
    }
    log.events.iter().map(|event| event.known).max().map_or(scenario.start, |known| known.max(scenario.start))
}

/// First and last day from which a forecast can be made: from the day after the record begins, or from the start where
/// there is no record, to fifteen years after the start.
///
/// ```
/// use standoff_assimilation::forecast_days;
/// let scenario = standoff_scenario::builtin::load("two-sided").unwrap();
/// assert_eq!(forecast_days(&scenario).0, scenario.start);
/// ```
pub fn forecast_days(scenario: &Scenario) -> (Date, Date) {
    let after = |day: Date, days: u64| day.saturating_add(Duration::from_secs(24 * 60 * 60 * days));
    let start = scenario.record_start();
    let first = if start < scenario.start { after(start, 1) } else { start };
    (first, after(scenario.start, u64::from(LONGEST_AFTER_START) * 364 / 12))
}

/// Resolves the day up to which evidence is used: the one that is asked for, or [`last_known_day`].
///
/// # Errors
///
/// `bad-date` where the word is no date, or no forecast can be made from that day.
pub fn resolve_day(scenario: &Scenario, log: &Log, asked: Option<&str>) -> Result<Date, Box<Diagnostic>> {
    let (first, last) = forecast_days(scenario);
    let wrong =
        |message: String| Diagnostic::error("bad-date", message).allowed(format!("a day from {first} to {last}"));
    let day = match asked {
        None => last_known_day(scenario, log),
        Some(word) => word.parse().map_err(|_| {
            let hint = format!("write year, month and day, such as {}", scenario.start);
            wrong(format!("`{}` is no date", word.escape_debug())).hint(hint)
        })?,
    };
    if day < first {
        return Err(Box::new(wrong(format!("{day} is before {first}, the first day that can be forecast from"))));
    }
    if day > last {
        return Err(Box::new(wrong(format!("{day} is more than fifteen years after {}, the start", scenario.start))));
    }
    Ok(day)
}
