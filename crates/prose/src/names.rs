//! Names of actors as a sentence needs them: with an article, as an owner, and with verbs and pronouns that agree.
//!
//! All is decided by the name itself. One of several parts, as "Aria and its allies", is plural; one with a common noun, as
//! "Northern Alliance", or of what is united takes an article. A single actor whose name has an "and" is read as two, unless its
//! name begins with such a noun: "Union of Aria and Boria".

/// Common nouns: a name that has one of them takes an article, as "the Northern Alliance" does.
const COMMON_NOUNS: [&str; 27] = [
    "Alliance",
    "Allies",
    "Army",
    "Coalition",
    "Command",
    "Commonwealth",
    "Community",
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
    "Rebels",
    "States",
    "Union",
];

/// Common nouns of several: a name that ends in one is plural. States and nations that are united are one.
const PLURAL_NOUNS: [&str; 4] = ["Allies", "Forces", "Powers", "Rebels"];

/// Words before which a name is not the subject of what follows: "an offer of Aria is refused".
const PREPOSITIONS: [&str; 16] = [
    "of", "to", "for", "by", "from", "with", "without", "on", "against", "in", "than", "between", "beyond", "under",
    "over", "after",
];

/// Words of the last part of a name that can be made an owner: "Aria and its allies in the north's line" cannot be read.
const MOST_OWNING: usize = 3;

/// A name in a sentence.
///
/// ```
/// use standoff_prose::names::ProperName;
///
/// let [one, several] = ["Northern Union", "Aria and Boria"].map(ProperName::new);
/// assert_eq!(one.with_verb("holds"), "the Northern Union holds");
/// assert_eq!(several.with_verb("holds"), "Aria and Boria hold");
/// assert_eq!(one.owning("line"), "the Northern Union's line");
/// assert_eq!(several.owning("line"), "the line of Aria and Boria");
/// assert_eq!([one.its(), several.its()], ["its", "their"]);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProperName {
    bare: String,
    words: String,
    has_parts: bool,
    is_plural: bool,
    is_long: bool,
}

impl ProperName {
    /// A name as a scenario spells it. What it says behind ", with" is a remark that a sentence leaves out.
    ///
    /// ```
    /// use standoff_prose::names::ProperName;
    ///
    /// let names = ["United Nations, with Aria", "Union of Caria and Doria", "The Council and Northern Front"];
    /// let told = names.map(|name| ProperName::new(name).with_verb("takes"));
    /// assert_eq!(told[0], "the United Nations takes");
    /// assert_eq!(told[1], "the Union of Caria and Doria takes");
    /// assert_eq!(told[2], "the Council and the Northern Front take");
    /// ```
    pub fn new(name: &str) -> Self {
        let name = name.split(", with ").next().unwrap_or(name);
        let parts = if is_one_body(name) { vec![name] } else { parts_of(name) };
        let last = parts.last().and_then(|part| part.split(' ').next_back()).unwrap_or_default();
        let mut words = String::new();
        let mut rest = name;
        for part in &parts {
            let at = rest.find(part).unwrap_or(0);
            words.push_str(&rest[..at]);
            words.push_str(&with_article(part));
            rest = &rest[at + part.len()..];
        }
        let has_parts = parts.len() > 1;
        Self {
            bare: name.to_owned(),
            words: words + rest,
            has_parts,
            is_plural: has_parts || PLURAL_NOUNS.contains(&last),
            is_long: has_parts && parts.last().is_some_and(|part| part.split(' ').count() > MOST_OWNING),
        }
    }

    /// The name as a label, without an article of its own.
    pub fn label(&self) -> &str {
        &self.bare
    }

    /// The name, with an article where it needs one.
    pub fn words(&self) -> &str {
        &self.words
    }

    /// The name with a verb, which is given as for one: "Aria signs", "Aria and Boria sign".
    pub fn with_verb(&self, verb: &str) -> String {
        format!("{} {}", self.words, self.verb(verb))
    }

    /// A verb that is given as for one, as it agrees with the name.
    pub fn verb(&self, verb: &str) -> String {
        plural_of_verb(verb).filter(|_| self.is_plural).unwrap_or_else(|| verb.to_owned())
    }

    /// The name as an owner of a thing: "Aria's line", "the line of Aria and its allies", "the line of the Borian Islands".
    pub fn owning(&self, thing: &str) -> String {
        if self.has_parts || self.words.ends_with('s') {
            format!("the {thing} of {}", self.words)
        } else {
            format!("{} {thing}", self.possessive())
        }
    }

    /// The name as an owner: "Aria's". One of several parts reads badly so: prefer [`Self::owning`].
    pub fn possessive(&self) -> String {
        if self.words.ends_with('s') { format!("{}'", self.words) } else { format!("{}'s", self.words) }
    }

    /// A pronoun with a verb, which is given as for one: "it needs", "they need".
    pub fn pronoun_with_verb(&self, verb: &str) -> String {
        format!("{} {}", if self.is_plural { "they" } else { "it" }, self.verb(verb))
    }

    /// "its" or "their".
    pub fn its(&self) -> &'static str {
        if self.is_plural { "their" } else { "its" }
    }

    /// "it" or "them".
    pub fn it_as_object(&self) -> &'static str {
        if self.is_plural { "them" } else { "it" }
    }
}

impl std::fmt::Display for ProperName {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&self.words)
    }
}

/// Puts a name in place of some words that stand for one actor, such as "the defender", in a text; also where they begin a
/// sentence, and with a verb that agrees. As an owner a long name would be hard to read, so there the words stay.
///
/// ```
/// use standoff_prose::names::{ProperName, put_name};
///
/// let told = |name| put_name("The defender signs beyond the defender's lines", "the defender", &ProperName::new(name));
/// assert_eq!(told("Aria"), "Aria signs beyond Aria's lines");
/// assert_eq!(told("Aria and its allies"), "Aria and its allies sign beyond Aria and its allies' lines");
/// let long = "Aria and the states that side with it";
/// assert_eq!(told(long), format!("{long} sign beyond the defender's lines"));
/// ```
pub fn put_name(text: &str, words: &str, name: &ProperName) -> String {
    let mut told = String::new();
    let mut rest = text;
    while let Some(at) = find_words(rest, words) {
        let (before, found) = rest.split_at(at);
        told.push_str(before);
        // Words that begin the name itself are no role: "the coalition of the north".
        if let Some(own) = found.get(..name.words.len()).filter(|own| own.eq_ignore_ascii_case(&name.words)) {
            told.push_str(own);
            rest = &found[own.len()..];
            continue;
        }
        let begins = found.starts_with(char::is_uppercase);
        let capital = |name: &str| if begins { crate::words::capitalize(name) } else { name.to_owned() };
        rest = &found[words.len()..];
        if let Some(thing) = rest.strip_prefix("'s") {
            let own = &found[..words.len() + "'s".len()];
            let owner = if name.is_long { own.to_owned() } else { capital(&name.possessive()) };
            told.push_str(&owner);
            rest = thing;
            continue;
        }
        let is_subject = !follows_preposition(&told);
        told.push_str(&capital(&name.words));
        if let Some((verb, plural)) = next_verb(rest).filter(|_| name.is_plural && is_subject) {
            told.push(' ');
            told.push_str(&plural);
            rest = &rest[1 + verb.len()..];
        }
    }
    told + rest
}

/// A name that has several names in it and is one body: "Union of Caria and Doria".
fn is_one_body(name: &str) -> bool {
    let head = [" of ", " for "].into_iter().filter_map(|word| name.find(word)).min();
    head.is_some_and(|head| parts_of(&name[..head]).len() == 1 && has_common_noun(&name[..head]))
}

/// The names in a name.
fn parts_of(name: &str) -> Vec<&str> {
    name.split(", ").flat_map(|part| part.split(" and ")).collect()
}

fn has_common_noun(name: &str) -> bool {
    name.split(' ').any(|word| COMMON_NOUNS.contains(&word))
}

fn with_article(part: &str) -> String {
    match part.strip_prefix("The ") {
        Some(rest) => format!("the {rest}"),
        None if part.starts_with(char::is_uppercase) && (has_common_noun(part) || part.starts_with("United ")) => {
            format!("the {part}")
        }
        None => part.to_owned(),
    }
}

/// A verb in the third person as it is for several: "signs" becomes "sign". None where the word is no such verb.
fn plural_of_verb(verb: &str) -> Option<String> {
    match verb {
        "has" => return Some("have".to_owned()),
        "is" => return Some("are".to_owned()),
        "was" => return Some("were".to_owned()),
        "does" => return Some("do".to_owned()),
        "goes" => return Some("go".to_owned()),
        "as" | "its" | "this" | "thus" | "always" | "besides" | "towards" => return None,
        _ => {}
    }
    if let Some(stem) = verb.strip_suffix("ies") {
        return Some(format!("{stem}y"));
    }
    if ["sses", "shes", "ches", "xes"].iter().any(|end| verb.ends_with(end)) {
        return verb.strip_suffix("es").map(str::to_owned);
    }
    // "Across" and "less" are no verbs.
    verb.strip_suffix('s').filter(|stem| !stem.ends_with('s')).map(str::to_owned)
}

/// The verb that follows at once, with its plural.
fn next_verb(rest: &str) -> Option<(&str, String)> {
    let word = rest.strip_prefix(' ')?;
    let verb = &word[..word.find(|letter: char| !letter.is_ascii_lowercase()).unwrap_or(word.len())];
    Some((verb, plural_of_verb(verb)?))
}

fn follows_preposition(before: &str) -> bool {
    before.split_whitespace().next_back().is_some_and(|word| PREPOSITIONS.contains(&word.to_lowercase().as_str()))
}

/// Where some words begin, between other words; all of them are ASCII.
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

    fn words(name: &str) -> String {
        ProperName::new(name).words().to_owned()
    }

    #[test]
    fn names_with_a_common_noun_take_an_article() {
        let named = ["Aria", "United Lands of Aria", "Union of Boria", "Borian Islands"].map(words);
        assert_eq!(named, ["Aria", "the United Lands of Aria", "the Union of Boria", "the Borian Islands"]);
        let owned = ["Aria", "Borian Islands"].map(|name| ProperName::new(name).possessive());
        assert_eq!(owned, ["Aria's", "the Borian Islands'"]);
    }

    #[test]
    fn each_part_of_a_name_has_its_own_article() {
        assert_eq!(words("The United Isles and Aria"), "the United Isles and Aria");
        assert_eq!(
            words("The Northern Community and the United Provinces"),
            "the Northern Community and the United Provinces"
        );
        assert_eq!(words("Aria, Boria and Northern Front"), "Aria, Boria and the Northern Front");
        assert_eq!(words("Aria and the states that send forces for it"), "Aria and the states that send forces for it");
        assert_eq!(words("Caria, with the Northern Army on the ground"), "Caria");
        assert_eq!(words("the public"), "the public");
    }

    #[test]
    fn verbs_and_pronouns_agree() {
        let verbs = ["has", "is", "carries", "withholds", "presses", "loses", "reaches", "goes", "takes"];
        let several = ProperName::new("Aria, Boria and Caria");
        let told = verbs.map(|verb| several.verb(verb));
        assert_eq!(told, ["have", "are", "carry", "withhold", "press", "lose", "reach", "go", "take"]);
        assert_eq!(verbs.map(|verb| ProperName::new("Aria").verb(verb)), verbs);
        assert_eq!([several.its(), several.it_as_object()], ["their", "them"]);
        assert_eq!(several.pronoun_with_verb("needs"), "they need");
        assert_eq!(ProperName::new("Central Powers").with_verb("signs"), "the Central Powers sign");
        assert_eq!(ProperName::new("United Provinces").with_verb("signs"), "the United Provinces signs");
    }

    #[test]
    fn what_is_no_role_stays() {
        let named = |text| put_name(text, "the defender", &ProperName::new("Boria and Caria"));
        assert_eq!(named("the defenders, and bathe defender"), "the defenders, and bathe defender");
        assert_eq!(named("an offer to the defender is refused"), "an offer to Boria and Caria is refused");
        let coalition = ProperName::new("Coalition of the north");
        let text = "it signs beyond the Coalition of the north's red lines";
        assert_eq!(put_name(text, "the coalition", &coalition), text);
    }
}
