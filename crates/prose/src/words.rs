//! Words and bands that many sentences share.

use crate::layout::column_width;
use crate::numbers::{UNKNOWN, format_count, format_rounded};

/// Names of the months, from January.
pub const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// `text` with a capital letter first.
pub fn capitalize(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}

/// Digits and signs of a band up to which a dash reads well.
const DENSE: usize = 10;

/// `low–high` in steps; one number where both are the same. Long ones can be broken between words.
pub fn format_band(low: f64, high: f64, step: f64) -> String {
    let (low, high) = (format_rounded(low, step), format_rounded(high, step));
    let apart = low.starts_with('−') || high.starts_with('−') || column_width(&low) + column_width(&high) > DENSE;
    match (low == high, apart) {
        (true, _) => low,
        (false, true) => format!("{low} to {high}"),
        (false, false) => format!("{low}–{high}"),
    }
}

/// A band of chances or shares in percent, in steps of a share.
///
/// ```
/// use standoff_prose::words::format_percent_band;
/// assert_eq!(format_percent_band(0.051, 0.998, 0.05), "5–100 %");
/// ```
pub fn format_percent_band(low: f64, high: f64, step: f64) -> String {
    format!("{} %", format_band(100.0 * low, 100.0 * high, 100.0 * step))
}

/// Counts months: "1 month", "12 months".
///
/// ```
/// use standoff_prose::words::count_months;
/// assert_eq!([1, 12].map(count_months), ["1 month", "12 months"]);
/// ```
pub fn count_months(months: usize) -> String {
    if months == 1 { "1 month".to_owned() } else { format!("{months} months") }
}

/// The months ahead in a phrase: "the next month", "the next 12 months".
///
/// ```
/// use standoff_prose::words::next_months;
/// assert_eq!([1, 12].map(next_months), ["the next month", "the next 12 months"]);
/// ```
pub fn next_months(months: usize) -> String {
    if months == 1 { "the next month".to_owned() } else { format!("the next {}", count_months(months)) }
}

/// Counts things that are named as one: "1 future", "10,240 futures".
///
/// ```
/// use standoff_prose::words::count_things;
/// assert_eq!([count_things(1, "draw"), count_things(1024, "draw")], ["1 draw", "1,024 draws"]);
/// ```
pub fn count_things(count: usize, thing: &str) -> String {
    if count == 1 { format!("1 {thing}") } else { format!("{} {thing}s", format_count(count)) }
}

/// What is missing from an answer: "3 futures failed and are left out".
///
/// ```
/// use standoff_prose::words::failed_and_left_out;
/// assert_eq!(failed_and_left_out(1, "draw"), "1 draw failed and is left out");
/// assert_eq!(failed_and_left_out(3, "future"), "3 futures failed and are left out");
/// ```
pub fn failed_and_left_out(count: usize, thing: &str) -> String {
    format!("{} failed and {} left out", count_things(count, thing), is_or_are(count))
}

/// Draws that are missing from an answer on the same futures: "3 draws could not be played and are left out".
pub fn unplayed_and_left_out(draws: usize) -> String {
    format!("{} could not be played and {} left out", count_things(draws, "draw"), is_or_are(draws))
}

fn is_or_are(count: usize) -> &'static str {
    if count == 1 { "is" } else { "are" }
}

/// A small number as a word; one above twelve in digits.
///
/// ```
/// use standoff_prose::words::spell_number;
/// assert_eq!([3, 12, 1024].map(spell_number), ["three", "twelve", "1,024"]);
/// ```
pub fn spell_number(number: usize) -> String {
    const SPELLED: [&str; 13] =
        ["none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
    SPELLED.get(number).map_or_else(|| format_count(number), |word| (*word).to_owned())
}

/// Some of a few things: "three of five", "all five", "both".
///
/// ```
/// use standoff_prose::words::spell_part;
/// assert_eq!([spell_part(3, 5), spell_part(5, 5), spell_part(2, 2)], ["three of five", "all five", "both"]);
/// ```
pub fn spell_part(part: usize, all: usize) -> String {
    match (part == all, all) {
        (true, 2) => "both".to_owned(),
        (true, _) => format!("all {}", spell_number(all)),
        _ => format!("{} of {}", spell_number(part), spell_number(all)),
    }
}

/// A band as futures: "11 to 17 of 20".
pub fn format_band_of_twenty(low: f64, high: f64) -> String {
    let count = |chance: f64| (chance.clamp(0.0, 1.0) * 20.0).round();
    format!("{} to {} of 20", count(low), count(high))
}

/// A value in units of 0 to 1, with its sign.
pub fn format_signed_share(value: f64) -> String {
    format_signed(value, 0.01)
}

/// A value rounded to a step, with its sign.
pub fn format_signed(value: f64, step: f64) -> String {
    let text = format_rounded(value, step);
    let zero = text.chars().all(|letter| matches!(letter, '0' | '.' | ','));
    if value > 0.0 && !zero && text != UNKNOWN { format!("+{text}") } else { text }
}

/// `a, b and c`.
pub fn join_list(words: &[String]) -> String {
    match words {
        [] => "none".to_owned(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bands_and_signs() {
        assert_eq!(format_band(0.611, 0.814, 0.01), "0.61–0.81");
        assert_eq!(format_band(-0.2, 0.1, 0.1), "−0.2 to 0.1");
        assert_eq!(format_band(0.5, 0.501, 0.01), "0.50");
        assert_eq!(format_band_of_twenty(0.56, 0.84), "11 to 17 of 20");
        assert_eq!(
            [
                format_signed_share(0.126),
                format_signed_share(-0.126),
                format_signed_share(0.001),
                format_signed_share(f64::NAN)
            ],
            ["+0.13", "−0.13", "0.00", "–"]
        );
    }

    #[test]
    fn lists_and_capitals() {
        let words: Vec<String> = ["a", "b", "c"].map(str::to_owned).to_vec();
        assert_eq!(join_list(&words), "a, b and c");
        assert_eq!(join_list(&words[..1]), "a");
        assert_eq!(join_list(&[]), "none");
        assert_eq!(capitalize("a deal"), "A deal");
    }
}
