//! Quasi-p-values of the limits of a box.

use crate::discovery::outside::OutsideRows;
use crate::discovery::places;
use crate::discovery::table::SortedTable;
use standoff_num::distributions::incomplete_beta;

/// The quasi-p-values of the limits of each column, lower and upper, for the box that `outside` is set to.
pub(super) fn quasi_p_values(table: &SortedTable, outside: &OutsideRows) -> Vec<[Option<f64>; 2]> {
    let count = |rows: &[u64]| {
        let all = 0..table.rows;
        (places::count_members(rows, all.clone()), places::count_both(rows, &table.interest, all))
    };
    let (rows, cases) = count(&outside.inside_rows());
    let value = |column: usize, side: usize| {
        let (more_rows, more_cases) = count(&outside.excluded_by_one(column, side));
        binomial_tail(rows, cases, (cases + more_cases) as f64 / (rows + more_rows) as f64)
    };
    let both = |column: usize| [0, 1].map(|side| outside.restricted_sides(column)[side].then(|| value(column, side)));
    (0..table.columns.len()).map(both).collect()
}

/// The probability of at least `cases` among `rows` that are each of interest with probability `share`.
fn binomial_tail(rows: usize, cases: usize, share: f64) -> f64 {
    if cases == 0 { 1.0 } else { incomplete_beta(cases as f64, (rows - cases + 1) as f64, share) }
}

#[cfg(test)]
mod tests {
    use super::binomial_tail;

    /// Sums of the binomial: (5 choose 3) 0.2^3 0.8^2 + (5 choose 4) 0.2^4 0.8 + 0.2^5.
    #[test]
    fn tail_is_the_binomial_sum() {
        assert!((binomial_tail(5, 3, 0.2) - 0.05792).abs() < 1e-15);
        assert_eq!((binomial_tail(5, 0, 0.2), binomial_tail(5, 5, 1.0), binomial_tail(5, 1, 0.0)), (1.0, 1.0, 0.0));
        assert!((binomial_tail(3, 3, 0.1) - 1e-3).abs() < 1e-17);
    }
}
