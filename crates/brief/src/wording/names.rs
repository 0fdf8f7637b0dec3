//! Roles by their names: never "the defender" where a name exists.

use standoff_lab::forecast::provenance::ScenarioName;
use standoff_prose::names::{ProperName, put_name};
use standoff_terminal::vocabulary::roles_taking_part;

/// Puts the names of the actors in place of their roles: "the defender's line" becomes "Boria's line".
pub(crate) fn name_roles(scenario: &ScenarioName, text: &str) -> String {
    let named = |text: String, (_, word, name): (&str, &str, &str)| {
        put_name(&text, &format!("the {word}"), &ProperName::new(name))
    };
    roles_taking_part(scenario).into_iter().fold(text.to_owned(), named)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(roles: [(&str, &str); 3], text: &str) -> String {
        let scenario = ScenarioName {
            name: "a".into(),
            title: "A war".into(),
            start: "2001-03-04".into(),
            digest: "0".into(),
            roles: roles.map(|(role, name)| (role.to_owned(), name.to_owned())).into(),
            currency: "ECU".into(),
        };
        name_roles(&scenario, text)
    }

    #[test]
    fn roles_have_their_names_and_words_that_contain_them_stay() {
        let roles = [("defender", "Boria"), ("great_power", "Union of Caria"), ("coalition", "Coalition of the north")];
        let signs = "Boria signs beyond the Coalition of the north's red lines";
        assert_eq!(named(roles, "the defender signs beyond the coalition's red lines"), signs);
        assert_eq!(named(roles, signs), signs);
        assert_eq!(named(roles, "The great power's posture"), "The Union of Caria's posture");
        assert_eq!(named(roles, "the defenders, and bathe defender"), "the defenders, and bathe defender");
    }

    #[test]
    fn verbs_agree_with_names_of_several() {
        let roles =
            [("invader", "Aria, Doria and Elia"), ("defender", "Boria and its allies"), ("coalition", "Allies")];
        let named = |text| named(roles, text);
        assert_eq!(
            named("the defender signs beyond the coalition's red lines"),
            "Boria and its allies sign beyond the Allies' red lines"
        );
        assert_eq!(named("a military end: the invader holds it"), "a military end: Aria, Doria and Elia hold it");
    }
}
