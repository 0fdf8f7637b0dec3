//! An event that moved an answer, in words, and by how much.

use standoff_assimilation::history::{AnswerChange, MovingEvent};
use standoff_lab::forecast::provenance::ScenarioName;
use standoff_prose::numbers::{format_rounded, step_for_error};
use standoff_prose::words::{capitalize, format_signed};

/// Finest step in which a change of a chance is shown.
const FINEST: f64 = 0.01;

/// Most decimals of a magnitude, and of one below a tenth.
const MOST_DECIMALS: [usize; 2] = [2, 4];

/// An event in words: its kind, what it is about, its magnitude, and its parties by name.
///
/// ```
/// # use standoff_assimilation::history::MovingEvent;
/// # use standoff_lab::forecast::provenance::ScenarioName;
/// # let scenario = ScenarioName {
/// #     name: "a".into(),
/// #     title: "A war".into(),
/// #     start: "2001-03-04".into(),
/// #     digest: "0".into(),
/// #     roles: [("great_power".to_owned(), "Sorria".to_owned())].into(),
/// #     currency: "ECU".into(),
/// # };
/// use standoff_terminal::vocabulary::event_words;
/// let event = MovingEvent {
///     id: "aid-1".into(),
///     date: "2000-02-01".into(),
///     kind: "aid-allocated".into(),
///     words: "aid-allocated: bilateral".into(),
///     who: "great-power".into(),
///     value: Some(1250.5),
///     unit: "bn ECU".into(),
///     changes: Vec::new(),
/// };
/// assert_eq!(event_words(&scenario, &event), "Aid allocated: bilateral, 1,250.5 bn ECU (Sorria)");
/// ```
pub fn event_words(scenario: &ScenarioName, event: &MovingEvent) -> String {
    let magnitude = event.value.map(|value| magnitude_words(value, &event.unit));
    let link = if event.words.contains(':') { ", " } else { ": " };
    let magnitude = magnitude.map_or(String::new(), |words| format!("{link}{words}"));
    let parties: Vec<&str> = event.who.split(", ").map(|party| party_name(scenario, party)).collect();
    format!("{}{magnitude} ({})", capitalize(&event.words.replace('-', " ")), parties.join(", "))
}

/// A magnitude with its unit. A share has none.
fn magnitude_words(value: f64, unit: &str) -> String {
    let most = MOST_DECIMALS[usize::from(value.abs() < 0.1)];
    let decimals = value.to_string().split_once('.').map_or(0, |(_, decimals)| decimals.len()).min(most);
    let number = format_rounded(value, 10f64.powi(-i32::try_from(decimals).unwrap_or(0)));
    match unit {
        "share" | "" => number,
        "km2" => format!("{number} km²"),
        unit => format!("{number} {unit}"),
    }
}

/// The name of a party: of a role, or as the log spells a member or a group.
fn party_name<'a>(scenario: &'a ScenarioName, party: &'a str) -> &'a str {
    let role = scenario.roles.get(&party.replace('-', "_"));
    role.map_or(party.strip_prefix("group:").unwrap_or(party), String::as_str)
}

/// A change with its sign, in a step that is not below its error. None that was clear is shown as nought.
///
/// ```
/// use standoff_assimilation::history::AnswerChange;
/// use standoff_terminal::vocabulary::change_words;
/// let change = |change, error| AnswerChange { answer: "holds".into(), months: 12, change, error };
/// let shown = [change(-0.1134, 0.017), change(0.06, 0.004), change(0.0042, 0.0011)].map(|one| change_words(&one));
/// assert_eq!(shown, ["−0.12", "+0.06", "+<0.01"]);
/// ```
pub fn change_words(change: &AnswerChange) -> String {
    let step = change_step(change.error);
    match change.change {
        small if small.abs() < step / 2.0 => format!("{}<{step}", if small < 0.0 { "−" } else { "+" }),
        value => format_signed(value, step),
    }
}

/// A standard error to the nearest hundredth. Rounded up, as an error alone is, it could read as half of a change that it is
/// less than.
///
/// ```
/// use standoff_terminal::vocabulary::error_words;
/// assert_eq!([0.052, 0.0131, 0.0021].map(error_words), ["0.05", "0.01", "<0.005"]);
/// ```
pub fn error_words(error: f64) -> String {
    if error < FINEST / 2.0 { "<0.005".to_owned() } else { format_rounded(error, FINEST) }
}

/// Step in which a change of a chance is shown: that of its error, and no finer than that of a chance.
pub(crate) fn change_step(error: f64) -> f64 {
    step_for_error(error).map_or(FINEST, |step| step.clamp(FINEST, 1.0))
}
