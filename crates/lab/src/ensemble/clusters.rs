//! Clusters of draws: the parts of an ensemble that share no luck, between which every error is taken.
//!
//! Draws from the scenario's own ranges are clusters by themselves. Draws after an update on evidence share the luck of the
//! population that they come from: its games, its parameters, what resampling left of its states. Populations are
//! independent, so the differences between them show all of that (decision 93).

use crate::ensemble::design::Design;
use crate::ensemble::posterior::Posterior;
use standoff_num::sums::variance;
use std::collections::{BTreeMap, BTreeSet};

/// Least number of populations between which an error is taken; with fewer, draws are taken for independent.
pub const LEAST_POPULATIONS: usize = 3;
/// Share of a sum outside a cluster that is told from rounding.
const LEAST_REST: f64 = 1e-12;

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
        self.0.iter().collect::<BTreeSet<_>>().len()
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

    /// Standard error of the mean of one number for each draw, between clusters. NaN for a single cluster.
    ///
    /// ```
    /// use standoff_lab::ensemble::clusters::Clusters;
    /// assert!((Clusters::by_label(&[0, 0, 1, 1]).mean_error(&[1.0, 1.0, 0.0, 0.0]) - 0.5).abs() < 1e-15);
    /// assert_eq!(Clusters::by_label(&[0, 1]).mean_error(&[1.0, 0.0]), 0.5);
    /// ```
    pub fn mean_error(&self, numbers: &[f64]) -> f64 {
        if self.are_single_draws() {
            return (variance(numbers) / numbers.len() as f64).sqrt();
        }
        self.ratio_error(&parts_of_mean(numbers))
    }

    /// Standard error of the ratio of two sums over draws, linearised, between clusters. With `h` the share of a cluster in
    /// the second sum,
    ///
    /// ```text
    /// R = Σ x / Σ m,   r_c = Σ_{d in c} (x - R m),   sqrt(Σ_c r_c² / (1 - 2 h_c + Σ h²)) / Σ m
    /// ```
    ///
    /// A large cluster draws the ratio towards itself, so that what is left of its luck is too small. This is the correction
    /// of Bell and McCaffrey (Survey Methodology 28, 2002; HC2 for single observations), with one luck `u_c` for a whole
    /// cluster, of the same variance whatever its size, as the working model: then `E r_c² = (Σ m)² h_c² Var(u) (1 - 2 h_c +
    /// Σ h²)`. With clusters of one size it is the usual `c/(c-1)`. NaN where one cluster has the whole second sum, which says
    /// nothing about the error.
    ///
    /// ```
    /// use standoff_lab::ensemble::clusters::Clusters;
    /// let clusters = Clusters::by_label(&[0, 0, 1, 1]);
    /// let error = clusters.ratio_error(&[(1.0, 1.0), (1.0, 1.0), (0.0, 1.0), (0.0, 1.0)]);
    /// assert!((error - 0.5).abs() < 1e-15);
    /// ```
    pub fn ratio_error(&self, parts: &[(f64, f64)]) -> f64 {
        self.shares_of_error(parts).values().map(|share| share * share).sum::<f64>().sqrt()
    }

    /// Standard error of the difference between the means of two sides whose draws come in pairs, with the clusters of each side.
    /// What a cluster adds to the difference is what its draws add on either side, so that luck which both share cancels:
    /// with `e_c` the terms of the sum in [`Self::ratio_error`] before they are squared, `sqrt(Σ_c (e_c(y) - e_c(x))²)`.
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
        let parts = numbers.map(parts_of_mean);
        Self::ratio_difference_error(sides, parts.each_ref().map(Vec::as_slice))
    }

    /// Standard error of the difference between ratios of two sums over draws, as [`Self::difference_error`] has it for means.
    ///
    /// ```
    /// use standoff_lab::ensemble::clusters::Clusters;
    /// let same = Clusters::by_label(&[0, 1, 2]);
    /// let parts = [[(0.0, 1.0), (0.0, 1.0), (1.0, 1.0)], [(0.5, 0.5), (0.0, 0.5), (0.5, 0.5)]];
    /// let error = Clusters::ratio_difference_error([&same, &same], parts.each_ref().map(|side| side.as_slice()));
    /// assert!((error - same.mean_error(&[1.0, 0.0, 0.0])).abs() < 1e-15);
    /// ```
    pub fn ratio_difference_error(sides: [&Self; 2], parts: [&[(f64, f64)]; 2]) -> f64 {
        let mut differences = sides[1].shares_of_error(parts[1]);
        for (label, share) in sides[0].shares_of_error(parts[0]) {
            *differences.entry(label).or_default() -= share;
        }
        differences.values().map(|difference| difference * difference).sum::<f64>().sqrt()
    }

    /// What each cluster adds to the error of a ratio, with its sign: the terms of [`Self::ratio_error`].
    fn shares_of_error(&self, parts: &[(f64, f64)]) -> BTreeMap<usize, f64> {
        let all: f64 = parts.iter().map(|part| part.1).sum();
        let ratio = parts.iter().map(|part| part.0).sum::<f64>() / all;
        let mut sums: BTreeMap<usize, [f64; 2]> = BTreeMap::new();
        for (label, (part, of)) in self.0.iter().zip(parts) {
            let [left, size] = sums.entry(*label).or_default();
            *left += (part - ratio * of) / all;
            *size += of / all;
        }
        let squares: f64 = sums.values().map(|[_, size]| size * size).sum();
        let known = |size: f64| if 1.0 - size > LEAST_REST { (1.0 - 2.0 * size + squares).sqrt() } else { f64::NAN };
        let corrected = |[left, size]: [f64; 2]| left / known(size);
        sums.into_iter().map(|(label, sums)| (label, corrected(sums))).collect()
    }
}

/// Parts of a mean as a ratio of two sums.
fn parts_of_mean(numbers: &[f64]) -> Vec<(f64, f64)> {
    numbers.iter().map(|&number| (number, 1.0)).collect()
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
    use standoff_num::distributions::normal_quantile;
    use standoff_num::sums::mean;

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

    /// Populations of very different sizes, each with a luck of its own that does not depend on its size: the mean square of
    /// the stated error is the variance of the mean, to a twentieth. Without the correction it is short by a fifth.
    #[test]
    fn the_error_is_true_for_clusters_of_any_size() {
        let sizes = [1, 1, 2, 3, 4, 5, 6, 10];
        let labels: Vec<usize> = (0..sizes.len()).flat_map(|cluster| vec![cluster; sizes[cluster]]).collect();
        let clusters = Clusters::by_label(&labels);
        let (mut means, mut squares) = (Vec::new(), Vec::new());
        for sample in 0..4000 {
            let uniform = standoff_num::Draws::new(1, sample, 0);
            let luck = |cluster: usize| normal_quantile(uniform.uniform(0, 0, cluster as u32));
            let numbers: Vec<f64> = labels.iter().map(|&label| luck(label)).collect();
            means.push(mean(&numbers));
            squares.push(clusters.mean_error(&numbers).powi(2));
        }
        let ratio = mean(&squares) / variance(&means);
        assert!((ratio - 1.0).abs() < 0.05, "{ratio}");
    }

    #[test]
    fn a_single_cluster_says_nothing_about_the_error() {
        for draws in 2..40 {
            let numbers: Vec<f64> = (0..draws).map(f64::from).map(|draw| 0.1 * draw).collect();
            assert!(Clusters::by_label(&vec![3; numbers.len()]).mean_error(&numbers).is_nan(), "{draws} draws");
        }
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
