//! What came: a table with the columns `question`, `outcome` and `resolved`.

use super::cells::{Cells, Unfit, number};
use super::forecast::{Belief, Stated};
use standoff_scenario::{Date, Diagnostic, Diagnostics};
use standoff_table::table::{Table, shown};
use std::collections::BTreeMap;

/// What came of a question.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Resolution {
    /// It happened.
    Yes,
    /// It did not.
    No,
    /// The question was given up: nothing is scored.
    Annulled,
    /// A number came out.
    Number(f64),
}

/// The outcome of one question.
#[derive(Debug, Clone, PartialEq)]
pub struct Outcome {
    /// The question.
    pub question: String,
    /// What came.
    pub resolution: Resolution,
    /// The day on which it was known.
    pub resolved: Date,
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

const ALLOWED: &str = "`yes`, `no`, `annulled` or a number";

impl Outcomes {
    /// Reads the outcomes in a table.
    ///
    /// # Errors
    ///
    /// Diagnostics at every cell that is missing or not what it must be, and where a question stands twice.
    pub fn of(table: &Table) -> Result<Self, Diagnostics> {
        let mut cells = Cells::new(table, &["question", "outcome", "resolved"], &[])?;
        let mut found = Self { file: table.name().to_owned(), list: Vec::new(), places: BTreeMap::new() };
        // The first row of each question, be its outcome sound or not.
        let mut rows: BTreeMap<String, usize> = BTreeMap::new();
        for row in 0..table.rows() {
            let question = cells.word(row, "question");
            let (resolution, resolved) = (resolution(&mut cells, row), cells.day(row, "resolved"));
            let Some(question) = question else { continue };
            if let Some(&first) = rows.get(&question) {
                let twice = outcome_twice(&question, &cells.row_name(first));
                cells.refuse(row, "question", twice);
                continue;
            }
            rows.insert(question.clone(), row);
            if let (Some(resolution), Some(resolved)) = (resolution, resolved) {
                found.places.insert(question.clone(), found.list.len());
                found.list.push(Outcome { question, resolution, resolved });
            }
        }
        cells.finish()?;
        Ok(found)
    }

    /// The outcome of a question.
    pub fn find(&self, question: &str) -> Option<&Outcome> {
        self.places.get(question).and_then(|&place| self.list.get(place))
    }

    /// Whether the outcome, if there is one, is of the kind that a forecast speaks of.
    pub fn fits(&self, stated: &Stated) -> bool {
        match (self.find(&stated.question).map(|one| one.resolution), &stated.belief) {
            (Some(Resolution::Number(_)), belief) => matches!(belief, Belief::Quantiles(_)),
            (Some(Resolution::Yes | Resolution::No), belief) => matches!(belief, Belief::Chance(_)),
            _ => true,
        }
    }

    /// Whether the outcome was known before a forecast was made. On the day itself it counts as not known.
    pub fn known_before(&self, stated: &Stated) -> bool {
        self.find(&stated.question).is_some_and(|one| one.resolved < stated.made)
    }
}

fn outcome_twice(question: &str, first: &str) -> Diagnostic {
    let message = format!("{first} has an outcome of the question `{}` already", shown(question));
    Diagnostic::error("outcome-twice", message).allowed("each question once").hint("remove one of the two")
}

fn resolution(cells: &mut Cells<'_>, row: usize) -> Option<Resolution> {
    let word = cells.word(row, "outcome")?;
    match word.as_str() {
        "yes" => return Some(Resolution::Yes),
        "no" => return Some(Resolution::No),
        "annulled" => return Some(Resolution::Annulled),
        _ => (),
    }
    match number(&word) {
        Ok(number) => Some(Resolution::Number(number)),
        Err(Unfit::TooLarge) => cells.too_large(row, "outcome", &word),
        Err(Unfit::NoNumber) => {
            let diagnostic = Diagnostic::error("bad-outcome", format!("`{}` is no outcome", shown(&word)));
            cells.refuse(row, "outcome", diagnostic.allowed(ALLOWED).nearest(&word, ["yes", "no", "annulled"]));
            None
        }
    }
}
