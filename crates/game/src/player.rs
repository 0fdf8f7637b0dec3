//! The chairs that a person can take.

use crate::refusal::{listed, refused};
use serde::{Deserialize, Serialize};
use standoff_lab::error::LabError;
use standoff_scenario::{Diagnostic, Scenario};
use standoff_world::actors::roles::Role;
use std::fmt;
use std::str::FromStr;

/// What comes before the name of a member.
const MEMBER: &str = "member:";
/// Most letters of a word that is read.
const LONGEST: usize = 200;

/// A chair; in files a word, such as `great-power` or `member:NAME`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Chair {
    /// The great power: drafts of its tracks, its posture.
    GreatPower,
    /// The invader: drafts of its tracks, its answers.
    Invader,
    /// The defender: the same.
    Defender,
    /// The coalition's lead: drafts of its tracks, consent, instruments, what all members give.
    Lead,
    /// One member: what it gives.
    Member(String),
}

impl fmt::Display for Chair {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::GreatPower => formatter.write_str("great-power"),
            Self::Invader => formatter.write_str("invader"),
            Self::Defender => formatter.write_str("defender"),
            Self::Lead => formatter.write_str("lead"),
            Self::Member(name) => write!(formatter, "{MEMBER}{name}"),
        }
    }
}

impl FromStr for Chair {
    type Err = String;

    /// ```
    /// use standoff_game::Chair;
    /// assert_eq!("member:alba".parse(), Ok(Chair::Member("alba".to_owned())));
    /// assert!("king".parse::<Chair>().unwrap_err().contains("great-power"));
    /// ```
    fn from_str(word: &str) -> Result<Self, String> {
        let plain = [Self::GreatPower, Self::Invader, Self::Defender, Self::Lead];
        let found = plain.into_iter().find(|chair| chair.to_string() == word);
        found.or_else(|| word.strip_prefix(MEMBER).map(|name| Self::Member(name.to_owned()))).ok_or_else(|| {
            let word: String = word.chars().take(60).collect();
            format!("`{word}` is no chair: great-power, invader, defender, lead and member:NAME are")
        })
    }
}

impl TryFrom<String> for Chair {
    type Error = String;
    fn try_from(word: String) -> Result<Self, String> {
        word.parse()
    }
}

impl From<Chair> for String {
    fn from(chair: Chair) -> Self {
        chair.to_string()
    }
}

impl Chair {
    /// The chair of a scenario that a word means.
    ///
    /// # Errors
    ///
    /// `unknown-chair` where the scenario has none of that name, with those that it has.
    pub fn find(word: &str, scenario: &Scenario) -> Result<Self, LabError> {
        let (all, word) = (chairs(scenario), word.chars().take(LONGEST).collect::<String>());
        if let Some(found) = all.iter().find(|one| one.name == word).and_then(|one| one.name.parse().ok()) {
            return Ok(found);
        }
        let names = || all.iter().map(|one| one.name.as_str());
        let fault = Diagnostic::error("unknown-chair", format!("the scenario has no chair `{}`", word.escape_debug()));
        Err(refused(vec![fault.allowed(listed(names())).nearest(&word, names())]))
    }

    /// The role for which the chair decides.
    pub fn role(&self) -> Role {
        match self {
            Self::GreatPower => Role::GreatPower,
            Self::Invader => Role::Invader,
            Self::Defender => Role::Defender,
            Self::Lead | Self::Member(_) => Role::Coalition,
        }
    }
}

/// A chair that a scenario has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct ChairOption {
    /// Its name in a game.
    pub name: String,
    /// Who sits there.
    pub title: String,
}

/// The chairs of a scenario: the belligerents, the great power, the coalition's lead and its members, as far as they
/// take part.
///
/// ```
/// let scenario = standoff_scenario::builtin::load("two-sided").unwrap();
/// let names: Vec<String> = standoff_game::chairs(&scenario).into_iter().map(|chair| chair.name).collect();
/// assert_eq!(names, ["invader", "defender"]);
/// ```
pub fn chairs(scenario: &Scenario) -> Vec<ChairOption> {
    let structure = &scenario.structure;
    let of_role = |chair: Chair| {
        let title = structure.roles[chair.role()].clone()?;
        let title = if chair == Chair::Lead { format!("{title}: lead") } else { title };
        Some(ChairOption { name: chair.to_string(), title })
    };
    let roles = [Chair::Invader, Chair::Defender, Chair::GreatPower, Chair::Lead].into_iter().filter_map(of_role);
    let members = structure.members.iter().filter(|_| structure.roles.coalition.is_some());
    let member = |name: &str, title: &str| ChairOption {
        name: Chair::Member(name.to_owned()).to_string(),
        title: title.to_owned(),
    };
    roles.chain(members.map(|one| member(&one.name, &one.title))).collect()
}

/// A chair of a scenario, and who sits there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Player {
    /// The role for which it decides.
    pub role: Role,
    /// The member, for the chair of one: place in the list.
    pub member: Option<usize>,
}

impl Player {
    /// Takes the chair.
    ///
    /// # Errors
    ///
    /// `unknown-chair` where the scenario has none of that name, with those that it has.
    pub(super) fn find(chair: &Chair, scenario: &Scenario) -> Result<Self, LabError> {
        Chair::find(&chair.to_string(), scenario)?;
        let place = |name: &str| scenario.structure.members.iter().position(|member| member.name == name);
        let member = if let Chair::Member(name) = chair { place(name) } else { None };
        Ok(Self { role: chair.role(), member })
    }

    /// Whether it is the coalition's lead.
    pub(super) fn leads(self) -> bool {
        self.role == Role::Coalition && self.member.is_none()
    }

    /// Whether what a member gives is decided here.
    pub(super) fn gives(self, member: usize) -> bool {
        self.role == Role::Coalition && self.member.is_none_or(|own| own == member)
    }
}
