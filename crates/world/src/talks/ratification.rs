//! Ratification of a draft by the defender's public (theory 3.8, decisions 9 and 25).

use crate::quantity::quantities;
use standoff_num::distributions::normal_cdf;

quantities! {
    /// Ratification of a draft.
    Ratification {
        half @class: Share, 0.0 => 1.0, 0.50 in (0.45, 0.55), "half", "Support at which ratification is an even bet";
        reasons @class: Share, 0.0 => 1.0, 0.08 in (0.05, 0.15), "sdP", "Spread of support for a text beyond its coded terms, for good";
        vote_spread @class: Share, 1e-3 => 1.0, 0.03 in (0.02, 0.05), "sd", "How far a vote may stray from support on the day";
        support_accepted: Share, 0.0 => 1.0, 0.72 in (0.65, 0.78), "S1", "Measured support for the better-liked of the two anchor packages";
        support_refused: Share, 0.0 => 1.0, 0.25 in (0.15, 0.35), "S0", "Measured support for the less-liked of the two anchor packages";
    }
}

/// Least difference of value between the two surveyed packages by which support is scaled: two texts that are worth
/// almost the same say little about what a gain is worth in votes.
const LEAST_SURVEYED_DIFFERENCE: f64 = 0.2;

/// The defender's public when it was asked about two packages: how support follows the gain of a text over the war.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Survey {
    /// Mean support of the two packages.
    pub support: f64,
    /// Mean value of the two packages to the defender on the day of the survey.
    pub value: f64,
    /// Support won by a gain of one in value.
    pub slope: f64,
}

impl Survey {
    /// The survey of two packages worth `refused` and `accepted` to the defender at the start (decision 25):
    ///
    /// ```text
    /// b = (S1 - S0) / max(|v_U(y1) - v_U(y0)|, 0.2)
    /// ```
    pub fn new(ratification: &Ratification, [refused, accepted]: [f64; 2]) -> Self {
        let difference = (accepted - refused).abs().max(LEAST_SURVEYED_DIFFERENCE);
        Self {
            support: 0.5 * (ratification.support_accepted + ratification.support_refused),
            value: 0.5 * (accepted + refused),
            slope: (ratification.support_accepted - ratification.support_refused) / difference,
        }
    }

    /// Support for a text worth `value` to the defender, when fighting on has become better by `outlook` since the
    /// survey, and the text means `reasons` to the public beyond its terms (decision 25):
    ///
    /// ```text
    /// support = (S1 + S0)/2 + b [v_U(y) - (v_U(y1) + v_U(y0))/2 - (F_U(s) - F_U(s0))] + xi_P(y)
    /// ```
    ///
    /// On the day of the survey it is the line through both packages; later the public compares with a war that has
    /// become better or worse.
    ///
    /// ```
    /// use standoff_world::talks::ratification::{Ratification, Survey};
    /// let figures =
    ///     Ratification { half: 0.5, reasons: 0.0, vote_spread: 0.03, support_accepted: 0.7, support_refused: 0.3 };
    /// let survey = Survey::new(&figures, [0.2, 0.6]);
    /// assert!((survey.support_for(0.6, 0.0, 0.0) - 0.7).abs() < 1e-12);
    /// assert!(survey.support_for(0.4, -0.1, 0.0) > survey.support_for(0.4, 0.0, 0.0), "a worse war makes a text better");
    /// ```
    pub fn support_for(&self, value: f64, outlook: f64, reasons: f64) -> f64 {
        (self.support + self.slope * (value - self.value - outlook) + reasons).clamp(0.0, 1.0)
    }
}

/// Chance that a draft is ratified, `Phi((support - half)/sd)` (theory 3.8).
pub fn ratification_chance(ratification: &Ratification, support: f64) -> f64 {
    normal_cdf((support - ratification.half) / ratification.vote_spread)
}
