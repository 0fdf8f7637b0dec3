//! Figures that are read together: they share one step, differences are those of the figures beside them, and shares sum to
//! what they are shares of.

use crate::numbers::{Chance, step_for_error};

/// A number in whole steps; as it is where there is no step.
pub fn in_steps(value: f64, step: f64) -> f64 {
    if step > 0.0 && value.is_finite() { (value / step).round() * step } else { value }
}

/// Two figures and the difference of the second from the first, all in whole steps.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pair {
    /// The first.
    pub one: f64,
    /// The second.
    pub other: f64,
    /// The second less the first.
    pub difference: f64,
}

impl Pair {
    /// Two figures that were estimated apart: the difference is that of what is printed.
    ///
    /// ```
    /// use standoff_prose::together::Pair;
    /// let pair = Pair::of_figures(0.624, 0.576, 0.05);
    /// assert_eq!([pair.one, pair.other, pair.difference].map(|figure| format!("{figure:.2}")), ["0.60", "0.60", "0.00"]);
    /// ```
    pub fn of_figures(one: f64, other: f64, step: f64) -> Self {
        let (one, other) = (in_steps(one, step), in_steps(other, step));
        Self { one, other, difference: other - one }
    }

    /// A figure, and a difference that was estimated by itself, as between the same futures: what is printed of the two adds
    /// up to the other figure. Where that would leave the range, the difference is that of the figures.
    ///
    /// ```
    /// use standoff_prose::together::Pair;
    /// let pair = Pair::of_difference(0.346, -0.104, 0.01, [0.0, 1.0]);
    /// assert_eq!(format!("{:.2} {:.2} {:.2}", pair.one, pair.other, pair.difference), "0.35 0.25 -0.10");
    /// ```
    pub fn of_difference(one: f64, difference: f64, step: f64, [low, high]: [f64; 2]) -> Self {
        let (rounded, change) = (in_steps(one, step), in_steps(difference, step));
        let room = 1e-9 * step;
        if (low - room..=high + room).contains(&(rounded + change)) {
            return Self { one: rounded, other: rounded + change, difference: change };
        }
        Self::of_figures(one, one + difference, step)
    }
}

/// A way from one total to another by parts, all in one step, so that what is printed adds up.
#[derive(Debug, Clone, PartialEq)]
pub struct Way {
    /// The first total.
    pub from: f64,
    /// What each part adds.
    pub parts: Vec<f64>,
    /// The last total.
    pub to: f64,
    /// Step of all of them.
    pub step: f64,
}

impl Way {
    /// Rounds the totals, and the parts so that they lead from one to the other. The parts must add up to the difference of the
    /// totals before they are rounded.
    ///
    /// ```
    /// use standoff_prose::together::Way;
    /// let way = Way::new(0.304, &[-0.014, -0.014, 0.084], 0.36, 0.01);
    /// let sum = way.from + way.parts.iter().sum::<f64>();
    /// assert!((sum - way.to).abs() < 1e-9);
    /// ```
    pub fn new(from: f64, parts: &[f64], to: f64, step: f64) -> Self {
        let (from, to) = (in_steps(from, step), in_steps(to, step));
        Self { from, parts: round_shares(parts, to - from, step), to, step }
    }

    /// The step for parts of these errors: that of their root mean square.
    pub fn step_for_errors(errors: impl IntoIterator<Item = f64>) -> Option<f64> {
        let squares: Vec<f64> =
            errors.into_iter().filter(|error| error.is_finite()).map(|error| error * error).collect();
        let count = squares.len().max(1) as f64;
        step_for_error((squares.iter().sum::<f64>() / count).sqrt())
    }
}

/// Shares in whole steps that sum to a total, which is given in whole steps and lies within a step of their sum: the largest
/// remainders are rounded up (Hare's rule). No share moves by more than a step.
///
/// ```
/// use standoff_prose::together::round_shares;
/// let shown = round_shares(&[0.145, 0.245, 0.195, 0.115, 0.30], 1.0, 0.01);
/// assert!((shown.iter().sum::<f64>() - 1.0).abs() < 1e-9);
/// ```
pub fn round_shares(shares: &[f64], total: f64, step: f64) -> Vec<f64> {
    if step <= 0.0 || !shares.iter().all(|share| share.is_finite()) {
        return shares.to_vec();
    }
    // A share that is whole but for the error of binary fractions has no remainder.
    let steps: Vec<f64> = shares.iter().map(|share| share / step).collect();
    let whole: Vec<f64> = steps.iter().map(|steps| (steps + 1e-9).floor()).collect();
    let missing = (total / step).round() - whole.iter().sum::<f64>();
    let mut order: Vec<usize> = (0..shares.len()).collect();
    let remainder = |place: usize| steps[place] - whole[place];
    order.sort_by(|&one, &other| remainder(other).total_cmp(&remainder(one)).then(one.cmp(&other)));
    if missing < 0.0 {
        order.reverse();
    }
    let moved = &order[..(missing.abs() as usize).min(order.len())];
    let by = |place: usize| if moved.contains(&place) { missing.signum() } else { 0.0 };
    whole.iter().enumerate().map(|(place, whole)| (whole + by(place)) * step).collect()
}

/// The figures of chances that are read along a row or down a column, each in its own step. Where no chance is above the one
/// before, no figure is, and where none is below it, none is: steps differ, and a chance rounded by itself may seem to turn
/// back.
///
/// ```
/// use standoff_prose::numbers::Chance;
/// use standoff_prose::together::row_figures;
/// let row = [Chance::new(0.9149, 0.05, 256), Chance::new(0.9148, 0.01, 10_240)];
/// assert_eq!(row_figures(&row), [0.9, 0.9]);
/// ```
pub fn row_figures(row: &[Chance]) -> Vec<f64> {
    let falls = row.is_sorted_by(|one, next| next.p <= one.p);
    let rises = row.is_sorted_by(|one, next| next.p >= one.p);
    let mut figures: Vec<f64> = Vec::with_capacity(row.len());
    for chance in row {
        let step = chance.step();
        let own = in_steps(chance.p, step);
        // What was told before, in this step.
        let figure = match figures.last() {
            Some(before) if falls => own.min((before / step + 1e-9).floor() * step),
            Some(before) if rises => own.max((before / step - 1e-9).ceil() * step),
            _ => own,
        };
        figures.push(figure);
    }
    figures
}

/// Chances that are read along a row or down a column, as printed: none seems to turn back where the chances do not, in
/// figures or in bounds.
///
/// ```
/// use standoff_prose::numbers::Chance;
/// use standoff_prose::together::tell_row;
/// let row = [Chance::new(1.0, 0.0, 150), Chance::new(0.9949, 0.001, 10_240), Chance::new(0.9, 0.004, 10_240)];
/// assert_eq!(tell_row(&row), [">0.98", ">0.98", "0.90"]);
/// ```
pub fn tell_row(row: &[Chance]) -> Vec<String> {
    let figures = row.iter().zip(row_figures(row));
    let told: Vec<String> = figures.map(|(chance, figure)| chance.number_rounded_to(figure, chance.step())).collect();
    let one_way = row.is_sorted_by(|one, next| next.p <= one.p) || row.is_sorted_by(|one, next| next.p >= one.p);
    if one_way { share_bounds(&told) } else { told }
}

/// Chances as printed that are read along a row or down a column, in which none can rise, or none can fall. A bound is as fine as
/// the cases behind it, so ">0.98" may be printed before ">0.995" though nothing has risen. All bounds become the coarsest of
/// their side, and so does a figure that it takes in.
///
/// ```
/// use standoff_prose::together::share_bounds;
/// let row = [">0.98", ">0.995", "0.99", "0.97"].map(str::to_owned);
/// assert_eq!(share_bounds(&row), [">0.98", ">0.98", ">0.98", "0.97"]);
/// ```
pub fn share_bounds(told: &[String]) -> Vec<String> {
    let figure = |told: &str| told.trim_start_matches(['<', '>']).parse::<f64>().ok();
    let coarsest = |sign: char, coarser: fn(f64, f64) -> bool| {
        let bounds = told.iter().filter(|one| one.starts_with(sign));
        bounds
            .filter_map(|one| Some((one, figure(one)?)))
            .reduce(|one, other| if coarser(other.1, one.1) { other } else { one })
    };
    let (low, high) = (coarsest('<', |one, other| one > other), coarsest('>', |one, other| one < other));
    let share = |one: &String| match figure(one) {
        None => one.clone(),
        Some(value) => {
            let below = low.filter(|(_, bound)| !one.starts_with('>') && (one.starts_with('<') || value < *bound));
            let above = high.filter(|(_, bound)| !one.starts_with('<') && (one.starts_with('>') || value > *bound));
            below.or(above).map_or_else(|| one.clone(), |(bound, _)| bound.clone())
        }
    };
    told.iter().map(share).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::numbers::format_rounded;

    /// Whatever the cases behind the chances of a row that falls: as printed it never rises.
    #[test]
    fn printed_bounds_never_seem_to_rise() {
        let all = numbers(3000);
        for chunk in all.chunks(6) {
            let mut left = 1.0;
            let row: Vec<String> = chunk
                .iter()
                .map(|share| {
                    left -= 0.02 * left * if *share > 0.4 { *share } else { 0.0 };
                    Chance::new(left, 0.02 * share, [64, 256, 10_240][(1e6 * share) as usize % 3]).number()
                })
                .collect();
            let told = share_bounds(&row);
            let bounds: Vec<&String> = told.iter().filter(|one| one.starts_with('>')).collect();
            assert!(bounds.windows(2).all(|pair| pair[0] == pair[1]), "{row:?}: {told:?}");
            if let Some(bound) = bounds.first() {
                assert!(
                    told.iter().filter_map(|one| one.parse::<f64>().ok()).all(|figure| figure <= read(&bound[1..]))
                );
            }
        }
        let row = ["<0.02", "0.01", "<0.005", "0.30", "–"].map(str::to_owned);
        assert_eq!(share_bounds(&row), ["<0.02", "<0.02", "<0.02", "0.30", "–"]);
    }

    /// Rows that only rise or only fall, with errors of all sizes: as printed none turns back, and no figure is further
    /// off than two of the row's steps.
    #[test]
    fn printed_rows_never_turn_back() {
        let all = numbers(6000);
        for (place, chunk) in all.chunks(6).enumerate() {
            let mut shares: Vec<f64> =
                chunk.iter().map(|share| if place % 3 == 0 { 0.06 * share } else { *share }).collect();
            shares.sort_by(f64::total_cmp);
            let errors = chunk.iter().map(|share| 0.06 * (7.0 * share).fract());
            let cases = chunk.iter().map(|share| [64, 256, 10_240][(1e6 * share) as usize % 3]);
            let rising: Vec<Chance> = shares
                .iter()
                .zip(errors.zip(cases))
                .map(|(share, (error, cases))| Chance::new(*share, error, cases))
                .collect();
            let falling: Vec<Chance> = rising.iter().rev().copied().collect();
            for (row, sign) in [(&rising, 1.0), (&falling, -1.0)] {
                let told = tell_row(row);
                let figures: Vec<f64> = told.iter().map(|one| read(one.trim_start_matches(['<', '>']))).collect();
                assert!(figures.windows(2).all(|pair| sign * (pair[1] - pair[0]) > -1e-9), "{row:?}: {told:?}");
                let largest = row.iter().map(|chance| chance.step()).fold(0.0, f64::max);
                let near = |(chance, figure): (&Chance, f64)| (figure - chance.p).abs() <= 2.0 * largest;
                assert!(row.iter().zip(row_figures(row)).all(near), "{row:?}: {told:?}");
            }
        }
    }

    const STEPS: [f64; 5] = [0.005, 0.01, 0.02, 0.05, 0.1];

    /// Numbers in `[0, 1)` without order, always the same.
    fn numbers(count: usize) -> Vec<f64> {
        (1..=count).map(|place| (place as f64 * 0.754_877_666_246_693).fract()).collect()
    }

    /// The number that a cell shows.
    fn read(text: &str) -> f64 {
        text.replace('−', "-").parse().unwrap()
    }

    #[test]
    fn printed_differences_are_those_of_printed_figures() {
        let all = numbers(400);
        for (place, step) in (0..all.len() - 1).flat_map(|place| STEPS.map(|step| (place, step))) {
            let (one, other) = (all[place], all[place + 1]);
            let pairs = [Pair::of_figures(one, other, step), Pair::of_difference(one, other - one, step, [0.0, 1.0])];
            for pair in pairs {
                let [shown, with, difference] =
                    [pair.one, pair.other, pair.difference].map(|figure| read(&format_rounded(figure, step)));
                assert!(
                    (with - shown - difference).abs() < 1e-9,
                    "{one} {other} in {step}: {shown} {with} {difference}"
                );
                assert!((difference - (other - one)).abs() <= step + 1e-9);
                assert!((0.0..=1.0).contains(&with) && (with - other).abs() <= step + 1e-9);
            }
        }
    }

    #[test]
    fn printed_shares_sum_to_one() {
        let all = numbers(500);
        for (parts, step) in all.chunks(5).flat_map(|parts| STEPS.map(|step| (parts, step))) {
            let sum: f64 = parts.iter().sum();
            let shares: Vec<f64> = parts.iter().map(|part| part / sum).collect();
            let shown = round_shares(&shares, 1.0, step);
            let printed: f64 = shown.iter().map(|share| read(&format_rounded(*share, step))).sum();
            assert!((printed - 1.0).abs() < 1e-9, "{shares:?} in {step}: {shown:?}");
            assert!(
                shares.iter().zip(&shown).all(|(share, shown)| (share - shown).abs() < step),
                "{shares:?}: {shown:?}"
            );
        }
    }

    #[test]
    fn printed_parts_lead_from_total_to_total() {
        let all = numbers(600);
        for (parts, step) in all.chunks(6).flat_map(|parts| STEPS.map(|step| (parts, step))) {
            let signed: Vec<f64> = parts.iter().map(|part| 4.0 * (part - 0.5)).collect();
            let (from, to) = (0.3, 0.3 + signed.iter().sum::<f64>());
            let way = Way::new(from, &signed, to, step);
            let shown = |figure: f64| read(&format_rounded(figure, step));
            let sum = shown(way.from) + way.parts.iter().map(|part| shown(*part)).sum::<f64>();
            assert!((sum - shown(way.to)).abs() < 1e-9, "{signed:?} in {step}: {way:?}");
            assert!(signed.iter().zip(&way.parts).all(|(part, shown)| (part - shown).abs() <= step + 1e-9));
        }
    }

    #[test]
    fn what_is_no_number_stays() {
        assert!(round_shares(&[f64::NAN, 0.5], 1.0, 0.1)[0].is_nan());
        assert_eq!(round_shares(&[0.25, 0.75], 1.0, 0.0), [0.25, 0.75]);
    }
}
