//! The roles that a person can play, called chairs in files and messages.

use crate::refusal::{list_names, refusal_error};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use standoff_lab::error::LabError;
use standoff_scenario::{Diagnostic, Scenario};
use standoff_world::actors::roles::Role;
use std::fmt;
use std::str::FromStr;

/// Prefix of the name of a member.
const MEMBER_PREFIX: &str = "member:";
/// Most letters of a word that is read: it is compared with all names, and repeated in the message.
const LONGEST_WORD: usize = 200;

/// Role that a person plays; in files a word, such as `great-power` or `member:NAME`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(try_from = "String", into = "String")]
pub enum PlayerRole {
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

impl fmt::Display for PlayerRole {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::GreatPower => formatter.write_str("great-power"),
            Self::Invader => formatter.write_str("invader"),
            Self::Defender => formatter.write_str("defender"),
            Self::Lead => formatter.write_str("lead"),
            Self::Member(name) => write!(formatter, "{MEMBER_PREFIX}{name}"),
        }
    }
}

impl FromStr for PlayerRole {
    type Err = String;

    /// ```
    /// use standoff_game::PlayerRole;
    /// assert_eq!("member:alba".parse(), Ok(PlayerRole::Member("alba".to_owned())));
    /// assert!("king".parse::<PlayerRole>().unwrap_err().contains("great-power"));
    /// ```
    fn from_str(word: &str) -> Result<Self, String> {
        let plain = [Self::GreatPower, Self::Invader, Self::Defender, Self::Lead];
        let found = plain.into_iter().find(|chair| chair.to_string() == word);
        found.or_else(|| word.strip_prefix(MEMBER_PREFIX).map(|name| Self::Member(name.to_owned()))).ok_or_else(|| {
            let word: String = word.chars().take(60).collect();
            format!("`{word}` is no chair: great-power, invader, defender, lead and member:NAME are")
        })
    }
}

impl TryFrom<String> for PlayerRole {
    type Error = String;
    fn try_from(word: String) -> Result<Self, String> {
        word.parse()
    }
}

impl From<PlayerRole> for String {
    fn from(chair: PlayerRole) -> Self {
        chair.to_string()
    }
}

impl PlayerRole {
    /// Role of a scenario that a word names.
    ///
    /// # Errors
    ///
    /// `unknown-chair` where the scenario has none of that name, with those that it has.
    pub fn find_in_scenario(word: &str, scenario: &Scenario) -> Result<Self, LabError> {
        let (all, word) = (player_roles(scenario), word.chars().take(LONGEST_WORD).collect::<String>());
        if let Some(found) = all.iter().find(|one| one.name == word).and_then(|one| one.name.parse().ok()) {
            return Ok(found);
        }
        let names = || all.iter().map(|one| one.name.as_str());
        let fault = Diagnostic::error("unknown-chair", format!("the scenario has no chair `{}`", word.escape_debug()));
        Err(refusal_error(vec![fault.allowed(list_names(names())).nearest(&word, names())]))
    }

    /// Actor for which the role decides.
    pub fn role(&self) -> Role {
        match self {
            Self::GreatPower => Role::GreatPower,
            Self::Invader => Role::Invader,
            Self::Defender => Role::Defender,
            Self::Lead | Self::Member(_) => Role::Coalition,
        }
    }
}

/// A role that a person can play in a scenario.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema, JsonSchema)]
#[schema(as = ChairOption)]
pub struct PlayerRoleOption {
    /// Name in a game's file.
    pub name: String,
    /// Name for people.
    pub title: String,
}

/// Roles that a person can play in a scenario: the belligerents, the great power, the coalition's lead and its members,
/// as far as they take part.
///
/// ```
/// let scenario = standoff_scenario::builtin::load("two-sided").unwrap();
/// let names: Vec<String> = standoff_game::player_roles(&scenario).into_iter().map(|chair| chair.name).collect();
/// assert_eq!(names, ["invader", "defender"]);
/// ```
pub fn player_roles(scenario: &Scenario) -> Vec<PlayerRoleOption> {
    let structure = &scenario.structure;
    let of_role = |chair: PlayerRole| {
        let title = structure.roles[chair.role()].clone()?;
        let title = if chair == PlayerRole::Lead { format!("{title}: lead") } else { title };
        Some(PlayerRoleOption { name: chair.to_string(), title })
    };
    let roles = [PlayerRole::Invader, PlayerRole::Defender, PlayerRole::GreatPower, PlayerRole::Lead]
        .into_iter()
        .filter_map(of_role);
    let members = structure.members.iter().filter(|_| structure.roles.coalition.is_some());
    let member = |name: &str, title: &str| PlayerRoleOption {
        name: PlayerRole::Member(name.to_owned()).to_string(),
        title: title.to_owned(),
    };
    roles.chain(members.map(|one| member(&one.name, &one.title))).collect()
}

/// A role resolved in a scenario.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Player {
    /// Actor for which it decides.
    pub role: Role,
    /// Member, for the role of one: place in the list.
    pub member: Option<usize>,
}

impl Player {
    /// Resolves a role in a scenario.
    ///
    /// # Errors
    ///
    /// `unknown-chair` where the scenario has none of that name, with those that it has.
    pub(super) fn in_role(chair: &PlayerRole, scenario: &Scenario) -> Result<Self, LabError> {
        PlayerRole::find_in_scenario(&chair.to_string(), scenario)?;
        let place = |name: &str| scenario.structure.members.iter().position(|member| member.name == name);
        let member = if let PlayerRole::Member(name) = chair { place(name) } else { None };
        Ok(Self { role: chair.role(), member })
    }

    /// True where it is the coalition's lead.
    pub(super) fn is_lead(self) -> bool {
        self.role == Role::Coalition && self.member.is_none()
    }

    /// True where it decides what a member gives.
    pub(super) fn decides_aid_of(self, member: usize) -> bool {
        self.role == Role::Coalition && self.member.is_none_or(|own| own == member)
    }
}
