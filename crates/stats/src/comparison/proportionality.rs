//! The test that hazards are proportional.

use standoff_num::distributions::chi_squared_tail;

use crate::comparison::cholesky::CholeskyFactor;
use crate::comparison::cox::{CoxModel, prepare_data};
use crate::comparison::partial_likelihood::CoxData;
use crate::comparison::robust_variance::score_residuals;
use crate::error::{StatsError, same_length};
use crate::survival::{Observations, kaplan_meier_of};

/// The function of time against which effects are tested for a trend.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TimeTransform {
    /// 1 less the Kaplan-Meier estimate of all rows just before: as many ends early as late, so that few long durations
    /// do not decide.
    KaplanMeier,
    /// Time itself.
    Identity,
    /// The rank of the time among all times.
    Rank,
    /// The logarithm of time.
    Logarithm,
}

/// One test: chi-squared where the effect does not change over time.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ProportionalityTest {
    /// The statistic.
    pub statistic: f64,
    /// Its degrees of freedom: the number of columns tested, less those that the others determine.
    pub degrees_of_freedom: usize,
    /// The probability of a statistic at least as large if effects do not change.
    pub p: f64,
}

/// Tests of proportional hazards.
#[derive(Debug, Clone, PartialEq)]
pub struct Proportionality {
    /// One test for each set of columns.
    pub sets: Vec<ProportionalityTest>,
    /// All columns together.
    pub global: ProportionalityTest,
}

/// Tests whether the effects of a Cox model change over time (Grambsch and Therneau 1994, Biometrika 81:515).
///
/// With g(t) the transform, the sum over ends of g times the Schoenfeld residual (x less its mean among those at risk)
/// is compared with its variance given the estimates, from the covariance of x in each risk set. It is the score test
/// of adding x g(t) to the model, and what `cox.zph` of R's survival from version 3 prints. With weights that are not
/// counts, for which that variance would depend on their unit, it is the generalised score test (Boos 1992, Am. Stat.
/// 46:327): the variance is the sum of the squares of weight times score of each observation.
///
/// `sets` are the numbers of the columns tested together, such as the indicators of one text column. The arguments are
/// those with which `model` was fitted by [`crate::comparison::fit_cox_of`].
///
/// # Errors
///
/// As [`crate::comparison::fit_cox_of`]; a column number out of range; [`TimeTransform::Logarithm`] with a time of 0;
/// all ends at one time ([`StatsError::NoSpread`]).
///
/// # Examples
///
/// ```
/// use standoff_stats::{Observations, fit_cox};
/// use standoff_stats::comparison::{TimeTransform, test_proportionality};
/// // The effect turns from raising to lowering the hazard.
/// let times: Vec<f64> = (1..=12).map(f64::from).collect();
/// let column = [1.0, 1.0, 1.0, 0.0, 1.0, 1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 1.0];
/// let model = fit_cox(&times, &[true; 12], &[&column])?;
/// let observations = Observations::new(&times);
/// let found = test_proportionality(
///     &model, &observations, &[true; 12], None, &[&column], &[vec![0]], TimeTransform::Rank,
/// )?;
/// assert_eq!(found.sets[0], found.global);
/// # Ok::<(), standoff_stats::StatsError>(())
/// ```
pub fn test_proportionality(
    model: &CoxModel,
    observations: &Observations<'_>,
    ended: &[bool],
    strata: Option<&[usize]>,
    columns: &[&[f64]],
    sets: &[Vec<usize>],
    transform: TimeTransform,
) -> Result<Proportionality, StatsError> {
    same_length(model.coefficients.len(), columns.len())?;
    let data = prepare_data(observations, ended, strata, columns)?;
    if let Some(&column) = sets.iter().flatten().find(|&&column| column >= data.width) {
        return Err(StatsError::BadSetting { name: "column", value: column as f64 });
    }
    let curve = transformed_times(observations, ended, transform)?;
    let beta: Vec<f64> = model.coefficients.iter().zip(&data.scales).map(|(one, scale)| one.estimate * scale).collect();
    let mut score = TrendScore::new(&data, &beta, &curve);
    if data.is_robust() {
        score.add_rows(&data, &beta, &curve);
    }
    let every: Vec<usize> = (0..data.width).collect();
    let test = |set: &Vec<usize>| score.test_columns(set);
    Ok(Proportionality { sets: sets.iter().map(test).collect::<Result<_, _>>()?, global: test(&every)? })
}

/// The transform of each row's time.
fn transformed_times(
    observations: &Observations<'_>,
    ended: &[bool],
    transform: TimeTransform,
) -> Result<Vec<f64>, StatsError> {
    let times = observations.times;
    match transform {
        TimeTransform::Identity => Ok(times.to_vec()),
        TimeTransform::Logarithm => match (0..ended.len()).find(|&row| ended[row] && times[row] <= 0.0) {
            Some(index) => Err(StatsError::BadValue { index, value: times[index] }),
            None => Ok(times.iter().map(|&time| libm::log(time)).collect()),
        },
        TimeTransform::Rank => Ok(ranks(observations)),
        TimeTransform::KaplanMeier => {
            // Weights that are not counts have no part in the scale of time, as in R.
            let weights = observations.weights.filter(|_| observations.are_counts());
            let survival = kaplan_meier_of(&Observations { weights, ..*observations }, ended)?.survival;
            let before = |time: f64| match survival.times.partition_point(|&step| step < time) {
                0 => survival.start,
                passed => survival.values[passed - 1],
            };
            Ok(times.iter().map(|&time| 1.0 - before(time)).collect())
        }
    }
}

/// The mean rank of each time among all, with as many of each as counts say.
fn ranks(observations: &Observations<'_>) -> Vec<f64> {
    let counts = observations.are_counts();
    let (mut below, mut ranks) = (0.0, vec![0.0; observations.times.len()]);
    for moment in observations.moments() {
        let tied: f64 = moment.tied.iter().map(|&row| if counts { observations.weight(row) } else { 1.0 }).sum();
        moment.tied.iter().for_each(|&row| ranks[row] = below + 0.5 * (tied + 1.0));
        below += tied;
    }
    ranks
}

/// The score of adding x g(t), and the information of the model with it.
struct TrendScore {
    width: usize,
    score: Vec<f64>,
    /// Sums over ends of V, g V and g^2 V, with V the covariance of x at risk, each as [column, column].
    information: [Vec<f64>; 3],
    /// Where the variance is robust, the weighted scores of each observation: of x, then of x g(t).
    rows: Option<Vec<Vec<f64>>>,
}

impl TrendScore {
    fn new(data: &CoxData, beta: &[f64], curve: &[f64]) -> Self {
        let (width, size) = (data.width, data.width * data.width);
        let centre = mean_at_ends(data, curve);
        let zeros = || vec![0.0; size];
        let mut sums = Self { width, score: vec![0.0; width], information: [zeros(), zeros(), zeros()], rows: None };
        data.visit_risk_sets(&data.relative_predictors(beta), |set| {
            let trend = curve[data.order[data.moments[set.moment].start]] - centre;
            for index in data.ended_at(set.moment) {
                let factor = trend * data.weights[index];
                sums.score.iter_mut().zip(data.row(index)).for_each(|(sum, value)| *sum += factor * value);
            }
            for share in set.shares() {
                let (total, means) = set.at_risk.means_less(set.leaving, share);
                let factor = trend * set.step_weight;
                sums.score.iter_mut().zip(&means).for_each(|(sum, mean)| *sum -= factor * mean);
                for place in 0..size {
                    let covariance =
                        set.step_weight * set.at_risk.covariance_less(set.leaving, share, total, &means, place);
                    sums.information[0][place] += covariance;
                    sums.information[1][place] += trend * covariance;
                    sums.information[2][place] += trend * trend * covariance;
                }
            }
        });
        sums
    }

    /// Adds the scores of each observation.
    fn add_rows(&mut self, data: &CoxData, beta: &[f64], curve: &[f64]) {
        let centre = mean_at_ends(data, curve);
        let trend = |moment: usize| curve[data.order[data.moments[moment].start]] - centre;
        let (plain, trended) = (score_residuals(data, beta, |_| 1.0), score_residuals(data, beta, trend));
        let weighed = plain
            .iter()
            .zip(&trended)
            .zip(&data.weights)
            .map(|((plain, trended), weight)| plain.iter().chain(trended).map(|score| weight * score).collect());
        self.rows = Some(weighed.collect());
    }

    /// The scores of x g(t) of each observation for some columns, less what the estimates take back.
    fn projected_rows(&self, rows: &[Vec<f64>], columns: &[usize]) -> Vec<Vec<f64>> {
        let width = self.width;
        let factor = CholeskyFactor::new(&self.information[0], width);
        let projections: Vec<Vec<f64>> =
            columns.iter().map(|&column| factor.solve(&self.information[1][column * width..][..width])).collect();
        let project = |row: &Vec<f64>| {
            let own = columns.iter().zip(&projections).map(|(&column, projection)| {
                let taken: f64 = projection.iter().zip(row).map(|(share, score)| share * score).sum();
                row[width + column] - taken
            });
            own.collect()
        };
        rows.iter().map(project).collect()
    }

    /// The generalised score test of some columns.
    fn test_robustly(&self, rows: &[Vec<f64>], columns: &[usize]) -> Result<ProportionalityTest, StatsError> {
        let size = columns.len();
        let (mut score, mut variance) = (vec![0.0; size], vec![0.0; size * size]);
        for row in self.projected_rows(rows, columns) {
            score.iter_mut().zip(&row).for_each(|(sum, own)| *sum += own);
            for (place, sum) in variance.iter_mut().enumerate() {
                *sum += row[place / size] * row[place % size];
            }
        }
        let factor = CholeskyFactor::new(&variance, size);
        describe_test(factor.quadratic_form(&score), factor.rank())
    }

    /// The test of some columns: the score over its variance once all effects are estimated.
    fn test_columns(&self, columns: &[usize]) -> Result<ProportionalityTest, StatsError> {
        if let Some(rows) = &self.rows {
            return self.test_robustly(rows, columns);
        }
        let (width, size) = (self.width, self.width + columns.len());
        let entry = |place: usize| {
            let (row, column) = (place / size, place % size);
            let power = usize::from(row >= width) + usize::from(column >= width);
            let number = |at: usize| if at < width { at } else { columns[at - width] };
            self.information[power][number(row) * width + number(column)]
        };
        let matrix: Vec<f64> = (0..size * size).map(entry).collect();
        let factor = CholeskyFactor::new(&matrix, size);
        // At the estimates the score of the effects themselves is 0.
        let score: Vec<f64> =
            (0..size).map(|at| if at < width { 0.0 } else { self.score[columns[at - width]] }).collect();
        let degrees_of_freedom = (width..size).filter(|&row| factor.keeps_row(row)).count();
        describe_test(factor.quadratic_form(&score), degrees_of_freedom)
    }
}

fn describe_test(statistic: f64, degrees_of_freedom: usize) -> Result<ProportionalityTest, StatsError> {
    if degrees_of_freedom == 0 {
        return Err(StatsError::NoSpread);
    }
    Ok(ProportionalityTest { statistic, degrees_of_freedom, p: chi_squared_tail(degrees_of_freedom, statistic) })
}

/// The mean of the transform over ends: a constant part of it would be the effect itself.
fn mean_at_ends(data: &CoxData, curve: &[f64]) -> f64 {
    let ends: Vec<f64> =
        (0..data.ended.len()).filter(|&row| data.ended[row]).map(|row| curve[data.order[row]]).collect();
    standoff_num::sums::mean(&ends)
}
