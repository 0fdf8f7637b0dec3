//! Forecasts entered by hand: a table with the columns `forecaster`, `question`, `made`, and either `probability`;
//! `category` and `probability`, with one row for each category; `level` and `value`, with one for each quantile; or
//! `member` and `value`, with one for each member of an ensemble.

use super::outcomes::{Outcome, Outcomes, QuestionResolution};
use super::stated_forecast::{Belief, StatedForecast};
use super::table_cells::TableCells;
use standoff_scenario::{Date, Diagnostic, Diagnostics};
use standoff_table::table::{Table, escape_for_message};
use std::collections::{BTreeMap, BTreeSet};

const CHANCE_ALLOWED: &str = "a chance from 0 to 1";
const ROW_ALLOWED: &str =
    "either a probability, a category and its probability, a level and a value, or a member and a value";
/// How far the chances of categories may differ from 1 in sum, for rounding of decimals.
const SUM_TOLERANCE: f64 = 1e-9;

/// Columns of which a row fills some.
const COLUMNS: [&str; 5] = ["category", "probability", "level", "member", "value"];

/// Reads the forecasts in a table and checks them against the outcomes. A forecast must be made before its question was
/// resolved, and it must be of the kind of the outcome.
///
/// # Errors
///
/// Diagnostics at every invalid cell.
pub fn read_forecasts(table: &Table, outcomes: &Outcomes) -> Result<Vec<StatedForecast>, Diagnostics> {
    let mut cells = TableCells::new(table, &["forecaster", "question", "made"], &COLUMNS)?;
    check_columns(table)?;
    let mut reader = ForecastReader {
        outcomes,
        stated: Vec::new(),
        rows: Vec::new(),
        levels: Vec::new(),
        parts: Vec::new(),
        places: BTreeMap::new(),
    };
    for row in 0..table.rows() {
        reader.read_row(&mut cells, row);
    }
    reader.check_sums(&mut cells);
    cells.finish()?;
    Ok(reader.into_forecasts())
}

fn check_columns(table: &Table) -> Result<(), Diagnostics> {
    let has = |wanted: &str| table.columns().iter().any(|(name, _)| name == wanted);
    let has_parts = has("level") || has("member");
    if has("probability") || has_parts && has("value") {
        return Ok(());
    }
    table.column(if has_parts { "value" } else { "probability" }).map(|_| ())
}

struct ForecastReader<'a> {
    outcomes: &'a Outcomes,
    stated: Vec<StatedForecast>,
    /// The first row of each forecast.
    rows: Vec<usize>,
    /// The values of each forecast by the bits of their levels. The bits of positive numbers sort as the numbers do,
    /// and floats are no keys of a map.
    levels: Vec<BTreeMap<u64, f64>>,
    /// The members or categories of each forecast.
    parts: Vec<BTreeSet<String>>,
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
        let part = ["member", "category"].iter().find_map(|column| cells.number_text(row, column)).map(str::to_owned);
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
                self.parts.push(part.into_iter().collect());
                self.stated.push(next);
                self.rows.push(row);
            }
            Some(place) => self.add_row(cells, row, place, (next, part.unwrap_or_default())),
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
            (Belief::Categories(chances), QuestionResolution::Category(_)) => {
                return self.check_category(cells, row, outcome, chances);
            }
            (_, QuestionResolution::Annulled)
            | (Belief::Chance(_), QuestionResolution::Yes | QuestionResolution::No)
            | (Belief::Quantiles(_) | Belief::Ensemble(_), QuestionResolution::Number(_)) => return true,
            (Belief::Chance(_) | Belief::Categories(_), QuestionResolution::Number(_)) => {
                ("probability", "a level and a value, or a member and a value: its outcome is a number")
            }
            (Belief::Chance(_), QuestionResolution::Category(_)) => {
                ("probability", "a category and its probability in each row: its outcome is a category")
            }
            (Belief::Categories(_), _) => ("category", "a probability without a category: its outcome is yes or no"),
            (Belief::Quantiles(_) | Belief::Ensemble(_), QuestionResolution::Category(_)) => {
                ("value", "a category and its probability in each row: its outcome is a category")
            }
            (Belief::Quantiles(_) | Belief::Ensemble(_), _) => ("value", "a probability: its outcome is yes or no"),
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

    /// Checks that a category is one of those of the question.
    fn check_category(
        &self,
        cells: &mut TableCells<'_>,
        row: usize,
        outcome: &Outcome,
        chances: &[(String, f64)],
    ) -> bool {
        let (Some(known), Some((name, _))) = (&outcome.categories, chances.first()) else { return true };
        if known.place_of(name).is_some() {
            return true;
        }
        let message = format!("`{}` is none of the categories of this question", escape_for_message(name));
        let diagnostic = Diagnostic::error("unknown-category", message)
            .allowed(known.list_names())
            .nearest(name, known.names.iter().map(String::as_str));
        cells.refuse_cell(row, "category", diagnostic);
        false
    }

    /// Adds a quantile, a member or a category to a forecast; refuses anything else as a duplicate.
    fn add_row(&mut self, cells: &mut TableCells<'_>, row: usize, place: usize, next: (StatedForecast, String)) {
        let ((next, part), first) = (next, cells.row_name(self.rows[place]));
        let twice = |what: &str| {
            let message = format!(
                "{first} has {what} of {} on this question and day already",
                escape_for_message(&next.forecaster)
            );
            Diagnostic::error("forecast-twice", message).hint("remove one of the two, or correct its day")
        };
        match (&mut self.stated[place].belief, &next.belief) {
            (Belief::Quantiles(_), Belief::Quantiles(more)) => {
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
            (Belief::Ensemble(members), Belief::Ensemble(more)) => {
                if self.parts[place].insert(part) {
                    members.extend(more);
                } else {
                    let diagnostic = twice("this member, or another of the same name,");
                    cells.refuse_cell(row, "member", diagnostic.allowed("each member once"));
                }
            }
            (Belief::Categories(chances), Belief::Categories(more)) => {
                if self.parts[place].insert(part) {
                    chances.extend(more.iter().cloned());
                } else {
                    let diagnostic = twice("this category, or another of the same name,");
                    cells.refuse_cell(row, "category", diagnostic.allowed("each category once"));
                }
            }
            _ => cells.refuse_cell(row, "question", twice("a forecast").allowed("each forecast once")),
        }
    }

    /// Refuses chances of categories that do not add up to 1, at the first row of the forecast. With other faults there
    /// may be rows missing, so that a sum says nothing.
    fn check_sums(&self, cells: &mut TableCells<'_>) {
        if cells.has_faults() {
            return;
        }
        for (stated, &row) in self.stated.iter().zip(&self.rows) {
            let Belief::Categories(chances) = &stated.belief else { continue };
            let total: f64 = chances.iter().map(|(_, chance)| chance).sum();
            if (total - 1.0).abs() > SUM_TOLERANCE {
                let message = format!("the chances of the categories of this forecast add up to {total}");
                let diagnostic = Diagnostic::error("no-whole", message).allowed("chances that add up to 1");
                cells.refuse_cell(
                    row,
                    "probability",
                    diagnostic.hint("add the missing category, or divide by the sum"),
                );
            }
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
        Belief::Chance(_) | Belief::Ensemble(_) | Belief::Categories(_) => BTreeMap::new(),
        Belief::Quantiles(quantiles) => quantiles.iter().map(|(level, value)| (level.to_bits(), *value)).collect(),
    }
}

/// `true` if a value is below that of the next lower level, or above that of the next higher one.
fn breaks_order(known: &BTreeMap<u64, f64>, level: f64, value: f64) -> bool {
    let below = known.range(..level.to_bits()).next_back();
    let above = known.range(level.to_bits()..).next();
    below.is_some_and(|(_, lower)| *lower > value) || above.is_some_and(|(_, higher)| *higher < value)
}

/// Reads the chance, the quantile, the member or the category of a row.
fn read_belief(cells: &mut TableCells<'_>, row: usize) -> Option<Belief> {
    match COLUMNS.map(|column| cells.number_text(row, column).is_some()) {
        [false, true, false, false, false] => read_chance(cells, row).map(Belief::Chance),
        [true, true, false, false, false] => {
            let name = cells.number_text(row, "category").map(str::to_owned);
            Some(Belief::Categories(vec![(name?, read_chance(cells, row)?)]))
        }
        [false, false, true, false, true] => {
            let (level, value) = (read_level(cells, row), cells.optional_number(row, "value", "a number"));
            Some(Belief::Quantiles(vec![(level?, value?)]))
        }
        [false, false, false, true, true] => {
            Some(Belief::Ensemble(vec![cells.optional_number(row, "value", "a number")?]))
        }
        [_, probability, level, member, _] => {
            let column = if probability || !(level || member) { "probability" } else { "value" };
            let message = match probability {
                true => "this row states a probability and more",
                false if level || member => "this row states a part of a forecast",
                false => "this row states nothing",
            };
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
