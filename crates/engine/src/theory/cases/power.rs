//! Power and terms: the bargaining range (V01), shifting power (V03), the price of a veto (V12).

use super::case::Case;
use crate::classic::bargaining::{BargainingRange, Reservations};
use crate::classic::commitment::{LaterOffers, PowerShift};
use crate::theory::error::TheoryError;
use crate::theory::input::{Allowed, Inputs};
use serde_json::{Value, json};
use standoff_world::battlefield::finish::Fight;
use standoff_world::battlefield::front::{contest, force_ratio, lazy_step};

/// Fearon's range: one battle decides a single fort.
pub(in crate::theory) struct Range {
    odds: f64,
    costs: [f64; 2],
    exponent: f64,
}

impl Range {
    /// War is a fight to the finish that one move of the front ends.
    fn war_reservations(&self) -> Reservations {
        let war =
            |cost: f64, ends: [f64; 2]| Fight { steps: 2, step: lazy_step(1.0, self.odds), discount: 1.0, cost, ends };
        let invader = war(self.costs[0], [0.0, 1.0]).values()[1];
        Reservations { invader, defender: war(self.costs[1], [1.0, 0.0]).values()[1] }
    }
}

impl Case for Range {
    fn read(inputs: &Inputs) -> Result<Self, TheoryError> {
        Ok(Self {
            odds: inputs.read_number("p_R", Allowed::Share)?,
            costs: [inputs.read_number("c_R", Allowed::NotNegative)?, inputs.read_number("c_U", Allowed::NotNegative)?],
            exponent: inputs.read_number("concave_exponent_R", Allowed::Positive)?,
        })
    }

    fn compute(&self) -> Value {
        let range = self.war_reservations().bargaining_range();
        json!({
            "lower": range.lower,
            "upper": range.upper,
            "width": range.width(),
            "nash_bargaining_share_R": range.nash_share(),
            "lower_if_uR_is_sqrt": range.lower_if_concave(self.exponent),
        })
    }

    fn textbook(&self) -> Value {
        let (p, [c_r, c_u]) = (self.odds, self.costs);
        json!({
            "lower": p - c_r,
            "upper": p + c_u,
            "width": c_r + c_u,
            "nash_bargaining_share_R": p + (c_u - c_r) / 2.0,
            "lower_if_uR_is_sqrt": libm::pow((p - c_r).max(0.0), 1.0 / self.exponent),
        })
    }
}

/// Powell's inequality.
pub(in crate::theory) struct Commitment(PowerShift);

impl Case for Commitment {
    fn read(inputs: &Inputs) -> Result<Self, TheoryError> {
        Ok(Self(PowerShift {
            discount: inputs.read_number("delta", Allowed::Share)?,
            odds: [inputs.read_number("p1", Allowed::Share)?, inputs.read_number("p2", Allowed::Share)?],
            riser_cost: inputs.read_number("c_riser", Allowed::NotNegative)?,
            decliner_cost: inputs.read_number("c_decliner", Allowed::NotNegative)?,
        }))
    }

    fn compute(&self) -> Value {
        use LaterOffers::{ByTheDecliner, ByTheRiser};
        let shift = &self.0;
        json!({
            "lhs": shift.shift_size(),
            "threshold_riser_has_all_bargaining_power": shift.peace_threshold(ByTheRiser),
            "threshold_decliner_has_all_bargaining_power": shift.peace_threshold(ByTheDecliner),
            "war_in_both": shift.leads_to_war(ByTheRiser) && shift.leads_to_war(ByTheDecliner),
            "critical_p2_riser_power": shift.critical_odds(ByTheRiser),
            "critical_p2_decliner_power": shift.critical_odds(ByTheDecliner),
        })
    }

    fn textbook(&self) -> Value {
        let PowerShift { discount: d, odds: [p1, p2], riser_cost: c_a, decliner_cost: c_b } = self.0;
        let riser = (1.0 - d) * (1.0 - d) * c_b;
        let decliner = (1.0 - d) * (c_b + d * c_a);
        let shift = d * p2 - p1;
        json!({
            "lhs": shift,
            "threshold_riser_has_all_bargaining_power": riser,
            "threshold_decliner_has_all_bargaining_power": decliner,
            "war_in_both": shift > riser && shift > decliner,
            "critical_p2_riser_power": (p1 + riser) / d,
            "critical_p2_decliner_power": (p1 + decliner) / d,
        })
    }
}

/// The aid that makes the defender refuse a draft.
pub(in crate::theory) struct Veto {
    forces: [f64; 2],
    costs: [f64; 2],
    draft: f64,
    paid: [f64; 2],
}

impl Veto {
    fn range_with_aid(&self, aid: f64, paid: f64) -> BargainingRange {
        let odds = contest(self.forces[0], self.forces[1] + aid, 1.0);
        let defender = 1.0 - odds - self.costs[1] * (1.0 - paid);
        Reservations { invader: odds - self.costs[0], defender }.bargaining_range()
    }

    /// Aid at which the defender is indifferent between the draft and war, the contest turned round; negative if it
    /// refuses without any.
    fn aid_needed(&self, paid: f64) -> f64 {
        let needed = self.needed_odds(paid);
        if needed >= 1.0 { f64::INFINITY } else { self.forces[0] / force_ratio(1.0 - needed, 1.0) - self.forces[1] }
    }

    /// The defender's odds at which war is worth as much to it as the draft.
    fn needed_odds(&self, paid: f64) -> f64 {
        self.draft + self.costs[1] * (1.0 - paid)
    }
}

impl Case for Veto {
    fn read(inputs: &Inputs) -> Result<Self, TheoryError> {
        Ok(Self {
            forces: [inputs.read_number("m_R", Allowed::Positive)?, inputs.read_number("m_U", Allowed::NotNegative)?],
            costs: [inputs.read_number("c_R", Allowed::NotNegative)?, inputs.read_number("c_U", Allowed::NotNegative)?],
            draft: inputs.read_number("draft_share_U", Allowed::Share)?,
            paid: inputs.read_array("cost_share_paid", Allowed::Share)?,
        })
    }

    fn compute(&self) -> Value {
        let [none, half] = self.paid;
        let bare = self.range_with_aid(0.0, none);
        let aid = self.aid_needed(none);
        let aided = self.range_with_aid(aid, none);
        json!({
            "range_for_R_no_aid": [bare.lower, bare.upper],
            "aid_needed": aid,
            "aid_needed_with_half_costs_paid": self.aid_needed(half),
            "range_for_R_with_that_aid": if aid.is_finite() { json!([aided.lower, aided.upper]) } else { Value::Null },
            "width_with_half_costs_paid": self.range_with_aid(0.0, half).width(),
        })
    }

    fn textbook(&self) -> Value {
        let ([m_r, m_u], [c_r, c_u], [none, half]) = (self.forces, self.costs, self.paid);
        let p = m_r / (m_r + m_u);
        let needed = |paid: f64| self.draft + c_u * (1.0 - paid);
        let aid = |paid: f64| match needed(paid) {
            odds if odds >= 1.0 => f64::INFINITY,
            odds => odds * m_r / (1.0 - odds) - m_u,
        };
        let aided = json!([1.0 - needed(none) - c_r, 1.0 - self.draft]);
        json!({
            "range_for_R_no_aid": [p - c_r, p + c_u * (1.0 - none)],
            "aid_needed": aid(none),
            "aid_needed_with_half_costs_paid": aid(half),
            "range_for_R_with_that_aid": if needed(none) < 1.0 { aided } else { Value::Null },
            "width_with_half_costs_paid": c_r + c_u * (1.0 - half),
        })
    }
}
