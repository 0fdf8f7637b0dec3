//! Months at which answers are told: none lies beyond what was simulated, and the horizon is among them.

/// Months of the tables, as far as the horizon reaches.
const TABLE_MONTHS: [usize; 5] = [6, 12, 24, 36, 60];
/// Months of the answers that are told first, as far as the horizon reaches.
pub const NEAR_MONTHS: usize = 12;
/// Months of the answers that the war has had time for.
const MIDDLE: usize = 24;
/// Five years, in months.
const FIVE_YEARS: usize = 60;

/// Months of the tables of a forecast: those before the horizon, and the horizon.
///
/// ```
/// use standoff_lab::report_months::table_months;
/// assert_eq!(table_months(60), [6, 12, 24, 36, 60]);
/// assert_eq!(table_months(120), [6, 12, 24, 36, 60, 120]);
/// assert_eq!(table_months(7), [6, 7]);
/// assert_eq!(table_months(1), [1]);
/// ```
pub fn table_months(horizon: usize) -> Vec<usize> {
    months_up_to(horizon, &TABLE_MONTHS)
}

/// Months before the horizon among those given, which rise, and the horizon.
pub fn months_up_to(horizon: usize, months: &[usize]) -> Vec<usize> {
    let before = months.iter().copied().filter(|&month| month < horizon);
    before.chain([horizon]).collect()
}

/// Months of the answers that are told first: twelve, or the horizon if that is nearer.
///
/// ```
/// use standoff_lab::report_months::{middle_months, near_months};
/// assert_eq!([60, 12, 3].map(near_months), [12, 12, 3]);
/// assert_eq!([60, 24, 18].map(middle_months), [24, 24, 18]);
/// ```
pub fn near_months(horizon: usize) -> usize {
    NEAR_MONTHS.min(horizon)
}

/// Months of the answers by name: the two above, and five years where the horizon reaches so far.
///
/// ```
/// use standoff_lab::report_months::answer_months;
/// assert_eq!(answer_months(60), [12, 24, 60]);
/// assert_eq!(answer_months(36), [12, 24]);
/// assert_eq!(answer_months(7), [7]);
/// ```
pub fn answer_months(horizon: usize) -> Vec<usize> {
    let mut months = vec![near_months(horizon), middle_months(horizon)];
    months.extend((horizon >= FIVE_YEARS).then_some(FIVE_YEARS));
    months.dedup();
    months
}

/// Months of the answers that the war has had time for: twenty-four, or the horizon if that is nearer.
pub fn middle_months(horizon: usize) -> usize {
    MIDDLE.min(horizon)
}
