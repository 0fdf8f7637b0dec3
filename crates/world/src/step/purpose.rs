//! Purposes of random draws: part of its address, so that a draw for one purpose never disturbs another.

/// Purpose of a draw. New purposes go at the end; numbers are never reused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u16)]
pub enum Purpose {
    /// Whether a round opens, on which track, which draft, who writes it.
    Round = 1,
    /// Answers of the belligerents, ratification, consent.
    Answer = 2,
    /// Turns of the great power's posture.
    Posture = 3,
    /// Whether the front moves and where; momentum; collapse.
    Front = 4,
    /// Stamina of both sides.
    Stamina = 5,
    /// Shocks to and exits of members; four steps share a block.
    Member = 6,
    /// The shock that all members share.
    Common = 7,
    /// Result of an election.
    Election = 8,
    /// Vote of a member.
    Vote = 9,
    /// Whether a truce breaks, whether a peace breaks.
    Quiet = 10,
    /// The coverage that planners foresee: the address space of the induced chain.
    Foresight = 11,
    /// Readings of a step.
    Report = 12,
    /// State in which a record begins.
    Record = 13,
    /// Move of parameters when a filter renews its population.
    Refresh = 14,
    /// Features of the lasting reasons, one field a step.
    Reason = 15,
    /// Changes of the pace of the front, and the pace at the start.
    Pace = 16,
    /// Changes of the losses of a month, and their deviation at the start.
    Losses = 17,
    /// What all voters in a vote have in common.
    CommonVote = 18,
    /// Whether a voter against an instrument abstains.
    Abstention = 19,
    /// Whether a vote is put so that those against it stay out.
    OptOut = 20,
    /// Whether a member votes before its time, and the result.
    EarlyElection = 21,
    /// Whether a limited truce begins, or is broken.
    LimitedTruce = 22,
    /// Whether the tide turns.
    Tide = 23,
    /// Whether a backer stands behind its side.
    Backer = 24,
}
