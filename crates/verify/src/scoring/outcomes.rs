//! Outcomes of questions: a table with the columns `question`, `outcome` and `resolved`, and perhaps `categories`, `unit`
//! and `cluster`.

use super::question_categories::{QuestionCategories, read_categories};
use super::stated_forecast::{Belief, StatedForecast};
use super::table_cells::{NumberFault, TableCells, parse_number};
use standoff_scenario::{Date, Diagnostic, Diagnostics};
use standoff_table::table::{Table, escape_for_message};
use std::collections::BTreeMap;

/// The resolution of a question.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum QuestionResolution {
    /// It happened.
    Yes,
    /// It did not.
    No,
    /// The question was withdrawn: nothing is scored.
    Annulled,
    /// A number came out.
    Number(f64),
    /// The category of this place came.
    Category(usize),
}

/// The outcome of one question.
#[derive(Debug, Clone, PartialEq)]
pub struct Outcome {
    /// The question.
    pub question: String,
    /// The resolution.
    pub resolution: QuestionResolution,
    /// The day on which it became known.
    pub resolved: Date,
    /// The categories of which one came; none for other questions.
    pub categories: Option<QuestionCategories>,
    /// The unit of a number; none where it is not given.
    pub unit: Option<String>,
    /// Number of the cluster: questions that share it may depend on each other. Those without a name have each their
    /// own.
    pub cluster: usize,
}

/// All outcomes of a table.
#[derive(Debug, Clone, PartialEq)]
pub struct Outcomes {
    /// Name of the file.
    pub file: String,
    /// The outcomes in the order of the file, each question once.
    pub list: Vec<Outcome>,
    places: BTreeMap<String, usize>,
}

const OUTCOME_ALLOWED: &str =
    "`yes`, `no`, `annulled` or a number; a category where the column `categories` lists them";

impl Outcomes {
    /// Reads the outcomes in a table.
    ///
    /// # Errors
    ///
    /// Diagnostics at every cell that is missing or invalid, and where a question occurs twice.
    pub fn read(table: &Table) -> Result<Self, Diagnostics> {
        let other = ["categories", "unit", "cluster"];
        let mut cells = TableCells::new(table, &["question", "outcome", "resolved"], &other)?;
        let mut found = Self { file: table.name().to_owned(), list: Vec::new(), places: BTreeMap::new() };
        // The first row of each question, even where its outcome is invalid, so that a second row is reported too.
        let mut rows: BTreeMap<String, usize> = BTreeMap::new();
        let mut clusters: BTreeMap<String, usize> = BTreeMap::new();
        for row in 0..table.rows() {
            let question = cells.required_text(row, "question");
            let categories = read_categories(&mut cells, row);
            let resolution =
                categories.as_ref().ok().and_then(|known| read_resolution(&mut cells, row, known.as_ref()));
            let resolved = cells.required_day(row, "resolved");
            let Some(question) = question else { continue };
            if let Some(&first) = rows.get(&question) {
                let twice = outcome_twice(&question, &cells.row_name(first));
                cells.refuse_cell(row, "question", twice);
                continue;
            }
            rows.insert(question.clone(), row);
            let cluster =
                cells.cell_text(row, "cluster").map_or(row, |name| *clusters.entry(name.to_owned()).or_insert(row));
            if let (Some(resolution), Some(resolved), Ok(categories)) = (resolution, resolved, categories) {
                found.places.insert(question.clone(), found.list.len());
                let unit = cells.cell_text(row, "unit").map(str::to_owned);
                found.list.push(Outcome { question, resolution, resolved, categories, unit, cluster });
            }
        }
        cells.finish()?;
        Ok(found)
    }

    /// The outcome of a question.
    pub fn find(&self, question: &str) -> Option<&Outcome> {
        self.places.get(question).and_then(|&place| self.list.get(place))
    }

    /// `true` unless the question has an outcome of another kind than the forecast, such as a number for a chance.
    pub fn fits_belief(&self, stated: &StatedForecast) -> bool {
        match (self.find(&stated.question).map(|one| one.resolution), &stated.belief) {
            (None | Some(QuestionResolution::Annulled), _) => true,
            (Some(QuestionResolution::Number(_)), belief) => {
                matches!(belief, Belief::Quantiles(_) | Belief::Ensemble(_))
            }
            (Some(QuestionResolution::Yes | QuestionResolution::No), belief) => matches!(belief, Belief::Chance(_)),
            (Some(QuestionResolution::Category(_)), belief) => matches!(belief, Belief::Categories(_)),
        }
    }

    /// `true` if the outcome was known before a forecast was made. On the day itself it counts as unknown, since days
    /// have no hours.
    pub fn known_before(&self, stated: &StatedForecast) -> bool {
        self.find(&stated.question).is_some_and(|one| one.resolved < stated.made)
    }
}

fn outcome_twice(question: &str, first: &str) -> Diagnostic {
    let message = format!("{first} has an outcome of the question `{}` already", escape_for_message(question));
    Diagnostic::error("outcome-twice", message).allowed("each question once").hint("remove one of the two")
}

fn read_resolution(
    cells: &mut TableCells<'_>,
    row: usize,
    categories: Option<&QuestionCategories>,
) -> Option<QuestionResolution> {
    let word = cells.required_text(row, "outcome")?;
    if let Some(categories) = categories {
        return read_category(cells, row, &word, categories);
    }
    match word.as_str() {
        "yes" => return Some(QuestionResolution::Yes),
        "no" => return Some(QuestionResolution::No),
        "annulled" => return Some(QuestionResolution::Annulled),
        _ => (),
    }
    match parse_number(&word) {
        Ok(number) => Some(QuestionResolution::Number(number)),
        Err(NumberFault::TooLarge) => cells.refuse_too_large(row, "outcome", &word),
        Err(NumberFault::NoNumber) => {
            let diagnostic = Diagnostic::error("bad-outcome", format!("`{}` is no outcome", escape_for_message(&word)));
            cells.refuse_cell(
                row,
                "outcome",
                diagnostic.allowed(OUTCOME_ALLOWED).nearest(&word, ["yes", "no", "annulled"]),
            );
            None
        }
    }
}

/// Reads the category that came.
fn read_category(
    cells: &mut TableCells<'_>,
    row: usize,
    word: &str,
    categories: &QuestionCategories,
) -> Option<QuestionResolution> {
    if word == "annulled" {
        return Some(QuestionResolution::Annulled);
    }
    let place = categories.place_of(word).map(QuestionResolution::Category);
    if place.is_none() {
        let message = format!("`{}` is none of the categories of this question", escape_for_message(word));
        let diagnostic = Diagnostic::error("bad-outcome", message)
            .allowed(format!("{}, or `annulled`", categories.list_names()))
            .nearest(word, categories.names.iter().map(String::as_str));
        cells.refuse_cell(row, "outcome", diagnostic);
    }
    place
}
