//! Losses of people, for the ledger (theory 3.21).

use crate::quantity::quantities;

quantities! {
    /// Rates of loss while the war is fought.
    Costs {
        casualties_invader: PeopleRate, 0.0 => 1e7, 0.0, "lR", "Killed and wounded of the invader";
        casualties_defender: PeopleRate, 0.0 => 1e7, 0.0, "lU", "Killed and wounded of the defender";
        truce_share: Share, 0.0 => 1.0, 0.05, "lQ", "Losses in a truce against losses in war";
    }
}
