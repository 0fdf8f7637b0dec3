//! Red lines, and the five ways in which the line can break (model-decisions 11 and 12).

use crate::quantities;

quantities! {
    /// Where the coalition's red lines run.
    RedLines {
        land: Share, -1.0 => 1.0, 0.08, "rl1", "Land beyond the line of contact above which a package is beyond the lines";
        form: Share, 0.0 => 1.0, 0.5, "rl2", "Legal form above which a package is beyond the lines";
        security: Share, 0.0 => 1.0, 0.25, "rl3", "Effective security under which a package is beyond the lines";
    }
}

/// The five ways to break, in the order that decides when two fall in one step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
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
