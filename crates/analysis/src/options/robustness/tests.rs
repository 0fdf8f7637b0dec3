//! Scores worked by hand, and properties that hold for every table.

use super::*;
use standoff_num::Draws;

const PLAN: Bootstrap = Bootstrap { seed: 1, resamples: 400, level: LEVEL };

fn option_names(count: usize) -> Vec<String> {
    (0..count).map(|at| format!("option-{at}")).collect()
}

fn scores_of(cells: &[Vec<OptionCell>], better: Better, level: f64) -> Vec<Score> {
    let draws: Vec<usize> = (0..cells[0].len()).collect();
    let (options, clusters) = (option_names(cells.len()), Clusters::by_label(&draws));
    ScoreGrid { options: &options, draws: &draws, clusters: &clusters, cells, better, level, bootstrap: PLAN }.scores()
}

fn exact_cells(rows: &[&[f64]]) -> Vec<Vec<OptionCell>> {
    rows.iter().map(|row| row.iter().map(|&mean| OptionCell::exact(mean)).collect()).collect()
}

/// Worked by hand. Three options over four draws:
///
/// ```text
///            d0  d1  d2  d3     worst    regret          largest  mean
///   option-0  4   1   3   2     1 at d1  0 4 0 3         4 at d1  1.75
///   option-1  2   5   1   5     1 at d2  2 0 2 0         2 at d0  1
///   option-2  3   2   2   4     2 at d1  1 3 1 1         3 at d1  1.5
/// ```
#[test]
fn a_small_matrix_by_hand() {
    let cells = exact_cells(&[&[4.0, 1.0, 3.0, 2.0], &[2.0, 5.0, 1.0, 5.0], &[3.0, 2.0, 2.0, 4.0]]);
    let found = scores_of(&cells, Better::More, 3.0);
    let worst: Vec<(f64, usize)> = found.iter().map(|one| (one.worst.value, one.worst_draw)).collect();
    assert_eq!(worst, [(1.0, 1), (1.0, 2), (2.0, 1)]);
    let regret: Vec<(f64, usize, f64)> =
        found.iter().map(|one| (one.regret.max, one.regret.max_draw, one.regret.mean.value)).collect();
    assert_eq!(regret[0], (4.0, 1, 1.75));
    assert_eq!((regret[1].0, regret[1].2), (2.0, 1.0));
    assert_eq!(regret[2], (3.0, 1, 1.5));
    // Type 7 at 0.9 of four: rank 3.7, so 0.3 of the third and 0.7 of the fourth regret in ascending order.
    let ninety: Vec<f64> = found.iter().map(|one| one.regret.ninety.value).collect();
    assert!(ninety.iter().zip([3.7, 2.0, 2.4]).all(|(found, wanted)| (found - wanted).abs() < 1e-12), "{ninety:?}");
    assert_eq!(found.iter().map(|one| one.draws_met).collect::<Vec<usize>>(), [2, 2, 2]);
    assert_eq!(found.iter().map(|one| one.worst_tenth.value).collect::<Vec<f64>>(), [1.0, 1.0, 2.0]);
}

/// The same matrix where fewer is better: the worst is the highest, and the level is not to be exceeded.
#[test]
fn fewer_may_be_better() {
    let cells = exact_cells(&[&[4.0, 1.0, 3.0, 2.0], &[2.0, 5.0, 1.0, 5.0]]);
    let found = scores_of(&cells, Better::Fewer, 2.0);
    assert_eq!([found[0].worst.value, found[1].worst.value], [4.0, 5.0]);
    assert_eq!([found[0].regret.max, found[1].regret.max], [2.0, 4.0]);
    assert_eq!([found[0].draws_met, found[1].draws_met], [2, 2]);
    assert_eq!(found[1].worst_tenth.value, 5.0);
}

/// A table of 4 options over 20 draws of 30 noisy paths each.
fn noisy_cells(seed: u64) -> Vec<Vec<OptionCell>> {
    let number = |draw: usize, path: usize, purpose: usize| {
        Draws::new(seed, draw as u32, path as u32).uniform(purpose as u16, 0, 0)
    };
    let cell = |option: usize, draw: usize| {
        let outcomes: Vec<f64> = (0..30).map(|path| number(draw, path, 9) + 0.3 * number(draw, 0, option)).collect();
        OptionCell::from_paths(&outcomes)
    };
    (0..4).map(|option| (0..20).map(|draw| cell(option, draw)).collect()).collect()
}

#[test]
fn regret_is_never_negative_and_somebody_has_none() {
    for seed in 0..20 {
        let found = scores_of(&noisy_cells(seed), Better::More, 0.5);
        assert!(found.iter().all(|one| one.regret.ninety.value >= 0.0 && one.regret.mean.value >= 0.0));
        assert!(found.iter().all(|one| one.regret.max >= one.regret.ninety.value));
    }
}

#[test]
fn a_dominated_option_changes_nothing_for_the_others() {
    let cells = noisy_cells(3);
    let mut more = cells.clone();
    let below = |cell: &OptionCell| OptionCell {
        mean: cell.mean - 0.1,
        halves: cell.halves.map(|halves| halves.map(|x| x - 0.1)),
        ..*cell
    };
    more.push(cells[2].iter().map(below).collect());
    let (before, after) = (scores_of(&cells, Better::More, 0.5), scores_of(&more, Better::More, 0.5));
    assert_eq!(before[..], after[..4]);
}

#[test]
fn the_order_of_options_does_not_matter() {
    let mut cells = noisy_cells(5);
    cells.push(cells[1].clone());
    let forward = scores_of(&cells, Better::Fewer, 0.6);
    cells.reverse();
    let mut turned = scores_of(&cells, Better::Fewer, 0.6);
    turned.reverse();
    for (one, other) in forward.iter().zip(turned) {
        assert_eq!(*one, Score { option: one.option.clone(), ..other });
    }
}

/// Ten options that differ by noise alone have no regret, but seem to: the split-half regret lies about zero, and the
/// plain one above it. Seed fixed; over 200 draws the mean of the former lies within four of its standard errors.
#[test]
fn halves_take_the_bias_away() {
    let number =
        |option: usize, draw: usize, path: usize| Draws::new(11, draw as u32, path as u32).uniform(option as u16, 0, 0);
    let cell = |option: usize, draw: usize| {
        OptionCell::from_paths(&(0..40).map(|path| number(option, draw, path)).collect::<Vec<f64>>())
    };
    let cells: Vec<Vec<OptionCell>> = (0..10).map(|option| (0..200).map(|draw| cell(option, draw)).collect()).collect();
    for score in scores_of(&cells, Better::More, 0.5) {
        let split = score.regret.split_half.expect("two halves");
        let error = (split.high.expect("many draws") - split.value) / 1.97;
        assert!(split.value.abs() < 4.0 * error, "{split:?}");
        assert!(score.regret.mean.value > 0.03, "{:?}", score.regret.mean);
    }
}

#[test]
fn few_draws_and_few_paths_leave_intervals_open() {
    let single = vec![vec![OptionCell::from_paths(&[1.0])], vec![OptionCell::from_paths(&[2.0])]];
    let found = scores_of(&single, Better::More, 1.5);
    assert_eq!((found[0].worst.low, found[0].worst_tenth.low, found[0].noise), (None, None, None));
    assert_eq!((found[0].regret.max, found[0].regret.split_half, found[0].regret.noise), (1.0, None, None));
    let (clusters, better) = (Clusters::by_label(&[]), Better::More);
    let none =
        ScoreGrid { options: &[], draws: &[], clusters: &clusters, cells: &[], better, level: 0.0, bootstrap: PLAN };
    assert!(none.scores().is_empty());
}

#[test]
fn the_tail_counts_whole_draws() {
    let values: Vec<f64> = (0..25).map(f64::from).collect();
    let order = ascending_order(&values);
    assert_eq!(tail_mean(&values, &order, &[1; 25]), 1.0);
    let mut counts = [1; 25];
    (counts[0], counts[24]) = (3, 0);
    assert_eq!(tail_mean(&values, &order, &counts), 0.0);
}
