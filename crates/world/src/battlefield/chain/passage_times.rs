//! How long a chain takes to arrive, where, by when, and what waiting for it is worth.

use super::elimination::Elimination;
use super::matrix::Chain;
use nalgebra::DMatrix;

impl Chain {
    /// Expected number of steps until a target is first reached, from each state: `t = (I-Q)^-1 1` (check V23).
    ///
    /// Zero at the targets; infinite where the chain may come to a place from which no target can be reached.
    pub fn mean_steps(&self, targets: &[bool]) -> Vec<f64> {
        let none = vec![false; self.states()];
        let stuck: Vec<bool> = self.can_reach(targets, &none).iter().map(|&can| !can).collect();
        let endless = self.can_reach(&stuck, targets);
        let waiting: Vec<bool> = (0..self.states()).map(|state| !targets[state] && !endless[state]).collect();
        let one = vec![1.0; self.states()];
        let mut steps = self.solve(1.0, &waiting, &one);
        for (entry, endless) in steps.iter_mut().zip(endless) {
            if endless {
                *entry = f64::INFINITY;
            }
        }
        steps
    }

    /// Probability, from each state, that a target is reached before a state to `avoid`.
    pub fn reach_probability(&self, targets: &[bool], avoid: &[bool]) -> Vec<f64> {
        let ends: Vec<Option<f64>> = (0..self.states())
            .map(|state| match (targets[state], avoid[state]) {
                (true, _) => Some(1.0),
                (false, true) => Some(0.0),
                (false, false) => None,
            })
            .collect();
        self.value(1.0, &vec![0.0; self.states()], &ends)
    }

    /// Present value from each state of a flow a step and of end values received on arrival:
    /// `V = flow + d P V`, `V = end` at an end (theory 1.5, conventions of the checks).
    ///
    /// With a discount of 1 a state from which no end can be reached is worth nothing without flow and is infinite
    /// with it; other states count only what they earn before they come to such a place.
    pub fn value(&self, discount: f64, flow: &[f64], ends: &[Option<f64>]) -> Vec<f64> {
        let arrived: Vec<bool> = ends.iter().map(Option::is_some).collect();
        let reaches = self.can_reach(&arrived, &vec![false; self.states()]);
        let waiting: Vec<bool> =
            (0..self.states()).map(|state| !arrived[state] && (discount < 1.0 || reaches[state])).collect();
        let gain = |state: usize| flow[state] + discount * self.arrival_value(state, ends);
        let right: Vec<f64> = (0..self.states()).map(gain).collect();
        let mut values = self.solve(discount, &waiting, &right);
        for (state, value) in values.iter_mut().enumerate() {
            match ends[state] {
                Some(end) => *value = end,
                None if !waiting[state] && flow[state] != 0.0 => *value = flow[state] * f64::INFINITY,
                None => {}
            }
        }
        values
    }

    /// Probability that a target has been reached by each of the given numbers of steps, from `start`.
    ///
    /// ```
    /// use standoff_world::battlefield::chain::Chain;
    /// let coin = Chain::from_rows(&[vec![0.5, 0.5], vec![0.0, 1.0]]).unwrap();
    /// assert_eq!(coin.reached_by(&coin.only(1), 0, &[1, 3]), [0.5, 0.875]);
    /// ```
    pub fn reached_by(&self, targets: &[bool], start: usize, steps: &[usize]) -> Vec<f64> {
        let last = steps.iter().copied().max().unwrap_or(0);
        let mut here = vec![0.0; self.states()];
        let mut reached = Vec::with_capacity(last + 1);
        if let Some(place) = here.get_mut(start) {
            *place = 1.0;
        }
        let mut total = take_arrived(&mut here, targets);
        reached.push(total);
        for _ in 0..last {
            here = self.forward(&here);
            total += take_arrived(&mut here, targets);
            reached.push(total);
        }
        steps.iter().map(|&step| reached[step]).collect()
    }

    /// The distribution over states one step after `here`.
    pub fn forward(&self, here: &[f64]) -> Vec<f64> {
        let mut next = vec![0.0; self.states()];
        for (from, &weight) in here.iter().enumerate().filter(|(_, weight)| **weight != 0.0) {
            for (to, entry) in next.iter_mut().enumerate() {
                *entry += weight * self.matrix[(from, to)];
            }
        }
        next
    }

    /// Expected end value received by a step from `state`.
    fn arrival_value(&self, state: usize, ends: &[Option<f64>]) -> f64 {
        ends.iter().enumerate().map(|(to, end)| end.map_or(0.0, |end| end * self.matrix[(state, to)])).sum()
    }

    /// States from which a target can be reached without passing a state to `avoid`; the targets among them.
    fn can_reach(&self, targets: &[bool], avoid: &[bool]) -> Vec<bool> {
        let mut can = targets.to_vec();
        let mut open: Vec<usize> = (0..self.states()).filter(|&state| targets[state]).collect();
        while let Some(to) = open.pop() {
            for from in 0..self.states() {
                if !can[from] && !avoid[from] && self.matrix[(from, to)] > 0.0 {
                    can[from] = true;
                    open.push(from);
                }
            }
        }
        can
    }

    /// Solve `x = right + discount P x` over the states that wait; zero elsewhere (Grassmann, Taksar, Heyman 1985).
    fn solve(&self, discount: f64, waiting: &[bool], right: &[f64]) -> Vec<f64> {
        let places: Vec<usize> = (0..self.states()).filter(|&state| waiting[state]).collect();
        let inner = |row: usize, column: usize| discount * self.matrix[(places[row], places[column])];
        let mut system = Elimination {
            inner: DMatrix::from_fn(places.len(), places.len(), inner),
            leave: places
                .iter()
                .map(|&state| (1.0 - discount) + discount * self.leaving_chance(state, waiting))
                .collect(),
            right: places.iter().map(|&state| right[state]).collect(),
        };
        let solved = system.solve();
        let mut values = vec![0.0; self.states()];
        for (&state, value) in places.iter().zip(solved) {
            values[state] = value;
        }
        values
    }

    /// Probability of stepping from `state` to a state that does not wait.
    fn leaving_chance(&self, state: usize, waiting: &[bool]) -> f64 {
        waiting.iter().enumerate().filter(|(_, waits)| !**waits).map(|(to, _)| self.matrix[(state, to)]).sum()
    }
}

/// Takes what has arrived at a target out of the distribution.
fn take_arrived(here: &mut [f64], targets: &[bool]) -> f64 {
    let mut total = 0.0;
    for (weight, _) in here.iter_mut().zip(targets).filter(|(_, target)| **target) {
        total += std::mem::take(weight);
    }
    total
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::battlefield::front::lazy_step;

    fn close(left: f64, right: f64, relative: f64) {
        assert!((left - right).abs() <= relative * right.abs().max(1e-300), "{left} against {right}");
    }

    #[test]
    fn ruin_keeps_relative_accuracy_when_rare() {
        let (p, steps): (f64, usize) = (0.1, 60);
        let walk = Chain::front(steps, lazy_step(0.3, p));
        let top = walk.reach_probability(&walk.only(steps), &walk.only(0));
        let odds: f64 = (1.0 - p) / p;
        for (n, value) in top.iter().enumerate().skip(1) {
            close(*value, (odds.powi(n as i32) - 1.0) / (odds.powi(steps as i32) - 1.0), 1e-12);
        }
    }

    #[test]
    fn fair_walk_takes_the_product_of_distances() {
        let walk = Chain::front(300, lazy_step(0.5, 0.5));
        let ends: Vec<bool> = (0..=300).map(|n| n == 0 || n == 300).collect();
        close(walk.mean_steps(&ends)[100], 2.0 * 100.0 * 200.0, 1e-12);
    }

    #[test]
    fn waiting_for_what_cannot_come_is_endless() {
        let rows = [vec![0.5, 0.25, 0.25], vec![0.0, 1.0, 0.0], vec![0.0, 0.0, 1.0]];
        let chain = Chain::from_rows(&rows).unwrap();
        assert_eq!(chain.mean_steps(&chain.only(2)), [f64::INFINITY, f64::INFINITY, 0.0]);
        assert_eq!(chain.reach_probability(&chain.only(2), &[false; 3]), [0.5, 0.0, 1.0]);
    }

    #[test]
    fn values_agree_with_iteration_on_dense_chains() {
        let raw = |row: usize, column: usize| ((row * 7 + column * 13) % 11 + 1) as f64;
        let rows: Vec<Vec<f64>> = (0..6)
            .map(|row| {
                let sum: f64 = (0..6).map(|column| raw(row, column)).sum();
                (0..6).map(|column| raw(row, column) / sum).collect()
            })
            .collect();
        let chain = Chain::from_rows(&rows).unwrap();
        let ends = [Some(1.0), None, None, None, None, Some(-2.0)];
        let flow = [0.0, 0.1, -0.3, 0.2, 0.0, 0.0];
        let mut iterated = vec![0.0; 6];
        for _ in 0..2000 {
            iterated = (0..6)
                .map(|s| {
                    ends[s].unwrap_or_else(|| flow[s] + 0.97 * (0..6).map(|t| rows[s][t] * iterated[t]).sum::<f64>())
                })
                .collect();
        }
        for (solved, iterated) in chain.value(0.97, &flow, &ends).iter().zip(&iterated) {
            assert!((solved - iterated).abs() < 1e-13);
        }
    }

    #[test]
    fn arrival_by_a_step_sums_to_the_mean() {
        let chain = Chain::birth_death(4, 0.3, 0.1);
        let steps: Vec<usize> = (0..3000).collect();
        let by = chain.reached_by(&chain.only(0), 2, &steps);
        let mean: f64 = by.iter().map(|reached| 1.0 - reached).sum();
        close(mean, chain.mean_steps(&chain.only(0))[2], 1e-11);
    }
}
