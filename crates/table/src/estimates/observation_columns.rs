//! Columns of entries, weights and strata.

use super::selection::{read_times, select_rows};
use crate::table::{Labels, Table, escape_for_message};
use standoff_scenario::{Diagnostic, Diagnostics};
use standoff_stats::Observations;

/// Largest sum of counts, as the estimators have it.
const MOST_COUNTED: f64 = 1e8;

/// Names of the columns of observations.
#[derive(Debug, Clone, Copy)]
pub(super) struct ObservationNames<'a> {
    pub time: &'a str,
    pub entry: Option<&'a str>,
    pub weight: Option<&'a str>,
    pub strata: Option<&'a str>,
}

/// Times, entries, weights and strata of some rows.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct ObservationColumns {
    pub times: Vec<f64>,
    pub entries: Option<Vec<f64>>,
    pub weights: Option<Vec<f64>>,
    pub strata: Option<Labels>,
}

impl ObservationColumns {
    /// Reads and checks the columns.
    pub fn read(table: &Table, names: &ObservationNames<'_>) -> Result<Self, Diagnostics> {
        let times = read_times(table, names.time)?;
        let entries = names.entry.map(|name| read_entries(table, name, (names.time, &times))).transpose()?;
        let weights = names.weight.map(|name| read_weights(table, name)).transpose()?;
        let strata = names.strata.map(|name| table.labels(name)).transpose()?;
        Ok(Self { times, entries, weights, strata })
    }

    /// As the estimators take them.
    pub fn observations(&self) -> Observations<'_> {
        Observations { times: &self.times, entries: self.entries.as_deref(), weights: self.weights.as_deref() }
    }

    /// The number of the stratum of each row, where there are strata.
    pub fn strata(&self) -> Option<&[usize]> {
        self.strata.as_ref().map(|labels| labels.indices.as_slice())
    }

    /// Some of the rows, without their strata.
    pub fn select(&self, rows: &[usize]) -> Self {
        let some = |values: &Option<Vec<f64>>| values.as_ref().map(|values| select_rows(values, rows));
        let (entries, weights) = (some(&self.entries), some(&self.weights));
        Self { times: select_rows(&self.times, rows), entries, weights, strata: None }
    }
}

/// Reads a column of entries, each of which must lie before the time of its row.
fn read_entries(table: &Table, name: &str, (time, times): (&str, &[f64])) -> Result<Vec<f64>, Diagnostics> {
    let entries = read_times(table, name)?;
    let Some(row) = entries.iter().zip(times).position(|(entry, time)| entry >= time) else { return Ok(entries) };
    let message = format!(
        "entry `{}` in column `{}` is not before the time `{}` in column `{}`",
        entries[row],
        escape_for_message(name),
        times[row],
        escape_for_message(time)
    );
    let diagnostic = Diagnostic::error("late-entry", message)
        .allowed("entries before the time of their row: at its time an observation must be under way")
        .hint("leave out rows that were never under observation");
    Err(table.refuse_at(row, name, diagnostic))
}

/// Reads a column of weights, which must be above 0.
fn read_weights(table: &Table, name: &str) -> Result<Vec<f64>, Diagnostics> {
    let weights = table.numbers(name)?;
    if let Some(row) = weights.iter().position(|&weight| weight <= 0.0) {
        let message = format!("weight `{}` in column `{}` is not above 0", weights[row], escape_for_message(name));
        let diagnostic = Diagnostic::error("bad-weight", message)
            .allowed("weights above 0")
            .hint("leave out rows that count for nothing");
        return Err(table.refuse_at(row, name, diagnostic));
    }
    let total: f64 = weights.iter().sum();
    if weights.iter().all(|weight| weight.fract() == 0.0) && total > MOST_COUNTED {
        let message = format!("the counts in column `{}` add up to {total} rows", escape_for_message(name));
        let diagnostic = Diagnostic::error("too-many-counted", message).allowed(format!("at most {MOST_COUNTED}"));
        return Err(table.refuse(diagnostic.hint("divide the weights by their mean if they are not counts")));
    }
    Ok(weights)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(text: &str, entry: Option<&str>, weight: Option<&str>) -> String {
        let table = Table::parse("t.csv", text).unwrap();
        let names = ObservationNames { time: "t", entry, weight, strata: None };
        ObservationColumns::read(&table, &names).unwrap_err().to_string()
    }

    #[test]
    fn each_fault_is_told_with_its_row() {
        let found = refused("t,from\n3,1\n2,2\n", Some("from"), None);
        assert!(found.contains("t.csv:3:3") && found.contains("not before the time `2`"), "{found}");
        assert!(refused("t,from\n3,-1\n", Some("from"), None).contains("t.csv:2:3"));
        assert!(refused("t,w\n3,1\n2,0\n", None, Some("w")).contains("t.csv:3:3"));
        assert!(refused("t,w\n3,1\n2,200000000\n", None, Some("w")).contains("at most 100000000"));
    }
}
