//! The walk over a scenario: every key is known, every value has its shape, every quantity is read.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use standoff_world::war::SECTIONS;

use crate::document::diagnostic::{Diagnostic, Diagnostics};
use crate::document::tree::{Entry, Node, Table, Value};
use crate::keys::tables::{self, Key, Shape, children, definition_at, join, table_at};
use crate::quantities::quantity::{self, Quantity};
use crate::words::{figure, nearest, one_of, short};

/// The quantities that a scenario states, by full path.
#[derive(Debug, Default)]
pub(crate) struct Stated {
    pub quantities: BTreeMap<String, Quantity>,
    /// Places of the keys, also of those whose value was at fault.
    pub places: BTreeMap<String, Range<usize>>,
    /// Paths of the tables, with their places.
    pub tables: BTreeMap<String, Range<usize>>,
}

/// Walks the whole scenario; every fault goes to `found`.
pub(crate) fn resolve(root: &Table, found: &mut Diagnostics) -> Stated {
    let mut walk = Walk { stated: Stated::default(), found };
    walk.table(root, "", "", &(0..0));
    for table in tables::TABLES.iter().filter(|table| !table.path.contains('*') && !table.path.is_empty()) {
        let needed = table.keys.iter().find(|key| key.required && !table.repeated);
        if let Some(key) = needed.filter(|_| lookup(root, table.path).is_none()) {
            walk.missing_table(table.path, key);
        }
    }
    walk.stated
}

fn lookup<'a>(root: &'a Table, path: &str) -> Option<&'a Entry> {
    let (parents, last) = path.rsplit_once('.').unwrap_or(("", path));
    let parent = parents.split('.').filter(|part| !part.is_empty()).try_fold(root, |table, part| table.table(part))?;
    parent.get(last)
}

struct Walk<'a> {
    stated: Stated,
    found: &'a mut Diagnostics,
}

impl Walk<'_> {
    /// `pattern` is the declared path, with `*` for chosen names; `path` has the names themselves.
    fn table(&mut self, table: &Table, pattern: &str, path: &str, place: &Range<usize>) {
        self.stated.tables.insert(path.to_owned(), place.clone());
        let names = children(pattern);
        let declared = table_at(pattern).map_or(&[][..], |table| table.keys);
        for (name, entry) in &table.0 {
            if self.found.is_full() {
                return;
            }
            if let Some(key) = declared.iter().find(|key| key.name == name) {
                self.shape(key, &join(path, name), &entry.node);
            } else if names.contains(&name.as_str()) {
                self.child(entry, &join(pattern, name), &join(path, name));
            } else if let Some(definition) = definition_at(pattern, name) {
                self.quantity(definition, &join(path, name), entry);
            } else if names.contains(&"*") {
                self.named(name, entry, &join(pattern, "*"), &join(path, name));
            } else {
                self.unknown(name, entry, pattern, path);
            }
        }
        for key in declared.iter().filter(|key| key.required && !table.has(key.name)) {
            self.missing_key(key, path, place);
        }
    }

    fn quantity(&mut self, definition: &'static standoff_world::quantity::Definition, path: &str, entry: &Entry) {
        self.stated.places.insert(path.to_owned(), entry.key.clone());
        if let Some(quantity) = quantity::read(path, definition, &entry.node, self.found) {
            self.stated.quantities.insert(path.to_owned(), quantity);
        }
    }

    fn named(&mut self, name: &str, entry: &Entry, pattern: &str, path: &str) {
        if !tables::is_name(name) {
            let message = format!("\"{}\" cannot be a name", short(name));
            let allowed = "small letters, digits, `-` and `_`, at most 64";
            self.found.push(Diagnostic::error("bad-name", message).at(&entry.key).allowed(allowed));
        } else if let (Value::Number { .. } | Value::Text(_), Some(group)) =
            (&entry.node.value, pattern.strip_suffix(".*"))
        {
            self.unknown(name, entry, group, path.strip_suffix(name).unwrap_or(path).trim_end_matches('.'));
        } else {
            self.child(entry, pattern, path);
        }
    }

    fn child(&mut self, entry: &Entry, pattern: &str, path: &str) {
        let repeated = table_at(pattern).is_some_and(|table| table.repeated);
        match &entry.node.value {
            Value::Table(table) if !repeated => self.table(table, pattern, path, &entry.key),
            Value::List(items) if repeated => items.iter().for_each(|item| self.item(item, pattern, path)),
            other => {
                let allowed = if repeated { format!("[[{path}]]") } else { format!("[{path}]") };
                let message = format!("`{path}` is {}", other.kind());
                self.found.push(Diagnostic::error("wrong-type", message).at(&entry.node.span).allowed(allowed));
            }
        }
    }

    fn item(&mut self, item: &Node, pattern: &str, path: &str) {
        if let Value::Table(table) = &item.value {
            self.table(table, pattern, path, &item.span);
        } else {
            let message = format!("`{path}` holds {}", item.value.kind());
            self.found.push(Diagnostic::error("wrong-type", message).at(&item.span).allowed(format!("[[{path}]]")));
        }
    }

    fn unknown(&mut self, name: &str, entry: &Entry, pattern: &str, path: &str) {
        let place = if path.is_empty() { "at the top".to_owned() } else { format!("in [{path}]") };
        let message = format!("unknown key `{}` {place}", short(name));
        let here = allowed_at(pattern);
        let mut diagnostic = Diagnostic::error("unknown-key", message).at(&entry.key);
        diagnostic =
            diagnostic.allowed(one_of(here.iter().copied().map(|name| if name == "*" { "a name" } else { name })));
        self.found.push(match nearest(name, here.iter().copied()) {
            Some(near) => diagnostic.hint(format!("did you mean `{near}`?")),
            None => elsewhere(diagnostic, name, &self.stated),
        });
    }

    fn missing_key(&mut self, key: &Key, path: &str, place: &Range<usize>) {
        let place = if path.is_empty() { 0..0 } else { place.clone() };
        let message = format!("`{}` is missing: {}", join(path, key.name), key.meaning);
        self.found.push(Diagnostic::error("missing-key", message).at(&place).allowed(key.shape.words()));
    }

    fn missing_table(&mut self, path: &str, key: &Key) {
        let message = format!("[{path}] is missing, with `{}`: {}", key.name, key.meaning);
        self.found.push(Diagnostic::error("missing-key", message).at(&(0..0)).allowed(key.shape.words()));
    }

    fn shape(&mut self, key: &Key, path: &str, node: &Node) {
        self.stated.places.insert(path.to_owned(), node.span.clone());
        if matches(key.shape, &node.value) {
            return;
        }
        let (code, what) = found_instead(key.shape, &node.value);
        let diagnostic = Diagnostic::error(code, format!("`{path}` is {what}")).at(&node.span);
        let diagnostic = diagnostic.label(key.meaning).allowed(key.shape.words());
        self.found.push(match (key.shape, &node.value) {
            (Shape::Choice(words), Value::Text(word)) => diagnostic.nearest(word, words.iter().copied()),
            _ => diagnostic,
        });
    }
}

fn allowed_at(pattern: &str) -> Vec<&'static str> {
    let keys = table_at(pattern).into_iter().flat_map(|table| table.keys).map(|key| key.name);
    let quantities = tables::section_at(pattern).into_iter().flat_map(|section| section.definitions);
    keys.chain(quantities.map(|definition| definition.name)).chain(children(pattern)).collect()
}

/// Suggests where a key of that name belongs, or the named table that was meant.
fn elsewhere(diagnostic: Diagnostic, name: &str, stated: &Stated) -> Diagnostic {
    let keys = tables::TABLES.iter().flat_map(|table| table.keys.iter().map(|key| join(table.path, key.name)));
    let quantities = SECTIONS.iter().flat_map(|s| s.definitions.iter().map(|d| join(s.path, d.name)));
    let ends = |path: &String| path.rsplit('.').next() == Some(name);
    let places: BTreeSet<String> = keys.chain(quantities).filter(ends).collect();
    let owned: Vec<String> = places.iter().map(|path| path.replace('*', "NAME")).collect();
    if !owned.is_empty() {
        return diagnostic.hint(format!("it belongs elsewhere: {}", one_of(owned.iter().map(String::as_str))));
    }
    diagnostic.nearest(name, stated.tables.keys().map(String::as_str).filter(|path| path.contains('.')))
}

fn matches(shape: Shape, value: &Value) -> bool {
    match (shape, value) {
        (Shape::Text | Shape::Amount, Value::Text(_))
        | (Shape::Flag, Value::Flag(_))
        | (Shape::Date, Value::Date(_)) => true,
        (Shape::Name, Value::Text(name)) => tables::is_name(name),
        (Shape::Voters, Value::Text(_)) => true,
        (Shape::Names | Shape::Paths | Shape::Voters, Value::List(items)) => {
            items.iter().all(|item| matches!(item.value, Value::Text(_)))
        }
        (Shape::Choice(words), Value::Text(word)) => words.contains(&word.as_str()),
        (Shape::Whole(low, high), Value::Number { value, whole: true }) => {
            (f64::from(low)..=f64::from(high)).contains(value)
        }
        (Shape::Number(low, high), Value::Number { value, .. }) => (low..=high).contains(value),
        (Shape::Amount, Value::Number { value, .. }) => value.is_finite(),
        (Shape::Rule, Value::Text(word)) => ["one-holder", "unanimity"].contains(&word.as_str()),
        (Shape::Rule, Value::Table(table)) => is_rule(table),
        _ => false,
    }
}

fn is_rule(table: &Table) -> bool {
    let whole = |value: Option<&Value>| matches!(value, Some(Value::Number { whole: true, .. }));
    match table.0.len() {
        1 => whole(table.value("at_least")) && table.count("at_least").is_some(),
        2 => table.number("members").is_some() && table.number("weight").is_some(),
        _ => false,
    }
}

fn found_instead(shape: Shape, value: &Value) -> (&'static str, String) {
    match (shape, value) {
        (Shape::Name, Value::Text(name)) => ("bad-name", format!("\"{}\", which cannot be a name", short(name))),
        (Shape::Choice(_) | Shape::Rule, Value::Text(word)) => ("unknown-word", format!("\"{}\"", short(word))),
        (Shape::Rule, Value::Table(_)) => ("bad-rule", "a table that states no voting rule".to_owned()),
        (Shape::Whole(..) | Shape::Number(..) | Shape::Amount, Value::Number { value, .. }) => {
            ("out-of-bounds", figure(*value))
        }
        (Shape::Names | Shape::Paths | Shape::Voters, Value::List(_)) => {
            ("wrong-type", "a list with something that is not text".to_owned())
        }
        _ => ("wrong-type", value.kind().to_owned()),
    }
}
