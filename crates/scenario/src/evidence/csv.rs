//! A log in CSV: one line is one row, and every cell keeps its place.
//!
//! Line ends inside a cell are not read: a quotation mark left open would otherwise swallow the rest of the file.

use std::borrow::Cow;
use std::ops::Range;

use super::columns::{COLUMNS, header};
use super::row::{Cell, Row};
use crate::document::diagnostic::Diagnostic;
use crate::document::diagnostics::Diagnostics;
use crate::words::{one_of, shorten};

/// Cells of a line after which no more are split off: a line of commas could have millions.
const MOST_CELLS: usize = 50;

/// A line without its end: number, place, text.
struct Line<'a> {
    number: usize,
    at: usize,
    text: &'a str,
}

impl Line<'_> {
    fn span(&self) -> Range<usize> {
        self.at..self.at + self.text.len()
    }
}

/// The lines of a text from a place on that are not blank.
fn lines_from(text: &str, from: usize) -> impl Iterator<Item = Line<'_>> {
    let mut at = from;
    text[from..].split_inclusive('\n').enumerate().filter_map(move |(count, whole)| {
        let begin = at;
        at += whole.len();
        let text = whole.strip_suffix('\n').unwrap_or(whole);
        let text = text.strip_suffix('\r').unwrap_or(text);
        (!text.trim().is_empty()).then_some(Line { number: count + 1, at: begin, text })
    })
}

/// Hands every row of a text that can be split into cells to `take`, until that returns false; every other row is a fault.
pub(super) fn read_csv<'a>(
    text: &'a str,
    from: usize,
    found: &mut Diagnostics,
    take: &mut dyn FnMut(Row<'a>, &mut Diagnostics) -> bool,
) {
    let mut lines = lines_from(text, from);
    let Some(first) = lines.next() else {
        let diagnostic = Diagnostic::error("empty-log", "the file is empty").allowed(header_allowed());
        return found.push(diagnostic.hint("an empty log has the line of names alone"));
    };
    if !check_header(&first, found) {
        return;
    }
    for line in lines {
        let go_on = match read_row(&line) {
            Ok(row) => take(row, found),
            Err(diagnostic) => {
                found.push(*diagnostic);
                !found.is_full()
            }
        };
        if !go_on {
            return;
        }
    }
}

fn read_row<'a>(line: &Line<'a>) -> Result<Row<'a>, Box<Diagnostic>> {
    let cells = split_cells(line)?;
    let count = cells.len();
    let cells = cells.try_into().map_err(|_| Box::new(wrong_cell_count(line, count)))?;
    Ok(Row { line: line.number, span: line.span(), cells, guarded: true })
}

fn wrong_cell_count(line: &Line<'_>, count: usize) -> Diagnostic {
    let count_words = if count > MOST_CELLS { format!("more than {MOST_CELLS}") } else { count.to_string() };
    let message = format!("the row has {count_words} cells");
    let diagnostic = Diagnostic::error("wrong-number-of-cells", message).at(&line.span());
    diagnostic.allowed(format!("{}, as in the first line", COLUMNS.len())).hint(if count > COLUMNS.len() {
        "put a cell that holds a comma in quotation marks"
    } else {
        "an empty cell needs its comma too"
    })
}

/// The cells of a line.
fn split_cells<'a>(line: &Line<'a>) -> Result<Vec<Cell<'a>>, Box<Diagnostic>> {
    let mut cells = Vec::with_capacity(COLUMNS.len());
    let mut rest = 0;
    loop {
        let (cell, end) =
            if line.text[rest..].starts_with('"') { read_quoted(line, rest)? } else { read_plain(line, rest) };
        cells.push(cell);
        if end == line.text.len() || cells.len() > MOST_CELLS {
            return Ok(cells);
        }
        rest = end + 1;
    }
}

/// A cell without quotation marks, and where it ends.
fn read_plain<'a>(line: &Line<'a>, begin: usize) -> (Cell<'a>, usize) {
    let end = line.text[begin..].find(',').map_or(line.text.len(), |at| begin + at);
    let text = Cow::Borrowed(&line.text[begin..end]);
    (Cell { text, span: line.at + begin..line.at + end }, end)
}

/// A cell in quotation marks, and its end; two such marks inside mean one.
fn read_quoted<'a>(line: &Line<'a>, begin: usize) -> Result<(Cell<'a>, usize), Box<Diagnostic>> {
    let bytes = line.text.as_bytes();
    let mut at = begin + 1;
    let mut doubled = false;
    loop {
        match line.text[at..].find('"').map(|mark| at + mark) {
            None => return Err(Box::new(unclosed_quote(line, begin))),
            Some(mark) if bytes.get(mark + 1) == Some(&b'"') => (at, doubled) = (mark + 2, true),
            Some(mark) => {
                let inside = &line.text[begin + 1..mark];
                let text = if doubled { Cow::Owned(inside.replace("\"\"", "\"")) } else { Cow::Borrowed(inside) };
                let end = mark + 1;
                if !matches!(bytes.get(end), None | Some(b',')) {
                    return Err(Box::new(text_after_quote(line, end)));
                }
                return Ok((Cell { text, span: line.at + begin..line.at + end }, end));
            }
        }
    }
}

fn unclosed_quote(line: &Line<'_>, begin: usize) -> Diagnostic {
    Diagnostic::error("unclosed-quote", "the quotation mark is not closed on its line")
        .at(&(line.at + begin..line.at + line.text.len()))
        .allowed("one line for each row, without line ends inside a cell")
        .hint("inside quotation marks, write two of them for one")
}

fn text_after_quote(line: &Line<'_>, end: usize) -> Diagnostic {
    Diagnostic::error("text-after-quote", "text follows the closing quotation mark")
        .at(&(line.at + end..line.at + line.text.len()))
        .allowed("a comma, or the end of the line")
        .hint("inside quotation marks, write two of them for one")
}

fn header_allowed() -> String {
    format!("the first line `{}`", header())
}

/// Whether the first line names the columns; every fault goes to `found`.
fn check_header(line: &Line<'_>, found: &mut Diagnostics) -> bool {
    let cells = match split_cells(line) {
        Ok(cells) => cells,
        Err(diagnostic) => {
            found.push(*diagnostic);
            return false;
        }
    };
    let names: Vec<&str> = cells.iter().map(|cell| cell.text.trim()).collect();
    if names == COLUMNS {
        return true;
    }
    if cells.len() == 1 && line.text.contains([';', '\t']) {
        let diagnostic = Diagnostic::error("wrong-header", "the columns are not separated by commas").at(&line.span());
        found.push(diagnostic.allowed(header_allowed()).hint("save the table with commas between cells"));
        return false;
    }
    let before = found.len();
    reject_unknown_columns(&cells, found);
    reject_missing_columns(&names, line, found);
    if found.len() == before {
        let diagnostic = Diagnostic::error("wrong-header", "the columns are not in their order").at(&line.span());
        found.push(diagnostic.allowed(header_allowed()));
    }
    false
}

/// Rejects names that are no columns, or occur twice.
fn reject_unknown_columns(cells: &[Cell<'_>], found: &mut Diagnostics) {
    for (at, cell) in cells.iter().enumerate() {
        let name = cell.text.trim();
        let twice = cells[..at].iter().any(|one| one.text.trim() == name);
        if COLUMNS.contains(&name) && !twice {
            continue;
        }
        let what = if twice { "stands twice" } else { "is not known" };
        let diagnostic =
            Diagnostic::error("wrong-header", format!("the column `{}` {what}", shorten(name))).at(&cell.span);
        found.push(diagnostic.allowed(one_of(COLUMNS)).nearest(name, COLUMNS.into_iter().filter(|_| !twice)));
        if found.is_full() {
            return;
        }
    }
}

fn reject_missing_columns(names: &[&str], line: &Line<'_>, found: &mut Diagnostics) {
    let missing: Vec<&str> = COLUMNS.into_iter().filter(|name| !names.contains(name)).collect();
    if !missing.is_empty() {
        let list = missing.iter().map(|name| format!("`{name}`")).collect::<Vec<String>>().join(", ");
        let message = format!("columns are missing: {list}");
        found.push(Diagnostic::error("wrong-header", message).at(&line.span()).allowed(header_allowed()));
    }
}
