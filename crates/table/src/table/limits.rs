//! Limits on the size of a table.
//!
//! A table may come from anyone, so a damaged or hostile file must not exhaust memory.

/// Largest text, in bytes.
pub const LARGEST_TEXT_BYTES: u64 = 512 * 1024 * 1024;
/// Most columns.
pub const MOST_COLUMNS: usize = 10_000;
/// Most values in all.
pub const MOST_VALUES: usize = 50_000_000;
/// Most different values of a column of groups or causes. A column with more is nearly always a column of numbers named
/// by mistake.
pub const MOST_LABELS: usize = 50;

/// `true` if a table of `rows` by `columns` may be read.
pub fn size_is_allowed(rows: usize, columns: usize) -> bool {
    columns <= MOST_COLUMNS && rows.checked_mul(columns).is_some_and(|values| values <= MOST_VALUES)
}

/// The limits in words, for messages.
pub fn allowed_size() -> String {
    format!("at most {MOST_COLUMNS} columns, and rows times columns at most {} million", MOST_VALUES / 1_000_000)
}
