//! Backward induction carried to its fixed point, with Anderson's acceleration (Anderson 1965, J. ACM 12; Walker
//! and Ni 2011, SIAM J. Numer. Anal. 49).
//!
//! The first steps are plain: they start from everybody fighting to the finish and select the equilibrium that a
//! long finite horizon selects. After them each step is replaced by the combination of the last few steps that
//! would have changed least. Sums run in one order, so the result does not depend on threads.

#![allow(clippy::needless_range_loop, reason = "counted loops over lanes become vectors")]

use super::values::Values;
use nalgebra::{DMatrix, DVector};

/// Earlier steps that are combined. It bounds memory, two copies of the values a step; other depths were not compared.
const DEPTH: usize = 5;
/// A step that changes values this much more than the one before restarts the memory: it has left the region in which
/// the remembered steps say anything.
const GROWTH: f64 = 2.0;
/// Weight of a ridge, relative to the largest product: it lets two steps be parallel and the factor exist all the same.
const RIDGE: f64 = 1e-12;

/// One planning step: how much it changed the values, and where it led.
#[derive(Debug, Clone, Default)]
struct Iterate {
    change: Values,
    image: Values,
}

/// Memory of the last steps, kept as differences between one step and the next.
#[derive(Debug, Default)]
pub(crate) struct AndersonAcceleration {
    last: Option<Iterate>,
    differences: Vec<Iterate>,
    /// Products of the remembered changes with each other, in the order of `differences`.
    products: Vec<Vec<f64>>,
    /// Length of the last change.
    change_norm: f64,
    /// A difference that is no longer remembered.
    forgotten: Option<Iterate>,
}

impl AndersonAcceleration {
    /// Given values and their image under one planning step, sets `image` to the next values to try.
    pub fn extrapolate(&mut self, values: &Values, image: &mut Values) {
        // Memory of the step that was forgotten last: these arrays are large, and new pages cost more than sums.
        let mut step = self.forgotten.take().unwrap_or_default();
        step.image.clone_from(image);
        step.change.clone_from(image);
        subtract_scaled(&mut step.change, 1.0, values);
        let norm = dot_product(&step.change, &step.change).sqrt();
        if self.change_norm > 0.0 && norm > GROWTH * self.change_norm {
            *self = Self::default();
        }
        self.change_norm = norm;
        if let Some(mut last) = self.last.take() {
            turn_into_difference(&mut last.change, &step.change);
            turn_into_difference(&mut last.image, &step.image);
            self.remember_difference(last);
            for (weight, difference) in self.combination_weights(&step.change).iter().zip(&self.differences) {
                subtract_scaled(image, *weight, &difference.image);
            }
        }
        self.last = Some(step);
    }

    fn remember_difference(&mut self, difference: Iterate) {
        if self.differences.len() == DEPTH {
            self.forgotten = Some(self.differences.remove(0));
            self.products.remove(0);
            self.products.iter_mut().for_each(|row| {
                row.remove(0);
            });
        }
        self.differences.push(difference);
        let newest = &self.differences[self.differences.len() - 1].change;
        self.products.push(self.differences.iter().map(|earlier| dot_product(&earlier.change, newest)).collect());
    }

    /// Least-squares weights of the remembered changes in the present one; none where they cannot be told apart.
    fn combination_weights(&self, change: &Values) -> Vec<f64> {
        let count = self.differences.len();
        let product = |i: usize, j: usize| self.products[i.max(j)][i.min(j)];
        let mut normal = DMatrix::from_fn(count, count, product);
        let scale = (0..count).map(|i| normal[(i, i)]).fold(0.0, f64::max);
        for i in 0..count {
            normal[(i, i)] += RIDGE * scale;
        }
        let right = DVector::from_fn(count, |i, _| dot_product(&self.differences[i].change, change));
        normal.cholesky().map_or_else(Vec::new, |factor| factor.solve(&right).iter().copied().collect())
    }
}

/// `before = after - before`.
fn turn_into_difference(before: &mut Values, after: &Values) {
    for (before, after) in before.iter_mut().zip(after) {
        before.iter_mut().zip(after).for_each(|(b, a)| *b = a - *b);
    }
}

fn subtract_scaled(target: &mut Values, weight: f64, step: &Values) {
    for (target, step) in target.iter_mut().zip(step) {
        target.iter_mut().zip(step).for_each(|(t, s)| *t -= weight * s);
    }
}

fn dot_product(one: &Values, other: &Values) -> f64 {
    one.iter().zip(other).map(|(one, other)| dot_rows(one, other)).sum()
}

/// Four running sums, added in order: as exact as one, and no addition waits for the one before.
fn dot_rows(one: &[f64], other: &[f64]) -> f64 {
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
