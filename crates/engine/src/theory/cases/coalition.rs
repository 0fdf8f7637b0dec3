//! The coalition alone: contributions and the alliance dilemma (V15), strong but fragile (V16), fatigue and
//! elections (V17).

use super::case::Case;
use crate::theory::error::TheoryError;
use crate::theory::input::{Allowed, Inputs, MANY};
use serde_json::{Value, json};
use standoff_world::coalition::alliance::AllianceDilemma;
use standoff_world::coalition::fatigue::{ElectionRisk, months_until, mueller_drop, unflipped};
use standoff_world::coalition::gifts::{cobb_douglas_gifts, quasi_linear_gifts};
use standoff_world::coalition::sharing::{
    best_shot, critical_members, equal_share, equal_share_without, voluntary, weakest_link,
};

/// Olson and Zeckhauser, Warr, Snyder.
pub(in crate::theory) struct Contributions {
    values: Vec<f64>,
    incomes: Vec<f64>,
    alpha: f64,
    ally: AllianceDilemma,
}

impl Contributions {
    fn gift_shares(&self, gifts: &[f64]) -> Vec<f64> {
        gifts.iter().zip(&self.incomes).map(|(gift, income)| if *income > 0.0 { gift / income } else { 0.0 }).collect()
    }
}

impl Case for Contributions {
    fn read(inputs: &Inputs) -> Result<Self, TheoryError> {
        let [abandonment, response, abandonment_loss] = inputs.read_array("abandon", Allowed::Positive)?;
        let [entrapment, entrapment_loss] = inputs.read_array("entrap", Allowed::Positive)?;
        Ok(Self {
            values: inputs.read_list("quasilinear_v", Allowed::NotNegative, 1..=MANY)?,
            incomes: inputs.read_list("cobb_douglas_incomes", Allowed::NotNegative, 1..=MANY)?,
            alpha: inputs.read_number("cobb_douglas_alpha", Allowed::Share)?,
            ally: AllianceDilemma { abandonment, response, abandonment_loss, entrapment, entrapment_loss },
        })
    }

    fn compute(&self) -> Value {
        let keenest = quasi_linear_gifts(&self.values);
        let gifts = cobb_douglas_gifts(&self.incomes, self.alpha);
        let optimum: f64 = self.values.iter().sum();
        json!({
            "ql_nash_total": keenest.total,
            "ql_only_contributor": keenest.gifts.iter().position(|&gift| gift == keenest.total),
            "ql_optimum_total": optimum,
            "ql_underprovision_ratio": keenest.total / optimum,
            "cd_nash_total": gifts.total,
            "cd_contributions": gifts.gifts,
            "cd_shares_of_income": self.gift_shares(&gifts.gifts),
            "cd_optimum_total": self.alpha * self.incomes.iter().sum::<f64>(),
            "support_that_balances_abandonment_and_entrapment": self.ally.balancing_support(),
        })
    }

    fn textbook(&self) -> Value {
        let (most, sum) = self.values.iter().fold((0.0, 0.0), |(most, sum), &v| (f64::max(most, v), sum + v));
        let (total, gifts) = drop_negative(&self.incomes, self.alpha);
        let AllianceDilemma { abandonment: a0, response: k, abandonment_loss: d, entrapment: e0, entrapment_loss: e } =
            self.ally;
        json!({
            "ql_nash_total": most,
            "ql_only_contributor": self.values.iter().position(|&value| value == most),
            "ql_optimum_total": sum,
            "ql_underprovision_ratio": most / sum,
            "cd_nash_total": total,
            "cd_shares_of_income": self.gift_shares(&gifts),
            "cd_contributions": gifts,
            "cd_optimum_total": self.alpha * self.incomes.iter().sum::<f64>(),
            "support_that_balances_abandonment_and_entrapment":
                (libm::log(a0) + libm::log(k) + libm::log(d) - libm::log(e0) - libm::log(e)) / k,
        })
    }
}

/// Warr's formula with members who would give less than nothing dropped until none is left.
fn drop_negative(incomes: &[f64], alpha: f64) -> (f64, Vec<f64>) {
    let mut inside = vec![true; incomes.len()];
    loop {
        let pooled: f64 = incomes.iter().zip(&inside).filter(|(_, inside)| **inside).map(|(income, _)| income).sum();
        let count = inside.iter().filter(|inside| **inside).count() as f64;
        let spending = (1.0 - alpha) * pooled / (alpha + count * (1.0 - alpha));
        let out: Vec<usize> =
            (0..incomes.len()).filter(|&i| inside[i] && incomes[i] < spending * (1.0 - 1e-14)).collect();
        if out.is_empty() || count <= 1.0 {
            let gift = |(income, inside): (&f64, &bool)| if *inside { (income - spending).max(0.0) } else { 0.0 };
            let total = alpha * pooled / (alpha + count * (1.0 - alpha));
            return (total, incomes.iter().zip(&inside).map(gift).collect());
        }
        out.into_iter().for_each(|member| inside[member] = false);
    }
}

/// The equal-share law and the critical member.
pub(in crate::theory) struct Fragile {
    incomes: Vec<f64>,
    willingness: Vec<f64>,
    need: f64,
    fatigue: f64,
}

impl Fragile {
    fn willing_gifts(&self) -> impl Iterator<Item = f64> + '_ {
        self.incomes.iter().zip(&self.willingness).map(|(income, share)| income * share)
    }

    /// Budget and members of a coalition that asks each member's willingness in turn, by definition.
    fn best_threshold(&self, without: Option<usize>) -> (f64, usize) {
        let members: Vec<usize> = (0..self.incomes.len()).filter(|&member| Some(member) != without).collect();
        let mut best = (0.0, 0.0, 0);
        for &asked in &members {
            let share = self.willingness[asked];
            let inside: Vec<usize> =
                members.iter().copied().filter(|&member| self.willingness[member] >= share).collect();
            let budget = share * inside.iter().map(|&member| self.incomes[member]).sum::<f64>();
            if budget > best.0 * (1.0 + 1e-15) || (budget >= best.0 && share > best.1) || best.2 == 0 {
                best = (budget, share, inside.len());
            }
        }
        (best.0, best.2)
    }
}

impl Case for Fragile {
    fn read(inputs: &Inputs) -> Result<Self, TheoryError> {
        let incomes = inputs.read_list("gdp_bn", Allowed::NotNegative, 1..=MANY)?;
        let percent = inputs.read_list("willingness_pct_gdp_per_year", Allowed::NotNegative, 1..=MANY)?;
        if percent.len() != incomes.len() {
            let found = format!("a list of {} numbers", percent.len());
            let allowed = format!("as many numbers as gdp_bn has: {}", incomes.len());
            return Err(inputs.refuse_input("willingness_pct_gdp_per_year", &found, &allowed));
        }
        Ok(Self {
            incomes,
            willingness: percent.iter().map(|share| share / 100.0).collect(),
            need: inputs.read_number("need_bn_per_year", Allowed::NotNegative)?,
            fatigue: inputs.read_number("fatigue_per_month", Allowed::NotNegative)?,
        })
    }

    fn compute(&self) -> Value {
        let (willingness, incomes) = (&self.willingness, &self.incomes);
        let mut order: Vec<usize> = (0..incomes.len()).collect();
        let share = equal_share(willingness, incomes, &mut order);
        let without = |member| equal_share_without(willingness, incomes, &order, member).budget;
        let without: Vec<f64> = (0..incomes.len()).map(without).collect();
        json!({
            "voluntary_total": voluntary(willingness, incomes),
            "proportional_total": share.budget,
            "members_in": share.members,
            "weakest_link_total": weakest_link(willingness, incomes),
            "best_shot_total": best_shot(willingness, incomes),
            "holds_at_need": share.budget >= self.need,
            "months_until_break": months_until(share.budget, self.need, self.fatigue),
            "proportional_total_if_member_i_leaves": without,
            "critical_members": critical_members(willingness, incomes, self.need),
        })
    }

    fn textbook(&self) -> Value {
        let members = 0..self.incomes.len();
        let (budget, inside) = self.best_threshold(None);
        let least = self.willingness.iter().copied().fold(f64::INFINITY, f64::min);
        let without: Vec<f64> = members.clone().map(|member| self.best_threshold(Some(member)).0).collect();
        let critical: Vec<usize> = members.filter(|&member| without[member] < self.need).collect();
        json!({
            "voluntary_total": self.willing_gifts().sum::<f64>(),
            "proportional_total": budget,
            "members_in": inside,
            "weakest_link_total": least * self.incomes.iter().sum::<f64>(),
            "best_shot_total": self.willing_gifts().fold(0.0, f64::max),
            "holds_at_need": budget >= self.need,
            "months_until_break": (libm::log(budget) - libm::log(self.need)) / self.fatigue,
            "proportional_total_if_member_i_leaves": without,
            "critical_members": critical,
        })
    }
}

/// Decay, Mueller's law, independent elections.
pub(in crate::theory) struct Fatigue {
    support: f64,
    threshold: f64,
    decay: f64,
    points: f64,
    casualties: [f64; 2],
    elections: Vec<ElectionRisk>,
}

impl Case for Fatigue {
    fn read(inputs: &Inputs) -> Result<Self, TheoryError> {
        let rows = inputs.read_rows("elections_month_prob_flip", 2..=2)?;
        let elections: Vec<ElectionRisk> =
            rows.iter().map(|row| ElectionRisk { month: row[0], flip: row[1] }).collect();
        if let Some(place) = elections.iter().position(|election| !(0.0..=1.0).contains(&election.flip)) {
            let name = format!("elections_month_prob_flip[{place}][1]");
            return Err(inputs.refuse_input(&name, &elections[place].flip.to_string(), "a number from 0 to 1"));
        }
        Ok(Self {
            support: inputs.read_number("S0", Allowed::Positive)?,
            threshold: inputs.read_number("threshold", Allowed::Positive)?,
            decay: inputs.read_number("exp_decay_per_month", Allowed::NotNegative)?,
            points: inputs.read_number("mueller_points_per_decade", Allowed::Any)?,
            casualties: [
                inputs.read_number("casualties_from", Allowed::Positive)?,
                inputs.read_number("casualties_to", Allowed::Positive)?,
            ],
            elections,
        })
    }

    fn compute(&self) -> Value {
        let drop = mueller_drop(self.points, self.casualties[0], self.casualties[1]);
        let flipped = |election: &ElectionRisk| 1.0 - unflipped(&self.elections, election.month);
        let flipped: Vec<f64> = self.elections.iter().map(flipped).collect();
        json!({
            "months_to_threshold": months_until(self.support, self.threshold, self.decay),
            "mueller_drop": drop,
            "S_after_mueller": self.support - drop,
            "prob_no_flip_through_month_24": unflipped(&self.elections, 24.0),
            "prob_no_flip_through_month_18": unflipped(&self.elections, 18.0),
            "expected_first_flip_prob_by_month": flipped,
        })
    }

    fn textbook(&self) -> Value {
        let [from, to] = self.casualties;
        let drop = self.points * (libm::log(to) - libm::log(from)) / std::f64::consts::LN_10;
        let unflipped = |month: f64| {
            let log = |election: &ElectionRisk| libm::log1p(-election.flip);
            libm::exp(self.elections.iter().filter(|election| election.month <= month).map(log).sum())
        };
        let flipped: Vec<f64> = self.elections.iter().map(|election| 1.0 - unflipped(election.month)).collect();
        json!({
            "months_to_threshold": (libm::log(self.support) - libm::log(self.threshold)) / self.decay,
            "mueller_drop": drop,
            "S_after_mueller": self.support - drop,
            "prob_no_flip_through_month_24": unflipped(24.0),
            "prob_no_flip_through_month_18": unflipped(18.0),
            "expected_first_flip_prob_by_month": flipped,
        })
    }
}
