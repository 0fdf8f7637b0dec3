//! Futures of one war counted as wars of a class.

use crate::curve::MONTHS;
use crate::simulated_end::SimulatedEnd;
use serde::{Deserialize, Serialize};
use standoff_lab::future::run::Run;
use standoff_num::sums::mean;
use standoff_scenario::Values;
use standoff_world::state::RoundResult;

/// Years after which the survival of peaces is read, and what 374 agreements had.
pub(crate) const SURVIVAL_YEARS: [usize; 4] = [1, 2, 5, 10];

/// Share of 374 peace agreements without renewed violence after these years.
pub(crate) const SURVIVAL_OF_AGREEMENTS: [f64; 4] = [0.79, 0.74, 0.69, 0.65];

/// The futures of one war from its first day, counted as wars of a class.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SimulatedWars {
    /// Futures.
    pub futures: usize,
    /// Futures that ended in each month, from the first.
    pub ended: Vec<u32>,
    /// Futures that ended on terms or a ceasefire.
    pub agreed: usize,
    /// Futures with a round of talks.
    pub with_rounds: usize,
    /// Rounds of talks.
    pub rounds: u64,
    /// Rounds that led to a deal or a truce.
    pub fruitful_rounds: u64,
    /// Share of signed peaces that last so many years, in the order of the years of the data; none where nothing is signed.
    pub peace_lasts: Option<[f64; 4]>,
}

impl SimulatedWars {
    pub(crate) fn of_futures(futures: &[(&Values, &Run)], ends: &[(f64, SimulatedEnd)]) -> Self {
        let mut ended = vec![0; MONTHS];
        for (month, _) in ends {
            if let Some(count) = ended.get_mut((month.ceil() as usize).max(1) - 1) {
                *count += 1;
            }
        }
        let talks = || futures.iter().map(|(_, run)| &run.talks);
        let fruitful = [RoundResult::Deal, RoundResult::Truce];
        let hazards: Vec<f64> = ends.iter().filter_map(|(_, end)| end.hazard).collect();
        let lasts = |years: usize| {
            let shares: Vec<f64> = hazards.iter().map(|hazard| libm::pow(1.0 - hazard, 12.0 * years as f64)).collect();
            mean(&shares)
        };
        Self {
            futures: futures.len(),
            ended,
            agreed: ends.iter().filter(|(_, end)| end.ending.scored() == 0).count(),
            with_rounds: talks().filter(|talks| talks.rounds > 0).count(),
            rounds: talks().map(|talks| u64::from(talks.rounds)).sum(),
            fruitful_rounds: talks()
                .map(|talks| {
                    fruitful.iter().map(|&result| u64::from(talks.result_counts.rounds_with(result))).sum::<u64>()
                })
                .sum(),
            peace_lasts: (!hazards.is_empty()).then(|| SURVIVAL_YEARS.map(lasts)),
        }
    }

    /// Futures still at war at the beginning of a month, from the first.
    pub(crate) fn at_risk(&self) -> Vec<f64> {
        let mut left = self.futures as f64;
        let mut at_risk = Vec::with_capacity(MONTHS);
        for &ended in &self.ended {
            at_risk.push(left);
            left -= f64::from(ended);
        }
        at_risk
    }

    /// Months at war with their number from the first, futures at risk and futures that ended.
    pub(crate) fn months_at_risk(&self) -> impl Iterator<Item = [f64; 3]> {
        let at_risk = self.at_risk().into_iter().zip(self.ended.clone());
        at_risk.enumerate().map(|(month, (at_risk, ended))| [month as f64 + 1.0, at_risk, f64::from(ended)])
    }

    pub(crate) fn all_ended(&self) -> f64 {
        self.ended.iter().map(|&ended| f64::from(ended)).sum()
    }
}
