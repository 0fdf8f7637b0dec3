//! A table from CSV: values separated by commas, names in the first line, numbers with a point.
//!
//! The text is read twice, once to find its shape and the kind of each column and once to keep the values, so that no
//! value is stored in two forms. A column is of numbers or of true and false if all its values are; otherwise it is of
//! words, as is a column with a whole number of more digits than a float keeps. A value that is empty is missing; among
//! numbers, `NA` is too.

use super::limits;
use super::named_columns::{Table, escape_for_message};
use super::quotation::ends_within_marks;
use super::row_places::RowPlaces;
use crate::columns::Column;
use crate::whole_numbers::parse_number;
use csv::{ReaderBuilder, StringRecord, Trim};
use standoff_scenario::{Diagnostic, Diagnostics, Source};

/// Byte order marks at the beginning of some files in UTF-8, and of those in UTF-16.
const BYTE_ORDER_MARK: char = '\u{feff}';
const UTF_16_MARKS: [[u8; 2]; 2] = [[0xff, 0xfe], [0xfe, 0xff]];

/// Reads the bytes of a file.
pub(super) fn read_csv(name: &str, bytes: Vec<u8>) -> Result<Table, Diagnostics> {
    let refused = |diagnostic| Diagnostics::one(Source::new(name, ""), diagnostic);
    if bytes.len() as u64 > limits::LARGEST_TEXT_BYTES {
        return Err(refused(text_too_large()));
    }
    let text = match std::str::from_utf8(&bytes) {
        Ok(text) => text.strip_prefix(BYTE_ORDER_MARK).unwrap_or(text),
        Err(error) => return Err(refused(not_utf8(&bytes, error.valid_up_to()))),
    };
    let source = Source::new(name, text);
    let shape = read_shape(text).map_err(|fault| Diagnostics::one(source.clone(), *fault))?;
    let columns = shape.names.iter().cloned().zip(read_values(text, &shape)).collect();
    Table::with_places(columns, Vec::new(), RowPlaces::Text { source, starts: shape.starts })
}

fn text_too_large() -> Diagnostic {
    let most = limits::LARGEST_TEXT_BYTES / (1024 * 1024);
    Diagnostic::error("too-large", "the text is too large")
        .allowed(format!("at most {most} MB of CSV"))
        .hint("leave out the columns that are not needed, or write it as Parquet")
}

fn not_utf8(bytes: &[u8], valid: usize) -> Diagnostic {
    let line = bytes[..valid].iter().filter(|&&byte| byte == b'\n').count() + 1;
    let wide = UTF_16_MARKS.iter().any(|mark| bytes.starts_with(mark));
    let hint = if wide { "this is UTF-16: save the file as UTF-8" } else { "save the file as CSV in UTF-8" };
    Diagnostic::error("not-utf8", format!("byte {valid}, on line {line}, is not text in UTF-8"))
        .allowed("CSV in UTF-8, or Parquet")
        .hint(hint)
}

/// A fault of the text; boxed, since it is large and rare.
type BoxedDiagnostic = Box<Diagnostic>;

/// Result of the first reading.
struct Shape {
    names: Vec<String>,
    kinds: Vec<PossibleKinds>,
    /// Byte at which each row begins.
    starts: Vec<usize>,
}

/// Kinds that are still possible for a column after the values read so far.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct PossibleKinds {
    numbers: bool,
    flags: bool,
    empty: bool,
}

impl PossibleKinds {
    const ANY: Self = Self { numbers: true, flags: true, empty: true };

    fn observe_value(&mut self, value: &str) {
        if is_missing(value) {
            self.flags &= value.is_empty();
            return;
        }
        self.empty = false;
        self.numbers = self.numbers && parse_number(value).is_some();
        self.flags = self.flags && parse_flag(value).is_some();
    }
}

fn is_missing(value: &str) -> bool {
    value.is_empty() || value == "NA"
}

fn parse_flag(value: &str) -> Option<bool> {
    match value {
        "true" | "True" | "TRUE" => Some(true),
        "false" | "False" | "FALSE" => Some(false),
        _ => None,
    }
}

type Reader<'a> = csv::Reader<&'a [u8]>;

fn open_reader(text: &str) -> Reader<'_> {
    ReaderBuilder::new().has_headers(false).flexible(true).trim(Trim::All).from_reader(text.as_bytes())
}

fn read_shape(text: &str) -> Result<Shape, BoxedDiagnostic> {
    let mut reader = open_reader(text);
    let mut record = StringRecord::new();
    if !read_next(&mut reader, &mut record)? {
        return Err(Diagnostic::error("empty-table", "the file is empty")
            .allowed("a line of names, then rows of values")
            .hint("look at what wrote the file")
            .into());
    }
    let names: Vec<String> = record.iter().map(str::to_owned).collect();
    check_header(text, &names)?;
    let mut shape = Shape { kinds: vec![PossibleKinds::ANY; names.len()], names, starts: Vec::new() };
    while read_next(&mut reader, &mut record)? {
        let start = row_start(text, &record);
        check_row_width(text, &record, start, shape.names.len())?;
        shape.kinds.iter_mut().zip(&record).for_each(|(kind, value)| kind.observe_value(value));
        shape.starts.push(start);
        if !limits::size_is_allowed(shape.starts.len(), shape.names.len()) {
            return Err(Diagnostic::error("too-large", "the table has too many values")
                .allowed(limits::allowed_size())
                .hint("leave out the columns that are not needed")
                .into());
        }
    }
    check_end(text, shape.starts.last().copied().unwrap_or(0))?;
    Ok(shape)
}

fn read_next(reader: &mut Reader<'_>, record: &mut StringRecord) -> Result<bool, BoxedDiagnostic> {
    reader.read_record(record).map_err(|error| Diagnostic::error("not-csv", format!("this is not CSV: {error}")).into())
}

/// Byte at which a row begins, after the empty lines that the reader skips.
fn row_start(text: &str, record: &StringRecord) -> usize {
    let at = record.position().and_then(|position| usize::try_from(position.byte()).ok()).unwrap_or(0);
    let rest = text.get(at..).unwrap_or_default();
    at + (rest.len() - rest.trim_start_matches(['\r', '\n']).len())
}

fn line_range(text: &str, start: usize) -> std::ops::Range<usize> {
    let rest = text.get(start..).unwrap_or_default();
    start..start + rest.find(['\r', '\n']).unwrap_or(rest.len()).max(1)
}

fn check_header(text: &str, names: &[String]) -> Result<(), BoxedDiagnostic> {
    let place = line_range(text, 0);
    let separator = [(';', "semicolons"), ('\t', "tabs")].into_iter().find(|(sign, _)| names[0].contains(*sign));
    if let (Some((_, what)), 1) = (separator, names.len()) {
        let diagnostic =
            Diagnostic::error("separator", format!("the values seem to be separated by {what}")).at(&place);
        return Err(diagnostic
            .allowed("commas between values, and a point in numbers")
            .hint("save the file with commas")
            .into());
    }
    if !names.is_empty() && names.iter().all(|name| parse_number(name).is_some()) {
        let diagnostic = Diagnostic::error("no-names", "the first line holds numbers where names belong").at(&place);
        return Err(diagnostic
            .allowed("the names of the columns in the first line")
            .hint("put a line of names before it")
            .into());
    }
    Ok(())
}

fn check_row_width(text: &str, record: &StringRecord, start: usize, width: usize) -> Result<(), BoxedDiagnostic> {
    if record.len() == width {
        return Ok(());
    }
    let values = if record.len() == 1 { "value" } else { "values" };
    let message = format!("this row has {} {values}, and the line of names has {width}", record.len());
    let last = text.get(start..).is_some_and(|rest| !rest.contains('\n'));
    let hint = match record.len() < width {
        true if last => "the file may be cut off",
        true => "a value that is missing is an empty place between commas",
        false => "a comma within a value needs quotation marks around the value; numbers have a point",
    };
    let diagnostic = Diagnostic::error("ragged", message).at(&line_range(text, start));
    Err(diagnostic.allowed(format!("{width} in every row")).hint(hint).into())
}

/// Refuses a quotation mark that is never closed: the reader takes the rest of the file for one value.
fn check_end(text: &str, last: usize) -> Result<(), BoxedDiagnostic> {
    let row = text.get(last..).unwrap_or_default();
    if !ends_within_marks(row) {
        return Ok(());
    }
    let diagnostic = Diagnostic::error("unclosed", "a quotation mark is not closed").at(&line_range(text, last));
    Err(diagnostic.allowed("quotation marks in pairs").hint("the file may be cut off").into())
}

fn read_values(text: &str, shape: &Shape) -> Vec<Column> {
    let rows = shape.starts.len();
    let mut columns: Vec<Column> = shape.kinds.iter().map(|kind| empty_column(*kind, rows)).collect();
    let mut reader = open_reader(text);
    let mut record = StringRecord::new();
    let mut names = true;
    while reader.read_record(&mut record).unwrap_or(false) {
        if !std::mem::take(&mut names) {
            columns.iter_mut().zip(&record).for_each(|(column, value)| push_value(column, value));
        }
    }
    columns
}

/// Reads some columns again as they were written, from a text that was checked before.
pub(super) fn read_words(text: &str, columns: &[Option<usize>], rows: usize) -> Vec<Vec<Option<String>>> {
    let mut words = vec![Vec::with_capacity(rows); columns.len()];
    let mut reader = open_reader(text);
    let mut record = StringRecord::new();
    let mut names = true;
    while reader.read_record(&mut record).unwrap_or(false) {
        if !std::mem::take(&mut names) {
            let value =
                |column: Option<usize>| record.get(column?).filter(|value| !value.is_empty()).map(str::to_owned);
            words.iter_mut().zip(columns).for_each(|(words, column)| words.push(value(*column)));
        }
    }
    words
}

fn empty_column(kind: PossibleKinds, rows: usize) -> Column {
    match kind {
        PossibleKinds { flags: true, empty: false, .. } => Column::Flags(Vec::with_capacity(rows)),
        PossibleKinds { numbers: true, .. } => Column::Numbers(Vec::with_capacity(rows)),
        _ => Column::Words(Vec::with_capacity(rows)),
    }
}

fn push_value(column: &mut Column, value: &str) {
    match column {
        Column::Numbers(values) => values.push(parse_number(value)),
        Column::Flags(values) => values.push(parse_flag(value)),
        Column::Words(values) => values.push((!value.is_empty()).then(|| value.to_owned())),
        Column::Counts(values) => values.push(value.parse().ok()),
    }
}

/// Suggests a likely correction of a word that should be a number.
pub(super) fn number_hint(word: &str) -> Option<&'static str> {
    let decimal_comma = word.matches(',').count() == 1 && parse_number(&word.replace(',', ".")).is_some();
    if decimal_comma {
        return Some("write numbers with a point, not a comma");
    }
    let grouped = word.replace([',', ' ', '_', '\u{a0}', '\''], "");
    (parse_number(&grouped).is_some()).then_some("write numbers without signs between thousands")
}

/// Quotes a word of the table for a message.
pub(super) fn quote_word(word: &str) -> String {
    format!("`{}`", escape_for_message(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse_text(text: &str) -> Result<Table, Diagnostics> {
        Table::parse("t.csv", text)
    }

    fn refusal_text(text: &str) -> String {
        parse_text(text).unwrap_err().to_string()
    }

    #[test]
    fn columns_are_what_all_their_values_are() {
        let table =
            parse_text("\u{feff}n, f ,w,x,none\r\n1,true,a,1,\r\n\r\n\"2.5\",FALSE,NA,true,\r\nNA,,,,\r\n").unwrap();
        assert_eq!(table.rows(), 3);
        let words = vec![Some("a".to_owned()), Some("NA".to_owned()), None];
        assert_eq!(table.column("n").unwrap(), &Column::Numbers(vec![Some(1.0), Some(2.5), None]));
        assert_eq!(table.column("f").unwrap(), &Column::Flags(vec![Some(true), Some(false), None]));
        assert_eq!(table.column("w").unwrap(), &Column::Words(words));
        assert_eq!(table.column("x").unwrap(), &Column::Words(vec![Some("1".into()), Some("true".into()), None]));
        assert_eq!(table.column("none").unwrap(), &Column::Numbers(vec![None; 3]));
    }

    #[test]
    fn faults_of_the_text_are_told_with_their_place() {
        for (text, words) in [
            ("", &["the file is empty"][..]),
            ("\n\n", &["the file is empty"]),
            ("a,b\n", &["no rows"]),
            ("a;b\n1;2\n", &["semicolons", "t.csv:1:1", "save the file with commas"]),
            ("a\tb\n1\t2\n", &["tabs"]),
            ("1,2\n3,4\n", &["numbers where names belong"]),
            ("a,b\n1,2\n3\n4,5\n", &["has 1 value", "t.csv:3:1", "allowed: 2 in every row", "empty place"]),
            ("a,b\n1,2\n3", &["t.csv:3:1", "cut off"]),
            ("a,b\n1,2,3\n", &["has 3 values", "numbers have a point"]),
            ("a,b\n1,\"2\n3,4\n", &["not closed", "t.csv:2:1"]),
            (",b\n1,2\n", &["column 1 has no name", "index=False"]),
            ("b,b\n1,2\n", &["`b` stands over two columns"]),
            ("a,b\n1,\"2\"\"", &["not closed", "t.csv:2:1"]),
        ] {
            let page = refusal_text(text);
            for word in words {
                assert!(page.contains(word), "no {word:?} for {text:?} in:\n{page}");
            }
        }
    }

    #[test]
    fn a_mark_within_a_value_is_no_reason_to_refuse_the_file_and_moves_no_place() {
        let table = parse_text("gun,shots\n5\" gun,\n").unwrap();
        assert_eq!(table.column("gun").unwrap(), &Column::Words(vec![Some("5\" gun".to_owned())]));
        assert!(table.numbers("shots").unwrap_err().to_string().contains("t.csv:2:8"));
    }

    #[test]
    fn bytes_that_are_no_text_are_refused() {
        let refused = |bytes: &[u8]| read_csv("t.csv", bytes.to_vec()).unwrap_err().to_string();
        assert!(refused(b"a\n\xff").contains("byte 2, on line 2"));
        assert!(refused(b"\xff\xfea\0").contains("UTF-16"));
    }

    #[test]
    fn no_bytes_do_harm() {
        let letters = [b'"', b',', b'\n', b'\r', b'1', b'a', b';', 0xc3, 0xa9, b' '];
        for code in 0..letters.len().pow(4) {
            let digit = |place: u32| letters[code / letters.len().pow(place) % letters.len()];
            let bytes: Vec<u8> = (0..4).map(digit).collect();
            let _ = read_csv("t", [b"a,b\n".to_vec(), bytes.clone()].concat());
            let _ = read_csv("t", bytes);
        }
    }

    #[test]
    fn hints_for_numbers() {
        assert!(number_hint("1,5").is_some_and(|hint| hint.contains("point")));
        assert!(number_hint("1,234,567").is_some_and(|hint| hint.contains("thousands")));
        assert_eq!(number_hint("many"), None);
    }
}
