//! Ratification of a draft by the defender's public (theory 3.8, decision 9).

use crate::quantity::quantities;
use standoff_num::distributions::normal_cdf;

quantities! {
    /// How a draft is ratified.
    Ratification {
        half: Share, 0.0 => 1.0, 0.50 in (0.45, 0.55), "half", "Support at which ratification is an even bet";
        spread: Share, 1e-3 => 1.0, 0.08 in (0.05, 0.15), "sd", "How far the vote may stray from measured support";
        support_accepted: Share, 0.0 => 1.0, 0.72 in (0.65, 0.78), "S1", "Measured support for the better-liked of the two anchor packages";
        support_refused: Share, 0.0 => 1.0, 0.25 in (0.15, 0.35), "S0", "Measured support for the less-liked of the two anchor packages";
        fatigue: Share, 0.0 => 0.5, 0.05 in (0.0, 0.10), "sf", "Rise of support for any draft with each level of stamina lost";
    }
}

/// Support for a draft: linear in the defender's value between the values of two anchor packages with measured
/// support, shifted by fatigue, and kept within 0 and 1 (decision 9).
pub fn draft_support(ratification: &Ratification, value: f64, anchors: [f64; 2], levels_lost: f64) -> f64 {
    let [refused, accepted] = anchors;
    if accepted <= refused {
        // Values that turn the survey round cannot be scaled by it: every draft then has its mean support.
        let mean = 0.5 * (ratification.support_accepted + ratification.support_refused);
        return (mean + ratification.fatigue * levels_lost).clamp(0.0, 1.0);
    }
    let slope = (ratification.support_accepted - ratification.support_refused) / (accepted - refused).max(1e-6);
    let raw = ratification.support_refused + slope * (value - refused) + ratification.fatigue * levels_lost;
    raw.clamp(0.0, 1.0)
}

/// Chance that a draft is ratified, `Phi((support - half)/sd)` (theory 3.8).
pub fn ratification_chance(ratification: &Ratification, support: f64) -> f64 {
    normal_cdf((support - ratification.half) / ratification.spread)
}
