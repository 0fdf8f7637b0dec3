//! Cox's partial likelihood: its value, its derivatives and its maximum.

use standoff_num::sums::{mean, variance};

use crate::comparison::cholesky::CholeskyFactor;
use crate::comparison::risk_sums::RiskSums;
use crate::error::StatsError;
use crate::survival::Observations;

/// Newton steps after which the search is given up; it needs about six.
const MOST_STEPS: usize = 50;
/// Halvings of a step that lowers the likelihood; after 30 the step is a billionth, and the direction hopeless.
const MOST_HALVINGS: usize = 30;
/// Gain in log-likelihood below which one more full step leaves an error far below rounding.
const LAST_GAIN: f64 = 1e-12;

/// Observations by stratum and from the last to the first, with columns standardised to mean 0 and spread 1.
///
/// From the last to the first, because a risk set then only grows, but for those that entered late, and its sums are
/// running sums. Standardised, so that thresholds of rounding mean the same in every unit.
pub(super) struct CoxData {
    pub width: usize,
    /// As [observation, column].
    values: Vec<f64>,
    pub ended: Vec<bool>,
    pub weights: Vec<f64>,
    /// `true` if a weight of 3 stands for three observations.
    counts: bool,
    /// The mean weight where weights are not counts: likelihoods are in its unit.
    pub weight_unit: f64,
    pub moments: Vec<CoxMoment>,
    /// The time from which each observation is at risk.
    entries: Vec<f64>,
    /// Observations in the order in which they are taken out again.
    by_entry: Vec<usize>,
    pub scales: Vec<f64>,
    /// The place of each observation as it was given.
    pub order: Vec<usize>,
}

/// The observations of one stratum that ended or stopped at one time.
pub(super) struct CoxMoment {
    pub time: f64,
    pub start: usize,
    pub end: usize,
    /// The number of observations, in the order of entry, that were not yet under observation then.
    absent: usize,
    /// `true` for the last time of a stratum, where the risk set begins anew.
    pub is_first: bool,
}

/// The likelihood and its derivatives at one point.
pub(super) struct LikelihoodPoint {
    pub beta: Vec<f64>,
    pub log_likelihood: f64,
    pub gradient: Vec<f64>,
    /// Minus the second derivatives, as [column, column].
    pub information: Vec<f64>,
}

/// Those at risk at a time at which something ended, with Efron's steps.
pub(super) struct RiskSet<'a> {
    /// The number of the moment.
    pub moment: usize,
    pub at_risk: &'a RiskSums,
    pub leaving: &'a RiskSums,
    /// Ends are taken one by one: at each step a share of those that ended then is gone.
    steps: u32,
    /// The weight of each step.
    pub step_weight: f64,
}

impl RiskSet<'_> {
    /// The share of those ending that is gone at each step.
    pub fn shares(&self) -> impl Iterator<Item = f64> + use<> {
        let steps = self.steps;
        (0..steps).map(move |gone| f64::from(gone) / f64::from(steps))
    }

    /// The number of steps.
    pub fn steps(&self) -> f64 {
        f64::from(self.steps)
    }
}

impl CoxData {
    pub(super) fn new(
        observations: &Observations<'_>,
        ended: &[bool],
        strata: Option<&[usize]>,
        columns: &[&[f64]],
    ) -> Result<Self, StatsError> {
        let (times, stratum) = (observations.times, |index: usize| strata.map_or(0, |strata| strata[index]));
        let mut order: Vec<usize> = (0..times.len()).collect();
        order.sort_by(|&left, &right| {
            stratum(left).cmp(&stratum(right)).then_with(|| times[right].total_cmp(&times[left]))
        });
        let (means, scales): (Vec<f64>, Vec<f64>) = columns.iter().map(|c| (mean(c), variance(c).sqrt())).unzip();
        if let Some(column) = scales.iter().position(|&scale| scale.is_nan() || scale <= 0.0) {
            return Err(StatsError::Collinear { column });
        }
        let standard = |index: usize, column: usize| (columns[column][index] - means[column]) / scales[column];
        let row = |&index: &usize| (0..columns.len()).map(move |column| standard(index, column));
        let values = order.iter().flat_map(row).collect();
        let (moments, by_entry) = order_of_risk_sets(observations, &order, &stratum);
        let (weights, counts): (Vec<f64>, bool) =
            (order.iter().map(|&index| observations.weight(index)).collect(), observations.are_counts());
        Ok(Self {
            width: columns.len(),
            values,
            ended: order.iter().map(|&index| ended[index]).collect(),
            weight_unit: if counts { 1.0 } else { mean(&weights) },
            weights,
            counts,
            moments,
            entries: order.iter().map(|&index| observations.entry(index)).collect(),
            by_entry,
            scales,
            order,
        })
    }

    pub(super) fn row(&self, index: usize) -> &[f64] {
        &self.values[index * self.width..][..self.width]
    }

    /// `true` if weights are not counts, so that the information is no measure of the number of observations.
    pub(super) fn is_robust(&self) -> bool {
        !self.counts
    }

    /// The rows that ended at a moment.
    pub(super) fn ended_at(&self, moment: usize) -> impl Iterator<Item = usize> + '_ {
        let moment = &self.moments[moment];
        (moment.start..moment.end).filter(|&index| self.ended[index])
    }

    /// b x of each observation, less the greatest, so that no exponential overflows.
    pub(super) fn relative_predictors(&self, beta: &[f64]) -> Vec<f64> {
        let mut predictors = self.linear_predictors(beta);
        let most = predictors.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        predictors.iter_mut().for_each(|predictor| *predictor -= most);
        predictors
    }

    /// b x of each observation.
    pub(super) fn linear_predictors(&self, beta: &[f64]) -> Vec<f64> {
        let one = |index: usize| self.row(index).iter().zip(beta).map(|(value, beta)| value * beta).sum();
        (0..self.ended.len()).map(one).collect()
    }

    /// Visits the risk sets at which something ended, from the last to the first of each stratum. The risk of each
    /// observation is e to its `predictors`, times its weight.
    pub(super) fn visit_risk_sets(&self, predictors: &[f64], mut visit: impl FnMut(&RiskSet<'_>)) {
        let risk = |index: usize| libm::exp(predictors[index]) * self.weights[index];
        // Each stratum begins with sums of its own.
        let (mut at_risk, mut absent) = (RiskSums::new(self.width, false), 0);
        for (number, moment) in self.moments.iter().enumerate() {
            if moment.is_first {
                at_risk = RiskSums::new(self.width, !self.by_entry.is_empty());
                absent = self.absent_before(number);
            }
            let mut leaving = RiskSums::new(self.width, false);
            for index in moment.start..moment.end {
                at_risk.add_observation(risk(index), self.row(index));
                if self.ended[index] {
                    leaving.add_observation(risk(index), self.row(index));
                }
            }
            for &index in &self.by_entry[absent.min(self.by_entry.len())..moment.absent] {
                at_risk.add_observation(-risk(index), self.row(index));
            }
            absent = moment.absent;
            let (steps, step_weight) = self.efron_steps(number);
            if steps > 0 {
                visit(&RiskSet { moment: number, at_risk: &at_risk, leaving: &leaving, steps, step_weight });
            }
        }
    }

    /// For each observation its moment, and that from which on, back in time, it was not yet at risk.
    pub(super) fn risk_spans(&self) -> Vec<(usize, usize)> {
        let mut spans = Vec::with_capacity(self.ended.len());
        let mut first = 0;
        for stratum in self.moments.chunk_by(|_, next| !next.is_first) {
            for (place, moment) in stratum.iter().enumerate() {
                let begin = |row: usize| stratum.partition_point(|one| one.time > self.entries[row]);
                spans.extend((moment.start..moment.end).map(|row| (first + place, first + begin(row))));
            }
            first += stratum.len();
        }
        spans
    }

    /// The number of observations in the order of entry that belong to earlier strata.
    fn absent_before(&self, moment: usize) -> usize {
        if self.by_entry.is_empty() { 0 } else { self.moments[moment].start }
    }

    /// The number of ends at a time and the weight of each: as many as counts say, or one for each row with their mean
    /// weight.
    fn efron_steps(&self, moment: usize) -> (u32, f64) {
        let number = self.ended_at(moment).count();
        let total: f64 = self.ended_at(moment).map(|index| self.weights[index]).sum();
        if self.counts { (total as u32, 1.0) } else { (number as u32, total / number as f64) }
    }

    /// The likelihood and its derivatives.
    pub(super) fn evaluate_at(&self, beta: Vec<f64>) -> LikelihoodPoint {
        let (width, predictors) = (self.width, self.relative_predictors(&beta));
        let (gradient, information) = (vec![0.0; width], vec![0.0; width * width]);
        let mut point = LikelihoodPoint { beta, log_likelihood: 0.0, gradient, information };
        self.visit_risk_sets(&predictors, |set| {
            for index in self.ended_at(set.moment) {
                point.add_end(self.weights[index], predictors[index], self.row(index));
            }
            set.shares().for_each(|share| point.subtract_risk_set(set, share));
        });
        point
    }

    /// The maximum, by Newton's method from a point.
    pub(super) fn maximise_from(&self, mut now: LikelihoodPoint) -> Result<LikelihoodPoint, StatsError> {
        for _ in 0..MOST_STEPS {
            let step = CholeskyFactor::new(&now.information, self.width).solve(&now.gradient);
            let gain: f64 = step.iter().zip(&now.gradient).map(|(step, slope)| step * slope).sum();
            let along = |share: f64| now.beta.iter().zip(&step).map(|(beta, step)| beta + share * step).collect();
            if gain < LAST_GAIN * self.weight_unit {
                return Ok(self.evaluate_at(along(1.0)));
            }
            let shares = (0..MOST_HALVINGS).map(|halvings| 0.5_f64.powi(halvings as i32));
            let mut tried = shares.map(|share| self.evaluate_at(along(share)));
            now = tried.find(|point| point.log_likelihood > now.log_likelihood).ok_or(StatsError::NotConverged)?;
        }
        Err(StatsError::NotConverged)
    }
}

/// The times of each stratum, from the last to the first, and the order in which those that entered late are taken out.
fn order_of_risk_sets(
    observations: &Observations<'_>,
    order: &[usize],
    stratum: &impl Fn(usize) -> usize,
) -> (Vec<CoxMoment>, Vec<usize>) {
    let (times, entry) = (observations.times, |place: usize| observations.entry(order[place]));
    let mut by_entry: Vec<usize> = (0..order.len()).filter(|_| observations.entries.is_some()).collect();
    by_entry.sort_by(|&left, &right| {
        stratum(order[left]).cmp(&stratum(order[right])).then_with(|| entry(right).total_cmp(&entry(left)))
    });
    let (mut moments, mut start, mut absent): (Vec<CoxMoment>, usize, usize) = (Vec::new(), 0, 0);
    let together = |left: &usize, right: &usize| stratum(*left) == stratum(*right) && times[*left] == times[*right];
    for tied in order.chunk_by(together) {
        let (time, own) = (times[tied[0]], stratum(tied[0]));
        let is_first = start == 0 || stratum(order[start - 1]) != own;
        if is_first && observations.entries.is_some() {
            absent = start;
        }
        while by_entry.get(absent).is_some_and(|&place| stratum(order[place]) == own && entry(place) >= time) {
            absent += 1;
        }
        moments.push(CoxMoment { time, start, end: start + tied.len(), absent, is_first });
        start += tied.len();
    }
    (moments, by_entry)
}

impl LikelihoodPoint {
    /// Adds one that ended.
    fn add_end(&mut self, weight: f64, predictor: f64, row: &[f64]) {
        self.log_likelihood += weight * predictor;
        self.gradient.iter_mut().zip(row).for_each(|(slope, value)| *slope += weight * value);
    }

    /// Subtracts those who could have ended. Efron's ties: of those who did end at this time, `share` are gone already.
    fn subtract_risk_set(&mut self, set: &RiskSet<'_>, share: f64) {
        let (total, means) = set.at_risk.means_less(set.leaving, share);
        self.log_likelihood -= set.step_weight * libm::log(total);
        for (place, information) in self.information.iter_mut().enumerate() {
            *information += set.step_weight * set.at_risk.covariance_less(set.leaving, share, total, &means, place);
        }
        self.gradient.iter_mut().zip(&means).for_each(|(slope, mean)| *slope -= set.step_weight * mean);
    }
}
