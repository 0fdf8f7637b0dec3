//! The walk over a scenario: every key is known, every value has its shape, every quantity is read.

use std::collections::BTreeSet;
use std::ops::Range;

use standoff_world::quantity::Definition;
use standoff_world::war::SECTIONS;

use super::shapes::{describe_mismatch, matches_shape};
use crate::document::diagnostic::Diagnostic;
use crate::document::diagnostics::Diagnostics;
use crate::document::tree::{Entry, Node, Table, Value};
use crate::keys::TABLES;
use crate::keys::lookup::{child_names, table_at};
use crate::keys::shape::Shape;
use crate::keys::table::Key;
use crate::path::{is_name, join_path};
use crate::quantities::declarations::{definition_at, section_at};
use crate::quantities::read::read_quantity;
use crate::quantities::stated::Stated;
use crate::words::{find_nearest, one_of, shorten};

/// Tables that a scenario may leave out although they have keys that it must set once it has them.
const OPTIONAL_TABLES: &[&str] = &["ratification", "benchmark.crowd"];

/// Walks the whole scenario; every fault goes to `found`.
pub(crate) fn walk_scenario(root: &Table, found: &mut Diagnostics) -> Stated {
    let mut walk = Walk { stated: Stated::default(), found };
    walk.walk_table(root, "", "", &(0..0));
    for table in TABLES.iter().filter(|table| !table.path.contains('*') && !table.path.is_empty()) {
        let compulsory = !table.repeated && !OPTIONAL_TABLES.contains(&table.path);
        let needed = table.keys.iter().find(|key| key.required && compulsory);
        if let Some(key) = needed.filter(|_| root.entry_at(table.path).is_none()) {
            walk.reject_missing_table(table.path, key);
        }
    }
    walk.stated
}

struct Walk<'a> {
    stated: Stated,
    found: &'a mut Diagnostics,
}

impl Walk<'_> {
    /// `pattern` is the declared path, with `*` for chosen names; `path` has the names themselves.
    fn walk_table(&mut self, table: &Table, pattern: &str, path: &str, place: &Range<usize>) {
        self.stated.tables.insert(path.to_owned(), place.clone());
        let names = child_names(pattern);
        let declared = table_at(pattern).map_or(&[][..], |table| table.keys);
        for (name, entry) in &table.0 {
            if self.found.is_full() {
                return;
            }
            if let Some(key) = declared.iter().find(|key| key.name == name) {
                self.check_shape(key, &join_path(path, name), &entry.node);
            } else if names.contains(&name.as_str()) {
                self.walk_child(entry, &join_path(pattern, name), &join_path(path, name));
            } else if let Some(definition) = definition_at(pattern, name) {
                self.read_quantity(definition, &join_path(path, name), entry);
            } else if names.contains(&"*") {
                self.walk_named(name, entry, &join_path(pattern, "*"), &join_path(path, name));
            } else {
                self.reject_key(name, entry, pattern, path);
            }
        }
        for key in declared.iter().filter(|key| key.required && !table.has(key.name)) {
            self.reject_missing_key(key, path, place);
        }
    }

    fn read_quantity(&mut self, definition: &'static Definition, path: &str, entry: &Entry) {
        self.stated.places.insert(path.to_owned(), entry.key.clone());
        if let Some(quantity) = read_quantity(path, definition, &entry.node, self.found) {
            self.stated.quantities.insert(path.to_owned(), quantity);
        }
    }

    fn walk_named(&mut self, name: &str, entry: &Entry, pattern: &str, path: &str) {
        if !is_name(name) {
            let message = format!("\"{}\" cannot be a name", shorten(name));
            let allowed = "small letters, digits, `-` and `_`, at most 64";
            self.found.push(Diagnostic::error("bad-name", message).at(&entry.key).allowed(allowed));
        } else if let (Value::Number { .. } | Value::Text(_), Some(group)) =
            (&entry.node.value, pattern.strip_suffix(".*"))
        {
            self.reject_key(name, entry, group, path.strip_suffix(name).unwrap_or(path).trim_end_matches('.'));
        } else {
            self.walk_child(entry, pattern, path);
        }
    }

    fn walk_child(&mut self, entry: &Entry, pattern: &str, path: &str) {
        let repeated = table_at(pattern).is_some_and(|table| table.repeated);
        match &entry.node.value {
            Value::Table(table) if !repeated => self.walk_table(table, pattern, path, &entry.key),
            Value::List(items) if repeated => items.iter().for_each(|item| self.walk_item(item, pattern, path)),
            other => {
                let allowed = if repeated { format!("[[{path}]]") } else { format!("[{path}]") };
                let message = format!("`{path}` is {}", other.kind());
                self.found.push(Diagnostic::error("wrong-type", message).at(&entry.node.span).allowed(allowed));
            }
        }
    }

    fn walk_item(&mut self, item: &Node, pattern: &str, path: &str) {
        if let Value::Table(table) = &item.value {
            self.walk_table(table, pattern, path, &item.span);
        } else {
            let message = format!("`{path}` holds {}", item.value.kind());
            self.found.push(Diagnostic::error("wrong-type", message).at(&item.span).allowed(format!("[[{path}]]")));
        }
    }

    fn reject_key(&mut self, name: &str, entry: &Entry, pattern: &str, path: &str) {
        let place = if path.is_empty() { "at the top".to_owned() } else { format!("in [{path}]") };
        let message = format!("unknown key `{}` {place}", shorten(name));
        let here = allowed_names(pattern);
        let mut diagnostic = Diagnostic::error("unknown-key", message).at(&entry.key);
        diagnostic =
            diagnostic.allowed(one_of(here.iter().copied().map(|name| if name == "*" { "a name" } else { name })));
        self.found.push(match find_nearest(name, here.iter().copied()) {
            Some(near) => diagnostic.hint(format!("did you mean `{near}`?")),
            None => suggest_place(diagnostic, name, &self.stated),
        });
    }

    fn reject_missing_key(&mut self, key: &Key, path: &str, place: &Range<usize>) {
        let place = if path.is_empty() { 0..0 } else { place.clone() };
        let message = format!("`{}` is missing: {}", join_path(path, key.name), key.meaning);
        self.found.push(Diagnostic::error("missing-key", message).at(&place).allowed(key.shape.describe()));
    }

    fn reject_missing_table(&mut self, path: &str, key: &Key) {
        let message = format!("[{path}] is missing, with `{}`: {}", key.name, key.meaning);
        self.found.push(Diagnostic::error("missing-key", message).at(&(0..0)).allowed(key.shape.describe()));
    }

    fn check_shape(&mut self, key: &Key, path: &str, node: &Node) {
        self.stated.places.insert(path.to_owned(), node.span.clone());
        if matches_shape(key.shape, &node.value) {
            return;
        }
        let (code, what) = describe_mismatch(key.shape, &node.value);
        let diagnostic = Diagnostic::error(code, format!("`{path}` is {what}")).at(&node.span);
        let diagnostic = diagnostic.label(key.meaning).allowed(key.shape.describe());
        self.found.push(match (key.shape, &node.value) {
            (Shape::Choice(words), Value::Text(word)) => diagnostic.nearest(word, words.iter().copied()),
            _ => diagnostic,
        });
    }
}

fn allowed_names(pattern: &str) -> Vec<&'static str> {
    let keys = table_at(pattern).into_iter().flat_map(|table| table.keys).map(|key| key.name);
    let quantities = section_at(pattern).into_iter().flat_map(|section| section.definitions);
    keys.chain(quantities.map(|definition| definition.name)).chain(child_names(pattern)).collect()
}

/// Suggests where a key of that name belongs, or the named table that was meant.
fn suggest_place(diagnostic: Diagnostic, name: &str, stated: &Stated) -> Diagnostic {
    let keys = TABLES.iter().flat_map(|table| table.keys.iter().map(|key| join_path(table.path, key.name)));
    let quantities = SECTIONS.iter().flat_map(|s| s.definitions.iter().map(|d| join_path(s.path, d.name)));
    let ends = |path: &String| path.rsplit('.').next() == Some(name);
    let places: BTreeSet<String> = keys.chain(quantities).filter(ends).collect();
    let owned: Vec<String> = places.iter().map(|path| path.replace('*', "NAME")).collect();
    if !owned.is_empty() {
        return diagnostic.hint(format!("it belongs elsewhere: {}", one_of(owned.iter().map(String::as_str))));
    }
    diagnostic.nearest(name, stated.tables.keys().map(String::as_str).filter(|path| path.contains('.')))
}
