//! An event that moved an answer, in words.

use standoff_assimilation::history::MovingEvent;
use standoff_lab::forecast::provenance::ScenarioName;
use standoff_prose::numbers::format_rounded;
use standoff_prose::words::capitalize;

/// Most decimals of a magnitude.
const MOST_DECIMALS: usize = 4;

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
    let decimals = value.to_string().split_once('.').map_or(0, |(_, decimals)| decimals.len()).min(MOST_DECIMALS);
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
