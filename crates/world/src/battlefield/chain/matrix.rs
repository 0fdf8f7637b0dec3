//! A Markov chain as a matrix of chances: from rows, as a walk on a ladder, as a product.

use super::error::ChainError;
use crate::battlefield::stamina::birth_death;
use nalgebra::DMatrix;

/// How far the sum of a row may lie from one: rows typed in with ten digits pass, rows with one chance forgotten do not.
const ROW_SLACK: f64 = 1e-9;

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
    pub(super) matrix: DMatrix<f64>,
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

#[cfg(test)]
mod tests {
    use super::*;

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
