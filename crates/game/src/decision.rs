//! The decision of a person for one month, in the names of the scenario.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Forms of a no to a draft (decision 5).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schema(as = Form)]
pub enum FormOfNo {
    /// An open no.
    Refuse,
    /// The "yes, but".
    Evade,
}

/// The decision for one month. The engine decides whatever is left out; an empty decision leaves the whole month to it.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, utoipa::ToSchema, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Decision {
    /// Package that is tabled in every round of the month on a track of the role's own.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(required = false, nullable = false)]
    pub propose: Option<String>,
    /// Packages to which a belligerent says yes this month; to all others it says no.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(required = false, nullable = false)]
    pub accept: Option<Vec<String>>,
    /// Form in which a belligerent says no this month; where only `accept` is given, it evades.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(required = false, nullable = false)]
    pub no: Option<FormOfNo>,
    /// Packages whose parts the coalition delivers if they are signed this month; of all others it withholds them.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(required = false, nullable = false)]
    pub consent: Option<Vec<String>>,
    /// Posture that the great power takes and keeps this month: rates, blame and its elections do not turn it. A month
    /// that leaves it open begins with it, and they turn it again.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(required = false, nullable = false)]
    pub posture: Option<String>,
    /// Factor from 0 to 2 on what the role's member would give by itself this month, or all members for the lead.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(required = false, nullable = false)]
    pub aid: Option<f64>,
    /// Instruments that open at the start of the month.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    pub open: Vec<String>,
    /// Instruments that close for good at the start of the month.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    pub close: Vec<String>,
}

impl Decision {
    /// True where nothing is decided.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}
