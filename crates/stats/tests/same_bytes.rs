//! The same bytes on every machine: one figure of each estimator pinned to the last bit.

use standoff_num::{Draws, LowDiscrepancy, Trajectories};
use standoff_stats::comparison::{TimeTransform, fit_cox_of, gray_test, test_proportionality};
use standoff_stats::concentration::{gini_index, herfindahl_index};
use standoff_stats::crossing::{CrossingPosition, find_crossing};
use standoff_stats::discovery::{Input, Limit, PrimSettings, discover_boxes};
use standoff_stats::intervals::{Bootstrap, RateRecord, proportion_interval};
use standoff_stats::rank_correlation::{spearman_correlation, spearman_interval};
use standoff_stats::score::{
    Binning, assess_reliability, estimate_skill, fair_crps, interval_score, normal_crps, pit_histogram,
    ranked_probability_score,
};
use standoff_stats::sensitivity::{GivenData, Saltelli, SobolEstimator, shapley};
use standoff_stats::survival::kaplan_meier_of;
use standoff_stats::{
    DrawSummary, DurationFamily, LogRankWeight, Observations, Ties, VarianceComponents, cumulative_incidence,
    elementary_effects, first_order_share, fit_cox, fit_duration, kaplan_meier, log_rank_test, nelson_aalen,
    sobol_intervals,
};

const ROWS: u32 = 60;

/// Uniform numbers, a column for each purpose.
fn uniform_column(purpose: u16) -> Vec<f64> {
    (0..ROWS).map(|row| Draws::new(2026, 0, row).uniform(purpose, 0, 0)).collect()
}

/// Durations with ties, of which about three in four are seen to end.
fn censored_durations() -> (Vec<f64>, Vec<bool>) {
    let times = uniform_column(1).iter().map(|u| (u * 40.0).ceil()).collect();
    (times, uniform_column(2).iter().map(|&u| u < 0.75).collect())
}

fn plan() -> Bootstrap {
    Bootstrap { seed: 3, resamples: 100, level: 0.9 }
}

fn survival_figures() -> Vec<f64> {
    let (times, ended) = censored_durations();
    let causes: Vec<Option<usize>> = ended.iter().zip(0..).map(|(&end, row)| end.then_some(row % 2)).collect();
    let curve = kaplan_meier(&times, &ended).unwrap();
    let incidence = cumulative_incidence(&times, &causes, 2).unwrap();
    let hazard = nelson_aalen(&times, &ended, Ties::OneByOne).unwrap();
    vec![curve.interval(20.0, 0.9).0, curve.restricted_mean(30.0), incidence.variance(1, 25.0), hazard.hazard.at(25.0)]
}

fn comparison_figures() -> Vec<f64> {
    let (times, ended) = censored_durations();
    let groups: Vec<usize> = (0..ROWS as usize).map(|row| row % 3).collect();
    let test = log_rank_test(&times, &ended, &groups, 3, LogRankWeight::FlemingHarrington { p: 0.5, q: 1.0 }).unwrap();
    let model = fit_cox(&times, &ended, &[&uniform_column(3), &uniform_column(4)]).unwrap();
    let [first, second] = [model.coefficients[0], model.coefficients[1]];
    vec![test.statistic, test.p, first.estimate, second.standard_error, model.log_likelihood, model.concordance]
}

fn duration_figures() -> Vec<f64> {
    let (times, ended) = censored_durations();
    let figures = |family| {
        let fit = fit_duration(family, &times, Some(&ended)).unwrap();
        [fit.parameters[0], fit.median_remaining(20.0)]
    };
    DurationFamily::ALL.into_iter().flat_map(figures).collect()
}

fn interval_figures() -> Vec<f64> {
    let curves: Vec<Vec<f64>> =
        (0..12).map(|draw| (0..5).map(|point| f64::from(point) / 4.0 + 0.1 * f64::from(draw % 3)).collect()).collect();
    let found = find_crossing(&[1.0, 2.0, 3.0, 4.0, 5.0], &curves, 0.6, None, &plan()).unwrap();
    let CrossingPosition::At(crossing) = found.interval[0] else { panic!("inside the grid") };
    let correlation = spearman_correlation(&uniform_column(1), &uniform_column(2)).unwrap();
    let draws: Vec<DrawSummary> = uniform_column(5).chunks(6).map(DrawSummary::of_outcomes).collect();
    let components = VarianceComponents::estimate(&draws).unwrap();
    vec![
        proportion_interval(3, 17, 0.9).unwrap().1,
        RateRecord::new(2, 40.0).unwrap().quantile(0.9),
        crossing,
        spearman_interval(correlation, 60, 0.9).unwrap().0,
        components.aleatory,
        components.quantile_band(&[0.1])[0],
        herfindahl_index(&uniform_column(6)),
        gini_index(&uniform_column(6)),
    ]
}

fn sensitivity_figures() -> Vec<f64> {
    let source = LowDiscrepancy::new(7, 6);
    let points: Vec<Vec<f64>> = (0..64).map(|index| source.point(index)).collect();
    let design = Saltelli::of_inputs(3, true).unwrap();
    let model = |row: &[f64]| row[0] * row[1] + row[2];
    let outputs: Vec<f64> = design.rows(&points).unwrap().iter().map(|row| model(row)).collect();
    let [plain, paired] = [SobolEstimator::Saltelli, SobolEstimator::Paired]
        .map(|estimator| sobol_intervals(&outputs, &design, estimator, &plan()).unwrap());
    let trajectories = Trajectories::new(5, 4).unwrap();
    let rows: Vec<Vec<f64>> = (0..6).flat_map(|number| trajectories.rows(number, &[1, 2, 3])).collect();
    let inputs = [0, 1, 2].map(|input| rows.iter().map(|row| row[input]).collect::<Vec<f64>>());
    let outputs: Vec<f64> = rows.iter().map(|row| model(row)).collect();
    let effects = elementary_effects(&inputs, &outputs, None, &plan()).unwrap();
    let options = GivenData { bootstrap: plan(), ..GivenData::default() };
    let given = first_order_share(&uniform_column(1), &uniform_column(7), None, &options).unwrap();
    let shares = shapley::shapley_shares(&uniform_column(8)[..16]).unwrap();
    vec![
        plain.first[0].low,
        plain.pairs[0].index.half_width,
        paired.total[2].high,
        effects[0].absolute.high,
        effects[1].deviation,
        given.share.low,
        given.noise_floor,
        shares[3],
    ]
}

fn score_figures() -> Vec<f64> {
    let (chances, sample) = (uniform_column(9), uniform_column(10));
    let happened: Vec<bool> = chances.iter().zip(&sample).map(|(chance, u)| u < chance).collect();
    let parts = assess_reliability(&chances, &happened, Binning::EqualCount(5), 0.9).unwrap().decomposition;
    vec![
        fair_crps(&sample, 0.3).unwrap(),
        normal_crps(0.1, 2.0, 1.0).unwrap(),
        interval_score((0.1, 0.4), 0.8, 0.7).unwrap(),
        ranked_probability_score(&[0.2, 0.5, 0.3], 2).unwrap(),
        pit_histogram(&sample, 6).unwrap().p_value,
        parts.resolution,
        parts.within_covariance,
        estimate_skill(&sample, &chances, None, &plan()).unwrap().low.unwrap(),
    ]
}

fn discovery_figures() -> Vec<f64> {
    let (first, second) = (uniform_column(11), uniform_column(12));
    let interest: Vec<bool> = first.iter().map(|&value| value < 0.4).collect();
    let settings = PrimSettings { shuffles: 39, most_boxes: 1, ..PrimSettings::default() };
    let inputs = [Input::real("first", &first), Input::real("second", &second)];
    let found = discover_boxes(&inputs, &interest, &settings, Draws::new(4, 0, 0)).unwrap();
    let rule = found[0].rule.as_ref().unwrap();
    let Limit::Range { high, .. } = rule.limits[0] else { panic!("a range") };
    vec![found[0].chance, high, rule.quasi_p[0][1].unwrap()]
}

/// Late entry, weights that are no counts, strata, and the tests with them.
fn late_entry_figures() -> Vec<f64> {
    let (times, ended) = censored_durations();
    let entries: Vec<f64> = times.iter().zip(uniform_column(13)).map(|(time, u)| (time * u * 0.7).floor()).collect();
    let weights: Vec<f64> = uniform_column(14).iter().map(|u| 0.25 + u).collect();
    let strata: Vec<usize> = (0..ROWS as usize).map(|row| row % 2).collect();
    let groups: Vec<usize> = (0..ROWS as usize).map(|row| row % 3).collect();
    let causes: Vec<Option<usize>> = ended.iter().zip(&groups).map(|(&end, &group)| end.then_some(group % 2)).collect();
    let (first, second) = (uniform_column(3), uniform_column(4));
    let columns = [first.as_slice(), second.as_slice()];
    let observations = Observations { times: &times, entries: Some(&entries), weights: Some(&weights) };
    let curve = kaplan_meier_of(&observations, &ended).unwrap();
    let model = fit_cox_of(&observations, &ended, Some(&strata), &columns).unwrap();
    let sets = [vec![0], vec![1]];
    let trend = TimeTransform::KaplanMeier;
    let found = test_proportionality(&model, &observations, &ended, Some(&strata), &columns, &sets, trend).unwrap();
    vec![
        curve.interval(20.0, 0.9).1,
        curve.restricted_mean_standard_error(30.0),
        model.coefficients[1].standard_error,
        model.concordance,
        found.global.statistic,
        gray_test(&times, &causes, 1, &groups, 3, Some(&strata)).unwrap().statistic,
    ]
}

#[test]
fn late_entry_figures_are_pinned() {
    let pinned = [
        0x3fe6_cd86_68bd_7754,
        0x3ff7_16ec_47ce_6d3b,
        0x3fe2_bbdc_e593_e9e7,
        0x3fe4_4660_1855_31eb,
        0x4011_e721_acfa_8cf2,
        0x403e_40bb_2c13_b6c3,
    ];
    assert_pinned(&late_entry_figures(), &pinned);
}

/// The figures of one group against their bits; the message is the list to pin if a change is meant.
fn assert_pinned(figures: &[f64], pinned: &[u64]) {
    let found: Vec<u64> = figures.iter().map(|figure| figure.to_bits()).collect();
    assert_eq!(found, pinned, "{found:#x?}");
}

#[test]
fn survival_figures_are_pinned() {
    let pinned = [0x3fe1_f711_2fc4_5232, 0x4037_4da6_b1bc_ae3d, 0x3f67_4670_de0f_090d, 0x3fe1_eb5c_a44a_33f9];
    assert_pinned(&survival_figures(), &pinned);
}

#[test]
fn comparison_figures_are_pinned() {
    let pinned = [
        0x3fe3_30ec_a41c_a956,
        0x3fe7_b5a0_3698_6994,
        0x3fd3_57cb_9a8a_a044,
        0x3fe4_a16c_7402_69f8,
        0xc05f_9bae_2475_ce6e,
        0x3fe4_1e4e_85a0_0759,
    ];
    assert_pinned(&comparison_figures(), &pinned);
}

#[test]
fn duration_figures_are_pinned() {
    let pinned = [
        0x3ff0_0000_0000_0000,
        0x4034_befd_8be1_7bc4,
        0x4005_0257_237e_0b76,
        0x4022_e564_1677_45ba,
        0x4009_17d6_38b0_b512,
        0x4026_9e8b_68d2_5958,
        0x4009_31f7_bdd9_e2ef,
        0x4025_8db6_443b_1a28,
    ];
    assert_pinned(&duration_figures(), &pinned);
}

#[test]
fn interval_figures_are_pinned() {
    let pinned = [
        0x3fd7_2411_c8a3_6c5b,
        0x3fbd_8e6c_6f3b_faf6,
        0x4006_eeee_eeee_eeee,
        0xbfe0_7c47_e46d_8206,
        0x3fad_ff47_956a_683c,
        0x3fdb_2083_4d29_2d08,
        0x3f99_35cb_df06_9f53,
        0x3fd9_4398_0727_8cfe,
    ];
    assert_pinned(&interval_figures(), &pinned);
}

#[test]
fn sensitivity_figures_are_pinned() {
    let pinned = [
        0xbf9c_b0bf_3666_b339,
        0x3fce_6c02_c6c1_f193,
        0x3fe6_3cda_850d_d11c,
        0x3fe1_c71c_71c7_1c72,
        0x3fe1_86f1_74f8_8472,
        0xbfc8_e32e_bfee_f0e9,
        0x3fbf_b5c1_34ad_7070,
        0xbfbc_6a15_2e40_9a2a,
    ];
    assert_pinned(&sensitivity_figures(), &pinned);
}

#[test]
fn score_figures_are_pinned() {
    let pinned = [
        0x3fb7_1036_9b9b_8e3c,
        0x3fe4_0a8f_d446_90a8,
        0x400a_6666_6666_6666,
        0x3fe0_f5c2_8f5c_28f5,
        0x3f83_8a47_ebd1_2e23,
        0x3faa_2b3c_4d5e_6f80,
        0x3f90_8573_fe90_172c,
        0x3fc6_40aa_80a6_ea25,
    ];
    assert_pinned(&score_figures(), &pinned);
}

#[test]
fn discovery_figures_are_pinned() {
    let pinned = [0x3f99_9999_9999_999a, 0x3fdf_45b4_298d_5a70, 0x3ec9_085a_b09b_0900];
    assert_pinned(&discovery_figures(), &pinned);
}
