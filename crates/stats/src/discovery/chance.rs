//! The permutation test of a search.

use standoff_num::Draws;

use crate::discovery::inside::InsideRows;
use crate::discovery::peel::{OpenLimits, peel_box};
use crate::discovery::settings::PrimSettings;
use crate::discovery::trajectory::excess_cases;

/// The p-value of a search: the share of searches, this one and those on shuffled marks, that do at least as well.
///
/// A search is as good as the best [`excess_cases`] among its peeled boxes. If marks fall on rows at random, all
/// shuffles are alike, and the share is at most p with chance p or less (Phipson and Smyth 2010, Stat. Appl. Genet.
/// Mol. Biol. 9:39).
pub(super) fn permutation_p_value(
    inside: &InsideRows,
    settings: &PrimSettings,
    rows: &[u32],
    draws: Draws,
    number: u16,
) -> f64 {
    let open = vec![[true; 2]; inside.table.columns.len()];
    let found = greatest_excess(inside.clone(), settings, &open);
    let mut shuffled = inside.clone();
    let as_good = (0..settings.shuffles).filter(|&shuffle| {
        shuffled.mark_cases(&draw_rows(rows, inside.cases, |swap| draws.uniform(number, shuffle, swap)));
        greatest_excess(shuffled.clone(), settings, &open) >= found
    });
    (1 + as_good.count()) as f64 / (1.0 + f64::from(settings.shuffles))
}

/// The greatest excess of cases among the peeled boxes.
fn greatest_excess(mut inside: InsideRows, settings: &PrimSettings, open: &OpenLimits) -> f64 {
    let (all, mut best) = ((inside.rows, inside.cases), 0.0_f64);
    peel_box(&mut inside, settings, open, |_, now| best = best.max(excess_cases(all, (now.rows, now.cases))));
    best
}

/// Rows drawn without replacement (Fisher and Yates).
fn draw_rows(rows: &[u32], number: usize, uniform: impl Fn(u32) -> f64) -> Vec<u32> {
    let mut deck = rows.to_vec();
    for (place, swap) in (0..number).zip(0..) {
        let left = rows.len() - place;
        // Uniform numbers stay below 1 by 2^-53 at least, and their product with a whole number below that number.
        let other = (uniform(swap) * left as f64) as usize;
        deck.swap(place, place + other);
    }
    deck.truncate(number);
    deck
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Over uniform numbers that cover every pair of places once, every ordered pair of two rows is drawn once.
    #[test]
    fn every_ordered_draw_is_as_likely() {
        let rows = [10, 11, 12, 13];
        let cell = |number: u32, of: u32| (f64::from(number) + 0.5) / f64::from(of);
        let pair = |first, second| draw_rows(&rows, 2, |swap| if swap == 0 { cell(first, 4) } else { cell(second, 3) });
        let mut found: Vec<Vec<u32>> = (0..4)
            .flat_map(|first| (0..3).map(move |second| (first, second)))
            .map(|(one, two)| pair(one, two))
            .collect();
        found.sort();
        let pairs = rows.iter().flat_map(|&one| rows.iter().map(move |&two| vec![one, two]));
        assert_eq!(found, pairs.filter(|pair| pair[0] != pair[1]).collect::<Vec<_>>());
        let least = 0.5 * f64::EPSILON;
        for (uniform, number) in
            [least, 0.5, 1.0 - least].into_iter().flat_map(|uniform| (0..200).map(move |n| (uniform, n)))
        {
            let rows: Vec<u32> = (0..number).collect();
            let mut all = draw_rows(&rows, rows.len(), |_| uniform);
            all.sort_unstable();
            assert_eq!(all, rows);
        }
        assert_eq!(draw_rows(&rows, 0, |_| 0.5), [0_u32; 0]);
    }
}
