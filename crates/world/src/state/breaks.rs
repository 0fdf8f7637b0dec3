//! The five ways in which the line can break (decision 11).

use serde::{Deserialize, Serialize};

/// The five ways to break, in the order that decides when two fall in one step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Break {
    /// (a) Coverage under its threshold for the grace.
    Coverage,
    /// (b) A key instrument closes.
    Instrument,
    /// (c) The coalition consents beyond its red lines.
    Consent,
    /// (d) The defender signs beyond the coalition's red lines.
    Signature,
    /// (e) A military end.
    Military,
}

impl Break {
    /// All ways, in deciding order.
    pub const ALL: [Self; 5] = [Self::Coverage, Self::Instrument, Self::Consent, Self::Signature, Self::Military];

    /// Name in output.
    pub fn name(self) -> &'static str {
        match self {
            Self::Coverage => "coverage",
            Self::Instrument => "instrument",
            Self::Consent => "consent-beyond",
            Self::Signature => "signature-beyond",
            Self::Military => "military",
        }
    }

    /// Place in [`Break::ALL`].
    pub fn index(self) -> usize {
        self as usize
    }
}
