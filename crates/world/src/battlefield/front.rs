//! The front: a lazy random walk of the invader's share of the disputed stake (theory 3.4).
//!
//! The disputed stake is cut into `steps` equal pieces. The front stands at `0..=steps`; both ends are absorbing:
//! the invader has lost the stake, or holds all of it.

use crate::quantity::quantities;
use standoff_num::elementary::{exp, ln, logistic};

quantities! {
    /// Technology of the war on the ground.
    Front {
        area_per_step: Area, 1.0 => 1e6, 1700.0 in (1000.0, 2500.0), "a", "Area that changes hands when the front moves one step";
        moves: Rate, 0.0 => 100.0, 0.5 in (0.3, 0.8), "lb", "Moves of the front, either way";
        odds: Share, 0.02 => 0.98, 0.72 in (0.55, 0.90), "p0", "Probability that a move goes to the invader, at the start";
        gradient @class: LogOdds, 0.0 => 20.0, 0.0, "gr", "How much harder the next move is for the side that has advanced by the whole stake from the line of the first day: supply lengthens, and the other side's shortens";
        decisiveness @class: Number, 0.2 => 5.0, 1.5 in (1.0, 3.0), "gam", "How sharply the force ratio decides a move: 1 linear to 3 beyond the square law";
        own_supply: Share, 0.0 => 1.0, 0.5 in (0.4, 0.6), "o", "Share of the defender's supply that it covers itself";
        coalition_supply: Share, 0.0 => 1.0, 0.35 in (0.25, 0.45), "sC", "Share of the defender's supply that the coalition gives at full coverage";
        great_power_supply: Share, 0.0 => 1.0, 0.15 in (0.10, 0.25), "sA", "Share of the defender's supply that the great power gives at full backing";
        manpower_weight @class: Share, 0.0 => 1.0, 0.5 in (0.35, 0.65), "th", "Weight of manpower against supply in the defender's force";
        substitution @class: Number, -8.0 => 0.99, (-1.0) in (-3.0, 0.5), "z", "How well supply stands in for manpower: 1 perfectly, very negative not at all";
        momentum @class: LogOdds, 0.0 => 3.0, 0.5 in (0.0, 1.0), "mu", "Shift of the odds while one side has the momentum";
        momentum_change @class: Rate, 0.0 => 4.0, 0.15 in (0.05, 0.30), "km", "How often the momentum passes to another state";
        pace_spread @class: Number, 0.0 => 2.0, 0.0, "sf", "Standard deviation of the pace of the front in the long run, in log: how far the moves of a month stray from their rate for longer than chance; 0 not at all";
        pace_half_life @class: Duration, 0.25 => 60.0, 5.0, "hp", "Time after which half of a deviation of the pace is left";
        collapse @class: Hazard, 0.0 => 0.5, 0.01 in (0.0, 0.03), "kx", "Chance that the line of a side with no stamina left collapses";
        collapse_steps @class: Number, 0.0 => 2400.0, 4.0 in (2.0, 6.0), "nx", "Steps that the front jumps when a line collapses";
    }
}

/// Shift of the log-odds of a move with the front at share `held`, where it stood at `start` on the first day: the side that has
/// advanced fights farther from its bases, `-gr (tau - tau_0)` (the loss-of-strength gradient of Boulding 1962, Conflict and
/// Defense, chapter 12, in log-odds).
///
/// ```
/// # use standoff_world::{battlefield::front::{Front, advance_shift}, quantity::{Definition, Figures}};
/// # struct Two;
/// # impl Figures for Two {
/// #     fn figure(&self, path: &str) -> f64 { if path == "front.gradient" { 2.0 } else { 0.5 } }
/// # }
/// let front = Front::read(&Two, "front");
/// assert!((advance_shift(&front, 0.75, 0.5) + 0.5).abs() < 1e-12);
/// ```
pub fn advance_shift(front: &Front, held: f64, start: f64) -> f64 {
    front.gradient * (start - held)
}

/// The defender's supply against its full need: `o + sC·cov + sA·arms` (theory 3.4).
pub fn defender_supply(front: &Front, coverage: f64, arms: f64) -> f64 {
    front.own_supply + front.coalition_supply * coverage + front.great_power_supply * arms
}

/// The defender's force: a CES mix of manpower and supply, `[th m^z + (1-th) Sup^z]^(1/z)` (theory 3.4).
pub fn defender_force(front: &Front, manpower: f64, supply: f64) -> f64 {
    constant_elasticity(front.manpower_weight, manpower, supply, front.substitution)
}

/// `[w a^z + (1-w) b^z]^(1/z)`; Cobb–Douglas where `z` is zero, and zero where a side that cannot be replaced is zero.
pub fn constant_elasticity(weight: f64, first: f64, second: f64, exponent: f64) -> f64 {
    // Powers of zero with a negative exponent are infinite; of a trace they only are very large.
    let (first, second) = (ln(first.max(1e-9)), ln(second.max(1e-9)));
    if exponent.abs() < 1e-6 {
        return exp(weight * first + (1.0 - weight) * second);
    }
    let mix = weight * exp(exponent * first) + (1.0 - weight) * exp(exponent * second);
    exp(ln(mix) / exponent)
}

/// The contest: probability that a move goes to the invader, `E_R^gam/(E_R^gam + E_U^gam)` (theory 3.4).
///
/// ```
/// use standoff_world::battlefield::front::contest;
/// assert!((contest(1.5, 1.0, 1.0) - 0.6).abs() < 1e-12);
/// ```
pub fn contest(invader: f64, defender: f64, decisiveness: f64) -> f64 {
    logistic(decisiveness * (libm::log(invader) - libm::log(defender)))
}

/// The force ratio `E_R/E_U` at which a contest gives the invader probability `odds`.
///
/// ```
/// use standoff_world::battlefield::front::{contest, force_ratio};
/// assert!((contest(force_ratio(0.72, 1.5), 1.0, 1.5) - 0.72).abs() < 1e-12);
/// ```
pub fn force_ratio(odds: f64, decisiveness: f64) -> f64 {
    libm::pow(odds / (1.0 - odds), 1.0 / decisiveness)
}

/// One step of the lazy walk at an interior position: probabilities of moving down, staying and moving up, given
/// the chance `moves` that the front moves at all and the chance `odds` that a move goes up (theory 1.7, 3.4).
pub fn lazy_step(moves: f64, odds: f64) -> [f64; 3] {
    [moves * (1.0 - odds), 1.0 - moves, moves * odds]
}
