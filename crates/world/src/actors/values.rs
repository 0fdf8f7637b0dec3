//! Values of the actors: present values of terms, best settlement 1, worst 0 (theory 3.3, decisions 8 and 16).

use crate::battlefield::front::constant_elasticity;
use crate::quantity::quantities;
use crate::talks::packages::Terms;

quantities! {
    /// Values of the invader.
    InvaderValues {
        discount: Discount, 0.5 => 0.9999, 0.993 in (0.9816, 0.9975), "dR", "Discount factor";
        land: Number, 0.0 => 1.0, 0.40, "wR1", "Weight of land";
        guarantee: Number, 0.0 => 1.0, 0.20, "wR2", "Weight of the absence of guarantees";
        alignment: Number, 0.0 => 1.0, 0.25, "wR3", "Weight of the defender's neutrality and army cap";
        relief: Number, 0.0 => 1.0, 0.10, "wR4", "Weight of sanctions relief and assets";
        enough: Share, 0.05 => 1.0, 1.0, "eR", "Share of the stake that it wants: land beyond that is worth nothing to it";
        form: Number, 0.0 => 1.0, 0.05, "wR5", "Weight of legal recognition of the land held";
        toll: Number, 0.0 => 50.0, 1.0 in (0.4, 2.4), "KR", "Share of its stake that fighting for ever would cost";
        unborne: Share, 0.0 => 1.0, 0.4 in (0.0, 0.8), "alphaR", "Share of the cost that the leader does not bear";
        leader_gain: Number, 0.0 => 50.0, 0.144 in (0.0, 0.58), "KBR", "Share of the stake that the leader would gain in private from fighting for ever";
    }
}

quantities! {
    /// Values of the defender.
    DefenderValues {
        discount: Discount, 0.5 => 0.9999, 0.9913 in (0.9816, 0.9975), "dU", "Discount factor";
        land: Number, 0.0 => 1.0, 0.35, "wU1", "Weight of land";
        security: Number, 0.0 => 1.0, 0.35, "wU2", "Weight of security";
        autonomy: Number, 0.0 => 1.0, 0.20, "wU3", "Weight of open alignment and an uncapped army";
        assets: Number, 0.0 => 1.0, 0.10, "wU4", "Weight of sanctions kept and assets";
        enough: Share, 0.05 => 1.0, 1.0, "eU", "Share of the stake that it wants: land beyond that is worth nothing to it";
        land_exponent @class: Number, 0.1 => 5.0, 1.0, "a", "Curvature of the value of land";
        legal_bar: Number, 0.0 => 1.0, 0.08 in (0.0, 0.3), "LU", "Cost of ceding land by law";
        guarantee_weight @class: Share, 0.0 => 1.0, 0.5 in (0.35, 0.65), "om", "Weight of a guarantee against the own army in security";
        security_substitution @class: Number, -8.0 => 0.99, 0.5 in (-1.0, 0.9), "zS", "How well a guarantee stands in for the own army";
        toll: Number, 0.0 => 50.0, 0.6 in (0.3, 1.2), "KU", "Share of its stake that fighting for ever would cost";
        unborne: Share, 0.0 => 1.0, 0.0, "alphaU", "Share of the cost that the leader does not bear";
        leader_gain: Number, 0.0 => 50.0, 0.0, "KBU", "Share of the stake that the leader would gain in private from fighting for ever";
    }
}

quantities! {
    /// Values of the coalition.
    CoalitionValues {
        discount: Discount, 0.5 => 0.9999, 0.9894 in (0.9816, 0.9975), "dC", "Discount factor";
        land: Number, 0.0 => 1.0, 0.25, "wC1", "Weight of land";
        security: Number, 0.0 => 1.0, 0.35, "wC2", "Weight of the defender's security";
        autonomy: Number, 0.0 => 1.0, 0.20, "wC3", "Weight of open alignment and an uncapped army";
        assets: Number, 0.0 => 1.0, 0.20, "wC4", "Weight of sanctions kept and assets";
        precedent: Number, 0.0 => 1.0, 0.15 in (0.0, 0.3), "prC", "Cost of land taken by force and signed away: the precedent";
        toll: Number, 0.0 => 50.0, 0.19 in (0.05, 0.47), "KC", "Share of its stake that paying at full coverage for ever would cost";
        toll_alone: Number, 0.0 => 50.0, 0.095 in (0.0, 0.28), "KXC", "The same on top of it while the great power is out";
        cost_paid: Share, 0.0 => 1.0, 0.4 in (0.2, 0.6), "sCU", "Share of the defender's cost that the coalition pays at full coverage";
    }
}

quantities! {
    /// Values of the great power.
    GreatPowerValues {
        discount: Discount, 0.5 => 0.9999, 0.9816 in (0.96, 0.9975), "dA", "Discount factor";
        deal: Number, 0.0 => 2.0, 0.30 in (0.0, 0.6), "DA", "Value of a deal, whatever its terms";
        relief: Number, 0.0 => 2.0, 0.10 in (0.0, 0.3), "eA", "Gain from sanctions relief and assets";
        reputation: Number, 0.0 => 2.0, 0.15 in (0.0, 0.4), "rA", "Loss of reputation from land ceded beyond what it tolerates";
        guarantee: Number, 0.0 => 2.0, 0.05 in (0.0, 0.2), "kA", "Cost of a guarantee";
        tolerated_land: Share, -1.0 => 1.0, 0.12 in (0.0, 0.3), "tauA", "Land beyond the line that it tolerates";
        choice: Number, 0.0 => 1000.0, 0.0, "lA", "How sharply its turns follow what the postures are worth to it, in log-odds a unit of its stake: 0 not at all";
    }
}

/// Security of the defender from a guarantee and its own army: `[om g^z + (1-om)(1-nu)^z]^(1/z)` (theory 3.3).
pub fn defender_security(values: &DefenderValues, guarantee: f64, alignment: f64) -> f64 {
    constant_elasticity(values.guarantee_weight, guarantee, 1.0 - alignment, values.security_substitution)
}

/// Worth of a share of the stake to a side that wants `enough` of it: `min(1, tau / e)` (decision 104).
///
/// ```
/// use standoff_world::actors::values::worth_of_land;
/// assert_eq!([0.2, 0.4, 0.9].map(|land| worth_of_land(land, 0.4)), [0.5, 1.0, 1.0]);
/// assert_eq!(worth_of_land(0.7, 1.0), 0.7);
/// ```
pub fn worth_of_land(share: f64, enough: f64) -> f64 {
    (share / enough).min(1.0)
}

/// The invader's value of terms with the front at share `held` (theory 3.3).
pub fn invader_value(values: &InvaderValues, terms: &Terms, held: f64) -> f64 {
    let land = terms.land_after(held);
    values.land * worth_of_land(land, values.enough)
        + values.guarantee * (1.0 - terms.written_guarantee())
        + values.alignment * terms.alignment
        + values.relief * terms.relief
        + values.form * terms.form * land
}

/// The defender's value of terms with the front at share `held` (theory 3.3).
pub fn defender_value(values: &DefenderValues, terms: &Terms, held: f64) -> f64 {
    let kept = worth_of_land(1.0 - terms.land_after(held), values.enough);
    values.land * libm::pow(kept, values.land_exponent)
        + values.security * defender_security(values, terms.written_guarantee(), terms.alignment)
        + values.autonomy * (1.0 - terms.alignment)
        + values.assets * (1.0 - terms.relief)
        - values.legal_bar * terms.form * terms.ceded(held).max(0.0)
}

/// The coalition's value of terms: like the defender's, with a term for the precedent of land taken by force
/// (decision 16): what is ceded beyond the line, and what is recognised by law.
pub fn coalition_value(values: &CoalitionValues, security: f64, terms: &Terms, held: f64) -> f64 {
    let land = terms.land_after(held);
    values.land * (1.0 - land)
        + values.security * security
        + values.autonomy * (1.0 - terms.alignment)
        + values.assets * (1.0 - terms.relief)
        - values.precedent * (terms.ceded(held).max(0.0) + terms.form * land)
}

/// The great power's value of a signed deal:
/// `D_A + eA sigma - rA max(0, dtau - tau_A) - kA g` (theory 3.3, with tolerated land counted from the line).
pub fn great_power_value(values: &GreatPowerValues, terms: &Terms, held: f64) -> f64 {
    values.deal + values.relief * terms.relief
        - values.reputation * (terms.ceded(held) - values.tolerated_land).max(0.0)
        - values.guarantee * terms.guarantee
}
