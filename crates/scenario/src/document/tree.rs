//! A TOML file as a tree of values, each with its place in the text.

use std::collections::BTreeMap;
use std::ops::Range;

use jiff::civil::Date;

/// A value with its place.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Node {
    pub span: Range<usize>,
    pub value: Value,
}

/// A value of TOML.
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
    /// The kind of the value, in words.
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

    /// The entry at a path of keys, such as `values.invader.discount`.
    pub fn entry_at(&self, path: &str) -> Option<&Entry> {
        let (parents, last) = path.rsplit_once('.').unwrap_or(("", path));
        let mut parents = parents.split('.').filter(|part| !part.is_empty());
        parents.try_fold(self, |table, part| table.table(part))?.get(last)
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
    pub fn named_tables(&self, key: &str) -> Vec<(&str, &Range<usize>, &Self)> {
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
