//! TOML text to a tree of values.

use std::ops::Range;

use jiff::civil::Date;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::diagnostic::Diagnostic;
use super::diagnostics::Diagnostics;
use super::file::{LARGEST, too_large_fault};
use super::source::Source;
use super::tree::{Entry, Node, Table, Value};

/// Deepest nesting of tables and lists. A scenario needs six levels; the limit guards the stack against hostile files.
pub const DEEPEST: usize = 64;

/// Largest text, in bytes, of which all faults of grammar are found: several times a large scenario. Each fault takes some
/// three hundred times the two bytes that can make one.
const ALL_FAULTS_FOUND: usize = 512 * 1024;

/// Parses the text; every fault of grammar goes to `found`.
pub(crate) fn parse_toml(source: &Source, found: &mut Diagnostics) -> Option<Table> {
    if source.text().len() > LARGEST {
        found.push(too_large_fault());
        return None;
    }
    let (root, faults) = parse_grammar(source.text());
    // What follows the first broken line is mostly a consequence of it.
    for fault in &faults {
        let fault = syntax_fault(fault);
        let broken = fault.code == "toml";
        found.push(fault);
        if broken {
            break;
        }
    }
    let root = root.filter(|_| faults.is_empty())?;
    let mut reader = TreeReader { too_deep: None };
    let table = reader.convert_table(root.get_ref(), 1);
    match reader.too_deep {
        None => Some(table),
        Some(span) => {
            found.push(too_deep(&span));
            None
        }
    }
}

/// The tree, and the faults of grammar: of a large text the first alone.
fn parse_grammar(text: &str) -> (Option<Spanned<DeTable<'_>>>, Vec<toml::de::Error>) {
    if text.len() > ALL_FAULTS_FOUND {
        return match DeTable::parse(text) {
            Ok(root) => (Some(root), Vec::new()),
            Err(fault) => (None, vec![fault]),
        };
    }
    let (root, faults) = DeTable::parse_recoverable(text);
    (Some(root), faults)
}

fn syntax_fault(fault: &toml::de::Error) -> Diagnostic {
    let span = fault.span().unwrap_or(0..0);
    match fault.message() {
        message if message.contains("recurs") => too_deep(&span),
        message if message.contains("duplicate key") => {
            Diagnostic::error("duplicate-key", "the same key is set twice").at(&span).hint("remove one of the two")
        }
        message => Diagnostic::error("toml", message).at(&span),
    }
}

fn too_deep(span: &Range<usize>) -> Diagnostic {
    Diagnostic::error("too-deep", "tables and lists are nested too deep")
        .at(span)
        .allowed(format!("at most {DEEPEST} levels"))
}

struct TreeReader {
    too_deep: Option<Range<usize>>,
}

impl TreeReader {
    fn convert_table(&mut self, table: &DeTable<'_>, depth: usize) -> Table {
        let entry = |(key, node): (&Spanned<_>, &Spanned<DeValue<'_>>)| {
            let key: &Spanned<std::borrow::Cow<'_, str>> = key;
            let value = self.convert_node(node, depth);
            (key.get_ref().to_string(), Entry { key: key.span(), node: value })
        };
        Table(table.iter().map(entry).collect())
    }

    fn convert_node(&mut self, node: &Spanned<DeValue<'_>>, depth: usize) -> Node {
        let span = node.span();
        let value = match node.get_ref() {
            DeValue::Array(_) | DeValue::Table(_) if depth >= DEEPEST => {
                self.too_deep.get_or_insert(span.clone());
                Value::List(Vec::new())
            }
            DeValue::Array(list) => Value::List(list.iter().map(|item| self.convert_node(item, depth + 1)).collect()),
            DeValue::Table(table) => Value::Table(self.convert_table(table, depth + 1)),
            DeValue::String(text) => Value::Text(text.to_string()),
            DeValue::Integer(number) => {
                Value::Number { value: whole_number(number.as_str(), number.radix()), whole: true }
            }
            DeValue::Float(number) => {
                Value::Number { value: number.as_str().parse().unwrap_or(f64::NAN), whole: false }
            }
            DeValue::Boolean(flag) => Value::Flag(*flag),
            DeValue::Datetime(moment) => civil_date(moment).map_or(Value::Time, Value::Date),
        };
        Node { span, value }
    }
}

fn whole_number(text: &str, radix: u32) -> f64 {
    match i128::from_str_radix(text, radix) {
        Ok(number) => number as f64,
        Err(_) => text.parse().unwrap_or(f64::NAN),
    }
}

fn civil_date(moment: &toml::value::Datetime) -> Option<Date> {
    let date = moment.date.filter(|_| moment.time.is_none() && moment.offset.is_none())?;
    let (year, month, day) = (i16::try_from(date.year).ok()?, i8::try_from(date.month).ok()?, date.day);
    Date::new(year, month, i8::try_from(day).ok()?).ok()
}
