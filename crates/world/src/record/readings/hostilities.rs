//! Hostilities: whether there is fighting.

use super::law::{Law, ReadingDraws, ReadingPurpose};
use crate::quantity::hazard_over;
use crate::record::reading::Standing;
use crate::record::scene::Scene;
use crate::state::war_state::Regime;

/// State of the hostilities.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Hostilities {
    /// Fighting.
    Fighting,
    /// A general ceasefire.
    Truce,
    /// A settlement in force.
    Settled,
    /// One side has won.
    Over,
}

impl Hostilities {
    const ALL: [Self; 4] = [Self::Fighting, Self::Truce, Self::Settled, Self::Over];
}

impl Scene<'_> {
    /// Hostilities as a report names them: a frozen conflict is a truce in reports.
    pub fn hostilities(&self) -> Hostilities {
        match self.state.regime {
            Regime::War => Hostilities::Fighting,
            Regime::Truce { .. } | Regime::Frozen => Hostilities::Truce,
            Regime::Settled { .. } => Hostilities::Settled,
            Regime::Over => Hostilities::Over,
        }
    }
}

/// Law of a report of the hostilities: a change is missed for a step with a small chance, and a war is never taken for a peace.
///
/// A report that is not true is weighed by how rare such reports are, whatever it says. Densities of one do therefore not
/// sum to one.
pub(crate) struct ReportedHostilities {
    truth: Hostilities,
    fresh: bool,
    trusted: bool,
    missed: f64,
    rumours: f64,
    months: f64,
}

impl ReportedHostilities {
    /// The law in a scene of a report that is fresh or not.
    pub(crate) fn new(scene: &Scene<'_>, standing: &Standing<Hostilities>) -> Self {
        let reporting = &scene.world.war.reporting;
        Self {
            truth: scene.hostilities(),
            fresh: standing.fresh,
            trusted: scene.trust.calm,
            missed: reporting.missed,
            rumours: reporting.rumours,
            months: scene.months,
        }
    }

    /// The same law had the step ended otherwise.
    pub(crate) fn with_truth(self, truth: Hostilities) -> Self {
        Self { truth, ..self }
    }
}

impl Law for ReportedHostilities {
    type Value = Hostilities;

    fn density(&self, value: Hostilities) -> f64 {
        match (self.trusted, self.fresh) {
            (true, _) if self.truth == value => 1.0 - if value == Hostilities::Fighting { 0.0 } else { self.missed },
            (true, true) if value != Hostilities::Fighting => 0.0,
            (true, _) => self.missed,
            // A false report is as rare as what it reports: otherwise a source that is nine parts in ten sure of a ceasefire
            // would be taken for wrong, because a ceasefire is so much rarer than one report in ten.
            (false, true) => hazard_over(self.rumours, self.months),
            (false, false) => 1.0,
        }
    }

    fn sample(&self, draws: ReadingDraws<'_>) -> Hostilities {
        let [uniform, _] = draws.pair(ReadingPurpose::Hostilities);
        match (self.trusted, self.truth) {
            (true, truth) if truth == Hostilities::Fighting || uniform >= self.missed => truth,
            (true, _) => Hostilities::Fighting,
            (false, _) => Hostilities::ALL[((uniform * 4.0) as usize).min(3)],
        }
    }
}
