//! How options hold up over draws of what is not known: worst case, regret, and whether they meet a level.
//!
//! From one figure for each option and draw, all on the same draws and paths (Savage 1951 for regret, Simon 1956 for a
//! level that is met; Lempert, Popper and Bankes 2003 for their use over many futures):
//!
//! ```text
//! worst(i)       = min_d v(i, d)            worst tenth: mean of the ceil(D/10) lowest
//! regret(i, d)   = max_j v(j, d) - v(i, d)  its largest over draws, its 90th percentile, its mean
//! meets(i)       = share of draws in which v(i, d) reaches the level
//! ```
//!
//! The draws' means come from finitely many paths, and the best of several noisy figures lies too high: regret is biased
//! upwards. The split-half regret chooses the best by one half of the paths and judges it by the other, and the other way
//! round. It is not biased upwards: the expected regret lies between the two.

use serde::Serialize;
use standoff_lab::ensemble::estimate::{Estimate, LEVEL};
use standoff_lab::outcome::named::{Outcome, Part};
use standoff_num::distributions::student_critical_value;
use standoff_num::quantile::{quantile, quantiles};
use standoff_num::sums::mean;
use standoff_stats::intervals::proportion_interval;
use standoff_stats::{Bootstrap, DrawSummary};

/// Share of the draws in the worst tenth.
const TENTH: usize = 10;
/// Level of the regret that is exceeded in one draw of ten.
const NINETY: f64 = 0.9;
/// Fewest draws from which a resampled interval is given: fewer hardly resample.
const RESAMPLED: usize = 8;

/// Which way a measure is read: a convention of the request, not a judgement of the library.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Better {
    /// More counts as better.
    More,
    /// Fewer counts as better.
    Fewer,
}

impl Better {
    /// The convention, unless a request says otherwise. A value counts as better to its actor the more it is; so does a
    /// chance, but for the chance that the line breaks; so do the months that the line or its money holds. Other months,
    /// and every item of a ledger, count as better the fewer they are.
    ///
    /// ```
    /// use standoff_lab::outcome::named::Outcome;
    /// use standoff_analysis::options::robustness::Better;
    /// let scenario = standoff_scenario::builtin::load("two-sided").unwrap();
    /// let of = |name| Better::convention(&Outcome::find(name, &scenario).unwrap());
    /// assert_eq!(["value.invader", "holds-24", "hold-months"].map(of), [Better::More; 3]);
    /// assert_eq!(["breaks-24", "fighting-months", "cost.defender.area"].map(of), [Better::Fewer; 3]);
    /// ```
    pub fn convention(outcome: &Outcome) -> Self {
        let holds = outcome.part == Part::Hold && !outcome.name.starts_with("breaks-");
        let chance = outcome.is_chance() && !outcome.name.starts_with("breaks-");
        let fewer = outcome.part == Part::Costs || !(holds || chance || outcome.part == Part::Values);
        if fewer { Self::Fewer } else { Self::More }
    }

    /// A figure turned so that more is better; turned twice it is itself.
    pub fn turned(self, value: f64) -> f64 {
        match self {
            Self::More => value,
            Self::Fewer => -value,
        }
    }
}

/// What one option came to in one draw.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Cell {
    /// Mean over the paths.
    pub mean: f64,
    /// Means over either half of the paths; none from a single path.
    pub halves: Option<[f64; 2]>,
    /// Standard error of the mean; none from a single path.
    pub error: Option<f64>,
    /// Paths.
    pub paths: usize,
}

impl Cell {
    /// From the outcomes of the paths, in their order.
    pub fn of(outcomes: &[f64]) -> Self {
        let paths = outcomes.len();
        let (first, second) = outcomes.split_at(paths / 2);
        let several = paths > 1;
        let summary = DrawSummary::of_outcomes(outcomes);
        let error = || (summary.squares / (paths as f64 - 1.0) / paths as f64).sqrt();
        Self {
            mean: summary.mean,
            halves: several.then(|| [mean(first), mean(second)]),
            error: several.then(error),
            paths,
        }
    }

    /// A figure that is known.
    pub fn exact(mean: f64) -> Self {
        Self { mean, halves: Some([mean; 2]), error: Some(0.0), paths: usize::MAX }
    }
}

/// How one option holds up in one measure.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Score {
    /// Name of the option.
    pub option: String,
    /// Its mean in its worst draw, with the interval that the paths of that draw leave. More draws can only find a worse
    /// one; noise makes the worst of several look a little worse than it is.
    pub worst: Estimate,
    /// The draw in which it came to that.
    pub worst_draw: usize,
    /// Mean of the worst tenth of the draws, rounded up to whole draws. Its interval resamples the draws, as that of
    /// `ninety` does; null where there are fewer than eight.
    pub worst_tenth: Estimate,
    /// Regret against the best of the options in the same draw.
    pub regret: Regret,
    /// Share of the draws in which the level is met, with its Jeffreys interval; the level itself is taken as known.
    pub meets: Estimate,
    /// Draws in which the level is met.
    pub draws_met: usize,
    /// Mean over all draws: never enough to rank by.
    pub mean: Estimate,
    /// Typical standard error of one draw's mean, from its finitely many paths; null from a single path.
    pub noise: Option<f64>,
}

/// How far an option stays behind the best of the options in the same draw; zero where it is the best.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Regret {
    /// Largest over the draws.
    pub max: f64,
    /// The draw in which it is largest.
    pub max_draw: usize,
    /// The same draw by halves: the best chosen by one half of the paths, judged by the other; null from one path.
    pub max_split_half: Option<f64>,
    /// Exceeded in one draw of ten.
    pub ninety: Estimate,
    /// Mean over draws, biased upwards by the noise of finitely many paths.
    pub mean: Estimate,
    /// Mean over draws by halves, which is not; the expected regret lies between the two. Null from one path.
    pub split_half: Option<Estimate>,
    /// Typical standard error of the regret in one draw, on the same paths; null from one path.
    pub noise: Option<f64>,
}

/// One measure of all options over the same draws.
#[derive(Debug, Clone, Copy)]
pub struct Grid<'a> {
    /// Names of the options.
    pub options: &'a [String],
    /// Numbers of the draws.
    pub draws: &'a [usize],
    /// What each option came to, `[option][draw]`.
    pub cells: &'a [Vec<Cell>],
    /// Which way the measure is read.
    pub better: Better,
    /// The level to be met.
    pub level: f64,
    /// Resamples of the draws.
    pub bootstrap: Bootstrap,
}

impl Grid<'_> {
    /// Scores of the options, in their order. None where there is no draw.
    pub fn scores(&self) -> Vec<Score> {
        if self.draws.is_empty() {
            return Vec::new();
        }
        let resamples =
            if self.draws.len() < RESAMPLED { Vec::new() } else { self.bootstrap.draw_counts(self.draws.len()) };
        let best: Vec<Best> = (0..self.draws.len()).map(|draw| self.best(draw)).collect();
        let named = self.options.iter().zip(self.cells);
        named.map(|(name, cells)| self.score(name, cells, &best, &resamples)).collect()
    }

    /// The means of an option, turned so that more is better.
    fn turned(&self, cells: &[Cell]) -> Vec<f64> {
        cells.iter().map(|cell| self.better.turned(cell.mean)).collect()
    }

    fn best(&self, draw: usize) -> Best {
        let column = || self.cells.iter().map(|cells| &cells[draw]);
        let halves: Option<Vec<[f64; 2]>> =
            column().map(|cell| cell.halves.map(|halves| halves.map(|half| self.better.turned(half)))).collect();
        let highest = column().map(|cell| self.better.turned(cell.mean)).fold(f64::NEG_INFINITY, f64::max);
        let at = column().position(|cell| self.better.turned(cell.mean) == highest).unwrap_or(0);
        Best {
            mean: highest,
            halves: halves.as_ref().map(|halves| halves[at]),
            crossed: halves.map(|halves| [0, 1].map(|half| chosen_by(&halves, half))),
        }
    }

    fn score(&self, name: &str, cells: &[Cell], best: &[Best], resamples: &[Vec<u32>]) -> Score {
        let turned = self.turned(cells);
        let at = lowest(&turned);
        let (worst, tail) = (&cells[at], self.tail(&turned, resamples));
        let met: Vec<bool> = turned.iter().map(|value| *value >= self.better.turned(self.level)).collect();
        Score {
            option: name.to_owned(),
            worst: with_error(worst.mean, worst.error, worst.paths),
            worst_draw: self.draws[at],
            worst_tenth: tail,
            regret: self.regret(cells, best, resamples),
            meets: share(&met),
            draws_met: met.iter().filter(|met| **met).count(),
            mean: Estimate::of(&cells.iter().map(|cell| cell.mean).collect::<Vec<f64>>()),
            noise: root_mean_square(cells.iter().map(|cell| cell.error)),
        }
    }

    fn tail(&self, turned: &[f64], resamples: &[Vec<u32>]) -> Estimate {
        let order = ascending(turned);
        let once = vec![1; turned.len()];
        let of = |counts: &[u32]| self.better.turned(tail_mean(turned, &order, counts));
        resampled(of(&once), resamples.iter().map(|counts| of(counts)))
    }

    fn regret(&self, cells: &[Cell], best: &[Best], resamples: &[Vec<u32>]) -> Regret {
        let regrets: Vec<f64> =
            cells.iter().zip(best).map(|(cell, best)| best.mean - self.better.turned(cell.mean)).collect();
        let halves: Option<Vec<f64>> = cells.iter().zip(best).map(|(cell, best)| self.split(cell, best)).collect();
        let noise = cells.iter().zip(best).map(|(cell, best)| self.halves_apart(cell, best));
        let order = ascending(&regrets);
        let at = order.last().copied().unwrap_or(0);
        let ninety = |counts: &[u32]| quantile(&repeated(&regrets, &order, counts), NINETY);
        Regret {
            max: regrets[at],
            max_draw: self.draws[at],
            max_split_half: halves.as_ref().map(|halves| halves[at]),
            ninety: resampled(ninety(&vec![1; regrets.len()]), resamples.iter().map(|counts| ninety(counts))),
            mean: Estimate::of(&regrets),
            split_half: halves.map(|halves| Estimate::of(&halves)),
            noise: root_mean_square(noise),
        }
    }

    /// The regret by halves.
    fn split(&self, cell: &Cell, best: &Best) -> Option<f64> {
        let (own, crossed) = cell.halves.zip(best.crossed)?;
        Some(mean(&[0, 1].map(|half| crossed[half] - self.better.turned(own[1 - half]))))
    }

    /// Half of the difference that the two halves of the paths make to a regret: its standard error, on average.
    fn halves_apart(&self, cell: &Cell, best: &Best) -> Option<f64> {
        let (own, best) = cell.halves.zip(best.halves)?;
        let apart = [0, 1].map(|half| best[half] - self.better.turned(own[half]));
        Some((apart[0] - apart[1]) / 2.0)
    }
}

/// The best of the options in a draw, all turned so that more is better.
struct Best {
    /// Its mean.
    mean: f64,
    /// Its halves.
    halves: Option<[f64; 2]>,
    /// What the option chosen by each half comes to in the other.
    crossed: Option<[f64; 2]>,
}

/// What the option that is best in one half comes to in the other; the mean where several are equally good.
fn chosen_by(halves: &[[f64; 2]], half: usize) -> f64 {
    let highest = halves.iter().map(|halves| halves[half]).fold(f64::NEG_INFINITY, f64::max);
    let mut others: Vec<f64> =
        halves.iter().filter(|halves| halves[half] == highest).map(|halves| halves[1 - half]).collect();
    others.sort_by(f64::total_cmp);
    mean(&others)
}

/// The median over draws, from which the level is taken unless one is asked for.
pub fn median(cells: &[Cell]) -> f64 {
    quantiles(&cells.iter().map(|cell| cell.mean).collect::<Vec<f64>>(), &[0.5])[0]
}

/// Places in ascending order of their values; the first of equal ones first.
fn ascending(values: &[f64]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|&one, &other| values[one].total_cmp(&values[other]));
    order
}

fn lowest(values: &[f64]) -> usize {
    ascending(values).first().copied().unwrap_or(0)
}

/// Values in ascending order, each as often as it was drawn.
fn repeated(values: &[f64], order: &[usize], counts: &[u32]) -> Vec<f64> {
    order.iter().flat_map(|&at| std::iter::repeat_n(values[at], counts[at] as usize)).collect()
}

/// The mean of the lowest tenth, rounded up to whole draws.
pub(crate) fn tail_mean(values: &[f64], order: &[usize], counts: &[u32]) -> f64 {
    let drawn = repeated(values, order, counts);
    mean(&drawn[..drawn.len().div_ceil(TENTH)])
}

/// Draws in the worst tenth of so many.
pub fn in_tenth(draws: usize) -> usize {
    draws.div_ceil(TENTH)
}

/// A figure with the percentile interval of its resamples.
fn resampled(value: f64, figures: impl Iterator<Item = f64>) -> Estimate {
    let figures: Vec<f64> = figures.collect();
    let outside = 0.5 * (1.0 - LEVEL);
    let ends = quantiles(&figures, &[outside, 1.0 - outside]);
    let known = !figures.is_empty();
    Estimate { value, low: known.then_some(ends[0]), high: known.then_some(ends[1]) }
}

fn with_error(value: f64, error: Option<f64>, paths: usize) -> Estimate {
    let half =
        error.map(|error| if error == 0.0 { 0.0 } else { error * student_critical_value(paths as f64 - 1.0, LEVEL) });
    Estimate { value, low: half.map(|half| value - half), high: half.map(|half| value + half) }
}

/// A share of the draws with its Jeffreys interval.
fn share(met: &[bool]) -> Estimate {
    let (count, of) = (met.iter().filter(|met| **met).count(), met.len());
    let interval = proportion_interval(count as u64, of as u64, LEVEL).ok();
    Estimate { value: count as f64 / of as f64, low: interval.map(|ends| ends.0), high: interval.map(|ends| ends.1) }
}

fn root_mean_square(values: impl Iterator<Item = Option<f64>>) -> Option<f64> {
    let squares: Option<Vec<f64>> = values.map(|value| value.map(|value| value * value)).collect();
    squares.map(|squares| mean(&squares).sqrt())
}

/// The points that the options make in the worst tenth of resampled draws, `[resample][option][measure]`, each turned so
/// that more is better. Empty where there are too few draws to resample.
pub fn resampled_tails(grids: &[Grid<'_>]) -> Vec<Vec<Vec<f64>>> {
    let Some(first) = grids.first().filter(|grid| grid.draws.len() >= RESAMPLED) else { return Vec::new() };
    let columns: Vec<Vec<(Vec<f64>, Vec<usize>)>> = grids
        .iter()
        .map(|grid| {
            let sorted = |turned: Vec<f64>| (ascending(&turned), turned);
            let of = |cells: &Vec<Cell>| sorted(grid.turned(cells));
            grid.cells.iter().map(of).map(|(order, turned)| (turned, order)).collect()
        })
        .collect();
    let point = |option: usize, counts: &[u32]| -> Vec<f64> {
        columns.iter().map(|options| tail_mean(&options[option].0, &options[option].1, counts)).collect()
    };
    let counts = first.bootstrap.draw_counts(first.draws.len());
    counts.iter().map(|counts| (0..first.cells.len()).map(|option| point(option, counts)).collect()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use standoff_num::Draws;

    const PLAN: Bootstrap = Bootstrap { seed: 1, resamples: 400, level: LEVEL };

    fn names(count: usize) -> Vec<String> {
        (0..count).map(|at| format!("option-{at}")).collect()
    }

    fn scores(cells: &[Vec<Cell>], better: Better, level: f64) -> Vec<Score> {
        let draws: Vec<usize> = (0..cells[0].len()).collect();
        Grid { options: &names(cells.len()), draws: &draws, cells, better, level, bootstrap: PLAN }.scores()
    }

    fn exact(rows: &[&[f64]]) -> Vec<Vec<Cell>> {
        rows.iter().map(|row| row.iter().map(|&mean| Cell::exact(mean)).collect()).collect()
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
        let cells = exact(&[&[4.0, 1.0, 3.0, 2.0], &[2.0, 5.0, 1.0, 5.0], &[3.0, 2.0, 2.0, 4.0]]);
        let found = scores(&cells, Better::More, 3.0);
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
        let cells = exact(&[&[4.0, 1.0, 3.0, 2.0], &[2.0, 5.0, 1.0, 5.0]]);
        let found = scores(&cells, Better::Fewer, 2.0);
        assert_eq!([found[0].worst.value, found[1].worst.value], [4.0, 5.0]);
        assert_eq!([found[0].regret.max, found[1].regret.max], [2.0, 4.0]);
        assert_eq!([found[0].draws_met, found[1].draws_met], [2, 2]);
        assert_eq!(found[1].worst_tenth.value, 5.0);
    }

    /// A table of 4 options over 20 draws of 30 noisy paths each.
    fn noisy(seed: u64) -> Vec<Vec<Cell>> {
        let number = |draw: usize, path: usize, purpose: usize| {
            Draws::new(seed, draw as u32, path as u32).uniform(purpose as u16, 0, 0)
        };
        let cell = |option: usize, draw: usize| {
            let outcomes: Vec<f64> =
                (0..30).map(|path| number(draw, path, 9) + 0.3 * number(draw, 0, option)).collect();
            Cell::of(&outcomes)
        };
        (0..4).map(|option| (0..20).map(|draw| cell(option, draw)).collect()).collect()
    }

    #[test]
    fn regret_is_never_negative_and_somebody_has_none() {
        for seed in 0..20 {
            let found = scores(&noisy(seed), Better::More, 0.5);
            assert!(found.iter().all(|one| one.regret.ninety.value >= 0.0 && one.regret.mean.value >= 0.0));
            assert!(found.iter().all(|one| one.regret.max >= one.regret.ninety.value));
        }
    }

    #[test]
    fn a_dominated_option_changes_nothing_for_the_others() {
        let cells = noisy(3);
        let mut more = cells.clone();
        let below = |cell: &Cell| Cell {
            mean: cell.mean - 0.1,
            halves: cell.halves.map(|halves| halves.map(|x| x - 0.1)),
            ..*cell
        };
        more.push(cells[2].iter().map(below).collect());
        let (before, after) = (scores(&cells, Better::More, 0.5), scores(&more, Better::More, 0.5));
        assert_eq!(before[..], after[..4]);
    }

    #[test]
    fn the_order_of_options_does_not_matter() {
        let mut cells = noisy(5);
        cells.push(cells[1].clone());
        let forward = scores(&cells, Better::Fewer, 0.6);
        cells.reverse();
        let mut turned = scores(&cells, Better::Fewer, 0.6);
        turned.reverse();
        for (one, other) in forward.iter().zip(turned) {
            assert_eq!(*one, Score { option: one.option.clone(), ..other });
        }
    }

    /// Ten options that differ by noise alone have no regret, but seem to: the split-half regret lies about zero, and the
    /// plain one above it. Seed fixed; over 200 draws the mean of the former lies within four of its standard errors.
    #[test]
    fn halves_take_the_bias_away() {
        let number = |option: usize, draw: usize, path: usize| {
            Draws::new(11, draw as u32, path as u32).uniform(option as u16, 0, 0)
        };
        let cell = |option: usize, draw: usize| {
            Cell::of(&(0..40).map(|path| number(option, draw, path)).collect::<Vec<f64>>())
        };
        let cells: Vec<Vec<Cell>> = (0..10).map(|option| (0..200).map(|draw| cell(option, draw)).collect()).collect();
        for score in scores(&cells, Better::More, 0.5) {
            let split = score.regret.split_half.expect("two halves");
            let error = (split.high.expect("many draws") - split.value) / 1.97;
            assert!(split.value.abs() < 4.0 * error, "{split:?}");
            assert!(score.regret.mean.value > 0.03, "{:?}", score.regret.mean);
        }
    }

    #[test]
    fn few_draws_and_few_paths_leave_intervals_open() {
        let single = vec![vec![Cell::of(&[1.0])], vec![Cell::of(&[2.0])]];
        let found = scores(&single, Better::More, 1.5);
        assert_eq!((found[0].worst.low, found[0].worst_tenth.low, found[0].noise), (None, None, None));
        assert_eq!((found[0].regret.max, found[0].regret.split_half, found[0].regret.noise), (1.0, None, None));
        let none = Grid { options: &[], draws: &[], cells: &[], better: Better::More, level: 0.0, bootstrap: PLAN };
        assert!(none.scores().is_empty());
    }

    #[test]
    fn the_tail_counts_whole_draws() {
        let values: Vec<f64> = (0..25).map(f64::from).collect();
        let order = ascending(&values);
        assert_eq!(tail_mean(&values, &order, &[1; 25]), 1.0);
        let mut counts = [1; 25];
        (counts[0], counts[24]) = (3, 0);
        assert_eq!(tail_mean(&values, &order, &counts), 0.0);
    }
}
