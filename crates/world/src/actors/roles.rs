//! The four roles of a standoff. Code indexes by role, never by position (decision 17).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A role in the war.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Role {
    /// R: turns ground into leverage.
    Invader,
    /// U: holds the line.
    Defender,
    /// A: pushes a settlement.
    GreatPower,
    /// C: pays, withholds and frays.
    Coalition,
}

/// A belligerent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Side {
    /// R.
    Invader,
    /// U.
    Defender,
}

impl Side {
    /// Name of the side in scenarios and output: that of its role.
    pub fn name(self) -> &'static str {
        match self {
            Self::Invader => Role::Invader.name(),
            Self::Defender => Role::Defender.name(),
        }
    }
}

impl Role {
    /// All roles in the one order used in tables: R, U, A, C.
    pub const ALL: [Self; 4] = [Self::Invader, Self::Defender, Self::GreatPower, Self::Coalition];

    /// Name of the role in scenarios and output.
    pub fn name(self) -> &'static str {
        match self {
            Self::Invader => "invader",
            Self::Defender => "defender",
            Self::GreatPower => "great_power",
            Self::Coalition => "coalition",
        }
    }
}

/// One value for each role.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct ByRole<T> {
    /// R.
    pub invader: T,
    /// U.
    pub defender: T,
    /// A.
    pub great_power: T,
    /// C.
    pub coalition: T,
}

impl<T> ByRole<T> {
    /// Builds one value for each role.
    pub fn from_fn(mut value: impl FnMut(Role) -> T) -> Self {
        Self {
            invader: value(Role::Invader),
            defender: value(Role::Defender),
            great_power: value(Role::GreatPower),
            coalition: value(Role::Coalition),
        }
    }
}

impl<T> std::ops::Index<Role> for ByRole<T> {
    type Output = T;
    fn index(&self, role: Role) -> &T {
        match role {
            Role::Invader => &self.invader,
            Role::Defender => &self.defender,
            Role::GreatPower => &self.great_power,
            Role::Coalition => &self.coalition,
        }
    }
}

impl<T> std::ops::IndexMut<Role> for ByRole<T> {
    fn index_mut(&mut self, role: Role) -> &mut T {
        match role {
            Role::Invader => &mut self.invader,
            Role::Defender => &mut self.defender,
            Role::GreatPower => &mut self.great_power,
            Role::Coalition => &mut self.coalition,
        }
    }
}

/// One value for each belligerent.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct BySide<T> {
    /// R.
    pub invader: T,
    /// U.
    pub defender: T,
}
