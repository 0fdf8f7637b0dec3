//! Late entry, weights, strata, the test of proportional hazards and Gray's test, against R's survival and cmprsk.

use crate::comparison::{
    CoxModel, CoxVariance, LogRankTest, TimeTransform, concordance_index_of, fit_cox_of, gray_test, log_rank_test_of,
    test_proportionality,
};
use crate::error::StatsError;
use crate::oracle::read_table;
use crate::survival::{
    KaplanMeier, Observations, Ties, cumulative_incidence_of, kaplan_meier_of, life_table_of, nelson_aalen_of,
};
use crate::{LogRankWeight, cumulative_incidence};

const ORACLE: &str = include_str!("../../../fixtures/oracle/late_entry.json");
const TRANSFORMS: [TimeTransform; 4] =
    [TimeTransform::KaplanMeier, TimeTransform::Identity, TimeTransform::Rank, TimeTransform::Logarithm];

/// The drawn table, column by column.
struct Drawn {
    entries: Vec<f64>,
    times: Vec<f64>,
    causes: Vec<Option<usize>>,
    ended: Vec<bool>,
    columns: [Vec<f64>; 2],
    groups: Vec<usize>,
    strata: Vec<usize>,
    counts: Vec<f64>,
    weights: Vec<f64>,
}

impl Drawn {
    fn read_oracle() -> Self {
        let rows = read_table::<9>(ORACLE, "data");
        let column = |place: usize| rows.iter().map(|row| row[place]).collect::<Vec<f64>>();
        let labels = |place: usize| rows.iter().map(|row| row[place] as usize).collect::<Vec<usize>>();
        let causes: Vec<Option<usize>> = labels(2).into_iter().map(|cause| cause.checked_sub(1)).collect();
        Self {
            entries: column(0),
            times: column(1),
            ended: causes.iter().map(Option::is_some).collect(),
            causes,
            columns: [column(3), column(4)],
            groups: labels(5),
            strata: labels(6),
            counts: column(7),
            weights: column(8),
        }
    }

    fn plain(&self) -> Observations<'_> {
        Observations::new(&self.times)
    }

    fn late(&self) -> Observations<'_> {
        Observations { entries: Some(&self.entries), ..self.plain() }
    }

    fn counted(&self) -> Observations<'_> {
        Observations { weights: Some(&self.counts), ..self.late() }
    }

    fn weighted(&self) -> Observations<'_> {
        Observations { weights: Some(&self.weights), ..self.late() }
    }

    fn columns(&self) -> [&[f64]; 2] {
        [&self.columns[0], &self.columns[1]]
    }

    fn fit(&self, observations: &Observations<'_>, strata: bool) -> CoxModel {
        fit_cox_of(observations, &self.ended, strata.then_some(&self.strata), &self.columns()).unwrap()
    }

    /// The rows as often as they count.
    fn repeated<T: Clone>(&self, values: &[T]) -> Vec<T> {
        values.iter().zip(&self.counts).flat_map(|(value, &count)| vec![value.clone(); count as usize]).collect()
    }
}

fn assert_close(value: f64, expected: f64) {
    assert!((value - expected).abs() < 1e-9 * expected.abs().max(1.0), "{value}, not {expected}");
}

fn assert_curve_agrees(curve: &KaplanMeier, name: &str) {
    for [time, survival, relative_error, low, high] in read_table(ORACLE, name) {
        assert_close(curve.survival.at(time), survival);
        assert_close(curve.greenwood.at(time).sqrt(), relative_error);
        let interval = curve.interval(time, 0.95);
        assert_close(interval.0, low);
        assert_close(interval.1, high);
    }
}

#[test]
fn curves_agree_with_r() {
    let drawn = Drawn::read_oracle();
    let curve = |observations: &Observations<'_>| kaplan_meier_of(observations, &drawn.ended).unwrap();
    assert_curve_agrees(&curve(&drawn.late()), "km_entry");
    assert_curve_agrees(&curve(&drawn.counted()), "km_counts");
    assert_curve_agrees(&curve(&Observations { entries: None, ..drawn.weighted() }), "km_weights");
    assert_curve_agrees(&curve(&drawn.weighted()), "km_entry_weights");
}

#[test]
fn robust_error_of_the_mean_agrees_with_r() {
    let drawn = Drawn::read_oracle();
    let curve = kaplan_meier_of(&Observations { entries: None, ..drawn.weighted() }, &drawn.ended).unwrap();
    for [until, error] in read_table(ORACLE, "mean_error") {
        assert_close(curve.restricted_mean_standard_error(until), error);
    }
}

/// Without censoring the jackknife with equal weights is the binomial variance, as Greenwood's is.
#[test]
fn equal_fractions_have_the_variance_of_rows() {
    let times: Vec<f64> = (1..=10).map(f64::from).collect();
    let halves = Observations { weights: Some(&[0.5; 10]), ..Observations::new(&times) };
    let (half, plain) =
        (kaplan_meier_of(&halves, &[true; 10]).unwrap(), kaplan_meier_of(&Observations::new(&times), &[true; 10]));
    let plain = plain.unwrap();
    for time in [1.0, 4.0, 9.0, 10.0] {
        assert_close(half.standard_error(time), plain.standard_error(time));
    }
    assert_close(half.restricted_mean_standard_error(7.0), plain.restricted_mean_standard_error(7.0));
}

fn assert_model_agrees(fit: &CoxModel, name: &str) {
    let [first, second, last] = read_table::<3>(ORACLE, name).try_into().unwrap();
    for (effect, [estimate, error, _]) in fit.coefficients.iter().zip([first, second]) {
        assert_close(effect.estimate, estimate);
        assert_close(effect.standard_error, error);
    }
    let found = [fit.log_likelihood, fit.null_log_likelihood, fit.concordance];
    found.into_iter().zip(last).for_each(|(value, expected)| assert_close(value, expected));
}

#[test]
fn regressions_agree_with_r() {
    let drawn = Drawn::read_oracle();
    assert_model_agrees(&drawn.fit(&drawn.late(), false), "cox_entry");
    assert_model_agrees(&drawn.fit(&drawn.late(), true), "cox_strata");
    assert_model_agrees(&drawn.fit(&drawn.counted(), false), "cox_counts");
    let weighted = drawn.fit(&drawn.weighted(), true);
    assert_model_agrees(&weighted, "cox_weights");
    assert_eq!(weighted.variance, CoxVariance::Robust);
}

/// Fractions of any size count relative to each other.
#[test]
fn the_unit_of_weights_does_not_matter() {
    let drawn = Drawn::read_oracle();
    let tiny: Vec<f64> = drawn.weights.iter().map(|weight| weight * 1e-9).collect();
    let (one, other) =
        (drawn.fit(&drawn.weighted(), true), drawn.fit(&Observations { weights: Some(&tiny), ..drawn.late() }, true));
    for (one, other) in one.coefficients.iter().zip(&other.coefficients) {
        assert_close(one.estimate, other.estimate);
        assert_close(one.standard_error, other.standard_error);
    }
    assert_close(one.p, other.p);
}

fn assert_trends_agree(
    drawn: &Drawn,
    (observations, strata): (&Observations<'_>, bool),
    columns: &[&[f64]],
    sets: &[Vec<usize>],
    name: &str,
) {
    let strata = strata.then_some(drawn.strata.as_slice());
    let model = fit_cox_of(observations, &drawn.ended, strata, columns).unwrap();
    let expected = read_table::<3>(ORACLE, name);
    for (transform, rows) in TRANSFORMS.into_iter().zip(expected.chunks(sets.len() + 1)) {
        let found = test_proportionality(&model, observations, &drawn.ended, strata, columns, sets, transform).unwrap();
        for (test, [statistic, degrees, p]) in found.sets.iter().chain([&found.global]).zip(rows) {
            assert_eq!(test.degrees_of_freedom as f64, *degrees);
            assert!((test.statistic - statistic).abs() < 1e-7, "{name} {transform:?}: {}", test.statistic);
            assert!((test.p - p).abs() < 1e-7, "{name} {transform:?}: {}", test.p);
        }
    }
}

#[test]
fn proportionality_agrees_with_r() {
    let drawn = Drawn::read_oracle();
    let (columns, each) = (drawn.columns(), [vec![0], vec![1]]);
    assert_trends_agree(&drawn, (&drawn.late(), false), &columns, &each, "trend_entry");
    assert_trends_agree(&drawn, (&drawn.late(), true), &columns, &each, "trend_strata");
    assert_trends_agree(&drawn, (&drawn.counted(), false), &columns, &each, "trend_counts");
    assert_trends_agree(&drawn, (&drawn.weighted(), true), &columns, &each, "trend_weights");
    let indicator = |group: usize| drawn.groups.iter().map(|&own| f64::from(u8::from(own == group))).collect();
    let indicators: [Vec<f64>; 2] = [indicator(1), indicator(2)];
    let columns: [&[f64]; 3] = [&indicators[0], &indicators[1], &drawn.columns[1]];
    assert_trends_agree(&drawn, (&drawn.late(), false), &columns, &[vec![0, 1], vec![2]], "trend_groups");
}

fn assert_test_agrees(test: &LogRankTest, [statistic, degrees, p]: [f64; 3]) {
    assert_eq!(test.degrees_of_freedom as f64, degrees);
    assert_close(test.statistic, statistic);
    assert_close(test.p, p);
}

#[test]
fn log_rank_tests_agree_with_r() {
    let drawn = Drawn::read_oracle();
    let expected = read_table::<3>(ORACLE, "log_rank");
    let test = |observations: &Observations<'_>, strata: Option<&[usize]>, weight| {
        log_rank_test_of(observations, &drawn.ended, &drawn.groups, 3, strata, weight).unwrap()
    };
    let early = LogRankWeight::FlemingHarrington { p: 1.0, q: 0.0 };
    assert_test_agrees(&test(&drawn.plain(), Some(&drawn.strata), LogRankWeight::Equal), expected[0]);
    assert_test_agrees(&test(&drawn.plain(), Some(&drawn.strata), early), expected[1]);
    let counted = Observations { entries: None, ..drawn.counted() };
    assert_test_agrees(&test(&counted, None, LogRankWeight::Equal), expected[2]);
    let mut order: Vec<usize> = (0..drawn.times.len()).collect();
    order.sort_by(|&left, &right| drawn.times[left].total_cmp(&drawn.times[right]));
    let mut untied = drawn.times.clone();
    order.iter().zip(1..).for_each(|(&row, rank)| untied[row] += f64::from(rank) / 1000.0);
    let late = Observations { times: &untied, ..drawn.late() };
    assert_test_agrees(&test(&late, None, LogRankWeight::Equal), expected[3]);
    let fault = log_rank_test_of(&drawn.weighted(), &drawn.ended, &drawn.groups, 3, None, early).unwrap_err();
    assert!(matches!(fault, StatsError::NeedsCounts { .. }));
}

#[test]
fn gray_tests_agree_with_cmprsk() {
    let drawn = Drawn::read_oracle();
    let pair: Vec<usize> = (0..drawn.times.len()).filter(|&row| drawn.groups[row] < 2).collect();
    let times: Vec<f64> = pair.iter().map(|&row| drawn.times[row]).collect();
    let causes: Vec<Option<usize>> = pair.iter().map(|&row| drawn.causes[row]).collect();
    let groups: Vec<usize> = pair.iter().map(|&row| drawn.groups[row]).collect();
    for (place, [cause, statistic, p, degrees]) in read_table(ORACLE, "gray").into_iter().enumerate() {
        let cause = cause as usize - 1;
        let strata = (place >= 4).then_some(drawn.strata.as_slice());
        let test = if (2..4).contains(&place) {
            gray_test(&times, &causes, cause, &groups, 2, None)
        } else {
            gray_test(&drawn.times, &drawn.causes, cause, &drawn.groups, 3, strata)
        };
        let test = test.unwrap();
        assert_eq!(test.degrees_of_freedom as f64, degrees);
        assert_close(test.statistic, statistic);
        assert_close(test.p, p);
    }
}

#[test]
fn each_fault_of_gray_has_its_error() {
    let causes = [Some(0), None];
    assert_eq!(gray_test(&[1.0, 2.0], &causes, 0, &[0, 1], 1, None), Err(StatsError::TooFew { found: 1, needed: 2 }));
    assert_eq!(gray_test(&[1.0, 2.0], &causes, 0, &[0, 0], 2, None), Err(StatsError::NoSpread));
    assert_eq!(gray_test(&[1.0, 2.0], &causes, 1, &[0, 1], 2, None), Err(StatsError::NoSpread));
    let unknown = StatsError::UnknownGroup { index: 1, group: 2 };
    assert_eq!(gray_test(&[1.0, 2.0], &causes, 0, &[0, 2], 2, None), Err(unknown));
}

/// A count of 3 is three rows in every estimate.
#[test]
fn counts_are_rows() {
    let drawn = Drawn::read_oracle();
    let (times, entries) = (drawn.repeated(&drawn.times), drawn.repeated(&drawn.entries));
    let (ended, causes) = (drawn.repeated(&drawn.ended), drawn.repeated(&drawn.causes));
    let rows = Observations { entries: Some(&entries), ..Observations::new(&times) };
    let counted = drawn.counted();
    let curves = |observations, causes: &[Option<usize>]| cumulative_incidence_of(observations, causes, 2).unwrap();
    let (one, other) = (curves(&counted, &drawn.causes), curves(&rows, &causes));
    assert_eq!((one.variance(1, 9.0), &one.incidence), (other.variance(1, 9.0), &other.incidence));
    for ties in [Ties::Together, Ties::OneByOne] {
        let hazard = |observations, ended: &[bool]| nelson_aalen_of(observations, ended, ties).unwrap();
        assert_eq!(hazard(&counted, &drawn.ended), hazard(&rows, &ended));
    }
    let table = |observations, ended: &[bool]| life_table_of(observations, ended, 0.9, Ties::Together).unwrap();
    for (one, other) in table(&counted, &drawn.ended).iter().zip(&table(&rows, &ended)) {
        assert_eq!((one.weight_at_risk, one.survival), (other.at_risk as f64, other.survival));
    }
    let concordance =
        |observations, ended: &[bool], risks: &[f64]| concordance_index_of(observations, ended, None, risks).unwrap();
    let risks = drawn.repeated(&drawn.columns[1]);
    let by_count = concordance(&counted, &drawn.ended, &drawn.columns[1]);
    assert!((by_count - concordance(&rows, &ended, &risks)).abs() < 1e-14);
}

/// An entry at 0 and a weight of 1 change nothing.
#[test]
fn neutral_entries_and_weights_change_nothing() {
    let drawn = Drawn::read_oracle();
    let (zeros, ones) = (vec![0.0; drawn.times.len()], vec![1.0; drawn.times.len()]);
    let neutral = Observations { times: &drawn.times, entries: Some(&zeros), weights: Some(&ones) };
    let plain = cumulative_incidence(&drawn.times, &drawn.causes, 2).unwrap();
    assert_eq!(cumulative_incidence_of(&neutral, &drawn.causes, 2).unwrap(), plain);
    let (one, other) = (drawn.fit(&neutral, false), drawn.fit(&drawn.plain(), false));
    assert_close(one.coefficients[0].estimate, other.coefficients[0].estimate);
    assert_close(one.concordance, other.concordance);
}

/// Effects of x and x + z are that of x less that of z, and that of z: so are their covariances, where weights are counts and
/// where they are not.
#[test]
fn covariances_are_those_of_sums_of_columns() {
    let drawn = Drawn::read_oracle();
    let [x, z] = drawn.columns();
    let sum: Vec<f64> = x.iter().zip(z).map(|(x, z)| 10.0 * (x + z)).collect();
    for observations in [drawn.late(), drawn.weighted()] {
        let fit = |second: &[f64]| fit_cox_of(&observations, &drawn.ended, None, &[x, second]).unwrap();
        let (plain, other) = (fit(z).covariance, fit(&sum).covariance);
        let expected = [
            plain[0] + plain[3] - 2.0 * plain[1],
            (plain[1] - plain[3]) / 10.0,
            (plain[2] - plain[3]) / 10.0,
            plain[3] / 100.0,
        ];
        for (found, expected) in other.iter().zip(expected) {
            assert!((found / expected - 1.0).abs() < 1e-8, "{other:?}, not {expected:?}");
        }
    }
}

/// Who enters at the very time of an end was not at risk then: as if it had entered a little later.
#[test]
fn an_entry_at_an_end_comes_after_it() {
    let (times, ended, groups) = ([2.0, 3.0, 4.0, 5.0, 6.0, 7.0], [true; 6], [0, 1, 0, 1, 0, 1]);
    let test = |entry: f64| {
        let entries = [0.0, 0.0, 0.0, 0.0, entry, 0.0];
        let observations = Observations { entries: Some(&entries), ..Observations::new(&times) };
        log_rank_test_of(&observations, &ended, &groups, 2, None, LogRankWeight::Equal).unwrap().expected
    };
    assert_eq!(test(3.0), test(3.5));
    assert_ne!(test(3.0), test(2.5));
}

/// Once one of two groups is gone, ends of the other say nothing of their difference, of whatever cause and however many at once.
#[test]
fn ends_after_a_group_is_gone_say_nothing_of_it() {
    let times = [1.0, 2.0, 2.0, 3.0, 3.0, 3.0, 4.0, 5.0, 5.0, 6.0, 6.0, 7.0, 8.0];
    let groups = [0, 1, 0, 1, 0, 1, 1, 0, 0, 0, 0, 0, 0];
    let (own, other) = (Some(0), Some(1));
    let causes = [own, own, other, own, own, other, other, own, own, other, other, own, None];
    let silent: Vec<Option<usize>> =
        causes.iter().zip(times).map(|(&cause, time)| cause.filter(|_| time <= 4.0)).collect();
    let test = |causes: &[Option<usize>]| gray_test(&times, causes, 0, &groups, 2, None).unwrap();
    let (all, few) = (test(&causes), test(&silent));
    assert!(few.statistic > 0.01 && all.degrees_of_freedom == 1, "{few:?}");
    assert!((all.statistic / few.statistic - 1.0).abs() < 1e-12, "{all:?}, not {few:?}");
}

/// Four groups differ in three ways.
#[test]
fn degrees_of_freedom_are_one_less_than_groups() {
    let times: Vec<f64> = (1..=16).map(f64::from).collect();
    let (causes, groups) = (vec![Some(0); 16], (0..16).map(|row| row * 3 % 4).collect::<Vec<usize>>());
    assert_eq!(gray_test(&times, &causes, 0, &groups, 4, None).unwrap().degrees_of_freedom, 3);
}

/// Where ends at one time are taken one by one, weights are numbers of ends; together they may be shares of them.
#[test]
fn ends_one_by_one_need_counts() {
    let halves = Observations { weights: Some(&[0.5, 1.5]), ..Observations::new(&[1.0, 2.0]) };
    let hazard = |ties| nelson_aalen_of(&halves, &[true, true], ties).map(|estimate| estimate.hazard.values);
    assert_eq!(hazard(Ties::Together).unwrap(), [0.25, 1.25]);
    assert_eq!(hazard(Ties::OneByOne).unwrap_err(), StatsError::NeedsCounts { index: 0, value: 0.5 });
}
