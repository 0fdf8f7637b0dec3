//! Words for chances: one published yardstick, never without the number.

/// The words for a chance in the yardstick of Intelligence Community Directive 203 (Analytic Standards, 2015), which has
/// them from 1 to 99 %.
///
/// ```
/// use standoff_brief::weekly::likelihood;
/// assert_eq!(likelihood(0.72), "likely");
/// assert_eq!(likelihood(0.03), "almost no chance");
/// ```
pub fn likelihood(chance: f64) -> &'static str {
    match chance {
        p if p.is_nan() => "not known",
        p if p < 0.05 => "almost no chance",
        p if p < 0.20 => "very unlikely",
        p if p < 0.45 => "unlikely",
        p if p <= 0.55 => "roughly even chance",
        p if p <= 0.80 => "likely",
        p if p <= 0.95 => "very likely",
        _ => "almost certain",
    }
}

/// The word for a chance with an error: two where it lies within two errors of another one.
///
/// ```
/// use standoff_brief::weekly::likelihood_within;
/// assert_eq!(likelihood_within(0.72, 0.01), "likely");
/// assert_eq!(likelihood_within(0.44, 0.02), "unlikely or roughly even chance");
/// assert_eq!(likelihood_within(0.6, 0.5), "too uncertain for a word");
/// ```
pub fn likelihood_within(chance: f64, error: f64) -> String {
    let [low, high] = [-2.0, 2.0].map(|by| likelihood((chance + by * error).clamp(0.0, 1.0)));
    let word = likelihood(chance);
    match (low == word, high == word) {
        (true, true) => word.to_owned(),
        (true, false) if next_to(word, high) => format!("{word} or {high}"),
        (false, true) if next_to(low, word) => format!("{low} or {word}"),
        _ => "too uncertain for a word".to_owned(),
    }
}

/// Whether two words follow each other in the yardstick.
fn next_to(lower: &str, higher: &str) -> bool {
    const WORDS: [&str; 7] = [
        "almost no chance",
        "very unlikely",
        "unlikely",
        "roughly even chance",
        "likely",
        "very likely",
        "almost certain",
    ];
    WORDS.windows(2).any(|pair| pair == [lower, higher])
}

#[cfg(test)]
mod tests {
    use super::likelihood;

    #[test]
    fn every_chance_has_a_word_and_words_rise_with_it() {
        let mut words: Vec<&str> = (0..=1000).map(|thousandth| likelihood(f64::from(thousandth) / 1000.0)).collect();
        words.dedup();
        assert_eq!(words.len(), 7);
        assert_eq!(likelihood(f64::NAN), "not known");
    }
}
