//! Talks: rounds on several tracks, the menu of drafts, the ways to answer, and blame (theory 3.8, decisions 4 to 6).

use crate::actors::roles::Role;
use crate::quantity::quantities;

quantities! {
    /// Workings of the talks.
    Talks {
        reasons @class: Share, 0.0 => 0.5, 0.04 in (0.01, 0.06), "sdX", "Spread of what a text means to a belligerent beyond its coded terms, for good";
        reasons_reach @class: Number, 0.1 => 100.0, 4.0 in (2.0, 8.0), "lX", "Distance in issue steps over which two texts share such meaning";
        proximity @class: Number, 1e-3 => 1e3, 1.5 in (0.75, 3.0), "sx", "Distance over which a new draft may stray from the one on the table";
        excitement @class: Share, 0.0 => 0.95, 0.0, "nH", "Rounds that a round brings in the weeks after it, on average: talks come in bursts; 0 not at all";
        excitement_half_life @class: Duration, 0.1 => 24.0, 0.5, "hH", "Time after which half of the excitement by a round is left";
        blame_invader @class: Share, 0.0 => 1.0, 0.10 in (0.0, 0.5), "bR", "Tilt of the great power's posture when the invader refuses";
        blame_defender @class: Share, 0.0 => 1.0, 0.25 in (0.0, 0.5), "bU", "Tilt of the great power's posture when the defender refuses";
        evasion @class: Share, 0.0 => 1.0, 0.3 in (0.0, 0.6), "det", "Part of the blame that an evasive yes, but still draws";
        blame_out @class: Share, 0.0 => 1.0, 0.15 in (0.0, 0.4), "bo", "Part of a tilt that goes to leaving rather than pressing";
        refusal_cost @class: Number, 0.0 => 1.0, 0.002 in (0.0, 0.005), "rc", "Direct cost of an open refusal";
        withheld_guarantee @class: Share, 0.0 => 1.0, 0.6 in (0.3, 0.9), "om_g", "Part of a guarantee that only the coalition can deliver";
        withheld_relief @class: Share, 0.0 => 1.0, 0.7 in (0.3, 0.9), "om_s", "Part of relief and assets that only the coalition can deliver";
    }
}

/// A track of talks.
#[derive(Debug, Clone, PartialEq)]
pub struct Track {
    /// Name in the scenario.
    pub name: String,
    /// Name for people.
    pub title: String,
    /// Role that writes the drafts.
    pub owner: Role,
    /// Share of all rounds that are held on it.
    pub share: f64,
}
