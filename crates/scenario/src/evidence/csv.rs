//! A log in CSV: one line is one row, unless a cell in quotation marks holds line ends, and every cell keeps its place.
//!
//! A quotation mark left open would swallow the rest of the file. A row is therefore continued on the next lines only if
//! the mark is closed there and the row then has all its cells; otherwise the line is the fault that it seems.

use std::borrow::Cow;
use std::ops::Range;

use super::columns::{COLUMNS, header};
use super::row::{Cell, Row};
use crate::document::diagnostic::Diagnostic;
use crate::document::diagnostics::Diagnostics;
use crate::words::{one_of, shorten};

/// Cells of a line after which no more are split off: a line of commas could have millions.
const MOST_CELLS: usize = 50;

/// Code of a quotation mark that is not closed.
const UNCLOSED: &str = "unclosed-quote";
/// Most lines of one row: a text in a cell has at most 500 letters, which are seldom more.
const MOST_LINES: usize = 60;

/// A line without its end, or the lines of one row: number of the first, place, text.
#[derive(Clone, Copy)]
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
    let mut next = 0;
    for line in lines {
        if line.at < next {
            continue;
        }
        let go_on = match read_row(text, &line) {
            Ok(row) => {
                next = row.span.end;
                take(row, found)
            }
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

/// The row that begins with a line.
fn read_row<'a>(text: &'a str, line: &Line<'a>) -> Result<Row<'a>, Box<Diagnostic>> {
    match split_cells(line) {
        Err(fault) if fault.code == UNCLOSED => continued_row(text, line).ok_or(fault),
        cells => row_of_cells(line, cells?),
    }
}

/// The row that a line and those after it are together, if the quotation mark left open is closed there and every cell
/// is there.
fn continued_row<'a>(text: &'a str, line: &Line<'a>) -> Option<Row<'a>> {
    let mut end = line.at + line.text.len();
    for _ in 1..MOST_LINES {
        // The mark may only be closed on a line that has one, and what was open before it stays open.
        let rest = text.get(end..)?;
        let begin = end + rest.find('\n')? + 1;
        let next = text[begin..].split('\n').next().unwrap_or_default().trim_end_matches('\r');
        end = begin + next.len();
        let whole = Line { text: &text[line.at..end], ..*line };
        match next.contains('"').then(|| split_cells(&whole)) {
            Some(Ok(cells)) => return row_of_cells(&whole, cells).ok(),
            Some(Err(fault)) if fault.code != UNCLOSED => return None,
            _ if begin == text.len() => return None,
            _ => (),
        }
    }
    None
}

fn row_of_cells<'a>(line: &Line<'a>, cells: Vec<Cell<'a>>) -> Result<Row<'a>, Box<Diagnostic>> {
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
    Diagnostic::error(UNCLOSED, "the quotation mark is not closed, and the next lines do not complete the row")
        .at(&(line.at + begin..line.at + line.text.len()))
        .allowed("one row with all its cells, on one line or with line ends inside quotation marks")
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::source::Source;

    /// The rows of a log as their first cell, last cell and line; and the codes of faults.
    fn read(rows: &str) -> (Vec<(String, String, usize)>, Vec<&'static str>) {
        let text = format!("{}\n{rows}", header());
        let mut found = Diagnostics::new(Source::new("log.csv", text.as_str()));
        let mut all = Vec::new();
        read_csv(&text, 0, &mut found, &mut |row, _| {
            let cell = |place: usize| row.cells[place].text.to_string();
            assert_eq!(&text[row.span.clone()].lines().count(), &(row.cells[14].text.lines().count().max(1)));
            all.push((cell(0), cell(14), row.line));
            true
        });
        (all, found.iter().map(|one| one.code).collect())
    }

    fn row(id: &str, note: &str) -> String {
        format!("{id},,,,,,,,,,,,,,{note}\n")
    }

    #[test]
    fn a_cell_may_hold_line_ends() {
        for end in ["\n", "\r\n"] {
            let note = format!("\"first{end}{end}second, \"\"third\"\"\"");
            let (rows, faults) = read(&format!("{}{}", row("a", &note), row("b", "plain")).replace("\r\r", "\r"));
            let text = format!("first{end}{end}second, \"third\"");
            assert_eq!(rows, [("a".to_owned(), text, 2), ("b".to_owned(), "plain".to_owned(), 5)]);
            assert!(faults.is_empty());
        }
    }

    /// A mark left open costs its own row and no other.
    #[test]
    fn a_mark_left_open_is_one_fault() {
        let open = row("a", "\"open");
        for after in [row("b", "x"), row("b", "\"quoted\""), row("b", "\"two\nlines\"")] {
            let (rows, faults) = read(&format!("{open}{after}{}", row("c", "y")));
            let ids: Vec<&str> = rows.iter().map(|(id, _, _)| id.as_str()).collect();
            assert_eq!((ids, faults), (vec!["b", "c"], vec![UNCLOSED]), "{after}");
        }
        let (rows, faults) = read(&format!("{}{}", row("b", "x"), open));
        assert_eq!((rows.len(), faults), (1, vec![UNCLOSED]));
        let (rows, faults) = read(open.trim_end());
        assert_eq!((rows.len(), faults), (0, vec![UNCLOSED]));
    }
}
