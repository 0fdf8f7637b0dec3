//! What came of an event.

/// Result of an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Answer {
    /// Of a round: a deal.
    Deal,
    /// Of a round: a truce.
    Truce,
    /// Of a round: a deal that was not ratified.
    NotRatified,
    /// Of a round: the invader accepts with conditions.
    InvaderYesBut,
    /// Of a round: the invader refuses.
    InvaderRefuses,
    /// Of a round: the defender accepts with conditions.
    DefenderYesBut,
    /// Of a round: the defender refuses.
    DefenderRefuses,
    /// Of a round: nothing is known.
    NoneKnown,
    /// Of an election: support for the coalition's cause lost.
    Lost,
    /// Of an election: support for the coalition's cause won.
    Won,
    /// Of an election: nothing changed.
    Unchanged,
    /// Of sanctions: new ones.
    Imposed,
    /// Of sanctions: ended.
    Lifted,
    /// Of sanctions: prolonged.
    Renewed,
    /// Of a truce: both sides are bound.
    Mutual,
    /// Of a truce: one side declared it.
    Unilateral,
    /// Of a limited truce: no side reported before its end that the other did not keep it.
    Kept,
    /// Of a limited truce: a side did.
    Broken,
    /// Of a ceasefire: announced.
    Agreed,
    /// Of a ceasefire: the guns are silent.
    InEffect,
    /// Of a vote: passed.
    Passed,
    /// Of a vote: failed.
    Failed,
}

const NAMES: [&str; 22] = [
    "deal",
    "truce",
    "not-ratified",
    "invader-yes-but",
    "invader-refuses",
    "defender-yes-but",
    "defender-refuses",
    "none-known",
    "lost",
    "won",
    "unchanged",
    "imposed",
    "lifted",
    "renewed",
    "mutual",
    "unilateral",
    "kept",
    "broken",
    "agreed",
    "in-effect",
    "passed",
    "failed",
];

impl Answer {
    /// The word in a log.
    ///
    /// ```
    /// assert_eq!(standoff_scenario::evidence::Answer::InvaderYesBut.name(), "invader-yes-but");
    /// ```
    pub fn name(self) -> &'static str {
        NAMES[self as usize]
    }
}
