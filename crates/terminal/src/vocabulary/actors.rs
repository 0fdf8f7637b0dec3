//! Names of the actors, and of what depends on who takes part.

use standoff_lab::forecast::findings::Findings;
use standoff_lab::forecast::provenance::ScenarioName;

/// Roles in the one order used in tables, each with the word for it.
pub const ROLES: [(&str, &str); 4] =
    [("invader", "invader"), ("defender", "defender"), ("great_power", "great power"), ("coalition", "coalition")];

/// The roles that take part: key, word, name.
pub fn roles_taking_part(scenario: &ScenarioName) -> Vec<(&'static str, &'static str, &str)> {
    let named =
        |(key, word): (&'static str, &'static str)| scenario.roles.get(key).map(|name| (key, word, name.as_str()));
    ROLES.into_iter().filter_map(named).collect()
}

/// The name of an actor by its role; anything else as it is.
pub fn actor_name<'a>(findings: &'a Findings, role: &'a str) -> &'a str {
    match role {
        "public" => "the public",
        role => findings.provenance.scenario.roles.get(role).map_or(role, String::as_str),
    }
}

/// Widest name that takes the place of a role in a table or a short line.
const WIDEST_NAME: usize = 20;

/// The name of an actor; its role, "the defender", where the name is too long for a short line.
pub fn short_name(findings: &Findings, role: &str) -> String {
    let name = findings.provenance.scenario.roles.get(role);
    let short = name.filter(|name| standoff_prose::column_width(name) <= WIDEST_NAME);
    short.cloned().unwrap_or_else(|| format!("the {}", role.replace('_', " ")))
}

/// A phrase with the names of the actors in place of their roles.
pub fn name_roles(findings: &Findings, phrase: &str) -> String {
    let named = ROLES.iter().fold(phrase.to_owned(), |phrase, (role, word)| {
        let name = short_name(findings, role);
        let posture = phrase.replace(&format!("the {word}'s posture is"), &format!("the posture of {name} is"));
        posture.replace(&format!("the {word} "), &format!("{name} "))
    });
    named.trim_end().to_owned()
}

/// Tests whether a role takes part.
pub fn has_role(findings: &Findings, role: &str) -> bool {
    findings.provenance.scenario.roles.contains_key(role)
}

/// Tests whether a way to break is possible in this war. Without a coalition only those that were seen are, as the others
/// need one.
pub fn is_possible_cause(findings: &Findings, cause: &str, ever: f64) -> bool {
    has_role(findings, "coalition") || ever > 0.0 || cause == "military"
}
