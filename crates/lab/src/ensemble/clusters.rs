//! Clusters of draws: the parts of an ensemble that share no luck, between which every error is taken.
//!
//! Draws from the scenario's own ranges are clusters by themselves. Draws after an update on evidence share the luck of the
//! population that they come from: its games, its parameters, what resampling left of its states. Populations are
//! independent, so the differences between them show all of that (decision 93).

use crate::ensemble::design::Design;
use crate::ensemble::posterior::Posterior;
use standoff_num::sums::{mean, variance};
use std::collections::{BTreeMap, BTreeSet};

/// Least number of populations between which an error is taken; with fewer, draws are taken for independent.
const LEAST_POPULATIONS: usize = 3;

/// Cluster of every draw of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clusters(Vec<usize>);

impl Clusters {
    /// Clusters of these draws of a design.
    pub fn of_draws(design: &Design<'_>, draws: impl IntoIterator<Item = usize>) -> Self {
        Self::of_posterior_draws(design.posterior, draws)
    }

    /// Clusters of these draws of an ensemble that starts from a posterior, or from the scenario's own ranges.
    pub fn of_posterior_draws(posterior: Option<&Posterior>, draws: impl IntoIterator<Item = usize>) -> Self {
        let draws: Vec<usize> = draws.into_iter().collect();
        Self(posterior_populations(posterior, &draws).unwrap_or_else(|| (0..draws.len()).collect()))
    }

    /// Clusters of these draws on the two sides of a comparison, each of which starts from a posterior of its own. Populations
    /// of the same number share their luck on both sides. Populations count on both sides or on neither.
    pub fn of_both_sides(designs: [&Design<'_>; 2], draws: &[usize]) -> [Self; 2] {
        let populations = designs.map(|design| posterior_populations(design.posterior, draws));
        match populations {
            [Some(one), Some(other)] => [Self(one), Self(other)],
            _ => [0, 1].map(|_| Self((0..draws.len()).collect())),
        }
    }

    /// Clusters by labels; equal labels belong together.
    ///
    /// ```
    /// use standoff_lab::ensemble::clusters::Clusters;
    /// assert_eq!(Clusters::by_label(&[4, 4, 7]).count(), 2);
    /// ```
    pub fn by_label(labels: &[usize]) -> Self {
        Self(labels.to_vec())
    }

    /// Number of clusters.
    pub fn count(&self) -> usize {
        self.sums(&vec![0.0; self.0.len()]).len()
    }

    /// True where every draw is a cluster by itself.
    pub fn are_single_draws(&self) -> bool {
        self.count() == self.0.len()
    }

    /// Place of the cluster of each draw among the clusters.
    ///
    /// ```
    /// use standoff_lab::ensemble::clusters::Clusters;
    /// assert_eq!(Clusters::by_label(&[4, 7, 4]).places(), [0, 1, 0]);
    /// ```
    pub fn places(&self) -> Vec<usize> {
        let distinct: BTreeSet<usize> = self.0.iter().copied().collect();
        let places: BTreeMap<usize, usize> = distinct.into_iter().zip(0..).collect();
        self.0.iter().map(|label| places[label]).collect()
    }

    /// Sums of one number for each draw, by cluster.
    fn sums(&self, numbers: &[f64]) -> Vec<f64> {
        let mut sums: BTreeMap<usize, f64> = BTreeMap::new();
        self.0.iter().zip(numbers).for_each(|(label, number)| *sums.entry(*label).or_default() += number);
        sums.into_values().collect()
    }

    /// Standard error of the mean of one number for each draw, between clusters. NaN for a single cluster.
    ///
    /// ```
    /// use standoff_lab::ensemble::clusters::Clusters;
    /// assert_eq!(Clusters::by_label(&[0, 0, 1, 1]).mean_error(&[1.0, 1.0, 0.0, 0.0]), 0.5);
    /// assert_eq!(Clusters::by_label(&[0, 1]).mean_error(&[1.0, 0.0]), 0.5);
    /// ```
    pub fn mean_error(&self, numbers: &[f64]) -> f64 {
        if self.are_single_draws() {
            return (variance(numbers) / numbers.len() as f64).sqrt();
        }
        self.ratio_error(&numbers.iter().map(|&number| (number, 1.0)).collect::<Vec<(f64, f64)>>())
    }

    /// Standard error of the ratio of two sums over draws, linearised, between clusters:
    ///
    /// ```text
    /// R = Σ x / Σ m,   sqrt(c/(c-1) · Σ_c (Σ_{d in c} x - R m)²) / Σ m
    /// ```
    ///
    /// NaN for a single cluster, which says nothing about the error.
    ///
    /// ```
    /// use standoff_lab::ensemble::clusters::Clusters;
    /// let clusters = Clusters::by_label(&[0, 0, 1, 1]);
    /// let error = clusters.ratio_error(&[(1.0, 1.0), (1.0, 1.0), (0.0, 1.0), (0.0, 1.0)]);
    /// assert!((error - 0.5).abs() < 1e-15);
    /// ```
    pub fn ratio_error(&self, parts: &[(f64, f64)]) -> f64 {
        let all: f64 = parts.iter().map(|part| part.1).sum();
        let ratio = parts.iter().map(|part| part.0).sum::<f64>() / all;
        let apart: Vec<f64> = parts.iter().map(|(part, of)| part - ratio * of).collect();
        let sums = self.sums(&apart);
        let squares: f64 = sums.iter().map(|sum| sum * sum).sum();
        let count = sums.len() as f64;
        (count / (count - 1.0) * squares).sqrt() / all
    }

    /// Standard error of the difference between the means of two sides whose draws come in pairs, with the clusters of each side.
    /// What a cluster adds to the difference is what its draws add on either side, so that luck which both share cancels:
    ///
    /// ```text
    /// sqrt(c/(c-1) · Σ_c (Σ_{d in c} (y_d - Y) - Σ_{d in c} (x_d - X))²) / n
    /// ```
    ///
    /// Where every pair is a cluster, it is the error of the mean of the paired differences.
    ///
    /// ```
    /// use standoff_lab::ensemble::clusters::Clusters;
    /// let (sides, same) = ([[0.0, 0.0, 1.0], [1.0, 2.0, 3.0]], Clusters::by_label(&[0, 1, 2]));
    /// let error = Clusters::difference_error([&same, &same], sides.each_ref().map(|side| side.as_slice()));
    /// assert!((error - same.mean_error(&[1.0, 2.0, 2.0])).abs() < 1e-15);
    /// ```
    pub fn difference_error(sides: [&Self; 2], numbers: [&[f64]; 2]) -> f64 {
        let mut sums: BTreeMap<usize, [f64; 2]> = BTreeMap::new();
        for side in [0, 1] {
            let centre = mean(numbers[side]);
            for (label, number) in sides[side].0.iter().zip(numbers[side]) {
                sums.entry(*label).or_default()[side] += number - centre;
            }
        }
        let squares: f64 = sums.values().map(|[one, other]| (other - one) * (other - one)).sum();
        let count = sums.len() as f64;
        (count / (count - 1.0) * squares).sqrt() / numbers[1].len() as f64
    }
}

/// Population of each of these draws; none where too few populations are left to take an error between.
fn posterior_populations(posterior: Option<&Posterior>, draws: &[usize]) -> Option<Vec<usize>> {
    let labels: Vec<usize> = draws.iter().filter_map(|&draw| posterior?.draw_population(draw)).collect();
    let distinct: BTreeSet<usize> = labels.iter().copied().collect();
    (labels.len() == draws.len() && distinct.len() >= LEAST_POPULATIONS).then_some(labels)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each population counts once, however many equal draws it has.
    #[test]
    fn equal_draws_of_a_population_count_once() {
        let [before, after] = [[0.1, 0.4, 0.2], [0.3, 0.3, 0.9]];
        let repeat = |numbers: [f64; 3]| numbers.into_iter().flat_map(|one| [one; 5]).collect::<Vec<f64>>();
        let (each, five) =
            (Clusters::by_label(&[0, 1, 2]), Clusters::by_label(&[0, 1, 2].map(|one| [one; 5]).concat()));
        assert!((five.mean_error(&repeat(after)) - each.mean_error(&after)).abs() < 1e-15);
        let error = Clusters::difference_error([&each, &each], [&before, &after]);
        let of_all = Clusters::difference_error([&five, &five], [&repeat(before), &repeat(after)]);
        assert!((of_all - error).abs() < 1e-15);
    }

    /// Where a population has more draws on one side than on the other, its luck still cancels.
    #[test]
    fn luck_that_both_sides_share_cancels_across_pairs() {
        let sides = [[0, 0, 1, 1, 1, 2, 2], [0, 0, 0, 1, 1, 2, 2]].map(|labels| Clusters::by_label(&labels));
        let numbers = [[0.0, 0.0, 4.0, 4.0, 4.0, 8.0, 8.0], [0.0, 0.0, 0.0, 4.0, 4.0, 8.0, 8.0]];
        let [before, after] = &numbers;
        let found = Clusters::difference_error(sides.each_ref(), [before, after]);
        let alone = [0, 1].map(|side| sides[side].mean_error(&numbers[side]));
        assert!(found < 0.5 * alone[0].min(alone[1]), "{found} {alone:?}");
    }
}
