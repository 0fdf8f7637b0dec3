//! Numbers for people: none finer than its error.
//!
//! The rule: a number is rounded to the finest of 1, 2 or 5 times a power of ten that is not below its error. Chances
//! are never shown finer than one in a hundred, whatever their error: the ranges of the parameters are wider than that.

/// Finest step in which a chance is shown.
const FINEST_CHANCE: f64 = 0.01;
/// Finest step in which the error of a chance is shown.
const FINEST_ERROR: f64 = 0.001;
/// Sign printed for a number that is not known.
pub const UNKNOWN: &str = "–";

/// The finest of 1, 2 or 5 times a power of ten that is not below `error`; none where the error is zero or unknown.
///
/// ```
/// use standoff_prose::numbers::step_for_error;
/// assert_eq!(step_for_error(0.0046), Some(0.005));
/// assert_eq!(step_for_error(0.3), Some(0.5));
/// assert_eq!(step_for_error(600.0), Some(1000.0));
/// assert_eq!(step_for_error(0.0), None);
/// ```
pub fn step_for_error(error: f64) -> Option<f64> {
    if !error.is_finite() || error <= 0.0 {
        return None;
    }
    let power = error.log10().floor() as i32;
    let steps = [1, 2, 5, 10].map(|digit| digit_at_power(digit, power));
    steps.into_iter().find(|step| *step >= error * (1.0 - 1e-9))
}

/// `digit` times ten to the `power`, as near as a number can be.
fn digit_at_power(digit: i32, power: i32) -> f64 {
    let scale = 10f64.powi(power.abs());
    if power < 0 { f64::from(digit) / scale } else { f64::from(digit) * scale }
}

/// `value` rounded to whole steps, with thousands apart and as many decimals as the step has.
///
/// ```
/// use standoff_prose::numbers::format_rounded;
/// assert_eq!(format_rounded(0.6834, 0.005), "0.685");
/// assert_eq!(format_rounded(12_345.0, 100.0), "12,300");
/// assert_eq!(format_rounded(-0.31, 0.1), "−0.3");
/// assert_eq!(format_rounded(-0.04, 0.1), "0.0");
/// ```
pub fn format_rounded(value: f64, step: f64) -> String {
    if !value.is_finite() || !step.is_finite() || step <= 0.0 {
        return UNKNOWN.to_owned();
    }
    let whole = (value / step).round();
    let decimals = (-step.log10() - 1e-9).ceil().clamp(0.0, 12.0) as usize;
    let text = separate_thousands(&format!("{:.decimals$}", (whole * step).abs()));
    if whole < 0.0 { format!("−{text}") } else { text }
}

fn separate_thousands(digits: &str) -> String {
    let (whole, rest) = digits.split_once('.').map_or((digits, None), |(whole, rest)| (whole, Some(rest)));
    let mut text = String::new();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at) % 3 == 0 {
            text.push(',');
        }
        text.push(digit);
    }
    rest.map_or(text.clone(), |rest| format!("{text}.{rest}"))
}

/// A chance or share as it is printed, in percent: the same figure, so that both can stand for one another.
///
/// ```
/// use standoff_prose::numbers::percent_of_share;
/// let shown = ["0.75", "0.6", "1.00", "0", "<0.005", ">0.995", "+0.12", "–"].map(percent_of_share);
/// assert_eq!(shown, ["75 %", "60 %", "100 %", "0 %", "<0.5 %", ">99.5 %", "+12 %", "–"]);
/// ```
pub fn percent_of_share(told: &str) -> String {
    let sign: String = told.chars().take_while(|letter| !letter.is_ascii_digit()).collect();
    let digits = &told[sign.len()..];
    if digits.is_empty() {
        return told.to_owned();
    }
    let (whole, decimals) = digits.split_once('.').unwrap_or((digits, ""));
    let decimals = format!("{decimals:0<2}");
    let (hundredths, rest) = decimals.split_at(2);
    let whole = format!("{whole}{hundredths}");
    let whole = whole.trim_start_matches('0');
    let whole = if whole.is_empty() { "0" } else { whole };
    let rest = if rest.is_empty() { String::new() } else { format!(".{rest}") };
    format!("{sign}{whole}{rest} %")
}

/// A count with thousands apart.
///
/// ```
/// assert_eq!(standoff_prose::numbers::format_count(10_240), "10,240");
/// ```
pub fn format_count(count: usize) -> String {
    separate_thousands(&count.to_string())
}

/// A figure as it was written: up to six digits that count, no zeros at the end.
///
/// ```
/// use standoff_prose::numbers::format_figure;
/// let shown = [0.5, 1700.0, 0.000_12, -2.25, 0.0, 90.0, 1_234_567.0, 1.0 / 3.0].map(format_figure);
/// assert_eq!(shown, ["0.5", "1700", "0.00012", "−2.25", "0", "90", "1234567", "0.333333"]);
/// ```
pub fn format_figure(value: f64) -> String {
    if !value.is_finite() {
        return UNKNOWN.to_owned();
    }
    let digits = if value == 0.0 { 0 } else { (5 - value.abs().log10().floor() as i32).clamp(0, 12) };
    let text = format!("{value:.*}", digits as usize);
    let text = if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { &text };
    text.replace('-', "−")
}

/// `value` with two digits that count: for numbers whose error nobody stated.
///
/// ```
/// use standoff_prose::numbers::format_two_digits;
/// assert_eq!(format_two_digits(0.4567), "0.46");
/// assert_eq!(format_two_digits(5_437.0), "5,400");
/// assert_eq!(format_two_digits(0.0), "0");
/// ```
pub fn format_two_digits(value: f64) -> String {
    match significant_step(value) {
        Some(step) => format_rounded(value, step),
        None => format_rounded(value, 1.0),
    }
}

fn significant_step(value: f64) -> Option<f64> {
    let size = value.abs();
    (size.is_finite() && size > 0.0).then(|| digit_at_power(1, size.log10().floor() as i32 - 1))
}

/// An error of a chance, rounded up to its own step; not finer than one in a thousand.
///
/// ```
/// use standoff_prose::numbers::format_error;
/// let shown = [0.0131, 0.0046, 0.000_4, 0.0, f64::NAN].map(format_error);
/// assert_eq!(shown, ["0.02", "0.005", "<0.001", "<0.001", "–"]);
/// ```
pub fn format_error(error: f64) -> String {
    if !error.is_finite() {
        return UNKNOWN.to_owned();
    }
    let step = step_for_error(error).filter(|step| *step >= FINEST_ERROR);
    step.map_or_else(|| format!("<{FINEST_ERROR}"), |step| format_rounded(step, step))
}

/// The step for a mean with a range: its error, and no more than two digits of the largest of the three.
pub fn step_for_range(values: [f64; 3], error: f64) -> f64 {
    let largest = values.iter().copied().map(f64::abs).filter(|size| size.is_finite()).fold(0.0, f64::max);
    let digits = significant_step(largest).unwrap_or(1.0);
    step_for_error(error).map_or(digits, |step| step.max(digits))
}

/// The error of a mean over `count` independent values, 90 % of which lie between `low` and `high`.
pub fn error_of_mean(low: f64, high: f64, count: usize) -> f64 {
    // Width of the central 90 % of a normal distribution, in standard deviations.
    const NINETY_PERCENT: f64 = 2.0 * 1.644_853_6;
    (high - low).max(0.0) / NINETY_PERCENT / (count.max(1) as f64).sqrt()
}

/// The error of a share counted among `count` cases.
pub fn error_of_share(share: f64, count: f64) -> f64 {
    let count = count.max(1.0);
    let share = share.clamp(0.0, 1.0);
    (share * (1.0 - share) / count).sqrt().max(1.0 / count)
}

/// A chance with the error that comes from a finite number of cases.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Chance {
    /// The chance.
    pub p: f64,
    /// Its standard error, not below one case.
    pub error: f64,
    /// Cases it was counted among.
    cases: f64,
}

impl Chance {
    /// A chance counted among `runs` futures.
    pub fn new(p: f64, mc_error: f64, runs: usize) -> Self {
        let cases = runs.max(1) as f64;
        Self { p, error: mc_error.max(1.0 / cases), cases }
    }

    /// A share counted among `cases`, for which no error was stated.
    pub fn share(p: f64, cases: f64) -> Self {
        let cases = cases.max(1.0);
        Self { p, error: error_of_share(p, cases), cases }
    }

    /// Step in which it is shown.
    pub fn step(self) -> f64 {
        step_for_error(self.error).unwrap_or(FINEST_CHANCE).clamp(FINEST_CHANCE, 1.0)
    }

    /// The number: `0.68`, or `<0.005` where no case, or too few, were seen.
    ///
    /// ```
    /// use standoff_prose::numbers::Chance;
    /// assert_eq!(Chance::new(0.6834, 0.0046, 10_240).number(), "0.68");
    /// assert_eq!(Chance::new(0.6834, 0.03, 256).number(), "0.70");
    /// assert_eq!(Chance::new(0.0, 0.0, 10_240).number(), "<0.005");
    /// assert_eq!(Chance::new(0.0, 0.0, 100).number(), "<0.05");
    /// ```
    pub fn number(self) -> String {
        self.number_rounded_to(self.p, self.step())
    }

    /// The number as a figure that was rounded together with others, in their step; a bound stays one, and so becomes what is
    /// less than the step shows.
    pub fn number_rounded_to(self, rounded: f64, step: f64) -> String {
        let edge = self.edge();
        match self.p {
            p if !p.is_finite() => UNKNOWN.to_owned(),
            p if p < edge => format!("<{}", format_rounded(edge, edge)),
            p if p > 1.0 - edge => format!(">{}", format_rounded(1.0 - edge, step_below(edge))),
            _ if rounded < step / 2.0 => format!("<{}", format_rounded(step, step)),
            _ if rounded > 1.0 - step / 2.0 => format!(">{}", format_rounded(1.0 - step, step)),
            _ => format_rounded(rounded, step),
        }
    }

    /// The number in percent: `68 %`, or `<0.5 %`.
    ///
    /// ```
    /// use standoff_prose::numbers::Chance;
    /// assert_eq!(Chance::new(0.6834, 0.0046, 10_240).percent(), "68 %");
    /// assert_eq!(Chance::new(0.0, 0.0, 10_240).percent(), "<0.5 %");
    /// ```
    pub fn percent(self) -> String {
        percent_of_share(&self.number())
    }

    /// True where a bound is told in place of the chance: it cannot be told from none or from all.
    pub fn is_bounded(self) -> bool {
        self.p < self.edge() || self.p > 1.0 - self.edge()
    }

    /// Smallest chance that can be told from none: half a step, or 3 divided by the cases where none was seen (the rule of
    /// three).
    fn edge(self) -> f64 {
        let unseen = if self.p <= 0.0 || self.p >= 1.0 { 3.0 / self.cases } else { 0.0 };
        step_for_error(unseen).unwrap_or(0.0).max(self.step() / 2.0).min(0.5)
    }

    /// "7 of 20", no finer than its error.
    ///
    /// ```
    /// use standoff_prose::numbers::Chance;
    /// assert_eq!(Chance::new(0.34, 0.005, 10_240).futures().to_string(), "about 7 of 20");
    /// assert_eq!(Chance::new(0.34, 0.08, 40).futures().to_string(), "about 3 of 10");
    /// assert_eq!(Chance::new(0.018, 0.001, 10_240).futures().to_string(), "about 1 of 50");
    /// assert_eq!(Chance::new(0.0, 0.0, 10_240).futures().to_string(), "fewer than 1 of 200");
    /// assert_eq!(Chance::new(1.0, 0.0, 10_240).futures().to_string(), "more than 199 of 200");
    /// ```
    pub fn futures(self) -> Futures {
        let flip = self.p > 0.5;
        let rare = if flip { 1.0 - self.p } else { self.p };
        let edge = self.edge();
        let (bound, of) = match rare {
            _ if rare < edge => {
                (true, RARE.into_iter().rev().find(|of| 1.0 / f64::from(*of) >= edge - 1e-12).unwrap_or(2))
            }
            _ if rare < 0.025 => (false, nearest_rare(rare)),
            _ => return self.of_twenty(),
        };
        Futures { count: if flip { of - 1 } else { 1 }, of, bound: bound.then_some(flip) }
    }

    /// The same of a figure that was rounded together with others, in their step: no other number than the figure itself.
    ///
    /// ```
    /// use standoff_prose::numbers::Chance;
    /// let chance = Chance::new(0.27, 0.04, 256);
    /// assert_eq!(chance.futures_rounded_to(0.25, 0.05).to_string(), "about 5 of 20");
    /// assert_eq!(chance.futures_rounded_to(0.0, 0.2).to_string(), "fewer than 1 of 5");
    /// ```
    pub fn futures_rounded_to(self, rounded: f64, step: f64) -> Futures {
        let of = (1.0 / step).round() as u32;
        match rounded {
            _ if self.is_bounded() => self.futures(),
            _ if rounded < step / 2.0 => Futures { count: 1, of, bound: Some(false) },
            _ if rounded > 1.0 - step / 2.0 => Futures { count: of - 1, of, bound: Some(true) },
            _ => Self { p: rounded, error: step, ..self }.futures(),
        }
    }

    /// A band in the futures of the chance: "11 to 17", or with "of 20" where the chance itself is counted in other futures.
    ///
    /// ```
    /// use standoff_prose::numbers::Chance;
    /// assert_eq!(Chance::new(0.34, 0.005, 10_240).futures_band(0.2, 0.5), "4 to 10");
    /// assert_eq!(Chance::new(0.34, 0.08, 40).futures_band(0.2, 0.5), "2 to 5");
    /// assert_eq!(Chance::new(0.018, 0.001, 10_240).futures_band(0.0, 0.1), "0 to 2 of 20");
    /// ```
    pub fn futures_band(self, low: f64, high: f64) -> String {
        let own = self.futures().of;
        let of = if own <= 20 { own } else { 20 };
        let count = |chance: f64| (chance.clamp(0.0, 1.0) * f64::from(of)).round();
        let remark = if own == of { String::new() } else { format!(" of {of}") };
        format!("{} to {}{remark}", count(low), count(high))
    }

    fn of_twenty(self) -> Futures {
        let of = *[20, 10, 5].iter().find(|of| self.error <= 1.0 / f64::from(**of)).unwrap_or(&4);
        let count = (self.p * f64::from(of)).round().clamp(1.0, f64::from(of) - 1.0) as u32;
        Futures { count, of, bound: None }
    }
}

/// Denominators of rare chances. The last is half of the finest step: a chance below it is shown as a bound.
const RARE: [u32; 7] = [2, 5, 10, 20, 50, 100, 200];

fn nearest_rare(chance: f64) -> u32 {
    let distance = |of: &u32| (chance * f64::from(*of)).ln().abs();
    [50, 100, 200].into_iter().min_by(|one, other| distance(one).total_cmp(&distance(other))).unwrap_or(50)
}

fn step_below(edge: f64) -> f64 {
    digit_at_power(1, (edge.log10() + 1e-9).floor() as i32)
}

/// A chance as a count of futures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Futures {
    /// Number of futures counted.
    pub count: u32,
    /// Number of futures they are counted among.
    pub of: u32,
    /// A bound instead of a count: more (`true`) or fewer (`false`); none for a count.
    bound: Option<bool>,
}

impl std::fmt::Display for Futures {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let word = match self.bound {
            None => "about",
            Some(true) => "more than",
            Some(false) => "fewer than",
        };
        write!(formatter, "{word} {} of {}", self.count, self.of)
    }
}

impl Futures {
    /// The same for a table: `7 in 20`, `<1 in 200`.
    pub fn short(self) -> String {
        let sign = match self.bound {
            None => "",
            Some(true) => ">",
            Some(false) => "<",
        };
        format!("{sign}{} in {}", self.count, self.of)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_is_never_below_the_error_and_below_two_and_a_half_times_it() {
        for tenth in 1..2000 {
            let error = f64::from(tenth) * 0.000_37;
            let step = step_for_error(error).unwrap();
            assert!(step >= error * (1.0 - 1e-9) && step <= 2.5 * error, "{error} {step}");
        }
        assert_eq!(step_for_error(f64::NAN), None);
        assert_eq!(step_for_error(0.02), Some(0.02));
    }

    #[test]
    fn shown_chances_are_whole_steps() {
        for (p, error) in [(0.123_456, 0.004), (0.5, 0.013), (0.777, 0.03), (0.25, 0.2)] {
            let chance = Chance::new(p, error, 1000);
            let shown: f64 = chance.number().parse().unwrap();
            assert!((shown / chance.step() - (shown / chance.step()).round()).abs() < 1e-9);
            assert!((shown - p).abs() <= chance.step() / 2.0 + 1e-12);
        }
    }

    #[test]
    fn edges_say_no_more_than_was_seen() {
        assert_eq!(Chance::new(1.0, 0.0, 10_240).number(), ">0.995");
        assert_eq!(Chance::new(1.0, 0.0, 60).number(), ">0.95");
        assert_eq!(Chance::new(0.0, 0.0, 60).futures().to_string(), "fewer than 1 of 20");
        assert_eq!(Chance::new(0.0, 0.0, 1).futures().to_string(), "fewer than 1 of 2");
        assert_eq!(Chance::new(f64::NAN, 0.0, 60).number(), UNKNOWN);
        assert_eq!(Chance::new(0.0, 0.0, 10_240).futures().short(), "<1 in 200");
    }

    #[test]
    fn a_common_chance_is_never_none_or_all_of_twenty() {
        for thousandth in 25..=975 {
            let futures = Chance::new(f64::from(thousandth) / 1000.0, 0.004, 10_240).futures();
            assert!(futures.count >= 1 && futures.count < futures.of, "{thousandth}: {futures}");
        }
    }

    #[test]
    fn means_have_at_most_two_digits() {
        assert_eq!(format_rounded(38.4, step_for_range([38.4, 29.1, 47.3], 0.5)), "38");
        assert_eq!(format_rounded(384.0, step_for_range([384.0, 291.0, 473.0], 0.5)), "380");
        assert_eq!(format_rounded(38.4, step_for_range([38.4, 29.1, 47.3], 3.0)), "40");
    }
}
