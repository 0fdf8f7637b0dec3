//! Paired comparison: the same draws on both sides of a shift, and the differences between them (decision 72).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use standoff_lab::ensemble::clusters::Clusters;
use standoff_lab::ensemble::design::Design;
use standoff_lab::ensemble::draw_runs::DrawRuns;
use standoff_lab::error::LabError;
use standoff_lab::outcome::named::Outcome;
use standoff_num::sums::mean;
use standoff_world::war::War;

/// An answer without the event and with it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
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
    /// Standard error of the difference, between the populations of the filter (decision 93); between draws where fewer than three
    /// are left.
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

/// Draws that could be played on both sides.
pub(super) struct PairedDraws<'a> {
    war: War,
    draws: Vec<[&'a DrawRuns; 2]>,
    clusters: [Clusters; 2],
}

impl<'a> PairedDraws<'a> {
    /// Pairs the draws of two forecasts, without the event and with it, each with its design.
    pub fn new(designs: [&Design<'_>; 2], [before, after]: [&'a [DrawRuns]; 2]) -> Result<Self, LabError> {
        let sound = |draw: &DrawRuns| !draw.runs.is_empty() && draw.runs.iter().all(|run| run.failure.is_none());
        let pairs = before.iter().zip(after).map(|(one, other)| [one, other]);
        let draws: Vec<[&DrawRuns; 2]> = pairs.filter(|pair| pair.iter().all(|draw| sound(draw))).collect();
        if draws.len() < 2 {
            let reason = "fewer than two draws could be played with the event and without it".to_owned();
            return Err(LabError::AllFailed(reason));
        }
        let clusters =
            Clusters::of_both_sides(designs, &draws.iter().map(|[before, _]| before.draw).collect::<Vec<usize>>());
        let scenario = designs[1].scenario;
        Ok(Self { war: scenario.war(&scenario.central_values()), draws, clusters })
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
        let [before, after] = [0, 1].map(|place| means.iter().map(|pair| pair[place]).collect::<Vec<f64>>());
        let differences: Vec<f64> = means.iter().map(|[before, after]| after - before).collect();
        ShiftedAnswer {
            outcome: outcome.name.clone(),
            title: outcome.title.clone(),
            unit: outcome.unit.clone(),
            part: outcome.part.name().to_owned(),
            before: mean(&before),
            after: mean(&after),
            difference: mean(&differences),
            error: Clusters::difference_error(self.clusters.each_ref(), [&before, &after]),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use standoff_lab::ensemble::design::Resolution;
    use standoff_lab::ensemble::posterior::{Posterior, PosteriorDraw};
    use standoff_lab::ensemble::record_summary::RecordSummary;
    use standoff_scenario::builtin;
    use standoff_world::state::State;
    use standoff_world::war::World;
    use std::sync::atomic::AtomicBool;

    const DRAWS_OF_EACH: usize = 4;
    const DRAWS: usize = 3 * DRAWS_OF_EACH;

    /// Answers to a change of the odds at the front over draws that are the same within each population, which has the number that
    /// `label` gives to a draw.
    fn shifted_answers(label: fn(usize) -> usize) -> Vec<ShiftedAnswer> {
        let scenario = builtin::load("two-sided").unwrap();
        let values = scenario.draws(3, 3);
        let draw = |draw: usize| {
            let values = values.values(draw / DRAWS_OF_EACH);
            let state = State::start(&World::new(scenario.war(&values)));
            let reasons = standoff_num::Draws::new(3, (draw / DRAWS_OF_EACH) as u32, 0);
            PosteriorDraw { values, reasons, states: vec![state], population: label(draw) }
        };
        let before = Posterior {
            draws: (0..DRAWS).map(draw).collect(),
            record: RecordSummary::default(),
            series: Default::default(),
        };
        let after = before.with_values(&[("front.odds".to_owned(), 0.8)]);
        let designs = [&before, &after].map(|posterior| Design {
            draws: DRAWS,
            paths: 60,
            seed: 1,
            resolution: Resolution::Sketch,
            posterior: Some(posterior),
            ..Design::new(&scenario)
        });
        let play = |design: &Design<'_>| design.simulate_runs(0..design.run_count(), &AtomicBool::new(false), &|_| ());
        let [one, other] = designs.each_ref().map(play);
        let pairs = PairedDraws::new(designs.each_ref(), [&one, &other]).unwrap();
        ["holds-24", "hold-months", "fighting-months"]
            .map(|name| pairs.compare_answer(&Outcome::find(name, &scenario).unwrap()))
            .to_vec()
    }

    /// Were the draws of a population the same to the last future, errors between populations would be sqrt(11/2) = 2.3 times as
    /// large.
    #[test]
    fn draws_of_one_population_count_once() {
        let [together, apart] = [|draw| draw / DRAWS_OF_EACH, |draw| draw].map(shifted_answers);
        for (wide, narrow) in together.iter().zip(&apart) {
            assert_eq!((wide.before, wide.after, wide.difference), (narrow.before, narrow.after, narrow.difference));
            assert!(wide.error > 1.3 * narrow.error && wide.error < 2.4 * narrow.error, "{wide:?} {narrow:?}");
        }
    }
}
