//! War because power shifts and no one can bind himself (Fearon 1995; Powell 2004, 2006; theory 1.8, check V03).
//!
//! A pie of flow 1 is divided every period; war is once for all and shares the pie for ever after. Power moves once,
//! from today to tomorrow, towards the riser. Values are averages a period, `(1-d)` times present values, so that
//! nothing grows without bound as the discount factor nears one.

use standoff_world::peace::settlement::settlement_value;

/// The side that makes all offers once power has moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LaterOffers {
    /// The side that rises: the decliner will get no more than war would give it.
    ByTheRiser,
    /// The side that declines: the riser will get no more than war would give it.
    ByTheDecliner,
}

/// A single, foreseen shift of power.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PowerShift {
    /// Discount factor, a period.
    pub discount: f64,
    /// The riser's chance to win a war today and tomorrow.
    pub odds: [f64; 2],
    /// Cost of war to the riser, once.
    pub riser_cost: f64,
    /// Cost of war to the decliner, once.
    pub decliner_cost: f64,
}

impl PowerShift {
    /// Value a period of war to the riser when it wins with chance `odds`: `p - (1-d) c_A`.
    pub fn riser_war_value(&self, odds: f64) -> f64 {
        odds - (1.0 - self.discount) * self.riser_cost
    }

    /// Value a period of war to the decliner when the riser wins with chance `odds`: `1 - p - (1-d) c_B`.
    pub fn decliner_war_value(&self, odds: f64) -> f64 {
        1.0 - odds - (1.0 - self.discount) * self.decliner_cost
    }

    /// The most that peace can give the decliner, who takes the whole pie today: a settlement that lasts one period
    /// and then turns into what the decliner can still hold ([`settlement_value`] with a hazard of 1).
    pub fn decliner_peace_value(&self, later: LaterOffers) -> f64 {
        let held = match later {
            LaterOffers::ByTheRiser => self.decliner_war_value(self.odds[1]),
            LaterOffers::ByTheDecliner => 1.0 - self.riser_war_value(self.odds[1]),
        };
        settlement_value(self.discount, 1.0, 1.0, held)
    }

    /// True if the decliner fights today: war now is worth more than the best peace can give.
    ///
    /// This is Powell's inequality `d M_A(t+1) - M_A(t) > B - [M_A(t) + M_B(t)]` if the decliner makes later offers.
    ///
    /// ```
    /// use standoff_engine::classic::commitment::{LaterOffers, PowerShift};
    /// let shift = PowerShift { discount: 0.95, odds: [0.3, 0.8], riser_cost: 0.5, decliner_cost: 0.5 };
    /// assert!(shift.leads_to_war(LaterOffers::ByTheRiser));
    /// ```
    pub fn leads_to_war(&self, later: LaterOffers) -> bool {
        self.decliner_war_value(self.odds[0]) > self.decliner_peace_value(later)
    }

    /// The shift of power itself, `d p2 - p1`.
    pub fn shift_size(&self) -> f64 {
        self.discount * self.odds[1] - self.odds[0]
    }

    /// The largest shift `d p2 - p1` that peace survives: how far the best peace exceeds war, added to the shift.
    /// It depends on the costs and on the discount factor alone.
    pub fn peace_threshold(&self, later: LaterOffers) -> f64 {
        let still = Self { odds: [0.0, 0.0], ..*self };
        still.decliner_peace_value(later) - still.decliner_war_value(0.0)
    }

    /// The riser's chance tomorrow above which there is war today; infinite if tomorrow counts for nothing.
    ///
    /// ```
    /// use standoff_engine::classic::commitment::{LaterOffers, PowerShift};
    /// let shift = PowerShift { discount: 0.95, odds: [0.3, 0.8], riser_cost: 0.5, decliner_cost: 0.5 };
    /// assert!((shift.critical_odds(LaterOffers::ByTheDecliner) - 0.367105263158).abs() < 1e-9);
    /// ```
    pub fn critical_odds(&self, later: LaterOffers) -> f64 {
        (self.odds[0] + self.peace_threshold(later)) / self.discount
    }
}

/// The credibility above which a guarantee deters: an attacker gains `gain` if it is not honoured and loses `loss` if
/// it is, so it holds back if `cred >= gain/(gain+loss)` (theory 1.15, check V21).
///
/// ```
/// assert_eq!(standoff_engine::classic::commitment::deterring_credibility(0.25, 0.75), 0.25);
/// ```
pub fn deterring_credibility(gain: f64, loss: f64) -> f64 {
    gain / (gain + loss)
}

#[cfg(test)]
mod tests {
    use super::*;

    const BOTH: [LaterOffers; 2] = [LaterOffers::ByTheRiser, LaterOffers::ByTheDecliner];

    fn shift_with(discount: f64, odds: [f64; 2]) -> PowerShift {
        PowerShift { discount, odds, riser_cost: 0.4, decliner_cost: 0.7 }
    }

    #[test]
    fn war_breaks_out_beyond_the_critical_odds_and_not_before() {
        for discount in [0.5, 0.9, 0.99] {
            for later in BOTH {
                let critical = shift_with(discount, [0.2, 0.5]).critical_odds(later);
                assert!(shift_with(discount, [0.2, critical + 1e-9]).leads_to_war(later));
                assert!(!shift_with(discount, [0.2, critical - 1e-9]).leads_to_war(later));
            }
        }
    }

    #[test]
    fn powell_inequality_in_present_values() {
        for odds in [[0.3, 0.4], [0.3, 0.5], [0.1, 0.9], [0.5, 0.2]] {
            let shift = shift_with(0.9, odds);
            let riser = |p: f64| p / 0.1 - shift.riser_cost;
            let decliner = (1.0 - odds[0]) / 0.1 - shift.decliner_cost;
            let breaks = 0.9 * riser(odds[1]) - riser(odds[0]) > 1.0 / 0.1 - (riser(odds[0]) + decliner);
            assert_eq!(shift.leads_to_war(LaterOffers::ByTheDecliner), breaks);
        }
    }

    #[test]
    fn without_a_shift_nobody_fights() {
        for later in BOTH {
            assert!(!shift_with(0.95, [0.6, 0.6]).leads_to_war(later));
        }
    }
}
