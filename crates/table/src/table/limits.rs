//! How large a table may be. Every limit stands here once.

/// Largest text, in bytes.
pub const LARGEST_TEXT: u64 = 512 * 1024 * 1024;
/// Most columns.
pub const MOST_COLUMNS: usize = 10_000;
/// Most values in all.
pub const MOST_VALUES: usize = 50_000_000;
/// Most different values of a column that says which group or cause a row belongs to.
pub const MOST_LABELS: usize = 50;

/// Whether so many rows of so many columns may be read.
pub fn fits(rows: usize, columns: usize) -> bool {
    columns <= MOST_COLUMNS && rows.checked_mul(columns).is_some_and(|values| values <= MOST_VALUES)
}

/// What is allowed, for messages.
pub fn allowed() -> String {
    format!("at most {MOST_COLUMNS} columns, and rows times columns at most {} million", MOST_VALUES / 1_000_000)
}
