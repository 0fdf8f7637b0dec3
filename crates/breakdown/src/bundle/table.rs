//! The runs of a bundle as a table for the estimators: the stored columns, and two events of each run with their
//! months.
//!
//! | column | what it holds |
//! |---|---|
//! | `first_break` | the way in which the line broke first, or `none` |
//! | `first_break_month` | its month, or the horizon |
//! | `war_end` | how the war ended, as in `end` |
//! | `war_end_month` | its month, or the horizon |
//!
//! Runs that failed are left out.

use crate::bundle::read::Bundle;
use standoff_lab::error::LabError;
use standoff_table::columns::Column;
use standoff_table::table::Table;
use standoff_world::state::Break;

impl Bundle {
    /// The runs that did not fail, with the columns above.
    ///
    /// # Errors
    ///
    /// [`LabError::Input`] where every run failed, or columns do not hold what they must.
    pub fn estimation_table(&self) -> Result<Table, LabError> {
        let kept = self.sound_runs()?;
        let mut columns: Vec<(String, Column)> =
            self.runs.columns().iter().map(|(name, column)| (name.clone(), column.select_rows(&kept))).collect();
        columns.extend(self.break_columns(&kept)?);
        columns.extend(self.end_columns(&kept)?);
        Table::new(self.runs.name(), columns).map_err(LabError::Input)
    }

    fn sound_runs(&self) -> Result<Vec<usize>, LabError> {
        let failed = |row: usize, column: &Column| matches!(column, Column::Words(words) if words[row].is_some());
        let failures = self.outcome_column("failure")?;
        Ok((0..self.runs.rows()).filter(|&row| !failed(row, failures)).collect())
    }

    fn horizon_months(&self) -> f64 {
        self.findings.horizon_months as f64
    }

    fn break_columns(&self, rows: &[usize]) -> Result<[(String, Column); 2], LabError> {
        let mut months = Vec::new();
        for way in Break::ALL {
            months.push((way.name(), self.outcome_column(&format!("break_{}_month", way.name()))?));
        }
        let first = |row: usize| {
            let met = months.iter().filter_map(|(name, column)| Some((*name, column.number_at(row)?)));
            // Of several at once the one that is named first counts, as in the findings.
            met.min_by(|one, other| one.1.total_cmp(&other.1))
        };
        let found = rows.iter().map(|&row| first(row).unwrap_or(("none", self.horizon_months())));
        Ok(event_columns("first_break", found))
    }

    fn end_columns(&self, rows: &[usize]) -> Result<[(String, Column); 2], LabError> {
        let (ends, months) = (self.runs.labels("end").map_err(LabError::Input)?, self.outcome_column("end_month")?);
        let end = |row: usize| ends.names[ends.indices[row]].as_str();
        let found = rows.iter().map(|&row| (end(row), months.number_at(row).unwrap_or(self.horizon_months())));
        Ok(event_columns("war_end", found))
    }
}

/// Two columns: what, and in which month.
fn event_columns<'a>(name: &str, found: impl Iterator<Item = (&'a str, f64)>) -> [(String, Column); 2] {
    let (what, when): (Vec<_>, Vec<_>) = found.map(|(what, when)| (Some(what.to_owned()), Some(when))).unzip();
    [(name.to_owned(), Column::Words(what)), (format!("{name}_month"), Column::Numbers(when))]
}
