//! A fight to the finish: what the war is worth to a belligerent if nobody ever talks (theory 1.5 and 3.12).
//!
//! It is the disagreement point everywhere: no one signs for less.

use crate::battlefield::chain::Chain;

/// A war that only the battlefield ends, seen by one belligerent.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Fight {
    /// Steps of the front; it stands at `0..=steps` and the war ends at either end.
    pub steps: usize,
    /// Probabilities that the front falls, stays and rises in a period (see [`crate::battlefield::front::lazy_step`]).
    pub step: [f64; 3],
    /// Discount factor, a period.
    pub discount: f64,
    /// Cost of a period of war, in shares of the stake.
    pub cost: f64,
    /// Value on arrival at the lower and at the upper end.
    pub ends: [f64; 2],
}

impl Fight {
    /// Value from each position of the front: `V = -c + d P V`, with the end values on arrival (theory 1.5,
    /// check V04; Wagner 2000, Powell 2004).
    ///
    /// ```
    /// use standoff_world::battlefield::{finish::Fight, front::lazy_step};
    /// let fight = Fight { steps: 2, step: lazy_step(0.06, 2.0 / 3.0), discount: 0.99, cost: 0.01, ends: [0.0, 1.0] };
    /// assert!((fight.values()[1] - 0.4265129683).abs() < 1e-9);
    /// ```
    pub fn values(&self) -> Vec<f64> {
        let chain = Chain::front(self.steps, self.step);
        chain.value(self.discount, &vec![-self.cost; chain.states()], &self.end_values())
    }

    /// Value from each position if an end is paid in the period of arrival and not one period later:
    /// `V = -c + P(end) end + d P V` (check V04).
    pub fn values_paid_on_the_day(&self) -> Vec<f64> {
        let chain = Chain::front(self.steps, self.step);
        let mut flow = vec![-self.cost; chain.states()];
        let [down, _, up] = self.step;
        if self.steps >= 2 {
            flow[1] += down * self.ends[0];
            flow[self.steps - 1] += up * self.ends[1];
        }
        let paid = self.end_values().iter().map(|end| end.map(|_| 0.0)).collect::<Vec<_>>();
        let mut values = chain.value(self.discount, &flow, &paid);
        values[0] = self.ends[0];
        values[self.steps] = self.ends[1];
        values
    }

    /// Probability from each position that the front ends at the top.
    pub fn reach_top(&self) -> Vec<f64> {
        let chain = Chain::front(self.steps, self.step);
        chain.reach_probability(&chain.only(self.steps), &chain.only(0))
    }

    /// Expected number of periods until the front is at either end, from each position.
    pub fn duration(&self) -> Vec<f64> {
        let chain = Chain::front(self.steps, self.step);
        let ends: Vec<bool> = (0..=self.steps).map(|place| place == 0 || place == self.steps).collect();
        chain.mean_steps(&ends)
    }

    /// Expected discount factor on reaching the top, nothing if the bottom comes first: `E[d^T; top]`
    /// (theory 1.7, check V06).
    pub fn discounted_top(&self) -> Vec<f64> {
        Self { cost: 0.0, ends: [0.0, 1.0], ..*self }.values()
    }

    fn end_values(&self) -> Vec<Option<f64>> {
        let end = |place| match place {
            0 => Some(self.ends[0]),
            place if place == self.steps => Some(self.ends[1]),
            _ => None,
        };
        (0..=self.steps).map(end).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::battlefield::front::lazy_step;

    fn fight(steps: usize, moves: f64, odds: f64) -> Fight {
        Fight { steps, step: lazy_step(moves, odds), discount: 0.98, cost: 0.003, ends: [0.1, 0.9] }
    }

    #[test]
    fn values_solve_their_own_equation() {
        for steps in 2..40 {
            let fight = fight(steps, 0.4, 0.57);
            let values = fight.values();
            for n in 1..steps {
                let [down, stay, up] = fight.step;
                let next = down * values[n - 1] + stay * values[n] + up * values[n + 1];
                assert!((values[n] - (-0.003 + 0.98 * next)).abs() < 1e-14);
            }
        }
    }

    #[test]
    fn mirror_image_swaps_the_ends() {
        let plain = Fight { ends: [0.0, 1.0], ..fight(9, 0.7, 0.6) };
        let mirror = Fight { ends: [1.0, 0.0], ..fight(9, 0.7, 0.4) };
        for (left, right) in plain.values().iter().zip(mirror.values().iter().rev()) {
            assert!((left - right).abs() < 1e-14);
        }
    }

    #[test]
    fn same_day_payment_is_worth_a_period_more() {
        let fight = Fight { cost: 0.0, ..fight(2, 0.06, 0.5) };
        assert!((fight.values_paid_on_the_day()[1] * 0.98 - fight.values()[1]).abs() < 1e-15);
    }
}
