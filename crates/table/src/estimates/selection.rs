//! Helpers shared by the estimates: times, groups, chosen rows and refusals.

use crate::table::{Labels, Table};
use standoff_scenario::{Diagnostic, Diagnostics};
use standoff_stats::StatsError;

/// Reports the refusal of an estimator where the table itself is valid and no better words are known.
pub(super) fn refuse_estimate(table: &Table, error: &StatsError) -> Diagnostics {
    let diagnostic = match error {
        StatsError::TooFew { found, needed } => {
            let message = format!("the estimate needs {needed} or more, and there are {found}");
            Diagnostic::error("too-few", message).allowed(format!("{needed} or more")).hint("add rows")
        }
        StatsError::NoSpread => Diagnostic::error("no-spread", "the values are the same in all rows")
            .allowed("values that differ between rows")
            .hint("choose another column"),
        other => Diagnostic::error("no-estimate", format!("the estimate cannot be made: {other}"))
            .allowed("a table from which it can")
            .hint("choose other columns"),
    };
    table.refuse(diagnostic)
}

/// Reads a column of times, which must not be negative.
pub(super) fn read_times(table: &Table, name: &str) -> Result<Vec<f64>, Diagnostics> {
    let times = table.numbers(name)?;
    let Some(row) = times.iter().position(|&time| time < 0.0) else { return Ok(times) };
    let message = format!("`{}` in column `{name}` lies before the start", times[row]);
    let diagnostic = Diagnostic::error("negative-time", message)
        .allowed("times from 0 on, counted from the start")
        .hint("subtract the start from every time");
    Err(table.refuse_at(row, name, diagnostic))
}

/// The values of some rows.
pub(super) fn select_rows<T: Clone>(values: &[T], rows: &[usize]) -> Vec<T> {
    rows.iter().map(|&row| values[row].clone()).collect()
}

/// A group's name, if there are groups, and its rows.
pub(super) type RowGroup = (Option<String>, Vec<usize>);

/// The labels of a column of groups, if one is named.
pub(super) fn group_labels(table: &Table, column: Option<&str>) -> Result<Option<Labels>, Diagnostics> {
    column.map(|column| table.labels(column)).transpose()
}

/// The rows of each group under its name, or all rows.
pub(super) fn rows_by_group(table: &Table, labels: Option<&Labels>) -> Vec<RowGroup> {
    match labels {
        None => vec![(None, (0..table.rows()).collect())],
        Some(labels) => labels.names.iter().cloned().map(Some).zip(labels.rows_by_label()).collect(),
    }
}
