//! Values of the game while it is solved.

use crate::precision::Planned;

/// Values at every position of the front, `[front - 1]` of `[regime][actor][place][lane]`.
pub(crate) type Values = Vec<Vec<Planned>>;
