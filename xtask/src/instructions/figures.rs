//! The figures that are kept: one line `NAME = NUMBER  # what it counts` for each kernel, and comments between them.

use std::collections::BTreeMap;

/// Share by which a count may exceed its figure.
pub const MARGIN: f64 = 0.05;
/// Share by which a count must fall below its figure for the figure to be out of date.
const OUT_OF_DATE: f64 = 0.10;

/// What a count says about its figure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// Within the margin.
    Within,
    /// More instructions than the figure allows.
    Above(String),
    /// So many fewer that the figure should be lowered.
    Below(String),
}

/// Reads the figures.
///
/// # Errors
///
/// The line that is neither a figure nor a comment.
pub fn read_figures(text: &str) -> Result<BTreeMap<String, u64>, String> {
    let mut figures = BTreeMap::new();
    for line in text.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#')) {
        let (name, number) = line.split('#').next().and_then(|line| line.split_once('=')).ok_or(line)?;
        let number = number.trim().replace('_', "").parse().map_err(|_| line)?;
        figures.insert(name.trim().to_owned(), number);
    }
    Ok(figures)
}

/// The text with other numbers. Comments stay, and a kernel that has no line yet gets one at the end.
pub fn write_figures(text: &str, counts: &BTreeMap<&str, u64>) -> String {
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    for (name, count) in counts {
        let figure = format!("{name} = {}", group_digits(*count, '_'));
        match lines.iter_mut().find(|line| line.split('=').next().is_some_and(|key| key.trim() == *name)) {
            Some(line) => {
                *line = match line.split_once('#') {
                    Some((_, comment)) => format!("{figure}  #{comment}"),
                    None => figure,
                }
            }
            None => lines.push(figure),
        }
    }
    lines.join("\n") + "\n"
}

/// Compares a count with its figure.
pub fn judge(name: &str, count: u64, figure: u64) -> Verdict {
    let change = count as f64 / figure as f64 - 1.0;
    let said = |way: &str| {
        let [count, figure] = [count, figure].map(|number| group_digits(number, ','));
        format!(
            "{name}: {count} instructions, {:.1} % {way} the {figure} of bench/instructions.toml",
            100.0 * change.abs()
        )
    };
    if change > MARGIN {
        Verdict::Above(said("above"))
    } else if change < -OUT_OF_DATE {
        Verdict::Below(said("below"))
    } else {
        Verdict::Within
    }
}

/// A number with a separator between thousands.
pub fn group_digits(number: u64, separator: char) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            grouped.push(separator);
        }
        grouped.push(digit);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_count_fails_above_the_margin_and_is_told_far_below() {
        assert_eq!(judge("step", 1_049, 1_000), Verdict::Within);
        assert_eq!(judge("step", 901, 1_000), Verdict::Within);
        let Verdict::Above(fault) = judge("step", 1_051, 1_000) else { panic!("6 % more is a fault") };
        assert!(fault.contains("1,051 instructions, 5.1 % above the 1,000"), "{fault}");
        assert!(matches!(judge("step", 899, 1_000), Verdict::Below(_)));
        assert!(matches!(judge("step", 1, 0), Verdict::Above(_)), "a figure of nothing allows nothing");
    }

    #[test]
    fn figures_are_read_as_they_are_written() {
        let text = "# Why.\n\nexp = 1_234  # a block\nstep = 5\n";
        let written = write_figures(text, &BTreeMap::from([("exp", 1_234_567), ("filter", 9)]));
        assert_eq!(written, "# Why.\n\nexp = 1_234_567  # a block\nstep = 5\nfilter = 9\n");
        let figures = read_figures(&written).unwrap();
        assert_eq!(figures["exp"], 1_234_567);
        assert_eq!(figures.len(), 3);
        assert_eq!(read_figures("exp = many").unwrap_err(), "exp = many");
    }
}
