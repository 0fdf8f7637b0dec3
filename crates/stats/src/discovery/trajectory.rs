//! The trajectory of one search, and the boxes on it that are worth a look.

use crate::discovery::limit::Limit;
use crate::discovery::settings::BoxChoice;

/// One box of a trajectory.
#[derive(Debug, Clone, PartialEq)]
pub struct CandidateBox {
    /// The limits of each input, in the order in which the inputs were given.
    pub limits: Vec<Limit>,
    /// The number of rows in the box.
    pub rows: usize,
    /// The number of them that are of interest.
    pub cases: usize,
    /// Rows in the box as a share of all rows, those of earlier boxes included.
    pub mass: f64,
    /// Cases in the box as a share of all cases of interest, those of earlier boxes included.
    pub coverage: f64,
    /// The share of the rows in the box that are of interest.
    pub density: f64,
    /// The number of restricted inputs.
    pub restricted: usize,
    /// The quasi-p-values of each input's lower and upper limit; `None` where it is not restricted.
    ///
    /// The probability of at least as many cases among the rows of the box, if each were as likely to be one as in the
    /// box without this limit (Bryant and Lempert 2010, appendix): a one-sided binomial test, "quasi" because the limit
    /// was chosen on the same rows. The categories of an input are one limit, the first.
    pub quasi_p: Vec<[Option<f64>; 2]>,
}

/// The boxes of one search, from everything that was left, through the peels, to the last paste.
#[derive(Debug, Clone, PartialEq)]
pub struct PeelingTrajectory {
    /// The boxes, at least one.
    pub steps: Vec<CandidateBox>,
}

impl PeelingTrajectory {
    /// The number of the step that a choice selects.
    pub fn choose_step(&self, choice: BoxChoice) -> Option<usize> {
        let counts: Vec<(usize, usize)> = self.steps.iter().map(|step| (step.rows, step.cases)).collect();
        choose_box(&counts, choice)
    }

    /// The densest step with exactly `restricted` restricted inputs; among equals the one with greater coverage.
    pub fn densest_with_inputs(&self, restricted: usize) -> Option<usize> {
        let rank = |&step: &usize| (self.steps[step].density, self.steps[step].coverage);
        let fitting = (0..self.steps.len()).filter(|&step| self.steps[step].restricted == restricted);
        fitting.min_by(|left, right| rank(right).partial_cmp(&rank(left)).unwrap_or(std::cmp::Ordering::Equal))
    }

    /// The Pareto front: the steps that no other step equals in coverage, density and fewness of inputs while improving
    /// on one of them.
    pub fn pareto_front(&self) -> Vec<usize> {
        let betters = |one: &CandidateBox, other: &CandidateBox| {
            let (gains, equal) = ((one.coverage, one.density), (other.coverage, other.density));
            let no_worse = gains.0 >= equal.0 && gains.1 >= equal.1 && one.restricted <= other.restricted;
            no_worse && (gains != equal || one.restricted < other.restricted)
        };
        let bettered = |step: &CandidateBox| self.steps.iter().any(|other| betters(other, step));
        (0..self.steps.len()).filter(|&step| !bettered(&self.steps[step])).collect()
    }
}

/// Chooses among boxes given as (rows, cases), of which the first is everything.
pub(super) fn choose_box(counts: &[(usize, usize)], choice: BoxChoice) -> Option<usize> {
    match choice {
        BoxChoice::Density(least) => counts.iter().position(|&(rows, cases)| cases as f64 / rows as f64 >= least),
        BoxChoice::Strongest => {
            let all = *counts.first()?;
            let strength = |&step: &usize| excess_cases(all, counts[step]);
            (0..counts.len()).min_by(|left, right| strength(right).total_cmp(&strength(left)))
        }
    }
}

/// Cases in a box above those expected among as many rows drawn at random, in standard deviations (hypergeometric).
pub(super) fn excess_cases(all: (usize, usize), inside: (usize, usize)) -> f64 {
    let (total, rows) = (all.0 as f64, inside.0 as f64);
    let share = all.1 as f64 / total;
    let variance = rows * share * (1.0 - share) * (total - rows) / (total - 1.0);
    if variance > 0.0 { (inside.1 as f64 - rows * share) / variance.sqrt() } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Mean and variance of the number of cases among rows drawn without replacement, by counting every draw.
    #[test]
    fn excess_is_in_hypergeometric_deviations() {
        let choose =
            |from: usize, number: usize| (0..number).map(|k| (from - k) as f64 / (k + 1) as f64).product::<f64>();
        for (all, rows) in [((10, 4), 5), ((10, 4), 3), ((12, 9), 7), ((7, 1), 2)] {
            let chances: Vec<(f64, f64)> = (0..=rows.min(all.1))
                .filter(|cases| rows - cases <= all.0 - all.1)
                .map(|cases| {
                    (cases as f64, choose(all.1, cases) * choose(all.0 - all.1, rows - cases) / choose(all.0, rows))
                })
                .collect();
            let mean: f64 = chances.iter().map(|(cases, chance)| cases * chance).sum();
            let variance: f64 = chances.iter().map(|(cases, chance)| (cases - mean) * (cases - mean) * chance).sum();
            for cases in 0..=rows.min(all.1) {
                let found = excess_cases(all, (rows, cases));
                assert!(
                    (found - (cases as f64 - mean) / variance.sqrt()).abs() < 1e-12,
                    "{all:?} {rows} {cases}: {found}"
                );
            }
        }
        assert_eq!(
            [excess_cases((10, 4), (10, 4)), excess_cases((10, 0), (3, 0)), excess_cases((10, 4), (0, 0))],
            [0.0; 3]
        );
    }

    /// Boxes as coverage, density and restricted inputs; the second and third are equal, the others on the front differ from
    /// every box in one of the three for the better.
    #[test]
    fn the_front_holds_what_nothing_betters() {
        let boxes = [
            (1.0, 0.3, 0),
            (0.8, 0.6, 1),
            (0.8, 0.6, 1),
            (0.8, 0.6, 2),
            (0.7, 0.6, 1),
            (0.8, 0.5, 1),
            (0.5, 0.9, 2),
            (0.5, 0.8, 2),
        ];
        let step = |&(coverage, density, restricted): &(f64, f64, usize)| {
            let (limits, quasi_p) = (Vec::new(), Vec::new());
            CandidateBox { limits, rows: 1, cases: 1, mass: 1.0, coverage, density, restricted, quasi_p }
        };
        let trajectory = PeelingTrajectory { steps: boxes.iter().map(step).collect() };
        assert_eq!(trajectory.pareto_front(), [0, 1, 2, 6]);
        assert_eq!(trajectory.densest_with_inputs(1), Some(1));
    }
}
