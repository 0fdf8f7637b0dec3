//! Bargaining between two belligerents who can keep fighting (theory 1.1, 1.6 and 1.7).
//!
//! Everything follows from the two reservation values: what each side expects, under its own beliefs, from another
//! period of war. A deal exists if and only if they leave something over. With shared beliefs they always do
//! (check V05); open disagreement about who is winning can use it up (check V11).

use nalgebra::{Matrix2, Vector2};
use standoff_world::battlefield::front::lazy_step;

/// Excess of two reservation values over the stake that rounding alone may cause: sums of a few hundred shares, each
/// off by 1e-16 or so, stay below it, and no cost that matters does.
const ROUNDING: f64 = 1e-12;
/// Guesses of where deals are struck beyond one for each position, which are enough if deals spread from a place.
const SPARE_GUESSES: usize = 10;
/// Most periods of polishing. It bounds time where own beliefs make values turn in a circle.
const MOST_PERIODS: usize = 100_000;

/// Payoffs of the belligerents without a deal, in shares of the stake.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Reservations {
    /// The invader's.
    pub invader: f64,
    /// The defender's.
    pub defender: f64,
}

/// The shares of the stake for the invader that both sides prefer to war.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BargainingRange {
    /// The least that the invader accepts.
    pub lower: f64,
    /// The most that the defender yields.
    pub upper: f64,
}

/// Belligerents that prefer war to a proposed share.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Blockers {
    /// The invader does.
    pub invader: bool,
    /// The defender does.
    pub defender: bool,
}

/// Values of a period of bargaining, with or without a deal at its end.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bargain {
    /// Value to the invader.
    pub invader: f64,
    /// Value to the defender.
    pub defender: f64,
    /// True if there is a deal.
    pub agreed: bool,
}

impl Reservations {
    /// The bargaining range `[r_R, 1 - r_U]` (Fearon 1995, check V01).
    ///
    /// ```
    /// use standoff_engine::classic::bargaining::Reservations;
    /// let range = Reservations { invader: 0.45, defender: 0.3 }.bargaining_range();
    /// assert!((range.width() - 0.25).abs() < 1e-15 && (range.nash_share() - 0.575).abs() < 1e-15);
    /// ```
    pub fn bargaining_range(&self) -> BargainingRange {
        BargainingRange { lower: self.invader, upper: 1.0 - self.defender }
    }

    /// Surplus that a deal leaves, `1 - r_R - r_U`; negative if there is none to be had.
    pub fn surplus(&self) -> f64 {
        1.0 - self.invader - self.defender
    }

    /// True if a deal exists: `r_R + r_U <= 1`.
    pub fn leave_a_deal(&self) -> bool {
        self.surplus() >= -ROUNDING
    }

    /// Belligerents that prefer war to the share `invader_share` for the invader.
    ///
    /// ```
    /// use standoff_engine::classic::bargaining::{Blockers, Reservations};
    /// let reservations = Reservations { invader: 0.7, defender: 0.45 };
    /// assert_eq!(reservations.blockers(0.6), Blockers { invader: true, defender: true });
    /// ```
    pub fn blockers(&self, invader_share: f64) -> Blockers {
        let range = self.bargaining_range();
        Blockers { invader: invader_share < range.lower - ROUNDING, defender: invader_share > range.upper + ROUNDING }
    }

    /// A period in which the invader proposes with probability `invader_proposes`, and the proposer takes all that a
    /// deal leaves over: `V_R = r_R + rho s`, `V_U = r_U + (1-rho) s`, `s = max(0, 1 - r_R - r_U)` (theory 1.6 and
    /// V11).
    pub fn bargain(&self, invader_proposes: f64) -> Bargain {
        let surplus = self.surplus().max(0.0);
        Bargain {
            invader: self.invader + invader_proposes * surplus,
            defender: self.defender + (1.0 - invader_proposes) * surplus,
            agreed: self.leave_a_deal(),
        }
    }
}

impl BargainingRange {
    /// Width of the range; negative if it is empty.
    pub fn width(&self) -> f64 {
        self.upper - self.lower
    }

    /// The symmetric Nash split, the middle of the range (Nash 1950; both sides risk-neutral).
    pub fn nash_share(&self) -> f64 {
        0.5 * (self.lower + self.upper)
    }

    /// Lower end for an invader with utility `u(x) = x^exponent`, this range having been computed in utility: the
    /// share whose utility is that of war. Zero if war is worth less than nothing (theory 1.1, check V01).
    pub fn lower_if_concave(&self, exponent: f64) -> f64 {
        libm::pow(self.lower.max(0.0), 1.0 / exponent)
    }
}

/// Bargaining while fighting on a front of forts: a refused offer means one more battle (Rubinstein 1982, Wagner
/// 2000, Slantchev 2003; Smith and Stam 2004 for beliefs that differ).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Forts {
    /// Steps of the front, at least 1; it stands at `0..=steps` and the war ends at either end.
    pub steps: usize,
    /// Chance that the front moves in a period; 1 in the classic models.
    pub move_chance: f64,
    /// Chance that a move goes to the invader, as the invader and as the defender believe.
    pub odds: [f64; 2],
    /// Discount factor, a period.
    pub discount: f64,
    /// Cost of a period of war to the invader and to the defender, in shares of the stake.
    pub costs: [f64; 2],
    /// Chance that the invader makes the offer.
    pub invader_proposes: f64,
    /// The invader's share of the stake if the front reaches the lower and the upper end.
    pub ends: [f64; 2],
}

/// The equilibrium of a period of bargaining while fighting, for each position of the front `0..=steps`.
#[derive(Debug, Clone, PartialEq)]
pub struct FortPeriod {
    /// Value to the invader.
    pub invader: Vec<f64>,
    /// Value to the defender.
    pub defender: Vec<f64>,
    /// Payoffs without a deal; the end value at the ends.
    pub reservations: Vec<Reservations>,
    /// True where there is a deal; never at the ends.
    pub agreed: Vec<bool>,
}

impl FortPeriod {
    /// Positions of the front at which there is a deal.
    pub fn positions_with_a_deal(&self) -> Vec<usize> {
        (0..self.agreed.len()).filter(|&place| self.agreed[place]).collect()
    }
}

impl Forts {
    /// The last values of a finite war: the invader holds what the front has given it, `V_R = n/N`, `V_U = 1 - n/N`.
    pub fn divided_at_the_front(&self) -> FortPeriod {
        let held = |place: usize| place as f64 / self.steps as f64;
        self.bargain_everywhere(|place| {
            let share = held(place);
            Reservations { invader: share, defender: 1.0 - share }
        })
    }

    /// One period of bargaining before values `next`: `r_i = -c_i + d E_i[V_i(n')]` under i's own belief, then
    /// [`Reservations::bargain`] (theory 1.6, check V11).
    pub fn period_before(&self, next: &FortPeriod) -> FortPeriod {
        self.bargain_everywhere(|place| self.fight_reservations(next, place))
    }

    /// Equilibrium with so many periods to go, after which the stake is divided at the front (check V11).
    ///
    /// Stops early once another period changes nothing.
    ///
    /// ```
    /// use standoff_engine::classic::bargaining::Forts;
    /// let war = Forts {
    ///     steps: 10, move_chance: 1.0, odds: [0.65, 0.45], discount: 0.99, costs: [0.004, 0.006],
    ///     invader_proposes: 0.5, ends: [0.0, 1.0],
    /// };
    /// assert!(war.finite(600).positions_with_a_deal().is_empty());
    /// ```
    pub fn finite(&self, periods: usize) -> FortPeriod {
        let mut period = self.divided_at_the_front();
        for _ in 0..periods {
            let earlier = self.period_before(&period);
            if earlier == period {
                break;
            }
            period = earlier;
        }
        period
    }

    /// Stationary equilibrium of a war without end date (check V05): exact, by guessing where deals are struck,
    /// solving the linear system that follows and correcting the guess.
    ///
    /// If own beliefs make the guesses go round in a circle, the last one is polished by further periods.
    ///
    /// ```
    /// use standoff_engine::classic::bargaining::Forts;
    /// let war = Forts {
    ///     steps: 4, move_chance: 1.0, odds: [0.55; 2], discount: 0.99, costs: [0.02, 0.03], invader_proposes: 0.5,
    ///     ends: [0.0, 1.0],
    /// };
    /// assert!((war.stationary().invader[2] - 0.614508969109).abs() < 1e-9);
    /// ```
    pub fn stationary(&self) -> FortPeriod {
        let mut agreed = vec![true; self.steps + 1];
        for _ in 0..self.steps + SPARE_GUESSES {
            let period = self.period_before(&self.solve_values(&agreed));
            if period.agreed[1..self.steps] == agreed[1..self.steps] {
                return period;
            }
            agreed.clone_from(&period.agreed);
        }
        self.repeat_periods(self.solve_values(&agreed))
    }

    fn repeat_periods(&self, mut period: FortPeriod) -> FortPeriod {
        for _ in 0..MOST_PERIODS {
            let earlier = self.period_before(&period);
            let moved = |old: &[f64], new: &[f64]| old.iter().zip(new).any(|(old, new)| (old - new).abs() > ROUNDING);
            if !moved(&period.invader, &earlier.invader) && !moved(&period.defender, &earlier.defender) {
                return earlier;
            }
            period = earlier;
        }
        period
    }

    fn fight_reservations(&self, next: &FortPeriod, place: usize) -> Reservations {
        let expected = |values: &[f64], odds: f64| {
            let [down, stay, up] = lazy_step(self.move_chance, odds);
            down * values[place - 1] + stay * values[place] + up * values[place + 1]
        };
        Reservations {
            invader: self.discount * expected(&next.invader, self.odds[0]) - self.costs[0],
            defender: self.discount * expected(&next.defender, self.odds[1]) - self.costs[1],
        }
    }

    /// Bargain at every interior position from its reservations; the ends are worth what they are.
    fn bargain_everywhere(&self, reservations_at: impl Fn(usize) -> Reservations) -> FortPeriod {
        let mut period = FortPeriod { invader: vec![], defender: vec![], reservations: vec![], agreed: vec![] };
        for place in 0..=self.steps {
            let inside = place > 0 && place < self.steps;
            let reservations = if inside { reservations_at(place) } else { self.end_reservations(place) };
            let bargain = reservations.bargain(self.invader_proposes);
            period.invader.push(bargain.invader);
            period.defender.push(bargain.defender);
            period.reservations.push(reservations);
            period.agreed.push(inside && bargain.agreed);
        }
        period
    }

    fn end_reservations(&self, place: usize) -> Reservations {
        let share = self.ends[usize::from(place > 0)];
        Reservations { invader: share, defender: 1.0 - share }
    }

    /// Values if deals are struck exactly where `agreed` says: a linear system in both sides' values, block
    /// tridiagonal along the front, solved by one sweep up and one down (Thomas).
    fn solve_values(&self, agreed: &[bool]) -> FortPeriod {
        let mut links: Vec<(Matrix2<f64>, Vector2<f64>)> = vec![(Matrix2::zeros(), self.end_vector(0))];
        for (place, deal) in agreed.iter().enumerate().take(self.steps).skip(1) {
            let (link, known) = links[place - 1];
            links.push(self.eliminate_position(*deal, link, known));
        }
        let mut values = vec![self.end_vector(self.steps)];
        for (link, known) in links.iter().rev() {
            let above = values[values.len() - 1];
            values.push(link * above + known);
        }
        values.reverse();
        self.with_values(&values)
    }

    fn end_vector(&self, place: usize) -> Vector2<f64> {
        let end = self.end_reservations(place);
        Vector2::new(end.invader, end.defender)
    }

    /// With `V(n-1) = link V(n) + known` below, the same for this position: `V(n) = link' V(n+1) + known'`.
    fn eliminate_position(&self, deal: bool, link: Matrix2<f64>, known: Vector2<f64>) -> (Matrix2<f64>, Vector2<f64>) {
        let steps = self.odds.map(|odds| lazy_step(self.move_chance, odds));
        let diagonal = |side: usize| {
            Matrix2::from_diagonal(&Vector2::new(self.discount * steps[0][side], self.discount * steps[1][side]))
        };
        let (split, over) = self.split_surplus(deal);
        let costs = Vector2::from(self.costs);
        let own = Matrix2::identity() - split * (diagonal(1) + diagonal(0) * link);
        let inverse = own.try_inverse().unwrap_or_else(Matrix2::zeros);
        (inverse * split * diagonal(2), inverse * (split * (diagonal(0) * known - costs) + over))
    }

    /// Values from reservations, `V = split r + over`: with a deal each gets its share of what is left over.
    fn split_surplus(&self, deal: bool) -> (Matrix2<f64>, Vector2<f64>) {
        if !deal {
            return (Matrix2::identity(), Vector2::zeros());
        }
        let rho = self.invader_proposes;
        (Matrix2::new(1.0 - rho, -rho, rho - 1.0, rho), Vector2::new(rho, 1.0 - rho))
    }

    fn with_values(&self, values: &[Vector2<f64>]) -> FortPeriod {
        let mut period = self.divided_at_the_front();
        period.invader = values.iter().map(|value| value[0]).collect();
        period.defender = values.iter().map(|value| value[1]).collect();
        period
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn unit_forts(steps: usize, odds: [f64; 2], discount: f64, costs: [f64; 2], invader_proposes: f64) -> Forts {
        Forts { steps, move_chance: 1.0, odds, discount, costs, invader_proposes, ends: [0.0, 1.0] }
    }

    #[test]
    fn stationary_values_are_a_fixed_point() {
        for odds in [[0.55, 0.55], [0.58, 0.52], [0.62, 0.5], [0.65, 0.45]] {
            for steps in [2, 3, 10, 31] {
                let war = unit_forts(steps, odds, 0.99, [0.004, 0.006], 0.3);
                let period = war.stationary();
                let again = war.period_before(&period);
                for place in 0..=steps {
                    assert!((period.invader[place] - again.invader[place]).abs() < 1e-11, "{odds:?} {steps}");
                    assert!((period.defender[place] - again.defender[place]).abs() < 1e-11, "{odds:?} {steps}");
                }
            }
        }
    }

    #[test]
    fn long_finite_war_tends_to_the_stationary_one() {
        let war = unit_forts(10, [0.58, 0.52], 0.97, [0.004, 0.006], 0.5);
        let (finite, stationary) = (war.finite(5000), war.stationary());
        for place in 0..=10 {
            assert!((finite.invader[place] - stationary.invader[place]).abs() < 1e-12);
        }
        assert_eq!(finite.agreed, stationary.agreed);
    }

    #[test]
    fn raising_both_costs_never_removes_a_deal_on_a_grid() {
        for gap in 0..12 {
            let tilt = 0.01 * f64::from(gap);
            let forts_at =
                |scale: f64| unit_forts(10, [0.55 + tilt, 0.55 - tilt], 0.99, [0.004 * scale, 0.006 * scale], 0.5);
            let mut before = forts_at(0.25).finite(600).agreed;
            for scale in [0.5, 1.0, 2.0, 4.0, 8.0] {
                let after = forts_at(scale).finite(600).agreed;
                assert!(before.iter().zip(&after).all(|(before, after)| !before || *after), "{gap} {scale}");
                before = after;
            }
        }
    }

    proptest! {
        #[test]
        fn shared_beliefs_divide_the_stake_at_once(
            steps in 2usize..31, odds in 0.01f64..0.99, discount in 0.5f64..1.0, proposes in 0.0f64..1.0,
            invader_cost in 0.0f64..0.1, defender_cost in 0.0f64..0.1,
        ) {
            let period = unit_forts(steps, [odds; 2], discount, [invader_cost, defender_cost], proposes).stationary();
            for place in 0..=steps {
                prop_assert!((period.invader[place] + period.defender[place] - 1.0).abs() < 1e-12);
            }
            prop_assert_eq!(period.positions_with_a_deal(), (1..steps).collect::<Vec<_>>());
        }

        #[test]
        fn mirror_image_swaps_the_sides(steps in 2usize..20, odds in 0.1f64..0.9, belief in 0.1f64..0.9) {
            let plain = unit_forts(steps, [odds, belief], 0.98, [0.004, 0.009], 0.3).finite(200);
            let mirror = unit_forts(steps, [1.0 - belief, 1.0 - odds], 0.98, [0.009, 0.004], 0.7).finite(200);
            for place in 0..=steps {
                prop_assert!((plain.invader[place] - mirror.defender[steps - place]).abs() < 1e-12);
            }
        }
    }
}
