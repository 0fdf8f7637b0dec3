//! Whether the line holds.

use super::law::{Law, ReadingDraws, ReadingPurpose};
use crate::coalition::instruments::Status;
use crate::quantity::ROUNDING_MONTHS;
use crate::record::scene::Scene;

impl Scene<'_> {
    /// Whether the line has broken for want of coverage or of a key instrument that was open at the start. A signature and a
    /// military end show in the hostilities.
    pub fn line_has_broken(&self) -> bool {
        let (war, coalition) = (&self.world.war, &self.state.coalition);
        let uncovered = coalition.undercovered_months > war.coalition.grace + ROUNDING_MONTHS;
        let mut instruments = war.instruments.iter().zip(&coalition.instruments);
        let closed = instruments
            .any(|(instrument, now)| instrument.key && instrument.start == Status::Open && now.status != Status::Open);
        self.state.is_contested() && (uncovered || closed)
    }
}

/// The law of a report that the line holds. It is what a log says that has no report of a break: a line that holds is
/// never reported broken, and one that has broken goes unreported as rarely as a ceasefire does.
pub(crate) struct HeldLine {
    broken: bool,
    missed: f64,
}

impl HeldLine {
    /// The law in a scene.
    pub(crate) fn new(scene: &Scene<'_>) -> Self {
        Self { broken: scene.line_has_broken(), missed: scene.world.war.reporting.missed }
    }
}

impl Law for HeldLine {
    type Value = bool;

    fn density(&self, held: bool) -> f64 {
        match (self.broken, held) {
            (true, true) => self.missed,
            (true, false) => 1.0 - self.missed,
            (false, held) => f64::from(u8::from(held)),
        }
    }

    fn sample(&self, draws: ReadingDraws<'_>) -> bool {
        !self.broken || draws.pair(ReadingPurpose::Line)[0] < self.missed
    }
}
