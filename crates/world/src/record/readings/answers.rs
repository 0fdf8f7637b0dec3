//! What came of a draft.

use super::confusion::Confusion;
use super::law::{Law, ReadingDraws, ReadingPurpose};
use crate::record::scene::Scene;
use crate::state::round::{RESULTS, RoundResult};

/// The law of a reported answer: that of the round, or where none was held any of [`RESULTS`].
pub(crate) struct Answer(Confusion);

impl Answer {
    /// The law in a scene of a report of this confidence.
    pub(crate) fn new(scene: &Scene<'_>, confidence: f64) -> Self {
        let truth = scene.round.map(|round| result_place(round.result));
        let clarity = truth.map_or(0.0, |_| scene.world.war.reporting.answer_clarity * confidence);
        Self(Confusion { kind: ReadingPurpose::Answer, truth: truth.unwrap_or(0), clarity, count: RESULTS.len() })
    }
}

impl Law for Answer {
    type Value = RoundResult;

    fn density(&self, value: RoundResult) -> f64 {
        self.0.density(result_place(value))
    }

    fn sample(&self, draws: ReadingDraws<'_>) -> RoundResult {
        RESULTS[self.0.sample(draws)]
    }
}

/// Place in [`RESULTS`]; a truce agreed once more is reported as a truce.
fn result_place(result: RoundResult) -> usize {
    let reported = if result == RoundResult::TruceRenewed { RoundResult::Truce } else { result };
    RESULTS.iter().position(|&known| known == reported).unwrap_or(0)
}
