//! The tide of the war: shifts of the odds at the front that last, such as a mobilisation, a new weapon or an industry that
//! has got going (decision 51).
//!
//! Momentum passes within months; the tide stays until it turns back. It stands at one of three levels: with the invader,
//! where the calibrated odds put it, or with the defender. Each side may expect that it will turn its own way (see
//! [`crate::actors::beliefs`]).

use crate::actors::roles::Side;
use crate::quantity::quantities;

quantities! {
    /// Turns of the tide.
    Tide {
        hazard @class: Hazard, 0.0 => 0.5, 0.0, "hT", "Hazard that the tide turns to the invader, and as much that it turns to the defender; 0 where it never turns";
        invader_size @class: LogOdds, 0.0 => 3.0, 0.5, "dR", "Shift of the odds at the front when the tide turns to the invader";
        defender_size @class: LogOdds, 0.0 => 3.0, 0.5, "dU", "Shift of the odds at the front when the tide turns to the defender";
    }
}

impl Tide {
    /// Shift of the log-odds that a move goes to the invader while the tide is with a side, and none where it is with neither.
    pub fn odds_shift(&self, with: Option<Side>) -> f64 {
        match with {
            Some(Side::Invader) => self.invader_size,
            Some(Side::Defender) => -self.defender_size,
            None => 0.0,
        }
    }
}

/// The tide after it has turned to a side: from the other side it comes back to the middle first.
pub(crate) fn tide_turned_to(side: Side, before: Option<Side>) -> Option<Side> {
    match before {
        Some(with) if with != side => None,
        _ => Some(side),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tide_comes_back_through_the_middle() {
        let (invader, defender) = (Some(Side::Invader), Some(Side::Defender));
        assert_eq!(tide_turned_to(Side::Invader, None), invader);
        assert_eq!(tide_turned_to(Side::Invader, invader), invader);
        assert_eq!(tide_turned_to(Side::Defender, invader), None);
        assert_eq!(tide_turned_to(Side::Defender, None), defender);
    }
}
