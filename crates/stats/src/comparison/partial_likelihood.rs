//! Cox's partial likelihood: its value, its derivatives and its maximum.

use standoff_num::sums::{mean, variance};

use crate::comparison::cholesky::CholeskyFactor;
use crate::error::StatsError;

/// Newton steps after which the search is given up; it needs about six.
const MOST_STEPS: usize = 50;
/// Halvings of a step that lowers the likelihood; after 30 the step is a billionth, and the direction hopeless.
const MOST_HALVINGS: usize = 30;
/// Gain in log-likelihood below which one more full step leaves an error far below rounding.
const LAST_GAIN: f64 = 1e-12;

/// Observations from the last to the first, with columns standardised to mean 0 and spread 1.
///
/// From the last to the first, because a risk set then only grows and its sums are running sums. Standardised, so that
/// thresholds of rounding mean the same in every unit.
pub(super) struct CoxData {
    pub width: usize,
    /// As [observation, column].
    values: Vec<f64>,
    ended: Vec<bool>,
    /// The observation after the last one of each time.
    ends: Vec<usize>,
    pub scales: Vec<f64>,
    /// The place of each observation as it was given.
    pub order: Vec<usize>,
}

/// The likelihood and its derivatives at one point.
pub(super) struct LikelihoodPoint {
    pub beta: Vec<f64>,
    pub log_likelihood: f64,
    gradient: Vec<f64>,
    /// Minus the second derivatives, as [column, column].
    pub information: Vec<f64>,
}

/// Sums of risk, risk x and risk x x' over a set of observations.
#[derive(Clone)]
struct RiskSums {
    total: f64,
    first: Vec<f64>,
    second: Vec<f64>,
}

impl CoxData {
    pub(super) fn new(times: &[f64], ended: &[bool], columns: &[&[f64]]) -> Result<Self, StatsError> {
        let mut order: Vec<usize> = (0..times.len()).collect();
        order.sort_by(|&left, &right| times[right].total_cmp(&times[left]));
        let (means, scales): (Vec<f64>, Vec<f64>) = columns.iter().map(|c| (mean(c), variance(c).sqrt())).unzip();
        if let Some(column) = scales.iter().position(|&scale| scale.is_nan() || scale <= 0.0) {
            return Err(StatsError::Collinear { column });
        }
        let standard = |index: usize, column: usize| (columns[column][index] - means[column]) / scales[column];
        let row = |&index: &usize| (0..columns.len()).map(move |column| standard(index, column));
        let values = order.iter().flat_map(row).collect();
        let tied = order.chunk_by(|&left, &right| times[left] == times[right]);
        let ends = tied.scan(0, |end, tied| {
            *end += tied.len();
            Some(*end)
        });
        let ended = order.iter().map(|&index| ended[index]).collect();
        Ok(Self { width: columns.len(), values, ended, ends: ends.collect(), scales, order })
    }

    fn row(&self, index: usize) -> &[f64] {
        &self.values[index * self.width..][..self.width]
    }

    /// b x of each observation.
    pub(super) fn linear_predictors(&self, beta: &[f64]) -> Vec<f64> {
        let one = |index: usize| self.row(index).iter().zip(beta).map(|(value, beta)| value * beta).sum();
        (0..self.ended.len()).map(one).collect()
    }

    /// The likelihood and its derivatives. Risks are taken relative to the greatest, so that no exponential overflows.
    pub(super) fn evaluate_at(&self, beta: Vec<f64>) -> LikelihoodPoint {
        let (width, predictors) = (self.width, self.linear_predictors(&beta));
        let most = predictors.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let (gradient, information) = (vec![0.0; width], vec![0.0; width * width]);
        let mut point = LikelihoodPoint { beta, log_likelihood: 0.0, gradient, information };
        let (mut at_risk, mut start) = (RiskSums::new(width), 0);
        for &end in &self.ends {
            let mut leaving = RiskSums::new(width);
            let mut number = 0;
            for (index, predictor) in (start..end).zip(&predictors[start..end]) {
                let (row, predictor) = (self.row(index), predictor - most);
                at_risk.add_observation(libm::exp(predictor), row);
                if self.ended[index] {
                    leaving.add_observation(libm::exp(predictor), row);
                    point.add_end(predictor, row);
                    number += 1;
                }
            }
            (0..number)
                .for_each(|gone| point.subtract_risk_set(&at_risk, &leaving, f64::from(gone) / f64::from(number)));
            start = end;
        }
        point
    }

    /// The maximum, by Newton's method from a point.
    pub(super) fn maximise_from(&self, mut now: LikelihoodPoint) -> Result<LikelihoodPoint, StatsError> {
        for _ in 0..MOST_STEPS {
            let step = CholeskyFactor::new(&now.information, self.width).solve(&now.gradient);
            let gain: f64 = step.iter().zip(&now.gradient).map(|(step, slope)| step * slope).sum();
            let along = |share: f64| now.beta.iter().zip(&step).map(|(beta, step)| beta + share * step).collect();
            if gain < LAST_GAIN {
                return Ok(self.evaluate_at(along(1.0)));
            }
            let shares = (0..MOST_HALVINGS).map(|halvings| 0.5_f64.powi(halvings as i32));
            let mut tried = shares.map(|share| self.evaluate_at(along(share)));
            now = tried.find(|point| point.log_likelihood > now.log_likelihood).ok_or(StatsError::NotConverged)?;
        }
        Err(StatsError::NotConverged)
    }
}

impl LikelihoodPoint {
    /// Adds one that ended.
    fn add_end(&mut self, predictor: f64, row: &[f64]) {
        self.log_likelihood += predictor;
        self.gradient.iter_mut().zip(row).for_each(|(slope, value)| *slope += value);
    }

    /// Subtracts those who could have ended. Efron's ties: of those who did end at this time, `share` are gone already.
    fn subtract_risk_set(&mut self, at_risk: &RiskSums, leaving: &RiskSums, share: f64) {
        let total = at_risk.total - share * leaving.total;
        let less = |all: &[f64], gone: &[f64], place: usize| (all[place] - share * gone[place]) / total;
        self.log_likelihood -= libm::log(total);
        let width = self.gradient.len();
        let means: Vec<f64> = (0..width).map(|column| less(&at_risk.first, &leaving.first, column)).collect();
        for (place, information) in self.information.iter_mut().enumerate() {
            *information += less(&at_risk.second, &leaving.second, place) - means[place / width] * means[place % width];
        }
        self.gradient.iter_mut().zip(&means).for_each(|(slope, mean)| *slope -= mean);
    }
}

impl RiskSums {
    fn new(width: usize) -> Self {
        Self { total: 0.0, first: vec![0.0; width], second: vec![0.0; width * width] }
    }

    fn add_observation(&mut self, risk: f64, row: &[f64]) {
        self.total += risk;
        self.first.iter_mut().zip(row).for_each(|(sum, value)| *sum += risk * value);
        for (place, sum) in self.second.iter_mut().enumerate() {
            *sum += risk * row[place / row.len()] * row[place % row.len()];
        }
    }
}
