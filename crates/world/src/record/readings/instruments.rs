//! Whether an instrument is open.

use super::confusion::{Confusion, StandingConfusion};
use super::law::{Law, ReadingDraws, ReadingPurpose};
use crate::coalition::instruments::Status;
use crate::record::reading::Standing;
use crate::record::scene::Scene;

/// The law of a report of one instrument: closed or open.
pub(crate) struct OpenInstrument(StandingConfusion);

impl OpenInstrument {
    /// The law in a scene of a report on the instrument that it names.
    pub(crate) fn new(scene: &Scene<'_>, standing: &Standing<(usize, bool)>) -> Self {
        let (place, _) = standing.value;
        let open = scene.state.coalition.instruments[place].status == Status::Open;
        let clarity = scene.world.war.reporting.instrument_clarity;
        let truth = Confusion { kind: ReadingPurpose::Instrument, truth: usize::from(open), clarity, count: 2 };
        Self(StandingConfusion { truth, fresh: standing.fresh, trusted: scene.trust.believes_instrument(place) })
    }
}

impl Law for OpenInstrument {
    type Value = bool;

    fn density(&self, open: bool) -> f64 {
        self.0.density(usize::from(open))
    }

    fn sample(&self, draws: ReadingDraws<'_>) -> bool {
        self.0.sample(draws) == 1
    }
}
