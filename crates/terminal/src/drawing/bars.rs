//! Bars made of letters: with a band, plain, or to both sides of zero.

/// Cells of a bar: one for each of twenty futures.
pub(crate) const CELLS: usize = 20;

/// A bar with a band: solid to its low end, half-tone to the estimate, light to its high end.
pub(crate) fn band_bar(low: f64, p: f64, high: f64) -> String {
    let cells = |share: f64| (share.clamp(0.0, 1.0) * CELLS as f64).round() as usize;
    let (low, p, high) = (cells(low.min(p)), cells(p), cells(high.max(p)));
    let sign = |at: usize| match at {
        at if at < low => '█',
        at if at < p => '▓',
        at if at < high => '░',
        _ => ' ',
    };
    (0..CELLS).map(sign).collect()
}

/// A plain bar.
pub(crate) fn plain_bar(share: f64) -> String {
    band_bar(share, share, share)
}

/// A plain bar of at most so many cells.
pub(crate) fn bar_of_cells(share: f64, cells: usize) -> String {
    "█".repeat((share.clamp(0.0, 1.0) * cells as f64).round() as usize)
}

/// A bar to the left for below zero, to the right for above, of at most `half` letters each side.
pub(crate) fn signed_bar(value: f64, half: usize) -> String {
    let length = (value.abs().min(1.0) * half as f64).round() as usize;
    let (before, after) = if value < 0.0 { (length, 0) } else { (0, length) };
    format!("{}{}│{}{}", " ".repeat(half - before), "█".repeat(before), "█".repeat(after), " ".repeat(half - after))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_have_one_cell_for_each_of_twenty() {
        assert_eq!(band_bar(0.1, 0.2, 0.4), "██▓▓░░░░            ");
        assert_eq!(plain_bar(1.0), "█".repeat(20));
        assert_eq!(band_bar(0.5, 0.2, 0.1), format!("{:20}", "████"));
        assert_eq!(plain_bar(f64::NAN).chars().count(), 20);
    }

    #[test]
    fn signed_bars_keep_their_middle() {
        assert_eq!(signed_bar(-0.5, 4), "  ██│    ");
        assert_eq!(signed_bar(2.0, 4), "    │████");
    }
}
