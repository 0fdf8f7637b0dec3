//! How much support an ally gives between two fears: of being abandoned and of being drawn in (Snyder 1984).

/// The support `s` that balances the two fears of an ally: it minimises `alpha0 e^{-k s} D + e0 s E`, the expected
/// losses from being abandoned and from being drawn in: `s = ln(alpha0 k D/(e0 E))/k` (Snyder 1984, check V15).
///
/// Negative if even no support at all draws in more than it secures.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct AllianceDilemma {
    /// Probability of being abandoned without any support, `alpha0`.
    pub abandonment: f64,
    /// How fast support lowers it, `k`.
    pub response: f64,
    /// Loss from being abandoned, `D`.
    pub abandonment_loss: f64,
    /// Probability of being drawn in, per unit of support, `e0`.
    pub entrapment: f64,
    /// Loss from being drawn in, `E`.
    pub entrapment_loss: f64,
}

impl AllianceDilemma {
    /// The support that balances the two.
    ///
    /// ```
    /// use standoff_world::coalition::alliance::AllianceDilemma;
    /// let ally = AllianceDilemma {
    ///     abandonment: 0.6, response: 2.0, abandonment_loss: 10.0, entrapment: 0.3, entrapment_loss: 4.0,
    /// };
    /// assert!((ally.balancing_support() - 1.1512925465).abs() < 1e-9);
    /// ```
    pub fn balancing_support(&self) -> f64 {
        let secured = self.abandonment * self.response * self.abandonment_loss;
        libm::log(secured / (self.entrapment * self.entrapment_loss)) / self.response
    }

    /// Expected loss at a level of support.
    pub fn loss(&self, support: f64) -> f64 {
        self.abandonment * libm::exp(-self.response * support) * self.abandonment_loss
            + self.entrapment * support * self.entrapment_loss
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn balancing_support_is_a_minimum() {
        let ally = AllianceDilemma {
            abandonment: 0.4,
            response: 1.3,
            abandonment_loss: 5.0,
            entrapment: 0.2,
            entrapment_loss: 3.0,
        };
        let best = ally.balancing_support();
        assert!(ally.loss(best) < ally.loss(best - 1e-4) && ally.loss(best) < ally.loss(best + 1e-4));
    }
}
