//! Settlements that can fail, and guarantees (V21).

use super::case::Case;
use crate::classic::commitment::deterring_credibility;
use crate::theory::error::TheoryError;
use crate::theory::input::{Allowed, Inputs, MANY};
use serde_json::{Value, json};
use standoff_num::elementary::exp;
use standoff_world::peace::settlement::{attack_hazard, keeping_value, settlement_value};
use standoff_world::quantity::hazard_over;

/// Reliability of alliance promises: Leeds, Long and Mitchell 2000, and Berkemeier and Fuhrmann 2018 for 1945–2003.
const RELIABILITY: [f64; 2] = [0.745, 0.22];

/// Hazards by covariates and by the invader's own choice.
pub(in crate::theory) struct Durability {
    discount: f64,
    flow: f64,
    war: f64,
    hazard: f64,
    base: f64,
    effects: [Vec<f64>; 2],
    sharpness: f64,
    peace_values: Vec<f64>,
    renewed: f64,
    occasions: f64,
    gain: f64,
    loss: f64,
}

impl Durability {
    /// `h0 exp(b'z)`, a probability at most.
    fn proportional_hazard(&self, raise: fn(f64) -> f64) -> f64 {
        let sum = self.effects[0].iter().zip(&self.effects[1]).map(|(effect, level)| effect * level).sum();
        if self.base == 0.0 { 0.0 } else { (self.base * raise(sum)).min(1.0) }
    }
}

impl Case for Durability {
    fn read(inputs: &Inputs) -> Result<Self, TheoryError> {
        let rows = inputs.read_rows("ph_beta_z", 0..=MANY)?;
        let [effects, levels] = rows.as_slice() else {
            let found = format!("{} lists", rows.len());
            return Err(inputs.refuse_input("ph_beta_z", &found, "two lists of numbers: effects and covariates"));
        };
        if effects.len() != levels.len() {
            let found = format!("lists of {} effects and {} covariates", effects.len(), levels.len());
            return Err(inputs.refuse_input("ph_beta_z", &found, "as many covariates as effects"));
        }
        let structural = inputs.read_nested("structural")?;
        let guarantee = inputs.read_nested("guarantee")?;
        let discount = inputs.read_number("delta", Allowed::Share)?;
        Ok(Self {
            discount,
            flow: inputs.read_number("flow_value", Allowed::Any)?,
            war: inputs.read_number("renewed_war_value", Allowed::Any)?,
            hazard: inputs.read_number("monthly_hazard", Allowed::Share)?,
            base: inputs.read_number("ph_base", Allowed::NotNegative)?,
            effects: [effects.clone(), levels.clone()],
            sharpness: structural.read_number("lambda_", Allowed::Positive)?,
            peace_values: structural.read_list("peace_value_R", Allowed::Any, 0..=MANY)?,
            renewed: structural.read_number("renewed_war_value_R", Allowed::Any)?,
            occasions: structural.read_number("opportunity_prob_per_month", Allowed::Share)?,
            gain: guarantee.read_number("gain_if_not_honoured", Allowed::NotNegative)?,
            loss: guarantee.read_number("loss_if_honoured", Allowed::NotNegative)?,
        })
    }

    fn compute(&self) -> Value {
        let hazard = self.proportional_hazard(exp);
        let keep = |&flow: &f64| keeping_value(self.discount, flow, self.occasions, self.sharpness, self.renewed);
        let kept: Vec<f64> = self.peace_values.iter().map(keep).collect();
        let attack = |&value: &f64| attack_hazard(value, self.occasions, self.sharpness, self.renewed);
        let attacks: Vec<f64> = kept.iter().map(attack).collect();
        let survival: Vec<f64> = attacks.iter().map(|&attack| 1.0 - hazard_over(attack, 60.0)).collect();
        let needed = deterring_credibility(self.gain, self.loss);
        json!({
            "settlement_value": settlement_value(self.discount, self.flow, self.hazard, self.war),
            "survival_24_months": 1.0 - hazard_over(self.hazard, 24.0),
            "mean_months_of_peace": 1.0 / self.hazard,
            "ph_hazard": hazard,
            "ph_survival_24": 1.0 - hazard_over(hazard, 24.0),
            "structural_W_R": kept,
            "structural_hazard": attacks,
            "structural_survival_60": survival,
            "credibility_needed_to_deter": needed,
            "deterred_at_74pct": RELIABILITY[0] >= needed,
            "deterred_at_22pct": RELIABILITY[1] >= needed,
        })
    }

    fn textbook(&self) -> Value {
        let hazard = self.proportional_hazard(libm::exp);
        let survive = |hazard: f64, months: f64| libm::exp(months * libm::log1p(-hazard));
        let kept: Vec<f64> = self.peace_values.iter().map(|&flow| self.bisect_keeping_value(flow)).collect();
        let attack = |value: &f64| self.occasions / (1.0 + libm::exp(self.sharpness * (value - self.renewed)));
        let attacks: Vec<f64> = kept.iter().map(attack).collect();
        let (d, h) = (self.discount, self.hazard);
        json!({
            "settlement_value": ((1.0 - d) * self.flow + d * h * self.war) / (1.0 - d * (1.0 - h)),
            "survival_24_months": survive(h, 24.0),
            "mean_months_of_peace": 1.0 / h,
            "ph_hazard": hazard,
            "ph_survival_24": survive(hazard, 24.0),
            "structural_survival_60": attacks.iter().map(|&attack| survive(attack, 60.0)).collect::<Vec<f64>>(),
            "structural_W_R": kept,
            "structural_hazard": attacks,
            "credibility_needed_to_deter": self.gain / (self.gain + self.loss),
            "deterred_at_74pct": RELIABILITY[0] * (self.gain + self.loss) >= self.gain,
            "deterred_at_22pct": RELIABILITY[1] * (self.gain + self.loss) >= self.gain,
        })
    }
}

impl Durability {
    /// The root of `(1-d)(v - W) + d rho (1/L) ln(1 + e^{L(ren - W)})`, which falls as W rises.
    fn bisect_keeping_value(&self, flow: f64) -> f64 {
        let (d, l, rho) = (self.discount, self.sharpness, self.occasions);
        let excess = |w: f64| {
            let x = l * (self.renewed - w);
            let soft = x.max(0.0) + libm::log1p(libm::exp(-x.abs()));
            (1.0 - d) * (flow - w) + d * rho * soft / l
        };
        let (mut low, mut high) = (flow.min(self.renewed) - 1.0, flow.max(self.renewed) + 1.0);
        while excess(high) > 0.0 && high < 1e18 {
            // Where a month of 1 is lost in the rounding of the bounds they are equal, and would stay so.
            high += (2.0 * (high - low)).max(1e-9 * high.abs());
        }
        for _ in 0..300 {
            let middle = 0.5 * (low + high);
            if excess(middle) > 0.0 { low = middle } else { high = middle }
        }
        0.5 * (low + high)
    }
}
