//! Robustness scores of options over draws: worst case, regret, and the share of draws that meet a level.
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

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use standoff_lab::ensemble::clusters::Clusters;
use standoff_lab::ensemble::estimate::{Estimate, LEVEL};
use standoff_lab::outcome::named::{ForecastPart, Outcome};
use standoff_num::distributions::student_critical_value;
use standoff_num::quantile::{quantile, quantiles};
use standoff_num::sums::mean;
use standoff_stats::intervals::share_interval;
use standoff_stats::{Bootstrap, DrawSummary};

/// Denominator of the worst tenth of the draws.
const TENTH: usize = 10;
/// Level of the regret that is exceeded in one draw of ten.
const REGRET_LEVEL: f64 = 0.9;
/// Fewest clusters from which a resampled interval is given: with fewer, most resamples repeat the same few and the interval is
/// too narrow.
const LEAST_CLUSTERS_TO_RESAMPLE: usize = 8;

/// Direction in which a measure is read: a convention of the request and not a judgement of the library (decision 90).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
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
    /// let of = |name| Better::by_convention(&Outcome::find(name, &scenario).unwrap());
    /// assert_eq!(["value.invader", "holds-24", "hold-months"].map(of), [Better::More; 3]);
    /// assert_eq!(["breaks-24", "fighting-months", "cost.defender.area"].map(of), [Better::Fewer; 3]);
    /// ```
    pub fn by_convention(outcome: &Outcome) -> Self {
        let holds = outcome.part == ForecastPart::Hold && !outcome.name.starts_with("breaks-");
        let chance = outcome.is_chance() && !outcome.name.starts_with("breaks-");
        let fewer = outcome.part == ForecastPart::Costs || !(holds || chance || outcome.part == ForecastPart::Values);
        if fewer { Self::Fewer } else { Self::More }
    }

    /// Figure oriented so that more is better; applied twice, it gives the figure back.
    pub fn oriented(self, value: f64) -> f64 {
        match self {
            Self::More => value,
            Self::Fewer => -value,
        }
    }
}

/// Outcome of one option in one draw.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct OptionCell {
    /// Mean over the paths.
    pub mean: f64,
    /// Means over either half of the paths; none from a single path.
    pub halves: Option<[f64; 2]>,
    /// Standard error of the mean; none from a single path.
    pub error: Option<f64>,
    /// Paths.
    pub paths: usize,
}

impl OptionCell {
    /// From the outcomes of the paths, in their order.
    pub fn from_paths(outcomes: &[f64]) -> Self {
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

/// Scores of one option in one measure.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Score {
    /// Name of the option.
    pub option: String,
    /// Its mean in its worst draw, with the interval that the paths of that draw leave. More draws can only find a worse
    /// one; noise makes the worst of several look a little worse than it is.
    pub worst: Estimate,
    /// The draw in which it came to that.
    pub worst_draw: usize,
    /// Mean of the worst tenth of the draws, rounded up to whole draws. Its interval resamples the draws, as that of
    /// `ninety` does, or populations on a record; null where there are fewer than eight.
    pub worst_tenth: Estimate,
    /// Regret against the best of the options in the same draw.
    pub regret: Regret,
    /// Share of the draws in which the level is met, with its Jeffreys interval; the level itself is taken as known. On a record
    /// each population counts as one case.
    pub meets: Estimate,
    /// Draws in which the level is met.
    pub draws_met: usize,
    /// Mean over all draws: never enough to rank by.
    pub mean: Estimate,
    /// Typical standard error of one draw's mean, from its finitely many paths; null from a single path.
    pub noise: Option<f64>,
}

/// Regret: distance of an option from the best of the options in the same draw; zero where it is the best.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Regret {
    /// Largest over the draws.
    pub max: f64,
    /// The draw in which it is largest.
    pub max_draw: usize,
    /// Regret in the same draw by halves: the best chosen by one half of the paths, judged by the other; null from one path.
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
pub struct ScoreGrid<'a> {
    /// Names of the options.
    pub options: &'a [String],
    /// Numbers of the draws.
    pub draws: &'a [usize],
    /// Their clusters, between which errors are taken.
    pub clusters: &'a Clusters,
    /// Outcome of each option in each draw, `[option][draw]`.
    pub cells: &'a [Vec<OptionCell>],
    /// Direction in which the measure is read.
    pub better: Better,
    /// The level to be met.
    pub level: f64,
    /// Resamples of the draws.
    pub bootstrap: Bootstrap,
}

impl ScoreGrid<'_> {
    /// Scores of the options, in their order. None where there is no draw.
    pub fn scores(&self) -> Vec<Score> {
        if self.draws.is_empty() {
            return Vec::new();
        }
        let resamples = self.resampled_counts();
        let best: Vec<BestOption> = (0..self.draws.len()).map(|draw| self.best_option(draw)).collect();
        let named = self.options.iter().zip(self.cells);
        named.map(|(name, cells)| self.option_score(name, cells, &best, &resamples)).collect()
    }

    /// Number of times each draw comes in every resample; a cluster is resampled as a whole. Empty where there are too few.
    fn resampled_counts(&self) -> Vec<Vec<u32>> {
        let (clusters, places) = (self.clusters.count(), self.clusters.places());
        if clusters < LEAST_CLUSTERS_TO_RESAMPLE {
            return Vec::new();
        }
        let of_draws = |counts: &Vec<u32>| places.iter().map(|&place| counts[place]).collect();
        self.bootstrap.draw_counts(clusters).iter().map(of_draws).collect()
    }

    /// The means of an option, turned so that more is better.
    fn oriented_means(&self, cells: &[OptionCell]) -> Vec<f64> {
        cells.iter().map(|cell| self.better.oriented(cell.mean)).collect()
    }

    fn best_option(&self, draw: usize) -> BestOption {
        let column = || self.cells.iter().map(|cells| &cells[draw]);
        let halves: Option<Vec<[f64; 2]>> =
            column().map(|cell| cell.halves.map(|halves| halves.map(|half| self.better.oriented(half)))).collect();
        let highest = column().map(|cell| self.better.oriented(cell.mean)).fold(f64::NEG_INFINITY, f64::max);
        let at = column().position(|cell| self.better.oriented(cell.mean) == highest).unwrap_or(0);
        BestOption {
            mean: highest,
            halves: halves.as_ref().map(|halves| halves[at]),
            crossed: halves.map(|halves| [0, 1].map(|half| crossed_mean(&halves, half))),
        }
    }

    fn option_score(&self, name: &str, cells: &[OptionCell], best: &[BestOption], resamples: &[Vec<u32>]) -> Score {
        let turned = self.oriented_means(cells);
        let at = place_of_lowest(&turned);
        let (worst, tail) = (&cells[at], self.worst_tenth(&turned, resamples));
        let met: Vec<bool> = turned.iter().map(|value| *value >= self.better.oriented(self.level)).collect();
        Score {
            option: name.to_owned(),
            worst: estimate_from_error(worst.mean, worst.error, worst.paths),
            worst_draw: self.draws[at],
            worst_tenth: tail,
            regret: self.option_regret(cells, best, resamples),
            meets: estimate_share(&met, self.clusters),
            draws_met: met.iter().filter(|met| **met).count(),
            mean: self.estimate(&cells.iter().map(|cell| cell.mean).collect::<Vec<f64>>()),
            noise: root_mean_square(cells.iter().map(|cell| cell.error)),
        }
    }

    fn estimate(&self, numbers: &[f64]) -> Estimate {
        Estimate::from_clusters(numbers, self.clusters)
    }

    fn worst_tenth(&self, turned: &[f64], resamples: &[Vec<u32>]) -> Estimate {
        let order = ascending_order(turned);
        let once = vec![1; turned.len()];
        let of = |counts: &[u32]| self.better.oriented(tail_mean(turned, &order, counts));
        estimate_from_resamples(of(&once), resamples.iter().map(|counts| of(counts)))
    }

    fn option_regret(&self, cells: &[OptionCell], best: &[BestOption], resamples: &[Vec<u32>]) -> Regret {
        let regrets: Vec<f64> =
            cells.iter().zip(best).map(|(cell, best)| best.mean - self.better.oriented(cell.mean)).collect();
        let halves: Option<Vec<f64>> =
            cells.iter().zip(best).map(|(cell, best)| self.split_half_regret(cell, best)).collect();
        let noise = cells.iter().zip(best).map(|(cell, best)| self.half_difference(cell, best));
        let order = ascending_order(&regrets);
        let at = order.last().copied().unwrap_or(0);
        let ninety = |counts: &[u32]| quantile(&repeat_by_counts(&regrets, &order, counts), REGRET_LEVEL);
        Regret {
            max: regrets[at],
            max_draw: self.draws[at],
            max_split_half: halves.as_ref().map(|halves| halves[at]),
            ninety: estimate_from_resamples(
                ninety(&vec![1; regrets.len()]),
                resamples.iter().map(|counts| ninety(counts)),
            ),
            mean: self.estimate(&regrets),
            split_half: halves.map(|halves| self.estimate(&halves)),
            noise: root_mean_square(noise),
        }
    }

    /// The regret by halves.
    fn split_half_regret(&self, cell: &OptionCell, best: &BestOption) -> Option<f64> {
        let (own, crossed) = cell.halves.zip(best.crossed)?;
        Some(mean(&[0, 1].map(|half| crossed[half] - self.better.oriented(own[1 - half]))))
    }

    /// Half of the difference that the two halves of the paths make to a regret: its standard error, on average.
    fn half_difference(&self, cell: &OptionCell, best: &BestOption) -> Option<f64> {
        let (own, best) = cell.halves.zip(best.halves)?;
        let apart = [0, 1].map(|half| best[half] - self.better.oriented(own[half]));
        Some((apart[0] - apart[1]) / 2.0)
    }
}

/// The best of the options in a draw, all turned so that more is better.
struct BestOption {
    /// Its mean.
    mean: f64,
    /// Its halves.
    halves: Option<[f64; 2]>,
    /// Mean in one half of the paths of the option that is best in the other half.
    crossed: Option<[f64; 2]>,
}

/// Mean in the other half of the option that is best in one half; averaged where several are equally good.
fn crossed_mean(halves: &[[f64; 2]], half: usize) -> f64 {
    let highest = halves.iter().map(|halves| halves[half]).fold(f64::NEG_INFINITY, f64::max);
    let mut others: Vec<f64> =
        halves.iter().filter(|halves| halves[half] == highest).map(|halves| halves[1 - half]).collect();
    others.sort_by(f64::total_cmp);
    mean(&others)
}

/// The median over draws, from which the level is taken unless one is asked for.
pub fn median_of_means(cells: &[OptionCell]) -> f64 {
    quantiles(&cells.iter().map(|cell| cell.mean).collect::<Vec<f64>>(), &[0.5])[0]
}

/// Places in ascending order of their values; the first of equal ones first.
fn ascending_order(values: &[f64]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|&one, &other| values[one].total_cmp(&values[other]));
    order
}

fn place_of_lowest(values: &[f64]) -> usize {
    ascending_order(values).first().copied().unwrap_or(0)
}

/// Values in ascending order, each as often as it was drawn.
fn repeat_by_counts(values: &[f64], order: &[usize], counts: &[u32]) -> Vec<f64> {
    order.iter().flat_map(|&at| std::iter::repeat_n(values[at], counts[at] as usize)).collect()
}

/// The mean of the lowest tenth, rounded up to whole draws.
pub(crate) fn tail_mean(values: &[f64], order: &[usize], counts: &[u32]) -> f64 {
    let drawn = repeat_by_counts(values, order, counts);
    mean(&drawn[..drawn.len().div_ceil(TENTH)])
}

/// Number of draws in the worst tenth, rounded up.
pub fn worst_tenth_draws(draws: usize) -> usize {
    draws.div_ceil(TENTH)
}

/// A figure with the percentile interval of its resamples.
fn estimate_from_resamples(value: f64, figures: impl Iterator<Item = f64>) -> Estimate {
    let figures: Vec<f64> = figures.collect();
    let outside = 0.5 * (1.0 - LEVEL);
    let ends = quantiles(&figures, &[outside, 1.0 - outside]);
    let known = !figures.is_empty();
    Estimate { value, low: known.then_some(ends[0]), high: known.then_some(ends[1]) }
}

fn estimate_from_error(value: f64, error: Option<f64>, paths: usize) -> Estimate {
    let half =
        error.map(|error| if error == 0.0 { 0.0 } else { error * student_critical_value(paths as f64 - 1.0, LEVEL) });
    Estimate { value, low: half.map(|half| value - half), high: half.map(|half| value + half) }
}

/// A share of the draws with its Jeffreys interval. Draws of one cluster may all go together, so a cluster counts as one case.
fn estimate_share(met: &[bool], clusters: &Clusters) -> Estimate {
    let (count, of) = (met.iter().filter(|met| **met).count(), met.len());
    let cases = clusters.count() as f64;
    let interval = share_interval(count as f64 * cases / of as f64, cases, LEVEL).ok();
    Estimate { value: count as f64 / of as f64, low: interval.map(|ends| ends.0), high: interval.map(|ends| ends.1) }
}

fn root_mean_square(values: impl Iterator<Item = Option<f64>>) -> Option<f64> {
    let squares: Option<Vec<f64>> = values.map(|value| value.map(|value| value * value)).collect();
    squares.map(|squares| mean(&squares).sqrt())
}

/// The points that the options make in the worst tenth of resampled draws, `[resample][option][measure]`, each turned so
/// that more is better. Empty where there are too few draws to resample.
pub fn resampled_tails(grids: &[ScoreGrid<'_>]) -> Vec<Vec<Vec<f64>>> {
    let Some(first) = grids.first() else { return Vec::new() };
    let columns: Vec<Vec<(Vec<f64>, Vec<usize>)>> = grids
        .iter()
        .map(|grid| {
            let sorted = |turned: Vec<f64>| (ascending_order(&turned), turned);
            let of = |cells: &Vec<OptionCell>| sorted(grid.oriented_means(cells));
            grid.cells.iter().map(of).map(|(order, turned)| (turned, order)).collect()
        })
        .collect();
    let point = |option: usize, counts: &[u32]| -> Vec<f64> {
        columns.iter().map(|options| tail_mean(&options[option].0, &options[option].1, counts)).collect()
    };
    first
        .resampled_counts()
        .iter()
        .map(|counts| (0..first.cells.len()).map(|option| point(option, counts)).collect())
        .collect()
}

#[cfg(test)]
mod tests;
