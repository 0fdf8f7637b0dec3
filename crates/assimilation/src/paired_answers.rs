//! Paired comparison: the same draws on both sides of a shift, and the differences between them (decision 72).

use serde::{Deserialize, Serialize};
use standoff_lab::ensemble::draw_runs::DrawRuns;
use standoff_lab::error::LabError;
use standoff_lab::outcome::named::Outcome;
use standoff_num::sums::{mean, variance};
use standoff_scenario::Scenario;
use standoff_world::war::War;

/// An answer without the event and with it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ShiftedAnswer {
    /// Stable name of the outcome.
    pub outcome: String,
    /// Outcome in words.
    pub title: String,
    /// Unit; `chance` for yes or no.
    pub unit: String,
    /// Question: `hold`, `ends`, `costs` or `question`.
    pub part: String,
    /// Without the event.
    pub before: f64,
    /// With it.
    pub after: f64,
    /// The paired difference.
    pub difference: f64,
    /// Standard error of the difference, over draws, with what the filter adds.
    pub error: f64,
}

impl ShiftedAnswer {
    /// True where the difference is larger than twice its standard error.
    ///
    /// ```
    /// use standoff_assimilation::ShiftedAnswer;
    /// let one = ShiftedAnswer {
    ///     outcome: "holds-12".into(),
    ///     title: "the line holds for 12 months".into(),
    ///     unit: "chance".into(),
    ///     part: "hold".into(),
    ///     before: 0.5,
    ///     after: 0.6,
    ///     difference: 0.1,
    ///     error: 0.04,
    /// };
    /// assert!(one.is_clear() && !ShiftedAnswer { error: 0.05, ..one }.is_clear());
    /// ```
    pub fn is_clear(&self) -> bool {
        self.difference.abs() > 2.0 * self.error
    }
}

/// Factor on the standard error of independent draws: after a filter many draws descend from few, and not from the same
/// ones on both sides. On the default record, a report of the last week that says next to nothing shifted 30 answers
/// under six seeds by as much as independent draws would; one of fifteen months before, by 1.5 times as much (eight
/// seeds). The larger is used.
const SHARED_ANCESTRY_FACTOR: f64 = 1.5;

/// Draws that could be played on both sides.
pub(super) struct PairedDraws<'a> {
    war: War,
    draws: Vec<[&'a DrawRuns; 2]>,
}

impl<'a> PairedDraws<'a> {
    /// Pairs the draws of two forecasts, without the event and with it.
    pub fn new(scenario: &Scenario, [before, after]: [&'a [DrawRuns]; 2]) -> Result<Self, LabError> {
        let sound = |draw: &DrawRuns| !draw.runs.is_empty() && draw.runs.iter().all(|run| run.failure.is_none());
        let pairs = before.iter().zip(after).map(|(one, other)| [one, other]);
        let draws: Vec<[&DrawRuns; 2]> = pairs.filter(|pair| pair.iter().all(|draw| sound(draw))).collect();
        if draws.len() < 2 {
            let reason = "fewer than two draws could be played with the event and without it".to_owned();
            return Err(LabError::AllFailed(reason));
        }
        Ok(Self { war: scenario.war(&scenario.central_values()), draws })
    }

    /// Number of pairs.
    pub fn len(&self) -> usize {
        self.draws.len()
    }

    /// Compares an answer on both sides; the difference is taken draw by draw, so that luck which both share cancels.
    pub fn compare_answer(&self, outcome: &Outcome) -> ShiftedAnswer {
        let of = |draw: &DrawRuns| {
            mean(&draw.runs.iter().map(|run| outcome.read_from(&self.war, &draw.values, run)).collect::<Vec<f64>>())
        };
        let means: Vec<[f64; 2]> = self.draws.iter().map(|pair| pair.map(of)).collect();
        let side = |place: usize| mean(&means.iter().map(|pair| pair[place]).collect::<Vec<f64>>());
        let differences: Vec<f64> = means.iter().map(|[before, after]| after - before).collect();
        ShiftedAnswer {
            outcome: outcome.name.clone(),
            title: outcome.title.clone(),
            unit: outcome.unit.clone(),
            part: outcome.part.name().to_owned(),
            before: side(0),
            after: side(1),
            difference: mean(&differences),
            error: SHARED_ANCESTRY_FACTOR * (variance(&differences) / differences.len() as f64).sqrt(),
        }
    }
}
