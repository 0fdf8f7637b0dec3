//! Names of actors as a sentence needs them: with an article, and as an owner.

/// Common nouns: a name that has one of them takes an article, as "the Northern Alliance" does.
const COMMON_NOUNS: [&str; 24] = [
    "Alliance",
    "Allies",
    "Coalition",
    "Command",
    "Commonwealth",
    "Confederation",
    "Council",
    "Emirates",
    "Empire",
    "Federation",
    "Forces",
    "Front",
    "Government",
    "Islands",
    "Kingdom",
    "League",
    "Movement",
    "Nations",
    "Organization",
    "Powers",
    "Republic",
    "Republics",
    "States",
    "Union",
];

/// A name as a sentence needs it: with an article if it has a common noun.
pub(crate) fn definite_name(name: &str) -> String {
    let takes_article = name.split(' ').any(|word| COMMON_NOUNS.contains(&word));
    if takes_article { format!("the {name}") } else { name.to_owned() }
}

/// A name as an owner.
pub(crate) fn possessive_name(name: &str) -> String {
    let name = definite_name(name);
    if name.ends_with('s') { format!("{name}'") } else { format!("{name}'s") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_with_a_common_noun_take_an_article() {
        let named = ["Aria", "United Lands of Aria", "Union of Boria", "Borian Islands"].map(definite_name);
        assert_eq!(named, ["Aria", "United Lands of Aria", "the Union of Boria", "the Borian Islands"]);
        assert_eq!(["Aria", "Borian Islands"].map(possessive_name), ["Aria's", "the Borian Islands'"]);
    }
}
