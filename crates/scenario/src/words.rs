//! Words for messages: numbers as people write them, lists, and the nearest valid name to a misspelt one.

/// A number in at most six significant digits, without a trailing zero.
pub(crate) fn format_number(value: f64) -> String {
    if value == 0.0 || !value.is_finite() {
        return value.to_string();
    }
    let magnitude = power_of_ten(value.abs());
    if !(-5..9).contains(&magnitude) {
        return format!("{value:e}");
    }
    let places = usize::try_from((5 - magnitude).max(0)).unwrap_or(0);
    let text = format!("{value:.places$}");
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text }
}

/// A number in three significant digits.
pub(crate) fn format_rounded(value: f64) -> String {
    format_number(format!("{value:.2e}").parse().unwrap_or(value))
}

fn power_of_ten(value: f64) -> i32 {
    format!("{value:e}").split_once('e').and_then(|(_, power)| power.parse().ok()).unwrap_or(0)
}

/// A word of the scenario for a message: cut short, with invisible letters made visible.
///
/// A file may hold megabytes in one word, and control characters that would steer the terminal of its reader.
pub(crate) fn shorten(word: &str) -> String {
    const LONGEST: usize = 60;
    let cut: String = word.chars().take(LONGEST).collect();
    let dots = if cut.len() < word.len() { "..." } else { "" };
    format!("{}{dots}", cut.escape_debug())
}

/// A number and its unit, which goes without saying for shares and plain numbers.
pub(crate) fn format_measure(value: f64, unit: &str) -> String {
    match unit {
        "share" | "number" => format_number(value),
        _ => format!("{} {unit}", format_number(value)),
    }
}

/// Names in back quotes, of many only the first: "`a`, `b` or `c`".
pub(crate) fn one_of<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    const SHOWN: usize = 60;
    let names: Vec<&str> = names.into_iter().collect();
    let quoted: Vec<String> = names.iter().take(SHOWN).map(|name| format!("`{name}`")).collect();
    match quoted.as_slice() {
        [] => "none".to_owned(),
        _ if names.len() > SHOWN => format!("{} and {} more", quoted.join(", "), names.len() - SHOWN),
        [one] => one.clone(),
        [most @ .., last] => format!("{} or {last}", most.join(", ")),
    }
}

/// The candidate that `word` most likely means: at most a third of its letters are wrong.
///
/// A word counts as near if it is the last part of a dotted candidate, or differs from one only in the marks between
/// its parts.
pub(crate) fn find_nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    // Names have at most 64 letters; the distance to a longer word would take time that grows with its length.
    const LONGEST: usize = 80;
    let word: String = word.to_lowercase().chars().take(LONGEST).collect();
    let limit = (word.chars().count() / 3).max(1);
    let scored = candidates.into_iter().map(|candidate| (count_wrong_letters(&word, candidate), candidate));
    scored
        .filter(|&(score, _)| score <= limit)
        // Of equally near names the first in the alphabet, so that the hint does not depend on their order.
        .min_by_key(|&(score, candidate)| (score, candidate))
        .map(|(_, best)| best)
}

fn count_wrong_letters(word: &str, candidate: &str) -> usize {
    let last = candidate.rsplit('.').next().unwrap_or(candidate);
    if !word.contains('.') && last == word {
        return 0;
    }
    edit_distance(&spell_plainly(word), &spell_plainly(candidate))
}

fn spell_plainly(word: &str) -> Vec<char> {
    word.chars().map(|letter| if matches!(letter, '-' | ' ') { '_' } else { letter }).collect()
}

/// Letters to insert, remove, replace or swap with their neighbour (Damerau's restricted distance).
fn edit_distance(one: &[char], other: &[char]) -> usize {
    let mut rows = [vec![0; other.len() + 1], vec![0; other.len() + 1], (0..=other.len()).collect::<Vec<usize>>()];
    for (i, &letter) in one.iter().enumerate() {
        rows.rotate_left(1);
        rows[2][0] = i + 1;
        for (j, &facing) in other.iter().enumerate() {
            let replaced = rows[1][j] + usize::from(letter != facing);
            let mut best = replaced.min(rows[1][j + 1] + 1).min(rows[2][j] + 1);
            if i > 0 && j > 0 && letter == other[j - 1] && one[i - 1] == facing {
                best = best.min(rows[0][j - 1] + 1);
            }
            rows[2][j + 1] = best;
        }
    }
    rows[2][other.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_short() {
        let written =
            [0.5, 21.666_666_666_7, 1e-7, 1_000_000.0, 0.0, -0.3, f64::NAN, 0.0001, 123_456_789.0].map(format_number);
        assert_eq!(written, ["0.5", "21.6667", "1e-7", "1000000", "0", "-0.3", "NaN", "0.0001", "123456789"]);
    }

    #[test]
    fn rounded_figures_have_three_digits() {
        assert_eq!([0.722_022, 1733.0, 0.25, 0.0, f64::NAN].map(format_rounded), ["0.722", "1730", "0.25", "0", "NaN"]);
    }

    #[test]
    fn nearest_names() {
        assert_eq!(find_nearest("mediatng", ["mediating", "out"]), Some("mediating"));
        assert_eq!(find_nearest("moves", ["front.moves", "front.odds"]), Some("front.moves"));
        assert_eq!(find_nearest("great-power", ["great_power"]), Some("great_power"));
        assert_eq!(find_nearest("otu", ["out"]), Some("out"));
        assert_eq!(find_nearest("zebra", ["out", "front"]), None);
        assert_eq!(find_nearest("x", []), None);
    }

    #[test]
    fn lists_end_with_or() {
        assert_eq!(one_of(["a", "b", "c"]), "`a`, `b` or `c`");
        assert_eq!(one_of([]), "none");
    }
}
