//! Finite Markov chains: how long until a state is reached, by when, and what waiting for it is worth.
//!
//! The line's expected duration (theory 3.21), the front's walk to either end (theory 1.7) and the values of a fight
//! to the finish (theory 1.5) are all one linear system over the states that have not arrived yet,
//! `x = b + d P x`. It is solved by the elimination of Grassmann, Taksar and Heyman (1985), which adds and never
//! subtracts: every entry keeps its relative accuracy, however rare the event.

use crate::battlefield::stamina::birth_death;
use nalgebra::DMatrix;

/// How far the sum of a row may lie from one.
const ROW_SLACK: f64 = 1e-9;

/// Why a matrix is not a Markov chain.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum ChainError {
    /// There is no state, or a row has another length than there are rows.
    NotSquare {
        /// Number of rows.
        states: usize,
        /// The first row at fault.
        row: usize,
        /// Its length.
        length: usize,
    },
    /// An entry is not a probability.
    NotAProbability {
        /// The row.
        row: usize,
        /// The column.
        column: usize,
        /// The entry.
        entry: f64,
    },
    /// A row does not sum to one.
    RowSum {
        /// The row.
        row: usize,
        /// Its sum.
        sum: f64,
    },
}

impl std::fmt::Display for ChainError {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::NotSquare { states, row, length } => write!(out, "row {row} has {length} entries, not {states}"),
            Self::NotAProbability { row, column, entry } => {
                write!(out, "entry {entry} in row {row}, column {column} is not between 0 and 1")
            }
            Self::RowSum { row, sum } => write!(out, "row {row} sums to {sum}, not 1"),
        }
    }
}

impl std::error::Error for ChainError {}

/// A Markov chain on states `0..states`, one step a period.
///
/// Sets of states and lists of values handed to its methods hold one entry for each state; shorter ones panic.
///
/// ```
/// use standoff_world::battlefield::chain::Chain;
/// let coin = Chain::from_rows(&[vec![0.5, 0.5], vec![0.0, 1.0]]).unwrap();
/// assert_eq!(coin.mean_steps(&[false, true]), [2.0, 0.0]);
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Chain {
    matrix: DMatrix<f64>,
}

impl Chain {
    /// The chain that goes from state `row` to state `column` with probability `rows[row][column]`.
    ///
    /// # Errors
    ///
    /// [`ChainError`] if the rows are not square or not probabilities that sum to one within 1e-9.
    pub fn from_rows(rows: &[Vec<f64>]) -> Result<Self, ChainError> {
        check_shape(rows)?;
        for (row, entries) in rows.iter().enumerate() {
            check_row(row, entries)?;
        }
        Ok(Self { matrix: DMatrix::from_fn(rows.len(), rows.len(), |row, column| rows[row][column]) })
    }

    /// A walk on `0..states` that falls, stays or rises from each state with the given probabilities.
    ///
    /// Probabilities of leaving the ladder at either end are not used: what remains stays.
    pub fn ladder(states: usize, step: impl Fn(usize) -> [f64; 3]) -> Self {
        let mut matrix = DMatrix::zeros(states, states);
        for state in 0..states {
            let [down, _, up] = step(state);
            if state > 0 {
                matrix[(state, state - 1)] = down;
            }
            if state + 1 < states {
                matrix[(state, state + 1)] = up;
            }
            matrix[(state, state)] = 1.0 - matrix.row(state).sum();
        }
        Self { matrix }
    }

    /// The front on `0..=steps`, both ends absorbing, moving by `step` in between (see [`crate::battlefield::front::lazy_step`]).
    ///
    /// ```
    /// use standoff_world::battlefield::{chain::Chain, front::lazy_step};
    /// let walk = Chain::front(10, lazy_step(1.0, 0.5));
    /// let top = walk.reach_probability(&walk.only(10), &walk.only(0));
    /// assert!((top[3] - 0.3).abs() < 1e-15);
    /// ```
    pub fn front(steps: usize, step: [f64; 3]) -> Self {
        Self::ladder(steps + 1, |state| if state == 0 || state == steps { [0.0, 1.0, 0.0] } else { step })
    }

    /// Coverage or stamina on `0..levels` by [`birth_death`], with nothing below zero (theory 3.5, check V23).
    ///
    /// ```
    /// use standoff_world::battlefield::chain::Chain;
    /// let cohesion = Chain::birth_death(5, 0.05, 0.02);
    /// assert!((cohesion.mean_steps(&cohesion.only(0))[3] - 91.68).abs() < 1e-12);
    /// ```
    pub fn birth_death(levels: usize, down: f64, up: f64) -> Self {
        Self::ladder(levels, |level| birth_death(level, levels, down, up))
    }

    /// Coverage that depends on posture, and posture, as one chain on `posture·levels + level`: within a step
    /// coverage moves with the chain of the current posture, then posture moves (theory 3.6 and 3.7, check V23).
    ///
    /// `coverage` holds a chain for each posture, all with the same number of levels; none is read beyond the
    /// number of postures.
    pub fn product(posture: &Self, coverage: &[Self]) -> Self {
        let postures = posture.states().min(coverage.len());
        let levels = coverage.first().map_or(0, Self::states);
        let entry = |from: usize, to: usize| {
            coverage[from / levels].matrix[(from % levels, to % levels)] * posture.matrix[(from / levels, to / levels)]
        };
        Self { matrix: DMatrix::from_fn(postures * levels, postures * levels, entry) }
    }

    /// Number of states.
    pub fn states(&self) -> usize {
        self.matrix.nrows()
    }

    /// Probability of going from one state to another in one step.
    pub fn probability(&self, from: usize, to: usize) -> f64 {
        self.matrix[(from, to)]
    }

    /// The set that holds one state.
    pub fn only(&self, state: usize) -> Vec<bool> {
        (0..self.states()).map(|each| each == state).collect()
    }

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
        let gain = |state: usize| flow[state] + discount * self.arrival(state, ends);
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
        let mut total = arrive(&mut here, targets);
        reached.push(total);
        for _ in 0..last {
            here = self.forward(&here);
            total += arrive(&mut here, targets);
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
    fn arrival(&self, state: usize, ends: &[Option<f64>]) -> f64 {
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
            leave: places.iter().map(|&state| (1.0 - discount) + discount * self.leaving(state, waiting)).collect(),
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
    fn leaving(&self, state: usize, waiting: &[bool]) -> f64 {
        waiting.iter().enumerate().filter(|(_, waits)| !**waits).map(|(to, _)| self.matrix[(state, to)]).sum()
    }
}

/// Subtraction-free elimination on `x = right + inner x`, where each row of `inner` and its `leave` sum to one.
struct Elimination {
    inner: DMatrix<f64>,
    leave: Vec<f64>,
    right: Vec<f64>,
}

impl Elimination {
    fn solve(&mut self) -> Vec<f64> {
        let mut pivots = vec![0.0; self.leave.len()];
        for last in (0..pivots.len()).rev() {
            pivots[last] = self.leave[last] + (0..last).map(|to| self.inner[(last, to)]).sum::<f64>();
            self.remove(last, pivots[last]);
        }
        let mut values: Vec<f64> = Vec::with_capacity(pivots.len());
        for (row, pivot) in pivots.iter().enumerate() {
            let known: f64 = values.iter().enumerate().map(|(to, value)| self.inner[(row, to)] * value).sum();
            values.push((self.right[row] + known) / pivot);
        }
        values
    }

    /// Watch the chain only while it is below `last`.
    fn remove(&mut self, last: usize, pivot: f64) {
        for row in 0..last {
            let visits = self.inner[(row, last)] / pivot;
            if visits > 0.0 {
                self.leave[row] += visits * self.leave[last];
                self.right[row] += visits * self.right[last];
                for to in 0..last {
                    let through = visits * self.inner[(last, to)];
                    self.inner[(row, to)] += through;
                }
            }
        }
    }
}

fn check_shape(rows: &[Vec<f64>]) -> Result<(), ChainError> {
    let states = rows.len();
    let wrong = rows.iter().position(|row| row.len() != states);
    match wrong {
        Some(row) => Err(ChainError::NotSquare { states, row, length: rows[row].len() }),
        None if states == 0 => Err(ChainError::NotSquare { states, row: 0, length: 0 }),
        None => Ok(()),
    }
}

fn check_row(row: usize, entries: &[f64]) -> Result<(), ChainError> {
    if let Some(column) = entries.iter().position(|entry| !(0.0..=1.0).contains(entry)) {
        return Err(ChainError::NotAProbability { row, column, entry: entries[column] });
    }
    let sum: f64 = entries.iter().sum();
    if (sum - 1.0).abs() > ROW_SLACK { Err(ChainError::RowSum { row, sum }) } else { Ok(()) }
}

/// Take what has arrived at a target out of the distribution.
fn arrive(here: &mut [f64], targets: &[bool]) -> f64 {
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

    #[test]
    fn product_moves_coverage_first() {
        let posture = Chain::from_rows(&[vec![0.0, 1.0], vec![0.0, 1.0]]).unwrap();
        let still = Chain::birth_death(2, 0.0, 0.0);
        let falling = Chain::birth_death(2, 1.0, 0.0);
        let joint = Chain::product(&posture, &[still, falling]);
        assert_eq!(joint.reached_by(&[true, false, true, false], 1, &[1, 2]), [0.0, 1.0]);
    }

    #[test]
    fn rows_are_checked() {
        assert!(matches!(Chain::from_rows(&[]), Err(ChainError::NotSquare { .. })));
        assert!(matches!(Chain::from_rows(&[vec![1.0, 0.0]]), Err(ChainError::NotSquare { length: 2, .. })));
        assert!(matches!(Chain::from_rows(&[vec![f64::NAN]]), Err(ChainError::NotAProbability { .. })));
        assert!(matches!(Chain::from_rows(&[vec![0.5]]), Err(ChainError::RowSum { row: 0, .. })));
    }
}
