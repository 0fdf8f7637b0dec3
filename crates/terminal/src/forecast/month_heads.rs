//! Column heads of the tables over months.

use standoff_prose::table::Align;

/// Column heads: words, then one column of figures for each month.
pub(crate) fn month_heads(first: &str, months: impl IntoIterator<Item = usize>) -> Vec<(String, Align)> {
    let columns = months.into_iter().map(|month| (month.to_string(), Align::Right));
    std::iter::once((first.to_owned(), Align::Left)).chain(columns).collect()
}
