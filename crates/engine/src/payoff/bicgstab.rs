//! Linear systems given as a function, by the stabilised bi-conjugate gradient method (van der Vorst 1992, SIAM J. Sci.
//! Stat. Comput. 13).
//!
//! Sums run in one order, so the result does not depend on threads.

use crate::transition::expectation::add_scaled;

/// Size of the residual, relative to the right-hand side, at which the solution is accepted.
const TOLERANCE: f64 = 1e-9;
/// Size that a right-hand side counts as at least: one of zeros would ask for a residual of zero.
const LEAST_SIZE: f64 = 1e-30;
/// Most iterations; 20 to 40 are usual.
const MOST_ITERATIONS: usize = 400;

/// Solves `A x = b` given `A` as a function, from `x = b`. After [`MOST_ITERATIONS`] it returns the last iterate.
pub(super) fn solve_linear(right: &[f64], mut matrix: impl FnMut(&[f64], &mut [f64])) -> Vec<f64> {
    let size = right.len();
    let mut solution = right.to_vec();
    let mut image = vec![0.0; size];
    matrix(&solution, &mut image);
    let mut residual: Vec<f64> = right.iter().zip(&image).map(|(b, a)| b - a).collect();
    let shadow = residual.clone();
    let goal = TOLERANCE * dot_product(right, right).sqrt().max(LEAST_SIZE);
    let (mut direction, mut moved, mut turned) = (residual.clone(), vec![0.0; size], vec![0.0; size]);
    let mut along = dot_product(&shadow, &residual);
    for _ in 0..MOST_ITERATIONS {
        if dot_product(&residual, &residual).sqrt() <= goal || along == 0.0 {
            break;
        }
        matrix(&direction, &mut moved);
        let step = along / dot_product(&shadow, &moved);
        add_scaled(&mut residual, -step, &moved);
        matrix(&residual, &mut turned);
        let length = dot_product(&turned, &turned);
        let smooth = if length > 0.0 { dot_product(&turned, &residual) / length } else { 0.0 };
        add_scaled(&mut solution, step, &direction);
        add_scaled(&mut solution, smooth, &residual);
        add_scaled(&mut residual, -smooth, &turned);
        let next = dot_product(&shadow, &residual);
        let ratio = if smooth == 0.0 { 0.0 } else { next / along * step / smooth };
        for ((d, r), m) in direction.iter_mut().zip(&residual).zip(&moved) {
            *d = r + ratio * (*d - smooth * m);
        }
        along = next;
    }
    solution
}

fn dot_product(left: &[f64], right: &[f64]) -> f64 {
    left.iter().zip(right).map(|(a, b)| a * b).sum()
}
