//! Precision of arithmetic: single in the recursion, which is most of the work, and double in all that is solved once.
//!
//! A value of the game is of the order of one and is known to some thousandths where the recursion stops
//! ([`crate::planning`]), so the seven digits of single precision are far more than are used; a vector holds twice as
//! many of them. What is a linear system or a closed form stays in double precision.

use standoff_num::elementary::{self, single};
use std::ops::{Add, AddAssign, Div, Mul, Neg, Sub};

/// Number of the recursion: values, a round of talks, policies.
pub type Planned = f32;

/// A number of either precision, with the functions that a round of talks needs.
pub trait Number:
    Copy
    + Default
    + PartialOrd
    + Into<f64>
    + Add<Output = Self>
    + AddAssign
    + Sub<Output = Self>
    + Mul<Output = Self>
    + Div<Output = Self>
    + Neg<Output = Self>
{
    /// Logarithm of the least weight of a package against the best. Its exponential is a normal number with room below it,
    /// so that no product of a weight with a proximity leaves the normal numbers, whose speed is the same everywhere.
    const LEAST_LOG_WEIGHT: Self;

    /// The number nearest to one of double precision.
    fn of(value: f64) -> Self;

    /// The exponential function.
    fn exponential(self) -> Self;

    /// `ln((1 + x)/2)` for `x` from 0 to 1.
    fn ln_mean_with_one(self) -> Self;

    /// The larger of two numbers.
    #[inline(always)]
    fn larger(self, other: Self) -> Self {
        if other > self { other } else { self }
    }

    /// The logistic function.
    #[inline(always)]
    fn logistic(self) -> Self {
        Self::of(1.0) / (Self::of(1.0) + (-self).exponential())
    }
}

impl Number for f64 {
    const LEAST_LOG_WEIGHT: Self = -400.0;

    #[inline(always)]
    fn of(value: f64) -> Self {
        value
    }

    #[inline(always)]
    fn exponential(self) -> Self {
        elementary::exp(self)
    }

    #[inline(always)]
    fn ln_mean_with_one(self) -> Self {
        elementary::ln(0.5 + 0.5 * self)
    }
}

impl Number for f32 {
    const LEAST_LOG_WEIGHT: Self = -40.0;

    #[inline(always)]
    fn of(value: f64) -> Self {
        value as f32
    }

    #[inline(always)]
    fn exponential(self) -> Self {
        single::exp(self)
    }

    #[inline(always)]
    fn ln_mean_with_one(self) -> Self {
        single::ln_mean_with_one(self)
    }
}

/// A row of numbers of double precision in that of the recursion.
pub(crate) fn planned_row(row: &[f64]) -> Vec<Planned> {
    row.iter().map(|&value| Planned::of(value)).collect()
}
