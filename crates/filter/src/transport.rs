//! Transport of one part of the states: in the order of a figure, each state takes the part of a donor.

use std::cmp::Ordering;

/// Donor of every state: a local reading moves one part of the states and leaves their weights.
///
/// Laid end to end in the order of their figures, states cover (0, 1] by their weights before the reading, and donors by
/// their weights after it. A state takes the part of the donor that lies over one point of its own stretch, at the same
/// share `uniform` of every stretch. The summed weight of the states that take a donor's part is then the donor's weight
/// after the reading, on average over `uniform` in (0, 1).
///
/// Of all ways to pass parts on, the one that keeps the order changes each state least, so that what a state's part has
/// to do with the rest of it stays (optimal transport in one dimension; Reich 2013, SIAM J. Sci. Comput. 35:A2013).
///
/// `before` and `after` each sum to 1, up to rounding. States of equal figures keep their order.
pub(super) fn donors_in_order(figures: &[f64], before: &[f64], after: &[f64], uniform: f64) -> Vec<usize> {
    let mut order: Vec<usize> = (0..figures.len()).collect();
    order.sort_by(|&one, &other| figures[one].partial_cmp(&figures[other]).unwrap_or(Ordering::Equal));
    let mut donors: Vec<usize> = (0..figures.len()).collect();
    let mut giving = order.iter().copied().filter(|&state| after[state] > 0.0).peekable();
    let Some(mut donor) = giving.next() else { return donors };
    let (mut passed, mut reach) = (0.0, after[donor]);
    for &state in &order {
        let point = passed + uniform * before[state];
        passed += before[state];
        while reach <= point {
            // Rounding may leave the donors short of the states.
            let Some(next) = giving.next() else { break };
            donor = next;
            reach += after[donor];
        }
        donors[state] = donor;
    }
    donors
}

#[cfg(test)]
mod tests {
    use super::*;

    const FIGURES: [f64; 6] = [3.0, 1.0, 2.0, 2.0, 0.0, 5.0];
    const BEFORE: [f64; 6] = [0.1, 0.3, 0.05, 0.25, 0.2, 0.1];

    /// The mean over an even grid of uniforms is exact up to one grid cell at either end of a stretch.
    #[test]
    fn a_donor_passes_on_its_weight_on_average() {
        const GRID: u32 = 20_000;
        let after = [0.3, 0.0, 0.2, 0.05, 0.05, 0.4];
        let mut passed = [0.0; 6];
        for cell in 0..GRID {
            let donors = donors_in_order(&FIGURES, &BEFORE, &after, (f64::from(cell) + 0.5) / f64::from(GRID));
            donors.iter().zip(BEFORE).for_each(|(&donor, weight)| passed[donor] += weight / f64::from(GRID));
        }
        for (passed, due) in passed.iter().zip(after) {
            assert!((passed - due).abs() < 12.0 / f64::from(GRID), "{passed} {due}");
        }
    }

    #[test]
    fn order_is_kept_and_no_news_moves_nothing() {
        assert_eq!(donors_in_order(&FIGURES, &BEFORE, &BEFORE, 0.37), [0, 1, 2, 3, 4, 5]);
        let after = [0.3, 0.0, 0.2, 0.05, 0.05, 0.4];
        let donors = donors_in_order(&FIGURES, &BEFORE, &after, 0.5);
        for (one, other) in (0..6).flat_map(|one| (0..6).map(move |other| (one, other))) {
            if FIGURES[one] < FIGURES[other] {
                assert!(FIGURES[donors[one]] <= FIGURES[donors[other]], "{donors:?}");
            }
        }
    }

    #[test]
    fn edges() {
        assert_eq!(donors_in_order(&[], &[], &[], 0.5), [0_usize; 0]);
        assert_eq!(donors_in_order(&[1.0, 2.0], &[0.5, 0.5], &[0.0, 0.0], 0.5), [0, 1]);
        assert_eq!(donors_in_order(&[f64::NAN, 2.0], &[0.5, 0.5], &[0.0, 1.0], 0.5), [1, 1]);
        assert_eq!(donors_in_order(&[1.0, 2.0], &[0.5, 0.5], &[1.0, 0.0], 1.0 - 1e-16), [0, 0]);
    }
}
