//! Functions of time against which the effects of a regression are tested.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use standoff_stats::comparison::TimeTransform;

/// A function of time against which effects are tested for a trend.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Trend {
    /// 1 less the Kaplan–Meier curve of all rows.
    KaplanMeier,
    /// Time itself.
    Identity,
    /// The rank of the time.
    Rank,
    /// The logarithm of time.
    Log,
}

impl Trend {
    /// All, in the order in which they are offered.
    pub const ALL: [Self; 4] = [Self::KaplanMeier, Self::Identity, Self::Rank, Self::Log];

    /// The name by which it is asked for.
    pub fn name(self) -> &'static str {
        match self {
            Self::KaplanMeier => "kaplan-meier",
            Self::Identity => "identity",
            Self::Rank => "rank",
            Self::Log => "log",
        }
    }

    pub(super) fn transform(self) -> TimeTransform {
        match self {
            Self::KaplanMeier => TimeTransform::KaplanMeier,
            Self::Identity => TimeTransform::Identity,
            Self::Rank => TimeTransform::Rank,
            Self::Log => TimeTransform::Logarithm,
        }
    }
}
