//! What a settlement that can fail is worth, against fixed points found by plain iteration (theory 1.15 and 3.11, decision 24).

use crate::small_war;
use standoff_world::peace::settlement::{
    PeaceEnds, attack_hazard, beyond_hazard, keeping_value, manner_factor, peace_value, settlement_value,
};

fn iterated(start: f64, step: impl Fn(f64) -> f64) -> f64 {
    (0..20_000).fold(start, |value, _| step(value))
}

/// `W = (1-d) v + d [h F + (1-h) W]`.
#[test]
fn a_settlement_is_worth_its_flow_until_it_fails() {
    for (discount, flow, hazard, war) in [(0.98, 0.7, 0.03, 0.2), (0.9, 0.2, 0.5, 0.9), (0.95, 0.4, 0.0, 7.0)] {
        let step = |value: f64| (1.0 - discount) * flow + discount * (hazard * war + (1.0 - hazard) * value);
        let found = settlement_value(discount, flow, hazard, war);
        assert!((found - iterated(0.0, step)).abs() < 1e-12, "{discount} {flow} {hazard} {war}");
    }
}

/// `W = (1-d) v + d [h F + h_b (e - X) + (1 - h - h_b) W]`.
#[test]
fn a_peace_has_two_ends() {
    for (discount, flow, ends) in [
        (0.98, 0.7, PeaceEnds { renewal: 0.03, renewed: 0.2, beyond: 0.01, beyond_value: -0.3 }),
        (0.9, 0.3, PeaceEnds { renewal: 0.2, renewed: 0.6, beyond: 0.3, beyond_value: 0.1 }),
        (0.95, 0.4, PeaceEnds { renewal: 0.0, renewed: 9.0, beyond: 0.0, beyond_value: 9.0 }),
    ] {
        let PeaceEnds { renewal, renewed, beyond, beyond_value } = ends;
        let step = |value: f64| {
            (1.0 - discount) * flow
                + discount * (renewal * renewed + beyond * beyond_value + (1.0 - renewal - beyond) * value)
        };
        let found = peace_value(discount, flow, &ends);
        assert!((found - iterated(0.0, step)).abs() < 1e-12, "{discount} {flow} {ends:?}");
    }
}

/// `W = (1-d) v + d [(1-rho) W + (rho/L) ln(e^{L W} + e^{L ren})]`.
#[test]
fn keeping_a_settlement_includes_the_option_to_attack() {
    for (discount, flow, rho, sharpness, renewed) in [
        (0.95, 0.6, 0.1, 20.0, 0.4),
        (0.95, 0.4, 0.1, 20.0, 0.6),
        (0.9, 0.5, 0.5, 3.0, 0.5),
        (0.98, 0.2, 0.0, 60.0, 0.9),
        (0.9, 0.3, 0.25, 200.0, 0.31),
    ] {
        let step = |value: f64| {
            let option = ((sharpness * value).exp() + f64::exp(sharpness * renewed)).ln() / sharpness;
            (1.0 - discount) * flow + discount * ((1.0 - rho) * value + rho * option)
        };
        let found = keeping_value(discount, flow, rho, sharpness, renewed);
        assert!((found - iterated(0.0, step)).abs() < 1e-10, "{discount} {flow} {rho} {sharpness} {renewed}: {found}");
    }
}

/// `rho/(1+e^{L(W-ren)})`, `phi rho (1 - S)` and `exp(bF forced + bM)`.
#[test]
fn hazards_of_a_peace_are_as_stated() {
    for (value, renewed) in [(0.5, 0.5), (0.6, 0.4), (0.3, 0.45)] {
        let expected = 0.1 / (1.0 + f64::exp(20.0 * (value - renewed)));
        assert!((attack_hazard(value, 0.1, 20.0, renewed) - expected).abs() < 1e-12, "{value} {renewed}");
    }
    let mut peace = small_war::war().peace;
    (peace.beyond, peace.occasions, peace.forced, peace.monitors) = (0.2, 0.3, 0.5, -0.3);
    for (security, expected) in [(0.25, 0.045), (0.0, 0.06), (1.0, 0.0), (1.5, 0.0), (-1.0, 0.06)] {
        assert!((beyond_hazard(&peace, security) - expected).abs() < 1e-12, "{security}");
    }
    assert!((manner_factor(&peace, false) - f64::exp(-0.3)).abs() < 1e-12);
    assert!((manner_factor(&peace, true) - f64::exp(0.2)).abs() < 1e-12);
}
