//! Killed and wounded of a side over a period.

use super::law::{Law, ReadingDraws, ReadingPurpose};
use super::mixture::{mixed_density, normal_density};
use crate::actors::roles::Side;
use crate::record::scene::Scene;
use standoff_num::distributions::normal_quantile;
use standoff_num::elementary::{exp, ln};

/// A false reading may say anything from one person to this many in log.
const FALSE_RANGE_LOG: f64 = 10.0;

/// Killed and wounded of a side over some months.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Losses {
    /// Whose.
    pub side: Side,
    /// Months over which they were counted.
    pub months: f64,
    /// People.
    pub people: f64,
}

/// The law of a reading of losses, in people. Its density is that of their logarithm.
pub(crate) struct ReportedLosses {
    expected: f64,
    spread: f64,
    confidence: f64,
}

impl ReportedLosses {
    /// The law in a scene of a reading of this confidence on the side and months that `losses` names; none where the
    /// scenario states no losses. What the fighting and the month make of losses is that of the end of the period: it changes
    /// slowly, and a state does not keep its past.
    pub(crate) fn new(scene: &Scene<'_>, losses: &Losses, confidence: f64) -> Option<Self> {
        let war = &scene.world.war;
        let rate = match losses.side {
            Side::Invader => war.costs.casualties_invader,
            Side::Defender => war.costs.casualties_defender,
        };
        let stated = rate * losses.months > 0.0;
        stated.then_some(Self {
            expected: rate * scene.state.loss_factor(&war.costs) * losses.months,
            spread: war.reporting.losses_spread,
            confidence,
        })
    }
}

impl Law for ReportedLosses {
    type Value = f64;

    fn density(&self, people: f64) -> f64 {
        // Where nobody is lost, a report of losses is false.
        let density =
            if self.expected > 0.0 { normal_density(ln(people.max(1.0)), ln(self.expected), self.spread) } else { 0.0 };
        mixed_density(density, self.confidence, FALSE_RANGE_LOG)
    }

    fn sample(&self, draws: ReadingDraws<'_>) -> f64 {
        let [clear, noise] = draws.pair(ReadingPurpose::Losses);
        let is_true = clear < self.confidence && self.expected > 0.0;
        exp(if is_true { ln(self.expected) + self.spread * normal_quantile(noise) } else { FALSE_RANGE_LOG * noise })
    }
}
