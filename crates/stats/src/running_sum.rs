//! A sum that terms are added to and taken from.

/// A running sum that keeps what rounding would lose (Neumaier 1974, Z. Angew. Math. Mech. 54:39).
///
/// A risk set shrinks while observations leave it: what is left of a large sum must not be the rounding of all that
/// passed through it. Whole numbers are exact either way.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct RunningSum {
    sum: f64,
    lost: f64,
}

impl RunningSum {
    /// Adds a term, which may be negative.
    pub(crate) fn add(&mut self, term: f64) {
        let next = self.sum + term;
        self.lost += if self.sum.abs() >= term.abs() { (self.sum - next) + term } else { (term - next) + self.sum };
        self.sum = next;
    }

    /// The sum.
    pub(crate) fn value(self) -> f64 {
        self.sum + self.lost
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_small_rest_survives_large_terms() {
        let mut sum = RunningSum::default();
        [0.1, 1e12, 0.2, -1e12].into_iter().for_each(|term| sum.add(term));
        assert!((sum.value() - 0.3).abs() < 1e-16, "{}", sum.value());
    }
}
