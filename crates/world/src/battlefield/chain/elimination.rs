//! Linear systems of a chain, solved without a subtraction (Grassmann, Taksar and Heyman 1985).

use nalgebra::DMatrix;

/// Subtraction-free elimination on `x = right + inner x`, where each row of `inner` and its `leave` sum to one.
pub(super) struct Elimination {
    pub(super) inner: DMatrix<f64>,
    pub(super) leave: Vec<f64>,
    pub(super) right: Vec<f64>,
}

impl Elimination {
    /// Solves for `x`, from the last state to the first and back.
    pub(super) fn solve(&mut self) -> Vec<f64> {
        let mut pivots = vec![0.0; self.leave.len()];
        for last in (0..pivots.len()).rev() {
            pivots[last] = self.leave[last] + (0..last).map(|to| self.inner[(last, to)]).sum::<f64>();
            self.eliminate(last, pivots[last]);
        }
        let mut values: Vec<f64> = Vec::with_capacity(pivots.len());
        for (row, pivot) in pivots.iter().enumerate() {
            let known: f64 = values.iter().enumerate().map(|(to, value)| self.inner[(row, to)] * value).sum();
            values.push((self.right[row] + known) / pivot);
        }
        values
    }

    /// Watches the chain only while it is below `last`.
    fn eliminate(&mut self, last: usize, pivot: f64) {
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
