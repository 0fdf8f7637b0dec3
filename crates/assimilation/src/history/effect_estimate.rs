//! The size of an effect, estimated population by population, with the error between them.

use super::answers::{ANSWER_COUNT, Answers};
use super::played_futures::mean_answers;
use standoff_num::distributions::student_p_value;
use standoff_num::sums::{mean, sum_of, variance};

/// Least effective number of futures of an effect that is looked at: with fewer, a handful of futures decides it, and the
/// error that is taken from them is too small.
const LEAST_EFFECTIVE: f64 = 50.0;

/// Number of errors from which the weights of a reading are taken for a hint that it may have an effect.
const HINT_ERRORS: f64 = 2.0;

/// A change of each answer, with its error and the chance of so large a one without any effect.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct EffectEstimate {
    pub change: Answers,
    pub error: Answers,
    pub p_values: Answers,
}

impl EffectEstimate {
    /// The mean of the changes in each population. Populations are independent, so leaving one out after the other (the
    /// jackknife) gives the error of their mean, `sqrt(variance / n)`, and a change without effect has the distribution of
    /// Student's t at `n - 1` degrees of freedom.
    pub fn between_populations(changes: &[Answers]) -> Self {
        let column = |answer: usize| -> Vec<f64> { changes.iter().map(|one| one[answer]).collect() };
        let count = changes.len() as f64;
        let change: Answers = std::array::from_fn(|answer| mean(&column(answer)));
        let error: Answers = std::array::from_fn(|answer| (variance(&column(answer)) / count).sqrt());
        // Nought over nought is not a number, and nothing is known of it.
        let p_values = std::array::from_fn(|answer| student_p_value(change[answer] / error[answer], count - 1.0));
        Self { change, error, p_values }
    }

    /// The same as it counts among the tests where its effect was not looked for.
    pub fn untested(self) -> Self {
        Self { p_values: [1.0; ANSWER_COUNT], ..self }
    }

    /// True where any answer moves by more than two errors.
    pub fn hints_at_any(&self) -> bool {
        (0..ANSWER_COUNT).any(|answer| self.change[answer].abs() > HINT_ERRORS * self.error[answer])
    }
}

/// Weights of futures, which sum to one in each population.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct FutureWeights {
    /// Weights `[population, future]`.
    weights: Vec<f64>,
    populations: usize,
}

impl FutureWeights {
    /// Weights by densities, of which each population has as many; none where a population has no future with a density.
    pub fn by_density(log_densities: &[f64], populations: usize) -> Option<Self> {
        let mut weights = Vec::with_capacity(log_densities.len());
        for own in log_densities.chunks(log_densities.len() / populations.max(1)) {
            let most = own.iter().copied().fold(f64::NEG_INFINITY, f64::max);
            if !most.is_finite() {
                return None;
            }
            let raw: Vec<f64> = own.iter().map(|log| density_of_log(log - most)).collect();
            let total = sum_of(raw.iter().copied());
            weights.extend(raw.into_iter().map(|one| one / total));
        }
        Some(Self { weights, populations })
    }

    /// True where so few futures carry the weight that nothing can be said: with weights `w` of all futures, fewer than 50 by
    /// `(Σ w)² / Σ w²`.
    pub fn are_uneven(&self) -> bool {
        let squares = sum_of(self.weights.iter().map(|weight| weight * weight));
        (self.populations as f64).powi(2) / squares < LEAST_EFFECTIVE
    }

    /// The change that the weights make to the mean of each answer.
    pub fn effect_on(&self, futures: &[Answers]) -> EffectEstimate {
        self.effect_from(futures, futures)
    }

    /// The change from the mean of each answer over some futures to the weighted mean over those that the weights belong to.
    pub fn effect_from(&self, from: &[Answers], to: &[Answers]) -> EffectEstimate {
        let own = to.len() / self.populations.max(1);
        let change = |((weights, from), to): ((&[f64], &[Answers]), &[Answers])| -> Answers {
            let plain = mean_answers(from);
            std::array::from_fn(|answer| {
                sum_of(weights.iter().zip(to).map(|(weight, future)| weight * future[answer])) - plain[answer]
            })
        };
        let changes: Vec<Answers> =
            self.weights.chunks(own).zip(from.chunks(own)).zip(to.chunks(own)).map(change).collect();
        EffectEstimate::between_populations(&changes)
    }
}

fn density_of_log(log: f64) -> f64 {
    // Far below any weight that could count, and above what is not a normal number.
    const LEAST_LOG: f64 = -700.0;
    if log > LEAST_LOG { standoff_num::elementary::exp(log) } else { 0.0 }
}

/// The change from futures to others that are paired with them, population by population; none where they are too few to
/// say anything.
pub(super) fn paired_effect(from: &[Answers], to: &[Answers], populations: usize) -> Option<EffectEstimate> {
    if (from.len() as f64) < LEAST_EFFECTIVE {
        return None;
    }
    let own = from.len() / populations.max(1);
    let change = |(from, to): (&[Answers], &[Answers])| -> Answers {
        let (from, to) = (mean_answers(from), mean_answers(to));
        std::array::from_fn(|answer| to[answer] - from[answer])
    };
    let changes: Vec<Answers> = from.chunks(own).zip(to.chunks(own)).map(change).collect();
    Some(EffectEstimate::between_populations(&changes))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answers(number: f64) -> Answers {
        [number; ANSWER_COUNT]
    }

    /// Three populations of two futures: the ratio within each is taken first, so that none counts for more because the
    /// reading suits it.
    #[test]
    fn populations_count_alike() {
        let futures = [1.0, 0.0, 1.0, 0.0, 1.0, 1.0].map(answers);
        let logs = [3.0_f64, 1.0, 300.0, 100.0, 1.0, 1.0].map(f64::ln);
        let weights = FutureWeights::by_density(&logs, 3).unwrap();
        let found = weights.effect_on(&futures);
        let error = (((0.25 - 1.0 / 6.0_f64).powi(2) * 2.0 + (1.0 / 6.0_f64).powi(2)) / 2.0 / 3.0).sqrt();
        assert!((found.change[0] - 1.0 / 6.0).abs() < 1e-12 && (found.error[0] - error).abs() < 1e-12, "{found:?}");
        // t = 2 at two degrees of freedom.
        assert!((found.p_values[0] - 0.183_503).abs() < 1e-5, "{found:?}");
    }

    /// What an event changes and what it says of the states are one effect: from the plain mean without it to the weighted one.
    #[test]
    fn a_change_and_its_weights_are_one_effect() {
        let without = [0.0, 0.5, 1.0, 0.0].map(answers);
        let with = [1.0, 0.0, 1.0, 0.0].map(answers);
        let weights = FutureWeights::by_density(&[3.0_f64, 1.0, 1.0, 3.0].map(f64::ln), 2).unwrap();
        let found = weights.effect_from(&without, &with);
        // (3/4 - 1/4) and (1/4 - 1/2), and half their distance.
        assert!((found.change[0] - 0.125).abs() < 1e-12 && (found.error[0] - 0.375).abs() < 1e-12, "{found:?}");
    }

    /// The error of an effect that one future of many decides is not small, and such an effect is not looked at.
    #[test]
    fn weights_on_few_futures_are_uneven() {
        let even = FutureWeights::by_density(&[0.0; 120], 3).unwrap();
        let one_each: Vec<f64> = (0..120).map(|place| if place % 40 == 0 { 0.0 } else { -50.0 }).collect();
        let uneven = FutureWeights::by_density(&one_each, 3).unwrap();
        assert!(!even.are_uneven() && uneven.are_uneven());
        assert_eq!(FutureWeights::by_density(&[0.0, 0.0, f64::NEG_INFINITY, f64::NEG_INFINITY], 2), None);
    }

    #[test]
    fn a_change_of_nought_is_no_finding() {
        let same = [answers(0.5); 60];
        assert_eq!(paired_effect(&same, &same, 3).unwrap().p_values, [1.0; ANSWER_COUNT]);
        assert_eq!(paired_effect(&same[..30], &same[..30], 3), None);
    }
}
