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
