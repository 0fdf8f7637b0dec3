//! Stamina of the belligerents: men, money, cities, consent, in three levels (theory 3.5).

use crate::quantity::quantities;

/// Levels of stamina: 0 spent, 1 worn, 2 full.
pub const LEVELS: usize = 3;

quantities! {
    /// Wear and return of the stamina of one belligerent, and its effects.
    Stamina {
        down @class: Hazard, 0.0 => 0.9, 0.03 in (0.01, 0.06), "d", "Chance that stamina falls a level";
        up @class: Hazard, 0.0 => 0.9, 0.01 in (0.0, 0.02), "u", "Chance that stamina rises a level in war: mobilisation, lulls";
        rest @class: Hazard, 0.0 => 0.9, 0.06 in (0.02, 0.12), "up", "Chance that stamina rises a level in a truce";
        wear @class: Number, 0.0 => 2.0, 0.3 in (0.0, 0.6), "xi", "How much faster stamina falls at the intensity of the start";
        force @class: Share, 0.0 => 0.5, 0.10 in (0.05, 0.20), "m", "Share of its force that a belligerent loses with each level of stamina";
        cost @class: Number, 0.0 => 3.0, 0.25 in (0.0, 0.6), "chi", "How much dearer the war grows with each level of stamina lost";
    }
}

/// Force or manpower left at a level, against full stamina.
pub fn strength_share(stamina: &Stamina, level: usize) -> f64 {
    // Two levels at the largest loss leave nothing, and the contest takes logarithms of forces.
    (1.0 - stamina.force * (LEVELS - 1 - level) as f64).max(1e-6)
}

/// Factor on the cost of the war at a level, `1 + chi (max - level)` (theory 3.3).
pub fn cost_factor(stamina: &Stamina, level: usize) -> f64 {
    1.0 + stamina.cost * (LEVELS - 1 - level) as f64
}

/// One step of a birth–death chain at `level`: probabilities of falling, staying and rising, with nothing below
/// zero and nothing above the top. Where both cannot be, falling comes first.
///
/// ```
/// use standoff_world::battlefield::stamina::birth_death;
/// assert_eq!(birth_death(0, 3, 0.2, 0.1), [0.0, 0.9, 0.1]);
/// ```
pub fn birth_death(level: usize, levels: usize, down: f64, up: f64) -> [f64; 3] {
    let down = if level == 0 { 0.0 } else { down };
    let up = if level + 1 == levels { 0.0 } else { up.min(1.0 - down) };
    [down, 1.0 - down - up, up]
}

/// Chance a month that stamina falls, `d0 (1 + xi·intensity)` and faster under sanctions (theory 3.5), at the
/// intensity of the start.
pub fn fall_chance(stamina: &Stamina, sanctions: f64) -> f64 {
    // Wear and sanctions at the ends of their ranges would take the product above one.
    (stamina.down * (1.0 + stamina.wear) * (1.0 + sanctions)).min(0.95)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A number below one always falls or stays: the step takes the rest for a rise.
    #[test]
    fn nothing_rises_from_the_top() {
        for cell in 0..=10_000 {
            let down = f64::from(cell) / 10_000.0;
            let [falls, stays, rises] = birth_death(LEVELS - 1, LEVELS, down, 0.3);
            assert_eq!((falls, falls + stays, rises), (down, 1.0, 0.0), "{down}");
        }
    }
}
