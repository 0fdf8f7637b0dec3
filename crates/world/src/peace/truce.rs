//! The truce: no moves of the front, stamina recovers, the coalition frays, and it may break (theory 3.9, decision 14).

use crate::quantity::quantities;

quantities! {
    /// Durability of a truce.
    Truce {
        breaks @class: Hazard, 0.0 => 0.9, 0.05 in (0.01, 0.25), "hQ", "Chance that the truce breaks";
        rounds @class: Number, 0.0 => 2.0, 0.5 in (0.25, 1.0), "qQ", "Factor on the rate of rounds in a truce";
        willingness_decay @class: Number, 0.0 => 10.0, 2.0 in (1.0, 4.0), "dkQ", "Factor on the fall of the members' willingness in a truce";
        cost @class: Share, 0.0 => 1.0, 0.2 in (0.1, 0.4), "cQ", "Cost of a truce against the cost of the war";
        need @class: Share, 0.0 => 1.0, 0.6 in (0.4, 0.9), "nQ", "The defender's need in a truce against its need in war";
        frozen_after @class: Duration, 1.0 => 120.0, 12.0, "fz", "Quiet after which a truce is a frozen conflict";
        frozen_breaks @class: Hazard, 0.0 => 0.9, 0.0, "hF", "Chance that a frozen conflict breaks";
    }
}
