//! The words of a log for the parts of a war: parties and subjects.

use std::collections::BTreeSet;

use standoff_world::actors::roles::Role;

use super::event::{Party, Subject};
use super::kind::{About, KindDefinition, Need, Who};
use crate::questions::wording::Scope;
use crate::scenario::Scenario;
use crate::words::one_of;

const SCOPES: [Scope; 3] = [Scope::General, Scope::Sectoral, Scope::Local];
const GROUP: &str = "group:";
/// Longest topic in free words.
pub(super) const LONGEST_TOPIC: usize = 80;

/// The names of a scenario that a log may use.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Names {
    roles: Vec<Role>,
    members: Vec<String>,
    groups: Vec<String>,
    backers: Vec<String>,
    tracks: Vec<String>,
    packages: Vec<String>,
    instruments: Vec<String>,
    postures: Vec<String>,
    limited_truces: Vec<String>,
}

/// The word of a role in a log.
pub(super) fn role_word(role: Role) -> &'static str {
    match role {
        Role::GreatPower => "great-power",
        role => role.name(),
    }
}

impl Names {
    pub fn of_scenario(scenario: &Scenario) -> Self {
        let structure = &scenario.structure;
        let roles = &structure.roles;
        let present = [&roles.invader, &roles.defender, &roles.great_power, &roles.coalition];
        let groups: BTreeSet<&String> = structure.members.iter().flat_map(|member| &member.groups).collect();
        Self {
            roles: Role::ALL
                .into_iter()
                .zip(present)
                .filter(|(_, name)| name.is_some())
                .map(|(role, _)| role)
                .collect(),
            members: structure.members.iter().map(|one| one.name.clone()).collect(),
            backers: structure.backers.iter().map(|one| one.name.clone()).collect(),
            groups: groups.into_iter().cloned().collect(),
            tracks: structure.tracks.iter().map(|one| one.name.clone()).collect(),
            packages: structure.drafts().map(|one| one.name.clone()).collect(),
            instruments: structure.instruments.iter().map(|one| one.name.clone()).collect(),
            postures: structure.postures.iter().map(|one| one.name.clone()).collect(),
            limited_truces: structure.limited_truces.iter().map(|one| one.name.clone()).collect(),
        }
    }

    /// Whether a role takes part.
    pub fn takes_part(&self, role: Role) -> bool {
        self.roles.contains(&role)
    }

    /// The party that a word names, whether or not it takes part or fits a kind.
    pub fn find_party(&self, word: &str) -> Option<Party> {
        let role = || Role::ALL.into_iter().find(|role| role_word(*role) == word).map(Party::Role);
        let member = || find_name(&self.members, word).map(Party::Member);
        let group = || {
            let name = word.strip_prefix(GROUP)?;
            self.groups.iter().any(|one| one == name).then(|| Party::Group(name.to_owned()))
        };
        let backer = || find_name(&self.backers, word).map(Party::Backer);
        role().or_else(member).or_else(group).or_else(backer)
    }

    /// The word of a party.
    pub fn party_word(&self, party: &Party) -> String {
        match party {
            Party::Role(role) => role_word(*role).to_owned(),
            Party::Member(place) => name_at(&self.members, *place),
            Party::Group(name) => format!("{GROUP}{name}"),
            Party::Backer(place) => name_at(&self.backers, *place),
        }
    }

    /// The words of the parties that a kind may be of.
    pub fn party_words(&self, definition: &KindDefinition) -> Vec<String> {
        let words = |who: &Who| match who {
            Who::Role(role) => self.roles.iter().filter(|one| *one == role).map(|one| role_word(*one).into()).collect(),
            Who::AnyRole => self.roles.iter().map(|role| role_word(*role).to_owned()).collect(),
            Who::Member => self.members.clone(),
            Who::Backer => self.backers.clone(),
            Who::Group => self.groups.iter().map(|name| format!("{GROUP}{name}")).collect::<Vec<String>>(),
        };
        definition.parties.iter().flat_map(words).collect()
    }

    /// The parties of a kind, in words.
    pub fn parties_allowed(&self, definition: &KindDefinition) -> String {
        let names = self.party_words(definition);
        let names = one_of(names.iter().map(String::as_str));
        match definition.count {
            (_, 0) => "nothing".to_owned(),
            _ if names.is_empty() && definition.parties == [Who::Backer] => {
                "a backer, of which the scenario has none".to_owned()
            }
            (0, _) => format!("nothing, or {names}"),
            (least, most) if least == most && most > 1 => names.replace(" or ", " and "),
            (_, 1) => names,
            _ => format!("one or more of {names}, with `;` between"),
        }
    }

    /// The subject that a word names, among what a kind may be about.
    pub fn find_subject(&self, word: &str, definition: &KindDefinition) -> Option<Subject> {
        definition.about.iter().find_map(|about| self.find_about(*about, word))
    }

    fn find_about(&self, about: About, word: &str) -> Option<Subject> {
        match about {
            About::Track => find_name(&self.tracks, word).map(Subject::Track),
            About::Package => find_name(&self.packages, word).map(Subject::Package),
            About::Instrument => find_name(&self.instruments, word).map(Subject::Instrument),
            About::Posture => find_name(&self.postures, word).map(Subject::Posture),
            About::Scope => SCOPES.into_iter().find(|scope| scope.name() == word).map(Subject::Scope),
            About::LimitedTruce => find_name(&self.limited_truces, word).map(Subject::LimitedTruce),
            About::Channel => [("bilateral", Subject::Bilateral), ("pooled", Subject::Pooled)]
                .into_iter()
                .find_map(|(name, subject)| (name == word).then_some(subject)),
            About::Topic => (word.chars().count() <= LONGEST_TOPIC).then(|| Subject::Topic(word.to_owned())),
        }
    }

    /// The word of a subject.
    pub fn subject_word(&self, subject: &Subject) -> String {
        match subject {
            Subject::Track(place) => name_at(&self.tracks, *place),
            Subject::Package(place) => name_at(&self.packages, *place),
            Subject::Instrument(place) => name_at(&self.instruments, *place),
            Subject::Posture(place) => name_at(&self.postures, *place),
            Subject::Scope(scope) => scope.name().to_owned(),
            Subject::LimitedTruce(place) => name_at(&self.limited_truces, *place),
            Subject::Bilateral => "bilateral".to_owned(),
            Subject::Pooled => "pooled".to_owned(),
            Subject::Topic(words) => words.clone(),
        }
    }

    /// The names that a kind may be about.
    pub fn subject_names(&self, definition: &KindDefinition) -> Vec<&str> {
        definition.about.iter().flat_map(|about| self.names_about(*about)).collect()
    }

    fn names_about(&self, about: About) -> Vec<&str> {
        let list = match about {
            About::Track => &self.tracks,
            About::Package => &self.packages,
            About::Instrument => &self.instruments,
            About::Posture => &self.postures,
            About::LimitedTruce => &self.limited_truces,
            About::Scope => return SCOPES.iter().map(|scope| scope.name()).collect(),
            About::Channel => return vec!["bilateral", "pooled"],
            About::Topic => return Vec::new(),
        };
        list.iter().map(String::as_str).collect()
    }

    /// The subject of a kind, in words.
    pub fn subjects_allowed(&self, definition: &KindDefinition) -> String {
        let names = one_of(self.subject_names(definition));
        let topic = definition.about.contains(&About::Topic);
        match definition.subject {
            Need::Never => "nothing".to_owned(),
            _ if definition.about == [About::LimitedTruce] && names.is_empty() => {
                "a kind of limited truces, of which the scenario has none".to_owned()
            }
            _ if topic => format!("{names}, or a topic of at most {LONGEST_TOPIC} letters"),
            Need::Optional => format!("nothing, or {names}"),
            Need::Required => names,
        }
    }
}

fn find_name(names: &[String], word: &str) -> Option<usize> {
    names.iter().position(|name| name == word)
}

/// A name by its place; a place from another scenario has none.
fn name_at(names: &[String], place: usize) -> String {
    names.get(place).cloned().unwrap_or_default()
}
