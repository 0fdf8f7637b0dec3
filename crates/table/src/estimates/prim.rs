//! Scenario discovery: boxes of inputs that hold the rows of interest, by the patient rule induction method (Friedman
//! and Fisher 1999), or the answer that there are none.

use super::origin::Origin;
use super::selection::refuse_estimate;
use crate::columns::Column;
use crate::table::Table;
use schemars::JsonSchema;
use serde::Serialize;
use standoff_num::Draws;
use standoff_scenario::{Diagnostic, Diagnostics};
use standoff_stats::StatsError;
use standoff_stats::discovery::{BoxSearch, BoxVerdict, CandidateBox, Input, InputKind, Limit, discover_boxes};

pub use standoff_stats::discovery::{BoxChoice, PrimSettings};

/// Columns, cases and settings of a search.
#[derive(Debug, Clone, PartialEq)]
pub struct PrimRequest {
    /// Columns of inputs.
    pub inputs: Vec<String>,
    /// Column of the output.
    pub output: String,
    /// Values of the output that are of interest.
    pub interest: Interest,
    /// Settings of the search.
    pub settings: PrimSettings,
    /// Seed of the shuffles.
    pub seed: u64,
}

/// Values of the output that are of interest.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Interest {
    /// Yes, in a column of yes and no.
    Marked,
    /// Numbers above this.
    Above(f64),
    /// Numbers below this.
    Below(f64),
}

/// Boxes found in a table.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Prim {
    /// The table and the version of the keys.
    #[serde(flatten)]
    pub origin: Origin,
    /// The rows of interest, in words.
    pub interest: String,
    /// Number of rows of interest.
    pub cases: usize,
    /// Their share of all rows.
    pub density: f64,
    /// The inputs searched.
    pub inputs: Vec<String>,
    /// Seed of the shuffles.
    pub seed: u64,
    /// Boxes worth reporting; 0 means that no box does better than chance.
    pub worth: usize,
    /// The searches, each among the rows that the boxes before have left; the last is not worth reporting, unless there
    /// were as many as allowed.
    pub searches: Vec<PrimSearch>,
}

/// One search.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct PrimSearch {
    /// `worth`; or why not: `chance` (shuffled rows do as well too often), `thin` (no box is as dense as asked by limits
    /// that are no chance), `whole` (what would be chosen is everything).
    pub verdict: String,
    /// Share of searches, with those on shuffled rows, that do at least as well.
    pub chance: f64,
    /// The box; null where it is not worth reporting.
    #[serde(rename = "box")]
    pub rule: Option<PrimBox>,
    /// All boxes on the way: peels from everything, then pastes.
    pub trajectory: Vec<PrimBox>,
}

/// A box.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct PrimBox {
    /// Rows in it.
    pub rows: usize,
    /// Rows of interest in it.
    pub cases: usize,
    /// Its share of all rows.
    pub mass: f64,
    /// Its share of all rows of interest.
    pub coverage: f64,
    /// Share of its rows that are of interest.
    pub density: f64,
    /// Inputs restricted.
    pub restricted: usize,
    /// The limits of those inputs.
    pub limits: Vec<PrimLimit>,
}

/// The limits of a box on one input.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct PrimLimit {
    /// The input.
    pub input: String,
    /// Least value allowed; null where there is no limit below.
    pub low: Option<f64>,
    /// Greatest value allowed; null where there is no limit above.
    pub high: Option<f64>,
    /// The words allowed; null for numbers.
    pub among: Option<Vec<String>>,
    /// Chance of at least as many cases without the lower limit, or without the choice of words (quasi-p).
    pub quasi_p_low: Option<f64>,
    /// Chance of at least as many cases without the upper limit (quasi-p).
    pub quasi_p_high: Option<f64>,
}

/// Searches a table for boxes.
///
/// Integer inputs are cut at values that occur, real ones half-way between two values; words are left out one at a
/// time.
///
/// # Errors
///
/// Diagnostics where a column is missing or has a value of the wrong kind, and where all rows or none are of interest.
///
/// # Examples
///
/// ```
/// use standoff_table::table::Table;
/// use standoff_table::estimates::Interest;
/// use standoff_table::estimates::PrimRequest;
/// use standoff_table::estimates::search_boxes;
/// let rows: String = (0..200).map(|row| format!("{}.5,{}\n", row, row / 150)).collect();
/// let table = Table::parse("t.csv", &format!("x,y\n{rows}")).unwrap();
/// let (inputs, output) = (vec!["x".to_owned()], "y".to_owned());
/// let request = PrimRequest { inputs, output, interest: Interest::Marked, settings: Default::default(), seed: 1 };
/// let found = search_boxes(&table, &request).unwrap();
/// let limit = &found.searches[0].rule.as_ref().unwrap().limits[0];
/// assert!(found.worth == 1 && limit.low.is_some_and(|low| low > 130.0) && limit.high.is_none());
/// ```
pub fn search_boxes(table: &Table, request: &PrimRequest) -> Result<Prim, Diagnostics> {
    let marks = mark_rows(table, request)?;
    let columns = request.inputs.iter().map(|name| InputColumn::new(table, name)).collect::<Result<Vec<_>, _>>()?;
    let inputs: Vec<Input<'_>> = columns.iter().map(InputColumn::as_search_input).collect();
    let found = discover_boxes(&inputs, &marks, &request.settings, Draws::new(request.seed, 0, 0));
    let found = found.map_err(|error| refuse_search(table, request, &marks, &error))?;
    let cases = marks.iter().filter(|&&mark| mark).count();
    Ok(Prim {
        origin: Origin::new("prim", table),
        interest: describe_interest(request),
        cases,
        density: cases as f64 / marks.len() as f64,
        inputs: request.inputs.clone(),
        seed: request.seed,
        worth: found.iter().filter(|found| found.rule.is_some()).count(),
        searches: found.iter().map(|found| describe_search(found, &columns)).collect(),
    })
}

fn describe_interest(request: &PrimRequest) -> String {
    let output = &request.output;
    match request.interest {
        Interest::Marked => output.clone(),
        Interest::Above(limit) => format!("{output} > {limit}"),
        Interest::Below(limit) => format!("{output} < {limit}"),
    }
}

fn mark_rows(table: &Table, request: &PrimRequest) -> Result<Vec<bool>, Diagnostics> {
    let output = &request.output;
    let numbers = || table.numbers(output);
    match request.interest {
        Interest::Above(limit) => Ok(numbers()?.into_iter().map(|number| number > limit).collect()),
        Interest::Below(limit) => Ok(numbers()?.into_iter().map(|number| number < limit).collect()),
        Interest::Marked => {
            let many = |number: &f64| *number != 0.0 && *number != 1.0;
            if numbers().is_ok_and(|numbers| numbers.iter().any(many)) {
                let message = format!("the output `{output}` is a number: which of its values are of interest?");
                let diagnostic = Diagnostic::error("no-threshold", message).allowed("1 or true, 0 or false");
                return Err(table.refuse(diagnostic.hint("say so with --above X or --below X")));
            }
            table.flags(output)
        }
    }
}

/// An input with its values as numbers.
struct InputColumn {
    name: String,
    kind: InputKind,
    values: Vec<f64>,
    /// Words by their code.
    words: Vec<String>,
}

impl InputColumn {
    fn new(table: &Table, name: &str) -> Result<Self, Diagnostics> {
        if matches!(table.column(name)?, Column::Words(_) | Column::Flags(_)) {
            let labels = table.labels(name)?;
            let values = labels.indices.iter().map(|&label| label as f64).collect();
            return Ok(Self { name: name.to_owned(), kind: InputKind::Category, values, words: labels.names });
        }
        let values = table.numbers(name)?;
        let kind = if values.iter().all(|value| value.fract() == 0.0) { InputKind::Integer } else { InputKind::Real };
        Ok(Self { name: name.to_owned(), kind, values, words: Vec::new() })
    }

    fn as_search_input(&self) -> Input<'_> {
        Input { name: &self.name, values: &self.values, kind: self.kind }
    }

    fn word_of_code(&self, code: f64) -> String {
        self.words.get(code as usize).cloned().unwrap_or_default()
    }

    fn describe_limit(&self, limit: &Limit, quasi_p: [Option<f64>; 2]) -> Option<PrimLimit> {
        let [below, above] = quasi_p;
        let bare = PrimLimit {
            input: self.name.clone(),
            low: None,
            high: None,
            among: None,
            quasi_p_low: below,
            quasi_p_high: above,
        };
        (below.is_some() || above.is_some()).then(|| match limit {
            Limit::Range { low, high } => PrimLimit { low: below.map(|_| *low), high: above.map(|_| *high), ..bare },
            Limit::Among(codes) => {
                PrimLimit { among: Some(codes.iter().map(|&code| self.word_of_code(code)).collect()), ..bare }
            }
        })
    }
}

fn describe_search(found: &BoxSearch, columns: &[InputColumn]) -> PrimSearch {
    let verdict = match found.verdict {
        BoxVerdict::Worth => "worth",
        BoxVerdict::Chance => "chance",
        BoxVerdict::Thin => "thin",
        BoxVerdict::Whole => "whole",
    };
    PrimSearch {
        verdict: verdict.to_owned(),
        chance: found.chance,
        rule: found.rule.as_ref().map(|step| describe_box(step, columns)),
        trajectory: found.trajectory.steps.iter().map(|step| describe_box(step, columns)).collect(),
    }
}

fn describe_box(step: &CandidateBox, columns: &[InputColumn]) -> PrimBox {
    let limits = step.limits.iter().zip(&step.quasi_p).zip(columns);
    PrimBox {
        rows: step.rows,
        cases: step.cases,
        mass: step.mass,
        coverage: step.coverage,
        density: step.density,
        restricted: step.restricted,
        limits: limits.filter_map(|((limit, quasi_p), column)| column.describe_limit(limit, *quasi_p)).collect(),
    }
}

fn refuse_search(table: &Table, request: &PrimRequest, marks: &[bool], error: &StatsError) -> Diagnostics {
    match error {
        StatsError::NoSpread => {
            let which = if marks.iter().any(|&mark| mark) { "all" } else { "no" };
            let message = format!(
                "{which} rows are of interest ({}): there is nothing to tell apart",
                describe_interest(request)
            );
            let diagnostic = Diagnostic::error("no-spread", message).allowed("some rows of interest, and some not");
            table.refuse(diagnostic.hint("choose another threshold or output"))
        }
        StatsError::BadSetting { name, value } => {
            let message = format!("the setting `{name}` cannot be {value}");
            table.refuse(
                Diagnostic::error("bad-setting", message)
                    .allowed("shares between 0 and 1; peels below 0.5")
                    .hint("leave it out"),
            )
        }
        other => refuse_estimate(table, other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample_request(inputs: &[&str], interest: Interest) -> PrimRequest {
        let inputs = inputs.iter().map(|name| (*name).to_owned()).collect();
        PrimRequest { inputs, output: "y".to_owned(), interest, settings: PrimSettings::default(), seed: 1 }
    }

    fn sample_table() -> Table {
        let row = |row: u32| {
            let (colour, size) = (["red", "green", "blue"][row as usize % 3], f64::from(row * 7 % 100) / 10.0);
            format!("{colour},{size},{}\n", if colour == "red" && size > 5.0 { 9.0 } else { 1.0 })
        };
        Table::parse("t.csv", &format!("colour,size,y\n{}", (0..300).map(row).collect::<String>())).unwrap()
    }

    #[test]
    fn words_and_numbers_are_restricted() {
        let found = search_boxes(&sample_table(), &sample_request(&["colour", "size"], Interest::Above(5.0))).unwrap();
        let rule = found.searches[0].rule.as_ref().unwrap();
        assert_eq!(rule.limits[0].among.as_deref(), Some(&["red".to_owned()][..]));
        assert!(found.worth == 1 && rule.density >= 0.8);
        assert!(rule.limits[1].low.is_some_and(|low| low > 3.5) && rule.limits[1].high.is_none());
        assert_eq!(found.interest, "y > 5");
    }

    #[test]
    fn nothing_is_an_answer() {
        let rows: String = (0..200).map(|row| format!("{},{}\n", row * 37 % 200, row % 2)).collect();
        let table = Table::parse("t.csv", &format!("x,y\n{rows}")).unwrap();
        let found = search_boxes(&table, &sample_request(&["x"], Interest::Marked)).unwrap();
        assert_eq!((found.worth, found.searches.len(), &found.searches[0].rule), (0, 1, &None));
        assert_ne!(found.searches[0].verdict, "worth");
    }

    #[test]
    fn what_is_not_told_is_asked_for() {
        let refused =
            |interest| search_boxes(&sample_table(), &sample_request(&["size"], interest)).unwrap_err().to_string();
        assert!(refused(Interest::Marked).contains("--above X"));
        assert!(refused(Interest::Above(9.0)).contains("no rows are of interest (y > 9)"));
        assert!(refused(Interest::Below(99.0)).contains("all rows are of interest"));
    }
}
