//! Cholesky factors of small symmetric systems.

/// The factor L of a symmetric positive semi-definite matrix A = L L' (Cholesky).
///
/// A row that depends on those before it, because its pivot is below `TINY` of its diagonal, is left out.
#[derive(Debug, Clone)]
pub(crate) struct CholeskyFactor {
    size: usize,
    /// L as [row, column].
    lower: Vec<f64>,
}

/// The share of a diagonal that rounding may leave where the exact pivot is 0.
const TINY: f64 = 1e-11;

impl CholeskyFactor {
    /// Factors a matrix given as [row, column].
    pub(crate) fn new(matrix: &[f64], size: usize) -> Self {
        let mut factor = Self { size, lower: vec![0.0; size * size] };
        for row in 0..size {
            for column in 0..=row {
                let known: f64 = (0..column).map(|k| factor.entry_at(row, k) * factor.entry_at(column, k)).sum();
                let rest = matrix[row * size + column] - known;
                factor.lower[row * size + column] = if row > column {
                    if factor.keeps_row(column) { rest / factor.entry_at(column, column) } else { 0.0 }
                } else if rest > TINY * matrix[row * size + row] {
                    rest.sqrt()
                } else {
                    0.0
                };
            }
        }
        factor
    }

    fn entry_at(&self, row: usize, column: usize) -> f64 {
        self.lower[row * self.size + column]
    }

    /// True unless the row depends on those before it.
    pub(crate) fn keeps_row(&self, row: usize) -> bool {
        self.entry_at(row, row) > 0.0
    }

    /// The number of independent rows.
    pub(crate) fn rank(&self) -> usize {
        (0..self.size).filter(|&row| self.keeps_row(row)).count()
    }

    /// b' A^-1 b over the rows that are kept.
    pub(crate) fn quadratic_form(&self, vector: &[f64]) -> f64 {
        self.solve_lower(vector).iter().map(|value| value * value).sum()
    }

    /// A^-1 b, with 0 in the rows that are left out.
    pub(crate) fn solve(&self, vector: &[f64]) -> Vec<f64> {
        let mut solution = self.solve_lower(vector);
        for row in (0..self.size).rev() {
            let known: f64 = (row + 1..self.size).map(|k| self.entry_at(k, row) * solution[k]).sum();
            solution[row] = if self.keeps_row(row) { (solution[row] - known) / self.entry_at(row, row) } else { 0.0 };
        }
        solution
    }

    /// A^-1 as [row, column].
    pub(crate) fn inverse(&self) -> Vec<f64> {
        let unit = |row: usize| (0..self.size).map(|column| f64::from(u8::from(column == row))).collect::<Vec<f64>>();
        (0..self.size).flat_map(|row| self.solve(&unit(row))).collect()
    }

    /// L^-1 b.
    fn solve_lower(&self, vector: &[f64]) -> Vec<f64> {
        let mut solution = vec![0.0; self.size];
        for row in 0..self.size {
            let known: f64 = (0..row).map(|k| self.entry_at(row, k) * solution[k]).sum();
            solution[row] = if self.keeps_row(row) { (vector[row] - known) / self.entry_at(row, row) } else { 0.0 };
        }
        solution
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A = [[4, 2, 0], [2, 5, 2], [0, 2, 2]], whose inverse is [[3, -2, 2], [-2, 4, -4], [2, -4, 8]] / 8.
    #[test]
    fn solves_and_inverts() {
        let factor = CholeskyFactor::new(&[4.0, 2.0, 0.0, 2.0, 5.0, 2.0, 0.0, 2.0, 2.0], 3);
        let expected = [3.0, -2.0, 2.0, -2.0, 4.0, -4.0, 2.0, -4.0, 8.0].map(|value| value / 8.0);
        assert!(factor.inverse().iter().zip(expected).all(|(value, wanted)| (value - wanted).abs() < 1e-15));
        let found = factor.solve(&[6.0, 9.0, 4.0]);
        assert!(found.iter().all(|value| (value - 1.0).abs() < 1e-15), "{found:?}");
        assert!((factor.quadratic_form(&[6.0, 9.0, 4.0]) - 19.0).abs() < 1e-13);
    }

    /// The third row is the sum of the first two.
    #[test]
    fn dependent_rows_are_left_out() {
        let factor = CholeskyFactor::new(&[2.0, 0.5, 2.5, 0.5, 1.0, 1.5, 2.5, 1.5, 4.0], 3);
        assert_eq!((factor.rank(), factor.keeps_row(2)), (2, false));
        let found = factor.solve(&[2.5, 1.5, 4.0]);
        assert!((found[0] - 1.0).abs() < 1e-15 && (found[1] - 1.0).abs() < 1e-15 && found[2] == 0.0);
    }
}
