//! Reliability diagrams, and the decomposition of the Brier score.

use standoff_num::sums::{mean, sum_of};

use crate::error::StatsError;
use crate::intervals::proportion::proportion_interval;
use crate::score::binary;

/// The grouping of forecasts into bins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Binning {
    /// This number of bins of equal width over [0, 1]; a probability on an edge belongs to the bin above it.
    EqualWidth(usize),
    /// This number of bins, with as equal numbers of forecasts as ties allow: equal probabilities stay together.
    EqualCount(usize),
    /// One bin for each stated probability.
    Distinct,
}

/// Forecasts of about the same probability.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ReliabilityBin {
    /// The least probability in it.
    pub low: f64,
    /// The greatest probability in it.
    pub high: f64,
    /// The number of forecasts.
    pub forecasts: u64,
    /// The number of events that happened.
    pub happened: u64,
    /// The mean probability.
    pub chance: f64,
    /// The share that happened, to be compared with `chance`.
    pub frequency: f64,
    /// The Jeffreys interval of that share; it holds for independent events.
    pub interval: (f64, f64),
}

/// The decomposition of the mean Brier score.
///
/// brier = reliability - resolution + uncertainty + within_variance - within_covariance, to rounding (Murphy 1973, J.
/// Appl. Meteorol. 12:595, for the first three; Stephenson, Coelho and Jolliffe 2008, Weather Forecast. 23:752, for the
/// others, which are 0 where all chances of a bin are equal).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Decomposition {
    /// The mean of (p - o)^2.
    pub brier: f64,
    /// The mean over forecasts of (mean probability - frequency)^2 of their bin: the loss from probabilities that are
    /// off.
    pub reliability: f64,
    /// The mean over forecasts of (frequency of their bin - overall frequency)^2: the gain from telling events apart.
    pub resolution: f64,
    /// f (1 - f) with the overall frequency f: the loss of stating f every time.
    pub uncertainty: f64,
    /// The mean of (p - mean probability of the bin)^2.
    pub within_variance: f64,
    /// Twice the mean of (p - mean probability of the bin) (o - frequency of the bin).
    pub within_covariance: f64,
}

/// A reliability diagram and the parts of the Brier score.
#[derive(Debug, Clone, PartialEq)]
pub struct Reliability {
    /// The bins that hold forecasts, by rising probability.
    pub bins: Vec<ReliabilityBin>,
    /// The parts of the score over these bins.
    pub decomposition: Decomposition,
}

/// Groups forecasts of about the same probability and compares it with the frequency of the events.
///
/// `level` is the coverage of the intervals.
///
/// # Errors
///
/// Columns of different length, no forecasts, a probability outside [0, 1], no bins, or a level outside (0, 1).
///
/// # Examples
///
/// ```
/// use standoff_stats::score::{Binning, assess_reliability};
/// let (chances, happened) = ([0.25, 0.25, 0.75, 0.75], [false, true, true, true]);
/// let found = assess_reliability(&chances, &happened, Binning::EqualWidth(2), 0.9)?;
/// assert_eq!((found.bins[0].chance, found.bins[0].frequency), (0.25, 0.5));
/// let parts = found.decomposition;
/// assert_eq!(parts.brier, parts.reliability - parts.resolution + parts.uncertainty);
/// # Ok::<(), standoff_stats::StatsError>(())
/// ```
pub fn assess_reliability(
    chances: &[f64],
    happened: &[bool],
    binning: Binning,
    level: f64,
) -> Result<Reliability, StatsError> {
    binary::check_forecasts(chances, happened)?;
    let mut forecasts: Vec<Forecast> = chances.iter().copied().zip(happened.iter().copied()).collect();
    forecasts.sort_by(|left, right| left.0.total_cmp(&right.0));
    let groups = group_forecasts(&forecasts, binning)?;
    let bins: Result<Vec<ReliabilityBin>, StatsError> = groups.iter().map(|group| make_bin(group, level)).collect();
    let bins = bins?;
    let decomposition = decompose_brier(&groups, &bins, forecasts.len() as f64);
    Ok(Reliability { bins, decomposition })
}

/// A probability, and true if the event happened.
type Forecast = (f64, bool);

/// Neighbours in the sorted forecasts that belong to one bin.
fn group_forecasts(forecasts: &[Forecast], binning: Binning) -> Result<Vec<&[Forecast]>, StatsError> {
    let bins = match binning {
        Binning::EqualWidth(bins) | Binning::EqualCount(bins) => bins,
        Binning::Distinct => 1,
    };
    if bins == 0 {
        return Err(StatsError::BadSetting { name: "bins", value: 0.0 });
    }
    let wide = |chance: f64| ((chance * bins as f64) as usize).min(bins - 1);
    Ok(match binning {
        Binning::EqualWidth(_) => forecasts.chunk_by(|left, right| wide(left.0) == wide(right.0)).collect(),
        Binning::EqualCount(_) => cut_by_count(forecasts, bins),
        Binning::Distinct => forecasts.chunk_by(|left, right| left.0 == right.0).collect(),
    })
}

/// Cuts at i n / bins, moved up to the next change of the probability. In 128 bits, as i n can be large.
fn cut_by_count(forecasts: &[Forecast], bins: usize) -> Vec<&[Forecast]> {
    let (mut groups, mut first) = (Vec::new(), 0);
    for bin in 1..=bins.min(forecasts.len()) {
        let due = (bin as u128 * forecasts.len() as u128 / bins.min(forecasts.len()) as u128) as usize;
        let last = forecasts[due - 1].0;
        let cut = forecasts.partition_point(|forecast| forecast.0 <= last);
        if cut > first {
            groups.push(&forecasts[first..cut]);
            first = cut;
        }
    }
    groups
}

fn make_bin(group: &[Forecast], level: f64) -> Result<ReliabilityBin, StatsError> {
    let (forecasts, happened) = (group.len() as u64, group.iter().filter(|forecast| forecast.1).count() as u64);
    let chances: Vec<f64> = group.iter().map(|forecast| forecast.0).collect();
    let (low, high) = (chances[0], chances[chances.len() - 1]);
    Ok(ReliabilityBin {
        low,
        high,
        forecasts,
        happened,
        // The mean of equal probabilities can differ from them by rounding, and must not.
        chance: if low == high { low } else { mean(&chances) },
        frequency: happened as f64 / forecasts as f64,
        interval: proportion_interval(happened, forecasts, level)?,
    })
}

fn decompose_brier(groups: &[&[Forecast]], bins: &[ReliabilityBin], count: f64) -> Decomposition {
    let over_bins =
        |part: &dyn Fn(&ReliabilityBin) -> f64| sum_of(bins.iter().map(|bin| bin.forecasts as f64 * part(bin))) / count;
    let over_all = |part: &dyn Fn(&ReliabilityBin, f64, f64) -> f64| {
        let pairs = bins.iter().zip(groups).flat_map(|(bin, group)| group.iter().map(move |forecast| (bin, forecast)));
        sum_of(pairs.map(|(bin, &(chance, happened))| part(bin, chance, f64::from(u8::from(happened))))) / count
    };
    let overall = over_bins(&|bin| bin.frequency);
    let square = |value: f64| value * value;
    Decomposition {
        brier: over_all(&|_, p, o| square(p - o)),
        reliability: over_bins(&|bin| square(bin.chance - bin.frequency)),
        resolution: over_bins(&|bin| square(bin.frequency - overall)),
        uncertainty: overall * (1.0 - overall),
        within_variance: over_all(&|bin, p, _| square(p - bin.chance)),
        within_covariance: 2.0 * over_all(&|bin, p, o| (p - bin.chance) * (o - bin.frequency)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::oracle::read_table;
    use proptest::prelude::*;

    const ORACLE: &str = include_str!("../../../../fixtures/oracle/scores/scores.json");

    fn oracle_forecasts() -> (Vec<f64>, Vec<bool>) {
        read_table::<2>(ORACLE, "forecasts").iter().map(|row| (row[0], row[1] == 1.0)).unzip()
    }

    fn brier_parts(found: &Decomposition) -> [f64; 6] {
        let Decomposition { brier, reliability, resolution, uncertainty, within_variance, within_covariance } = *found;
        [brier, reliability, resolution, uncertainty, within_variance, within_covariance]
    }

    #[test]
    fn parts_agree_with_the_oracle() {
        let (chances, happened) = oracle_forecasts();
        let rounded: Vec<f64> = chances.iter().map(|chance| (chance * 10.0).round() / 10.0).collect();
        let found = [
            assess_reliability(&chances, &happened, Binning::EqualWidth(10), 0.9).unwrap(),
            assess_reliability(&rounded, &happened, Binning::Distinct, 0.9).unwrap(),
        ];
        for (found, expected) in found.iter().zip(read_table::<6>(ORACLE, "decomposition")) {
            for (part, expected) in brier_parts(&found.decomposition).into_iter().zip(expected) {
                assert!((part - expected).abs() < 1e-13, "{part}, not {expected}");
            }
        }
        assert!(found[1].decomposition.within_variance == 0.0 && found[1].bins.len() == 11);
    }

    proptest! {
        #[test]
        fn parts_sum_to_the_score(
            forecasts in prop::collection::vec((0.0..=1.0, any::<bool>()), 1..80),
            places in 1_u32..40,
            bins in 1_usize..12,
        ) {
            // Few places make ties.
            let places = f64::from(places);
            let (chances, happened): (Vec<f64>, Vec<bool>) =
                forecasts.into_iter().map(|(p, o): (f64, bool)| ((p * places).round() / places, o)).unzip();
            for binning in [Binning::EqualWidth(bins), Binning::EqualCount(bins), Binning::Distinct] {
                let found = assess_reliability(&chances, &happened, binning, 0.9).unwrap();
                let [brier, reliable, resolution, uncertainty, variance, covariance] = brier_parts(&found.decomposition);
                prop_assert!((brier - (reliable - resolution + uncertainty + variance - covariance)).abs() < 1e-12);
                prop_assert!((brier - binary::mean_brier_score(&chances, &happened).unwrap()).abs() < 1e-14);
                prop_assert_eq!(found.bins.iter().map(|bin| bin.forecasts).sum::<u64>(), chances.len() as u64);
                prop_assert!(found.bins.windows(2).all(|pair| pair[0].high < pair[1].low));
                prop_assert!(found.bins.iter().all(|bin| bin.low <= bin.chance && bin.chance <= bin.high));
            }
        }
    }

    #[test]
    fn bins_of_equal_count_are_even_without_ties() {
        let chances: Vec<f64> = (0..20).map(|index| f64::from(index * index) / 400.0).collect();
        let found = assess_reliability(&chances, &[true; 20], Binning::EqualCount(5), 0.9).unwrap();
        assert!(found.bins.len() == 5 && found.bins.iter().all(|bin| bin.forecasts == 4 && bin.interval.1 == 1.0));
        let tied = assess_reliability(&[0.5; 20], &[false; 20], Binning::EqualCount(5), 0.9).unwrap();
        assert_eq!(tied.bins.len(), 1);
        let few = assess_reliability(&[0.1, 0.2], &[false; 2], Binning::EqualCount(usize::MAX), 0.9).unwrap();
        assert_eq!(few.bins.len(), 2);
    }

    #[test]
    fn edge_cases_are_defined() {
        let at_ends = assess_reliability(&[0.0, 0.1, 1.0], &[false, true, true], Binning::EqualWidth(10), 0.9).unwrap();
        assert_eq!(at_ends.bins.iter().map(|bin| bin.forecasts).collect::<Vec<_>>(), [1, 1, 1]);
        let upper_half = assess_reliability(&[0.75, 1.0], &[true, true], Binning::EqualWidth(2), 0.9).unwrap();
        assert_eq!(upper_half.bins.len(), 1, "certainty belongs to the last bin");
        assert!(assess_reliability(&[0.5], &[true], Binning::EqualWidth(0), 0.9).is_err());
        assert!(assess_reliability(&[0.5], &[true], Binning::Distinct, 1.0).is_err());
        assert!(assess_reliability(&[], &[], Binning::Distinct, 0.9).is_err());
        assert!(assess_reliability(&[1.1], &[true], Binning::Distinct, 0.9).is_err());
    }
}
