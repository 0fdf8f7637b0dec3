//! Roles by their names: never "the defender" where a name exists.

use super::article::{definite_name, possessive_name};
use standoff_lab::forecast::provenance::ScenarioName;
use standoff_prose::words::capitalize;
use standoff_terminal::vocabulary::roles_taking_part;

/// Puts the names of the actors in place of their roles: "the defender's line" becomes "Boria's line".
pub(crate) fn name_roles(scenario: &ScenarioName, text: &str) -> String {
    roles_taking_part(scenario).into_iter().fold(text.to_owned(), |text, (_, word, name)| {
        let text = replace_words(&text, &format!("the {word}'s"), &possessive_name(name));
        replace_words(&text, &format!("the {word}"), &definite_name(name))
    })
}

/// Replaces whole words, also where they begin a sentence; not where they begin the name itself.
fn replace_words(text: &str, words: &str, name: &str) -> String {
    let mut replaced = String::new();
    let mut rest = text;
    while let Some(at) = find_words(rest, words) {
        let (before, found) = rest.split_at(at);
        replaced.push_str(before);
        let is_name = found.get(..name.len()).is_some_and(|found| found.eq_ignore_ascii_case(name));
        let length = if is_name { name.len() } else { words.len() };
        let named = if found.starts_with(char::is_uppercase) { capitalize(name) } else { name.to_owned() };
        replaced.push_str(&named);
        rest = &found[length..];
    }
    replaced + rest
}

/// Where the words begin, between other words; all of them are ASCII.
fn find_words(text: &str, words: &str) -> Option<usize> {
    let lower = text.to_ascii_lowercase();
    let ends = |letter: Option<char>| !letter.is_some_and(|letter| letter.is_alphanumeric() || letter == '-');
    let mut from = 0;
    while let Some(at) = lower[from..].find(words).map(|at| at + from) {
        let before = lower[..at].chars().next_back();
        let after = lower[at + words.len()..].chars().next();
        if ends(before) && ends(after) {
            return Some(at);
        }
        from = at + words.len();
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roles_have_their_names_and_words_that_contain_them_stay() {
        let scenario = ScenarioName {
            name: "a".into(),
            title: "A war".into(),
            start: "2001-03-04".into(),
            digest: "0".into(),
            roles: [("defender", "Boria"), ("great_power", "Union of Caria"), ("coalition", "Coalition of the north")]
                .map(|(role, name)| (role.to_owned(), name.to_owned()))
                .into(),
            currency: "ECU".into(),
        };
        let named = |text| name_roles(&scenario, text);
        let signs = "Boria signs beyond the Coalition of the north's red lines";
        assert_eq!(named("the defender signs beyond the coalition's red lines"), signs);
        assert_eq!(named(signs), signs);
        assert_eq!(named("The great power's posture"), "The Union of Caria's posture");
        assert_eq!(named("the defenders, and bathe defender"), "the defenders, and bathe defender");
    }
}
