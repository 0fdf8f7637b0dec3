//! What a person decides for one month, in the names of the scenario.

use serde::{Deserialize, Serialize};

/// How a no is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Form {
    /// An open no.
    Refuse,
    /// The "yes, but".
    Evade,
}

/// What is decided for one month. What is left out the engine decides; an empty decision leaves the whole month to it.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub struct Decision {
    /// Package tabled in every round of the month on a track of the chair's role.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub propose: Option<String>,
    /// Packages to which a belligerent says yes this month; to all others it says no.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub accept: Option<Vec<String>>,
    /// How a belligerent says no this month; evades where it says what it accepts and not how it refuses.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub no: Option<Form>,
    /// Packages whose parts the coalition delivers if they are signed this month; of all others it withholds them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub consent: Option<Vec<String>>,
    /// Posture that the great power takes and keeps this month: rates, blame and its elections do not turn it. A month
    /// that leaves it open begins with it, and they turn it again.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub posture: Option<String>,
    /// Factor from 0 to 2 on what the chair's member would give by itself, or all members for the lead, this month.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub aid: Option<f64>,
    /// Instruments that open at the start of the month.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub open: Vec<String>,
    /// Instruments that close for good at the start of the month.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub close: Vec<String>,
}

impl Decision {
    /// Whether nothing is decided.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}
