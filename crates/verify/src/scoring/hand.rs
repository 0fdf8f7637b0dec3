//! Forecasts entered by hand: a table with the columns `forecaster`, `question`, `made`, and either `probability`, or
//! `level` and `value` with one row for each quantile.

use super::cells::Cells;
use super::forecast::{Belief, Stated};
use super::outcomes::{Outcomes, Resolution};
use standoff_scenario::{Date, Diagnostic, Diagnostics};
use standoff_table::table::{Table, shown};
use std::collections::BTreeMap;

const CHANCE: &str = "a chance from 0 to 1";
const ROW: &str = "either a probability, or a level and a value";

/// Reads the forecasts in a table and checks them against the outcomes: nobody may have known, and a chance is for
/// `yes` or `no`.
///
/// # Errors
///
/// Diagnostics at every cell that is wrong.
pub fn stated(table: &Table, outcomes: &Outcomes) -> Result<Vec<Stated>, Diagnostics> {
    let mut cells = Cells::new(table, &["forecaster", "question", "made"], &["probability", "level", "value"])?;
    check_columns(table)?;
    let mut reader =
        Reader { outcomes, stated: Vec::new(), rows: Vec::new(), levels: Vec::new(), places: BTreeMap::new() };
    for row in 0..table.rows() {
        reader.row(&mut cells, row);
    }
    cells.finish()?;
    Ok(reader.finish())
}

fn check_columns(table: &Table) -> Result<(), Diagnostics> {
    let has = |wanted: &str| table.columns().iter().any(|(name, _)| name == wanted);
    if has("probability") || has("level") && has("value") {
        return Ok(());
    }
    table.column(if has("level") { "value" } else { "probability" }).map(|_| ())
}

struct Reader<'a> {
    outcomes: &'a Outcomes,
    stated: Vec<Stated>,
    /// The first row of each forecast.
    rows: Vec<usize>,
    /// The values of each forecast by the bits of their levels, which rise as the levels do.
    levels: Vec<BTreeMap<u64, f64>>,
    places: BTreeMap<(String, String, Date), usize>,
}

impl Reader<'_> {
    fn row(&mut self, cells: &mut Cells<'_>, row: usize) {
        let names = (cells.word(row, "forecaster"), cells.word(row, "question"), cells.day(row, "made"));
        let belief = belief(cells, row);
        let ((Some(forecaster), Some(question), Some(made)), Some(belief)) = (names, belief) else { return };
        if !self.allowed(cells, row, (&question, made), &belief) {
            return;
        }
        let next = Stated { forecaster, question, made, belief };
        let key = (next.forecaster.clone(), next.question.clone(), made);
        match self.places.get(&key).copied() {
            None => {
                self.places.insert(key, self.stated.len());
                self.levels.push(levels(&next.belief));
                self.stated.push(next);
                self.rows.push(row);
            }
            Some(place) => self.join(cells, row, place, next),
        }
    }

    /// Whether somebody could have stated this of that question on that day.
    fn allowed(&self, cells: &mut Cells<'_>, row: usize, of: (&str, Date), belief: &Belief) -> bool {
        let (question, made) = of;
        let Some(outcome) = self.outcomes.find(question) else { return true };
        if outcome.resolved < made {
            let message = format!("the question `{}` was resolved on {} already", shown(question), outcome.resolved);
            let diagnostic = Diagnostic::error("foresight", message).allowed(format!("made by {}", outcome.resolved));
            cells.refuse(row, "made", diagnostic.hint("a forecast made after the outcome was known is none"));
            return false;
        }
        let (column, needed) = match (belief, outcome.resolution) {
            (Belief::Chance(_), Resolution::Number(_)) => {
                ("probability", "a level and a value: its outcome is a number")
            }
            (Belief::Quantiles(_), Resolution::Yes | Resolution::No) => {
                ("value", "a probability: its outcome is yes or no")
            }
            _ => return true,
        };
        let message = format!("the question `{}` asks for something else", shown(question));
        let diagnostic = Diagnostic::error("wrong-kind", message).allowed(needed);
        cells.refuse(
            row,
            column,
            diagnostic.hint("a happening that is 1 or 0 among the outcomes is written yes or no"),
        );
        false
    }

    /// Adds a quantile to a forecast; anything else stands twice.
    fn join(&mut self, cells: &mut Cells<'_>, row: usize, place: usize, next: Stated) {
        let first = cells.row_name(self.rows[place]);
        let twice = |what: &str| {
            let message = format!("{first} has {what} of {} on this question and day already", shown(&next.forecaster));
            Diagnostic::error("forecast-twice", message).hint("remove one of the two, or correct its day")
        };
        let (Belief::Quantiles(_), Belief::Quantiles(more)) = (&self.stated[place].belief, &next.belief) else {
            cells.refuse(row, "question", twice("a forecast").allowed("each forecast once"));
            return;
        };
        let Some(&(level, value)) = more.first() else { return };
        let known = &mut self.levels[place];
        if known.contains_key(&level.to_bits()) {
            cells.refuse(row, "level", twice("a forecast with this level").allowed("each level once"));
        } else if falls(known, level, value) {
            let diagnostic = Diagnostic::error("not-rising", "the value falls where the level rises");
            cells.refuse(row, "value", diagnostic.allowed("values that do not fall from level to level"));
        } else {
            known.insert(level.to_bits(), value);
        }
    }

    /// The forecasts, with all their levels.
    fn finish(self) -> Vec<Stated> {
        let mut stated = self.stated;
        for (one, levels) in stated.iter_mut().zip(self.levels) {
            if let Belief::Quantiles(quantiles) = &mut one.belief {
                *quantiles = levels.into_iter().map(|(level, value)| (f64::from_bits(level), value)).collect();
            }
        }
        stated
    }
}

fn levels(belief: &Belief) -> BTreeMap<u64, f64> {
    match belief {
        Belief::Chance(_) => BTreeMap::new(),
        Belief::Quantiles(quantiles) => quantiles.iter().map(|(level, value)| (level.to_bits(), *value)).collect(),
    }
}

/// Whether a value lies below that of the next lower level, or above that of the next higher one.
fn falls(known: &BTreeMap<u64, f64>, level: f64, value: f64) -> bool {
    let below = known.range(..level.to_bits()).next_back();
    let above = known.range(level.to_bits()..).next();
    below.is_some_and(|(_, lower)| *lower > value) || above.is_some_and(|(_, higher)| *higher < value)
}

/// What a row states.
fn belief(cells: &mut Cells<'_>, row: usize) -> Option<Belief> {
    let has = ["probability", "level", "value"].map(|column| cells.figure(row, column).is_some());
    match has {
        [true, false, false] => chance(cells, row).map(Belief::Chance),
        [false, true, true] => {
            let (level, value) = (level(cells, row), cells.number(row, "value", "a number"));
            Some(Belief::Quantiles(vec![(level?, value?)]))
        }
        [probability, level, _] => {
            let column = if probability || !level { "probability" } else { "value" };
            let message =
                if probability { "this row states a probability and more" } else { "this row states nothing" };
            let column = if cells.has(column) { column } else { "question" };
            cells.refuse(row, column, Diagnostic::error("missing", message).allowed(ROW));
            None
        }
    }
}

fn chance(cells: &mut Cells<'_>, row: usize) -> Option<f64> {
    let chance = cells.number(row, "probability", CHANCE)?;
    if (0.0..=1.0).contains(&chance) {
        return Some(chance);
    }
    let diagnostic = Diagnostic::error("out-of-bounds", format!("{chance} is no chance")).allowed(CHANCE);
    let percent = chance > 1.0 && chance <= 100.0;
    let hint = format!("write {} if percent are meant", chance / 100.0);
    cells.refuse(row, "probability", if percent { diagnostic.hint(hint) } else { diagnostic });
    None
}

fn level(cells: &mut Cells<'_>, row: usize) -> Option<f64> {
    const ALLOWED: &str = "a chance between 0 and 1 that the number is lower, such as 0.05";
    let level = cells.number(row, "level", ALLOWED)?;
    if level > 0.0 && level < 1.0 {
        return Some(level);
    }
    cells.refuse(row, "level", Diagnostic::error("out-of-bounds", format!("{level} is no level")).allowed(ALLOWED));
    None
}
