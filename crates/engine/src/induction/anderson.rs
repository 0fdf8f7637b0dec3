//! Backward induction carried to its fixed point, with Anderson's acceleration (Anderson 1965, J. ACM 12; Walker
//! and Ni 2011, SIAM J. Numer. Anal. 49).
//!
//! The first steps are plain: they start from everybody fighting to the finish and select the equilibrium that a
//! long finite horizon selects. After them each step is replaced by the combination of the last few steps that
//! would have changed least. Sums run in one order, so the result does not depend on threads. Arrays are larger than a
//! processor's nearest memory, so that each pass takes a block of all of them in turn.

#![allow(clippy::needless_range_loop, reason = "counted loops over lanes become vectors")]

use super::values::Values;
use crate::precision::{Number, Planned};
use nalgebra::{DMatrix, DVector};

/// Earlier steps that are combined. It bounds memory, two copies of the values a step; other depths were not compared.
const DEPTH: usize = 5;
/// A step that changes values this much more than the one before restarts the memory: it has left the region in which
/// the remembered steps say anything.
const GROWTH: f64 = 2.0;
/// Weight of a ridge, relative to the largest product: it lets two steps be parallel and the factor exist all the same.
/// Products of numbers of single precision are known to about this much.
const RIDGE: f64 = 1e-7;
/// Numbers of a block, which are summed in single precision; sums of blocks are added in double precision.
const BLOCK: usize = 512;
/// Running sums of a block: as exact as one, and no addition waits for the one before.
const SUMS: usize = 16;

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
        let vectors = pulp::Arch::new();
        // Memory of the step that was forgotten last: these arrays are large, and new pages cost more than sums.
        let mut step = self.forgotten.take().unwrap_or_default();
        step.image.clone_from(image);
        step.change.clone_from(image);
        vectors.dispatch(|| subtract(&mut step.change, values));
        let norm = vectors.dispatch(|| dot_product(&step.change, &step.change)).sqrt();
        if self.change_norm > 0.0 && norm > GROWTH * self.change_norm {
            *self = Self::default();
        }
        self.change_norm = norm;
        if let Some(mut last) = self.last.take() {
            vectors.dispatch(|| turn_into_difference(&mut last.change, &step.change));
            vectors.dispatch(|| turn_into_difference(&mut last.image, &step.image));
            self.remember_difference(last);
            let weights = self.combination_weights(&step.change);
            vectors.dispatch(|| subtract_combination(image, &weights, &self.differences));
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
        let row = pulp::Arch::new().dispatch(|| products_with(newest, &self.differences));
        self.products.push(row);
    }

    /// Least-squares weights of the remembered changes in the present one; none where they cannot be told apart.
    fn combination_weights(&self, change: &Values) -> Vec<Planned> {
        let count = self.differences.len();
        let product = |i: usize, j: usize| self.products[i.max(j)][i.min(j)];
        let mut normal = DMatrix::from_fn(count, count, product);
        let scale = (0..count).map(|i| normal[(i, i)]).fold(0.0, f64::max);
        for i in 0..count {
            normal[(i, i)] += RIDGE * scale;
        }
        let right = DVector::from_vec(pulp::Arch::new().dispatch(|| products_with(change, &self.differences)));
        let solve = |factor: nalgebra::Cholesky<f64, nalgebra::Dyn>| factor.solve(&right);
        normal.cholesky().map(solve).map_or_else(Vec::new, |weights| weights.iter().map(|&w| Planned::of(w)).collect())
    }
}

/// `target = target - values`.
#[inline(always)]
fn subtract(target: &mut Values, values: &Values) {
    for (target, values) in target.iter_mut().zip(values) {
        target.iter_mut().zip(values).for_each(|(t, v)| *t -= v);
    }
}

/// `before = after - before`.
#[inline(always)]
fn turn_into_difference(before: &mut Values, after: &Values) {
    for (before, after) in before.iter_mut().zip(after) {
        before.iter_mut().zip(after).for_each(|(b, a)| *b = a - *b);
    }
}

/// `image = image - sum of weight · difference of images`.
#[inline(always)]
fn subtract_combination(image: &mut Values, weights: &[Planned], differences: &[Iterate]) {
    for (row, image) in image.iter_mut().enumerate() {
        for (number, image) in image.chunks_mut(BLOCK).enumerate() {
            for (weight, difference) in weights.iter().zip(differences) {
                let difference = &difference.image[row][number * BLOCK..][..image.len()];
                image.iter_mut().zip(difference).for_each(|(i, d)| *i -= weight * d);
            }
        }
    }
}

/// Products of one change with the change of every difference.
#[inline(always)]
fn products_with(change: &Values, differences: &[Iterate]) -> Vec<f64> {
    let mut products = vec![0.0; differences.len()];
    for (row, change) in change.iter().enumerate() {
        for (number, change) in change.chunks(BLOCK).enumerate() {
            for (product, difference) in products.iter_mut().zip(differences) {
                *product += dot_block(change, &difference.change[row][number * BLOCK..][..change.len()]);
            }
        }
    }
    products
}

#[inline(always)]
fn dot_product(one: &Values, other: &Values) -> f64 {
    let blocks = |(one, other): (&Vec<Planned>, &Vec<Planned>)| -> f64 {
        one.chunks(BLOCK).zip(other.chunks(BLOCK)).map(|(one, other)| dot_block(one, other)).sum()
    };
    one.iter().zip(other).map(blocks).sum()
}

/// Product of two blocks of the same length.
#[inline(always)]
fn dot_block(one: &[Planned], other: &[Planned]) -> f64 {
    let (one, one_rest) = one.as_chunks::<SUMS>();
    let (other, other_rest) = other.as_chunks::<SUMS>();
    let mut sums = [0.0; SUMS];
    for (a, b) in one.iter().zip(other) {
        for k in 0..SUMS {
            sums[k] += a[k] * b[k];
        }
    }
    let rest: Planned = one_rest.iter().zip(other_rest).map(|(a, b)| a * b).sum();
    sums.into_iter().map(f64::from).sum::<f64>() + f64::from(rest)
}
