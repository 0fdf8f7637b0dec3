//! Paired comparison of two worlds: the same draws, paths and random numbers in both, and the differences between them.

use crate::options::compare::{OutcomeDifference, outcome_difference};
use schemars::JsonSchema;
use serde::Serialize;
use standoff_lab::ensemble::clusters::Clusters;
use standoff_lab::ensemble::draw_runs::DrawRuns;
use standoff_lab::ensemble::estimate::Estimate;
use standoff_lab::ensemble::posterior::Posterior;
use standoff_lab::error::LabError;
use standoff_lab::future::run::Run;
use standoff_lab::outcome::named::Outcome;
use standoff_scenario::Scenario;
use standoff_stats::DrawSummary;
use standoff_world::war::War;

/// Differences between two worlds.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct PairedComparison {
    /// Draws that could be simulated in both worlds.
    pub draws: usize,
    /// Futures of each world.
    pub runs: usize,
    /// Share of futures whose end is another of the five.
    pub end_changed: Estimate,
    /// Share of futures in which anything at all is different.
    pub touched: Estimate,
    /// The outcomes in the one world and in the other; a difference is the other less the one.
    pub outcomes: Vec<OutcomeDifference>,
}

/// World with its simulated draws.
#[derive(Debug, Clone, Copy)]
pub struct PairedWorld<'a> {
    /// Its scenario, as set: its runs are read with its own figures.
    pub scenario: &'a Scenario,
    /// Its draws.
    pub draws: &'a [DrawRuns],
    /// Posterior from which they come; none where the scenario's own ranges apply.
    pub posterior: Option<&'a Posterior>,
}

/// A draw as it was played in both worlds.
type Pair<'a> = [&'a DrawRuns; 2];

/// Compares two worlds of one scenario draw by draw and path by path. The futures of draw `d`, path `p` share their random
/// numbers, so that a difference comes from the worlds' figures and not from luck (decision 72). Intervals take draws as clusters, or populations where the
/// worlds start from a record (decision 93): both then start from the same.
///
/// # Errors
///
/// [`LabError::AllFailed`] where no draw was played in both.
pub fn compare_worlds(sides: [PairedWorld<'_>; 2]) -> Result<PairedComparison, LabError> {
    let [one, other] = sides;
    let pairs = pair_draws(one.draws, other.draws);
    if pairs.is_empty() {
        return Err(LabError::AllFailed("no draw could be played in both worlds".to_owned()));
    }
    let clusters =
        Clusters::of_posterior_draws(one.posterior.or(other.posterior), pairs.iter().map(|pair| pair[0].draw));
    let wars = sides.map(|side| side.scenario.war(&side.scenario.central_values()));
    let over_draws = |differs: fn(&Run, &Run) -> bool| {
        let shares: Vec<f64> = pairs.iter().map(|pair| differing_share(pair, differs)).collect();
        Estimate::from_clusters(&shares, &clusters)
    };
    Ok(PairedComparison {
        draws: pairs.len(),
        runs: pairs.iter().map(|[one, _]| one.runs.len()).sum(),
        end_changed: over_draws(|one, other| one.end_name() != other.end_name()),
        touched: over_draws(|one, other| one != other),
        outcomes: Outcome::list(one.scenario)
            .iter()
            .map(|outcome| paired_difference(outcome, &wars, &pairs, &clusters))
            .collect(),
    })
}

/// Draws without a failed run in either world.
fn pair_draws<'a>(one: &'a [DrawRuns], other: &'a [DrawRuns]) -> Vec<Pair<'a>> {
    let whole = |draw: &DrawRuns| !draw.runs.is_empty() && draw.runs.iter().all(|run| run.failure.is_none());
    let partner = |draw: &DrawRuns| other.iter().find(|one| one.draw == draw.draw && one.runs.len() == draw.runs.len());
    let both = one.iter().filter_map(|draw| Some([draw, partner(draw)?]));
    both.filter(|pair| pair.iter().all(|draw| whole(draw))).collect()
}

fn differing_share([one, other]: &Pair<'_>, differs: fn(&Run, &Run) -> bool) -> f64 {
    let count = one.runs.iter().zip(&other.runs).filter(|(one, other)| differs(one, other)).count();
    count as f64 / one.runs.len() as f64
}

fn paired_difference(outcome: &Outcome, wars: &[War; 2], pairs: &[Pair<'_>], clusters: &Clusters) -> OutcomeDifference {
    let column = |war: &War, draw: &DrawRuns| -> Vec<f64> {
        draw.runs.iter().map(|run| outcome.read_from(war, &draw.values, run)).collect()
    };
    let columns: Vec<[Vec<f64>; 2]> =
        pairs.iter().map(|[one, other]| [column(&wars[0], one), column(&wars[1], other)]).collect();
    let side = |place: usize| -> Vec<DrawSummary> {
        columns.iter().map(|pair| DrawSummary::of_outcomes(&pair[place])).collect()
    };
    let apart = |[one, other]: &[Vec<f64>; 2]| {
        DrawSummary::of_outcomes(&one.iter().zip(other).map(|(one, other)| other - one).collect::<Vec<f64>>())
    };
    let apart: Vec<DrawSummary> = columns.iter().map(apart).collect();
    outcome_difference(outcome, [&side(0), &side(1), &apart], clusters)
}

#[cfg(test)]
mod tests {
    use super::*;
    use standoff_lab::forecast::request::ForecastRequest;
    use standoff_lab::forecast::run_forecast::{Forecast, run_forecast};
    use standoff_lab::mechanisms::mechanisms_without;
    use standoff_scenario::{Override, builtin};
    use std::sync::atomic::AtomicBool;

    fn forecast_without(off: &[&str]) -> Forecast {
        let off: Vec<String> = off.iter().map(|name| (*name).to_owned()).collect();
        let request = ForecastRequest {
            runs: 64,
            draws: 4,
            seed: 3,
            mechanisms: mechanisms_without(&off).unwrap(),
            ..ForecastRequest::new(builtin::load("two-sided").unwrap())
        };
        run_forecast(&request, &AtomicBool::new(false), &|_| ()).unwrap()
    }

    fn paired_world<'a>(scenario: &'a Scenario, made: &'a Forecast) -> PairedWorld<'a> {
        PairedWorld { scenario, draws: &made.draws, posterior: None }
    }

    #[test]
    fn a_world_beside_itself_differs_in_nothing() {
        let (one, scenario) = (forecast_without(&[]), builtin::load("two-sided").unwrap());
        let found = compare_worlds([paired_world(&scenario, &one); 2]).unwrap();
        assert_eq!((found.draws, found.runs, found.touched.value), (4, 64, 0.0));
        assert!(found.outcomes.iter().all(|outcome| outcome.difference.value == 0.0));
    }

    #[test]
    fn a_difference_is_the_other_less_the_one() {
        let (one, other) = (forecast_without(&[]), forecast_without(&["disagreement", "agency"]));
        let scenario = builtin::load("two-sided").unwrap();
        let found = compare_worlds([paired_world(&scenario, &one), paired_world(&scenario, &other)]).unwrap();
        let deal = found.outcomes.iter().find(|outcome| outcome.outcome == "deal-months").unwrap();
        assert!(found.touched.value > 0.5);
        assert!((deal.counterfactual - deal.baseline - deal.difference.value).abs() < 1e-9);
        assert!(deal.difference.value < 0.0, "without disagreement and agency a deal comes sooner");
        let back = compare_worlds([paired_world(&scenario, &other), paired_world(&scenario, &one)]).unwrap();
        let back = back.outcomes.iter().find(|outcome| outcome.outcome == "deal-months").unwrap();
        assert_eq!(back.difference.value, -deal.difference.value);
    }

    #[test]
    fn draws_without_a_partner_are_left_out() {
        let (one, scenario) = (forecast_without(&[]), builtin::load("two-sided").unwrap());
        let some = |draws| PairedWorld { scenario: &scenario, draws, posterior: None };
        assert_eq!(compare_worlds([some(&one.draws), some(&one.draws[..2])]).unwrap().draws, 2);
        assert!(compare_worlds([some(&one.draws), some(&[])]).is_err());
    }

    /// What a war leaves where nothing is signed is a figure of its world.
    #[test]
    fn each_world_is_read_with_its_own_figures() {
        let (made, one) = (forecast_without(&[]), builtin::load("two-sided").unwrap());
        let relief = Override::parse("unsigned.relief=0.4 share", &one).unwrap();
        let other = one.with_overrides(&[relief]).unwrap();
        let found = compare_worlds([paired_world(&one, &made), paired_world(&other, &made)]).unwrap();
        let relief = found.outcomes.iter().find(|outcome| outcome.outcome == "cost.invader.relief").unwrap();
        let alone = compare_worlds([paired_world(&other, &made); 2]).unwrap();
        let expected = alone.outcomes.iter().find(|outcome| outcome.outcome == "cost.invader.relief").unwrap();
        assert_eq!(relief.counterfactual, expected.baseline);
        assert!(relief.difference.value > 0.0, "{relief:?}");
    }
}
