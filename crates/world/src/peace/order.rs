//! The order at the start: the credibility of guarantees and how it moves (decision 70).

use crate::quantity::quantities;

quantities! {
    /// The order at the start and how credibility moves.
    Order {
        credibility @class: Share, 0.0 => 1.0, 0.5 in (0.22, 0.745), "cred", "Credibility of guarantees at the start";
        adjustment @class: Hazard, 0.0 => 1.0, 0.08 in (0.03, 0.2), "kc", "How fast credibility moves to the level of the posture";
        great_power_spending: Money, 0.0 => 1e5, 0.0, "mA", "Military spending of the great power a year";
    }
}
