//! Futures of one war counted as wars of a class.

use crate::curve::MONTHS;
use crate::simulated_end::SimulatedEnd;
use serde::{Deserialize, Serialize};
use standoff_lab::future::run::Run;
use standoff_num::sums::mean;
use standoff_scenario::Values;

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
    /// Futures that ended on terms or a ceasefire: to each of them a round of talks led.
    pub agreed: usize,
    /// Futures with a round of talks before the end.
    pub with_rounds: usize,
    /// Rounds of talks before the end.
    pub rounds: u64,
    /// Futures that held a round in each month before the end, from the first.
    pub talking: Vec<u32>,
    /// Share of signed peaces that last so many years, in the order of the years of the data; none where nothing is signed.
    pub peace_lasts: Option<[f64; 4]>,
}

/// Rounds of each month of a future up to its first end, from the first month.
fn rounds_by_month(run: &Run) -> Vec<u16> {
    let ended = run.first_end().map_or(f64::INFINITY, |(_, month)| month.ceil());
    let months = (ended.min(MONTHS as f64) as usize).min(run.monthly.rounds.len().saturating_sub(1));
    (1..=months).map(|month| run.monthly.rounds[month] - run.monthly.rounds[month - 1]).collect()
}

impl SimulatedWars {
    /// True if it has a figure for each month.
    pub(crate) fn is_whole(&self) -> bool {
        [self.ended.len(), self.talking.len()] == [MONTHS; 2] && self.futures > 0
    }

    pub(crate) fn of_futures(futures: &[(&Values, &Run)], ends: &[(f64, SimulatedEnd)]) -> Self {
        let mut ended = vec![0; MONTHS];
        for (month, _) in ends {
            if let Some(count) = ended.get_mut((month.ceil() as usize).max(1) - 1) {
                *count += 1;
            }
        }
        let rounds: Vec<Vec<u16>> = futures.iter().map(|(_, run)| rounds_by_month(run)).collect();
        let talking =
            |month: usize| rounds.iter().filter(|held| held.get(month).is_some_and(|&count| count > 0)).count();
        let hazards: Vec<f64> = ends.iter().filter_map(|(_, end)| end.hazard).collect();
        let lasts = |years: usize| {
            let shares: Vec<f64> = hazards.iter().map(|hazard| libm::pow(1.0 - hazard, 12.0 * years as f64)).collect();
            mean(&shares)
        };
        Self {
            futures: futures.len(),
            ended,
            agreed: ends.iter().filter(|(_, end)| end.ending.scored() == 0).count(),
            with_rounds: rounds.iter().filter(|held| held.iter().any(|&count| count > 0)).count(),
            rounds: rounds.iter().flatten().map(|&count| u64::from(count)).sum(),
            talking: (0..MONTHS).map(|month| talking(month) as u32).collect(),
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
    pub(crate) fn ends_at_risk(&self) -> impl Iterator<Item = [f64; 3]> {
        self.cells(self.ended.clone())
    }

    /// Months at war with their number from the first, futures at risk and futures that held a round of talks.
    pub(crate) fn talks_at_risk(&self) -> impl Iterator<Item = [f64; 3]> {
        self.cells(self.talking.clone())
    }

    fn cells(&self, counts: Vec<u32>) -> impl Iterator<Item = [f64; 3]> {
        let at_risk = self.at_risk().into_iter().zip(counts);
        at_risk.enumerate().map(|(month, (at_risk, count))| [month as f64 + 1.0, at_risk, f64::from(count)])
    }

    pub(crate) fn all_ended(&self) -> f64 {
        self.ended.iter().map(|&ended| f64::from(ended)).sum()
    }
}
