//! Names of the actors, and of what depends on who takes part.

use standoff_lab::forecast::findings::{Cause, Findings};
use standoff_lab::forecast::provenance::ScenarioName;
use standoff_prose::names::{ProperName, put_name};

/// Roles in the one order used in tables, each with the word for it.
pub const ROLES: [(&str, &str); 4] =
    [("invader", "invader"), ("defender", "defender"), ("great_power", "great power"), ("coalition", "coalition")];

/// The roles that take part: key, word, name.
pub fn roles_taking_part(scenario: &ScenarioName) -> Vec<(&'static str, &'static str, &str)> {
    let named =
        |(key, word): (&'static str, &'static str)| scenario.roles.get(key).map(|name| (key, word, name.as_str()));
    ROLES.into_iter().filter_map(named).collect()
}

/// The name of an actor by its role, as a scenario spells it; anything else as it is.
pub fn actor_name<'a>(findings: &'a Findings, role: &'a str) -> &'a str {
    findings.provenance.scenario.roles.get(role).map_or(role, String::as_str)
}

/// The name of an actor by its role, for a sentence; "the" and the role's word where it has no name.
pub fn name_in_sentence(scenario: &ScenarioName, role: &str) -> ProperName {
    let name = scenario.roles.get(role).map(|name| ProperName::new(name));
    name.unwrap_or_else(|| ProperName::new(&format!("the {}", role.replace(['-', '_'], " "))))
}

/// Widest name that takes the place of a role in a table or a short line.
const WIDEST_NAME: usize = 20;

/// The name of an actor; its role, "the defender", where the name is too long for a short line.
pub fn short_name(findings: &Findings, role: &str) -> ProperName {
    let name = name_in_sentence(&findings.provenance.scenario, role);
    let is_short = standoff_prose::column_width(name.words()) <= WIDEST_NAME;
    if is_short { name } else { ProperName::new(&format!("the {}", role.replace('_', " "))) }
}

/// A phrase with the names of the actors in place of their roles, where they are short, and the title of a posture in quotes.
pub fn name_roles(findings: &Findings, phrase: &str) -> String {
    let quoted = phrase.split_once("posture is: ");
    let phrase = quoted.map_or(phrase.to_owned(), |(whose, title)| format!("{whose}posture is \"{title}\""));
    ROLES.iter().fold(phrase, |phrase, (role, word)| {
        let name = short_name(findings, role);
        let posture = phrase.replace(&format!("the {word}'s posture"), &name.owning("posture"));
        put_name(&posture, &format!("the {word}"), &name)
    })
}

/// Tests whether a role takes part.
pub fn has_role(findings: &Findings, role: &str) -> bool {
    findings.provenance.scenario.roles.contains_key(role)
}

/// A way to break as a clause behind "because".
pub fn cause_clause(cause: &Cause) -> &str {
    if cause.cause == "military" { "the invader holds the whole stake" } else { &cause.title }
}

/// Tests whether a way to break is possible in this war. Without a coalition only those that were seen are, as the others
/// need one.
pub fn is_possible_cause(findings: &Findings, cause: &str, ever: f64) -> bool {
    has_role(findings, "coalition") || ever > 0.0 || cause == "military"
}
