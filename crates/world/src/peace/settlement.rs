//! After a signature: what a settlement is worth when it can fail, and how long it holds (theory 1.15 and 3.11,
//! decisions 13, 21 and 24).

use crate::quantity::quantities;
use standoff_num::elementary::{exp, ln_1p, logistic};

quantities! {
    /// Durability of a signed settlement.
    Peace {
        occasions @class: Hazard, 0.0 => 0.9, 0.08333333333333333 in (0.02777777777777778, 0.25), "rho", "Occasions to attack again";
        sharpness @class: Number, 0.1 => 1e5, 60.0 in (30.0, 150.0), "L", "Sharpness of the choice to attack again";
        honoured_cost @class: Number, 0.0 => 2.0, 0.45 in (0.2, 0.8), "K", "Cost to the invader of a guarantee that is honoured";
        renewal_cost @class: Number, 0.0 => 2.0, 0.10 in (0.0, 0.20), "cren", "Cost to the invader of starting the war again";
        guarantee_help @class: Number, 0.0 => 2.0, 0.30 in (0.0, 0.60), "H", "What a guarantee that is honoured adds to the defender's renewed war";
        beyond @class: Share, 0.0 => 1.0, 0.10 in (0.0, 0.30), "phi", "Part of the occasions at which the invader wants more than the stake of a defenceless defender";
        beyond_loss @class: Number, 0.0 => 2.0, 0.30 in (0.0, 0.60), "X", "What the defender and the coalition lose by that, beyond the whole stake";
        forced @class: Number, -2.0 => 2.0, 0.5 in (0.0, 1.1), "bF", "Log factor on the hazard of a deal signed under pressure";
        monitors @class: Number, -2.0 => 2.0, 0.0 in (-0.5, 0.0), "bM", "Log factor on the hazard from monitors";
        cap_effect @class: Share, 0.0 => 1.0, 0.35 in (0.2, 0.5), "cap", "Share of its force that the defender lacks in a renewed war under a full cap";
    }
}

/// Value of a flow `flow` that ends with hazard `hazard` in a war worth `war`:
/// `W = ((1-d) v + d h W_war)/(1-d(1-h))` (theory 1.15, check V21).
///
/// ```
/// use standoff_world::peace::settlement::settlement_value;
/// assert!((settlement_value(0.99, 0.7, 0.01, 0.2) - 0.451256281407).abs() < 1e-9);
/// ```
pub fn settlement_value(discount: f64, flow: f64, hazard: f64, war: f64) -> f64 {
    ((1.0 - discount) * flow + discount * hazard * war) / (1.0 - discount * (1.0 - hazard))
}

/// The invader's value of keeping a settlement, with the option to attack again at occasions of chance `rho`, taken
/// by logit: the fixed point of
/// `W = (1-d) v + d[(1-rho) W + (rho/L) ln(e^{L W} + e^{L ren})]` (theory 1.15 and 3.11, check V21).
///
/// The map is a contraction of slope at most `d`, and convex in `W`; Newton's method from above converges without
/// overshooting.
pub fn keeping_value(discount: f64, flow: f64, rho: f64, sharpness: f64, renewed: f64) -> f64 {
    let mut value = flow.max(renewed) + 1.0 / sharpness;
    // Newton doubles its digits, so that after a change this small the next would be nought: a handful of rounds is the
    // rule, sixty a bound.
    for _ in 0..60 {
        let attack = logistic(sharpness * (renewed - value));
        let gain = softplus(sharpness * (renewed - value)) / sharpness;
        let map = (1.0 - discount) * flow + discount * (value + rho * gain);
        let slope = discount * (1.0 - rho * attack);
        let next = value + (map - value) / (1.0 - slope);
        if (next - value).abs() < 1e-13 {
            return next;
        }
        value = next;
    }
    value
}

/// Hazard that the invader attacks again, `rho/(1+e^{L(W-ren)})` (theory 3.11).
pub fn attack_hazard(value: f64, rho: f64, sharpness: f64, renewed: f64) -> f64 {
    rho * logistic(sharpness * (renewed - value))
}

/// Hazard a month that the invader goes beyond the stake, `h_b = phi rho (1 - S)`: the less, the better the defender is
/// secured (decision 24).
pub fn beyond_hazard(peace: &Peace, security: f64) -> f64 {
    peace.beyond * peace.occasions * (1.0 - security).clamp(0.0, 1.0)
}

/// What can end a peace, and what each end is worth to the actor whose value is asked for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PeaceEnds {
    /// Hazard a month that the war is renewed.
    pub renewal: f64,
    /// Value of the renewed war.
    pub renewed: f64,
    /// Hazard a month that the invader goes beyond the stake.
    pub beyond: f64,
    /// Value of that.
    pub beyond_value: f64,
}

/// Value of a flow `flow` that ends in a renewed war or beyond the stake:
/// `W = ((1-d) v + d (h F + h_b (e - X))) / (1 - d (1 - h - h_b))` (decision 24).
pub fn peace_value(discount: f64, flow: f64, ends: &PeaceEnds) -> f64 {
    let PeaceEnds { renewal, renewed, beyond, beyond_value } = *ends;
    ((1.0 - discount) * flow + discount * (renewal * renewed + beyond * beyond_value))
        / (1.0 - discount * (1.0 - renewal - beyond))
}

/// Factor on the hazard of a renewed attack, `exp(bF forced + bM)`, where `forced` is a deal that the great power pressed
/// for and `bM` the effect of the monitors (theory 3.11).
pub fn manner_factor(peace: &Peace, forced: bool) -> f64 {
    exp(peace.monitors + if forced { peace.forced } else { 0.0 })
}

/// `ln(1+e^x)` without overflow.
fn softplus(x: f64) -> f64 {
    x.max(0.0) + ln_1p(exp(-x.abs()))
}
