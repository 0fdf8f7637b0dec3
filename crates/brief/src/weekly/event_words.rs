//! Events of the record in words, never by their names in a log.

use standoff_breakdown::week::changes::ChangePart;
use standoff_breakdown::week::pattern::TalksEvent;
use standoff_lab::forecast::provenance::ScenarioName;
use standoff_prose::names::ProperName;
use standoff_prose::words::{capitalize, count_things, join_list};

/// Events listed by name; the others are counted.
const SHOWN: usize = 4;

/// The kind of an event, and its answer, as words.
pub(super) fn kind_words(name: &str) -> String {
    name.replace('-', " ")
}

/// The answer to an event as words: "invader yes but" becomes "Aria: yes, but".
pub(super) fn answer_words(scenario: &ScenarioName, answer: &str) -> String {
    let by_role = ["invader", "defender"].into_iter().find_map(|role| Some((role, answer.strip_prefix(role)?)));
    match by_role {
        Some((role, rest)) if rest.starts_with('-') => {
            let said = rest.trim_start_matches('-').replace("yes-but", "yes, but").replace('-', " ");
            format!("{}: {said}", scenario.roles.get(role).map_or(role, String::as_str))
        }
        _ => kind_words(answer),
    }
}

/// The name of a party: of a role, or as the log spells a member or a group.
pub(super) fn party_name(scenario: &ScenarioName, party: &str) -> String {
    let role = scenario.roles.get(&party.replace('-', "_"));
    role.cloned().unwrap_or_else(|| kind_words(party.strip_prefix("group:").unwrap_or(party)))
}

/// An event in words: its kind with what it is about, or with its parties.
fn news_words(scenario: &ScenarioName, event: &TalksEvent) -> String {
    let parties: Vec<String> =
        event.who.iter().map(|party| ProperName::new(&party_name(scenario, party)).to_string()).collect();
    let kind = kind_words(&event.kind);
    match (event.about.as_str(), parties.is_empty()) {
        ("", true) => kind,
        ("", false) => format!("{kind} ({})", join_list(&parties)),
        (about, _) => format!("{kind}: {}", about.replace(['_', '-'], " ")),
    }
}

/// The events of a part of a change: each once, and no more than a few by name.
pub(super) fn event_list(scenario: &ScenarioName, part: &ChangePart) -> String {
    let mut named: Vec<String> = Vec::new();
    for words in part.news.iter().map(|event| news_words(scenario, event)) {
        if !named.contains(&words) {
            named.push(words);
        }
    }
    let rest = named.len().saturating_sub(SHOWN);
    named.truncate(SHOWN);
    match (named.is_empty(), rest) {
        (true, _) => count_things(part.events.len(), "event"),
        (false, 0) => capitalize(&named.join("; ")),
        (false, rest) => capitalize(&format!("{}; and {rest} more", named.join("; "))),
    }
}
