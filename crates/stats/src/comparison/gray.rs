//! Gray's test of equal cumulative incidence.

use standoff_num::distributions::chi_squared_tail;

use crate::comparison::cholesky::CholeskyFactor;
use crate::comparison::concordance::rows_of_strata;
use crate::error::{StatsError, all_finite, at_least, same_length};

/// A test of equal cumulative incidence of one cause.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct GrayTest {
    /// The statistic, chi-squared where the incidence is the same in all groups.
    pub statistic: f64,
    /// Its degrees of freedom: the number of groups less one, not counting groups that cannot be told apart.
    pub degrees_of_freedom: usize,
    /// The probability of a statistic at least as large if the incidence is the same.
    pub p: f64,
}

/// Tests equality of the cumulative incidence of one cause between groups (Gray 1988, Ann. Stat. 16:1141), with equal
/// weights for all times.
///
/// The log-rank test compares the rates at which a cause ends those still at risk; a group may have a lower rate and
/// still a higher share that ends by this cause, because others end it less. This test compares the subdistribution
/// hazards, in which whatever ended otherwise stays at risk: n (1 - F) / S stands for the number at risk. `times` and
/// `causes` are as in [`crate::cumulative_incidence`]; `groups[i]` is below `number_of_groups`; within each of `strata`
/// groups are compared, and the sums are added.
///
/// # Errors
///
/// Columns of different length, no observations, a time that is negative or not finite, fewer than two groups, a group
/// number out of range, or nothing to compare ([`StatsError::NoSpread`]).
///
/// # Examples
///
/// ```
/// use standoff_stats::comparison::gray_test;
/// let causes = [Some(0), Some(0), Some(1), None, Some(1), Some(0), Some(1), None];
/// let times = [1.0, 2.0, 3.0, 4.0, 1.5, 2.5, 3.5, 4.5];
/// let test = gray_test(&times, &causes, 0, &[0, 0, 0, 0, 1, 1, 1, 1], 2, None)?;
/// assert_eq!(test.degrees_of_freedom, 1);
/// # Ok::<(), standoff_stats::StatsError>(())
/// ```
pub fn gray_test(
    times: &[f64],
    causes: &[Option<usize>],
    cause: usize,
    groups: &[usize],
    number_of_groups: usize,
    strata: Option<&[usize]>,
) -> Result<GrayTest, StatsError> {
    same_length(times.len(), causes.len())?;
    same_length(times.len(), groups.len())?;
    at_least(1, times.len())?;
    at_least(2, number_of_groups)?;
    all_finite(times, |time| time >= 0.0)?;
    if let Some(index) = groups.iter().position(|&group| group >= number_of_groups) {
        return Err(StatsError::UnknownGroup { index, group: groups[index] });
    }
    let mut total = TestSums { score: vec![0.0; number_of_groups], variance: vec![0.0; number_of_groups.pow(2)] };
    for rows in rows_of_strata(times.len(), strata) {
        let mut stratum = Stratum::new(number_of_groups, groups, &rows);
        for ends in stratum_times(times, causes, cause, groups, number_of_groups, &rows) {
            stratum.pass_time(&ends);
        }
        stratum.add_to(&mut total);
    }
    let factor = CholeskyFactor::new(&total.variance, number_of_groups);
    let (statistic, degrees_of_freedom) = (factor.quadratic_form(&total.score), factor.rank());
    if degrees_of_freedom == 0 {
        return Err(StatsError::NoSpread);
    }
    Ok(GrayTest { statistic, degrees_of_freedom, p: chi_squared_tail(degrees_of_freedom, statistic) })
}

/// Scores by group and their covariances as [group, group].
struct TestSums {
    score: Vec<f64>,
    variance: Vec<f64>,
}

/// The numbers by group at one time.
struct GroupedEnds {
    /// Ended by the cause tested.
    own: Vec<f64>,
    /// Ended otherwise.
    other: Vec<f64>,
    /// Ended or stopped.
    gone: Vec<f64>,
}

/// Collects the times of some rows, with numbers by group.
fn stratum_times(
    times: &[f64],
    causes: &[Option<usize>],
    cause: usize,
    groups: &[usize],
    number: usize,
    rows: &[usize],
) -> Vec<GroupedEnds> {
    let mut order = rows.to_vec();
    order.sort_by(|&left, &right| times[left].total_cmp(&times[right]));
    let grouped = order.chunk_by(|&left, &right| times[left] == times[right]).map(|tied| {
        let zeros = || vec![0.0; number];
        let mut ends = GroupedEnds { own: zeros(), other: zeros(), gone: zeros() };
        for &row in tied {
            ends.gone[groups[row]] += 1.0;
            match causes[row] {
                Some(found) if found == cause => ends.own[groups[row]] += 1.0,
                Some(_) => ends.other[groups[row]] += 1.0,
                None => (),
            }
        }
        ends
    });
    grouped.collect()
}

/// One group on its way through time.
#[derive(Clone)]
struct Group {
    at_risk: f64,
    /// S just before, and the incidence F of the cause just before.
    survival: f64,
    incidence: f64,
}

impl Group {
    /// n / S: those at risk, had nobody been censored, or ended otherwise at other rates than elsewhere.
    fn weight(&self) -> f64 {
        if self.at_risk > 0.0 { self.at_risk / self.survival } else { 0.0 }
    }
}

/// The sums of one stratum.
///
/// The score of a group is a sum of martingales of all groups: for an end in group k at t the part of group i is
/// a_ik(t) - h_k(t) (c_i.(t)), where c gathers what later ends take back through the estimates of S and F. Its variance
/// therefore needs, for each k, the sums over ends of h^2, of h (a - h c), and of (a - h c)^2.
struct Stratum {
    groups: Vec<Group>,
    /// The incidence of all groups together, just before.
    pooled: f64,
    score: Vec<f64>,
    /// c, as [group, group].
    carried: Vec<f64>,
    /// Sums for each group of ends: of (a - h c)(a - h c)', of h (a - h c), and of h^2.
    squares: Vec<f64>,
    products: Vec<f64>,
    bases: Vec<f64>,
}

impl Stratum {
    fn new(number: usize, groups: &[usize], rows: &[usize]) -> Self {
        let mut all = vec![Group { at_risk: 0.0, survival: 1.0, incidence: 0.0 }; number];
        rows.iter().for_each(|&row| all[groups[row]].at_risk += 1.0);
        let (line, square) = (vec![0.0; number], vec![0.0; number * number]);
        let (score, carried, squares, products, bases) = (line.clone(), square.clone(), square.clone(), square, line);
        Self { groups: all, pooled: 0.0, score, carried, squares, products, bases }
    }

    fn pass_time(&mut self, ends: &GroupedEnds) {
        let own: f64 = ends.own.iter().sum();
        if own + ends.other.iter().sum::<f64>() > 0.0 {
            let before = self.groups.clone();
            let total: f64 = before.iter().map(Group::weight).sum();
            self.pass_survival(ends);
            let pooled_after = self.pooled + own / total;
            let direct = self.add_score(ends, &before, own, total);
            self.add_variance(ends, &before, own, total, pooled_after, &direct);
            self.pooled = pooled_after;
        }
        self.groups.iter_mut().zip(&ends.gone).for_each(|(group, gone)| group.at_risk -= gone);
    }

    /// S and F of each group after this time.
    fn pass_survival(&mut self, ends: &GroupedEnds) {
        for (place, group) in self.groups.iter_mut().enumerate().filter(|(_, group)| group.at_risk > 0.0) {
            let (own, at_risk) = (ends.own[place], group.at_risk);
            group.incidence += group.survival * own / at_risk;
            group.survival *= (at_risk - own - ends.other[place]) / at_risk;
        }
    }

    /// Adds ends less those expected, and returns the direct part of an end in each group, a, as [group, group].
    fn add_score(&mut self, ends: &GroupedEnds, before: &[Group], own: f64, total: f64) -> Vec<f64> {
        let number = before.len();
        let subdistribution = |group: &Group| group.weight() * (1.0 - group.incidence);
        let all: f64 = before.iter().map(subdistribution).sum();
        let mut direct = vec![0.0; number * number];
        for (one, group) in before.iter().enumerate().filter(|(_, group)| group.at_risk > 0.0) {
            self.score[one] += ends.own[one] - own * subdistribution(group) / all;
            for (other, next) in before.iter().enumerate() {
                let same = f64::from(u8::from(one == other));
                let entry = group.weight() * (same - next.weight() / total);
                direct[one * number + other] = entry;
                self.carried[one * number + other] += entry * own / (total * (1.0 - self.pooled));
            }
        }
        direct
    }

    /// Adds the parts of the variance at this time.
    fn add_variance(
        &mut self,
        ends: &GroupedEnds,
        before: &[Group],
        own: f64,
        total: f64,
        pooled: f64,
        direct: &[f64],
    ) {
        for (place, group) in before.iter().enumerate().filter(|(_, group)| group.at_risk > 0.0) {
            let after = self.groups[place].survival;
            // Read only where somebody of the group is left.
            let rest = (1.0 - pooled) / after;
            if own > 0.0 {
                let ties = if own > 1.0 { 1.0 - (own - 1.0) / (total * group.survival - 1.0) } else { 1.0 };
                let spread = ties * group.survival * own / (total * group.at_risk);
                let base = if after > 0.0 { 1.0 - rest } else { 1.0 };
                self.add_ends(place, base, spread, Some(direct));
            }
            let other = ends.other[place];
            if other > 0.0 && after > 0.0 {
                let ties = if other > 1.0 { 1.0 - (other - 1.0) / (group.at_risk - 1.0) } else { 1.0 };
                let spread = ties * group.survival * group.survival * other / (group.at_risk * group.at_risk);
                self.add_ends(place, -rest, spread, None);
            }
        }
    }

    /// Adds ends in a group: `base` is h, `spread` the variance of the ends.
    fn add_ends(&mut self, place: usize, base: f64, spread: f64, direct: Option<&[f64]>) {
        let number = self.groups.len();
        let part = |one: usize| {
            let at = one * number + place;
            direct.map_or(0.0, |direct| direct[at]) - base * self.carried[at]
        };
        let parts: Vec<f64> = (0..number).map(part).collect();
        self.bases[place] += base * base * spread;
        for one in 0..number {
            self.products[one * number + place] += parts[one] * base * spread;
            for other in 0..number {
                self.squares[one * number + other] += parts[one] * parts[other] * spread;
            }
        }
    }

    /// Adds the score and its covariances once all times have passed and c is complete.
    fn add_to(&self, total: &mut TestSums) {
        let number = self.groups.len();
        total.score.iter_mut().zip(&self.score).for_each(|(sum, score)| *sum += score);
        for place in 0..number * number {
            let (one, other) = (place / number, place % number);
            let term = |group: usize| {
                let read = |of: &[f64], row: usize| of[row * number + group];
                let (left, right) = (read(&self.carried, one), read(&self.carried, other));
                left * right * self.bases[group]
                    + left * read(&self.products, other)
                    + right * read(&self.products, one)
            };
            total.variance[place] += self.squares[place] + (0..number).map(term).sum::<f64>();
        }
    }
}
