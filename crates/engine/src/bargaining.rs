//! Bargaining between two belligerents who can keep fighting (theory 1.1, 1.6 and 1.7).
//!
//! Everything follows from the two reservation values: what each side expects, under its own beliefs, from another
//! period of war. A deal exists if and only if they leave something over. With shared beliefs they always do
//! (check V05); open disagreement about who is winning can use it up (check V11).

use nalgebra::{Matrix2, Vector2};
use standoff_world::battlefield::front::lazy_step;

/// How much two reservation values may exceed the stake through rounding alone.
const ROUNDING: f64 = 1e-12;

/// What each belligerent gets without a deal, in shares of the stake.
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

/// Who prefers war to a proposed share.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Blockers {
    /// Whether the invader does.
    pub invader: bool,
    /// Whether the defender does.
    pub defender: bool,
}

/// What a period of bargaining is worth, and whether it ends in a deal.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bargain {
    /// Value to the invader.
    pub invader: f64,
    /// Value to the defender.
    pub defender: f64,
    /// Whether there is a deal.
    pub agreed: bool,
}

impl Reservations {
    /// The bargaining range `[r_R, 1 - r_U]` (Fearon 1995, check V01).
    ///
    /// ```
    /// use standoff_engine::bargaining::Reservations;
    /// let range = Reservations { invader: 0.45, defender: 0.3 }.range();
    /// assert!((range.width() - 0.25).abs() < 1e-15 && (range.nash_share() - 0.575).abs() < 1e-15);
    /// ```
    pub fn range(&self) -> BargainingRange {
        BargainingRange { lower: self.invader, upper: 1.0 - self.defender }
    }

    /// What a deal leaves over, `1 - r_R - r_U`; negative if there is none to be had.
    pub fn surplus(&self) -> f64 {
        1.0 - self.invader - self.defender
    }

    /// Whether a deal exists: `r_R + r_U <= 1`.
    pub fn leave_a_deal(&self) -> bool {
        self.surplus() >= -ROUNDING
    }

    /// Who prefers war to the share `invader_share` for the invader.
    ///
    /// ```
    /// use standoff_engine::bargaining::{Blockers, Reservations};
    /// let reservations = Reservations { invader: 0.7, defender: 0.45 };
    /// assert_eq!(reservations.blockers(0.6), Blockers { invader: true, defender: true });
    /// ```
    pub fn blockers(&self, invader_share: f64) -> Blockers {
        let range = self.range();
        Blockers { invader: invader_share < range.lower - ROUNDING, defender: invader_share > range.upper + ROUNDING }
    }

    /// A period in which the invader proposes with probability `proposes`, and the proposer takes all that a deal
    /// leaves over: `V_R = r_R + rho s`, `V_U = r_U + (1-rho) s`, `s = max(0, 1 - r_R - r_U)` (theory 1.6, check V11).
    pub fn bargain(&self, proposes: f64) -> Bargain {
        let surplus = self.surplus().max(0.0);
        Bargain {
            invader: self.invader + proposes * surplus,
            defender: self.defender + (1.0 - proposes) * surplus,
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
    pub moves: f64,
    /// Chance that a move goes to the invader, as the invader and as the defender believe.
    pub odds: [f64; 2],
    /// Discount factor, a period.
    pub discount: f64,
    /// Cost of a period of war to the invader and to the defender, in shares of the stake.
    pub costs: [f64; 2],
    /// Chance that the invader makes the offer.
    pub proposes: f64,
    /// The invader's share of the stake if the front reaches the lower and the upper end.
    pub ends: [f64; 2],
}

/// The equilibrium of a period of bargaining while fighting, for each position of the front `0..=steps`.
#[derive(Debug, Clone, PartialEq)]
pub struct Talks {
    /// Value to the invader.
    pub invader: Vec<f64>,
    /// Value to the defender.
    pub defender: Vec<f64>,
    /// What each gets without a deal; the end value at the ends.
    pub reservations: Vec<Reservations>,
    /// Whether there is a deal; never at the ends.
    pub agreed: Vec<bool>,
}

impl Talks {
    /// Positions of the front at which there is a deal.
    pub fn positions_with_a_deal(&self) -> Vec<usize> {
        (0..self.agreed.len()).filter(|&place| self.agreed[place]).collect()
    }
}

impl Forts {
    /// The last values of a finite war: the invader holds what the front has given it, `V_R = n/N`, `V_U = 1 - n/N`.
    pub fn divided_at_the_front(&self) -> Talks {
        let held = |place: usize| place as f64 / self.steps as f64;
        self.talks(|place| {
            let share = held(place);
            Reservations { invader: share, defender: 1.0 - share }
        })
    }

    /// One period of bargaining before values `next`: `r_i = -c_i + d E_i[V_i(n')]` under i's own belief, then
    /// [`Reservations::bargain`] (theory 1.6, check V11).
    pub fn period_before(&self, next: &Talks) -> Talks {
        self.talks(|place| self.reservations(next, place))
    }

    /// Equilibrium with `months` periods to go, after which the stake is divided at the front (check V11).
    ///
    /// Stops early once another period changes nothing.
    ///
    /// ```
    /// use standoff_engine::bargaining::Forts;
    /// let war = Forts {
    ///     steps: 10, moves: 1.0, odds: [0.65, 0.45], discount: 0.99, costs: [0.004, 0.006], proposes: 0.5,
    ///     ends: [0.0, 1.0],
    /// };
    /// assert!(war.finite(600).positions_with_a_deal().is_empty());
    /// ```
    pub fn finite(&self, months: usize) -> Talks {
        let mut talks = self.divided_at_the_front();
        for _ in 0..months {
            let earlier = self.period_before(&talks);
            if earlier == talks {
                break;
            }
            talks = earlier;
        }
        talks
    }

    /// Stationary equilibrium of a war without end date (check V05): exact, by guessing where deals are struck,
    /// solving the linear system that follows and correcting the guess.
    ///
    /// If own beliefs make the guesses go round in a circle, the last one is polished by further periods.
    ///
    /// ```
    /// use standoff_engine::bargaining::Forts;
    /// let war = Forts {
    ///     steps: 4, moves: 1.0, odds: [0.55; 2], discount: 0.99, costs: [0.02, 0.03], proposes: 0.5, ends: [0.0, 1.0],
    /// };
    /// assert!((war.stationary().invader[2] - 0.614508969109).abs() < 1e-9);
    /// ```
    pub fn stationary(&self) -> Talks {
        let mut agreed = vec![true; self.steps + 1];
        for _ in 0..self.steps + 10 {
            let talks = self.period_before(&self.solve(&agreed));
            if talks.agreed[1..self.steps] == agreed[1..self.steps] {
                return talks;
            }
            agreed.clone_from(&talks.agreed);
        }
        self.iterate(self.solve(&agreed))
    }

    fn iterate(&self, mut talks: Talks) -> Talks {
        for _ in 0..100_000 {
            let earlier = self.period_before(&talks);
            let moved = |old: &[f64], new: &[f64]| old.iter().zip(new).any(|(old, new)| (old - new).abs() > ROUNDING);
            if !moved(&talks.invader, &earlier.invader) && !moved(&talks.defender, &earlier.defender) {
                return earlier;
            }
            talks = earlier;
        }
        talks
    }

    fn reservations(&self, next: &Talks, place: usize) -> Reservations {
        let expected = |values: &[f64], odds: f64| {
            let [down, stay, up] = lazy_step(self.moves, odds);
            down * values[place - 1] + stay * values[place] + up * values[place + 1]
        };
        Reservations {
            invader: self.discount * expected(&next.invader, self.odds[0]) - self.costs[0],
            defender: self.discount * expected(&next.defender, self.odds[1]) - self.costs[1],
        }
    }

    /// Bargain at every interior position from its reservations; the ends are worth what they are.
    fn talks(&self, at: impl Fn(usize) -> Reservations) -> Talks {
        let mut talks = Talks { invader: vec![], defender: vec![], reservations: vec![], agreed: vec![] };
        for place in 0..=self.steps {
            let inside = place > 0 && place < self.steps;
            let reservations = if inside { at(place) } else { self.end(place) };
            let bargain = reservations.bargain(self.proposes);
            talks.invader.push(bargain.invader);
            talks.defender.push(bargain.defender);
            talks.reservations.push(reservations);
            talks.agreed.push(inside && bargain.agreed);
        }
        talks
    }

    fn end(&self, place: usize) -> Reservations {
        let share = self.ends[usize::from(place > 0)];
        Reservations { invader: share, defender: 1.0 - share }
    }

    /// Values if deals are struck exactly where `agreed` says: a linear system in both sides' values, block
    /// tridiagonal along the front, solved by one sweep up and one down (Thomas).
    fn solve(&self, agreed: &[bool]) -> Talks {
        let mut links: Vec<(Matrix2<f64>, Vector2<f64>)> = vec![(Matrix2::zeros(), self.end_vector(0))];
        for (place, deal) in agreed.iter().enumerate().take(self.steps).skip(1) {
            let (link, known) = links[place - 1];
            links.push(self.sweep(*deal, link, known));
        }
        let mut values = vec![self.end_vector(self.steps)];
        for (link, known) in links.iter().rev() {
            let above = values[values.len() - 1];
            values.push(link * above + known);
        }
        values.reverse();
        self.valued(&values)
    }

    fn end_vector(&self, place: usize) -> Vector2<f64> {
        let end = self.end(place);
        Vector2::new(end.invader, end.defender)
    }

    /// With `V(n-1) = link V(n) + known` below, the same for this position: `V(n) = link' V(n+1) + known'`.
    fn sweep(&self, deal: bool, link: Matrix2<f64>, known: Vector2<f64>) -> (Matrix2<f64>, Vector2<f64>) {
        let steps = self.odds.map(|odds| lazy_step(self.moves, odds));
        let diagonal = |side: usize| {
            Matrix2::from_diagonal(&Vector2::new(self.discount * steps[0][side], self.discount * steps[1][side]))
        };
        let (split, over) = self.split(deal);
        let costs = Vector2::from(self.costs);
        let own = Matrix2::identity() - split * (diagonal(1) + diagonal(0) * link);
        let inverse = own.try_inverse().unwrap_or_else(Matrix2::zeros);
        (inverse * split * diagonal(2), inverse * (split * (diagonal(0) * known - costs) + over))
    }

    /// Values from reservations, `V = split r + over`: with a deal each gets its share of what is left over.
    fn split(&self, deal: bool) -> (Matrix2<f64>, Vector2<f64>) {
        if !deal {
            return (Matrix2::identity(), Vector2::zeros());
        }
        let rho = self.proposes;
        (Matrix2::new(1.0 - rho, -rho, rho - 1.0, rho), Vector2::new(rho, 1.0 - rho))
    }

    fn valued(&self, values: &[Vector2<f64>]) -> Talks {
        let mut talks = self.divided_at_the_front();
        talks.invader = values.iter().map(|value| value[0]).collect();
        talks.defender = values.iter().map(|value| value[1]).collect();
        talks
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn forts(steps: usize, odds: [f64; 2], discount: f64, costs: [f64; 2], proposes: f64) -> Forts {
        Forts { steps, moves: 1.0, odds, discount, costs, proposes, ends: [0.0, 1.0] }
    }

    #[test]
    fn stationary_values_are_a_fixed_point() {
        for odds in [[0.55, 0.55], [0.58, 0.52], [0.62, 0.5], [0.65, 0.45]] {
            for steps in [2, 3, 10, 31] {
                let war = forts(steps, odds, 0.99, [0.004, 0.006], 0.3);
                let talks = war.stationary();
                let again = war.period_before(&talks);
                for place in 0..=steps {
                    assert!((talks.invader[place] - again.invader[place]).abs() < 1e-11, "{odds:?} {steps}");
                    assert!((talks.defender[place] - again.defender[place]).abs() < 1e-11, "{odds:?} {steps}");
                }
            }
        }
    }

    #[test]
    fn long_finite_war_tends_to_the_stationary_one() {
        let war = forts(10, [0.58, 0.52], 0.97, [0.004, 0.006], 0.5);
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
            let at = |scale: f64| forts(10, [0.55 + tilt, 0.55 - tilt], 0.99, [0.004 * scale, 0.006 * scale], 0.5);
            let mut before = at(0.25).finite(600).agreed;
            for scale in [0.5, 1.0, 2.0, 4.0, 8.0] {
                let after = at(scale).finite(600).agreed;
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
            let talks = forts(steps, [odds; 2], discount, [invader_cost, defender_cost], proposes).stationary();
            for place in 0..=steps {
                prop_assert!((talks.invader[place] + talks.defender[place] - 1.0).abs() < 1e-12);
            }
            prop_assert_eq!(talks.positions_with_a_deal(), (1..steps).collect::<Vec<_>>());
        }

        #[test]
        fn mirror_image_swaps_the_sides(steps in 2usize..20, odds in 0.1f64..0.9, belief in 0.1f64..0.9) {
            let plain = forts(steps, [odds, belief], 0.98, [0.004, 0.009], 0.3).finite(200);
            let mirror = forts(steps, [1.0 - belief, 1.0 - odds], 0.98, [0.009, 0.004], 0.7).finite(200);
            for place in 0..=steps {
                prop_assert!((plain.invader[place] - mirror.defender[steps - place]).abs() < 1e-12);
            }
        }
    }
}
