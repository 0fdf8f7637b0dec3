//! Attrition of two forces by each other: Lanchester's laws (theory 1.16, checks V18 and V19; Lanchester 1916).
//!
//! Which law holds decides who wins, so the choice is a structural uncertainty and not a detail.

/// Two forces that kill each other. Index 0 is the first force, index 1 the second.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Duel {
    /// Sizes at the start, not negative.
    pub forces: [f64; 2],
    /// Kills by one member of each force in a unit of time; positive.
    pub kill_rates: [f64; 2],
}

/// End of a duel.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ending {
    /// Survivors of each force.
    pub survivors: [f64; 2],
    /// When the loser is gone; infinite for equal forces, which shrink for ever.
    pub time: f64,
}

/// Course of a duel while the first force can fire with no more than its supply allows.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SupplyLimited {
    /// When the second force is gone.
    pub time: f64,
    /// Survivors of the first force then.
    pub survivors: f64,
    /// Whether the first force never falls below its supply limit, so that these figures hold.
    pub valid: bool,
}

impl Duel {
    /// The quantity that aimed fire keeps constant, `a A² - b B²`: positive if the first force wins.
    ///
    /// ```
    /// use standoff_world::battlefield::attrition::Duel;
    /// let duel = Duel { forces: [100.0, 80.0], kill_rates: [0.02, 0.03] };
    /// assert!((duel.square_advantage() - 8.0).abs() < 1e-12);
    /// assert!((duel.square_ending().survivors[0] - 20.0).abs() < 1e-9);
    /// ```
    pub fn square_advantage(&self) -> f64 {
        let [first, second] = self.fighting_strengths();
        (first - second) * (first + second)
    }

    /// Forces left after `time` of aimed fire, `dA = -b B dt`, `dB = -a A dt`, until one is gone.
    ///
    /// With `x = sqrt(a) A` and `y = sqrt(b) B`, `x+y` shrinks and `x-y` grows by `e^{-wt}`, `e^{wt}`, `w = sqrt(ab)`.
    pub fn square_at(&self, time: f64) -> [f64; 2] {
        let ending = self.square_ending();
        if time >= ending.time {
            return ending.survivors;
        }
        let [first, second] = self.fighting_strengths();
        let [root_first, root_second] = self.kill_rates.map(f64::sqrt);
        let shrink = 0.5 * (first + second) * libm::exp(-root_first * root_second * time);
        let gap = if first == second { 0.0 } else { first - second };
        let grow = if gap == 0.0 { 0.0 } else { 0.5 * gap * libm::exp(root_first * root_second * time) };
        [(shrink + grow) / root_first, (shrink - grow) / root_second]
    }

    /// Survivors and the time at which the loser is gone under aimed fire: `t = artanh(y/x)/w`.
    pub fn square_ending(&self) -> Ending {
        let [first, second] = self.fighting_strengths();
        let [root_first, root_second] = self.kill_rates.map(f64::sqrt);
        let left = self.square_advantage().abs().sqrt();
        let ratio = first.min(second) / first.max(second);
        Ending {
            survivors: if first >= second { [left / root_first, 0.0] } else { [0.0, left / root_second] },
            time: if first.max(second) == 0.0 { 0.0 } else { libm::atanh(ratio) / (root_first * root_second) },
        }
    }

    /// The quantity that area fire, or single combats, keep constant: `a A - b B`.
    pub fn linear_advantage(&self) -> f64 {
        self.kill_rates[0] * self.forces[0] - self.kill_rates[1] * self.forces[1]
    }

    /// Survivors under the linear law.
    pub fn linear_survivors(&self) -> [f64; 2] {
        let advantage = self.linear_advantage();
        [advantage.max(0.0) / self.kill_rates[0], (-advantage).max(0.0) / self.kill_rates[1]]
    }

    /// Size of the second force that aimed fire would just balance, `A sqrt(a/b)`.
    pub fn square_balance(&self) -> f64 {
        self.forces[0] * (self.kill_rates[0] / self.kill_rates[1]).sqrt()
    }

    /// The duel while at most `limit` of the first force can fire: `B(t) = B - a s t`,
    /// `A(t) = A - b (B t - a s t²/2)` as long as `A >= s` (theory 1.16). This is how aid enters.
    ///
    /// ```
    /// use standoff_world::battlefield::attrition::Duel;
    /// let duel = Duel { forces: [100.0, 50.0], kill_rates: [0.02, 0.03] };
    /// assert!((duel.supply_limited(40.0).survivors - 53.125).abs() < 1e-12);
    /// ```
    pub fn supply_limited(&self, limit: f64) -> SupplyLimited {
        let [first, second] = self.forces;
        let fire = self.kill_rates[0] * limit;
        let time = if second == 0.0 { 0.0 } else { second / fire };
        let survivors = if second == 0.0 { first } else { first - 0.5 * self.kill_rates[1] * second * time };
        SupplyLimited { time, survivors, valid: survivors >= limit }
    }

    /// `sqrt(a) A` and `sqrt(b) B`: fighting strengths under aimed fire.
    fn fighting_strengths(&self) -> [f64; 2] {
        [self.kill_rates[0].sqrt() * self.forces[0], self.kill_rates[1].sqrt() * self.forces[1]]
    }
}

/// Probability that the first of two forces of whole units wins if losses come one at a time, the next one being the
/// second force's with probability `aA/(aA+bB)` (stochastic Lanchester, check V19).
///
/// `f(i,j) = aI f(i,j-1) + bJ f(i-1,j)` over `aI + bJ`, with `f(i,0) = 1` and `f(0,j) = 0`. Takes time `A·B`.
///
/// ```
/// use standoff_world::battlefield::attrition::win_probability;
/// assert!((win_probability([12, 10], [1.0, 1.0]) - 0.768645940277).abs() < 1e-9);
/// ```
pub fn win_probability(units: [usize; 2], kill_rates: [f64; 2]) -> f64 {
    let mut row = vec![0.0; units[1] + 1];
    for first in 1..=units[0] {
        row[0] = 1.0;
        for second in 1..=units[1] {
            let ours = kill_rates[0] * first as f64;
            let theirs = kill_rates[1] * second as f64;
            row[second] = (ours * row[second - 1] + theirs * row[second]) / (ours + theirs);
        }
    }
    row[units[1]]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn duel(first: f64, second: f64) -> Duel {
        Duel { forces: [first, second], kill_rates: [0.02, 0.03] }
    }

    /// The classical fourth-order method of Runge and Kutta on aimed fire.
    fn integrated(duel: &Duel, time: f64) -> [f64; 2] {
        let slope = |[a, b]: [f64; 2]| [-duel.kill_rates[1] * b, -duel.kill_rates[0] * a];
        let add = |[a, b]: [f64; 2], [x, y]: [f64; 2], h: f64| [a + h * x, b + h * y];
        let (cells, mut at) = (20_000, duel.forces);
        let h = time / f64::from(cells);
        for _ in 0..cells {
            let k1 = slope(at);
            let k2 = slope(add(at, k1, 0.5 * h));
            let k3 = slope(add(at, k2, 0.5 * h));
            let k4 = slope(add(at, k3, h));
            at = std::array::from_fn(|i| at[i] + h / 6.0 * (k1[i] + 2.0 * k2[i] + 2.0 * k3[i] + k4[i]));
        }
        at
    }

    #[test]
    fn aimed_fire_solves_its_equation() {
        for duel in [duel(100.0, 80.0), duel(60.0, 90.0), duel(3.0, 2.0)] {
            let time = 0.9 * duel.square_ending().time;
            let (closed, stepped) = (duel.square_at(time), integrated(&duel, time));
            assert!((closed[0] - stepped[0]).abs() + (closed[1] - stepped[1]).abs() < 1e-9);
        }
    }

    #[test]
    fn nothing_moves_after_the_end() {
        let won = duel(100.0, 80.0);
        assert_eq!(won.square_at(1e6), won.square_ending().survivors);
        let lost = duel(10.0, 80.0);
        assert_eq!(lost.square_at(1e6)[0], 0.0);
        let even = Duel { forces: [5.0, 5.0], kill_rates: [0.1, 0.1] };
        assert_eq!(even.square_ending().time, f64::INFINITY);
        assert!((even.square_at(10.0)[0] - 5.0 * libm::exp(-1.0)).abs() < 1e-14);
    }

    #[test]
    fn labels_do_not_matter() {
        let swapped = Duel { forces: [80.0, 100.0], kill_rates: [0.03, 0.02] };
        let plain = duel(100.0, 80.0);
        assert_eq!(plain.square_ending().time, swapped.square_ending().time);
        assert!((plain.linear_survivors()[1] - swapped.linear_survivors()[0]).abs() < 1e-12);
        for units in [[3, 7], [10, 4], [25, 25]] {
            let there = win_probability(units, [1.3, 0.8]);
            let back = win_probability([units[1], units[0]], [0.8, 1.3]);
            assert!((there + back - 1.0).abs() < 1e-13);
        }
    }

    #[test]
    fn stochastic_duel_agrees_with_simulation() {
        let draws = standoff_num::Draws::new(7, 0, 0);
        let (units, rates) = ([9usize, 11usize], [1.3, 1.0]);
        let runs = 40_000u32;
        let wins = (0..runs).filter(|&run| first_wins(units, rates, |step| draws.uniform(1, step, run))).count();
        let p = win_probability(units, rates);
        let error = (p * (1.0 - p) / f64::from(runs)).sqrt();
        assert!((wins as f64 / f64::from(runs) - p).abs() < 4.0 * error, "one seed in 16,000 would fail");
    }

    fn first_wins(units: [usize; 2], rates: [f64; 2], uniform: impl Fn(u16) -> f64) -> bool {
        let [mut first, mut second] = units;
        let mut step = 0;
        while first > 0 && second > 0 {
            let ours = rates[0] * first as f64;
            if uniform(step) * (ours + rates[1] * second as f64) < ours {
                second -= 1
            } else {
                first -= 1
            }
            step += 1;
        }
        second == 0
    }

    #[test]
    fn forces_without_an_enemy_have_won() {
        assert_eq!(win_probability([3, 0], [1.0, 1.0]), 1.0);
        assert_eq!(win_probability([0, 3], [1.0, 1.0]), 0.0);
        assert_eq!(duel(10.0, 0.0).square_ending(), Ending { survivors: [10.0, 0.0], time: 0.0 });
        assert_eq!(duel(10.0, 0.0).supply_limited(0.0).survivors, 10.0);
    }
}
