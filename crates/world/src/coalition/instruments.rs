//! Pooled instruments: money or authority that the coalition holds in common, opened and renewed by a vote with its
//! own rule (theory 3.6, decision 10).

use crate::quantity::quantities;

quantities! {
    /// Figures of a pooled instrument.
    InstrumentFigures {
        size: MoneyRate, 0.0 => 1e6, 0.0, "Z", "Money it gives while open";
        assent: Share, 0.0 => 1.0, 0.99, "as", "Chance that a voter in good standing votes for it";
        blocker_assent: Share, 0.0 => 1.0, 0.3, "ab", "Chance that a blocking voter votes for it after all";
        interval: Duration, 0.2 => 600.0, 6.0, "iv", "Time between votes";
        duration: Duration, 0.2 => 600.0, 24.0, "du", "How long it stays open before it must be renewed";
        grace: Duration, 0.0 => 60.0, 2.0, "gi", "How long money still flows after a renewal fails";
        first_vote: Duration, 0.0 => 600.0, 0.0, "fv", "Time from the start to the first vote";
        payment_lag: Duration, 0.0 => 60.0, 0.0, "pl", "Time from the vote that opens it to its first payment: legal acts and contracts";
        payment_ramp: Duration, 0.0 => 60.0, 0.0, "pr", "Time over which payments rise from nothing to the full rate";
        common: Share, 0.0 => 0.95, 0.0, "rv", "Correlation of the votes of two voters, since governments look at each other";
        abstains: Share, 0.0 => 1.0, 1.0, "pa", "Chance that a voter against it abstains, where an abstention stops nothing";
        stays_out: Share, 0.0 => 1.0, 1.0, "po", "Chance that a vote is put so that those against it stay out, where the rule lets them";
        quorum: Share, 0.0 => 1.0, 0.5, "qo", "Least share of the voters' income that takes part where others stay out";
        gives_way: Hazard, 0.0 => 0.99, 0.0, "hv", "Chance that a voter that blocks gives way";
        isolation: Number, 0.0 => 20.0, 0.0, "vi", "Rise of that hazard, as a multiple of it, for a blocker that stands alone";
        side_payments: Number, 0.0 => 20.0, 0.0, "vs", "Rise of that hazard, as a multiple of it, by what blockers are offered";
    }
}

/// Majority that a vote needs to pass.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Rule {
    /// The one holder agrees.
    OneHolder,
    /// At least this many voters agree.
    AtLeast(usize),
    /// Shares of voters and of weight that must agree.
    QualifiedMajority {
        /// Share of the voters.
        members: f64,
        /// Share of their weight.
        weight: f64,
    },
    /// Every voter agrees.
    Unanimity,
}

impl Rule {
    /// Whether a vote passes: `ayes` and `weight_for` out of `voters` and `weight`.
    ///
    /// ```
    /// use standoff_world::coalition::instruments::Rule;
    /// let rule = Rule::QualifiedMajority { members: 0.55, weight: 0.65 };
    /// assert!(rule.passes(15, 27, 66.0, 100.0));
    /// assert!(!rule.passes(15, 27, 64.0, 100.0));
    /// ```
    pub fn passes(self, ayes: usize, voters: usize, weight_for: f64, weight: f64) -> bool {
        match self {
            Self::OneHolder | Self::Unanimity => voters > 0 && ayes == voters,
            Self::AtLeast(needed) => ayes >= needed,
            Self::QualifiedMajority { members, weight: share } => {
                // Sums of weights round; a vote that meets its shares exactly passes.
                ayes as f64 >= members * voters as f64 - 1e-9 && weight_for >= share * weight - 1e-9
            }
        }
    }
}

/// Kind of instrument.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// It pays.
    Money,
    /// It gives leave: a freeze of assets, sanctions, command of a force.
    Authority,
}

/// Status of an instrument.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
pub enum Status {
    /// In force.
    Open,
    /// Tabled: to be voted on.
    Proposed,
    /// Closed for good.
    Closed,
}

/// A pooled instrument.
#[derive(Debug, Clone, PartialEq)]
pub struct Instrument {
    /// Name in the scenario.
    pub name: String,
    /// Name for people.
    pub title: String,
    /// Its kind.
    pub kind: Kind,
    /// Majority that a vote needs.
    pub rule: Rule,
    /// The voters: places in the list of members, ascending.
    pub voters: Vec<usize>,
    /// Whether those against it may stay out and leave it to the others, without their share of the money.
    pub opt_out: bool,
    /// Whether an abstention stops nothing.
    pub abstain: bool,
    /// Voters with a chance of assent of their own, as (place among all members, chance).
    pub doubtful: Vec<(usize, f64)>,
    /// Status at the start.
    pub start: Status,
    /// Whether it is voted on the very first day: open at the start, but not yet paying (decision 48).
    pub new_at_start: bool,
    /// Further votes after one that failed.
    pub retries: usize,
    /// Whether the line breaks when it closes.
    pub key: bool,
    /// The instrument that must be open for this one to open: place in the list of instruments.
    pub requires: Option<usize>,
    /// The act that keeps this one in force while it is open: place in the list of instruments.
    pub route: Option<usize>,
    /// Instruments of one pool are alternatives: one open at a time.
    pub pool: Option<String>,
    /// Its figures.
    pub figures: InstrumentFigures,
}
