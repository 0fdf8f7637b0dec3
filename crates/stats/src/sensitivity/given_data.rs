//! First-order variance shares from plain columns, without a special design.

use standoff_num::sums::sum_of;

use crate::error::{StatsError, all_finite, at_least, same_length};
use crate::intervals::bootstrap::{Bootstrap, Estimate, LANES};
use standoff_num::distributions::beta_quantile;

/// Options of [`first_order_share`].
///
/// ```
/// use standoff_stats::GivenData;
/// assert_eq!((GivenData::default().classes, GivenData::default().chance), (None, 0.05));
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct GivenData {
    /// The number of classes of the input; `None` for [`default_classes`].
    pub classes: Option<usize>,
    /// The probability with which an irrelevant input exceeds the noise floor.
    pub chance: f64,
    /// The plan of the interval; rows are drawn.
    pub bootstrap: Bootstrap,
}

impl Default for GivenData {
    fn default() -> Self {
        Self { classes: None, chance: 0.05, bootstrap: Bootstrap::default() }
    }
}

/// The share of the variance of an output that would vanish if one input became known.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FirstOrderShare {
    /// S, corrected for the number of classes: about 0 on average for an irrelevant input, so that it can be negative.
    pub share: Estimate,
    /// The correlation ratio before the correction, in [0, 1].
    pub ratio: f64,
    /// The number of classes that were formed: ties can leave fewer than asked for.
    pub classes: usize,
    /// The share that an irrelevant input exceeds only with the probability asked for.
    pub noise_floor: f64,
}

/// The default number of classes for `rows` rows: 3/2 n^(2/5), rounded up, but at least 2 and at most n / 2.
///
/// The curvature of the response within a class is lost to the share, a bias that falls with 1 / classes^2; the noise
/// of the share grows with sqrt(classes) / n. The sum of their squares is least for classes in proportion to n^(2/5).
///
/// ```
/// use standoff_stats::sensitivity::default_classes;
/// assert_eq!([4, 100, 1000, 10_000].map(default_classes), [2, 10, 24, 60]);
/// ```
pub fn default_classes(rows: usize) -> usize {
    let wanted = (1.5 * libm::pow(rows as f64, 0.4)).ceil() as usize;
    wanted.min(rows / 2).max(2)
}

/// The share of the variance of `outputs` that one input explains alone, Var(E(y | x)) / Var(y).
///
/// The rows are put into classes of equal size by the input, equal values in one class, and
///
/// * ratio = 1 - (sum of squares within classes) / (total sum of squares), the correlation ratio (Plischke, Borgonovo
///   and Smith 2013, Eur. J. Oper. Res. 226:536);
/// * share = 1 - (1 - ratio) (n - 1) / (n - k) with n rows in k classes (Kelley 1935, PNAS 21:554), which has mean
///   exactly 0 over random pairings of the two columns;
/// * noise floor: the same of a quantile of Beta((k - 1) / 2, (n - k) / 2), exact for normal outputs.
///
/// `noise[row]`, if given, is the variance of the error in that row's output, such as the variance of single runs over
/// their number where the output is a mean of runs. Then the share is that of the variance without such
/// errors: Var(y) in the denominator is reduced by the mean noise, and the noise floor rises by the same factor.
///
/// Resampled shares are lowered by ratio - share, because a resample adds as much chance to the class means as the rows
/// already have. Resamples whose variance does not exceed the noise are left out.
/// The order of the rows changes no bit of the result, nor do other inputs.
///
/// # Errors
///
/// Columns of different length, fewer than four rows, a figure that is not finite, a negative noise, fewer than 2 or
/// more than n / 2 classes, a probability outside (0, 1); an input or output without spread, or an output with no more
/// spread than its noise. As [`Bootstrap`] for the interval.
///
/// # Examples
///
/// ```
/// use standoff_num::LatinHypercube;
/// use standoff_stats::{GivenData, first_order_share};
/// let [x, z] = [1, 2].map(|key| LatinHypercube::new(7, 2000).column(key));
/// let outputs: Vec<f64> = x.iter().zip(&z).map(|(x, z)| 2.0 * x + z).collect();
/// let found = first_order_share(&x, &outputs, None, &GivenData::default())?;
/// assert!((found.share.value - 0.8).abs() < 0.02);
/// assert!(found.share.low < 0.8 && 0.8 < found.share.high && found.share.low > found.noise_floor);
/// # Ok::<(), standoff_stats::StatsError>(())
/// ```
pub fn first_order_share(
    input: &[f64],
    outputs: &[f64],
    noise: Option<&[f64]>,
    options: &GivenData,
) -> Result<FirstOrderShare, StatsError> {
    check_arguments(input, outputs, noise, options)?;
    let classed = ClassedRows::new(input, outputs, noise, options.classes.unwrap_or(default_classes(input.len())))?;
    let [whole, ..] = classed.resampled_figures(&vec![[1.0; LANES]; input.len()]);
    let enlarged = whole.enlarged.ok_or(StatsError::NoSpread)?;
    let excess = whole.ratio - whole.corrected;
    let resampled: Vec<f64> = options
        .bootstrap
        .map_resamples(input.len(), |counts| classed.resampled_figures(counts))
        .iter()
        .filter_map(|figures| figures.enlarged.map(|enlarged| (figures.corrected - excess) * enlarged))
        .collect();
    Ok(FirstOrderShare {
        share: Estimate::new(whole.corrected * enlarged, &resampled, options.bootstrap.level),
        ratio: whole.ratio,
        classes: classed.sizes.len(),
        noise_floor: classed.noise_floor(options.chance) * enlarged,
    })
}

fn check_arguments(
    input: &[f64],
    outputs: &[f64],
    noise: Option<&[f64]>,
    options: &GivenData,
) -> Result<(), StatsError> {
    options.bootstrap.check_plan()?;
    same_length(input.len(), outputs.len())?;
    at_least(4, input.len())?;
    all_finite(input, |_| true)?;
    all_finite(outputs, |_| true)?;
    if let Some(noise) = noise {
        same_length(input.len(), noise.len())?;
        all_finite(noise, |noise| noise >= 0.0)?;
    }
    all_finite(&[options.chance], |chance| chance > 0.0 && chance < 1.0)?;
    let classes = options.classes.unwrap_or(2);
    at_least(2, classes)?;
    at_least(2 * classes, input.len())
}

/// The rows in the order of the input, in classes.
struct ClassedRows {
    /// Output, less the mean, and noise.
    rows: Vec<[f64; 2]>,
    sizes: Vec<usize>,
}

/// The figures of one resample.
struct RatioFigures {
    ratio: f64,
    corrected: f64,
    /// Var(y) over Var(y) without noise; `None` if that is not positive.
    enlarged: Option<f64>,
}

impl ClassedRows {
    fn new(input: &[f64], outputs: &[f64], noise: Option<&[f64]>, classes: usize) -> Result<Self, StatsError> {
        let noise = |row: usize| noise.map_or(0.0, |noise| noise[row]);
        let mut rows: Vec<[f64; 3]> = (0..input.len()).map(|row| [input[row], outputs[row], noise(row)]).collect();
        let by_value = |left: &f64, right: &f64| left.total_cmp(right);
        rows.sort_by(|left, right| {
            let by_column = |column: usize| by_value(&left[column], &right[column]);
            by_column(0).then(by_column(1)).then(by_column(2))
        });
        let sizes = class_sizes(&rows, classes);
        if sizes.len() < 2 || rows.iter().all(|row| row[1] == rows[0][1]) {
            return Err(StatsError::NoSpread);
        }
        let mean = sum_of(rows.iter().map(|row| row[1])) / rows.len() as f64;
        Ok(Self { rows: rows.iter().map(|row| [row[1] - mean, row[2]]).collect(), sizes })
    }

    /// The figures with each row counted as often as `counts` says, for [`LANES`] resamples at once.
    fn resampled_figures(&self, counts: &[[f64; LANES]]) -> [RatioFigures; LANES] {
        let mut sums = [[0.0; LANES]; 4];
        let [total, squares, between, noise] = &mut sums;
        let mut filled = [0; LANES];
        let mut first = 0;
        for &size in &self.sizes {
            let (mut weight, mut sum) = ([0.0; LANES], [0.0; LANES]);
            for (row, counts) in self.rows[first..first + size].iter().zip(&counts[first..first + size]) {
                for lane in 0..LANES {
                    weight[lane] += counts[lane];
                    sum[lane] += counts[lane] * row[0];
                    squares[lane] += counts[lane] * row[0] * row[0];
                    noise[lane] += counts[lane] * row[1];
                }
            }
            for lane in (0..LANES).filter(|&lane| weight[lane] > 0.0) {
                total[lane] += sum[lane];
                between[lane] += sum[lane] * sum[lane] / weight[lane];
                filled[lane] += 1;
            }
            first += size;
        }
        std::array::from_fn(|lane| self.ratio_figures(sums.map(|sum| sum[lane]), filled[lane]))
    }

    /// The figures of one resample, from its sums over rows and classes.
    fn ratio_figures(&self, [total, squares, between, noise]: [f64; 4], classes: usize) -> RatioFigures {
        let rows = self.rows.len() as f64;
        let centre = total * total / rows;
        let all = squares - centre;
        let ratio = ((between - centre) / all).clamp(0.0, 1.0);
        let (variance, noise) = (all / (rows - 1.0), noise / rows);
        let enlarged = (variance > noise).then(|| variance / (variance - noise));
        RatioFigures { ratio, corrected: correct_for_classes(ratio, rows, classes), enlarged }
    }

    /// The corrected quantile of the correlation ratio of an irrelevant input.
    fn noise_floor(&self, chance: f64) -> f64 {
        let (rows, classes) = (self.rows.len() as f64, self.sizes.len());
        let ratio = beta_quantile(0.5 * (classes - 1) as f64, 0.5 * (rows - classes as f64), 1.0 - chance);
        correct_for_classes(ratio, rows, classes)
    }
}

/// Kelley's correction, which makes the mean of an irrelevant input's ratio 0.
fn correct_for_classes(ratio: f64, rows: f64, classes: usize) -> f64 {
    1.0 - (1.0 - ratio) * (rows - 1.0) / (rows - classes as f64)
}

/// The sizes of classes of rows sorted by their input. Tied rows go together into the class of their middle, in
/// integers, so that no rounding decides.
fn class_sizes(rows: &[[f64; 3]], classes: usize) -> Vec<usize> {
    let mut members = vec![0; classes];
    let mut first = 0;
    for tied in rows.chunk_by(|left, right| left[0] == right[0]) {
        members[(2 * first + tied.len()) * classes / (2 * rows.len())] += tied.len();
        first += tied.len();
    }
    members.into_iter().filter(|&members| members > 0).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::oracle::read_table;
    use proptest::prelude::*;
    use standoff_num::distributions::normal_quantile;
    use standoff_num::sums::mean;
    use standoff_num::{Draws, LatinHypercube};
    use std::f64::consts::PI;

    const ORACLE: &str = include_str!("../../../../fixtures/oracle/sensitivity.json");

    fn few_resamples(resamples: u32) -> GivenData {
        GivenData { bootstrap: Bootstrap { resamples, ..Bootstrap::default() }, ..GivenData::default() }
    }

    /// One-way analysis of variance.
    #[test]
    fn agrees_with_scipy() {
        let rows = read_table::<2>(ORACLE, "class_rows");
        let [x, y] = [0, 1].map(|column| rows.iter().map(|row| row[column]).collect::<Vec<f64>>());
        let found = first_order_share(&x, &y, None, &GivenData { classes: Some(5), ..few_resamples(2) }).unwrap();
        let [expected] = read_table::<3>(ORACLE, "class_share")[..] else { panic!("one row") };
        for (found, expected) in [found.ratio, found.share.value, found.noise_floor].iter().zip(expected) {
            assert!((found - expected).abs() < 1e-11, "{found} {expected}");
        }
    }

    /// The Ishigami function at independent points; `path` tells samples apart.
    fn ishigami_sample(path: u32, rows: u32) -> ([Vec<f64>; 3], Vec<f64>) {
        let angle = |row, input| PI * (2.0 * Draws::new(31, row, path).uniform(0, 0, input) - 1.0);
        let inputs = [0, 1, 2].map(|input| (0..rows).map(|row| angle(row, input)).collect::<Vec<f64>>());
        let value = |row: usize| {
            let [x, y, z] = [0, 1, 2].map(|input: usize| inputs[input][row]);
            x.sin() + 7.0 * y.sin() * y.sin() + 0.1 * z.powi(4) * x.sin()
        };
        let outputs = (0..rows as usize).map(value).collect();
        (inputs, outputs)
    }

    /// Seed 31, 20 samples of 10,000 rows. The mean share lies within 0.004 of the exact one: what bends within classes
    /// costs at most 5.8 / 60^2 = 0.0016, and the standard error is about 0.0006. The interval, of 95 %, misses at most
    /// 8 of 60 times (3 expected; 9 and more with chance 0.002).
    #[test]
    fn shares_agree_with_the_closed_form() {
        let [exact] = read_table::<6>(ORACLE, "ishigami_exact")[..] else { panic!("one row") };
        let (mut shares, mut missed) = ([const { Vec::new() }; 3], 0);
        for path in 0..20 {
            let (inputs, outputs) = ishigami_sample(path, 10_000);
            for (input, column) in inputs.iter().enumerate() {
                let found = first_order_share(column, &outputs, None, &few_resamples(200)).unwrap();
                missed += usize::from(found.share.low > exact[input] || found.share.high < exact[input]);
                shares[input].push(found.share.value);
            }
        }
        for (shares, exact) in shares.iter().zip(exact) {
            assert!((mean(shares) - exact).abs() < 0.004, "{} {exact}", mean(shares));
        }
        assert!(missed <= 8, "{missed}");
    }

    /// Seed 5, 4,000 irrelevant inputs with 200 rows of a skewed output (exponential). The mean share is 0 within 3.29
    /// standard errors; the floor is exceeded in 5 % of cases within 3.29 sqrt(0.05 0.95 / 4,000) = 1.1 % and 1 % for
    /// skew.
    #[test]
    fn irrelevant_inputs_have_no_share() {
        let uniform = |row, path, purpose| Draws::new(5, row, path).uniform(purpose, 0, 0);
        let (mut shares, mut above) = (Vec::new(), 0.0);
        for path in 0..4_000 {
            let x: Vec<f64> = (0..200).map(|row| uniform(row, path, 1)).collect();
            let y: Vec<f64> = (0..200).map(|row| -uniform(row, path, 2).ln()).collect();
            let found = first_order_share(&x, &y, None, &few_resamples(2)).unwrap();
            above += f64::from(u8::from(found.share.value > found.noise_floor)) / 4_000.0;
            shares.push(found.share.value);
        }
        let error = (standoff_num::sums::variance(&shares) / 4_000.0).sqrt();
        assert!(mean(&shares).abs() < 3.29 * error, "{} {error}", mean(&shares));
        assert!((above - 0.05).abs() < 0.021, "{above}");
    }

    /// Seed 6: y = x + z, x and z standard normal, each row the mean of 4 runs with standard deviation 4, whose
    /// variance is estimated within the row. Without noise the share of x is 1/2, with it 1/6. Standard error of the
    /// mean over 40 samples about 0.01.
    #[test]
    fn noise_is_taken_out_of_the_denominator() {
        let normal = |row, path, purpose| normal_quantile(Draws::new(6, row, path).uniform(purpose, 0, 0));
        let (mut with, mut without) = (Vec::new(), Vec::new());
        for path in 0..40 {
            let x: Vec<f64> = (0..2_000).map(|row| normal(row, path, 0)).collect();
            let runs = |row: u32| {
                let true_value = x[row as usize] + normal(row, path, 1);
                let outcomes: Vec<f64> = (2..6).map(|run| true_value + 4.0 * normal(row, path, run)).collect();
                crate::variance_components::DrawSummary::of_outcomes(&outcomes)
            };
            let rows: Vec<_> = (0..2_000).map(runs).collect();
            let y: Vec<f64> = rows.iter().map(|row| row.mean).collect();
            let noise: Vec<f64> = rows.iter().map(|row| row.squares / 12.0).collect();
            with.push(first_order_share(&x, &y, Some(&noise), &few_resamples(2)).unwrap().share.value);
            without.push(first_order_share(&x, &y, None, &few_resamples(2)).unwrap().share.value);
        }
        assert!((mean(&with) - 0.5).abs() < 0.03, "{}", mean(&with));
        assert!((mean(&without) - 1.0 / 6.0).abs() < 0.01, "{}", mean(&without));
    }

    #[test]
    fn ties_share_a_class() {
        let x: Vec<f64> = (0..90).map(|row| f64::from(row % 3)).collect();
        let found = first_order_share(&x, &x, None, &few_resamples(20)).unwrap();
        assert_eq!((found.classes, found.ratio, found.share.value), (3, 1.0, 1.0));
        assert_eq!((found.share.low, found.share.high), (1.0, 1.0));
    }

    #[test]
    fn each_fault_has_its_error() {
        let (x, y) = ([1.0, 2.0, 3.0, 4.0], [1.0, 3.0, 2.0, 5.0]);
        let found = |x: &[f64], y: &[f64], noise| first_order_share(x, y, noise, &GivenData::default()).unwrap_err();
        assert_eq!(found(&[1.0; 4], &y, None), StatsError::NoSpread);
        assert_eq!(found(&x, &[0.1; 4], None), StatsError::NoSpread);
        assert_eq!(found(&x, &y, Some(&[9.0; 4])), StatsError::NoSpread);
        assert_eq!(found(&x[..3], &y[..3], None), StatsError::TooFew { found: 3, needed: 4 });
        assert!(matches!(found(&x, &y, Some(&[1.0, -1.0, 0.0, 0.0])), StatsError::BadValue { index: 1, .. }));
        let options = |classes, chance| GivenData { classes, chance, ..GivenData::default() };
        assert!(first_order_share(&x, &y, None, &options(Some(3), 0.05)).is_err());
        assert!(first_order_share(&x, &y, None, &options(Some(1), 0.05)).is_err());
        assert!(first_order_share(&x, &y, None, &options(None, 0.0)).is_err());
        assert!(first_order_share(&x, &y, None, &options(None, 1.0)).is_err());
        let ten: Vec<f64> = (0..10).map(|row| f64::from(row * 7 % 10)).collect();
        let six = first_order_share(&ten, &ten, None, &options(Some(6), 0.05)).unwrap_err();
        assert_eq!(six, StatsError::TooFew { found: 10, needed: 12 });
    }

    proptest! {
        /// Rows in another order give the same bytes.
        #[test]
        fn the_order_of_rows_does_not_matter(
            rows in prop::collection::vec((0_u8..20, -3.0_f64..3.0, 0.0_f64..0.1), 12..60), seed: u64,
        ) {
            let key = |row: usize| Draws::new(seed, row as u32, 0).uniform(0, 0, 0);
            let mut order: Vec<usize> = (0..rows.len()).collect();
            order.sort_by(|&left, &right| key(left).total_cmp(&key(right)));
            let found = |order: &[usize]| {
                let x: Vec<f64> = order.iter().map(|&row| f64::from(rows[row].0)).collect();
                let y: Vec<f64> = order.iter().map(|&row| rows[row].1).collect();
                let noise: Vec<f64> = order.iter().map(|&row| rows[row].2).collect();
                first_order_share(&x, &y, Some(&noise), &few_resamples(30))
            };
            let straight: Vec<usize> = (0..rows.len()).collect();
            prop_assert_eq!(found(&straight), found(&order));
        }
    }

    /// A monotone transformation of the input leaves the classes as they are.
    #[test]
    fn only_the_order_of_the_input_matters() {
        let x = LatinHypercube::new(3, 300).column(1);
        let y: Vec<f64> = x.iter().map(|x| x * x).collect();
        let stretched: Vec<f64> = x.iter().map(|x| x.powi(9)).collect();
        assert_eq!(
            first_order_share(&x, &y, None, &few_resamples(9)),
            first_order_share(&stretched, &y, None, &few_resamples(9))
        );
    }

    /// Noise of a part of the variance enlarges the share and the noise floor by the variance over the rest of it, and the interval
    /// with them: to both sides of the share, about as far as without noise times that factor.
    #[test]
    fn noise_enlarges_every_figure_alike() {
        let x: Vec<f64> = (0..200).map(f64::from).collect();
        let y: Vec<f64> = (0..200).map(|row| f64::from(row) + 300.0 * f64::from(row * 37 % 101) / 101.0).collect();
        let variance = standoff_num::sums::variance(&y);
        let options = GivenData { classes: Some(10), ..few_resamples(400) };
        let find = |noise: Option<&[f64]>| first_order_share(&x, &y, noise, &options).unwrap();
        let (plain, noisy) = (find(None), find(Some(&[0.25 * variance; 200])));
        let enlarged = 1.0 / 0.75;
        for (found, plain) in [(noisy.share.value, plain.share.value), (noisy.noise_floor, plain.noise_floor)] {
            assert!((found / plain - enlarged).abs() < 1e-12, "{found}, {plain}");
        }
        let width = |share: &Estimate| share.high - share.low;
        assert!(noisy.share.low < noisy.share.value && noisy.share.value < noisy.share.high, "{noisy:?}");
        assert!((width(&noisy.share) / width(&plain.share) - enlarged).abs() < 0.3, "{noisy:?}, {plain:?}");
    }
}
