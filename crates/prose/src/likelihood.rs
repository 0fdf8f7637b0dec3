//! Words for chances: one published yardstick, never without the number.

/// The yardstick of Intelligence Community Directive 203 (Analytic Standards, 2015), which has words from 1 to 99 %:
/// each word with the chance up to which it goes, and whether that chance is still its own.
const YARDSTICK: [(f64, bool, &str); 7] = [
    (0.05, false, "almost no chance"),
    (0.20, false, "very unlikely"),
    (0.45, false, "unlikely"),
    (0.55, true, "roughly even chance"),
    (0.80, true, "likely"),
    (0.95, true, "very likely"),
    (1.0, true, "almost certain"),
];

/// The place of a chance in the yardstick.
fn yardstick_step(chance: f64) -> usize {
    let within = |(end, own, _): &(f64, bool, &str)| chance < *end || (*own && chance == *end);
    YARDSTICK.iter().position(within).unwrap_or(YARDSTICK.len() - 1)
}

/// The word for a chance in the yardstick of ICD 203.
///
/// ```
/// use standoff_prose::likelihood::likelihood_word;
/// assert_eq!(likelihood_word(0.72), "likely");
/// assert_eq!(likelihood_word(0.03), "almost no chance");
/// ```
pub fn likelihood_word(chance: f64) -> &'static str {
    if chance.is_nan() { "not known" } else { YARDSTICK[yardstick_step(chance)].2 }
}

/// The word for a chance with an error: two where it lies within two errors of the next one.
///
/// ```
/// use standoff_prose::likelihood::likelihood_words;
/// assert_eq!(likelihood_words(0.72, 0.01), "likely");
/// assert_eq!(likelihood_words(0.44, 0.02), "unlikely or roughly even chance");
/// assert_eq!(likelihood_words(0.6, 0.5), "too uncertain for a word");
/// ```
pub fn likelihood_words(chance: f64, error: f64) -> String {
    let [low, high] = [-2.0, 2.0].map(|by| yardstick_step((chance + by * error).clamp(0.0, 1.0)));
    match high - low {
        _ if chance.is_nan() => likelihood_word(chance).to_owned(),
        0 => YARDSTICK[low].2.to_owned(),
        1 => format!("{} or {}", YARDSTICK[low].2, YARDSTICK[high].2),
        _ => "too uncertain for a word".to_owned(),
    }
}

/// The word for a chance with an error, for a sentence that has room for one; none where two errors reach beyond the next word,
/// where only the number speaks.
///
/// ```
/// use standoff_prose::likelihood::clear_likelihood_word;
/// assert_eq!(clear_likelihood_word(0.76, 0.03), Some("likely"));
/// assert_eq!(clear_likelihood_word(0.5, 0.1), None);
/// ```
pub fn clear_likelihood_word(chance: f64, error: f64) -> Option<&'static str> {
    let [low, high] = [-2.0, 2.0].map(|by| yardstick_step((chance + by * error).clamp(0.0, 1.0)));
    (chance.is_finite() && error.is_finite() && high - low <= 1).then(|| likelihood_word(chance))
}

/// A sentence without its end on the chance of an event: "it is likely that the line holds: about 7 in 10". Without a word:
/// "the chance that the line holds is about 7 in 10".
///
/// ```
/// use standoff_prose::likelihood::likely_that;
/// let told = |word| likely_that(word, "the line holds", "about 7 in 10");
/// assert_eq!(told(Some("likely")), "it is likely that the line holds: about 7 in 10");
/// assert_eq!(told(Some("almost no chance")), "there is almost no chance that the line holds: about 7 in 10");
/// assert_eq!(told(None), "the chance that the line holds is about 7 in 10");
/// ```
pub fn likely_that(word: Option<&str>, event: &str, odds: &str) -> String {
    match word {
        None => format!("the chance that {event} is {odds}"),
        Some(word @ "almost no chance") => format!("there is {word} that {event}: {odds}"),
        Some(word @ "roughly even chance") => format!("there is a {word} that {event}: {odds}"),
        Some(word) => format!("it is {word} that {event}: {odds}"),
    }
}

#[cfg(test)]
mod tests {
    use super::likelihood_word;

    #[test]
    fn every_chance_has_a_word_and_words_rise_with_it() {
        let mut words: Vec<&str> =
            (0..=1000).map(|thousandth| likelihood_word(f64::from(thousandth) / 1000.0)).collect();
        words.dedup();
        assert_eq!(words.len(), 7);
        let edges = [0.05, 0.20, 0.45, 0.55, 0.80, 0.95].map(likelihood_word);
        let expected =
            ["very unlikely", "unlikely", "roughly even chance", "roughly even chance", "likely", "very likely"];
        assert_eq!(edges, expected);
        assert_eq!(likelihood_word(f64::NAN), "not known");
    }
}
