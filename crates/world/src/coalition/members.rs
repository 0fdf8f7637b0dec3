//! The coalition, member by member: income, willingness, elections, exit, and how contributions add up
//! (theory 1.13 and 3.6).

use crate::quantity::quantities;

quantities! {
    /// Figures that the members share: the need, the threshold, fatigue and news.
    Coalition {
        need: MoneyRate, 0.0 => 1e6, required, "B0", "What the defender needs from outside at the intensity of the start";
        other_flows: MoneyRate, 0.0 => 1e6, 0.0, "F0", "Money that already flows outside bilateral aid and new instruments";
        other_flows_last: Duration, 0.0 => 600.0, 600.0, "F1", "How long those flows last";
        threshold: Share, 0.0 => 1.0, 0.6 in (0.45, 0.75), "cov*", "Coverage under which the line cannot be held";
        grace: Duration, 0.0 => 60.0, 3.0, "gr", "How long coverage may stay under the threshold before the line breaks";
        willingness: Number, 0.0 => 10.0, 1.0 in (0.75, 1.25), "ws", "Factor on every member's willingness, for what the record of a year leaves open";
        decay: Rate, -0.2 => 0.5, 0.010 in (0.002, 0.033), "theta", "Fall of willingness in log a month: fatigue";
        shock: Number, 0.0 => 2.0, 0.08 in (0.04, 0.15), "sj", "Standard deviation of a member's own shocks to log willingness over a month";
        common_shock: Number, 0.0 => 2.0, 0.06 in (0.02, 0.12), "sc", "Standard deviation of the shock that all members share over a month";
        threat: Number, -2.0 => 2.0, 0.02 in (0.0, 0.05), "eta", "Rise of log willingness a month while the invader has the momentum";
        news: Number, -5.0 => 5.0, 0.2 in (0.0, 0.5), "phi", "Fall of log willingness for each tenth of the stake lost";
        exit: Hazard, 0.0 => 0.5, 0.001 in (0.0003, 0.003), "x", "Chance that a member stops paying";
        exit_losing: Number, 1.0 => 50.0, 3.0 in (1.0, 6.0), "xl", "Factor on that chance while coverage is under its threshold";
        cascade: Number, 0.0 => 20.0, 2.0 in (0.0, 5.0), "xc", "How much faster members leave for each share of the coalition's income that has left";
        election_loss: Share, 0.0 => 1.0, 0.30 in (0.2, 0.4), "pD", "Chance that an election cuts a member's willingness";
        election_drop: Share, 0.0 => 1.0, 0.3 in (0.0, 0.6), "D", "By how much a lost election cuts willingness";
        election_win: Share, 0.0 => 1.0, 0.15 in (0.05, 0.25), "pG", "Chance that an election raises a member's willingness";
        election_gain: Share, 0.0 => 3.0, 0.2 in (0.0, 0.4), "G", "By how much a won election raises willingness";
        election_turn: Share, 0.0 => 1.0, 0.3 in (0.1, 0.5), "pT", "Chance that an election turns a blocking member, or a willing one into a blocking one in proportion to the chance of a loss";
        early_elections: Hazard, 0.0 => 0.2, 0.0, "he", "Chance that a member votes before its time";
        assent_turned: LogOdds, -10.0 => 10.0, 0.0, "bT", "Rise of a member's own assent once it has stopped blocking, and fall once it has begun to";
        assent_failed: LogOdds, -10.0 => 10.0, 0.0, "bF", "Rise of every voter's assent to a route once all routes preferred to it have failed";
        assent_gap: LogOdds, -10.0 => 10.0, 0.0, "bG", "Rise of every voter's assent to a route while all that its need asks for is missing, in proportion to the share that is";
        assent_late: LogOdds, -10.0 => 10.0, 0.0, "bL", "Rise of every voter's assent to a route on the date of its need and after, in proportion to how near it is";
    }
}

impl Coalition {
    /// Money a year that flows outside bilateral aid and instruments, `months` from the start.
    pub fn other_flows_at(&self, months: f64) -> f64 {
        if months < self.other_flows_last { self.other_flows } else { 0.0 }
    }
}

quantities! {
    /// One member.
    MemberFigures {
        income: MoneyRate, 0.0 => 1e6, required, "y", "Income: gross domestic product";
        willingness: Effort, 0.0 => 1.0, required, "w", "Aid it gives of its own";
        military_spending: MoneyRate, 0.0 => 1e5, 0.0, "m", "Military spending";
        weight: Number, 0.0 => 1e4, 1.0, "v", "Weight in votes by weight, such as population";
        decay: Number, -5.0 => 10.0, 1.0, "thetaj", "Factor on the fall of its willingness";
    }
}

/// Stance of a member.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
pub enum Stance {
    /// Pays and votes with the coalition.
    In,
    /// Votes with the coalition but does not pay.
    FreeRiding,
    /// Neither pays nor votes for pooled money.
    Blocking,
}

/// One member of the coalition.
#[derive(Debug, Clone, PartialEq)]
pub struct Member {
    /// Name in the scenario.
    pub name: String,
    /// Name for people.
    pub title: String,
    /// Groups whose votes it takes part in.
    pub groups: Vec<String>,
    /// Stance at the start.
    pub stance: Stance,
    /// Its figures.
    pub figures: MemberFigures,
}

/// Rule by which bilateral contributions add up (theory 1.13 and 3.6).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Aggregation {
    /// Every member gives what it will: the sum.
    Voluntary,
    /// Members share the burden in proportion to income and leave when their share exceeds their willingness.
    EqualShare,
    /// The least willing member sets the share that all give.
    WeakestLink,
    /// Only the largest contribution counts.
    BestShot,
}
