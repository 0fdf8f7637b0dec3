//! Clusters of draws: the parts of an ensemble that share no luck, between which every error is taken.
//!
//! Draws from the scenario's own ranges are clusters by themselves. Draws after an update on evidence share the luck of the
//! population that they come from: its games, its parameters, what resampling left of its states. Populations are
//! independent, so the differences between them show all of that (decision 93).

use crate::ensemble::design::Design;
use standoff_num::sums::variance;
use std::collections::BTreeMap;

/// Least number of populations between which an error is taken; with fewer, draws are taken for independent.
const LEAST_POPULATIONS: usize = 3;

/// Cluster of every draw of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clusters(Vec<usize>);

impl Clusters {
    /// Clusters of these draws of a design.
    pub fn of_draws(design: &Design<'_>, draws: impl IntoIterator<Item = usize>) -> Self {
        let draws: Vec<usize> = draws.into_iter().collect();
        let of_populations: Option<Vec<usize>> = design.posterior.and_then(|posterior| {
            let labels: Vec<usize> = draws.iter().filter_map(|&draw| posterior.draw_population(draw)).collect();
            let mut distinct = labels.clone();
            distinct.sort_unstable();
            distinct.dedup();
            (labels.len() == draws.len() && distinct.len() >= LEAST_POPULATIONS).then_some(labels)
        });
        Self(of_populations.unwrap_or_else(|| (0..draws.len()).collect()))
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
}
