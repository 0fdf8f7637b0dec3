//! Forecasts entered by hand: a table with the columns `forecaster`, `question`, `made`, and either `probability`, or
//! `level` and `value` with one row for each quantile.

use super::outcomes::{Outcomes, QuestionResolution};
use super::stated_forecast::{Belief, StatedForecast};
use super::table_cells::TableCells;
use standoff_scenario::{Date, Diagnostic, Diagnostics};
use standoff_table::table::{Table, escape_for_message};
use std::collections::BTreeMap;

const CHANCE_ALLOWED: &str = "a chance from 0 to 1";
const ROW_ALLOWED: &str = "either a probability, or a level and a value";

/// Reads the forecasts in a table and checks them against the outcomes. A forecast must be made before its question was
/// resolved, and a chance needs an outcome of `yes` or `no`.
///
/// # Errors
///
/// Diagnostics at every invalid cell.
pub fn read_forecasts(table: &Table, outcomes: &Outcomes) -> Result<Vec<StatedForecast>, Diagnostics> {
    let mut cells = TableCells::new(table, &["forecaster", "question", "made"], &["probability", "level", "value"])?;
    check_columns(table)?;
    let mut reader =
        ForecastReader { outcomes, stated: Vec::new(), rows: Vec::new(), levels: Vec::new(), places: BTreeMap::new() };
    for row in 0..table.rows() {
        reader.read_row(&mut cells, row);
    }
    cells.finish()?;
    Ok(reader.into_forecasts())
}

fn check_columns(table: &Table) -> Result<(), Diagnostics> {
    let has = |wanted: &str| table.columns().iter().any(|(name, _)| name == wanted);
    if has("probability") || has("level") && has("value") {
        return Ok(());
    }
    table.column(if has("level") { "value" } else { "probability" }).map(|_| ())
}

struct ForecastReader<'a> {
    outcomes: &'a Outcomes,
    stated: Vec<StatedForecast>,
    /// The first row of each forecast.
    rows: Vec<usize>,
    /// The values of each forecast by the bits of their levels. The bits of positive numbers sort as the numbers do,
    /// and floats are no keys of a map.
    levels: Vec<BTreeMap<u64, f64>>,
    places: BTreeMap<(String, String, Date), usize>,
}

impl ForecastReader<'_> {
    fn read_row(&mut self, cells: &mut TableCells<'_>, row: usize) {
        let names = (
            cells.required_text(row, "forecaster"),
            cells.required_text(row, "question"),
            cells.required_day(row, "made"),
        );
        let belief = read_belief(cells, row);
        let ((Some(forecaster), Some(question), Some(made)), Some(belief)) = (names, belief) else { return };
        if !self.check_outcome(cells, row, (&question, made), &belief) {
            return;
        }
        let next = StatedForecast { forecaster, question, made, belief };
        let key = (next.forecaster.clone(), next.question.clone(), made);
        match self.places.get(&key).copied() {
            None => {
                self.places.insert(key, self.stated.len());
                self.levels.push(values_by_level(&next.belief));
                self.stated.push(next);
                self.rows.push(row);
            }
            Some(place) => self.add_quantile(cells, row, place, next),
        }
    }

    /// Checks a forecast against the outcome of its question: made in time, and of the same kind.
    fn check_outcome(&self, cells: &mut TableCells<'_>, row: usize, of: (&str, Date), belief: &Belief) -> bool {
        let (question, made) = of;
        let Some(outcome) = self.outcomes.find(question) else { return true };
        if outcome.resolved < made {
            let message =
                format!("the question `{}` was resolved on {} already", escape_for_message(question), outcome.resolved);
            let diagnostic = Diagnostic::error("foresight", message).allowed(format!("made by {}", outcome.resolved));
            cells.refuse_cell(row, "made", diagnostic.hint("a forecast made after the outcome was known is none"));
            return false;
        }
        let (column, needed) = match (belief, outcome.resolution) {
            (Belief::Chance(_), QuestionResolution::Number(_)) => {
                ("probability", "a level and a value: its outcome is a number")
            }
            (Belief::Quantiles(_), QuestionResolution::Yes | QuestionResolution::No) => {
                ("value", "a probability: its outcome is yes or no")
            }
            _ => return true,
        };
        let message = format!("the question `{}` asks for something else", escape_for_message(question));
        let diagnostic = Diagnostic::error("wrong-kind", message).allowed(needed);
        cells.refuse_cell(
            row,
            column,
            diagnostic.hint("a happening that is 1 or 0 among the outcomes is written yes or no"),
        );
        false
    }

    /// Adds a quantile to a forecast; refuses anything else as a duplicate.
    fn add_quantile(&mut self, cells: &mut TableCells<'_>, row: usize, place: usize, next: StatedForecast) {
        let first = cells.row_name(self.rows[place]);
        let twice = |what: &str| {
            let message = format!(
                "{first} has {what} of {} on this question and day already",
                escape_for_message(&next.forecaster)
            );
            Diagnostic::error("forecast-twice", message).hint("remove one of the two, or correct its day")
        };
        let (Belief::Quantiles(_), Belief::Quantiles(more)) = (&self.stated[place].belief, &next.belief) else {
            cells.refuse_cell(row, "question", twice("a forecast").allowed("each forecast once"));
            return;
        };
        let Some(&(level, value)) = more.first() else { return };
        let known = &mut self.levels[place];
        if known.contains_key(&level.to_bits()) {
            cells.refuse_cell(row, "level", twice("a forecast with this level").allowed("each level once"));
        } else if breaks_order(known, level, value) {
            let diagnostic = Diagnostic::error("not-rising", "the value falls where the level rises");
            cells.refuse_cell(row, "value", diagnostic.allowed("values that do not fall from level to level"));
        } else {
            known.insert(level.to_bits(), value);
        }
    }

    /// Returns the forecasts with all their levels.
    fn into_forecasts(self) -> Vec<StatedForecast> {
        let mut stated = self.stated;
        for (one, levels) in stated.iter_mut().zip(self.levels) {
            if let Belief::Quantiles(quantiles) = &mut one.belief {
                *quantiles = levels.into_iter().map(|(level, value)| (f64::from_bits(level), value)).collect();
            }
        }
        stated
    }
}

fn values_by_level(belief: &Belief) -> BTreeMap<u64, f64> {
    match belief {
        Belief::Chance(_) => BTreeMap::new(),
        Belief::Quantiles(quantiles) => quantiles.iter().map(|(level, value)| (level.to_bits(), *value)).collect(),
    }
}

/// `true` if a value is below that of the next lower level, or above that of the next higher one.
fn breaks_order(known: &BTreeMap<u64, f64>, level: f64, value: f64) -> bool {
    let below = known.range(..level.to_bits()).next_back();
    let above = known.range(level.to_bits()..).next();
    below.is_some_and(|(_, lower)| *lower > value) || above.is_some_and(|(_, higher)| *higher < value)
}

/// Reads the chance or the quantile of a row.
fn read_belief(cells: &mut TableCells<'_>, row: usize) -> Option<Belief> {
    let has = ["probability", "level", "value"].map(|column| cells.number_text(row, column).is_some());
    match has {
        [true, false, false] => read_chance(cells, row).map(Belief::Chance),
        [false, true, true] => {
            let (level, value) = (read_level(cells, row), cells.optional_number(row, "value", "a number"));
            Some(Belief::Quantiles(vec![(level?, value?)]))
        }
        [probability, level, _] => {
            let column = if probability || !level { "probability" } else { "value" };
            let message =
                if probability { "this row states a probability and more" } else { "this row states nothing" };
            let column = if cells.has_column(column) { column } else { "question" };
            cells.refuse_cell(row, column, Diagnostic::error("missing", message).allowed(ROW_ALLOWED));
            None
        }
    }
}

fn read_chance(cells: &mut TableCells<'_>, row: usize) -> Option<f64> {
    let chance = cells.optional_number(row, "probability", CHANCE_ALLOWED)?;
    if (0.0..=1.0).contains(&chance) {
        return Some(chance);
    }
    let diagnostic = Diagnostic::error("out-of-bounds", format!("{chance} is no chance")).allowed(CHANCE_ALLOWED);
    let percent = chance > 1.0 && chance <= 100.0;
    let hint = format!("write {} if percent are meant", chance / 100.0);
    cells.refuse_cell(row, "probability", if percent { diagnostic.hint(hint) } else { diagnostic });
    None
}

fn read_level(cells: &mut TableCells<'_>, row: usize) -> Option<f64> {
    const ALLOWED: &str = "a chance between 0 and 1 that the number is lower, such as 0.05";
    let level = cells.optional_number(row, "level", ALLOWED)?;
    if level > 0.0 && level < 1.0 {
        return Some(level);
    }
    cells.refuse_cell(
        row,
        "level",
        Diagnostic::error("out-of-bounds", format!("{level} is no level")).allowed(ALLOWED),
    );
    None
}
