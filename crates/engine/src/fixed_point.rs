//! Backward induction carried to its fixed point, with Anderson's acceleration (Anderson 1965, J. ACM 12; Walker
//! and Ni 2011, SIAM J. Numer. Anal. 49).
//!
//! The first steps are plain: they start from everybody fighting to the finish and select the equilibrium that a
//! long finite horizon selects. After them each step is replaced by the combination of the last few steps that
//! would have changed least. Sums run in one order, so the result does not depend on threads.

use nalgebra::{DMatrix, DVector};

/// Earlier steps that are combined.
const DEPTH: usize = 5;
/// A step that changes values this much more than the one before restarts the memory.
const GROWTH: f64 = 2.0;

/// Values at every position of the front.
pub type Values = Vec<Vec<f64>>;

/// Memory of the last steps.
#[derive(Debug, Default)]
pub struct Acceleration {
    before: Option<(Values, Values)>,
    changes: Vec<Values>,
    images: Vec<Values>,
    last: f64,
}

impl Acceleration {
    /// Given values and their image under one planning step, sets `image` to the next values to try.
    pub fn next(&mut self, values: &Values, image: &mut Values) {
        let change = combine(image, 1.0, values, -1.0);
        let size = dot(&change, &change).sqrt();
        if size > GROWTH * self.last && self.last > 0.0 {
            *self = Self::default();
        }
        self.last = size;
        let plain = image.clone();
        if let Some((change_before, image_before)) = self.before.take() {
            self.remember(combine(&change, 1.0, &change_before, -1.0), combine(image, 1.0, &image_before, -1.0));
            for (weight, step) in self.weights(&change).iter().zip(&self.images) {
                subtract(image, *weight, step);
            }
        }
        self.before = Some((change, plain));
    }

    fn remember(&mut self, change: Values, image: Values) {
        if self.changes.len() == DEPTH {
            self.changes.remove(0);
            self.images.remove(0);
        }
        self.changes.push(change);
        self.images.push(image);
    }

    /// Least-squares weights of the remembered changes in the present one; none where they cannot be told apart.
    fn weights(&self, change: &Values) -> Vec<f64> {
        let count = self.changes.len();
        let mut normal = DMatrix::from_fn(count, count, |i, j| dot(&self.changes[i], &self.changes[j]));
        let scale = (0..count).map(|i| normal[(i, i)]).fold(0.0, f64::max);
        for i in 0..count {
            normal[(i, i)] += 1e-12 * scale;
        }
        let right = DVector::from_fn(count, |i, _| dot(&self.changes[i], change));
        normal.cholesky().map_or_else(Vec::new, |factor| factor.solve(&right).iter().copied().collect())
    }
}

fn combine(one: &Values, a: f64, other: &Values, b: f64) -> Values {
    let row = |(one, other): (&Vec<f64>, &Vec<f64>)| one.iter().zip(other).map(|(x, y)| a * x + b * y).collect();
    one.iter().zip(other).map(row).collect()
}

fn subtract(target: &mut Values, weight: f64, step: &Values) {
    for (target, step) in target.iter_mut().zip(step) {
        target.iter_mut().zip(step).for_each(|(t, s)| *t -= weight * s);
    }
}

fn dot(one: &Values, other: &Values) -> f64 {
    one.iter().zip(other).map(|(one, other)| row_dot(one, other)).sum()
}

/// Four running sums, added in order: as exact as one and faster.
fn row_dot(one: &[f64], other: &[f64]) -> f64 {
    let (one, one_rest) = one.as_chunks::<4>();
    let (other, other_rest) = other.as_chunks::<4>();
    let mut sums = [0.0; 4];
    for (a, b) in one.iter().zip(other) {
        for k in 0..4 {
            sums[k] += a[k] * b[k];
        }
    }
    let rest: f64 = one_rest.iter().zip(other_rest).map(|(a, b)| a * b).sum();
    (sums[0] + sums[1]) + (sums[2] + sums[3]) + rest
}
