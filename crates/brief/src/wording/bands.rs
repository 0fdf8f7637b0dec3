//! Bands of amounts as clauses.

/// Both ends of a band as a clause: "between 4,000 and 20,000", "between a loss of 4,000 and a gain of 20,000", and "about 36"
/// where they are one figure. Where both are losses, the sentence tells of a loss.
pub(crate) fn between([low, high]: [String; 2]) -> String {
    match (low.strip_prefix('−'), high.strip_prefix('−')) {
        _ if low == high => format!("about {}", low.trim_start_matches('−')),
        (Some(low), Some(high)) => format!("between {high} and {low}"),
        (Some(low), None) => format!("between a loss of {low} and a gain of {high}"),
        (None, _) => format!("between {low} and {high}"),
    }
}

#[cfg(test)]
mod tests {
    use super::between;

    #[test]
    fn no_gain_is_less_than_nothing_and_one_figure_is_no_band() {
        let told = [["4,000", "20,000"], ["−4,000", "20,000"], ["−20,000", "−4,000"], ["36", "36"]]
            .map(|ends| between(ends.map(str::to_owned)));
        let expected = [
            "between 4,000 and 20,000",
            "between a loss of 4,000 and a gain of 20,000",
            "between 4,000 and 20,000",
            "about 36",
        ];
        assert_eq!(told, expected);
    }
}
