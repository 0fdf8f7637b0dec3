//! The robust covariance of a Cox model.

use crate::comparison::partial_likelihood::CoxData;

/// The sum over observations of (w U V)' (w U V), with U the score residual of each and V the inverse information, both
/// in standardised columns (Lin and Wei 1989, JASA 84:1074).
pub(super) fn robust_covariance(data: &CoxData, beta: &[f64], inverse_information: &[f64]) -> Vec<f64> {
    let width = data.width;
    let mut covariance = vec![0.0; width * width];
    for (residual, weight) in score_residuals(data, beta, |_| 1.0).iter().zip(&data.weights) {
        let entry = |column: usize| {
            let terms = residual.iter().zip(inverse_information.iter().skip(column).step_by(width));
            weight * terms.map(|(one, other)| one * other).sum::<f64>()
        };
        let influence: Vec<f64> = (0..width).map(entry).collect();
        for (place, sum) in covariance.iter_mut().enumerate() {
            *sum += influence[place / width] * influence[place % width];
        }
    }
    covariance
}

/// The score residual of each observation: x less its mean among those at risk, over the martingale of the observation.
///
/// Each end counts as much as `factor` says of its moment, which gives the scores of x times a function of time. Each
/// residual is x times the hazard it passed through less the hazard times mean, so that running sums over the times of
/// ending give all of them.
pub(super) fn score_residuals(data: &CoxData, beta: &[f64], factor: impl Fn(usize) -> f64) -> Vec<Vec<f64>> {
    let predictors = data.relative_predictors(beta);
    let steps = hazard_steps(data, &predictors, &factor);
    let sums = running_sums(&steps);
    let residual = |(row, (own, begin)): (usize, (usize, usize))| {
        let (risk, step) = (libm::exp(predictors[row]), &steps[own]);
        let column = |column: usize| {
            let (x, read) = (data.row(row)[column], |place: usize| sums[begin][place] - sums[own][place]);
            let (mut hazard, mut hazard_mean, mut ended) = (read(0), read(1 + column), 0.0);
            if data.ended[row] {
                hazard -= step.spared[0];
                hazard_mean -= step.spared[1 + column];
                ended = factor(own) * (x - step.mean[column]);
            }
            ended - risk * (x * hazard - hazard_mean)
        };
        (0..data.width).map(column).collect()
    };
    data.risk_spans().into_iter().enumerate().map(residual).collect()
}

/// The baseline hazard at one time; all 0 if nothing ended then.
struct HazardStep {
    /// Its increment times the factor, then that times the mean of each column.
    passed: Vec<f64>,
    /// The part of each that those who ended then do not bear, since some of them are gone at later steps.
    spared: Vec<f64>,
    /// The mean of each column over the steps.
    mean: Vec<f64>,
}

fn hazard_steps(data: &CoxData, predictors: &[f64], factor: &impl Fn(usize) -> f64) -> Vec<HazardStep> {
    let zeros = || vec![0.0; 1 + data.width];
    let empty = || HazardStep { passed: zeros(), spared: zeros(), mean: vec![0.0; data.width] };
    let mut steps: Vec<HazardStep> = data.moments.iter().map(|_| empty()).collect();
    data.visit_risk_sets(predictors, |set| {
        let step = &mut steps[set.moment];
        for share in set.shares() {
            let (total, means) = set.at_risk.means_less(set.leaving, share);
            let hazard = factor(set.moment) * set.step_weight / total;
            let terms: Vec<f64> = std::iter::once(hazard).chain(means.iter().map(|mean| hazard * mean)).collect();
            step.passed.iter_mut().zip(&terms).for_each(|(sum, term)| *sum += term);
            step.spared.iter_mut().zip(&terms).for_each(|(sum, term)| *sum += share * term);
            step.mean.iter_mut().zip(&means).for_each(|(sum, mean)| *sum += mean / set.steps());
        }
    });
    steps
}

/// The sums of what was passed at the first so many times, from none on.
fn running_sums(steps: &[HazardStep]) -> Vec<Vec<f64>> {
    let mut sums = vec![vec![0.0; steps.first().map_or(1, |step| step.passed.len())]];
    for step in steps {
        let last = &sums[sums.len() - 1];
        sums.push(last.iter().zip(&step.passed).map(|(sum, term)| sum + term).collect());
    }
    sums
}
