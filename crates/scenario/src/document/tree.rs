//! TOML text as a tree of values, each with its place in the text.

use std::collections::BTreeMap;
use std::ops::Range;

use jiff::civil::Date;
use toml::de::{DeTable, DeValue};

use crate::document::diagnostic::{Diagnostic, Diagnostics};
use crate::document::source::{LARGEST, Source, too_large};

/// Deepest nesting of tables and lists.
pub const DEEPEST: usize = 64;

/// A value with its place.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Node {
    pub span: Range<usize>,
    pub value: Value,
}

/// What a value is.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Value {
    Text(String),
    Number {
        value: f64,
        whole: bool,
    },
    Flag(bool),
    Date(Date),
    /// A time, with or without a date.
    Time,
    List(Vec<Node>),
    Table(Table),
}

impl Value {
    /// What the value is, in words.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Text(_) => "text",
            Self::Number { .. } => "a number",
            Self::Flag(_) => "true or false",
            Self::Date(_) => "a date",
            Self::Time => "a time",
            Self::List(_) => "a list",
            Self::Table(_) => "a table",
        }
    }
}

/// A key with its place and value.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Entry {
    pub key: Range<usize>,
    pub node: Node,
}

/// Keys in alphabetical order, so that the order of a file changes nothing.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Table(pub BTreeMap<String, Entry>);

impl Table {
    pub fn get(&self, key: &str) -> Option<&Entry> {
        self.0.get(key)
    }

    pub fn has(&self, key: &str) -> bool {
        self.0.contains_key(key)
    }

    pub fn value(&self, key: &str) -> Option<&Value> {
        self.get(key).map(|entry| &entry.node.value)
    }

    /// Place of a key's value.
    pub fn span(&self, key: &str) -> Option<&Range<usize>> {
        self.get(key).map(|entry| &entry.node.span)
    }

    pub fn text(&self, key: &str) -> Option<&str> {
        match self.value(key) {
            Some(Value::Text(text)) => Some(text),
            _ => None,
        }
    }

    pub fn number(&self, key: &str) -> Option<f64> {
        match self.value(key) {
            Some(Value::Number { value, .. }) => Some(*value),
            _ => None,
        }
    }

    /// A number that is whole and not negative.
    pub fn count(&self, key: &str) -> Option<usize> {
        self.number(key).filter(|value| (0.0..1e9).contains(value)).map(|value| value as usize)
    }

    pub fn flag(&self, key: &str) -> Option<bool> {
        match self.value(key) {
            Some(Value::Flag(flag)) => Some(*flag),
            _ => None,
        }
    }

    pub fn date(&self, key: &str) -> Option<Date> {
        match self.value(key) {
            Some(Value::Date(date)) => Some(*date),
            _ => None,
        }
    }

    pub fn table(&self, key: &str) -> Option<&Self> {
        match self.value(key) {
            Some(Value::Table(table)) => Some(table),
            _ => None,
        }
    }

    /// The texts of a list, each with its place.
    pub fn texts(&self, key: &str) -> Vec<(&str, &Range<usize>)> {
        self.list(key).iter().filter_map(Node::as_text).collect()
    }

    /// The tables of a list of tables, each with its place.
    pub fn tables(&self, key: &str) -> Vec<(&Self, &Range<usize>)> {
        self.list(key).iter().filter_map(Node::as_table).collect()
    }

    fn list(&self, key: &str) -> &[Node] {
        if let Some(Value::List(nodes)) = self.value(key) { nodes } else { &[] }
    }

    /// The named tables under a key, in alphabetical order: name, place of the name, table.
    pub fn named(&self, key: &str) -> Vec<(&str, &Range<usize>, &Self)> {
        let group = self.table(key).into_iter().flat_map(|group| &group.0);
        group.filter_map(|(name, entry)| Some((name.as_str(), &entry.key, entry.node.as_table()?.0))).collect()
    }
}

impl Node {
    fn as_text(&self) -> Option<(&str, &Range<usize>)> {
        if let Value::Text(text) = &self.value { Some((text, &self.span)) } else { None }
    }

    fn as_table(&self) -> Option<(&Table, &Range<usize>)> {
        if let Value::Table(table) = &self.value { Some((table, &self.span)) } else { None }
    }
}

/// Reads the text; every fault of grammar goes to `found`.
pub(crate) fn read(source: &Source, found: &mut Diagnostics) -> Option<Table> {
    if source.text().len() > LARGEST {
        found.push(too_large());
        return None;
    }
    let (root, faults) = DeTable::parse_recoverable(source.text());
    // What follows the first broken line is mostly a consequence of it.
    for fault in &faults {
        let fault = syntax(fault);
        let broken = fault.code == "toml";
        found.push(fault);
        if broken {
            break;
        }
    }
    if !faults.is_empty() {
        return None;
    }
    let mut reader = Reader { too_deep: None };
    let table = reader.table(root.get_ref(), 1);
    match reader.too_deep {
        None => Some(table),
        Some(span) => {
            found.push(too_deep(&span));
            None
        }
    }
}

fn syntax(fault: &toml::de::Error) -> Diagnostic {
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

struct Reader {
    too_deep: Option<Range<usize>>,
}

impl Reader {
    fn table(&mut self, table: &DeTable<'_>, depth: usize) -> Table {
        let entry = |(key, node): (&toml::Spanned<_>, &toml::Spanned<DeValue<'_>>)| {
            let key: &toml::Spanned<std::borrow::Cow<'_, str>> = key;
            let value = self.node(node, depth);
            (key.get_ref().to_string(), Entry { key: key.span(), node: value })
        };
        Table(table.iter().map(entry).collect())
    }

    fn node(&mut self, node: &toml::Spanned<DeValue<'_>>, depth: usize) -> Node {
        let span = node.span();
        let value = match node.get_ref() {
            DeValue::Array(_) | DeValue::Table(_) if depth >= DEEPEST => {
                self.too_deep.get_or_insert(span.clone());
                Value::List(Vec::new())
            }
            DeValue::Array(list) => Value::List(list.iter().map(|item| self.node(item, depth + 1)).collect()),
            DeValue::Table(table) => Value::Table(self.table(table, depth + 1)),
            DeValue::String(text) => Value::Text(text.to_string()),
            DeValue::Integer(number) => Value::Number { value: whole(number.as_str(), number.radix()), whole: true },
            DeValue::Float(number) => {
                Value::Number { value: number.as_str().parse().unwrap_or(f64::NAN), whole: false }
            }
            DeValue::Boolean(flag) => Value::Flag(*flag),
            DeValue::Datetime(moment) => date(moment).map_or(Value::Time, Value::Date),
        };
        Node { span, value }
    }
}

fn whole(text: &str, radix: u32) -> f64 {
    match i128::from_str_radix(text, radix) {
        Ok(number) => number as f64,
        Err(_) => text.parse().unwrap_or(f64::NAN),
    }
}

fn date(moment: &toml::value::Datetime) -> Option<Date> {
    let date = moment.date.filter(|_| moment.time.is_none() && moment.offset.is_none())?;
    let (year, month, day) = (i16::try_from(date.year).ok()?, i8::try_from(date.month).ok()?, date.day);
    Date::new(year, month, i8::try_from(day).ok()?).ok()
}
